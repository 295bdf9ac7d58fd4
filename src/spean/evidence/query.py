"""The one query surface over evidence: DuckDB, reading only files of this node whose hash was checked.

DuckDB answers wrongly and silently on a Parquet file with a flipped bit, so every file is checked first
(`EvidenceFiles.verify`, cached per process). The engine may read the named files and nothing else: no extension,
no network, no other path, no setting changed later.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import pyarrow as pa

from spean.errors import EvidenceDamaged, NotFound, StorageFailed
from spean.evidence import sql
from spean.evidence.answers import ContestedValue, Counts, GroupFacts, LookUp, ReportRef, StoredMention, ValueRole
from spean.evidence.batch import Batch
from spean.evidence.files import EvidenceFiles
from spean.evidence.tables import MENTION_SCHEMA, REPORT_SCHEMA, mention_of, report_of
from spean.model import FACTS, Kind, Mention, Money, Report, Role
from spean.release.roles import READING_THRESHOLD, role_over_reports
from spean.vocab.currencies import EXPONENTS

#: The longest value that is linked or cleared: an index of PostgreSQL holds rows of 2,704 bytes, and every engine is
#: to answer alike. A longer link is found by look-up, and its domain links.
LONGEST_VALUE_BYTES = 2048

#: Columns that files of older versions lack.
_SQL_TYPES = {"carries": "STRUCT(kind VARCHAR, value VARCHAR)[]"}
_ENGINE = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
}
#: So many rows are fetched at once where an answer is read one by one.
_ROWS_AT_ONCE = 4096


class Evidence:
    """Questions to the evidence of this node; a context manager, or `close` it.

    Args:
        files: the evidence folder.
        batches: the batches to read (`store.batches`).
        memory_megabytes: the most that the engine may use; nothing is spilled to the disk.

    Raises:
        EvidenceDamaged: a file of these batches is missing or was changed.
    """

    def __init__(self, files: EvidenceFiles, batches: Sequence[Batch], memory_megabytes: int = 2048) -> None:
        self._files, self._read = files, tuple(batches)
        self.check_files()
        self._batches = len(batches)
        reports = [files.root.absolute() / batch.files.reports for batch in batches]
        mentions = [files.root.absolute() / batch.files.mentions for batch in batches]
        self._engine = _engine(reports + mentions, memory_megabytes)
        self._open("reports", reports, REPORT_SCHEMA)
        self._open("mentions", mentions, MENTION_SCHEMA)
        self._fill("senders", {batch.batch_id: batch.source.sender for batch in batches})
        self._fill("facts", {kind.value: "" for kind in FACTS})
        for view in sql.ROLE_VIEWS:
            self._engine.execute(view)

    def _open(self, name: str, paths: Sequence[Path], schema: pa.Schema) -> None:
        if paths:
            rows = self._engine.read_parquet([str(path) for path in paths], union_by_name=True)
            # A batch written before a column was added has no such cell: it is read as empty.
            absent = "".join(
                f', NULL::{_SQL_TYPES.get(column, "VARCHAR")} AS "{column}"'
                for column in schema.names
                if column not in rows.columns
            )
            rows.project(f"*{absent}").create_view(name)
        else:
            self._engine.from_arrow(schema.empty_table()).create(name)

    def _fill(self, name: str, pairs: Mapping[str, str]) -> None:
        first, second = {"senders": ("batch", "sender"), "facts": ("kind", "note")}[name]
        cells = {first: pa.array(pairs, pa.string()), second: pa.array(pairs.values(), pa.string())}
        self._engine.from_arrow(pa.table(cells)).create(name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets the engine go."""
        self._engine.close()

    # -- reports --------------------------------------------------------------------------------------------
    def counts(self) -> Counts:
        """Counts batches, reports, mentions and different values."""
        [(reports, mentions, values)] = self._rows(sql.COUNTS)
        return Counts(self._batches, reports, mentions, values)

    def known_uids(self, uids: Iterable[str]) -> set[str]:
        """Gives those of the uids that are in evidence already."""
        asked = pa.table({"uid": pa.array(uids, pa.string())})
        query = "SELECT uid FROM reports SEMI JOIN asked USING (uid)"
        return {uid for (uid,) in self._rows(query, tables={"asked": asked})}

    def report(self, uid: str) -> Report:
        """Gives one report.

        Raises:
            NotFound: no report has that uid.
        """
        for report in self.reports([uid]):
            return report
        raise NotFound("no report has that uid")

    def reports(self, uids: Iterable[str] | None = None) -> list[Report]:
        """Gives the reports of these uids that exist, or all, by report id."""
        query = "SELECT * FROM reports ORDER BY report_id, uid"
        if uids is None:
            return [report_of(row) for row in self._dicts(query)]
        asked = pa.table({"uid": pa.array(uids, pa.string())})
        query = "SELECT * FROM reports SEMI JOIN asked USING (uid) ORDER BY report_id, uid"
        return [report_of(row) for row in self._dicts(query, tables={"asked": asked})]

    def reports_of_seizures(self) -> Iterator[Report]:
        """Gives the reports that state a substance or a species, one by one: there may be hundreds of thousands."""
        answer = self._run(sql.SEIZURES, None, None)
        names = [column[0] for column in answer.description or ()]
        while rows := answer.fetchmany(_ROWS_AT_ONCE):
            yield from (report_of(dict(zip(names, row, strict=True))) for row in rows)

    def types_and_narratives(self) -> Iterator[tuple[str | None, str | None]]:
        """Gives what each report says of its type, and its narrative, as written; None where it says nothing."""
        answer = self._run("SELECT text_typology, text_narrative FROM reports", None, None)
        while rows := answer.fetchmany(_ROWS_AT_ONCE):
            yield from rows

    def find_reports(self, report_id: str) -> list[Report]:
        """Gives the reports with this id of the sender; two senders may use the same."""
        query = "SELECT * FROM reports WHERE report_id = $report_id ORDER BY uid"
        return [report_of(row) for row in self._dicts(query, {"report_id": report_id})]

    def mentions(self, uid: str) -> list[Mention]:
        """Gives the mentions of one report as they stand in it."""
        query = "SELECT * FROM mentions WHERE uid = $uid AND rank = 0 ORDER BY field, start, kind, value"
        return [mention_of(row) for row in self._dicts(query, {"uid": uid})]

    def check_files(self) -> None:
        """Checks that the files are still those that were opened: DuckDB would read whatever stands there now.

        Raises:
            EvidenceDamaged: one is missing or was changed.
        """
        for batch in self._read:
            self._files.verify(batch.files, only=(batch.files.reports, batch.files.mentions))

    # -- values ---------------------------------------------------------------------------------------------
    def lookup(self, values: Iterable[tuple[Kind, str]]) -> list[LookUp]:
        """Answers for each normalised value, in the order asked."""
        return [self._look_up(kind, value) for kind, value in values]

    def _look_up(self, kind: Kind, value: str) -> LookUp:
        rows = self._dicts(sql.LOOK_UP, {"kind": kind.value, "value": value})
        if not rows:
            return LookUp(kind, value, None)
        role = self._strictest(role_over_reports(Role(row["role_here"]) for row in rows), rows)
        if role is Role.VICTIM:
            return LookUp(kind, value, None)
        if role is Role.CONTESTED:
            rows = [row for row in rows if row["role_here"] == Role.SUSPECT]
        mentions = tuple(StoredMention(ReportRef(row["uid"], row["report_id"]), mention_of(row)) for row in rows)
        return LookUp(kind, value, role, tuple(dict.fromkeys(m.report for m in mentions)), mentions)

    def _strictest(self, role: Role, rows: Iterable[Mapping[str, Any]]) -> Role:
        """Gives a value's role with those of all that it carries; only a victim's and a contested one is stricter."""
        keys = sorted({(key["kind"], key["value"]) for row in rows for key in row["carries"] or ()})
        if not keys or role is Role.CONTESTED:
            return role
        kinds, values = zip(*keys, strict=True)
        asked = pa.table({"kind": pa.array(kinds, pa.string()), "value": pa.array(values, pa.string())})
        inner = defaultdict(list)
        for kind, value, found in self._rows(sql.ROLES_HERE, tables={"asked": asked}):
            inner[kind, value].append(Role(found))
        carried = {role_over_reports(found) for found in inner.values()} & {Role.VICTIM, Role.CONTESTED}
        return role_over_reports({role, *carried})

    def standing_roles(self, kind: Kind | None = None) -> list[ValueRole]:
        """Gives the role over all reports of every value, of one kind or of all; facts have none."""
        return self._value_roles(
            {"kind": kind and kind.value, "role": None, "confidence": 0.0, "bytes": LONGEST_VALUE_BYTES}
        )

    def roles_of(self, values: Iterable[tuple[Kind, str]]) -> dict[tuple[Kind, str], Role]:
        """Gives the role over all reports of those of the values that any report names.

        For decisions inside the node, where a victim's value must be told from an unknown one. Not for answers.
        """
        asked = _asked(values)
        roles = self._named_roles(asked)
        within: dict[tuple[Kind, str], list[tuple[Kind, str]]] = defaultdict(list)
        for kind, value, inner_kind, inner_value in self._rows(sql.CARRIED_BY, tables={"asked": asked}):
            within[Kind(kind), value].append((Kind(inner_kind), inner_value))
        inner = self._named_roles(_asked(key for keys in within.values() for key in keys)) if within else {}
        for outer, keys in within.items():
            strict = {inner[key] for key in keys if key in inner} & {Role.VICTIM, Role.CONTESTED}
            roles[outer] = role_over_reports({roles[outer], *strict})
        return roles

    def _named_roles(self, asked: pa.Table) -> dict[tuple[Kind, str], Role]:
        rows = self._rows(sql.ROLES_OF, tables={"asked": asked})
        return {(Kind(kind), value): Role(role) for kind, value, role in rows}

    def senders_of(self, values: Iterable[tuple[Kind, str]]) -> dict[tuple[Kind, str], set[str]]:
        """Gives who sent the reports in which these values are suspect, as intake was told ("" where it was not)."""
        asked = _asked(values)
        found: dict[tuple[Kind, str], set[str]] = {}
        for kind, value, sender in self._rows(sql.SENDERS, tables={"asked": asked}):
            found.setdefault((Kind(kind), value), set()).add(sender)
        return found

    def clearance_candidates(self, kind: Kind) -> list[ValueRole]:
        """Gives the values of one kind that may be put up for clearance.

        Those are suspect over all reports, and at least once read with a confidence of `READING_THRESHOLD`.
        """
        return self._value_roles(
            {
                "kind": kind.value,
                "role": Role.SUSPECT.value,
                "confidence": READING_THRESHOLD,
                "bytes": LONGEST_VALUE_BYTES,
            }
        )

    def _value_roles(self, asked: Mapping[str, object]) -> list[ValueRole]:
        rows = self._rows(sql.VALUE_ROLES, asked)
        return [ValueRole(Kind(kind), value, Role(role), *rest) for kind, value, role, *rest in rows]

    def contested(self) -> list[ContestedValue]:
        """Gives every contested value with its reports, for a person to decide."""
        found = []
        for (kind, value), group in groupby(self._rows(sql.CONTESTED), key=lambda row: row[:2]):
            rows = list(group)
            suspect, victim = (
                tuple(ReportRef(uid, report_id) for *_, uid, report_id, role in rows if role == wanted)
                for wanted in (Role.SUSPECT, Role.VICTIM)
            )
            found.append(ContestedValue(Kind(kind), value, suspect, victim))
        return found

    # -- for linking ----------------------------------------------------------------------------------------
    def suspect_edges(self) -> pa.Table:
        """Gives which report names which value that may link.

        Suspect in that report and over all reports, no fact, read with a confidence of `READING_THRESHOLD`.

        Returns:
            columns `uid`, `report_id`, `kind`, `value`, `bank` ("" where unknown or no account), `confidence`; one row
            per report and value (and bank), in no order.
        """
        asked = {"confidence": READING_THRESHOLD, "bytes": LONGEST_VALUE_BYTES}
        with _told():
            answer = self._engine.cursor().sql(sql.SUSPECT_EDGES, params=asked)
            return answer.to_arrow_table()

    def named_by(self, uids: Iterable[str]) -> list[tuple[str, Kind, str, str]]:
        """Gives (uid, kind, value, bank) of the suspect values that these reports name, by report and value.

        It knows these reports only: what is a hub, or a victim's in others, the caller leaves out
        (`linking.explain.keys_of`).
        """
        asked = pa.table({"uid": pa.array(uids, pa.string())})
        rows = self._rows(sql.NAMED_BY, {"confidence": READING_THRESHOLD}, tables={"asked": asked})
        return [(uid, Kind(kind), value, bank) for uid, kind, value, bank in rows]

    def group_facts(self, groups: Mapping[str, Iterable[str]]) -> dict[str, GroupFacts]:
        """Sums up groups of reports: times, provinces named, money stated.

        Args:
            groups: name of a group → uids of its reports.
        """
        pairs = [(name, uid) for name, uids in groups.items() for uid in uids]
        names, members = (pa.array([pair[i] for pair in pairs], pa.string()) for i in (0, 1))
        tables = {"groups": pa.table({"name": names, "uid": members})}
        provinces = _by_first(self._rows(sql.GROUP_PROVINCES, tables=tables))
        money = _by_first(self._rows(sql.GROUP_MONEY, tables=tables))
        return {
            name: GroupFacts(
                reports=reports,
                dated=dated,
                first_seen=first and first.replace(tzinfo=UTC),
                last_seen=last and last.replace(tzinfo=UTC),
                provinces=tuple((province, named) for province, named in provinces[name]),
                money=tuple(_money(currency, total) for currency, total, _ in money[name]),
                with_amount=sum(stated for *_, stated in money[name]),
            )
            for name, reports, dated, first, last in self._rows(sql.GROUP_TIMES, tables=tables)
        }

    # -- the engine -----------------------------------------------------------------------------------------
    def _rows(
        self, query: str, asked: Mapping[str, object] | None = None, tables: Mapping[str, pa.Table] | None = None
    ) -> list[tuple[Any, ...]]:
        with _told():
            return self._run(query, asked, tables).fetchall()

    def _dicts(
        self, query: str, asked: Mapping[str, object] | None = None, tables: Mapping[str, pa.Table] | None = None
    ) -> list[dict[str, Any]]:
        with _told():
            answer = self._run(query, asked, tables)
            names = [column[0] for column in answer.description or ()]
            return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def _run(
        self, query: str, asked: Mapping[str, object] | None, tables: Mapping[str, pa.Table] | None
    ) -> duckdb.DuckDBPyConnection:
        cursor = self._engine.cursor()  # its own, so that several threads may ask
        for name, table in (tables or {}).items():
            cursor.register(name, table)
        return cursor.execute(query, dict(asked or {}))


@contextmanager
def _told() -> Iterator[None]:
    """Turns the engine's errors that a user can do something about into Spean's."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise StorageFailed("a query needs more memory than it may use", remedy="raise the memory limit") from error
    except (duckdb.IOException, duckdb.PermissionException) as error:
        raise StorageFailed("an evidence file can't be read", remedy="check the home's folder") from error
    except duckdb.Error as error:  # its text can hold values
        raise EvidenceDamaged(f"an evidence file is not what was written ({type(error).__name__})") from error


def _money(currency: str, total: Decimal) -> Money:
    return Money(int(total.scaleb(EXPONENTS.get(currency, 2))), currency)


def _asked(keys: Iterable[tuple[Kind, str]]) -> pa.Table:
    pairs = sorted(set(keys))
    kinds, values = ([kind.value for kind, _ in pairs], [value for _, value in pairs])
    return pa.table({"kind": pa.array(kinds, pa.string()), "value": pa.array(values, pa.string())})


def _by_first(rows: Iterable[tuple[Any, ...]]) -> defaultdict[str, list[tuple[Any, ...]]]:
    found = defaultdict(list)
    for first, *rest in rows:
        found[first].append(tuple(rest))
    return found


def _engine(paths: Iterable[Path], memory_megabytes: int) -> duckdb.DuckDBPyConnection:
    engine = duckdb.connect(config={**_ENGINE, "memory_limit": f"{memory_megabytes}MB"})
    quoted = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
    for setting in (
        "temp_directory = ''",
        f"allowed_paths = [{quoted}]",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        engine.execute(f"SET {setting}")
    return engine
