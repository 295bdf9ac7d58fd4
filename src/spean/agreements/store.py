"""Agreements and statements as rows. A statement is never overwritten: a newer one stands before it."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from spean.db import UtcDateTime, changed, guard, metadata
from spean.errors import NotFound

agreement = sa.Table(
    "agreement",
    metadata,
    sa.Column("agreement_id", sa.String(80), primary_key=True),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("added_by", sa.String(64), nullable=False),
    sa.Column("added_at", UtcDateTime, nullable=False),
    sa.Column("confirmed_by", sa.String(64)),
    sa.Column("confirmed_at", UtcDateTime),
)

statement = sa.Table(
    "statement",
    metadata,
    sa.Column("reference", sa.String(24), primary_key=True),  # XX/S-n, the same on both nodes
    sa.Column("party", sa.String(2), nullable=False),
    sa.Column("point_id", sa.String(80), nullable=False, index=True),
    sa.Column("status", sa.String(40), nullable=False),
    sa.Column("as_of", sa.Date, nullable=False),
    sa.Column("text", sa.String(2000), nullable=False),
    sa.Column("source", sa.String(500), nullable=False),
    sa.Column("evidence_sha256", sa.String(64), nullable=False),
    sa.Column("stated_at", UtcDateTime, nullable=False),
    sa.Column("released", sa.Boolean, nullable=False),
)

for _table in (agreement, statement):
    guard(_table)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one side says of one point.

    Attributes:
        reference: `XX/S-n`, the same on both nodes.
        party: who says it.
        point_id: of which point.
        status: see `register.Status`.
        as_of: the day it is true of.
        text: in its own words.
        source: where that can be read.
        evidence_sha256: of the document it rests on, or "".
        stated_at: when it was written.
        released: whether the partner has it, or will.
    """

    reference: str
    party: str
    point_id: str
    status: str
    as_of: date
    text: str
    source: str
    evidence_sha256: str
    stated_at: datetime
    released: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """An agreement file as it is kept: its text, who added it, and which second officer confirmed it."""

    agreement_id: str
    content: str
    sha256: str
    added_by: str
    confirmed_by: str | None


def add_agreement(
    connection: sa.Connection, agreement_id: str, content: str, sha256: str, by: str, at: datetime
) -> None:
    """Keeps an agreement file."""
    connection.execute(
        agreement.insert().values(agreement_id=agreement_id, content=content, sha256=sha256, added_by=by, added_at=at)
    )
    changed(connection, agreement, agreement_id)


def agreement_sha256(connection: sa.Connection, agreement_id: str) -> str | None:
    """Gives the hash of a kept agreement file, or None."""
    return connection.scalar(sa.select(agreement.c.sha256).where(agreement.c.agreement_id == agreement_id))


def agreements(connection: sa.Connection) -> list[str]:
    """Gives the text of every agreement file kept, by id."""
    return list(connection.scalars(sa.select(agreement.c.content).order_by(agreement.c.agreement_id)))


def confirmed(connection: sa.Connection) -> list[str]:
    """Gives the text of every agreement file that a second officer confirmed, by id."""
    query = sa.select(agreement.c.content).where(agreement.c.confirmed_by.is_not(None))
    return list(connection.scalars(query.order_by(agreement.c.agreement_id)))


def find_agreement(connection: sa.Connection, agreement_id: str) -> Kept:
    """Gives how an agreement is kept.

    Raises:
        NotFound: there is none of that id.
    """
    columns = [agreement.c[name] for name in Kept.__dataclass_fields__]
    row = connection.execute(sa.select(*columns).where(agreement.c.agreement_id == agreement_id)).first()
    if row is None:
        raise NotFound(f"there is no agreement {agreement_id}")
    return Kept(**row._asdict())


def confirm(connection: sa.Connection, agreement_id: str, by: str, at: datetime) -> None:
    """Notes that a second officer confirmed an agreement file."""
    chosen = agreement.c.agreement_id == agreement_id
    connection.execute(agreement.update().where(chosen).values(confirmed_by=by, confirmed_at=at))
    changed(connection, agreement, agreement_id)


def add_statement(connection: sa.Connection, new: Statement) -> None:
    """Keeps a statement."""
    connection.execute(
        statement.insert().values(**{name: getattr(new, name) for name in Statement.__dataclass_fields__})
    )
    changed(connection, statement, new.reference)


def mark_released(connection: sa.Connection, reference: str) -> None:
    """Notes that a statement was released to the partner."""
    connection.execute(statement.update().where(statement.c.reference == reference).values(released=True))
    changed(connection, statement, reference)


def find_statement(connection: sa.Connection, reference: str) -> Statement | None:
    """Gives a statement, or None."""
    row = connection.execute(sa.select(statement).where(statement.c.reference == reference)).first()
    return None if row is None else Statement(**row._asdict())


def statements(connection: sa.Connection) -> list[Statement]:
    """Lists every statement, newest last."""
    query = sa.select(statement).order_by(statement.c.stated_at, statement.c.reference)
    return [Statement(**row._asdict()) for row in connection.execute(query)]
