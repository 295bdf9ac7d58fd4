"""Errors say nothing of what was typed, in any script's digits; the program's own words and ids they may say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from spean.cli.main import run

PERSONAL = ["0812345678", "๐๘๑๒๓๔๕๖๗๘", "០១២៣៤៥៦៧៨", "สมชาย ใจดี", "somchai", "it's\nmalee", "Somchai.Jaidee", "ម៉ាលី"]


@pytest.fixture
def node_home(tmp_path: Path) -> str:
    home = str(tmp_path / "node-th")
    assert run(["init", "--party", "TH", "--home", home]) == 0
    return home


COMMANDS: list[Callable[[str], list[str]]] = [
    lambda word: [word],
    lambda word: ["request", word],
    lambda word: ["request", "show", word],
    lambda word: ["request", "list", word],
    lambda word: ["release", "review", word],
    lambda word: ["clear", "show", word],
    lambda word: ["networks", "show", word],
    lambda word: ["networks", "why", word, word],
    lambda word: ["networks", "list", "--top", word],
    lambda word: ["networks", "list", f"--top={word}"],
    lambda word: ["networks", "list", f"--{word}"],
    lambda word: ["user", "revoke", word],
    lambda word: ["user", "add", word, "--role", word],
    lambda word: ["user", "add", word, "--role", "clerk", "--credential", "/dev/null"],
    lambda word: ["intake", f"{word}.csv"],
    lambda word: ["intake", "--as", word, "/dev/null"],
    lambda word: ["partner", "confirm", word, "--fingerprint", word],
    lambda word: ["match", word],
    lambda word: ["match", "KH", "--kind", word],
    lambda word: ["lookup", word],
    lambda word: ["audit", "verify", "--partner", word],
    lambda word: ["case", "open", word, "--offence", word],
]


@pytest.mark.parametrize("word", PERSONAL)
def test_no_error_says_what_was_typed(node_home: str, capfd: pytest.CaptureFixture[str], word: str) -> None:
    capfd.readouterr()
    for command in COMMANDS:
        run(["--home", node_home, *command(word)])
        said = capfd.readouterr()
        assert "Fault" not in said.err and "internal" not in said.err, command(word)
        for part in (word, *word.split("\n")):
            assert part not in said.err, (command(word), said.err)


def test_ids_and_the_programs_own_words_are_said(node_home: str, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    assert run(["--home", node_home, "request", "show", "Q-17"]) == 1
    assert "Q-17" in capfd.readouterr().err
    assert run(["--home", node_home, "partner", "confirm", "KH"]) == 2
    assert "--fingerprint" in capfd.readouterr().err
    assert run(["--home", node_home, "user", "add", "x1", "--role", "chief"]) == 2
    said = capfd.readouterr().err
    assert "'approver'" in said and "chief" not in said
