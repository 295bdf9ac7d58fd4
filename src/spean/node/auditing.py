"""The audit logs: checking them, and reading them."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from spean.audit import heads, store
from spean.audit.verify import LogCheck, Verified
from spean.errors import NotFound
from spean.identity import keys
from spean.identity import store as identity
from spean.node.core import Authority, Node
from spean.node.officers import public_keys


def verify(node: Node, who: Authority, partner: str = "") -> list[Verified]:
    """Checks every log of this node (or one relation's) entry by entry, and signs its present head.

    Raises:
        AuditBroken: an entry is missing, altered or badly signed, or a vouched head is not extended.
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
        found = []
        for log in wanted:
            check = LogCheck(log, officers, heads.vouched(connection, node.party, log, public))
            found.append(check.run(store.entries(connection, log)))
            heads.sign_head(connection, log, node.party, key, doing.now)
        doing.result = {"logs": {each.log: each.size for each in found}}
    return found


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
