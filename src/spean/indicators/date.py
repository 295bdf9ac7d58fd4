"""Dates, to ISO 8601; Buddhist-era years on the way in only.

Accepted: 2024-01-15 · 15/01/2567 · 15-1-24 · 15.01.2024 · 15 ม.ค. 2567 · 15 มกราคม 67 · 15 Jan 2024 · January 15,
2024 · ១៥ មករា ២០២៤ · ថ្ងៃទី១៥ ខែមករា ឆ្នាំ២០២៤. Day before month; month first only where no other reading exists.
A year from 2400 on is Buddhist era (minus 543); of two digits, 43 and more is Buddhist (25yy), less is 20yy.
"""

import datetime
import re
from collections.abc import Iterator

from spean.indicators.candidate import Candidate, Claims
from spean.indicators.fold import Folded, fold
from spean.indicators.hints import DIGIT
from spean.model import Kind, Reading

#: Four digits of year.
SURE = 0.95
#: Two.
SHORT = 0.7

_BUDDHIST = 543
_MONTHS = (
    ("มกราคม", "มค", "january", "jan", "មករា"),
    ("กุมภาพันธ์", "กพ", "february", "feb", "កុម្ភៈ", "កុម្ភះ"),
    ("มีนาคม", "มีค", "march", "mar", "មីនា"),
    ("เมษายน", "เมย", "april", "apr", "មេសា"),
    ("พฤษภาคม", "พค", "may", "ឧសភា"),
    ("มิถุนายน", "มิย", "june", "jun", "មិថុនា"),
    ("กรกฎาคม", "กค", "july", "jul", "កក្កដា"),
    ("สิงหาคม", "สค", "august", "aug", "សីហា"),
    ("กันยายน", "กย", "september", "sept", "sep", "កញ្ញា"),
    ("ตุลาคม", "ตค", "october", "oct", "តុលា"),
    ("พฤศจิกายน", "พย", "november", "nov", "វិច្ឆិកា"),
    ("ธันวาคม", "ธค", "december", "dec", "ធ្នូ"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}


def _month_pattern(name: str) -> str:
    """Writes a Thai two- or three-letter month with its full stops: "มค" is written ม.ค."""
    if name.isascii():
        return name + r"\.?(?![a-z])"
    short = len(name) <= 3 and "\u0e00" <= name[0] <= "\u0e7f"
    return rf"{re.escape(name[:-1])}\.?\s?{re.escape(name[-1])}\.?" if short else re.escape(name)


#: Two separators between digits, or a month beside one.
_MONTH_HINT = "|".join(re.sub(r"\(\?!.*?\)", "", _month_pattern(name)) for name in _MONTH)
HINT = (
    rf"{DIGIT} ?[-/.\p{{Pd}}] ?{DIGIT}{{1,2}} ?[-/.\p{{Pd}}]|"
    rf"{DIGIT}\s?(?:st|nd|rd|th|of|ខែ|\s|-|/)*(?:{_MONTH_HINT})|(?:{_MONTH_HINT})\s{DIGIT}"
)

_NAMES = "|".join(_month_pattern(name) for name in sorted(_MONTH, key=len, reverse=True))
_ERA = r"(?:(?:ปี\s?)?(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)\s?|ឆ្នាំ\s?)?"
_DATE = re.compile(
    r"(?<![\d.,/\-:])(?:"
    r"(?P<y1>[12]\d{3})(?P<s1>[\-/.])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})(?P<s2>[\-/.])(?P<m2>\d{1,2})(?P=s2)(?P<y2>\d{4}|\d{2})"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?[\s\-/]{{0,2}}(?:of\s|"
    rf"ខែ)?\s?(?P<m3>{_NAMES})[\s\-/,]{{0,2}}{_ERA}'?(?P<y3>\d{{4}}|\d{{2}})"
    rf"|(?<![a-z])(?P<m4>{_NAMES})\s(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y4>\d{{4}})"
    r")(?!\d)(?![,.]\d{3})"
)


def read_date(text: str) -> datetime.date | None:
    """Reads the date a text begins with; a time or anything else may follow after a space, "T" or comma.

    Args:
        text: a cell or value, digits of any script.

    Returns:
        The date in the common era, or None where no date stands there.
    """
    plain = fold(text).strip().lower()
    plain = re.sub(r"^(?:วันที่|เมื่อวันที่|ថ្ងៃទី|ថ្ងៃ)\s*", "", plain)
    match = _DATE.match(plain)
    if match is None or (match.end() < len(plain) and plain[match.end()] not in " t,\n("):
        return None
    return _date(match)


def find_dates(folded: Folded, claims: Claims) -> Iterator[Candidate]:
    """Finds dates in running text."""
    for match in _DATE.finditer(folded.plain):
        found = _date(match)
        if found is None or not claims.free(match.start(), match.end()):
            continue
        confidence = SURE if len(_year(match)) == 4 else SHORT
        yield Candidate(match.start(), match.end(), (Reading(Kind.DATE, found.isoformat(), confidence),))


def _year(match: re.Match[str]) -> str:
    return match["y1"] or match["y2"] or match["y3"] or match["y4"]


def _date(match: re.Match[str]) -> datetime.date | None:
    day = int(match["d1"] or match["d2"] or match["d3"] or match["d4"])
    name = match["m3"] or match["m4"]
    month = _MONTH[re.sub(r"[.\s]", "", name)] if name else int(match["m1"] or match["m2"])
    year = _common_era(int(_year(match)), short=len(_year(match)) == 2)
    if month > 12 and day <= 12 and match["m2"]:
        day, month = month, day
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None


def _common_era(year: int, *, short: bool) -> int:
    if short:
        year += 2500 if year >= 43 else 2000
    return year - _BUDDHIST if year >= 2400 else year
