from datetime import UTC, datetime, timedelta, timezone

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from spean.evidence.tables import mention_of, mention_table, report_of, report_table, sorted_mentions
from spean.model import CANONICAL_COLUMNS, Kind, Mention, Moment, Reading, Report, Role

texts = st.text(max_size=12)
written = st.text(min_size=1, max_size=12)
zones = st.sampled_from([UTC, timezone(timedelta(hours=7))])
moments = st.builds(
    Moment,
    st.datetimes(datetime(1900, 1, 1), datetime(2999, 1, 1), timezones=zones),
    texts,
    st.sampled_from(["Asia/Bangkok", "Asia/Phnom_Penh", "UTC"]),
)
reports = st.builds(
    Report,
    uid=st.uuids().map(lambda uid: uid.hex),
    report_id=written,
    line=st.integers(1, 2**40),
    columns=st.dictionaries(st.sampled_from(CANONICAL_COLUMNS), written),
    extra=st.dictionaries(texts, texts, max_size=3),
    reported_at=st.none() | moments,
    occurred_at=st.none() | moments,
)
kinds = st.sampled_from(Kind)
confidences = st.floats(0, 1)
mentions = st.builds(
    Mention,
    kind=kinds,
    value=written,
    raw=written,
    start=st.integers(0, 2**40),
    end=st.integers(0, 2**40),
    role=st.sampled_from(Role),
    confidence=confidences,
    field=st.sampled_from(["narrative", "suspect_phone"]),
    readings=st.lists(st.builds(Reading, kinds, written, confidences, texts), max_size=3).map(tuple),
    qualifier=texts,
)


@given(st.lists(reports, max_size=4))
def test_a_report_comes_back_as_it_went_in(given_reports: list[Report]) -> None:
    assert [report_of(row) for row in report_table("B-1", given_reports).to_pylist()] == given_reports


@given(reports, st.lists(mentions, max_size=5))
def test_a_mention_comes_back_as_it_went_in(report: Report, given_mentions: list[Mention]) -> None:
    table = mention_table([report], {report.uid: given_mentions})
    back = [mention_of(row) for row in table.to_pylist() if row["rank"] == 0]
    assert sorted(map(repr, back)) == sorted(map(repr, given_mentions))


@given(reports, st.lists(mentions, max_size=9))
def test_mentions_are_sorted_by_kind_and_value(report: Report, given_mentions: list[Mention]) -> None:
    table = sorted_mentions(mention_table([report], {report.uid: given_mentions}))
    keys = [(row["kind"].encode(), row["value"].encode()) for row in table.to_pylist()]
    assert keys == sorted(keys)


def test_every_reading_is_a_row() -> None:
    report = Report("0" * 32, "r", 1, {})
    readings = (Reading(Kind.PHONE, "+66812345678", 0.7), Reading(Kind.PHONE, "+85581234567", 0.3))
    mention = Mention(Kind.PHONE, "+66812345678", "0812345678", 0, 10, Role.VICTIM, 0.7, readings=readings)
    rows = mention_table([report], {report.uid: [mention]}).to_pylist()
    assert [(row["rank"], row["value"], row["confidence"]) for row in rows] == [
        (0, "+66812345678", 0.7),
        (1, "+85581234567", 0.3),
    ]


def test_no_mentions_is_an_empty_table_of_the_same_shape() -> None:
    assert mention_table([], {}).schema == mention_table([Report("0" * 32, "r", 1, {})], {}).schema
    assert report_table("B-1", []).num_rows == 0
    assert isinstance(report_table("B-1", []), pa.Table)
