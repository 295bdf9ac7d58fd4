"""Takes one file in: hash, format, encoding, header, rows. Nothing is written."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from spean.errors import HeaderUnknown, InputRefused, WrongUsage
from spean.intake.encoding import Sampler, encoding_of
from spean.intake.heading import exposed, headed, unique
from spean.intake.mapping import CONTENT_COLUMNS, match_headers, plain
from spean.intake.markings import refuse_marked
from spean.intake.read_xlsx import read_xlsx, survey
from spean.intake.records import (
    HEAD_ROWS,
    MAX_FILE_BYTES,
    ColumnMapping,
    HeaderMatch,
    Intake,
    IntakeOptions,
    Row,
    Table,
)
from spean.intake.reports import RowReader, again, is_unnumbered_seizure
from spean.intake.tables import format_of, text_table
from spean.model import CANONICAL_COLUMNS, Reject, Report

_CHUNK_BYTES = 1024**2


def batch_name(sha256: str, mapping: ColumnMapping) -> str:
    """Names the batch of a file under a mapping: 32 hex digits of SHA-256 over both hashes (DESIGN: storage)."""
    return hashlib.sha256(f"spean batch\n{sha256}\n{mapping.digest}".encode("ascii")).hexdigest()[:32]


def take_in(path: Path, options: IntakeOptions) -> Intake:
    """Reads a file of reports; a row that can't be read becomes a reject, and the file goes on.

    Args:
        path: the file; it must not change meanwhile.
        options: what the officer says about it.

    Raises:
        WrongUsage: an option is off (zone, column, mapping).
        InputRefused: the file can't be taken in at all; its kinds are EncodingUnknown, FormatUnknown,
            HeaderUnknown and SecretMarking.
    """
    _check(options)
    try:
        return _taken(path, options)
    except OSError as error:
        raise InputRefused(f"the file can't be read ({os.strerror(error.errno or 0)})") from error


def _check(options: IntakeOptions) -> None:
    try:
        ZoneInfo(options.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise WrongUsage("the time zone is not known", remedy='name an IANA zone, as "Asia/Bangkok"') from error
    if options.column is not None and options.column not in CANONICAL_COLUMNS:
        raise WrongUsage("the column is not a canonical one", remedy="see docs/formats for the columns")


def _taken(path: Path, options: IntakeOptions) -> Intake:
    before = _state(path)
    form = format_of(path, options)
    sha256, seen = _hashed(path)
    batch = _Batch(options)
    encoding = ""
    if form == "xlsx":
        refuse_marked(survey(path))
        for table in read_xlsx(path):
            batch.add(table)
    else:
        encoding = encoding_of(seen)
        with text_table(path, form, encoding, options.column or "narrative") as table:
            batch.add(table)
    if _state(path) != before:
        raise InputRefused("the file changed while it was read")
    return batch.closed(sha256, form, encoding)


def _state(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    if found.st_size > MAX_FILE_BYTES:
        raise InputRefused(f"the file is larger than {MAX_FILE_BYTES} bytes", remedy="split it")
    if not found.st_size:
        raise InputRefused("the file is empty")
    return found.st_size, found.st_mtime_ns, found.st_ino


def _hashed(path: Path) -> tuple[str, Sampler]:
    digest, seen = hashlib.sha256(), Sampler()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
            seen.feed(chunk)
    seen.feed(b"")
    return digest.hexdigest(), seen


@dataclass
class _Batch:
    """Gathers the tables of one file."""

    options: IntakeOptions
    matches: list[HeaderMatch] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    noted: Counter[str] = field(default_factory=Counter)
    duplicates: int = 0
    _seen: set[bytes] = field(default_factory=set)
    _alike: Counter[bytes] = field(default_factory=Counter)
    _headless: int = 0

    def add(self, table: Table) -> None:
        """Takes in one table; one without a known header is left out and counted."""
        head = list(islice(table.rows, HEAD_ROWS))
        found = headed(replace(table, rows=chain(head, table.rows)), head, self.options)
        refuse_marked(chain(table.notes, *(exposed(row, found) for row in head)))
        if found is None:
            self._headless += 1
            return
        given = {found.header[0]: self.options.column} if found.is_list and self.options.column else None
        matches, warnings = match_headers(found.header, given or self.options.mapping)
        if not CONTENT_COLUMNS & {match.column for match in matches}:
            self._headless += 1
            self.warnings += warnings
            return
        self.warnings += warnings + found.warnings
        self.matches += (replace(match, sheet=table.sheet) for match in matches)
        self._read(found.rows, RowReader(tuple(matches), self.options, self.noted))

    def _read(self, rows: Iterator[Row], reader: RowReader) -> None:
        for row in rows:
            if not row.fault and not any(cell.strip() for cell in row.cells):
                self.noted["rows without any text were passed over"] += 1
                continue
            if _repeats(row, reader.matches):
                self.noted["the header stands again among the rows, passed over"] += 1
                continue
            result = reader.read(row)
            if isinstance(result, Reject):
                self.rejects.append(result)
            else:
                self._keep(result)

    def _keep(self, report: Report) -> None:
        key = bytes.fromhex(report.uid)
        if key in self._seen and is_unnumbered_seizure(report):
            self._alike[key] += 1
            self.noted["seizures without a number are written like an earlier one, each kept"] += 1
            report = again(report, self._alike[key] + 1)
            key = bytes.fromhex(report.uid)
        if key in self._seen:
            self.duplicates += 1
        else:
            self._seen.add(key)
            self.reports.append(report)

    def closed(self, sha256: str, form: str, encoding: str) -> Intake:
        """Sums up.

        Raises:
            HeaderUnknown: no table had a header that could be used.
        """
        if not self.matches:
            remedy = f"rename or map: {'; '.join(self.warnings)}" if self.warnings else None
            raise HeaderUnknown("no header names a narrative, what a suspect used, or what was seized", remedy=remedy)
        if self._headless:
            self.warnings.append(f"sheets without a known header, left out: {self._headless}")
        counted = [f"{text} ({count} times)" for text, count in sorted(self.noted.items())]
        mapping = ColumnMapping(tuple(self.matches))
        known = {plain(header) for header in mapping.headers}
        unused = sum(1 for header in self.options.mapping or () if plain(header) not in known)
        if unused:
            self.warnings.append(f"headers of the given mapping that the file does not have: {unused}")
        return Intake(
            sha256, mapping, self.reports, self.rejects, self.duplicates, form, encoding, self.warnings + counted
        )


def _repeats(row: Row, matches: tuple[HeaderMatch, ...]) -> bool:
    """Whether the row is the header again, as where two exports were joined."""
    if len(matches) < 2 or row.cells[:1] != (matches[0].header,):
        return False
    return unique(row.cells) == tuple(match.header for match in matches)
