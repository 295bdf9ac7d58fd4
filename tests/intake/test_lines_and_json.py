"""Plain text, block lists and JSON lines."""

from collections.abc import Callable

import pytest

from spean.errors import HeaderUnknown
from spean.intake import Intake

Taker = Callable[..., Intake]


def test_each_line_is_a_report(take: Taker) -> None:
    taken = take("\n# not a comment here\n\n  second \r\nthird", "a.txt")
    assert [(report.line, report.columns["narrative"]) for report in taken.reports] == [
        (2, "# not a comment here"),
        (4, "second"),
        (5, "third"),
    ]


def test_a_block_list(take: Taker) -> None:
    content = (
        "# list\n0.0.0.0 evil.example\n127.0.0.1\tworse.example # why\n::  six.example\nplain.example\n9.9.9.9 x\n"
    )
    taken = take(content, "hosts.txt", column="suspect_url")
    assert [(report.line, report.columns["suspect_url"]) for report in taken.reports] == [
        (2, "evil.example"),
        (3, "worse.example"),
        (4, "six.example"),
        (5, "plain.example"),
        (6, "9.9.9.9 x"),
    ]


def test_a_list_of_wallets_is_taken_as_it_stands(take: Taker) -> None:
    taken = take("0.0.0.0 x\n#c\nabc\n", "a.txt", column="suspect_wallet")
    assert [report.columns["suspect_wallet"] for report in taken.reports] == ["0.0.0.0 x", "abc"]


def test_a_list_of_no_content_is_refused(take: Taker) -> None:
    with pytest.raises(HeaderUnknown):
        take("100\n", "a.txt", column="amount")


def test_json_lines(take: Taker) -> None:
    taken = take(
        '{"narrative": "x", "suspect_account": 12345678901234567890, "meta": {"a": [1, 2.50]}}\n'
        "\n"
        '{"เบอร์คนร้าย": "0812345678", "narrative": null, "ok": true}\n'
        '{"narrative": ["not", "text"], "suspect_url": "http://evil.example"}\n',
        "a.jsonl",
    )
    first, second, third = taken.reports
    assert first.columns == {"narrative": "x", "suspect_account": "12345678901234567890"}
    assert first.extra == {"meta": '{"a":["1","2.50"]}'}
    assert (second.line, second.columns, second.extra) == (3, {"suspect_phone": "0812345678"}, {"ok": "true"})
    assert third.columns == {"suspect_url": "http://evil.example"}
    assert third.extra == {"narrative": '["not","text"]'}


@pytest.mark.parametrize(
    "line",
    [
        *("{", "[1]", '"text"', "null", '{"narrative": NaN}', '{"narrative": "a", "narrative": "b"}', "{'a': 1}"),
        *("[" * 100_000, '{"a":' * 50_000),
    ],
)
def test_bad_json_costs_its_line(take: Taker, line: str) -> None:
    taken = take(f'{{"narrative": "a"}}\n{line}\n{{"narrative": "b"}}\n', "a.jsonl")
    assert [(reject.line, reject.code) for reject in taken.rejects] == [(2, "row.json")]
    assert len(taken.reports) == 2


def test_json_escapes_that_are_no_text(take: Taker) -> None:
    taken = take('{"narrative": "\\ud800"}\n{"narrative": "a\\u0000b"}\n', "a.jsonl")
    assert [reject.code for reject in taken.rejects] == ["row.encoding"]
    assert taken.reports[0].columns["narrative"] == "a b"


def test_too_many_keys_cost_their_rows(take: Taker) -> None:
    many = ",".join(f'"k{i}": 1' for i in range(1100))
    taken = take(f'{{"narrative": "a"}}\n{{"narrative": "b", {many}}}\n', "a.jsonl")
    assert [(reject.line, reject.code) for reject in taken.rejects] == [(2, "row.width")]
