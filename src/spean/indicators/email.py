"""E-mail addresses, lower case, the host to A-labels; the host of an address is no domain of its own.

Accepted: plain, and defanged in either half: name[at]host[.]com, name (at) host (dot) com, name@host[.]com. The local
part is folded to lower case, as every provider in use treats it. Which top-level domains exist says the Public
Suffix List (`domain.read_host`).
"""

from collections.abc import Iterator

from spean.indicators import domain as domains
from spean.indicators.candidate import Candidate, Claims
from spean.indicators.fold import Folded, compile_mask, fold
from spean.model import Kind, Reading

SURE = 0.95

#: The sign, or its defanged form.
HINT = r"@|at ?[\])]|@ ?[\])]"

_DOT = rb"(?:\.|[ ]?\[[ ]?(?:\.|dot)[ ]?\][ ]?|[ ]?\([ ]?(?:\.|dot)[ ]?\)[ ]?|\{\.\})"
_AT = rb"(?:@|[ ]?\[[ ]?(?:at|@)[ ]?\][ ]?|[ ]?\([ ]?(?:at|@)[ ]?\)[ ]?)"
_EMAIL = compile_mask(
    rb"([a-z0-9_][a-z0-9._%+\-]{0,63})" + _AT + rb"([a-z0-9\-\x82]{1,63}(?:" + _DOT + rb"[a-z0-9\-]{1,63})+)"
)


def read_email(value: str) -> list[Reading]:
    """Reads one value as an e-mail address; an empty list where it is none."""
    folded = Folded(fold(value).strip().removeprefix("mailto:"))
    found = next(find_emails(folded, Claims(len(folded.mask))), None)
    whole = found is not None and (found.start, found.end) == (0, len(folded.cased))
    return list(found.readings) if found is not None and whole else []


def find_emails(folded: Folded, claims: Claims) -> Iterator[Candidate]:
    """Finds e-mail addresses in running text."""
    for match in _EMAIL.finditer(folded.mask):
        (start, local_end), (host_start, end) = match.span(1), match.span(2)
        host = domains.read_host(domains.refang(folded.cased[host_start:end]))
        local = folded.plain[start:local_end]
        sound = host is not None and not local.endswith(".") and ".." not in local
        if sound and claims.free(start, end):
            yield Candidate(start, end, (Reading(Kind.EMAIL, f"{local}@{host}", SURE),))
