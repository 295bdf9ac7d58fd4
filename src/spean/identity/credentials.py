"""An officer's credential file: the key that signs each act; a passphrase is optional.

The file names the officer and the party, so that a wrong file is noticed before anything is signed.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from joserfc.jwk import OKPKey

from spean.errors import NotAuthenticated
from spean.identity import keys

_ENCRYPTED = "ENCRYPTED PRIVATE KEY"


@dataclass(frozen=True, slots=True)
class Credential:
    """An officer's opened credential."""

    officer_id: str
    party: str
    key: OKPKey

    def public_text(self) -> str:
        """Gives the public JWK as text, as an officer's row keeps it."""
        return json.dumps(keys.public(self.key), sort_keys=True)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an officer's credential file holds before they first use it: a code instead of a key."""

    officer_id: str
    party: str
    code: str = field(repr=False)


def create(path: Path, officer_id: str, party: str, passphrase: str | None = None) -> Credential:
    """Makes a new key pair and writes it to a new file of mode 0600.

    Raises:
        FileExistsError: `path` is there already.
    """
    key = keys.new_key()
    encryption = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    pem = key.private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption).decode()  # type: ignore[union-attr]
    record = {"officer": officer_id, "party": party, "key": pem}
    keys.write_private(path, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    return Credential(officer_id, party, key)


def create_enrolment(path: Path, officer_id: str, party: str, code: str) -> None:
    """Writes a new file of mode 0600 with which an officer makes their own key, once.

    Raises:
        FileExistsError: `path` is there already.
    """
    record = {"officer": officer_id, "party": party, "enrolment": code}
    keys.write_private(path, json.dumps(record, ensure_ascii=False, indent=1) + "\n")


def enrolment_in(path: Path) -> Enrolment | None:
    """Gives the enrolment in a file; None where it is a credential, or nothing at all."""
    try:
        record = json.loads(keys.read_private(path))
        return Enrolment(str(record["officer"]), str(record["party"]), str(record["enrolment"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_locked(path: Path) -> bool:
    """Says whether the file needs a passphrase."""
    return _ENCRYPTED in _read(path)["key"]


def open_file(path: Path, passphrase: str | None = None) -> Credential:
    """Opens a credential file.

    Raises:
        NotAuthenticated: it is missing, malformed, or the passphrase is wrong or missing.
        KeyUnsafe: others may read it.
    """
    record = _read(path)
    # A session's SPEAN_PASSPHRASE must not keep out a file that has none.
    secret = passphrase.encode() if passphrase and _ENCRYPTED in record["key"] else None
    try:
        private = load_pem_private_key(record["key"].encode(), secret)
        if not isinstance(private, Ed25519PrivateKey):
            raise TypeError("an Ed25519 private key is needed")
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        key = OKPKey.import_key(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise NotAuthenticated(
            f"the credential file {path.name} could not be opened",
            remedy="give its passphrase in SPEAN_PASSPHRASE or at the prompt",
        ) from error
    return Credential(record["officer"], record["party"], key)


def _read(path: Path) -> dict[str, str]:
    try:
        record = json.loads(keys.read_private(path))
        return {name: str(record[name]) for name in ("officer", "party", "key")}
    except FileNotFoundError as error:
        raise NotAuthenticated(f"there is no credential file {path.name}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise NotAuthenticated(f"{path.name} is not a credential file") from error
