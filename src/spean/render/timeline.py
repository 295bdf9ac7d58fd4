"""A request's steps on a line of minutes, from the payment to the hold, with the aims it is measured against.

The marks carry the numbers of the table beside the picture; steps too close to be told apart share one mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from spean.render.shapes import INK, LINE, Element, element, picture, written

WIDTH, HEIGHT = 900, 132
_LEFT, _RIGHT = 40, 860
_AXIS = 74
#: Marks closer than this, in pixels, become one.
_APART = 26
#: Minutes between two ticks: the first that gives at most `_MOST_TICKS`.
_TICKS = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440, 2880, 10080)
_MOST_TICKS = 12
_STEP_COLOUR, _AIM_COLOUR = "#0072b2", "#a3200d"


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its number in the table, and how many seconds after the payment it came."""

    number: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Aim:
    """What is aimed at, and how many seconds after the payment that is."""

    name: str
    seconds: float


def timeline_picture(steps: Sequence[Step], aims: Sequence[Aim], until_seconds: float, description: str) -> str:
    """Draws the steps that lie within the time shown.

    Args:
        steps: in the order of their times.
        aims: drawn where they lie within the time shown.
        until_seconds: the end of the line: the answer, or now while there is none.
        description: the same in words.
    """
    root = picture("From the payment to the answer", description, "timeline")
    end = max(until_seconds, 60.0)
    _draw_axis(root, end)
    for row, aim in enumerate(aim for aim in aims if aim.seconds <= end):
        _draw_aim(root, aim, _place(aim.seconds, end), row)
    for cluster in _clusters([(step.number, _place(step.seconds, end)) for step in steps if 0 <= step.seconds <= end]):
        _draw_steps(root, cluster)
    return written(root, WIDTH, HEIGHT)


def _place(seconds: float, end: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * seconds / end


def _clusters(marks: Sequence[tuple[int, float]]) -> list[list[tuple[int, float]]]:
    clusters: list[list[tuple[int, float]]] = []
    for mark in marks:
        if clusters and mark[1] - clusters[-1][0][1] < _APART:
            clusters[-1].append(mark)
        else:
            clusters.append([mark])
    return clusters


def _draw_axis(root: Element, end: float) -> None:
    group = element("g", root, class_="legend", fill=INK)
    element("line", group, x1=_LEFT, y1=_AXIS, x2=_RIGHT, y2=_AXIS, stroke=LINE, stroke_width="2")
    minutes = end / 60
    apart = next((tick for tick in _TICKS if minutes / tick <= _MOST_TICKS), int(minutes) // _MOST_TICKS)
    for number in range(int(minutes / apart) + 1):
        x = _place(number * apart * 60, end)
        element("line", group, x1=x, y1=_AXIS, x2=x, y2=_AXIS + 6, stroke=LINE)
        element("text", group, f"{number * apart}", x=x, y=_AXIS + 25, text_anchor="middle")
    element("text", group, "minutes after the payment", x=_RIGHT, y=_AXIS + 46, text_anchor="end")


def _draw_aim(root: Element, aim: Aim, x: float, row: int) -> None:
    top = 14 + 14 * row
    group = element("g", root, class_="aim", fill=_AIM_COLOUR)
    element("line", group, x1=x, y1=top, x2=x, y2=_AXIS + 4, stroke=_AIM_COLOUR, stroke_dasharray="4 3")
    beside, anchor = (x - 5, "end") if x > WIDTH / 2 else (x + 5, "start")
    element("text", group, aim.name, x=beside, y=top + 4, text_anchor=anchor)


def _draw_steps(root: Element, cluster: Sequence[tuple[int, float]]) -> None:
    first, last = cluster[0], cluster[-1]
    numbers = str(first[0]) if first == last else f"{first[0]}–{last[0]}"
    x = (first[1] + last[1]) / 2
    width = 22 if first == last else 38
    mark = element("rect", root, x=x - width / 2, y=_AXIS - 11, width=width, height=22, rx=11)
    mark.set("fill", _STEP_COLOUR)
    element("text", root, numbers, x=x, y=_AXIS + 4, fill="#ffffff", font_weight="600", text_anchor="middle")
