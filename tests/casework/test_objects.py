import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.casework.objects import (
    Acknowledgement,
    Amount,
    Answer,
    Envelope,
    Freeze,
    Outcome,
    compose,
    digest,
    dump,
    parse,
)
from spean.errors import MessageInvalid, WrongUsage
from spean.release.decision import Releasable
from spean.vocab.tlp import Tlp

NOW = datetime(2026, 11, 22, 9, 14, tzinfo=timezone(timedelta(hours=7)))
FREEZE = Freeze(
    reference="TH/Q-1",
    account="000123456",
    bank="ABA",
    amount=Amount(minor_units=25000, currency="USD"),
    paid_at=NOW,
    reported_at=NOW,
)
ENVELOPE = Envelope(
    message_id="0" * 32,
    type=Releasable.REQUEST,
    sender="TH",
    recipient="KH",
    drafted_at=datetime(2026, 11, 22, 2, 20, tzinfo=UTC),
    marking=Tlp.AMBER,
    purpose="hold money",
    basis="agreement 2024-10",
    offence="fraud",
    body=dump(FREEZE),
)
bodies = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abจខ", max_size=4), inner, max_size=3),
    max_leaves=8,
)


def test_an_objects_bytes_are_these() -> None:
    assert ENVELOPE.to_bytes().decode() == (
        '{"basis":"agreement 2024-10","body":{"account":"000123456","amount":{"currency":"USD","minor_units":25000},'
        '"bank":"ABA","paid_at":"2026-11-22T09:14:00+07:00","reference":"TH/Q-1",'
        '"reported_at":"2026-11-22T09:14:00+07:00","request":"freeze","summary":""},'
        '"drafted_at":"2026-11-22T02:20:00Z","marking":"AMBER","message_id":"00000000000000000000000000000000",'
        '"offence":"fraud","purpose":"hold money","recipient":"KH","sender":"TH","type":"request","version":1}'
    )
    assert len(digest(ENVELOPE.to_bytes())) == 64


@given(st.dictionaries(st.text("abจខ", max_size=4), bodies, max_size=4))
def test_bytes_are_the_same_on_the_other_side(body: dict[str, Any]) -> None:
    payload = ENVELOPE.model_copy(update={"body": body}).to_bytes()
    assert parse(Envelope, payload).to_bytes() == payload
    shuffled = dict(reversed(json.loads(payload).items()))
    assert parse(Envelope, shuffled).to_bytes() == payload


@pytest.mark.parametrize(
    "change",
    [
        {"unknown": 1},
        {"reference": "TH/R-1"},
        {"reference": "THX/Q-1"},
        {"reference": "TH/Q-1\n"},
        {"account": "12345"},
        {"account": "1234567x"},
        {"account": "๑๒๓๔๕๖๗"},
        {"bank": ""},
        {"bank": "x" * 201},
        {"amount": {"minor_units": -1, "currency": "USD"}},
        {"amount": {"minor_units": 10**15 + 1, "currency": "USD"}},
        {"amount": {"minor_units": 1.5, "currency": "USD"}},
        {"amount": {"minor_units": 1, "currency": "usd"}},
        {"amount": {"minor_units": 1, "currency": "USD", "more": 1}},
        {"amount": None},
        {"paid_at": "2026-11-22T09:14:00"},
        {"paid_at": "yesterday"},
        {"request": "block"},
        {"summary": "x" * 2001},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_freeze_is_read_strictly(change: dict[str, Any]) -> None:
    with pytest.raises(MessageInvalid) as caught:
        parse(Freeze, {**dump(FREEZE), **change})
    assert next(iter(change)) in caught.value.message
    assert "\n" not in caught.value.message
    with pytest.raises(WrongUsage):
        compose(Freeze, **{**dump(FREEZE), **change})


@pytest.mark.parametrize("missing", ["reference", "account", "bank", "amount", "paid_at", "reported_at"])
def test_nothing_needed_may_be_missing(missing: str) -> None:
    with pytest.raises(MessageInvalid, match=missing):
        parse(Freeze, {key: value for key, value in dump(FREEZE).items() if key != missing})


@pytest.mark.parametrize("payload", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"{}", b'{"version":2}'])
def test_what_is_no_envelope_is_refused(payload: bytes) -> None:
    with pytest.raises(MessageInvalid):
        parse(Envelope, payload)


def test_no_value_stands_in_a_message() -> None:
    with pytest.raises(MessageInvalid) as caught:
        parse(Freeze, {**dump(FREEZE), "account": "my secret account", "+66812345678": "x"})
    assert "secret" not in caught.value.message


@pytest.mark.parametrize(
    ("model", "body"),
    [
        (Acknowledgement, {"reference": "TH/Q-1", "acknowledged_at": "2026-11-22T09:14:00+07:00"}),
        (Answer, {"reference": "TH/Q-1", "outcome": "not_held", "decided_at": "2026-11-22T09:14:00Z", "reason": "x"}),
        (Outcome, {"reference": "TH/Q-1"}),
    ],
)
def test_the_other_objects_are_strict_too(model: Any, body: dict[str, Any]) -> None:
    assert dump(parse(model, body))["reference"] == "TH/Q-1"
    with pytest.raises(MessageInvalid):
        parse(model, {**body, "more": 1})
    with pytest.raises(MessageInvalid):
        parse(model, {**body, "reference": "Q-1"})
