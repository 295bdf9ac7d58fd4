"""URLs, and what a URL carries: its domain or IP address, and the handle or phone that a link names.

Normalised: scheme in lower case as written (`http://` where none stands: nothing is claimed about TLS), host to
lower-case A-labels, default port and a lone "/" dropped, path, query and fragment kept as written. Defanged forms
(hxxp, [.], (dot), [dot], [:]//) are undone. A bare host without scheme, "www." or path is a domain only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from spean.indicators import domain as domains
from spean.indicators.candidate import Candidate
from spean.indicators.facebook import facebook_of_link
from spean.indicators.fold import Folded, compile_mask, fold, without_marks
from spean.indicators.ip import read_ip
from spean.indicators.line import line_of_link
from spean.indicators.telegram import telegram_of_link
from spean.indicators.whatsapp import whatsapp_of_link
from spean.model import Kind, Reading
from spean.vocab.platforms import SHORTENERS

#: With a scheme.
SURE = 0.97
#: Without one, with a path.
BARE = 0.9

#: A dot before a letter, undone or not, or a scheme.
HINT = r"[.\]})\x{3002}\x{2024}] ?[a-z\x{c0}-\x{52f}]|//|dot"

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

    def group(self, group: int = 0) -> bytes | None:
        """What it matched."""


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
    return [_reading(parts), *_of_host(parts, domains.SURE), *carried(parts.url)]


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
        yield Candidate(parts.host_start, parts.host_end, (*_of_host(parts, confidence),))


def _parts(folded: Folded) -> Iterator[_Parts]:
    for match in _URL.finditer(folded.mask):
        scheme_end, (host_start, host_end) = match.end(1), match.span(2)
        scheme = match.group(1)
        if not scheme:
            host_start, host_end = _latin_part(folded, host_start, host_end)
            if host_start == host_end or (match.group(4) and host_end != match.end(2)):
                continue
        if (not scheme and _in_email(folded, host_start, host_end)) or (scheme and scheme_end != host_start):
            continue
        parts = _read(folded, match.start() if scheme else host_start, (host_start, host_end), match)
        if parts is not None:
            yield parts


def _read(folded: Folded, start: int, host: tuple[int, int], match: _Match) -> _Parts | None:
    written = domains.refang(folded.cased[slice(*host)])
    name = domains.read_host(written) or (_numeric_host(written) if start < host[0] or match.group(4) else None)
    if name is None:
        return None
    end = match.end() if host[1] == match.end(2) else host[1]
    raw = _trimmed(folded.cased[host[1] : end])
    head = domains.refang(folded.cased[start : host[0]] + "x").partition(":")[0].lower()
    scheme = head if host[0] > start else ""
    rest = re.sub(r"^:(80|443)(?=\D|$)", "", _trimmed(domains.undot(raw)))
    return _Parts(start, host[1] + len(raw), host[0], host[1], scheme, name, rest)


def _numeric_host(written: str) -> str | None:
    return next((one.value for one in read_ip(written) if one.kind is Kind.IPV4), None)


def _trimmed(rest: str) -> str:
    """Takes off what ends a sentence rather than a URL: punctuation, a closing bracket that nothing opened."""
    kept = rest.rstrip(_TRAILING)
    for opening, closing in ("()", "[]"):
        if kept.endswith(closing) and kept.count(closing) > kept.count(opening):
            kept = kept[:-1]
    return kept if kept == rest else _trimmed(kept)


#: What a host can be written in: Latin, and the scripts whose letters are drawn to look like it.
_PIECE = re.compile(r"[\x00-\x7f\u00c0-\u052f]+")


def _latin_part(folded: Folded, start: int, end: int) -> tuple[int, int]:
    """Cuts Thai or Khmer letters off a host without a scheme: there they are the words around it."""
    pieces = [
        piece
        for piece in _PIECE.finditer(folded.cased, start, end)
        if re.search(r"[a-z0-9]\W{0,6}(?:dot\W{0,3})?[a-z]", piece.group(), re.IGNORECASE)
    ]
    best = max(pieces, key=lambda piece: ("." in piece.group().strip(".-_"), len(piece.group())), default=None)
    if best is None:
        return start, start
    text = best.group()
    glued = re.match(r"[0-9]+(?=[a-z])", text, re.IGNORECASE)
    if glued and text[glued.end() :].lower() in SHORTENERS:
        return best.start() + glued.end(), best.end()
    return best.end() - len(text.lstrip(".-_")), best.start() + len(text.rstrip(".-_ "))


def _in_email(folded: Folded, start: int, end: int) -> bool:
    return folded.plain[start - 1 : start] == "@" or folded.plain[end : end + 1] == "@"


def _defanged(folded: Folded, parts: _Parts) -> bool:
    return bool(re.search(r"[\[({]", folded.plain[parts.host_start : parts.host_end]))


def _of_host(parts: _Parts, confidence: float) -> list[Reading]:
    numeric = read_ip(parts.host)
    return numeric or [Reading(Kind.DOMAIN, parts.host, confidence, domains.look_alike(parts.host))]


def _reading(parts: _Parts) -> Reading:
    return Reading(Kind.URL, parts.url, SURE if parts.scheme else BARE)


def carried(url: str) -> list[Reading]:
    """Gives the handle or phone that a messenger's or platform's link names."""
    return [*line_of_link(url), *telegram_of_link(url), *whatsapp_of_link(url), *facebook_of_link(url)]
