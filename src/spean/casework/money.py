"""Amounts as officers write them on a request: `250 USD`, `1,290.50 THB`."""

import re
from decimal import Decimal

from spean.casework.objects import LARGEST_MINOR_UNITS
from spean.errors import WrongUsage
from spean.model import Money
from spean.vocab.currencies import CURRENCIES

#: A comma only between thousands: `1,29` is a decimal comma somewhere, and must not be read as 129.
_FORM = re.compile(r"\s*((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]{1,2})?)\s*(\S+)\s*", re.ASCII)


def parse_money(text: str) -> Money:
    """Reads an amount and its currency; zero is an amount.

    Raises:
        WrongUsage: it has no such form, the currency is unknown, or the amount is beyond what an object can state.
    """
    match = _FORM.fullmatch(text)
    currency = CURRENCIES.get(match.group(2).lower()) if match else None
    if match is None or currency is None:
        raise WrongUsage("an amount is written like `250 USD` or `1,290.50 THB`")
    minor_units = int(Decimal(match.group(1).replace(",", "")).scaleb(2))
    if minor_units > LARGEST_MINOR_UNITS:
        raise WrongUsage("the amount is too large to be one payment")
    return Money(minor_units, currency)
