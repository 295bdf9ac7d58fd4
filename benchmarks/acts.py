"""Audited acts a second, beside bare commits: the physical limit is the disk's flush, one for each commit."""

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from spean.audit import store as audit
from spean.node import officers, reports
from spean.node.home import NewNode, authority, init, open_node
from spean.node.reports import Why

ROUNDS, EACH = 5, 200


def rate(do: Callable[[], None]) -> float:
    began = time.perf_counter()
    for _ in range(EACH):
        do()
    return EACH / (time.perf_counter() - began)


with tempfile.TemporaryDirectory() as folder:
    home = Path(folder) / "node"
    init(home, NewNode("TH"))
    with open_node(home) as node:
        who = authority(node, None, None)

        def bare() -> None:
            with node.database.begin() as connection:
                connection.execute(
                    sa.text("INSERT INTO counter VALUES ('b', 1) ON CONFLICT (name) DO UPDATE SET last = last + 1")
                )

        def entry() -> None:
            with node.database.begin() as connection:
                audit.append(connection, audit.INNER, audit.Entry(node.clock(), "bench", "bench", {"n": 1}))

        def signed() -> None:
            officers.officers(node, who)

        def look_up() -> None:
            reports.look_up(node, who, "081-234-5678", Why("bench", "bench", "C-1"))

        for name, do in (("bare commit", bare), ("audit entry", entry), ("signed act", signed), ("look-up", look_up)):
            rates = [rate(do) for _ in range(ROUNDS)]
            print(
                json.dumps(
                    {
                        "what": name,
                        "per_second_median": round(statistics.median(rates)),
                        "min": round(min(rates)),
                        "max": round(max(rates)),
                    }
                )
            )
