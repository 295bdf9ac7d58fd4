"""Words that call a number the reporter's own reach forward to the number they introduce, not back past it."""

import pytest

from spean.indicators.extract import extract

MESSAGES = [
    ("คนขายใช้เบอร์ 081-234-5678 เบอร์ของฉันคือ 089-111-2222", {"+66812345678": "suspect", "+66891112222": "victim"}),
    ("អ្នកលក់ប្រើលេខ 012 345 678 លេខរបស់ខ្ញុំ 011 222 333", {"+85512345678": "suspect", "+85511222333": "victim"}),
    ("Called from 081-234-5678, my number is 089-111-2222", {"+66812345678": "suspect", "+66891112222": "victim"}),
    ("081-234-5678 is my number", {"+66812345678": "victim"}),
    ("081-234-5678 เบอร์ของฉันเอง โทรจาก 089-111-2222", {"+66812345678": "victim", "+66891112222": "suspect"}),
    ("My online friend Telegram @invest_pro told me to deposit.", {"invest_pro": "context"}),
    ("my telegram @abcde", {"abcde": "victim"}),
]


@pytest.mark.parametrize(("text", "roles"), MESSAGES)
def test_own_number_words(text: str, roles: dict[str, str]) -> None:
    assert {m.value: m.role.value for m in extract(text, region="TH" if "ฉัน" in text else None)} == roles
