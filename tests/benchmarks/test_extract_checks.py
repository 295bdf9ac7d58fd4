"""What the address, OTP and speed scripts count, on made-up addresses and messages."""

import json
import random
import sys

import addresses
import otp
import pytest
import speed
import texts
from hypothesis import given
from hypothesis import strategies as st

# Examples of the standards: BIP-173, EIP-55, and the address of 20 zero bytes in base58check.
BURN = "1111111111111111111114oLvT2"
SEGWIT = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
CHECKSUMMED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


def test_kinds_are_told_by_shape():
    assert addresses.kind_of(CHECKSUMMED) == "eth"
    assert addresses.kind_of("T" + "x" * 33) == "tron"
    assert addresses.kind_of(SEGWIT) == addresses.kind_of(BURN) == "btc"


def test_lists_are_read_by_kind_and_eth_gets_its_checksum(tmp_path):
    (tmp_path / "sanctioned_addresses_XBT.txt").write_text(f"{SEGWIT}\n{SEGWIT}\n")
    (tmp_path / "sanctioned_addresses_USDT.txt").write_text(f"{CHECKSUMMED.lower()}\n")
    assert addresses.listed(tmp_path) == {"btc": [SEGWIT], "tron": [], "eth": [CHECKSUMMED]}


def test_an_address_is_accepted_and_a_wrong_one_is_not():
    assert addresses.accepted(SEGWIT, "btc")
    assert not addresses.accepted(SEGWIT[:-1] + "5", "btc")


@pytest.mark.parametrize(
    ("mutant", "reason"),
    [
        (CHECKSUMMED, "unchanged"),
        (CHECKSUMMED.lower(), "one case"),
        ("0X" + CHECKSUMMED[2:], "prefix 0X"),
        (CHECKSUMMED[:-1], ""),
        ("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", ""),
    ],
)
def test_what_says_nothing_about_the_checksum_counts_apart(mutant, reason):
    assert addresses.apart(CHECKSUMMED, mutant, "eth") == reason


@given(st.sampled_from(addresses.CHANGES), st.integers())
def test_a_change_is_of_one_character(change, seed):
    mutant = addresses.changed(SEGWIT, change, addresses.BECH32, random.Random(seed))
    assert len(mutant) - len(SEGWIT) == {"delete": -1, "insert": 1}.get(change, 0)
    if change in ("substitute", "swap case"):
        assert sum(a != b for a, b in zip(mutant, SEGWIT, strict=True)) <= 1


def test_mutations_are_seeded_and_counted_without_those_apart():
    some = [addresses.mutated("eth", [CHECKSUMMED], 200, seed=5) for _ in range(2)]
    assert some[0] == some[1]
    assert sum(some[0]["tried"].values()) == 200
    assert some[0]["counted_apart"]["unchanged"] > 0


def test_a_finder_that_checks_nothing_is_found_out(monkeypatch):
    monkeypatch.setattr(addresses, "found", lambda text, _kind: [text])
    assert addresses.mutated("btc", [SEGWIT], 50, seed=5)["rate"] == 1.0


def test_only_otp_messages_count_each_once():
    lines = ["OTP|code 123456", "otp|code 123456", "spam|call 0812345678", "no label", "OTP|a|b"]
    assert otp.labelled_otp(lines) == ["code 123456", "a|b"]


def test_a_phone_in_an_otp_message_is_counted(tmp_path, monkeypatch, capsys):
    (tmp_path / "sms.txt").write_text("OTP|รหัส 123456\nOTP|โทร 0812345678\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["otp.py", str(tmp_path), "--show"])
    otp.main()
    out, err = capsys.readouterr()
    assert json.loads(out)["otp_messages"] == 2
    assert json.loads(out)["phone"] == 1
    assert "0812345678" in err


def test_texts_are_lines_cells_and_strings(tmp_path):
    (tmp_path / "a.txt").write_text("one\n\ntwo\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text('head,er\n"x, y",\n1,z\n', encoding="utf-8")
    (tmp_path / "c.json").write_text('{"key": ["p", {"k": "q"}, 3, null]}', encoding="utf-8")
    (tmp_path / "SOURCE.txt").write_text("left out")
    (tmp_path / "d.zip").write_bytes(b"left out")
    read = [text for file in texts.files([tmp_path]) for text in texts.texts(file)]
    assert read == ["one", "two", "x, y", "1", "z", "p", "q"]


def test_a_sample_is_spread_over_the_whole():
    every = [f"{at:02d}" for at in range(100)]
    assert speed.sample(every, 20) == [f"{at:02d}" for at in range(0, 100, 10)]
    assert speed.sample(every, 10_000) == every
