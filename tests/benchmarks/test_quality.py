"""The scorer, on made-up messages."""

import json
import sys

import pytest
import quality


def label(kind, value, role="suspect", **more):
    return {"kind": kind, "value": value, "role": role, **more}


def outcomes(labels, found, kinds=()):
    return sorted((outcome, *key) for outcome, key in quality.compared(labels, found, set(kinds)))


def test_a_mention_counts_as_often_as_it_is_labelled():
    two = [label("phone", "+66810000001"), label("phone", "+66810000001")]
    assert outcomes(two, two[:1]) == [("hit", "phone", "+66810000001"), ("missed", "phone", "+66810000001")]
    assert outcomes(two[:1], two) == [("hit", "phone", "+66810000001"), ("wrong", "phone", "+66810000001")]


def test_kind_and_value_must_both_be_the_same():
    got = outcomes([label("line", "abc")], [label("telegram", "abc")])
    assert got == [("missed", "line", "abc"), ("wrong", "telegram", "abc")]


def test_an_optional_label_is_neither_missed_nor_wrong():
    spared = [label("thai_id", "1101700230708", optional=True)]
    assert outcomes(spared, []) == []
    assert outcomes(spared, [label("thai_id", "1101700230708")]) == []
    assert outcomes(spared, [label("thai_id", "1101700230708")] * 2) == [("wrong", "thai_id", "1101700230708")]


def test_only_the_kinds_asked_for_are_scored():
    labels = [label("phone", "+66810000001"), label("url", "http://a.example")]
    assert outcomes(labels, [], kinds=["url"]) == [("missed", "url", "http://a.example")]


def test_precision_recall_and_f1():
    tally = quality.Tally()
    tally.hits, tally.missed, tally.wrong = 6, 2, 4
    assert tally.row() == {"labelled": 8, "precision": 0.6, "recall": 0.75, "f1": 0.6667}
    assert quality.Tally().row()["f1"] == 1.0


def test_roles_are_compared_for_values_that_both_have_and_not_for_facts():
    labels = [label("phone", "+66810000001", "victim"), label("amount", "5 THB", "context"), label("line", "x")]
    found = [label("phone", "+66810000001", "suspect"), label("amount", "5 THB", "suspect")]
    assert list(quality.roles(labels, found)) == [("victim", "suspect")]


def test_a_message_without_an_answer_is_missed_and_a_false_accusation_counted(tmp_path, monkeypatch, capsys):
    messages = [
        {"id": "1", "lang": "th", "text": "", "mentions": [label("phone", "+66810000001", "victim")]},
        {"id": "2", "lang": "en", "text": "", "mentions": [label("line", "x")]},
    ]
    (tmp_path / "labels.jsonl").write_text("\n".join(map(json.dumps, messages)))
    (tmp_path / "found.jsonl").write_text(json.dumps({"id": "1", "mentions": [label("phone", "+66810000001")]}))
    arguments = ["quality.py", str(tmp_path / "labels.jsonl"), "--found", str(tmp_path / "found.jsonl")]
    monkeypatch.setattr(sys, "argv", arguments)
    quality.main()
    printed = {name: row for line in capsys.readouterr().out.splitlines() for name, row in json.loads(line).items()}
    assert printed["all"]["recall"] == pytest.approx(0.5)
    assert printed["en"]["recall"] == 0.0
    assert printed["roles th"]["victims_accused"] == 1
    assert printed["roles th"]["role_precision"] == 0.0
