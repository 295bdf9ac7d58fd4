import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from spean.agreements import store as agreement_store
from spean.audit import store as audit
from spean.casework import requests as casework
from spean.casework import store
from spean.errors import Conflict, NotAllowed, NotFound, PartnerUnknown, PolicyRefused, WrongUsage
from spean.exchange import store as exchange
from spean.model import Kind, Money, OfficerRole
from spean.node import agreements, clearances, health, releases, requests
from spean.node.requests import NewFreeze
from spean.release.decision import Releasable
from spean.synth import example_agreement

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ASKED = NewFreeze("KH", "000-123-456", "ABA", Money(25000, "USD"), NOW - timedelta(minutes=9))


@pytest.fixture
def paired(any_th: Any) -> Any:
    any_th.pair("KH")
    return any_th


@pytest.fixture
def embedded(th: Any) -> Any:
    th.pair("KH")
    return th


@pytest.fixture
def asked_by_kh(embedded: Any) -> Any:
    """A node that KH asked to hold 250 USD."""
    body = {
        "reference": "KH/Q-7",
        "account": "000123456",
        "bank": "KBANK",
        "amount": {"minor_units": 25000, "currency": "USD"},
        "paid_at": "2026-11-22T08:50:00Z",
        "reported_at": "2026-11-22T08:55:00Z",
    }
    with embedded.logged() as connection:
        record = casework.receive_request(connection, "KH", body, "fraud", NOW)
        casework.note_step(connection, record, "delivered", NOW, "node:KH")
    return embedded


def queued(th: Any) -> list[str]:
    with th.node.database.begin() as connection:
        return [each.release_id for each in exchange.waiting(connection)]


# -- asking -------------------------------------------------------------------------------------------------
def test_a_request_leaves_by_a_second_officer_only(paired: Any) -> None:
    record, release = requests.new_freeze(paired.node, paired.officer, ASKED)
    assert (record.request_id, record.reference, record.case_id) == ("Q-1", "TH/Q-1", "C-1")
    assert queued(paired) == []
    [review] = releases.review(paired.node, paired.approver, "Q-1")
    assert not review.decision.allowed
    assert review.preview["body"]["account"] == "000123456"
    with pytest.raises(NotAllowed):
        releases.approve(paired.node, paired.officer, "Q-1")
    assert queued(paired) == []
    paired.release("Q-1")
    assert queued(paired) == [release]
    assert requests.show(paired.node, paired.officer, "Q-1").timeline.state == "released"
    with pytest.raises(Conflict, match="no open draft"):
        paired.release("Q-1")


def test_the_drafter_never_signs(embedded: Any) -> None:
    both = embedded.officer_with("both", OfficerRole.LIAISON, OfficerRole.APPROVER)
    requests.new_freeze(embedded.node, both, ASKED)
    with pytest.raises(PolicyRefused, match="the drafter can't sign"):
        releases.review(embedded.node, both, "Q-1")
        releases.approve(embedded.node, both, "Q-1")
    assert queued(embedded) == []


def test_the_bytes_previewed_are_the_bytes_sent(embedded: Any) -> None:
    requests.new_freeze(embedded.node, embedded.officer, ASKED)
    [review] = releases.review(embedded.node, embedded.approver, "Q-1")
    with embedded.node.database.begin() as connection:
        payload = review.release.payload.replace(b"000123456", b"999999999")
        connection.execute(store.release.update().values(payload=payload))
    with pytest.raises(PolicyRefused, match="digest"):
        embedded.release("Q-1")
    assert queued(embedded) == []


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"account": "12 34"}, WrongUsage),
        ({"account": "call me"}, WrongUsage),
        ({"amount": Money(0, "USD")}, WrongUsage),
        ({"paid_at": NOW + timedelta(minutes=1)}, WrongUsage),
        ({"paid_at": datetime(1, 1, 1, tzinfo=UTC)}, WrongUsage),
        ({"reported_at": NOW + timedelta(minutes=1)}, WrongUsage),
        ({"reported_at": NOW - timedelta(minutes=10)}, WrongUsage),
        ({"summary": "x" * 2001}, WrongUsage),
        ({"bank": "x" * 201}, WrongUsage),
        ({"basis": "x" * 201}, WrongUsage),
        ({"case_id": "x" * 65}, WrongUsage),
        ({"partner": "LA"}, PartnerUnknown),
    ],
)
def test_what_can_not_be_asked_leaves_nothing(paired: Any, change: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        requests.new_freeze(paired.node, paired.officer, replace(ASKED, **change))
    assert requests.follow(paired.node, paired.officer) == []


ACCOUNTS = (
    "report_id,narrative,suspect_account,suspect_bank,victim_account\n"
    "A-1,x,111-1-11111-1,KBANK,222-2-22222-2\nA-2,y,333-3-33333-3,KBANK,\nA-3,z,,,333-3-33333-3\n"
)
VICTIMS, CONTESTED, UNKNOWN, SUSPECTS = "2222222222", "3333333333", "4444444444", "1111111111"


def test_a_draft_does_not_tell_a_victims_account_from_an_unknown_one(embedded: Any) -> None:
    """Neither does the drafter's own look at it: only who decides learns that it can't be released."""
    embedded.take(ACCOUNTS)
    told = set()
    for account in (VICTIMS, CONTESTED, UNKNOWN, SUSPECTS):
        record, _ = requests.new_freeze(embedded.node, embedded.officer, replace(ASKED, account=account))
        [seen] = releases.review(embedded.node, embedded.officer, record.request_id)
        told.add(tuple((reason.code, reason.text, reason.met) for reason in seen.decision.reasons))
    assert len(told) == 1
    for number in ("Q-1", "Q-2"):
        with pytest.raises(PolicyRefused, match="roles: 1 values, 1 of them not releasable"):
            embedded.release(number)
    for number in ("Q-3", "Q-4"):
        embedded.release(number)


@pytest.mark.parametrize(
    "text",
    [
        "ring 089-999-8888",
        "money came from 222-2-22222-2",
        "2222222222",
        "2-2222-2222-2",
        "see https://evil-made-up.xyz/x",
        "somying@made-up.example",
        "line: @somying99",
        "\u0e42\u0e17\u0e23 \u0e50\u0e58\u0e59-\u0e59\u0e59\u0e59-\u0e58\u0e58\u0e58\u0e58",
    ],
)
def test_a_text_names_no_identity(embedded: Any, text: str) -> None:
    embedded.take(ACCOUNTS)
    with pytest.raises(PolicyRefused, match="texts: a text names an identity"):
        requests.new_freeze(embedded.node, embedded.officer, replace(ASKED, summary=text))
    assert requests.follow(embedded.node, embedded.officer) == []


@pytest.mark.parametrize(
    "text", ["12,000 THB paid on 2026-11-22 at 09:14", "to 000-123-456 of ABA", "call 1441", "made up"]
)
def test_a_text_may_name_the_requests_own_subject(embedded: Any, text: str) -> None:
    requests.new_freeze(embedded.node, embedded.officer, replace(ASKED, summary=text))
    embedded.release("Q-1")


def test_a_text_may_name_what_is_cleared_until_it_is_a_victims(embedded: Any, reports_csv: str) -> None:
    embedded.take(reports_csv)
    asked = clearances.Asked("C-1", (Kind.PHONE,), offence="fraud")
    embedded.approve_clearance(clearances.propose(embedded.node, embedded.officer, asked).clearance.clearance_id)
    told = replace(ASKED, summary="the caller used 081-234-5678")
    requests.new_freeze(embedded.node, embedded.officer, told)
    requests.new_freeze(embedded.node, embedded.officer, told)
    embedded.release("Q-1")
    embedded.take("report_id,narrative,victim_phone\nB-1,It is mine,081-234-5678\n", "later.csv")
    with pytest.raises(PolicyRefused, match="texts: 1 identities"):
        embedded.release("Q-2")


def test_an_answers_reason_and_an_outcomes_note_are_looked_at(asked_by_kh: Any) -> None:
    node, officer = asked_by_kh.node, asked_by_kh.officer
    with pytest.raises(PolicyRefused, match="texts"):
        requests.answer(node, officer, "Q-1", None, "its holder is reached at 089-999-8888")
    requests.answer(node, officer, "Q-1", None, "000-123-456 is empty")
    asked_by_kh.release("Q-1")
    with pytest.raises(PolicyRefused, match="texts"):
        requests.outcome(node, officer, "Q-1", None, None, "paid to 2222222222")


def test_a_bank_is_one_of_the_table(embedded: Any) -> None:
    with pytest.raises(WrongUsage, match="bank"):
        requests.new_freeze(embedded.node, embedded.officer, replace(ASKED, bank="Somying 089-999-8888"))
    record, _ = requests.new_freeze(embedded.node, embedded.officer, replace(ASKED, bank="ABA Bank 089-999-8888"))
    assert record.body["bank"] == "ABA"


# -- what was released and may not leave any more -----------------------------------------------------------
def test_a_queued_request_whose_account_became_a_victims_is_parked(embedded: Any) -> None:
    requests.new_freeze(embedded.node, embedded.officer, replace(ASKED, account=SUSPECTS))
    embedded.release("Q-1")
    posted: list[str] = []
    embedded.node._transport = SimpleNamespace(post=lambda *words: posted.append(words), close=lambda: None)
    embedded.take("report_id,narrative,victim_account\nV,x,111-1-11111-1\n")
    round_ = embedded.node.deliverer().deliver(at_once=True)
    assert (posted, round_.waiting, round_.delivered) == ([], 0, 0) and "no longer releasable" in round_.last_error
    assert embedded.node.deliverer().deliver(at_once=True).last_error == "", "it is not tried again"
    [followed] = requests.follow(embedded.node, embedded.officer)
    assert followed.parked
    assert [check.ok for check in health.check(embedded.node, embedded.officer) if check.name == "parked"] == [False]
    with embedded.node.database.begin() as connection:
        for log in (audit.INNER, audit.partner_log("KH")):
            [entry] = [e for e in audit.entries(connection, log) if e.act == "delivery.park"]
            assert json.loads(entry.body)["details"]["refused"] == ["roles"]


def test_a_queued_object_is_parked_when_the_agreement_ends(embedded: Any) -> None:
    requests.new_freeze(embedded.node, embedded.officer, ASKED)
    embedded.release("Q-1")
    with embedded.node.database.begin() as connection:
        connection.execute(agreement_store.agreement.update().values(confirmed_by=None))
    assert "no longer releasable" in embedded.node.deliverer().deliver(at_once=True).last_error


def test_a_new_case_is_nobody_elses(embedded: Any) -> None:
    clearances.open_case(embedded.node, embedded.officer, "C-1", "drugs", "an analyst's own")
    record, _ = requests.new_freeze(embedded.node, embedded.officer, ASKED)
    assert (record.case_id, record.offence) == ("C-2", "fraud")


def test_a_case_the_agreement_does_not_cover_is_not_asked_about(embedded: Any) -> None:
    clearances.open_case(embedded.node, embedded.officer, "C-1", "protected_species", "")
    requests.new_freeze(embedded.node, embedded.officer, replace(ASKED, case_id="C-1"))
    with pytest.raises(PolicyRefused, match="no agreement in force"):
        embedded.release("Q-1")


# -- answering ----------------------------------------------------------------------------------------------
def test_an_answer_is_drafted_released_and_queued(asked_by_kh: Any) -> None:
    requests.acknowledge(asked_by_kh.node, asked_by_kh.officer, "Q-1")
    with pytest.raises(Conflict, match="already"):
        requests.acknowledge(asked_by_kh.node, asked_by_kh.officer, "Q-1")
    requests.answer(asked_by_kh.node, asked_by_kh.officer, "Q-1", Money(18000, "USD"), "the rest was withdrawn")
    with pytest.raises(Conflict, match="waits for a second officer"):
        requests.answer(asked_by_kh.node, asked_by_kh.officer, "Q-1", Money(25000, "USD"), "")
    [review] = asked_by_kh.release("Q-1")
    assert review.release.releasable is Releasable.ANSWER
    assert len(queued(asked_by_kh)) == 2
    followed = requests.show(asked_by_kh.node, asked_by_kh.officer, "Q-1")
    assert (followed.timeline.outcome, str(followed.timeline.held)) == ("held_in_part", "180 USD")
    with pytest.raises(Conflict, match="answered already"):
        requests.answer(asked_by_kh.node, asked_by_kh.officer, "Q-1", Money(25000, "USD"), "")


@pytest.mark.parametrize(
    ("held", "reason", "error"),
    [
        (Money(25001, "USD"), "", Conflict),
        (Money(25000, "THB"), "", Conflict),
        (None, "", WrongUsage),
        (Money(0, "USD"), "", WrongUsage),
        (None, "x" * 2001, WrongUsage),
    ],
)
def test_an_answer_that_does_not_fit_is_not_drafted(
    asked_by_kh: Any, held: Money | None, reason: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        requests.answer(asked_by_kh.node, asked_by_kh.officer, "Q-1", held, reason)
    assert releases.releases(asked_by_kh.node, asked_by_kh.officer) == []


def test_a_refused_answer_is_drafted_anew(asked_by_kh: Any) -> None:
    requests.answer(asked_by_kh.node, asked_by_kh.officer, "Q-1", None, "no such account")
    assert releases.refuse(asked_by_kh.node, asked_by_kh.approver, "Q-1", "look again") == ["R-1"]
    requests.answer(asked_by_kh.node, asked_by_kh.officer, "Q-1", Money(25000, "USD"), "")


def test_we_do_not_answer_ourselves(embedded: Any) -> None:
    requests.new_freeze(embedded.node, embedded.officer, ASKED)
    for act in (
        lambda: requests.acknowledge(embedded.node, embedded.officer, "Q-1"),
        lambda: requests.answer(embedded.node, embedded.officer, "Q-1", Money(1, "USD"), ""),
    ):
        with pytest.raises(Conflict, match="our own"):
            act()
    with pytest.raises(Conflict, match="not answered"):
        requests.outcome(embedded.node, embedded.officer, "Q-1", None, None, "")
    with pytest.raises(NotFound):
        requests.show(embedded.node, embedded.officer, "Q-2")


# -- statements ---------------------------------------------------------------------------------------------
def test_a_statement_is_released_by_a_second_officer(paired: Any) -> None:
    new = agreements.NewStatement("2024-10/1", agreements.Status.LIMITED, NOW.date(), "begun")
    [found] = agreements.status(paired.node, paired.officer)
    new = replace(new, point_id=found.points[0].point_id)
    statement, drafted = agreements.state(paired.node, paired.officer, new)
    assert (statement.reference, len(drafted)) == ("TH/S-1", 1)
    paired.release("TH/S-1")
    assert queued(paired) == drafted
    with pytest.raises(NotFound):
        agreements.state(paired.node, paired.officer, replace(new, point_id="A-9/9"))
    with pytest.raises(WrongUsage):
        agreements.state(paired.node, paired.officer, replace(new, text="x" * 2001))


def test_a_points_id_is_one_over_all_agreements(th: Any) -> None:
    text = example_agreement()
    agreements.add(th.node, th.officer, text)
    with pytest.raises(Conflict, match="another text"):
        agreements.add(th.node, th.officer, text + "\n# another\n")
    with pytest.raises(Conflict, match="another agreement"):
        agreements.add(th.node, th.officer, text.replace('id = "2024-10"', 'id = "2025-01"', 1))
    with pytest.raises(WrongUsage, match="no party"):
        agreements.add(th.node, th.officer, text.replace('parties = ["TH", "KH"]', 'parties = ["LA", "KH"]', 1))


def test_an_agreement_counts_once_a_second_officer_confirmed_it(embedded: Any) -> None:
    text = example_agreement().replace("2024-10", "2025-11").replace("2025-11-24", "2024-10-24")
    agreements.add(embedded.node, embedded.officer, text.replace('"fraud"', '"corruption"'))
    clearances.open_case(embedded.node, embedded.officer, "C-9", "corruption", "")
    requests.new_freeze(embedded.node, embedded.officer, replace(ASKED, case_id="C-9", basis="agreement 2025-11"))
    with pytest.raises(PolicyRefused, match="no agreement in force"):
        embedded.release("Q-1")
    both = embedded.officer_with("both", OfficerRole.LIAISON, OfficerRole.APPROVER)
    with pytest.raises(NotAllowed):
        agreements.confirm(embedded.node, embedded.officer, "2025-11")
    with pytest.raises(Conflict, match="not the one compared"):
        agreements.confirm(embedded.node, embedded.approver, "2025-11", "0" * 64)
    agreements.add(embedded.node, both, text.replace("2025-11", "2026-01").replace("2026-01-24", "2024-10-24"))
    with pytest.raises(PolicyRefused, match="who added it"):
        agreements.confirm(embedded.node, both, "2026-01")
    agreements.confirm(embedded.node, embedded.approver, "2025-11")
    embedded.release("Q-1")


@pytest.mark.parametrize("basis", ["none", "MOU art. 3", "mou-drugs", "our friendship"])
def test_a_basis_is_one_that_the_agreement_lists(embedded: Any, basis: str) -> None:
    requests.new_freeze(embedded.node, embedded.officer, replace(ASKED, basis=basis))
    with pytest.raises(PolicyRefused, match="basis"):
        embedded.release("Q-1")


@pytest.mark.parametrize("basis", ["", "mou-call-centre", "2024-10/10", "point 2024-10/1", "agreement 2024-10"])
def test_a_basis_that_the_agreement_lists(embedded: Any, basis: str) -> None:
    requests.new_freeze(embedded.node, embedded.officer, replace(ASKED, basis=basis))
    embedded.release("Q-1")
