"""Figures from the work, each with its name and definition; computed from events that both nodes hold.

The first measure: minutes from a payment to its report, to the request, to its acknowledgement, to the hold. A
median is over *all* requests: one that did not reach the step counts as longer than any that did, so the median may
be `more than` the time of the slowest, and is never taken over the answered alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from spean.casework.requests import Timeline

DEFINITION = (
    "Minutes from the victim's payment to each step of a freeze request, median over all delivered requests; "
    "a request that did not reach the step counts as slower than every one that did."
)


@dataclass(frozen=True, slots=True)
class StepFigure:
    """One step's figure.

    Attributes:
        step: reported, requested, acknowledged, held.
        reached: requests that reached it (numerator).
        of: all requests (denominator).
        median_minutes: over all of them; None where fewer than half reached it.
    """

    step: str
    reached: int
    of: int
    median_minutes: int | None

    @property
    def text(self) -> str:
        """The figure as it is shown: the median, or that fewer than half reached the step."""
        if not self.of:
            return "no requests"
        return "fewer than half reached it" if self.median_minutes is None else f"{self.median_minutes} min"


def _held(timeline: Timeline) -> datetime | None:
    return timeline.answered_at if timeline.held is not None and timeline.held.minor_units else None


_STEPS: tuple[tuple[str, Callable[[Timeline], datetime | None]], ...] = (
    ("reported", lambda timeline: timeline.reported_at),
    ("requested", lambda timeline: timeline.delivered_at),
    ("acknowledged", lambda timeline: timeline.acknowledged_at),
    ("held", _held),
)


def payment_to_hold(timelines: Sequence[Timeline]) -> tuple[StepFigure, ...]:
    """Computes the measure over the requests of one direction that were delivered.

    Returns:
        One figure for each step, in order.
    """
    delivered = [timeline for timeline in timelines if timeline.delivered_at is not None]
    return tuple(_figure(step, reached_at, delivered) for step, reached_at in _STEPS)


def not_delivered(timelines: Sequence[Timeline]) -> int:
    """Counts the requests that were released and have not reached the partner: they are in no figure of its side."""
    return sum(line.released_at is not None and line.delivered_at is None for line in timelines)


def _figure(step: str, reached_at: Callable[[Timeline], datetime | None], timelines: Sequence[Timeline]) -> StepFigure:
    minutes = sorted(
        int((at - timeline.paid_at).total_seconds() // 60)
        for timeline in timelines
        if (at := reached_at(timeline)) is not None
    )
    # Lower median of all requests, the unreached sorted after every reached one.
    middle = (len(timelines) - 1) // 2
    median = minutes[middle] if timelines and middle < len(minutes) else None
    return StepFigure(step, len(minutes), len(timelines), median)
