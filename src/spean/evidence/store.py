"""The rows of evidence: one per batch, in the casework database.

Every function works inside the caller's transaction; the caller writes the audit row and commits.
"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from spean.db import Json, UtcDateTime, metadata
from spean.errors import NotFound
from spean.evidence.batch import Batch, BatchFiles, Source, Versions

batch_table = sa.Table(
    "batch",
    metadata,
    sa.Column("batch_id", sa.String(32), primary_key=True),
    sa.Column("original_sha256", sa.String(64), nullable=False, index=True),
    sa.Column("original_name", sa.Text, nullable=False),
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("received_at", UtcDateTime, nullable=False),
    sa.Column("mapping", Json, nullable=False),
    sa.Column("accepted", sa.Integer, nullable=False),
    sa.Column("rejected", sa.Integer, nullable=False),
    sa.Column("duplicates", sa.Integer, nullable=False),
    sa.Column("extractor_version", sa.Text, nullable=False),
    sa.Column("normaliser_version", sa.Text, nullable=False),
    sa.Column("files", Json, nullable=False),
    sa.Column("superseded", sa.Boolean, nullable=False),
)


def add_batch(connection: sa.Connection, batch: Batch) -> None:
    """Writes the row of a batch whose files are on the disk.

    Raises:
        sqlalchemy.exc.IntegrityError: a batch of this id is there already (ask `find_batch` first).
    """
    row = {
        "batch_id": batch.batch_id,
        "original_sha256": batch.original_sha256,
        "original_name": batch.source.name,
        "sender": batch.source.sender,
        "received_at": batch.source.received_at,
        "mapping": list(batch.mapping),
        "accepted": batch.accepted,
        "rejected": batch.rejected,
        "duplicates": batch.duplicates,
        "superseded": batch.superseded,
    }
    connection.execute(batch_table.insert().values(**row, **_derived(batch.versions, batch.files)))


def find_batch(connection: sa.Connection, batch_id: str) -> Batch | None:
    """Gives the batch of that id, or None."""
    row = connection.execute(sa.select(batch_table).where(batch_table.c.batch_id == batch_id)).one_or_none()
    return None if row is None else _batch(row)


def batches(connection: sa.Connection, *, superseded: bool = False) -> list[Batch]:
    """Gives the batches in the order they came in.

    Args:
        connection: inside a transaction.
        superseded: give the superseded ones too (`EvidenceFiles.sweep` needs them).
    """
    query = sa.select(batch_table).order_by(batch_table.c.received_at, batch_table.c.batch_id)
    if not superseded:
        query = query.where(batch_table.c.superseded.is_(False))
    return [_batch(row) for row in connection.execute(query)]


def supersede(connection: sa.Connection, batch_ids: Iterable[str]) -> None:
    """Marks batches as replaced: no query reads them from now on."""
    for batch_id in batch_ids:
        _update(connection, batch_id, {"superseded": True})


def replace_mentions(connection: sa.Connection, batch_id: str, files: BatchFiles, versions: Versions) -> None:
    """Lets a batch's row name newly derived mentions.

    Raises:
        NotFound: there is no such batch.
    """
    _update(connection, batch_id, _derived(versions, files))


def _update(connection: sa.Connection, batch_id: str, values: dict[str, Any]) -> None:
    done = connection.execute(batch_table.update().where(batch_table.c.batch_id == batch_id).values(**values))
    if done.rowcount != 1:
        raise NotFound("no batch has that id")


def _derived(versions: Versions, files: BatchFiles) -> dict[str, Any]:
    return {
        "extractor_version": versions.extractor,
        "normaliser_version": versions.normaliser,
        "files": asdict(files),
    }


def _batch(row: sa.Row[Any]) -> Batch:
    return Batch(
        batch_id=row.batch_id,
        original_sha256=row.original_sha256,
        source=Source(row.original_name, row.sender, row.received_at),
        mapping=row.mapping,
        accepted=row.accepted,
        rejected=row.rejected,
        duplicates=row.duplicates,
        versions=Versions(row.extractor_version, row.normaliser_version),
        files=BatchFiles(**row.files),
        superseded=row.superseded,
    )
