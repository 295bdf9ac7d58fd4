"""Split: keep one lent account from welding two gangs into one network.

A component of `SPLIT_FROM_REPORTS` reports or more is looked at with the Leiden method (Traag, Waltman, van Eck 2019,
modularity, on the graph of reports and values, an edge weighing as much as its value tells), from a fixed seed and in
sorted order. Modularity also cuts what only drifts (a gang that changes one number at a time), so a cut stands only
where it is thin: a single value holds the two sides together, or several that are all of the kinds that gangs lend
each other (accounts and wallets: money mules serve several), and each side is held by more values of its own. Values
that stand in the very same reports (a link and its domain) count once. Everything else is put together again.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import combinations

import igraph

from spean.linking.connect import Pair, bipartite
from spean.model import Kind

#: Smaller components stay whole: too little stands in them to tell two gangs from one.
SPLIT_FROM_REPORTS = 8
#: A side of a cut has at least so many reports.
SIDE_REPORTS = 3
#: A cut through several values stands only if each side has so many times as many of its own.
OWN_PER_BRIDGE = 4
#: What gangs lend each other.
LENT_KINDS = frozenset({Kind.BANK_ACCOUNT, Kind.PROMPTPAY, Kind.BTC, Kind.ETH, Kind.TRON})
#: An edge to such a value weighs so much of its weight, or the reports that name it are pulled to the wrong side:
#: on planted pairs of gangs with one to three mules 70 of 144 came apart as planted without this, 111 with it.
LENT_WEIGHT = 0.25
_SEED = 20241024

Side = frozenset[int]


def split(pairs: Sequence[Pair], weights: Mapping[int, float], lent: Container[int]) -> list[Side]:
    """Splits one component where it hangs together by too little.

    Args:
        pairs: the component's (report number, value number), sorted.
        weights: value number → 0–1, how telling the value is.
        lent: the numbers of the values of `LENT_KINDS`.

    Returns:
        the groups of report numbers, by their first report; one group if it stays whole.
    """
    reports = sorted({report for report, _ in pairs})
    if len(reports) < SPLIT_FROM_REPORTS:
        return [frozenset(reports)]
    labels = _leiden(pairs, [weights[value] * (LENT_WEIGHT if value in lent else 1) for _, value in pairs])
    groups = defaultdict(set)
    for report, label in zip(reports, labels, strict=False):
        groups[label].add(report)
    sides = sorted((frozenset(group) for group in groups.values()), key=min)
    return _put_together(sides, _distinct_values(pairs, lent))


def _leiden(pairs: Sequence[Pair], weights: Sequence[float]) -> list[int]:
    igraph.set_random_number_generator(random.Random(_SEED))  # noqa: S311 - the same cut every time is the point
    try:
        found = bipartite(pairs).community_leiden(objective_function="modularity", weights=weights, n_iterations=5)
    finally:
        igraph.set_random_number_generator(random)
    return list(found.membership)


def _distinct_values(pairs: Iterable[Pair], lent: Container[int]) -> dict[Side, bool]:
    """Gives the reports of each value, and whether it is one that is lent; values in the same reports once."""
    named = defaultdict(set)
    for report, value in pairs:
        named[value].add(report)
    found: dict[Side, bool] = {}
    for value in sorted(named):
        reports = frozenset(named[value])
        found[reports] = found.get(reports, True) and value in lent
    return found


def _put_together(sides: list[Side], values: Mapping[Side, bool]) -> list[Side]:
    """Joins sides, the most bound first, until every cut that is left is thin."""
    while len(sides) > 1:
        held_by, bridges = _holds(sides, values)
        thick = {
            pair: binding
            for pair, between in bridges.items()
            if (binding := _binding([(len(sides[side]), held_by[side]) for side in pair], between))
        }
        if not thick:
            return sides
        first, second = min(thick, key=lambda pair: (-thick[pair], pair))
        joined = sides[first] | sides[second]
        sides = sorted([*(s for i, s in enumerate(sides) if i not in (first, second)), joined], key=min)
    return sides


def _holds(sides: Sequence[Side], values: Mapping[Side, bool]) -> tuple[list[int], dict[Pair, list[bool]]]:
    """Counts the values that hold each side (two of its reports name them); lists those between two sides."""
    side_of = {report: number for number, side in enumerate(sides) for report in side}
    held_by = [0] * len(sides)
    bridges: dict[Pair, list[bool]] = defaultdict(list)
    for reports, is_lent in values.items():
        here = Counter(side_of[report] for report in reports)
        for side, count in here.items():
            held_by[side] += count > 1
        for pair in combinations(sorted(here), 2):
            bridges[pair].append(is_lent)
    return held_by, bridges


def _binding(sides: Sequence[tuple[int, int]], bridges: Sequence[bool]) -> float:
    """Says how much two sides (reports, values holding them) belong together: 0 where the cut is thin."""
    weakest = min(held_by for _, held_by in sides)
    one = len(bridges) == 1 and weakest > 1
    several = all(bridges) and weakest >= OWN_PER_BRIDGE * len(bridges)
    if min(reports for reports, _ in sides) >= SIDE_REPORTS and (one or several):
        return 0.0
    return len(bridges) / (1 + weakest)
