"""Bitcoin addresses: base58check (P2PKH, P2SH) as written, Bech32 and Bech32m (segwit) in lower case.

Checksums by base58-bech32 (typed, maintained, BIP vectors in our tests); the segwit rules of BIP-173 and BIP-350
(witness version, program length, which checksum) are checked here. Main net only.
"""

from base58_bech32.base58 import b58decode_check
from base58_bech32.bech32 import BECH32_1_CONST, BECH32_M_CONST, bech32_decode, convertbits
from base58_bech32.exceptions import Base58Bech32Exception

from spean.indicators.fold import fold
from spean.model import Kind, Reading

#: A checksum holds.
SURE = 0.99

#: What may be one, for `wallet.find_wallets`.
PATTERN = rb"[13][1-9a-z]{24,34}|bc1[02-9ac-hj-np-z]{8,87}"

_VERSIONS = (0x00, 0x05)


def read_btc(value: str) -> list[Reading]:
    """Reads one value as a main-net Bitcoin address; an empty list where no checksum holds."""
    text = fold(value).strip().removeprefix("bitcoin:")
    if text[:3].lower() == "bc1":
        return [Reading(Kind.BTC, text.lower(), SURE)] if _is_segwit(text) else []
    return [Reading(Kind.BTC, text, SURE)] if has_version(text, _VERSIONS) else []


def has_version(address: str, versions: tuple[int, ...]) -> bool:
    """Says whether base58check holds over 20 bytes after one of these version bytes."""
    try:
        payload = b58decode_check(address)
    except Base58Bech32Exception:
        return False
    return len(payload) == 21 and payload[0] in versions


def _is_segwit(address: str) -> bool:
    try:
        prefix, data, checksum = bech32_decode(address, limit=90)
        program = convertbits(data[1:], 5, 8, False)
    except Base58Bech32Exception:
        return False
    if prefix != "bc" or not data or data[0] > 16 or not 2 <= len(program) <= 40:
        return False
    if data[0] == 0:
        return checksum == BECH32_1_CONST and len(program) in (20, 32)
    return checksum == BECH32_M_CONST
