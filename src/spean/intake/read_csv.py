"""CSV, TSV and their kin (RFC 4180): a broken quote costs its own line, never the rest of the file.

Python's csv module reads an unclosed quote up to the end of the file; here a record that does not close within
MAX_RECORD_LINES lines is rejected by its first line, and reading goes on with the next one.
"""

import re
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import TextIO

from spean.intake.lines import Line, numbered_lines
from spean.intake.mapping import match_header
from spean.intake.records import HEAD_ROWS, MAX_COLUMNS, MAX_RECORD_CHARS, Fault, Row, Table

#: A quoted record spans at most so many lines.
MAX_RECORD_LINES = 500
DELIMITERS = ",;\t|"
_SNIFFED_ROWS = 50
_QUOTED = re.compile(r'([^"]*(?:""[^"]*)*)("?)')
_BROKEN = Fault(
    "row.quotes",
    "a quotation mark opens a cell and does not close it properly",
    'write a quotation mark inside a cell twice (""), and close each quoted cell',
)


class _BrokenQuote(ValueError):
    """A quoted cell is followed by something other than a delimiter or the line's end."""


class _Record:
    """One record, fed line by line until its quotes close."""

    def __init__(self, delimiter: str) -> None:
        self.delimiter = delimiter
        self.cells: list[str] = []
        self._open: list[str] | None = None

    def feed(self, text: str) -> bool:
        """Takes one physical line; returns whether the record is complete.

        Raises:
            _BrokenQuote: see there.
        """
        at = 0
        while True:
            at = self._quoted(text, at) if self._open is not None else self._cell(text, at)
            if at > len(text):
                return self._open is None

    def _cell(self, text: str, at: int) -> int:
        if text.startswith('"', at):
            self._open = []
            return at + 1
        end = text.find(self.delimiter, at)
        end = len(text) if end < 0 else end
        self.cells.append(text[at:end])
        return end + 1

    def _quoted(self, text: str, at: int) -> int:
        match = _QUOTED.match(text, at)
        if match is None or self._open is None:
            raise _BrokenQuote
        self._open.append(match[1].replace('""', '"'))
        if not match[2]:
            self._open.append("\n")
            return len(text) + 1
        self.cells.append("".join(self._open))
        self._open = None
        end = match.end()
        while text.startswith(" ", end) and self.delimiter != " ":
            end += 1
        if end < len(text) and not text.startswith(self.delimiter, end):
            raise _BrokenQuote
        return end + 1


def read_csv(stream: TextIO, delimiter: str) -> Table:
    """Reads delimited text; rows keep the number of the line they start on."""
    return Table(rows=records(numbered_lines(stream), delimiter))


def records(lines: Iterator[Line], delimiter: str) -> Iterator[Row]:
    """Gives one row for each record that is not blank, faulted where its quotes are broken."""
    waiting: deque[Line] = deque()
    while True:
        line = waiting.popleft() if waiting else next(lines, None)
        if line is None:
            return
        number, text, fault = line
        if fault:
            yield Row(number, (text,), fault=fault)
        elif text.strip():
            yield _record(line, waiting, lines, delimiter)


def _record(first: Line, waiting: deque[Line], lines: Iterator[Line], delimiter: str) -> Row:
    """Reads the record that starts at `first`; lines read in vain go back to `waiting`."""
    record, taken, size = _Record(delimiter), [first], 0
    try:
        while not record.feed(taken[-1][1]):
            size += len(taken[-1][1])
            following = waiting.popleft() if waiting else next(lines, None)
            if following is None:
                raise _BrokenQuote
            taken.append(following)
            if following[2] or size > MAX_RECORD_CHARS or len(taken) > MAX_RECORD_LINES:
                raise _BrokenQuote
    except _BrokenQuote:
        waiting.extendleft(reversed(taken[1:]))
        return Row(first[0], tuple(first[1].split(delimiter)), fault=_BROKEN)
    return Row(first[0], tuple(record.cells))


def sniff_delimiter(stream: TextIO, extension: str) -> str:
    """Chooses the delimiter under which most headers are known and the rows fit best; else the extension's own.

    Args:
        stream: decoded text from its start; it is read, not rewound.
        extension: "csv" or "tsv".
    """
    head = list(islice(numbered_lines(stream), _SNIFFED_ROWS))
    own = "\t" if extension == "tsv" else ","
    order = [own, *(char for char in DELIMITERS if char != own)]
    return max(order, key=lambda delimiter: _fitness(list(records(iter(head), delimiter))))


def _fitness(rows: list[Row]) -> tuple[int, float]:
    """(known headers in the best of the first rows, share of rows that are no wider than it)."""
    rows = [row for row in rows if not row.fault]
    if not rows:
        return (0, 0.0)
    counts = [sum(1 for cell in row.cells[:MAX_COLUMNS] if match_header(cell).column) for row in rows[:HEAD_ROWS]]
    known = max(counts)
    if not known:
        return (0, _agreement(rows))
    width = len(rows[counts.index(known)].cells)
    return (known, round(sum(len(row.cells) <= width for row in rows) / len(rows), 1))


def _agreement(rows: list[Row]) -> float:
    """The share of rows with the commonest width above one, where that is most of them."""
    widths = [len(row.cells) for row in rows if len(row.cells) > 1]
    share = max(map(widths.count, set(widths)), default=0) / len(rows)
    return round(share, 1) if share > 0.5 else 0.0
