"""One table of currencies, wherever an amount is read, shown or checked."""

import pytest

from spean.casework.money import parse_money
from spean.casework.objects import Amount, parse
from spean.errors import MessageInvalid, WrongUsage
from spean.model import Money
from spean.vocab.currencies import CURRENCIES, EXPONENTS


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("250 USD", Money(25000, "USD")),
        ("10000 JPY", Money(10000, "JPY")),
        ("1,000 vnd", Money(1000, "VND")),
        ("1.250 KWD", Money(1250, "KWD")),
        ("1,290.50 บาท", Money(129050, "THB")),
    ],
)
def test_an_amount_in_its_own_minor_units(text: str, money: Money) -> None:
    assert parse_money(text) == money == parse_money(str(money))


@pytest.mark.parametrize("text", ["1.5 JPY", "1.255 USD", "1.2345 KWD", "5 XXX", "5 XXXXX", "5 USDX"])
def test_an_amount_that_nobody_can_pay(text: str) -> None:
    with pytest.raises(WrongUsage):
        parse_money(text)


@pytest.mark.parametrize("code", ["XXXXX", "XXX", "usd", ""])
def test_an_unknown_currency_is_refused_on_the_wire(code: str) -> None:
    with pytest.raises(MessageInvalid):
        parse(Amount, {"minor_units": 1, "currency": code})


def test_every_spelling_is_of_a_currency() -> None:
    assert set(CURRENCIES.values()) <= set(EXPONENTS)
