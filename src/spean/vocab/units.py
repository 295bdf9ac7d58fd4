"""Units of what was seized, in three languages, into g, kg, tablet, l, ml and m3.

Sources: at the head of `data/units.toml`. A unit that says nothing of mass, volume or tablets (piece, dose, plant) is
not here: what it comes to is unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType

from spean.vocab.names import plain_name, table_of

#: The units in which a quantity is written.
CODES = ("g", "kg", "tablet", "l", "ml", "m3")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as senders write it.

    Attributes:
        code: one of `CODES`.
        times: how many of `code` one of it is; exact.
    """

    code: str
    times: Decimal


@cache
def units() -> Mapping[str, Unit]:
    """Gives every spelling, as `plain_name` writes it, with its unit."""
    return MappingProxyType(
        {
            plain_name(spelling): Unit(row["code"], Decimal(row["times"]))
            for row in table_of("units.toml")["unit"]
            for spelling in (*row.get("text", ()), *row.get("cell", ()))
        }
    )


@cache
def text_spellings() -> tuple[str, ...]:
    """Gives the spellings that are looked for behind a number in running text, longest first."""
    rows = table_of("units.toml")["unit"]
    return tuple(sorted((word for row in rows for word in row.get("text", ())), key=len, reverse=True))


@lru_cache(maxsize=4096)
def unit_of(name: str) -> Unit | None:
    """Finds the unit that a cell names, None where it is not one of the table's."""
    plain = plain_name(name)
    return units().get(plain) or units().get(plain.rstrip("."))
