"""What the partner listener does with everything that is not a good new object: a code, no effect, never a 500."""

import asyncio
import base64
import json

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spean.casework import store as casework
from spean.casework.objects import digest
from spean.cli.main import run
from spean.exchange import app, store
from spean.exchange.app import MAX_MESSAGE_BYTES
from spean.exchange.messages import RECEIPT
from spean.identity import keys
from spean.node import requests

OBJECTS, QUESTIONS = "/partner/v1/objects", "/partner/v1/matching"


def effects(world):
    with world.pair.kh.node.database.begin() as connection:
        return len(connection.execute(sa.select(store.inbox)).all()), len(casework.requests(connection))


def refused(world, answer, code, status=None):
    """The answer is a refusal with this code that names nothing else, and nothing was done."""
    assert answer.status_code in ({status} if status else {400, 401, 403, 409}), answer.text
    assert set(answer.json()) == {"code", "message"} and answer.json()["code"] == code
    assert "Traceback" not in answer.text and effects(world) == (0, 0)


def test_a_good_object_and_its_resend(world):
    token = world.sign(world.envelope())
    first = world.send(token)
    assert first.status_code == 200
    assert [world.send(token).content for _ in range(3)] == [first.content] * 3
    assert effects(world) == (1, 1)
    assert [e["act"] for e in world.entries()].count("receive") == 1


def test_the_same_object_written_otherwise_is_taken_and_can_be_resent(world):
    """Another program may order its keys otherwise: the hash is of the bytes that were signed."""
    payload = json.dumps(world.envelope(), indent=2).encode()
    token = world.sign(payload)
    first = world.send(token)
    receipt = json.loads(keys.verify(first.text, keys.public(world.pair.kh.node.key), RECEIPT))
    assert receipt["sha256"] == digest(payload)
    assert world.send(token).content == first.content and effects(world) == (1, 1)


def test_the_same_id_with_another_body_is_an_alarm(world):
    assert world.send(world.sign(world.envelope())).status_code == 200
    other = world.sign(world.envelope(purpose="something else"))
    for _ in range(2):
        answer = world.send(other)
        assert (answer.status_code, answer.json()["code"]) == (400, "partner.different_body")
    assert effects(world) == (1, 1)
    alarms = [e for e in world.entries() if e.get("refused") == "partner.different_body"]
    assert len(alarms) == 2 and {e["actor"] for e in alarms} == {"node:TH"}


def tampered(world):
    head, payload, signature = world.sign(world.envelope()).split(".")
    changed = base64.urlsafe_b64decode(payload + "==").replace(b"25000", b"99000")
    return f"{head}.{base64.urlsafe_b64encode(changed).rstrip(b'=').decode()}.{signature}"


def test_a_tampered_payload_and_a_foreign_key(world):
    before = len(world.entries())
    refused(world, world.send(tampered(world)), "partner.signature", 401)
    for _ in range(20):
        refused(world, world.send(world.sign(world.envelope(), key=keys.new_key())), "partner.signature", 401)
    added = world.entries()[before:]
    assert added == [{"actor": "unknown", "act": "receive", "refused": "partner.signature"}], "seen, and not 21 times"


def test_another_partys_name(world):
    refused(world, world.send(world.sign(world.envelope(sender="VN"))), "partner.message")
    refused(world, world.send(world.sign(world.envelope(recipient="VN"))), "partner.message")
    refused(world, world.send(world.sign(world.envelope()), sender="KH"), "partner.unknown", 401)
    body = {**world.envelope()["body"], "reference": "KH/Q-1"}
    refused(world, world.send(world.sign(world.envelope(body=body))), "partner.message")


def test_an_unknown_party_leaves_no_trace(world):
    before = [len(world.entries(log=log)) for log in ("partner:TH", "inner")]
    for sender in ("VN", "XX", "KH"):
        refused(world, world.send(world.sign(world.envelope()), sender=sender), "partner.unknown", 401)
        refused(world, world.send("x", sender=sender, path=QUESTIONS), "partner.unknown", 401)
    assert [len(world.entries(log=log)) for log in ("partner:TH", "inner")] == before
    assert not world.entries(log="partner:VN")


@pytest.mark.parametrize("typ", ["spean-receipt", "spean-match-ask", "spean-match-answer", "spean-act", "JWT", ""])
def test_another_kind_of_message_is_no_object(world, typ):
    refused(world, world.send(world.sign(world.envelope(), typ=typ)), "partner.signature", 401)


def test_a_receipt_posted_as_an_object(world):
    token = world.sign(world.envelope(message_id="cd" * 16))
    receipt = world.send(token).text
    answer = world.th.post(OBJECTS, json.dumps({"sender": "KH", "token": receipt}).encode())
    assert (answer.status_code, answer.json()["code"]) == (401, "partner.signature")


@pytest.mark.parametrize("path", [OBJECTS, QUESTIONS])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"5",
        b'"x"',
        b'{"sender":"TH"}',
        b'{"sender":["T","H"],"token":"x"}',
        b'{"sender":"TH","token":5}',
        b'{"sender":"th","token":"a.b.c"}',
        b'{"sender":"\\ud800\\ud801","token":"a.b.c"}',
        '{"sender":"ไท","token":"a.b.c"}'.encode(),
        b'{"sender":"T\\u0000","token":"a.b.c"}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"sender":' * 50_000,
        b"1" * 10_000,
        b"NaN",
        b'{"sender":"TH","token":"' + b"x" * MAX_MESSAGE_BYTES + b'"}',
    ],
    ids=range(19),
)
def test_no_message_at_all(world, path, content):
    refused(world, world.kh.post(path, content), "partner.message", 400)


HEADERS = [
    {"alg": "none"},
    {"alg": "HS256"},
    {"alg": 5},
    {"alg": ["Ed25519"]},
    {"alg": "Ed25519", "crit": 5},
    {"alg": "Ed25519", "crit": ["b64"], "b64": False},
    {"alg": "Ed25519", "typ": ["spean-object"]},
    {"alg": "Ed25519", "kid": {}},
    [],
    "x",
    None,
    1,
]


def encoded(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@pytest.mark.parametrize("path", [OBJECTS, QUESTIONS])
def test_tokens_that_are_none(world, path):
    tokens = [f"{encoded(json.dumps(header).encode())}.e30.{encoded(bytes(64))}" for header in HEADERS]
    tokens += ["", ".", "..", "a.b.c", "é.é.é", "\ud800.a.b", "....", f"{encoded(b'[' * 50_000)}.e30.AA"]
    tokens += [encoded(b"{" + b'"a":{' * 9_000) + ".e30.AA", f"{encoded(b'1' * 6_000)}.e30.AA", "ไทย.ไทย.ไทย"]
    for token in tokens:
        refused(world, world.send(token, path=path), "partner.signature", 401)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    header=st.dictionaries(
        st.sampled_from(["alg", "typ", "kid", "crit", "b64", "jwk", "x5c", "zip", "cty"]), json_values, max_size=4
    ),
    signature=st.binary(max_size=70),
)
def test_no_header_brings_the_listener_down(world, header, signature):
    token = f"{encoded(json.dumps(header).encode())}.e30.{encoded(signature)}"
    refused(world, world.send(token), "partner.signature", 401)


BAD_OBJECTS = [
    {"message_id": "short"},
    {"message_id": "AB" * 16},
    {"type": "match_tags"},
    {"type": "unknown"},
    {"version": 2},
    {"extra": 1},
    {"body": []},
    {"body": {}},
    {"marking": "PURPLE"},
    {"drafted_at": "2026-11-22T09:00:00"},
    {"drafted_at": "0001-01-01T00:00:00+14:00"},
    {"purpose": ""},
    {"purpose": "x" * 300},
    {"basis": None},
    {"offence": "insult"},
    {"offence": ""},
    {"body": {"reference": "TH/Q-1"}},
    {"type": "answer", "body": {"reference": "TH/Q-77", "outcome": "not_held", "decided_at": "2026-11-22T09:00:00Z"}},
    {"type": "answer", "body": {"reference": 5}},
    {"type": "outcome", "body": {}},
    {"type": "acknowledgement", "body": {"reference": ["TH/Q-1"]}},
    {"type": "statement", "body": {}},
    {"type": "statement", "body": {"reference": "KH/S-1", "point_id": "2024-10/1", "status": "complete"}},
]


@pytest.mark.parametrize("changed", BAD_OBJECTS, ids=range(len(BAD_OBJECTS)))
def test_well_signed_nonsense(world, changed):
    refused(world, world.send(world.sign({**world.envelope(), **changed})), "partner.message", 400)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("account", "๑๒๓๔๕๖๗๘๙"),
        ("account", "1" * 21),
        ("account", ""),
        ("bank", ""),
        ("amount", {"minor_units": -1, "currency": "USD"}),
        ("amount", {"minor_units": 10**30, "currency": "USD"}),
        ("amount", {"minor_units": 1.5, "currency": "USD"}),
        ("amount", {"minor_units": 1, "currency": "฿"}),
        ("paid_at", "0001-01-01T00:00:00+14:00"),
        ("paid_at", "9999-12-31T23:59:59-14:00"),
        ("paid_at", 10**400),
        ("reported_at", "2026-11-22"),
        ("summary", "x" * 2001),
        ("request", "block"),
    ],
)
def test_a_freeze_that_is_none(world, name, value):
    body = {**world.envelope()["body"], name: value}
    refused(world, world.send(world.sign(world.envelope(body=body))), "partner.message", 400)


@pytest.mark.parametrize("payload", [b"", b"[" * 200_000, b'{"body":' * 50_000, b"\xff", b"null", b"1" * 5_000])
def test_well_signed_bytes_that_are_no_json(world, payload):
    refused(world, world.send(world.sign(payload)), "partner.message", 400)


def test_hostile_times_of_an_answer(world):
    """An instant that no calendar can turn into UTC is refused before it is stored."""
    world.pair.release(world.pair.draft())
    assert world.pair.th.node.deliverer().deliver().delivered == 1
    for when in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1999-12-31T23:59:59Z"):
        token = keys.sign(
            json.dumps(
                world.envelope(
                    sender="KH",
                    recipient="TH",
                    type="acknowledgement",
                    body={"reference": "TH/Q-1", "acknowledged_at": when},
                )
            ).encode(),
            world.pair.kh.node.key,
            "spean-object",
        )
        answer = world.th.post(OBJECTS, json.dumps({"sender": "KH", "token": token}).encode())
        assert (answer.status_code, answer.json()["code"]) == (400, "partner.message")


def test_only_the_side_that_was_asked_answers(world):
    world.pair.release(world.pair.draft())
    assert world.pair.th.node.deliverer().deliver().delivered == 1
    body = {"reference": "TH/Q-1", "outcome": "not_held", "decided_at": "2026-11-22T09:10:00Z"}
    answer = world.send(world.sign(world.envelope(type="answer", body=body)))
    assert (answer.status_code, answer.json()["code"]) == (400, "partner.message")


def test_a_second_answer_is_refused_and_changes_nothing(world):
    pair = world.pair
    pair.release(pair.draft())
    pair.th.node.deliverer().deliver()
    for number, outcome in enumerate(("not_held", "not_held")):
        body = {"reference": "TH/Q-1", "outcome": outcome, "decided_at": f"{pair.th.clock():%Y-%m-%dT%H:%M}:{number}0Z"}
        content = world.envelope(sender="KH", recipient="TH", type="answer", body=body, message_id=f"{number:032x}")
        token = keys.sign(json.dumps(content).encode(), pair.kh.node.key, "spean-object")
        answer = world.th.post(OBJECTS, json.dumps({"sender": "KH", "token": token}).encode())
        assert answer.status_code == (200, 409)[number]
    assert requests.show(pair.th.node, pair.th.officer, "Q-1").timeline.answered_at.second == 0


@pytest.mark.parametrize("path", ["/", "/partner/v1/objects/", "/partner/v2/objects", "/docs", "/partner/v1/../../x"])
def test_other_paths(world, path):
    assert world.kh.post(path, b"{}").status_code in (404, 307)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "TRACE"])
def test_other_methods(world, method):
    assert world.kh.post(OBJECTS, b"{}", method).status_code == 405


def test_a_message_that_never_ends_arriving(world, monkeypatch):
    monkeypatch.setattr(app, "MESSAGE_SECONDS", 0.1)

    async def trickle():
        while True:
            yield b" "
            await asyncio.sleep(0.02)

    answer = world.kh.post(OBJECTS, trickle())
    assert (answer.status_code, answer.json()["code"]) == (400, "partner.message")


def test_a_partners_words_do_not_steer_a_terminal(world, capsys):
    body = {**world.envelope()["body"], "bank": "\x1b[2JA\x9b1mBA\u202e", "summary": "\x1b]0;x\x07"}
    assert world.send(world.sign(world.envelope(body=body))).status_code == 200
    home = str(world.pair.kh.node.home)
    assert run(["--home", home, "request", "list"]) == run(["--home", home, "request", "show", "Q-1"]) == 0
    said = capsys.readouterr().out
    assert "BA" in said and not set("\x1b\x9b\u202e\x07") & set(said)
