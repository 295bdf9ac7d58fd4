"""What one unit of something seized comes to, in kilograms or cubic metres: dated, versioned, with its source.

The table is `data/factors.toml`. A factor once shipped is never changed; a better one is added with its own version
and date, so that a figure can say with which it was made.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from spean.vocab.names import table_of

_ANY = "*"


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor.

    Attributes:
        unit: what it converts from: g, kg, tablet, l, ml or m3.
        into: kg or m3.
        each: how much of `into` one `unit` is.
        version: its name; two factors never share one with another value.
        dated: in force from this day on.
        sure: `exact` by definition, `convention` of a body, or `inferred`.
        source: where it comes from.
    """

    unit: str
    into: str
    each: Decimal
    version: str
    dated: datetime.date
    sure: str
    source: str


@cache
def factors() -> tuple[tuple[str, str, Factor], ...]:
    """Gives (goods, item or "*", factor) for every line of the table."""
    return tuple(
        (row["goods"], item, Factor(each=Decimal(row["each"]), **{name: row[name] for name in _PLAIN}))
        for row in table_of("factors.toml")["factor"]
        for item in row["items"]
    )


_PLAIN = ("unit", "into", "version", "dated", "sure", "source")


@lru_cache(maxsize=4096)
def factor_for(goods: str, item: str, unit: str, on: datetime.date) -> Factor | None:
    """Finds the factor in force on a day: the item's own before the one for any item, then the newest.

    Args:
        goods: `drug` or `timber`.
        item: key of the substance or species.
        unit: as in `vocab.units.CODES`; any other has none.
        on: the day for which the figure is made.
    """
    fitting = [
        (own == item, factor.dated, factor)
        for of, own, factor in factors()
        if of == goods and own in (item, _ANY) and factor.unit == unit and factor.dated <= on
    ]
    return max(fitting, key=lambda one: one[:2])[2] if fitting else None
