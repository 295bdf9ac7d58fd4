"""Dates: three calendars' spellings of one day."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.indicators.date import read_date

DAY = datetime.date(2024, 1, 15)


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-15", "2024/1/15", "15/01/2024", "15-1-2024", "15.01.2024", "15/01/2567", "15/1/67", "15/01/24",
        "15 ม.ค. 2567",
        "15 มค 67", "15ม.ค.67", "15 มกราคม 2567", "15 มกราคม พ.ศ. 2567", "15 Jan 2024", "15 January 2024",
        "15-Jan-24", "15th January 2024",
        "January 15, 2024", "១៥ មករា ២០២៤", "ថ្ងៃទី១៥ ខែមករា ឆ្នាំ២០២៤", "๑๕ ม.ค. ๒๕๖๗", "2567-01-15",
        "2024-01-15T09:14+07:00",
        "15/01/2567 09:14", "วันที่ 15 ม.ค. 2567 เวลา 10.00 น.", "01/15/2024",
    ],
)  # fmt: skip
def test_spellings(text: str) -> None:
    assert read_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "15",
        "32/01/2024",
        "15/13/2024x",
        "2024",
        "31/02/2567",
        "0812345678",
        "1.5.2",
        "12,000",
        "15/01",
        "99/99/9999",
    ],
)
def test_junk(text: str) -> None:
    assert read_date(text) is None


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 1, 1)))
def test_buddhist_and_common_era_agree(day: datetime.date) -> None:
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.day}/{day.month}/{day.year + 543}") == day
    assert read_date(day.strftime("%d %B %Y")) == day
