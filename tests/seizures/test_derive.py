"""Report → Seizure: raw count, factor and its source kept; nothing guessed."""

import datetime
from decimal import Decimal

import pytest

from spean.model import Goods, Report, Route, Seizure
from spean.seizures.derive import seizure_of

ON = datetime.date(2026, 1, 1)


def derived(on: datetime.date = ON, **columns: str) -> Seizure:
    found = seizure_of(Report("0" * 32, "S-1", 1, columns), on)
    assert found is not None
    return found


def test_tablets_keep_their_count_beside_the_kilograms() -> None:
    found = derived(substance="ยาบ้า", quantity="2", unit="แสนเม็ด", purity="20 %", sample_ref="A/1")
    assert (found.goods, found.item, found.known) == (Goods.DRUG, "yaba", True)
    assert (found.written, found.unit_written, found.count, found.unit) == ("2", "แสนเม็ด", Decimal(200_000), "tablet")
    assert found.factor is not None
    assert (found.factor.version, found.factor.sure, found.factor.into) == ("meth-tablet-1", "inferred", "kg")
    assert "0.09 g" in found.factor.source
    assert found.converted == Decimal(18)
    assert (found.purity, found.sample_ref) == ("20 %", "A/1")


@pytest.mark.parametrize(
    ("columns", "item", "converted"),
    [
        ({"substance": "Heroin", "quantity": "500", "unit": "Gram"}, "heroin", "0.5"),
        ({"substance": "ketamine", "quantity": "12.5 kg"}, "ketamine", "12.5"),
        ({"substance": "ហេរ៉ូអ៊ីន", "quantity": "១២,៥ គីឡូក្រាម"}, "heroin", "12.5"),
        ({"substance": "GBL", "quantity": "2", "unit": "Litre"}, "gbl", "2"),
        ({"substance": "MDMA", "quantity": "100", "unit": "tablet"}, "mdma", None),
        ({"substance": "Cocaine", "quantity": "5 กระสอบ"}, "cocaine", None),
        ({"substance": "Unheard-of 7", "quantity": "3", "unit": "kg"}, "unheard-of 7", "3"),
        ({"substance": "Unheard-of 7", "quantity": "3", "unit": "tablet"}, "unheard-of 7", None),
        ({"substance": "heroin", "quantity": "a lot"}, "heroin", None),
        ({"substance": "heroin"}, "heroin", None),
        ({"species": "ไม้พะยูง", "quantity": "3.5 ลบ.ม."}, "dalbergia_cochinchinensis", "3.5"),
        ({"species": "teak", "quantity": "20", "unit": "logs"}, "tectona_grandis", None),
        ({"species": "teak", "quantity": "20", "unit": "kg"}, "tectona_grandis", None),
    ],
)
def test_what_converts(columns: dict[str, str], item: str, converted: str | None) -> None:
    found = derived(**columns)
    assert found.item == item
    assert found.converted == (None if converted is None else Decimal(converted))


def test_a_unit_nobody_knows_is_kept_with_its_count() -> None:
    found = derived(substance="cocaine", quantity="5 กระสอบ")
    assert (found.count, found.unit, found.factor) == (Decimal(5), "กระสอบ", None)
    assert derived(substance="cocaine", quantity="5", unit="Bottles").unit == "bottles"


def test_a_factor_counts_from_its_day_on() -> None:
    assert derived(datetime.date(2013, 12, 31), substance="yaba", quantity="5", unit="tablet").converted is None
    assert derived(datetime.date(2014, 1, 1), substance="yaba", quantity="5", unit="tablet").converted is not None


def test_the_countries_named() -> None:
    found = derived(
        substance="yaba",
        country="Cambodia",
        production_country="เมียนมา",
        departure_country="Unknown",
        transit_country="Lao Peoples Democratic Republic; Viet Nam",
        destination_country="Korea, Republic of",
        third_country="Atlantis",
    )
    assert found.country == "KH"
    assert found.route == Route(production=("MM",), transit=("LA", "VN"), destination=("KR",))


def test_a_report_of_something_else_is_no_seizure() -> None:
    assert (
        seizure_of(Report("0" * 32, "R-1", 1, {"narrative": "seized 5 kg of heroin", "quantity": "5 kg"}), ON) is None
    )
