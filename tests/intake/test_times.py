"""Times as they are written, in three languages and two eras."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.intake.times import read_moment

# 14:30 in Bangkok (UTC+07:00, no summer time since 1920, IANA tz)
NOON_SOMETHING = datetime(2024, 1, 15, 7, 30, tzinfo=UTC)
MIDNIGHT = datetime(2024, 1, 14, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("2024-01-15T14:30:00", "2024-01-15 14:30", "2024-01-15T14:30+07:00", "2024-01-15T07:30:00Z"),
        *("2024-01-15T07:30:00.123Z", "2567-01-15 14:30", "15/01/2567 14:30", "15/1/2567 14.30 น.", "15-01-2024 14:30"),
        *("15 ม.ค. 2567 เวลา 14.30 น.", "๑๕ มกราคม ๒๕๖๗ ๑๔:๓๐", "วันที่ 15 มกราคม พ.ศ. 2567 14:30 น.", "15 ม.ค. 67 14:30"),
        *("ថ្ងៃទី១៥ ខែមករា ឆ្នាំ២០២៤ ម៉ោង ១៤:៣០", "១៥ មករា ២០២៤ ១៤:៣០", "15 Jan 2024 2:30 PM", "Jan 15, 2024 14:30"),
        *("15 January 2024, 14:30", "45306.604166667", "15/01/67 14:30", "20240115T14:30"),
    ],
)
def test_one_instant_many_spellings(text: str) -> None:
    moment = read_moment(text, "Asia/Bangkok", "TH")
    assert moment is not None
    assert moment.instant == NOON_SOMETHING
    assert moment.original == text


@pytest.mark.parametrize("text", ["2024-01-15", "15/01/2567", "15 ม.ค. 2567", "45306", "20240115"])
def test_a_date_is_its_midnight(text: str) -> None:
    moment = read_moment(text, "Asia/Bangkok")
    assert moment is not None
    assert moment.instant == MIDNIGHT


@pytest.mark.parametrize(
    "text",
    [
        *("", "yesterday", "เมื่อวาน", "01/15/2024", "31/02/2024", "2024-13-01", "15/01/2300", "0001-01-01", "99999"),
        *(
            "15/01/2024 25:00",
            "15/01/2024 14:30 รบกวน",
            "15/01",
            "12345",
            "15/01/2024 13:30 PM",
            "2024-01-15T14:30+99:99",
        ),
        *("2567", "1/2/3", "²/01/2024"),
    ],
)
def test_what_is_not_sure_is_not_read(text: str) -> None:
    assert read_moment(text, "Asia/Bangkok", "TH") is None


def test_two_digit_years() -> None:
    assert read_moment("15/01/67", "Asia/Phnom_Penh", "KH") is None  # 1967 or B.E. 2567: not guessed
    moment = read_moment("15/01/24", "Asia/Phnom_Penh", "KH")
    assert moment is not None
    assert moment.instant == MIDNIGHT


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("2024-01-15T14:30", "Asia/Bangkok"),
        ("2024-01-15T14:30+07:00", "Asia/Bangkok"),
        ("2024-01-15T14:30+08:00", "Etc/GMT-8"),
        ("2024-01-15T14:30-05:00", "Etc/GMT+5"),
        ("2024-01-15T14:30+05:30", "UTC"),
        ("2024-01-15T14:30Z", "UTC"),
    ],
)
def test_the_zone_it_was_read_in(text: str, zone: str) -> None:
    moment = read_moment(text, "Asia/Bangkok")
    assert moment is not None
    assert moment.zone == zone


@given(st.datetimes(min_value=datetime(1954, 11, 1), max_value=datetime(2056, 1, 1)))
def test_both_eras_are_one_instant(local: datetime) -> None:
    day = f"{local:%d/%m}"
    common = read_moment(f"{day}/{local.year} {local:%H:%M}", "Asia/Bangkok")
    buddhist = read_moment(f"{day}/{local.year + 543} {local:%H:%M}", "Asia/Bangkok")
    assert common is not None and buddhist is not None
    assert common.instant == buddhist.instant


@given(st.text(alphabet="0123456789/-.:T Z+ก๑មករា๒", max_size=30))
def test_any_text_is_answered(text: str) -> None:
    moment = read_moment(text, "Asia/Bangkok", "TH")
    assert moment is None or moment.instant.tzinfo is UTC


def test_a_clock_needs_its_time_of_day():
    from spean.intake.times import read_instant

    for text in ("22/11/2569 09:14", "2026-11-22T09:14+07:00", "22 พ.ย. 2569 09:14 น.", "46348.384722"):
        read = read_instant(text, "Asia/Bangkok", "TH")
        assert read is not None and f"{read.instant:%Y-%m-%d %H:%M}" == "2026-11-22 02:14", text
    for text in ("22/11/2569", "2026-11-22", "46348", "yesterday"):
        assert read_instant(text, "Asia/Bangkok", "TH") is None
