"""Sums over seizures, each with its denominator: of how many reports a figure is made, and of how many it is not.

What was converted and what was not stand side by side: nothing is left out of `seizures`, nothing unconverted is in
`kilograms`. Kilograms are of what was weighed or counted, whatever its purity.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from spean.model import Goods, Seizure
from spean.vocab.factors import Factor

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class UnitSum:
    """What was counted in one unit.

    Attributes:
        unit: g, kg, tablet, l, ml, m3, or as written; "" where none is.
        seizures: how many state a number of it.
        count: the sum of those numbers, as counted.
        factor: what one comes to, None where nothing sourced says so.
    """

    unit: str
    seizures: int
    count: Decimal
    factor: Factor | None


@dataclass(frozen=True, slots=True)
class ItemSum:
    """One substance or species.

    Attributes:
        goods: drugs or timber.
        item: key in the vocabulary, or the name as written.
        known: whether it is such a key.
        seizures: the denominator: every seizure of it.
        counted: how many of them state a number.
        converted: how many of those have a quantity that converts.
        inferred: how many of the converted rest on a factor that is inferred.
        kilograms: sum of the converted, of drugs.
        cubic_metres: sum of the converted, of timber.
        largest: the largest single converted quantity: a slip of a unit shows here before it drowns the sum.
        with_route: how many name a country of production, departure, transit or destination.
        units: what was counted, by unit and factor, converted or not.
    """

    goods: Goods
    item: str
    known: bool
    seizures: int
    counted: int
    converted: int
    inferred: int
    kilograms: Decimal
    cubic_metres: Decimal
    largest: Decimal
    with_route: int
    units: tuple[UnitSum, ...]


@dataclass(frozen=True, slots=True)
class RouteSum:
    """One substance or species on one route.

    Attributes:
        item: key, or name as written.
        departure: where it left, else where it was made, ISO 3166-1; several joined by "+", "" where not stated.
        transit: countries passed, the same.
        destination: where it was bound, the same.
        seizures: every seizure of the item on this route.
        converted: how many have a quantity that converts.
        kilograms: sum of those, of drugs.
        cubic_metres: sum of those, of timber.
    """

    item: str
    departure: str
    transit: str
    destination: str
    seizures: int
    converted: int
    kilograms: Decimal
    cubic_metres: Decimal


@dataclass(frozen=True, slots=True)
class RouteShare:
    """How many seizures name which part of their route.

    Attributes:
        seizures: the denominator.
        with_route: how many name a country of production, departure, transit or destination.
        production: how many name where it was made.
        departure: how many name where it left.
        transit: how many name a country passed.
        destination: how many name where it was bound.
        with_third: how many name a country that is neither a party nor where it was seized.
        third_countries: such a country → seizures that name it, most first.
    """

    seizures: int
    with_route: int
    production: int
    departure: int
    transit: int
    destination: int
    with_third: int
    third_countries: tuple[tuple[str, int], ...]


def sum_by_item(seizures: Iterable[Seizure]) -> list[ItemSum]:
    """Sums seizures by substance or species, most seizures first."""
    groups: defaultdict[tuple[Goods, str], list[Seizure]] = defaultdict(list)
    for one in seizures:
        groups[one.goods, one.item].append(one)
    return sorted(map(_item_sum, groups.values()), key=lambda one: (-one.seizures, one.item))


def _item_sum(group: Sequence[Seizure]) -> ItemSum:
    converted = [one for one in group if one.converted is not None]
    return ItemSum(
        goods=group[0].goods,
        item=group[0].item,
        known=group[0].known,
        seizures=len(group),
        counted=sum(one.count is not None for one in group),
        converted=len(converted),
        inferred=sum(one.factor is not None and one.factor.sure == "inferred" for one in converted),
        kilograms=_total(converted, "kg"),
        cubic_metres=_total(converted, "m3"),
        largest=max((one.converted or _ZERO for one in converted), default=_ZERO),
        with_route=sum(map(names_route, group)),
        units=_unit_sums(group),
    )


def _total(seizures: Iterable[Seizure], into: str) -> Decimal:
    return sum((one.converted or _ZERO for one in seizures if one.factor and one.factor.into == into), _ZERO)


def _unit_sums(group: Iterable[Seizure]) -> tuple[UnitSum, ...]:
    counts: defaultdict[tuple[str, Factor | None], list[Decimal]] = defaultdict(list)
    for one in group:
        if one.count is not None:
            counts[one.unit, one.factor].append(one.count)
    sums = (UnitSum(unit, len(each), sum(each, _ZERO), factor) for (unit, factor), each in counts.items())
    return tuple(sorted(sums, key=lambda one: (-one.seizures, one.unit)))


def sum_by_route(seizures: Iterable[Seizure]) -> list[RouteSum]:
    """Sums the seizures that name a route by substance or species, departure, transit and destination."""
    groups: defaultdict[tuple[str, ...], list[Seizure]] = defaultdict(list)
    for one in filter(names_route, seizures):
        route = one.route
        ends = (route.departure or route.production, route.transit, route.destination)
        groups[one.item, *map("+".join, ends)].append(one)
    found = []
    for (item, departure, transit, destination), group in groups.items():
        converted = [one for one in group if one.converted is not None]
        sums = len(group), len(converted), _total(converted, "kg"), _total(converted, "m3")
        found.append(RouteSum(item, departure, transit, destination, *sums))
    return sorted(found, key=lambda one: (-one.seizures, one.item, one.departure, one.transit, one.destination))


def names_route(seizure: Seizure) -> bool:
    """Says whether a seizure names a country of production, departure, transit or destination."""
    route = seizure.route
    return bool(route.production or route.departure or route.transit or route.destination)


def third_countries(seizure: Seizure, parties: frozenset[str]) -> frozenset[str]:
    """Gives the countries a seizure names that are neither a party's nor where it was made.

    Args:
        seizure: one.
        parties: ISO 3166-1 codes of the parties to the agreement.
    """
    route = seizure.route
    stages = (route.production, route.departure, route.transit, route.destination, route.third)
    return frozenset(chain(*stages)) - parties - {seizure.country}


def route_share(seizures: Iterable[Seizure], parties: frozenset[str]) -> RouteShare:
    """Counts how many seizures name which part of their route, and the third countries among them."""
    every = list(seizures)
    thirds = [third_countries(one, parties) for one in every]
    named = Counter(chain.from_iterable(thirds))
    return RouteShare(
        seizures=len(every),
        with_route=sum(map(names_route, every)),
        production=sum(bool(one.route.production) for one in every),
        departure=sum(bool(one.route.departure) for one in every),
        transit=sum(bool(one.route.transit) for one in every),
        destination=sum(bool(one.route.destination) for one in every),
        with_third=sum(map(bool, thirds)),
        third_countries=tuple(sorted(named.items(), key=lambda pair: (-pair[1], pair[0]))),
    )
