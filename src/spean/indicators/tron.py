"""TRON addresses: base58check over version 0x41 and 20 bytes, kept as written."""

from spean.indicators.btc import SURE, has_version
from spean.indicators.fold import fold
from spean.model import Kind, Reading

#: What may be one, for `wallet.find_wallets`.
PATTERN = rb"t[1-9a-z]{33}"

_VERSION = 0x41


def read_tron(value: str) -> list[Reading]:
    """Reads one value as a TRON address; an empty list where the checksum does not hold."""
    text = fold(value).strip()
    sound = text[:1] == "T" and has_version(text, (_VERSION,))
    return [Reading(Kind.TRON, text, SURE)] if sound else []
