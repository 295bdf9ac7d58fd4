"""`link` and `networks`: what hangs together, and why."""

import csv
from pathlib import Path
from typing import Any

import click

from spean.cli.context import Output, clip, desk, desk_options, table
from spean.cli.local_use import mark_beside, marked_svg
from spean.evidence.answers import GroupFacts
from spean.node import networks
from spean.node.networks import Networks, Shown


@click.command()
@desk_options
def link_command(out: Output) -> None:
    """Link all reports into networks by the suspect indicators they share."""
    with desk() as at:
        linked = networks.link(at.node, at.who, out.progress)
    out.clear()
    stats = linked.stats
    data = {
        "networks": stats.networks,
        "linked_reports": stats.linked_reports,
        "reports": stats.reports,
        "hubs": stats.hubs,
        "events": [event.what for event in linked.events],
    }
    out.answer(
        data,
        f"{stats.networks} networks of {stats.linked_reports} reports, out of {stats.reports} reports with a suspect's "
        f"value; {stats.hubs} values left out as hubs (`spean networks list` says why).",
    )


@click.group()
def networks_command() -> None:
    """The networks of the newest `link`."""


@networks_command.command("list")
@click.option(
    "--members", type=click.Path(path_type=Path), default=None, help="Also write report_id,network_id as CSV."
)
@click.option("--top", default=30, show_default=True, help="So many networks at most in the table.")
@desk_options
def networks_list(members: Path | None, top: int, out: Output) -> None:
    """List the networks, the largest first, and what was left out."""
    with desk() as at:
        found = networks.networks(at.node, at.who, members=members is not None)
        party, now = at.node.party, at.node.clock()
    if members is not None:
        with members.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("report_id", "network_id"))
            writer.writerows(found.members)
        mark_beside(members, party, now)
    out.answer(_listed(found), lambda: _listed_text(found, top))


def _listed(found: Networks) -> dict[str, Any]:
    return {
        "linked_at": found.run.at if found.run else None,
        "networks": [
            {
                "network": line.network_id,
                "reports": line.reports,
                "indicators": line.indicators,
                "out_of_date": line.network_id in found.out_of_date,
                **_facts(line.facts),
            }
            for line in found.lines
        ],
        "left_out": [
            {"kind": hub.key.kind, "value": hub.key.value, "reports": hub.reports, "reason": hub.reason}
            for hub in found.hubs
        ],
    }


def _facts(facts: GroupFacts | None) -> dict[str, Any]:
    if facts is None:
        return {}
    return {
        "first_seen": facts.first_seen,
        "last_seen": facts.last_seen,
        "money": [str(money) for money in facts.money],
        "provinces_named": dict(facts.provinces),
    }


def _listed_text(found: Networks, top: int) -> str:
    if found.run is None:
        return "Nothing was linked yet: `spean link`."
    rows = [
        (line.network_id, line.reports, line.indicators, *_span(line.facts), _money(line.facts))
        for line in found.lines[:top]
    ]
    headers = ("network", "reports", "values", "first seen", "last seen", "losses stated")
    lines = [table(headers, rows, "no networks: no two reports share a suspect's value")]
    if len(found.lines) > top:
        lines.append(f"… and {len(found.lines) - top} more (--top)")
    if found.out_of_date:
        lines.append(f"out of date, link again: {_some(sorted(found.out_of_date))}")
    if found.hubs:
        hubs = [(hub.key.kind, clip(hub.key.value), hub.reports, hub.reason) for hub in found.hubs]
        lines += [
            "",
            "Left out, because they would join strangers:",
            table(("kind", "value", "reports", "why"), hubs, ""),
        ]
    return "\n".join(lines)


def _span(facts: GroupFacts | None) -> tuple[str, str]:
    if facts is None or facts.first_seen is None or facts.last_seen is None:
        return "", ""
    return facts.first_seen.date().isoformat(), facts.last_seen.date().isoformat()


def _money(facts: GroupFacts | None) -> str:
    return ", ".join(str(money) for money in facts.money) if facts else ""


@networks_command.command("show")
@click.argument("network")
@click.option("--svg", type=click.Path(path_type=Path), default=None, help="Also write the picture as SVG.")
@desk_options
def networks_show(network: str, svg: Path | None, out: Output) -> None:
    """Show one network and the reason for every link."""
    with desk() as at:
        shown = networks.show(at.node, at.who, network, picture=svg is not None)
    if svg is not None:
        from spean.render.svg import network_picture

        svg.write_text(marked_svg(network_picture(shown.network, shown.named).svg), encoding="utf-8")
    out.answer(_shown(shown), lambda: _shown_text(shown))


def _shown(shown: Shown) -> dict[str, Any]:
    return {
        "network": shown.network.network_id,
        "reports": [report.report_id for report in shown.network.reports],
        "indicators": [
            {
                "kind": i.key.kind,
                "value": i.key.value,
                "bank": i.key.bank,
                "reports": i.reports,
                "weight": round(i.weight, 3),
                "role": i.role,
            }
            for i in shown.network.indicators
        ],
        "reasons": shown.reasons,
        "out_of_date": shown.out_of_date,
        "left_out": [{"kind": h.key.kind, "value": h.key.value, "reason": h.reason} for h in shown.left_out],
        **_facts(shown.facts),
    }


def _shown_text(shown: Shown) -> str:
    network = shown.network
    lines = [f"{network.network_id}: {len(network.reports)} reports, {len(network.indicators)} suspect values"]
    if shown.facts is not None:
        first, last = _span(shown.facts)
        places = ", ".join(f"{name} ({count})" for name, count in shown.facts.provinces[:6])
        lines += [
            f"seen {first} to {last}" if first else "no times stated",
            f"losses stated in {shown.facts.with_amount} reports: {_money(shown.facts) or 'none'}",
            f"provinces named: {places or 'none'}",
        ]
    lines += ["", "Why they hang together:", *(f"  {reason}" for reason in shown.reasons), ""]
    rows = [
        (i.key.kind, clip(i.key.value), i.key.bank, i.reports, f"{i.weight:.2f}", i.role) for i in network.indicators
    ]
    lines.append(table(("kind", "value", "bank", "reports", "weight", "role"), rows[:40], ""))
    if len(rows) > 40:
        lines.append(f"… and {len(rows) - 40} more values (--json)")
    if shown.left_out:
        lines += ["", "Named too, but left out:", *(f"  {hub.key}: {hub.reason}" for hub in shown.left_out)]
    lines += ["", "Reports: " + _some([report.report_id for report in network.reports])]
    return "\n".join(lines)


def _some(names: list[str], most: int = 60) -> str:
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more (--json)" if rest > 0 else "")


@networks_command.command("why")
@click.argument("first")
@click.argument("second")
@desk_options
def networks_why(first: str, second: str, out: Output) -> None:
    """Say why two reports are in one network: the chain of values they share."""
    with desk() as at:
        network, steps, ids = networks.why(at.node, at.who, first, second)
    data = [{"from": ids[s.from_uid], "kind": s.key.kind, "value": s.key.value, "to": ids[s.to_uid]} for s in steps]
    lines = [f"both in {network}:"] + [
        f"  {line['from']} and {line['to']} name {step.key}" for line, step in zip(data, steps, strict=True)
    ]
    out.answer({"network": network, "steps": data}, "\n".join(lines))
