"""The group of RFC 9497's suite ristretto255-SHA512, strictly decoded: every group operation is libsodium's.

This is the only module that touches `rbcl`, the binding that carries libsodium 1.0.18. What that library does not
check is checked here, as measured on rbcl 1.1.2:

* `crypto_core_ristretto255_is_valid_point` accepts the identity, and a second encoding of every element with the top
  bit of the last byte set: `decode_element` refuses both (RFC 9496, 4.3.1; RFC 9497, 2.1).
* Scalar multiplication ignores a scalar's top bit and takes scalars above the group order: `decode_scalar`
  refuses them.
* `crypto_core_ristretto255_add` gives zeros for an invalid element and no error: elements are decoded before they
  come to any operation here.
* Loading the binding writes libsodium into the folder for temporary files and leaves it there, 3 MB each time; the
  file is unlinked as soon as it is loaded.

Elements and scalars are 32 bytes, as they stand on the wire. Calls release the interpreter's lock.
"""

import sys
from hashlib import sha512
from pathlib import Path

import rbcl

from spean.errors import ProtocolViolation

#: Size of an encoded element (Ne).
ELEMENT_BYTES = 32
#: Size of an encoded scalar (Ns).
SCALAR_BYTES = 32
#: The neutral element's encoding; never accepted from outside.
IDENTITY = bytes(ELEMENT_BYTES)

_UNIFORM_BYTES = 64
_HASH_BYTES = 64
_HASH_BLOCK_BYTES = 128

if sys.platform == "linux":  # a mapped file may be unlinked there
    Path(rbcl._sodium._name).unlink(missing_ok=True)


def decode_element(encoded: bytes) -> bytes:
    """Checks an element that came from outside, and gives it back (RFC 9497, DeserializeElement).

    Raises:
        ProtocolViolation: wrong size, not the canonical encoding of an element, or the identity.
    """
    data = bytes(encoded)
    if len(data) != ELEMENT_BYTES:
        raise ProtocolViolation("an element does not have 32 bytes")
    if data == IDENTITY:
        raise ProtocolViolation("an element is the identity")
    if data[-1] >= 0x80 or not rbcl.crypto_core_ristretto255_is_valid_point(data):
        raise ProtocolViolation("an element is not canonically encoded")
    return data


def decode_scalar(encoded: bytes) -> bytes:
    """Checks a scalar that came from outside, and gives it back (RFC 9497, DeserializeScalar).

    Raises:
        ProtocolViolation: wrong size, or not below the group order.
    """
    data = bytes(encoded)
    if len(data) != SCALAR_BYTES:
        raise ProtocolViolation("a scalar does not have 32 bytes")
    if _reduce(data + bytes(_UNIFORM_BYTES - SCALAR_BYTES)) != data:
        raise ProtocolViolation("a scalar is not below the group order")
    return data


def multiply(scalar: bytes, element: bytes) -> bytes:
    """Gives scalar * element.

    Args:
        scalar: decoded, or made here.
        element: decoded, or made here.

    Raises:
        ProtocolViolation: the result is the identity; among honest parties that happens with negligible probability.
    """
    try:
        return bytes(rbcl.crypto_scalarmult_ristretto255(scalar, element))
    except RuntimeError:
        raise ProtocolViolation("a product is the identity") from None


def multiply_generator(scalar: bytes) -> bytes:
    """Gives scalar * generator; else as `multiply`."""
    try:
        return bytes(rbcl.crypto_scalarmult_ristretto255_base(scalar))
    except RuntimeError:
        raise ProtocolViolation("a product is the identity") from None


def add(left: bytes, right: bytes) -> bytes:
    """Gives the sum of two elements, both decoded or made here; either may be the identity."""
    return bytes(rbcl.crypto_core_ristretto255_add(left, right))


def random_scalar() -> bytes:
    """Gives a uniform scalar that is not zero, from the operating system's generator."""
    return bytes(rbcl.crypto_core_ristretto255_scalar_random())


def invert(scalar: bytes) -> bytes:
    """Gives 1 / scalar.

    Raises:
        ProtocolViolation: the scalar is zero.
    """
    try:
        return bytes(rbcl.crypto_core_ristretto255_scalar_invert(scalar))
    except ValueError:
        raise ProtocolViolation("zero has no inverse") from None


def subtract_product(minuend: bytes, left: bytes, right: bytes) -> bytes:
    """Gives minuend - left * right, all scalars."""
    product = rbcl.crypto_core_ristretto255_scalar_mul(left, right)
    return bytes(rbcl.crypto_core_ristretto255_scalar_sub(minuend, product))


def hash_to_element(data: bytes, tag: bytes) -> bytes:
    """Hashes bytes to an element: `expand`, then the one-way map of RFC 9496, 4.3.4 (RFC 9497, 4.1).

    Args:
        data: what is hashed.
        tag: domain separation tag, at most 255 bytes.
    """
    return bytes(rbcl.crypto_core_ristretto255_from_hash(expand(data, tag, _UNIFORM_BYTES)))


def hash_to_scalar(data: bytes, tag: bytes) -> bytes:
    """Hashes bytes to a scalar: `expand` to 64 bytes, little-endian, modulo the group order (RFC 9497, 4.1)."""
    return _reduce(expand(data, tag, _UNIFORM_BYTES))


def expand(data: bytes, tag: bytes, length: int) -> bytes:
    """Expands bytes to uniform ones: expand_message_xmd of RFC 9380, 5.3.1, with SHA-512.

    Args:
        data: what is expanded.
        tag: domain separation tag, at most 255 bytes.
        length: of the result, in bytes, at most 255 * 64.
    """
    suffix = tag + bytes([len(tag)])
    first = sha512(bytes(_HASH_BLOCK_BYTES) + data + length.to_bytes(2, "big") + b"\x00" + suffix).digest()
    block, uniform = bytes(_HASH_BYTES), b""
    for number in range(1, -(-length // _HASH_BYTES) + 1):
        mixed = bytes(a ^ b for a, b in zip(first, block, strict=True)) if number > 1 else first
        block = sha512(mixed + bytes([number]) + suffix).digest()
        uniform += block
    return uniform[:length]


def _reduce(wide: bytes) -> bytes:
    return bytes(rbcl.crypto_core_ristretto255_scalar_reduce(wide))
