"""The three kinds of wallet address, found in one pass; each kind's own file says what is valid."""

from collections.abc import Iterator

from spean.indicators import btc, eth, tron
from spean.indicators.candidate import Candidate
from spean.indicators.fold import Folded, compile_mask
from spean.model import Reading

#: A long run of letters and digits.
HINT = "0x[0-9a-f]{40}|bc1[02-9a-z]{8}|[13t][1-9a-z]{24}"

_ADDRESS = compile_mask(rb"\b(?:" + btc.PATTERN + rb"|" + eth.PATTERN + rb"|" + tron.PATTERN + rb")\b")


def read_wallet(value: str) -> list[Reading]:
    """Reads one value as a Bitcoin, Ethereum or TRON address."""
    return [*btc.read_btc(value), *eth.read_eth(value), *tron.read_tron(value)]


def find_wallets(folded: Folded) -> Iterator[Candidate]:
    """Finds the addresses whose checksum holds, and Ethereum ones in one case."""
    for match in _ADDRESS.finditer(folded.mask):
        readings = read_wallet(folded.cased[match.start() : match.end()])
        if readings:
            yield Candidate(match.start(), match.end(), tuple(readings))
