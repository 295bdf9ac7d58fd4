import json
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from spean import db
from spean.agreements import store as agreements
from spean.audit import heads, store
from spean.audit.store import Entry
from spean.audit.verify import LogCheck
from spean.casework import store as casework
from spean.db import Connection, Database
from spean.errors import SchemaMismatch
from spean.evidence import store as evidence
from spean.exchange import store as exchange
from spean.identity import keys
from spean.identity import store as identity
from spean.linking import store as linking
from spean.migrations import HEAD
from spean.model import Kind, Officer, OfficerRole
from spean.release.clearance import Grant

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
#: Every module that declares tables: importing them fills `db.metadata`.
DECLARING = (agreements, store, casework, evidence, exchange, identity, linking)


def scripts() -> Config:
    config = Config()
    config.set_main_option("script_location", "spean:migrations")
    return config


def upgrade(database: Database, revision: str) -> None:
    config = scripts()
    with database.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database, once on each engine."""
    if request.param == "sqlite":
        made = db.embedded(tmp_path / "node.db", "ab" * 32)
    else:
        made = db.server(request.getfixturevalue("empty_postgres_url"))
    yield made
    made.close()


def test_head_is_the_newest_script() -> None:
    assert ScriptDirectory.from_config(scripts()).get_current_head() == HEAD


def test_every_store_is_compared() -> None:
    root = Path(str(files("spean")))
    declaring = {path.parent.name for path in root.glob("*/store.py") if "sa.Table(" in path.read_text()}
    assert declaring == {module.__name__.split(".")[1] for module in DECLARING}


def test_migrations_make_the_very_tables_the_program_declares(database: Database) -> None:
    database.migrate()
    with database.begin() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, db.metadata) == []


def test_data_of_the_first_version_comes_through(database: Database) -> None:
    upgrade(database, "0001")
    key = keys.new_key()
    officer = Officer(
        "anong", "อนงค์", frozenset({OfficerRole.CLERK}), json.dumps(keys.public(key)), registered_by="init"
    )
    with database.begin() as connection:
        identity.add_officer(connection, officer, "init", NOW)
        for number in range(3):
            store.append(connection, store.INNER, Entry(NOW, "anong", "init", {"number": number, "ชื่อ": "ស្ពាន"}))
        heads.sign_head(connection, store.INNER, "TH", key, NOW)
    database.migrate()
    database.check_schema()
    with database.begin() as connection:
        assert identity.officers(connection) == [officer]
        vouched = heads.vouched(connection, "TH", store.INNER, keys.public(key))
        found = LogCheck(store.INNER, {}, vouched).run(store.entries(connection, store.INNER))
        assert (found.size, found.checkpoints) == (3, 2)
        assert casework.cases(connection) == []


def old_clearance(connection: Connection, sender: str) -> None:
    """What the second version kept of one value cleared for KH, one match, one agreement and one queued object."""
    at = NOW.isoformat()
    for statement in (
        "INSERT INTO case_file VALUES ('C-1', 'drugs', 'stated', '', 'anong', :at)",
        "INSERT INTO clearance VALUES ('K-1', 'C-1', 'approved', 'anong', :at, 'malee', :at, '')",
        "INSERT INTO clearance_value VALUES ('K-1', 'phone', '+66812345678', 2)",
        'INSERT INTO release (release_id, releasable, object_id, partner, marking, purpose, basis, offence, "values", '
        "originators, payload, digest, drafter, drafted_at, state, decided_at) VALUES ('R-1', 'match_tags', 'K-1', "
        "'KH', 'AMBER', 'words', 'b', 'drugs', '[]', '[]', :payload, 'd', 'anong', :at, 'approved', :at)",
        "INSERT INTO \"match\" VALUES ('KH', 'phone', '+66812345678', :at)",
        "INSERT INTO agreement VALUES ('A-1', 'text', 'hash', 'anong', :at)",
        "INSERT INTO outbox (message_id, partner, release_id, token, queued_at, next_attempt_at) "
        "VALUES ('m', 'KH', 'R-1', 't', :at, :at)",
        "INSERT INTO batch VALUES ('b', 'h', 'f', :sender, :at, '[]', 1, 0, 0, '1', '1', '{}', :no)",
    ):
        words = {"at": at, "payload": b"{}", "sender": sender, "no": False}
        used = {name: value for name, value in words.items() if f":{name}" in statement}
        connection.execute(sa.text(statement), used)


@pytest.mark.parametrize(("sender", "partners"), [("hotline", {"KH"}), ("KH", set()), ("", {"KH"})])
def test_data_of_the_second_version_comes_through(database: Database, sender: str, partners: set[str]) -> None:
    """A clearance keeps its offence, and its partners unless another party's file may be behind it."""
    upgrade(database, "0002")
    with database.begin() as connection:
        old_clearance(connection, sender)
    database.migrate()
    database.check_schema()
    with database.begin() as connection:
        [value] = casework.cleared(connection)
        assert (value.kind, value.value, value.reports) == (Kind.PHONE, "+66812345678", 2)
        assert value.grant == Grant(frozenset(partners), "drugs", frozenset())
        [(_, _, found_at, run_at)] = exchange.matches(connection, "KH")
        assert found_at == run_at == NOW
        assert agreements.agreements(connection) == ["text"] and agreements.confirmed(connection) == []
        assert [each.message_id for each in exchange.waiting(connection)] == ["m"]
        assert exchange.parked(connection) == []


def test_migrating_twice_changes_nothing(database: Database) -> None:
    database.migrate()
    with database.begin() as connection:
        store.append(connection, store.INNER, Entry(NOW, "anong", "init", {}))
    database.migrate()
    with database.begin() as connection:
        assert store.head(connection, store.INNER).size == 1


def test_an_older_or_empty_database_is_not_opened(database: Database) -> None:
    with pytest.raises(SchemaMismatch, match="nothing"):
        database.check_schema()
    upgrade(database, "0001")
    with pytest.raises(SchemaMismatch, match="0001") as caught:
        database.check_schema()
    assert "doctor --migrate" in caught.value.remedy


def test_a_newer_database_is_left_alone(database: Database) -> None:
    database.migrate()
    with database.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    for touch in (database.check_schema, database.migrate):
        with pytest.raises(SchemaMismatch):
            touch()


def test_a_migration_that_fails_leaves_the_old_version_whole(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic import op

    upgrade(database, "0001")
    made = op.create_table

    def fail_late(name: str, *columns: object, **options: object) -> object:
        if name == "request_event":
            raise KeyError(name)
        return made(name, *columns, **options)

    monkeypatch.setattr(op, "create_table", fail_late)
    with pytest.raises(KeyError):
        database.migrate()
    monkeypatch.undo()
    with database.begin() as connection:
        assert not sa.inspect(connection).has_table("case_file")
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == "0001"
    database.migrate()
    database.check_schema()
