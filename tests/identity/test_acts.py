import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from spean.db import Connection, embedded
from spean.errors import Conflict, NotAllowed, NotAuthenticated, NotFound, SignatureInvalid
from spean.identity import acts, keys, permissions, store
from spean.identity.acts import Act
from spean.identity.credentials import Credential
from spean.model import Officer, OfficerRole
from spean.node import core

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ACT = Act("lookup", {"value": "0812345678", "case": "C-1"})
ROLES = frozenset({OfficerRole.CLERK})


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    database = embedded(tmp_path / "node.db", "ab" * 32)
    database.migrate()
    with database.begin() as open_one:
        yield open_one
    database.close()


@pytest.fixture
def credential(connection: Connection) -> Credential:
    made = Credential("anong", "TH", keys.new_key())
    store.add_officer(connection, Officer("anong", "Anong", ROLES, made.public_text()), "init", NOW)
    return made


def test_a_signed_act_gives_its_officer(connection: Connection, credential: Credential) -> None:
    token = acts.sign(ACT, credential, NOW)
    actor = acts.authenticate(connection, token, ACT, "TH", NOW)
    assert (actor.officer_id, actor.roles, actor.act, actor.signature) == ("anong", ROLES, "lookup", token)


@pytest.mark.parametrize(
    "other",
    [
        Act("request.new", ACT.arguments),
        Act("lookup", {"value": "0812345679", "case": "C-1"}),
        Act("lookup", {"value": "0812345678"}),
        Act("lookup", {**ACT.arguments, "purpose": "other"}),
    ],
)
def test_a_signature_is_over_one_act_with_its_arguments(
    connection: Connection, credential: Credential, other: Act
) -> None:
    with pytest.raises(NotAuthenticated, match="another act"):
        acts.authenticate(connection, acts.sign(ACT, credential, NOW), other, "TH", NOW)


def test_another_nodes_signature_is_refused(connection: Connection, credential: Credential) -> None:
    with pytest.raises(NotAuthenticated, match="another node"):
        acts.authenticate(connection, acts.sign(ACT, credential, NOW), ACT, "KH", NOW)


def test_a_key_signs_for_its_own_officer_only(connection: Connection, credential: Credential) -> None:
    with pytest.raises(NotAuthenticated):
        acts.authenticate(connection, acts.sign(ACT, replace(credential, officer_id="dara"), NOW), ACT, "TH", NOW)


def test_a_signature_is_good_once(connection: Connection, credential: Credential) -> None:
    token = acts.sign(ACT, credential, NOW)
    acts.authenticate(connection, token, ACT, "TH", NOW)
    with pytest.raises(NotAuthenticated, match="used before"):
        acts.authenticate(connection, token, ACT, "TH", NOW + timedelta(seconds=1))


@pytest.mark.parametrize("seconds", [-acts.MAX_SKEW_SECONDS - 1, acts.MAX_SKEW_SECONDS + 1, 10**6])
def test_an_old_or_early_signature_is_refused(connection: Connection, credential: Credential, seconds: int) -> None:
    token = acts.sign(ACT, credential, NOW)
    with pytest.raises(NotAuthenticated, match="too old"):
        acts.authenticate(connection, token, ACT, "TH", NOW + timedelta(seconds=seconds))


@pytest.mark.usefixtures("credential")
def test_a_spent_signature_is_remembered_longer_than_it_would_be_accepted(connection: Connection) -> None:
    assert store.use_once(connection, "a", NOW)
    assert not store.use_once(connection, "a", NOW + timedelta(seconds=2 * acts.MAX_SKEW_SECONDS))


def test_a_revoked_officer_is_refused(connection: Connection, credential: Credential) -> None:
    store.revoke_officer(connection, "anong", NOW)
    with pytest.raises(NotAuthenticated, match="revoked"):
        acts.authenticate(connection, acts.sign(ACT, credential, NOW), ACT, "TH", NOW)


def test_an_unregistered_key_is_refused(connection: Connection, credential: Credential) -> None:
    stranger = replace(credential, key=keys.new_key())
    with pytest.raises(NotAuthenticated, match="not registered"):
        acts.authenticate(connection, acts.sign(ACT, stranger, NOW), ACT, "TH", NOW)


def test_a_borrowed_kid_does_not_help(connection: Connection, credential: Credential) -> None:
    from joserfc import jws

    payload = keys.verify(acts.sign(ACT, credential, NOW), keys.public(credential.key), acts.TYP)
    header = {"alg": "Ed25519", "kid": credential.key.thumbprint(), "typ": acts.TYP}
    forged = jws.serialize_compact(header, payload, keys.new_key(), algorithms=["Ed25519"])
    with pytest.raises(SignatureInvalid):
        acts.authenticate(connection, forged, ACT, "TH", NOW)


def test_a_signature_over_another_kind_of_object_is_no_act(connection: Connection, credential: Credential) -> None:
    payload = keys.verify(acts.sign(ACT, credential, NOW), keys.public(credential.key), acts.TYP)
    with pytest.raises(SignatureInvalid, match="another kind"):
        acts.authenticate(connection, keys.sign(payload, credential.key, "spean-object"), ACT, "TH", NOW)


@pytest.mark.parametrize(
    "token", ["", "a", "a.b.c", "é.b.c", "e30.e30.e30", '"', "eyJhbGciOiJub25lIn0..", "W10.e30.AA"]
)
@pytest.mark.usefixtures("credential")
def test_what_is_no_signature_is_refused(connection: Connection, token: str) -> None:
    with pytest.raises(NotAuthenticated):
        acts.authenticate(connection, token, ACT, "TH", NOW)


def test_an_unsigned_token_is_refused(connection: Connection, credential: Credential) -> None:
    import base64

    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    header = {"alg": "none", "kid": credential.key.thumbprint(), "typ": acts.TYP}
    _, payload, _ = acts.sign(ACT, credential, NOW).split(".")
    with pytest.raises(SignatureInvalid):
        acts.authenticate(connection, f"{part(header)}.{payload}.", ACT, "TH", NOW)


# -- permissions --------------------------------------------------------------------------------------------
def test_an_act_in_no_table_is_nobodys() -> None:
    with pytest.raises(NotAllowed, match="nobody"):
        permissions.check("made.up", frozenset(OfficerRole))


@pytest.mark.parametrize("act", ["release.approve", "clear.approve", "partner.confirm"])
def test_a_second_pair_of_eyes_is_an_approver(act: str) -> None:
    assert permissions.PERMISSIONS[act] == {OfficerRole.APPROVER}
    with pytest.raises(NotAllowed, match="approver"):
        permissions.check(act, frozenset(OfficerRole) - {OfficerRole.APPROVER})


def test_every_act_of_the_node_is_in_the_table() -> None:
    folder = Path(core.__file__).parent
    used = {
        name for path in folder.glob("*.py") for name in re.findall(r'\.act\(\s*who, "([a-z.]+)"', path.read_text())
    }
    assert used
    assert used <= set(permissions.PERMISSIONS)


# -- officers as rows ---------------------------------------------------------------------------------------
@pytest.mark.usefixtures("credential")
def test_an_id_is_registered_once(connection: Connection) -> None:
    again = Officer("anong", "Anong", ROLES, json.dumps(keys.public(keys.new_key())))
    with pytest.raises(Conflict):
        store.add_officer(connection, again, "init", NOW)


def test_revoking_a_stranger_says_so(connection: Connection) -> None:
    with pytest.raises(NotFound):
        store.revoke_officer(connection, "nobody", NOW)


# -- signing in ---------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("credential")
def test_a_code_is_good_once_and_in_time(connection: Connection) -> None:
    store.add_token(connection, "code-1", "anong", "code", NOW + timedelta(minutes=10))
    store.add_token(connection, "code-2", "anong", "code", NOW + timedelta(minutes=10))
    assert store.take_code(connection, "code-1", NOW).officer_id == "anong"  # type: ignore[union-attr]
    assert store.take_code(connection, "code-1", NOW) is None
    assert store.take_code(connection, "code-2", NOW + timedelta(minutes=10)) is None
    assert store.take_code(connection, "code-3", NOW) is None


@pytest.mark.usefixtures("credential")
def test_a_code_is_no_session_and_a_session_no_code(connection: Connection) -> None:
    store.add_token(connection, "code", "anong", "code", NOW + timedelta(minutes=10))
    store.add_token(connection, "session", "anong", "session", NOW + timedelta(hours=8))
    assert store.officer_of_token(connection, "code", "session", NOW) is None
    assert store.take_code(connection, "session", NOW) is None


@pytest.mark.usefixtures("credential")
def test_a_token_is_kept_as_a_hash_only(connection: Connection) -> None:
    store.add_token(connection, "very-secret-code", "anong", "code", NOW + timedelta(minutes=10))
    rows = connection.execute(store.web_session.select()).all()
    assert "very-secret-code" not in str(rows)


@pytest.mark.usefixtures("credential")
def test_revoking_ends_sessions(connection: Connection) -> None:
    store.add_token(connection, "session", "anong", "session", NOW + timedelta(hours=8))
    store.revoke_officer(connection, "anong", NOW)
    assert store.officer_of_token(connection, "session", "session", NOW) is None
