"""Number plates of both countries: Thai "1กข 1234 TH-10", Cambodian "2A-1234 KH-12".

The province is part of the plate (two provinces use the same letters): it is written as its ISO 3166-2 code where it is
named beside the plate, and left out where it is not. Accepted: with a word for a plate before, or with the province
beside; letters, dash, space and dot between the parts. Lorries' all-digit Thai plates (70-1234) need both.
"""

import re
from collections.abc import Iterator

from spean.indicators.candidate import Candidate, Claims, after, before
from spean.indicators.cue import Cue, widened
from spean.indicators.fold import Folded, fold
from spean.indicators.hints import DIGIT
from spean.model import Kind, Reading
from spean.vocab.provinces import provinces

#: With its province and a word for a plate.
SURE = 0.95
#: With one of the two.
NEAR = 0.85
#: Typed bare into a look-up.
BARE = 0.5

#: Letters and digits of a plate. What tells it from others is looked for by the finder.
HINT = (
    rf"[ก-ฮ][\s.\p{{Pd}}]{{0,3}}{DIGIT}|{DIGIT}[a-z]{{1,2}}[\s.\p{{Pd}}]{{0,3}}{DIGIT}{{4}}|"
    rf"{DIGIT}{{2}}\p{{Pd}}{DIGIT}{{4}}"
)

#: Everyday spellings beside the official names.
_ALIASES = {
    "กทม.": "TH-10", "กทม": "TH-10", "กรุงเทพฯ": "TH-10", "กรุงเทพ": "TH-10", "bkk": "TH-10", "โคราช": "TH-30",
    "ភ្នំពេញ": "KH-12", "siem reap": "KH-17", "សៀមរាប": "KH-17", "oddar meanchey": "KH-22", "mondulkiri": "KH-11",
    "ratanakiri": "KH-16", "preah sihanouk": "KH-18", "tbong khmum": "KH-25", "កណ្តាល": "KH-8", "ឧត្តរមានជ័យ": "KH-22",
}  # fmt: skip
_CODES = _ALIASES | {
    name.lower(): code for code, one in provinces().items() for name in (one.name_en, one.name_local) if name
}
_NAMES = "|".join(re.escape(name) for name in sorted(_CODES, key=len, reverse=True))
_PROVINCE_AFTER = Cue(rf"[\s,(\[:.\-]*(?:จังหวัด|จ\.|จว\.|ខេត្ត|រាជធានី|province of )?\s?(?P<name>{_NAMES})(?![a-z])")
_PROVINCE_BEFORE = Cue(rf"(?<![a-z])(?P<name>{_NAMES})[\s,()\]:.\-]*$")
_WORD = Cue(
    r"(?:ทะเบียน|ป้าย(?!ชื่อ|โฆษณา|รถเมล์)|\bplates?\b|licen[cs]e|registration|\breg\b|ស្លាកលេខ|ផ្លាកលេខ|ស្លាក|"
    r"ផ្លាក)[^\n]{0,40}$"
)
_VEHICLE = Cue(
    r"(?:รถ|ขับ|\bdriv(?:e|es|en|er|ing)\b|\bdrove\b|กระบะ|เก๋ง|มอเตอร์ไซ|จยย|\bcar\b|truck|pickup|\bvan\b|"
    r"motor|vehicle|toyota|honda|isuzu|lexus|ឡាន|រថយន្ត|ម៉ូតូ)[^\n]{0,40}$"
)
_THAI = re.compile(
    r"(?:(?<![ก-๎a-z\d])|(?<=ทะเบียน)|(?<=ป้าย)|(?<=เลข))(?:(?P<series>\d?[ก-ฮ]{1,3})[\s.\-]{0,3}(?P<number>\d{1,4})"
    r"|(?P<lorry>\d{2})-(?P<load>\d{4}))(?![\d,.]?\d|[ก-ฮa-z%])"
)
_KHMER = re.compile(r"(?<![a-z\d.\-])(?P<series>\d[a-z]{1,2})[\s.\-]{0,3}(?P<number>\d{4})(?![\d.\-]|[a-z])")
#: Abbreviations of two letters that stand before numbers, and are no plate without a word for one.
_NOT_SERIES = frozenset(
    {"กม", "กก", "ชม", "ซม", "มม", "รพ", "สน", "สภ", "มค", "กพ", "มีค", "พศ", "คศ", "ถนน", "บช", "พรบ"}
)


#: What must stand anywhere in the text beside a plate's letters and digits.
HINT_WORDS = widened("|".join((_WORD.pattern, _VEHICLE.pattern, _NAMES)).replace(r"[^\n]{0,40}$", ""))


def read_plate(value: str) -> list[Reading]:
    """Reads one value as a plate, its province before or behind it; an empty list where it is none."""
    folded = Folded(fold(value).strip())
    for match in (*_THAI.finditer(folded.plain), *_KHMER.finditer(folded.plain)):
        plate, province = _of(match), _province(folded, match)
        rest = len(folded.plain) - len(match.group()) - (len(province[0]) if province else 0)
        if rest <= 12 and (province or not match.groupdict().get("lorry")):
            return [
                Reading(Kind.PLATE, f"{plate} {province[1]}" if province else plate, BARE if not province else NEAR)
            ]
    return []


def find_plates(folded: Folded, claims: Claims) -> Iterator[Candidate]:
    """Finds plates in running text."""
    for pattern in (_THAI, _KHMER):
        for match in pattern.finditer(folded.plain):
            confidence, province = _weighed(folded, match)
            if not confidence or not claims.free(*match.span()):
                continue
            claims.take(*match.span())
            value = f"{_of(match)} {province}" if province else _of(match)
            yield Candidate(*match.span(), (Reading(Kind.PLATE, value, confidence),))


def _weighed(folded: Folded, match: re.Match[str]) -> tuple[float, str]:
    """Gives what the surroundings are worth, 0 where they make no plate of it, and the province's code."""
    head = before(folded, match.start(), 56)
    named = _province(folded, match)
    province, groups = named[1] if named else "", match.groupdict()
    worded = _WORD.search(head) is not None
    if groups.get("lorry"):
        return (SURE if worded and province else 0.0), province
    if worded:
        return (SURE if province else NEAR), province
    series = groups["series"]
    driven = _VEHICLE.search(head) is not None and (bool(province) or series[0].isdecimal())
    placed = bool(province) and len(series) > 1 and (series[0].isdecimal() or len(groups["number"]) >= 3)
    return (NEAR if (driven or placed) and series not in _NOT_SERIES else 0.0), province


def _province(folded: Folded, match: re.Match[str]) -> tuple[str, str] | None:
    """Gives the province named right behind the plate, else right before it: as it stands there, and its code."""
    found = _PROVINCE_AFTER.match(after(folded, match.end(), 40))
    found = found or _PROVINCE_BEFORE.search(before(folded, match.start(), 40))
    country = "KH-" if match.re is _KHMER else "TH-"
    code = _CODES[found["name"]] if found else ""
    return (found["name"], code) if found and code.startswith(country) else None


def _of(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("lorry"):
        return f"{groups['lorry']}-{groups['load']}"
    joint = "-" if match.re is _KHMER else " "
    return f"{groups['series'].upper()}{joint}{groups['number']}"
