"""Delivery: at least once, with exactly one effect. What was released is tried until the partner's receipt is kept."""

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
from spean.errors import MessageInvalid, PartnerAway, PartnerRefused, SpeanError
from spean.exchange import store
from spean.exchange.messages import OBJECT, open_receipt
from spean.exchange.transport import Transport
from spean.identity import keys
from spean.identity import store as identity
from spean.release.decision import Releasable

PATH = "/partner/v1/objects"
#: Seconds before the next attempt: doubled each time, up to five minutes.
FIRST_RETRY_SECONDS, LAST_RETRY_SECONDS = 2, 300


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
    """

    def __init__(
        self,
        database: Database,
        transport: Transport,
        party: str,
        own_key: dict[str, str],
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._transport, self._party, self._own_key = database, transport, party, own_key
        self._clock = clock

    def deliver(self, *, at_once: bool = False) -> Delivery:
        """Tries every object that is due, or every one that waits."""
        with self._database.begin() as connection:
            queued = store.waiting(connection, None if at_once else self._clock())
        delivered, away, error = 0, set[str](), ""
        for message in queued:
            if message.partner in away:
                continue
            failure = self._send(message)
            delivered += failure is None
            if failure is not None:
                error = failure.message
                if isinstance(failure, PartnerAway):
                    away.add(message.partner)
        with self._database.begin() as connection:
            return Delivery(delivered, len(store.waiting(connection)), error)

    def _send(self, message: store.Queued) -> SpeanError | None:
        try:
            with self._database.begin() as connection:
                partner = identity.active_partner(connection, message.partner)
            body = json.dumps({"sender": self._party, "token": message.token})
            token = self._transport.post(partner.url, PATH, body)
            with self._database.begin() as connection:
                self._keep(connection, message, partner, token)
        except SpeanError as error:
            self._note_failure(message, error)
            return error
        return None

    def _note_failure(self, message: store.Queued, error: SpeanError) -> None:
        wait = min(FIRST_RETRY_SECONDS * 2 ** min(message.attempts, 20), LAST_RETRY_SECONDS)
        with self._database.begin() as connection:
            if isinstance(error, PartnerRefused):
                identity.note_contact(connection, message.partner, self._clock())
            retry_at = self._clock() + timedelta(seconds=wait)
            store.note_failure(connection, message.message_id, f"{error.code}: {error.message}", retry_at)

    def _keep(self, connection: Connection, message: store.Queued, partner: identity.Partner, token: str) -> None:
        now = self._clock()
        payload = keys.verify(message.token, self._own_key, OBJECT)
        receipt = open_receipt(token, partner)
        if (receipt.message_id, receipt.sha256) != (message.message_id, digest(payload)):
            raise MessageInvalid("a receipt is for other bytes than were sent")
        heads.keep_shown(
            connection, partner.party, partner.public_key, audit.partner_log(self._party), receipt.checkpoint, now
        )
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
