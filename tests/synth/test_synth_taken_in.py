"""The made-up files through intake and extraction: all of it arrives, and no victim becomes a suspect."""

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

from spean.indicators.extract import extract_report
from spean.intake import Intake, IntakeOptions, take_in
from spean.model import FACTS, Role
from spean.release.roles import role_over_reports
from spean.synth import SynthOptions, SynthSummary, generate

ZONES = {"TH": "Asia/Bangkok", "KH": "Asia/Phnom_Penh"}
#: Of what both tables hold, so much at least has to be found; the rest may be contested, never somebody else's.
FOUND_SHARE = 0.9


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SynthSummary:
    return generate(tmp_path_factory.mktemp("taken-in"), SynthOptions())


@pytest.fixture(scope="module")
def taken(made: SynthSummary) -> dict[str, Intake]:
    files = {"TH": made.th, "KH": made.kh}
    return {c: take_in(files[c], IntakeOptions(zone=ZONES[c], region=c), files[c].parent)[0].intake for c in ZONES}


@pytest.fixture(scope="module")
def suspects(taken: dict[str, Intake]) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for country, intake in taken.items():
        roles: dict[tuple[str, str], list[Role]] = defaultdict(list)
        for report in intake.reports:
            for mention in extract_report(report, region=country):
                if mention.kind not in FACTS:
                    roles[(mention.kind.value, mention.value)].append(mention.role)
        found[country] = {value for value, some in roles.items() if role_over_reports(some) is Role.SUSPECT}
    return found


@pytest.mark.parametrize("country", ["TH", "KH"])
def test_every_report_arrives_with_its_times(made: SynthSummary, taken: dict[str, Intake], country: str) -> None:
    intake = taken[country]
    assert len(intake.reports) == made.reports[country]
    assert intake.duplicates == made.duplicates[country]
    assert len(intake.rejects) == made.bad_rows[country]
    assert {match.column for match in intake.mapping.matches if not match.header.startswith("column")} >= {
        "narrative", "suspect_phone", "suspect_account", "suspect_url", "suspect_handle", "suspect_wallet",
        "victim_phone", "victim_account",
    }  # fmt: skip
    for report in intake.reports:
        assert report.reported_at and report.occurred_at
        assert report.reported_at.instant > report.occurred_at.instant
        assert report.reported_at.instant.year in (2025, 2026)


def test_no_victims_value_is_a_suspects(made: SynthSummary, suspects: dict[str, set[tuple[str, str]]]) -> None:
    with Path(made.th.parent / "victims.csv").open(encoding="utf-8", newline="") as file:
        victims = {(kind, value) for kind, value in csv.reader(file)}
    assert not victims & (suspects["TH"] | suspects["KH"])


def test_what_both_find_is_what_both_hold(made: SynthSummary, suspects: dict[str, set[tuple[str, str]]]) -> None:
    shared = json.loads((made.th.parent / "truth-shared.json").read_text("utf-8"))
    truth = {(kind, value) for kind, values in shared.items() for value in values}
    both = suspects["TH"] & suspects["KH"]
    assert both <= truth
    assert len(both) >= FOUND_SHARE * len(truth)
