"""Officers: registering, revoking, and signing in to the pages."""

import json
import secrets
from datetime import timedelta
from pathlib import Path

from spean.audit import store as audit
from spean.errors import NotAllowed, NotAuthenticated, WrongUsage
from spean.identity import credentials, store
from spean.model import Officer, OfficerRole
from spean.node.core import Authority, Doing, Node

CODE_MINUTES, SESSION_HOURS = 10, 8


def add_officer(
    node: Node,
    who: Authority,
    officer_id: str,
    roles: frozenset[OfficerRole],
    path: Path | None,
    passphrase: str | None,
) -> Path:
    """Registers an officer and writes their credential file.

    Once a releasing officer (approver) is registered, only one of them can register another: nobody becomes their
    own second pair of eyes.

    Returns:
        The credential file's path.

    Raises:
        WrongUsage: the id is malformed, no role was given, or the file is there already.
        NotAllowed: the actor may not register that role.
        Conflict: the id is registered already.
    """
    store.check_officer_id(officer_id)
    if not roles:
        raise WrongUsage("an officer has at least one role")
    target = path or node.home / "credentials" / f"{officer_id}.json"
    if target.exists():
        raise WrongUsage(f"{target.name} is there already", remedy="choose another --credential file")
    made = False
    try:
        with node.act(who, "user.add", {"officer": officer_id, "roles": sorted(roles)}) as doing:
            _check_may_register(doing, roles)
            new = credentials.create(target, officer_id, node.party, passphrase)
            made = True
            officer = Officer(officer_id, officer_id, roles, new.public_text())
            store.add_officer(doing.connection, officer, doing.actor.officer_id, doing.now)
    except BaseException:
        if made:
            target.unlink()
        raise
    return target


def _check_may_register(doing: Doing, roles: frozenset[OfficerRole]) -> None:
    # Revoked approvers count: whoever revokes the last one must not thereby choose the next.
    approvers = [officer for officer in store.officers(doing.connection) if OfficerRole.APPROVER in officer.roles]
    if OfficerRole.APPROVER in roles and approvers and OfficerRole.APPROVER not in doing.actor.roles:
        raise NotAllowed("only a releasing officer can register a further one", remedy="ask an approver to do it")


def revoke_officer(node: Node, who: Authority, officer_id: str) -> None:
    """Takes an officer's credential and sessions out of use at once."""
    with node.act(who, "user.revoke", {"officer": officer_id}) as doing:
        store.revoke_officer(doing.connection, officer_id, doing.now)


def officers(node: Node, who: Authority) -> list[Officer]:
    """Lists the officers."""
    with node.act(who, "user.list", {}) as doing:
        return store.officers(doing.connection)


def sign_in_code(node: Node, who: Authority) -> str:
    """Gives a code, good once and for ten minutes, with which this officer signs in to the pages."""
    code = secrets.token_urlsafe(18)
    with node.act(who, "session.begin", {}) as doing:
        expires = doing.now + timedelta(minutes=CODE_MINUTES)
        store.add_token(doing.connection, code, doing.actor.officer_id, "code", expires)
    return code


def begin_session(node: Node, code: str) -> str:
    """Turns a code into a session token, good for eight hours.

    Raises:
        NotAuthenticated: the code is unknown, used or too old.
    """
    now, token = node.clock(), secrets.token_urlsafe(32)
    with node.database.begin() as connection:
        officer = store.take_code(connection, code, now)
        if officer is not None:
            store.add_token(connection, token, officer.officer_id, "session", now + timedelta(hours=SESSION_HOURS))
        entry = audit.Entry(now, officer.officer_id if officer else "unknown", "session.begin", {"page": True})
        audit.append(connection, audit.INNER, entry)
    if officer is None:
        raise NotAuthenticated("this code is not good, or no more", remedy="make a new one: `spean user code`")
    return token


def end_session(node: Node, token: str) -> None:
    """Ends a session."""
    with node.database.begin() as connection:
        officer = store.officer_of_token(connection, token, "session", node.clock())
        store.drop_token(connection, token)
        if officer is not None:
            entry = audit.Entry(node.clock(), officer.officer_id, "session.end", {})
            audit.append(connection, audit.INNER, entry)


def public_keys(officers_known: list[Officer]) -> dict[str, dict[str, str]]:
    """Gives every officer's public JWK by its thumbprint, revoked ones too: their past acts stay checkable."""
    read = [json.loads(officer.public_key) for officer in officers_known]
    return {jwk["kid"]: jwk for jwk in read}
