import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.casework.money import parse_money
from spean.casework.objects import LARGEST_MINOR_UNITS
from spean.errors import WrongUsage
from spean.model import Money


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("250 USD", Money(25000, "USD")),
        ("250USD", Money(25000, "USD")),
        (" 1,290.50 THB ", Money(129050, "THB")),
        ("1290.5 บาท", Money(129050, "THB")),
        ("1,000,000 ៛", Money(100_000_000, "KHR")),
        ("0 USD", Money(0, "USD")),
        ("0.01 usd", Money(1, "USD")),
        ("12 usdt", Money(1200, "USDT")),
    ],
)
def test_amounts_as_officers_write_them(text: str, money: Money) -> None:
    assert parse_money(text) == money


@pytest.mark.parametrize(
    "text",
    [
        "",
        "250",
        "USD",
        "USD 250",
        "-5 USD",
        "1,29 USD",  # a decimal comma: not 129
        "1,2,3 USD",
        "12,34 USD",
        "1,0000 USD",
        ",100 USD",
        "1.234 USD",
        "1. USD",
        "1e3 USD",
        "١٢ USD",
        "250 XXX",
        "250 USD THB",
        "99999999999999999999 USD",
    ],
)
def test_what_could_be_misread_is_refused(text: str) -> None:
    with pytest.raises(WrongUsage):
        parse_money(text)


@given(st.integers(0, LARGEST_MINOR_UNITS), st.sampled_from(["THB", "USD", "KHR", "EUR", "CNY"]))
def test_what_is_shown_reads_back(minor_units: int, currency: str) -> None:
    money = Money(minor_units, currency)
    assert parse_money(str(money)) == money
    assert parse_money(f"{minor_units // 100:,}.{minor_units % 100:02} {currency}") == money


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(WrongUsage):
        assert parse_money(text).minor_units >= 0
