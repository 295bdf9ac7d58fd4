"""Weigh: which values count as one, how many reports name each, and how telling that is.

DuckDB groups; Python sees numbers in place of names. Numbers are given in sorted order, so that the outcome does not
depend on the order of the input.
"""

import math
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Self

import duckdb
import pyarrow as pa

from spean.evidence.answers import ReportRef
from spean.linking.hubs import PLACES, Company
from spean.linking.records import ValueKey
from spean.model import Kind

#: The columns of edges, as `Evidence.suspect_edges` gives them.
EDGE_SCHEMA = pa.schema([(name, pa.string()) for name in ("uid", "report_id", "kind", "value", "bank")])

# The same digits at two known banks are two accounts. Where one bank only is known for them, a report that names no
# bank means that one; where several are, it can't be told, and stays apart.
_KEYED = """
CREATE TABLE keyed AS
WITH banks AS (SELECT kind, value, min(bank) AS bank FROM edges WHERE bank <> ''
               GROUP BY kind, value HAVING count(DISTINCT bank) = 1)
SELECT DISTINCT e.uid, e.report_id, e.kind, e.value, coalesce(b.bank, e.bank) AS bank
FROM edges e LEFT JOIN banks b USING (kind, value)
"""
_REPORTS = """
CREATE TABLE reports AS SELECT row_number() OVER (ORDER BY uid) - 1 AS r, uid, report_id
FROM (SELECT uid, min(report_id) AS report_id FROM keyed GROUP BY uid)
"""
_VALUES = """
CREATE TABLE named AS SELECT row_number() OVER (ORDER BY kind, value, bank) - 1 AS v, kind, value, bank, n
FROM (SELECT kind, value, bank, count(*) AS n FROM keyed GROUP BY kind, value, bank)
"""
_PAIRS = """
CREATE TABLE pairs AS SELECT r, v, n
FROM keyed JOIN reports USING (uid) JOIN named USING (kind, value, bank)
"""
_COMPANY = """
WITH beside AS (
    SELECT a.v, b.v AS other, r
    FROM pairs a SEMI JOIN asked USING (v) JOIN pairs b USING (r) JOIN named ON named.v = b.v
    WHERE a.v <> b.v AND b.n >= 2 AND named.kind NOT IN (SELECT unnest($places::VARCHAR[]))),
closest AS (SELECT v, max(together) AS together FROM (
    SELECT v, other, count(*) AS together FROM beside GROUP BY v, other) GROUP BY v)
SELECT v, count(DISTINCT r), any_value(together) FROM beside JOIN closest USING (v) GROUP BY v
"""
_INDICATORS = """
SELECT g, v, kind, value, bank, count(*) AS here, any_value(p.n) AS everywhere
FROM membership JOIN pairs p USING (r) JOIN named USING (v)
WHERE v NOT IN (SELECT v FROM hubs)
GROUP BY g, v, kind, value, bank ORDER BY g, here DESC, kind, value, bank
"""


class Weighed:
    """The edges of one run, counted; a context manager.

    Args:
        edges: columns of `EDGE_SCHEMA`, others are ignored; in any order, doubles are one.
    """

    def __init__(self, edges: pa.Table) -> None:
        self._engine = duckdb.connect(config={"enable_external_access": "false"})
        self._engine.register("edges", edges.select(EDGE_SCHEMA.names))
        for step in (_KEYED, _REPORTS, _VALUES, _PAIRS):
            self._engine.execute(step)
        self._engine.unregister("edges")
        self.reports = self._count("SELECT count(*) FROM reports")
        self.values = self._count("SELECT count(*) FROM named")
        self.edges = self._count("SELECT count(*) FROM pairs")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.close()

    def _count(self, query: str) -> int:
        [(count,)] = self._engine.execute(query).fetchall()
        return int(count)

    def shared_values(self) -> dict[int, tuple[ValueKey, int]]:
        """Gives the values that two or more reports name: number → (value, reports)."""
        rows = self._engine.execute("SELECT v, kind, value, bank, n FROM named WHERE n >= 2 ORDER BY v").fetchall()
        return {v: (ValueKey(Kind(kind), value, bank), n) for v, kind, value, bank, n in rows}

    def company(self, numbers: list[int]) -> dict[int, Company]:
        """Gives the company that each of these values keeps; a value that stands alone everywhere has none."""
        if not numbers:
            return {}
        self._table("asked", {"v": numbers})
        rows = self._engine.execute(_COMPANY, {"places": [kind.value for kind in PLACES]}).fetchall()
        return {v: Company(reports, together) for v, reports, together in rows}

    def shared_pairs(self, hubs: Iterable[int]) -> list[tuple[int, int]]:
        """Gives (report number, value number) of every value that two or more reports name, without the hubs."""
        self._table("hubs", {"v": hubs})
        query = "SELECT r, v FROM pairs WHERE n >= 2 AND v NOT IN (SELECT v FROM hubs) ORDER BY r, v"
        return self._engine.execute(query).fetchall()

    def report_refs(self, numbers: Iterable[int]) -> dict[int, ReportRef]:
        """Gives the names of reports: number → report."""
        self._table("asked", {"r": numbers})
        rows = self._engine.execute("SELECT r, uid, report_id FROM reports SEMI JOIN asked USING (r)").fetchall()
        return {r: ReportRef(uid, report_id) for r, uid, report_id in rows}

    def indicators(self, membership: Mapping[int, int]) -> list[tuple[int, ValueKey, int, int]]:
        """Gives every value of every group but the hubs that `shared_pairs` was given.

        Args:
            membership: report number → group.

        Returns:
            (group, value, reports of the group that name it, reports that name it), by group, most reports first.
        """
        self._table("membership", {"r": membership, "g": membership.values()})
        rows = self._engine.execute(_INDICATORS).fetchall()
        return [(g, ValueKey(Kind(kind), value, bank), here, n) for g, _, kind, value, bank, here, n in rows]

    def _table(self, name: str, columns: Mapping[str, Iterable[int]]) -> None:
        self._engine.register(name, pa.table({c: pa.array(list(cells), pa.int64()) for c, cells in columns.items()}))


def specificity(reports: int, of_reports: int) -> float:
    """Says how telling a value is: 1 for one that a single report names, towards 0 for one that all name.

    Inverse document frequency (Spärck Jones 1972), scaled to 0–1 by its highest possible value and smoothed by one, so
    that two reports alone still have something in common.

    Args:
        reports: how many reports name the value.
        of_reports: how many reports there are.
    """
    return math.log((of_reports + 1) / reports) / math.log(of_reports + 1)
