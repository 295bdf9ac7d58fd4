import json
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed448, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from spean.errors import KeyUnsafe, NotAuthenticated, SignatureInvalid
from spean.identity import credentials, keys


def test_a_credential_opens_as_it_was_made(tmp_path: Path) -> None:
    made = credentials.create(tmp_path / "c.json", "anong", "TH")
    opened = credentials.open_file(tmp_path / "c.json")
    assert (opened.officer_id, opened.party) == ("anong", "TH")
    assert opened.public_text() == made.public_text()
    assert "PRIVATE" not in made.public_text()
    assert '"d"' not in made.public_text()


def test_key_files_are_private_from_the_first_byte(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "node.jwk"
    keys.write_private(path, "secret")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    credentials.create(tmp_path / "c.json", "anong", "TH")
    with pytest.raises(FileExistsError):
        credentials.create(tmp_path / "c.json", "anong", "TH")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o666])
def test_a_file_that_others_may_touch_is_not_used(tmp_path: Path, mode: int) -> None:
    credentials.create(tmp_path / "c.json", "anong", "TH")
    (tmp_path / "c.json").chmod(mode)
    with pytest.raises(KeyUnsafe):
        credentials.open_file(tmp_path / "c.json")


def test_a_passphrase_locks_the_file(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    made = credentials.create(path, "anong", "TH", "ผ่าน-ស្ពាន")
    assert credentials.is_locked(path)
    assert credentials.open_file(path, "ผ่าน-ស្ពាន").public_text() == made.public_text()
    for wrong in (None, "", "wrong"):
        with pytest.raises(NotAuthenticated, match="could not be opened"):
            credentials.open_file(path, wrong)


def test_a_sessions_passphrase_does_not_keep_out_a_file_without_one(tmp_path: Path) -> None:
    credentials.create(tmp_path / "c.json", "anong", "TH")
    assert not credentials.is_locked(tmp_path / "c.json")
    assert credentials.open_file(tmp_path / "c.json", "of another file").officer_id == "anong"


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "1", "null", "{}", '{"officer": "a", "party": "TH"}', '{"officer":"a","party":"TH","key":"x"}'],
)
def test_what_is_no_credential_is_refused(tmp_path: Path, content: str) -> None:
    keys.write_private(tmp_path / "c.json", content)
    with pytest.raises(NotAuthenticated):
        credentials.open_file(tmp_path / "c.json")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAuthenticated, match="no credential file"):
        credentials.open_file(tmp_path / "c.json")


@pytest.mark.parametrize(
    "key",
    [ec.generate_private_key(ec.SECP256R1()), ed448.Ed448PrivateKey.generate(), rsa.generate_private_key(65537, 2048)],
    ids=["p256", "ed448", "rsa"],
)
def test_a_key_of_another_algorithm_is_refused(tmp_path: Path, key: object) -> None:
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()  # type: ignore[attr-defined]
    keys.write_private(tmp_path / "c.json", json.dumps({"officer": "a", "party": "TH", "key": pem}))
    with pytest.raises(NotAuthenticated):
        credentials.open_file(tmp_path / "c.json")


# -- signatures ---------------------------------------------------------------------------------------------
KEY = keys.new_key()


@given(st.binary(max_size=200))
def test_what_is_signed_comes_back_byte_for_byte(payload: bytes) -> None:
    assert keys.verify(keys.sign(payload, KEY, "t"), keys.public(KEY), "t") == payload


@given(st.text(max_size=80) | st.from_regex(r"[A-Za-z0-9_-]{0,40}\.[A-Za-z0-9_-]{0,40}\.[A-Za-z0-9_-]{0,90}"))
def test_no_other_text_verifies_or_breaks_the_check(token: str) -> None:
    with pytest.raises(SignatureInvalid):
        keys.verify(token, keys.public(KEY), "t")


@given(st.integers(0, 10**6), st.characters(codec="ascii"))
def test_one_character_changed_never_verifies_to_something_else(where: int, char: str) -> None:
    token = keys.sign(b"payload", KEY, "t")
    at = where % len(token)
    changed = token[:at] + char + token[at + 1 :]
    try:
        found = keys.verify(changed, keys.public(KEY), "t")
    except SignatureInvalid:
        return
    assert found == b"payload"  # the same character, or padding bits that base64url leaves free


def test_another_key_and_another_type_are_refused() -> None:
    token = keys.sign(b"payload", KEY, "t")
    with pytest.raises(SignatureInvalid):
        keys.verify(token, keys.public(keys.new_key()), "t")
    with pytest.raises(SignatureInvalid):
        keys.verify(token, keys.public(KEY), "u")


def test_a_fingerprint_is_the_whole_thumbprint_in_groups() -> None:
    public = keys.public(KEY)
    assert keys.fingerprint(public).replace(" ", "") == public["kid"]
    assert keys.fingerprint(keys.public(keys.new_key())) != keys.fingerprint(public)


def test_a_node_key_survives_its_file(tmp_path: Path) -> None:
    keys.write_private(tmp_path / "node.jwk", keys.dump_key(KEY))
    assert keys.public(keys.load_key(tmp_path / "node.jwk")) == keys.public(KEY)
