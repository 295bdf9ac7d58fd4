"""Taking files in: all of a file and what came inside it, or nothing."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from spean.errors import LimitExceeded, SecretMarking
from spean.intake.records import IntakeOptions
from spean.node import health, reports
from spean.node.reports import Taken, Upload

CSV = "narrative,suspect_phone\ncalled,0812345678\n"


def _take(th: Any, path: Path) -> Taken:
    options = IntakeOptions(zone="Asia/Bangkok", region="TH", name=path.name)
    return reports.take_file(th.node, th.officer, Upload(path, options, ""), lambda _done, _of: None)


def _box(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_an_archive_and_its_members_are_batches_with_their_originals(th: Any, tmp_path: Path) -> None:
    path = _box(tmp_path / "box.zip", {"a.csv": CSV, "again.csv": CSV, "b.txt": "another story\n"})
    taken = _take(th, path)
    assert [(each.accepted, each.duplicates, each.known) for each in taken.every] == [
        *((0, 0, False), (1, 0, False), (0, 1, True), (1, 0, False))
    ]
    kept = {batch.source.name: batch.original_sha256 for batch in reports.batches(th.node, th.officer)}
    assert set(kept) == {"box.zip", "box.zip!a.csv", "box.zip!b.txt"}
    originals = th.node.files.root / "originals"
    assert (originals / kept["box.zip"]).read_bytes() == path.read_bytes()
    assert (originals / kept["box.zip!a.csv"]).read_text() == CSV
    assert reports.verify(th.node, th.officer) == (3, [])
    assert list((th.node.files.root / "incoming").iterdir()) == []


@pytest.mark.parametrize(("content", "error"), [("\0" * 32 * 1024**2, LimitExceeded), ("SECRET\nx\n", SecretMarking)])
def test_of_what_is_refused_nothing_is_kept(th: Any, tmp_path: Path, content: str, error: type[Exception]) -> None:
    path = _box(tmp_path / "box.zip", {"a.csv": CSV, "b.txt": content})
    with pytest.raises(error):
        _take(th, path)
    assert reports.batches(th.node, th.officer) == []
    assert [found for found in th.node.files.root.rglob("*") if found.is_file()] == []


def test_what_a_killed_intake_left_is_swept(th: Any) -> None:
    with th.node.files.scratch() as scratch:
        (scratch / "part-1").write_text("x")
        assert health.sweep(th.node, th.officer) == [scratch.relative_to(th.node.files.root).as_posix()]


def test_progress_is_told_while_reading_and_after(th: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("narrative\n" + "".join(f"story {number}\n" for number in range(6000)))
    told: list[tuple[int, int]] = []
    options = IntakeOptions(zone="Asia/Bangkok", region="TH")
    reports.take_file(th.node, th.officer, Upload(path, options, ""), lambda done, of: told.append((done, of)))
    assert told[0] == (5000, 0) and told[-1] == (6000, 6000)
