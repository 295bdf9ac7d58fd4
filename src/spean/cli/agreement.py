"""`agreement`: every point, both sides' own statements, and figures from the work."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from spean.agreements.measures import DEFINITION, StepFigure
from spean.agreements.register import Column, Status
from spean.cli.context import Output, desk, desk_options, table
from spean.errors import WrongUsage
from spean.node import agreements
from spean.node.agreements import AgreementStatus, NewStatement


@click.group()
def agreement_command() -> None:
    """The agreement: points, each side's own statement, and what the work shows."""


@agreement_command.command("add")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@desk_options
def agreement_add(file: Path, out: Output) -> None:
    """Add an agreement from a TOML file."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise WrongUsage("the agreement file is not UTF-8", remedy="save it as UTF-8") from error
    with desk() as at:
        added = agreements.add(at.node, at.who, text)
    header = added.agreement
    out.answer(
        {"agreement": header.id, "points": [point.id for point in added.point], "parties": list(header.parties)},
        f"{header.id}: {header.title}, {len(added.point)} points, between {' and '.join(header.parties)}.\n"
        f"A second officer: spean agreement show {header.id}; spean agreement confirm {header.id}",
    )


@agreement_command.command("show")
@click.argument("agreement")
@desk_options
def agreement_show(agreement: str, out: Output) -> None:
    """Show an agreement file as it is kept, as the second officer must see it."""
    with desk() as at:
        kept = agreements.show(at.node, at.who, agreement)
    confirmed = f"confirmed by {kept.confirmed_by}" if kept.confirmed_by else "not confirmed by a second officer"
    out.answer(kept, f"{kept.content}\n{agreement}: added by {kept.added_by}, {confirmed}; sha256 {kept.sha256}")


@agreement_command.command("confirm")
@click.argument("agreement")
@click.option("--sha256", "compared", default="", help="Of the file you read; refused where another one is kept.")
@desk_options
def agreement_confirm(agreement: str, compared: str, out: Output) -> None:
    """Confirm an agreement as second officer: from here on releases may rest on it."""
    with desk() as at:
        kept = agreements.confirm(at.node, at.who, agreement, compared)
    out.answer(
        {"agreement": agreement, "sha256": kept.sha256, "confirmed": True},
        f"{agreement} is confirmed, by the text with sha256 {kept.sha256}",
    )


@agreement_command.command("state")
@click.argument("point")
@click.option("--status", required=True, type=click.Choice([status.value for status in Status]))
@click.option("--date", "as_of", default="", help="The day it is true of; default today.")
@click.option("--text", default="", help="In your own words.")
@click.option("--source", default="", help="Where it can be read.")
@click.option(
    "--evidence",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    help="The document it rests on; its hash is kept.",
)
@desk_options
def agreement_state(
    point: str, status: str, as_of: str, text: str, source: str, evidence: Path | None, out: Output
) -> None:
    """State your own side's status of a point; a second officer releases it to the partner."""
    with desk() as at:
        try:
            day = date.fromisoformat(as_of) if as_of else at.node.clock().date()
        except ValueError as error:
            raise WrongUsage("this is no ISO 8601 date", remedy="write it like 2024-10-29") from error
        new = NewStatement(point, Status(status), day, text, source, evidence)
        statement, drafted = agreements.state(at.node, at.who, new)
    number = statement.reference.partition("/")[2]
    wait = (
        f"\nA second officer: spean release review {number}; spean release approve {number}"
        if drafted
        else "\nNo partner to send it to yet."
    )
    out.answer(
        {"statement": statement.reference, "point": point, "status": status, "releases": drafted},
        f"{statement.reference}: {point} is {status} as of {day}, says {statement.party}.{wait}",
    )


@agreement_command.command("status")
@desk_options
def agreement_status(out: Output) -> None:
    """Show every point with both sides' statements, and the figures from the work."""
    with desk() as at:
        found = agreements.status(at.node, at.who)
    out.answer(
        [_status(each) for each in found],
        lambda: "\n\n".join(_status_text(each) for each in found) or "No agreement yet: spean agreement add FILE.toml",
    )


def _status(each: AgreementStatus) -> dict[str, Any]:
    header = each.agreement.agreement
    return {
        "agreement": header.id,
        "title": header.title,
        "example": header.example,
        "confirmed": each.confirmed,
        "points": [
            {"point": p.point_id, "area": p.area, "texts": p.texts, "columns": [_column(c) for c in p.columns]}
            for p in each.points
        ],
        "unplaced": [u.model_dump(mode="json") for u in each.agreement.unplaced],
        "measures": {
            "payment_to_hold": {
                "definition": DEFINITION,
                "asked": [_figure(f) for f in each.asked],
                "received": [_figure(f) for f in each.received],
                "not_delivered": each.not_delivered,
            }
        },
    }


def _column(column: Column) -> dict[str, Any]:
    said = column.statement
    return {
        "party": column.party,
        "status": said.status if said else None,
        "as_of": said.as_of if said else None,
        "text": said.text if said else "",
        "source": said.source if said else "",
        "evidence_sha256": said.evidence_sha256 if said else "",
        "silence": column.silence,
        "wordings": list(column.wordings),
        "earlier": [{"status": s.status, "as_of": s.as_of} for s in column.earlier],
    }


def _figure(figure: StepFigure) -> dict[str, Any]:
    return {"step": figure.step, "reached": figure.reached, "of": figure.of, "median_minutes": figure.median_minutes}


def _status_text(each: AgreementStatus) -> str:
    header = each.agreement.agreement
    parties = header.parties
    rows = [(p.point_id, p.area, p.texts, *(_cell(column) for column in p.columns)) for p in each.points]
    example = " (an example, for the demo)" if header.example else ""
    example += "" if each.confirmed else " (not confirmed by a second officer: nothing is released under it)"
    figures = [
        (direction, f.step, f.text, f"{f.reached} of {f.of}")
        for direction, steps in (("we asked", each.asked), ("we were asked", each.received))
        for f in steps
    ]
    return (
        f"{header.id}: {header.title}, {header.date}{example}\n"
        + table(("point", "area", "wording", *(f"{party} states" for party in parties)), rows, "")
        + "".join(f"\nin no point: {u.area} ({u.party}, {u.source}, {u.date})" for u in each.agreement.unplaced)
        + "\n\nFrom payment to hold, median over all requests\n"
        + table(("direction", "to", "median", "reached"), figures, "")
        + (f"\nnot delivered yet, and in no figure: {each.not_delivered}" if each.not_delivered else "")
        + f"\n{DEFINITION}"
    )


def _cell(column: Column) -> str:
    if column.statement is None:
        return column.silence
    return f"{column.statement.status} ({column.statement.as_of})"
