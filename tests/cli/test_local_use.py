"""What leaves as a file is marked for local use, and logged as what it is."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from spean.audit import store as audit
from spean.cli.local_use import MARK
from spean.cli.main import run
from spean.errors import FormatUnknown
from spean.node import networks


def acts(th: Any) -> list[tuple[str, dict[str, Any]]]:
    with th.node.database.begin() as connection:
        found = [json.loads(entry.body) for entry in audit.entries(connection, audit.INNER)]
    return [(each["act"], each["details"]) for each in found]


@pytest.fixture
def linked(th: Any, reports_csv: str) -> Any:
    th.take(reports_csv)
    networks.link(th.node, th.officer, lambda _line: None)
    return th


def test_every_file_has_its_mark_and_its_act(linked: Any, tmp_path: Path) -> None:
    home = str(linked.node.home)
    members, picture, values = tmp_path / "m.csv", tmp_path / "n.svg", tmp_path / "v.jsonl"
    assert run(["--home", home, "networks", "list", "--members", str(members)]) == 0
    assert acts(linked)[-1] == ("networks.members", {"asked": {}, "result": {"marked": "local use"}})
    assert run(["--home", home, "networks", "show", "N-1", "--svg", str(picture)]) == 0
    assert acts(linked)[-1][0] == "networks.picture"
    assert run(["--home", home, "export", "indicators", "--cleared", "--output", str(values)]) == 0
    assert acts(linked)[-1][1]["asked"] == {"cleared": True, "file": True}
    assert members.read_text().splitlines()[0] == "report_id,network_id"
    for path in (members, values):
        assert MARK in path.with_name(f"{path.name}.local-use.txt").read_text()
    assert f"<metadata>{MARK}</metadata>" in picture.read_text()
    assert ET.fromstring(picture.read_text()).tag.endswith("svg")  # noqa: S314 -- written by this very test


def test_a_file_that_was_refused_is_on_record(th: Any) -> None:
    before = len(acts(th))
    with pytest.raises(FormatUnknown):
        th.take("x", "unknown.bin")
    [(act, details)] = acts(th)[before:]
    assert (act, details["refused"], len(details["asked"]["sha256"])) == ("intake", "intake.format", 64)


def test_a_file_marked_secret_is_on_record(th: Any) -> None:
    from spean.errors import SecretMarking

    with pytest.raises(SecretMarking):
        th.take("SECRET\nnarrative\nx\n")
    assert acts(th)[-1][1]["refused"] == "intake.classified"


@pytest.mark.parametrize("named", ["missing.json", "stranger.json"])
def test_nobody_migrates_without_a_credential_of_this_node(
    th: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    from spean.db import Database
    from spean.identity import credentials

    credentials.create(tmp_path / "stranger.json", "officer", "TH")
    monkeypatch.setenv("SPEAN_CREDENTIAL", str(tmp_path / named))
    ran: list[int] = []
    monkeypatch.setattr(Database, "migrate", lambda _self: ran.append(1))
    assert run(["--home", str(th.node.home), "doctor", "--migrate"]) == 4
    assert not ran


def test_a_migration_is_logged(th: Any) -> None:
    run(["--home", str(th.node.home), "doctor", "--migrate"])
    assert "storage.migrate" in [act for act, _ in acts(th)]
