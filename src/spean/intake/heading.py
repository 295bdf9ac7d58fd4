"""Where a table's header stands, and which of its first cells could be a security marking."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from spean.errors import WrongUsage
from spean.intake.mapping import is_bare, match_header, owner_of, plain, side_of
from spean.intake.read_txt import listed_value
from spean.intake.records import MAX_COLUMNS, IntakeOptions, Row, Table

_HEADING_CHARS = 80
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Headed:
    """A table whose header was found: the header and its line, the rows below it, and whether it is a bare list."""

    header: tuple[str, ...]
    rows: Iterator[Row]
    warnings: list[str]
    line: int = 0
    is_list: bool = False


def exposed(row: Row, found: Headed | None) -> Sequence[str]:
    """The cells of a first row in which a marking would be one: a victim's name "Confidential" is a value."""
    filled = _filled(row)
    if found is None or row.line <= found.line or len(filled) == 1:
        return filled
    return [cell for name, cell in zip(found.header, row.cells, strict=False) if not match_header(name).column]


def headed(table: Table, head: Sequence[Row], options: IntakeOptions) -> Headed | None:
    """Finds the header among the first rows: the one with most known names; a list of one column needs none."""
    if table.header is not None:
        is_list = len(table.header) == 1 and table.header[0] == (options.column or "narrative")
        if is_list and head:
            refuse_other_owner(head[0].cells[0], table.header[0])
        return Headed(unique(table.header), table.rows, [], is_list=is_list)
    if options.column and _is_list(head):
        return _listed(table, options.column)
    given = {plain(header) for header in options.mapping or ()}
    scores = [0 if row.fault else _known(row, given) for row in head]
    if not any(scores):
        return None
    place = scores.index(max(scores))
    # titles above are left out, but nothing unread is: its reject is written
    above = [row for row in head[:place] if row.fault]
    titles = place - len(above)
    warnings = [f"rows above the header, left out: {titles}"] if titles else []
    below = islice(table.rows, place + 1, None)
    return Headed(unique(head[place].cells), chain(above, below), warnings, line=head[place].line)


def _known(row: Row, given: set[str]) -> int:
    return sum(1 for cell in row.cells[:MAX_COLUMNS] if plain(cell) in given or match_header(cell).column)


def _filled(row: Row) -> list[str]:
    return [cell for cell in row.cells if cell.strip()]


def _is_list(head: Sequence[Row]) -> bool:
    """Whether the rows are of one column, but for a few in which a delimiter slipped in."""
    single = sum(len(_filled(row)) <= 1 for row in head)
    return bool(head) and len(_filled(head[0])) <= 1 and single > len(head) / 2


def _listed(table: Table, column: str) -> Headed:
    first = next(table.rows)
    cell = next(iter(_filled(first)), "")
    has_header = bool(match_header(cell).column) or is_bare(cell)
    refuse_other_owner(cell, column)
    rows = table.rows if has_header else chain([first], table.rows)
    header = cell if has_header else column
    return Headed((header,), (_as_list(row, column) for row in rows), [], is_list=True)


def refuse_other_owner(first: str, column: str) -> None:
    """Refuses to read a list as the suspect's if its first line is a heading that names a victim.

    Raises:
        WrongUsage: it does.
    """
    is_heading = not any(char.isdecimal() or char in "./@:" for char in first) and len(first) <= _HEADING_CHARS
    if is_heading and side_of(column) == "suspect" and owner_of(first) in ("victim", "both"):
        raise WrongUsage("the list's heading names a victim, and the column a suspect", remedy="name a victim_ column")


def _as_list(row: Row, column: str) -> Row:
    """One row of a list: its one filled cell, wherever in the sheet it stands; two stay two, to be rejected."""
    if row.fault:
        return row
    values = _filled(row)
    if column != "narrative":
        values = [listed_value(value, column) for value in values]
    return replace(row, cells=tuple(values), numbers=frozenset({0}) if row.numbers else frozenset())


def unique(header: Sequence[str]) -> tuple[str, ...]:
    """Makes headers tell columns apart: an empty one is named by its place, a repeated one numbered."""
    names: dict[str, None] = {}
    for place, text in enumerate(header[:MAX_COLUMNS], start=1):
        first = name = " ".join(_UNREADABLE.sub("\ufffd", text).split()) or f"column {place}"
        number = 1
        while name in names:
            number += 1
            name = f"{first} ({number})"
        names[name] = None
    return tuple(names)
