from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from spean.casework import requests, store
from spean.casework.objects import Amount, Answer, Freeze, dump
from spean.casework.requests import AIMS_MINUTES, Timeline, check_answer, timeline
from spean.casework.store import Event, RequestRecord
from spean.db import Connection, embedded
from spean.errors import Conflict, MessageInvalid, NotFound
from spean.model import Money

PAID = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
BODY = dump(
    Freeze(
        reference="TH/Q-1",
        account="000123456",
        bank="ABA",
        amount=Amount(minor_units=25000, currency="USD"),
        paid_at=PAID,
        reported_at=PAID + timedelta(minutes=5),
    )
)
RECORD = RequestRecord("Q-1", "TH/Q-1", "in", "TH", None, "fraud", BODY)


def at(minutes: float) -> datetime:
    return PAID + timedelta(minutes=minutes)


def answer(outcome: str, held: Amount | None = None) -> Answer:
    return Answer.model_validate({"reference": "TH/Q-1", "outcome": outcome, "held": held, "decided_at": at(40)})


def usd(minor_units: int) -> Amount:
    return Amount(minor_units=minor_units, currency="USD")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    database = embedded(tmp_path / "node.db", "ab" * 32)
    database.migrate()
    with database.begin() as open_one:
        yield open_one
    database.close()


# -- answers ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "fits",
    [
        answer("held", usd(25000)),
        answer("held_in_part", usd(18000)),
        answer("not_held"),
    ],
)
def test_an_answer_that_fits(fits: Answer) -> None:
    check_answer(RECORD, fits)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (answer("held", usd(25001)), "not more than was asked"),
        (answer("held", Amount(minor_units=25000, currency="THB")), "currency"),
        (answer("held"), "state what is held"),
        (answer("held_in_part", usd(25000)), "does not fit"),
        (answer("held", usd(18000)), "does not fit"),
        (answer("held_in_part", usd(0)), "does not fit"),
        (answer("not_held", usd(1)), "nothing is held"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(wrong: Answer, why: str) -> None:
    with pytest.raises(Conflict, match=why):
        check_answer(RECORD, wrong)


# -- the timeline -------------------------------------------------------------------------------------------
def test_a_timeline_reads_its_events() -> None:
    held = {"outcome": "held_in_part", "held": {"minor_units": 18000, "currency": "USD"}}
    events = [
        Event("delivered", 0, at(12), "node:TH", {}),
        Event("acknowledged", 0, at(15), "dara", {}),
        Event("answered", 0, at(40), "dara", held),
    ]
    read = timeline(RECORD, events)
    assert (read.state, read.outcome, str(read.held), read.returned) == ("answered", "held_in_part", "180 USD", None)
    assert read.paid_at == PAID
    assert timeline(RECORD, events[:1]).state == "delivered"
    assert timeline(RECORD, []).state == "drafted"


@pytest.mark.parametrize(
    ("step", "delivered", "done", "now", "said"),
    [
        ("acknowledged", None, None, 0, "not started"),
        ("acknowledged", 0, None, 0, "10 min left"),
        ("acknowledged", 0, None, 9.5, "0 min left"),
        ("acknowledged", 0, None, 10, "0 min left"),
        ("acknowledged", 0, None, 12, "2 min over"),
        ("acknowledged", 0, 10, 500, "in time"),
        ("acknowledged", 0, 10.1, 500, "late"),
        ("answered", 0, None, 59, "1 min left"),
        ("answered", 0, 61, 500, "late"),
    ],
)
def test_a_clock_says_where_it_stands(
    step: str, delivered: float | None, done: float | None, now: float, said: str
) -> None:
    times: dict[str, Any] = {f"{step}_at": None if done is None else at(done)}
    line = Timeline(PAID, PAID, delivered_at=None if delivered is None else at(delivered), **times)
    assert line.clock(step, at(now)) == said


def test_every_aim_is_of_a_step() -> None:
    assert set(AIMS_MINUTES) <= {name.removesuffix("_at") for name in Timeline.__dataclass_fields__}


# -- as rows ------------------------------------------------------------------------------------------------
def test_a_partners_request_gets_a_number_of_ours(connection: Connection) -> None:
    store.next_id(connection, "Q")
    record = requests.receive_request(connection, "TH", BODY, "fraud", at(20))
    assert (record.request_id, record.reference, record.direction) == ("Q-2", "TH/Q-1", "in")
    assert store.find_request(connection, "Q-2") == record


@pytest.mark.parametrize("partner", ["KH", "LA"])
def test_a_request_in_anothers_name_is_refused(connection: Connection, partner: str) -> None:
    with pytest.raises(MessageInvalid, match="another party"):
        requests.receive_request(connection, partner, BODY, "fraud", at(20))


def test_a_reference_is_used_once(connection: Connection) -> None:
    requests.receive_request(connection, "TH", BODY, "fraud", at(20))
    with pytest.raises(MessageInvalid, match="used before"):
        requests.receive_request(connection, "TH", BODY, "fraud", at(20))


def test_each_step_happens_once(connection: Connection) -> None:
    record = requests.receive_request(connection, "TH", BODY, "fraud", at(20))
    acknowledged = {"reference": "TH/Q-1", "acknowledged_at": at(15).isoformat()}
    requests.note_acknowledged(connection, record, acknowledged, "dara")
    with pytest.raises(Conflict):
        requests.note_acknowledged(connection, record, acknowledged, "dara")
    requests.note_answered(connection, record, dump(answer("held", usd(25000))), "dara")
    with pytest.raises(Conflict):
        requests.note_answered(connection, record, dump(answer("not_held")), "dara")
    assert [event.event for event in store.events(connection, record.request_id)] == ["acknowledged", "answered"]


def test_who_answers_has_seen_it(connection: Connection) -> None:
    record = requests.receive_request(connection, "TH", BODY, "fraud", at(20))
    requests.note_answered(connection, record, dump(answer("held_in_part", usd(18000))), "dara")
    read = timeline(record, store.events(connection, record.request_id))
    assert read.acknowledged_at == read.answered_at == at(40)
    assert read.held == Money(18000, "USD")


def test_a_later_outcome_stands_beside_the_earlier(connection: Connection) -> None:
    record = requests.receive_request(connection, "TH", BODY, "fraud", at(20))
    requests.note_answered(connection, record, dump(answer("held", usd(25000))), "dara")
    for minutes in (60, 90):
        requests.note_outcome(connection, record, {"reference": "TH/Q-1"}, "anong", at(minutes))
    outcomes = [event.seq for event in store.events(connection, record.request_id) if event.event == "outcome"]
    assert outcomes == [0, 1]


def test_a_malformed_step_is_refused(connection: Connection) -> None:
    record = requests.receive_request(connection, "TH", BODY, "fraud", at(20))
    with pytest.raises(MessageInvalid):
        requests.note_acknowledged(connection, record, {"reference": "TH/Q-1", "more": 1}, "dara")


def test_unknown_records_are_missing(connection: Connection) -> None:
    for find in (store.find_request, store.find_release, store.find_clearance):
        with pytest.raises(NotFound):
            find(connection, "X-1")
    assert store.find_case(connection, "C-1") is None


def test_numbers_go_up_series_by_series(connection: Connection) -> None:
    found = [store.next_id(connection, letter) for letter in "QQKQ"]
    assert found == ["Q-1", "Q-2", "K-1", "Q-3"]


def test_a_late_acknowledgement_stands_before_the_implied_one(connection: Connection) -> None:
    record = requests.receive_request(connection, "TH", BODY, "fraud", at(20))
    requests.note_answered(connection, record, dump(answer("held", usd(25000))), "dara")
    late = {"reference": "TH/Q-1", "acknowledged_at": at(15).isoformat()}
    requests.note_acknowledged(connection, record, late, "dara")
    assert timeline(record, store.events(connection, record.request_id)).acknowledged_at == at(15)
    with pytest.raises(Conflict, match="already"):
        requests.note_acknowledged(connection, record, late, "dara")


@pytest.mark.parametrize(("acknowledged", "now"), [(5, 500), (60, 500), (30, 20)], ids=["early", "after", "ahead"])
def test_an_acknowledgement_has_its_place(connection: Connection, acknowledged: int, now: int) -> None:
    record = requests.receive_request(connection, "TH", BODY, "fraud", at(20))
    requests.note_step(connection, record, "delivered", at(12), "node:TH")
    requests.note_answered(connection, record, dump(answer("held", usd(25000))), "dara")
    said = {"reference": "TH/Q-1", "acknowledged_at": at(acknowledged).isoformat()}
    with pytest.raises(Conflict, match="lies after"):
        requests.note_acknowledged(connection, record, said, "dara", at(now))


def test_a_request_does_not_come_from_the_future(connection: Connection) -> None:
    with pytest.raises(Conflict, match="its report lies after now"):
        requests.receive_request(connection, "TH", BODY, "fraud", PAID - timedelta(minutes=30))


@pytest.mark.parametrize(
    ("returned", "told", "stated", "why"),
    [
        (usd(18001), None, 60, "more is said"),
        (Amount(minor_units=1, currency="THB"), None, 60, "currency"),
        (None, -10_000, 60, "lies after"),
        (None, 90, 60, "lies after"),
        (None, None, 20, "lies after"),
        (None, None, 700, "lies after"),
    ],
)
def test_an_outcome_fits_its_answer(
    connection: Connection, returned: Amount | None, told: int | None, stated: int, why: str
) -> None:
    record = requests.receive_request(connection, "TH", BODY, "fraud", at(20))
    body = {"reference": "TH/Q-1", "returned": returned and dump(returned), "victim_told_at": told and at(told)}
    with pytest.raises(Conflict, match="not answered"):
        requests.note_outcome(connection, record, body, "anong", at(stated), at(600))
    requests.note_answered(connection, record, dump(answer("held_in_part", usd(18000))), "dara")
    with pytest.raises(Conflict, match=why):
        requests.note_outcome(connection, record, body, "anong", at(stated), at(600))
    whole = body | {"returned": dump(usd(18000)), "victim_told_at": at(50)}
    requests.note_outcome(connection, record, whole, "anong", at(60), at(600))
