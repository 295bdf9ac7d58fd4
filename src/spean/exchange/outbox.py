"""Delivery: at least once, with exactly one effect. What was released is tried until the partner's receipt is kept.

Before each attempt the release is decided on again: what no longer may leave is parked, logged, and shown.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from spean.audit import heads
from spean.audit import store as audit
from spean.casework import requests
from spean.casework import store as casework
from spean.casework.objects import Envelope, digest, parse
from spean.db import Connection, Database
from spean.errors import (
    AuditBroken,
    MessageInvalid,
    PartnerAway,
    PartnerRefused,
    PolicyRefused,
    SignatureInvalid,
    SpeanError,
)
from spean.exchange import store
from spean.exchange.messages import OBJECT, open_receipt
from spean.exchange.transport import Transport
from spean.identity import keys
from spean.identity import store as identity
from spean.release.decision import Releasable

PATH = "/partner/v1/objects"
#: Failures after which the partner may not have the object: no answer, or one that its node did not sign.
_NOT_TAKEN = (PartnerAway, SignatureInvalid)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one round did."""

    delivered: int
    waiting: int
    last_error: str


class Deliverer:
    """Sends what is queued; safe to run in several processes at once, since a resend has no second effect.

    Args:
        database: this node's.
        transport: to speak through.
        party: this node's.
        own_key: this node's public key, which signed the objects.
        clock: gives the present instant.
        refusal: gives the rules that a release no longer meets, looked at before each attempt.
    """

    def __init__(
        self,
        database: Database,
        transport: Transport,
        party: str,
        own_key: dict[str, str],
        clock: Callable[[], datetime],
        refusal: Callable[[Connection, str, datetime], list[str]],
    ) -> None:
        self._database, self._transport, self._party, self._own_key = database, transport, party, own_key
        self._clock, self._refusal = clock, refusal

    def deliver(self, *, at_once: bool = False) -> Delivery:
        """Tries every object that is due, or every one that waits.

        A partner's objects leave in their order: one that may not have arrived holds the later ones
        back, or an answer would overtake its acknowledgement. One that the partner refused holds nothing back.
        """
        with self._database.begin() as connection:
            queued = store.waiting(connection)
            due = queued if at_once else store.waiting(connection, self._clock())
        now = {message.message_id for message in due}
        delivered, away, error = 0, set[str](), ""
        for message in queued:
            if message.partner in away:
                continue
            if message.message_id not in now:
                if message.last_error.startswith(tuple(kind.code for kind in _NOT_TAKEN)):
                    away.add(message.partner)
                continue
            failure = self._send(message)
            delivered += failure is None
            if failure is not None:
                error = failure.message
                if isinstance(failure, _NOT_TAKEN):
                    away.add(message.partner)
        with self._database.begin() as connection:
            return Delivery(delivered, len(store.waiting(connection)), error)

    def _send(self, message: store.Queued) -> SpeanError | None:
        try:
            with self._database.begin() as connection:
                partner = identity.active_partner(connection, message.partner)
                if codes := self._refusal(connection, message.release_id, self._clock()):
                    self._park(connection, message, codes)
                    return PolicyRefused("an object is no longer releasable; it is not sent")
            body = json.dumps({"sender": self._party, "token": message.token})
            token = self._transport.post(partner.url, PATH, body)
            with self._database.begin() as connection:
                self._keep(connection, message, partner, token)
        except SpeanError as error:
            self._note_failure(message, error)
            return error
        return None

    def _park(self, connection: Connection, message: store.Queued, codes: list[str]) -> None:
        store.park(connection, message.message_id, codes)
        details = {"message_id": message.message_id, "release": message.release_id, "refused": codes}
        entry = audit.Entry(self._clock(), f"node:{self._party}", "delivery.park", details)
        for log in (audit.INNER, audit.partner_log(message.partner)):
            audit.append(connection, log, entry)

    def _note_failure(self, message: store.Queued, error: SpeanError) -> None:
        wait = min(store.FIRST_RETRY_SECONDS * 2 ** min(message.attempts, 20), store.LAST_RETRY_SECONDS)
        with self._database.begin() as connection:
            if isinstance(error, PartnerRefused):
                identity.note_contact(connection, message.partner, self._clock())
            if isinstance(error, AuditBroken) and not message.last_error.startswith(error.code):
                details = {"message_id": message.message_id, "refused": error.code}
                entry = audit.Entry(self._clock(), f"node:{message.partner}", "receipt", details)
                audit.append(connection, audit.partner_log(message.partner), entry)
            retry_at = self._clock() + timedelta(seconds=wait)
            store.note_failure(connection, message.message_id, f"{error.code}: {error.message}", retry_at)

    def _keep(self, connection: Connection, message: store.Queued, partner: identity.Partner, token: str) -> None:
        now = self._clock()
        payload = keys.verify(message.token, self._own_key, OBJECT)
        receipt = open_receipt(token, partner)
        if (receipt.message_id, receipt.sha256) != (message.message_id, digest(payload)):
            raise MessageInvalid("a receipt is for other bytes than were sent")
        log = audit.partner_log(self._party)
        shown = heads.keep_shown(connection, partner.party, partner.public_key, log, receipt.checkpoint, now)
        # A resend gives an old receipt; but what was seen before the object even existed must be smaller.
        if shown.size <= heads.largest_shown(connection, partner.party, log, message.queued_at):
            raise AuditBroken(f"the log {shown.origin} shrank: it was larger before this object was queued")
        if not store.note_delivered(connection, message.message_id, token, receipt.received_at):
            return
        identity.note_contact(connection, partner.party, now)
        details = {"message_id": message.message_id, "received_at": receipt.received_at.isoformat()}
        entry = audit.Entry(now, f"node:{partner.party}", "receipt", details)
        audit.append(connection, audit.partner_log(partner.party), entry)
        self._apply(connection, parse(Envelope, payload), partner.party, receipt.received_at)

    def _apply(self, connection: Connection, envelope: Envelope, party: str, received_at: datetime) -> None:
        if envelope.type is Releasable.REQUEST:
            record = casework.request_by_reference(connection, str(envelope.body["reference"]))
            if record is not None:
                requests.note_step(connection, record, "delivered", received_at, f"node:{party}")
