"""Random values that are formally valid: phones, accounts, wallets, domains, handles, names.

Checksums are computed by libraries (base58-bech32, pycryptodome's Keccak), validity of phones by libphonenumber's
metadata. A random 20-byte hash belongs to nobody who could be found.
"""

from dataclasses import dataclass, replace
from random import Random

import rphonenumbers
from base58_bech32.base58 import b58encode_check
from Crypto.Hash import keccak

from spean.model import Kind

_TH_MOBILE = ("61", "62", "63", "64", "65", "80", "81", "82", "83", "84", "85", "86", "87", "89", "91", "92", "95")
_KH_MOBILE = ("10", "11", "15", "16", "17", "69", "70", "77", "78", "81", "86", "87", "89", "92", "93", "98", "99")
_KH_LONG = ("71", "88", "96", "97")
_CODES = {"TH": 66, "KH": 855}

TH_BANKS = ("กสิกรไทย", "ไทยพาณิชย์", "กรุงไทย", "กรุงเทพ", "KBANK", "SCB", "ออมสิน", "ทหารไทยธนชาต", "กรุงศรีอยุธยา")
KH_BANKS = ("ABA", "ACLEDA", "Wing", "Canadia", "Sathapana", "ABA Bank", "ACLEDA Bank")

_TH_GIVEN = ("สมใจ", "วรรณา", "ประยูร", "กิตติ", "อรทัย", "ณรงค์", "ปราณี", "ชูชัย", "มาลี", "ธนา", "พิมพ์", "สุดา")
_TH_FAMILY = ("ทองดี", "ใจงาม", "สุขแสน", "แก้วมณี", "บุญมาก", "ศรีทอง", "พรมดี", "วงศ์งาม", "คำแสง", "รุ่งเรือง")
_KH_GIVEN = ("សុភា", "ដារ៉ា", "ចន្ថា", "វិចិត្រ", "សុខា", "បុប្ផា", "រតនា", "ពិសិដ្ឋ", "ម៉ាលី", "ធារី", "សំណាង", "កញ្ញា")
_KH_FAMILY = ("សុខ", "ចាន់", "កែវ", "លឹម", "ហេង", "មាស", "នួន", "ឡុង", "ប៊ុន", "ទេព")

_WORDS = ("parcel", "invest", "gold", "loan", "market", "job", "prize", "secure", "refund", "trade", "fast", "asia")
_TOPS = ("top", "com", "net", "shop", "site", "online", "info", "xyz")
_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_BTC_P2PKH, _BTC_P2SH, _TRON = b"\x00", b"\x05", b"\x41"


@dataclass(frozen=True, slots=True)
class Asset:
    """Something a gang uses and a report may name.

    Attributes:
        slot: `phone`, `account`, `url`, `handle` or `wallet`: where it fits into a narrative.
        written: its plain form (a phone: E.164).
        values: what it normalises to; a link also gives its domain.
        country: of a phone or account, else "".
        label: the bank of an account, the service of a handle, else "".
        ambiguous: a phone whose local form is valid in both countries, and whose writers know it.
    """

    slot: str
    written: str
    values: tuple[tuple[Kind, str], ...]
    country: str = ""
    label: str = ""
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Victim:
    """Somebody who reports, with what is theirs."""

    name: str
    phone: Asset
    account: Asset
    country: str


class Maker:
    """Draws values, none of them twice.

    Args:
        rng: the only source of randomness.
    """

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._used: set[str] = set()

    def phone(self, country: str) -> Asset:
        """Draws a mobile number that libphonenumber holds valid."""
        while True:
            national = self._national(country)
            number = f"+{_CODES[country]}{national}"
            if _valid(number, None) and self._fresh(number):
                other = "KH" if country == "TH" else "TH"
                both = _valid("0" + national, other)
                return Asset("phone", number, ((Kind.PHONE, number),), country, ambiguous=both)

    def account(self, country: str) -> Asset:
        """Draws an account number: ten digits in Thailand, nine with two zeros ahead in Cambodia."""
        while True:
            digits = self._digits(9)
            digits = f"{self._rng.randint(1, 9)}{digits}" if country == "TH" else f"00{digits[:7]}"
            if self._fresh(digits):
                bank = self._rng.choice(TH_BANKS if country == "TH" else KH_BANKS)
                return Asset("account", digits, ((Kind.BANK_ACCOUNT, digits),), country, bank)

    def url(self) -> Asset:
        """Draws a link on a domain that ends in five random characters."""
        rng = self._rng
        while True:
            tail = "".join(rng.choices(_LETTERS + "23456789", k=5))
            domain = f"{rng.choice(_WORDS)}-{tail}.{rng.choice(_TOPS)}"
            if self._fresh(domain):
                link = f"https://{domain}/{rng.choice(('login', 'app', 'pay', 'register', 'track'))}"
                return Asset("url", link, ((Kind.URL, link), (Kind.DOMAIN, domain)))

    def handle(self) -> Asset:
        """Draws a LINE id or a Telegram name."""
        rng = self._rng
        while True:
            name = f"{rng.choice(_WORDS)}_{''.join(rng.choices(_LETTERS, k=4))}{rng.randint(10, 99)}"
            kind = rng.choice((Kind.LINE, Kind.TELEGRAM))
            if self._fresh(name):
                return Asset("handle", name, ((kind, name),), label=kind.value)

    def wallet(self) -> Asset:
        """Draws a checksummed Bitcoin, Ethereum or Tron address over random bytes."""
        payload = self._rng.randbytes(20)
        kind = self._rng.choice((Kind.BTC, Kind.TRON, Kind.TRON, Kind.ETH))
        if kind is Kind.ETH:
            address = _eip55(payload)
        else:
            version = _TRON if kind is Kind.TRON else self._rng.choice((_BTC_P2PKH, _BTC_P2SH))
            address = b58encode_check(version + payload).decode("ascii")
        return Asset("wallet", address, ((kind, address),), label=kind.value)

    def victim(self, country: str) -> Victim:
        """Draws a person with a name, a phone and an account of their own."""
        own = replace(self.phone(country), ambiguous=False)  # people write their own number in any way
        return Victim(self.name(country), own, self.account(country), country)

    def name(self, country: str) -> str:
        """Draws an invented name in the country's script."""
        if country == "TH":
            return f"{self._rng.choice(_TH_GIVEN)} {self._rng.choice(_TH_FAMILY)}"
        return f"{self._rng.choice(_KH_FAMILY)} {self._rng.choice(_KH_GIVEN)}"

    def _national(self, country: str) -> str:
        if country == "TH":
            return self._rng.choice(_TH_MOBILE) + self._digits(7)
        if self._rng.random() < 0.25:
            return self._rng.choice(_KH_LONG) + self._digits(7)
        return self._rng.choice(_KH_MOBILE) + self._digits(6)

    def _digits(self, count: int) -> str:
        return str(self._rng.randrange(10**count)).zfill(count)

    def _fresh(self, value: str) -> bool:
        if value in self._used:
            return False
        self._used.add(value)
        return True


def _valid(number: str, region: str | None) -> bool:
    try:
        return bool(rphonenumbers.is_valid_number(rphonenumbers.parse(number, region)))
    except rphonenumbers.NumberParseException:
        return False


def _eip55(payload: bytes) -> str:
    """Writes an Ethereum address with EIP-55's mixed-case checksum."""
    plain = payload.hex()
    digest = keccak.new(digest_bits=256, data=plain.encode("ascii")).hexdigest()
    cased = (char.upper() if int(nibble, 16) >= 8 else char for char, nibble in zip(plain, digest, strict=False))
    return "0x" + "".join(cased)
