"""`request` and `release`: asking a partner, answering it, and the second officer's decision on what leaves."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from spean.casework.money import parse_money
from spean.casework.store import ReleaseRecord
from spean.cli.context import Desk, Output, desk, desk_options, table
from spean.errors import WrongUsage
from spean.intake.times import read_instant
from spean.model import Money
from spean.node import releases, requests
from spean.node.releases import Review
from spean.node.requests import Followed, NewFreeze
from spean.vocab.offences import OFFENCES

if TYPE_CHECKING:
    from spean.exchange.outbox import Delivery


@click.group()
def request_command() -> None:
    """Requests to a partner, and a partner's to us, each with its clock."""


@request_command.group("new")
def request_new() -> None:
    """Draft a request; a second officer releases it."""


@request_new.command("freeze")
@click.option("--to", "partner", required=True, help="The partner, as KH.")
@click.option("--account", required=True, help="The account the money went to.")
@click.option("--bank", required=True, help="Its bank.")
@click.option("--amount", required=True, help='As "250 USD".')
@click.option(
    "--paid-at", required=True, help="When the victim paid, day and time: 2026-11-22T09:14+07:00, or 22/11/2569 09:14."
)
@click.option("--reported-at", default="", help="When the victim reported it; default now.")
@click.option("--case", "case_id", envvar="SPEAN_CASE", default="", help="The case; default a new one (SPEAN_CASE).")
@click.option("--basis", default="", help="The agreement, article or point; default the agreement in force.")
@click.option(
    "--offence",
    type=click.Choice(list(OFFENCES)),
    default=None,
    help="Of a case that this opens; default fraud, which the second officer sees was not stated.",
)
@click.option("--summary", default="", help="What happened; no victim's identity.")
@desk_options
def request_new_freeze(
    partner: str,
    account: str,
    bank: str,
    amount: str,
    paid_at: str,
    reported_at: str,
    case_id: str,
    basis: str,
    offence: str | None,
    summary: str,
    out: Output,
) -> None:
    """Ask a partner to have an account's money held."""
    with desk() as at:
        asked = NewFreeze(
            partner,
            account,
            bank,
            parse_money(amount),
            _moment(paid_at, at),
            _moment(reported_at, at) if reported_at else None,
            case_id,
            basis,
            summary,
            offence or "",
        )
        record, release = requests.new_freeze(at.node, at.who, asked)
        paid = asked.paid_at.astimezone(ZoneInfo(at.node.settings.node.zone))
    number = record.request_id
    out.answer(
        {"request": number, "reference": record.reference, "case": record.case_id, "release": release, "paid_at": paid},
        f"{number} is drafted (case {record.case_id}): paid {paid:%Y-%m-%d %H:%M:%S %z}. Nothing has left.\n"
        f"{_second(number)}",
    )


def _second(object_id: str) -> str:
    return f"A second officer: spean release review {object_id}; spean release approve {object_id}"


def _moment(text: str, at: Desk) -> datetime:
    read = read_instant(text, at.node.settings.node.zone, at.node.party)
    if read is None:
        raise WrongUsage(
            "this is no time with its hour",
            remedy="write day and time, like 2026-11-22T09:14+07:00 or 22/11/2569 09:14",
        )
    return read.instant


#: What was released, and must not be sent any more.
_PARKED = "parked: no longer releasable, not sent"


@request_command.command("list")
@desk_options
def request_list(out: Output) -> None:
    """List the requests with their clocks."""
    with desk() as at:
        found, now = requests.follow(at.node, at.who), at.node.clock()
    rows = [
        (
            f.record.request_id,
            "to " + f.record.partner if f.record.direction == "out" else "from " + f.record.partner,
            f"{f.record.body['bank']} {f.record.body['account']}",
            _amount(f),
            f"{f.timeline.state}, {_PARKED}" if f.parked else f.timeline.state,
            f.timeline.clock("acknowledged", now),
            f.timeline.clock("answered", now),
            f.timeline.held,
        )
        for f in found
    ]
    headers = ("request", "", "account", "asked", "state", "acknowledged", "answered", "held")
    out.answer([_followed(f, now) for f in found], lambda: table(headers, rows, "no requests"))


def _amount(followed: Followed) -> str:
    amount = followed.record.body["amount"]
    return str(Money(amount["minor_units"], amount["currency"]))


def _followed(followed: Followed, now: datetime) -> dict[str, Any]:
    record, times = followed.record, followed.timeline
    return {
        "request": record.request_id,
        "reference": record.reference,
        "direction": record.direction,
        "partner": record.partner,
        "case": record.case_id,
        "offence": record.offence,
        "freeze": record.body,
        "state": times.state,
        "parked": followed.parked,
        "outcome": times.outcome,
        "held": str(times.held) if times.held else None,
        "returned": str(times.returned) if times.returned else None,
        "clocks": {step: times.clock(step, now) for step in ("acknowledged", "answered")},
        "events": [{"event": e.event, "at": e.at, "by": e.by} for e in followed.events],
    }


@request_command.command("show")
@click.argument("request")
@desk_options
def request_show(request: str, out: Output) -> None:
    """Show one request with every step."""
    with desk() as at:
        found, now = requests.show(at.node, at.who, request), at.node.clock()
        zone = ZoneInfo(at.node.settings.node.zone)
    data = _followed(found, now)
    rows = [(event.event, f"{event.at.astimezone(zone):%Y-%m-%d %H:%M:%S %z}", event.by) for event in found.events]
    freeze = found.record.body
    head = f"{request} ({found.record.reference}): hold {_amount(found)} in {freeze['bank']} {freeze['account']}"
    clocks = "; ".join(f"{step}: {state}" for step, state in data["clocks"].items())
    head += f": {_PARKED}" if found.parked else ""
    held = f"\nheld: {data['held'] or 'nothing yet'}; {clocks}"
    out.answer(data, lambda: f"{head}{held}\n\n" + table(("step", "at", "by"), rows, "no steps yet"))


@request_command.command("acknowledge")
@click.argument("request")
@desk_options
def request_acknowledge(request: str, out: Output) -> None:
    """Tell the asking side that an officer has the request before them."""
    with desk() as at:
        requests.acknowledge(at.node, at.who, request)
        delivery = _deliver(at)
    out.answer({"request": request, **_delivered(delivery)}, f"{request} is acknowledged. {_delivered_text(delivery)}")


@request_command.command("answer")
@click.argument("request")
@click.option("--held", default="", help='What is held, as "180 USD"; nothing without it.')
@click.option("--reason", default="", help="Why nothing, or not all, is held.")
@desk_options
def request_answer(request: str, held: str, reason: str, out: Output) -> None:
    """Draft the answer: what the competent authority had held; a second officer releases it."""
    with desk() as at:
        release = requests.answer(at.node, at.who, request, parse_money(held) if held else None, reason)
    out.answer(
        {"request": request, "release": release},
        f"The answer to {request} is drafted. Nothing has left.\n{_second(request)}",
    )


@request_command.command("outcome")
@click.argument("request")
@click.option("--returned", default="", help='What was paid back to the victim, as "180 USD".')
@click.option("--victim-told-at", default="", help="When the victim heard the outcome, ISO 8601.")
@click.option("--note", default="")
@desk_options
def request_outcome(request: str, returned: str, victim_told_at: str, note: str, out: Output) -> None:
    """Draft what came of a request in the end; a second officer releases it."""
    with desk() as at:
        told = _moment(victim_told_at, at) if victim_told_at else None
        paid_back = parse_money(returned) if returned else None
        release = requests.outcome(at.node, at.who, request, paid_back, told, note)
    out.answer(
        {"request": request, "release": release},
        f"The outcome of {request} is drafted. Nothing has left.\n{_second(request)}",
    )


@click.group()
def release_command() -> None:
    """What leaves this node: reviewed and decided by a second officer. ID is the record's (Q-1, K-1, S-1) or R-1."""


@release_command.command("review")
@click.argument("id")
@desk_options
def release_review(id: str, out: Output) -> None:
    """Show the exact bytes that would leave, and every rule with its outcome."""
    with desk() as at:
        found = releases.review(at.node, at.who, _object(id, at))
    out.answer([_review(review) for review in found], lambda: "\n\n".join(_review_text(review) for review in found))


def _object(identifier: str, at: Desk) -> str:
    # A statement is known by its name on both nodes, XX/S-1; here its own number is enough.
    return f"{at.node.party}/{identifier}" if identifier.startswith("S-") else identifier


def _review(review: Review) -> dict[str, Any]:
    return {
        "release": review.release.release_id,
        "object": review.release.object_id,
        "type": review.release.releasable,
        "to": review.release.partner,
        "state": review.release.state,
        "sha256": review.release.digest,
        "allowed": review.decision.allowed,
        "reasons": [{"code": r.code, "text": r.text, "met": r.met} for r in review.decision.reasons],
        "values": [{"kind": kind, "value": value} for kind, value in review.release.values],
        "preview": review.preview,
    }


def _review_text(review: Review) -> str:
    release = review.release
    rows = [("yes" if reason.met else "NO", reason.code, reason.text) for reason in review.decision.reasons]
    preview = json.dumps(_shortened(review.preview), ensure_ascii=False, indent=1)
    return (
        f"{release.release_id}: {release.releasable} of {release.object_id}, to {release.partner}, {release.state}\n"
        f"sha256 of the bytes: {release.digest}\n{preview}\n\n"
        + table(("kind", "value"), release.values, "it carries no indicator")
        + "\n\n"
        + table(("met", "rule", "found"), rows, "")
    )


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shortened(item) for key, item in value.items()}
    if isinstance(value, str) and len(value) > 400:
        return f"{value[:60]}… ({len(value)} characters)"
    return value


@release_command.command("approve")
@click.argument("id")
@click.option("--sha256", "reviewed", default="", help="Of the bytes, where you reviewed them elsewhere.")
@desk_options
def release_approve(id: str, reviewed: str, out: Output) -> None:
    """Sign as second officer, and send."""
    with desk() as at:
        found = releases.approve(at.node, at.who, _object(id, at), reviewed)
        delivery = _deliver(at)
    data = {"approved": [review.release.release_id for review in found], **_delivered(delivery)}
    names = ", ".join(f"{review.release.release_id} ({review.release.releasable})" for review in found)
    out.answer(data, f"Released: {names}. {_delivered_text(delivery)}")


def _deliver(at: Desk) -> "Delivery":
    return at.node.deliverer().deliver(at_once=True)


def _delivered(delivery: "Delivery") -> dict[str, Any]:
    return {"delivered": delivery.delivered, "waiting": delivery.waiting, "last_error": delivery.last_error}


def _delivered_text(delivery: "Delivery") -> str:
    if not delivery.waiting and delivery.last_error:
        return f"Not sent: {delivery.last_error}."
    if not delivery.waiting:
        return "Delivered: the partner's receipt is kept." if delivery.delivered else "Nothing had to be sent."
    return f"{delivery.waiting} wait to be sent ({delivery.last_error}); `spean serve` tries again, nothing is lost."


@release_command.command("refuse")
@click.argument("id")
@click.option("--reason", required=True)
@desk_options
def release_refuse(id: str, reason: str, out: Output) -> None:
    """Refuse a release, with the reason."""
    with desk() as at:
        refused = releases.refuse(at.node, at.who, _object(id, at), reason)
    out.answer({"refused": refused}, f"Refused: {', '.join(refused)}.")


@release_command.command("list")
@desk_options
def release_list(out: Output) -> None:
    """List every release."""
    with desk() as at:
        found = releases.releases(at.node, at.who)
    headers = ("release", "what", "of", "to", "drafted by", "state")
    rows = [(r.release_id, r.releasable, r.object_id, r.partner, r.drafter, r.state) for r in found]
    out.answer([_line(r) for r in found], lambda: table(headers, rows, "nothing was drafted for release"))


def _line(record: ReleaseRecord) -> dict[str, Any]:
    return {
        "release": record.release_id,
        "type": record.releasable,
        "object": record.object_id,
        "to": record.partner,
        "drafter": record.drafter,
        "state": record.state,
        "sha256": record.digest,
    }
