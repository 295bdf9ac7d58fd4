"""A connection that asks nothing, or too many of them, keep nobody out."""

import logging
import socket
import time

import httpx
import pytest

from spean.web import listener
from spean.web.operator_log import Seldom


def connected(url, count):
    host, port = url.removeprefix("http://").split(":")
    made = [socket.create_connection((host, int(port)), timeout=5) for _ in range(count)]
    for each in made:
        each.sendall(b"POST /partner/v1/objects HTTP/1.1\r\nhost: x\r\nx-a: ")
    return made


def is_open(connection):
    connection.settimeout(0.05)
    try:
        return connection.recv(1) != b""
    except TimeoutError:
        return True
    except OSError:
        return False


def test_one_address_does_not_take_every_connection(pair):
    pair.serve("KH")
    made = connected(pair.listens("KH"), 60)
    try:
        time.sleep(0.3)
        assert sum(is_open(each) for each in made) == listener.PartnerProtocol.most_of_one_address
        assert httpx.get(f"{pair.kh.node.settings.listen.officer_url}/sign-in").status_code == 200
    finally:
        for each in made:
            each.close()


@pytest.mark.parametrize("said", [b"", b"POST /x HTTP/1.1\r\n", b"GET /x HTTP/1.1\r\nhost: x\r\n\r\nGET "])
def test_headers_have_their_time(pair, said):
    """Nothing, half a head, and half a second head after a whole first one."""
    pair.serve("KH")
    host, port = pair.listens("KH").removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=listener.HEADER_SECONDS + 5) as connection:
        connection.sendall(said)
        began = time.monotonic()
        try:
            while connection.recv(65536):
                pass
        except ConnectionResetError:
            pass
        assert time.monotonic() - began < listener.HEADER_SECONDS + 3


def test_the_same_complaint_is_told_once_a_minute():
    def record(at, name="asyncio"):
        made = logging.LogRecord(name, logging.ERROR, "x", 1, "socket.accept() out of system resource", (), None)
        made.created = at
        return made

    seldom = Seldom()
    assert [seldom.filter(record(at)) for at in (100.0, 101.0, 159.0, 161.0)] == [True, False, False, True]
    assert seldom.filter(record(162.0, "spean"))
