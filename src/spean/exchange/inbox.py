"""What a partner's object does here: verify, then one transaction {inbox row, effect, audit, receipt}.

A resend gives the same receipt and does nothing. The same id with other bytes is refused and logged as an alarm.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from joserfc.jwk import OKPKey

from spean.agreements import register
from spean.audit import heads
from spean.audit import store as audit
from spean.casework import requests
from spean.casework import store as casework
from spean.casework.objects import Envelope, digest, parse
from spean.db import Connection
from spean.errors import MessageInvalid
from spean.exchange import store
from spean.exchange.messages import OBJECT, RECEIPT, Receipt, sign_message
from spean.identity import keys
from spean.identity import store as identity
from spean.identity.store import Partner
from spean.release.decision import Releasable


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who receives: this node's party and signing key."""

    party: str
    key: OKPKey


class DifferentBody(MessageInvalid):
    """A partner sent the same message id with other bytes."""

    code = "partner.different_body"
    remedy = "the liaison officers of both sides must speak: one of the two messages is not what it seems"


def receive(connection: Connection, receiver: Receiver, sender: str, token: str, now: datetime) -> str:
    """Takes in one signed object and gives the signed receipt.

    Raises:
        SignatureInvalid: not signed by the partner's pinned key.
        MessageInvalid: of another form, for another party, or contradicting an earlier one.
        PartnerUnknown: the sender is not a confirmed partner.
    """
    partner = identity.active_partner(connection, sender)
    payload = keys.verify(token, partner.public_key, OBJECT)
    envelope = parse(Envelope, payload)
    if (envelope.sender, envelope.recipient) != (sender, receiver.party):
        raise MessageInvalid("an object is from or for another party")
    before = store.find_received(connection, sender, envelope.message_id)
    if before is not None:
        if before.sha256 != digest(payload):
            raise DifferentBody("a message id came again with another body")
        return before.receipt
    _apply(connection, partner, envelope, now)
    identity.note_contact(connection, sender, now)
    return _acknowledge(connection, receiver, envelope, token, now)


def _acknowledge(connection: Connection, receiver: Receiver, envelope: Envelope, token: str, now: datetime) -> str:
    payload = envelope.to_bytes()
    log = audit.partner_log(envelope.sender)
    details = {"message_id": envelope.message_id, "sha256": digest(payload), "type": envelope.type.value}
    audit.append(connection, log, audit.Entry(now, f"node:{envelope.sender}", "receive", details))
    note = heads.sign_head(connection, log, receiver.party, receiver.key, now)
    receipt = Receipt(message_id=envelope.message_id, sha256=digest(payload), received_at=now, checkpoint=note)
    signed = sign_message(receipt, receiver.key, RECEIPT)
    store.add_received(
        connection,
        store.Received(envelope.sender, envelope.message_id, digest(payload), envelope.type.value, token, now, signed),
    )
    return signed


def _apply(connection: Connection, partner: Partner, envelope: Envelope, now: datetime) -> None:
    effect = _EFFECTS.get(envelope.type)
    if effect is None:
        raise MessageInvalid(f"{envelope.type} is not an object that is delivered")
    effect(connection, partner.party, envelope, now)


def _request(connection: Connection, party: str, envelope: Envelope, now: datetime) -> None:
    record = requests.receive_request(connection, party, envelope.body, envelope.offence)
    requests.note_step(connection, record, "delivered", now, f"node:{party}")


def _acknowledgement(connection: Connection, party: str, envelope: Envelope, _now: datetime) -> None:
    requests.note_acknowledged(connection, _ours(connection, party, envelope), envelope.body, f"node:{party}")


def _answer(connection: Connection, party: str, envelope: Envelope, _now: datetime) -> None:
    requests.note_answered(connection, _ours(connection, party, envelope), envelope.body, f"node:{party}")


def _outcome(connection: Connection, party: str, envelope: Envelope, _now: datetime) -> None:
    record = _known(connection, party, envelope)
    requests.note_outcome(connection, record, envelope.body, f"node:{party}", envelope.drafted_at)


def _statement(connection: Connection, party: str, envelope: Envelope, _now: datetime) -> None:
    register.receive_statement(connection, party, envelope.body)


def _known(connection: Connection, party: str, envelope: Envelope) -> casework.RequestRecord:
    record = casework.request_by_reference(connection, str(envelope.body.get("reference")))
    if record is None or record.partner != party:
        raise MessageInvalid("an object is about a request that is not known here")
    return record


def _ours(connection: Connection, party: str, envelope: Envelope) -> casework.RequestRecord:
    record = _known(connection, party, envelope)
    if record.direction != "out":
        raise MessageInvalid("only the side that was asked can answer a request")
    return record


_Effect = Callable[[Connection, str, Envelope, datetime], None]
_EFFECTS: Mapping[Releasable, _Effect] = {
    Releasable.REQUEST: _request,
    Releasable.ACKNOWLEDGEMENT: _acknowledgement,
    Releasable.ANSWER: _answer,
    Releasable.OUTCOME: _outcome,
    Releasable.STATEMENT: _statement,
}


def alarm(connection: Connection, sender: str, reason: str, now: datetime) -> None:
    """Logs a refused object in the relation's log, so that it is seen."""
    details: dict[str, Any] = {"refused": reason}
    audit.append(connection, audit.partner_log(sender), audit.Entry(now, f"node:{sender}", "receive", details))
