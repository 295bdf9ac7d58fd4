"""Nobody who has not said who they are makes the audit log grow at will."""

import json
from typing import Any

import pytest

from spean.audit import store as audit
from spean.errors import NotAuthenticated, NotFound
from spean.node import auditing, networks, officers
from spean.node.core import LONGEST_ASKED, SessionAuthority
from spean.node.strangers import MOST_KINDS, WINDOW_SECONDS, Strangers


def entries(th: Any) -> list[dict[str, Any]]:
    with th.node.database.begin() as connection:
        return [json.loads(entry.body) for entry in audit.entries(connection, audit.INNER)]


def test_a_dead_cookie_adds_one_row_and_then_a_count(any_th: Any) -> None:
    before = len(entries(any_th))
    for _ in range(30):
        with pytest.raises(NotAuthenticated):
            networks.show(any_th.node, SessionAuthority("dead"), "N-" + "9" * 8000)
    [row] = entries(any_th)[before:]
    assert row["details"] == {"refused": "identity.credential"} and len(json.dumps(row)) < 500
    any_th.clock.forward(seconds=WINDOW_SECONDS + 1)
    with pytest.raises(NotAuthenticated):
        networks.show(any_th.node, SessionAuthority("dead"), "N-1")
    assert entries(any_th)[-1]["details"] == {"refused": "identity.credential", "more_like_it": 29}
    auditing.verify(any_th.node, any_th.officer)


def test_codes_that_are_not_good_add_one_row(any_th: Any) -> None:
    before = len(entries(any_th))
    for number in range(30):
        with pytest.raises(NotAuthenticated):
            officers.begin_session(any_th.node, f"code {number}")
    assert len(entries(any_th)) == before + 1


def test_what_a_session_asks_in_vain_is_kept_short(th: Any) -> None:
    session = SessionAuthority(officers.begin_session(th.node, officers.sign_in_code(th.node, th.officer)))
    with pytest.raises(NotFound):
        networks.show(th.node, session, "N" * 8000)
    row = entries(th)[-1]
    assert row["actor"] == "officer" and len(row["details"]["asked"]["network"]) == LONGEST_ASKED + 1


def test_kinds_of_refusals_are_bounded(th: Any) -> None:
    strangers, now = Strangers(), th.clock()
    logged = [strangers.due(f"act {number}", "code", now) for number in range(MOST_KINDS * 3)]
    assert sum(each is not None for each in logged) == MOST_KINDS + 1
