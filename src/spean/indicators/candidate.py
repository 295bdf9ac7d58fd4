"""What a finder hands to `extract`: one place of a text with its readings, before its role is known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spean.indicators.fold import Folded
from spean.model import Kind, Reading


@dataclass(frozen=True, slots=True)
class Candidate:
    """One indicator at one place.

    Attributes:
        start: offset in the folded text, code points (`Folded.place` gives the original's).
        end: offset one past the last.
        readings: every valid reading of one kind, likeliest first; never empty.
    """

    start: int
    end: int
    readings: tuple[Reading, ...]

    @property
    def kind(self) -> Kind:
        """The kind of the likeliest reading."""
        return self.readings[0].kind


class Claims:
    """The places of one text that a surer finder has already taken.

    Args:
        length: of the text, in code points.
    """

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def add(self, candidates: Iterable[Candidate]) -> None:
        """Takes the places of candidates."""
        for one in candidates:
            self.take(one.start, one.end)

    def take(self, start: int, end: int) -> None:
        """Takes one place."""
        self._taken[start:end] = b"\x01" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Says whether nobody has taken any of `start:end`."""
        return self._taken.find(1, start, end) < 0


@dataclass(frozen=True, slots=True)
class Group:
    """A run of digits, with nothing between them."""

    digits: str
    start: int
    end: int


def windows(groups: tuple[Group, ...], low: int, high: int) -> Iterator[tuple[Group, ...]]:
    """Gives every run of neighbouring groups with `low` to `high` digits, leftmost first, then longest first."""
    for first in range(len(groups)):
        total, fitting = 0, []
        for last in range(first, len(groups)):
            total += len(groups[last].digits)
            if total > high:
                break
            if total >= low:
                fitting.append(groups[first : last + 1])
        yield from reversed(fitting)


def before(folded: Folded, start: int, width: int) -> str:
    """Gives the lower-case text just before a place, on the same line."""
    piece = folded.plain[max(0, start - width) : start]
    return piece.rpartition("\n")[2]


def after(folded: Folded, end: int, width: int) -> str:
    """Gives the lower-case text just after a place, on the same line."""
    return folded.plain[end : end + width].partition("\n")[0]
