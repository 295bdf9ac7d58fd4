"""Runs every finder over a text or a report, and settles each value's role.

Surer finders go first and take their places: e-mails, URLs, wallets, handles, dates, quantities, PromptPay, then
accounts, phones and amounts. Where a value stands is decided by `cues` (text), the column (reports) and
`vocab.protected` and `vocab.platforms`; what role follows, by `release.roles` alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from spean.indicators import (
    amount,
    bakong,
    bank_case_id,
    date,
    email,
    emv_qr,
    facebook,
    ip,
    line,
    numbers,
    plate,
    quantity,
    telegram,
    url,
    wallet,
)
from spean.indicators.amount import find_amounts
from spean.indicators.bakong import find_bakongs
from spean.indicators.bank_account import find_accounts
from spean.indicators.bank_case_id import find_bank_case_ids
from spean.indicators.candidate import Candidate, Claims
from spean.indicators.carries import carried_keys
from spean.indicators.columns import ColumnValue, column_values
from spean.indicators.date import find_dates
from spean.indicators.email import find_emails
from spean.indicators.emv_qr import find_qrs
from spean.indicators.facebook import find_facebook
from spean.indicators.fold import Folded
from spean.indicators.hints import Hints
from spean.indicators.imei import find_imeis
from spean.indicators.ip import find_ips
from spean.indicators.line import find_line
from spean.indicators.numbers import runs, with_zeros
from spean.indicators.phone import find_phones
from spean.indicators.placing import placed
from spean.indicators.plate import find_plates
from spean.indicators.promptpay import find_promptpay
from spean.indicators.quantity import find_quantities
from spean.indicators.same import spread
from spean.indicators.spelling import readings
from spean.indicators.telegram import find_telegram
from spean.indicators.thai_id import find_thai_ids
from spean.indicators.url import find_urls
from spean.indicators.wallet import find_wallets
from spean.indicators.whatsapp import find_whatsapp
from spean.model import Kind, Mention, Reading, Report, Role
from spean.release.roles import Standing, role_in_report
from spean.vocab.platforms import is_everybodys
from spean.vocab.protected import is_official_domain, is_official_number, is_registered_domain

__all__ = ["EXTRACTOR_VERSION", "NORMALISER_VERSION", "extract", "extract_report", "readings"]

#: What finds and what decides roles; raised with every change of either.
EXTRACTOR_VERSION = "9"
#: What writes a value in its one form; raised with every change of it.
NORMALISER_VERSION = "3"

_Key = tuple[Kind, str]
_NAMED = (
    ("email", find_emails),
    ("bakong", find_bakongs),
    ("line", find_line),
    ("telegram", find_telegram),
    ("facebook", find_facebook),
)
_MARKED = (
    ("ip", find_ips),
    ("bank_case_id", find_bank_case_ids),
    ("plate", find_plates),
    ("date", find_dates),
    ("quantity", find_quantities),
)
_DIGITS = frozenset({name for name, _ in _MARKED} | {"runs", "amount"})
_HINTS = Hints(
    {
        "emv_qr": emv_qr.HINT,
        "url": url.HINT,
        "email": email.HINT,
        "wallet": wallet.HINT,
        "bakong": bakong.HINT,
        "line": line.HINT,
        "telegram": telegram.HINT,
        "facebook": facebook.HINT,
        "ip": ip.HINT,
        "bank_case_id": bank_case_id.HINT,
        "plate": plate.HINT,
        "vehicle": plate.HINT_WORDS,
        "date": date.HINT,
        "quantity": quantity.HINT,
        "runs": numbers.HINT,
        "amount": amount.HINT,
    }
)
#: A plate takes both its letters and a word for a vehicle or a place.
_ALONE = frozenset({"plate", "vehicle"})
_VICTIMS = frozenset({Standing.VICTIM_COLUMN, Standing.REPORTER_TEXT})


@dataclass(frozen=True, slots=True)
class _Placed:
    """A candidate, the field it stands in, and every standing that place gives it."""

    candidate: Candidate
    field: str
    standings: frozenset[Standing]


def extract(text: str, *, region: str | None = None) -> list[Mention]:
    """Finds all mentions of a narrative or message, roles from the text alone.

    Args:
        text: any text.
        region: "TH" or "KH": the numbering plan a local number is read in first.

    Returns:
        Mentions sorted by start, end and kind; offsets count code points of `text`.
    """
    found = list(_of_text(text, region))
    return _settle({"narrative": text}, found) if found else []


def extract_report(report: Report, *, region: str | None = None) -> list[Mention]:
    """Finds all mentions of a report: canonical columns, then the narrative. Unknown columns give none.

    A value that any reading makes equal to one of the victim's or reporter's is the victim's wherever it stands in
    the report.

    Args:
        report: as intake wrote it.
        region: "TH" or "KH": the numbering plan a local number is read in first.

    Returns:
        Mentions in the order of the columns, then sorted by start, end and kind.
    """

    def finder(cell: str) -> list[Candidate]:
        folded = Folded(cell)
        return [_unfolded(folded, one) for one in candidates(folded, region)]

    found = [_of_column(value) for value in column_values(report.columns, finder, region=region)]
    found.extend(_of_text(report.columns.get("narrative", ""), region))
    return _settle(report.columns, found)


def _of_column(value: ColumnValue) -> _Placed:
    return _Placed(value.candidate, value.field, _standings(value.candidate, value.standing))


def candidates(folded: Folded, region: str | None) -> list[Candidate]:
    """Runs every finder that a hint calls for; where two want the same place the surer one has it."""
    hints = _HINTS.of(folded.bare)
    hints -= _ALONE if not hints >= _ALONE else frozenset()
    return _found(folded, region, hints) if hints else []


def _found(folded: Folded, region: str | None, hints: frozenset[str]) -> list[Candidate]:
    claims = Claims(len(folded.cased))
    found = list(find_qrs(folded)) if "emv_qr" in hints else []
    claims.add(found)
    links = [one for one in find_urls(folded) if claims.free(one.start, one.end)] if "url" in hints else []
    opened = [one for one in links if one.kind is Kind.URL]
    claims.add(opened)
    found += find_wallets(folded) if "wallet" in hints else []
    claims.add(found)
    for name, finder in _NAMED:
        if name in hints:
            kept = list(finder(folded, claims))
            claims.add(one for one in kept if not one.readings[0].value.isdigit())
            found += kept
    found += _with_hosts(links, opened, claims)
    return [*found, *_numbers(folded, claims, region, hints)] if hints & _DIGITS else found


def _with_hosts(links: list[Candidate], opened: list[Candidate], claims: Claims) -> Iterator[Candidate]:
    """Gives the links with their hosts, and the bare names that are no part of an address or a handle."""
    places = [(one.start, one.end) for one in opened]
    for one in links:
        inside = any(start <= one.start and one.end <= end for start, end in places)
        if inside or claims.free(one.start, one.end):
            claims.add([one])
            yield one


def _numbers(folded: Folded, claims: Claims, region: str | None, hints: frozenset[str]) -> Iterator[Candidate]:
    """Finds what is made of digits: the runs are read by the surest kind first."""
    folded = with_zeros(folded) if "runs" in hints else folded
    for name, finder in _MARKED:
        if name in hints:
            kept = list(finder(folded, claims))
            claims.add(kept)
            yield from kept
    if "runs" in hints:
        yield from _of_runs(folded, claims, region)
    if "amount" in hints:
        yield from find_amounts(folded, claims)


def _of_runs(folded: Folded, claims: Claims, region: str | None) -> Iterator[Candidate]:
    found = list(runs(folded))
    for one in find_promptpay(folded, found, claims):
        claims.add([one])
        yield one
        phone = _phone_of_promptpay(one)
        if phone is not None:
            yield phone
    for finder in (find_thai_ids, find_imeis, find_accounts):
        kept = list(finder(folded, found, claims))
        claims.add(kept)
        yield from kept
    phones = list(find_phones(folded, found, claims, region=region))
    claims.add(phones)
    yield from [*phones, *find_whatsapp(folded, phones)]


def _phone_of_promptpay(one: Candidate) -> Candidate | None:
    value = one.readings[0].value
    if not value.startswith("0066"):
        return None
    return Candidate(one.start, one.end, (Reading(Kind.PHONE, "+66" + value[4:], one.readings[0].confidence),))


def _of_text(text: str, region: str | None) -> Iterator[_Placed]:
    folded = Folded(text)
    found = candidates(folded, region)
    for one, where in placed(folded, found) if found else ():
        innocent = where is Standing.TIED_TEXT and any(map(_registered, one.readings))
        standings = _standings(one, Standing.UNTIED_TEXT if innocent else where)
        yield _Placed(_unfolded(folded, one), "narrative", standings)


def _unfolded(folded: Folded, one: Candidate) -> Candidate:
    return Candidate(*folded.place(one.start, one.end), one.readings)


def _standings(one: Candidate, where: Standing) -> frozenset[Standing]:
    """Adds OFFICIAL to where a value stands, if it is on a protected list whatever its reading."""
    return frozenset({where, Standing.OFFICIAL} if any(map(_protected, one.readings)) else {where})


def _protected(reading: Reading) -> bool:
    """Says whether nobody may be accused by a value: protected numbers, officials' and platforms' own domains."""
    if reading.kind is Kind.PHONE:
        return is_official_number(reading.value)
    if reading.kind is Kind.DOMAIN:
        return is_official_domain(reading.value) or is_everybodys(reading.value)
    return reading.kind is Kind.URL and is_official_domain(_host(reading))


def _registered(reading: Reading) -> bool:
    """Says whether a link leads to a holder known by its papers, whom text alone does not accuse."""
    return reading.kind in (Kind.DOMAIN, Kind.URL) and is_registered_domain(_host(reading))


def _host(reading: Reading) -> str:
    return reading.value if reading.kind is Kind.DOMAIN else _host_of(reading.value)


@lru_cache(maxsize=4096)
def _host_of(url: str) -> str:
    return urlsplit(url).hostname or ""


def _settle(texts: Mapping[str, str], found: list[_Placed]) -> list[Mention]:
    """Makes mentions, each value's role settled over every place it stands at.

    A victim's standing counts through any reading, any other spelling of the same thing (`same`), and anything that
    the value carries (`carries`); every other standing only through the likeliest reading.
    """
    standings: dict[_Key, set[Standing]] = defaultdict(set)
    victims: dict[_Key, set[Standing]] = defaultdict(set)
    for one in found:
        standings[_key(one.candidate.readings[0])] |= one.standings
        if own := one.standings & _VICTIMS:
            for key in spread(one.candidate.readings):
                victims[key] |= own
    mentions = []
    for one in found:
        readings = one.candidate.readings
        carries = carried_keys(readings)
        stands = standings[_key(readings[0])].union(*(victims.get(key, ()) for key in (*map(_key, readings), *carries)))
        mentions.append(_mention(texts[one.field], one, role_in_report(stands), carries))
    order = {field: at for at, field in enumerate(texts)}
    return sorted(set(mentions), key=lambda m: (order[m.field], m.start, m.end, m.kind, m.value))


def _key(reading: Reading) -> _Key:
    return reading.kind, reading.value


def _mention(text: str, one: _Placed, role: Role, carries: frozenset[_Key]) -> Mention:
    start, end, found = one.candidate.start, one.candidate.end, one.candidate.readings
    return Mention(
        kind=found[0].kind,
        value=found[0].value,
        raw=text[start:end],
        start=start,
        end=end,
        role=role,
        confidence=found[0].confidence,
        field=one.field,
        readings=found if len(found) > 1 else (),
        qualifier=found[0].qualifier,
        also=_other_spellings(found) if role is Role.VICTIM else (),
        carries=tuple(sorted(carries)),
    )


#: A victim's other spellings that money could be asked about; the rest are found from the carrier's side (`carries`).
_PAYABLE = frozenset({Kind.BANK_ACCOUNT, Kind.PROMPTPAY})


def _other_spellings(readings: tuple[Reading, ...]) -> tuple[tuple[Kind, str], ...]:
    own = {_key(reading) for reading in readings}
    return tuple(sorted(key for key in spread(readings) - own if key[0] in _PAYABLE))
