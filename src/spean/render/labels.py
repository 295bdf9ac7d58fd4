"""Places for labels: beside their mark where nothing else stands, else none (the text is then in the hover title)."""

from dataclasses import dataclass

_LINE_HEIGHT = 13


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

    def find(self, at: tuple[float, float], radius: float, width: float) -> tuple[float, float] | None:
        """Takes the first free place: right, left, above, below.

        Returns:
            where the text's baseline starts, or None.
        """
        (x, y), gap = at, radius + 4
        half = _LINE_HEIGHT / 2
        corners = (
            (x + gap, y - half),
            (x - gap - width, y - half),
            (x - width / 2, y - gap - _LINE_HEIGHT),
            (x - width / 2, y + gap),
        )
        for left, top in corners:
            box = Box(left, top, left + width, top + _LINE_HEIGHT)
            if self._area.holds(box) and not any(box.meets(taken) for taken in self._taken):
                self._taken.append(box)
                return left, top + 10
        return None
