"""The form in which a name is looked up in a table: spelling that makes no difference is taken out."""

import re
import tomllib
import unicodedata
from importlib.resources import files
from typing import Any

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad"))

_BRACKET = re.compile(r"\s*[(\[（]([^()\[\]（）]*)[)\]）]\s*")


def plain_name(name: str) -> str:
    """Gives a name in lower case, compatibility forms made one (NFKC), spaces single, invisible characters out."""
    return " ".join(unicodedata.normalize("NFKC", name).translate(_INVISIBLE).casefold().split())


def tries(name: str) -> tuple[str, ...]:
    """Gives what to look a name up as: itself; what its bracket says, which is closer; what stands before it."""
    bracket = _BRACKET.search(name)
    spelled = (name, bracket[1], _BRACKET.sub(" ", name)) if bracket else (name,)
    return tuple(map(plain_name, spelled))


def table_of(file: str) -> dict[str, Any]:
    """Reads one of the tables beside this module (`data/*.toml`)."""
    return tomllib.loads(files("spean.vocab").joinpath("data", file).read_text(encoding="utf-8"))
