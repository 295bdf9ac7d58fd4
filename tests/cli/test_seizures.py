"""`evidence seizures` as its users and other programs see it."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from spean.cli.main import run

ROWS = """report_id,substance,quantity,unit,country,departure country,destination country
S-1,ยาบ้า,2,แสนเม็ด,Thailand,Myanmar,
S-2,yaba,5,bags,TH,,Cambodia
S-3,heroin,500,g,Cambodia,Laos,Thailand
"""
Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def spean(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Said:
    for name in [name for name in os.environ if name.startswith("SPEAN_")]:
        monkeypatch.delenv(name)

    def said(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(["--home", str(home), *words])
        out = capsys.readouterr()
        return code, out.out, out.err

    path = home.parent / "seizures.csv"
    path.write_text(ROWS, encoding="utf-8")
    code, taken, _ = said("intake", str(path), "--json")
    assert (code, json.loads(taken)["accepted"]) == (0, 3)
    assert "seizures whose quantity converts to kg or m3: 2 of 3" in json.loads(taken)["warnings"]
    return said


def figures(spean: Said, *words: str) -> Any:
    code, out, err = spean("evidence", "seizures", *words, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_sums_carry_their_denominators_and_factors(spean: Said) -> None:
    said = figures(spean)
    yaba, heroin = said["items"]
    assert (yaba["item"], yaba["seizures"], yaba["converted"], yaba["inferred"], yaba["kilograms"]) == (
        "yaba", 2, 1, 1, "18",
    )  # fmt: skip
    assert {unit["unit"]: (unit["count"], unit["factor"] and unit["factor"]["version"]) for unit in yaba["units"]} == {
        "tablet": ("200000", "meth-tablet-1"),
        "bags": ("5", None),
    }
    assert (heroin["item"], heroin["kilograms"]) == ("heroin", "0.5")
    assert (said["share"]["seizures"], said["share"]["with_route"]) == (3, 3)
    assert said["share"]["third_countries"]["MM"] == 1
    assert {(one["item"], one["departure"], one["destination"]) for one in said["routes"]} == {
        ("yaba", "MM", ""), ("yaba", "", "KH"), ("heroin", "LA", "TH"),
    }  # fmt: skip


def test_one_country_alone(spean: Said) -> None:
    assert [one["item"] for one in figures(spean, "--country", "กัมพูชา")["items"]] == ["heroin"]
    code, out, err = spean("evidence", "seizures", "--country", "Atlantis")
    assert (code, out) == (2, "")
    assert err.startswith("spean: usage") and "Atlantis" not in err


def test_the_text_says_what_did_not_convert_and_with_which_factor(spean: Said) -> None:
    code, out, _ = spean("evidence", "seizures")
    assert code == 0
    assert "1 of 2" in out and "5 bags" in out
    assert "meth-tablet-1 (inferred): 1 tablet = 0.00009 kg" in out


def test_it_is_audited(spean: Said, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    spean("evidence", "seizures", "--country", "TH")
    monkeypatch.setenv("SPEAN_CREDENTIAL", str(home / "credentials" / "approver.json"))
    code, out, _ = spean("audit", "show", "--json")
    assert code == 0
    assert "evidence.seizures" in out
