"""Amounts as officers write them on a request: `250 USD`, `1,290.50 THB`."""

import re
from decimal import Decimal

from spean.errors import WrongUsage
from spean.model import Money
from spean.vocab.currencies import CURRENCIES

_FORM = re.compile(r"\s*([0-9][0-9,]*(?:\.[0-9]{1,2})?)\s*(\S+)\s*")


def parse_money(text: str) -> Money:
    """Reads an amount and its currency.

    Raises:
        WrongUsage: it has no such form, the currency is unknown or the amount is zero.
    """
    match = _FORM.fullmatch(text)
    currency = CURRENCIES.get(match.group(2).lower()) if match else None
    if match is None or currency is None:
        raise WrongUsage("an amount is written like `250 USD` or `1,290.50 THB`")
    minor_units = int(Decimal(match.group(1).replace(",", "")) * 100)
    return Money(minor_units, currency)
