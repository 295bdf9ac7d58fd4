"""Other indicators that name the same thing, so that a victim's value is protected under every one of them.

A phone is also an account's digits, a PromptPay id, a LINE name and a WhatsApp account; an account is also itself with
the leading zeros that a spreadsheet took away, and, where its digits are a phone's, that phone. Only victims are
spread like this: what accuses, accuses as it is written and nothing else.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from spean.indicators.phone import REGIONS, read_phone
from spean.indicators.url import carried
from spean.model import Kind, Reading

Key = tuple[Kind, str]

_TRUNK = {"+66": "0", "+855": "0"}
_ACCOUNT_DIGITS = range(9, 16)
#: Kinds whose value may be nothing but a phone's digits.
_NUMBERS = frozenset({Kind.BANK_ACCOUNT, Kind.PROMPTPAY, Kind.LINE})


def same_thing(reading: Reading) -> set[Key]:
    """Gives every (kind, value) that names what this reading names, itself included."""
    own = (reading.kind, reading.value)
    keys = {own, *_of_account(reading)}
    for phone in phones_in(*own):
        keys |= set(_of_phone(phone))
    return keys


def spread(readings: Iterable[Reading]) -> set[Key]:
    """Gives what `same_thing` gives for all of the readings of one value."""
    return {key for reading in readings for key in same_thing(reading)}


def phones_in(kind: Kind, value: str) -> set[str]:
    """Gives the E.164 numbers that a value is, or carries: none for most."""
    if kind in (Kind.PHONE, Kind.WHATSAPP):
        return {value}
    if kind is Kind.URL:
        return {
            number
            for one in carried(value)
            for number in ({one.value} if one.kind is Kind.PHONE else phones_in(one.kind, one.value))
        } | _in_path(value)
    if kind not in _NUMBERS or not value.isdecimal():
        return set()
    return {one.value for region in REGIONS for one in (*read_phone(value, region=region), *_shortened(value, region))}


def _shortened(digits: str, region: str) -> list[Reading]:
    return read_phone("0" + digits, region=region) if len(digits) in (8, 9) and digits[0] != "0" else []


def _in_path(url: str) -> set[str]:
    # Telegram's links to a number (t.me/+66…) look like its invitations, which hold letters too.
    split = urlsplit(url)
    if (split.hostname or "").removeprefix("www.") not in ("t.me", "telegram.me"):
        return set()
    digits = split.path.strip("/").removeprefix("+")
    return {one.value for one in read_phone("+" + digits)} if digits.isdecimal() else set()


def _of_phone(phone: str) -> Iterator[Key]:
    yield Kind.PHONE, phone
    yield Kind.WHATSAPP, phone
    digits = phone[1:]
    forms = [digits, "00" + digits]
    code = next((code for code in _TRUNK if phone.startswith(code)), None)
    if code is not None:
        bare = phone[len(code) :]
        forms += [_TRUNK[code] + bare, bare]
    for form in forms:
        yield Kind.LINE, form
        if len(form) in _ACCOUNT_DIGITS:
            yield Kind.BANK_ACCOUNT, form
    if code == "+66":
        yield Kind.PROMPTPAY, "00" + digits
    for scheme in ("http", "https"):
        yield Kind.URL, f"{scheme}://wa.me/{digits}"


def _of_account(reading: Reading) -> Iterator[Key]:
    if reading.kind not in (Kind.BANK_ACCOUNT, Kind.PROMPTPAY, Kind.THAI_ID):
        return
    yield Kind.THAI_ID, reading.value
    yield Kind.BANK_ACCOUNT, reading.value
    yield Kind.PROMPTPAY, reading.value
    bare = reading.value.lstrip("0")
    for length in range(len(bare), _ACCOUNT_DIGITS.stop):
        if length in _ACCOUNT_DIGITS and length <= len(bare) + 3:
            yield Kind.BANK_ACCOUNT, bare.zfill(length)
