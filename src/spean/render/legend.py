"""The legend of a network's picture: what each mark stands for, in as many lines as it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from spean.linking.records import Indicator, IndicatorRole
from spean.render.shapes import INK, Element, Mark, draw_mark, draw_report, element, mark_of
from spean.render.table import display_width

_LINE = 22
#: Pixels a character takes at the picture's font size, about.
CHARACTER = 7.4


@dataclass(frozen=True, slots=True)
class Entry:
    """One mark and its word; a report where there is no mark."""

    word: str
    mark: Mark | None = None
    shared: bool = False


def entries(values: Sequence[Indicator]) -> list[Entry]:
    """Gives the entries for a drawing of reports and these values: only marks that stand in it."""
    found = [Entry("report")]
    found += [Entry(mark_of(kind).word, mark_of(kind)) for kind in sorted({value.key.kind for value in values})]
    lent = [value for value in values if value.role is IndicatorRole.SHARED]
    if lent:
        found.append(Entry("dashed: named in other networks too", mark_of(lent[0].key.kind), shared=True))
    return found


def draw_legend(parent: Element, found: Sequence[Entry], top: float, left: float, right: float) -> float:
    """Draws a legend from `top` on; gives where it ends."""
    group = element("g", parent, fill=INK, class_="legend")
    x, y = left, top + _LINE / 2
    for entry in found:
        width = 34 + display_width(entry.word) * CHARACTER
        if x + width > right:
            x, y = left, y + _LINE
        if entry.mark is None:
            draw_report(group, (x, y), drawn_large=True)
        else:
            draw_mark(group, entry.mark, (x, y), 6, shared=entry.shared)
        element("text", group, entry.word, x=x + 13, y=y + 4)
        x += width
    return y + _LINE
