"""Numbers in words, in three languages, alone and as amounts."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.indicators.extract import extract
from spean.indicators.number_words import PATTERN, value_of
from spean.model import Kind


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("เจ็ดหมื่น", 70_000),
        ("สี่พันเก้าร้อยเก้าสิบเก้า", 4_999),
        ("หนึ่งแสนสองหมื่น", 120_000),
        ("2 ล้าน 5 แสน", 2_500_000),
        ("หมื่นห้า", 15_000),
        ("สองล้านห้าแสน", 2_500_000),
        ("ห้าร้อยล้าน", 500_000_000),
        ("ยี่สิบเอ็ด", 21),
        ("ពីរម៉ឺន", 20_000),
        ("1ម៉ឺន2ពាន់", 12_000),
        ("ប្រាំមួយរយហាសិប", 650),
        ("three hundred and twenty thousand", 320_000),
        ("twenty-five thousand five hundred", 25_500),
        ("a hundred", 100),
    ],
)
def test_words_say_a_number(text, value):
    assert re.fullmatch(PATTERN, text) and value_of(text) == value


def test_no_number():
    assert value_of("") is None and value_of("ปื") is None


@given(st.integers(1, 9), st.sampled_from([("หมื่น", 10**4), ("แสน", 10**5), ("ล้าน", 10**6)]), st.integers(1, 9))
def test_a_last_digit_is_a_tenth(first, multiplier, last):
    digits = ["ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"]
    word, worth = multiplier
    assert value_of(f"{digits[first]}{word}{digits[last]}") == Decimal(first * worth + last * worth / 10)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("โอนไปสามแสนบาท", "300000 THB"),
        ("เสียหาย 2 ล้าน 5 แสนบาท", "2500000 THB"),
        ("បង់ មួយលានរៀល", "1000000 KHR"),
        ("ទឹកប្រាក់ ៣៨.៤០០ រៀល", "38400 KHR"),
        ("១.២០០$", "1200 USD"),
        ("lost two million baht", "2000000 THB"),
        ("Amount: 1,850,000.00 THB", "1850000 THB"),
    ],
)
def test_amounts_in_words_and_with_points(text, value):
    assert [m.value for m in extract(text) if m.kind is Kind.AMOUNT] == [value]


@pytest.mark.parametrize("text", ["ห้าคนเดินมา", "one of them called", "ร้อยเอ็ด", "twenty people"])
def test_numbers_of_no_money(text):
    assert extract(text) == []
