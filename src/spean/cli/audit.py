"""`audit`: checking the logs, and reading them."""

import json

import click

from spean.cli.context import Output, desk, desk_options, table
from spean.node import auditing


@click.group()
def audit_command() -> None:
    """The audit logs: one of inner acts, one per partner relation."""


@audit_command.command("verify")
@click.option("--partner", default="", help="Only the log of this relation.")
@desk_options
def audit_verify(partner: str, out: Output) -> None:
    """Check every entry, every officer's signature and every kept checkpoint."""
    with desk() as at:
        found = auditing.verify(at.node, at.who, partner)
    rows = [(v.log, v.size, v.signed, v.checkpoints, v.root[:16] + "…") for v in found]
    headers = ("log", "entries", "signed by officers", "checkpoints", "root")
    out.answer(
        found, lambda: table(headers, rows, "no logs") + "\nWhole: every entry, signature and checkpoint verifies."
    )


@audit_command.command("show")
@click.option("--log", default="inner", show_default=True, help="inner, or partner:KH")
@click.option("--last", default=30, show_default=True)
@desk_options
def audit_show(log: str, last: int, out: Output) -> None:
    """Show the last entries of a log; for auditors and approvers."""
    with desk() as at:
        found = auditing.show(at.node, at.who, log, last)
    rows = [
        (
            e.seq,
            f"{e.at:%Y-%m-%d %H:%M:%S}",
            e.actor,
            e.act,
            json.dumps(e.details, ensure_ascii=False)[:90] if e.details else "erased",
        )
        for e in found
    ]
    out.answer(found, lambda: table(("entry", "at (UTC)", "by", "act", "details"), rows, "no entries"))
