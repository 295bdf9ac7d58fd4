"""Times as senders write them → Moment: ISO 8601, day-month-year in three languages, Buddhist era, Excel serials.

Only text that is understood to its last character is read; what has two readings is not guessed: 01/02/2024 is day
before month, as both countries write it, and 01/15/2024 is unreadable. A date without a time is its midnight.
"""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import timezone as fixed_zone
from zoneinfo import ZoneInfo

from spean.model import Moment

#: Years in this range are of the Buddhist era (BE = CE + 543).
BUDDHIST_YEARS = range(2400, 2701)
_BUDDHIST_SHIFT = 543
_YEARS = range(1900, 2101)
#: Excel day numbers taken as dates: 1954-10-03 to 2119-01-10; day 0 is 1899-12-30 (ECMA-376 part 1, 18.17.4.1).
_SERIALS = (20_000, 80_000)
_SERIAL_EPOCH = datetime(1899, 12, 30)

_MONTHS = {
    1: "january jan มกราคม ม.ค. มค មករា",
    2: "february feb กุมภาพันธ์ ก.พ. กพ កុម្ភៈ កុម្ភះ កុម្ភ",
    3: "march mar มีนาคม มี.ค. มีค មីនា",
    4: "april apr เมษายน เม.ย. เมย មេសា",
    5: "may พฤษภาคม พ.ค. พค ឧសភា",
    6: "june jun มิถุนายน มิ.ย. มิย មិថុនា",
    7: "july jul กรกฎาคม ก.ค. กค កក្កដា",
    8: "august aug สิงหาคม ส.ค. สค សីហា",
    9: "september sep sept กันยายน ก.ย. กย កញ្ញា",
    10: "october oct ตุลาคม ต.ค. ตค តុលា",
    11: "november nov พฤศจิกายน พ.ย. พย វិច្ឆិកា",
    12: "december dec ธันวาคม ธ.ค. ธค ធ្នូ",
}
_NUMBERS = {name: number for number, names in _MONTHS.items() for name in names.split()}
_NAMES = "|".join(map(re.escape, sorted(_NUMBERS, key=len, reverse=True)))

_CLOCK = (
    r"(?:[T,\s]*(?:เวลา|ម៉ោង|at)?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})"
    r"(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?\s*(?:น\.?|นาฬิกา|(?P<half>[ap])\.?m\.?)?)?"
    r"\s*(?P<offset>Z|UTC|[+-]\d{2}:?\d{2})?$"
)
_ERA = r"(?:พ\.?ศ\.?|ค\.?ศ\.?|ឆ្នាំ|គ\.ស\.?|ព\.ស\.?)?\s*"
_FORMS = tuple(
    re.compile(form + _CLOCK, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?=T|$)",
        r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4}|\d{2})",
        rf"(?:วันที่|ថ្ងៃទី|ថ្ងៃ)?\s*(?P<day>\d{{1,2}})[\s-]*(?:เดือน|ខែ)?\s*(?P<name>{_NAMES})\.?,?[\s-]*{_ERA}"
        r"(?P<year>\d{4}|\d{2})",
        rf"(?P<name>{_NAMES})\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})",
    )
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?$")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff"))


def read_moment(text: str, zone: str, region: str | None = None) -> Moment | None:
    """Reads a time, or returns None where it can't be read for certain.

    Args:
        text: as written.
        zone: IANA zone of a time without offset.
        region: the sender's country; "TH" makes two-digit years from 50 Buddhist (67 is 2567).
    """
    plain = _plain(text)
    if _SERIAL.match(plain):
        return _from_serial(plain, text, zone)
    for form in _FORMS:
        if match := form.match(plain):
            return _from_match(match, text, zone, region)
    return None


def read_instant(text: str, zone: str, region: str | None = None) -> Moment | None:
    """Reads a time as `read_moment`, but None where it states no time of day: a clock that runs needs its minute."""
    plain = _plain(text)
    if _SERIAL.match(plain):
        return read_moment(text, zone, region) if "." in plain else None
    stated = any(match["hour"] for form in _FORMS if (match := form.match(plain)))
    return read_moment(text, zone, region) if stated else None


def _plain(text: str) -> str:
    """Western digits, single spaces, no invisible characters."""
    if text.isascii():
        return " ".join(text.split())
    visible = text.translate(_INVISIBLE)
    digits = "".join(str(unicodedata.decimal(char, char)) for char in visible)
    return " ".join(digits.split())


def _from_serial(plain: str, text: str, zone: str) -> Moment | None:
    days = float(plain)
    if not _SERIALS[0] <= days < _SERIALS[1]:
        return None
    local = _SERIAL_EPOCH + timedelta(seconds=round(days * 86_400))
    return _moment(local, text, ZoneInfo(zone), zone)


def _from_match(match: re.Match[str], text: str, zone: str, region: str | None) -> Moment | None:
    parts = match.groupdict()
    year = _year(parts["year"], region)
    hour = _hour(parts)
    if year is None or hour is None:
        return None
    month = _NUMBERS[parts["name"].lower()] if parts.get("name") else int(parts["month"])
    try:
        local = datetime(year, month, int(parts["day"]), hour, int(parts["minute"] or 0), int(parts["second"] or 0))
        offset, name = _offset(parts["offset"], local, zone)
    except ValueError:
        return None
    return _moment(local, text, offset, name)


def _year(digits: str, region: str | None) -> int | None:
    year = int(digits)
    if len(digits) == 2:
        if year >= 50 and region != "TH":
            return None
        year += 2500 if year >= 50 else 2000
    if year in BUDDHIST_YEARS:
        year -= _BUDDHIST_SHIFT
    return year if year in _YEARS else None


def _hour(parts: dict[str, str | None]) -> int | None:
    hour = int(parts["hour"] or 0)
    if not parts["half"]:
        return hour
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if parts["half"].lower() == "p" else 0)


def _offset(offset: str | None, local: datetime, zone: str) -> tuple[tzinfo, str]:
    """The zone to read `local` in and its IANA name; an offset written in the text beats the file's zone."""
    own = ZoneInfo(zone)
    if not offset:
        return own, zone
    if offset.upper() in ("Z", "UTC"):
        return UTC, "UTC"
    sign = -1 if offset[0] == "-" else 1
    minutes = sign * (int(offset[1:3]) * 60 + int(offset[-2:]))
    delta = timedelta(minutes=minutes)
    if own.utcoffset(local) == delta:
        return own, zone
    hours, rest = divmod(minutes, 60)
    # IANA has names for whole hours only, with the sign reversed (Etc/GMT-7 is UTC+07:00)
    named = not rest and -12 <= hours <= 14
    return fixed_zone(delta), f"Etc/GMT{-hours:+d}" if named and hours else "UTC"


def _moment(local: datetime, text: str, zone: tzinfo, name: str) -> Moment:
    return Moment(local.replace(tzinfo=zone).astimezone(UTC), text, name)
