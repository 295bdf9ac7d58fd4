"""Ethereum addresses (and those of chains that share the form), to the mixed case of EIP-55.

Mixed case must hold EIP-55's checksum. All lower or all upper case carries none: such an address is kept, marked
"unverified", with a lower confidence. Keccak-256 is pycryptodome's.
"""

import re

from Crypto.Hash import keccak

from spean.indicators.fold import fold
from spean.model import Kind, Reading

#: EIP-55 holds.
SURE = 0.99
#: One case only: nothing could be checked.
UNVERIFIED = 0.8

#: What may be one, for `wallet.find_wallets`.
PATTERN = rb"0x[0-9a-f]{40}"


def read_eth(value: str) -> list[Reading]:
    """Reads one value as an Ethereum address; an empty list where its mixed case breaks EIP-55."""
    text = fold(value).strip()
    if not re.fullmatch(r"0[xX][0-9a-fA-F]{40}", text):
        return []
    body, mixed = text[2:], mixed_case(text[2:])
    if body == mixed and body not in (body.lower(), body.upper()):
        return [Reading(Kind.ETH, "0x" + mixed, SURE)]
    if body in (body.lower(), body.upper()):
        return [Reading(Kind.ETH, "0x" + mixed, UNVERIFIED, "unverified")]
    return []


def mixed_case(body: str) -> str:
    """Writes 40 hexadecimal digits in the case that EIP-55 gives them."""
    low = body.lower()
    digest = keccak.new(digest_bits=256, data=low.encode("ascii")).hexdigest()
    return "".join(char.upper() if int(nibble, 16) >= 8 else char for char, nibble in zip(low, digest, strict=False))
