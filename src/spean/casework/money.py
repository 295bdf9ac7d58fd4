"""Amounts as officers write them on a request: `250 USD`, `1,290.50 THB`."""

import re
from decimal import Decimal

from spean.casework.objects import LARGEST_MINOR_UNITS
from spean.errors import WrongUsage
from spean.model import Money
from spean.vocab.currencies import CURRENCIES, EXPONENTS

#: A comma only between thousands: `1,29` is a decimal comma somewhere, and must not be read as 129.
_FORM = re.compile(r"\s*((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]{1,4})?)\s*(\S+)\s*", re.ASCII)


def parse_money(text: str) -> Money:
    """Reads an amount and its currency; zero is an amount.

    Raises:
        WrongUsage: it has no such form, the currency is unknown, or the amount is beyond what an object can state.
    """
    match = _FORM.fullmatch(text)
    written = match.group(2) if match else ""
    currency = CURRENCIES.get(written.lower(), written.upper())
    if match is None or currency not in EXPONENTS:
        raise WrongUsage("an amount is written like `250 USD` or `1,290.50 THB`")
    minor_units = Decimal(match.group(1).replace(",", "")).scaleb(EXPONENTS[currency])
    if minor_units != int(minor_units):
        raise WrongUsage(f"an amount in {currency} has at most {EXPONENTS[currency]} digits after the point")
    if minor_units > LARGEST_MINOR_UNITS:
        raise WrongUsage("the amount is too large to be one payment")
    return Money(int(minor_units), currency)
