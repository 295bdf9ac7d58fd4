"""What a newer extractor changed: the mentions of one batch before and after, compared place by place."""

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from spean.model import Kind, Role

_CHANGES = """
WITH before AS (SELECT DISTINCT uid, field, start, "end", kind, value, role FROM old WHERE rank = 0),
     after AS (SELECT DISTINCT uid, field, start, "end", kind, value, role FROM new WHERE rank = 0)
SELECT kind, before.role, after.role, count(*)
FROM before FULL OUTER JOIN after USING (uid, field, start, "end", kind, value)
WHERE before.role IS DISTINCT FROM after.role
GROUP BY ALL ORDER BY ALL NULLS FIRST
"""


@dataclass(frozen=True, slots=True)
class Change:
    """How many mentions of one kind changed alike.

    Attributes:
        kind: what they are.
        before: their role before; None where the mention is new.
        after: their role now; None where it is gone.
        mentions: how many.
    """

    kind: Kind
    before: Role | None
    after: Role | None
    mentions: int


def changes(old: pa.Table, new: pa.Table) -> list[Change]:
    """Compares two tables of `tables.MENTION_SCHEMA` over the same reports."""
    with duckdb.connect() as engine:
        engine.register("old", old)
        engine.register("new", new)
        rows = engine.execute(_CHANGES).fetchall()
    return [
        Change(Kind(kind), before and Role(before), after and Role(after), count) for kind, before, after, count in rows
    ]
