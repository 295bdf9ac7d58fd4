"""Outbox, inbox, matching budget and found matches, as rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from spean.casework.store import release
from spean.db import UtcDateTime, metadata
from spean.errors import MessageInvalid
from spean.model import Kind

#: Seconds before the next attempt: doubled each time, up to a minute, for a hold is a matter of minutes.
FIRST_RETRY_SECONDS, LAST_RETRY_SECONDS = 2, 60

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("message_id", sa.String(32), primary_key=True),
    sa.Column("partner", sa.String(2), nullable=False),
    sa.Column("release_id", sa.String(20), nullable=False),
    sa.Column("token", sa.Text, nullable=False),
    sa.Column("queued_at", UtcDateTime, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("next_attempt_at", UtcDateTime, nullable=False),
    sa.Column("last_error", sa.String(300), nullable=False, server_default=""),
    sa.Column("delivered_at", UtcDateTime),
    sa.Column("receipt", sa.Text),
    sa.Column("parked", sa.String(200), nullable=False, server_default=""),  # the rules it no longer meets
)
#: What waits is found without reading what was ever delivered.
sa.Index(
    "ix_outbox_waiting",
    outbox.c.partner,
    outbox.c.next_attempt_at,
    sqlite_where=outbox.c.delivered_at.is_(None),
    postgresql_where=outbox.c.delivered_at.is_(None),
)

inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("partner", sa.String(2), primary_key=True),
    sa.Column("message_id", sa.String(32), primary_key=True),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("releasable", sa.String(20), nullable=False),
    sa.Column("token", sa.Text, nullable=False),
    sa.Column("received_at", UtcDateTime, nullable=False),
    sa.Column("receipt", sa.Text, nullable=False),
)

evaluation = sa.Table(
    "match_evaluation",
    metadata,
    sa.Column("nonce", sa.String(64), primary_key=True),
    sa.Column("partner", sa.String(2), nullable=False, index=True),
    sa.Column("items", sa.Integer, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)

match = sa.Table(
    "match",
    metadata,
    sa.Column("partner", sa.String(2), primary_key=True),
    sa.Column("kind", sa.String(20), primary_key=True),
    sa.Column("value", sa.String(2048), primary_key=True),
    sa.Column("found_at", UtcDateTime, nullable=False),
    sa.Column("run_at", UtcDateTime, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Queued:
    """An object on its way out."""

    message_id: str
    partner: str
    release_id: str
    token: str
    attempts: int
    queued_at: datetime
    last_error: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the queue says of an object that was not delivered yet.

    Attributes:
        message_id: the object's.
        partner: whom it goes to.
        release_id: of its release.
        object_id: the record it is about.
        attempts: how often it was tried.
        queued_at: when it was released.
        next_attempt_at: when it is to be tried.
        last_error: why the last attempt failed, beginning with the code; "" before the first.
    """

    message_id: str
    partner: str
    release_id: str
    object_id: str
    attempts: int
    queued_at: datetime
    next_attempt_at: datetime
    last_error: str

    def is_due(self, now: datetime) -> bool:
        """Says whether it is to be tried by now.

        An attempt set further ahead than the longest wait comes from a clock that was put back since: it is due too.
        """
        return not now < self.next_attempt_at <= now + timedelta(seconds=LAST_RETRY_SECONDS)


@dataclass(frozen=True, slots=True)
class Received:
    """An object that came in."""

    partner: str
    message_id: str
    sha256: str
    releasable: str
    token: str
    received_at: datetime
    receipt: str


#: What still is to be sent: neither delivered nor parked.
_TO_SEND = (outbox.c.delivered_at.is_(None), outbox.c.parked == "")
_QUEUED = [outbox.c[name] for name in Queued.__dataclass_fields__]


def enqueue(connection: sa.Connection, message: Queued) -> None:
    """Queues an object, in the transaction that released it."""
    connection.execute(
        outbox.insert().values(
            message_id=message.message_id,
            partner=message.partner,
            release_id=message.release_id,
            token=message.token,
            queued_at=message.queued_at,
            next_attempt_at=message.queued_at,
        )
    )


def partners_due(connection: sa.Connection, now: datetime) -> list[str]:
    """Lists the partners for whom something is to be tried by now."""
    longest = now + timedelta(seconds=LAST_RETRY_SECONDS)
    query = sa.select(outbox.c.partner).where(
        *_TO_SEND,
        (outbox.c.next_attempt_at <= now) | (outbox.c.next_attempt_at > longest),
    )
    return sorted(connection.scalars(query.distinct()))


def waiting(connection: sa.Connection, partner: str | None = None) -> list[Waiting]:
    """Lists what was not delivered yet, to anybody or to one partner, oldest first; without the objects themselves."""
    columns = [outbox.c[name] for name in Waiting.__dataclass_fields__ if name != "object_id"]
    query = (
        sa.select(*columns, release.c.object_id)
        .join(release, release.c.release_id == outbox.c.release_id)
        .where(*_TO_SEND)
        .order_by(outbox.c.queued_at, sa.func.length(outbox.c.release_id), outbox.c.release_id)
    )
    if partner is not None:
        query = query.where(outbox.c.partner == partner)
    return [Waiting(**row._asdict()) for row in connection.execute(query)]


def queued(connection: sa.Connection, message_id: str) -> Queued | None:
    """Gives an object that waits, whole; None where it was delivered or parked meanwhile."""
    query = sa.select(*_QUEUED).where(outbox.c.message_id == message_id, *_TO_SEND)
    row = connection.execute(query).first()
    return None if row is None else Queued(**row._asdict())


def note_failure(connection: sa.Connection, message_id: str, error: str, retry_at: datetime) -> None:
    """Keeps why an attempt failed and when to try again."""
    connection.execute(
        outbox.update()
        .where(outbox.c.message_id == message_id, outbox.c.delivered_at.is_(None))
        .values(attempts=outbox.c.attempts + 1, last_error=error[:300], next_attempt_at=retry_at)
    )


def park(connection: sa.Connection, message_id: str, codes: list[str]) -> None:
    """Takes an object out of the queue that is no longer releasable."""
    connection.execute(outbox.update().where(outbox.c.message_id == message_id).values(parked=", ".join(codes)[:200]))


def parked(connection: sa.Connection) -> list[Queued]:
    """Lists what was released and then not sent, for it is no longer releasable; oldest first."""
    query = sa.select(*_QUEUED).where(outbox.c.delivered_at.is_(None), outbox.c.parked != "")
    return [Queued(**row._asdict()) for row in connection.execute(query.order_by(outbox.c.queued_at))]


def note_delivered(connection: sa.Connection, message_id: str, receipt: str, received_at: datetime) -> bool:
    """Keeps the receipt; False where one was kept before (two processes sent the same object)."""
    changed = connection.execute(
        outbox.update()
        .where(outbox.c.message_id == message_id, outbox.c.delivered_at.is_(None))
        .values(delivered_at=received_at, receipt=receipt, last_error="", attempts=outbox.c.attempts + 1)
    ).rowcount
    return bool(changed)


def find_received(connection: sa.Connection, partner: str, message_id: str) -> Received | None:
    """Gives an object received before, or None."""
    query = sa.select(inbox).where(inbox.c.partner == partner, inbox.c.message_id == message_id)
    row = connection.execute(query).first()
    return None if row is None else Received(**row._asdict())


def add_received(connection: sa.Connection, received: Received) -> None:
    """Keeps an object and its receipt, in the transaction of its effect."""
    connection.execute(
        inbox.insert().values(**{name: getattr(received, name) for name in Received.__dataclass_fields__})
    )


def charge(connection: sa.Connection, partner: str, nonce: str, items: int, now: datetime) -> int:
    """Counts evaluations against a partner's budget before they are answered; gives the last 24 hours' total.

    Raises:
        MessageInvalid: the partner used the nonce before, however long ago.
    """
    key = f"{partner}:{nonce}"
    if connection.scalar(sa.select(evaluation.c.nonce).where(evaluation.c.nonce == key)):
        raise MessageInvalid("a question's nonce was used before")
    connection.execute(evaluation.insert().values(nonce=key, partner=partner, items=items, at=now))
    since = now - timedelta(hours=24)
    query = sa.select(sa.func.sum(evaluation.c["items"])).where(
        evaluation.c.partner == partner, evaluation.c.at > since
    )
    return int(connection.scalar(query) or 0)


def keep_matches(
    connection: sa.Connection, partner: str, kinds: list[Kind], found: list[tuple[Kind, str]], now: datetime
) -> None:
    """Replaces the matches of these kinds with what a run found; a value found before keeps its time."""
    at_kinds = (match.c.partner == partner) & match.c.kind.in_([kind.value for kind in kinds])
    before = {(row.kind, row.value): row.found_at for row in connection.execute(sa.select(match).where(at_kinds))}
    connection.execute(match.delete().where(at_kinds))
    rows = [
        {"partner": partner, "kind": kind, "value": value, "found_at": before.get((kind, value), now), "run_at": now}
        for kind, value in found
    ]
    if rows:
        connection.execute(match.insert(), rows)


def matches(connection: sa.Connection, partner: str) -> list[tuple[Kind, str, datetime, datetime]]:
    """Lists what this node knows it shares with a partner, by kind and value: when first found, when last."""
    query = sa.select(match).where(match.c.partner == partner).order_by(match.c.kind, match.c.value)
    return [(Kind(row.kind), row.value, row.found_at, row.run_at) for row in connection.execute(query)]
