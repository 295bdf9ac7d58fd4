"""IMEIs of handsets: 15 digits with the Luhn check digit (3GPP TS 23.003, 6.2.1), only beside a word for them.

One in ten runs of 15 digits holds the check digit, so without "IMEI" or a word for a handset's serial number near it a
run is none.
"""

import re
from collections.abc import Iterator

from spean.indicators.candidate import Candidate, Claims, before, windows
from spean.indicators.fold import Folded, fold
from spean.indicators.numbers import Run
from spean.model import Kind, Reading

#: Beside the word.
WORDED = 0.95
#: Typed bare into a look-up.
BARE = 0.4

_WORD = re.compile(
    r"(?:imei|อีมี่|ไอมี่|(?:phone|handset|device|mobile)(?:'s)?\s(?:serial|id)|"
    r"serial (?:no|number)[^\d\n]{0,12}(?:phone|handset)|"
    r"หมายเลขเครื่อง|รหัสเครื่อง|ซีเรียล|អាយមីអ៊ី|លេខម៉ាស៊ីន|លេខស៊េរី|លេខសេរី)[^\n]{0,64}$"
)
_REACH = 96


def is_luhn(digits: str) -> bool:
    """Says whether digits hold the Luhn check digit (ISO/IEC 7812-1, annex B)."""
    doubled = (int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits)))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def read_imei(value: str) -> list[Reading]:
    """Reads one value as an IMEI, separators space - / allowed; an empty list where it holds no check digit."""
    text = re.sub(r"^imei\s*[:=#.]?\s*", "", fold(value).strip().lower())
    digits = re.sub(r"[\s/\-]", "", text)
    return [Reading(Kind.IMEI, digits, BARE)] if _is_imei(digits) else []


def find_imeis(folded: Folded, found: list[Run], claims: Claims) -> Iterator[Candidate]:
    """Finds IMEIs among the runs of digits."""
    for run in found:
        end = 0
        for chosen in windows(run.groups, 15, 15):
            start = chosen[0].start
            digits = "".join(group.digits for group in chosen)
            if start < end or not _is_imei(digits) or not run.bounded(chosen):
                continue
            if _WORD.search(before(folded, start, _REACH)) and claims.free(start, chosen[-1].end):
                end = chosen[-1].end
                yield Candidate(start, end, (Reading(Kind.IMEI, digits, WORDED),))


def _is_imei(digits: str) -> bool:
    return re.fullmatch(r"\d{15}", digits) is not None and len(set(digits)) > 2 and is_luhn(digits)
