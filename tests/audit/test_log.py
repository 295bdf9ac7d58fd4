"""The log as rows: appended, checked, and tampered with in every way a hand on the database could."""

import json
from collections.abc import Callable, Container, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from spean.audit import heads, store
from spean.audit.commitment import canonical, commit
from spean.audit.merkle import Frontier, frontier, leaf_hash
from spean.audit.store import INNER, Entry, audit_entry, audit_log, checkpoint
from spean.audit.verify import LogCheck, Verified
from spean.db import Connection, Database, embedded
from spean.errors import AuditBroken
from spean.identity import acts, keys
from spean.identity.acts import Act
from spean.identity.credentials import Credential

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NODE_KEY = keys.new_key()
ANONG = Credential("anong", "TH", keys.new_key())
OFFICERS = {ANONG.key.thumbprint(): keys.public(ANONG.key)}


def signed(number: int) -> Entry:
    asked = {"value": f"08{number:08}", "case": "C-1"}
    at = NOW + timedelta(seconds=number)
    token = acts.sign(Act("lookup", asked), ANONG, at)
    return Entry(at, "anong", "lookup", {"asked": asked, "result": {"reports": number}}, token)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = embedded(tmp_path / "node.db", "ab" * 32)
    made.migrate()
    yield made
    made.close()


@pytest.fixture
def log(database: Database) -> Database:
    """Five signed acts; a checkpoint signed after the third."""
    with database.begin() as connection:
        for number in range(5):
            assert store.append(connection, INNER, signed(number)) == number
            if number == 2:
                heads.sign_head(connection, INNER, "TH", NODE_KEY, NOW)
    return database


def check(connection: Connection, erasures: Container[int] = ()) -> Verified:
    assert heads.logs(connection, "TH") == [INNER]
    vouched = heads.vouched(connection, "TH", INNER, keys.public(NODE_KEY))
    return LogCheck(INNER, OFFICERS, vouched, erasures).run(store.entries(connection, INNER))


def broken(database: Database, tamper: Callable[[Connection], object]) -> str:
    with database.begin() as connection:
        tamper(connection)
        with pytest.raises(AuditBroken) as caught:
            check(connection)
    return caught.value.message


def test_a_whole_log_verifies(log: Database) -> None:
    with log.begin() as connection:
        found = check(connection)
    assert (found.size, found.signed, found.erased, found.checkpoints) == (5, 5, 0, 2)


def test_logs_are_apart(log: Database) -> None:
    with log.begin() as connection:
        assert store.append(connection, store.partner_log("KH"), signed(9)) == 0
        assert store.logs(connection) == [INNER, "partner:KH"]
        assert [entry.seq for entry in store.entries(connection, INNER, 1, 3)] == [1, 2]
        assert store.head(connection, "partner:LA") == Frontier()


def row(connection: Connection, seq: int) -> Any:
    return connection.execute(sa.select(audit_entry).where(audit_entry.c.seq == seq)).one()


def put(connection: Connection, seq: int, /, **values: Any) -> None:
    connection.execute(audit_entry.update().where(audit_entry.c.seq == seq).values(**values))


def edited(connection: Connection, seq: int, change: Callable[[dict[str, Any]], object]) -> bytes:
    content = json.loads(row(connection, seq).body)
    change(content)
    return canonical(content)


@pytest.mark.parametrize(
    "values",
    [
        {"actor": "somsak"},
        {"act": "link"},
        {"at": NOW + timedelta(days=1)},
        {"body": b"{}"},
        {"body": b"not JSON"},
        {"body": b"\xff"},
        {"salt": bytes(32)},
        {"salt": b"short"},
        {"commitment": bytes(32)},
    ],
    ids=lambda values: next(iter(values)),
)
@pytest.mark.parametrize("seq", [0, 4])
def test_an_edited_column_is_found(log: Database, values: dict[str, Any], seq: int) -> None:
    broken(log, lambda connection: put(connection, seq, **values))


def test_an_edited_body_is_found(log: Database) -> None:
    def tamper(connection: Connection) -> None:
        put(connection, 1, body=edited(connection, 1, lambda content: content["details"].update(result={})))

    assert "entry 1 was altered" in broken(log, tamper)


def test_the_same_content_in_other_bytes_is_found(log: Database) -> None:
    broken(log, lambda connection: put(connection, 1, body=row(connection, 1).body + b" "))


def test_a_removed_entry_is_found(log: Database) -> None:
    def tamper(connection: Connection) -> None:
        connection.execute(audit_entry.delete().where(audit_entry.c.seq == 2))

    assert "entry 2 is missing" in broken(log, tamper)


def test_the_last_entries_cut_off_are_missed(log: Database) -> None:
    def tamper(connection: Connection) -> None:
        connection.execute(audit_entry.delete().where(audit_entry.c.seq >= 4))

    assert "5 were vouched for" in broken(log, tamper)


def test_entries_in_another_order_are_found(log: Database) -> None:
    def tamper(connection: Connection) -> None:
        for old, new in ((1, 99), (2, 1), (99, 2)):
            put(connection, old, seq=new)

    broken(log, tamper)


def test_an_added_entry_is_found(log: Database) -> None:
    def tamper(connection: Connection) -> None:
        values = row(connection, 4)._asdict() | {"seq": 5}
        connection.execute(audit_entry.insert().values(**values))

    broken(log, tamper)


# -- a hand that also recomputes what it can ----------------------------------------------------------------
def rebuild(connection: Connection) -> None:
    """Makes commitments and the head fit the bodies again: what a forger without the keys can do."""
    leaves = []
    for entry in store.entries(connection, INNER):
        commitment = commit(entry.salt or b"", json.loads(entry.body or b""))
        put(connection, entry.seq, commitment=commitment)
        leaves.append(leaf_hash(commitment))
    edge = frontier(leaves)
    connection.execute(audit_log.update().values(size=edge.size, frontier=edge.to_bytes()))


def forge(seq: int, change: Callable[[dict[str, Any]], object]) -> Callable[[Connection], None]:
    def tamper(connection: Connection) -> None:
        put(connection, seq, body=edited(connection, seq, change))
        rebuild(connection)

    return tamper


def test_what_a_checkpoint_vouched_for_can_not_be_rebuilt(log: Database) -> None:
    message = broken(log, forge(1, lambda content: content["details"].update(result={"reports": 0})))
    assert "not those vouched for" in message


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content["details"]["asked"].update(value="0899999999"),
        lambda content: content["details"].pop("asked"),
        lambda content: content.update(details=[]),
        lambda content: content.pop("signature"),
        lambda content: content.pop("details"),
        lambda content: content.update(signature="a.b.c"),
        lambda content: content.update(signature=signed(4).signature[:-4] + "AAAA"),
        lambda content: content.update(at=(NOW + timedelta(days=30)).isoformat()),
    ],
    ids=["value", "asked", "details", "unsigned", "bare", "nonsense", "signature", "time"],
)
def test_what_an_officer_signed_can_not_be_rebuilt(log: Database, change: Callable[[dict[str, Any]], object]) -> None:
    def tamper(connection: Connection) -> None:
        forge(4, change)(connection)
        content = json.loads(row(connection, 4).body)
        put(connection, 4, at=datetime.fromisoformat(content["at"]))

    broken(log, tamper)


def test_signatures_can_not_be_swapped(log: Database) -> None:
    def tamper(connection: Connection) -> None:
        tokens = {seq: json.loads(row(connection, seq).body)["signature"] for seq in (3, 4)}
        for seq in (3, 4):
            put(connection, seq, body=edited(connection, seq, lambda c, t=tokens[7 - seq]: c.update(signature=t)))
        rebuild(connection)

    broken(log, tamper)


def test_one_signature_stands_for_one_entry(database: Database) -> None:
    with database.begin() as connection:
        entry = signed(0)
        store.append(connection, INNER, entry)
        store.append(connection, INNER, entry)
        with pytest.raises(AuditBroken):
            check(connection)


def test_a_stranger_signs_nothing(database: Database) -> None:
    with database.begin() as connection:
        store.append(connection, INNER, signed(0))
        vouched = heads.vouched(connection, "TH", INNER, keys.public(NODE_KEY))
        with pytest.raises(AuditBroken):
            LogCheck(INNER, {}, vouched).run(store.entries(connection, INNER))


# -- heads and checkpoints ----------------------------------------------------------------------------------
@pytest.mark.parametrize("values", [{"size": 4}, {"frontier": b""}, {"frontier": bytes(8)}])
def test_an_edited_head_is_found(log: Database, values: dict[str, Any]) -> None:
    broken(log, lambda connection: connection.execute(audit_log.update().values(**values)))


def test_nothing_is_appended_to_an_edited_head(log: Database) -> None:
    with log.begin() as connection:
        connection.execute(audit_log.update().values(size=4))
        with pytest.raises(AuditBroken):
            store.append(connection, INNER, signed(9))


def test_a_log_that_is_gone_is_missed(log: Database) -> None:
    def tamper(connection: Connection) -> None:
        connection.execute(audit_entry.delete())
        connection.execute(audit_log.delete())

    assert "the whole log is gone" in broken(log, tamper)


def test_a_relations_log_that_was_vouched_for_is_missed(log: Database) -> None:
    with log.begin() as connection:
        relation = store.partner_log("KH")
        store.append(connection, relation, signed(9))
        heads.sign_head(connection, relation, "TH", NODE_KEY, NOW)
        connection.execute(audit_entry.delete().where(audit_entry.c.log == relation))
        connection.execute(audit_log.delete().where(audit_log.c.log == relation))
        with pytest.raises(AuditBroken, match="partner:KH"):
            heads.logs(connection, "TH")


def test_a_checkpoint_by_another_key_is_found(log: Database) -> None:
    def tamper(connection: Connection) -> None:
        connection.execute(checkpoint.delete())
        heads.sign_head(connection, INNER, "TH", keys.new_key(), NOW)

    assert "not this node's" in broken(log, tamper)


@pytest.mark.parametrize("note", ["", "nonsense", "spean/TH/inner\n3\nAAAA\n\n— spean/TH/inner AAAA\n"])
def test_a_checkpoint_that_is_none_is_found(log: Database, note: str) -> None:
    assert "not this node's" in broken(log, lambda c: c.execute(checkpoint.update().values(note=note)))


def test_a_log_rolled_back_behind_a_checkpoint_is_found(log: Database) -> None:
    def tamper(connection: Connection) -> None:
        connection.execute(audit_entry.delete().where(audit_entry.c.seq >= 2))
        rebuild(connection)

    assert "3 were vouched for" in broken(log, tamper)


def test_two_histories_of_one_size_are_not_kept(log: Database) -> None:
    with log.begin() as connection:
        [note] = store.checkpoints(connection, "spean/TH/inner")
        lines = note.split("\n")
        with pytest.raises(AuditBroken, match="two different checkpoints"):
            store.keep_checkpoint(
                connection, "spean/TH/inner", 3, "\n".join([*lines[:2], "A" * 43 + "=", *lines[3:]]), NOW
            )
        store.keep_checkpoint(connection, "spean/TH/inner", 3, note, NOW)


# -- erasure ------------------------------------------------------------------------------------------------
def test_content_that_is_gone_without_an_erasure_is_tampering(log: Database) -> None:
    with log.begin() as connection:
        put(connection, 1, body=None, salt=None)
        with pytest.raises(AuditBroken, match="entry 1 has no content"):
            check(connection)


def test_an_erased_body_still_verifies(log: Database) -> None:
    with log.begin() as connection:
        put(connection, 1, body=None, salt=None)
        found = check(connection, erasures={1})
    assert (found.size, found.signed, found.erased) == (5, 4, 1)
