"""Plain-text tables for a terminal: columns aligned by what a terminal shows, not by code points.

Values come from reports that criminals wrote: what would move the cursor or turn the direction of writing is shown
as U+FFFD, never sent.
"""

import unicodedata
from collections.abc import Sequence

_GAP = "  "
_REPLACEMENT = "\ufffd"
#: Marks that sit on another character, and characters without a width of their own.
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})
#: Characters that change the direction of everything after them (Unicode TR 9).
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    """Gives text that can be shown on one line: spaces for white space, U+FFFD for what a terminal would obey."""
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    hidden = unicodedata.category(character) in ("Cc", "Cs") or character in _DIRECTION
    return _REPLACEMENT if hidden else character


def display_width(text: str) -> int:
    """Gives the cells that a terminal uses for text (wide East Asian characters take two, Unicode TR 11)."""
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def text_table(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Lays out a table: headers, a rule, one line a row; columns of numbers only stand to the right.

    Args:
        headers: one for each column.
        rows: cells, of any type; None is shown as `-`.

    Returns:
        The lines, without a newline at the end and without spaces at the ends of lines.

    Raises:
        ValueError: a row has another number of cells than there are headers.
    """
    if any(len(row) != len(headers) for row in rows):
        raise ValueError("a row has another number of cells than there are headers")
    numeric = [bool(rows) and all(_is_number(row[column]) for row in rows) for column in range(len(headers))]
    cells = [[printable("-" if cell is None else str(cell)) for cell in row] for row in (headers, *rows)]
    widths = [max(display_width(line[column]) for line in cells) for column in range(len(headers))]
    cells.insert(1, ["-" * width for width in widths])
    lines = (_GAP.join(map(_pad, line, widths, numeric)) for line in cells)
    return "\n".join(line.rstrip() for line in lines)


def _is_number(cell: object) -> bool:
    return cell is None or (isinstance(cell, int | float) and not isinstance(cell, bool))


def _pad(cell: str, width: int, to_the_right: bool) -> str:
    blank = " " * (width - display_width(cell))
    return blank + cell if to_the_right else cell + blank
