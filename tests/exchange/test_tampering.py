"""What somebody changes in the database behind the node's back, `audit verify` finds."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from spean.agreements import store as agreements
from spean.audit import heads
from spean.audit import store as audit
from spean.audit.merkle import Frontier, leaf_hash
from spean.audit.store import INNER, Entry
from spean.casework import store as casework
from spean.errors import AuditBroken, NotAllowed
from spean.identity import store as identity
from spean.model import Money
from spean.node import auditing, officers, requests
from spean.node.core import SessionAuthority


def cut(connection: Any, log: str, fewer: int) -> None:
    """Removes the last entries and sets the head accordingly, as whoever has the database's key can."""
    kept = list(audit.entries(connection, log))[:-fewer]
    frontier = Frontier()
    for entry in kept:
        frontier = frontier.append(leaf_hash(entry.commitment))
    here = audit.audit_entry.c.log == log
    connection.execute(audit.audit_entry.delete().where(here, audit.audit_entry.c.seq >= len(kept)))
    connection.execute(
        audit.audit_log.update()
        .where(audit.audit_log.c.log == log)
        .values(size=frontier.size, frontier=frontier.to_bytes())
    )


def behind(th: Any, change: Callable[[Any], object]) -> None:
    """Changes the database as another program would: nothing is signed."""
    sealer, th.node.database.before_commit = th.node.database.before_commit, None
    with th.node.database.begin() as connection:
        change(connection)
    th.node.database.before_commit = sealer


def test_every_act_leaves_a_signed_head(any_th: Any) -> None:
    for _ in range(2):
        officers.officers(any_th.node, any_th.officer)
        with any_th.node.database.read() as connection:
            note, head = audit.note_of(connection, INNER), audit.head(connection, INNER)
        assert f"\n{head.size}\n" in str(note)
    auditing.verify(any_th.node, any_th.officer)


def test_a_cut_tail_is_found_and_not_signed_over(any_th: Any) -> None:
    auditing.verify(any_th.node, any_th.officer)
    for _ in range(3):
        officers.officers(any_th.node, any_th.officer)
    behind(any_th, lambda connection: cut(connection, INNER, 2))
    with pytest.raises(AuditBroken, match="were signed"):
        auditing.verify(any_th.node, any_th.officer)
    with pytest.raises(AuditBroken, match="were signed"):
        officers.officers(any_th.node, any_th.officer)


def test_a_head_without_signature_is_found(th: Any) -> None:
    behind(th, lambda connection: connection.execute(audit.audit_log.update().values(note=None)))
    with pytest.raises(AuditBroken, match="not signed"):
        auditing.verify(th.node, th.officer)


def test_an_unsigned_entry_in_an_officers_name_is_found(th: Any) -> None:
    forged = Entry(th.clock(), "approver", "release.approve", {"asked": {"object": "Q-1"}, "result": {}})
    with th.node.database.begin() as connection:
        audit.append(connection, INNER, forged)
    with pytest.raises(AuditBroken, match="altered"):
        auditing.verify(th.node, th.officer)


def test_a_session_changes_nothing(th: Any) -> None:
    token = officers.begin_session(th.node, officers.sign_in_code(th.node, th.officer))
    requests.follow(th.node, SessionAuthority(token))
    with pytest.raises(NotAllowed, match="must be signed"):
        officers.revoke_officer(th.node, SessionAuthority(token), "approver")
    auditing.verify(th.node, th.officer)


CHANGES: dict[str, Callable[[], sa.UpdateBase]] = {
    "a role": lambda: identity.officer.update().values(roles=["approver", "liaison"]),
    "who registered": lambda: (
        identity.officer.update().where(identity.officer.c.officer_id == "approver").values(registered_by="x")
    ),
    "a partner's address": lambda: identity.partner.update().values(url="http://127.0.0.1:1"),
    "a partner that is gone": identity.partner.delete,
    "a step's time": lambda: (
        casework.request_event.update()
        .where(casework.request_event.c.event == "delivered")
        .values(at=datetime(2000, 1, 1, tzinfo=UTC))
    ),
    "a step that is gone": lambda: casework.request_event.delete().where(casework.request_event.c.event == "answered"),
    "a signature that is gone": casework.release_signature.delete,
    "a release's bytes": lambda: casework.release.update().values(payload=b"{}"),
    "a request's account": lambda: casework.request.update().values(body={}),
    "a case's offence": lambda: casework.case.update().values(offence="drugs"),
    "who confirmed an agreement": lambda: agreements.agreement.update().values(confirmed_by="somebody"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_row_is_found(world: Any, name: str) -> None:
    pair = world.pair
    pair.release(pair.draft())
    assert pair.th.node.deliverer().deliver(at_once=True).delivered == 1
    requests.answer(pair.kh.node, pair.kh.officer, "Q-1", Money(25000, "USD"), "")
    pair.release("Q-1", "KH")
    assert pair.kh.node.deliverer().deliver(at_once=True).delivered == 1
    for side in (pair.th, pair.kh):
        auditing.verify(side.node, side.officer)
    with pair.th.node.database.begin() as connection:
        connection.execute(CHANGES[name]())
    with pytest.raises(AuditBroken, match="the row"):
        auditing.verify(pair.th.node, pair.th.officer)


def test_a_row_that_no_entry_tells_of_is_not_committed(th: Any) -> None:
    with pytest.raises(AuditBroken, match="should tell of it"), th.node.database.begin() as connection:
        casework.add_case(connection, casework.Case("C-9", "fraud", "stated", "", "officer", th.clock()))
    with th.node.database.read() as connection:
        assert casework.find_case(connection, "C-9") is None


def test_an_older_log_is_adopted_once(th: Any) -> None:
    """An upgrade: heads without signatures, and rows that no entry tells of."""

    def older(connection: Any) -> None:
        connection.execute(audit.audit_log.update().values(note=None))
        connection.execute(identity.officer.update().values(registered_by="an older program"))

    behind(th, older)
    auditing.adopt(th.node)
    auditing.adopt(th.node)
    auditing.verify(th.node, th.officer)
    with th.node.database.read() as connection:
        assert [e.act for e in audit.entries(connection, INNER)].count("storage.adopt") == 1
        assert heads.logs(connection, "TH") == [INNER]
