"""Which words make a mass a quantity seized."""

import pytest

from spean.indicators.seizure_words import is_about_seizure


@pytest.mark.parametrize(
    "text",
    ["ตรวจยึดยาบ้า", "ไม้พะยูงแปรรูป", "រឹបអូសគ្រឿងញៀន", "ឈើក្រញូង", "seized at the border", "crystal meth", "teak planks"],
)
def test_about_a_seizure(text: str) -> None:
    assert is_about_seizure(text)


@pytest.mark.parametrize(
    "text", ["กินยาอีก", "ยาเคมี", "ข้าวสาร", "your parcel", "ice cream", "ទម្ងន់", "steakhouse", "drugstore", "พยุงเข่า"]
)
def test_about_something_else(text: str) -> None:
    assert not is_about_seizure(text)
