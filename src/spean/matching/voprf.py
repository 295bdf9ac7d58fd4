"""The VOPRF of RFC 9497 (mode 0x01), suite ristretto255-SHA512, unmodified: both sides' steps as pure functions.

The *owner* has a secret key; the *asker* has inputs. The asker blinds its inputs, the owner evaluates the blinded
elements without learning the inputs and proves, in one proof for a whole page, that it used the very key whose public
half is known; the asker finalizes. The output is a pseudorandom function of the input under the owner's key: the asker
gets it for the inputs it asked about and for no others; the owner can compute it directly for its own.

Names in RFC 9497: `derive_key_pair` DeriveKeyPair, `blind` Blind, `blind_evaluate` BlindEvaluate with GenerateProof,
`finalize` VerifyProof and Finalize, `evaluate` Evaluate. Whatever comes from outside is decoded strictly (`group`);
anything off raises `ProtocolViolation`. Verification raises; it never returns False.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha512

from spean.errors import ProtocolViolation
from spean.matching import group

#: Size of an output (Nh of SHA-512).
OUTPUT_BYTES = 64
#: Size of a proof: two scalars.
PROOF_BYTES = 2 * group.SCALAR_BYTES
#: The most items one proof may cover: their index is two bytes in the proof's transcript (RFC 9497, 2.2.1).
MAX_ITEMS = 2**16 - 1
#: The largest input (RFC 9497, 1.2: PrivateInput).
MAX_INPUT_BYTES = 2**16 - 1

_CONTEXT = b"OPRFV1-" + b"\x01" + b"-ristretto255-SHA512"
_HASH_TO_GROUP = b"HashToGroup-" + _CONTEXT
_HASH_TO_SCALAR = b"HashToScalar-" + _CONTEXT
_DERIVE_KEY_PAIR = b"DeriveKeyPair" + _CONTEXT
_SEED = b"Seed-" + _CONTEXT


@dataclass(frozen=True, slots=True)
class KeyPair:
    """The owner's key.

    Attributes:
        secret: scalar, 32 bytes; never shown.
        public: element, 32 bytes.
    """

    secret: bytes = field(repr=False)
    public: bytes


@dataclass(frozen=True, slots=True)
class Blinded:
    """One input as the asker keeps it; only `element` leaves.

    Attributes:
        data: the input.
        blind: scalar, 32 bytes; secret until the output is known.
        element: the blinded element, 32 bytes.
    """

    data: bytes = field(repr=False)
    blind: bytes = field(repr=False)
    element: bytes


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The owner's answer to one page.

    Attributes:
        elements: evaluated elements, 32 bytes each, in the page's order.
        proof: 64 bytes: that all of them were evaluated with the key announced.
    """

    elements: tuple[bytes, ...]
    proof: bytes


def key_pair(secret: bytes) -> KeyPair:
    """Gives the key pair of a stored secret scalar.

    Raises:
        ProtocolViolation: it is no scalar between 1 and the group order.
    """
    return KeyPair(bytes(secret), group.multiply_generator(group.decode_scalar(secret)))


def random_key_pair() -> KeyPair:
    """Gives a fresh key pair."""
    return key_pair(group.random_scalar())


def derive_key_pair(seed: bytes, info: bytes) -> KeyPair:
    """Derives a key pair from a secret seed (RFC 9497, 3.2.1).

    Args:
        seed: 32 secret bytes.
        info: public, at most 65535 bytes.

    Raises:
        ValueError: the seed does not have 32 bytes.
        ProtocolViolation: no key was found in 256 tries, which does not happen.
    """
    if len(seed) != 32:
        raise ValueError("a seed has 32 bytes")
    for counter in range(256):
        secret = group.hash_to_scalar(seed + _prefixed(info) + bytes([counter]), _DERIVE_KEY_PAIR)
        if any(secret):
            return key_pair(secret)
    raise ProtocolViolation("no key could be derived")


def blind(data: bytes, *, _scalar: bytes | None = None) -> Blinded:
    """Blinds one input (asker).

    Args:
        data: the input, at most 65535 bytes.
        _scalar: for test vectors only: a fixed blind. A blind used twice links what it blinds.

    Raises:
        ValueError: the input is too long.
        ProtocolViolation: the input hashes to the identity, which does not happen.
    """
    scalar = group.random_scalar() if _scalar is None else _scalar
    return Blinded(data, scalar, group.multiply(scalar, _hash_input(data)))


def blind_evaluate(key: KeyPair, elements: Sequence[bytes], *, _nonce: bytes | None = None) -> Evaluated:
    """Evaluates a page of blinded elements and proves it, all in one proof (owner).

    Args:
        key: the owner's.
        elements: as they came from the asker; decoded here.
        _nonce: for test vectors only: the proof's random scalar. One used twice reveals the key.

    Raises:
        ProtocolViolation: the page is empty or too long, or an element is not canonical.
    """
    _check_count(elements)
    blinded = [group.decode_element(each) for each in elements]
    evaluated = [group.multiply(key.secret, each) for each in blinded]
    composite = _weighted_sum(_weights(key.public, blinded, evaluated), blinded)
    nonce = group.random_scalar() if _nonce is None else _nonce
    pair = (composite, group.multiply(key.secret, composite))
    commitments = (group.multiply_generator(nonce), group.multiply(nonce, composite))
    challenge = _challenge(key.public, pair, commitments)
    return Evaluated(tuple(evaluated), challenge + group.subtract_product(nonce, challenge, key.secret))


def finalize(blinded: Sequence[Blinded], evaluated: Evaluated, public_key: bytes) -> tuple[bytes, ...]:
    """Verifies a page's proof and gives the outputs (asker).

    Args:
        blinded: the page as it was blinded, in the order it was sent.
        evaluated: the owner's answer.
        public_key: the owner's, as announced before the page was sent; never one that came with the answer.

    Returns:
        One output of 64 bytes for each input, in order.

    Raises:
        ProtocolViolation: the answer is malformed, or the proof does not verify: no output is given.
    """
    _check_count(blinded)
    if len(evaluated.elements) != len(blinded):
        raise ProtocolViolation("the answer does not have as many elements as the page")
    elements = [group.decode_element(each) for each in evaluated.elements]
    _verify([each.element for each in blinded], elements, evaluated.proof, group.decode_element(public_key))
    return tuple(
        _output(each.data, group.multiply(group.invert(each.blind), element))
        for each, element in zip(blinded, elements, strict=True)
    )


def evaluate(key: KeyPair, data: bytes) -> bytes:
    """Gives the output for one of the owner's own inputs, 64 bytes.

    Raises:
        ValueError: the input is too long.
        ProtocolViolation: the input hashes to the identity, which does not happen.
    """
    return _output(data, group.multiply(key.secret, _hash_input(data)))


def _verify(blinded: Sequence[bytes], evaluated: Sequence[bytes], proof: bytes, public_key: bytes) -> None:
    """Checks a page's proof (RFC 9497, 2.2.2); raises `ProtocolViolation`."""
    if len(proof) != PROOF_BYTES:
        raise ProtocolViolation("a proof does not have 64 bytes")
    challenge = group.decode_scalar(proof[: group.SCALAR_BYTES])
    response = group.decode_scalar(proof[group.SCALAR_BYTES :])
    weights = _weights(public_key, blinded, evaluated)
    pair = (_weighted_sum(weights, blinded), _weighted_sum(weights, evaluated))
    commitments = (
        group.add(group.multiply_generator(response), group.multiply(challenge, public_key)),
        group.add(group.multiply(response, pair[0]), group.multiply(challenge, pair[1])),
    )
    if not hmac.compare_digest(_challenge(public_key, pair, commitments), challenge):
        raise ProtocolViolation("the proof that one key was used does not verify")


def _weights(public_key: bytes, blinded: Sequence[bytes], evaluated: Sequence[bytes]) -> list[bytes]:
    """Gives the scalars that fold a page into one pair of elements (RFC 9497, 2.2.1: ComputeComposites)."""
    seed = _prefixed(sha512(_prefixed(public_key) + _prefixed(_SEED)).digest())
    return [
        group.hash_to_scalar(
            seed + index.to_bytes(2, "big") + _prefixed(before) + _prefixed(after) + b"Composite", _HASH_TO_SCALAR
        )
        for index, (before, after) in enumerate(zip(blinded, evaluated, strict=True))
    ]


def _weighted_sum(weights: Sequence[bytes], elements: Sequence[bytes]) -> bytes:
    total = group.IDENTITY
    for weight, element in zip(weights, elements, strict=True):
        total = group.add(total, group.multiply(weight, element))
    return total


def _challenge(public_key: bytes, pair: tuple[bytes, bytes], commitments: tuple[bytes, bytes]) -> bytes:
    transcript = b"".join(_prefixed(each) for each in (public_key, *pair, *commitments))
    return group.hash_to_scalar(transcript + b"Challenge", _HASH_TO_SCALAR)


def _hash_input(data: bytes) -> bytes:
    if len(data) > MAX_INPUT_BYTES:
        raise ValueError("an input has at most 65535 bytes")
    element = group.hash_to_element(data, _HASH_TO_GROUP)
    if element == group.IDENTITY:
        raise ProtocolViolation("an input hashes to the identity")
    return element


def _output(data: bytes, element: bytes) -> bytes:
    return sha512(_prefixed(data) + _prefixed(element) + b"Finalize").digest()


def _prefixed(data: bytes) -> bytes:
    """Gives the data behind its length, two bytes big-endian (RFC 9497: I2OSP(len, 2))."""
    return len(data).to_bytes(2, "big") + data


def _check_count(items: Sequence[object]) -> None:
    if not 1 <= len(items) <= MAX_ITEMS:
        raise ProtocolViolation("a page has no items, or too many for one proof")
