"""Sums with denominators: what did not convert is counted, never added."""

import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from spean.model import Goods, Report, Seizure
from spean.seizures.derive import seizure_of
from spean.seizures.sums import route_share, sum_by_item, sum_by_route, third_countries

ON = datetime.date(2026, 1, 1)


def seizure(**columns: str) -> Seizure:
    found = seizure_of(Report("0" * 32, "S-1", 1, columns), ON)
    assert found is not None
    return found


YABA = seizure(substance="yaba", quantity="1000", unit="tablet", country="TH", departure_country="Myanmar")
MIXED = [
    YABA,
    seizure(substance="ยาบ้า", quantity="1 kg", country="TH", destination_country="Cambodia"),
    seizure(substance="yaba", quantity="7", unit="bags", country="TH"),
    seizure(substance="yaba", quantity="some", country="TH", third_country="Laos"),
    seizure(species="teak", quantity="2 m3", country="KH", departure_country="KH", destination_country="TH"),
]


def test_every_figure_has_its_denominator() -> None:
    yaba, teak = sum_by_item(MIXED)
    assert (yaba.item, yaba.seizures, yaba.counted, yaba.converted, yaba.inferred) == ("yaba", 4, 3, 2, 1)
    assert (yaba.kilograms, yaba.largest) == (Decimal("1.09"), Decimal(1))
    assert {(one.unit, one.seizures, one.count, one.factor is None) for one in yaba.units} == {
        ("tablet", 1, Decimal(1000), False),
        ("kg", 1, Decimal(1), False),
        ("bags", 1, Decimal(7), True),
    }
    assert (yaba.with_route, yaba.cubic_metres) == (2, 0)
    assert (teak.goods, teak.cubic_metres, teak.kilograms) == (Goods.TIMBER, Decimal(2), 0)


def test_routes() -> None:
    found = {(one.item, one.departure, one.destination): one for one in sum_by_route(MIXED)}
    assert found.keys() == {("yaba", "MM", ""), ("yaba", "", "KH"), ("tectona_grandis", "KH", "TH")}
    assert (found["yaba", "MM", ""].seizures, found["yaba", "MM", ""].kilograms) == (1, Decimal("0.09"))


def test_third_countries_are_neither_party_nor_the_place() -> None:
    parties = frozenset({"TH", "KH"})
    assert third_countries(YABA, parties) == {"MM"}
    share = route_share(MIXED, parties)
    assert (share.seizures, share.with_route, share.departure, share.destination) == (5, 3, 2, 2)
    assert (share.with_third, share.third_countries) == (2, (("LA", 1), ("MM", 1)))
    assert third_countries(seizure(substance="yaba", country="MM", departure_country="MM"), parties) == frozenset()


def test_nothing_seized_is_no_sum() -> None:
    assert sum_by_item([]) == []
    assert route_share([], frozenset()).seizures == 0


cells = st.fixed_dictionaries(
    {
        "substance": st.sampled_from(["yaba", "heroin", "นวัตกรรม"]),
        "quantity": st.sampled_from(["1", "2 kg", "x", "3 ก้อน"]),
    },
    optional={"unit": st.sampled_from(["kg", "tablet", "unit"]), "departure_country": st.sampled_from(["LA", "?"])},
)


@given(st.lists(cells, max_size=12))
def test_no_seizure_is_lost_or_doubled(rows: list[dict[str, str]]) -> None:
    every = [seizure(**row) for row in rows]
    sums = sum_by_item(every)
    assert sum(one.seizures for one in sums) == len(every)
    assert sum(unit.seizures for one in sums for unit in one.units) == sum(one.counted for one in sums)
    assert all(one.inferred <= one.converted <= one.counted <= one.seizures for one in sums)
    assert sum((one.kilograms for one in sums), Decimal(0)) == sum((one.converted or 0 for one in every), Decimal(0))
    assert sum(one.seizures for one in sum_by_route(every)) == route_share(every, frozenset()).with_route
