"""The records of one batch: what goes in, what lies on disk, what the database row says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from spean.model import Report


@dataclass(frozen=True, slots=True)
class Versions:
    """Which code derived the mentions of a batch; both stand in file names and rows.

    Attributes:
        extractor: version of `spean.indicators.extract`.
        normaliser: version of the normalisation rules.
    """

    extractor: str
    normaliser: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a file came from.

    Attributes:
        name: the file's name as it was given.
        sender: who sent it: an office, a bank, a hotline; "" where not stated.
        received_at: the instant it was taken in, UTC.
    """

    name: str
    sender: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class BatchContent:
    """One file on its way into evidence.

    Attributes:
        batch_id: 32 hex digits, a hash of (file, mapping); intake gives it.
        original: the file as received.
        original_sha256: what intake found its SHA-256 to be, hex.
        source: where it came from.
        mapping: one JSON object per column of the file, as intake decided it.
        reports: the reports to keep; those already in evidence are left out (`Evidence.known_uids`).
        mentions: of those reports, a table of `tables.MENTION_SCHEMA` in any order.
        write_rejects: writes the rows that could not be taken in to the path it is given.
        rejected: how many those are.
        duplicates: how many reports of the file were in evidence already, or twice in the file.
        versions: which code derived the mentions.
    """

    batch_id: str
    original: Path
    original_sha256: str
    source: Source
    mapping: Sequence[Mapping[str, object]]
    reports: Sequence[Report]
    mentions: pa.Table
    write_rejects: Callable[[Path], None]
    rejected: int
    duplicates: int
    versions: Versions


@dataclass(frozen=True, slots=True)
class BatchFiles:
    """The files of one batch as they lie on disk.

    Attributes:
        reports: path below the evidence root of `reports.parquet`.
        mentions: the same of the mentions.
        rejects: the same of `rejects.csv`.
        original: the same of the original.
        sha256: path → SHA-256 in hex, for all four.
    """

    reports: str
    mentions: str
    rejects: str
    original: str
    sha256: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch as the database knows it.

    Attributes:
        batch_id: a hash of (file, mapping).
        original_sha256: SHA-256 of the original, hex.
        source: where it came from.
        mapping: one JSON object per column of the file.
        accepted: reports kept.
        rejected: rows rejected.
        duplicates: reports left out because they were known.
        versions: which code derived the mentions.
        files: what lies on disk.
        superseded: whether another batch took its place; then no query reads it.
    """

    batch_id: str
    original_sha256: str
    source: Source
    mapping: Sequence[Mapping[str, object]]
    accepted: int
    rejected: int
    duplicates: int
    versions: Versions
    files: BatchFiles
    superseded: bool = False


def batch_of(content: BatchContent, files: BatchFiles) -> Batch:
    """Gives the row that belongs to a batch just written."""
    return Batch(
        batch_id=content.batch_id,
        original_sha256=content.original_sha256,
        source=content.source,
        mapping=[dict(column) for column in content.mapping],
        accepted=len(content.reports),
        rejected=content.rejected,
        duplicates=content.duplicates,
        versions=content.versions,
        files=files,
    )
