"""PromptPay identifiers: a phone (as 0066 + 9 digits), a Thai citizen or tax number, a 15-digit e-wallet.

Read only beside the word (พร้อมเพย์, PromptPay, "pp"), for a look-up, or in the full 0066 form. The 13-digit
number must hold its check digit (`thai_id`).
"""

import re
from collections.abc import Iterator

from spean.indicators.candidate import Candidate, Claims, Group, before, windows
from spean.indicators.cue import Cue
from spean.indicators.fold import Folded, fold
from spean.indicators.numbers import Run
from spean.indicators.phone import read_phone
from spean.model import Kind, Reading
from spean.vocab.citizens import is_thai_id

#: With the word beside it.
WORDED = 0.95
#: Typed bare into a look-up.
BARE = 0.3

_WORD = Cue(r"(?:พร้อมเพย์|พร้อมเพ|promptpay|prompt pay|prompt-pay)[^\d\n]{0,32}$")
#: An e-wallet's 15 digits may stand beside its own name.
_WALLET = Cue(r"(?:วอลเล[็]?[ตท]|วอเลท|วอลเลต|wallet|ทรูมันนี่|truemoney|true money)[^\d\n]{0,24}$")
_REACH = 48


def read_promptpay(value: str, *, confidence: float = BARE) -> list[Reading]:
    """Reads one value as a PromptPay identifier; a Thai phone gives 0066…."""
    text = fold(value).strip()
    if re.search(r"[^\d+().\-\s]", text):
        return []
    digits = re.sub(r"\D", "", text)
    if len(digits) == 13 and not digits.startswith("0066"):
        return [Reading(Kind.PROMPTPAY, digits, confidence)] if is_thai_id(digits) else []
    if len(digits) == 15 and not text.startswith("+"):
        return [Reading(Kind.PROMPTPAY, digits, confidence)]
    mobile = next((r.value for r in read_phone(value, region="TH") if re.match(r"\+66[689]\d{8}$", r.value)), None)
    return [Reading(Kind.PROMPTPAY, "0066" + mobile[3:], confidence)] if mobile else []


def _told(head: str, chosen: tuple[Group, ...]) -> bool:
    wallet = sum(len(group.digits) for group in chosen) == 15 and _WALLET.search(head)
    return bool(wallet or _WORD.search(head))


def find_promptpay(folded: Folded, found: list[Run], claims: Claims) -> Iterator[Candidate]:
    """Finds PromptPay identifiers beside their word."""
    for run in found:
        end = 0
        for chosen in windows(run.groups, 9, 15):
            start, stop = chosen[0].start, chosen[-1].end
            if start < end or not run.bounded(chosen) or not _told(before(folded, start, _REACH), chosen):
                continue
            start -= 1 if folded.plain[start - 1 : start] == "+" else 0
            readings = read_promptpay(folded.cased[start:stop], confidence=WORDED)
            if readings and claims.free(start, stop):
                end = stop
                yield Candidate(start, stop, tuple(readings))
