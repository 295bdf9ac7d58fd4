"""Phones of both countries, to E.164.

Accepted: local (081-234-5678, 02 123 4567, 012 345 678), international with "+", "00" or bare (+66 81 …, 0066…,
66…, +855 …, +66(0)81 …), separators space . - ( ), digits of any script. rphonenumbers (libphonenumber's rules)
says whether a number can exist. Numbers of other countries are read where they begin with "+".

A local number can be valid in both countries (measured over random digits: 14 % of Thai mobile numbers): then both
readings are given, and what region or script says decides which is the likelier.
"""

import re
from collections.abc import Iterator

import rphonenumbers

from spean.indicators.candidate import Candidate, Claims, Group, before, windows
from spean.indicators.cue import Cue
from spean.indicators.fold import Folded, fold
from spean.indicators.numbers import Run
from spean.model import Kind, Reading

REGIONS = ("TH", "KH")

#: Written with its country code: nothing else can be meant.
SURE = 0.97
#: A local number valid in one country only.
LOCAL = 0.9
#: … only in the other country than the one told, in nine digits: both countries' landlines look like that.
STRANGE = 0.6
#: A local number valid in both, where the region or the script tells which.
TOLD = 0.85
#: … and the other country's reading of it.
OTHER = 0.15
#: A local number valid in both, where nothing tells.
OPEN = 0.5

_CODES = {"66": "TH", "855": "KH"}
_PHONE_WORD = re.compile(r"เบอร์|โทร|หมายเลข|\b(?:phone|call|tel|mobile|number|from)\b|លេខ|ទូរស័ព្ទ|ហៅ")
_BARE = re.compile(r"(66|855)0?(\d{8,9})")
_THAI = re.compile(r"[\u0e01-\u0e4e]|thailand", re.IGNORECASE)
_KHMER = re.compile(r"[\u1780-\u17d3]|cambodia", re.IGNORECASE)
_NOT_PHONE = Cue(
    r"(?:ref(?:erence)?|otp|code|order|invoice|tracking|parcel|case|ticket|booking|serial|version|รหัส|"
    r"อ้างอิง|เลขพัสดุ|พัสดุ|"
    r"คำสั่งซื้อ|ใบแจ้งหนี้|ใบสั่งซื้อ|เลขที่ใบ\S{0,12}|การจอง|กรมธรรม์|สัญญา|เลขอ้างอิง|เลขคดี|เลขรับแจ้ง|"
    r"លេខយោង|លេខកូដ|"
    r"លេខកញ្ចប់)"
    r"[\s.:#=()/\-]*(?:no|number|id|code|คือ|เลขที่|หมายเลข|ของคุณคือ|is)?[\s.:#=()\-]*$"
)


def read_phone(value: str, *, region: str | None = None) -> list[Reading]:
    """Reads one value as a phone, likeliest reading first; an empty list where it can't be one.

    Args:
        value: as written.
        region: "TH" or "KH": the country a local form is read in first.
    """
    text = fold(value).strip()
    if re.search(r"[^\d+().\-\s/]", text):
        return []
    return _readings(re.sub(r"\D", "", text), international=text.lstrip("( ").startswith("+"), region=region)


def read_shortened(value: str, *, region: str | None = None) -> list[Reading]:
    """Reads a local number whose first 0 a spreadsheet took away ("812345678", "812345678.0"); only for a phone's cell.

    Args:
        value: as written.
        region: the country a local form is read in first.
    """
    text = fold(value).strip().removesuffix(".0")
    return read_phone("0" + text, region=region) if re.fullmatch(r"[1-9]\d{7,8}", text) else []


def find_phones(folded: Folded, found: list[Run], claims: Claims, *, region: str | None) -> Iterator[Candidate]:
    """Finds the phones among the runs of digits."""
    told = region or (region_told(folded.original) if found else None)
    for run in found:
        end = 0
        for chosen in windows(run.groups, 8, 15):
            if chosen[0].start < end or not run.bounded(chosen) or not _plausible(run, chosen):
                continue
            candidate = _candidate(folded, run, chosen, told)
            if candidate is None or not claims.free(candidate.start, candidate.end):
                continue
            end = candidate.end
            yield candidate


def region_told(text: str) -> str | None:
    """Gives the country a text's script or country words tell, or None where they tell none or both."""
    thai, khmer = _THAI.search(text) is not None, _KHMER.search(text) is not None
    return None if thai == khmer else ("TH" if thai else "KH")


def _candidate(folded: Folded, run: Run, chosen: tuple[Group, ...], region: str | None) -> Candidate | None:
    signs = run.prefix(chosen[0])
    plus = "+" in signs
    digits = "".join(group.digits for group in chosen)
    if not plus and not digits.startswith(("0", "66", "855")):
        return None
    if _NOT_PHONE.search(before(folded, chosen[0].start, 48)):
        return None
    readings = _readings(digits, international=plus, region=region) or _dialled(digits, chosen, folded)
    if not readings:
        return None
    start = chosen[0].start - (len(signs) - signs.index("+") if plus else 0)
    if not plus and signs.endswith("(") and ")" in folded.plain[chosen[0].end : chosen[-1].end]:
        start = chosen[0].start - 1
    return Candidate(start, chosen[-1].end, tuple(readings))


def _dialled(digits: str, chosen: tuple[Group, ...], folded: Folded) -> list[Reading]:
    """Reads "00" and another country's number, where it is written in groups or beside a word for a phone."""
    if not digits.startswith("00") or len(digits) < 11:
        return []
    worded = len(chosen) > 2 or _PHONE_WORD.search(before(folded, chosen[0].start, 24))
    return _one(_valid("+" + digits[2:], None), LOCAL) if worded else []


def _plausible(run: Run, chosen: tuple[Group, ...]) -> bool:
    """Refuses groupings nobody writes a phone in: IPv4 addresses, dates, long lists of digits."""
    between = run.text[chosen[0].start : chosen[-1].end]
    sizes = [len(group.digits) for group in chosen]
    if between.count(".") == 3 and len(chosen) == 4 and max(sizes) <= 3:
        return False
    if between.startswith("0."):
        return False
    if re.search(r"[ ]{3}|[.\-]{2}|\d\((?!0\))\d", between):
        return False
    return len(chosen) <= 5 or set(sizes) == {1}


def _readings(digits: str, *, international: bool, region: str | None) -> list[Reading]:
    if international:
        return _one(_valid("+" + _without_trunk(digits), None), SURE)
    if digits.startswith("00"):
        code = next((code for code in _CODES if digits.startswith(code, 2)), None)
        return _one(_valid("+" + _without_trunk(digits[2:]), None), SURE) if code else []
    if digits.startswith("0"):
        return _local(digits, region)
    if _BARE.fullmatch(digits):
        return _one(_valid("+" + _without_trunk(digits), None), LOCAL)
    return []


def _without_trunk(digits: str) -> str:
    for code in _CODES:
        if digits.startswith(code + "0"):
            return code + digits[len(code) + 1 :]
    return digits


def _local(digits: str, region: str | None) -> list[Reading]:
    valid = {where: number for where in REGIONS if (number := _valid(digits, where)) is not None}
    if len(valid) < len(REGIONS):
        strange = region in REGIONS and region not in valid and len(digits) < 10
        return _one(next(iter(valid.values()), None), STRANGE if strange else LOCAL)
    if region not in valid:
        return [Reading(Kind.PHONE, number, OPEN) for number in valid.values()]
    pairs = sorted(valid.items(), key=lambda pair: pair[0] != region)
    return [Reading(Kind.PHONE, number, TOLD if where == region else OTHER) for where, number in pairs]


def _one(number: str | None, confidence: float) -> list[Reading]:
    return [] if number is None else [Reading(Kind.PHONE, number, confidence)]


def _valid(digits: str, region: str | None) -> str | None:
    try:
        number = rphonenumbers.parse(digits, region)
    except rphonenumbers.NumberParseException:
        return None
    if not rphonenumbers.is_valid_number(number):
        return None
    if region is not None and rphonenumbers.region_code_for_number(number) != region:
        return None
    return str(rphonenumbers.format_number(number, rphonenumbers.PhoneNumberFormat.E164))
