"""A request as a page shows it: its clocks and its steps, read from what the node answers with."""

from dataclasses import dataclass
from datetime import datetime

from spean.casework.objects import Answer, Freeze, Outcome, parse
from spean.casework.requests import AIMS_MINUTES, Timeline
from spean.casework.store import Event
from spean.model import Money
from spean.node.requests import Followed
from spean.render.timeline import Aim, Step, timeline_picture

_CLOCK_LOOKS = (("over", "late"), ("late", "late"), ("left", "running"), ("in time", "good"))
_STEP_WORDS = {
    "drafted": "written",
    "released": "released by a second officer",
    "delivered": "stored by the asked node",
    "acknowledged": "an officer has it before them",
    "answered": "answered",
    "outcome": "outcome",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: its words, and how they look (the words alone say all)."""

    text: str
    looks: str


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in a list.

    Attributes:
        request_id: its number here.
        reference: its name on both nodes.
        who_asks: the party that asks, and the party asked.
        ours: whether this node asks.
        account: digits, with the bank's code.
        asked: what was paid in.
        state: the last step reached.
        seconds: from delivery to the answer, or to now while it runs; None before delivery.
        running: delivered, and not answered yet.
        acknowledged: clock of the acknowledgement.
        answered: clock of the answer.
        outcome: held, held_in_part, not_held or "".
        held: what is held.
        returned: what was paid back.
    """

    request_id: str
    reference: str
    who_asks: tuple[str, str]
    ours: bool
    account: str
    asked: Money
    state: str
    seconds: float | None
    running: bool
    acknowledged: Clock
    answered: Clock
    outcome: str
    held: Money | None
    returned: Money | None


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a request.

    Attributes:
        name: what happened.
        at: when.
        seconds: since the victim paid; below 0 if before.
        by: officer or party.
        details: what was said with it: (name, text or money or instant).
    """

    name: str
    at: datetime
    seconds: float
    by: str
    details: tuple[tuple[str, object], ...] = ()


def request_line(followed: Followed, party: str, now: datetime) -> RequestLine:
    """Reads a request for a list; `party` is this node's."""
    record, times = followed.record, followed.timeline
    freeze = parse(Freeze, record.body)
    ours = record.direction == "out"
    delivered, answered = times.delivered_at, times.answered_at
    return RequestLine(
        request_id=record.request_id,
        reference=record.reference,
        who_asks=(party, record.partner) if ours else (record.partner, party),
        ours=ours,
        account=f"{freeze.account} ({freeze.bank})",
        asked=Money(freeze.amount.minor_units, freeze.amount.currency),
        state=times.state,
        seconds=((answered or now) - delivered).total_seconds() if delivered else None,
        running=delivered is not None and answered is None,
        acknowledged=_clock(times.clock("acknowledged", now)),
        answered=_clock(times.clock("answered", now)),
        outcome=times.outcome,
        held=times.held,
        returned=times.returned,
    )


def _clock(text: str) -> Clock:
    return Clock(text, next((looks for part, looks in _CLOCK_LOOKS if part in text), "idle"))


def aims() -> str:
    """Says what the clocks are measured against."""
    acknowledged, answered = AIMS_MINUTES["acknowledged"], AIMS_MINUTES["answered"]
    return (
        f"Proposed aims, signed by neither side: acknowledged within {acknowledged} min of delivery, "
        f"answered within {answered} min."
    )


def step_lines(followed: Followed) -> list[StepLine]:
    """Reads a request's steps, from the payment on, in the order of their times."""
    freeze = parse(Freeze, followed.record.body)
    lines = [
        StepLine("the victim paid", freeze.paid_at, 0, "", ()),
        StepLine("the victim reported it", freeze.reported_at, _since(freeze, freeze.reported_at), "", ()),
    ]
    lines += [
        StepLine(_STEP_WORDS.get(e.event, e.event), e.at, _since(freeze, e.at), e.by, _details(e))
        for e in followed.events
    ]
    return sorted(lines, key=lambda line: line.at)


def drawn_steps(followed: Followed, now: datetime) -> str:
    """Draws the steps from the payment to the answer, or to now while there is none."""
    times, lines = followed.timeline, step_lines(followed)
    steps = [Step(number, line.seconds) for number, line in enumerate(lines, start=1)]
    said = "; ".join(f"{step.number} {line.name}" for step, line in zip(steps, lines, strict=True))
    until = ((times.answered_at or now) - times.paid_at).total_seconds()
    return timeline_picture(steps, _aims(times), until, f"{said}. The table says when.")


def _aims(times: Timeline) -> list[Aim]:
    if times.delivered_at is None:
        return []
    delivered = (times.delivered_at - times.paid_at).total_seconds()
    return [Aim(f"aim: {name}", delivered + 60 * minutes) for name, minutes in AIMS_MINUTES.items()]


def _since(freeze: Freeze, at: datetime) -> float:
    return (at - freeze.paid_at).total_seconds()


def _details(event: Event) -> tuple[tuple[str, object], ...]:
    if event.event == "answered":
        answer = parse(Answer, event.body)
        said: list[tuple[str, object]] = [("decided", answer.outcome.replace("_", " "))]
        if answer.held is not None:
            said.append(("held", Money(answer.held.minor_units, answer.held.currency)))
        return (*said, ("reason", answer.reason)) if answer.reason else tuple(said)
    if event.event == "outcome":
        return _outcome(parse(Outcome, event.body))
    if event.event == "acknowledged" and "reference" not in event.body:
        return (("noted", "together with the answer"),)
    return ()


def _outcome(outcome: Outcome) -> tuple[tuple[str, object], ...]:
    said: list[tuple[str, object]] = []
    if outcome.returned is not None:
        said.append(("paid back", Money(outcome.returned.minor_units, outcome.returned.currency)))
    said.append(("victim told", outcome.victim_told_at or "not stated"))
    if outcome.wrong_hold:
        said.append(("the hold", "was a mistake"))
    return (*said, ("note", outcome.note)) if outcome.note else tuple(said)
