"""Delivery: at least once, with exactly one effect. What was released is tried until the partner's receipt is kept.

Before each attempt the release is decided on again: what no longer may leave is parked, logged, and shown.
Objects about the same record leave in their order, or an answer would overtake its acknowledgement; those about
others wait for none of them. Each partner is served apart: one that is stuck holds up nobody else.
"""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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
    Fault,
    MessageInvalid,
    PartnerAway,
    PartnerFault,
    PartnerRefused,
    PolicyRefused,
    SignatureInvalid,
    SpeanError,
    StorageFailed,
)
from spean.exchange import store
from spean.exchange.messages import OBJECT, open_receipt
from spean.exchange.transport import Transport
from spean.identity import keys
from spean.identity import store as identity
from spean.release.decision import Releasable

PATH = "/partner/v1/objects"
#: Failures after which nothing further is worth trying now: no answer, one that the partner's node did not sign, or
#: this node's own disk. After one of the first two, the partner is left in peace until that attempt is due again.
_AWAY = (PartnerAway, SignatureInvalid)
#: Faults of a partner's node in a row that are taken for it being away; fewer may be about the object alone.
_MOST_FAULTS = 3
_STOPPING = (*_AWAY, StorageFailed)
#: Refusals after which an object no longer holds back those after it: it may be refused for good.
MOST_REFUSALS = 5


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

    def due(self) -> list[str]:
        """Lists the partners for whom something is to be tried now."""
        with self._database.read() as connection:
            return store.partners_due(connection, self._clock())

    def deliver(self, *, at_once: bool = False) -> Delivery:
        """Tries every object that is due, or every one that waits, to all partners at the same time."""
        with self._database.read() as connection:
            partners = sorted({message.partner for message in store.waiting(connection)})
        with ThreadPoolExecutor(max(1, len(partners))) as threads:
            rounds = list(threads.map(lambda partner: self.deliver_to(partner, at_once=at_once), partners))
        with self._database.read() as connection:
            left = len(store.waiting(connection))
        errors = [error for _, error in rounds if error]
        return Delivery(sum(delivered for delivered, _ in rounds), left, errors[-1] if errors else "")

    def deliver_to(self, partner: str, *, at_once: bool = False) -> tuple[int, str]:
        """Tries what waits for one partner; gives the number delivered and the last error, or ""."""
        now = self._clock()
        with self._database.read() as connection:
            queue = store.waiting(connection, partner)
        if not at_once and any(_was_away(each) and not each.is_due(now) for each in queue):
            return 0, ""
        delivered, faults, error, held = 0, 0, "", set[str]()
        for message in queue:
            if message.object_id in held:
                continue
            if not (at_once or message.is_due(now)):
                held |= {message.object_id} if _holds_back(message, message.last_error) else set()
                continue
            failure = self._send(message)
            if failure is None:
                delivered += 1
                continue
            error = failure.message
            faults += isinstance(failure, PartnerFault)
            if faults == _MOST_FAULTS or (isinstance(failure, _STOPPING) and not isinstance(failure, PartnerFault)):
                break
            held |= {message.object_id} if _holds_back(message, failure.code) else set()
        return delivered, error

    def _send(self, message: store.Waiting) -> SpeanError | None:
        try:
            # The writer's place is taken for the decision, or its evidence could be let go under it.
            with self._database.begin() as connection:
                partner = identity.active_partner(connection, message.partner)
                whole = store.queued(connection, message.message_id)
                if whole is None:
                    return None
                if codes := self._refusal(connection, message.release_id, self._clock()):
                    self._park(connection, message, codes)
                    return PolicyRefused("an object is no longer releasable; it is not sent")
            body = json.dumps({"sender": self._party, "token": whole.token})
            token = self._transport.post(partner.url, PATH, body)
            with self._database.begin() as connection:
                self._keep(connection, whole, partner, token)
        except SpeanError as error:
            return self._note_failure(message, error)
        except Exception as error:  # whatever a partner answered, the queue goes on
            return self._note_failure(message, Fault.of(error))
        return None

    def _park(self, connection: Connection, message: store.Waiting, codes: list[str]) -> None:
        store.park(connection, message.message_id, codes)
        details = {"message_id": message.message_id, "release": message.release_id, "refused": codes}
        entry = audit.Entry(self._clock(), f"node:{self._party}", "delivery.park", details)
        for log in (audit.INNER, audit.partner_log(message.partner)):
            audit.append(connection, log, entry)

    def _note_failure(self, message: store.Waiting, error: SpeanError) -> SpeanError:
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
        return error

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
        self._apply(connection, parse(Envelope, payload), partner.party, receipt.received_at)
        details = {"message_id": message.message_id, "received_at": receipt.received_at.isoformat()}
        entry = audit.Entry(now, f"node:{partner.party}", "receipt", details)
        audit.append(connection, audit.partner_log(partner.party), entry)

    def _apply(self, connection: Connection, envelope: Envelope, party: str, received_at: datetime) -> None:
        if envelope.type is Releasable.REQUEST:
            record = casework.request_by_reference(connection, str(envelope.body["reference"]))
            if record is not None:
                requests.note_step(connection, record, "delivered", received_at, f"node:{party}")


def _was_away(message: store.Waiting) -> bool:
    return message.last_error.startswith(tuple(kind.code for kind in _AWAY))


def _holds_back(message: store.Waiting, error: str) -> bool:
    """Says whether an object that was not delivered holds back the later ones about the same record."""
    refused_for_good = error.startswith(PartnerRefused.code) and message.attempts >= MOST_REFUSALS
    return not (refused_for_good or error.startswith(PolicyRefused.code))
