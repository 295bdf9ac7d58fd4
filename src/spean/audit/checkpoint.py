"""Signed checkpoints of a log: C2SP tlog-checkpoint inside a C2SP signed-note (both v1.0.0), Ed25519.

A checkpoint says "this log had this size and this root". As text::

    spean/th/audit
    20852163
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

    — spean/th/audit Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=

that is: the origin (which log), the size, the root in base64, a blank line, then signature lines: an em dash, the
key's name, and base64 of 4 bytes of key id and the signature of everything above the blank line. The key id is
SHA-256(name || newline || 0x01 || public key)[:4]: it finds the key, the pinned key is what verifies. Lines of other
keys (a witness's cosignature) may stand there and are ignored; extension lines are kept and covered by the signature.

Nothing here holds a private key: signing is a function passed in.
"""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from spean.audit.merkle import HASH_BYTES, Head
from spean.errors import MessageInvalid, SignatureInvalid

#: The most a note may measure: a checkpoint and well over the 16 signatures that verifiers must accept.
MAX_NOTE_BYTES = 128 * 1024

_ED25519 = b"\x01"
_KEY_ID_BYTES = 4
_DASH = "— "
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
#: What every database on the way can count to; a larger log is a lie.
_LARGEST_SIZE = 2**63 - 1
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's size and root.

    Attributes:
        origin: the log's unique name, one line.
        size: number of leaves.
        root: Merkle root, 32 bytes.
        extensions: further lines, opaque; better none.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def head(self) -> Head:
        """Gives size and root, as proofs take them."""
        return Head(self.size, self.root)

    def text(self) -> str:
        """Gives the note's text: what is signed, with the newline at its end.

        Raises:
            MessageInvalid: a line is empty or holds a control character, or size or root are impossible.
        """
        lines = (self.origin, str(self.size), _encode(self.root), *self.extensions)
        if not all(lines) or any("\n" in line or _CONTROL.search(line) for line in lines):
            raise MessageInvalid("a checkpoint's lines must not be empty or hold control characters")
        if not _is_size(lines[1]) or len(self.root) != HASH_BYTES:
            raise MessageInvalid("a checkpoint's size or root is impossible")
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One signature under a note.

    Attributes:
        name: the key's name.
        key_id: 4 bytes.
        signature: what the key's type says; 64 bytes for Ed25519.
    """

    name: str
    key_id: bytes
    signature: bytes

    def text(self) -> str:
        """Gives the line, with its newline."""
        return f"{_DASH}{self.name} {_encode(self.key_id + self.signature)}\n"


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint and the signatures under it; `parse` does not verify them, `verify` does.

    Attributes:
        checkpoint: what was signed.
        signatures: in the order they stand.
    """

    checkpoint: Checkpoint
    signatures: tuple[SignatureLine, ...]

    def to_bytes(self) -> bytes:
        """Gives the whole note, UTF-8."""
        lines = "".join(line.text() for line in self.signatures)
        return f"{self.checkpoint.text()}\n{lines}".encode()


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A named Ed25519 key that is trusted to sign notes.

    Attributes:
        name: without spaces and plus signs; for a log the same as its origin.
        public_key: the pinned key.
    """

    name: str
    public_key: Ed25519PublicKey

    def key_id(self) -> bytes:
        """Gives the 4 bytes that find this key.

        Raises:
            MessageInvalid: the name is empty, or has a space, a plus sign or a control character.
        """
        if not _is_key_name(self.name):
            raise MessageInvalid("a key's name must not be empty or hold spaces or plus signs")
        named = self.name.encode() + b"\n" + _ED25519 + self.public_key.public_bytes_raw()
        return sha256(named).digest()[:_KEY_ID_BYTES]


def sign(checkpoint: Checkpoint, key: NoteKey, signer: Callable[[bytes], bytes]) -> SignedCheckpoint:
    """Signs a checkpoint with one key.

    Args:
        checkpoint: the log's present head. The caller must never sign two that contradict each other.
        key: the public half, named.
        signer: gives the Ed25519 signature (64 bytes) of the bytes passed in.

    Raises:
        MessageInvalid: the checkpoint or the key's name has no valid form.
        SignatureInvalid: the signer does not belong to the key.
    """
    signed = signer_of(key, signer)(checkpoint)
    verify(signed, key)
    return signed


def signer_of(key: NoteKey, signer: Callable[[bytes], bytes]) -> Callable[[Checkpoint], SignedCheckpoint]:
    """Gives what signs many checkpoints with a pair of keys that belong together, without checking each; as `sign`."""
    key_id = key.key_id()

    def signed(checkpoint: Checkpoint) -> SignedCheckpoint:
        line = SignatureLine(key.name, key_id, signer(checkpoint.text().encode()))
        return SignedCheckpoint(checkpoint, (line,))

    return signed


def parse(note: bytes) -> SignedCheckpoint:
    """Reads a note, without trusting it yet.

    Raises:
        MessageInvalid: it is no checkpoint in canonical form: what `to_bytes` gives must be the same bytes.
    """
    if len(note) > MAX_NOTE_BYTES:
        raise MessageInvalid("a checkpoint is too large")
    try:
        text = note.decode("utf-8")
    except UnicodeDecodeError:
        raise MessageInvalid("a checkpoint is not UTF-8") from None
    body, blank, tail = text.rpartition("\n\n")
    if not blank or not tail.endswith("\n") or _CONTROL.search(text):
        raise MessageInvalid("a checkpoint is not a signed note")
    signatures = tuple(_read_signature(line) for line in tail[:-1].split("\n"))
    return SignedCheckpoint(_read_checkpoint(body.split("\n")), signatures)


def verify(signed: SignedCheckpoint, key: NoteKey) -> Checkpoint:
    """Gives the checkpoint, once a pinned key's signature under it is verified.

    Lines of other keys are ignored. Every line with this key's name and id must verify, as signed-note demands.

    Raises:
        SignatureInvalid: the key did not sign, or a signature of it does not verify.
    """
    text, key_id = signed.checkpoint.text().encode(), key.key_id()
    own = [line for line in signed.signatures if (line.name, line.key_id) == (key.name, key_id)]
    if not own:
        raise SignatureInvalid("the checkpoint is not signed by the pinned key")
    try:
        for line in own:
            key.public_key.verify(line.signature, text)
    except InvalidSignature:
        raise SignatureInvalid("the checkpoint's signature does not verify") from None
    return signed.checkpoint


def verify_origin(checkpoint: Checkpoint, origin: str) -> None:
    """Checks that a checkpoint is about the log that was asked for.

    Raises:
        MessageInvalid: it is about another one.
    """
    if checkpoint.origin != origin:
        raise MessageInvalid("the checkpoint is about another log")


def _read_checkpoint(lines: list[str]) -> Checkpoint:
    if len(lines) < 3 or not all(lines) or not _is_size(lines[1]):
        raise MessageInvalid("a checkpoint lacks its origin, size or root")
    root = _decode(lines[2])
    if len(root) != HASH_BYTES:
        raise MessageInvalid("a checkpoint's root does not have 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root, tuple(lines[3:]))


def _read_signature(line: str) -> SignatureLine:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space or not _is_key_name(name):
        raise MessageInvalid("a signature line of a checkpoint is malformed")
    blob = _decode(encoded)
    if len(blob) <= _KEY_ID_BYTES:
        raise MessageInvalid("a signature line of a checkpoint is too short")
    return SignatureLine(name, blob[:_KEY_ID_BYTES], blob[_KEY_ID_BYTES:])


def _is_size(text: str) -> bool:
    return bool(_SIZE.fullmatch(text)) and int(text) <= _LARGEST_SIZE


def _is_key_name(name: str) -> bool:
    return bool(name) and not any(each.isspace() or each == "+" or each < " " for each in name)


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _decode(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise MessageInvalid("a checkpoint holds malformed base64") from None
    if _encode(data) != text:
        raise MessageInvalid("a checkpoint holds base64 that is not canonical")
    return data
