"""The audit logs: checking them, and reading them."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from spean.agreements import store as _agreements  # noqa: F401 - its rows are guarded
from spean.audit import heads, store
from spean.audit.verify import LogCheck, Verified, check_rows
from spean.casework import store as _casework  # noqa: F401 - its rows are guarded, and those of identity
from spean.db import all_changed, guarded_rows
from spean.errors import NotFound
from spean.identity import keys
from spean.identity import store as identity
from spean.node.core import Authority, Node
from spean.node.officers import public_keys


def verify(node: Node, who: Authority, partner: str = "") -> list[Verified]:
    """Checks every log of this node (or one relation's) entry by entry, and signs its present head.

    With all logs, the rows of officers, partners, cases, clearances, requests, releases, agreements and statements are
    compared with what the logs tell of them.

    Raises:
        AuditBroken: an entry is missing, altered or badly signed, the head is not the one signed last, a vouched head
            is not extended, or a row is not the one that the logs tell of.
    """
    key = node.key
    public = keys.public(key)
    with node.act(who, "audit.verify", {"partner": partner}) as doing:
        connection = doing.connection
        officers = public_keys(identity.officers(connection))
        there = heads.logs(connection, node.party)
        wanted = [store.partner_log(partner)] if partner else there
        if partner and wanted[0] not in there:
            raise NotFound(f"there is no log of a relation with {partner}")
        found, told = [], dict[str, tuple[int, str]]()
        for log in wanted:
            key_of_log = heads.note_key(node.party, log, public)
            heads.check_note(log, store.note_of(connection, log), store.head(connection, log), key_of_log)
            check = LogCheck(log, officers, heads.vouched(connection, node.party, log, public))
            found.append(check.run(store.entries(connection, log)))
            told |= {name: row for name, row in check.rows.items() if row >= told.get(name, (-1, ""))}
        if not partner:
            whole = not any(each.erased for each in found)
            check_rows({name: digest for name, (_, digest) in told.items()}, guarded_rows(connection), whole=whole)
        for log in wanted:
            heads.sign_head(connection, log, node.party, key, doing.now)
        doing.result = {"logs": {each.log: each.size for each in found}}
    return found


def adopt(node: Node) -> None:
    """Signs what an older program kept unsigned, and logs the rows that no entry tells of; once, after an upgrade."""
    with node.database.begin() as connection:
        logs = heads.adopt(connection, node.party, node.key)
        if logs:
            all_changed(connection)
            entry = store.Entry(node.clock(), f"node:{node.party}", "storage.adopt", {"logs": logs})
            store.append(connection, store.INNER, entry)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as an auditor reads it; `details` is None where its content was erased."""

    seq: int
    at: datetime
    actor: str
    act: str
    details: dict[str, Any] | None


def show(node: Node, who: Authority, log: str, last: int) -> list[Line]:
    """Shows the last entries of a log; reading it is itself logged."""
    with node.act(who, "audit.show", {"log": log, "last": last}) as doing:
        size = store.head(doing.connection, log).size
        return [
            Line(e.seq, e.at, e.actor, e.act, json.loads(e.body)["details"] if e.body else None)
            for e in store.entries(doing.connection, log, max(0, size - last))
        ]
