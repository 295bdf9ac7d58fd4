"""Currencies as people write them, to ISO 4217.

Source: ISO 4217 codes; signs from the Unicode names list (U+0E3F, U+17DB); spellings are ordinary usage.
"""

from collections.abc import Mapping
from types import MappingProxyType

_SPELLINGS = {
    "THB": ("thb", "baht", "bath", "bht", "บาท", "บ.", "บ", "฿", "บาท.", "បាត"),
    "USD": ("usd", "us$", "$", "dollar", "dollars", "ดอลลาร์", "ดอลล่าร์", "ดอลลาร์สหรัฐ", "เหรียญสหรัฐ", "ដុល្លារ", "ដុល្លា"),
    "KHR": ("khr", "riel", "riels", "reil", "เรียล", "៛", "រៀល"),
    "USDT": ("usdt", "tether"),
    "EUR": ("eur", "€", "euro", "euros", "ยูโร"),
    "CNY": ("cny", "rmb", "yuan", "หยวน", "យ៉ន់"),
}

#: Spelling (lower case) → code. USDT is no ISO code, but is what is paid.
CURRENCIES: Mapping[str, str] = MappingProxyType(
    {spelling: code for code, spellings in _SPELLINGS.items() for spelling in spellings}
)
