import math
from datetime import UTC, datetime, timedelta
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.agreements.measures import StepFigure, payment_to_hold
from spean.casework.requests import Timeline
from spean.model import Money

PAID = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
HELD = Money(18000, "USD")


def line(
    delivered: int | None, acknowledged: int | None = None, answered: int | None = None, held: Money | None = HELD
) -> Timeline:
    def at(minutes: int | None) -> datetime | None:
        return None if minutes is None else PAID + timedelta(minutes=minutes)

    return Timeline(
        PAID,
        PAID + timedelta(minutes=5),
        delivered_at=at(delivered),
        acknowledged_at=at(acknowledged),
        answered_at=at(answered),
        held=held if answered is not None else None,
    )


def figures(lines: list[Timeline]) -> dict[str, StepFigure]:
    return {figure.step: figure for figure in payment_to_hold(lines)}


def test_a_table_reckoned_by_hand() -> None:
    lines = [
        line(10, 12, 40),
        line(11, 14, 60),
        line(12, 20, 50, Money(0, "USD")),  # answered, nothing held
        line(14, 30),  # never answered
        line(30),  # never acknowledged
        line(None),  # never delivered: not counted
    ]
    found = figures(lines)
    assert (found["reported"].reached, found["reported"].of, found["reported"].median_minutes) == (5, 5, 5)
    assert found["requested"].median_minutes == 12  # of 10 11 12 14 30
    assert (found["acknowledged"].reached, found["acknowledged"].median_minutes) == (4, 20)  # 12 14 20 30 never
    assert (found["held"].reached, found["held"].of, found["held"].median_minutes) == (2, 5, None)  # 40 60 never …
    assert found["held"].text == "fewer than half reached it"
    assert found["requested"].text == "12 min"


@pytest.mark.parametrize(
    ("answered", "median"),
    [
        ([], None),
        ([40], 40),
        ([40, None], 40),
        ([40, None, None], None),
        ([40, 50], 40),
        ([40, 50, None], 50),
        ([40, 50, None, None], 50),
        ([40, 50, None, None, None], None),
        ([None], None),
    ],
)
def test_the_lower_median_counts_the_unanswered(answered: list[int | None], median: int | None) -> None:
    assert figures([line(10, 20, minutes) for minutes in answered])["held"].median_minutes == median


def test_no_requests_give_no_figure() -> None:
    assert [figure.text for figure in payment_to_hold([])] == ["no requests"] * 4


@given(st.lists(st.none() | st.integers(20, 5000), min_size=1))
def test_a_median_is_never_better_than_that_of_the_answered_alone(answered: list[int | None]) -> None:
    found = figures([line(10, 20, minutes) for minutes in answered])["held"]
    reached = [minutes for minutes in answered if minutes is not None]
    assert (found.reached, found.of) == (len(reached), len(answered))
    expected = median_low([math.inf if minutes is None else minutes for minutes in answered])
    assert (math.inf if found.median_minutes is None else found.median_minutes) == expected
    if reached and found.median_minutes is not None:
        assert found.median_minutes >= median_low(reached)


@given(st.lists(st.none() | st.integers(20, 5000)), st.randoms())
def test_the_order_of_requests_does_not_count(answered: list[int | None], chance: object) -> None:
    lines = [line(10, 20, minutes) for minutes in answered]
    again = list(lines)
    chance.shuffle(again)  # type: ignore[attr-defined]
    assert payment_to_hold(again) == payment_to_hold(lines)
