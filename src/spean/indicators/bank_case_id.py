"""Case numbers that a bank gives for a report of fraud, upper case, without spaces.

Accepted: the form of the Thai banks' common registry, the Buddhist-era day, the bank's short name and a serial number
(25671225BBL07841; seen in public test scripts of that registry), and what stands right after "Bank Case ID" and the
like. It names a report, not an offender, so text never accuses by it. Police and hotline numbers are none.
"""

import re
from collections.abc import Iterator

from spean.indicators.candidate import Candidate, Claims
from spean.indicators.fold import Folded, fold
from spean.indicators.hints import DIGIT
from spean.model import Kind, Reading
from spean.vocab.banks import BANKS

#: The registry's form.
SURE = 0.95
#: After the words alone.
WORDED = 0.85

#: A word for a case, or the registry's day.
HINT = rf"case|เคส|ករណី|រឿង|25{DIGIT}{{6}}"

_BANK = "|".join(sorted((re.escape(code.lower()) for code in BANKS), key=len, reverse=True))
_FORM = rf"25\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?-?(?:{_BANK})\s?-?\d{{4,6}}"
_REGISTRY = re.compile(rf"(?<![a-z0-9]){_FORM}(?![a-z0-9])")
_CASE = r"(?:case|เคส|ករណី|រឿង)"
_NEAR_BANK = (
    r"bank(?:'s)?\s?case|เคส(?:ของ|จาก)?(?:ธนาคาร|แบงก์|แบงค์)|(?:ธนาคาร|แบงก์|แบงค์)[^\d\n]{0,30}?(?:case|เคส)|"
    r"case[^\d\n]{0,28}?\bbank\b|(?:ករណី|រឿង)(?:របស់|ពី)?ធនាគារ"
)
#: After "bank case": any code. After "case" alone: one that begins with a bank's short name.
_WORDED = re.compile(
    rf"(?:{_NEAR_BANK})[\s.:#=()\-]*(?:id|no|number|ref(?:erence)?|คือ|is|เลขที่|หมายเลข|លេខ|គឺ)?[\s.:#=(\-]*"
    r"(?P<id>[a-z0-9][a-z0-9/\-]{4,30}[a-z0-9]|[a-z]{2,5}(?: [a-z0-9]{2,8}){1,3})(?![a-z0-9])"
)
_CODED = re.compile(
    rf"{_CASE}[^\d\n]{{0,24}}?(?<![a-z0-9])(?P<id>(?:{_BANK}|"
    rf"[a-z]{{2,4}})(?:[/\-][a-z0-9]{{1,8}}){{1,4}})(?![a-z0-9/\-])"
)


def read_bank_case_id(value: str) -> list[Reading]:
    """Reads one value in the registry's form; an empty list where it is not in it."""
    text = fold(value).strip().lower()
    return [Reading(Kind.BANK_CASE_ID, _normal(text), SURE)] if _REGISTRY.fullmatch(text) else []


def find_bank_case_ids(folded: Folded, claims: Claims) -> Iterator[Candidate]:
    """Finds banks' case numbers in running text."""
    for pattern in (_WORDED, _CODED):
        for match in pattern.finditer(folded.plain):
            start, end = match.span("id")
            digits = sum(char.isdecimal() for char in match["id"])
            if digits >= 4 and claims.free(start, end):
                claims.take(start, end)
                yield Candidate(start, end, (Reading(Kind.BANK_CASE_ID, _normal(match["id"]), WORDED),))
    for match in _REGISTRY.finditer(folded.plain):
        if claims.free(*match.span()):
            claims.take(*match.span())
            yield Candidate(*match.span(), (Reading(Kind.BANK_CASE_ID, _normal(match.group()), SURE),))


def _normal(text: str) -> str:
    return re.sub(r"\s", "", text).upper()
