"""One row → one Report, or one Reject with its reason."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from spean.intake.mapping import CONTENT_COLUMNS
from spean.intake.records import MAX_CELL_CHARS, Fault, HeaderMatch, IntakeOptions, Row
from spean.intake.rejects import OWN
from spean.intake.times import read_moment
from spean.model import Moment, Reject, Report

#: Columns whose digits are an identity: a spreadsheet's damage to numbers is looked for there.
DIGIT_COLUMNS = frozenset({"suspect_phone", "suspect_account", "victim_phone", "victim_account", "report_id"})
_TIME_COLUMNS = ("reported_at", "occurred_at")
_FREE_TEXT = frozenset({"narrative", None})
_KEPT_CHARS = 2000

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UNDECODED = re.compile("[\ud800-\udfff]")
_SUSPICIOUS = re.compile(f"{_CONTROL.pattern}|{_UNDECODED.pattern}")
_CANONICAL_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
_FLOAT = re.compile(r"([0-9]+)\.0$")
_EXPONENT = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,2}$", re.IGNORECASE)

_TOO_LONG = Fault(
    "cell.too_long", f"a cell is longer than {MAX_CELL_CHARS} characters", "shorten it, or send the document apart"
)
_UNDECODABLE = Fault(
    "row.encoding", "the row holds bytes that are no text in the file's encoding", "save the file as UTF-8"
)
_HIDDEN = Fault(
    "cell.control", "a cell other than the narrative holds control characters", "type the value anew, without them"
)
_WIDE = Fault(
    "row.width", "the row has more cells than the header", "quote cells that contain the delimiter, or name the columns"
)
_EMPTY = Fault("row.empty", "no cell stands under a column that is known", "fill a column named in docs/formats")
_NO_CONTENT = Fault(
    "row.no_content",
    "neither a narrative nor a suspect_ column nor what was seized is filled",
    "write what happened, what the suspect used, or what was seized",
)


class _Faulty(ValueError):
    """Carries the fault of one cell."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass
class RowReader:
    """Reads the rows of one table.

    Attributes:
        matches: the table's headers, in column order.
        options: see `IntakeOptions`.
        noted: what was mended or left unread, counted: warning text → cells.
    """

    matches: tuple[HeaderMatch, ...]
    options: IntakeOptions
    noted: Counter[str] = field(default_factory=Counter)

    def read(self, row: Row) -> Report | Reject:
        """Makes a report of a row, or says why it can't be one."""
        if row.fault:
            return self.reject(row, row.fault)
        try:
            columns, extra = self._cells(row)
        except _Faulty as error:
            return self.reject(row, error.fault)
        if not columns:
            return self.reject(row, _EMPTY)
        if not CONTENT_COLUMNS & columns.keys():
            return self.reject(row, _NO_CONTENT)
        return self._report(row.line, columns, extra)

    def reject(self, row: Row, fault: Fault) -> Reject:
        """Keeps the row as it was, under its headers; cells beyond them under their number."""
        names = [match.header for match in self.matches]
        if row.fault and len(row.cells) == 1:  # an unread line is no cell of the first column
            names = ["text"] if row.cells[0] else []
        kept = {
            names[place] if place < len(names) else str(place + 1): cell[:_KEPT_CHARS]
            for place, cell in enumerate(row.cells)
        }
        return Reject(row.line, fault.code, fault.reason, fault.fix, kept)

    def _cells(self, row: Row) -> tuple[dict[str, str], dict[str, str]]:
        if any(cell.strip() for cell in row.cells[len(self.matches) :]):
            raise _Faulty(_WIDE)
        columns: dict[str, str] = {}
        extra: dict[str, str] = {}
        own, beyond = _of_rejects(self.matches)
        if any(row.cells[place].strip() for place in beyond if place < len(row.cells)):
            raise _Faulty(_WIDE)
        for place, (match, cell) in enumerate(zip(self.matches, row.cells, strict=False)):
            if place in own:
                continue
            column = None if place in row.nested else match.column
            value = self._cleaned(cell, column)
            if column in DIGIT_COLUMNS and _EXPONENT.match(value):
                self.noted[f"{column}: digits lost by a spreadsheet, kept as extra only"] += 1
                column = None
            if not value:
                continue
            if column is None:
                extra[match.header] = value
                continue
            columns[column] = self._mended(value, column, number=place in row.numbers)
        return columns, extra

    def _cleaned(self, cell: str, column: str | None) -> str:
        if len(cell) > MAX_CELL_CHARS:
            raise _Faulty(_TOO_LONG)
        value = cell.strip()
        if not _SUSPICIOUS.search(value):
            return value
        if _UNDECODED.search(value):
            raise _Faulty(_UNDECODABLE)
        if column not in _FREE_TEXT:
            raise _Faulty(_HIDDEN)
        self.noted["control characters were replaced by spaces"] += 1
        return _CONTROL.sub(" ", value).strip()

    def _mended(self, value: str, column: str, *, number: bool) -> str:
        """Undoes what spreadsheets do to digits, where that can be done for certain."""
        if value[:1] == "'" and value[1:2] in set("0123456789+-=@"):
            value = value[1:]  # Excel's own mark of a text cell
        if column not in DIGIT_COLUMNS:
            return value
        if number and column != "report_id":
            self.noted[f"{column}: stored as a number, a leading zero may be lost"] += 1
        if match := _FLOAT.match(value):
            self.noted[f"{column}: '.0' of a spreadsheet was taken off"] += 1
            return match[1]
        return value

    def _report(self, line: int, columns: dict[str, str], extra: dict[str, str]) -> Report:
        report_id = columns.get("report_id") or f"R-{content_hash('', columns, extra)[:12]}"
        uid = content_hash(report_id, columns, extra)
        times = {column: self._moment(column, columns) for column in _TIME_COLUMNS}
        return Report(uid, report_id, line, columns, extra, **times)

    def _moment(self, column: str, columns: Mapping[str, str]) -> Moment | None:
        text = columns.get(column)
        if not text:
            return None
        moment = read_moment(text, self.options.zone, self.options.region)
        if moment is None:
            self.noted[f"{column}: not readable as a time, kept as text"] += 1
        return moment


@lru_cache(maxsize=16)
def _of_rejects(matches: tuple[HeaderMatch, ...]) -> tuple[frozenset[int], frozenset[int]]:
    """Gives the places that a rejects file adds to a table: its own four columns, and cells beyond the old header.

    A row taken in again is the row it was: what was said of it is no content, and a cell too many is one still.
    """
    headers = tuple(match.header for match in matches)
    if len(headers) <= len(OWN) or tuple(header.removeprefix("reject_") for header in headers[-len(OWN) :]) != OWN:
        return frozenset(), frozenset()
    first = len(headers) - len(OWN)
    beyond = frozenset(place for place in range(first) if headers[place] == str(place + 1))
    return frozenset(range(first, len(headers))), beyond


def is_unnumbered_seizure(report: Report) -> bool:
    """Says whether a report is a seizure to which its sender gave no number: two may be written alike."""
    return "report_id" not in report.columns and not {"substance", "species"}.isdisjoint(report.columns)


def again(report: Report, number: int) -> Report:
    """Gives the report of a row that is written like `number - 1` earlier ones of its file, and another seizure.

    The same file, or a longer one, gives the same reports again.
    """
    report_id = f"{report.report_id}-{number}"
    return replace(report, report_id=report_id, uid=content_hash(report_id, report.columns, report.extra))


def content_hash(report_id: str, columns: Mapping[str, str], extra: Mapping[str, str]) -> str:
    """BLAKE2b-128 (hex) over the canonical JSON of a report's content: the order of its columns plays no part."""
    text = _CANONICAL_JSON.encode([report_id, columns, extra])
    return hashlib.blake2b(text.encode("utf-8"), digest_size=16).hexdigest()
