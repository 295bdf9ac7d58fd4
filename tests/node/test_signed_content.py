"""A second officer's signature is over the content, not over an id that may mean something else by then."""

import json
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from spean.audit import store as audit
from spean.casework import requests as casework
from spean.casework import store
from spean.errors import Conflict
from spean.exchange import store as exchange
from spean.identity import keys
from spean.model import Kind, Money, OfficerRole
from spean.node import agreements, clearances, partners, releases, requests
from spean.node.agreements import NewStatement, Status
from spean.node.clearances import Asked
from spean.node.requests import NewFreeze

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ASKED = NewFreeze("KH", "000-123-456", "ABA", Money(25000, "USD"), NOW - timedelta(minutes=9))


def signed_arguments(th: Any, act: str) -> dict[str, Any]:
    """Gives the arguments under the newest officer's signature over an act."""
    with th.node.database.begin() as connection:
        entries = [e for e in audit.entries(connection, audit.INNER) if e.act == act]
    token = json.loads(entries[-1].body or b"{}")["signature"]
    public = {officer["kid"]: officer for officer in officers_keys(th)}
    kid = keys.unverified_header(token)["kid"]
    return dict(json.loads(keys.verify(token, public[kid], "spean-act"))["arguments"])


def officers_keys(th: Any) -> list[dict[str, str]]:
    from spean.identity import store

    with th.node.database.begin() as connection:
        return [json.loads(officer.public_key) for officer in store.officers(connection)]


def test_an_approval_signs_the_digest(th: Any) -> None:
    th.pair("KH")
    requests.new_freeze(th.node, th.officer, ASKED)
    [review] = releases.review(th.node, th.approver, "Q-1")
    releases.approve(th.node, th.approver, "Q-1", review.release.digest)
    assert signed_arguments(th, "release.approve")["sha256"] == [review.release.digest]


def test_other_bytes_than_reviewed_are_not_signed(th: Any) -> None:
    th.pair("KH")
    requests.new_freeze(th.node, th.officer, ASKED)
    with pytest.raises(Conflict, match="not what you reviewed"):
        releases.approve(th.node, th.approver, "Q-1", "0" * 64)
    with th.node.database.begin() as connection:
        assert exchange.waiting(connection) == []


def test_clearing_signs_values_and_tags(th: Any) -> None:
    th.take("report_id,narrative,suspect_phone\nA,x,081-234-5678\nB,y,081-234-5678\n")
    proposed = clearances.propose(th.node, th.officer, Asked("C-1", (Kind.PHONE,), offence="fraud"))
    th.approve_clearance(proposed.clearance.clearance_id)
    assert len(signed_arguments(th, "clear.approve")["sha256"]) == 64


def test_the_key_confirmed_is_the_one_compared(th: Any) -> None:
    from spean.exchange.messages import Identity

    key = keys.public(keys.new_key())
    identity = Identity("KH", "Interior, KH", "http://127.0.0.1:9", key)
    _, fingerprint = partners.accept(th.node, th.officer, identity.to_json().encode())
    with pytest.raises(Conflict, match="not the one compared"):
        partners.confirm(th.node, th.approver, "KH", "AAAA BBBB")
    assert partners.confirm(th.node, th.approver, "KH", fingerprint).party == "KH"
    assert signed_arguments(th, "partner.confirm")["fingerprint"] == fingerprint


def test_what_was_drafted_after_the_review_is_not_signed(th: Any) -> None:
    """A clerk of two minds: the reviewed draft is refused by somebody, another one waits under the same number."""
    th.pair("KH")
    requests.new_freeze(th.node, th.officer, ASKED)
    with pytest.raises(Conflict, match="not what you reviewed"):
        releases.approve(th.node, th.approver, "Q-1")
    other = th.officer_with("other", OfficerRole.APPROVER)
    releases.review(th.node, other, "Q-1")
    with pytest.raises(Conflict, match="not what you reviewed"):
        releases.approve(th.node, th.approver, "Q-1")
    releases.approve(th.node, other, "Q-1")


def held_in_part() -> dict[str, object]:
    held = {"minor_units": 200, "currency": "USD"}
    decided = NOW.isoformat()
    return {"reference": "TH/Q-1", "outcome": "held_in_part", "held": held, "decided_at": decided, "reason": "x"}


def test_one_draft_of_an_object_waits_at_a_time(th: Any) -> None:
    th.pair("KH")
    requests.new_freeze(th.node, th.officer, ASKED)
    with th.logged() as connection:
        record = store.find_request(connection, "Q-1")
        answer = held_in_part()
        casework.note_answered(connection, record, answer, "node:KH")
    requests.outcome(th.node, th.officer, "Q-1", Money(100, "USD"), None, "")
    with pytest.raises(Conflict, match="waits for a second officer"):
        requests.outcome(th.node, th.officer, "Q-1", Money(200, "USD"), None, "")


def test_a_clearance_is_approved_by_who_was_shown_it(th: Any) -> None:
    th.take("report_id,narrative,suspect_phone\nA,x,081-234-5678\nB,y,081-234-5678\n")
    proposed = clearances.propose(th.node, th.officer, Asked("C-1", (Kind.PHONE,), offence="fraud"))
    for seen in ("", "0" * 64):
        with pytest.raises(Conflict, match="not what you reviewed"):
            clearances.approve(th.node, th.approver, "K-1", seen)
    clearances.show(th.node, th.officer, "K-1")
    with pytest.raises(Conflict, match="not what you reviewed"):
        clearances.approve(th.node, th.approver, "K-1")
    clearances.approve(th.node, th.approver, "K-1", proposed.sha256)


# -- all of what an officer states --------------------------------------------------------------------------
FIRST = NewFreeze(
    "KH", "000123456", "ABA", Money(1, "USD"), NOW, NOW + timedelta(minutes=1), "C-1", "2024-10", "text", "drugs"
)


def stated(th: Any, act: str, record: Any) -> set[str]:
    """Gives the fields of a record that are not under the officer's signature, though every one was stated."""
    assert all(getattr(record, field.name) not in (None, "", ()) for field in fields(record)), "the test states all"
    return {field.name for field in fields(record)} - set(signed_arguments(th, act))


def test_every_field_of_a_request_is_signed(th: Any) -> None:
    th.pair("KH")
    th.clock.forward(minutes=5)
    requests.new_freeze(th.node, th.officer, FIRST)
    assert stated(th, "request.new", FIRST) == set()


def test_every_field_of_a_clearance_is_signed(th: Any, reports_csv: str) -> None:
    th.pair("KH")
    th.take(reports_csv)
    asked = Asked("C-1", (Kind.PHONE,), "081-234-5678", ("KH",), "2024-10", "fraud")
    clearances.propose(th.node, th.officer, asked)
    assert stated(th, "clear.propose", asked) == set()


def test_every_field_of_a_statement_is_signed(th: Any, tmp_path: Path) -> None:
    (tmp_path / "minutes.pdf").write_bytes(b"made up")
    new = NewStatement("2024-10/1", Status.LIMITED, NOW.date(), "text", "the minutes", tmp_path / "minutes.pdf")
    agreements.state(th.node, th.officer, new)
    assert stated(th, "agreement.state", new) == set()
    assert signed_arguments(th, "agreement.state")["evidence"] == sha256(b"made up").hexdigest()


def test_a_cases_title_and_an_outcome_are_signed(th: Any) -> None:
    clearances.open_case(th.node, th.officer, "C-1", "fraud", "a title")
    assert signed_arguments(th, "case.open")["title"] == "a title"
    th.pair("KH")
    requests.new_freeze(th.node, th.officer, ASKED)
    with th.logged() as connection:
        answer = held_in_part()
        casework.note_answered(connection, store.find_request(connection, "Q-1"), answer, "node:KH")
    requests.outcome(th.node, th.officer, "Q-1", Money(1, "USD"), NOW, "a note")
    assert set(signed_arguments(th, "request.outcome")) == {"request", "returned", "victim_told_at", "note"}


def test_an_acknowledgement_signs_its_bytes(th: Any) -> None:
    th.pair("KH")
    body = {
        "reference": "KH/Q-7",
        "account": "000123456",
        "bank": "KBANK",
        "amount": {"minor_units": 25000, "currency": "USD"},
        "paid_at": "2026-11-22T08:50:00Z",
        "reported_at": "2026-11-22T08:55:00Z",
    }
    with th.logged() as connection:
        casework.receive_request(connection, "KH", body, "fraud", NOW)
    requests.acknowledge(th.node, th.officer, "Q-1")
    [record] = releases.releases(th.node, th.officer)
    assert signed_arguments(th, "request.acknowledge")["sha256"] == record.digest
