"""What happens to a request, step by step, on either side: events are added, nothing is overwritten.

Each event keeps the time of the side where it happened, and travels with it, so that both nodes compute the same
minutes. `Timeline` reads the events; the aims in `AIMS_MINUTES` are defaults until both sides sign others.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from spean.casework import store
from spean.casework.objects import Acknowledgement, Amount, Answer, Freeze, Outcome, dump, parse
from spean.casework.store import Event, RequestRecord
from spean.db import Connection
from spean.errors import Conflict, MessageInvalid
from spean.model import Money

#: Minutes from delivery; proposed aims, signed by nobody yet (shared facts of the field, inferred).
AIMS_MINUTES = {"acknowledged": 10, "answered": 60}
#: How far the clocks of two nodes may differ.
SKEW = timedelta(seconds=300)
#: What stands in an acknowledgement that nobody sent: the answer implied it.
IMPLIED = {"with": "answer"}


@dataclass(frozen=True, slots=True)
class Timeline:
    """A freeze request's times, each None until it happened.

    Attributes:
        paid_at: when the victim paid.
        reported_at: when the victim reported it.
        drafted_at: when the request was written (asking side only).
        released_at: when a second officer released it (asking side only).
        delivered_at: when the asked node stored it, by that node's clock.
        acknowledged_at: when an officer there had it before them.
        answered_at: when the competent authority decided.
        outcome_at: when the outcome was given.
        outcome: held, held_in_part, not_held, or "" while unanswered.
        held: what is held.
        returned: what was paid back.
    """

    paid_at: datetime
    reported_at: datetime
    drafted_at: datetime | None = None
    released_at: datetime | None = None
    delivered_at: datetime | None = None
    acknowledged_at: datetime | None = None
    answered_at: datetime | None = None
    outcome_at: datetime | None = None
    outcome: str = ""
    held: Money | None = None
    returned: Money | None = None

    @property
    def state(self) -> str:
        """The last step reached."""
        steps = ("outcome", "answered", "acknowledged", "delivered", "released")
        return next((step for step in steps if getattr(self, f"{step}_at") is not None), "drafted")

    def clock(self, step: str, now: datetime) -> str:
        """Says how the clock of `acknowledged` or `answered` stands.

        Returns:
            "not started", "in time", "late", "N min left" or "N min over".
        """
        if self.delivered_at is None:
            return "not started"
        done: datetime | None = getattr(self, f"{step}_at")
        taken = ((done or now) - self.delivered_at).total_seconds() / 60
        left = AIMS_MINUTES[step] - taken
        if done is not None:
            return "in time" if left >= 0 else "late"
        return f"{int(left)} min left" if left >= 0 else f"{int(-left)} min over"


def timeline(request: RequestRecord, events: list[Event]) -> Timeline:
    """Reads a request's events."""
    freeze = parse(Freeze, request.body)
    newest = {event.event: event for event in sorted(events, key=lambda event: event.seq)}
    times = {f"{event.event}_at": event.at for event in newest.values()}
    bodies = {event.event: event.body for event in newest.values()}
    answer, outcome = bodies.get("answered", {}), bodies.get("outcome", {})
    return Timeline(
        freeze.paid_at,
        freeze.reported_at,
        **times,
        outcome=answer.get("outcome", ""),
        held=_money(answer.get("held")),
        returned=_money(outcome.get("returned")),
    )


def _money(amount: dict[str, Any] | None) -> Money | None:
    return None if amount is None else Money(amount["minor_units"], amount["currency"])


def on_wire(money: Money) -> Amount:
    """Gives money as it is written in an object."""
    return Amount(minor_units=money.minor_units, currency=money.currency)


def check_order(*steps: tuple[str, datetime | None]) -> None:
    """Checks that steps, named in the order in which they must happen, did; those that are None did not happen yet.

    Raises:
        Conflict: one lies before the one before it by more than two clocks may differ.
    """
    known = [(name, at) for name, at in steps if at is not None]
    for (earlier, before), (later, after) in pairwise(known):
        if before - after > SKEW:
            raise Conflict(f"{earlier} lies after {later}", remedy="check the times given, and both nodes' clocks")


def receive_request(
    connection: Connection, partner: str, body: dict[str, Any], offence: str, now: datetime
) -> RequestRecord:
    """Keeps a partner's request under this node's next number.

    Raises:
        MessageInvalid: its reference is not the partner's, or was used by another message.
        Conflict: its times contradict each other, or lie ahead.
    """
    freeze = parse(Freeze, body)
    check_order(("the payment", freeze.paid_at), ("its report", freeze.reported_at), ("now", now))
    if not freeze.reference.startswith(f"{partner}/"):
        raise MessageInvalid("a request's reference names another party")
    if store.request_by_reference(connection, freeze.reference) is not None:
        raise MessageInvalid("a request's reference was used before")
    number = store.next_id(connection, "Q")
    record = RequestRecord(number, freeze.reference, "in", partner, None, offence, dump(freeze))
    store.add_request(connection, record)
    return record


def note_acknowledged(
    connection: Connection, request: RequestRecord, body: dict[str, Any], by: str, now: datetime | None = None
) -> None:
    """Adds the acknowledgement; one that comes late stands before the one that an answer implied.

    Args:
        connection: in a transaction.
        request: which.
        body: as it was sent.
        by: who acknowledged.
        now: where a partner states the time, the present instant; it can't lie ahead of it.

    Raises:
        Conflict: it was acknowledged before, or at no possible time.
    """
    acknowledgement = parse(Acknowledgement, body)
    events = store.events(connection, request.request_id)
    times = timeline(request, events)
    check_order(
        ("the delivery", times.delivered_at),
        ("the acknowledgement", acknowledgement.acknowledged_at),
        ("the answer", times.answered_at),
        ("now", now),
    )
    implied = all(event.body == IMPLIED for event in events if event.event == "acknowledged")
    at, said = acknowledgement.acknowledged_at, dump(acknowledgement)
    _add(connection, request, "acknowledged", at, by, said, again=implied)


def note_answered(
    connection: Connection, request: RequestRecord, body: dict[str, Any], by: str, now: datetime | None = None
) -> None:
    """Adds the answer; an officer who answers has the request before them, so it is acknowledged too.

    Args: as `note_acknowledged`.

    Raises:
        Conflict: it was answered before or at no possible time, or more is said to be held than was asked.
    """
    answer = parse(Answer, body)
    check_answer(request, answer)
    times = timeline(request, store.events(connection, request.request_id))
    check_order(
        ("the delivery", times.delivered_at),
        ("the acknowledgement", times.acknowledged_at),
        ("the decision", answer.decided_at),
        ("now", now),
    )
    if times.acknowledged_at is None:
        _add(connection, request, "acknowledged", answer.decided_at, by, IMPLIED)
    _add(connection, request, "answered", answer.decided_at, by, dump(answer))


def note_outcome(
    connection: Connection,
    request: RequestRecord,
    body: dict[str, Any],
    by: str,
    at: datetime,
    now: datetime | None = None,
) -> None:
    """Adds the outcome; a later one is added beside it.

    Args: as `note_acknowledged`; `at` is when the outcome was stated.

    Raises:
        Conflict: see `check_outcome`.
    """
    outcome = parse(Outcome, body)
    check_outcome(timeline(request, store.events(connection, request.request_id)), outcome, at, now)
    _add(connection, request, "outcome", at, by, dump(outcome), again=True)


def check_outcome(times: Timeline, outcome: Outcome, at: datetime, now: datetime | None = None) -> None:
    """Checks an outcome against the answer.

    Raises:
        Conflict: there is no answer yet, a time is impossible, or more is said to be returned than was held.
    """
    if times.answered_at is None:
        raise Conflict("it was not answered yet", remedy="an outcome follows the answer")
    check_order(("the answer", times.answered_at), ("the outcome", at), ("now", now))
    check_order(("the victim's report", times.reported_at), ("telling the victim", outcome.victim_told_at), ("now", at))
    returned = outcome.returned
    if returned is None or not returned.minor_units:
        return
    if times.held is None or returned.currency != times.held.currency:
        raise Conflict("what is returned is not in the currency of what is held, or nothing is held")
    if returned.minor_units > times.held.minor_units:
        raise Conflict("more is said to be returned than is held")


def check_answer(request: RequestRecord, answer: Answer) -> None:
    """Checks an answer against what was asked.

    Raises:
        Conflict: another currency, more held than asked, or an outcome that does not fit the amount.
    """
    asked = parse(Freeze, request.body).amount
    if answer.outcome == "not_held":
        if answer.held is not None:
            raise Conflict("nothing is held, yet an amount is stated")
        return
    if answer.held is None or answer.held.currency != asked.currency:
        raise Conflict(f"state what is held in {asked.currency}, the currency that was asked")
    if answer.held.minor_units > asked.minor_units:
        raise Conflict("only the suspect amount is held: not more than was asked")
    whole = answer.held.minor_units == asked.minor_units
    if whole != (answer.outcome == "held") or not answer.held.minor_units:
        raise Conflict("the outcome does not fit the amount held")


def note_step(connection: Connection, request: RequestRecord, event: str, at: datetime, by: str) -> None:
    """Adds a step without content: drafted, released, delivered."""
    _add(connection, request, event, at, by, {})


def _add(
    connection: Connection,
    request: RequestRecord,
    name: str,
    at: datetime,
    by: str,
    body: dict[str, Any],
    *,
    again: bool = False,
) -> None:
    same = [event for event in store.events(connection, request.request_id) if event.event == name]
    if same and not again:
        raise Conflict(f"{request.request_id} is {name} already")
    store.add_event(connection, request.request_id, Event(name, len(same), at, by, body))
