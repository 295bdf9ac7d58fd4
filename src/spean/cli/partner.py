"""`partner` and `match`: who the partner is, and what both sides know."""

import json
from datetime import datetime
from pathlib import Path

import click

from spean.cli.context import Output, desk, desk_options, table
from spean.errors import WrongUsage
from spean.identity import keys
from spean.model import Kind
from spean.node import matching, partners


@click.group()
def partner_command() -> None:
    """Partners: pinned by two officers who compare fingerprints by phone."""


@partner_command.command("invite")
@desk_options
def partner_invite(out: Output) -> None:
    """Print this node's identity, for the partner to accept (redirect it into a file)."""
    with desk() as at:
        identity = partners.invite(at.node, at.who)
    out.answer(json.loads(identity.to_json()), identity.to_json().rstrip("\n"))
    click.echo(f"fingerprint to read out by phone: {keys.fingerprint(identity.key)}", err=True)


@partner_command.command("accept")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@desk_options
def partner_accept(file: Path, out: Output) -> None:
    """Note a partner's identity from its file; a second officer confirms it."""
    with desk() as at:
        identity, fingerprint = partners.accept(at.node, at.who, file.read_bytes())
    out.answer(
        {"party": identity.party, "url": identity.url, "fingerprint": fingerprint, "state": "proposed"},
        f"{identity.party}, {identity.name}, at {identity.url}\nfingerprint: {fingerprint}\n"
        f"Compare it by phone. Then a second officer: spean partner confirm {identity.party} --fingerprint '…'",
    )


@partner_command.command("confirm")
@click.argument("party")
@click.option("--fingerprint", required=True, help="As heard by phone; refused where it is not the accepted key's.")
@desk_options
def partner_confirm(party: str, fingerprint: str, out: Output) -> None:
    """Confirm a partner as second officer: from here on its signatures count."""
    with desk() as at:
        found = partners.confirm(at.node, at.who, party, fingerprint)
    out.answer(
        {"party": party, "state": "active", "url": found.url},
        f"{party} is a partner now, by the key {keys.fingerprint(found.public_key)}",
    )


@partner_command.command("list")
@desk_options
def partner_list(out: Output) -> None:
    """List the partners, with the age of the last contact."""
    with desk() as at:
        found, now = partners.partners(at.node, at.who), at.node.clock()
    rows = [
        (
            p.party,
            p.name,
            p.url,
            p.state,
            "never" if p.last_contact_at is None else f"{_minutes(p.last_contact_at, now)} min ago",
        )
        for p in found
    ]
    data = [
        {
            "party": p.party,
            "name": p.name,
            "url": p.url,
            "state": p.state,
            "last_contact_at": p.last_contact_at,
            "fingerprint": keys.fingerprint(p.public_key),
        }
        for p in found
    ]
    out.answer(data, lambda: table(("party", "name", "address", "state", "last heard"), rows, "no partners yet"))


@click.command()
@click.argument("partner")
@click.option("--show", is_flag=True, help="Show what the last runs found.")
@click.option("--kind", "kinds", default="", help="Kinds, with commas; default all that are cleared.")
@click.option("--purpose", default="", help="What for, in this node's own log; it is not sent.")
@click.option("--case", "case_id", envvar="SPEAN_CASE", default="", help="In which case (SPEAN_CASE).")
@desk_options
def match_command(partner: str, show: bool, kinds: str, purpose: str, case_id: str, out: Output) -> None:
    """Learn privately which cleared indicators PARTNER has too: both learn the shared ones, and nothing else."""
    try:
        chosen = tuple(Kind(part.strip()) for part in kinds.split(",") if part)
    except ValueError as error:
        raise WrongUsage("an unknown kind", remedy=f"kinds are: {', '.join(Kind)}") from error
    if show:
        _show(partner, chosen, out)
        return
    with desk() as at:
        runs = matching.run(at.node, at.who, partner, chosen, purpose, case_id, out.progress)
    out.clear()
    data = [{"kind": r.kind, "asked": r.asked, "theirs": r.theirs, "matches": len(r.found)} for r in runs]
    rows = [(r.kind, r.asked or None, r.theirs or "none released", len(r.found)) for r in runs]
    text = table(("kind", "ours", "theirs", "both"), rows, "nothing to match")
    out.answer({"partner": partner, "runs": data}, f"{text}\nSee them: spean match {partner} --show. A hit is a lead.")


def _show(partner: str, kinds: tuple[Kind, ...], out: Output) -> None:
    with desk() as at:
        found = [m for m in matching.show(at.node, at.who, partner) if not kinds or m.kind in kinds]
        now = at.node.clock()
    data = {
        "matches": [
            {"kind": m.kind, "value": m.value, "networks": list(m.networks), "found_at": m.found_at, "run_at": m.run_at}
            for m in found
        ]
    }
    rows = [(m.kind, m.value, ", ".join(m.networks), f"{_minutes(m.run_at, now)} min ago") for m in found]
    headers = ("kind", "value", "our networks", "last run")
    out.answer(data, lambda: table(headers, rows, "nothing that both sides cleared"))


def _minutes(then: datetime, now: datetime) -> int:
    return int((now - then).total_seconds() // 60)
