"""Every act of an officer: one entry in the log, or no answer."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from spean.audit import store as audit
from spean.audit.store import INNER
from spean.errors import AuditBroken, Conflict, NotAllowed, NotAuthenticated, NotFound, PolicyRefused, StorageFailed
from spean.identity.credentials import Credential
from spean.identity.keys import new_key
from spean.model import Kind, OfficerRole
from spean.node import (
    agreements,
    auditing,
    clearances,
    health,
    networks,
    officers,
    partners,
    releases,
    reports,
    requests,
    scam_types,
)
from spean.node.clearances import Asked
from spean.node.core import CredentialAuthority, SessionAuthority
from spean.node.home import NewNode, authority, init, open_node
from spean.node.reports import Why

REPORTS_CSV = """\
report_id,reported_at,narrative,suspect_phone,victim_phone
A-1,2026-11-20T10:00+07:00,Paid to a stranger,081-234-5678,089-999-8888
A-2,2026-11-20T11:00+07:00,Called me,081-234-5678,
B-1,2026-11-20T11:00+07:00,Called me,086-111-2222,
B-2,2026-11-20T11:00+07:00,Called me,086-111-2222,
"""
WHY = Why("hotline call", "MOU art. 3", "C-1")


def entries(th: Any, log: str = INNER) -> list[dict[str, Any]]:
    with th.node.database.begin() as connection:
        return [json.loads(entry.body or b"{}") for entry in audit.entries(connection, log)]


ACTS: dict[str, Callable[[Any], object]] = {
    "lookup": lambda th: reports.look_up(th.node, th.officer, "081-234-5678", WHY),
    "evidence.list": lambda th: reports.batches(th.node, th.officer),
    "evidence.verify": lambda th: reports.verify(th.node, th.officer),
    "evidence.contested": lambda th: reports.contested(th.node, th.officer),
    "evidence.types": lambda th: scam_types.counts(th.node, th.officer),
    "intake": lambda th: th.take(REPORTS_CSV),
    "link": lambda th: networks.link(th.node, th.officer, lambda _: None),
    "networks.list": lambda th: networks.networks(th.node, th.officer),
    "case.open": lambda th: clearances.open_case(th.node, th.officer, "C-1", "fraud", ""),
    "case.list": lambda th: clearances.cases(th.node, th.officer),
    "clear.list": lambda th: clearances.clearances(th.node, th.officer),
    "export.indicators": lambda th: clearances.cleared(th.node, th.officer),
    "partner.invite": lambda th: partners.invite(th.node, th.officer),
    "partner.list": lambda th: partners.partners(th.node, th.officer),
    "request.list": lambda th: requests.follow(th.node, th.officer),
    "release.list": lambda th: releases.releases(th.node, th.officer),
    "agreement.status": lambda th: agreements.status(th.node, th.officer),
    "user.list": lambda th: officers.officers(th.node, th.officer),
    "session.begin": lambda th: officers.sign_in_code(th.node, th.officer),
    "doctor": lambda th: health.check(th.node, th.officer),
    "audit.verify": lambda th: auditing.verify(th.node, th.officer),
    "audit.show": lambda th: auditing.show(th.node, th.approver, INNER, 5),
}
REFUSALS: dict[str, tuple[type[Exception], Callable[[Any], object]]] = {
    "release.approve": (NotAllowed, lambda th: releases.approve(th.node, th.officer, "Q-1")),
    "request.show": (NotFound, lambda th: requests.show(th.node, th.officer, "Q-1")),
    "networks.show": (NotFound, lambda th: networks.show(th.node, th.officer, "N-1")),
    "clear.propose": (
        PolicyRefused,
        lambda th: clearances.propose(th.node, th.officer, Asked("C-1", (Kind.LINE,), offence="fraud")),
    ),
    "clear.approve": (NotFound, lambda th: clearances.approve(th.node, th.approver, "K-1")),
    "user.revoke": (NotFound, lambda th: officers.revoke_officer(th.node, th.officer, "nobody")),
}


@pytest.mark.parametrize("act", ACTS)
def test_every_act_leaves_exactly_one_entry(any_th: Any, act: str) -> None:
    before = entries(any_th)
    ACTS[act](any_th)
    [entry] = entries(any_th)[len(before) :]
    assert entry["act"] == act
    assert entry["actor"] in {"officer", "approver"}
    assert entry["signature"]
    auditing.verify(any_th.node, any_th.officer)


@pytest.mark.parametrize("act", REFUSALS)
def test_a_refusal_is_an_answer_and_leaves_one_entry(any_th: Any, act: str) -> None:
    refusal, refused = REFUSALS[act]
    before = entries(any_th)
    with pytest.raises(refusal) as caught:
        refused(any_th)
    [entry] = entries(any_th)[len(before) :]
    assert entry["act"] == act
    assert entry["actor"] in {"officer", "approver"}
    assert entry["details"]["refused"] == caught.value.code  # type: ignore[attr-defined]
    auditing.verify(any_th.node, any_th.officer)


def test_what_a_refusal_tells_is_logged_too(th: Any) -> None:
    th.take(REPORTS_CSV)
    networks.link(th.node, th.officer, lambda _: None)
    before = len(entries(th))
    with pytest.raises(Conflict, match="nothing but hubs"):
        networks.why(th.node, th.officer, "A-1", "B-1")
    [entry] = entries(th)[before:]
    assert entry["details"]["asked"] == {"reports": ["A-1", "B-1"]}


def test_a_stranger_is_refused_and_noted(any_th: Any) -> None:
    stranger = CredentialAuthority(Credential("officer", "TH", new_key()))
    with pytest.raises(NotAuthenticated):
        reports.look_up(any_th.node, stranger, "081-234-5678", WHY)
    last = entries(any_th)[-1]
    assert (last["actor"], last["act"], last["details"]["refused"]) == ("unknown", "lookup", "identity.credential")


def test_a_relations_log_gets_the_entry_too(any_th: Any) -> None:
    any_th.pair("KH")
    assert [entry["act"] for entry in entries(any_th, "partner:KH")] == ["partner.confirm"]
    assert entries(any_th)[-1]["act"] == "partner.confirm"
    assert {each.log: each.size for each in auditing.verify(any_th.node, any_th.officer)}["partner:KH"] == 1


# -- nothing is answered without an audit row ---------------------------------------------------------------
@pytest.mark.parametrize("act", [act for act in ACTS if act not in {"audit.show", "audit.verify"}])
def test_without_a_log_there_is_no_answer(th: Any, act: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise sa.exc.OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))

    monkeypatch.setattr(audit, "append", full)
    with pytest.raises(StorageFailed):
        ACTS[act](th)


def test_a_full_database_gives_no_answer(th: Any) -> None:
    th.take(REPORTS_CSV)
    before = entries(th)
    with th.node.database.begin() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageFailed):
        for _ in range(200):  # what is free in the last pages is used up first
            reports.look_up(th.node, th.officer, "081-234-5678", WHY)
    after = entries(th)
    assert after[: len(before)] == before
    assert {entry["act"] for entry in after[len(before) :]} <= {"lookup"}


def test_a_database_that_can_only_be_read_gives_no_answer(th: Any) -> None:
    with th.node.database.begin() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(StorageFailed):
        reports.look_up(th.node, th.officer, "081-234-5678", WHY)


def test_a_broken_log_is_found_and_left_as_it_is(any_th: Any) -> None:
    with any_th.node.database.begin() as connection:
        connection.execute(audit.audit_entry.update().where(audit.audit_entry.c.seq == 1).values(actor="nobody"))
    before = len(entries(any_th))
    with pytest.raises(AuditBroken, match="entry 1"):
        auditing.verify(any_th.node, any_th.officer)
    assert len(entries(any_th)) == before


def test_an_unknown_relation_has_no_log(th: Any) -> None:
    with pytest.raises(NotFound):
        auditing.verify(th.node, th.officer, "LA")


# -- officers -----------------------------------------------------------------------------------------------
def test_the_first_officer_is_no_approver(tmp_path: Path) -> None:
    init(tmp_path / "kh", NewNode("KH"))
    with open_node(tmp_path / "kh") as node:
        who = authority(node, None, None)
        [first] = officers.officers(node, who)
        assert first.roles == {OfficerRole.CLERK, OfficerRole.ANALYST, OfficerRole.LIAISON}
        for name in ("release.approve", "clear.approve", "partner.confirm"):
            with pytest.raises(NotAllowed), node.act(who, name, {}):
                pytest.fail("the first officer did what takes two")


def test_only_an_approver_registers_a_further_one(any_th: Any) -> None:
    wanted = frozenset({OfficerRole.APPROVER})
    with pytest.raises(NotAllowed):
        officers.add_officer(any_th.node, any_th.officer, "dara", wanted, None)
    assert not (any_th.node.home / "credentials" / "dara.json").exists()
    officers.add_officer(any_th.node, any_th.approver, "dara", wanted, None)


def test_revoking_the_last_approver_does_not_free_the_place(th: Any) -> None:
    with pytest.raises(NotAllowed, match="by an approver"):
        officers.revoke_officer(th.node, th.officer, "approver")
    with pytest.raises(Conflict, match="last approver"):
        officers.revoke_officer(th.node, th.approver, "approver")
    th.officer_with("second", OfficerRole.APPROVER)
    officers.revoke_officer(th.node, th.approver, "approver")
    with pytest.raises(NotAllowed):
        officers.add_officer(th.node, th.officer, "own-second", frozenset({OfficerRole.APPROVER}), None)
    with pytest.raises(NotAuthenticated, match="revoked"):
        officers.officers(th.node, th.approver)


def test_an_officer_that_could_not_be_kept_leaves_no_file(th: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise sa.exc.OperationalError("INSERT", {}, sqlite3.OperationalError("full"))

    monkeypatch.setattr(audit, "append", full)
    with pytest.raises(StorageFailed):
        officers.add_officer(th.node, th.officer, "dara", frozenset({OfficerRole.CLERK}), None)
    monkeypatch.undo()
    assert officers.add_officer(th.node, th.officer, "dara", frozenset({OfficerRole.CLERK}), None).exists()


def test_an_officer_is_registered_once(th: Any, tmp_path: Path) -> None:
    with pytest.raises(Conflict):
        officers.add_officer(th.node, th.officer, "officer", frozenset({OfficerRole.CLERK}), tmp_path / "other.json")
    assert not (tmp_path / "other.json").exists()


# -- signing in ---------------------------------------------------------------------------------------------
def test_a_session_begins_with_a_code_and_ends(any_th: Any) -> None:
    code = officers.sign_in_code(any_th.node, any_th.officer)
    session = SessionAuthority(officers.begin_session(any_th.node, code))
    assert officers.officers(any_th.node, session)
    with pytest.raises(NotAllowed):
        releases.approve(any_th.node, session, "Q-1")
    with pytest.raises(NotAuthenticated):
        officers.begin_session(any_th.node, code)
    officers.end_session(any_th.node, session.token)
    with pytest.raises(NotAuthenticated):
        officers.officers(any_th.node, session)
    auditing.verify(any_th.node, any_th.officer)


def test_codes_and_sessions_grow_old(th: Any) -> None:
    late = officers.sign_in_code(th.node, th.officer)
    session = SessionAuthority(officers.begin_session(th.node, officers.sign_in_code(th.node, th.officer)))
    th.clock.forward(minutes=officers.CODE_MINUTES)
    with pytest.raises(NotAuthenticated):
        officers.begin_session(th.node, late)
    officers.officers(th.node, session)
    th.clock.forward(hours=officers.SESSION_HOURS)
    with pytest.raises(NotAuthenticated):
        officers.officers(th.node, session)


def test_a_token_is_not_in_its_own_description() -> None:
    assert "secret" not in repr(SessionAuthority("secret"))


def test_a_copied_home_works_by_itself(th: Any, tmp_path: Path) -> None:
    th.node.close()
    shutil.copytree(th.node.home, tmp_path / "copy", symlinks=True)
    with open_node(tmp_path / "copy") as node:
        assert len(officers.officers(node, authority(node, None, None))) == 2
