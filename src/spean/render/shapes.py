"""The marks of a picture: one shape and one colour for each kind of value, and the SVG elements they are made of.

Elements are built as a tree, so every text is escaped. Colours are presentation attributes (Okabe and Ito's palette,
told apart with any colour vision), which a page's stylesheet may replace; no style attribute, no script.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from spean.model import Kind
from spean.render.table import printable

Element = ElementTree.Element
Points = tuple[tuple[float, float], ...]

INK, PAPER, LINE = "#1a1a1a", "#ffffff", "#9a9a9a"
REPORT_COLOUR = "#5c5c5c"
FONT = "system-ui, 'Noto Sans', 'Noto Sans Thai', 'Noto Sans Khmer', 'Leelawadee UI', 'Khmer UI', sans-serif"


def element(tag: str, parent: Element | None = None, text: str = "", **attributes: str | float) -> Element:
    """Makes an SVG element; `_` in an attribute's name stands for `-`, a `_` at its end for nothing."""
    named = {key.rstrip("_").replace("_", "-"): _written(value) for key, value in attributes.items()}
    made = Element(tag, named) if parent is None else ElementTree.SubElement(parent, tag, named)
    if text:
        made.text = printable(text)
    return made


def _written(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def picture(title: str, description: str, prefix: str) -> Element:
    """Begins a picture that says what it shows; `prefix` keeps its ids apart from others on a page."""
    root = element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_labelledby=f"{prefix}-title {prefix}-desc",
        class_="picture",
        font_family=FONT,
        font_size="12",
    )
    element("title", root, title, id=f"{prefix}-title")
    element("desc", root, description, id=f"{prefix}-desc")
    element("rect", root, width="100%", height="100%", fill=PAPER, class_="paper")
    return root


def written(root: Element, width: float, height: float) -> str:
    """Gives the finished picture as text, to stand inside a page or in a file of its own."""
    root.set("viewBox", f"0 0 {_written(width)} {_written(height)}")
    return ElementTree.tostring(root, encoding="unicode")


@dataclass(frozen=True, slots=True)
class Mark:
    """How a kind of value is drawn: corners around (0, 0) within a radius of 1 (none for a circle), and a colour."""

    points: Points
    colour: str
    word: str


def _regular(corners: int, turn_degrees: float = 0) -> Points:
    return _around(corners, turn_degrees, (1.0,))


def _star(tips: int) -> Points:
    return _around(2 * tips, 0, (1.15, 0.5))


def _around(corners: int, turn_degrees: float, radii: tuple[float, ...]) -> Points:
    angles = (math.radians(turn_degrees - 90 + 360 * corner / corners) for corner in range(corners))
    return tuple(
        (radii[n % len(radii)] * math.cos(angle), radii[n % len(radii)] * math.sin(angle))
        for n, angle in enumerate(angles)
    )


MARKS: Mapping[Kind, Mark] = {
    Kind.PHONE: Mark((), "#0072b2", "phone"),
    Kind.BANK_ACCOUNT: Mark(_regular(4, 45), "#d55e00", "bank account"),
    Kind.PROMPTPAY: Mark(_star(4), "#d55e00", "PromptPay"),
    Kind.URL: Mark(_regular(4), "#009e73", "link"),
    Kind.DOMAIN: Mark(_regular(5), "#009e73", "domain"),
    Kind.LINE: Mark(_regular(3), "#b0457f", "LINE"),
    Kind.TELEGRAM: Mark(_regular(3, 180), "#b0457f", "Telegram"),
    Kind.BTC: Mark(_regular(6), "#8a6d00", "Bitcoin"),
    Kind.ETH: Mark(_star(5), "#8a6d00", "Ethereum"),
    Kind.TRON: Mark(_star(6), "#8a6d00", "Tron"),
}
#: A kind that got no mark of its own yet.
OTHER = Mark(_regular(8), "#56565f", "other")


def mark_of(kind: Kind) -> Mark:
    """Gives the mark of a kind."""
    return MARKS.get(kind, OTHER)


def draw_mark(parent: Element, mark: Mark, at: tuple[float, float], radius: float, *, shared: bool = False) -> None:
    """Draws a mark; one that other networks' reports name too has a dashed, open outline."""
    if mark.points:
        corners = (f"{at[0] + x * radius * 1.15:.1f},{at[1] + y * radius * 1.15:.1f}" for x, y in mark.points)
        drawn = element("polygon", parent, points=" ".join(corners), stroke_linejoin="round")
    else:
        drawn = element("circle", parent, cx=at[0], cy=at[1], r=radius)
    drawn.set("fill", PAPER if shared else mark.colour)
    drawn.set("stroke", mark.colour)
    drawn.set("stroke-width", "2")
    drawn.set("class", "mark shared" if shared else "mark")
    if shared:
        drawn.set("stroke-dasharray", "3 2")


def draw_report(parent: Element, at: tuple[float, float], *, drawn_large: bool = False) -> None:
    """Draws a report: a small sheet."""
    width, height = (9, 12) if drawn_large else (7, 9)
    element(
        "rect",
        parent,
        x=at[0] - width / 2,
        y=at[1] - height / 2,
        width=width,
        height=height,
        rx=1,
        fill=REPORT_COLOUR,
        class_="report",
    )
