"""A signed act: what an officer's key signs, and how the node checks it before it does anything.

The signature is a JWS over {act, arguments, node, officer, iat, jti}; it is kept in the audit row, so that an
auditor can check years later that this officer's key asked for exactly this.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from spean.db import Connection
from spean.errors import NotAuthenticated
from spean.identity import keys, store
from spean.identity.credentials import Credential
from spean.model import Actor, Officer

TYP = "spean-act"
#: How far the clock of a signature may be from the node's.
MAX_SKEW_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be done: the verb and every argument that matters."""

    name: str
    arguments: Mapping[str, Any]


def sign(act: Act, credential: Credential, now: datetime) -> str:
    """Signs an act with an officer's key."""
    payload = {
        "act": act.name,
        "arguments": dict(act.arguments),
        "node": credential.party,
        "officer": credential.officer_id,
        "iat": int(now.timestamp()),
        "jti": secrets.token_hex(12),
    }
    return keys.sign(json.dumps(payload, ensure_ascii=False, sort_keys=True).encode(), credential.key, TYP)


def authenticate(connection: Connection, token: str, act: Act, party: str, now: datetime) -> Actor:
    """Checks that a registered officer's key signed exactly this act for this node just now.

    Whether that officer may do it is `permissions.check`: a refusal there is logged under the officer's name.

    Raises:
        NotAuthenticated: unknown or revoked officer, another node, an old or repeated signature, other arguments.
        SignatureInvalid: the signature is not by the key registered for that officer.
    """
    officer = _claimed_officer(connection, token)
    payload = json.loads(keys.verify(token, json.loads(officer.public_key), TYP))
    if payload["node"] != party or payload["officer"] != officer.officer_id:
        raise NotAuthenticated("this credential belongs to another node")
    if payload["act"] != act.name or payload["arguments"] != json.loads(json.dumps(dict(act.arguments))):
        raise NotAuthenticated("the signature is over another act")
    if abs(now.timestamp() - payload["iat"]) > MAX_SKEW_SECONDS:
        raise NotAuthenticated("the signature is too old", remedy="check this machine's clock, then try again")
    if not store.use_once(connection, payload["jti"], now):
        raise NotAuthenticated("this signature was used before", remedy="run the command again")
    return Actor(officer.officer_id, officer.roles, act.name, token)


def _claimed_officer(connection: Connection, token: str) -> Officer:
    # The claim is read unverified only to find the key that must have signed it.
    try:
        kid = str(keys.unverified_header(token)["kid"])
    except (KeyError, ValueError) as error:
        raise NotAuthenticated("this is not a signed act") from error
    officer = store.officer_by_kid(connection, kid)
    if officer is None or officer.pending:
        raise NotAuthenticated("this credential is not registered on this node")
    if officer.revoked:
        raise NotAuthenticated("this credential was revoked", remedy="ask for a new credential")
    return officer
