"""Cases, clearances, requests with their events, and releases with their signatures, as rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from spean.db import Json, UtcDateTime, changed, guard, metadata
from spean.errors import NotFound
from spean.model import Kind, OfficerRole
from spean.release.clearance import Grant
from spean.release.decision import Proposal, Releasable, ReleasedValue, Signature
from spean.vocab.tlp import Tlp

case = sa.Table(
    "case_file",
    metadata,
    sa.Column("case_id", sa.String(64), primary_key=True),
    sa.Column("offence", sa.String(40), nullable=False),
    sa.Column("offence_from", sa.String(40), nullable=False),  # "stated", or what it was taken from
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("opened_by", sa.String(64), nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
)

clearance = sa.Table(
    "clearance",
    metadata,
    sa.Column("clearance_id", sa.String(20), primary_key=True),
    sa.Column("case_id", sa.String(64), sa.ForeignKey("case_file.case_id"), nullable=False),
    sa.Column("state", sa.String(12), nullable=False),  # proposed | approved | refused
    sa.Column("proposed_by", sa.String(64), nullable=False),
    sa.Column("proposed_at", UtcDateTime, nullable=False),
    sa.Column("decided_by", sa.String(64)),
    sa.Column("decided_at", UtcDateTime),
    sa.Column("reason", sa.String(500), nullable=False, server_default=""),
)

cleared_value = sa.Table(
    "clearance_value",
    metadata,
    sa.Column("clearance_id", sa.String(20), sa.ForeignKey("clearance.clearance_id"), primary_key=True),
    sa.Column("kind", sa.String(20), primary_key=True),
    sa.Column("value", sa.String(2048), primary_key=True),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("partners", Json, nullable=False, server_default="[]"),  # whom it may be matched with
    sa.Column("offence", sa.String(40), nullable=False, server_default=""),
    sa.Column("originators", Json, nullable=False, server_default="[]"),  # other parties whose material alone names it
)

request = sa.Table(
    "request",
    metadata,
    sa.Column("request_id", sa.String(20), primary_key=True),
    sa.Column("reference", sa.String(20), nullable=False, unique=True),
    sa.Column("direction", sa.String(3), nullable=False),  # out: we ask; in: we are asked
    sa.Column("partner", sa.String(2), nullable=False),
    sa.Column("case_id", sa.String(64), sa.ForeignKey("case_file.case_id")),
    sa.Column("offence", sa.String(40), nullable=False),
    sa.Column("body", Json, nullable=False),
)

request_event = sa.Table(
    "request_event",
    metadata,
    sa.Column("request_id", sa.String(20), sa.ForeignKey("request.request_id"), primary_key=True),
    sa.Column("event", sa.String(20), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(80), nullable=False),
    sa.Column("body", Json, nullable=False),
)

release = sa.Table(
    "release",
    metadata,
    sa.Column("release_id", sa.String(20), primary_key=True),
    sa.Column("releasable", sa.String(20), nullable=False),
    sa.Column("object_id", sa.String(64), nullable=False, index=True),
    sa.Column("partner", sa.String(2), nullable=False),
    sa.Column("marking", sa.String(12), nullable=False),
    sa.Column("purpose", sa.String(200), nullable=False),
    sa.Column("basis", sa.String(200), nullable=False),
    sa.Column("offence", sa.String(40), nullable=False),
    sa.Column("values", Json, nullable=False),  # [[kind, value]] of the indicators in it
    sa.Column("originators", Json, nullable=False),
    sa.Column("payload", sa.LargeBinary, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("drafter", sa.String(64), nullable=False),
    sa.Column("drafted_at", UtcDateTime, nullable=False),
    sa.Column("state", sa.String(12), nullable=False),  # draft | approved | refused
    sa.Column("decided_at", UtcDateTime),
)

release_signature = sa.Table(
    "release_signature",
    metadata,
    sa.Column("release_id", sa.String(20), sa.ForeignKey("release.release_id"), primary_key=True),
    sa.Column("officer_id", sa.String(64), primary_key=True),
    sa.Column("roles", Json, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)

reviewed = sa.Table(
    "reviewed",
    metadata,
    sa.Column("officer_id", sa.String(64), primary_key=True),
    sa.Column("digest", sa.String(64), primary_key=True),  # of a release's bytes, or of a whole clearance
    sa.Column("at", UtcDateTime, nullable=False),
)

counter = sa.Table(
    "counter",
    metadata,
    sa.Column("name", sa.String(20), primary_key=True),
    sa.Column("last", sa.BigInteger, nullable=False),
)

for _table in (case, clearance, request, request_event, release, release_signature):
    guard(_table)


@dataclass(frozen=True, slots=True)
class Case:
    """A case: what everything in it rests on."""

    case_id: str
    offence: str
    offence_from: str
    title: str
    opened_by: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Clearance:
    """Values put up together for clearance, and what became of it."""

    clearance_id: str
    case_id: str
    state: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class ClearedValue:
    """One value of a clearance: the number of reports behind it when it was proposed, for whom and for what it is."""

    kind: Kind
    value: str
    reports: int
    grant: Grant


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """A request, asked or received."""

    request_id: str
    reference: str
    direction: str
    partner: str
    case_id: str | None
    offence: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a request, with the time of the side where it happened."""

    event: str
    seq: int
    at: datetime
    by: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    """One object drafted for one partner, with the exact bytes that would leave."""

    release_id: str
    releasable: Releasable
    object_id: str
    partner: str
    marking: Tlp
    purpose: str
    basis: str
    offence: str
    values: tuple[tuple[Kind, str], ...]
    originators: frozenset[str]
    payload: bytes
    digest: str
    drafter: str
    drafted_at: datetime
    state: str

    def proposal(
        self, values: tuple[ReleasedValue, ...], named: tuple[ReleasedValue, ...], offence_from: str
    ) -> Proposal:
        """Gives what the release decision looks at.

        Args:
            values: this record's, with their present standing.
            named: the identities that its texts name.
            offence_from: how the offence came to the case.
        """
        return Proposal(
            self.releasable,
            self.marking,
            frozenset({self.partner}),
            self.purpose,
            self.basis,
            self.offence,
            values,
            self.originators,
            self.drafter,
            self.digest,
            named,
            offence_from,
        )


def next_id(connection: sa.Connection, letter: str) -> str:
    """Gives the next id of a series, for example `Q-4`."""
    last = connection.scalar(sa.select(counter.c.last).where(counter.c.name == letter))
    if last is None:
        connection.execute(counter.insert().values(name=letter, last=1))
        return f"{letter}-1"
    connection.execute(counter.update().where(counter.c.name == letter).values(last=last + 1))
    return f"{letter}-{last + 1}"


# -- cases --------------------------------------------------------------------------------------------------
def add_case(connection: sa.Connection, new: Case) -> None:
    """Opens a case."""
    connection.execute(case.insert().values(**_fields(new)))
    changed(connection, case, new.case_id)


def find_case(connection: sa.Connection, case_id: str) -> Case | None:
    """Gives a case, or None."""
    row = connection.execute(sa.select(case).where(case.c.case_id == case_id)).first()
    return None if row is None else Case(**row._asdict())


def cases(connection: sa.Connection) -> list[Case]:
    """Lists the cases, oldest first."""
    return [Case(**row._asdict()) for row in connection.execute(sa.select(case).order_by(case.c.opened_at))]


# -- clearances ---------------------------------------------------------------------------------------------
def add_clearance(connection: sa.Connection, new: Clearance, values: list[ClearedValue]) -> None:
    """Puts values up for clearance."""
    connection.execute(clearance.insert().values(**_fields(new)))
    rows = [
        {
            "clearance_id": new.clearance_id,
            "kind": value.kind,
            "value": value.value,
            "reports": value.reports,
            "partners": sorted(value.grant.partners),
            "offence": value.grant.offence,
            "originators": sorted(value.grant.originators),
        }
        for value in values
    ]
    if rows:
        connection.execute(cleared_value.insert(), rows)
    changed(connection, clearance, new.clearance_id)


def find_clearance(connection: sa.Connection, clearance_id: str) -> Clearance:
    """Gives a clearance.

    Raises:
        NotFound: there is none of that id.
    """
    row = connection.execute(sa.select(clearance).where(clearance.c.clearance_id == clearance_id)).first()
    if row is None:
        raise NotFound(f"there is no clearance {clearance_id}")
    return Clearance(**row._asdict())


def clearances(connection: sa.Connection) -> list[Clearance]:
    """Lists the clearances, oldest first."""
    query = sa.select(clearance).order_by(clearance.c.proposed_at, clearance.c.clearance_id)
    return [Clearance(**row._asdict()) for row in connection.execute(query)]


def clearance_values(connection: sa.Connection, clearance_id: str) -> list[ClearedValue]:
    """Lists the values of a clearance, by kind and value."""
    query = sa.select(cleared_value).where(cleared_value.c.clearance_id == clearance_id)
    rows = connection.execute(query.order_by(cleared_value.c.kind, cleared_value.c.value))
    return [_cleared(row) for row in rows]


def _cleared(row: sa.Row[tuple[Any, ...]]) -> ClearedValue:
    grant = Grant(frozenset(row.partners), row.offence, frozenset(row.originators))
    return ClearedValue(Kind(row.kind), row.value, row.reports, grant)


def decide_clearance(
    connection: sa.Connection, clearance_id: str, state: str, by: str, now: datetime, reason: str
) -> None:
    """Notes what a second officer decided."""
    connection.execute(
        clearance.update()
        .where(clearance.c.clearance_id == clearance_id)
        .values(state=state, decided_by=by, decided_at=now, reason=reason)
    )
    changed(connection, clearance, clearance_id)


def cleared(connection: sa.Connection) -> list[ClearedValue]:
    """Lists every value of every approved clearance; one that was cleared twice stands twice."""
    query = sa.select(cleared_value).join(clearance).where(clearance.c.state == "approved")
    return [_cleared(row) for row in connection.execute(query)]


# -- requests -----------------------------------------------------------------------------------------------
def add_request(connection: sa.Connection, new: RequestRecord) -> None:
    """Keeps a request, asked or received."""
    connection.execute(request.insert().values(**_fields(new)))
    changed(connection, request, new.request_id)


def find_request(connection: sa.Connection, request_id: str) -> RequestRecord:
    """Gives a request by its number here.

    Raises:
        NotFound: there is none.
    """
    row = connection.execute(sa.select(request).where(request.c.request_id == request_id)).first()
    if row is None:
        raise NotFound(f"there is no request {request_id}")
    return RequestRecord(**row._asdict())


def request_by_reference(connection: sa.Connection, reference: str) -> RequestRecord | None:
    """Gives a request by its name on both nodes, or None."""
    row = connection.execute(sa.select(request).where(request.c.reference == reference)).first()
    return None if row is None else RequestRecord(**row._asdict())


def requests(connection: sa.Connection) -> list[RequestRecord]:
    """Lists the requests, newest number last."""
    query = sa.select(request).order_by(sa.func.length(request.c.request_id), request.c.request_id)
    return [RequestRecord(**row._asdict()) for row in connection.execute(query)]


def add_event(connection: sa.Connection, request_id: str, event: Event) -> None:
    """Keeps a step of a request."""
    connection.execute(request_event.insert().values(request_id=request_id, **_fields(event)))
    changed(connection, request_event, request_id, event.event, event.seq)


def events(connection: sa.Connection, request_id: str) -> list[Event]:
    """Lists the steps of a request in the order of their times."""
    query = sa.select(request_event).where(request_event.c.request_id == request_id)
    rows = connection.execute(query.order_by(request_event.c.at, request_event.c.event, request_event.c.seq))
    return [Event(row.event, row.seq, row.at, row.by, row.body) for row in rows]


# -- releases -----------------------------------------------------------------------------------------------
def add_release(connection: sa.Connection, new: ReleaseRecord) -> None:
    """Keeps a draft."""
    values = _fields(new) | {"values": [list(pair) for pair in new.values], "originators": sorted(new.originators)}
    connection.execute(release.insert().values(**values))
    changed(connection, release, new.release_id)


def find_release(connection: sa.Connection, release_id: str) -> ReleaseRecord:
    """Gives a release.

    Raises:
        NotFound: there is none of that id.
    """
    row = connection.execute(sa.select(release).where(release.c.release_id == release_id)).first()
    if row is None:
        raise NotFound(f"there is no release {release_id}")
    return _release(row)


def releases(connection: sa.Connection, object_id: str | None = None) -> list[ReleaseRecord]:
    """Lists the releases, or those of one object, oldest first."""
    query = sa.select(release).order_by(sa.func.length(release.c.release_id), release.c.release_id)
    if object_id is not None:
        query = query.where(release.c.object_id == object_id)
    return [_release(row) for row in connection.execute(query)]


def newest_tags(connection: sa.Connection, partner: str) -> ReleaseRecord | None:
    """Gives the newest approved release of match tags to a partner, or None."""
    query = (
        sa.select(release)
        .where(
            release.c.releasable == Releasable.MATCH_TAGS, release.c.partner == partner, release.c.state == "approved"
        )
        .order_by(release.c.decided_at.desc(), sa.func.length(release.c.release_id).desc(), release.c.release_id.desc())
    )
    row = connection.execute(query.limit(1)).first()
    return None if row is None else _release(row)


def decide_release(connection: sa.Connection, release_id: str, state: str, now: datetime) -> None:
    """Notes that a release was approved or refused."""
    connection.execute(release.update().where(release.c.release_id == release_id).values(state=state, decided_at=now))
    changed(connection, release, release_id)


def add_signature(connection: sa.Connection, release_id: str, signature: Signature, now: datetime) -> None:
    """Keeps a releasing officer's signature; a second one of the same officer changes nothing."""
    there = connection.scalar(
        sa.select(release_signature.c.officer_id).where(
            release_signature.c.release_id == release_id, release_signature.c.officer_id == signature.officer_id
        )
    )
    if there is None:
        values = _fields(signature) | {"roles": sorted(signature.roles)}
        connection.execute(release_signature.insert().values(release_id=release_id, at=now, **values))
        changed(connection, release_signature, release_id, signature.officer_id)


def signatures(connection: sa.Connection, release_id: str) -> tuple[Signature, ...]:
    """Lists the signatures over a release."""
    query = sa.select(release_signature).where(release_signature.c.release_id == release_id)
    rows = connection.execute(query.order_by(release_signature.c.at))
    return tuple(
        Signature(row.officer_id, frozenset(OfficerRole(role) for role in row.roles), row.digest) for row in rows
    )


def note_reviewed(connection: sa.Connection, officer_id: str, digests: list[str], now: datetime) -> None:
    """Notes what an officer was shown."""
    for digest in sorted(set(digests) - was_shown(connection, officer_id, digests)):
        connection.execute(reviewed.insert().values(officer_id=officer_id, digest=digest, at=now))


def was_shown(connection: sa.Connection, officer_id: str, digests: list[str]) -> set[str]:
    """Gives those of the digests whose content this officer was shown."""
    here = (reviewed.c.officer_id == officer_id) & reviewed.c.digest.in_(digests)
    return set(connection.scalars(sa.select(reviewed.c.digest).where(here)))


def _release(row: sa.Row[tuple[Any, ...]]) -> ReleaseRecord:
    values = {name: getattr(row, name) for name in ReleaseRecord.__dataclass_fields__ if name != "values"}
    values["values"] = tuple((Kind(kind), value) for kind, value in row._mapping["values"])
    values["releasable"] = Releasable(row.releasable)
    values["marking"] = Tlp(row.marking)
    values["originators"] = frozenset(row.originators)
    return ReleaseRecord(**values)


def _fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}
