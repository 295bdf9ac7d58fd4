"""Reports and mentions as Arrow tables, and back: the shapes of the Parquet files, lossless both ways.

A mention with two valid readings is one row per reading (`rank` 0 is the likeliest), so that a look-up finds it by
either, and a victim's number is protected under either. Rows of a confidence of 0 behind them are a victim's value in
its other spellings (`Mention.also`), protected all the same. `carries` holds what a value has inside it, for the roles
over all reports; files of an extractor before 5 have no such column, and are read without. Instants are naive UTC, so
that no time zone database is asked on the way.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from spean.model import CANONICAL_COLUMNS, Kind, Mention, Moment, Reading, Report, Role

_MOMENTS = ("reported", "occurred")

REPORT_SCHEMA = pa.schema(
    [("uid", pa.string()), ("batch", pa.string()), ("report_id", pa.string()), ("line", pa.int64())]
    + [(f"text_{name}", pa.string()) for name in CANONICAL_COLUMNS]
    + [("extra", pa.string())]
    + [
        field
        for moment in _MOMENTS
        for field in (
            (f"{moment}_utc", pa.timestamp("us")),
            (f"{moment}_original", pa.string()),
            (f"{moment}_zone", pa.string()),
        )
    ]
)

MENTION_SCHEMA = pa.schema(
    [
        ("kind", pa.string()),
        ("value", pa.string()),
        ("uid", pa.string()),
        ("field", pa.string()),
        ("start", pa.int64()),
        ("rank", pa.int32()),
        ("end", pa.int64()),
        ("report_id", pa.string()),
        ("qualifier", pa.string()),
        ("raw", pa.string()),
        ("role", pa.string()),
        ("confidence", pa.float64()),
        ("readings", pa.string()),
        ("carries", pa.list_(pa.struct([("kind", pa.string()), ("value", pa.string())]))),
    ]
)
_CHUNK_ROWS = 20_000
_MENTION_ORDER = [(name, "ascending") for name in ("kind", "value", "uid", "field", "start", "rank")]

Row = Mapping[str, Any]


def report_table(batch: str, reports: Sequence[Report]) -> pa.Table:
    """Gives the reports of one batch as a table of `REPORT_SCHEMA`, in the file's order."""
    columns: dict[str, list[Any]] = {
        "uid": [report.uid for report in reports],
        "batch": [batch] * len(reports),
        "report_id": [report.report_id for report in reports],
        "line": [report.line for report in reports],
        "extra": [_json(report.extra) if report.extra else None for report in reports],
    }
    for name in CANONICAL_COLUMNS:
        columns[f"text_{name}"] = [report.columns.get(name) for report in reports]
    columns |= _moment_columns("reported", [report.reported_at for report in reports])
    columns |= _moment_columns("occurred", [report.occurred_at for report in reports])
    return pa.table(columns, schema=REPORT_SCHEMA)


def _moment_columns(name: str, moments: Sequence[Moment | None]) -> dict[str, list[Any]]:
    return {
        f"{name}_utc": [m and m.instant.astimezone(UTC).replace(tzinfo=None) for m in moments],
        f"{name}_original": [m and m.original for m in moments],
        f"{name}_zone": [m and m.zone for m in moments],
    }


def report_of(row: Row) -> Report:
    """Gives back the report that `report_table` wrote."""
    return Report(
        uid=row["uid"],
        report_id=row["report_id"],
        line=row["line"],
        columns={n: row[f"text_{n}"] for n in CANONICAL_COLUMNS if row[f"text_{n}"] is not None},
        extra=json.loads(row["extra"]) if row["extra"] else {},
        reported_at=_moment(row, "reported"),
        occurred_at=_moment(row, "occurred"),
    )


def _moment(row: Row, name: str) -> Moment | None:
    instant: datetime | None = row[f"{name}_utc"]
    if instant is None:
        return None
    return Moment(instant.replace(tzinfo=UTC), row[f"{name}_original"], row[f"{name}_zone"])


class MentionRows:
    """Gathers mentions as they are found, and holds them as Arrow rows: a tenth of what Python's objects take."""

    def __init__(self) -> None:
        self._rows: list[tuple[Any, ...]] = []
        self._chunks: list[pa.Table] = []

    def add(self, report: Report, mentions: Iterable[Mention]) -> None:
        """Takes the mentions of one report."""
        for mention in mentions:
            self._rows.extend(_mention_rows(report, mention))
        if len(self._rows) >= _CHUNK_ROWS:
            self._flush()

    def _flush(self) -> None:
        columns = zip(*self._rows, strict=True)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, MENTION_SCHEMA, strict=True)]
        self._chunks.append(pa.table(arrays, schema=MENTION_SCHEMA))
        self._rows = []

    def table(self) -> pa.Table:
        """Gives all of them as a table of `MENTION_SCHEMA`, in the order they came."""
        if self._rows:
            self._flush()
        return pa.concat_tables(self._chunks) if self._chunks else MENTION_SCHEMA.empty_table()


def mention_table(reports: Sequence[Report], mentions: Mapping[str, Sequence[Mention]]) -> pa.Table:
    """Gives the mentions of these reports as a table of `MENTION_SCHEMA`, in the order of the reports."""
    rows = MentionRows()
    for report in reports:
        rows.add(report, mentions.get(report.uid, ()))
    return rows.table()


def sorted_mentions(table: pa.Table) -> pa.Table:
    """Sorts by kind and value, so that a look-up skips most of a file."""
    return table.sort_by(_MENTION_ORDER)


def _mention_rows(report: Report, mention: Mention) -> list[tuple[Any, ...]]:
    first = Reading(mention.kind, mention.value, mention.confidence, mention.qualifier)
    others = [r for r in mention.readings if (r.kind, r.value) != (first.kind, first.value)]
    others += [Reading(kind, value, 0.0) for kind, value in mention.also]
    readings = _json([_reading_cells(r) for r in mention.readings]) if mention.readings else None
    carries = [{"kind": kind.value, "value": value} for kind, value in mention.carries] or None
    return [
        (
            reading.kind.value,
            reading.value,
            report.uid,
            mention.field,
            mention.start,
            rank,
            mention.end,
            report.report_id,
            reading.qualifier,
            mention.raw,
            mention.role.value,
            reading.confidence,
            readings,
            carries,
        )
        for rank, reading in enumerate([first, *others])
    ]


def mention_of(row: Row) -> Mention:
    """Gives back the mention that a row stands for; of a row of rank 1 or more, under that reading."""
    return Mention(
        kind=Kind(row["kind"]),
        value=row["value"],
        raw=row["raw"],
        start=row["start"],
        end=row["end"],
        role=Role(row["role"]),
        confidence=row["confidence"],
        field=row["field"],
        readings=tuple(_reading(cells) for cells in json.loads(row["readings"] or "[]")),
        qualifier=row["qualifier"],
        carries=tuple((Kind(key["kind"]), key["value"]) for key in row["carries"] or ()),
    )


def _reading_cells(reading: Reading) -> list[str | float]:
    return [reading.kind.value, reading.value, reading.confidence, reading.qualifier]


def _reading(cells: Sequence[Any]) -> Reading:
    return Reading(Kind(cells[0]), cells[1], cells[2], cells[3])


def _json(thing: object) -> str:
    return json.dumps(dict(thing) if isinstance(thing, Mapping) else thing, ensure_ascii=False)
