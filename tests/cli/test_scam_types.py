"""`evidence types` as its users and other programs see it."""

import json
import os
from pathlib import Path

import pytest

from spean.cli.main import run

ROWS = """report_id,narrative,suspect_phone,typology
A-1,x,081-234-5678,หลอกลงทุน
A-2,offered a quick loan,081-234-5678,
A-3,called me,081-234-5678,
"""


def test_reports_by_type_with_their_denominator(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("SPEAN_")]:
        monkeypatch.delenv(name)
    path = home.parent / "reports.csv"
    path.write_text(ROWS, encoding="utf-8")
    assert run(["--home", str(home), "intake", str(path)]) == 0
    capsys.readouterr()
    assert run(["--home", str(home), "evidence", "types", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "reports": 3,
        "types": [
            {"type": "investment", "parent": "social_engineering", "stated": 1, "by_words": 0},
            {"type": "loan", "parent": "social_engineering", "stated": 0, "by_words": 1},
        ],
        "stated_otherwise": 0,
        "not_typed": 1,
        "no_narrative": 0,
    }
    assert run(["--home", str(home), "evidence", "types"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("2 of 3 reports have a type.")
    assert "Not typed, for the words do not say: 1" in text
