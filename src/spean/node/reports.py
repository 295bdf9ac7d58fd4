"""Reports: taking files in, extracting from text, looking a value up, checking the evidence.

What only taking a file in needs is imported there: a look-up must not wait for it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from spean.errors import EvidenceDamaged, WrongUsage
from spean.evidence import store
from spean.evidence.answers import ContestedValue, LookUp
from spean.evidence.batch import Batch, BatchContent, Source, Versions, batch_of
from spean.indicators.spelling import readings
from spean.intake.records import ColumnMapping, IntakeOptions, Original
from spean.linking import store as networks
from spean.model import Kind, Reading, Report, Role
from spean.node.core import Authority, Doing, Node

if TYPE_CHECKING:
    import pyarrow as pa

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as an officer hands it over: where it is, what they say of it, who sent it."""

    path: Path
    options: IntakeOptions
    sender: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What one file came to.

    Attributes:
        batch: its batch's id.
        accepted: reports kept from it now.
        rejected: rows that could not be taken in.
        duplicates: rows known before, or twice in the file.
        mentions: indicators found in the accepted reports.
        rejects_file: where the rejected rows stand, "" where there are none.
        known: whether this very file was taken in before.
        mapping: what each column was taken for.
        warnings: one line each.
        name: the file's, as it is listed.
        inside: what the files inside it came to (an archive's members, a mail's attachments), each a batch.
    """

    batch: str
    accepted: int
    rejected: int
    duplicates: int
    mentions: int
    rejects_file: str
    known: bool
    mapping: ColumnMapping
    warnings: tuple[str, ...]
    name: str
    inside: tuple["Taken", ...] = ()

    @property
    def every(self) -> tuple["Taken", ...]:
        """The file and every file inside it."""
        return (self, *self.inside)


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read, with its batch's id and its indicators: a table of `evidence.tables.MENTION_SCHEMA`."""

    original: Original
    batch: str
    mentions: "pa.Table"


def take_file(node: Node, who: Authority, upload: Upload, progress: Progress) -> Taken:
    """Takes a file into evidence, with the files inside it: all of it, or nothing.

    Args:
        node: the node.
        who: the officer.
        upload: the file.
        progress: told (rows read, 0), then (reports read for indicators, of how many).

    Raises:
        InputRefused: the file can't be taken in at all.
    """
    with node.files.scratch() as scratch:
        reads = _read(upload, scratch, progress)
        first = reads[0]
        asked: dict[str, object] = {"batch": first.batch, "sha256": first.original.intake.sha256}
        asked |= {"sender": upload.sender}
        if len(reads) > 1:
            asked["inside"] = [read.batch for read in reads[1:]]
        with node.act(who, "intake", asked) as doing:
            taken, *inside = [_take(node, doing, upload, read) for read in reads]
            taken = replace(taken, inside=tuple(inside))
            counts = ("accepted", "rejected", "duplicates")
            doing.result = {name: sum(getattr(each, name) for each in taken.every) for name in counts}
    return taken


def _read(upload: Upload, scratch: Path, progress: Progress) -> list[_Read]:
    """Reads everything before the transaction, so that it holds no other officer up."""
    from spean.evidence.tables import MentionRows
    from spean.indicators.extract import extract_report
    from spean.intake.take import batch_name, take_in

    originals = take_in(upload.path, upload.options, scratch, lambda rows: progress(rows, 0))
    of, done, reads = sum(len(original.intake.reports) for original in originals), 0, []
    for original in originals:
        read, mentions = original.intake, MentionRows()
        for report in read.reports:
            mentions.add(report, extract_report(report, region=upload.options.region))
            done += 1
            if done % 500 == 0 or done == of:
                progress(done, of)
        reads.append(_Read(original, batch_name(read.sha256, read.mapping), mentions.table()))
    return reads


def _take(node: Node, doing: Doing, upload: Upload, read: _Read) -> Taken:
    before = store.find_batch(doing.connection, read.batch)
    return _known(node, before, read.original) if before is not None else _keep(node, doing, upload, read)


def _known(node: Node, before: Batch, original: Original) -> Taken:
    read = original.intake
    again = len(read.reports) + read.duplicates
    rejects = str(node.files.root / before.files.rejects) if before.rejected else ""
    warnings = tuple(read.warnings)
    return Taken(before.batch_id, 0, before.rejected, again, 0, rejects, True, read.mapping, warnings, original.name)


def _keep(node: Node, doing: Doing, upload: Upload, taken: _Read) -> Taken:
    import pyarrow as pa
    from pyarrow import compute as pc

    from spean.indicators.extract import EXTRACTOR_VERSION, NORMALISER_VERSION
    from spean.intake.rejects import write_rejects

    read = taken.original.intake
    known = node.evidence(doing.connection).known_uids(report.uid for report in read.reports)
    new = [report for report in read.reports if report.uid not in known]
    mentions = taken.mentions
    if known:
        kept = pa.array([report.uid for report in new], pa.string())
        mentions = mentions.filter(pc.is_in(mentions["uid"], kept))
    content = BatchContent(
        batch_id=taken.batch,
        original=taken.original.path,
        original_sha256=read.sha256,
        source=Source(taken.original.name, upload.sender, doing.now),
        mapping=[
            {"sheet": m.sheet, "header": m.header, "column": m.column, "how": m.how} for m in read.mapping.matches
        ],
        reports=new,
        mentions=mentions,
        write_rejects=lambda path: write_rejects(path, read.rejects, read.mapping.headers),
        rejected=len(read.rejects),
        duplicates=read.duplicates + len(known),
        versions=Versions(EXTRACTOR_VERSION, NORMALISER_VERSION),
    )
    files = node.files.write(content)
    store.add_batch(doing.connection, batch_of(content, files))
    return Taken(
        batch=content.batch_id,
        accepted=len(new),
        rejected=content.rejected,
        duplicates=content.duplicates,
        mentions=pc.sum(pc.equal(mentions["rank"], 0)).as_py() or 0,
        rejects_file=str(node.files.root / files.rejects) if read.rejects else "",
        known=False,
        mapping=read.mapping,
        warnings=(
            *read.warnings,
            *_without_indicator(len(new) - pc.count_distinct(mentions["uid"]).as_py()),
            *_seizures(new, doing),
        ),
        name=taken.original.name,
    )


def _without_indicator(empty: int) -> list[str]:
    return [f"reports kept in which no indicator was found: {empty}"] if empty else []


def _seizures(reports: list[Report], doing: Doing) -> list[str]:
    from spean.seizures.derive import seizure_of

    found = [one for report in reports if (one := seizure_of(report, doing.now.date()))]
    converted = sum(one.converted is not None for one in found)
    return [f"seizures whose quantity converts to kg or m3: {converted} of {len(found)}"] if found else []


@dataclass(frozen=True, slots=True)
class Answer:
    """What a look-up answers with.

    Attributes:
        reading: how the words typed were read.
        found: what evidence says of that value.
        networks: ids of the networks it stands in, at the last `link`.
    """

    reading: Reading
    found: LookUp
    networks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """What every look-up states: for what, on which basis, in which case."""

    purpose: str
    basis: str
    case: str


def look_up(node: Node, who: Authority, value: str, why: Why, kind: Kind | None = None) -> list[Answer]:
    """Looks a value up, however it is spelled; logged before it is answered.

    Returns:
        One answer for each reading of the value that evidence knows, else one for the likeliest reading, else none.

    Raises:
        WrongUsage: the purpose, the basis or the case is blank.
    """
    if not (why.purpose.strip() and why.basis.strip() and why.case.strip()):
        raise WrongUsage("a look-up states its purpose, basis and case", remedy="give --purpose, --basis and --case")
    read = readings(value, region=node.party, kind=kind)
    asked = {"value": value, "purpose": why.purpose, "basis": why.basis, "case": why.case}
    with node.act(who, "lookup", asked) as doing:
        found = node.evidence(doing.connection).lookup((reading.kind, reading.value) for reading in read)
        answers = [Answer(reading, seen, _networks(doing, seen)) for reading, seen in zip(read, found, strict=True)]
        known = [answer for answer in answers if answer.found.role is not None] or answers[:1]
        doing.result = {"reports": sum(len(answer.found.reports) for answer in known)}
    return known


def _networks(doing: Doing, found: LookUp) -> tuple[str, ...]:
    if found.role is not Role.SUSPECT:
        return ()
    return tuple(networks.networks_naming(doing.connection, found.kind, found.value))


def batches(node: Node, who: Authority) -> list[Batch]:
    """Lists what was taken in."""
    with node.act(who, "evidence.list", {}) as doing:
        return store.batches(doing.connection)


def verify(node: Node, who: Authority) -> tuple[int, list[str]]:
    """Checks the hash of every file of evidence against its row.

    Returns:
        The number of batches, and one line for each damaged one.
    """
    damaged = []
    with node.act(who, "evidence.verify", {}) as doing:
        rows = store.batches(doing.connection, superseded=True)
        for batch in rows:
            try:
                node.files.verify(batch.files, again=True)
            except EvidenceDamaged as error:
                damaged.append(f"{batch.batch_id}: {error.message}")
        doing.result = {"batches": len(rows), "damaged": len(damaged)}
    return len(rows), damaged


def contested(node: Node, who: Authority) -> list[ContestedValue]:
    """Lists the values that are suspect in one report and a victim's in another: queued for a person."""
    with node.act(who, "evidence.contested", {}) as doing:
        found = node.evidence(doing.connection).contested()
        doing.result = {"values": len(found)}
    return found
