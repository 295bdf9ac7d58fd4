"""Payment QR payloads (EMV QRCPS merchant-presented mode 1.1), and what they carry.

A payload is a chain of tag, length and value; it begins 000201 and ends with tag 63, a CRC-16 (polynomial 0x1021,
initial value 0xFFFF, ISO/IEC 13239) over everything before its value. The indicator's value is
the payload as written; it opens into:

* Thai PromptPay: templates 29 (credit transfer, AID A000000677010111: 01 phone as 0066…, 02 citizen's or tax number,
  03 e-wallet, 04 bank account after its 3-digit bank number) and 30 (bill payment, AID A000000677010112: 01 biller);
* Cambodian KHQR: templates 29 (a person's) and 30 (a merchant's): 00 the Bakong account, 01 (of 29) the account number;
* the amount (54) in its currency (53, ISO 4217 numeric).

Source of the templates: the Bank of Thailand's Thai QR payment standard and the National Bank of Cambodia's KHQR guide.
"""

import binascii
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from spean.indicators.bakong import read_bakong
from spean.indicators.candidate import Candidate
from spean.indicators.fold import Folded, compile_mask
from spean.model import Kind, Reading

#: The CRC holds.
SURE = 0.99

#: How a payload begins.
HINT = "000201"

_PAYLOAD = compile_mask(rb"000201[\x20-\x7e\x80-\x82]{20,700}")
_CREDIT, _BILL = "A000000677010111", "A000000677010112"
_CURRENCIES = {"764": "THB", "116": "KHR", "840": "USD", "418": "LAK", "704": "VND"}


def crc16(payload: str) -> str:
    """Gives the checksum that ends a payload: four upper-case hexadecimal digits over its UTF-8 bytes."""
    return f"{binascii.crc_hqx(payload.encode(), 0xFFFF):04X}"


def fields(payload: str) -> dict[str, str] | None:
    """Gives tag → value of one level, or None where the lengths do not come out even."""
    found: dict[str, str] = {}
    at = 0
    while at < len(payload):
        head = payload[at : at + 4]
        if len(head) < 4 or not (head.isascii() and head.isdecimal()):
            return None
        end = at + 4 + int(head[2:])
        if end > len(payload):
            return None
        found[head[:2]] = payload[at + 4 : end]
        at = end
    return found


def payload_at(text: str) -> str | None:
    """Gives the whole payload that a text begins with, its CRC checked; None where there is none."""
    at = 0
    while at + 4 <= len(text):
        head = text[at : at + 4]
        if not (head.isascii() and head.isdecimal()):
            return None
        end = at + 4 + int(head[2:])
        if head == "6304" and end <= len(text):
            return text[:end] if crc16(text[: at + 4]) == text[at + 4 : end].upper() else None
        at = end
    return None


def read_qr(value: str) -> list[Reading]:
    """Reads one value as a payload and what it carries, the payload first; empty where the CRC does not hold."""
    text = value.strip()
    payload = payload_at(text) if text.startswith("000201") else None
    return [Reading(Kind.EMV_QR, payload, SURE), *carried(payload)] if payload == text and payload else []


def find_qrs(folded: Folded) -> Iterator[Candidate]:
    """Finds payloads in running text: a candidate each for the payload and for everything it carries."""
    if b"000201" not in folded.mask:
        return
    end = 0
    for match in _PAYLOAD.finditer(folded.mask):
        start = match.start()
        payload = payload_at(folded.bare[start : match.end()]) if start >= end else None
        if payload is not None:
            end = start + len(payload)
            for reading in (Reading(Kind.EMV_QR, payload, SURE), *carried(payload)):
                yield Candidate(start, end, (reading,))


def carried(payload: str) -> list[Reading]:
    """Gives the accounts and the amount in a payload."""
    tags = fields(payload) or {}
    found = [*_promptpay(fields(tags.get("29", "")) or {}), *_biller(fields(tags.get("30", "")) or {})]
    for template in ("29", "30"):
        found += _khqr(fields(tags.get(template, "")) or {}, personal=template == "29")
    return [*found, *_amount(tags)]


def _promptpay(template: dict[str, str]) -> Iterator[Reading]:
    if template.get("00", "").upper() != _CREDIT:
        return
    phone = template.get("01", "")
    if phone.isdecimal() and len(phone) == 13 and phone.startswith("0066"):
        yield Reading(Kind.PROMPTPAY, phone, SURE)
        yield Reading(Kind.PHONE, "+" + phone[2:], SURE)
    for tag, length in (("02", 13), ("03", 15)):
        if template.get(tag, "").isdecimal() and len(template[tag]) == length:
            yield Reading(Kind.PROMPTPAY, template[tag], SURE)
    account = template.get("04", "")
    if account.isdecimal() and 12 <= len(account) <= 18:
        yield Reading(Kind.BANK_ACCOUNT, account[3:], SURE)


def _biller(template: dict[str, str]) -> Iterator[Reading]:
    biller = template.get("01", "")[:13]
    if template.get("00", "").upper() == _BILL and biller.isdecimal() and len(biller) == 13:
        yield Reading(Kind.PROMPTPAY, biller, SURE)


def _khqr(template: dict[str, str], *, personal: bool) -> Iterator[Reading]:
    yield from (Reading(Kind.BAKONG, one.value, SURE) for one in read_bakong(template.get("00", "")))
    account = template.get("01", "")
    if personal and "@" in template.get("00", "") and account.isdecimal() and 9 <= len(account) <= 15:
        yield Reading(Kind.BANK_ACCOUNT, account, SURE)


def _amount(tags: dict[str, str]) -> Iterator[Reading]:
    currency = _CURRENCIES.get(tags.get("53", ""))
    try:
        number = Decimal(tags.get("54", ""))
    except InvalidOperation:
        return
    if currency and number.is_finite() and number > 0:
        plain = format(number, "f")
        yield Reading(Kind.AMOUNT, f"{plain.rstrip('0').rstrip('.') if '.' in plain else plain} {currency}", SURE)
