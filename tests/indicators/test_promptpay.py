"""PromptPay: read beside its word; the 13-digit form holds its check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.indicators.extract import extract
from spean.indicators.promptpay import read_promptpay
from spean.model import Kind
from spean.vocab.citizens import is_thai_id


def with_check_digit(twelve: str) -> str:
    """Adds the check digit by its published rule, spelled out apart from the code under test."""
    total = sum((13 - at) * int(digit) for at, digit in enumerate(twelve))
    return twelve + str((11 - total % 11) % 10)


@given(st.from_regex(r"[1-8][0-9]{11}", fullmatch=True), st.integers(1, 9))
def test_any_wrong_check_digit_is_refused(twelve: str, step: int) -> None:
    good = with_check_digit(twelve)
    assert is_thai_id(good)
    assert not is_thai_id(good[:12] + str((int(good[12]) + step) % 10))


def test_a_phone_is_written_with_0066() -> None:
    for spelling in ("0812345678", "081-234-5678", "+66 81 234 5678", "0066812345678", "๐๘๑๒๓๔๕๖๗๘"):
        assert [one.value for one in read_promptpay(spelling)] == ["0066812345678"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("พร้อมเพย์ 0812345678", "0066812345678"),
        (f"PromptPay: {with_check_digit('110010001234')}", with_check_digit("110010001234")),
        ("พร้อมเพย์ 1-1001-00012-34-" + with_check_digit("110010001234")[-1], with_check_digit("110010001234")),
        ("พร้อมเพย์ e-wallet 140000812345678", "140000812345678"),
    ],
)
def test_beside_its_word(text: str, value: str) -> None:
    assert value in [m.value for m in extract(text) if m.kind is Kind.PROMPTPAY]


@pytest.mark.parametrize(
    "text", ["0812345678", with_check_digit("110010001234"), "พร้อมเพย์ 1234567890123", "พร้อมเพย์ 02-123-4567"]
)
def test_junk(text: str) -> None:
    assert [m for m in extract(text) if m.kind is Kind.PROMPTPAY] == []
