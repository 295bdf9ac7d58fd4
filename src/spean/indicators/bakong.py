"""Bakong accounts of Cambodia: name@bank, lower case.

The part behind "@" is a participant's short code without a dot, which tells it from an e-mail address. Accepted where
the code is one of a known participant (the first four letters of its SWIFT code, as the National Bank's KHQR guide
shows them, or "nbcq"), or with Bakong, KHQR or a word for an account near it.
"""

import re
from collections.abc import Iterator

from spean.indicators.candidate import Candidate, Claims, before
from spean.indicators.fold import Folded, fold
from spean.model import Kind, Reading

#: A known participant.
SURE = 0.95
#: The word near it.
WORDED = 0.85

#: The sign.
HINT = "@"

PARTICIPANTS = frozenset({
    "abaa", "acle", "aclb", "amkm", "bkrt", "bred", "cadi", "chba", "chip", "cpbl", "devb", "ftcc", "hatt", "htbk",
    "jtrb", "khqr", "lolc", "mbbe", "nbcq", "ppcb", "prce", "prsc", "sath", "sbpl", "vttb", "wing", "woor",
})  # fmt: skip
_ID = re.compile(r"(?<![a-z0-9._%+\-@])(?P<name>[a-z0-9][a-z0-9._]{1,31})@(?P<bank>[a-z]{3,8})(?![a-z0-9@\-]|\.[a-z])")
_WORD = re.compile(r"(?:bakong|khqr|បាគង|បាកុង|บากอง|គណនី|account|บัญชี|acc\b)[^\n]{0,40}$")


def read_bakong(value: str) -> list[Reading]:
    """Reads one value as a Bakong account; an empty list where it has not the form."""
    text = re.sub(r"^(?:bakong|khqr)\s*(?:id|account)?\s*[:=]?\s*", "", fold(value).strip().lower())
    match = _ID.fullmatch(text)
    known = match is not None and (match["bank"] in PARTICIPANTS or text != value.strip().lower())
    return [Reading(Kind.BAKONG, text, SURE if known else 0.5)] if match else []


def find_bakongs(folded: Folded, claims: Claims) -> Iterator[Candidate]:
    """Finds Bakong accounts in running text."""
    if "@" not in folded.plain:
        return
    for match in _ID.finditer(folded.plain):
        known = match["bank"] in PARTICIPANTS
        near = known or _WORD.search(before(folded, match.start(), 56)) is not None
        if near and claims.free(*match.span()):
            yield Candidate(*match.span(), (Reading(Kind.BAKONG, match.group(), SURE if known else WORDED),))
