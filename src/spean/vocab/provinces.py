"""Provinces of Thailand (77) and Cambodia (25) by ISO 3166-2 code.

Sources and licences: `data/SOURCE.txt` beside the table.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Province:
    """One province.

    Attributes:
        code: ISO 3166-2, for example `TH-27`.
        name_en: English name.
        name_local: Thai or Khmer name.
    """

    code: str
    name_en: str
    name_local: str

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2 code."""
        return self.code[:2]


@cache
def provinces() -> Mapping[str, Province]:
    """Gives every province by code, Thailand first."""
    text = files("spean.vocab").joinpath("data/provinces.csv").read_text(encoding="utf-8")
    rows = (Province(**row) for row in csv.DictReader(text.splitlines()))
    return MappingProxyType({province.code: province for province in rows})


def province_code(name: str) -> str | None:
    """Finds a province by code, English or local name; None where no name is equal.

    Spaces, hyphens, case and the words "province", "จังหวัด", "จ." and "ខេត្ត" do not count.
    """
    return _by_name().get(_key(name))


@cache
def _by_name() -> Mapping[str, str]:
    return {_key(name): p.code for p in provinces().values() for name in (p.code, p.name_en, p.name_local)}


def _key(name: str) -> str:
    plain = name.casefold().replace("province", "")
    for prefix in ("จังหวัด", "จ.", "ខេត្ត", "រាជធានី"):
        plain = plain.strip().removeprefix(prefix)
    return "".join(char for char in plain if char not in " -\u200b'")
