"""iocsearcher 3.1.0. Positions are kept, so a value written twice counts twice.

Only the types that Spean knows too are searched: its hashes, packages, coins and trademarks could only be wrong here.
Phones: `search_phone_numbers` in the message's region, its documented way to read local numbers (each number once a
message), not the pattern that knows "+" only. Names within an e-mail address are no domain in the labels, so they
are left out. ETH addresses are brought into EIP-55 by the library's own Keccak.
"""

from collections.abc import Iterator
from typing import Any

from eth_hash.auto import keccak
from forms import host_form, is_address, url_form
from iocsearcher.searcher import Searcher
from serve import serve

KINDS = {
    "ip4": "ipv4",
    "ip6": "ipv6",
    "fqdn": "domain",
    "email": "email",
    "url": "url",
    "facebookHandle": "facebook",
    "telegramHandle": "telegram",
    "whatsappHandle": "whatsapp",
    "bitcoin": "btc",
    "ethereum": "eth",
    "tron": "tron",
    "phoneNumber": "phone",
}
PATTERNS = [name for name in KINDS if name != "phoneNumber"]
searcher = Searcher()


def find(text: str, region: str | None) -> list[Any]:
    return [*searcher.search_matches(text, targets=PATTERNS), *searcher.search_phone_numbers(text, country=region)]


def everything(text: str, region: str | None) -> list[Any]:
    return [*searcher.search_matches(text), *searcher.search_phone_numbers(text, country=region)]


def checksummed(address: str) -> str:
    low = address[2:].lower()
    digest = keccak(low.encode()).hex()
    return "0x" + "".join(c.upper() if int(d, 16) > 7 else c for c, d in zip(low, digest, strict=False))


def form(kind: str, value: str) -> str:
    if kind == "url":
        return url_form(value)
    if kind == "domain":
        return host_form(value)
    if kind == "whatsapp":
        return "+" + value
    if kind == "eth":
        return checksummed(value)
    return value


def said(found: list[Any]) -> Iterator[tuple[str, str]]:
    mails = [(m.start_offset, m.start_offset + len(m.raw_value)) for m in found if m.name == "email"]
    for match in found:
        kind = KINDS[match.name]
        if kind == "domain":
            within = any(start <= match.start_offset < end for start, end in mails)
            if within or is_address(match.value):
                continue
        yield kind, form(kind, match.value)


if __name__ == "__main__":
    serve(find, said, everything=everything)
