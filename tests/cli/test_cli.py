"""The command line as its users and other programs see it: exit codes, one-line errors, the shapes of `--json`."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from spean.cli.main import _VERBS, run

LOOK_UP = ["--purpose", "hotline call", "--basis", "MOU art. 3", "--case", "C-1"]
VICTIM, CONTESTED, SUSPECT = "089-999-8888", "086-111-2222", "081-234-5678"
NUMBERS = ("0899998888", "+66899998888", "66899998888", VICTIM)


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("SPEAN_")]:
        monkeypatch.delenv(name)


class Spean:
    """The command line of one node."""

    def __init__(self, home: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.home, self._capture = home, capture

    def __call__(self, *words: str) -> tuple[int, str, str]:
        self._capture.readouterr()
        code = run(["--home", str(self.home), *words])
        said = self._capture.readouterr()
        return code, said.out, said.err

    def json(self, *words: str) -> Any:
        code, out, err = self(*words, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    def refused(self, *words: str) -> tuple[int, str]:
        """Gives exit code and error code of a command that has to fail in one line."""
        code, out, err = self(*words)
        assert out == ""
        [line] = err.splitlines()
        found = re.fullmatch(r"spean: ([a-z_.]+): .+\. Remedy: .+", line)
        assert found, line
        assert "Traceback" not in err
        assert not any(number in err for number in NUMBERS)
        return code, found.group(1)


@pytest.fixture
def spean(home: Path, capsys: pytest.CaptureFixture[str]) -> Spean:
    return Spean(home, capsys)


@pytest.fixture
def taken(spean: Spean, reports_csv: str) -> Spean:
    path = spean.home.parent / "reports.csv"
    path.write_text(reports_csv, encoding="utf-8")
    assert spean("intake", str(path))[0] == 0
    return spean


@pytest.fixture
def as_approver(spean: Spean, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    def act(*words: str) -> tuple[int, str, str]:
        with monkeypatch.context() as patch:
            patch.setenv("SPEAN_CREDENTIAL", str(spean.home / "credentials" / "approver.json"))
            return spean(*words)

    return act


# -- the shapes other programs rely on ----------------------------------------------------------------------
def test_intake_answers_with_its_counts(spean: Spean, reports_csv: str) -> None:
    path = spean.home.parent / "reports.csv"
    path.write_text(reports_csv, encoding="utf-8")
    said = spean.json("intake", str(path))
    assert (said["accepted"], said["rejected"], said["duplicates"], said["rejects_file"]) == (5, 0, 0, "")
    assert re.fullmatch("[0-9a-f]{32}", said["batch"])
    again = spean.json("intake", str(path))
    assert (again["accepted"], again["duplicates"], again["batch"], again["known"]) == (0, 5, said["batch"], True)


def test_intake_with_rejects_ends_with_3(spean: Spean) -> None:
    path = spean.home.parent / "bad.csv"
    path.write_text("report_id,narrative,suspect_phone\nA-1,x,081-234-5678\nA-2,x,y,z,w\n", encoding="utf-8")
    code, out, _ = spean("intake", str(path), "--json")
    said = json.loads(out)
    assert (code, said["accepted"], said["rejected"]) == (3, 1, 1)
    assert "line" in Path(said["rejects_file"]).read_text(encoding="utf-8").splitlines()[0]


def test_intake_from_stdin(spean: Spean, monkeypatch: pytest.MonkeyPatch) -> None:
    assert spean("intake", "-")[0] == 2
    for content, code in ((b'[{"narrative": "x"}]', 0), (b"", 1)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
        assert spean("intake", "-", "--format", "json")[0] == code
    assert [batch["name"] for batch in spean.json("evidence", "list")] == ["stdin.json"]


def test_intake_of_an_archive_answers_for_each_file(spean: Spean) -> None:
    path = spean.home.parent / "box.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "narrative\nx\n")
        archive.writestr("b.csv", "narrative\nx\ny\n")
        archive.writestr("c.exe", "MZ")
    code, out, _ = spean("intake", str(path), "--json")
    said = json.loads(out)
    assert (code, said["name"], said["accepted"], said["rejected"]) == (3, "box.zip", 0, 1)
    inside = [(each["name"], each["accepted"], each["duplicates"]) for each in said["inside"]]
    assert inside == [("box.zip!a.csv", 1, 0), ("box.zip!b.csv", 1, 1)]
    code, out, _ = spean("intake", str(path))
    assert code == 0 and out.count("taken in before") == 3


def test_typed_twice_and_suggested(spean: Spean, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = spean.home.parent
    Image.new("L", (50, 50), 255).save(folder / "photo.jpg")
    for name, phone in (("first.csv", "081-234-5678"), ("second.csv", "0812345678"), ("wrong.csv", "0812345679")):
        (folder / name).write_text(f"narrative,suspect_phone\nx,{phone}\n", encoding="utf-8")
    first, second, wrong = (("--typed", str(folder / name)) for name in ("first.csv", "second.csv", "wrong.csv"))
    assert spean("intake", str(folder / "photo.jpg"), *first, *wrong)[0] == 3
    said = spean.json("intake", str(folder / "photo.jpg"), *first, *second)
    assert (said["accepted"], said["mentions"]) == (1, 1)
    monkeypatch.setenv("PATH", str(folder))
    assert "no OCR" in spean("intake", str(folder / "photo.jpg"), "--suggest")[2]


@pytest.mark.parametrize("spelling", [SUSPECT, "0812345678", "+66 81 234 5678", "๐๘๑๒๓๔๕๖๗๘"])
def test_a_look_up_answers_in_any_spelling(taken: Spean, spelling: str) -> None:
    taken("link")
    said = taken.json("lookup", spelling, *LOOK_UP)
    assert {"kind", "value", "reports", "mentions", "networks"} <= set(said)
    assert (said["kind"], said["value"], said["reports"]) == ("phone", "+66812345678", ["A-1", "A-2"])
    assert said["networks"] == ["N-1"]
    assert {mention["role"] for mention in said["mentions"]} == {"suspect"}


def test_a_victims_value_answers_as_one_that_nobody_named(taken: Spean) -> None:
    victim, unknown = (taken.json("lookup", value, *LOOK_UP) for value in (VICTIM, "085-555-5555"))
    assert (victim["reports"], victim["mentions"], victim["networks"]) == ([], [], [])
    assert {**victim, "value": ""} == {**unknown, "value": ""}
    told, not_told = (taken("lookup", value, *LOOK_UP)[1] for value in (VICTIM, "085-555-5555"))
    assert told.replace("+66899998888", "") == not_told.replace("+66855555555", "")


def test_what_is_no_indicator_is_answered_too(taken: Spean) -> None:
    said = taken.json("lookup", "hello", *LOOK_UP)
    assert (said["kind"], said["reports"]) == (None, [])


def test_networks_are_listed_with_their_members(taken: Spean) -> None:
    assert taken.json("link")["networks"] == 1
    members = taken.home.parent / "members.csv"
    said = taken.json("networks", "list", "--members", str(members))
    assert [(each["network"], each["reports"]) for each in said["networks"]] == [("N-1", 2)]
    with members.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [["report_id", "network_id"], ["A-1", "N-1"], ["A-2", "N-1"]]
    assert sorted(taken.json("networks", "show", "N-1")["reports"]) == ["A-1", "A-2"]


def test_cleared_indicators_are_exported(taken: Spean, as_approver: Callable[..., tuple[int, str, str]]) -> None:
    assert (
        taken.json("clear", "--case", "C-1", "--offence", "fraud", "--kind", "phone,bank_account")["clearance"] == "K-1"
    )
    assert taken("export", "indicators", "--cleared", "--format", "jsonl")[1] == ""
    assert as_approver("clear", "approve", "K-1")[0] == 1, "it was not shown to this officer"
    assert as_approver("clear", "show", "K-1")[0] == 0
    assert as_approver("clear", "approve", "K-1")[0] == 0
    code, out, err = taken("export", "indicators", "--cleared", "--format", "jsonl")
    assert code == 0
    assert [json.loads(line) for line in out.splitlines()] == [
        {"kind": "bank_account", "value": "1234567890"},
        {"kind": "phone", "value": "+66812345678"},
    ]
    assert "local use" in err
    table = taken("export", "indicators", "--cleared", "--format", "csv")[1]
    assert next(csv.reader(table.splitlines())) == ["kind", "value"]
    assert taken.refused("export", "indicators") == (2, "usage")


def test_extract_needs_no_node(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [{"id": "a", "text": "โทร 081-234-5678", "region": "TH"}, {"id": 7, "text": "nothing"}]
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    assert run(["extract", "--json", str(path)]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["id"], second) == ("a", {"id": 7, "mentions": []})
    [mention] = first["mentions"]
    assert {"kind", "value", "raw", "start", "end", "confidence", "role"} <= set(mention)
    assert lines[0]["text"][mention["start"] : mention["end"]] == mention["raw"] == SUSPECT


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"id": 1}\n', "usage"),
        (b'{"id": 1, "text": null}\n', "usage"),
        (b'{"id": 1, "text": "a", "region": 5}\n', "usage"),
        (b'{"id": 1, "text": "a"\n', "usage"),
        (b"\xff\xfe0\x008\x00", "intake.encoding"),
    ],
)
def test_extract_refuses_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, code: str
) -> None:
    (tmp_path / "texts.jsonl").write_bytes(content)
    assert run(["extract", "--json", str(tmp_path / "texts.jsonl")]) != 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"spean: {code}: ")


# -- who acts, and on which node ----------------------------------------------------------------------------
def test_the_home_may_stand_before_or_behind_or_in_the_environment(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--home", str(home), "user", "list"]) == 0
    assert run(["user", "list", "--home", str(home)]) == 0
    assert run(["user", "list"]) == 2
    assert "home.missing" in capsys.readouterr().err
    monkeypatch.setenv("SPEAN_HOME", str(home))
    assert run(["user", "list"]) == 0
    assert run(["user", "list", "--home", str(home.parent)]) == 2


def test_a_session_has_its_purpose_basis_and_case(taken: Spean, monkeypatch: pytest.MonkeyPatch) -> None:
    assert taken.refused("lookup", VICTIM) == (2, "usage")
    for name in ("PURPOSE", "BASIS", "CASE"):
        monkeypatch.setenv(f"SPEAN_{name}", f"the session's {name.lower()}")
    assert taken("lookup", SUSPECT)[0] == 0
    assert taken.refused("lookup", VICTIM, "--purpose", " ") == (2, "usage")


def test_the_log_has_the_purpose(taken: Spean, as_approver: Callable[..., tuple[int, str, str]]) -> None:
    taken("lookup", SUSPECT, *LOOK_UP)
    _, out, _ = as_approver("audit", "show", "--last", "1", "--json")
    [entry] = json.loads(out)
    asked = {"value": SUSPECT, "purpose": "hotline call", "basis": "MOU art. 3", "case": "C-1"}
    assert (entry["actor"], entry["act"], entry["details"]["asked"]) == ("officer", "lookup", asked)
    assert taken.refused("audit", "show") == (4, "identity.role")
    assert taken("audit", "verify")[0] == 0


def test_a_wrong_credential_is_refused(taken: Spean, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SPEAN_CREDENTIAL", str(tmp_path / "missing.json"))
    assert taken.refused("lookup", VICTIM, *LOOK_UP) == (4, "identity.credential")
    run(["init", "--party", "KH", "--home", str(tmp_path / "kh")])
    theirs = tmp_path / "kh" / "credentials" / "officer.json"
    monkeypatch.setenv("SPEAN_CREDENTIAL", str(theirs))
    assert taken.refused("lookup", VICTIM, *LOOK_UP) == (4, "identity.credential")
    theirs.chmod(0o644)
    assert taken.refused("lookup", VICTIM, *LOOK_UP) == (1, "identity.key_mode")


def test_a_passphrase_comes_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FIRST_PASSPHRASE", "correct")
    home = str(tmp_path / "th")
    assert run(["init", "--party", "TH", "--home", home, "--passphrase-env", "FIRST_PASSPHRASE"]) == 0
    assert run(["user", "list", "--home", home]) == 4
    monkeypatch.setenv("SPEAN_PASSPHRASE", "wrong")
    assert run(["user", "list", "--home", home]) == 4
    monkeypatch.setenv("SPEAN_PASSPHRASE", "correct")
    assert run(["user", "list", "--home", home]) == 0
    assert "correct" not in capsys.readouterr().err


# -- errors -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "code", "name"),
    [
        (("frobnicate",), 2, "usage"),
        (("lookup", "--nothing"), 2, "usage"),
        (("lookup", *NUMBERS[:2], *LOOK_UP), 2, "usage"),
        (("lookup", SUSPECT, "089", "999", "8888", *LOOK_UP), 2, "usage"),
        (("lookup", SUSPECT, *LOOK_UP, "--kind", VICTIM), 2, "usage"),
        (("lookup", SUSPECT, *LOOK_UP, f"--{VICTIM}"), 2, "usage"),
        (("lookup", "\udc80", *LOOK_UP), 2, "usage"),
        (("intake", "no-such-file.csv"), 2, "usage"),
        (("networks", "show", "N-1"), 1, "record.missing"),
        (("release", "approve", "Q-1"), 4, "identity.role"),
        (("clear", "--case", "C-1", "--offence", "fraud", "--kind", "line"), 4, "policy.refused"),
        (("clear", "--case", "C-1", "--offence", "opinion", "--kind", "phone"), 2, "usage"),
        (("clear", "--case", "C-1", "--offence", "fraud", "--kind", "phone", "--value", VICTIM), 4, "policy.refused"),
        (("clear", "--case", "C-1", "--kind", VICTIM), 2, "usage"),
        (("clear", "--kind", "phone"), 2, "usage"),
        (("match", "KH"), 1, "partner.unknown"),
        (("case", "open", "C-1", "--offence", "opinion"), 2, "usage"),
        (("agreement", "state", "A-9/9", "--status", "limited"), 1, "record.missing"),
        (("user", "add", "../x", "--role", "clerk"), 2, "usage"),
        (("networks", "list", "--members", "/nowhere/at/all.csv"), 1, "storage.failed"),
    ],
)
def test_an_error_is_one_line_with_code_and_remedy(taken: Spean, words: tuple[str, ...], code: int, name: str) -> None:
    assert taken.refused(*words) == (code, name)


@pytest.mark.parametrize(
    "change",
    [
        ("--account", VICTIM, "--amount", "1,29 USD"),
        ("--account", "call 089-999-8888 now"),
        ("--amount", "lots"),
        ("--paid-at", "yesterday"),
        ("--paid-at", "2999-01-01T00:00+07:00"),
        ("--summary", VICTIM * 400),
        ("--to", "LA"),
    ],
)
def test_a_request_is_refused_in_one_line(taken: Spean, change: tuple[str, ...]) -> None:
    asked = {"--to": "KH", "--account": "000123456", "--bank": "ABA", "--amount": "250 USD", "--paid-at": "2026-11-22"}
    asked |= dict(zip(change[::2], change[1::2], strict=True))
    code, name = taken.refused("request", "new", "freeze", *(word for pair in asked.items() for word in pair))
    assert (code, name) in {(2, "usage"), (1, "partner.unknown")}


def test_settings_that_are_wrong_are_named(spean: Spean) -> None:
    path = spean.home / "spean.toml"
    path.write_text(path.read_text() + "\n[matching]\npages = 3\n")
    code, _, err = spean("user", "list")
    assert (code, "matching.pages" in err) == (2, True)


def test_a_database_of_another_version_is_named(spean: Spean, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spean.db.HEAD", "9999")
    assert spean.refused("user", "list") == (1, "storage.schema")


def test_a_node_is_made_once(spean: Spean) -> None:
    assert spean.refused("init", "--party", "TH") == (2, "home.exists")
    assert spean.refused("init", "--party", "Thailand") == (2, "usage")


def test_a_doctor_looks_without_changing(spean: Spean) -> None:
    said = spean.json("doctor")
    assert {check["name"] for check in said} >= {"keys", "disk", "evidence", "queue"}
    (spean.home / "keys" / "matching.seed").chmod(0o644)
    assert spean("doctor")[0] == 1


# -- help ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("verb", sorted(_VERBS))
def test_every_verb_says_what_it_does(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([verb, "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Usage: spean {verb}")
    assert re.search(r"^  [A-Z][a-z].{20}", said, re.MULTILINE)


def test_help_needs_no_node(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"  {verb} " in said for verb in _VERBS)
    assert run([]) == 2
    assert run(["--version"]) == 0


# -- as a process -------------------------------------------------------------------------------------------
def test_as_a_process(home: Path) -> None:
    def started(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "spean.cli.main", *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=60)

    done = started("lookup", SUSPECT, *LOOK_UP, "--home", str(home), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["reports"] == []
    refused = started("release", "approve", "Q-1", "--home", str(home))
    assert (refused.returncode, refused.stdout) == (4, "")
    assert refused.stderr.startswith("spean: identity.role: ")
    assert refused.stderr.count("\n") == 1
