"""What a partner's object does here: verify, then one transaction {inbox row, effect, audit, receipt}.

A resend gives the same receipt and does nothing. The same id with other bytes is refused and logged as an alarm.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from joserfc.jwk import OKPKey

from spean.agreements import register
from spean.audit import heads
from spean.audit import store as audit
from spean.casework import requests
from spean.casework import store as casework
from spean.casework.objects import Envelope, digest, parse
from spean.db import Connection
from spean.errors import MessageInvalid, SignatureInvalid, SpeanError
from spean.exchange import store
from spean.exchange.messages import OBJECT, RECEIPT, Receipt, sign_message
from spean.identity import keys
from spean.identity import store as identity
from spean.identity.store import Partner
from spean.release.clearance import is_offence
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


def check_signature(connection: Connection, sender: str, token: str) -> None:
    """Checks that a partner's pinned key signed an object; a connection that only reads will do.

    Raises:
        SignatureInvalid: not signed by the partner's pinned key.
        PartnerUnknown: the sender is not a confirmed partner.
    """
    keys.verify(token, identity.active_partner(connection, sender).public_key, OBJECT)


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
    sha256 = digest(payload)  # of the bytes as they came: another program may write the same object otherwise
    before = store.find_received(connection, sender, envelope.message_id)
    if before is not None:
        if before.sha256 != sha256:
            raise DifferentBody("a message id came again with another body")
        return before.receipt
    _apply(connection, partner, envelope, now)
    identity.note_contact(connection, sender, now)
    receipt = _acknowledge(connection, receiver, envelope, sha256, now)
    store.add_received(
        connection,
        store.Received(sender, envelope.message_id, sha256, envelope.type.value, token, now, receipt),
    )
    return receipt


def _acknowledge(connection: Connection, receiver: Receiver, envelope: Envelope, sha256: str, now: datetime) -> str:
    log = audit.partner_log(envelope.sender)
    details = {"message_id": envelope.message_id, "sha256": sha256, "type": envelope.type.value}
    audit.append(connection, log, audit.Entry(now, f"node:{envelope.sender}", "receive", details))
    note = heads.sign_head(connection, log, receiver.party, receiver.key, now)
    receipt = Receipt(message_id=envelope.message_id, sha256=sha256, received_at=now, checkpoint=note)
    return sign_message(receipt, receiver.key, RECEIPT)


def _apply(connection: Connection, partner: Partner, envelope: Envelope, now: datetime) -> None:
    effect = _EFFECTS.get(envelope.type)
    if effect is None:
        raise MessageInvalid(f"{envelope.type} is not an object that is delivered")
    effect(connection, partner.party, envelope, now)


def _request(connection: Connection, party: str, envelope: Envelope, now: datetime) -> None:
    if not is_offence(envelope.offence):
        raise MessageInvalid("a request is for an offence that is not on the closed list")
    record = requests.receive_request(connection, party, envelope.body, envelope.offence, now)
    requests.note_step(connection, record, "delivered", now, f"node:{party}")


def _acknowledgement(connection: Connection, party: str, envelope: Envelope, now: datetime) -> None:
    requests.note_acknowledged(connection, _ours(connection, party, envelope), envelope.body, f"node:{party}", now)


def _answer(connection: Connection, party: str, envelope: Envelope, now: datetime) -> None:
    requests.note_answered(connection, _ours(connection, party, envelope), envelope.body, f"node:{party}", now)


def _outcome(connection: Connection, party: str, envelope: Envelope, now: datetime) -> None:
    record = _known(connection, party, envelope)
    requests.note_outcome(connection, record, envelope.body, f"node:{party}", envelope.drafted_at, now)


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


def alarm(connection: Connection, sender: str, act: str, error: SpeanError, now: datetime) -> None:
    """Logs a refused object or question in the relation's log, so that it is seen.

    Whoever reaches the listener can send a bad signature under a partner's name: such an alarm names nobody, and is
    not repeated while it is the log's last entry, so that a stranger can't make the log grow.
    """
    if not is_told(connection, sender, act, error):
        actor = "unknown" if isinstance(error, SignatureInvalid) else f"node:{sender}"
        audit.append(connection, audit.partner_log(sender), audit.Entry(now, actor, act, {"refused": error.code}))


def is_told(connection: Connection, sender: str, act: str, error: SpeanError) -> bool:
    """Says whether the log ends in this very alarm, of a bad signature: then nothing need be written."""
    log = audit.partner_log(sender)
    last = next(audit.entries(connection, log, max(0, audit.head(connection, log).size - 1)), None)
    told = last is not None and (last.actor, last.act) == ("unknown", act)
    return told and isinstance(error, SignatureInvalid)
