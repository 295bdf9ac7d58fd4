"""LINE and Telegram names: what is one, and what only stands beside the service's name."""

import pytest

from spean.indicators.extract import extract, readings
from spean.model import Kind


def values(text: str, kind: Kind) -> list[str]:
    return [m.value for m in extract(text) if m.kind is kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("LINE ID: abc", "abc"), ("Line id abc.def", "abc.def"), ("line: @abc99", "@abc99"), ("LINE：Mali_Shop",
        "mali_shop"),
        ("แอดไลน์ somchai", "somchai"), ("ไลน์ somchai99", "somchai99"), ("ไอดีไลน์: abc-1", "abc-1"), ("ឡាញ abc99",
        "abc99"),
        ("แอดไลน์ Line id : KTJON", "ktjon"), ("add line loan88", "loan88"), ("LINE @ shop99", "@shop99"),
    ],
)  # fmt: skip
def test_line(text: str, name: str) -> None:
    assert values(text, Kind.LINE) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "online now",
        "deadline: tomorrow",
        "line official account",
        "the line is busy",
        "คุยไลน์ ครับ",
        "line50.me",
        "call the line now",
        "LINE Pay",
        "line http://x.example",
        "headline news99",
    ],
)
def test_not_line(text: str) -> None:
    assert values(text, Kind.LINE) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("telegram @Gold_Vip", "gold_vip"), ("Telegram: goldvip", "goldvip"), ("เทเลแกรม goldvip99", "goldvip99"),
        ("តេឡេក្រាម @goldkh", "goldkh"), ("TG: @goldvip", "goldvip"),
    ],
)  # fmt: skip
def test_telegram(text: str, name: str) -> None:
    assert values(text, Kind.TELEGRAM) == [name]


@pytest.mark.parametrize("text", ["telegram group", "a telegram arrived", "telegram @ab", "by telegram yesterday"])
def test_not_telegram(text: str) -> None:
    assert values(text, Kind.TELEGRAM) == []


def test_a_bare_handle_may_be_either() -> None:
    assert {(one.kind, one.value) for one in readings("@GoldVip")} == {
        (Kind.LINE, "@goldvip"),
        (Kind.TELEGRAM, "goldvip"),
    }
    assert [one.value for one in readings("LINE ID abc")] == ["abc"]
