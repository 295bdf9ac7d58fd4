"""The Merkle logs as rows: one for inner acts, one per partner relation, appended inside the act's transaction.

A leaf is a salted commitment to its entry, so that an entry's content can be erased and the log still verifies,
and a partner that checks the log learns nothing of an entry it is not shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from spean.audit.commitment import canonical, commit, new_salt
from spean.audit.merkle import Frontier, leaf_hash
from spean.db import UtcDateTime, metadata, take_changed
from spean.errors import AuditBroken, ProofInvalid

INNER = "inner"

audit_log = sa.Table(
    "audit_log",
    metadata,
    sa.Column("log", sa.String(40), primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("frontier", sa.LargeBinary, nullable=False),
    sa.Column("note", sa.Text),  # the head, signed in the transaction that made it
)

audit_entry = sa.Table(
    "audit_entry",
    metadata,
    sa.Column("log", sa.String(40), sa.ForeignKey("audit_log.log"), primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("actor", sa.String(80), nullable=False),
    sa.Column("act", sa.String(40), nullable=False),
    sa.Column("body", sa.LargeBinary),  # None once erased
    sa.Column("salt", sa.LargeBinary),
    sa.Column("commitment", sa.LargeBinary, nullable=False),
)

checkpoint = sa.Table(
    "audit_checkpoint",
    metadata,
    sa.Column("origin", sa.String(80), primary_key=True),
    sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)


def partner_log(party: str) -> str:
    """Names the log of one partner relation."""
    return f"partner:{party}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act as it is logged.

    Attributes:
        at: when, UTC.
        actor: officer id, or `node:XX` where a partner's node acted.
        act: the verb.
        details: what was asked and what came of it; canonical JSON (no floats).
        signature: the compact JWS that asked for it, "" where a session or the node itself acted.
    """

    at: datetime
    actor: str
    act: str
    details: dict[str, Any]
    signature: str = ""


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry as it stands in a log; `body` is None once erased."""

    seq: int
    at: datetime
    actor: str
    act: str
    body: bytes | None
    salt: bytes | None
    commitment: bytes


@dataclass(frozen=True, slots=True)
class Touched:
    """A log that grew in the transaction under way: its head and signed note before, and its head now."""

    before: Frontier
    note: str | None
    after: Frontier


_touched: WeakKeyDictionary[sa.Connection, dict[str, Touched]] = WeakKeyDictionary()


def append(connection: sa.Connection, log: str, entry: Entry) -> int:
    """Appends an entry and gives its 0-based index in the log.

    Raises:
        AuditBroken: the log's head was altered; nothing is appended to it.
    """
    frontier, note = _frontier(connection, log)
    content = _content(entry)
    if rows := take_changed(connection):
        content["rows"] = {"order": _entries_in_all(connection), "written": rows}
    salt = new_salt()
    commitment = commit(salt, content)
    grown = frontier.append(leaf_hash(commitment))
    connection.execute(
        audit_entry.insert().values(
            log=log,
            seq=frontier.size,
            at=entry.at,
            actor=entry.actor,
            act=entry.act,
            body=canonical(content),
            salt=salt,
            commitment=commitment,
        )
    )
    connection.execute(
        audit_log.update().where(audit_log.c.log == log).values(size=grown.size, frontier=grown.to_bytes())
    )
    touched = _touched.setdefault(connection, {})
    touched[log] = replace(touched.get(log) or Touched(frontier, note, grown), after=grown)
    return frontier.size


def take_touched(connection: sa.Connection) -> dict[str, Touched]:
    """Gives the logs that grew in this transaction since the last call."""
    return _touched.pop(connection, {})


def keep_note(connection: sa.Connection, log: str, note: str) -> None:
    """Keeps the signed head of a log beside it."""
    connection.execute(audit_log.update().where(audit_log.c.log == log).values(note=note))


def note_of(connection: sa.Connection, log: str) -> str | None:
    """Gives the signed head that stands beside a log."""
    return connection.scalar(sa.select(audit_log.c.note).where(audit_log.c.log == log))


def _content(entry: Entry) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "act": entry.act,
        "details": entry.details,
        "signature": entry.signature,
    }


def _entries_in_all(connection: sa.Connection) -> int:
    """Counts what every log has: writers queue, so of two writings of a row the later has the larger count."""
    return int(connection.scalar(sa.select(sa.func.coalesce(sa.func.sum(audit_log.c.size), 0))) or 0)


def _frontier(connection: sa.Connection, log: str) -> tuple[Frontier, str | None]:
    stored = _stored_head(connection, log)
    if stored is not None:
        return stored
    connection.execute(audit_log.insert().values(log=log, size=0, frontier=Frontier().to_bytes()))
    return Frontier(), None


def head(connection: sa.Connection, log: str) -> Frontier:
    """Gives a log's size and root; an empty one where nothing was logged yet.

    Raises:
        AuditBroken: the head as it is stored contradicts itself.
    """
    stored = _stored_head(connection, log)
    return stored[0] if stored else Frontier()


def _stored_head(connection: sa.Connection, log: str) -> tuple[Frontier, str | None] | None:
    columns = audit_log.c.size, audit_log.c.frontier, audit_log.c.note
    row = connection.execute(sa.select(*columns).where(audit_log.c.log == log)).first()
    if row is None:
        return None
    try:
        frontier = Frontier.from_bytes(row.frontier)
    except ProofInvalid as error:
        raise AuditBroken(f"{log}: its head was altered") from error
    if frontier.size != row.size:
        raise AuditBroken(f"{log}: its head was altered")
    return frontier, row.note


def logs(connection: sa.Connection) -> list[str]:
    """Lists the logs of this node."""
    return list(connection.scalars(sa.select(audit_log.c.log).order_by(audit_log.c.log)))


def entries(connection: sa.Connection, log: str, start: int = 0, stop: int | None = None) -> Iterator[StoredEntry]:
    """Reads the entries of a log in order, `start` ≤ seq < `stop`."""
    query = sa.select(audit_entry).where(audit_entry.c.log == log, audit_entry.c.seq >= start)
    if stop is not None:
        query = query.where(audit_entry.c.seq < stop)
    for row in connection.execute(query.order_by(audit_entry.c.seq)):
        yield StoredEntry(row.seq, row.at, row.actor, row.act, row.body, row.salt, row.commitment)


def keep_checkpoint(connection: sa.Connection, origin: str, size: int, note: str, at: datetime) -> None:
    """Keeps a checkpoint that this node signed or a partner showed it.

    Raises:
        AuditBroken: another note of the same origin and size is kept already: the history forked.
    """
    there = connection.scalar(
        sa.select(checkpoint.c.note).where(checkpoint.c.origin == origin, checkpoint.c.size == size)
    )
    if there is None:
        connection.execute(checkpoint.insert().values(origin=origin, size=size, note=note, at=at))
    elif there.split("\n\n")[0] != note.split("\n\n")[0]:
        raise AuditBroken(f"two different checkpoints of {origin} at size {size}")


def origins(connection: sa.Connection) -> list[str]:
    """Lists the origins of which a checkpoint is kept."""
    return list(connection.scalars(sa.select(checkpoint.c.origin).distinct().order_by(checkpoint.c.origin)))


def checkpoints(connection: sa.Connection, origin: str) -> list[str]:
    """Lists the kept checkpoints of an origin, smallest first."""
    query = sa.select(checkpoint.c.note).where(checkpoint.c.origin == origin)
    return list(connection.scalars(query.order_by(checkpoint.c.size)))


def largest_checkpoint(connection: sa.Connection, origin: str, until: datetime) -> int:
    """Gives the largest size of an origin's checkpoints kept before an instant; 0 for none."""
    query = sa.select(sa.func.max(checkpoint.c.size)).where(checkpoint.c.origin == origin, checkpoint.c.at < until)
    return int(connection.scalar(query) or 0)
