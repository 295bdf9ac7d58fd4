"""Phones: every spelling of one number gives one value; what is no phone gives none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.indicators.extract import extract
from spean.indicators.phone import OPEN, OTHER, TOLD, read_phone
from spean.indicators.spelling import readings
from spean.model import Kind

THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
KHMER_DIGITS = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")
WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")

SPELLINGS = [
    "081-234-5678", "0812345678", "081 234 5678", "081.234.5678", "(081) 234-5678", "08 1234 5678", "08-1234-5678",
    "+66812345678", "+66 81 234 5678", "+66-81-234-5678", "66812345678", "0066812345678", "0066 81 234 5678",
    "+66(0)812345678", "+66 (0) 81 234 5678", "๐๘๑-๒๓๔-๕๖๗๘", "០៨១២៣៤៥៦៧៨", "０８１２３４５６７８",
    "081\u200b2345678",
    "081\u2013234\u20135678", "081\u00a0234\u00a05678", "เบอร์ 081-234-5678", "tel: 081-234-5678",
]  # fmt: skip
CAMBODIAN = [
    "012 345 678",
    "012345678",
    "+855 12 345 678",
    "00855 12 345 678",
    "85512345678",
    "+855(0)12345678",
    "០១២ ៣៤៥ ៦៧៨",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_of_a_thai_number(spelling: str) -> None:
    assert readings(spelling)[0].value == "+66812345678"
    assert readings(spelling, kind=Kind.PHONE)[0].confidence >= 0.8


@pytest.mark.parametrize("spelling", CAMBODIAN)
def test_every_spelling_of_a_cambodian_number(spelling: str) -> None:
    assert readings(spelling)[0].value == "+85512345678"


@given(
    st.from_regex(r"0[689][0-9]{8}", fullmatch=True),
    st.sampled_from(["", " ", "-", "."]),
    st.sampled_from([{}, THAI_DIGITS, KHMER_DIGITS, WIDE_DIGITS]),
)
def test_any_spelling_gives_the_same_readings(local: str, separator: str, digits: dict[int, int]) -> None:
    plain = read_phone(local)
    spelled = separator.join((local[:3], local[3:6], local[6:])).translate(digits)
    assert read_phone(spelled) == plain
    for one in plain:
        assert read_phone(one.value)[0].value == one.value


def test_a_number_valid_in_both_countries_gives_both() -> None:
    both = read_phone("0888123456")
    assert {one.value for one in both} == {"+66888123456", "+855888123456"}
    assert all(one.confidence == OPEN for one in both)
    assert [(one.value, one.confidence) for one in read_phone("0888123456", region="KH")] == [
        ("+855888123456", TOLD),
        ("+66888123456", OTHER),
    ]


@pytest.mark.parametrize(
    ("text", "value"), [("โทรจาก 0888123456", "+66888123456"), ("ហៅមកពី 0888123456", "+855888123456")]
)
def test_the_script_tells_the_country(text: str, value: str) -> None:
    (mention,) = extract(text)
    assert mention.value == value
    assert mention.confidence >= 0.8
    assert len(mention.readings) == 2


def test_without_script_or_region_neither_reading_counts() -> None:
    (mention,) = extract("called from 0888123456")
    assert len(mention.readings) == 2
    assert mention.confidence < 0.8


JUNK = [
    "รหัส OTP คือ 0812345678", "Ref: 0812345678", "order no. 0812345678", "เลขพัสดุ 0812345678", "TH0812345678X",
    "v0.81.234.5678",
    "10.20.30.40", "081.23.45.67", "1441", "191", "15/01/2567", "2024-01-15 10:20:30", "12,000,000 บาท",
    "0.812345678",
    "1234567890123456", "https://x.example/0812345678", "0812345678@mail.example", "*0812345678#", "081-234",
    "000000000",
    "081-234-5678-9012-3456",
]  # fmt: skip


@pytest.mark.parametrize("text", JUNK)
def test_junk_is_no_phone(text: str) -> None:
    assert [m.raw for m in extract(text) if m.kind is Kind.PHONE] == []


@pytest.mark.parametrize(
    ("text", "raws"),
    [
        ("012 345 678 5000 riel", ["012 345 678"]),
        ("081-234-5678/089-876-5432", ["081-234-5678", "089-876-5432"]),
        ("081-234-5678, 089-876-5432", ["081-234-5678", "089-876-5432"]),
        ("081-234-5678 089-876-5432", ["081-234-5678", "089-876-5432"]),
        ("โทร.081-234-5678ด่วน", ["081-234-5678"]),
        ("Tel0812345678", ["0812345678"]),
        ("(02) 123 4567", ["(02) 123 4567"]),
        ("at +66 81 234 5678.", ["+66 81 234 5678"]),
        ("+1 650 253 0000", ["+1 650 253 0000"]),
    ],
)
def test_where_a_number_begins_and_ends(text: str, raws: list[str]) -> None:
    assert [m.raw for m in extract(text, region="TH") if m.kind is Kind.PHONE] == raws
