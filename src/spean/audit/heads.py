"""Signed checkpoints of this node's logs, and those the partners showed of theirs."""

from collections.abc import Callable
from datetime import datetime

from joserfc.jwk import OKPKey

from spean.audit import checkpoint, store
from spean.audit.checkpoint import Checkpoint, NoteKey, SignedCheckpoint
from spean.audit.merkle import Frontier
from spean.db import Connection, take_changed
from spean.errors import AuditBroken, MessageInvalid, SignatureInvalid
from spean.identity import keys


def origin(party: str, log: str) -> str:
    """Gives a log's unique name, for example `spean/TH/partner:KH`."""
    return f"spean/{party}/{log}"


def logs(connection: Connection, party: str) -> list[str]:
    """Lists the logs this node must have: those it has, and those that it once vouched for.

    Raises:
        AuditBroken: one of them is gone.
    """
    prefix = origin(party, "")
    vouched_for = {name.removeprefix(prefix) for name in store.origins(connection) if name.startswith(prefix)}
    there = store.logs(connection)
    if gone := sorted((vouched_for | {store.INNER}) - set(there)):
        raise AuditBroken(f"{gone[0]}: the whole log is gone")
    return there


def note_key(party: str, log: str, public_key: dict[str, str]) -> NoteKey:
    """Gives the named key that signs a log's checkpoints."""
    return NoteKey(origin(party, log), keys.raw_public(public_key))


def sign_head(connection: Connection, log: str, party: str, key: OKPKey, now: datetime) -> str:
    """Signs a log's present head, keeps the note and gives it."""
    frontier = store.head(connection, log)
    note = _signed_note(log, frontier, party, key)
    store.keep_checkpoint(connection, origin(party, log), frontier.size, note, now)
    return note


class Sealer:
    """Signs the head of every log that grew, in the transaction in which it grew (`Database.before_commit`).

    Before it signs, it checks that the log grew from what was signed last: a log that was cut behind the node's back is
    not signed over.

    Args:
        party: this node's.
        key: gives its signing key.
    """

    def __init__(self, party: str, key: Callable[[], OKPKey]) -> None:
        self._party, self._key = party, key
        self._signing: OKPKey | None = None
        self._public: dict[str, str] = {}
        self._signers: dict[str, Callable[[Checkpoint], SignedCheckpoint]] = {}
        self._own: dict[str, tuple[str | None, Frontier]] = {}

    def __call__(self, connection: Connection) -> None:
        """Signs.

        Raises:
            AuditBroken: a log's head before this transaction is not the one that was signed, or a guarded row was
                written that no entry tells of.
        """
        if unlogged := take_changed(connection):
            raise AuditBroken(f"{min(unlogged)} was written after the entry that should tell of it")
        grown = store.take_touched(connection)
        if not grown:
            return
        key = self._key()
        if key is not self._signing:  # rotated: what the old one signed is verified once more
            self._signing, self._public, self._signers, self._own = key, keys.public(key), {}, {}
        for log, touched in grown.items():
            if log not in self._signers:
                self._signers[log] = checkpoint.signer_of(
                    note_key(self._party, log, self._public), keys.raw_signer(key)
                )
            # What this process signed itself need not be verified again.
            if touched.before.size and (touched.note, touched.before) != self._own.get(log):
                check_note(log, touched.note, touched.before, note_key(self._party, log, self._public))
            head = Checkpoint(origin(self._party, log), touched.after.size, touched.after.root())
            note = self._signers[log](head).to_bytes().decode()
            store.keep_note(connection, log, note)
            self._own[log] = (note, touched.after)


def adopt(connection: Connection, party: str, key: OKPKey) -> list[str]:
    """Signs the heads of logs that an older program kept without; gives their names."""
    unsigned = [log for log in store.logs(connection) if store.note_of(connection, log) is None]
    for log in unsigned:
        store.keep_note(connection, log, _signed_note(log, store.head(connection, log), party, key))
    return unsigned


def check_note(log: str, note: str | None, frontier: Frontier, key: NoteKey) -> None:
    """Checks that a log's signed head is this node's, of this size and root.

    Raises:
        AuditBroken: it is not.
    """
    if note is None:
        raise AuditBroken(f"{log}: its head is not signed")
    try:
        signed = checkpoint.verify(checkpoint.parse(note.encode()), key)
    except (MessageInvalid, SignatureInvalid) as error:
        raise AuditBroken(f"{log}: its head is not signed by this node") from error
    if (signed.origin, signed.size, signed.root) != (key.name, frontier.size, frontier.root()):
        raise AuditBroken(f"{log}: has {frontier.size} entries, and {signed.size} were signed, or others")


def _signed_note(log: str, frontier: Frontier, party: str, key: OKPKey) -> str:
    head = Checkpoint(origin(party, log), frontier.size, frontier.root())
    return checkpoint.sign(head, note_key(party, log, keys.public(key)), keys.raw_signer(key)).to_bytes().decode()


def keep_shown(
    connection: Connection, partner: str, public_key: dict[str, str], log: str, note: str, now: datetime
) -> Checkpoint:
    """Checks, keeps and gives a checkpoint that a partner showed of its log of our relation.

    Raises:
        AuditBroken: the partner's log forked: it showed another root at this size before.
        MessageInvalid: the note is malformed, or of another log.
        SignatureInvalid: it is not the partner's.
    """
    shown = checkpoint.verify(checkpoint.parse(note.encode()), note_key(partner, log, public_key))
    checkpoint.verify_origin(shown, origin(partner, log))
    store.keep_checkpoint(connection, shown.origin, shown.size, note, now)
    return shown


def largest_shown(connection: Connection, partner: str, log: str, until: datetime) -> int:
    """Gives the largest size that a partner had shown of its log before an instant of our clock; 0 for none."""
    return store.largest_checkpoint(connection, origin(partner, log), until)


def vouched(connection: Connection, party: str, log: str, public_key: dict[str, str]) -> dict[int, list[bytes]]:
    """Gives every root that was written down for one of this node's logs: kept checkpoints and the stored head.

    Raises:
        AuditBroken: a kept checkpoint is not signed by this node.
    """
    key = note_key(party, log, public_key)
    roots: dict[int, list[bytes]] = {}
    for note in store.checkpoints(connection, key.name):
        try:
            head = checkpoint.verify(checkpoint.parse(note.encode()), key)
        except (MessageInvalid, SignatureInvalid) as error:
            raise AuditBroken(f"{log}: a kept checkpoint is not this node's") from error
        roots.setdefault(head.size, []).append(head.root)
    frontier = store.head(connection, log)
    roots.setdefault(frontier.size, []).append(frontier.root())
    return roots
