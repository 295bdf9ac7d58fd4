"""URLs, and what a URL carries: its domain, and the handle or phone of a messenger link.

Normalised: scheme in lower case as written (`http://` where none stands: nothing is claimed about TLS), host to
lower-case A-labels, default port and a lone "/" dropped, path, query and fragment kept as written. Defanged forms
(hxxp, [.], (dot), [dot], [:]//) are undone. A bare host without scheme, "www." or path is a domain only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from spean.indicators import domain as domains
from spean.indicators.candidate import Candidate
from spean.indicators.fold import Folded, compile_mask, fold, without_marks
from spean.indicators.line import line_of_link
from spean.indicators.phone import read_phone
from spean.indicators.telegram import telegram_of_link
from spean.model import Kind, Reading
from spean.vocab.platforms import SHORTENERS

#: With a scheme.
SURE = 0.97
#: Without one, with a path.
BARE = 0.9

_DOT = rb"(?:\.|[ ]?\[[ ]?\.[ ]?\][ ]?|[ ]?\([ ]?\.[ ]?\)[ ]?|\{\.\}|[ ]?[\[({][ ]?dot[ ]?[\])}][ ]?)"
_SCHEME = rb"(?:h[tx]{2}ps?|ftp)[ ]?[\[(]?:[\])]?[ ]?//[ ]?"
_URL = compile_mask(
    rb"((?:" + _SCHEME + rb")(?:[a-z0-9._~%!$&*+,;=:\-]{1,64}@)?)?"
    rb"([a-z0-9_\x80](?:[a-z0-9_\-\x80]*[a-z0-9_\x80])?(?:"
    + _DOT
    + rb"[a-z0-9_\x80](?:[a-z0-9_\-\x80]*[a-z0-9_\x80])?)+)"
    rb"(:[0-9]{1,5})?([/?#][^ \r\n\t\x00-\x1f\x80<>\"\\^`{|}]*)?"
)
_TRAILING = ".,;:!?'\"*_"


class _Match(Protocol):
    """What is used of a match of RE2, which has no types."""

    def end(self, group: int = 0) -> int:
        """Where it ends."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """A URL as found: offsets in the original, and the pieces refanged."""

    start: int
    end: int
    host_start: int
    host_end: int
    scheme: str
    host: str
    rest: str

    @property
    def opened(self) -> bool:
        """Whether it is written to be opened: scheme, path or www."""
        return bool(self.scheme or self.rest or self.host.startswith("www."))

    @property
    def url(self) -> str:
        """Normalised."""
        rest = "" if self.rest == "/" else self.rest
        return f"{self.scheme or 'http'}://{self.host}{rest}"


def read_url(value: str) -> list[Reading]:
    """Reads one value as a URL and what it carries: URL first, then domain, handle, phone; else an empty list."""
    folded = Folded(without_marks(fold(value)).strip())
    parts = next(_parts(folded), None)
    if parts is None or parts.start != 0 or parts.end < len(folded.original.rstrip(_TRAILING)):
        return []
    if not parts.opened:
        return [Reading(Kind.DOMAIN, parts.host, domains.SURE)]
    return [_reading(parts), Reading(Kind.DOMAIN, parts.host, domains.SURE), *carried(parts.url)]


def find_urls(folded: Folded) -> Iterator[Candidate]:
    """Finds URLs and domains; one candidate per thing carried, URL before domain."""
    if "." not in folded.plain and "dot" not in folded.plain:
        return
    for parts in _parts(folded):
        if parts.opened:
            yield Candidate(parts.start, parts.end, (_reading(parts),))
            for reading in carried(parts.url):
                yield Candidate(parts.start, parts.end, (reading,))
        elif domains.looks_like_words(parts.host) and not _defanged(folded, parts):
            continue
        confidence = domains.SURE if parts.opened else domains.BARE
        yield Candidate(parts.host_start, parts.host_end, (Reading(Kind.DOMAIN, parts.host, confidence),))


def find_emails(folded: Folded) -> Iterator[tuple[int, int]]:
    """Finds the places of e-mail addresses: no kind yet, but nothing in them is anything else."""
    if "@" in folded.plain:
        for match in _EMAIL.finditer(folded.mask):
            yield match.span()


_EMAIL = compile_mask(rb"[a-z0-9._%+\-]+@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+")


def _parts(folded: Folded) -> Iterator[_Parts]:
    for match in _URL.finditer(folded.mask):
        scheme_end, (host_start, host_end) = match.end(1), match.span(2)
        scheme = match.group(1)
        if not scheme:
            host_start, host_end = _ascii_part(folded, host_start, host_end)
            if host_start == host_end or (match.group(4) and host_end != match.end(2)):
                continue
        if (not scheme and _in_email(folded, host_start, host_end)) or (scheme and scheme_end != host_start):
            continue
        parts = _read(folded, match.start() if scheme else host_start, (host_start, host_end), match)
        if parts is not None:
            yield parts


def _read(folded: Folded, start: int, host: tuple[int, int], match: _Match) -> _Parts | None:
    name = domains.read_host(domains.refang(folded.cased[slice(*host)]))
    if name is None:
        return None
    end = match.end() if host[1] == match.end(2) else host[1]
    raw = _trimmed(folded.cased[host[1] : end])
    head = domains.refang(folded.cased[start : host[0]] + "x").partition(":")[0].lower()
    scheme = head if host[0] > start else ""
    rest = re.sub(r"^:(80|443)(?=\D|$)", "", _trimmed(domains.undot(raw)))
    return _Parts(start, host[1] + len(raw), host[0], host[1], scheme, name, rest)


def _trimmed(rest: str) -> str:
    """Takes off what ends a sentence rather than a URL: punctuation, a closing bracket that nothing opened."""
    kept = rest.rstrip(_TRAILING)
    for opening, closing in ("()", "[]"):
        if kept.endswith(closing) and kept.count(closing) > kept.count(opening):
            kept = kept[:-1]
    return kept if kept == rest else _trimmed(kept)


def _ascii_part(folded: Folded, start: int, end: int) -> tuple[int, int]:
    """Cuts Thai or Khmer letters off a host without a scheme: there they are the words around it."""
    pieces = [
        m
        for m in re.finditer(rb"[^\x80]+", folded.mask[start:end])
        if re.search(rb"[a-z0-9]\W{0,6}(?:dot\W{0,3})?[a-z]", m.group(), re.IGNORECASE)
    ]
    best = max(pieces, key=lambda piece: (b"." in piece.group().strip(b".-_"), len(piece.group())), default=None)
    if best is None:
        return start, start
    glued = re.match(rb"[0-9]+(?=[a-z])", best.group(), re.IGNORECASE)
    if glued and best.group()[glued.end() :].decode("ascii").lower() in SHORTENERS:
        return start + best.start() + glued.end(), start + best.end()
    left = len(best.group()) - len(best.group().lstrip(b".-_"))
    right = len(best.group().rstrip(b".-_ "))
    return start + best.start() + left, start + best.start() + right


def _in_email(folded: Folded, start: int, end: int) -> bool:
    return folded.plain[start - 1 : start] == "@" or folded.plain[end : end + 1] == "@"


def _defanged(folded: Folded, parts: _Parts) -> bool:
    return bool(re.search(r"[\[({]", folded.plain[parts.host_start : parts.host_end]))


def _reading(parts: _Parts) -> Reading:
    return Reading(Kind.URL, parts.url, SURE if parts.scheme else BARE)


def carried(url: str) -> list[Reading]:
    """Gives the handle or phone that a messenger's link names."""
    return [*line_of_link(url), *telegram_of_link(url), *_whatsapp(url)]


def _whatsapp(url: str) -> list[Reading]:
    split = urlsplit(url)
    host = (split.hostname or "").removeprefix("www.")
    if host == "wa.me":
        number = split.path.strip("/").partition("/")[0]
    elif host in ("api.whatsapp.com", "web.whatsapp.com", "whatsapp.com"):
        number = parse_qs(split.query).get("phone", [""])[0]
    else:
        return []
    digits = number.strip("+ ")
    return read_phone("+" + digits) if digits.isdigit() else []
