"""WhatsApp accounts, to the E.164 number that each is.

Accepted: a phone with the service's name just before or after it, and links wa.me/66…, api.whatsapp.com/send?phone=….
The number is a phone too. Invitations to groups (chat.whatsapp.com/…) name no account.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs, urlsplit

from spean.indicators.candidate import Candidate, after, before
from spean.indicators.fold import Folded, fold
from spean.indicators.phone import read_phone
from spean.model import Kind, Reading

#: A link.
SURE = 0.95
#: The service's name beside a number.
NEAR = 0.9

_SERVICE = (
    r"(?:what'?s\s?app|whatapps?|whatsap+|\bwa(?=[\s:]*(?:[+(\d]|$))|วอท?ส?[์]?แอ[ปพ]+[์]?|ว[๊]?อ[ทต]ส?[์]?แอ[ปพ]+|"
    r"วอทส์แอป|វ៉[ា]?ត?ស?[៍់]?\s?(?:អែ?ប|អាប់|អេប|អាប)|វ៉តសាប់|វ៉តស[៍់]?អ[ាេែ]?ប[់]?)"
)
_BEFORE = re.compile(_SERVICE + r"(?:(?!telegram|\bline\b|ไลน์|ឡាញ|โทร|\bcall\b|เบอร์)[^\d\n+]){0,28}[+(]?$")
_AFTER = re.compile(r"[\s,)]*(?:\(|on |via |ทาง|ใน|តាម|/)?\s?" + _SERVICE)
_NAMED = re.compile(_SERVICE)


def read_whatsapp(value: str, *, region: str | None = None) -> list[Reading]:
    """Reads one value that says it is a WhatsApp number ("WhatsApp 012 345 678")."""
    text = fold(value).strip().lower()
    match = re.match(_SERVICE + r"[\s:=\-#.]*(?=[+(\d])", text)
    phones = read_phone(text[match.end() :], region=region) if match else []
    return [Reading(Kind.WHATSAPP, one.value, one.confidence) for one in phones]


def whatsapp_of_link(url: str) -> list[Reading]:
    """Gives the WhatsApp account in a messenger's link and the phone it is, if the link names one."""
    split = urlsplit(url)
    host = (split.hostname or "").removeprefix("www.")
    if host == "wa.me":
        number = split.path.strip("/").partition("/")[0]
    elif host in ("api.whatsapp.com", "web.whatsapp.com", "whatsapp.com"):
        number = parse_qs(split.query).get("phone", [""])[0]
    else:
        return []
    digits = number.strip("+ ")
    phones = read_phone("+" + digits) if digits.isdecimal() else []
    return [Reading(kind, one.value, SURE) for one in phones for kind in (Kind.WHATSAPP, Kind.PHONE)]


def find_whatsapp(folded: Folded, phones: Iterable[Candidate]) -> Iterator[Candidate]:
    """Gives those of the phones found that are said to be on WhatsApp, as accounts."""
    if not _NAMED.search(folded.plain):
        return
    for phone in phones:
        named = _BEFORE.search(before(folded, phone.start, 56)) or _AFTER.match(after(folded, phone.end, 24))
        if named:
            readings = tuple(Reading(Kind.WHATSAPP, one.value, one.confidence * NEAR) for one in phone.readings)
            yield Candidate(phone.start, phone.end, readings)
