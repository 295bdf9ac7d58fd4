"""The whole path between two real processes, and what is left of it when they are killed, cut off or copied back."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from spean.audit import store as audit
from spean.casework import store as casework
from spean.casework.objects import digest
from spean.errors import NotAllowed
from spean.exchange import store
from spean.exchange.messages import Receipt
from spean.identity import keys
from spean.model import Money
from spean.node import auditing, releases, requests

KILLS = 12


def received(pair, party):
    """What a side's inbox holds, message id → (sha256, receipt)."""
    with pair.side(party).node.database.begin() as connection:
        rows = connection.execute(sa.select(store.inbox)).all()
    found = {row.message_id: (row.sha256, row.receipt) for row in rows}
    assert len(found) == len(rows)
    return found


def sent(pair, party):
    """What a side's outbox holds, message id → row."""
    with pair.side(party).node.database.begin() as connection:
        return {row.message_id: row for row in connection.execute(sa.select(store.outbox))}


def assert_once_on_both_sides(pair, number):
    """Every object TH released is at KH exactly once, with one effect, and TH holds the very receipt KH keeps."""
    out, inbox = sent(pair, "TH"), received(pair, "KH")
    assert len(out) == number and set(out) == set(inbox)
    for message_id, row in out.items():
        payload = keys.verify(row.token, keys.public(pair.th.node.key), "spean-object")
        assert inbox[message_id] == (digest(payload), row.receipt)
        assert row.delivered_at is not None
    asked = requests.follow(pair.th.node, pair.th.officer)
    arrived = requests.follow(pair.kh.node, pair.kh.officer)
    assert sorted(f.record.reference for f in asked) == sorted(f.record.reference for f in arrived)
    times = {f.record.reference: f.timeline.delivered_at for f in asked}
    assert times == {f.record.reference: f.timeline.delivered_at for f in arrived} and None not in times.values()
    with pair.kh.node.database.begin() as connection:
        entries = [json.loads(e.body)["details"] for e in audit.entries(connection, "partner:TH") if e.act == "receive"]
    assert sorted(e["message_id"] for e in entries) == sorted(out)
    for side in (pair.th, pair.kh):
        auditing.verify(side.node, side.officer)


def test_a_freeze_from_draft_to_outcome(pair):
    pair.serve("TH", "KH")
    th, kh = pair.th, pair.kh
    number = pair.draft()
    with pytest.raises(NotAllowed):
        releases.approve(th.node, th.officer, number)
    assert not sent(pair, "TH") and not received(pair, "KH")

    pair.release(number)
    pair.until(lambda: not pair.waiting("TH"))
    arrived = requests.follow(kh.node, kh.officer)
    assert [f.record.reference for f in arrived] == [f"TH/{number}"]
    theirs = arrived[0].record.request_id
    requests.acknowledge(kh.node, kh.officer, theirs)
    requests.answer(kh.node, kh.officer, theirs, Money(180_00, "USD"), "the rest had been drawn")
    with pytest.raises(NotAllowed):
        releases.approve(kh.node, kh.officer, theirs)
    pair.release(theirs, "KH")
    pair.until(lambda: requests.show(th.node, th.officer, number).timeline.state == "answered")
    requests.outcome(th.node, th.officer, number, Money(180_00, "USD"), th.clock(), "")
    pair.release(number)
    pair.until(lambda: requests.show(kh.node, kh.officer, theirs).timeline.state == "outcome")
    pair.until(lambda: not pair.waiting("TH") and not pair.waiting("KH"))

    ours = requests.show(th.node, th.officer, number).timeline
    other = requests.show(kh.node, kh.officer, theirs).timeline
    assert (ours.outcome, ours.held, ours.returned) == ("held_in_part", Money(180_00, "USD"), Money(180_00, "USD"))
    for step in ("paid", "reported", "delivered", "acknowledged", "answered", "outcome"):
        assert getattr(ours, f"{step}_at") == getattr(other, f"{step}_at") is not None, step
    now = th.clock()
    assert [ours.clock(s, now) for s in ("acknowledged", "answered")] == ["in time"] * 2
    assert [other.clock(s, now) for s in ("acknowledged", "answered")] == ["in time"] * 2
    row = next(row for row in sent(pair, "TH").values() if row.release_id == "R-1")
    receipt = Receipt.model_validate_json(keys.verify(row.receipt, keys.public(kh.node.key), "spean-receipt"))
    assert receipt.received_at == ours.delivered_at
    with th.node.database.begin() as connection:
        shown = audit.checkpoints(connection, "spean/KH/partner:TH")
    assert receipt.checkpoint in shown and len(shown) == 2
    for side in (th, kh):
        auditing.verify(side.node, side.officer)
    assert pair.kill("TH", signal.SIGTERM) < 3
    assert pair.kill("KH", signal.SIGTERM) < 3


def kill_while_delivering(pair, kills, seed):
    chance = random.Random(seed)
    pair.serve("KH")
    ends = threading.Event()
    deliverer = pair.th.node.deliverer()

    def send():
        while not ends.is_set():
            deliverer.deliver(at_once=True)
            ends.wait(0.002)

    sender = threading.Thread(target=send)
    sender.start()
    number = 0
    try:
        for _ in range(kills):
            for _ in range(chance.randint(2, 5)):
                number += 1
                pair.release(pair.draft(f"{100_000 + number}"))
            time.sleep(chance.random() * 0.06)
            pair.kill("KH")
            pair.serve("KH")
        pair.until(lambda: not pair.waiting("TH"), 30)
    finally:
        ends.set()
        sender.join()
    assert_once_on_both_sides(pair, number)


def test_the_receiver_is_killed_at_random_moments(pair):
    kill_while_delivering(pair, KILLS, 7)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(10))
def test_the_receiver_is_killed_many_times(pair, seed):
    kill_while_delivering(pair, 40, seed)


SENDER = """
import os, signal, sys
from pathlib import Path
from spean.exchange.transport import Transport
from spean.node.home import open_node

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

post = Transport.post
when = sys.argv[2]
if when == "before":
    Transport.post = die
else:
    Transport.post = lambda *words: (post(*words), die())
with open_node(Path(sys.argv[1])) as node:
    node.deliverer().deliver(at_once=True)
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_sender_is_killed_around_the_post(pair, when):
    pair.serve("KH")
    pair.release(pair.draft())
    done = subprocess.run([sys.executable, "-c", SENDER, str(pair.th.node.home), when], timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert pair.waiting("TH") == 1 and len(received(pair, "KH")) == (when == "after")
    before = received(pair, "KH")
    assert pair.th.node.deliverer().deliver(at_once=True).waiting == 0
    assert before.items() <= received(pair, "KH").items()
    assert_once_on_both_sides(pair, 1)


def test_a_release_that_is_killed_leaves_all_or_nothing(pair):
    """SIGKILL of `spean release approve` at any moment: released and queued, or neither."""
    number = pair.draft()
    releases.review(pair.th.node, pair.th.approver, number)
    environment = {**os.environ, "SPEAN_CREDENTIAL": str(pair.th.node.home / "credentials" / "approver.json")}
    chance = random.Random(3)
    for _ in range(4):
        command = [sys.executable, "-m", "spean.cli.main", "--home", str(pair.th.node.home), "release", "approve"]
        process = subprocess.Popen([*command, number], env=environment, stderr=subprocess.DEVNULL)
        time.sleep(0.4 + chance.random() * 0.5)
        process.kill()
        process.wait()
        state = requests.show(pair.th.node, pair.th.officer, number).timeline.state
        assert len(sent(pair, "TH")) == (state == "released")
    if not sent(pair, "TH"):
        pair.release(number)
    pair.serve("KH")
    pair.th.node.deliverer().deliver(at_once=True)
    assert_once_on_both_sides(pair, 1)


def test_connections_that_are_cut(pair, proxy):
    """The answer is cut after any number of bytes; later it comes through whole."""
    pair.serve("KH")
    for number in range(12):
        pair.release(pair.draft(f"{200_000 + number}"))
    through = proxy(pair.listens("KH"))
    pair.reach("TH", through.url)
    chance = random.Random(5)
    for _ in range(25):
        through.cut_after = chance.choice([0, 1, 20, 100, 150, 200, 900, 1200])
        pair.th.node.deliverer().deliver(at_once=True)
    through.cut_after = None
    assert pair.th.node.deliverer().deliver(at_once=True).waiting == 0
    assert_once_on_both_sides(pair, 12)


def test_two_processes_deliver_at_once(pair):
    """`spean serve` and three more deliverers send the same queue: every object arrives and is receipted once."""
    pair.serve("KH")
    for number in range(15):
        pair.release(pair.draft(f"{300_000 + number}"))
    pair.serve("TH")
    deliver = "import sys; from pathlib import Path; from spean.node.home import open_node\n" + textwrap.dedent(
        """
        with open_node(Path(sys.argv[1])) as node:
            while node.deliverer().deliver(at_once=True).waiting: pass
        """
    )
    senders = [subprocess.Popen([sys.executable, "-c", deliver, str(pair.th.node.home)]) for _ in range(3)]
    assert [sender.wait(60) for sender in senders] == [0, 0, 0]
    assert_once_on_both_sides(pair, 15)


@pytest.mark.parametrize("days", [365, -365])
def test_the_receivers_clock_is_a_year_off(pair, days):
    from spean.exchange import inbox

    for number in range(3):
        pair.release(pair.draft(f"{400_000 + number}"))
    receiver = pair.kh.node.receiver()

    class Skewed:
        def post(self, url, path, token):
            message = json.loads(token)
            with pair.kh.node.database.begin() as connection:
                now = pair.kh.clock() + timedelta(days=ahead)
                return inbox.receive(connection, receiver, message["sender"], message["token"], now)

        def close(self):
            pass

    ahead = days
    pair.th.node._transport = Skewed()
    first = pair.th.node.deliverer().deliver(at_once=True)
    if days < 0:  # what is reported only after a node's "now" is refused clearly, and waits until its clock is right
        assert first.waiting == 3 and "its report lies after now" in first.last_error
        ahead = 0
    assert pair.th.node.deliverer().deliver(at_once=True).waiting == 0
    assert_once_on_both_sides(pair, 3)


def test_a_clock_put_back_does_not_hold_the_queue_up(pair):
    pair.release(pair.draft())
    assert pair.th.node.deliverer().deliver(at_once=True).waiting == 1
    with pair.th.node.database.begin() as connection:
        connection.execute(store.outbox.update().values(next_attempt_at=pair.th.clock() + timedelta(days=365)))
    pair.serve("KH")
    assert pair.th.node.deliverer().deliver().delivered == 1


def copy_database(home: Path, to: Path):
    to.mkdir()
    for path in home.glob("node.db*"):
        (to / path.name).write_bytes(path.read_bytes())


def restore_database(home: Path, copy: Path):
    for path in home.glob("node.db*"):
        path.unlink()
    for path in copy.iterdir():
        (home / path.name).write_bytes(path.read_bytes())


def set_back(pair, tmp_path, extra):
    """KH's database is copied after one object, and put back after `extra` more."""
    pair.serve("KH")
    pair.release(pair.draft("500001"))
    pair.th.node.deliverer().deliver(at_once=True)
    pair.kill("KH")
    pair.kh.node.database.close()
    copy_database(pair.kh.node.home, tmp_path / "copy")
    pair.serve("KH")
    for number in range(extra):
        pair.release(pair.draft(f"50001{number}"))
    assert pair.th.node.deliverer().deliver(at_once=True).waiting == 0
    pair.kill("KH")
    restore_database(pair.kh.node.home, tmp_path / "copy")
    pair.serve("KH")


@pytest.mark.parametrize("extra", [1, 3])
def test_a_partner_whose_log_was_set_back_is_noticed(pair, tmp_path, extra):
    """One object more: the same size with another root (a fork). Three more: a smaller log than was shown before."""
    set_back(pair, tmp_path, extra)
    pair.release(pair.draft("599999"))
    first = pair.th.node.deliverer().deliver(at_once=True)
    assert (first.delivered, first.waiting) == (0, 1)
    again = pair.th.node.deliverer().deliver(at_once=True)
    assert (again.delivered, again.waiting) == (0, 1)
    row = next(row for row in sent(pair, "TH").values() if row.delivered_at is None)
    assert row.last_error.startswith("audit.broken") and row.receipt is None
    with pair.th.node.database.begin() as connection:
        entries = [e for e in audit.entries(connection, "partner:KH") if b"audit.broken" in e.body]
    assert len(entries) == 1, "noted once, not at every attempt"
    assert requests.show(pair.th.node, pair.th.officer, f"Q-{extra + 2}").timeline.state == "released"


def test_a_late_receipt_is_no_shrunk_log(pair):
    """The receipt of the first object is lost, the second's is kept: the first's, resent, is older and still good."""
    pair.serve("KH")
    pair.release(pair.draft("600001"))
    pair.release(pair.draft("600002"))
    # A failure of the store would end the round; what nobody foresaw is of this object alone.
    deliverer = pair.th.node.deliverer()
    keep = deliverer._keep
    lost = []

    def lose_first(connection, message, partner, token):
        if not lost:
            lost.append(token)
            raise OverflowError("made up")
        keep(connection, message, partner, token)

    deliverer._keep = lose_first
    assert deliverer.deliver(at_once=True).delivered == 1
    assert deliverer.deliver(at_once=True).delivered == 1
    assert_once_on_both_sides(pair, 2)


def test_an_answer_does_not_overtake_its_acknowledgement(pair):
    """The acknowledgement finds the partner away; the answer is released before it is tried again."""
    pair.serve("KH")
    pair.release(pair.draft())
    pair.th.node.deliverer().deliver(at_once=True)
    pair.kill("KH")
    requests.acknowledge(pair.kh.node, pair.kh.officer, "Q-1")
    assert pair.kh.node.deliverer().deliver(at_once=True).waiting == 1
    time.sleep(0.01)
    requests.answer(pair.kh.node, pair.kh.officer, "Q-1", None, "the account is empty")
    pair.release("Q-1", "KH")
    pair.serve("TH")
    assert pair.kh.node.deliverer().deliver().delivered == 0, "the answer waits for the acknowledgement"
    assert pair.kh.node.deliverer().deliver(at_once=True).waiting == 0
    ours = requests.show(pair.th.node, pair.th.officer, "Q-1").timeline
    theirs = requests.show(pair.kh.node, pair.kh.officer, "Q-1").timeline
    assert ours.acknowledged_at == theirs.acknowledged_at < ours.answered_at == theirs.answered_at


def test_a_refused_object_blocks_no_other(pair):
    """KH refuses the first of two requests, for its name is taken there; the second is delivered."""
    pair.release(pair.draft("700001"))
    pair.release(pair.draft("700002"))
    pair.serve("KH")
    with pair.kh.logged() as connection:
        number = casework.next_id(connection, "Q")
        freeze = {
            "reference": "TH/Q-1",
            "request": "freeze",
            "account": "999999",
            "bank": "ABA",
            "amount": {"minor_units": 1, "currency": "USD"},
            "paid_at": "2026-11-22T09:00:00Z",
            "reported_at": "2026-11-22T09:00:00Z",
            "summary": "",
        }
        casework.add_request(connection, casework.RequestRecord(number, "TH/Q-1", "in", "TH", None, "fraud", freeze))
    round_ = pair.th.node.deliverer().deliver(at_once=True)
    assert (round_.delivered, round_.waiting) == (1, 1)
    row = next(row for row in sent(pair, "TH").values() if row.delivered_at is None)
    assert row.last_error.startswith("partner.refused") and "partner.message" in row.last_error
    assert requests.show(pair.th.node, pair.th.officer, "Q-2").timeline.state == "delivered"


def test_serving_and_the_command_line_at_once(pair):
    """Officers' commands, deliveries in and out and page-like reads at the same time: nothing fails as locked."""
    pair.serve("TH", "KH")
    failures = []

    def work(first):
        from spean.node.home import authority, open_node

        try:
            with open_node(pair.th.node.home) as node:
                officer = authority(node, None, None)
                approver = authority(node, node.home / "credentials" / "approver.json", None)
                for number in range(first, first + 6):
                    new = requests.NewFreeze(
                        "KH", f"000{number}", "ABA", Money(100, "USD"), node.clock() - timedelta(minutes=1)
                    )
                    record, _ = requests.new_freeze(node, officer, new)
                    releases.review(node, approver, record.request_id)
                    releases.approve(node, approver, record.request_id)
                    node.deliverer().deliver(at_once=True)
                    requests.follow(node, officer)
        except Exception as error:
            failures.append(error)

    workers = [threading.Thread(target=work, args=(800_000 + 100 * n,)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not failures
    pair.until(lambda: not pair.waiting("TH"), 30)
    assert_once_on_both_sides(pair, 24)


def silent_listener():
    """A port that takes connections and never answers."""
    listener = socket.create_server(("127.0.0.1", 0))
    return listener, f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_serve_ends_while_a_partner_is_silent_and_a_request_half_sent(pair):
    listener, url = silent_listener()
    pair.reach("TH", url)
    pair.release(pair.draft())
    pair.serve("TH")
    listener.settimeout(10)
    taken, _ = listener.accept()  # the queue's POST is under way now
    host, port = pair.listens("TH").removeprefix("http://").split(":")
    half = socket.create_connection((host, int(port)))
    half.sendall(b"POST /partner/v1/objects HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{")
    time.sleep(0.2)
    assert pair.kill("TH", signal.SIGTERM) < 3
    assert "Traceback" not in (pair.th.node.home / "serve.log").read_text()
    for each in (half, taken, listener):
        each.close()


def test_serve_as_a_command_ends_with_code_0(pair):
    home = pair.th.node.home
    process = subprocess.Popen(
        [sys.executable, "-m", "spean.cli.main", "--home", str(home), "serve"], stderr=subprocess.PIPE, text=True
    )
    try:
        assert "partners at" in process.stderr.readline()
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0 and time.monotonic() - began < 3
        assert process.stderr.read() == ""
    finally:
        process.kill()
        process.stderr.close()
        process.wait()


def test_a_taken_port_is_one_line(pair):
    pair.serve("TH")
    command = [sys.executable, "-m", "spean.cli.main", "--home", str(pair.th.node.home), "serve"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert done.returncode == 1 and "spean: storage.failed: port" in done.stderr
    assert "Traceback" not in done.stderr
