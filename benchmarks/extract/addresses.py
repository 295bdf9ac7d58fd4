"""Are sanctioned addresses accepted, and mistyped ones refused?

    addresses.py FOLDER    holding OFAC's lists, one address a line: sanctioned_addresses_XBT.txt, …_TRX.txt, …_ETH.txt

Each address of BTC, TRON and ETH (also those on the lists of tokens) must be found, alone and within a sentence. Then
each is changed by one character, at random but seeded: substituted, deleted, inserted (from the address's own alphabet,
which is harder than from all characters), or its case swapped; the change counts as accepted where any address of the
same kind is found in the whole text that results.

What is possible: base58check holds 32 bits, so of 100,000 changed addresses 100,000 / 2^32 = 0.00002 would pass by
chance; Bech32 and Bech32m find every single substitution, and the lengths that segwit allows leave no insertion or
deletion: the target of none is within reach. EIP-55 carries one bit a letter, and a substituted digit draws all of them
anew: of 40 hexadecimal digits (1 − 3/16)^40 = 0.025 % pass. A swapped case always breaks it, and another length is no
address.

Counted apart: a change that changes nothing (a character for itself, the case of a digit), one of an ETH address that
leaves its letters in one case (no checksum is left to check), and the case of the x in 0x (the same address).
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spean.indicators.eth import mixed_case
from spean.indicators.extract import extract

LISTS = ("XBT", "TRX", "ETH", "USDT", "USDC", "ARB", "BSC", "ETC")
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
HEXADECIMAL = "0123456789abcdefABCDEF"
CHANGES = ("substitute", "delete", "insert", "swap case")


def kind_of(address: str) -> str:
    """Says what an address is by its shape alone."""
    if address[:2] == "0x":
        return "eth"
    return "tron" if address[:1] == "T" else "btc"


def listed(folder: Path) -> dict[str, list[str]]:
    """Reads the lists; kind → addresses, sorted, ETH ones in EIP-55's case."""
    kinds: dict[str, set[str]] = {"btc": set(), "tron": set(), "eth": set()}
    for name in LISTS:
        file = folder / f"sanctioned_addresses_{name}.txt"
        for address in file.read_text(encoding="ascii").split() if file.exists() else ():
            kind = kind_of(address)
            kinds[kind].add("0x" + mixed_case(address[2:]) if kind == "eth" else address)
    return {kind: sorted(addresses) for kind, addresses in kinds.items()}


def found(text: str, kind: str) -> list[str]:
    return [mention.value for mention in extract(text) if mention.kind.value == kind]


def accepted(address: str, kind: str) -> bool:
    """Says whether an address is found alone and within a sentence, and nothing else."""
    return all(found(text, kind) == [address] for text in (address, f"โอนไปที่ {address} นะคะ", f"pay ({address})."))


def alphabet(address: str, kind: str) -> str:
    if kind == "eth":
        return HEXADECIMAL
    return BECH32 if address.startswith("bc1") else BASE58


def changed(address: str, change: str, letters: str, chance: random.Random) -> str:
    """Changes an address by one character."""
    at = chance.randrange(len(address) + (change == "insert"))
    before, here, after = address[:at], address[at : at + 1], address[at + 1 :]
    if change == "delete":
        return before + after
    if change == "insert":
        return before + chance.choice(letters) + here + after
    return before + (here.swapcase() if change == "swap case" else chance.choice(letters)) + after


def apart(address: str, mutant: str, kind: str) -> str:
    """Names why a change says nothing about the checksum; empty where it does."""
    if mutant == address:
        return "unchanged"
    if kind == "eth" and mutant[2:] == address[2:] and mutant[:2].lower() == "0x":
        return "prefix 0X"
    body = mutant[2:]
    return "one case" if kind == "eth" and body in (body.lower(), body.upper()) else ""


def mutants(kind: str, addresses: list[str], count: int, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Gives (change, mutant, why it counts apart) until `count` of them count."""
    while count:
        address, change = chance.choice(addresses), chance.choice(CHANGES)
        mutant = changed(address, change, alphabet(address, kind), chance)
        reason = apart(address, mutant, kind)
        count -= not reason
        yield change, mutant, reason


def mutated(kind: str, addresses: list[str], count: int, seed: int) -> dict[str, object]:
    """Counts what is accepted of `count` changed addresses of one kind."""
    tried: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    for change, mutant, reason in mutants(kind, addresses, count, random.Random(seed)):  # noqa: S311 (seeded on purpose)
        if reason:
            left_out[reason] += 1
            continue
        tried[change] += 1
        passed[change] += bool(found(mutant, kind))
    return {
        "mutations": kind,
        "tried": dict(sorted(tried.items())),
        "accepted": passed.total(),
        "accepted_by": {change: hits for change, hits in sorted(passed.items()) if hits},
        "rate": passed.total() / count,
        "counted_apart": dict(sorted(left_out.items())),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=100_000, help="mutations a kind (default %(default)s)")
    parser.add_argument("--seed", type=int, default=3)
    given = parser.parse_args()
    addresses = listed(given.folder)
    for kind, some in addresses.items():
        print(json.dumps({"listed": kind, "addresses": len(some), "accepted": sum(accepted(a, kind) for a in some)}))
    for kind, some in addresses.items():
        if some:
            print(json.dumps(mutated(kind, some, given.count, given.seed)), flush=True)


if __name__ == "__main__":
    main()
