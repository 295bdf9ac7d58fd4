"""Thai citizens' identification numbers: 13 digits with the modulo-11 check digit (weights 13 down to 2).

A check digit alone is no evidence: of 13 random digits 8 % hold it. So a number counts only beside a word for an
identity card, or in the printed form 1-2345-67890-12-3, and it must hold its check digit in both cases.
"""

import re
from collections.abc import Iterator

from spean.indicators.candidate import Candidate, Claims, before, windows
from spean.indicators.fold import Folded, fold
from spean.indicators.numbers import Run
from spean.model import Kind, Reading
from spean.vocab.citizens import is_thai_id

#: Beside a word for an identity card.
WORDED = 0.95
#: In the printed form alone.
FORM = 0.8
#: Typed bare into a look-up.
BARE = 0.4

_FORM = re.compile(r"\d[\s-]\d{4}[\s-]\d{5}[\s-]\d{2}[\s-]\d")
_WORD = re.compile(
    r"(?:บัตร\s?(?:ประจำตัว)?\s?ประชาชน|เลข(?:ที่)?(?:ประจำตัว|บัตร|ปชช)|ปชช|ปปช|ประจำตัวประชาชน|หมายเลขบัตร|บัตรปชช|"
    r"citizen|national id|\bid\s?card|thai id|\bid(?:\s?(?:no|number|#))?\.?|identification|\bpid\b|"
    r"អត្តសញ្ញាណ|ប័ណ្ណសញ្ជាតិ)[^\d\n]{0,40}$"
)
_REACH = 64


def read_thai_id(value: str) -> list[Reading]:
    """Reads one value as an identification number; an empty list where the check digit does not hold."""
    text = fold(value).strip()
    digits = re.sub(r"[\s-]", "", text)
    if not is_thai_id(digits) or digits[0] in "09":
        return []
    return [Reading(Kind.THAI_ID, digits, FORM if _FORM.fullmatch(text) else BARE)]


def find_thai_ids(folded: Folded, found: list[Run], claims: Claims) -> Iterator[Candidate]:
    """Finds identification numbers among the runs of digits."""
    for run in found:
        for chosen in windows(run.groups, 13, 13):
            start, end = chosen[0].start, chosen[-1].end
            digits = "".join(group.digits for group in chosen)
            if digits[0] in "09" or not run.bounded(chosen) or not is_thai_id(digits):
                continue
            worded = _WORD.search(before(folded, start, _REACH)) is not None
            form = _FORM.fullmatch(folded.plain[start:end]) is not None
            if (worded or form) and claims.free(start, end):
                yield Candidate(start, end, (Reading(Kind.THAI_ID, digits, WORDED if worded else FORM),))
