"""Evidence that changes under the node, long values, and what an agreement counts."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from spean import db
from spean.casework import store as casework
from spean.errors import EvidenceDamaged, StorageFailed
from spean.evidence.query import LONGEST_VALUE_BYTES
from spean.model import Kind, Money
from spean.node import agreements, clearances, networks, reports, requests
from spean.node.clearances import Asked
from spean.node.reports import Why
from spean.node.requests import NewFreeze

WHY = Why("hotline call", "MOU art. 3", "C-1")


def test_a_file_that_changes_while_the_node_runs_is_noticed(th: Any, reports_csv: str) -> None:
    th.take(reports_csv)
    reports.look_up(th.node, th.officer, "081-234-5678", WHY)
    (path,) = th.node.home.glob("evidence/batches/*/mentions-*.parquet")
    whole = path.read_bytes()
    path.write_bytes(whole[:200] + bytes([whole[200] ^ 1]) + whole[201:])
    with pytest.raises(EvidenceDamaged):
        reports.look_up(th.node, th.officer, "081-234-5678", WHY)
    path.write_bytes(whole)
    assert reports.look_up(th.node, th.officer, "081-234-5678", WHY)[0].found.reports


def test_a_long_link_breaks_no_index(any_th: Any) -> None:
    """Noise that does not compress, longer than a row of PostgreSQL's index; and the longest that is linked."""
    import random

    chance = random.Random(5)
    noise = "".join(chance.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(4000))
    longest = "https://evil-shop.example/" + noise[: LONGEST_VALUE_BYTES - len("https://evil-shop.example/")]
    rows = ["report_id,reported_at,narrative,suspect_url"]
    for number, url in enumerate(
        [longest, longest, f"https://other.example/{noise}", f"https://other.example/{noise}"]
    ):
        rows.append(f"R-{number},2026-01-20T10:00+07:00,x,{url}")
    any_th.take("\n".join(rows) + "\n")
    networks.link(any_th.node, any_th.officer, lambda _: None)
    cleared = clearances.propose(any_th.node, any_th.officer, Asked("C-1", (Kind.URL,))).values
    assert [len(each.value) for each in cleared] == [LONGEST_VALUE_BYTES]


def test_an_agreement_counts_what_it_is_about(th: Any) -> None:
    """A request to a country that is no party, and one not delivered, are in no figure; the latter is told."""
    th.pair("KH")
    th.pair("LA")
    now = th.clock()
    new = NewFreeze("KH", "000123456", "ABA", Money(100, "USD"), now - timedelta(minutes=30))
    ours = requests.new_freeze(th.node, th.officer, new)[0]
    with th.logged() as connection:
        other = casework.RequestRecord("Q-9", "TH/Q-9", "out", "LA", ours.case_id, "fraud", ours.body)
        casework.add_request(connection, other)
        for event in ("released", "delivered"):
            casework.add_event(connection, "Q-9", casework.Event(event, 0, now, "x", {}))
    th.release(ours.request_id)
    (status,) = agreements.status(th.node, th.officer)
    assert {figure.of for figure in status.asked} == {0}
    assert status.not_delivered == 1


@pytest.mark.postgres
def test_nobody_waits_for_a_writer_without_end(empty_postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (db.server(empty_postgres_url) for _ in range(2))
    with first.begin():
        monkeypatch.setattr(db, "BUSY_SECONDS", 1)
        with second.read() as connection:
            assert connection.scalar(sa.text("SHOW idle_in_transaction_session_timeout")) == "1s"
            assert connection.scalar(sa.text("SHOW lock_timeout")) == "1s"
        with pytest.raises(StorageFailed), second.begin():
            pass
    first.close()
    second.close()
