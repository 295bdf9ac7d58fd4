"""DOCX (ECMA-376 part 1): the text of everything that is shown, and its tables.

Read here rather than by python-docx, which leaves out content controls (how offices make their forms), tracked
insertions and text boxes.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from spean.errors import EncodingUnknown, InputRefused
from spean.intake.archive import opened
from spean.intake.document import document, first_lines
from spean.intake.encoding import LEGACY_FONTS, LEGACY_REMEDY
from spean.intake.records import Row, Table

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DAMAGED = "the document is damaged"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")


class _Builder(ET.TreeBuilder):
    """Builds the tree of XML that declares no document type: no entity can unfold or reach outside."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise InputRefused("the document declares a document type, as no word processor does")


def read_docx(path: Path) -> Iterator[Table]:
    """Gives each table of the document, then its text, to be read where no table holds reports.

    Raises:
        InputRefused: the file is damaged.
        LimitExceeded: it unfolds to too much.
        EncodingUnknown: it is set in a legacy Khmer font.
    """
    try:
        with opened(path) as archive:
            body = _tree(archive, _BODY)
            notes = [_text(_tree(archive, name)) for name in _NOTES if name in archive.namelist()]
            marked = [line for name in archive.namelist() if _is_heading(name) for line in _lines(archive, name)]
    except ET.ParseError as error:
        raise InputRefused(_DAMAGED) from error
    _refuse_legacy_font(body)
    for table in body.iter(f"{_W}tbl"):
        yield Table(_rows(table))
    text = "\n".join(part for part in (_text(body), *notes) if part)
    yield document(text, notes=marked, instead=True)


def _refuse_legacy_font(body: ET.Element) -> None:
    """Refuses text whose letters only a font makes Khmer: its characters say something else."""
    named = (font for fonts in body.iter(f"{_W}rFonts") for font in fonts.attrib.values())
    if any(font.casefold().startswith(LEGACY_FONTS) for font in named):
        raise EncodingUnknown("the document is set in a legacy Khmer font", remedy=LEGACY_REMEDY)


def _tree(archive: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(archive.read(name), parser=ET.XMLParser(target=_Builder()))  # noqa: S314  # see _Builder


def _is_heading(name: str) -> bool:
    return name.startswith(("word/header", "word/footer")) and name.endswith(".xml")


def _lines(archive: zipfile.ZipFile, name: str) -> list[str]:
    return first_lines(_text(_tree(archive, name)))


def _rows(table: ET.Element) -> Iterator[Row]:
    for number, row in enumerate(_nearest(table, f"{_W}tr"), start=1):
        cells: list[str] = []
        for cell in _nearest(row, f"{_W}tc"):
            cells.append(_text(cell))
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            width = "1" if span is None else span.get(f"{_W}val", "1")
            cells += [""] * (int(width) - 1 if width.isdecimal() and len(width) < 3 else 0)
        if any(cells):
            yield Row(number, tuple(cells))


def _nearest(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Rows or cells of an element, also inside content controls, but none of a table inside."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in (f"{_W}tc", f"{_W}tbl"):
            yield from _nearest(child, tag)


def _text(element: ET.Element) -> str:
    """The text below an element: a line for each paragraph, a table's cells parted by tabs."""
    parts: list[str] = []
    _gather(element, parts)
    lines = (line.rstrip() for line in "".join(parts).split("\n"))
    return "\n".join(lines).strip("\n")


def _gather(element: ET.Element, parts: list[str]) -> None:
    for child in element:
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _BREAKS:
            parts.append(_BREAKS[child.tag])
        elif child.tag != _FALLBACK:  # the same again for old programs
            _gather(child, parts)
            if child.tag in (f"{_W}p", f"{_W}tr"):
                parts.append("\n")
            elif child.tag == f"{_W}tc":
                _close_cell(parts)


def _close_cell(parts: list[str]) -> None:
    while parts and parts[-1] == "\n":
        parts.pop()
    parts.append("\t")
