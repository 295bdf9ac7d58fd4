"""What the owner of a set announces before anything is matched: its tags, and the record that commits to them.

A tag is the first 16 bytes of the VOPRF's output for one value. The `TagSet` names the kind, the normaliser and the
epoch's key, and commits to the tags by their number and Merkle root, so that they can't be changed to suit a question.

An item is encoded as normaliser || 0x00 || kind || 0x00 || value. Two nodes that normalise differently would miss
matches silently; `ask` refuses a set of another normaliser.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from spean.audit import merkle
from spean.audit.commitment import canonical
from spean.errors import ProtocolViolation
from spean.matching import group, voprf
from spean.model import FACTS, Kind

#: Size of a tag. Among 10^6 values on each side a false match has a chance of about 2^-88.
TAG_BYTES = 16

_FORM = "spean-tag-set/1"
_KEY_ID_BYTES = 8
_MAX_BYTES = 1024
_NORMALISER = re.compile(r"[A-Za-z0-9._-]{1,32}")


@dataclass(frozen=True, slots=True)
class TagSet:
    """What the owner announces and signs about its tags.

    Attributes:
        kind: of every value in the set.
        normaliser: version of the normaliser that wrote the values.
        public_key: the epoch's key, 32 bytes.
        count: number of tags.
        root: Merkle root (RFC 6962) of the tags in ascending order, 32 bytes.
    """

    kind: Kind
    normaliser: str
    public_key: bytes
    count: int
    root: bytes

    @property
    def epoch(self) -> str:
        """Names the key and the normaliser: evaluations are of use within one epoch only."""
        return f"{key_id(self.public_key)}.{self.normaliser}"

    def to_bytes(self) -> bytes:
        """Gives the canonical bytes: what is signed and sent."""
        return canonical(
            {
                "form": _FORM,
                "kind": self.kind.value,
                "epoch": self.epoch,
                "normaliser": self.normaliser,
                "public_key": self.public_key.hex(),
                "count": self.count,
                "root": self.root.hex(),
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> "TagSet":
        """Reads what `to_bytes` wrote, after its signature was verified.

        Raises:
            ProtocolViolation: another form, or not canonical.
        """
        if len(data) > _MAX_BYTES:
            raise ProtocolViolation("a tag set's announcement is too large")
        try:
            read = json.loads(data)
            key, root = bytes.fromhex(read["public_key"]), bytes.fromhex(read["root"])
            tag_set = cls(Kind(read["kind"]), read["normaliser"], group.decode_element(key), read["count"], root)
            sound = tag_set.to_bytes() == data and _is_possible(tag_set)
        except (ValueError, KeyError, TypeError, RecursionError):
            sound = False
        if not sound:
            raise ProtocolViolation("a tag set does not have its prescribed form")
        return tag_set


def key_id(public_key: bytes) -> str:
    """Gives the short name of a key: 16 hex digits of its SHA-256."""
    return sha256(public_key).hexdigest()[: 2 * _KEY_ID_BYTES]


def encode_item(kind: Kind, value: str, normaliser: str) -> bytes:
    """Gives the VOPRF's input for one value. The first two parts hold no zero byte, so it reads one way only.

    Raises:
        ValueError: the value is empty, its kind is a fact (never matched), or the normaliser's version is malformed.
    """
    if not value or kind in FACTS or not _NORMALISER.fullmatch(normaliser):
        raise ValueError("an item needs a value, a kind that identifies, and a normaliser's version")
    return b"\x00".join((normaliser.encode(), kind.value.encode(), value.encode()))


def publish(key: voprf.KeyPair, kind: Kind, normaliser: str, values: Iterable[str]) -> tuple[TagSet, bytes]:
    """Makes the owner's set (owner).

    Args:
        key: the epoch's key.
        kind: of every value.
        normaliser: version of the normaliser that wrote the values.
        values: cleared and released for matching; repeated ones count once.

    Returns:
        What to sign and send, and the tags themselves: 16 bytes each, ascending, end to end.

    Raises:
        ValueError: see `encode_item`.
    """
    outputs = (voprf.evaluate(key, encode_item(kind, value, normaliser)) for value in set(values))
    tags = sorted({output[:TAG_BYTES] for output in outputs})
    return TagSet(kind, normaliser, key.public, len(tags), _root(tags)), b"".join(tags)


def check_tags(tag_set: TagSet, tags: bytes) -> frozenset[bytes]:
    """Checks tags against their announcement, and gives them.

    Raises:
        ProtocolViolation: wrong size or number, not ascending, repeated, or not under the announced root.
    """
    found = split(tags, TAG_BYTES)
    if len(found) != tag_set.count or any(left >= right for left, right in pairwise(found)):
        raise ProtocolViolation("the tags are not as many as announced, or not ascending and distinct")
    if _root(found) != tag_set.root:
        raise ProtocolViolation("the tags are not the ones announced")
    return frozenset(found)


def split(packed: bytes, size: int) -> list[bytes]:
    """Splits elements or tags that stand end to end.

    Raises:
        ProtocolViolation: the last one is cut off.
    """
    if len(packed) % size:
        raise ProtocolViolation("a list of elements or tags is cut off")
    return [packed[start : start + size] for start in range(0, len(packed), size)]


def _root(tags: Sequence[bytes]) -> bytes:
    return merkle.root([merkle.leaf_hash(tag) for tag in tags])


def _is_possible(tag_set: TagSet) -> bool:
    """Says whether a set that was read has a count, root and normaliser that can be."""
    counted = type(tag_set.count) is int and tag_set.count >= 0
    return counted and len(tag_set.root) == merkle.HASH_BYTES and bool(_NORMALISER.fullmatch(tag_set.normaliser))
