import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from spean.errors import EvidenceDamaged, InputRefused, StorageFailed
from spean.evidence.batch import Batch, BatchContent
from spean.evidence.files import EvidenceFiles
from spean.evidence.query import Evidence
from spean.evidence.tables import MENTION_SCHEMA
from spean.model import Kind, Role

Keep = Callable[[BatchContent], Batch]


@pytest.fixture
def content(made: Any) -> BatchContent:
    reports = [made.report(f"r{n}") for n in range(5)]
    found = {r.uid: [made.mention(Kind.PHONE, f"+6681234567{n}", Role.SUSPECT)] for n, r in enumerate(reports)}
    return made.content(reports, found)


def test_a_batch_lies_where_the_design_says(files: EvidenceFiles, keep: Keep, content: BatchContent) -> None:
    batch = keep(content)
    place = f"batches/{batch.batch_id}"
    assert set(batch.files.sha256) == {
        f"{place}/reports.parquet",
        f"{place}/mentions-1.parquet",
        f"{place}/rejects.csv",
        f"originals/{content.original_sha256}",
    }
    assert (files.root / batch.files.original).read_bytes() == content.original.read_bytes()
    assert list((files.root / "incoming").iterdir()) == []
    files.verify(batch.files)


def test_a_file_that_changed_since_it_was_read_is_refused(files: EvidenceFiles, content: BatchContent) -> None:
    content.original.write_bytes(b"changed")
    with pytest.raises(InputRefused):
        files.write(content)
    content.original.unlink()
    with pytest.raises(InputRefused):
        files.write(content)
    assert [path for path in files.root.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("which", ["reports", "mentions", "rejects", "original"])
def test_a_flipped_bit_is_found(files: EvidenceFiles, keep: Keep, content: BatchContent, which: str) -> None:
    batch = keep(content)
    path = files.root / getattr(batch.files, which)
    files.verify(batch.files)
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(EvidenceDamaged):
        files.verify(batch.files)


@pytest.mark.parametrize("which", ["reports", "mentions"])
def test_no_question_is_answered_from_a_damaged_file(
    files: EvidenceFiles, keep: Keep, content: BatchContent, which: str
) -> None:
    batch = keep(content)
    path = files.root / getattr(batch.files, which)
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 3] ^= 4
    path.write_bytes(damaged)
    with pytest.raises(EvidenceDamaged):
        Evidence(EvidenceFiles(files.root), [batch])
    path.unlink()
    with pytest.raises(EvidenceDamaged):
        Evidence(EvidenceFiles(files.root), [batch])


def test_a_change_that_keeps_size_and_time_is_found_when_asked_again(
    files: EvidenceFiles, keep: Keep, content: BatchContent
) -> None:
    batch = keep(content)
    files.verify(batch.files)
    path = files.root / batch.files.reports
    before = path.stat()
    damaged = bytearray(path.read_bytes())
    damaged[9] ^= 1
    path.write_bytes(damaged)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(EvidenceDamaged):
        files.verify(batch.files, again=True)


def test_sweep_takes_only_what_no_row_names(made: Any, files: EvidenceFiles, keep: Keep, content: BatchContent) -> None:
    kept = keep(content)
    keep(made.content([made.report("other")], {}, "b.csv"))
    (files.root / "incoming" / "left").mkdir()
    (files.root / "batches" / kept.batch_id / "mentions-0.parquet").write_bytes(b"old")
    assert files.sweep([kept])
    files.verify(kept.files, again=True)
    assert {p.relative_to(files.root).as_posix() for p in files.root.rglob("*") if p.is_file()} == set(
        kept.files.sha256
    )
    assert files.sweep([kept]) == []


def test_writing_twice_never_touches_what_a_row_names(files: EvidenceFiles, keep: Keep, content: BatchContent) -> None:
    first = keep(content)
    second = keep(replace(content, reports=[], duplicates=5))
    files.verify(first.files, again=True)
    assert second.files.reports != first.files.reports
    files.sweep([first])
    files.verify(first.files, again=True)


def test_newer_mentions_stand_beside_the_old_ones(files: EvidenceFiles, keep: Keep, content: BatchContent) -> None:
    batch = keep(content)
    newer = files.write_mentions(batch, MENTION_SCHEMA.empty_table(), "2/beta")
    files.verify(batch.files, again=True)
    files.verify(newer, again=True)
    assert newer.mentions.endswith("mentions-2_beta.parquet")
    assert set(newer.sha256) == {newer.reports, newer.mentions, newer.rejects, newer.original}
    with Evidence(files, [replace(batch, files=newer)]) as evidence:
        assert (evidence.counts().reports, evidence.counts().mentions) == (5, 0)


def test_a_full_or_closed_disk_keeps_nothing(files: EvidenceFiles, content: BatchContent) -> None:
    files.root.parent.mkdir(exist_ok=True)
    files.root.write_bytes(b"a file where the folder should be")
    with pytest.raises(StorageFailed):
        files.write(content)


_WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from conftest import Made
from spean.evidence.batch import batch_of
from spean.evidence.files import EvidenceFiles
from spean.model import Kind, Role

files = EvidenceFiles(Path(sys.argv[1]))
Made = Made(Path(sys.argv[3]))
print("ready", flush=True)
for round_number in range(10_000):
    reports = [Made.report(f"{round_number}-{n}") for n in range(40)]
    found = {r.uid: [Made.mention(Kind.PHONE, "+66812345678", Role.SUSPECT)] for r in reports}
    batch = batch_of(content := Made.content(reports, found), files.write(content))
    sys.stdout.write(repr(batch) + "\\n")  # the row that the database would commit
    sys.stdout.flush()
"""


def _kill_at_random(root: Path, pause_seconds: float) -> list[Batch]:
    """Runs the writer until SIGKILL; gives the batches whose row was committed."""
    import datetime

    from spean.evidence.batch import BatchFiles, Source, Versions

    names = {"datetime": datetime, "Batch": Batch, "BatchFiles": BatchFiles, "Source": Source, "Versions": Versions}
    command = [sys.executable, "-c", _WRITER, str(root), str(Path(__file__).parent), str(root.parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(pause_seconds)
        writer.send_signal(signal.SIGKILL)
        lines = writer.stdout.read().split("\n")
    return [eval(line, names) for line in lines[:-1]]  # noqa: S307 - our own repr


def test_a_kill_leaves_all_of_a_batch_or_nothing_that_counts(tmp_path: Path) -> None:
    pauses = random.Random(7)
    for round_number in range(4):
        root = tmp_path / str(round_number)
        committed = _kill_at_random(root, pauses.uniform(0.02, 0.3))
        files = EvidenceFiles(root)
        for batch in committed:
            files.verify(batch.files)
        files.sweep(committed)
        left = {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}
        assert left == {path for batch in committed for path in batch.files.sha256}
        with Evidence(files, committed) as evidence:
            assert evidence.counts().reports == 40 * len(committed)
