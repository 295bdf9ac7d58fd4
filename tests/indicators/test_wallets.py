"""Wallet addresses against the vectors of BIP-173, BIP-350 and EIP-55.

Sources: bips/bip-0173.mediawiki and bip-0350.mediawiki (test vectors for segwit addresses), EIPs/eip-55.md (test
cases). TRON: the zero address and USDT's contract as tronscan shows it.
"""

import pytest

from spean.indicators.btc import read_btc
from spean.indicators.eth import mixed_case, read_eth
from spean.indicators.extract import extract
from spean.indicators.tron import read_tron
from spean.indicators.wallet import read_wallet

BTC = [
    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
    "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
    "BC1SW50QGDZ25J",
    "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
]
NOT_BTC = [
    "tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
    "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
    "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
    "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",
    "bc1pw5dgrnzv",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",
    "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",
    "bc1gmk9yu",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3",
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLz",
    "44hSy2RenbgUDr65yWQRX3cb7DGez",
]
ETH = [
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
    "0xde709f2102306220921060314715629080e2fb77",
    "0x27b1fdb04752bbc536007a920d24acb045561c26",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
    "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
]
TRON = ["TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb"]


@pytest.mark.parametrize("address", BTC)
def test_bitcoin(address: str) -> None:
    (one,) = read_btc(address)
    assert one.value == (address.lower() if address[:3].lower() == "bc1" else address)
    assert [m.raw for m in extract(f"โอนไปที่ {address} นะ")] == [address]


@pytest.mark.parametrize("address", NOT_BTC)
def test_not_bitcoin(address: str) -> None:
    assert read_btc(address) == []


@pytest.mark.parametrize("address", ETH)
def test_ethereum(address: str) -> None:
    assert "0x" + mixed_case(address[2:]) == address
    (one,) = read_eth(address)
    assert one.value == address
    assert (one.qualifier == "unverified") == (address[2:] in (address[2:].lower(), address[2:].upper()))


def test_one_case_is_kept_but_unverified() -> None:
    (one,) = read_eth("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")
    assert (one.value, one.qualifier) == ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "unverified")
    assert one.confidence < read_eth(one.value)[0].confidence


@pytest.mark.parametrize(
    "address",
    [
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe",
        "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    ],
)
def test_not_ethereum(address: str) -> None:
    assert read_eth(address) == []


@pytest.mark.parametrize("address", TRON)
def test_tron(address: str) -> None:
    assert [one.value for one in read_tron(address)] == [address]
    assert read_tron(address[:-1] + ("a" if address[-1] != "a" else "b")) == []
    assert read_btc(address) == []


def test_a_hash_is_no_wallet() -> None:
    assert read_wallet("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") == []
    assert extract("tx 0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") == []
