"""IP addresses: IPv4 dotted, IPv6 in the form of RFC 5952. The standard library says what is valid.

Accepted: plain and defanged (203[.]0[.]113[.]7), alone or as the host of a URL. Four numbers after a word for a
version, or with a "v" before them, are none; neither is a clock time that looks like IPv6.
"""

import ipaddress
import re
from collections.abc import Iterator

from spean.indicators.candidate import Candidate, Claims, before
from spean.indicators.domain import undot
from spean.indicators.fold import Folded, compile_mask, fold
from spean.indicators.hints import DIGIT
from spean.model import Kind, Reading

SURE = 0.95
#: Private, loopback and the like: it names no machine on the net.
PRIVATE = 0.5

#: Four numbers with something between them, or colons.
HINT = rf"{DIGIT}[\[({{]? ?(?:\.|dot) ?[\])}}]?{DIGIT}{{1,3}}[\[({{]? ?(?:\.|dot)|:[0-9a-f]{{0,4}}:"

_DOT = rb"(?:\.|[ ]?[\[({][ ]?(?:\.|dot)[ ]?[\])}][ ]?)"
_OCTET = rb"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_V4 = compile_mask(rb"\b(" + _OCTET + rb"(?:" + _DOT + _OCTET + rb"){3})\b")
_V6 = compile_mask(rb"((?:[0-9a-f]{1,4})?(?::{1,2}[0-9a-f]{1,4}){2,7}(?:::)?)")
_VERSION = re.compile(r"(?:\bv|\bver\.?|\bversion|\bbuild|\bfirmware|\brelease|เวอร์ชัน|เวอร์ชั่น|รุ่น|កំណែ|ជំនាន់)[\s.:]*$")


def read_ip(value: str) -> list[Reading]:
    """Reads one value as an IPv4 or IPv6 address; an empty list where it is none."""
    text = undot(fold(value)).strip().strip("[]").lower()
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return []
    kind = Kind.IPV4 if address.version == 4 else Kind.IPV6
    return [Reading(kind, str(address), SURE if address.is_global else PRIVATE)]


def find_ips(folded: Folded, claims: Claims) -> Iterator[Candidate]:
    """Finds addresses in running text."""
    if folded.mask.count(b".") + folded.mask.lower().count(b"dot") >= 3:
        yield from _v4(folded, claims)
    if folded.mask.count(b":") >= 2:
        yield from _v6(folded, claims)


def _v4(folded: Folded, claims: Claims) -> Iterator[Candidate]:
    for match in _V4.finditer(folded.mask):
        start, end = match.span(1)
        around = folded.plain[start - 1 : start], folded.plain[end : end + 2]
        cut = around[0] in (".", "-", "@") or re.match(r"\.\d|[\-@]", around[1])
        readings = [] if cut or _VERSION.search(before(folded, start, 16)) else read_ip(folded.cased[start:end])
        if readings and claims.free(start, end):
            yield Candidate(start, end, tuple(readings))


def _v6(folded: Folded, claims: Claims) -> Iterator[Candidate]:
    for match in _V6.finditer(folded.mask):
        start, end = match.span(1)
        text = folded.plain[start:end]
        loose = folded.plain[start - 1 : start].isalnum() or folded.plain[end : end + 1].isalnum()
        readings = [] if loose or not re.search(r"[a-f]|::|\d{3}", text) else read_ip(text)
        if readings and claims.free(start, end):
            yield Candidate(start, end, tuple(readings))
