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
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from spean import db
from spean.agreements import store as agreements
from spean.audit import heads, store
from spean.audit.checkpoint import Checkpoint, sign
from spean.audit.commitment import canonical, commit, new_salt
from spean.audit.merkle import Frontier, leaf_hash
from spean.audit.store import Entry
from spean.audit.verify import LogCheck
from spean.casework import store as casework
from spean.db import Connection, Database
from spean.errors import SchemaMismatch, StorageFailed
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


def append_as_before(connection: sa.Connection, count: int) -> Frontier:
    """Writes entries of the inner log as a program of the first versions did: its head had no signature beside it."""
    frontier, entry = Frontier(), Entry(NOW, "anong", "init", {"ชื่อ": "ស្ពាន"})
    first = sa.insert(sa.table("audit_log", *map(sa.column, ("log", "size", "frontier"))))
    connection.execute(first.values(log=store.INNER, size=0, frontier=frontier.to_bytes()))
    for seq in range(count):
        content, salt = store._content(entry), new_salt()
        row = {"log": store.INNER, "seq": seq, "at": NOW, "actor": entry.actor, "act": entry.act, "salt": salt}
        row |= {"body": canonical(content), "commitment": commit(salt, content)}
        connection.execute(store.audit_entry.insert().values(**row))
        frontier = frontier.append(leaf_hash(row["commitment"]))
    connection.execute(
        store.audit_log.update()
        .values(size=count, frontier=frontier.to_bytes())
        .where(store.audit_log.c.log == "inner")
    )
    return frontier


def test_a_table_that_others_point_at_can_be_built_anew(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration that alters a parent's column, with rows of its children in place."""
    from alembic import op

    database.migrate()
    with database.begin() as connection:
        officer = Officer("anong", "อนงค์", frozenset({OfficerRole.CLERK}), json.dumps(keys.public(keys.new_key())))
        identity.add_officer(connection, officer, "init", NOW)
        identity.add_token(connection, "code", "anong", "code", NOW)
        store.append(connection, store.INNER, Entry(NOW, "anong", "init", {}))

    def rebuild(_config: Config, _revision: str) -> None:
        for table, column in (("officer", "name"), ("audit_log", "log")):
            with op.batch_alter_table(table) as batch:
                batch.alter_column(column, type_=sa.String(400))

    def upgrade(config: Config, revision: str) -> None:
        context = MigrationContext.configure(config.attributes["connection"], opts={"render_as_batch": True})
        with Operations.context(context):
            rebuild(config, revision)

    monkeypatch.setattr(command, "upgrade", upgrade)
    database.migrate()
    with database.begin() as connection:
        assert [each.officer_id for each in identity.officers(connection)] == ["anong"]
        assert store.head(connection, store.INNER).size == 1
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    with pytest.raises(StorageFailed), database.begin() as connection:
        identity.add_token(connection, "other", "nobody", "code", NOW)


def test_data_of_the_first_version_comes_through(database: Database) -> None:
    upgrade(database, "0001")
    key = keys.new_key()
    officer = Officer(
        "anong", "อนงค์", frozenset({OfficerRole.CLERK}), json.dumps(keys.public(key)), registered_by="init"
    )
    with database.begin() as connection:
        identity.add_officer(connection, officer, "init", NOW)
        frontier = append_as_before(connection, 3)
        root = Checkpoint(heads.origin("TH", store.INNER), 3, frontier.root())
        note = sign(root, heads.note_key("TH", store.INNER, keys.public(key)), keys.raw_signer(key))
        store.keep_checkpoint(connection, root.origin, 3, note.to_bytes().decode(), NOW)
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
