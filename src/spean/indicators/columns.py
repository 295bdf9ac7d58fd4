"""What the canonical columns of a report hold: the column says the kind and whose it is.

`suspect_bank` qualifies `suspect_account`; `suspect_handle` may be a LINE or Telegram name, a link or a phone;
`amount` takes its currency from `currency`, `quantity` its unit from `unit`. Times are read at intake and give no
mention; names are no indicators.
A cell with several values (separated by comma, semicolon, slash, line break or "and") gives several.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from spean.indicators.amount import read_amount
from spean.indicators.bank_account import SURE as ACCOUNT_SURE
from spean.indicators.bank_account import read_account
from spean.indicators.candidate import Candidate
from spean.indicators.handle import is_handle
from spean.indicators.line import read_line
from spean.indicators.phone import OPEN, TOLD, read_phone, read_shortened
from spean.indicators.promptpay import read_promptpay
from spean.indicators.quantity import read_quantity
from spean.indicators.spelling import readings
from spean.indicators.telegram import read_telegram
from spean.indicators.url import read_url
from spean.indicators.wallet import read_wallet
from spean.model import FACTS, Kind, Reading
from spean.release.roles import Standing
from spean.vocab.citizens import is_thai_id

#: A bare name in a handle column, whose service nobody named.
BARE_HANDLE = 0.6


@dataclass(frozen=True, slots=True)
class ColumnValue:
    """One value of one column.

    Attributes:
        field: the column.
        candidate: place in the cell, and readings of one kind.
        standing: what the column says of it.
    """

    field: str
    candidate: Candidate
    standing: Standing


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a reader may look at beside the value itself."""

    columns: Mapping[str, str]
    region: str | None


Finder = Callable[[str], list[Candidate]]
_Reader = Callable[[str, _Cell], list[Reading]]


def _phone(value: str, cell: _Cell) -> list[Reading]:
    return read_phone(value, region=cell.region) or read_shortened(value, region=cell.region)


def _account(value: str, cell: _Cell) -> list[Reading]:
    bank = cell.columns.get("suspect_bank", "")
    digits = re.sub(r"\D", "", value)
    if re.search(r"พร้อมเพย์|prompt\s?pay", bank + value, re.IGNORECASE):
        found = read_promptpay(re.sub(r"[^\d+().\- ]", "", value).strip(), confidence=ACCOUNT_SURE)
        return [*found, *_phone_of(found)] or read_account(value, bank=bank, confidence=ACCOUNT_SURE)
    if is_thai_id(digits) and not bank:
        return read_promptpay(value, confidence=TOLD)
    return [*read_account(value, bank=bank, confidence=ACCOUNT_SURE), *read_wallet(value)]


def _victim_account(value: str, cell: _Cell) -> list[Reading]:
    found = read_promptpay(value, confidence=TOLD)
    return [*_account(value, replace_bank(cell)), *found, *_phone_of(found)]


def replace_bank(cell: _Cell) -> _Cell:
    """Leaves the suspect's bank out of a victim's cell."""
    return replace(cell, columns={name: text for name, text in cell.columns.items() if name != "suspect_bank"})


def _phone_of(found: list[Reading]) -> list[Reading]:
    return [Reading(Kind.PHONE, "+66" + one.value[4:], one.confidence) for one in found if one.value.startswith("0066")]


def _handle(value: str, cell: _Cell) -> list[Reading]:
    named = read_line(value) if "@" not in value[:1] else []
    found = [*read_url(value), *named, *read_telegram(value)] or read_phone(value, region=cell.region)
    return found or _bare_handle(value, cell)


def _bare_handle(value: str, cell: _Cell) -> list[Reading]:
    """Reads "@abc" or "abc" by the report's channel; without one, as LINE (what both countries' reports mean most)."""
    name = value.strip().lower()
    if not re.fullmatch(r"@?[a-z0-9][a-z0-9._\-]{2,31}", name) or not is_handle(name.lstrip("@"), labelled=True):
        return []
    if re.search(r"telegram|เทเลแกรม|តេឡេក្រាម", cell.columns.get("channel", "").lower()):
        return [Reading(Kind.TELEGRAM, name.lstrip("@"), TOLD)]
    return [Reading(Kind.LINE, name, BARE_HANDLE)]


_READERS: dict[str, tuple[Standing, _Reader]] = {
    "suspect_phone": (Standing.SUSPECT_COLUMN, _phone),
    "suspect_account": (Standing.SUSPECT_COLUMN, _account),
    "suspect_url": (Standing.SUSPECT_COLUMN, lambda value, _: read_url(value)),
    "suspect_handle": (Standing.SUSPECT_COLUMN, _handle),
    "suspect_wallet": (Standing.SUSPECT_COLUMN, lambda value, _: read_wallet(value)),
    "victim_phone": (Standing.VICTIM_COLUMN, _phone),
    "victim_account": (Standing.VICTIM_COLUMN, _victim_account),
    "amount": (Standing.UNTIED_TEXT, lambda value, cell: read_amount(value, currency=cell.columns.get("currency", ""))),
    "quantity": (Standing.UNTIED_TEXT, lambda value, cell: read_quantity(value, unit=cell.columns.get("unit", ""))),
}
_SEPARATOR = re.compile(r"\s*(?:[,;|\n]|\s/\s|/(?=0\d)|\s(?:and|และ|หรือ|និង)\s)\s*")
#: Columns of facts: what is none of theirs is nothing else either.
_FACT_COLUMNS = frozenset({"amount", "quantity"})
_WHOLE = _FACT_COLUMNS | {"suspect_url"}


def column_values(columns: Mapping[str, str], finder: Finder, *, region: str | None) -> Iterator[ColumnValue]:
    """Gives every value of the columns that say what they hold.

    Args:
        columns: canonical column → text.
        finder: finds candidates in running text, for a cell that holds more than the bare value ("081… (Mr A)").
        region: the numbering plan local numbers are read in first.
    """
    cell = _Cell(columns, region)
    for field, (standing, reader) in _READERS.items():
        for start, end in _pieces(columns.get(field, ""), whole=field in _WHOLE):
            value = columns[field][start:end]
            found = list(_by_kind(start, end, reader(value, cell)))
            if not found and field not in _FACT_COLUMNS:
                found = _other(start, end, value, finder, region)
            yield from (ColumnValue(field, candidate, standing) for candidate in found)


def _other(start: int, end: int, value: str, finder: Finder, region: str | None) -> list[Candidate]:
    """Reads what is not just what its column says: another kind, or words around it; the side stays the column's."""
    sure = [one for one in readings(value, region=region) if one.kind not in FACTS and one.confidence >= OPEN]
    if sure:
        return list(_by_kind(start, end, sure))
    inside = (one for one in finder(value) if one.kind not in FACTS)
    return [Candidate(start + one.start, start + one.end, one.readings) for one in inside]


def _by_kind(start: int, end: int, found: list[Reading]) -> Iterator[Candidate]:
    """Makes one candidate per kind: two readings of one place are of the same kind."""
    for kind in dict.fromkeys(one.kind for one in found):
        yield Candidate(start, end, tuple(one for one in found if one.kind is kind))


def _pieces(cell: str, *, whole: bool) -> Iterator[tuple[int, int]]:
    at = 0
    for match in () if whole else _SEPARATOR.finditer(cell):
        yield from _stripped(cell, at, match.start())
        at = match.end()
    yield from _stripped(cell, at, len(cell))


def _stripped(cell: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    text = cell[start:end]
    if text.strip():
        yield start + len(text) - len(text.lstrip()), start + len(text.rstrip())
