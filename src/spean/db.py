"""The engine, the transaction and the migrations of the casework database.

Embedded: SQLite from `sqlcipher3` (its own 3.53.4: the system's 3.40 has the WAL-reset bug), a raw key, WAL,
`synchronous=FULL`. A ministry names a PostgreSQL URL instead. One act is one transaction; writers queue.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlcipher3 import dbapi2

from spean.errors import SchemaMismatch, StorageFailed
from spean.migrations import HEAD

#: A transaction under way; the rest of the program knows no more of SQLAlchemy than this name.
Connection = sa.Connection

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: How long a writer waits for the one before it.
BUSY_SECONDS = 30


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An instant: aware datetimes in, UTC datetimes out, on every engine."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuses naive times, stores UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive time can't be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Gives UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Json(sa.types.TypeDecorator[Any]):
    """A JSON value kept as text, so that both engines give back the very same bytes."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str:
        """Writes compact, sorted JSON."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Any:
        """Reads it back."""
        return None if value is None else json.loads(value)


class Database:
    """The casework database of one node."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    @contextmanager
    def begin(self) -> Iterator[sa.Connection]:
        """Opens one transaction: committed when the block ends, else rolled back.

        Raises:
            StorageFailed: the engine could not open, read or write (another key, full disk, lost server, a writer held
                too long, a row that contradicts another).
        """
        try:
            with self._engine.begin() as connection:
                yield connection
        except (sa.exc.DBAPIError, dbapi2.DatabaseError) as error:
            cause = type(getattr(error, "orig", None) or error).__name__
            raise StorageFailed(f"the database refused the transaction ({cause})") from error

    def migrate(self) -> None:
        """Brings the schema to this program's version, data in place.

        Raises:
            SchemaMismatch: the database is of a version that this program does not know.
        """
        from alembic import command  # only here: it costs every other command 0.1 s
        from alembic.config import Config
        from alembic.util import CommandError

        config = Config()
        config.set_main_option("script_location", "spean:migrations")
        with self.begin() as connection:
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, HEAD)
            except CommandError as error:
                raise SchemaMismatch("the database is of a version that this program does not know") from error

    def check_schema(self) -> None:
        """Checks that the schema is this program's.

        Raises:
            SchemaMismatch: it is older or newer.
        """
        with self.begin() as connection:
            known = sa.inspect(connection).has_table("alembic_version")
            there = connection.scalar(sa.text("SELECT version_num FROM alembic_version")) if known else None
        if there != HEAD:
            raise SchemaMismatch(
                f"the database is at {there or 'nothing'}, this program needs {HEAD}",
                remedy="run `spean doctor --migrate`; if the database is newer, install the newer Spean",
            )

    def close(self) -> None:
        """Closes every connection."""
        self._engine.dispose()


def embedded(path: Path, key_hex: str) -> Database:
    """Opens the encrypted SQLite file at `path`; `key_hex` is its raw 256-bit key in hex."""

    def connect() -> Any:
        connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
        for pragma in (
            f"key = \"x'{key_hex}'\"",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
        ):
            try:
                connection.execute(f"PRAGMA {pragma}")
            except dbapi2.Error:
                connection.close()
                raise
        return connection

    engine = sa.create_engine("sqlite://", creator=connect, module=dbapi2, poolclass=sa.pool.QueuePool)
    # A read that turns into a write would fail as busy instead of waiting: take the writer's place at once.
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return Database(engine)


def server(url: str) -> Database:
    """Opens a ministry's PostgreSQL at `url` (`postgresql+pg8000://…`)."""
    engine = sa.create_engine(url, pool_pre_ping=True)
    # Writers queue as on SQLite: every act appends to an audit log, so they would collide there anyway.
    sa.event.listen(
        engine, "begin", lambda connection: connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7301)")
    )
    return Database(engine)
