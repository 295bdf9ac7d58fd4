"""C2SP tlog-checkpoint and signed-note: the format's own example, round trips, and what must be refused."""

import base64
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from spean.audit import checkpoint
from spean.audit.checkpoint import Checkpoint, NoteKey, SignatureLine, SignedCheckpoint
from spean.audit.merkle import EMPTY_ROOT, Head
from spean.errors import MessageInvalid, SignatureInvalid

# c2sp.org/tlog-cosignature: a checkpoint with a log's signature and a witness's cosignature.
EXAMPLE = """\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""  # noqa: E501 - the lines of the specification
# c2sp.org/signed-note: a verifier key (name, key id, 0x01 and the public key) and the note that it verifies.
VKEY_NAME, VKEY_ID, VKEY_KEY = "example.com/foo", "530d903a", "AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE_TEXT = b"This is an example message.\n"
NOTE_SIGNATURE = "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="

SECRET = Ed25519PrivateKey.from_private_bytes(b"c" * 32)
KEY = NoteKey("spean/th/audit", SECRET.public_key())
TREE = Checkpoint("spean/th/audit", 3, b"\x07" * 32)


def signed() -> SignedCheckpoint:
    return checkpoint.sign(TREE, KEY, SECRET.sign)


def test_the_example_of_the_specification_is_read_and_written() -> None:
    read = checkpoint.parse(EXAMPLE.encode())
    assert (read.checkpoint.origin, read.checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert read.checkpoint.head == Head(20852163, read.checkpoint.root)
    assert [line.name for line in read.signatures] == ["example.com/behind-the-sofa", "witness.example.com/w1"]
    assert [len(line.signature) for line in read.signatures] == [64, 72]
    assert read.to_bytes() == EXAMPLE.encode()


def test_the_key_id_is_the_one_of_the_specification() -> None:
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(VKEY_KEY)[1:])
    key = NoteKey(VKEY_NAME, public)
    assert key.key_id().hex() == VKEY_ID
    blob = base64.b64decode(NOTE_SIGNATURE)
    assert blob[:4] == key.key_id()
    public.verify(blob[4:], NOTE_TEXT)  # the same signed bytes: text with its last newline


def test_what_was_signed_is_read_and_verified() -> None:
    read = checkpoint.parse(signed().to_bytes())
    assert checkpoint.verify(read, KEY) == TREE
    checkpoint.verify_origin(read.checkpoint, "spean/th/audit")
    with pytest.raises(MessageInvalid, match="another log"):
        checkpoint.verify_origin(read.checkpoint, "spean/kh/audit")


def test_the_text_is_exactly_as_specified() -> None:
    empty = Checkpoint("log", 0, EMPTY_ROOT, ("extension line",))
    assert empty.text() == "log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nextension line\n"


def test_cosignatures_may_be_there_and_are_ignored() -> None:
    own = signed()
    witness = SignatureLine("witness.example/w1", b"\x01\x02\x03\x04", bytes(72))
    same_name = SignatureLine(KEY.name, b"\x00\x00\x00\x00", bytes(64))
    both = replace(own, signatures=(witness, same_name, *own.signatures))
    assert checkpoint.verify(checkpoint.parse(both.to_bytes()), KEY) == TREE


def test_another_key_did_not_sign() -> None:
    other = Ed25519PrivateKey.generate().public_key()
    for key in (NoteKey(KEY.name, other), NoteKey("spean/kh/audit", KEY.public_key)):
        with pytest.raises(SignatureInvalid, match="not signed by the pinned key"):
            checkpoint.verify(signed(), key)
    with pytest.raises(SignatureInvalid):
        checkpoint.sign(TREE, NoteKey(KEY.name, other), SECRET.sign)


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "spean/kh/audit"},
        {"size": 4},
        {"root": b"\x08" * 32},
        {"extensions": ("more",)},
    ],
)
def test_an_altered_checkpoint_does_not_verify(change: dict[str, object]) -> None:
    altered = replace(signed(), checkpoint=replace(TREE, **change))
    with pytest.raises(SignatureInvalid, match="does not verify"):
        checkpoint.verify(checkpoint.parse(altered.to_bytes()), KEY)


def test_a_second_signature_of_the_key_must_verify_too() -> None:
    own = signed()
    forged = SignatureLine(KEY.name, KEY.key_id(), bytes(64))
    with pytest.raises(SignatureInvalid):
        checkpoint.verify(replace(own, signatures=(*own.signatures, forged)), KEY)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(signed().to_bytes()) * 8 - 1))
def test_no_flipped_bit_passes(bit: int) -> None:
    note = bytearray(signed().to_bytes())
    note[bit // 8] ^= 1 << bit % 8
    with pytest.raises((MessageInvalid, SignatureInvalid)):
        checkpoint.verify(checkpoint.parse(bytes(note)), KEY)


def swapped(old: str, new: str) -> bytes:
    text = EXAMPLE.replace(old, new, 1)
    assert text != EXAMPLE
    return text.encode()


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"\n\n",
        b"\xff\n\n",
        EXAMPLE.partition("\n\n")[0].encode() + b"\n",  # unsigned
        EXAMPLE.encode()[:-1],  # no newline at the end
        EXAMPLE.encode() + b"\n",
        EXAMPLE.replace("\n", "\r\n").encode(),
        swapped("example.com/behind-the-sofa\n", "\n"),  # empty origin
        swapped("behind-the-sofa\n", "behind\tthe-sofa\n"),
        swapped("q2I=\n", "q2I=\nextension \x7f \x1b\n"),
        swapped("20852163", "020852163"),
        swapped("20852163", "-1"),
        swapped("20852163", "+1"),
        swapped("20852163", "1_0"),
        swapped("20852163", "๑๒"),
        swapped("20852163", "9" * 20),
        swapped("20852163\n", ""),
        swapped("q2I=\n", "q2J=\n"),  # trailing bits: the same hash in a second spelling
        swapped("q2I=\n", "q2I\n"),
        swapped("CsUY", "CsU\t"),
        swapped("CsUY", "CsU "),
        swapped("CsUY", "Cs\nUY"),
        swapped("CsUYapGG", ""),  # 26 bytes
        swapped("— e", "- e"),
        swapped("— example.com/", "— example.com+"),
        swapped("— example.com/", "— example\u00a0com/"),
        swapped("— example.com/behind-the-sofa ", "—  "),
        swapped(" Az3grl", " Az3*rl"),
        swapped("— example.com/behind-the-sofa Az3", "— example.com/behind-the-sofa AAAA\n— x Az3"),
        EXAMPLE.encode() + "— x AAAAAA==\n".encode() * 20_000,
    ],
)
def test_malformed_notes_are_refused(note: bytes) -> None:
    with pytest.raises(MessageInvalid):
        checkpoint.parse(note)


@pytest.mark.parametrize(
    "tree",
    [
        replace(TREE, origin=""),
        replace(TREE, origin="two\nlines"),
        replace(TREE, origin="tab\t"),
        replace(TREE, size=-1),
        replace(TREE, root=bytes(31)),
        replace(TREE, extensions=("",)),
    ],
)
def test_an_impossible_checkpoint_is_never_signed(tree: Checkpoint) -> None:
    with pytest.raises(MessageInvalid):
        checkpoint.sign(tree, KEY, SECRET.sign)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u3000b", "a\x01"])
def test_bad_key_names_are_refused(name: str) -> None:
    with pytest.raises(MessageInvalid):
        checkpoint.sign(TREE, NoteKey(name, KEY.public_key), SECRET.sign)
