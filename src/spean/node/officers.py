"""Officers: registering, revoking, and signing in to the pages."""

import json
import secrets
from datetime import timedelta
from pathlib import Path

from spean.audit import store as audit
from spean.db import Connection
from spean.errors import Conflict, NotAllowed, NotAuthenticated, PolicyRefused, WrongUsage
from spean.identity import credentials, keys, store
from spean.identity.acts import Act, sign
from spean.identity.credentials import Credential
from spean.model import Actor, Officer, OfficerRole
from spean.node.core import Authority, Doing, Node

CODE_MINUTES, SESSION_HOURS, ENROLMENT_DAYS = 10, 8, 7
#: Who watches the others: a desk officer can't send them away.
WATCHING = frozenset({OfficerRole.APPROVER, OfficerRole.PROTECTION, OfficerRole.AUDITOR})


def add_officer(node: Node, who: Authority, officer_id: str, roles: frozenset[OfficerRole], path: Path | None) -> Path:
    """Registers an officer and writes their enrolment: a file that becomes their credential when they first use it.

    The key is made by that first use (`enrol`), under a passphrase of the officer's own: whoever registers somebody
    never holds their key. Once a releasing officer (approver) is registered, only one of them can register another.

    Returns:
        The file's path.

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
    made, code = False, secrets.token_urlsafe(18)
    try:
        with node.act(who, "user.add", {"officer": officer_id, "roles": sorted(roles)}) as doing:
            _check_may_register(doing, roles)
            credentials.create_enrolment(target, officer_id, node.party, code)
            made = True
            officer = Officer(officer_id, officer_id, roles, "")
            expires = doing.now + timedelta(days=ENROLMENT_DAYS)
            store.add_pending_officer(doing.connection, officer, doing.actor.officer_id, code, doing.now, expires)
    except BaseException:
        if made:
            target.unlink()
        raise
    return target


def enrol(node: Node, path: Path, passphrase: str | None) -> Credential:
    """Makes an officer's own key in place of the enrolment in their file; logged under their name, by that key.

    Used by anybody else, it is used up, and the officer finds that out. A kill leaves the file as it was, and the next
    use goes on from there.

    Args:
        node: the node.
        path: the file that holds the enrolment.
        passphrase: of the officer's own choice; None for none.

    Raises:
        NotAuthenticated: the enrolment was used before, is too old, or is another node's.
    """
    enrolment = credentials.enrolment_in(path)
    if enrolment is None or enrolment.party != node.party:
        raise NotAuthenticated(f"{path.name} is no enrolment of this node")
    new = path.with_name(f"{path.name}.new")
    if new.exists():  # a kill left it, before or after the key was registered
        credential = credentials.open_file(new, passphrase)
    else:
        credential = credentials.create(new, enrolment.officer_id, node.party, passphrase)
    now, act = node.clock(), Act("user.enrol", {"officer": enrolment.officer_id})
    with node.database.begin() as connection:
        there = store.officer_by_kid(connection, str(keys.public(credential.key)["kid"]))
        done = there is not None or store.enrol_officer(connection, enrolment.code, credential.public_text(), now)
        if there is None:
            asked = dict(act.arguments)
            details: dict[str, object] = {"asked": asked} | ({} if done else {"refused": NotAuthenticated.code})
            by, signed = (enrolment.officer_id, sign(act, credential, now)) if done else ("unknown", "")
            audit.append(connection, audit.INNER, audit.Entry(now, by, act.name, details, signed))
    if not done:
        new.unlink()
        raise NotAuthenticated(
            "this enrolment was used before, or is too old",
            remedy="if it was not you who used it, have it revoked (`spean user revoke`) and be registered anew",
        )
    new.replace(path)
    keys.flush_folder(path.parent)
    return credential


def _check_may_register(doing: Doing, roles: frozenset[OfficerRole]) -> None:
    # Revoked approvers count: whoever revokes the last one must not thereby choose the next.
    approvers = [officer for officer in store.officers(doing.connection) if OfficerRole.APPROVER in officer.roles]
    if OfficerRole.APPROVER in roles and approvers and OfficerRole.APPROVER not in doing.actor.roles:
        raise NotAllowed("only a releasing officer can register a further one", remedy="ask an approver to do it")


def related(connection: Connection, officer_id: str) -> frozenset[str]:
    """Gives the officers who are no second pair of eyes beside this one, because one made the other.

    Those are who registered them, those they registered, and on from there. The node's first officer has to register
    the first approver, or there would be none, and counts for nobody: their own key keeps the two apart.
    """
    by = {officer.officer_id: officer.registered_by for officer in store.officers(connection)}
    return frozenset(
        other
        for other in by
        if other != officer_id and (other in _above(by, officer_id) or officer_id in _above(by, other))
    )


def _above(by: dict[str, str], officer_id: str) -> list[str]:
    found: list[str] = []
    above = by.get(officer_id, "")
    while above in by and above not in found and by[above] != "init":
        found.append(above)
        above = by[above]
    return found


def check_apart(doing: Doing, first: str) -> None:
    """Checks that who acts now is a second pair of eyes beside the officer who acted first.

    Raises:
        PolicyRefused: one of them registered the other.
    """
    if doing.actor.officer_id in related(doing.connection, first):
        raise PolicyRefused(
            "one of the two officers registered the other, so one person could hold both keys",
            remedy="ask an approver whom the first officer has not registered, nor been registered by",
        )


def revoke_officer(node: Node, who: Authority, officer_id: str) -> None:
    """Takes an officer's credential and sessions out of use at once.

    Raises:
        NotFound: there is no such officer.
        NotAllowed: an approver, protection officer or auditor is revoked by an approver only.
        Conflict: it is the last approver.
    """
    with node.act(who, "user.revoke", {"officer": officer_id}) as doing:
        known = {officer.officer_id: officer for officer in store.officers(doing.connection)}
        if (leaving := known.get(officer_id)) is not None:
            _check_may_revoke(doing.actor, leaving, list(known.values()))
        store.revoke_officer(doing.connection, officer_id, doing.now)


def _check_may_revoke(actor: Actor, leaving: Officer, known: list[Officer]) -> None:
    own = actor.officer_id == leaving.officer_id
    if leaving.roles & WATCHING and OfficerRole.APPROVER not in actor.roles and not own:
        raise NotAllowed(
            "an approver, a protection officer or an auditor is revoked by an approver", remedy="ask an approver"
        )
    others = (each for each in known if each.officer_id != leaving.officer_id)
    if OfficerRole.APPROVER in leaving.roles and not any(map(_can_approve, others)):
        raise Conflict(
            "this is the last approver", remedy="register another, who makes their key, then revoke this one"
        )


def _can_approve(officer: Officer) -> bool:
    return OfficerRole.APPROVER in officer.roles and not (officer.revoked or officer.pending)


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
            entry = audit.Entry(now, officer.officer_id, "session.begin", {"page": True})
            audit.append(connection, audit.INNER, entry)
    if officer is None:
        node.log_stranger("session.begin", NotAuthenticated.code, now)
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
