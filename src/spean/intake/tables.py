"""Which format a file is in, and what its reader gives. Runs in the child (see `child`)."""

import codecs
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from spean.errors import FormatUnknown
from spean.intake.encoding import Sampler, encoding_of
from spean.intake.markings import refuse_marked
from spean.intake.read_csv import read_csv, sniff_delimiter
from spean.intake.read_jsonl import keys_of, read_jsonl
from spean.intake.read_txt import read_txt
from spean.intake.records import EXTENSIONS, Form, IntakeOptions, Item, Table

_MAGIC = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_BINARY = frozenset({"xlsx", "docx", "zip", "pdf", "png", "jpg"})
_FOREIGN = (
    (
        b"\xd0\xcf\x11\xe0",
        "an old or encrypted Office file",
        "open it in Office and save it as .xlsx, .docx or .pdf without a password",
    ),
    (b"\x1f\x8b", "compressed", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it, and take its files in"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it, and take its files in"),
    (b"GIF8", "a GIF picture", "save it as .png"),
    (b"RIFF", "a WebP picture or media file", "save a picture as .png"),
    (b"SQLite format 3", "a database", "export its table as CSV"),
)
_PDF_HEAD_BYTES = 1024
_CHUNK_BYTES = 1024**2


def _escape(error: UnicodeError) -> tuple[str, int]:
    """Turns each undecodable byte into a lone surrogate, in any codec: its row is rejected, the file goes on."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + byte) for byte in bad), error.end


codecs.register_error("spean.escape", _escape)


def read_file(path: Path, options: IntakeOptions) -> Iterator[Item]:
    """Gives what a file is (`Form`, first), then its tables, parts and notes.

    Raises:
        InputRefused: the file can't be taken in; its kinds are EncodingUnknown, FormatUnknown, LimitExceeded
            and SecretMarking.
    """
    form = format_of(path, options)
    if form in _BINARY or form == "eml":
        yield Form(form, "")
        yield from _binary(path, form)
        return
    encoding = encoding_of(_sampled(path))
    yield Form(form, encoding)
    if form in ("json", "md"):
        with opened_text(path, encoding) as stream:
            yield from _whole(stream, form, options)
        return
    with text_table(path, form, encoding, options) as table:
        yield table


def format_of(path: Path, options: IntakeOptions) -> str:
    """Names the format by the file's bytes, what the officer says, and its (original) name.

    Raises:
        FormatUnknown: it is none that intake reads, or name and bytes disagree.
    """
    with path.open("rb") as stream:
        head = stream.read(_PDF_HEAD_BYTES)
    by_name = options.format or EXTENSIONS.get(Path(options.name or path.name).suffix.lower())
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive_form(path)
    for magic, form in _MAGIC:
        if head.startswith(magic):
            return form
    for magic, what, remedy in _FOREIGN:
        if head.startswith(magic):
            raise FormatUnknown(f"the file is {what}", remedy=remedy)
    if by_name is None:
        raise FormatUnknown("the file's name has no ending that intake knows")
    if by_name == "pdf" and b"%PDF-" in head:
        return by_name
    if by_name in _BINARY:
        raise FormatUnknown(
            f"the file is named .{by_name} and is none", remedy="save it anew in the program it is from"
        )
    return by_name


def _archive_form(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise FormatUnknown("the file is a damaged archive", remedy="send it again") from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    if names & {"[Content_Types].xml", "mimetype", "AndroidManifest.xml"}:
        raise FormatUnknown("the file is another program's document", remedy="save it as .xlsx, .docx or .pdf")
    return "zip"


def _binary(path: Path, form: str) -> Iterator[Item]:
    """Runs the reader of a format that is not plain text; each is imported only where it is needed."""
    match form:
        case "xlsx":
            from spean.intake.read_xlsx import read_xlsx, survey

            refuse_marked(survey(path))
            yield from read_xlsx(path)
        case "docx":
            from spean.intake.read_docx import read_docx

            yield from read_docx(path)
        case "pdf":
            from spean.intake.read_pdf import read_pdf

            yield from read_pdf(path)
        case "eml":
            from spean.intake.read_eml import read_eml

            yield from read_eml(path)
        case "zip":
            from spean.intake.read_zip import read_zip

            yield from read_zip(path)
        case _:
            from spean.intake.read_image import read_image

            yield from read_image(path)


def _whole(stream: TextIO, form: str, options: IntakeOptions) -> Iterator[Item]:
    """Runs the reader of a text format that is read as a whole."""
    if form == "json":
        from spean.intake.read_json import read_json

        yield from read_json(stream, tuple(options.mapping or ()))
    else:
        from spean.intake.read_md import read_md

        yield read_md(stream.read())


def _sampled(path: Path) -> Sampler:
    seen = Sampler()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            seen.feed(chunk)
    seen.feed(b"")
    return seen


@contextmanager
def opened_text(path: Path, encoding: str) -> Iterator[TextIO]:
    """Opens decoded text with universal line ends; undecodable bytes come as lone surrogates."""
    with path.open(encoding=encoding, errors="spean.escape", newline=None) as stream:
        yield stream


@contextmanager
def text_table(path: Path, form: str, encoding: str, options: IntakeOptions) -> Iterator[Table]:
    """Opens the one table of a text file.

    Args:
        path: the file.
        form: csv, tsv, jsonl or txt.
        encoding: Python's codec name.
        options: the column of a .txt's lines stands there.
    """
    keys: tuple[str, ...] = ()
    delimiter = ","
    with opened_text(path, encoding) as stream:
        if form == "jsonl":
            keys = keys_of(stream)
        elif form in ("csv", "tsv"):
            delimiter = sniff_delimiter(stream, form)
    with opened_text(path, encoding) as stream:
        match form:
            case "txt":
                yield read_txt(stream, options.column or "narrative")
            case "jsonl":
                yield read_jsonl(stream, keys)
            case _:
                yield read_csv(stream, delimiter)
