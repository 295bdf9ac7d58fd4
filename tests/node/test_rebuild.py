"""What an older extractor read is read anew: its reports stay, what is protected now is protected there too."""

from dataclasses import replace
from typing import Any

import pytest

from spean.evidence import store
from spean.evidence.batch import Versions
from spean.evidence.tables import MENTION_SCHEMA
from spean.model import Kind, Role
from spean.node import auditing, health, rebuild

CSV = (
    "report_id,narrative,suspect_phone,suspect_url,victim_phone,victim line\n"
    "A-1,x,081-555-0000,https://wa.me/66815557777?text=hi,,maleesri\n"
    "A-2,x,,,081-555-7777,\n"
)
LINK = (Kind.URL, "https://wa.me/66815557777?text=hi")


def silent(*_: int) -> None:
    pass


def grow_old(th: Any) -> None:
    """Makes mentions what an older extractor found: no carried number, no column of the victim's, one phone more."""
    with th.node.database.begin() as connection:
        for batch in store.batches(connection):
            rows = [row for row in th.node.files.mentions_of(batch).to_pylist() if row["field"] != "extra:victim line"]
            rows = [{**row, "carries": None} for row in rows]
            rows.append({**next(row for row in rows if row["kind"] == "phone"), "value": "+66810000000"})
            table = MENTION_SCHEMA.empty_table().from_pylist(rows, schema=MENTION_SCHEMA)
            files = th.node.files.write_mentions(batch, table, "1")
            store.replace_mentions(connection, batch.batch_id, files, Versions("1", "1"))


@pytest.fixture
def old(th: Any) -> Any:
    th.take(CSV)
    th.take(CSV.replace("A-", "B-"), "second.csv")
    grow_old(th)
    return th


def role(th: Any) -> Role:
    with th.node.database.begin() as connection:
        return th.node.evidence(connection).roles_of([LINK])[LINK]


def mentions_check(th: Any) -> health.Check:
    return next(check for check in health.check(th.node, th.officer) if check.name == "mentions")


def test_a_newer_extractors_protection_reaches_what_was_taken_in_before(old: Any) -> None:
    assert role(old) is Role.SUSPECT and not mentions_check(old).ok
    first, _ = rebuild.rebuild(old.node, old.officer, silent)
    assert (first.reports, first.before) == (2, Versions("1", "1"))
    assert {(c.kind, c.before, c.after) for c in first.changes if c.before is None or c.after is None} >= {
        (Kind.LINE, None, Role.VICTIM),
    }
    assert rebuild.counted(first.changes)["removed"] == 1
    assert role(old) is Role.CONTESTED and mentions_check(old).ok
    assert rebuild.rebuild(old.node, old.officer, silent) == []
    auditing.verify(old.node, old.officer)


def test_a_dry_run_changes_nothing(old: Any) -> None:
    told = rebuild.rebuild(old.node, old.officer, silent, dry_run=True)
    assert len(told) == 2 and role(old) is Role.SUSPECT
    again = rebuild.rebuild(old.node, old.officer, silent)
    assert [one.changes for one in again] == [one.changes for one in told]


def test_a_kill_half_way_is_gone_on_from(old: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    write, count = old.node.files.write_mentions, []

    def killed(*arguments: Any) -> Any:
        count.append(1)
        if len(count) == 2:
            raise KeyboardInterrupt
        return write(*arguments)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(old.node.files, "write_mentions", killed)
        rebuild.rebuild(old.node, old.officer, silent)
    assert len(rebuild.rebuild(old.node, old.officer, silent)) == 1


def test_what_a_newer_program_read_is_left_alone(old: Any) -> None:
    with old.node.database.begin() as connection:
        [batch, _] = store.batches(connection)
    newer = replace(batch, versions=Versions("999", "999"))
    assert rebuild.older([newer]) == []
    assert rebuild.older([replace(batch, versions=Versions("beta", "999"))]) != []
