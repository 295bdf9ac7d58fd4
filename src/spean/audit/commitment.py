"""What the audit log commits to: the salted hash of an entry, and the one way an entry becomes bytes.

A leaf's data is SHA-256(salt || canonical JSON). The salt hides the entry: without it, nobody can try likely entries
(phone numbers can all be tried) against a leaf. Once salt and entry are erased, the leaf stays and the log still
verifies, but says nothing any more.

`canonical` writes RFC 8785 (JSON Canonicalization Scheme) for a part of JSON: there are no floats, and integers stay
within ±(2^53 - 1), where every JSON reader agrees on them. On that part the bytes are those of RFC 8785: members
sorted by their names' UTF-16 code units, no spaces, UTF-8, only the escapes that JSON demands. Money is in minor
units and times are text, so no entry needs a float.
"""

import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from hashlib import sha256

from spean.errors import ProofInvalid

#: Size of a salt. It is fixed: the border between salt and entry can't be moved.
SALT_BYTES = 32

_LARGEST_INTEGER = 2**53 - 1


def canonical(value: object) -> bytes:
    """Writes a value of JSON as its one canonical byte string.

    Args:
        value: None, booleans, integers, text, sequences and mappings with text keys, nested.

    Raises:
        TypeError: a float, or another type that has no place here.
        ValueError: an integer too large for JSON, or text that is not Unicode (a lone surrogate).
    """
    text = json.dumps(_ordered(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8")


def new_salt() -> bytes:
    """Gives a fresh random salt."""
    return secrets.token_bytes(SALT_BYTES)


def commit(salt: bytes, entry: object) -> bytes:
    """Gives the leaf data of an entry: SHA-256(salt || canonical JSON), 32 bytes.

    Raises:
        ValueError: the salt does not have 32 bytes, or the entry has no canonical form (see `canonical`).
        TypeError: see `canonical`.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError("a salt has 32 bytes")
    return sha256(salt + canonical(entry)).digest()


def verify_commitment(salt: bytes, entry: object, leaf_data: bytes) -> None:
    """Checks that a leaf commits to this entry.

    Raises:
        ProofInvalid: it does not, or salt or entry are not such as can be committed to.
    """
    try:
        fits = hmac.compare_digest(commit(salt, entry), leaf_data)
    except (TypeError, ValueError):
        fits = False
    if not fits:
        raise ProofInvalid("the entry is not the one its leaf commits to")


def _ordered(value: object) -> object:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        if abs(value) > _LARGEST_INTEGER:
            raise ValueError("an integer beyond 2^53 - 1 must be written as text")
        return value
    if isinstance(value, Mapping):
        return {name: _ordered(value[name]) for name in sorted(value, key=_utf16)}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return [_ordered(each) for each in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _utf16(name: object) -> bytes:
    if not isinstance(name, str):
        raise TypeError("a member's name must be text")
    return name.encode("utf-16-be")
