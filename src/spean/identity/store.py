"""Officers, spent signatures, sign-in sessions and partners, as rows."""

import hashlib
import json
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from spean.db import Json, UtcDateTime, changed, guard, metadata
from spean.errors import Conflict, NotFound, PartnerUnknown, WrongUsage
from spean.model import Officer, OfficerRole

officer = sa.Table(
    "officer",
    metadata,
    sa.Column("officer_id", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("roles", Json, nullable=False),
    sa.Column("kid", sa.String(64), nullable=False, unique=True),
    sa.Column("public_key", sa.Text, nullable=False),
    sa.Column("registered_at", UtcDateTime, nullable=False),
    sa.Column("registered_by", sa.String(64), nullable=False),
    sa.Column("revoked_at", UtcDateTime),
)

spent_signature = sa.Table(
    "spent_signature",
    metadata,
    sa.Column("jti", sa.String(64), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False, index=True),
)

web_session = sa.Table(
    "web_session",
    metadata,
    sa.Column("token_sha256", sa.String(64), primary_key=True),
    sa.Column("officer_id", sa.String(64), sa.ForeignKey("officer.officer_id"), nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),  # "code": shown once in a terminal; "session": a cookie; "enrol"
    sa.Column("expires_at", UtcDateTime, nullable=False),
)

partner = sa.Table(
    "partner",
    metadata,
    sa.Column("party", sa.String(2), primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("url", sa.String(300), nullable=False),
    sa.Column("public_key", sa.Text, nullable=False),
    sa.Column("state", sa.String(12), nullable=False),  # proposed | active
    sa.Column("proposed_by", sa.String(64), nullable=False),
    sa.Column("confirmed_by", sa.String(64)),
    sa.Column("last_contact_at", UtcDateTime),
)

guard(officer)
guard(partner, without=("last_contact_at",))


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner's node, with the key that two officers pinned."""

    party: str
    name: str
    url: str
    public_key: dict[str, str]
    state: str
    proposed_by: str
    last_contact_at: datetime | None


#: Stands before the id of an officer without a key, where others have their key's thumbprint.
_PENDING = "pending "
_OFFICER_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,40}")


def check_officer_id(officer_id: str) -> None:
    """Checks the form of an officer's id: it names a file too.

    Raises:
        WrongUsage: it is malformed.
    """
    if not _OFFICER_ID.fullmatch(officer_id):
        raise WrongUsage("an officer's id is malformed", remedy="write it like `somsak`, with a-z 0-9 . _ -")


def add_officer(connection: sa.Connection, new: Officer, by: str, now: datetime) -> None:
    """Registers an officer.

    Raises:
        Conflict: the id or key is registered already.
    """
    if connection.scalar(sa.select(officer.c.officer_id).where(officer.c.officer_id == new.officer_id)):
        raise Conflict(f"officer {new.officer_id} is registered already", remedy="choose another id")
    connection.execute(
        officer.insert().values(
            officer_id=new.officer_id,
            name=new.name,
            roles=sorted(new.roles),
            kid=json.loads(new.public_key)["kid"],
            public_key=new.public_key,
            registered_at=now,
            registered_by=by,
        )
    )
    changed(connection, officer, new.officer_id)


def add_pending_officer(
    connection: sa.Connection, new: Officer, by: str, code: str, now: datetime, expires_at: datetime
) -> None:
    """Registers an officer who has no key yet; whoever has the code can put theirs in, once.

    Raises:
        Conflict: the id is registered already.
    """
    place = json.dumps({"kid": f"{_PENDING}{new.officer_id}"})
    add_officer(connection, replace(new, public_key=place), by, now)
    add_token(connection, code, new.officer_id, "enrol", expires_at)


def enrol_officer(connection: sa.Connection, code: str, public_key: str, now: datetime) -> str | None:
    """Puts an officer's own key in and uses the code up; gives who it is, or None where the code is not good."""
    found = officer_of_token(connection, code, "enrol", now)
    drop_token(connection, code)
    if found is None or not found.pending:
        return None
    own = {"public_key": public_key, "kid": json.loads(public_key)["kid"]}
    connection.execute(officer.update().where(officer.c.officer_id == found.officer_id).values(**own))
    changed(connection, officer, found.officer_id)
    return found.officer_id


def revoke_officer(connection: sa.Connection, officer_id: str, now: datetime) -> None:
    """Takes an officer's credential out of use, and ends their sessions.

    Raises:
        NotFound: there is no such officer.
    """
    found = connection.execute(
        officer.update().where(officer.c.officer_id == officer_id).values(revoked_at=now)
    ).rowcount
    if not found:
        raise NotFound(f"there is no officer {officer_id}")
    changed(connection, officer, officer_id)
    connection.execute(web_session.delete().where(web_session.c.officer_id == officer_id))


def officers(connection: sa.Connection) -> list[Officer]:
    """Lists every officer, by id."""
    return [_officer(row) for row in connection.execute(sa.select(officer).order_by(officer.c.officer_id))]


def officer_by_kid(connection: sa.Connection, kid: str) -> Officer | None:
    """Finds the officer whose key has this RFC 7638 thumbprint."""
    row = connection.execute(sa.select(officer).where(officer.c.kid == kid)).first()
    return None if row is None else _officer(row)


def is_registered(connection: sa.Connection, kid: str) -> bool:
    """Says whether a key is an officer's who may act; asks only for columns that every version of the table has."""
    row = connection.execute(sa.select(officer.c.revoked_at).where(officer.c.kid == kid)).first()
    return row is not None and row.revoked_at is None


def _officer(row: sa.Row[Any]) -> Officer:
    return Officer(
        row.officer_id,
        row.name,
        frozenset(OfficerRole(role) for role in row.roles),
        row.public_key,
        row.revoked_at is not None,
        row.registered_by,
        row.kid.startswith(_PENDING),
    )


def use_once(connection: sa.Connection, jti: str, now: datetime) -> bool:
    """Marks a signature as spent; False where it was spent before. Forgets those too old to be accepted."""
    connection.execute(spent_signature.delete().where(spent_signature.c.at < now - timedelta(hours=1)))
    if connection.scalar(sa.select(spent_signature.c.jti).where(spent_signature.c.jti == jti)):
        return False
    connection.execute(spent_signature.insert().values(jti=jti, at=now))
    return True


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def add_token(connection: sa.Connection, token: str, officer_id: str, kind: str, expires_at: datetime) -> None:
    """Keeps the hash of a sign-in code or session token, never the token."""
    connection.execute(
        web_session.insert().values(
            token_sha256=_digest(token), officer_id=officer_id, kind=kind, expires_at=expires_at
        )
    )


def take_code(connection: sa.Connection, code: str, now: datetime) -> Officer | None:
    """Gives the officer of a sign-in code and uses the code up; None where it is unknown, used or too old."""
    found = officer_of_token(connection, code, "code", now)
    drop_token(connection, code)
    return found


def officer_of_token(connection: sa.Connection, token: str, kind: str, now: datetime) -> Officer | None:
    """Gives the officer of a code or session that still holds."""
    row = connection.execute(
        sa.select(officer)
        .join(web_session)
        .where(
            web_session.c.token_sha256 == _digest(token),
            web_session.c.kind == kind,
            web_session.c.expires_at > now,
            officer.c.revoked_at.is_(None),
        )
    ).first()
    return None if row is None else _officer(row)


def drop_token(connection: sa.Connection, token: str) -> None:
    """Ends a code or session."""
    connection.execute(web_session.delete().where(web_session.c.token_sha256 == _digest(token)))


def propose_partner(connection: sa.Connection, new: Partner) -> None:
    """Notes a partner's identity, to be confirmed by a second officer.

    Raises:
        Conflict: that party is paired already; its key is not replaced by accepting a file.
    """
    there = connection.execute(sa.select(partner.c.state).where(partner.c.party == new.party)).first()
    if there is not None and there.state == "active":
        raise Conflict(f"{new.party} is paired already", remedy="a new key needs both sides' officers: see docs")
    connection.execute(partner.delete().where(partner.c.party == new.party))
    connection.execute(
        partner.insert().values(
            party=new.party,
            name=new.name,
            url=new.url,
            public_key=json.dumps(new.public_key, sort_keys=True),
            state="proposed",
            proposed_by=new.proposed_by,
        )
    )
    changed(connection, partner, new.party)


def confirm_partner(connection: sa.Connection, party: str, by: str) -> Partner:
    """Makes a proposed partner active.

    Raises:
        PartnerUnknown: nobody proposed it.
        Conflict: it is active already, or the same officer proposed it.
    """
    found = find_partner(connection, party)
    if found.state == "active":
        raise Conflict(f"{party} is confirmed already")
    if found.proposed_by == by:
        raise Conflict("the officer who accepted the file can't confirm it", remedy="ask a second officer")
    connection.execute(partner.update().where(partner.c.party == party).values(state="active", confirmed_by=by))
    changed(connection, partner, party)
    return found


def find_partner(connection: sa.Connection, party: str) -> Partner:
    """Gives a partner, proposed or active.

    Raises:
        PartnerUnknown: there is none.
    """
    row = connection.execute(sa.select(partner).where(partner.c.party == party)).first()
    if row is None:
        raise PartnerUnknown(f"no partner {party} is known here")
    return _partner(row)


def active_partner(connection: sa.Connection, party: str) -> Partner:
    """Gives a partner that two officers confirmed.

    Raises:
        PartnerUnknown: there is none.
    """
    found = find_partner(connection, party)
    if found.state != "active":
        raise PartnerUnknown(
            f"{party} was accepted but not confirmed", remedy=f"a second officer: `spean partner confirm {party}`"
        )
    return found


def partners(connection: sa.Connection) -> list[Partner]:
    """Lists every partner, by party."""
    return [_partner(row) for row in connection.execute(sa.select(partner).order_by(partner.c.party))]


def note_contact(connection: sa.Connection, party: str, now: datetime) -> None:
    """Keeps when the partner's node was last heard, so that both sides can show the age of it."""
    connection.execute(partner.update().where(partner.c.party == party).values(last_contact_at=now))


def _partner(row: sa.Row[tuple[object, ...]]) -> Partner:
    return Partner(
        row.party,
        row.name,
        row.url,
        json.loads(row.public_key),
        row.state,
        row.proposed_by,
        row.last_contact_at,
    )
