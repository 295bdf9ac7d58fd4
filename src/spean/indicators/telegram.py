"""Telegram user names, lower case, without "@".

Accepted: "telegram @xxx", "Telegram: xxx", "เทเลแกรม xxx", "តេឡេក្រាម xxx" (letter first, four characters and more,
as Telegram has it), and links t.me/xxx. Invitation links (t.me/+…, t.me/joinchat/…) name no account.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from spean.indicators.candidate import Candidate, Claims
from spean.indicators.fold import Folded, fold
from spean.indicators.handle import is_handle
from spean.model import Kind, Reading

#: A link, "@" or "ID" beside it.
SURE = 0.95
#: A name after the service's name.
NEAR = 0.8

#: The service's name.
HINT = "tele|tg|เทเล|เทเร|តេ|@[a-z][a-z0-9_]{2,31}bot"

_SERVICE = (
    r"(?P<service>\btelegram|\btele gram|\btg(?=\s*[:@])|\btele(?=\s*[:@])|เทเลแกรม|เทเลเเกรม|เทเรแกรม|เทเลแกม|"
    r"เทเล(?=\s*[:@])|តេឡេក្រាម|តេលេក្រាម|តេឡេក្រាំ|តេឡេ(?=\s*[:@]))"
)
_TEXT = re.compile(
    _SERVICE + r"(?P<label>\s*(?:\bid\b|user(?:name)?|account|channel|group|from|by|with|ไอดี|ชื่อ|กลุ่ม)?\s*(?:คือ|"
    r"is)?\s*[:=>(\-]{0,2}\s*)"
    r"(?P<name>@?[a-z][a-z0-9_]{3,31})(?![a-z0-9_])"
)
#: "@name" a few words after the service ("my telegram got hijacked … @name"), or a bot's, which only Telegram has.
_APART = re.compile(
    r"(?:telegram|เทเลแกรม|តេឡេក្រាម)(?:(?!\bline\b|ไลน์|ឡាញ|facebook|whatsapp)[^@\n]){0,64}?"
    r"(?<![a-z0-9.])@(?P<name>[a-z][a-z0-9_]{4,31})(?![a-z0-9_.@])"
    r"|(?<![a-z0-9.])@(?P<bot>[a-z][a-z0-9_]{2,27}_?bot)(?![a-z0-9_.@])"
)
_LABELLED = re.compile(r"id|user|ไอดี|[:=]|คือ|ชื่อ|\bis\b")
_NOT_NAMES = frozenset({"joinchat", "share", "addstickers", "proxy", "socks", "addlist", "login", "iv", "boost"})


def read_telegram(value: str) -> list[Reading]:
    """Reads one value as a Telegram name: a bare "@abcde", or with the service's name before it."""
    text = fold(value).strip().lower()
    match = _TEXT.fullmatch(text)
    if match:
        return [Reading(Kind.TELEGRAM, match["name"].lstrip("@"), SURE)]
    return [Reading(Kind.TELEGRAM, text[1:], 0.5)] if re.fullmatch(r"@[a-z][a-z0-9_]{3,31}", text) else []


def telegram_of_link(url: str) -> list[Reading]:
    """Gives the Telegram name in a normalised messenger link, if it has one."""
    split = urlsplit(url)
    if (split.hostname or "").removeprefix("www.") not in ("t.me", "telegram.me", "telegram.dog"):
        return []
    parts = [part for part in split.path.split("/") if part]
    name = (parts[1] if parts[:1] == ["s"] and len(parts) > 1 else parts[0]).lower() if parts else ""
    valid = re.fullmatch(r"[a-z][a-z0-9_]{3,31}", name) and name not in _NOT_NAMES
    return [Reading(Kind.TELEGRAM, name, SURE)] if valid else []


def find_telegram(folded: Folded, claims: Claims) -> Iterator[Candidate]:
    """Finds Telegram names in running text."""
    for match in _TEXT.finditer(folded.plain):
        start, end = match.span("name")
        labelled = match["name"].startswith("@") or bool(_LABELLED.search(match["label"]))
        name = match["name"].lstrip("@")
        if (
            is_handle(name, labelled=labelled)
            and claims.free(start, end)
            and folded.plain[end : end + 1] not in ("/", ".")
        ):
            claims.take(start, end)
            yield Candidate(start, end, (Reading(Kind.TELEGRAM, name, SURE if labelled else NEAR),))
    for match in _APART.finditer(folded.plain):
        start, end = match.span("name" if match["name"] else "bot")
        if claims.free(start - 1, end):
            yield Candidate(start - 1, end, (Reading(Kind.TELEGRAM, folded.plain[start:end], NEAR),))
