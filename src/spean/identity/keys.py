"""Ed25519 keys as files, and signatures as compact JWS (RFC 7515, RFC 9864 `Ed25519`).

A private key file has mode 0600 or it is not used. Verification raises, it never returns False.
"""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from spean.errors import KeyUnsafe, SignatureInvalid

ALGORITHM = "Ed25519"


class _Registry(jws.JWSRegistry):
    """Ed25519 only, and payloads of any size: a set of tags is large, and whoever reads from a wire bounds it there.

    The library's own bound is 128,000 characters, which is 3,000 tags.
    """

    max_payload_length = 64 * 1024 * 1024


_REGISTRY = _Registry(algorithms=[ALGORITHM])


def new_key() -> OKPKey:
    """Makes a new Ed25519 key pair."""
    return OKPKey.generate_key("Ed25519", auto_kid=True)


def public(key: OKPKey) -> dict[str, str]:
    """Gives the public half as a JWK with its RFC 7638 thumbprint as `kid`."""
    jwk = key.as_dict(private=False)
    return {"kty": "OKP", "crv": "Ed25519", "x": str(jwk["x"]), "kid": key.thumbprint()}


def fingerprint(jwk: dict[str, str]) -> str:
    """Gives a key's RFC 7638 thumbprint in groups of four, to be compared by phone."""
    thumb = _imported(jwk).thumbprint()
    return " ".join(thumb[i : i + 4] for i in range(0, len(thumb), 4))


def _imported(jwk: dict[str, str]) -> OKPKey:
    return OKPKey.import_key({"kty": jwk["kty"], "crv": jwk["crv"], "x": jwk["x"]})


def sign(payload: bytes, key: OKPKey, typ: str) -> str:
    """Signs the exact bytes; `typ` says what kind of object they are, so that one can't pass for another."""
    header = {"alg": ALGORITHM, "kid": key.thumbprint(), "typ": typ}
    return jws.serialize_compact(header, payload, key, algorithms=[ALGORITHM])


def verify(token: str, jwk: dict[str, str], typ: str) -> bytes:
    """Checks a compact JWS against one public key and gives its payload.

    Raises:
        SignatureInvalid: it is malformed, by another key, of another `typ`, or altered.
    """
    try:
        signed = jws.deserialize_compact(token, _imported(jwk), registry=_REGISTRY)
    # TypeError: a header of odd types; RecursionError: one nested without end; both before any key is tried.
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise SignatureInvalid("a signature does not verify") from error
    if signed.headers().get("typ") != typ:
        raise SignatureInvalid(f"a signature is over another kind of object than {typ}")
    return signed.payload


def write_private(path: Path, content: str) -> None:
    """Writes a new secret file, mode 0600 from its first byte on, durably.

    Raises:
        FileExistsError: `path` is there already; a key is never overwritten.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Forces a folder's names to the disk: without it, a file that was flushed can be gone after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_private(path: Path) -> str:
    """Reads a secret file.

    Raises:
        KeyUnsafe: others may read it.
        FileNotFoundError: it is not there.
    """
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeyUnsafe(f"{path.name} can be read by others")
    return path.read_text(encoding="utf-8")


def load_key(path: Path) -> OKPKey:
    """Reads a node's signing key."""
    return OKPKey.import_key(json.loads(read_private(path)))


def dump_key(key: OKPKey) -> str:
    """Gives a private key as JWK text."""
    jwk: dict[str, Any] = dict(key.as_dict(private=True))
    return json.dumps(jwk, sort_keys=True)


def unverified_header(token: str) -> dict[str, Any]:
    """Reads a compact JWS's header, which nobody has checked yet: good only to choose the key to check with.

    Raises:
        ValueError: it is no compact JWS.
    """
    try:
        return dict(jws.extract_compact(token.encode("ascii")).headers())
    except (JoseError, UnicodeEncodeError, RecursionError) as error:
        raise ValueError("not a compact JWS") from error


def raw_signer(key: OKPKey) -> Callable[[bytes], bytes]:
    """Gives what signs bytes as plain Ed25519, for formats that are not JWS (C2SP notes)."""
    private = key.private_key
    if not isinstance(private, Ed25519PrivateKey):
        raise TypeError("an Ed25519 private key is needed")
    return private.sign


def raw_public(jwk: dict[str, str]) -> Ed25519PublicKey:
    """Gives a JWK's public key for formats that are not JWS."""
    public_key = _imported(jwk).public_key
    if not isinstance(public_key, Ed25519PublicKey):
        raise TypeError("an Ed25519 public key is needed")
    return public_key
