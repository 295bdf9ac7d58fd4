"""What a value carries: a link its domain, handle and number, a payment QR its accounts, a messenger's name its phone.

Whoever may not be accused may not be accused through what carries them: a carrier takes the strictest role of all
that it carries, within its report (`extract`) and over all reports (`evidence.sql`). It is worked out from the
carrier, because the ways to write a link around one number have no end. For protection only, so it looks further
than what a report mentions: every long enough run of digits in a link, and every e-mail address.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from spean.indicators import emv_qr, url
from spean.indicators.phone import REGIONS, read_phone
from spean.model import FACTS, Kind, Reading
from spean.vocab.platforms import is_everybodys
from spean.vocab.protected import is_official_domain

Key = tuple[Kind, str]

#: Kinds whose value may be nothing but a phone's digits.
_NUMBERS = frozenset({Kind.BANK_ACCOUNT, Kind.PROMPTPAY, Kind.LINE})
_RUN = re.compile(r"(?<!\d)\d{9,15}(?!\d)")
_MAIL = re.compile(r"[a-z0-9._%+\-]{1,64}@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+")


def carried_keys(readings: Iterable[Reading]) -> frozenset[Key]:
    """Gives every (kind, value) that the readings of one value carry, themselves left out."""
    own = [(reading.kind, reading.value) for reading in readings]
    return frozenset(key for one in own for key in _closure(*one)) - frozenset(own)


def phones_in(kind: Kind, value: str) -> set[str]:
    """Gives the E.164 numbers that a number's value is: none for what is no number."""
    if kind in (Kind.PHONE, Kind.WHATSAPP):
        return {value}
    if kind is Kind.BAKONG:
        return phones_in(Kind.LINE, value.partition("@")[0])
    if kind not in _NUMBERS or not value.isdecimal():
        return set()
    return {one.value for region in REGIONS for one in (*read_phone(value, region=region), *_shortened(value, region))}


def _shortened(digits: str, region: str) -> list[Reading]:
    return read_phone("0" + digits, region=region) if len(digits) in (8, 9) and digits[0] != "0" else []


def _closure(kind: Kind, value: str) -> Iterator[Key]:
    """Gives what a value carries, and what that carries in turn."""
    for one in _within(kind, value):
        yield one
        yield from ((Kind.PHONE, phone) for phone in phones_in(*one))
    yield from ((Kind.PHONE, phone) for phone in phones_in(kind, value))


def _within(kind: Kind, value: str) -> Iterator[Key]:
    if kind is Kind.URL:
        yield from _in_url(value)
    elif kind is Kind.EMV_QR:
        yield from ((one.kind, one.value) for one in emv_qr.carried(value) if one.kind not in FACTS)
    elif kind in (Kind.PROMPTPAY, Kind.BANK_ACCOUNT) and len(value) == 13:
        yield Kind.THAI_ID, value


def _in_url(link: str) -> Iterator[Key]:
    host = urlsplit(link).hostname or ""
    if host and not is_everybodys(host) and not is_official_domain(host):
        yield Kind.DOMAIN, host
    yield from ((one.kind, one.value) for one in url.carried(link))
    text = unquote(link).lower()
    for match in _RUN.finditer(text):
        yield Kind.BANK_ACCOUNT, match[0]
        yield from ((Kind.PHONE, one.value) for one in read_phone("+" + match[0]))
    yield from ((Kind.EMAIL, match[0]) for match in _MAIL.finditer(text) if "@" in text)
