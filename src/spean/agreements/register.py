"""The register: every point with both sides' own statements beside each other, nothing averaged.

The partner's silence is `no statement since DATE`; only a party's own node may speak for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from spean.agreements import store
from spean.agreements.schema import NOT_STATED, AgreementFile, Point
from spean.agreements.store import Statement
from spean.casework.objects import Instant, compose, parse
from spean.db import Connection
from spean.errors import MessageInvalid


class Status(StrEnum):
    """How far a point is, as one side states it (OGP IRM completion levels, and what befalls agreements)."""

    NO_EVIDENCE = "no evidence"
    NOT_STARTED = "not started"
    LIMITED = "limited"
    SUBSTANTIAL = "substantial"
    COMPLETE = "complete"
    DISPUTED = "disputed"
    SUSPENDED = "suspended"
    REVERSED = "reversed"
    OVERTAKEN = "overtaken by events"
    WITHDRAWN = "withdrawn"


class StatementBody(BaseModel):
    """A statement on the wire."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reference: Annotated[str, Field(pattern=r"^[A-Z]{2}/S-[0-9]{1,9}$")]
    point_id: Annotated[str, Field(min_length=1, max_length=80)]
    status: Status
    as_of: date
    text: Annotated[str, Field(max_length=2000)] = ""
    source: Annotated[str, Field(max_length=500)] = ""
    evidence_sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    stated_at: Instant
    kind: Literal["statement"] = "statement"


def body_of(statement: Statement) -> StatementBody:
    """Gives a statement's form on the wire.

    Raises:
        WrongUsage: a text in it is too long.
    """
    return compose(
        StatementBody,
        reference=statement.reference,
        point_id=statement.point_id,
        status=Status(statement.status),
        as_of=statement.as_of,
        text=statement.text,
        source=statement.source,
        evidence_sha256=statement.evidence_sha256,
        stated_at=statement.stated_at,
    )


def receive_statement(connection: Connection, party: str, body: dict[str, Any]) -> None:
    """Keeps a partner's statement: each side can write only its own.

    Raises:
        MessageInvalid: it speaks for another party, or its reference was used before.
    """
    read = parse(StatementBody, body)
    if not read.reference.startswith(f"{party}/"):
        raise MessageInvalid("a statement speaks for another party")
    if store.find_statement(connection, read.reference) is not None:
        raise MessageInvalid("a statement's reference was used before")
    store.add_statement(
        connection,
        Statement(
            read.reference,
            party,
            read.point_id,
            read.status.value,
            read.as_of,
            read.text,
            read.source,
            read.evidence_sha256,
            read.stated_at,
            released=True,
        ),
    )


@dataclass(frozen=True, slots=True)
class Column:
    """One side's column of one point.

    Attributes:
        party: whose.
        statement: the newest, or None.
        silence: what to say where there is none: `no statement since DATE`, or `not stated` for one's own.
        wordings: what it published of the point.
        earlier: older statements, newest first.
    """

    party: str
    statement: Statement | None
    silence: str
    wordings: tuple[str, ...]
    earlier: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class PointStatus:
    """One point with a column for each party."""

    point_id: str
    area: str
    texts: str
    columns: tuple[Column, ...]


def status(agreement: AgreementFile, statements: Sequence[Statement], party: str) -> list[PointStatus]:
    """Sets both sides' statements beside each other, point by point.

    Args:
        agreement: the agreement.
        statements: all that are known here, newest last.
        party: this node's: its own silence is `not stated`, another's is dated.
    """
    return [
        PointStatus(
            point.id,
            point.area,
            text_state(point),
            tuple(_column(agreement, point, statements, each, party) for each in agreement.agreement.parties),
        )
        for point in agreement.point
    ]


def text_state(point: Point) -> str:
    """Says how a point's published wordings stand: `not published`, `one side`, or `differs`.

    `agreed` needs signed minutes that both sides name, which this version's file can't state.
    """
    parties = {text.party for text in point.text}
    if not parties:
        return "not published"
    return "one side" if len(parties) == 1 else "differs"


def _column(agreement: AgreementFile, point: Point, statements: Sequence[Statement], whose: str, party: str) -> Column:
    own = [s for s in reversed(statements) if s.point_id == point.id and s.party == whose]
    wordings = tuple(f"{text.wording} ({text.source}, {text.date})" for text in point.text if text.party == whose)
    header = agreement.agreement
    since = header.covers.since if header.date == NOT_STATED else header.date
    silence = NOT_STATED if whose == party else f"no statement since {since}"
    return Column(whose, own[0] if own else None, "" if own else silence, wordings, tuple(own[1:]))
