"""Which format a file is in, and the tables its reader gives."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from spean.errors import FormatUnknown
from spean.intake.read_csv import read_csv, sniff_delimiter
from spean.intake.read_jsonl import keys_of, read_jsonl
from spean.intake.read_txt import read_txt
from spean.intake.read_xlsx import is_workbook
from spean.intake.records import IntakeOptions, Table

_EXTENSIONS = {
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".xlsx": "xlsx", ".jsonl": "jsonl", ".ndjson": "jsonl", ".txt": "txt",
}  # fmt: skip
_FOREIGN = (
    (
        b"\xd0\xcf\x11\xe0",
        "an old or encrypted Office file",
        "open it in Excel and save it as .xlsx without a password",
    ),
    (b"%PDF", "a PDF", "ask the sender for the table the PDF was made from"),
    (b"PK\x03\x04", "an archive", "unpack it, and take its files in one by one"),
    (b"\x1f\x8b", "compressed", "unpack it first"),
    (b"SQLite format 3", "a database", "export its table as CSV"),
)


def _escape(error: UnicodeError) -> tuple[str, int]:
    """Turns each undecodable byte into a lone surrogate, in any codec: its row is rejected, the file goes on."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + byte) for byte in bad), error.end


codecs.register_error("spean.escape", _escape)


def format_of(path: Path, options: IntakeOptions) -> str:
    """Names the format by the file's bytes and its (original) name.

    Raises:
        FormatUnknown: it is none that intake reads, or name and bytes disagree.
    """
    with path.open("rb") as stream:
        head = stream.read(16)
    by_name = _EXTENSIONS.get(Path(options.name or path.name).suffix.lower())
    if head.startswith(b"PK\x03\x04") and is_workbook(path):
        return "xlsx"
    for magic, what, remedy in _FOREIGN:
        if head.startswith(magic):
            raise FormatUnknown(f"the file is {what}", remedy=remedy)
    if by_name is None:
        raise FormatUnknown("the file's name has no ending that intake knows")
    if by_name == "xlsx":
        raise FormatUnknown(
            "the file is named .xlsx and is no workbook", remedy="open it in Excel and save it as .xlsx"
        )
    return by_name


@contextmanager
def opened_text(path: Path, encoding: str) -> Iterator[TextIO]:
    """Opens decoded text with universal line ends; undecodable bytes come as lone surrogates."""
    with path.open(encoding=encoding, errors="spean.escape", newline=None) as stream:
        yield stream


@contextmanager
def text_table(path: Path, form: str, encoding: str, column: str) -> Iterator[Table]:
    """Opens the one table of a text file.

    Args:
        path: the file.
        form: csv, tsv, jsonl or txt.
        encoding: Python's codec name.
        column: the canonical column of a line in a .txt.
    """
    keys: tuple[str, ...] = ()
    delimiter = ","
    if form != "txt":
        with opened_text(path, encoding) as stream:
            if form == "jsonl":
                keys = keys_of(stream)
            else:
                delimiter = sniff_delimiter(stream, form)
    with opened_text(path, encoding) as stream:
        if form == "txt":
            yield read_txt(stream, column)
        elif form == "jsonl":
            yield read_jsonl(stream, keys)
        else:
            yield read_csv(stream, delimiter)
