"""Merkle tree hashing of the audit log: RFC 6962 section 2.1, with the algorithms of RFC 9162 section 2.1.

A leaf is hashed as SHA-256(0x00 || data), a node as SHA-256(0x01 || left || right), so that no leaf can pass for a
node. Every function here takes *leaf hashes* (32 bytes), never leaf data: the log's data need not be read again to
prove something about it. Nothing is stored: a growing log keeps one `Frontier`, the roots of its complete subtrees
(at most 64 hashes), which is all that appending and the root need.

Verification raises `ProofInvalid` and returns nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from spean.errors import ProofInvalid

#: Size of every hash in the tree.
HASH_BYTES = 32

#: The root of a tree without leaves: the hash of an empty string (RFC 6962, 2.1).
EMPTY_ROOT = sha256(b"").digest()

_SIZE_BYTES = 8


def leaf_hash(data: bytes) -> bytes:
    """Gives the hash of a leaf's data, 32 bytes."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Gives the hash of an inner node from its children's hashes, 32 bytes."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a growing tree: the roots of its complete subtrees, the largest first.

    Attributes:
        size: number of leaves.
        hashes: one hash for each bit set in `size`, the highest bit first.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> "Frontier":
        """Gives the frontier with one more leaf hash at the right end."""
        merged, kept, size = leaf, len(self.hashes), self.size
        while size & 1:
            kept -= 1
            merged = node_hash(self.hashes[kept], merged)
            size >>= 1
        return Frontier(self.size + 1, (*self.hashes[:kept], merged))

    def root(self) -> bytes:
        """Gives the tree's root, 32 bytes."""
        if not self.hashes:
            return EMPTY_ROOT
        *rest, top = self.hashes
        for left in reversed(rest):
            top = node_hash(left, top)
        return top

    def to_bytes(self) -> bytes:
        """Gives the size (8 bytes, big-endian) and the hashes, in order."""
        return self.size.to_bytes(_SIZE_BYTES, "big") + b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Frontier":
        """Reads what `to_bytes` wrote.

        Raises:
            ProofInvalid: the number of hashes does not fit the size.
        """
        size = int.from_bytes(data[:_SIZE_BYTES], "big")
        if len(data) != _SIZE_BYTES + HASH_BYTES * size.bit_count():
            raise ProofInvalid("a tree's frontier does not have the hashes its size asks for")
        starts = range(_SIZE_BYTES, len(data), HASH_BYTES)
        return cls(size, tuple(data[start : start + HASH_BYTES] for start in starts))


def frontier(leaves: Iterable[bytes]) -> Frontier:
    """Gives the frontier of a tree of these leaf hashes, in order."""
    edge = Frontier()
    for leaf in leaves:
        edge = edge.append(leaf)
    return edge


def root(leaves: Sequence[bytes]) -> bytes:
    """Gives the root of a tree of these leaf hashes, 32 bytes.

    It hashes level by level: a last node without a partner moves up as it is, which is the same tree as RFC 6962's
    split at the largest power of two.
    """
    level = list(leaves)
    if not level:
        return EMPTY_ROOT
    while len(level) > 1:
        above = [node_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=False)]
        if len(level) % 2:
            above.append(level[-1])
        level = above
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Proves that a leaf stands at an index of the tree of all these leaf hashes (RFC 9162, 2.1.3.1).

    Args:
        leaves: every leaf hash, in order.
        index: 0-based.

    Returns:
        The sibling hashes from the leaf up to the root.

    Raises:
        ValueError: the tree has no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise ValueError("no leaf has that index")
    proof: list[bytes] = []
    start, end = 0, len(leaves)
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(root(leaves[middle:end]))
            end = middle
        else:
            proof.append(root(leaves[start:middle]))
            start = middle
    return tuple(reversed(proof))


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> tuple[bytes, ...]:
    """Proves that the tree of the first `old_size` leaf hashes is a prefix of this one (RFC 9162, 2.1.4.1).

    Raises:
        ValueError: `old_size` is negative or larger than the tree.
    """
    if not 0 <= old_size <= len(leaves):
        raise ValueError("a tree has no prefix of that size")
    if old_size in (0, len(leaves)):
        return ()
    proof: list[bytes] = []
    start, end = 0, len(leaves)
    while old_size != end:
        middle = start + _split(end - start)
        if old_size <= middle:
            proof.append(root(leaves[middle:end]))
            end = middle
        else:
            proof.append(root(leaves[start:middle]))
            start = middle
    # The verifier knows the old root itself; any other subtree that the walk ended on must be told.
    if start:
        proof.append(root(leaves[start:end]))
    return tuple(reversed(proof))


@dataclass(frozen=True, slots=True)
class Head:
    """A tree at one size.

    Attributes:
        size: number of leaves.
        root: 32 bytes.
    """

    size: int
    root: bytes


def verify_inclusion(leaf: bytes, index: int, head: Head, proof: Sequence[bytes]) -> None:
    """Checks that a leaf hash stands at an index of a tree (RFC 9162, 2.1.3.2).

    Raises:
        ProofInvalid: it does not, or the proof has the wrong form.
    """
    if not 0 <= index < head.size:
        raise ProofInvalid("the proof names a leaf outside the tree")
    _check_hashes((leaf, head.root, *proof))
    node, last, found = index, head.size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofInvalid("the inclusion proof is too long")
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        node, last = node >> 1, last >> 1
    if last or found != head.root:
        raise ProofInvalid("the leaf is not in the tree at that place")


def verify_consistency(old: Head, new: Head, proof: Sequence[bytes]) -> None:
    """Checks that an older tree is a prefix of a newer one (RFC 9162, 2.1.4.2).

    Every tree continues the empty one; its proof is empty.

    Raises:
        ProofInvalid: it is not, or the proof has the wrong form.
    """
    if not 0 <= old.size <= new.size:
        raise ProofInvalid("the newer tree is smaller than the older one")
    _check_hashes((old.root, new.root, *proof))
    if old.size in (0, new.size):
        _check_trivial(old, new, proof)
        return
    # A complete subtree as old tree is not in the proof: the verifier puts its root in front.
    path = (old.root, *proof) if old.size & (old.size - 1) == 0 else tuple(proof)
    if not path or _walk(old.size, new.size, path) != (old.root, new.root):
        raise ProofInvalid("the newer tree does not continue the older one")


def _walk(old_size: int, new_size: int, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Computes both roots from a consistency path; raises `ProofInvalid` where its length is wrong."""
    node, last = old_size - 1, new_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old_root = new_root = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofInvalid("the consistency proof is too long")
        if node & 1 or node == last:
            old_root, new_root = node_hash(sibling, old_root), node_hash(sibling, new_root)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new_root = node_hash(new_root, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise ProofInvalid("the consistency proof is too short")
    return old_root, new_root


def _check_trivial(old: Head, new: Head, proof: Sequence[bytes]) -> None:
    expected = EMPTY_ROOT if old.size == 0 else new.root
    if proof or old.root != expected or (new.size == 0 and new.root != EMPTY_ROOT):
        raise ProofInvalid("the newer tree does not continue the older one")


def _check_hashes(hashes: Iterable[bytes]) -> None:
    if any(len(each) != HASH_BYTES for each in hashes):
        raise ProofInvalid("a hash in the proof does not have 32 bytes")


def _split(size: int) -> int:
    """Gives the largest power of two below `size` (RFC 6962, 2.1: k)."""
    return 1 << ((size - 1).bit_length() - 1)
