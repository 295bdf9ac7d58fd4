"""XLSX through python-calamine, after a look at what the archive would unfold to.

Calamine holds a sheet as a full rectangle: a 5 KB file with cells in A1 and XFD1048576 makes it ask for 512 GiB and
abort the process (measured, 0.9.1). So the archive's sizes and each sheet's rectangle are checked first, with expat.
"""

import datetime as dt
import re
import xml.parsers.expat as expat
import zipfile
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from spean.errors import InputRefused
from spean.intake.archive import opened
from spean.intake.records import Row, Table

#: Cells of one sheet's rectangle (calamine takes 32 bytes each).
MAX_AREA_CELLS = 10_000_000
#: Digits an Excel number keeps; longer accounts are damaged.
EXACT_DIGITS = 15
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})$")
_HEADING_CODES = re.compile(r'&(?:"[^"]*"|[0-9]+|K[0-9A-F]{6}|[A-Z])')
_DAMAGED = "the workbook is damaged"
_CHUNK_BYTES = 256 * 1024


class _SheetSurvey:
    """Counts the rectangle of one sheet and gathers its page headers and footers."""

    def __init__(self) -> None:
        self.headings: list[str] = []
        self._row = self._column = self._last_row = self._last_column = 0
        self._heading: list[str] | None = None
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, data: bytes) -> None:
        """Takes the next bytes of the sheet's XML; `b""` ends it."""
        self._parser.Parse(data, not data)
        if self._last_row * self._last_column > MAX_AREA_CELLS:
            raise InputRefused(
                f"a sheet spans more than {MAX_AREA_CELLS} cells",
                remedy="delete stray cells far below or right of the table, or save it as CSV",
            )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() and len(number) < 9 else self._row + 1
            self._column = 0
        elif local == "c":
            self._place(attributes.get("r", ""))
        elif local in ("v", "is", "f"):
            self._last_row = max(self._last_row, self._row)
            self._last_column = max(self._last_column, self._column)
        elif local.endswith(("Header", "Footer")) and local != "headerFooter":
            self._heading = []
        elif local == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            self._target(attributes.get("Target", ""))

    def _target(self, target: str) -> None:
        if not target.lower().endswith(".xml"):  # else a sheet could pass unsurveyed
            raise InputRefused(_DAMAGED)

    def _place(self, reference: str) -> None:
        match = _REFERENCE.match(reference)
        if match is None:
            self._column += 1
            return
        self._row, self._column = int(match[2]), 0
        for letter in match[1].upper():
            self._column = self._column * 26 + ord(letter) - 64

    def _end(self, name: str) -> None:
        if self._heading is not None and name.endswith(("Header", "Footer")):
            self.headings.extend(_HEADING_CODES.sub("\n", "".join(self._heading)).split("\n"))
            self._heading = None

    def _data(self, text: str) -> None:
        if self._heading is not None:
            self._heading.append(text)

    def _doctype(self, *_: object) -> None:
        raise InputRefused("the workbook declares a document type, as no spreadsheet program does")


def survey(path: Path) -> tuple[str, ...]:
    """Checks sizes and rectangles before anything is unpacked in memory.

    Returns:
        the texts of page headers and footers, which can carry a marking.

    Raises:
        InputRefused: the archive unfolds to too much, is encrypted or damaged.
    """
    try:
        with opened(path) as archive:
            return tuple(_headings(archive))
    except (expat.ExpatError, ValueError) as error:
        raise InputRefused(_DAMAGED) from error


def _headings(archive: zipfile.ZipFile) -> Iterator[str]:
    for member in archive.infolist():
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        sheet = _SheetSurvey()
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                sheet.feed(chunk)
        sheet.feed(b"")
        yield from sheet.headings


def read_xlsx(path: Path) -> Iterator[Table]:
    """Reads every worksheet that is not empty, in order; the row number is the spreadsheet's own.

    Raises:
        InputRefused: calamine can't read the workbook.
    """
    try:
        with path.open("rb") as stream:
            workbook = CalamineWorkbook.from_filelike(stream)
        for meta in workbook.sheets_metadata:
            if meta.typ == SheetTypeEnum.WorkSheet:
                sheet = workbook.get_sheet_by_name(meta.name)
                if sheet.height:
                    yield Table(rows=_rows(sheet), sheet=meta.name, notes=(meta.name,))
    except PasswordError as error:
        raise InputRefused("the workbook is encrypted", remedy="save it without a password") from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise InputRefused(_DAMAGED) from error


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    for line, values in enumerate(sheet.iter_rows(), start=1):
        if any(value != "" for value in values):
            numbers = (i for i, v in enumerate(values) if isinstance(v, int | float) and not isinstance(v, bool))
            yield Row(line, tuple(map(cell_text, values)), frozenset(numbers))


def cell_text(value: object) -> str:
    """A cell as text: whole numbers without ".0", dates in ISO 8601, TRUE and FALSE as Excel shows them.

    A number beyond EXACT_DIGITS digits keeps its exponent form: its last digits are lost, and must look so.
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number_text(value)
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _number_text(value: float) -> str:
    if abs(value) >= 10**EXACT_DIGITS:
        return f"{value:.14E}"
    return str(int(value)) if value == int(value) else repr(value)
