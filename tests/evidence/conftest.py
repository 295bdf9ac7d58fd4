import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from spean.evidence.batch import Batch, BatchContent, Source, Versions, batch_of
from spean.evidence.files import EvidenceFiles
from spean.evidence.query import Evidence
from spean.evidence.tables import mention_table
from spean.model import Kind, Mention, Report, Role

RECEIVED = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
VERSIONS = Versions("1", "1")


def write_no_rejects(path: Path) -> None:
    path.write_text("line,code\n")


class Made:
    """Makes made-up records, shortly; originals lie in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @staticmethod
    def report(report_id: str, **columns: str) -> Report:
        uid = hashlib.sha256(report_id.encode()).hexdigest()[:32]
        return Report(uid, report_id, 2, {"narrative": "made up", **columns})

    @staticmethod
    def mention(kind: Kind, value: str, role: Role, confidence: float = 0.95, field: str = "narrative") -> Mention:
        return Mention(kind, value, value, 0, len(value), role, confidence, field)

    @staticmethod
    def phone(role: Role, confidence: float = 0.95, value: str = "+66812345678") -> Mention:
        return Made.mention(Kind.PHONE, value, role, confidence)

    def content(
        self, reports: Sequence[Report], mentions: Mapping[str, Sequence[Mention]], name: str = "a.csv"
    ) -> BatchContent:
        text = f"{name} {[report.uid for report in reports]}".encode()
        sha256 = hashlib.sha256(text).hexdigest()
        original = self.folder / sha256
        original.write_bytes(text)
        return BatchContent(
            batch_id=sha256[:32],
            original=original,
            original_sha256=sha256,
            source=Source(name, "hotline", RECEIVED),
            mapping=[{"header": "tel", "column": "suspect_phone", "score": 90.5}],
            reports=reports,
            mentions=mention_table(reports, mentions),
            write_rejects=write_no_rejects,
            rejected=0,
            duplicates=0,
            versions=VERSIONS,
        )


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


@pytest.fixture
def files(tmp_path: Path) -> EvidenceFiles:
    return EvidenceFiles(tmp_path / "evidence")


@pytest.fixture
def keep(files: EvidenceFiles) -> Callable[[BatchContent], Batch]:
    return lambda content: batch_of(content, files.write(content))


@pytest.fixture
def evidence_of(made: Made, files: EvidenceFiles) -> Callable[[Mapping[str, Sequence[Mention]]], Evidence]:
    """Evidence of one batch: report id → its mentions."""

    def build(mentions: Mapping[str, Sequence[Mention]]) -> Evidence:
        reports = [made.report(report_id) for report_id in mentions]
        found = {report.uid: mentions[report.report_id] for report in reports}
        content = made.content(reports, found)
        return Evidence(files, [batch_of(content, files.write(content))])

    return build
