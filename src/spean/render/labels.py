"""Places for labels: beside their mark where nothing else stands, else none (the text is then in the hover title)."""

from dataclasses import dataclass

_LINE_HEIGHT = 13
#: From the top of a line to where its letters stand.
_BASELINE = 10
#: Which share of a text lies before the point it is anchored at.
_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label stands: the point on its baseline, and which part of it is there (SVG `text-anchor`)."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in pixels: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Says whether the two overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: "Box") -> bool:
        """Says whether the other lies within this one."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


class LabelPlaces:
    """What is taken on a picture, and what is still free for a label."""

    def __init__(self, area: Box) -> None:
        self._area = area
        self._taken: list[Box] = []

    def keep_free(self, at: tuple[float, float], radius: float) -> None:
        """Keeps labels off a mark."""
        self._taken.append(Box(at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius))

    def find(self, at: tuple[float, float], radius: float, width: float) -> Place | None:
        """Takes the first free place: right, left, above, below; None where all are taken."""
        (x, y), gap, half = at, radius + 4, _LINE_HEIGHT / 2
        for place, top in (
            (Place(x + gap, y + _BASELINE - half, "start"), y - half),
            (Place(x - gap, y + _BASELINE - half, "end"), y - half),
            (Place(x, y - gap - _LINE_HEIGHT + _BASELINE, "middle"), y - gap - _LINE_HEIGHT),
            (Place(x, y + gap + _BASELINE, "middle"), y + gap),
        ):
            left = place.x - width * _BEFORE[place.anchor]
            box = Box(left, top, left + width, top + _LINE_HEIGHT)
            if self._area.holds(box) and not any(box.meets(taken) for taken in self._taken):
                self._taken.append(box)
                return place
        return None
