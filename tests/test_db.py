import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spean.db import Database, Json, UtcDateTime, embedded, server
from spean.errors import StorageFailed

KEY, OTHER_KEY = "ab" * 32, "cd" * 32
law = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

cells = sa.MetaData()
cell = sa.Table(
    "cell",
    cells,
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("at", UtcDateTime),
    sa.Column("value", Json),
)

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=zones)
# A text of PostgreSQL holds no NUL; JSON escapes it, so that even that survives.
texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database, once on each engine."""
    if request.param == "sqlite":
        made = embedded(tmp_path / "node.db", KEY)
    else:
        made = server(request.getfixturevalue("empty_postgres_url"))
    with made.begin() as connection:
        cells.create_all(connection)
    yield made
    made.close()


def kept(database: Database, **values: Any) -> Any:
    with database.begin() as connection:
        connection.execute(cell.delete())
        connection.execute(cell.insert().values(n=1, **values))
    with database.begin() as connection:
        return connection.execute(sa.select(cell)).one()


@law
@given(at=instants)
def test_an_instant_comes_back_in_utc(database: Database, at: datetime) -> None:
    found = kept(database, at=at).at
    assert found == at
    assert found.tzinfo is UTC or found.utcoffset() == timedelta(0)


@law
@given(value=values)
def test_a_json_value_comes_back_as_it_was(database: Database, value: Any) -> None:
    assert kept(database, value=value).value == value


def test_nothing_is_a_value_too(database: Database) -> None:
    row = kept(database, at=None, value=None)
    assert (row.at, row.value) == (None, None)


def test_a_naive_time_is_refused(database: Database) -> None:
    with pytest.raises(sa.exc.StatementError, match="naive"):
        kept(database, at=datetime(2026, 11, 22))


def test_a_block_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(KeyError), database.begin() as connection:
        connection.execute(cell.insert().values(n=7))
        raise KeyError
    with database.begin() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(cell)) == 0


def test_an_engines_complaint_becomes_ours(database: Database) -> None:
    for wrong in ("SELECT * FROM nothing_of_this_name", "INSERT INTO cell (n) VALUES (1), (1)"):
        with pytest.raises(StorageFailed) as caught, database.begin() as connection:
            connection.execute(sa.text(wrong))
        assert "nothing_of" not in caught.value.message


def test_writers_queue_and_lose_nothing(database: Database) -> None:
    def add_one() -> None:
        for _ in range(5):
            with database.begin() as connection:
                last = connection.scalar(sa.select(cell.c.value).where(cell.c.n == 1))
                connection.execute(cell.update().where(cell.c.n == 1).values(value=last + 1))

    kept(database, value=0)
    threads = [threading.Thread(target=add_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.begin() as connection:
        assert connection.scalar(sa.select(cell.c.value)) == 20


# -- the embedded database ----------------------------------------------------------------------------------
@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "node.db"


def test_a_commit_is_on_the_disk_before_it_is_acknowledged(file: Path) -> None:
    made = embedded(file, KEY)
    with made.begin() as connection:
        pragmas = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}
    made.close()
    assert pragmas == PRAGMAS


PRAGMAS = {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1}


def test_the_file_holds_no_plain_text(file: Path) -> None:
    made = embedded(file, KEY)
    with made.begin() as connection:
        cells.create_all(connection)
        connection.execute(cell.insert().values(n=1, value="+66812345678 สมชาย"))
    raw = b"".join(path.read_bytes() for path in file.parent.iterdir())
    made.close()
    raw += file.read_bytes()
    for plain in (b"SQLite format 3", b"CREATE TABLE", b"+66812345678", "สมชาย".encode()):
        assert plain not in raw


def test_another_key_opens_nothing(file: Path) -> None:
    made = embedded(file, KEY)
    with made.begin() as connection:
        cells.create_all(connection)
    made.close()
    wrong = embedded(file, OTHER_KEY)
    with pytest.raises(StorageFailed), wrong.begin() as connection:
        connection.execute(sa.select(cell))
    wrong.close()


def test_a_full_disk_refuses_the_whole_act(file: Path) -> None:
    made = embedded(file, KEY)
    with made.begin() as connection:
        cells.create_all(connection)
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageFailed), made.begin() as connection:
        connection.execute(cell.insert().values(n=1, value="x" * 100_000))
    with made.begin() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(cell)) == 0
    made.close()
