"""Amounts: number and currency in one form."""

import pytest

from spean.indicators.amount import read_amount
from spean.indicators.extract import extract
from spean.model import Kind


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,000 บาท", "12000 THB"), ("12000บ.", "12000 THB"), ("฿500", "500 THB"), ("500.50 THB", "500.5 THB"),
        ("1,290.-", "1290 THB"),
        ("1.2 ล้านบาท", "1200000 THB"), ("5 แสน", "500000 THB"), ("5 หมื่นบาท", "50000 THB"), ("$15k",
        "15000 USD"), ("250 USD", "250 USD"),
        ("US$ 3.5 million", "3500000 USD"), ("២,៥ លានរៀល", "2500000 KHR"), ("៤០០០៛", "4000 KHR"),
        ("1.200.000 riel", "1200000 KHR"),
        ("500 USDT", "500 USDT"), ("๑,๐๐๐ บาท", "1000 THB"), ("100.00 baht", "100 THB"),
    ],
)  # fmt: skip
def test_forms(text: str, value: str) -> None:
    assert [one.value for one in read_amount(text)] == [value]


def test_a_currency_column_completes_a_number() -> None:
    assert [one.value for one in read_amount("12,000.00", currency="THB")] == ["12000 THB"]
    assert [one.value for one in read_amount("12000", currency="บาท")] == ["12000 THB"]
    assert read_amount("12000") == []


@pytest.mark.parametrize(
    "text",
    ["2 ล้านคน", "เปิดบัญชี", "081-234-5678", "12/01/2567", "อีก 5 วัน", "555 บาร์", "100% โบนัส", "5 แสน วิว", "สาขา 12 บางนา"],
)
def test_junk(text: str) -> None:
    assert [m.raw for m in extract(text) if m.kind is Kind.AMOUNT] == []
