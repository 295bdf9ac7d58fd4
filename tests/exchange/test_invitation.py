"""The file that pins a partner: strict, and pinned by two officers."""

import json

import pytest

from spean.errors import Conflict, MessageInvalid, PartnerUnknown, WrongUsage
from spean.exchange.messages import Identity, read_identity
from spean.identity import keys
from spean.model import OfficerRole
from spean.node import partners

KEY = keys.public(keys.new_key())
GOOD = {"spean": 1, "party": "VN", "name": "Ministry", "url": "https://vn.example:8401", "key": KEY}


def test_what_is_written_is_read():
    given = Identity("VN", "Bộ Công an", "http://[::1]:8401", KEY)
    assert read_identity(given.to_json().encode()) == given


@pytest.mark.parametrize(
    "changed",
    [
        {"key": {}},
        {"key": {**KEY, "x": "short"}},
        {"key": {**KEY, "x": "!" * 43}},
        {"key": {**KEY, "crv": "X25519"}},
        {"key": {**KEY, "kty": "oct"}},
        {"key": {**KEY, "d": "A" * 43}},
        {"key": "x"},
        {"url": "ftp://x"},
        {"url": "http://user:word@host"},
        {"url": "http://host/path"},
        {"url": "http://host?x=1"},
        {"url": "http://host#x"},
        {"url": "http://ho st"},
        {"url": "http://[::1"},
        {"url": "file:///etc/passwd"},
        {"party": "vn"},
        {"party": "VNM"},
        {"name": ""},
        {"spean": 2},
        {"extra": 1},
    ],
    ids=range(20),
)
def test_what_is_no_identity(changed):
    with pytest.raises(MessageInvalid):
        read_identity(json.dumps({**GOOD, **changed}).encode())


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b"null", b"[]", "ไทย".encode()], ids=range(7)
)
def test_what_is_no_json(content):
    with pytest.raises(MessageInvalid):
        read_identity(content)


def test_one_officer_with_both_roles_pins_nobody(th):
    alone = th.officer_with("both", OfficerRole.LIAISON, OfficerRole.APPROVER)
    _, fingerprint = partners.accept(th.node, alone, json.dumps(GOOD).encode())
    with pytest.raises(Conflict, match="can't confirm"):
        partners.confirm(th.node, alone, "VN", fingerprint)


def test_two_officers_pin_a_partner(th):
    content = json.dumps(GOOD).encode()
    _, fingerprint = partners.accept(th.node, th.officer, content)
    assert fingerprint.replace(" ", "") == KEY["kid"]
    assert [p.state for p in partners.partners(th.node, th.officer)] == ["proposed"]
    partners.confirm(th.node, th.approver, "VN", fingerprint)
    with pytest.raises(Conflict):
        partners.accept(th.node, th.officer, json.dumps({**GOOD, "key": keys.public(keys.new_key())}).encode())
    own = partners.invite(th.node, th.officer).to_json().encode()
    with pytest.raises(WrongUsage):
        partners.accept(th.node, th.officer, own)
    with pytest.raises(PartnerUnknown):
        partners.confirm(th.node, th.approver, "LA", fingerprint)
