"""The records that pass between the parts of intake, and the bounds that all readers keep."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from spean.model import Reject, Report

#: A larger file is refused: it should be split by the sender.
MAX_FILE_BYTES = 2 * 1024**3
#: A longer cell is rejected with its row (in characters).
MAX_CELL_CHARS = 1024**2
#: A longer line or quoted record is rejected (in characters).
MAX_RECORD_CHARS = 4 * 1024**2
#: More columns (or distinct JSON keys) than this are rejected with their row.
MAX_COLUMNS = 1000
#: Header row and markings are looked for in so many first rows.
HEAD_ROWS = 10

#: A name's ending → the format.
EXTENSIONS = {
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".xlsx": "xlsx", ".jsonl": "jsonl", ".ndjson": "jsonl", ".txt": "txt",
    ".json": "json", ".md": "md", ".markdown": "md", ".zip": "zip", ".docx": "docx", ".pdf": "pdf", ".eml": "eml",
    ".jpg": "jpg", ".jpeg": "jpg", ".png": "png",
}  # fmt: skip
#: What `--format` may name.
FORMATS = tuple(dict.fromkeys(EXTENSIONS.values()))

How = Literal["exact", "synonym", "similar", "given", "unmapped"]


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """What the officer says about a file.

    Attributes:
        zone: IANA zone of times written without an offset, for example "Asia/Bangkok".
        region: ISO 3166 country of the sender ("TH", "KH"), or None: decides two-digit years only.
        column: the canonical column that each line of a .txt (or of a single-column file) is; None: narrative.
        mapping: header → canonical column, beats every rule; "" keeps a header as extra.
        name: the original file name, where the path has another one.
        format: the format, where the name's ending does not tell it.
        typed: tables typed from the picture or scan that is taken in, once or twice.
    """

    zone: str
    region: str | None = None
    column: str | None = None
    mapping: Mapping[str, str] | None = None
    name: str | None = None
    format: str | None = None
    typed: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """What one header was taken for.

    Attributes:
        header: as written (made unique within its sheet).
        column: the canonical column, or None: kept as extra.
        score: 0–100, how close the header is to a known name of the column.
        how: by which rule.
        sheet: the spreadsheet's sheet, else "".
    """

    header: str
    column: str | None
    score: float
    how: How
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Every header of a file with its canonical column."""

    matches: tuple[HeaderMatch, ...]

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over (sheet, header, column): with the file's own hash it names the batch."""
        rows = [[match.sheet, match.header, match.column] for match in self.matches]
        text = json.dumps(rows, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers as written, each once, in their order."""
        return tuple(dict.fromkeys(match.header for match in self.matches))

    def columns(self, sheet: str = "") -> tuple[str | None, ...]:
        """The canonical column (or None) of each header of one sheet, in order."""
        return tuple(match.column for match in self.matches if match.sheet == sheet)


@dataclass(frozen=True, slots=True)
class Intake:
    """What one file gave.

    Attributes:
        sha256: hex, of the file's bytes.
        mapping: every header and what it was taken for.
        reports: accepted rows in file order, each content once.
        rejects: rows that could not be taken in.
        duplicates: rows whose content an earlier row of the same file has.
        format: the reader's name, as "csv" (see `tables`).
        encoding: of the text (Python's name), "" where the format itself says it.
        warnings: one line each, without personal values.
    """

    sha256: str
    mapping: ColumnMapping
    reports: list[Report]
    rejects: list[Reject]
    duplicates: int
    format: str
    encoding: str
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row can't be taken in: a stable code, the reason (no value in it) and what the sender can do."""

    code: str
    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row as a reader gives it.

    Attributes:
        line: 1-based line, or the spreadsheet's own row number.
        cells: text by position; "" is empty.
        numbers: positions whose text was a number in the file (a leading zero may be gone).
        nested: positions whose text is JSON of a list or object (never a canonical value).
        fault: set where the reader could not read the row; the cells then hold what was there.
    """

    line: int
    cells: tuple[str, ...]
    numbers: frozenset[int] = frozenset()
    nested: frozenset[int] = frozenset()
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that share one header.

    Attributes:
        rows: all rows in order, read lazily.
        header: the header where the format itself gives it; None: it is looked for in the first rows.
        sheet: the spreadsheet's sheet, else "".
        notes: marking-like places outside the rows (sheet name, page headers).
        instead: read only if no table before it had a known header, as a document's text.
    """

    rows: Iterator[Row]
    header: tuple[str, ...] | None = None
    sheet: str = ""
    notes: tuple[str, ...] = field(default=())
    instead: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """What a file turned out to be: the reader's name and the text's encoding ("" where it plays no part)."""

    name: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Note:
    """A warning of a reader: one line, no personal value."""

    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside a file: an archive's member, a mail's attachment."""

    name: str
    chunks: Iterator[bytes]


Item = Form | Note | Table | Part


@dataclass(frozen=True, slots=True)
class Original:
    """One file with what it gave: the file handed over, or one that came inside it.

    Attributes:
        path: where its bytes are.
        name: as it is listed; a member's is "archive.zip!member".
        intake: what it gave.
    """

    path: Path
    name: str
    intake: Intake
