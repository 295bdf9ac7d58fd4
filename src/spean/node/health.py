"""Looks whether all is well with a node, without changing anything."""

import shutil
import stat
from dataclasses import dataclass
from datetime import datetime

from spean.errors import EvidenceDamaged
from spean.evidence import store as evidence
from spean.exchange import store as exchange
from spean.identity import store as identity
from spean.node.core import Authority, Doing, Node
from spean.node.rebuild import older

#: Less free disk than this and an intake may be refused half-way.
FREE_BYTES = 1024**3


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    ok: bool
    found: str


def check(node: Node, who: Authority) -> list[Check]:
    """Looks at keys, disk, evidence, queue and partners."""
    with node.act(who, "doctor", {}) as doing:
        return [
            _keys(node),
            _disk(node),
            _evidence(node, doing),
            _mentions(doing),
            _queue(doing, doing.now),
            _parked(doing),
            *_partners(doing, doing.now),
        ]


def sweep(node: Node, who: Authority) -> list[str]:
    """Removes what killed intakes left in the evidence folder: everything that no batch names.

    An operator's decision, never automatic: after a restore of an older database, files it does not know yet lie there.

    Returns:
        The paths removed, below the evidence folder.
    """
    with node.act(who, "evidence.sweep", {}) as doing:
        gone = node.files.sweep(evidence.batches(doing.connection, superseded=True))
        doing.result = {"removed": gone}
    return gone


def _keys(node: Node) -> Check:
    loose = [path.name for path in (node.home / "keys").iterdir() if stat.S_IMODE(path.stat().st_mode) & 0o077]
    return Check("keys", not loose, f"readable by others: {', '.join(loose)}" if loose else "private")


def _disk(node: Node) -> Check:
    free = shutil.disk_usage(node.home).free
    return Check("disk", free > FREE_BYTES, f"{free // 1024**2} MiB free")


def _evidence(node: Node, doing: Doing) -> Check:
    batches = evidence.batches(doing.connection)
    try:
        for batch in batches:
            node.files.verify(batch.files)
    except EvidenceDamaged as error:
        return Check("evidence", False, error.message)
    return Check("evidence", True, f"{len(batches)} batches, every hash as recorded")


def _mentions(doing: Doing) -> Check:
    old = len(older(evidence.batches(doing.connection)))
    said = f"{old} batches were read by an older extractor, which protects less: `spean evidence rebuild`"
    return Check("mentions", not old, said if old else "found by this program's extractor")


def _queue(doing: Doing, now: datetime) -> Check:
    waiting = exchange.waiting(doing.connection)
    if not waiting:
        return Check("queue", True, "nothing waits")
    age = int((now - waiting[0].queued_at).total_seconds() // 60)
    error = f"; last error: {waiting[0].last_error}" if waiting[0].last_error else ""
    return Check("queue", age < 10, f"{len(waiting)} objects wait, the oldest for {age} min{error}")


def _parked(doing: Doing) -> Check:
    parked = exchange.parked(doing.connection)
    names = ", ".join(message.release_id for message in parked)
    return Check("parked", not parked, f"no longer releasable, not sent: {names}" if parked else "nothing")


def _partners(doing: Doing, now: datetime) -> list[Check]:
    found = []
    for partner in identity.partners(doing.connection):
        contact = partner.last_contact_at
        age = f"last heard {int((now - contact).total_seconds() // 60)} min ago" if contact else "never heard"
        found.append(Check(f"partner {partner.party}", partner.state == "active", f"{partner.state}, {age}"))
    return found
