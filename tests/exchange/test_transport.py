"""HTTP to a partner: nothing is followed, nobody stands between, and no answer takes memory or time without end."""

import gzip
import http.server
import socket
import threading
import time

import pytest

from spean.errors import PartnerAway, PartnerRefused
from spean.exchange import store, transport
from spean.exchange.transport import Transport

OK = b"HTTP/1.1 200 OK\r\ncontent-type: application/jose\r\ncontent-length: 5\r\n\r\na.b.c"


class Wire:
    """A listener that says canned bytes; `asked` keeps what was sent to it."""

    def __init__(self, said, pause=0.0):
        self.said, self.pause, self.asked = said, pause, []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            with near:
                near.settimeout(5)
                self.asked.append(near.recv(65536))
                try:
                    for part in self.said if isinstance(self.said, list) else [self.said]:
                        near.sendall(part)
                        time.sleep(self.pause)
                except OSError:
                    pass  # the other side had enough

    def close(self):
        self._listener.close()


@pytest.fixture
def wire():
    made = []

    def make(said, pause=0.0):
        made.append(Wire(said, pause))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def client():
    made = Transport()
    yield made
    made.close()


def test_an_answer(wire, client):
    there = wire(OK)
    assert client.post(there.url, "/x", "token") == "a.b.c"
    assert b"POST /x HTTP/1.1" in there.asked[0] and b"application/jose" in there.asked[0]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(wire, client, status):
    trap = wire(OK)
    there = wire(f"HTTP/1.1 {status} Moved\r\nlocation: {trap.url}/y\r\ncontent-length: 0\r\n\r\n".encode())
    with pytest.raises(PartnerRefused):
        client.post(there.url, "/x", "token")
    assert not trap.asked


def test_no_proxy_of_the_environment_is_used(wire, monkeypatch):
    trap, there = wire(OK), wire(OK)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, trap.url)
    monkeypatch.setenv("NETRC", "/nowhere")
    client = Transport()
    assert client.post(there.url, "/x", "token") == "a.b.c"
    client.close()
    assert not trap.asked and len(there.asked) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_servers_fault_is_worth_another_try(wire, client, status):
    with pytest.raises(PartnerAway):
        client.post(wire(f"HTTP/1.1 {status} X\r\ncontent-length: 0\r\n\r\n".encode()).url, "/x", "t")


def test_a_refusal_is_shown_in_one_printable_line(wire, client):
    body = b'{"code":"partner.message"}\x1b[31m\n' + b"x" * 1000
    said = f"HTTP/1.1 400 X\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body
    with pytest.raises(PartnerRefused) as refusal:
        client.post(wire(said).url, "/x", "t")
    assert refusal.value.message.isprintable() and len(refusal.value.message) < 300


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\xff" * 100,
        b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nshort",
        b"HTTP/1.1 abc\r\n\r\n",
        b"SSH-2.0-x\r\n",
    ],
    ids=["nothing", "garbage", "cut", "no status", "ssh"],
)
def test_what_is_no_answer_is_away(wire, client, said):
    with pytest.raises(PartnerAway):
        client.post(wire(said).url, "/x", "t")


def test_nobody_listens(client):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    for address in (url, "http://no-such-host.invalid:1", "http://[::1", "http://127.0.0.1:99999"):
        with pytest.raises(PartnerAway):
            client.post(address, "/x", "t")


def test_a_silent_partner_is_away(wire, client, monkeypatch):
    monkeypatch.setattr(transport, "TIMEOUT_SECONDS", 0.3)
    began = time.monotonic()
    with pytest.raises(PartnerAway, match="Timeout"):
        client.post(wire([b"", b""], pause=5).url, "/x", "t")
    assert time.monotonic() - began < 3


def test_a_trickling_partner_is_away(wire, client, monkeypatch):
    monkeypatch.setattr(transport, "ANSWER_SECONDS", 0.3)
    head = b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n"
    began = time.monotonic()
    with pytest.raises(PartnerAway, match="in time"):
        client.post(wire([head, *[b"x"] * 1000], pause=0.05).url, "/x", "t")
    assert time.monotonic() - began < 3


def test_a_partner_that_trickles_its_headers_is_away(wire, client, monkeypatch):
    monkeypatch.setattr(transport, "ANSWER_SECONDS", 0.3)
    began = time.monotonic()
    with pytest.raises(PartnerAway, match="in time"):
        client.post(wire([b"HTTP/1.1 200 OK\r\nX-A: ", *[b"a"] * 1000], pause=0.05).url, "/x", "t")
    assert time.monotonic() - began < 3


def test_an_endless_answer_is_refused(wire, client, monkeypatch):
    monkeypatch.setattr(transport, "MAX_ANSWER_BYTES", 100_000)
    with pytest.raises(PartnerRefused, match="too large"):
        client.post(wire([b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 65536] * 100]).url, "/x", "t")


def test_a_packed_answer_does_not_grow(wire, client, monkeypatch):
    monkeypatch.setattr(transport, "MAX_ANSWER_BYTES", 100_000)
    packed = gzip.compress(b"x" * 50_000_000)
    head = f"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {len(packed)}\r\n\r\n".encode()
    assert len(packed) < 100_000
    assert len(client.post(wire(head + packed).url, "/x", "t")) == len(packed)


def test_a_partner_that_is_away_waits_longer_each_time(pair, wire):
    pair.reach("TH", wire(b"").url)
    pair.release(pair.draft())
    waits = []
    for _ in range(8):
        began = pair.th.clock()
        assert pair.th.node.deliverer().deliver(at_once=True).waiting == 1
        with pair.th.node.database.begin() as connection:
            row = connection.execute(store.outbox.select()).one()
        waits.append(round((row.next_attempt_at - began).total_seconds()))
        assert row.last_error.startswith("partner.away") and row.attempts == len(waits)
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]
    assert pair.th.node.deliverer().deliver().delivered == 0, "not due yet"
    pair.serve("KH")
    pair.reach("TH", pair.listens("KH"))
    assert pair.th.node.deliverer().deliver(at_once=True).delivered == 1


def test_a_captive_portal_is_no_receipt(pair):
    """Something between answers 200 with a page of its own: no receipt, the object waits."""

    class Portal(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>sign in to the network</html>")

        def log_message(self, *_):
            pass

    portal = http.server.HTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=portal.serve_forever, daemon=True).start()
    pair.reach("TH", f"http://127.0.0.1:{portal.server_port}")
    pair.release(pair.draft())
    done = pair.th.node.deliverer().deliver(at_once=True)
    portal.shutdown()
    portal.server_close()
    assert (done.delivered, done.waiting) == (0, 1)
    pair.release(pair.draft("000777777"))
    pair.serve("KH")
    pair.reach("TH", pair.listens("KH"))
    assert pair.th.node.deliverer().deliver().delivered == 0, "the later one waits for the first, which is not due"
    assert pair.th.node.deliverer().deliver(at_once=True).delivered == 2
