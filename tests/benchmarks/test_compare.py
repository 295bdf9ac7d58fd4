"""The table beside peers, and how a peer is run, with made-up tools."""

import compare
import pytest
from forms import host_of, is_address, url_form
from peers.environments import SPEAN, Tool, run

PHONE = {"kind": "phone", "value": "+66810000001"}
URL = {"kind": "url", "value": "http://a.example"}


def messages(*mentions, lang="th"):
    return [{"id": "1", "lang": lang, "text": "", "mentions": list(mentions)}]


def test_the_union_takes_each_value_as_often_as_who_found_it_most_often():
    both = compare.union([{"1": [PHONE, PHONE]}, {"1": [PHONE, URL]}, {}])
    assert both == {"1": [PHONE, PHONE, URL]}


def test_once_keeps_the_label_that_must_be_found():
    assert compare.once([{**PHONE, "optional": True}, PHONE, URL]) == [PHONE, URL]


def test_a_tool_without_places_loses_only_where_every_place_counts():
    row = compare.row("peer", messages(PHONE, PHONE), {"1": [PHONE]}, frozenset())
    assert (row["recall"], row["once"], row["th"]) == (0.5, 1.0, 0.6667)


def test_own_kinds_leave_out_what_a_peer_does_not_claim():
    labelled = messages(PHONE, URL)
    assert compare.row("peer", labelled, {"1": [URL]}, frozenset())["recall"] == 0.5
    assert compare.row("peer", labelled, {"1": [URL]}, frozenset({"url"}))["recall"] == 1.0


def test_the_table_sets_spean_beside_each_peer_on_its_kinds():
    name = next(peer.name for peer in compare.PEERS if peer.kinds == {"phone"})
    table = list(compare.rows(messages(PHONE, URL), {"1": [PHONE, URL]}, {name: {"1": [PHONE]}}))
    said = [(one["kinds"], one["tool"], one["recall"]) for one in table]
    assert ("all", name, 0.5) in said
    assert said[-4:-2] == [("phone", name, 1.0), ("phone", "Spean", 1.0)]
    printed = list(compare.markdown(table))
    assert len({line.count("|") for line in printed}) == 1
    assert len(printed) == len(table) + 2


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("HTTPS://Evil.Example/A?b=C", "https://evil.example/A?b=C"),
        ("evil.example/a", "http://evil.example/a"),
        ("http://evil.example/", "http://evil.example"),
        ("http://evil.example/?a", "http://evil.example/?a"),
        ("http://evil.example:8080/a", "http://evil.example:8080/a"),
        ("http://bücher.example/a", "http://xn--bcher-kva.example/a"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_a_peers_url_is_brought_into_the_labels_form(said, form):
    assert url_form(said) == form


def test_hosts_and_addresses_are_told_apart():
    assert host_of("http://A.example./x") == "a.example"
    assert host_of("http://[broken") == ""
    assert is_address("192.0.2.1")
    assert is_address("2001:db8::1")
    assert not is_address("a1.example")


def test_spean_answers_through_the_adapter_in_the_messages_region():
    asked = [{"id": "th", "text": "โทร 081 234 5678", "region": "TH"}, {"id": "none", "text": "สวัสดี", "region": "TH"}]
    assert run(SPEAN, asked) == [
        {"id": "th", "mentions": [{"kind": "phone", "value": "+66812345678"}]},
        {"id": "none", "mentions": []},
    ]


def test_timing_counts_texts_bytes_and_records():
    asked = [{"id": str(at), "text": "โทร 081 234 5678", "region": "TH"} for at in range(3)]
    (timed,) = run(SPEAN, asked, "--time", "2")
    assert (timed["texts"], timed["records"], len(timed["cpu_seconds"])) == (3, 3, 2)
    assert timed["bytes"] == 3 * len("โทร 081 234 5678".encode())
    assert 1_000_000 < timed["peak_rss_bytes"] < 1_000_000_000


def test_a_tool_that_takes_more_memory_than_allowed_is_stopped(tmp_path):
    (tmp_path / "greedy.py").write_text("held = bytearray(1 << 30)\nprint('[]')")
    greedy = Tool("greedy", str(tmp_path / "greedy.py"))
    assert run(greedy, []) == [[]]
    with pytest.raises(SystemExit, match="greedy failed"):
        run(greedy, [], memory_bytes=1 << 29)
