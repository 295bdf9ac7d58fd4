"""Every reading of one bare value, as an officer types it into a look-up."""

import re

from spean.indicators.amount import read_amount
from spean.indicators.bakong import read_bakong
from spean.indicators.bank_account import read_account
from spean.indicators.bank_case_id import read_bank_case_id
from spean.indicators.date import SHORT, read_date
from spean.indicators.domain import read_domain
from spean.indicators.email import read_email
from spean.indicators.emv_qr import read_qr
from spean.indicators.facebook import read_facebook
from spean.indicators.fold import fold
from spean.indicators.imei import read_imei
from spean.indicators.ip import read_ip
from spean.indicators.line import read_line
from spean.indicators.phone import read_phone
from spean.indicators.plate import read_plate
from spean.indicators.promptpay import read_promptpay
from spean.indicators.quantity import read_quantity
from spean.indicators.telegram import read_telegram
from spean.indicators.thai_id import read_thai_id
from spean.indicators.url import read_url
from spean.indicators.wallet import read_wallet
from spean.indicators.whatsapp import read_whatsapp
from spean.model import Kind, Reading

_LABEL = re.compile(
    r"^(?:(?:phone|tel|mobile|call|url|link|website|domain|wallet|btc|eth|tron|trx|usdt|address)(?=[\s:=\d+(]|"
    r"\.[\s\d])|"
    r"เบอร์โทรศัพท์|เบอร์โทร|เบอร์|โทรศัพท์|โทร|หมายเลข|លេខទូរស័ព្ទ|ទូរស័ព្ទ|លេខ|เว็บไซต์|เว็บ|ลิงก์|ลิงค์)"
    r"\s*(?:(?:no|number|address)\b|เลขที่)?\.?\s*[:=]?\s*",
    re.IGNORECASE,
)


def readings(value: str, *, region: str | None = None, kind: Kind | None = None) -> list[Reading]:
    """Gives every kind and normalised reading of a bare value, likeliest first.

    Args:
        value: as typed: any digits, separators, defanging, a label before it ("line: @abc", "เบอร์ 081…").
        region: "TH" or "KH" where known; without it a local number gives both countries' readings.
        kind: only readings of this kind, where the officer says what it is.

    Returns:
        Readings without repetition, a domain behind the link or handle it is part of; an empty list where the value
        is nothing Spean knows (a hotline's short code, for example).
    """
    bare = _LABEL.sub("", fold(value).strip())
    found = [
        *read_wallet(bare),
        *read_url(bare),
        *read_domain(bare),
        *read_email(bare),
        *read_ip(bare),
        *read_qr(value.strip()),
        *read_phone(bare, region=region),
        *read_whatsapp(value, region=region),
        *read_facebook(value),
        *read_bakong(value),
        *read_thai_id(bare),
        *read_imei(bare),
        *read_plate(value),
        *read_bank_case_id(bare),
        *read_line(value),
        *read_telegram(value),
        *read_promptpay(_unworded(bare)),
        *_dates(bare),
        *read_amount(bare),
        *read_quantity(bare),
        *_accounts(bare),
    ]
    best: dict[tuple[Kind, str], Reading] = {}
    for one in sorted(found, key=lambda one: (one.kind is Kind.DOMAIN, -one.confidence)):
        best.setdefault((one.kind, one.value), one)
    return [one for one in best.values() if kind is None or one.kind is kind]


def _unworded(value: str) -> str:
    return re.sub(r"^(?:พร้อมเพย์|promptpay|prompt pay)\s*:?\s*", "", value, flags=re.IGNORECASE)


def _dates(value: str) -> list[Reading]:
    found = read_date(value) if len(value) <= 40 else None
    return [Reading(Kind.DATE, found.isoformat(), SHORT)] if found else []


def _accounts(value: str) -> list[Reading]:
    return [] if len(value) > 60 or read_wallet(value) or read_date(value) or "://" in value else read_account(value)
