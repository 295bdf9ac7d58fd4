"""Takes one file in: hash, format, encoding, header, rows; then the files inside it. Nothing is kept."""

import hashlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from spean.errors import FormatUnknown, HeaderUnknown, InputRefused, LimitExceeded, SecretMarking, WrongUsage
from spean.intake.apart import read_apart
from spean.intake.heading import exposed, headed, unique
from spean.intake.mapping import CONTENT_COLUMNS, match_headers, plain
from spean.intake.markings import refuse_marked
from spean.intake.records import (
    HEAD_ROWS,
    MAX_FILE_BYTES,
    ColumnMapping,
    Form,
    HeaderMatch,
    Intake,
    IntakeOptions,
    Note,
    Original,
    Part,
    Row,
    Table,
)
from spean.intake.reports import RowReader, again, is_unnumbered_seizure
from spean.model import CANONICAL_COLUMNS, Reject, Report

#: An archive with a mail with an archive's file: deeper, nobody sends anything.
MAX_DEPTH = 3
#: All the files inside one are read in this time, or it is refused.
TREE_SECONDS = 1800
_WATCHED_ROWS = 5000

Watch = Callable[[int], None]


def batch_name(sha256: str, mapping: ColumnMapping) -> str:
    """Names the batch of a file under a mapping: 32 hex digits of SHA-256 over both hashes (DESIGN: storage)."""
    return hashlib.sha256(f"spean batch\n{sha256}\n{mapping.digest}".encode("ascii")).hexdigest()[:32]


def take_in(path: Path, options: IntakeOptions, scratch: Path, watch: Watch = lambda _rows: None) -> list[Original]:
    """Reads a file of reports; a row that can't be read becomes a reject, and the file goes on.

    Args:
        path: the file; it must not change meanwhile.
        options: what the officer says about it.
        scratch: a folder for what comes inside the file; the caller removes it.
        watch: told how many rows were read so far.

    Returns:
        The file, then every file that came inside it.

    Raises:
        WrongUsage: an option is off (zone, column, mapping, typed).
        InputRefused: the file can't be taken in at all; its kinds are EncodingUnknown, FormatUnknown,
            HeaderUnknown, LimitExceeded and SecretMarking.
    """
    _check(options)
    try:
        return _Tree(scratch, watch).taken(path, options)
    except OSError as error:
        raise InputRefused(f"the file can't be read ({os.strerror(error.errno or 0)})") from error


def _check(options: IntakeOptions) -> None:
    try:
        ZoneInfo(options.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise WrongUsage("the time zone is not known", remedy='name an IANA zone, as "Asia/Bangkok"') from error
    if options.column is not None and options.column not in CANONICAL_COLUMNS:
        raise WrongUsage("the column is not a canonical one", remedy="see docs/formats for the columns")
    if len({path.resolve() for path in options.typed}) < len(options.typed):
        raise WrongUsage("one file was given as both typings", remedy="type the table a second time, into another file")


@dataclass
class _Tree:
    """Takes in a file and the files inside it."""

    scratch: Path
    watch: Watch
    _until: float = field(default_factory=lambda: time.monotonic() + TREE_SECONDS)
    _count: int = 0

    def taken(self, path: Path, options: IntakeOptions, within: tuple[str, ...] = ()) -> list[Original]:
        """Gives the file, then what came inside it, depth first."""
        before, sha256 = _state(path), _sha256(path)
        form, parts = Form("", ""), []
        batch = _Batch(options, self.watch)
        with read_apart(path, options) as items:
            for item in items:
                match item:
                    case Form():
                        form = item
                        _refuse_nested(form.name, within)
                    case Note():
                        batch.warnings.append(item.text)
                    case Table():
                        batch.add(item)
                    case Part():
                        parts.append((item.name, self._saved(item)))
        if _state(path) != before:
            raise InputRefused("the file changed while it was read")
        name = options.name or path.name
        inside = self._inside(name, parts, replace(options, typed=(), format=None), (*within, form.name), batch)
        if form.name == "zip" and not inside:
            raise _nothing_taken(batch.rejects)
        intake = batch.closed(sha256, form)
        if options.typed:
            from spean.intake.typed import beside  # it brings all of `indicators`, which no child needs

            intake = beside(intake, self._typings(options), options.region)
        return [Original(path, name, intake), *inside]

    def _saved(self, part: Part) -> Path:
        self._count += 1
        path = self.scratch / f"part-{self._count}"  # never under the name that it came with
        with path.open("xb") as stream:
            stream.writelines(part.chunks)
        return path

    def _inside(
        self,
        name: str,
        parts: list[tuple[str, Path]],
        options: IntakeOptions,
        within: tuple[str, ...],
        batch: "_Batch",
    ) -> list[Original]:
        """Takes the parts in; one that can't be read is a reject of the file it came in."""
        found: list[Original] = []
        for number, (part, path) in enumerate(parts, start=1):
            if time.monotonic() > self._until:
                raise LimitExceeded(f"the files inside take longer than {TREE_SECONDS} seconds")
            try:
                found += self.taken(path, replace(options, name=f"{name}!{part}"), within)
            except (SecretMarking, LimitExceeded):
                raise  # of a bomb, or of what is secret, nothing is kept, and so not what it came in
            except InputRefused as error:
                batch.rejects.append(Reject(number, error.code, error.message, error.remedy, {"file": part}))
        return found

    def _typings(self, options: IntakeOptions) -> list[Intake]:
        plain = replace(options, typed=(), format=None, name=None)
        return [self.taken(path, plain)[0].intake for path in options.typed]


def _nothing_taken(rejects: list[Reject]) -> InputRefused:
    if not rejects:
        return InputRefused("the archive is empty")
    first = rejects[0]
    return FormatUnknown(f"nothing in the archive can be taken in; of its first file: {first.reason}", remedy=first.fix)


def _refuse_nested(form: str, within: tuple[str, ...]) -> None:
    if form == "zip" and "zip" in within:
        raise FormatUnknown("the file is an archive inside an archive", remedy="unpack it, and take it in by itself")
    if len(within) > MAX_DEPTH:
        raise FormatUnknown("the file is nested too deeply", remedy="take it out, and take it in by itself")


def _state(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    if found.st_size > MAX_FILE_BYTES:
        raise InputRefused(f"the file is larger than {MAX_FILE_BYTES} bytes", remedy="split it")
    if not found.st_size:
        raise InputRefused("the file is empty")
    return found.st_size, found.st_mtime_ns, found.st_ino


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass
class _Batch:
    """Gathers the tables of one file."""

    options: IntakeOptions
    watch: Watch
    matches: list[HeaderMatch] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    noted: Counter[str] = field(default_factory=Counter)
    duplicates: int = 0
    _rows: int = 0
    _seen: set[bytes] = field(default_factory=set)
    _alike: Counter[bytes] = field(default_factory=Counter)
    _headless: int = 0

    def add(self, table: Table) -> None:
        """Takes in one table; one without a known header is left out and counted."""
        if table.instead:
            refuse_marked(table.notes)
            if self.matches:
                return
            self._headless = 0  # its tables stand in the text too
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
            self._rows += 1
            if self._rows % _WATCHED_ROWS == 0:
                self.watch(self._rows)
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

    def closed(self, sha256: str, form: Form) -> Intake:
        """Sums up.

        Raises:
            HeaderUnknown: no table had a header that could be used.
        """
        if not self.matches and form.name != "zip":
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
            sha256,
            mapping,
            self.reports,
            self.rejects,
            self.duplicates,
            form.name,
            form.encoding,
            self.warnings + counted,
        )


def _repeats(row: Row, matches: tuple[HeaderMatch, ...]) -> bool:
    """Whether the row is the header again, as where two exports were joined."""
    if len(matches) < 2 or row.cells[:1] != (matches[0].header,):
        return False
    return unique(row.cells) == tuple(match.header for match in matches)
