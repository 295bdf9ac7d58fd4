from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from spean.agreements import register, store
from spean.agreements.register import Status, body_of, receive_statement
from spean.agreements.schema import AgreementFile, read_agreement
from spean.agreements.store import Statement
from spean.casework.objects import dump
from spean.db import Connection, embedded
from spean.errors import MessageInvalid, WrongUsage
from spean.synth import example_agreement

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
GOOD = """\
[agreement]
id = "A-1"
title = "Made up"
parties = ["TH", "KH"]
date = 2024-10-24

[agreement.covers]
from = 2024-10-24
offences = ["fraud", "drugs"]

[[agreement.source]]
id = "paper"
publisher = "A paper"
title = "A report"

[[point]]
id = "A-1/1"
area = "Scams"
[[point.text]]
party = "KH"
source = "paper"
lang = "en"
date = "not stated"
wording = "Act together."

[[point]]
id = "A-1/2"
area = "Drugs"
"""


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    database = embedded(tmp_path / "node.db", "ab" * 32)
    database.migrate()
    with database.begin() as open_one:
        yield open_one
    database.close()


@pytest.fixture
def agreement() -> AgreementFile:
    return read_agreement(GOOD)


def stated(number: int, party: str = "TH", point: str = "A-1/1", status: Status = Status.LIMITED) -> Statement:
    at = NOW + timedelta(days=number)
    return Statement(f"{party}/S-{number}", party, point, status, at.date(), "begun", "", "", at, released=True)


# -- the file -----------------------------------------------------------------------------------------------
def test_the_example_reads() -> None:
    read = read_agreement(example_agreement())
    assert read.agreement.example
    assert read.cover().parties == {"TH", "KH"}


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("[agreement]", "[agreement]\nmood = 1", "agreement.mood"),
        ("[[point]]", '[[point]]\nstatus = "done"', "point.0.status"),
        ('parties = ["TH", "KH"]', 'parties = ["TH"]', "agreement.parties"),
        ('parties = ["TH", "KH"]', 'parties = ["TH", "TH"]', "a party stands twice"),
        ('parties = ["TH", "KH"]', 'parties = ["TH", "Cambodia"]', "agreement.parties.1"),
        ("date = 2024-10-24", 'date = "last year"', "agreement.date"),
        ('"fraud", "drugs"', '"fraud", "opinion"', "opinion is not on the closed list"),
        ('source = "paper"', 'source = "rumour"', "source rumour is not listed"),
        ('id = "A-1/2"', 'id = "A-1/1"', "stands twice"),
        ('id = "A-1/2"', 'id = "A 1/2"', "point.1.id"),
        ('area = "Drugs"', 'area = ""', "point.1.area"),
        ("[agreement.covers]\nfrom = 2024-10-24", "[agreement.covers]", "agreement.covers.from"),
        ('title = "Made up"', "title = ", "not valid TOML"),
    ],
)
def test_the_file_is_read_strictly(old: str, new: str, named: str) -> None:
    assert old in GOOD
    with pytest.raises(WrongUsage) as caught:
        read_agreement(GOOD.replace(old, new, 1))
    assert named in caught.value.message
    assert "\n" not in caught.value.message


def test_a_file_without_points_is_no_agreement() -> None:
    with pytest.raises(WrongUsage, match="point"):
        read_agreement(GOOD[: GOOD.index("[[point]]")])


def test_what_release_decides_by_comes_from_the_file(agreement: AgreementFile) -> None:
    cover = agreement.cover()
    assert (cover.agreement_id, cover.parties, cover.offences) == ("A-1", {"TH", "KH"}, {"fraud", "drugs"})
    assert (cover.in_force_from, cover.in_force_until) == (date(2024, 10, 24), None)


# -- the columns --------------------------------------------------------------------------------------------
def test_both_sides_stand_beside_each_other(agreement: AgreementFile) -> None:
    statements = [stated(1), stated(2, status=Status.SUBSTANTIAL), stated(1, "KH", status=Status.DISPUTED)]
    first, second = register.status(agreement, statements, "TH")
    ours, theirs = first.columns
    assert (ours.party, ours.statement, ours.silence) == ("TH", statements[1], "")
    assert ours.earlier == (statements[0],)
    assert (theirs.party, theirs.statement) == ("KH", statements[2])
    assert theirs.wordings == ("Act together. (paper, not stated)",)
    assert [column.statement for column in second.columns] == [None, None]
    assert [column.silence for column in second.columns] == ["not stated", "no statement since 2024-10-24"]


def test_silence_is_dated_by_the_cover_where_the_agreement_has_no_date() -> None:
    undated = read_agreement(GOOD.replace("date = 2024-10-24", 'date = "not stated"', 1))
    silences = [column.silence for column in register.status(undated, [], "KH")[0].columns]
    assert silences == ["no statement since 2024-10-24", "not stated"]


@pytest.mark.parametrize(
    ("parties", "said"),
    [([], "not published"), (["KH"], "one side"), (["KH", "KH"], "one side"), (["KH", "TH"], "differs")],
)
def test_how_the_wordings_of_a_point_stand(agreement: AgreementFile, parties: list[str], said: str) -> None:
    [wording] = agreement.point[0].text
    texts = tuple(wording.model_copy(update={"party": party}) for party in parties)
    assert register.text_state(agreement.point[0].model_copy(update={"text": texts})) == said


# -- statements ---------------------------------------------------------------------------------------------
def test_a_partners_statement_is_kept_as_it_said_it(connection: Connection) -> None:
    receive_statement(connection, "KH", dump(body_of(stated(1, "KH"))))
    assert store.statements(connection) == [stated(1, "KH")]


def test_nobody_speaks_for_another_party(connection: Connection) -> None:
    for sender in ("TH", "LA"):
        with pytest.raises(MessageInvalid, match="another party"):
            receive_statement(connection, sender, dump(body_of(stated(1, "KH"))))
    assert store.statements(connection) == []


def test_a_statement_is_not_replaced(connection: Connection) -> None:
    receive_statement(connection, "KH", dump(body_of(stated(1, "KH"))))
    with pytest.raises(MessageInvalid, match="used before"):
        receive_statement(connection, "KH", dump(body_of(stated(1, "KH", status=Status.COMPLETE))))
    assert [each.status for each in store.statements(connection)] == [Status.LIMITED]


@pytest.mark.parametrize(
    "change",
    [
        {"party": "KH"},
        {"status": "splendid"},
        {"reference": "KH/Q-1"},
        {"evidence_sha256": "abc"},
        {"as_of": "soon"},
        {"point_id": ""},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_statement_is_read_strictly(connection: Connection, change: dict[str, Any]) -> None:
    with pytest.raises(MessageInvalid):
        receive_statement(connection, "KH", {**dump(body_of(stated(1, "KH"))), **change})


def test_a_statement_too_long_to_be_sent_is_not_made() -> None:
    from dataclasses import replace

    with pytest.raises(WrongUsage, match="text"):
        body_of(replace(stated(1), text="x" * 2001))
