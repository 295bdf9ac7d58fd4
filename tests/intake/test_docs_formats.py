"""docs/formats.md says what the code does."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from spean.intake import Intake
from spean.intake.mapping import match_header
from spean.intake.records import MAX_CELL_CHARS, MAX_RECORD_CHARS
from spean.model import CANONICAL_COLUMNS

Taker = Callable[..., Intake]
ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
COLUMN_ROWS = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$", PAGE, re.MULTILINE)


def test_every_column_stands_there_once_in_order() -> None:
    assert tuple(column for column, _ in COLUMN_ROWS) == CANONICAL_COLUMNS


@pytest.mark.parametrize(("column", "names"), COLUMN_ROWS)
def test_the_names_given_are_understood(column: str, names: str) -> None:
    for name in names.split(", "):
        assert match_header(name.strip()).column == column, name


def test_every_reject_code_stands_there() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/spean/intake").glob("*.py"))
    codes = set(re.findall(r'"((?:row|cell)\.[a-z_]+)"', source))
    assert codes == set(re.findall(r"^\| `((?:row|cell)\.\w+)` \|", PAGE, re.MULTILINE))


def test_the_bounds_are_the_codes() -> None:
    assert f"{MAX_CELL_CHARS:,} characters" in PAGE
    assert f"{MAX_RECORD_CHARS:,}" in PAGE


@pytest.mark.parametrize("text", re.findall(r"```(?:json|text)\n(.*?)```", PAGE, re.DOTALL))
def test_the_examples_are_taken_in(take: Taker, text: str) -> None:
    is_list = text.startswith("#")
    name = "a.txt" if is_list else "a.jsonl" if text.startswith("{") else "a.csv"
    taken = take(text, name, column="suspect_url" if is_list else None)
    assert taken.reports and not taken.rejects and not taken.warnings
    if not is_list:
        assert all(report.reported_at and report.columns["suspect_phone"] for report in taken.reports)
