"""The queue: no answer ends it, what belongs together keeps its order, and one partner holds up no other."""

import threading
import time
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from spean.audit import heads
from spean.audit.checkpoint import Checkpoint, SignatureLine, SignedCheckpoint
from spean.casework.objects import digest
from spean.errors import MessageInvalid, PartnerAway, PartnerFault, PartnerRefused, SpeanError, StorageFailed
from spean.exchange import store
from spean.exchange.messages import OBJECT, RECEIPT, Receipt, sign_message
from spean.identity import keys
from spean.model import Money
from spean.node import requests


class Scripted:
    """A transport that raises what a test lists, and passes everything else on."""

    def __init__(self, real, *failures):
        self.real, self.failures, self.posted = real, list(failures), []

    def post(self, url, path, body):
        self.posted.append(body)
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None:
            raise failure
        return self.real.post(url, path, body)

    def close(self):
        """There is nothing to close."""


def oversized(pair):
    """A receipt, signed as it must be, whose log has more entries than any database can count."""
    key, message = pair.kh.node.key, {}
    checkpoint = Checkpoint("spean/KH/partner:TH", 2**63 - 1, b"\1" * 32)
    name = heads.note_key("KH", "partner:TH", keys.public(key))
    text = checkpoint.text().replace(str(2**63 - 1), str(2**63))
    line = SignatureLine(name.name, name.key_id(), keys.raw_signer(key)(text.encode()))
    note = SignedCheckpoint(checkpoint, (line,)).to_bytes().decode().replace(str(2**63 - 1), str(2**63))

    def answer(body):
        import json

        payload = keys.verify(json.loads(body)["token"], keys.public(pair.th.node.key), OBJECT)
        message["id"] = json.loads(payload)["message_id"]
        receipt = Receipt(
            message_id=message["id"], sha256=digest(payload), received_at=datetime.now(UTC), checkpoint=note
        )
        return sign_message(receipt, key, RECEIPT)

    return answer


class Lying:
    def __init__(self, answer):
        self.answer = answer

    def post(self, url, path, body):
        return self.answer(body)

    def close(self):
        """There is nothing to close."""


def errors(pair, party="TH"):
    with pair.side(party).node.database.read() as connection:
        return [each.last_error for each in store.waiting(connection)]


def test_a_log_that_nobody_can_count_is_refused(pair):
    pair.release(pair.draft())
    pair.th.node._transport = Lying(oversized(pair))
    assert pair.th.node.deliverer().deliver(at_once=True).waiting == 1
    assert errors(pair)[0].startswith(MessageInvalid.code)


def test_a_header_nested_without_end_is_no_signature(pair):
    import base64

    nested = base64.urlsafe_b64encode(b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}").rstrip(b"=").decode()
    pair.release(pair.draft())
    pair.th.node._transport = Lying(lambda _body: f"{nested}.e30.AAAA")
    assert pair.th.node.deliverer().deliver(at_once=True).waiting == 1
    assert errors(pair)[0].startswith("partner.signature")


def test_a_fault_that_nobody_foresaw_is_noted(world):
    pair = world.pair
    pair.release(pair.draft())
    pair.th.node._transport = Scripted(pair.th.node.transport, OverflowError("000123456"))
    assert pair.th.node.deliverer().deliver(at_once=True).waiting == 1
    assert errors(pair)[0].startswith("internal: OverflowError") and "000123456" not in errors(pair)[0]
    assert pair.th.node.deliverer().deliver(at_once=True).waiting == 0


@pytest.mark.parametrize("failure", [PartnerRefused("429"), PartnerFault("500"), StorageFailed("busy")])
def test_an_answer_waits_for_its_acknowledgement_after_any_failure(world, failure):
    pair = world.pair
    pair.release(pair.draft())
    assert pair.th.node.deliverer().deliver(at_once=True).delivered == 1
    requests.acknowledge(pair.kh.node, pair.kh.officer, "Q-1")
    time.sleep(0.01)
    requests.answer(pair.kh.node, pair.kh.officer, "Q-1", Money(18000, "USD"), "rest gone")
    pair.release("Q-1", "KH")
    pair.kh.node._transport = Scripted(pair.kh.node.transport, failure)
    assert pair.kh.node.deliverer().deliver(at_once=True).delivered == 0
    assert pair.kh.node.deliverer().deliver().delivered == 0, "the acknowledgement is not due yet"
    assert pair.kh.node.deliverer().deliver(at_once=True).delivered == 2
    ours, theirs = (requests.show(pair.side(p).node, pair.side(p).officer, "Q-1").timeline for p in ("TH", "KH"))
    assert ours.acknowledged_at == theirs.acknowledged_at < ours.answered_at


def test_an_object_the_partner_fails_at_holds_up_no_other(world):
    pair = world.pair
    for account in ("000111111", "000222222"):
        pair.release(pair.draft(account))
    pair.th.node._transport = Scripted(pair.th.node.transport, PartnerFault("500"))
    done = pair.th.node.deliverer().deliver(at_once=True)
    assert (done.delivered, done.waiting) == (1, 1)


def test_a_partner_that_is_away_is_asked_once_a_round(world):
    pair = world.pair
    for account in ("000111111", "000222222"):
        pair.release(pair.draft(account))
    away = Scripted(pair.th.node.transport, PartnerAway("x"), PartnerAway("x"))
    pair.th.node._transport = away
    pair.th.node.deliverer().deliver(at_once=True)
    assert len(away.posted) == 1


def test_what_was_delivered_is_not_read_again(pair):
    with pair.th.node.database.read() as connection:
        query = sa.text(
            "EXPLAIN QUERY PLAN SELECT message_id FROM outbox WHERE delivered_at IS NULL AND partner = 'KH'"
        )
        assert "ix_outbox_waiting" in str(connection.execute(query).all())


def test_a_slow_partner_holds_up_no_other(pair):
    """Two queues at once: deliver_to one that is stuck does not keep the other's from being sent."""
    deliverer, let_go, sent = pair.th.node.deliverer(), threading.Event(), []

    def deliver_to(partner, **_options):
        if partner == "AA":
            assert let_go.wait(10)
        sent.append(partner)
        let_go.set()
        return 1, ""

    deliverer.deliver_to = deliver_to
    pair.release(pair.draft())
    with pair.th.node.database.begin() as connection:
        row = dict(connection.execute(sa.select(store.outbox)).mappings().one())
        connection.execute(store.outbox.insert().values(**row | {"partner": "AA", "message_id": "aa" * 16}))
    assert deliverer.deliver().delivered == 2
    assert sent == ["KH", "AA"]


def test_a_stranger_takes_no_writers_place(world):
    """While a writer holds the lock, a signature that does not verify is refused at once."""
    world.send("a.b.c")  # the alarm is written once
    with world.pair.kh.node.database.begin():
        began = time.monotonic()
        assert world.send("a.b.c").status_code == 401
        assert time.monotonic() - began < 5


def test_an_exhausted_pool_is_a_storage_failure(pair, monkeypatch):
    def full(*_args, **_options):
        raise sa.exc.TimeoutError("QueuePool limit")

    monkeypatch.setattr(pair.th.node.database._engine, "connect", full)
    with pytest.raises(SpeanError) as refused, pair.th.node.database.read():
        pass
    assert refused.value.code == StorageFailed.code
