"""A fault of the program is one line: its kind and place, never what somebody wrote."""

from typing import Any

import pytest

from spean.cli.main import run
from spean.node import officers


def test_a_fault_is_one_line(home: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("081-234-5678 in a row")

    monkeypatch.setattr(officers, "officers", fail)
    assert run(["--home", str(home), "user", "list"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("spean: internal: RuntimeError in test_last_resort.py, line")
    assert said.count("\n") == 1
    assert "081" not in said
