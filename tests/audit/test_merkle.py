"""RFC 6962 trees: the vectors of Certificate Transparency, the laws over random sizes, and forged proofs."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spean.audit import merkle
from spean.audit.merkle import Frontier, Head
from spean.errors import ProofInvalid

# The eight leaves and nine roots of the Certificate Transparency test vectors (google/certificate-transparency,
# merkletree tests; today transparency-dev/merkle, testonly/constants.go).
LEAVES = [
    merkle.leaf_hash(bytes.fromhex(data))
    for data in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# From the same vectors: inclusion (index, size) and consistency (old, new) proofs, as base16.
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def leaves(size: int) -> list[bytes]:
    return [merkle.leaf_hash(number.to_bytes(4, "big")) for number in range(size)]


def head(size: int) -> Head:
    return Head(size, merkle.root(leaves(size)))


def by_definition(hashes: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if len(hashes) < 2:
        return hashes[0] if hashes else hashlib.sha256().digest()
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return hashlib.sha256(b"\x01" + by_definition(hashes[:split]) + by_definition(hashes[split:])).digest()


@pytest.mark.parametrize("size", range(9))
def test_roots_of_the_vectors(size: int) -> None:
    assert merkle.root(LEAVES[:size]).hex() == ROOTS[size]
    assert merkle.frontier(LEAVES[:size]).root().hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_of_the_vectors(index: int, size: int) -> None:
    proof = merkle.inclusion_proof(LEAVES[:size], index)
    assert [each.hex() for each in proof] == INCLUSION[index, size]
    merkle.verify_inclusion(LEAVES[index], index, Head(size, bytes.fromhex(ROOTS[size])), proof)


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_consistency_proofs_of_the_vectors(old: int, new: int) -> None:
    proof = merkle.consistency_proof(LEAVES[:new], old)
    assert [each.hex() for each in proof] == CONSISTENCY[old, new]
    heads = [Head(size, bytes.fromhex(ROOTS[size])) for size in (old, new)]
    merkle.verify_consistency(heads[0], heads[1], proof)


def test_a_leaf_is_no_node() -> None:
    left, right = LEAVES[:2]
    assert merkle.leaf_hash(left + right) != merkle.node_hash(left, right)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=8), max_size=150))
def test_frontier_root_and_definition_agree(data: list[bytes]) -> None:
    hashes = [merkle.leaf_hash(each) for each in data]
    edge = merkle.frontier(hashes)
    assert edge.root() == merkle.root(hashes) == by_definition(hashes)
    assert (edge.size, len(edge.hashes)) == (len(data), len(data).bit_count())
    assert Frontier.from_bytes(edge.to_bytes()) == edge


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 300), st.data())
def test_every_leaf_can_be_proved_and_no_other(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    hashes, top = leaves(size), head(size)
    proof = merkle.inclusion_proof(hashes, index)
    assert len(proof) <= max(size - 1, 1).bit_length()
    merkle.verify_inclusion(hashes[index], index, top, proof)
    for wrong in {(index + 1) % size, index ^ 1} - {index}:
        with pytest.raises(ProofInvalid):
            merkle.verify_inclusion(hashes[index], wrong, top, proof)
    with pytest.raises(ProofInvalid):
        merkle.verify_inclusion(merkle.leaf_hash(b"other"), index, top, proof)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 300), st.data())
def test_every_prefix_is_consistent(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, size))
    proof = merkle.consistency_proof(leaves(size), old)
    merkle.verify_consistency(head(old), head(size), proof)


@settings(max_examples=80, deadline=None)
@given(st.integers(2, 200), st.data())
def test_a_rewritten_log_is_never_consistent(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size))
    rewritten = leaves(size)
    rewritten[data.draw(st.integers(0, old - 1))] = merkle.leaf_hash(b"rewritten")
    proof = merkle.consistency_proof(rewritten, old)
    with pytest.raises(ProofInvalid):
        merkle.verify_consistency(head(old), Head(size, merkle.root(rewritten)), proof)


@settings(max_examples=80, deadline=None)
@given(st.integers(2, 130), st.data())
def test_a_changed_proof_never_verifies(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size - 1))
    proof = list(merkle.consistency_proof(leaves(size), old))
    place = data.draw(st.integers(0, len(proof) - 1))
    change = data.draw(st.sampled_from(["flip", "drop", "repeat", "longer", "short hash"]))
    if change == "flip":
        proof[place] = bytes([proof[place][0] ^ 1]) + proof[place][1:]
    elif change == "drop":
        del proof[place]
    elif change == "repeat":
        proof.insert(place, proof[place])
    elif change == "longer":
        proof.append(head(size).root)
    else:
        proof[place] = proof[place][:31]
    with pytest.raises(ProofInvalid):
        merkle.verify_consistency(head(old), head(size), proof)


def test_proofs_of_the_wrong_form_are_refused() -> None:
    hashes, top = leaves(5), head(5)
    proof = merkle.inclusion_proof(hashes, 1)
    for wrong in (proof[:-1], (*proof, top.root), (top.root, *proof), (), (proof[0][:5], *proof[1:])):
        with pytest.raises(ProofInvalid):
            merkle.verify_inclusion(hashes[1], 1, top, wrong)
    for index in (-1, 5, 6):
        with pytest.raises(ProofInvalid):
            merkle.verify_inclusion(hashes[1], index, top, proof)
    with pytest.raises(ProofInvalid):
        merkle.verify_inclusion(b"", 0, Head(0, merkle.EMPTY_ROOT), ())


def test_consistency_at_the_edges() -> None:
    empty, five = head(0), head(5)
    merkle.verify_consistency(empty, five, ())
    merkle.verify_consistency(five, five, ())
    for old, new, proof in (
        (five, Head(5, head(4).root), ()),  # forked at one size
        (five, five, (five.root,)),
        (empty, five, (five.root,)),
        (Head(0, five.root), five, ()),
        (Head(0, five.root), Head(0, five.root), ()),
        (five, head(4), ()),  # shrunk
        (Head(-1, five.root), five, ()),
        (head(4), five, ()),
        (head(3), five, ()),
    ):
        with pytest.raises(ProofInvalid):
            merkle.verify_consistency(old, new, proof)


def test_a_proof_must_be_as_long_as_the_size_asks() -> None:
    """A root that a right path leads to, told with a wrong size: the hashes agree, the length does not."""
    roots = [bytes.fromhex(each) for each in ROOTS]
    with pytest.raises(ProofInvalid, match="not in the tree"):
        merkle.verify_inclusion(LEAVES[0], 0, Head(8, roots[2]), (LEAVES[1],))
    with pytest.raises(ProofInvalid, match="too long"):
        merkle.verify_inclusion(LEAVES[1], 0, Head(1, roots[2]), (LEAVES[0],))
    with pytest.raises(ProofInvalid, match="too short"):
        merkle.verify_consistency(Head(2, roots[2]), Head(8, roots[4]), merkle.consistency_proof(LEAVES[:4], 2))
    grown = merkle.node_hash(LEAVES[7], roots[4])
    with pytest.raises(ProofInvalid, match="too long"):
        proof = (*merkle.consistency_proof(LEAVES[:4], 2), LEAVES[7])
        merkle.verify_consistency(Head(2, merkle.node_hash(LEAVES[7], roots[2])), Head(4, grown), proof)


def test_what_does_not_exist_can_not_be_proved() -> None:
    for index in (-1, 3):
        with pytest.raises(ValueError, match="no leaf"):
            merkle.inclusion_proof(leaves(3), index)
    for old in (-1, 4):
        with pytest.raises(ValueError, match="no prefix"):
            merkle.consistency_proof(leaves(3), old)


@pytest.mark.parametrize("data", [b"", bytes(7), bytes(9), bytes(7) + b"\x01", bytes(7) + b"\x03" + bytes(32)])
def test_a_damaged_frontier_is_refused(data: bytes) -> None:
    with pytest.raises(ProofInvalid):
        Frontier.from_bytes(data)


def test_appending_leaves_the_older_frontier_alone() -> None:
    older = merkle.frontier(leaves(7))
    newer = older.append(merkle.leaf_hash(b"more"))
    assert (older.size, newer.size) == (7, 8)
    assert older == merkle.frontier(leaves(7))
