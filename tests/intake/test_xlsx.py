"""Workbooks: what Excel does to values, several sheets, and archives made to hurt."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from spean.errors import InputRefused, SecretMarking
from spean.intake import Intake
from spean.intake.read_xlsx import cell_text

Taker = Callable[..., Intake]
Rows = list[list[object]]


def workbook(*sheets: tuple[str, Rows], header: str = "", place: tuple[str, object] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if header:
            sheet.oddHeader.center.text = header
        if place:
            sheet[place[0]] = place[1]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changes}:
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return stream.getvalue()


THAI_ROWS: Rows = [
    ["รายงานประจำวัน"],
    [],
    ["ลำดับ", "วันที่แจ้ง", "เบอร์คนร้าย", "เลขบัญชีคนร้าย", "ธนาคาร", "จำนวนเงิน (บาท)", "เบอร์ผู้เสียหาย", "รายละเอียด"],
    [1, dt.datetime(2024, 1, 15, 14, 30), 812345678.0, 1234567890, "กสิกร", 12000.5, 898765432, "โทรมาหลอก"],
    [2, "15/01/2567 14:30 น.", "081-234-5678", 12345678901234567890, "scb", 5000, None, "โอนเงิน"],
    [],
    [3, 45306.604166667, None, None, None, None, 898765432, None],
    [4, dt.date(2567, 1, 15), "'0812345678", "0123456789", None, None, None, "อีกเรื่อง"],
]


def test_a_thai_workbook_damaged_by_excel(take: Taker) -> None:
    taken = take(workbook(("แจ้งความ", THAI_ROWS)), "a.xlsx")
    first, second, _, third = taken.reports
    assert [report.line for report in taken.reports] == [4, 5, 7, 8]
    assert first.columns["suspect_phone"] == "812345678"
    assert first.columns["suspect_account"] == "1234567890"
    assert first.columns["suspect_bank"] == "กสิกร"
    assert first.columns["amount"] == "12000.5"
    assert first.columns["reported_at"] == "2024-01-15T14:30:00"
    assert first.reported_at is not None and second.reported_at is not None and third.reported_at is not None
    assert first.reported_at.instant == second.reported_at.instant == dt.datetime(2024, 1, 15, 7, 30, tzinfo=dt.UTC)
    assert third.reported_at.instant == dt.datetime(2024, 1, 14, 17, tzinfo=dt.UTC)
    assert third.columns["suspect_phone"] == "0812345678"
    assert third.columns["suspect_account"] == "0123456789"


def test_an_account_beyond_excels_digits_is_no_account(take: Taker) -> None:
    taken = take(workbook(("a", THAI_ROWS)), "a.xlsx")
    assert "suspect_account" not in taken.reports[1].columns
    assert "E+19" in taken.reports[1].extra["เลขบัญชีคนร้าย"]
    assert any("leading zero" in warning for warning in taken.warnings)


def test_a_rejected_row_keeps_its_number_and_cells(take: Taker) -> None:
    rows = [["narrative", "province"], ["x", "Trat"], ["", "Trat"]]
    (reject,) = take(workbook(("a", rows)), "a.xlsx").rejects
    assert (reject.line, reject.code, dict(reject.row)) == (3, "row.no_content", {"narrative": "", "province": "Trat"})


def test_every_sheet_with_a_known_header(take: Taker) -> None:
    taken = take(
        workbook(
            ("สรุป", [["รวม", "จำนวนคดี"], [1, 2]]),
            ("TH", [["เบอร์คนร้าย"], ["0812345678"]]),
            ("KH", [["លេខទូរស័ព្ទជនសង្ស័យ", "សេចក្ដីរាយការណ៍"], ["012345678", "គាត់ទូរស័ព្ទមក"]]),
            ("empty", []),
        ),
        "a.xlsx",
    )
    assert [report.columns["suspect_phone"] for report in taken.reports] == ["0812345678", "012345678"]
    assert {match.sheet for match in taken.mapping.matches} == {"TH", "KH"}
    assert taken.mapping.columns("KH") == ("suspect_phone", "narrative")
    assert "sheets without a known header, left out: 1" in taken.warnings


def test_the_bytes_decide_over_the_name(take: Taker) -> None:
    assert take(workbook(("a", [["narrative"], ["x"]])), "export.csv").format == "xlsx"


def test_a_table_that_does_not_start_at_a1(take: Taker) -> None:
    rows: Rows = [[], [], [None, None, "narrative", "suspect_phone"], [None, None, "x", "0812345678"]]
    taken = take(workbook(("a", rows)), "a.xlsx")
    assert taken.reports[0].line == 4
    assert taken.reports[0].columns == {"narrative": "x", "suspect_phone": "0812345678"}


def test_a_stray_far_cell_does_not_unfold_the_sheet(take: Taker) -> None:
    """Calamine 0.9.1 asks for 512 GiB here and aborts the process; the survey refuses before."""
    data = workbook(("a", [["narrative"], ["x"]]), place=("XFD1048576", "far"))
    with pytest.raises(InputRefused, match="spans more"):
        take(data, "a.xlsx")


@pytest.mark.parametrize("quoted", [b"r='XFD1048576'", b'r="&#88;FD1048576"', b'\nr\n=\n"XFD1048576"'])
def test_the_far_cell_is_found_however_it_is_written(take: Taker, quoted: bytes) -> None:
    data = workbook(("a", [["narrative"], ["x"]]))
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read(name)
    assert b'r="A2"' in sheet
    with pytest.raises(InputRefused, match="spans more"):
        take(repacked(data, {name: sheet.replace(b'r="A2"', quoted)}), "a.xlsx")


def test_the_far_cell_is_found_under_a_prefix(take: Taker) -> None:
    cell = '<x:c r="{}" t="inlineStr"><x:is><x:t>narrative</x:t></x:is></x:c>'
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        f'<x:row r="1">{cell.format("A1")}</x:row><x:row r="2">{cell.format("{}")}</x:row></x:sheetData></x:worksheet>'
    )
    name, data = "xl/worksheets/sheet1.xml", workbook(("a", [["narrative"], ["x"]]))
    assert len(take(repacked(data, {name: sheet.format("A2").encode()}), "a.xlsx").reports) == 1
    with pytest.raises(InputRefused, match="spans more"):
        take(repacked(data, {name: sheet.format("XFD1048576").encode()}), "a.xlsx")


def test_a_sheet_under_a_strange_name_is_refused(take: Taker) -> None:
    data = workbook(("a", [["narrative"], ["x"]]))
    name = "xl/_rels/workbook.xml.rels"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read(name)
        sheet = archive.read("xl/worksheets/sheet1.xml")
    moved = relations.replace(b"sheet1.xml", b"sheet1.png")
    assert moved != relations
    with pytest.raises(InputRefused, match="damaged"):
        take(repacked(data, {name: moved, "xl/worksheets/sheet1.png": sheet}), "a.xlsx")


def test_a_zip_bomb_is_refused(take: Taker) -> None:
    data = repacked(workbook(("a", [["narrative"], ["x"]])), {"xl/big.xml": b"<a>" + b" " * (40 << 20) + b"</a>"})
    assert len(data) < 100_000
    with pytest.raises(InputRefused, match="unfolds"):
        take(data, "a.xlsx")


def test_a_document_type_is_refused(take: Taker) -> None:
    data = repacked(
        workbook(("a", [["narrative"], ["x"]])),
        {"xl/sharedStrings.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
    )
    with pytest.raises(InputRefused, match="document type"):
        take(data, "a.xlsx")


def test_a_truncated_workbook_is_refused(take: Taker) -> None:
    data = workbook(("a", [["narrative"], ["x"]]))
    with pytest.raises(InputRefused):
        take(data[: len(data) // 2], "a.xlsx")


@pytest.mark.parametrize("marking", ["ลับมาก", "SECRET", '&"Arial,Bold"&14&KFF0000TOP SECRET'])
def test_a_marking_in_the_page_header(take: Taker, marking: str) -> None:
    with pytest.raises(SecretMarking):
        take(workbook(("a", [["narrative"], ["x"]]), header=marking), "a.xlsx")


def test_a_marking_as_sheet_name(take: Taker) -> None:
    with pytest.raises(SecretMarking):
        take(workbook(("ลับ", [["narrative"], ["x"]])), "a.xlsx")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (812345678.0, "812345678"),
        (12.5, "12.5"),
        (True, "TRUE"),
        (-3.0, "-3"),
        (dt.date(2024, 1, 15), "2024-01-15"),
        (dt.datetime(2024, 1, 15, 14, 30), "2024-01-15T14:30:00"),
        (dt.time(3, 4), "03:04:00"),
        (999999999999999.0, "999999999999999"),
        (1.234567890123457e18, "1.23456789012346E+18"),
        ("'text", "'text"),
    ],
)
def test_cells_as_text(value: object, text: str) -> None:
    assert cell_text(value) == text
