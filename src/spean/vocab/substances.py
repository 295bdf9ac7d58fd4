"""Drugs by key, with their names in English, Thai and Khmer and those of the UNODC individual drug seizures table.

Sources: at the head of `data/substances.toml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from spean.vocab.names import plain_name, table_of, tries

_LANGUAGES = ("en", "th", "km")


@dataclass(frozen=True, slots=True)
class Substance:
    """One substance.

    Attributes:
        key: what Spean writes, for example `yaba`.
        group: the family it is summed under in overviews, for example `methamphetamine`.
    """

    key: str
    group: str


@cache
def substances() -> Mapping[str, Substance]:
    """Gives every substance by key."""
    rows = table_of("substances.toml")["substance"]
    return MappingProxyType({row["key"]: Substance(row["key"], row["group"]) for row in rows})


@cache
def _by_name() -> Mapping[str, str]:
    return MappingProxyType(
        {
            plain_name(name): row["key"]
            for row in table_of("substances.toml")["substance"]
            for names in (*_LANGUAGES, "unodc", "cell")
            for name in (*row.get(names, ()), row["key"])
        }
    )


@cache
def text_names() -> tuple[str, ...]:
    """Gives the names that mean a drug wherever they stand, in all three languages."""
    rows = table_of("substances.toml")["substance"]
    return tuple(name for row in rows for language in _LANGUAGES for name in row.get(language, ()))


@lru_cache(maxsize=4096)
def substance_of(name: str) -> Substance | None:
    """Finds the substance a cell names; a name in brackets is the closer one: "methamphetamine (yaba)"."""
    key = next((key for one in tries(name) if (key := _by_name().get(one))), None)
    return substances()[key] if key else None
