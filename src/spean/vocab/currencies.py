"""Currencies: the codes that an amount may be stated in, with their minor units, and how people write them.

Source: ISO 4217 list one (codes and exponents); signs from the Unicode names list (U+0E3F, U+17DB); spellings are
ordinary usage.
"""

from collections.abc import Mapping
from types import MappingProxyType

_BY_EXPONENT = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF "
    "CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF "
    "IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN "
    "MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS "
    "SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD YER ZAR ZMW",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}

#: Code → digits after the point of its smallest unit. USDT is no ISO code, but is what is paid: in cents, as quoted.
EXPONENTS: Mapping[str, int] = MappingProxyType(
    {code: exponent for exponent, codes in _BY_EXPONENT.items() for code in codes.split()} | {"USDT": 2}
)

_SPELLINGS = {
    "THB": ("thb", "baht", "bath", "bht", "บาท", "บ.", "บ", "฿", "บาท.", "បាត"),
    "USD": ("usd", "us$", "$", "dollar", "dollars", "ดอลลาร์", "ดอลล่าร์", "ดอลลาร์สหรัฐ", "เหรียญสหรัฐ", "ដុល្លារ", "ដុល្លា"),
    "KHR": ("khr", "riel", "riels", "reil", "เรียล", "៛", "រៀល"),
    "USDT": ("usdt", "tether"),
    "EUR": ("eur", "€", "euro", "euros", "ยูโร"),
    "CNY": ("cny", "rmb", "yuan", "หยวน", "យ៉ន់"),
}

#: Spelling (lower case) → code, as text and columns have them.
CURRENCIES: Mapping[str, str] = MappingProxyType(
    {spelling: code for code, spellings in _SPELLINGS.items() for spelling in spellings}
)
