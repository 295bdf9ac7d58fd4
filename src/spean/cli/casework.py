"""`case` and `clear`: what a suspect's value rests on before it may be matched or released."""

from typing import Any

import click

from spean.casework.store import ClearedValue, ReleaseRecord
from spean.cli.context import Output, desk, desk_options, table
from spean.errors import WrongUsage
from spean.model import Kind
from spean.node import clearances
from spean.node.clearances import Asked, Proposed
from spean.vocab.offences import OFFENCES


@click.group()
def case_command() -> None:
    """Cases: what everything else rests on."""


@case_command.command("open")
@click.argument("case_id")
@click.option("--offence", type=click.Choice(list(OFFENCES)), required=True, help="Of the agreement's closed list.")
@click.option("--title", default="", help="For people.")
@desk_options
def case_open(case_id: str, offence: str, title: str, out: Output) -> None:
    """Open a case."""
    with desk() as at:
        case = clearances.open_case(at.node, at.who, case_id, offence, title)
    out.answer(case, f"Case {case.case_id} is open: {case.offence} (ICCS {OFFENCES[case.offence].code}).")


@case_command.command("list")
@desk_options
def case_list(out: Output) -> None:
    """List the cases."""
    with desk() as at:
        found = clearances.cases(at.node, at.who)
    rows = [(c.case_id, c.offence, c.offence_from, c.opened_by, c.title) for c in found]
    out.answer(found, lambda: table(("case", "offence", "offence from", "opened by", "title"), rows, "no case is open"))


@click.group(invoke_without_command=True)
@click.option("--case", "case_id", envvar="SPEAN_CASE", default="", help="The case (session default: SPEAN_CASE).")
@click.option("--kind", "kinds", default="", help="Kinds, with commas: phone,bank_account.")
@click.option("--value", default="", help="One value alone: the way for handles, which are never cleared in bulk.")
@click.option("--to", "partners", multiple=True, help="For matching with this partner; default the only one there is.")
@click.option("--basis", default="", help="The agreement, article or point; default the agreement in force.")
@click.option(
    "--offence",
    type=click.Choice(list(OFFENCES)),
    default=None,
    help="Of a case that this opens; default fraud, which the second officer sees was not stated.",
)
@desk_options
@click.pass_context
def clear_command(
    context: click.Context,
    case_id: str,
    kinds: str,
    value: str,
    partners: tuple[str, ...],
    basis: str,
    offence: str | None,
    out: Output,
) -> None:
    """Put suspects' values up for clearance; a second officer approves: `spean clear approve K-1`."""
    if context.invoked_subcommand is not None:
        return
    if not case_id or not kinds:
        raise WrongUsage(
            "clearing needs a case and a kind", remedy="as: spean clear --case C-1 --kind phone,bank_account"
        )
    with desk() as at:
        asked = Asked(case_id, _kinds(kinds), value, partners, basis, offence or "")
        proposed = clearances.propose(at.node, at.who, asked)
    out.answer(_proposed(proposed), lambda: _proposed_text(proposed))


def _kinds(text: str) -> tuple[Kind, ...]:
    try:
        return tuple(Kind(part.strip()) for part in text.split(","))
    except ValueError as error:
        raise WrongUsage("an unknown kind", remedy=f"kinds are: {', '.join(Kind)}") from error


def _proposed(proposed: Proposed) -> dict[str, Any]:
    return {
        "clearance": proposed.clearance.clearance_id,
        "state": proposed.clearance.state,
        "case": proposed.case.case_id,
        "offence": proposed.case.offence,
        "offence_from": proposed.case.offence_from,
        "sha256": proposed.sha256,
        "values": [
            {
                "kind": v.kind,
                "value": v.value,
                "reports": v.reports,
                "for": sorted(v.grant.partners),
                "offence": v.grant.offence,
                "originators": sorted(v.grant.originators),
            }
            for v in proposed.values
        ],
        "releases": proposed.releases,
        "matchable": {
            tags.partner: [{"kind": kind, "value": value} for kind, value in tags.values] for tags in proposed.tags
        },
    }


def _proposed_text(proposed: Proposed, most: int | None = 20) -> str:
    clearance, case = proposed.clearance, proposed.case
    rows = [
        (v.kind, v.value, v.reports, ", ".join(sorted(v.grant.partners)) or "nobody yet", _whose(v))
        for v in proposed.values
    ]
    headers = ("kind", "value", "reports", "for", "material of")
    return (
        f"{clearance.clearance_id}: {len(rows)} values, case {case.case_id}, offence {case.offence} "
        f"({case.offence_from}), put up by {clearance.proposed_by}.\n"
        + table(headers, rows[:most], "no new value; what is cleared already is published anew")
        + (f"\n… and {len(rows) - most} more (--json)" if most is not None and len(rows) > most else "")
        + "".join(_tags_text(tags, most) for tags in proposed.tags)
        + f"\nsha256 of all this: {proposed.sha256}"
        + f"\nA second officer: spean clear show {clearance.clearance_id}; spean clear approve {clearance.clearance_id}"
    )


def _whose(value: ClearedValue) -> str:
    return ", ".join(sorted(value.grant.originators)) or "our own"


def _tags_text(tags: ReleaseRecord, most: int | None) -> str:
    head = f"\n{tags.release_id} would make matchable with {tags.partner}: {len(tags.values)} values"
    return head if most is not None else f"{head}\n" + table(("kind", "value"), tags.values, "")


@clear_command.command("show")
@click.argument("clearance")
@desk_options
def clear_show(clearance: str, out: Output) -> None:
    """Show a clearance with every value, as the second officer must see it."""
    with desk() as at:
        found = clearances.show(at.node, at.who, clearance)
    out.answer(_proposed(found), lambda: _proposed_text(found, most=None))


@clear_command.command("approve")
@click.argument("clearance")
@click.option("--sha256", "reviewed", default="", help="Of what you reviewed elsewhere; else `clear show` it first.")
@desk_options
def clear_approve(clearance: str, reviewed: str, out: Output) -> None:
    """Approve as second officer: the values are cleared, and their match tags released."""
    with desk() as at:
        done = clearances.approve(at.node, at.who, clearance, reviewed)
    data = {"clearance": clearance, "state": "approved", "values": len(done.values), "releases": done.releases}
    released = f"; match tags released: {', '.join(done.releases)}" if done.releases else ""
    out.answer(data, f"{clearance}: {len(done.values)} values cleared{released}.")


@clear_command.command("refuse")
@click.argument("clearance")
@click.option("--reason", required=True)
@desk_options
def clear_refuse(clearance: str, reason: str, out: Output) -> None:
    """Refuse a clearance, with the reason."""
    with desk() as at:
        clearances.refuse(at.node, at.who, clearance, reason)
    out.answer({"clearance": clearance, "state": "refused"}, f"{clearance} is refused.")


@clear_command.command("list")
@desk_options
def clear_list(out: Output) -> None:
    """List the clearances."""
    with desk() as at:
        found = clearances.clearances(at.node, at.who)
    rows = [(c.clearance_id, c.case_id, count, c.state, c.proposed_by, c.decided_by) for c, count in found]
    data = [
        {
            "clearance": c.clearance_id,
            "case": c.case_id,
            "values": count,
            "state": c.state,
            "proposed_by": c.proposed_by,
            "decided_by": c.decided_by,
        }
        for c, count in found
    ]
    headers = ("clearance", "case", "values", "state", "put up by", "decided by")
    out.answer(data, lambda: table(headers, rows, "nothing was put up for clearance"))
