"""A network as a picture: reports as small sheets, the values they share as marks, a line where a report names a value.

Pure and deterministic: the same network gives the same bytes. The layout is igraph's Kamada-Kawai (1989), started
from a circle in sorted order, which uses no random numbers. A value that one report alone names connects nothing and
is left to the table; beyond `MOST_NODES` the strongest values are drawn, and the note says how many are not.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import pvariance

import igraph

from spean.linking.records import Indicator, IndicatorRole, Network, ValueKey
from spean.render.labels import Box, LabelPlaces
from spean.render.legend import CHARACTER, draw_legend, entries
from spean.render.shapes import (
    INK,
    LINE,
    PAPER,
    Element,
    draw_mark,
    draw_report,
    element,
    mark_of,
    picture,
    written,
)
from spean.render.table import display_width

MOST_NODES = 500
WIDTH = 900
#: Pixels kept free at the left and right (labels stand there too), and at top and bottom.
SIDE, TOP = 70, 28

Named = Mapping[str, Sequence[ValueKey]]
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and what has to stand beside it.

    Attributes:
        svg: the picture, safe to stand in a page.
        note: what it leaves out, in words; "" where it shows all.
    """

    svg: str
    note: str


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn of a network: values, report uids, and which of them belong together."""

    values: tuple[Indicator, ...]
    reports: tuple[str, ...]
    edges: tuple[tuple[int, int], ...]
    note: str


def network_picture(network: Network, named: Named, most_nodes: int = MOST_NODES) -> Picture:
    """Draws a network.

    Args:
        network: the network.
        named: report uid → the values it names (`linking.explain.keys_of`).
        most_nodes: reports and values drawn at most.
    """
    drawn = _choose(network, named, most_nodes)
    plot_height = _height(len(drawn.values) + len(drawn.reports))
    title = f"Network {network.network_id}"
    description = f"{len(drawn.reports)} reports and the {len(drawn.values)} values that connect them. {drawn.note}"
    root = picture(title, description.strip(), "network")
    if drawn.edges:
        _draw(root, network, drawn, _places(drawn, plot_height), plot_height)
    else:
        element("text", root, "Nothing to draw: no value stands in two reports.", x=SIDE, y=TOP, fill=INK)
    height = draw_legend(root, entries(drawn.values), plot_height, SIDE / 2, WIDTH)
    return Picture(written(root, WIDTH, height), drawn.note)


# -- what is drawn ------------------------------------------------------------------------------------------
def _choose(network: Network, named: Named, most: int) -> _Drawn:
    shared = sorted((i for i in network.indicators if i.reports > 1), key=lambda i: (-i.reports * i.weight, i.key))
    crowded = len(shared) + len(network.reports) > most
    values = shared[: max(1, most // 3)] if crowded else shared
    keys = {value.key for value in values}
    count = Counter({report.uid: len(keys.intersection(named.get(report.uid, ()))) for report in network.reports})
    connected = sorted((uid for uid in count if count[uid]), key=lambda uid: (-count[uid], uid))
    reports = sorted(connected[: most - len(values)])
    numbers = {value.key: number for number, value in enumerate(values)}
    edges = (
        (number, numbers[key])
        for number, uid in enumerate(reports)
        for key in sorted(set(named.get(uid, ())))
        if key in numbers
    )
    note = _note(network, len(shared), len(values), len(reports))
    return _Drawn(tuple(values), tuple(reports), tuple(edges), note)


def _note(network: Network, shared: int, values: int, reports: int) -> str:
    notes = []
    if values < shared or reports < len(network.reports):
        notes.append(
            f"Not drawn: {len(network.reports) - reports} of {len(network.reports)} reports and "
            f"{shared - values} of {shared} shared values; those drawn tell most."
        )
    if alone := len(network.indicators) - shared:
        notes.append(f"{alone} value{'s' if alone > 1 else ''} that one report alone names: in the table only.")
    return " ".join(notes)


# -- where it stands ----------------------------------------------------------------------------------------
def _height(nodes: int) -> float:
    return next(height for most, height in ((12, 300), (40, 440), (150, 600), (10**9, 860)) if nodes <= most)


def _places(drawn: _Drawn, height: float) -> list[Spot]:
    """Gives the place of every report, then of every value."""
    first = len(drawn.reports)
    graph = igraph.Graph(n=first + len(drawn.values), edges=[(r, first + v) for r, v in drawn.edges])
    one, other = zip(*graph.layout_kamada_kawai(seed=graph.layout_circle()).coords, strict=True)
    longer, shorter = (one, other) if pvariance(one) >= pvariance(other) else (other, one)
    across = _scaled(longer, SIDE, WIDTH - SIDE)
    down = _scaled(shorter, TOP, height - TOP)
    return list(zip(across, down, strict=True))


def _scaled(numbers: Sequence[float], low: float, high: float) -> list[float]:
    least, most = min(numbers), max(numbers)
    if most - least < 1e-6:
        return [(low + high) / 2] * len(numbers)
    return [low + (number - least) / (most - least) * (high - low) for number in numbers]


# -- drawing ------------------------------------------------------------------------------------------------
def _draw(root: Element, network: Network, drawn: _Drawn, places: Sequence[Spot], height: float) -> None:
    first = len(drawn.reports)
    labels = LabelPlaces(Box(0, 0, WIDTH, height))
    lines = element("g", root, stroke=LINE, stroke_width="1", class_="edges")
    for report, value in drawn.edges:
        (x1, y1), (x2, y2) = places[report], places[first + value]
        element("line", lines, x1=x1, y1=y1, x2=x2, y2=y2)
    _draw_reports(root, network, drawn, places[:first], labels)
    _draw_values(root, drawn.values, places[first:], labels)


def _draw_reports(root: Element, network: Network, drawn: _Drawn, places: Sequence[Spot], labels: LabelPlaces) -> None:
    names = {report.uid: report.report_id for report in network.reports}
    for uid, at in zip(drawn.reports, places, strict=True):
        group = element("g", root)
        element("title", group, f"report {names[uid]}")
        draw_report(group, at)
        labels.keep_free(at, 5)


def _draw_values(root: Element, values: Sequence[Indicator], places: Sequence[Spot], labels: LabelPlaces) -> None:
    for value, at in zip(values, places, strict=True):
        group = element("g", root)
        element("title", group, _hover(value))
        draw_mark(group, mark_of(value.key.kind), at, _radius(value), shared=value.role is IndicatorRole.SHARED)
        labels.keep_free(at, _radius(value))
    texts = element("g", root, fill=INK, stroke=PAPER, stroke_width="3", paint_order="stroke", class_="labels")
    for value, at in zip(values, places, strict=True):
        _label(texts, labels, _short(value.key.value), at, _radius(value))


def _label(parent: Element, labels: LabelPlaces, text: str, at: Spot, radius: float) -> None:
    place = labels.find(at, radius, display_width(text) * CHARACTER)
    if place is not None:
        element("text", parent, text, x=place.x, y=place.y, text_anchor=place.anchor)


def _radius(value: Indicator) -> float:
    return float(min(14, 5 + value.reports**0.5))


def _hover(value: Indicator) -> str:
    shared = "; reports of other networks name it too" if value.role is IndicatorRole.SHARED else ""
    return f"{value.key}: in {value.reports} reports, weight {value.weight:.2f}{shared}"


def _short(text: str, most: int = 26) -> str:
    return text if len(text) <= most else f"{text[: most - 8]}…{text[-7:]}"
