"""Timber species by key, with their names in English, Thai and Khmer.

Sources: at the head of `data/timber.toml`.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from spean.vocab.names import plain_name, table_of, tries

_LANGUAGES = ("en", "th", "km")


@cache
def _by_name() -> Mapping[str, str]:
    return MappingProxyType(
        {
            plain_name(name): row["key"]
            for row in table_of("timber.toml")["timber"]
            for names in (*_LANGUAGES, "cell")
            for name in (*row.get(names, ()), row["key"])
        }
    )


@cache
def timber_names() -> tuple[str, ...]:
    """Gives the names that mean timber wherever they stand, in all three languages."""
    rows = table_of("timber.toml")["timber"]
    return tuple(name for row in rows for language in _LANGUAGES for name in row.get(language, ()))


@lru_cache(maxsize=4096)
def species_of(name: str) -> str | None:
    """Finds the key of the species a cell names, None where it is not one of the table's."""
    return next((key for one in tries(name) if (key := _by_name().get(one))), None)
