"""Countries as reports name them, to ISO 3166-1 alpha-2.

Names in English, Thai and Khmer are those of the Unicode CLDR, as Babel ships them; ISO's own short names and the
UNODC individual drug seizures table's stand in `data/countries.toml`. A code says which entry a sender meant.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from babel import Locale

from spean.vocab.names import plain_name, table_of

_LANGUAGES = ("en", "th", "km")
_SEPARATOR = re.compile(r"\s*(?:[;/|\n]|,|\s(?:and|และ|និง)\s)\s*")
_BRACKET = re.compile(r"\s*\([^()]*\)")


def _key(name: str) -> str:
    """The plain name without Latin accents and full stops, short words written out ("Côte d’Ivoire", "St. Lucia")."""
    plain = unicodedata.normalize("NFKD", plain_name(name).replace("’", "'").replace("&", "and"))
    bare = "".join(char for char in plain if char != "." and not "\u0300" <= char <= "\u036f")
    return re.sub(r"^st ", "saint ", bare).removeprefix("the ")


@cache
def _by_name() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                found |= {_key(one): code for one in (code, name, _BRACKET.sub("", name))}
    found |= {_key(name): code for code, names in table_of("countries.toml")["names"].items() for name in names}
    return MappingProxyType(found)


@lru_cache(maxsize=4096)
def country_code(name: str) -> str | None:
    """Finds one country by code or name; None where the name is none of the table's."""
    return _by_name().get(_key(name))


@lru_cache(maxsize=4096)
def country_codes(cell: str) -> tuple[str, ...]:
    """Reads every country a cell names, each once, in order; what names none is left out.

    A name with a comma in it ("Korea, Republic of") is tried whole first.
    """
    whole = country_code(cell)
    return (whole,) if whole else tuple(dict.fromkeys(_codes(cell)))


def _codes(cell: str) -> Iterator[str]:
    for piece in _SEPARATOR.split(cell):
        code = country_code(piece) if piece else None
        if code:
            yield code
