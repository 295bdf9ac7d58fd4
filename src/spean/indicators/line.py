"""LINE names, lower case; an official account keeps its "@" ("@abc" and "abc" are two accounts).

Accepted: "LINE ID: xxx", "Line @xxx", "แอดไลน์ xxx", "ไลน์ xxx" with a digit or sign in the name, "ឡាញ xxx", and
links line.me/ti/p/~id and line.me/R/ti/p/@id. A ticket link (line.me/ti/p/AbC…) and lin.ee name no account: they
stay URLs.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from spean.indicators.candidate import Candidate, Claims
from spean.indicators.fold import Folded, fold
from spean.indicators.handle import is_handle
from spean.model import Kind, Reading

#: A link, or "@" or "ID" beside it.
SURE = 0.95
#: A name after the service's name.
NEAR = 0.8

#: The service's name.
HINT = "line|ไลน|ឡា"

_NAME = r"(?P<name>@?[a-z0-9][a-z0-9._\-]{2,29})"
_TEXT = re.compile(
    r"(?P<verb>แอด|แอ็ด|เพิ่มเพื่อน|ทัก|\badd(?:ed)?\s(?:me on\s|my\s|us on\s|on\s|the\s|his\s|her\s|their\s)?|"
    r"បន្ថែម|អេត|add)?\s*"
    r"(?P<service>(?<![a-z@./\-])line(?![a-z])|ไลน์|ไลน(?![\u0e00-\u0e7f])|ឡាញ|"
    r"ឡាយ)(?:\s*\(?line(?![a-z])\)?)?"
    r"(?P<label>\s*(?:\bid\b|id(?![a-z])|ไอดี|official|oa|account|แชท|@)?\s*(?:[ก-๎]{1,24}|[ក-៓]{1,24}|"
    r"(?:of|from|for) (?:the |a )?[a-z]{2,14}|id of \w+)?\s*(?:คือ|is|ชื่อ|มาที่|ที่)?\s*[:=>(\-]{0,2}\s*)" + _NAME
)
#: "แอดไลน์ชื่อ "…" ID: abc": the ID stands apart from the service's name.
_APART = re.compile(
    r"(?:(?<![a-z@./\-])line(?![a-z])|ไลน์|ឡាញ)[^\n]{0,48}?(?<![a-z])(?:id|"
    r"ไอดี)\s?[:=]\s?(?P<name>@?[a-z0-9][a-z0-9._\-]{2,29})"
)
_LABELLED = re.compile(r"id|ไอดี|[:=@]|คือ|ชื่อ|official|oa")


def read_line(value: str) -> list[Reading]:
    """Reads one value as a LINE name: a bare "@abc", or with the service's name before it."""
    text = fold(value).strip().lower()
    match = _TEXT.fullmatch(text)
    if match:
        return [Reading(Kind.LINE, _normal(match), SURE)]
    return [Reading(Kind.LINE, text, 0.5)] if re.fullmatch(r"@[a-z0-9][a-z0-9._\-]{2,29}", text) else []


def line_of_link(url: str) -> list[Reading]:
    """Gives the LINE name in a normalised messenger link, if it has one."""
    split = urlsplit(url)
    if (split.hostname or "") not in ("line.me", "www.line.me", "page.line.me", "liff.line.me"):
        return []
    path = unquote(split.path)
    match = re.match(r"/(?:r/)?ti/p/(~|@)([a-z0-9._\-]{3,30})$", path, re.IGNORECASE)
    if match:
        return [Reading(Kind.LINE, ("@" if match[1] == "@" else "") + match[2].lower(), SURE)]
    return []


def find_line(folded: Folded, claims: Claims) -> Iterator[Candidate]:
    """Finds LINE names in running text."""
    if not any(word in folded.plain for word in ("line", "ไลน", "ឡា")):
        return
    seen: set[int] = set()
    for match in _TEXT.finditer(folded.plain):
        start, end = match.start("name"), match.start("name") + len(match["name"].rstrip("._-"))
        if match["label"].rstrip().endswith("@"):
            start = match.start("label") + match["label"].rindex("@")
        if not match["label"] and match["service"].isascii():
            continue  # "line50.me" is one word
        labelled = bool(match["verb"] or _LABELLED.search(match["label"]) or match["name"].startswith("@"))
        name = _normal(match)
        if not is_handle(name.lstrip("@"), labelled=labelled) or not claims.free(start, end):
            continue
        if folded.plain[end : end + 1] in ("/", "@") or (name.replace("-", "").isdigit() and len(name) < 5):
            continue
        seen.add(start)
        yield Candidate(start, end, (Reading(Kind.LINE, name, SURE if labelled else NEAR),))
    yield from _apart(folded, claims, seen)


def _apart(folded: Folded, claims: Claims, seen: set[int]) -> Iterator[Candidate]:
    for match in _APART.finditer(folded.plain):
        name = match["name"].rstrip("._-")
        start, end = match.start("name"), match.start("name") + len(name)
        if is_handle(name.lstrip("@"), labelled=True) and start not in seen and claims.free(start, end):
            yield Candidate(start, end, (Reading(Kind.LINE, name, NEAR),))


def _normal(match: re.Match[str]) -> str:
    name = match["name"].rstrip("._-")
    return "@" + name.lstrip("@") if "@" in name or "@" in match["label"] else name
