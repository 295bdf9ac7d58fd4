"""Whatever a column that names the victim or reporter holds, it protects; and so does a row with nothing else."""

from typing import Any

import pytest

from spean.indicators.extract import extract_report
from spean.intake.mapping import match_headers, names_victim
from spean.model import Kind, Role


@pytest.mark.parametrize(
    "header",
    [
        "victim line",
        "victim wallet",
        "victim email",
        "Reporter e-mail",
        "reporter's telegram",
        "contact number",
        "Callback number",
        "complainant id card",
        "ไลน์ผู้เสียหาย",
        "อีเมลผู้แจ้ง",
        "เบอร์ติดต่อกลับ",
        "อีเมล ជនរងគ្រោះ",
        "លេខទំនាក់ទំនង",
    ],
)
def test_headers_of_the_victims_own_protect(header: str) -> None:
    assert names_victim(header)
    [match], _ = match_headers([header])
    assert (match.column, match.protected) == (None, True)


@pytest.mark.parametrize(
    "header",
    [
        "suspect contact number",
        "phone",
        "victim transferred to account",
        "account the victim paid into",
        "victim statement",
        "number of the suspect who called the victim",
        "บัญชีปลายทางที่ผู้เสียหายโอน",
        "report",
        "notes",
    ],
)
def test_headers_of_others_do_not(header: str) -> None:
    assert not names_victim(header)


def roles(take: Any, text: str) -> list[dict[tuple[Kind, str], Role]]:
    found = []
    for report in take(text).reports:
        mentions = extract_report(report, region="TH", is_victims=names_victim)
        found.append({(m.kind, m.value): m.role for m in mentions})
    return found


@pytest.mark.parametrize(
    ("header", "written", "kind", "accused"),
    [
        ("reporter phone", "081-555-7777", "suspect_phone", "0815557777"),
        ("contact number", "081-555-7777", "suspect_phone", "+66815557777"),
        ("เบอร์ติดต่อ", "๐๘๑-๕๕๕-๗๗๗๗", "suspect_url", "https://api.whatsapp.com/send?phone=66815557777"),
        ("លេខទំនាក់ទំនង", "០៨១៥៥៥៧៧៧៧", "suspect_account", "0815557777"),
        ("victim line", "maleesri", "suspect_handle", "line: maleesri"),
        ("victim email", "malee@mail.example", "suspect_url", "https://bad.example/?m=malee@mail.example"),
        ("victim wallet", "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC", "suspect_wallet", "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC"),
    ],
)
def test_the_value_of_such_a_column_is_nobodys_to_accuse(
    take: Any, header: str, written: str, kind: str, accused: str
) -> None:
    [found] = roles(take, f"report_id,narrative,victim_phone,{header},{kind}\nA-1,x,089-000-1111,{written},{accused}\n")
    assert found and Role.SUSPECT not in {role for (kind, value), role in found.items() if value != "bad.example"}


def test_a_second_header_of_the_victims_phone_is_added_to_the_first(take: Any) -> None:
    taken = take("narrative,victim_phone,reporter phone\nx,089-000-1111,081-555-7777\ny,,081-555-7777\n")
    assert [match.column for match in taken.mapping.matches] == ["narrative", "victim_phone", "victim_phone"]
    assert [report.columns["victim_phone"] for report in taken.reports] == [
        "089-000-1111\n081-555-7777",
        "081-555-7777",
    ]
    assert any("is added to it" in warning for warning in taken.warnings)


def test_a_row_that_holds_only_the_victims_is_kept_to_protect_it(take: Any) -> None:
    taken = take("narrative,victim_phone,victim line\n,081-555-7777,\n,,maleesri\nx,,\n,,\n")
    assert len(taken.reports) == 3 and not taken.rejects
    assert any("only what is the victim's" in warning and "(2 times)" in warning for warning in taken.warnings)


def test_a_file_of_victims_only_is_taken_in(take: Any) -> None:
    assert len(take("victim_phone\n081-555-7777\n").reports) == 1


def test_a_header_that_names_both_sides_is_said_to_protect_nobody(take: Any) -> None:
    taken = take("narrative,number of the suspect who called the victim\nx,0815557777\n")
    assert any("names both sides" in warning for warning in taken.warnings)
