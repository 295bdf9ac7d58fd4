"""Substances, timber, units, factors and countries: no name with two meanings, every factor with its source."""

import datetime
import re
from decimal import Decimal

import pytest

from spean.vocab.countries import country_code, country_codes
from spean.vocab.factors import factor_for, factors
from spean.vocab.names import plain_name, table_of
from spean.vocab.substances import substance_of, substances, text_names
from spean.vocab.timber import species_of, timber_names
from spean.vocab.units import CODES, text_spellings, unit_of, units

ON = datetime.date(2026, 1, 1)
TABLES = [("substances.toml", "substance", "key"), ("timber.toml", "timber", "key")]


@pytest.mark.parametrize(("file", "table", "key"), TABLES)
def test_no_name_has_two_meanings(file: str, table: str, key: str) -> None:
    rows = table_of(file)[table]
    assert len({row[key] for row in rows}) == len(rows)
    meanings: dict[str, set[str]] = {}
    for row in rows:
        for names in ("en", "th", "km", "unodc", "cell"):
            for name in row.get(names, ()):
                meanings.setdefault(plain_name(name), set()).add(row[key])
    assert {name: keys for name, keys in meanings.items() if len(keys) > 1} == {}


def test_no_unit_has_two_meanings() -> None:
    rows = [(plain_name(word), row["code"], row["times"]) for row in table_of("units.toml")["unit"]
            for word in (*row.get("text", ()), *row.get("cell", ()))]  # fmt: skip
    assert len({word for word, *_ in rows}) == len(units()) == len(set(rows))
    assert {unit.code for unit in units().values()} == set(CODES)
    assert all(unit_of(word) for word in text_spellings())


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("ยาบ้า", "yaba"), ("Yaba", "yaba"), ("methamphetamine (yaba)", "yaba"), ("Methamphetamine", "methamphetamine"),
        ("ไอซ์", "ice"), ("Ice", "ice"),
        ("crystal  methamphetamine", "ice"), ("เฮโรอีน", "heroin"), ("កេតាមីន", "ketamine"),
        ("Cocaine HCL", "cocaine_hydrochloride"), ("Psilocybin (mushrooms)", "psilocybin"), ("kratom", "kratom"),
        ("Happy water", "happy_water"), ("ECSTASY", "mdma"), ("Unknown", None), ("", None),
    ],
)  # fmt: skip
def test_substances_by_name(name: str, key: str | None) -> None:
    found = substance_of(name)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [("พะยูง", "dalbergia_cochinchinensis"), ("ក្រញូង", "dalbergia_cochinchinensis"),
     ("Rosewood", "dalbergia_cochinchinensis"),
     ("Teak (sawn)", "tectona_grandis"), ("ไม้สัก", "tectona_grandis"), ("pine", None)],
)  # fmt: skip
def test_timber_by_name(name: str, key: str | None) -> None:
    assert species_of(name) == key


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("TH", "TH"), ("ไทย", "TH"), ("ประเทศไทย", "TH"), ("ថៃ", "TH"), ("Cambodia", "KH"), ("กัมพูชา", "KH"),
        ("កម្ពុជា", "KH"),
        ("Lao Peoples Democratic Republic", "LA"), ("ลาว", "LA"), ("Myanmar", "MM"), ("พม่า", "MM"), ("Viet Nam", "VN"),
        ("Macau, SAR of China", "MO"), ("Hong Kong", "HK"), ("Korea, Republic of", "KR"), ("Côte d'Ivoire", "CI"),
        ("Trinidad and Tobago", "TT"), ("Saint Lucia", "LC"), ("U.S.A.", "US"),
        ("United Kingdom (England and Wales)", "GB"),
        ("Unknown", None), ("Multiple Countries", None), ("", None), ("Atlantis", None),
    ],
)  # fmt: skip
def test_countries_by_name(name: str, code: str | None) -> None:
    assert country_code(name) == code


def test_several_countries_in_a_cell() -> None:
    assert country_codes("Thailand, Laos / Korea") == ("TH", "LA", "KR")
    assert country_codes("Iran, Islamic Republic of") == ("IR",)
    assert country_codes("Thailand; somewhere; Thailand") == ("TH",)
    assert country_codes("ไทย และ ลาว") == ("TH", "LA")


def test_every_factor_says_where_it_comes_from() -> None:
    assert len({(goods, item, one.unit, one.version) for goods, item, one in factors()}) == len(factors())
    for _, item, one in factors():
        assert item == "*" or item in substances()
        assert one.unit in CODES and one.into in ("kg", "m3") and one.each > 0
        assert one.sure in ("exact", "convention", "inferred") and one.version and len(one.source) > 20


def test_the_factor_of_the_day() -> None:
    found = factor_for("drug", "yaba", "tablet", ON)
    assert found is not None and (found.each, found.sure) == (Decimal("0.00009"), "inferred")
    assert factor_for("drug", "yaba", "tablet", datetime.date(2000, 1, 1)) is None
    assert factor_for("drug", "mdma", "tablet", ON) is None
    assert factor_for("timber", "tectona_grandis", "l", ON) is None


def test_words_for_running_text_are_longer_than_slang() -> None:
    short = [name for name in (*text_names(), *timber_names()) if name.isascii() and len(re.sub(r"\W", "", name)) < 3]
    assert short == []
