"""Delimited text: delimiters, quotes, widths, headers that stand lower down, and no row lost."""

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from spean.errors import HeaderUnknown, WrongUsage
from spean.intake import Intake
from spean.intake.mapping import match_header
from spean.intake.markings import is_marking
from spean.intake.read_csv import MAX_RECORD_LINES
from spean.intake.records import MAX_CELL_CHARS, MAX_RECORD_CHARS

Taker = Callable[..., Intake]


def narratives(taken: Intake) -> list[str]:
    return [report.columns["narrative"] for report in taken.reports]


def faults(taken: Intake) -> list[tuple[int, str]]:
    return [(reject.line, reject.code) for reject in taken.rejects]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_delimiters(take: Taker, delimiter: str, name: str) -> None:
    rows = [["report_id", "narrative", "amount"], ["1", "he said, pay; now | quick", "1,200.50"], ["2", "x", "3"]]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    taken = take(stream.getvalue(), name)
    assert narratives(taken) == ["he said, pay; now | quick", "x"]
    assert taken.reports[0].columns["amount"] == "1,200.50"
    assert taken.format == name[-3:]


def test_a_single_column_is_not_split_at_its_punctuation(take: Taker) -> None:
    assert narratives(take("narrative\nfirst; then | more\nthird; yes\n")) == ["first; then | more", "third; yes"]


def test_a_list_whose_values_hold_delimiters(take: Taker) -> None:
    taken = take("a.example\nb.example/?x;y\nc.example/?p|q\nd.example/1,2\n", column="suspect_url")
    assert [report.line for report in taken.reports] == [1, 2, 3]
    assert faults(taken) == [(4, "row.width")]


@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
@pytest.mark.parametrize("heading", ["เบอร์ผู้เสียหาย", "victim numbers", "victims and suspects"])
def test_a_list_of_victims_is_no_list_of_suspects(take: Taker, heading: str, name: str) -> None:
    with pytest.raises(WrongUsage, match="victim"):
        take(f"{heading}\n0812345678\n", name, column="suspect_phone")
    assert take(f"{heading}\n0812345678\n", name, column="narrative").reports


def test_a_wide_header_is_cut(take: Taker) -> None:
    taken = take(f"narrative{',a' * 1500}\nx\ny{',b' * 1500}\n")
    assert len(taken.mapping.matches) == 1000
    assert faults(taken) == [(3, "row.width")]


def test_line_numbers_of_multi_line_cells(take: Taker) -> None:
    taken = take('narrative,amount\n"one\r\ntwo",1\n\n"say ""hi""",2\r\nlast,3')
    assert [(report.line, report.columns["narrative"]) for report in taken.reports] == [
        (2, "one\ntwo"),
        (5, 'say "hi"'),
        (6, "last"),
    ]


@pytest.mark.parametrize(
    ("broken", "rejected"),
    [
        ('"open and never closed,1', [3]),
        ('"closed" badly,1', [3]),
        ('"open,1\n"next is fine",2', [3]),
        ('1,"""', [3]),
    ],
)
def test_a_broken_quote_costs_its_own_line(take: Taker, broken: str, rejected: list[int]) -> None:
    taken = take(f"narrative,amount\nfirst,1\n{broken}\nlater,9\nlast,10\n")
    assert faults(taken) == [(line, "row.quotes") for line in rejected]
    assert narratives(taken)[0] == "first"
    assert narratives(taken)[-2:] == ["later", "last"]
    assert taken.rejects[0].row


def test_an_open_quote_does_not_swallow_a_long_file(take: Taker) -> None:
    lines = "".join(f"n{i},1\n" for i in range(3000))
    taken = take(f'narrative,amount\n"never closed,1\n{lines}')
    assert faults(taken) == [(2, "row.quotes")]
    assert len(taken.reports) == 3000


def test_a_quoted_record_is_bounded(take: Taker) -> None:
    long, short = "l\n" * MAX_RECORD_LINES, "s\n" * (MAX_RECORD_LINES - 2)
    taken = take(f'narrative,amount\n"{short}",1\n"{long}",2\nlast,3\n')
    assert taken.reports[0].columns["amount"] == "1"
    assert faults(taken)[0] == (MAX_RECORD_LINES + 1, "row.quotes")
    assert narratives(taken)[-1] == "last"


def test_a_quote_inside_a_plain_cell_is_text(take: Taker) -> None:
    assert narratives(take('narrative,amount\na 5" nail,1\n')) == ['a 5" nail']


def test_widths(take: Taker) -> None:
    taken = take("narrative,amount\na,1,,\nb,1,2\nc\n,,\n")
    assert narratives(taken) == ["a", "c"]
    assert faults(taken) == [(3, "row.width")]
    assert taken.rejects[0].row == {"narrative": "b", "amount": "1", "3": "2"}


def test_rows_without_content(take: Taker) -> None:
    taken = take("narrative,suspect_phone,victim_phone,note\n,,0812345678,\n,,,only a note\n,0812345678,,\n")
    assert faults(taken) == [(3, "row.empty")]
    assert [dict(report.columns) for report in taken.reports] == [
        {"victim_phone": "0812345678"},
        {"suspect_phone": "0812345678"},
    ]


def test_a_row_with_neither_content_nor_anything_to_protect(take: Taker) -> None:
    assert faults(take("narrative,victim_name,province\n,Malee,Trat\n")) == [(2, "row.no_content")]


def test_titles_above_the_header(take: Taker) -> None:
    taken = take("รายงานประจำวัน,,\n\nกรุงเทพ,,\nเบอร์คนร้าย,รายละเอียด,หมายเหตุ\n0812345678,โทรมาหลอก,x\n")
    assert taken.reports[0].line == 5
    assert taken.reports[0].columns == {"suspect_phone": "0812345678", "narrative": "โทรมาหลอก"}
    assert taken.reports[0].extra == {"หมายเหตุ": "x"}
    assert "rows above the header, left out: 2" in taken.warnings


def test_two_exports_joined(take: Taker) -> None:
    taken = take("narrative,amount\nx,1\nnarrative,amount\ny,2\n")
    assert narratives(taken) == ["x", "y"]
    assert taken.warnings == ["the header stands again among the rows, passed over (1 times)"]


def test_no_known_header(take: Taker) -> None:
    with pytest.raises(HeaderUnknown):
        take("a,b\n1,2\n")


def test_a_header_without_content_names_the_bare_ones(take: Taker) -> None:
    with pytest.raises(HeaderUnknown) as caught:
        take("amount,phone\n1,0812345678\n")
    assert "suspect_phone" in caught.value.remedy
    assert "0812345678" not in str(caught.value) + caught.value.remedy


def test_a_victims_column_stays_a_victims(take: Taker) -> None:
    taken = take("เบอร์คนร้าย,เบอร์ผู้เสียหาย,เบอร์โทร\n0811111111,0822222222,0833333333\n")
    assert taken.reports[0].columns == {"suspect_phone": "0811111111", "victim_phone": "0822222222"}
    assert taken.reports[0].extra == {"เบอร์โทร": "0833333333"}


def test_repeated_and_empty_headers_keep_every_cell(take: Taker) -> None:
    taken = take("narrative,note,note,,note (2)\nx,1,2,3,4\n")
    assert sorted(taken.reports[0].extra.values()) == ["1", "2", "3", "4"]


def test_mapping_option(take: Taker) -> None:
    taken = take("What,No\nhe called,5\n", mapping={"what": "narrative", "missing": "amount"})
    assert narratives(taken) == ["he called"]
    assert taken.mapping.matches[0].how == "given"
    assert any("does not have: 1" in warning for warning in taken.warnings)


@pytest.mark.parametrize("options", [{"zone": "Mars/Olympus"}, {"zone": "../etc"}, {"column": "hat"}])
def test_wrong_options(take: Taker, options: dict[str, str]) -> None:
    with pytest.raises(WrongUsage):
        take("narrative\nx\n", **options)


def test_duplicates_are_counted(take: Taker) -> None:
    taken = take("narrative,amount\nx,1\nx,1\nx,2\n")
    assert (len(taken.reports), taken.duplicates) == (2, 1)
    assert taken.reports[0].report_id.startswith("R-")
    assert len(taken.reports[0].report_id) == 14


def test_the_same_id_with_other_content_is_another_report(take: Taker) -> None:
    taken = take("report_id,narrative\n7,x\n7,y\n")
    assert [report.report_id for report in taken.reports] == ["7", "7"]
    assert len({report.uid for report in taken.reports}) == 2


def test_the_uid_does_not_hang_on_line_or_column_order(take: Taker) -> None:
    one = take("narrative,amount,note\nx,1,n\n").reports[0]
    two = take("note,amount,narrative\n,5,other\nn,1,x\n").reports[1]
    assert one.uid == two.uid
    assert len(one.uid) == 32


def test_control_characters(take: Taker) -> None:
    taken = take("narrative,suspect_phone\nhe\x00llo,\x000812345678\nb,081\x002345678\n")
    assert faults(taken) == [(2, "cell.control"), (3, "cell.control")]
    assert narratives(take("narrative\nhe\x00llo\n")) == ["he llo"]


def test_cells_are_bounded(take: Taker) -> None:
    taken = take(f"narrative,amount\n{'x' * (MAX_CELL_CHARS + 1)},1\n{'y' * MAX_CELL_CHARS},1\nz,1\n")
    assert faults(taken) == [(2, "cell.too_long")]
    assert max(len(cell) for cell in taken.rejects[0].row.values()) < 10_000
    assert len(taken.reports) == 2


def test_a_line_without_end_is_bounded(take: Taker) -> None:
    taken = take(f"narrative,amount\n{'x,' * MAX_RECORD_CHARS}1\nz,1\n")
    assert faults(taken) == [(2, "cell.too_long")]
    assert narratives(taken) == ["z"]


def test_spreadsheet_damage_in_text(take: Taker) -> None:
    taken = take(
        "narrative,suspect_account,suspect_phone\na,1.23457E+11,812345678.0\nb,'0123456789,+66812345678\nc,8E5,8\n"
    )
    first, second, _ = taken.reports
    assert "suspect_account" not in first.columns
    assert first.extra == {"suspect_account": "1.23457E+11"}
    assert first.columns["suspect_phone"] == "812345678"
    assert second.columns["suspect_account"] == "0123456789"
    assert second.columns["suspect_phone"] == "+66812345678"
    assert any("digits lost" in warning for warning in taken.warnings)


def test_an_unreadable_date_is_no_reject(take: Taker) -> None:
    taken = take("narrative,reported_at\nx,เมื่อวานนี้\n")
    assert taken.reports[0].reported_at is None
    assert taken.reports[0].columns["reported_at"] == "เมื่อวานนี้"
    assert taken.warnings == ["reported_at: not readable as a time, kept as text (1 times)"]


def test_a_list_in_one_column(take: Taker) -> None:
    for head in ("", "Domain\n", "suspect_url\n", "URL\n"):
        taken = take(f"{head}evil.example\n0.0.0.0 worse.example\n", column="suspect_url")
        assert [report.columns["suspect_url"] for report in taken.reports] == ["evil.example", "worse.example"]


_CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n",;|\t'), max_size=12)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(_CELL, min_size=1, max_size=5), max_size=12), st.sampled_from([",", ";", "\t", "|"]))
def test_every_row_is_accepted_rejected_or_a_duplicate(take: Taker, rows: list[list[str]], delimiter: str) -> None:
    assume(not any(is_marking(cell) or match_header(cell).column for row in rows for cell in row))
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([["report_id", "narrative", "suspect_phone", "note"], *rows])
    taken = take(stream.getvalue(), "a.csv")
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert len(taken.reports) + len(taken.rejects) + taken.duplicates == len(filled)
    for report in taken.reports:
        assert report.columns.keys() & {"narrative", "suspect_phone"}
