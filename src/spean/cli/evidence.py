"""`intake`, `extract`, `lookup`, `evidence`, `export`: reports in, values out."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from spean.cli.context import DONE_WITH_REJECTS, Desk, Output, clip, desk, desk_options, json_option, table
from spean.cli.lines import texts
from spean.cli.local_use import mark_beside
from spean.cli.scam_types import evidence_types
from spean.cli.seizures import evidence_seizures
from spean.errors import WrongUsage
from spean.evidence.answers import StoredMention
from spean.intake.records import FORMATS, MAX_FILE_BYTES, HeaderMatch, IntakeOptions
from spean.model import CANONICAL_COLUMNS, Kind, Mention
from spean.node import reports
from spean.node.reports import Answer, Taken, Why

KIND = click.Choice([kind.value for kind in Kind])
#: So many places of a value in the text answer.
_SHOWN = 20


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--as",
    "column",
    type=click.Choice(CANONICAL_COLUMNS),
    default=None,
    help="Take each line of a list as this column, as suspect_url for a block list.",
)
@click.option("--map", "mapped", multiple=True, metavar="HEADER=COLUMN", help="Say what a header is; repeatable.")
@click.option("--source", "sender", default="", help="Who sent the file; a partner's code where its material is in it.")
@click.option("--format", "form", type=click.Choice(FORMATS), default=None, help="The format, for - (stdin) always.")
@click.option(
    "--typed",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A table typed from FILE, a picture or scan. Give it twice, typed by two people or at two times: rows whose "
    "phones and account numbers do not agree are rejected.",
)
@click.option("--suggest", is_flag=True, help="Only print what OCR (tesseract) reads in a picture; nothing is kept.")
@desk_options
def intake_command(file: Path, suggest: bool, out: Output, **said: Any) -> int:
    """Take FILE (- for stdin) into evidence.

    Read are .csv .tsv .xlsx .jsonl .json .txt .md .docx .pdf .eml .zip .jpg .png: a document is one report, a
    picture's QR codes are read, and what came inside an archive or a mail is taken in beside it.
    """
    if suggest:
        return _suggested(file, out)
    with desk() as at:
        options = _options(file, at, **said)
        with _given(at, file) as path:
            upload = reports.Upload(path, options, said["sender"])
            taken = reports.take_file(at.node, at.who, upload, lambda done, of: out.progress(_progress(done, of)))
    out.clear()
    out.answer(_taken(taken), lambda: _taken_text(taken))
    return DONE_WITH_REJECTS if any(each.rejected and not each.known for each in taken.every) else 0


def _options(
    file: Path,
    at: Desk,
    column: str | None,
    mapped: tuple[str, ...],
    form: str | None,
    typed: tuple[Path, ...],
    **_: Any,
) -> IntakeOptions:
    if _is_stdin(file) and form is None:
        raise WrongUsage("the format of what stands on stdin is not named", remedy="add --format, as --format csv")
    return IntakeOptions(
        zone=at.node.settings.node.zone,
        region=at.node.party,
        column=column,
        mapping=_mapping(mapped),
        name=f"stdin.{form}" if _is_stdin(file) else file.name,
        format=form,
        typed=typed,
    )


def _is_stdin(file: Path) -> bool:
    return str(file) == "-"


@contextmanager
def _given(at: Desk, file: Path) -> Iterator[Path]:
    """The file, or a copy of stdin inside the node's own folder: what stands there goes nowhere else."""
    if not _is_stdin(file):
        yield file
        return
    with at.node.files.scratch() as scratch:
        copy = scratch / "stdin"
        with copy.open("xb") as stream:
            left = MAX_FILE_BYTES + 1  # one more than is read: what is longer is refused there
            while left and (chunk := sys.stdin.buffer.read(min(left, 1024**2))):
                stream.write(chunk)
                left -= len(chunk)
        yield copy


def _progress(done: int, of: int) -> str:
    return f"{done} of {of} reports read" if of else f"{done} rows read"


def _suggested(file: Path, out: Output) -> int:
    from spean.intake.ocr import suggestion

    text = suggestion(file)
    out.answer({"suggestion": text}, text)
    click.echo(
        "A machine's guess, to help typing: nothing was kept. Type the table, and give it with --typed.", err=True
    )
    return 0


def _mapping(mapped: tuple[str, ...]) -> dict[str, str] | None:
    pairs = [pair.rpartition("=") for pair in mapped]
    if any(not header for header, _, _ in pairs):
        raise WrongUsage("a mapping is written HEADER=COLUMN", remedy="as --map 'เบอร์โทร=suspect_phone'")
    return {header: column for header, _, column in pairs} or None


def _taken(taken: Taken) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": taken.name,
        "accepted": taken.accepted,
        "rejected": taken.rejected,
        "duplicates": taken.duplicates,
        "batch": taken.batch,
        "rejects_file": taken.rejects_file,
        "known": taken.known,
        "mentions": taken.mentions,
        "columns": {match.header: match.column for match in taken.mapping.matches},
        "protected": [match.header for match in taken.mapping.matches if match.protected],
        "warnings": list(taken.warnings),
    }
    return found | ({"inside": [_taken(each) for each in taken.inside]} if taken.inside else {})


def _taken_text(taken: Taken) -> str:
    return "\n".join(line for each in taken.every for line in _file_lines(each))


def _file_lines(taken: Taken) -> list[str]:
    lines = []
    if taken.known:
        lines.append(f"{taken.name} was taken in before, as {taken.batch}: nothing is doubled.")
    else:
        lines.append(
            f"{taken.name}: {taken.accepted} reports accepted, {taken.rejected} rows rejected, "
            f"{taken.duplicates} known already; {taken.mentions} indicators found. Batch {taken.batch}"
        )
    if taken.rejects_file:
        lines.append(f"Rejected rows, each with its reason and fix: {taken.rejects_file}")
    rows = [(match.header, _taken_as(match), match.how) for match in taken.mapping.matches]
    if rows:
        lines += ["", table(("column of the file", "taken as", "how"), rows, ""), ""]
    return lines + [f"note: {warning}" for warning in taken.warnings]


def _taken_as(match: HeaderMatch) -> str:
    return match.column or ("the victim's: kept, protected" if match.protected else "kept, not used")


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8-sig"))
@json_option
def extract_command(file: TextIO, out: Output) -> int:
    """Find the indicators in FILE (- for stdin): lines of {"id","text","region"}, or plain text lines.

    With --json one JSON line for each input line: {"id","mentions":[…]}. Nothing is kept; no node is needed. A line
    that can't be read is named, and the rest is read.
    """
    from spean.indicators.extract import extract

    bad = 0
    for number, found in enumerate(texts(file), start=1):
        if isinstance(found, str):
            bad += 1
            click.echo(found, err=True)
            continue
        name, text, region = found
        mentions = extract(text, region=region)
        if out.as_json:
            line = {"id": name, "mentions": [_mention(mention) for mention in mentions]}
            click.echo(json.dumps(line, ensure_ascii=False))
        else:
            for m in mentions:
                click.echo(f"{name}\t{m.kind}\t{m.value}\t{m.role}\t{m.confidence:.2f}\t{m.raw}")
        if number % 200 == 0:
            out.progress(f"{number} texts read")
    out.clear()
    return DONE_WITH_REJECTS if bad else 0


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "kind": mention.kind.value,
        "value": mention.value,
        "raw": mention.raw,
        "start": mention.start,
        "end": mention.end,
        "confidence": round(mention.confidence, 3),
        "role": mention.role.value,
        "qualifier": mention.qualifier,
        "readings": [
            {"kind": r.kind.value, "value": r.value, "confidence": round(r.confidence, 3)} for r in mention.readings
        ],
    }


@click.command()
@click.argument("value")
@click.option("--purpose", envvar="SPEAN_PURPOSE", required=True, help="What for (session default: SPEAN_PURPOSE).")
@click.option("--basis", envvar="SPEAN_BASIS", required=True, help="On which basis (SPEAN_BASIS).")
@click.option("--case", "case_id", envvar="SPEAN_CASE", required=True, help="In which case (SPEAN_CASE).")
@click.option("--kind", type=KIND, default=None, help="What it is, where that is known.")
@desk_options
def lookup_command(value: str, purpose: str, basis: str, case_id: str, kind: str | None, out: Output) -> None:
    """Look a value up, however it is spelled. The look-up is logged before it is answered."""
    with desk() as at:
        why = Why(purpose, basis, case_id)
        answers = reports.look_up(at.node, at.who, value, why, Kind(kind) if kind else None)
    out.answer(_looked_up(value, answers), lambda: _looked_up_text(answers))


def _looked_up(value: str, answers: list[Answer]) -> dict[str, Any]:
    if not answers:
        return {"kind": None, "value": value, "role": None, "reports": [], "mentions": [], "networks": [], "others": []}
    first, *others = [
        {
            "kind": answer.reading.kind.value,
            "value": answer.reading.value,
            "role": answer.found.role,
            "reports": [report.report_id for report in answer.found.reports],
            "mentions": [_stored(mention) for mention in answer.found.mentions],
            "networks": list(answer.networks),
        }
        for answer in answers
    ]
    return {**first, "others": others}


def _stored(stored: StoredMention) -> dict[str, Any]:
    return {"report_id": stored.report.report_id, "field": stored.mention.field, **_mention(stored.mention)}


def _looked_up_text(answers: list[Answer]) -> str:
    if not answers:
        return "This is no indicator that Spean can read."
    parts = []
    for answer in answers:
        reading, found = answer.reading, answer.found
        if found.role is None:
            parts.append(f"{reading.kind} {clip(reading.value)}: in no report as a suspect's.")
            continue
        in_networks = f"; networks: {', '.join(answer.networks)}" if answer.networks else ""
        parts.append(f"{reading.kind} {clip(reading.value)}: {found.role} in {len(found.reports)} reports{in_networks}")
        rows = [
            (m.report.report_id, m.mention.field, clip(m.mention.raw), m.mention.role, f"{m.mention.confidence:.2f}")
            for m in found.mentions[:_SHOWN]
        ]
        parts.append(table(("report", "where", "as written", "role there", "confidence"), rows, ""))
        if (rest := len(found.mentions) - _SHOWN) > 0:
            parts.append(f"… and {rest} more places (--json)")
    return "\n".join(parts) + "\nA hit is a lead, not proof."


@click.group()
def evidence_command() -> None:
    """What was taken in: list it, check its files, see what waits for a person."""


@evidence_command.command("list")
@desk_options
def evidence_list(out: Output) -> None:
    """List the batches."""
    with desk() as at:
        found = reports.batches(at.node, at.who)
    rows = [(b.batch_id, b.source.name, b.source.sender, b.accepted, b.rejected, b.duplicates) for b in found]
    data = [
        {
            "batch": b.batch_id,
            "name": b.source.name,
            "source": b.source.sender,
            "received_at": b.source.received_at,
            "accepted": b.accepted,
            "rejected": b.rejected,
            "duplicates": b.duplicates,
        }
        for b in found
    ]
    headers = ("batch", "file", "from", "accepted", "rejected", "known")
    out.answer(data, lambda: table(headers, rows, "nothing was taken in yet"))


@evidence_command.command("verify")
@desk_options
def evidence_verify(out: Output) -> int:
    """Check every file against the hash that was recorded for it."""
    with desk() as at:
        count, damaged = reports.verify(at.node, at.who)
    whole = f"{count} batches: every file is as it was recorded."
    out.answer({"batches": count, "damaged": damaged}, "\n".join(damaged) or whole)
    return 1 if damaged else 0


@evidence_command.command("rebuild")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@desk_options
def evidence_rebuild(dry_run: bool, out: Output) -> None:
    """Find the indicators of batches that an older extractor read anew, and say what changed."""
    from spean.node import rebuild

    def progress(number: int, count: int, done: int, of: int) -> None:
        out.progress(f"batch {number} of {count}: {done} of {of} reports read")

    with desk() as at:
        found = rebuild.rebuild(at.node, at.who, progress, dry_run=dry_run)
    out.clear()
    rows = [
        (one.batch, one.name, change.kind, change.before or "new", change.after or "gone", change.mentions)
        for one in found
        for change in one.changes
    ]
    data = [
        {
            "batch": one.batch,
            "name": one.name,
            "extractor_before": one.before.extractor,
            "reports": one.reports,
            **rebuild.counted(one.changes),
            "changes": one.changes,
        }
        for one in found
    ]
    headers = ("batch", "file", "kind", "role before", "role now", "mentions")
    text = f"{len(found)} batches {'would be' if dry_run else 'were'} read anew.\n"
    out.answer({"dry_run": dry_run, "batches": data}, lambda: text + table(headers, rows, "No mention changed."))


@evidence_command.command("contested")
@desk_options
def evidence_contested(out: Output) -> None:
    """List values that are a suspect's in one report and a victim's in another: a person must decide."""
    with desk() as at:
        found = reports.contested(at.node, at.who)
    rows = [(c.kind, c.value, len(c.suspect_in), len(c.victim_in)) for c in found]
    data = [
        {
            "kind": c.kind,
            "value": c.value,
            "suspect_in": [r.report_id for r in c.suspect_in],
            "victim_in": [r.report_id for r in c.victim_in],
        }
        for c in found
    ]
    out.answer(data, lambda: table(("kind", "value", "suspect in", "victim in"), rows, "nothing is contested"))


evidence_command.add_command(evidence_seizures)
evidence_command.add_command(evidence_types)


@click.group()
def export_command() -> None:
    """Take data out for local use; audited and marked."""


@export_command.command("indicators")
@click.option("--cleared", is_flag=True, help="The cleared values: the only ones that are exported.")
@click.option("--to", "partner", default="", help="What is cleared for this partner; default the only one there is.")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), default=None, help="A file instead of stdout.")
@desk_options
def export_indicators(cleared: bool, partner: str, form: str, output: Path | None, out: Output) -> None:
    """Export the cleared indicators, one a line: {"kind","value"}. For local use: sending them on is a release."""
    from spean.node import clearances

    if not cleared:
        raise WrongUsage("only cleared indicators are exported", remedy="add --cleared")
    with desk() as at:
        values = clearances.cleared(at.node, at.who, partner, to_file=output is not None)
        party, now = at.node.party, at.node.clock()
    lines = [json.dumps({"kind": kind.value, "value": value}, ensure_ascii=False) for kind, value in values]
    if form == "csv" and not out.as_json:
        lines = ["kind,value", *(f"{kind.value},{_quoted(value)}" for kind, value in values)]
    if output is None:
        sys.stdout.write("".join(f"{line}\n" for line in lines))
    else:
        output.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        mark_beside(output, party, now)
    click.echo(f"{len(values)} cleared indicators, for local use only", err=True)


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'
