"""Other indicators that name the same thing, so that a victim's value is protected under every one of them.

A phone is also an account's digits, a PromptPay id, a LINE name and a WhatsApp account; an account is also itself with
the leading zeros that a spreadsheet took away, and, where its digits are a phone's, that phone. What a victim's link
or QR code carries is the victim's too. Only victims are spread like this: what accuses, accuses as it is written and
nothing else. Links around a victim's number are found from the link's side (`carries`): they have no end.
"""

from collections.abc import Iterable, Iterator

from spean.indicators.carries import Key, carried_keys, phones_in
from spean.model import Kind, Reading

_TRUNK = {"+66": "0", "+855": "0"}
_ACCOUNT_DIGITS = range(9, 16)


def same_thing(reading: Reading) -> set[Key]:
    """Gives every (kind, value) that names what this reading names, itself included."""
    own = (reading.kind, reading.value)
    keys = {own, *(key for key in carried_keys([reading]) if key[0] is not Kind.DOMAIN)}
    for key in list(keys):
        keys |= set(_of_account(*key))
        for phone in phones_in(*key):
            keys |= set(_of_phone(phone))
    return keys


def spread(readings: Iterable[Reading]) -> set[Key]:
    """Gives what `same_thing` gives for all of the readings of one value."""
    return {key for reading in readings for key in same_thing(reading)}


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


def _of_account(kind: Kind, value: str) -> Iterator[Key]:
    if kind not in (Kind.BANK_ACCOUNT, Kind.PROMPTPAY, Kind.THAI_ID):
        return
    yield Kind.THAI_ID, value
    yield Kind.BANK_ACCOUNT, value
    yield Kind.PROMPTPAY, value
    bare = value.lstrip("0")
    for length in range(len(bare), _ACCOUNT_DIGITS.stop):
        if length in _ACCOUNT_DIGITS and length <= len(bare) + 3:
            yield Kind.BANK_ACCOUNT, bare.zfill(length)
