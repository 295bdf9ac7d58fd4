"""Types of scam: UNDP's four on top, the Thai police's case types below, other systems' codes beside.

The table is `data/scam_types.toml`; it names the source, licence and certainty of each system. What stands in a
stored source is `verified` (names of the police form, codes and names of the Stanford/FINRA taxonomy, ICCS codes);
which code a type has, and which of the four it stands under, is our reading, said once for all: `inferred`. Hacking,
ransomware and "other" stand under none of the four. A type without a police name is no case type of that form.
"""

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """Where a system of types comes from.

    Attributes:
        key: `undp`, `thai_police`, `stanford_finra` or `iccs`.
        title: the source.
        licence: under what its codes and names stand here.
        certainty: `verified` or `inferred`, of the names and codes themselves.
        note: what of it is our reading.
    """

    key: str
    title: str
    licence: str
    certainty: str
    note: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code of another system.

    Attributes:
        system: key of its source.
        code: as that system writes it.
        name: its name there, "" where the source has codes only.
        fit: `close` where it means much the same, `broad` where it covers more.
    """

    system: str
    code: str
    name: str
    fit: str


@dataclass(frozen=True, slots=True)
class ScamType:
    """One type.

    Attributes:
        key: what Spean writes.
        names: language → name; `en`, `th`, `km`.
        group: whether it is one of UNDP's four.
        parent: the one of the four it stands under, None for the four and for what fits under none.
        police: the Thai police's case type, as its form writes it; a second spelling where sources differ.
        codes: codes of other systems.
        spellings: further ways in which senders write it.
    """

    key: str
    names: Mapping[str, str]
    group: bool
    parent: str | None
    police: tuple[str, ...]
    codes: tuple[Code, ...]
    spellings: tuple[str, ...]


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(files("spean.vocab").joinpath("data/scam_types.toml").read_text(encoding="utf-8"))


@cache
def sources() -> Mapping[str, Source]:
    """Gives the source of each system by its key."""
    return MappingProxyType({key: Source(key, **row) for key, row in _file()["source"].items()})


@cache
def stanford_finra() -> Mapping[str, str]:
    """Gives the Stanford/FINRA taxonomy: code → name."""
    text = files("spean.vocab").joinpath("data/stanford_finra.csv").read_text(encoding="utf-8")
    return MappingProxyType({row["code"]: row["name"] for row in csv.DictReader(text.splitlines())})


@cache
def scam_types() -> Mapping[str, ScamType]:
    """Gives every type by key, the four first."""
    return MappingProxyType({row["key"]: _type(row) for row in _file()["type"]})


def _type(row: Mapping[str, Any]) -> ScamType:
    return ScamType(
        key=row["key"],
        names=MappingProxyType({language: row[language] for language in ("en", "th", "km")}),
        group=row.get("group", False),
        parent=row.get("parent"),
        police=tuple(row.get("police", ())),
        codes=tuple(
            Code(system, code, stanford_finra()[code] if system == "stanford_finra" else "", fit)
            for system, code, fit in row["codes"]
        ),
        spellings=tuple(row["spellings"]),
    )


def scam_type(written: str) -> str | None:
    """Finds the type that a sender's words name: a key, a name in three languages, a case type, a code.

    Nothing is guessed: a spelling that is not equal is None. Case, spaces, punctuation, zero-width characters, words in
    brackets at the end and a number in front ("4. …", as on the police form) do not count. A Stanford/FINRA code of
    three levels or more counts as the nearest type at or above it.

    Args:
        written: a cell of the column `typology`.
    """
    spellings = _spellings()
    for form in (written, re.sub(r"\([^()]*\)\s*$", "", written)):
        key = spellings.get(_key(form)) or spellings.get(_key(re.sub(r"^\s*\d{1,2}\s*[.)]\s*(?!\d)", "", form)))
        if key:
            return key
    return _by_code(written.strip())


def _by_code(code: str) -> str | None:
    if code not in stanford_finra():
        return None
    by_code = {c.code: t.key for t in scam_types().values() for c in t.codes if c.fit == "close"}
    levels = code.split(".")
    nearest = (".".join(levels[:depth]) for depth in range(len(levels), 0, -1))
    return next((by_code[above] for above in nearest if above in by_code), None) if len(levels) >= 3 else None


@cache
def _spellings() -> Mapping[str, str]:
    return {_key(spelling): key for key, spelling in all_spellings()}


def all_spellings() -> Iterator[tuple[str, str]]:
    """Gives every (key, spelling) of the table; a test holds that no spelling names two types."""
    for scam in scam_types().values():
        close = (c.name for c in scam.codes if c.fit == "close" and c.name)
        for spelling in (scam.key, *scam.names.values(), *scam.police, *scam.spellings, *close):
            yield scam.key, spelling


def _key(spelling: str) -> str:
    # Marks stay: Thai and Khmer vowels are marks. Format characters (zero-width) and punctuation go.
    plain = unicodedata.normalize("NFKC", spelling).casefold()
    return "".join(char for char in plain if unicodedata.category(char)[0] not in "ZPCS")
