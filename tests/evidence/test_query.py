from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations_with_replacement
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from spean.errors import NotFound, StorageFailed
from spean.evidence import tables
from spean.evidence.batch import Batch, BatchContent
from spean.evidence.files import EvidenceFiles
from spean.evidence.query import Evidence
from spean.model import SEIZURE_COLUMNS, Kind, Mention, Moment, Money, Reading, Role
from spean.release.roles import role_over_reports

EvidenceOf = Callable[[Mapping[str, Sequence[Mention]]], Evidence]
Keep = Callable[[BatchContent], Batch]
PHONE = "+66812345678"


def test_a_suspect_value_answers_with_its_reports(made: Any, evidence_of: EvidenceOf) -> None:
    with evidence_of({"r1": [made.phone(Role.SUSPECT)], "r2": [made.phone(Role.CONTEXT)], "r3": []}) as evidence:
        [found] = evidence.lookup([(Kind.PHONE, PHONE)])
    assert found.role is Role.SUSPECT
    assert [report.report_id for report in found.reports] == ["r1", "r2"]
    assert [stored.mention.role for stored in found.mentions] == [Role.SUSPECT, Role.CONTEXT]


def test_a_victims_value_answers_as_an_unknown_one(made: Any, evidence_of: EvidenceOf) -> None:
    with evidence_of({"r1": [made.phone(Role.VICTIM)], "r2": [made.phone(Role.CONTEXT)]}) as evidence:
        [victims] = evidence.lookup([(Kind.PHONE, PHONE)])
        [unknown] = evidence.lookup([(Kind.PHONE, "+66899999999")])
        assert (victims.role, victims.reports, victims.mentions) == (None, (), ())
        assert replace(unknown, value=PHONE) == victims
        assert evidence.clearance_candidates(Kind.PHONE) == []


def test_a_contested_value_shows_where_it_is_suspect_and_nothing_else(made: Any, evidence_of: EvidenceOf) -> None:
    reports = {"r1": [made.phone(Role.SUSPECT)], "r2": [made.phone(Role.VICTIM)], "r3": [made.phone(Role.CONTEXT)]}
    with evidence_of(reports) as evidence:
        [found] = evidence.lookup([(Kind.PHONE, PHONE)])
        assert found.role is Role.CONTESTED
        assert [report.report_id for report in found.reports] == ["r1"]
        [listed] = evidence.contested()
        assert [r.report_id for r in listed.suspect_in] == ["r1"]
        assert [r.report_id for r in listed.victim_in] == ["r2"]
        assert evidence.clearance_candidates(Kind.PHONE) == []
        assert evidence.suspect_edges().num_rows == 0


def test_a_victims_other_spelling_contests_a_suspects_value_of_another_kind(made: Any, evidence_of: EvidenceOf) -> None:
    account = (Kind.BANK_ACCOUNT, "0812345678")
    victim = replace(made.phone(Role.VICTIM), also=(account,))
    with evidence_of({"r1": [victim], "r2": [made.mention(*account, Role.SUSPECT)]}) as evidence:
        assert evidence.lookup([account])[0].role is Role.CONTESTED
        assert evidence.clearance_candidates(Kind.BANK_ACCOUNT) == []
        assert evidence.suspect_edges().num_rows == 0
        assert (evidence.counts().mentions, evidence.counts().values) == (2, 2)


def test_a_hotline_shows_its_reports_as_context(made: Any, evidence_of: EvidenceOf) -> None:
    with evidence_of({"r1": [made.phone(Role.CONTEXT)]}) as evidence:
        [found] = evidence.lookup([(Kind.PHONE, PHONE)])
    assert (found.role, len(found.reports)) == (Role.CONTEXT, 1)


def test_within_one_report_the_victims_standing_wins(made: Any, evidence_of: EvidenceOf) -> None:
    with evidence_of({"r1": [made.phone(Role.SUSPECT), made.phone(Role.VICTIM)]}) as evidence:
        [value] = evidence.standing_roles()
        assert value.role is Role.VICTIM
        assert evidence.contested() == []
        assert evidence.suspect_edges().num_rows == 0


def test_both_readings_of_a_value_stand_with_their_confidence(made: Any, evidence_of: EvidenceOf) -> None:
    readings = (Reading(Kind.PHONE, "+66812345678", 0.7), Reading(Kind.PHONE, "+85581234567", 0.3))
    double = replace(made.phone(Role.SUSPECT, 0.7), readings=readings)
    with evidence_of({"r1": [double], "r2": [made.phone(Role.VICTIM, value="+85581234567")]}) as evidence:
        thai, khmer = evidence.lookup([(Kind.PHONE, "+66812345678"), (Kind.PHONE, "+85581234567")])
        assert (thai.role, khmer.role) == (Role.SUSPECT, Role.CONTESTED)
        assert thai.mentions[0].mention == double
        assert evidence.clearance_candidates(Kind.PHONE) == []
        assert evidence.suspect_edges().num_rows == 0
        assert evidence.counts().mentions == 2


def test_candidates_and_edges_need_the_confidence(made: Any, evidence_of: EvidenceOf) -> None:
    mentions = {"r1": [made.phone(Role.SUSPECT, 0.79)], "r2": [made.phone(Role.SUSPECT, 0.8, "+66811111111")]}
    with evidence_of(mentions) as evidence:
        assert [value.value for value in evidence.clearance_candidates(Kind.PHONE)] == ["+66811111111"]
        assert evidence.suspect_edges().column("value").to_pylist() == ["+66811111111"]


def test_facts_are_neither_linked_nor_given_a_role(made: Any, evidence_of: EvidenceOf) -> None:
    with evidence_of({"r1": [made.mention(Kind.AMOUNT, "5 THB", Role.SUSPECT)]}) as evidence:
        assert evidence.standing_roles() == []
        assert evidence.suspect_edges().num_rows == 0
        assert (evidence.counts().mentions, evidence.counts().values) == (1, 0)


def test_edges_keep_the_bank_apart_and_no_other_qualifier(made: Any, evidence_of: EvidenceOf) -> None:
    account = replace(made.mention(Kind.BANK_ACCOUNT, "1234567890", Role.SUSPECT), qualifier="KBANK")
    wallet = replace(made.mention(Kind.BTC, "1made-up", Role.SUSPECT), qualifier="unverified")
    with evidence_of({"r1": [account, replace(account, start=40), wallet]}) as evidence:
        edges = sorted((row["kind"], row["bank"]) for row in evidence.suspect_edges().to_pylist())
    assert edges == [("bank_account", "KBANK"), ("btc", "")]


def test_roles_in_sql_are_those_of_the_release_table(made: Any, evidence_of: EvidenceOf) -> None:
    """Every multiset of up to five roles; value n stands in one report per role of group n."""
    groups = [group for size in range(1, 6) for group in combinations_with_replacement(Role, size)]
    mentions = {
        f"{n}-{i}": [made.phone(role, value=f"+{n}")] for n, group in enumerate(groups) for i, role in enumerate(group)
    }
    with evidence_of(mentions) as evidence:
        found = {value.value: value for value in evidence.standing_roles()}
        looked_up = evidence.lookup((Kind.PHONE, value) for value in found)
    for n, group in enumerate(groups):
        expected = role_over_reports(group)
        assert found[f"+{n}"].role is expected
        assert (found[f"+{n}"].reports, found[f"+{n}"].suspect_reports) == (len(group), group.count(Role.SUSPECT))
    for answer in looked_up:
        role = found[answer.value].role
        assert answer.role is (None if role is Role.VICTIM else role)
        shown = len(answer.reports)
        hidden = 0 if role is Role.VICTIM else found[answer.value].suspect_reports
        assert shown == (hidden if role in (Role.VICTIM, Role.CONTESTED) else found[answer.value].reports)


def test_reports_come_back_and_known_ones_are_known(made: Any, files: EvidenceFiles, keep: Keep) -> None:
    moment = Moment(datetime(2026, 1, 2, 3, tzinfo=UTC), "2/1/2569 10:00", "Asia/Bangkok")
    first = replace(made.report("r1", suspect_phone="081"), reported_at=moment, extra={"สี": "แดง"})
    second = made.report("r2")
    batches = [keep(made.content([first], {}, "a.csv")), keep(made.content([second], {}, "b.csv"))]
    with Evidence(files, batches) as evidence:
        assert evidence.report(first.uid) == first
        assert evidence.reports([second.uid, first.uid, "0" * 32]) == [first, second]
        assert evidence.reports() == [first, second]
        assert evidence.find_reports("r2") == [second]
        assert evidence.known_uids([first.uid, "0" * 32]) == {first.uid}
        with pytest.raises(NotFound):
            evidence.report("0" * 32)


def test_what_reports_name_is_given_for_them_alone(made: Any, evidence_of: EvidenceOf) -> None:
    account = replace(made.mention(Kind.BANK_ACCOUNT, "1234567890", Role.SUSPECT), qualifier="KBANK")
    mentions = {
        "r1": [made.phone(Role.SUSPECT), account],
        "r2": [made.phone(Role.SUSPECT)],
        "r3": [made.phone(Role.VICTIM)],
    }
    with evidence_of(mentions) as evidence:
        first, third = made.report("r1").uid, made.report("r3").uid
        assert evidence.named_by([first, third]) == [
            (first, Kind.BANK_ACCOUNT, "1234567890", "KBANK"),
            (first, Kind.PHONE, "+66812345678", ""),
        ]


def test_no_batch_at_all_answers_with_nothing(files: EvidenceFiles) -> None:
    with Evidence(files, []) as evidence:
        assert evidence.counts().reports == 0
        assert evidence.lookup([(Kind.PHONE, PHONE)])[0].reports == ()
        assert evidence.known_uids(["0" * 32]) == set()
        assert evidence.reports() == evidence.standing_roles() == evidence.contested() == []
        assert evidence.suspect_edges().num_rows == 0
        assert evidence.group_facts({"N-1": []}) == {}


def test_sources_count_senders_not_files(made: Any, files: EvidenceFiles, keep: Keep) -> None:
    batches = []
    for name, sender in (("a", "bank"), ("b", "bank"), ("c", "hotline")):
        report = made.report(name)
        content = made.content([report], {report.uid: [made.phone(Role.SUSPECT)]}, name)
        batches.append(keep(replace(content, source=replace(content.source, sender=sender))))
    with Evidence(files, batches) as evidence:
        [candidate] = evidence.clearance_candidates(Kind.PHONE)
    assert (candidate.reports, candidate.sources) == (3, 2)


def test_group_facts_sum_what_is_stated_and_say_how_many_state_it(made: Any, files: EvidenceFiles, keep: Keep) -> None:
    moment = Moment(datetime(2026, 1, 2, 3, tzinfo=UTC), "x", "UTC")
    first = replace(made.report("r1", province="Trat"), occurred_at=moment)
    second, third = made.report("r2", province="Trat"), made.report("r3", province="Koh Kong")
    amounts = {
        first.uid: [made.mention(Kind.AMOUNT, "1200.50 THB", Role.CONTEXT, field="amount")],
        second.uid: [
            made.mention(Kind.AMOUNT, "800 THB", Role.CONTEXT, field="amount"),
            made.mention(Kind.AMOUNT, "999 THB", Role.CONTEXT, field="narrative"),
        ],
        third.uid: [made.mention(Kind.AMOUNT, "many THB", Role.CONTEXT, field="amount")],
    }
    batch = keep(made.content([first, second, third], amounts))
    with Evidence(files, [batch]) as evidence:
        facts = evidence.group_facts({"N-1": [first.uid, second.uid, third.uid], "N-2": [third.uid]})
    assert facts["N-1"].money == (Money(200050, "THB"),)
    assert (facts["N-1"].with_amount, facts["N-1"].dated, facts["N-1"].reports) == (2, 1, 3)
    assert facts["N-1"].provinces == (("Trat", 2), ("Koh Kong", 1))
    assert facts["N-1"].first_seen == facts["N-1"].last_seen == moment.instant
    assert facts["N-2"].money == ()


def test_the_engine_reads_nothing_but_evidence(evidence_of: EvidenceOf) -> None:
    with evidence_of({"r1": []}) as evidence:
        engine = evidence._engine
        for query in (
            "SELECT * FROM read_text('/etc/hostname')",
            "COPY (SELECT 1) TO 'made-up.csv'",
            "INSTALL httpfs",
            "SET enable_external_access = true",
            "SET allowed_paths = ['/etc/hostname']",
        ):
            with pytest.raises(duckdb.Error):
                engine.execute(query)


def test_a_query_beyond_the_memory_limit_or_without_its_file_says_so(
    made: Any, files: EvidenceFiles, keep: Keep
) -> None:
    batch = keep(made.content([made.report("r1")], {}))
    with Evidence(files, [batch], memory_megabytes=64) as evidence, pytest.raises(StorageFailed):
        evidence._rows("SELECT list(x) FROM range(100_000_000) t(x)")
    with Evidence(files, [batch]) as evidence:
        (files.root / batch.files.reports).unlink()
        with pytest.raises(StorageFailed):
            evidence.reports()


def test_threads_may_ask_at_once(made: Any, evidence_of: EvidenceOf) -> None:
    with evidence_of({f"r{n}": [made.phone(Role.SUSPECT)] for n in range(8)}) as evidence:
        uids = [made.report(f"r{n}").uid for n in range(8)]
        with ThreadPoolExecutor(8) as threads:
            answers = list(threads.map(lambda uid: evidence.known_uids([uid]), uids * 10))
    assert answers == [{uid} for uid in uids * 10]


def test_a_batch_written_before_a_column_was_added_is_read_with_the_new_ones(
    made: Any, files: EvidenceFiles, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_columns = tuple(name for name in tables.CANONICAL_COLUMNS if name not in SEIZURE_COLUMNS)
    absent = {f"text_{name}" for name in SEIZURE_COLUMNS}
    old_schema = pa.schema([each for each in tables.REPORT_SCHEMA if each.name not in absent])
    with monkeypatch.context() as patch:
        patch.setattr(tables, "CANONICAL_COLUMNS", old_columns)
        patch.setattr(tables, "REPORT_SCHEMA", old_schema)
        before = made.report("old", province="Trat")
        old = keep(made.content([before], {before.uid: [made.phone(Role.SUSPECT)]}, "old.csv"))
    assert not absent & set(pq.read_schema(files.root / old.files.reports).names)
    with Evidence(files, [old]) as evidence:
        assert evidence.reports() == [before]
        assert list(evidence.reports_of_seizures()) == []
    after = made.report("new", substance="yaba", quantity="5", unit="tablet")
    new = keep(made.content([after], {}, "new.csv"))
    for order in ([old, new], [new, old]):
        with Evidence(files, order) as evidence:
            assert evidence.reports() == [after, before]
            assert list(evidence.reports_of_seizures()) == [after]
            assert evidence.lookup([(Kind.PHONE, PHONE)])[0].role is Role.SUSPECT


def test_a_quantity_is_a_fact_and_has_no_standing(made: Any, evidence_of: EvidenceOf) -> None:
    quantity = made.mention(Kind.QUANTITY, "5 kg", Role.SUSPECT)
    with evidence_of({"r1": [quantity], "r2": [quantity]}) as evidence:
        assert evidence.standing_roles() == []
        assert evidence.suspect_edges().num_rows == 0
        assert evidence.counts().values == 0


LINK = "https://wa.me/66812345678?text=hi"


def carrying(made: Any, role: Role = Role.SUSPECT, value: str = LINK) -> Mention:
    return replace(made.mention(Kind.URL, value, role), carries=((Kind.PHONE, "+66812345678"),))


@pytest.mark.parametrize(
    ("elsewhere", "here", "role"),
    [
        ([Role.VICTIM], Role.SUSPECT, Role.CONTESTED),
        ([Role.VICTIM], Role.CONTEXT, Role.VICTIM),
        ([Role.VICTIM, Role.SUSPECT], Role.SUSPECT, Role.CONTESTED),
        ([Role.VICTIM, Role.SUSPECT], Role.CONTEXT, Role.CONTESTED),
        ([Role.SUSPECT], Role.SUSPECT, Role.SUSPECT),
        ([Role.CONTEXT], Role.SUSPECT, Role.SUSPECT),
    ],
)
def test_a_carrier_takes_the_strictest_role_of_what_it_carries(evidence_of, made, elsewhere, here, role):
    found = {f"R{number}": [made.phone(each)] for number, each in enumerate(elsewhere)}
    with evidence_of({"A": [carrying(made, here)], **found}) as evidence:
        assert evidence.roles_of([(Kind.URL, LINK)]) == {(Kind.URL, LINK): role}
        [answer] = evidence.lookup([(Kind.URL, LINK)])
        assert answer.role == (None if role is Role.VICTIM else role)
        candidates = {one.value for one in evidence.clearance_candidates(Kind.URL)}
        assert candidates == ({LINK} if role is Role.SUSPECT else set())
        linked = set(evidence.suspect_edges()["kind"].to_pylist())
        assert ("url" in linked) == (role is Role.SUSPECT)


def test_a_contested_carrier_shows_whose_number_it_carries(evidence_of, made):
    with evidence_of({"A": [carrying(made)], "B": [made.phone(Role.VICTIM)]}) as evidence:
        [contested] = evidence.contested()
    assert (
        contested.value,
        [r.report_id for r in contested.suspect_in],
        [r.report_id for r in contested.victim_in],
    ) == (
        LINK,
        ["A"],
        ["B"],
    )


def test_mentions_of_an_older_extractor_are_read_beside_newer_ones(made, files, keep):
    import pyarrow.parquet as pq

    from spean.evidence.files import _flush

    old = keep(made.content([made.report("A")], {made.report("A").uid: [made.phone(Role.SUSPECT)]}, "old.csv"))
    path = files.root / old.files.mentions
    pq.write_table(pq.read_table(path).drop_columns(["carries"]), path)
    old = replace(old, files=replace(old.files, sha256={**old.files.sha256, old.files.mentions: _flush(path)}))
    new = keep(made.content([made.report("B")], {made.report("B").uid: [carrying(made)]}, "new.csv"))
    for batches, count in (([old], 1), ([old, new], 2), ([new, old], 2)):
        with Evidence(files, batches) as evidence:
            assert evidence.counts().values == count
            assert evidence.roles_of([(Kind.PHONE, "+66812345678")]) == {(Kind.PHONE, "+66812345678"): Role.SUSPECT}
            assert len(evidence.suspect_edges()) == count
