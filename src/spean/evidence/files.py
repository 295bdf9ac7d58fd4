"""The files of evidence: written whole or not at all, and checked before they are believed.

    originals/<sha256>                                 the file as received
    batches/<batch>/reports.parquet                    its reports
    batches/<batch>/mentions-<extractor>.parquet       derived, can be rebuilt
    batches/<batch>/rejects.csv                        its rows that could not be taken in
    incoming/                                          being written; never read

Every file is written under `incoming`, flushed to the disk, renamed into place, and the folders flushed; only then
does the caller commit the row that names it. What no row names was never acknowledged, and `sweep` removes it. One
process writes to a home at a time; `sweep` belongs to that process.
"""

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from spean.errors import EvidenceDamaged, InputRefused, StorageFailed
from spean.evidence.batch import Batch, BatchContent, BatchFiles
from spean.evidence.tables import mention_table, report_table, sorted_mentions
from spean.model import Mention, Report

#: Small row groups let a look-up by value skip most of a file sorted by value.
_ROW_GROUP_ROWS = 32_768
_Stat = tuple[int, int, int]


class EvidenceFiles:
    """The evidence folder of one home.

    Args:
        root: `<home>/evidence`; made when first written to.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._checked: dict[str, tuple[str, _Stat]] = {}

    def write(self, content: BatchContent) -> BatchFiles:
        """Puts a batch on the disk for good; it counts only once the caller has committed its row.

        Raises:
            StorageFailed: the disk refused; nothing of it is left in place.
            InputRefused: the original is no longer the file that intake read.
        """
        mentions = f"mentions-{_safe(content.versions.extractor)}.parquet"
        kept = f"originals/{content.original_sha256}"
        with self._incoming() as folder:
            _copy(content.original, folder / "original", content.original_sha256)
            _write_table(report_table(content.batch_id, content.reports), folder / "reports.parquet")
            _write_table(sorted_mentions(content.mentions), folder / mentions)
            content.write_rejects(folder / "rejects.csv")
            hashes = {name: _flush(folder / name) for name in ("reports.parquet", mentions, "rejects.csv")}
            (folder / "original").replace(self.root / kept)
            _flush_folder(self.root / "originals")
            place = self._place(folder, content.batch_id)
        files = {f"{place}/{name}": digest for name, digest in hashes.items()}
        return BatchFiles(
            reports=f"{place}/reports.parquet",
            mentions=f"{place}/{mentions}",
            rejects=f"{place}/rejects.csv",
            original=kept,
            sha256=files | {kept: content.original_sha256},
        )

    def write_mentions(
        self, batch: Batch, reports: Sequence[Report], mentions: Mapping[str, Sequence[Mention]], extractor: str
    ) -> BatchFiles:
        """Puts a batch's mentions beside the old ones, as a newer extractor found them.

        The old file stays until no row names it. The caller commits the returned files with
        `store.replace_mentions`.

        Raises:
            StorageFailed: the disk refused.
        """
        old = batch.files
        place = _free((self.root / old.mentions).with_name(f"mentions-{_safe(extractor)}.parquet"))
        with self._incoming() as folder:
            _write_table(sorted_mentions(mention_table(reports, mentions)), folder / "mentions.parquet")
            digest = _flush(folder / "mentions.parquet")
            (folder / "mentions.parquet").rename(place)
            _flush_folder(place.parent)
        name = place.relative_to(self.root).as_posix()
        hashes = {path: known for path, known in old.sha256.items() if path != old.mentions}
        return BatchFiles(old.reports, name, old.rejects, old.original, hashes | {name: digest})

    def verify(self, files: BatchFiles, only: Iterable[str] | None = None, *, again: bool = False) -> None:
        """Checks files against the hashes recorded for them.

        A file found good is not read again by this object while its size, time and inode stay as they were.

        Args:
            files: the batch's files.
            only: the paths to check; all where None.
            again: read them even if they were found good before.

        Raises:
            EvidenceDamaged: a file is missing or has another hash.
        """
        for name in files.sha256 if only is None else only:
            self._verify_file(name, files.sha256[name], again)

    def _verify_file(self, name: str, expected: str, again: bool) -> None:
        path = self.root / name
        try:
            stat = path.stat()
            seen = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
            if not again and self._checked.get(name) == (expected, seen):
                return
            self._checked.pop(name, None)
            found = _sha256(path)
        except OSError as error:
            raise EvidenceDamaged(f"evidence file {name} can't be read") from error
        if found != expected:
            raise EvidenceDamaged(f"evidence file {name} does not have the hash recorded for it")
        self._checked[name] = (expected, seen)

    def sweep(self, batches: Iterable[Batch]) -> list[str]:
        """Removes what a killed process left: everything that no row names.

        Call it only in the process that holds the home for writing, with no batch under way.

        Args:
            batches: every batch in the database, superseded ones too.

        Returns:
            the paths removed, below the root, sorted.
        """
        named = {path for batch in batches for path in batch.files.sha256}
        folders = {str(Path(path).parent) for path in named}
        gone = [path for path in self._leftovers() if path not in named and path not in folders]
        for path in gone:
            target = self.root / path
            shutil.rmtree(target) if target.is_dir() else target.unlink()
        return sorted(gone)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Gives a folder for what is being read; it goes with the block, or with the next `sweep`.

        Raises:
            StorageFailed: the disk refused.
        """
        folder = self.root / "incoming" / secrets.token_hex(8)
        try:
            for above in (self.root, self.root / "incoming"):
                above.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.mkdir(mode=0o700)
        except OSError as error:
            raise StorageFailed("the evidence folder can't be written to") from error
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _leftovers(self) -> list[str]:
        found = [*self.root.glob("incoming/*"), *self.root.glob("originals/*")]
        for batch in self.root.glob("batches/*"):
            found += [batch, *batch.iterdir()]
        names = [path.relative_to(self.root).as_posix() for path in found]
        return sorted(names, key=len, reverse=True)  # what is inside a folder before the folder

    def _place(self, folder: Path, batch: str) -> str:
        _flush_folder(folder)
        place = _free(self.root / "batches" / batch)
        folder.rename(place)
        _flush_folder(place.parent)
        return place.relative_to(self.root).as_posix()

    @contextmanager
    def _incoming(self) -> Iterator[Path]:
        folder = self.root / "incoming" / secrets.token_hex(8)
        try:
            for name in ("", "incoming", "originals", "batches"):
                (self.root / name).mkdir(mode=0o700, parents=True, exist_ok=True)
            _flush_folder(self.root)
            folder.mkdir()
            yield folder
        except (OSError, pa.ArrowException) as error:
            raise StorageFailed("a batch could not be written to the evidence folder") from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _safe(version: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "_", version)


def _free(place: Path) -> Path:
    """Gives the place, or one beside it where a killed process left something: a row may name what stands there."""
    return place.with_name(f"{place.stem}-{secrets.token_hex(4)}{place.suffix}") if place.exists() else place


def _write_table(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd", row_group_size=_ROW_GROUP_ROWS)


def _copy(original: Path, place: Path, sha256: str) -> None:
    try:
        shutil.copyfile(original, place)
    except FileNotFoundError as error:
        raise InputRefused("the file went away while it was taken in") from error
    if _flush(place) != sha256:
        raise InputRefused("the file changed while it was taken in")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(path: Path) -> str:
    """Forces a file to the disk and gives its SHA-256."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
