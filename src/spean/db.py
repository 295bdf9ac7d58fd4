"""The engine, the transaction and the migrations of the casework database.

Embedded: SQLite from `sqlcipher3` (its own 3.53.4: the system's 3.40 has the WAL-reset bug), a raw key, WAL,
`synchronous=FULL`. A ministry names a PostgreSQL URL instead. One act is one transaction; writers queue.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

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
#: Marks a connection's transaction as one that only reads.
_READS = "spean_reads"


_guarded: dict[str, tuple[sa.Table, frozenset[str]]] = {}
_changed: WeakKeyDictionary[sa.Connection, dict[tuple[str, tuple[Any, ...]], None]] = WeakKeyDictionary()


def guard(table: sa.Table, *, without: Iterable[str] = ()) -> None:
    """Has the audit log vouch for a table's rows, less some columns: who writes one says so with `changed`."""
    _guarded[table.name] = (table, frozenset(without))


def changed(connection: sa.Connection, table: sa.Table, *key: Any) -> None:
    """Notes that a guarded row was written: the next log entry of this transaction holds its digest."""
    _changed.setdefault(connection, {})[(table.name, key)] = None


def all_changed(connection: sa.Connection) -> None:
    """Notes every guarded row as written: an upgrade has the log tell of rows that no entry told of."""
    for table, _without in _guarded.values():
        for row in connection.execute(sa.select(*table.primary_key.columns)):
            changed(connection, table, *row)


def take_changed(connection: sa.Connection) -> dict[str, str]:
    """Gives the digest of every guarded row written since the last call, by its name; "" for one that is gone."""
    found = {}
    for name, key in _changed.pop(connection, {}):
        table, without = _guarded[name]
        columns = zip(table.primary_key.columns, key, strict=True)
        row = connection.execute(sa.select(table).where(*(column == value for column, value in columns))).first()
        found["/".join((name, *map(str, key)))] = "" if row is None else _row_digest(row, without)
    return found


def guarded_rows(connection: sa.Connection) -> dict[str, str]:
    """Gives the digest of every guarded row as it stands, by its name."""
    return {
        "/".join((name, *(str(row._mapping[column]) for column in table.primary_key.columns))): _row_digest(
            row, without
        )
        for name, (table, without) in sorted(_guarded.items())
        for row in connection.execute(sa.select(table))
    }


def _row_digest(row: sa.Row[Any], without: frozenset[str]) -> str:
    # Empty cells are left out, so that a row keeps its digest when a newer schema gives it a column.
    cells = {name: value for name, value in row._asdict().items() if name not in without and value}
    text = json.dumps(cells, sort_keys=True, default=lambda cell: cell.hex() if isinstance(cell, bytes) else str(cell))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


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


@contextmanager
def _told() -> Iterator[None]:
    """Turns the engine's errors into one of Spean's: a pool that is exhausted and a server that is lost among them."""
    try:
        yield
    except (sa.exc.SQLAlchemyError, dbapi2.DatabaseError) as error:
        if isinstance(error, sa.exc.StatementError) and not isinstance(error, sa.exc.DBAPIError):
            raise  # a value that no engine was asked to take: the program's own fault
        cause = type(getattr(error, "orig", None) or error).__name__
        raise StorageFailed(f"the database refused the transaction ({cause})") from error


class Database:
    """The casework database of one node."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        #: Called at the end of every writing transaction, inside it: the node signs the heads of its logs there.
        self.before_commit: Callable[[sa.Connection], None] | None = None

    @contextmanager
    def begin(self) -> Iterator[sa.Connection]:
        """Opens one transaction: committed when the block ends, else rolled back.

        Raises:
            StorageFailed: the engine could not open, read or write (another key, full disk, lost server, a writer held
                too long, a row that contradicts another).
        """
        with _told(), self._engine.begin() as connection:
            yield connection
            if self.before_commit is not None:
                self.before_commit(connection)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Opens one transaction that only reads: it neither waits for a writer nor keeps one waiting.

        Raises:
            StorageFailed: as `begin`.
        """
        with _told(), self._engine.connect() as connection:
            reading = connection.execution_options(**{_READS: True})
            with reading.begin():
                yield reading

    def migrate(self) -> None:
        """Brings the schema to this program's version, data in place; what older logs lack is for the node to add.

        Raises:
            SchemaMismatch: the database is of a version that this program does not know.
        """
        from alembic import command  # only here: it costs every other command 0.1 s
        from alembic.config import Config
        from alembic.util import CommandError

        config = Config()
        config.set_main_option("script_location", "spean:migrations")
        with self._rebuilding() as connection:
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, HEAD)
            except CommandError as error:
                raise SchemaMismatch("the database is of a version that this program does not know") from error

    @contextmanager
    def _rebuilding(self) -> Iterator[sa.Connection]:
        """Opens a transaction in which a table that others point at may be built anew.

        SQLite can alter little in place: a table is copied and dropped. With foreign keys enforced, the drop of a
        parent fails; they can be set aside only outside a transaction, and are checked as a whole before the commit.
        """
        with _told(), self._engine.connect() as connection:
            sqlite = connection.dialect.name == "sqlite"
            driver: Any = connection.connection.driver_connection
            if sqlite:
                driver.execute("PRAGMA foreign_keys = OFF")
            try:
                with connection.begin():
                    yield connection
                    if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                        raise StorageFailed("a migration would leave rows that point at nothing")
            finally:
                if sqlite:
                    driver.execute("PRAGMA foreign_keys = ON")

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
    _on_begin(engine, "BEGIN", "BEGIN IMMEDIATE")
    return Database(engine)


def server(url: str) -> Database:
    """Opens a ministry's PostgreSQL at `url` (`postgresql+pg8000://…`)."""
    engine = sa.create_engine(url, pool_pre_ping=True)
    sa.event.listen(engine, "connect", _bound_waits)
    # Writers queue as on SQLite: every act appends to an audit log, so they would collide there anyway.
    _on_begin(engine, "SET TRANSACTION READ ONLY", "SELECT pg_advisory_xact_lock(7301)")
    return Database(engine)


def _bound_waits(connection: Any, _record: object) -> None:
    """Lets nobody wait for a writer, nor a writer that hangs keep the others waiting, for longer than on SQLite."""
    cursor = connection.cursor()
    for name in ("lock_timeout", "idle_in_transaction_session_timeout"):
        cursor.execute(f"SET {name} = '{BUSY_SECONDS}s'")
    cursor.close()
    connection.commit()


def _on_begin(engine: sa.Engine, reading: str, writing: str) -> None:
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(reading if connection.get_execution_options().get(_READS) else writing)

    sa.event.listen(engine, "begin", begin)
