"""`spean demo`: the whole path by itself, on its own data and on a user's."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def spean(*words, **environment):
    command = [sys.executable, "-m", "spean.cli.main", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ, **environment})
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """A demo that was played once: its folder and its JSON."""
    folder = tmp_path_factory.mktemp("demo") / "d"
    done = spean("demo", folder, "--once", "--json")
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)


def answer(home, *words):
    done = spean("--home", home, *words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def exported(home):
    done = spean("--home", home, "export", "indicators", "--cleared", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    return {(line["kind"], line["value"]) for line in map(json.loads, done.stdout.splitlines())}


def test_what_it_says(played):
    _, said = played
    assert said["freeze"] == {"request": "Q-1", "held": "180 USD", "events": 6}
    assert said["th_matches"] == said["kh_matches"] > 10
    assert set(said["nodes"]) == {"th", "kh"} and all(step["result"] for step in said["steps"])
    assert any("refused" in line for step in said["steps"] for line in step["result"])


def test_the_matches_without_any_server(played):
    folder, said = played
    found = {(m["kind"], m["value"]) for m in answer(folder / "th", "match", "KH", "--show")["matches"]}
    assert found == {(m["kind"], m["value"]) for m in answer(folder / "kh", "match", "TH", "--show")["matches"]}
    both = exported(folder / "th") & exported(folder / "kh")
    assert found == both and len(found) == said["th_matches"]
    truth = json.loads((folder / "made-up" / "truth-shared.json").read_text())
    shared = {(kind, value) for kind, values in truth.items() for value in values}
    assert found == shared & both, "every match is a planted one"
    with (folder / "made-up" / "victims.csv").open(encoding="utf-8") as file:
        assert not found & {(row["kind"], row["value"]) for row in csv.DictReader(file)}


def test_both_nodes_say_the_same_of_the_freeze(played):
    folder, _ = played
    th, kh = answer(folder / "th", "request", "show", "Q-1"), answer(folder / "kh", "request", "show", "Q-1")
    assert th["reference"] == kh["reference"] == "TH/Q-1" and th["held"] == kh["held"] == "180 USD"
    times = [{e["event"]: e["at"] for e in side["events"]} for side in (th, kh)]
    assert set(times[0]) == {"drafted", "released", *times[1]}
    assert {event: times[0][event] for event in times[1]} == times[1]
    for home in (folder / "th", folder / "kh"):
        answer(home, "audit", "verify")


def test_it_removes_nothing(played):
    folder, _ = played
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    done = spean("demo", folder, "--once")
    assert done.returncode == 2 and "home.exists" in done.stderr
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()} == before


def test_no_process_is_left(played):
    folder, _ = played
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes()
        except OSError:  # it ended meanwhile
            continue
        assert f"{folder}/".encode() not in line


FILES = {
    "no bank account": ("report_id,suspect_phone\nA,0812345678\n", "report_id,suspect_phone\nB,+66812345678\n"),
    "nothing shared": ("report_id,suspect_phone\nA,0812345678\n", "report_id,suspect_phone\nB,+66812345679\n"),
    "nothing clearable": ("report_id,narrative\nA,hello\n", "report_id,narrative\nB,good day\n"),
    "one side only": ("report_id,narrative\nA,hello\n", "report_id,suspect_phone\nB,+66812345678\n"),
}


OFTEN = ("one side only",)


@pytest.mark.parametrize(
    "name", [name if name in OFTEN else pytest.param(name, marks=pytest.mark.campaign) for name in FILES]
)
def test_given_files(tmp_path, name):
    for party, text in zip(("th", "kh"), FILES[name], strict=True):
        (tmp_path / f"{party}.csv").write_text(text, encoding="utf-8")
    files = ("--th", tmp_path / "th.csv", "--kh", tmp_path / "kh.csv")
    done = spean("demo", tmp_path / "d", "--once", "--json", *files)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    lines = [line for step in said["steps"] for line in step["result"]]
    assert said["freeze"]["held"] == "180 USD" and any("a made-up one" in line for line in lines)
    if name == "no bank account":
        assert said["th_matches"] == said["kh_matches"] == 1
    if name in ("nothing clearable", "one side only"):
        assert any("can be cleared" in line for line in lines)
    assert not (tmp_path / "d" / "made-up").exists()


@pytest.mark.campaign
def test_a_shared_account_is_asked_for_with_its_own_bank(tmp_path):
    for party, bank in (("th", "ABA"), ("kh", "ABA Bank")):
        text = f"report_id,suspect_account,suspect_bank\n{party},009876543,{bank}\n"
        (tmp_path / f"{party}.csv").write_text(text, encoding="utf-8")
    done = spean("demo", tmp_path / "d", "--once", "--th", tmp_path / "th.csv", "--kh", tmp_path / "kh.csv")
    assert done.returncode == 0, done.stderr
    asked = answer(tmp_path / "d" / "kh", "request", "show", "Q-1")["freeze"]
    assert (asked["account"], asked["bank"]) == ("009876543", "ABA")
