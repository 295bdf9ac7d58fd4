"""Connect: reports that share a value, directly or over others, form one component."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import igraph

Pair = tuple[int, int]


def components(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Groups pairs of (report, value) into connected components, by igraph's compiled search.

    Args:
        pairs: (report number, value number), each once, sorted.

    Returns:
        the pairs of each component in their order, components by their first report.
    """
    if not pairs:
        return []
    membership = bipartite(pairs).connected_components().membership
    numbers = _numbers(report for report, _ in pairs)
    labelled = sorted((membership[numbers[pair[0]]], pair) for pair in pairs)
    groups = [[pair for _, pair in group] for _, group in groupby(labelled, key=lambda entry: entry[0])]
    return sorted(groups, key=lambda group: group[0])


def bipartite(pairs: Sequence[Pair]) -> igraph.Graph:
    """Gives the graph of the pairs: first the reports, then the values, each in sorted order."""
    reports, values = _numbers(r for r, _ in pairs), _numbers(v for _, v in pairs)
    edges = [(reports[report], len(reports) + values[value]) for report, value in pairs]
    return igraph.Graph(n=len(reports) + len(values), edges=edges)


def _numbers(names: Iterable[int]) -> dict[int, int]:
    return {name: number for number, name in enumerate(sorted(set(names)))}
