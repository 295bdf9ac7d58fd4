"""Writes rows as offices keep them: a workbook with Thai headers, a text table with Khmer and English ones."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from openpyxl import Workbook

from spean.synth.spelling import Cell

#: Canonical column → header of the Thai table.
TH_HEADERS = {
    "report_id": "เลขที่รับแจ้ง",
    "reported_at": "วันที่แจ้ง",
    "occurred_at": "วันที่เกิดเหตุ",
    "channel": "ช่องทาง",
    "language": "ภาษา",
    "narrative": "รายละเอียด",
    "suspect_phone": "เบอร์คนร้าย",
    "suspect_account": "บัญชีคนร้าย",
    "suspect_bank": "ธนาคารคนร้าย",
    "suspect_url": "ลิงก์คนร้าย",
    "suspect_handle": "บัญชีโซเชียลคนร้าย",
    "suspect_wallet": "กระเป๋าเงินดิจิทัลคนร้าย",
    "suspect_name": "ชื่อคนร้าย",
    "victim_name": "ชื่อผู้เสียหาย",
    "victim_phone": "เบอร์ผู้เสียหาย",
    "victim_account": "บัญชีผู้เสียหาย",
    "amount": "จำนวนเงิน",
    "currency": "สกุลเงิน",
    "province": "จังหวัด",
    "typology": "ประเภทคดี",
}

#: Canonical column → header of the Cambodian table.
KH_HEADERS = {
    "report_id": "Report ID",
    "reported_at": "Reported at",
    "occurred_at": "Occurred at",
    "channel": "Channel",
    "language": "ភាសា",
    "narrative": "សេចក្តីលម្អិត",
    "suspect_phone": "លេខទូរស័ព្ទជនសង្ស័យ",
    "suspect_account": "Suspect account",
    "suspect_bank": "Suspect bank",
    "suspect_url": "Suspect URL",
    "suspect_handle": "Suspect handle",
    "suspect_wallet": "Suspect wallet",
    "suspect_name": "Suspect name",
    "victim_name": "ឈ្មោះជនរងគ្រោះ",
    "victim_phone": "លេខទូរស័ព្ទជនរងគ្រោះ",
    "victim_account": "Victim account",
    "amount": "ចំនួនទឹកប្រាក់",
    "currency": "Currency",
    "province": "ខេត្ត",
    "typology": "Scam type",
}

#: Rows as lists of cells; an empty list is an empty row, a long one is too wide.
Table = Iterable[Sequence[Cell]]

_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_MODIFIED = "{http://purl.org/dc/terms/}modified"


def cells_in_order(cells: Mapping[str, Cell], headers: Mapping[str, str]) -> list[Cell]:
    """Lays one report's cells out under the headers."""
    return [cells.get(column) for column in headers]


def write_xlsx(path: Path, headers: Sequence[str], table: Table) -> None:
    """Writes a workbook; the same table gives the same bytes, for its times are fixed."""
    book = Workbook(write_only=True)
    book.properties.created = _EPOCH.replace(tzinfo=None)
    sheet = book.create_sheet("รายงาน")
    sheet.append(list(headers))
    for row in table:
        sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(_without_clock(buffer))


def write_csv(path: Path, headers: Sequence[str], table: Table, encoding: str) -> None:
    """Writes a text table as Excel does: with a byte order mark, CRLF, UTF-8 or UTF-16."""
    codec = {"utf-8": "utf-8", "utf-16": "utf-16-le"}[encoding]
    with path.open("w", encoding=codec, newline="") as file:
        file.write("\ufeff")
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(headers)
        for row in table:
            writer.writerow([_as_text(cell) for cell in row] or [""] * len(headers))


def _as_text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    return "" if cell is None else str(cell)


def _without_clock(buffer: io.BytesIO) -> bytes:
    """Copies a workbook with fixed times: openpyxl writes the present one into its metadata and its archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _fixed_metadata(content)
            target.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _fixed_metadata(content: bytes) -> bytes:
    root = ElementTree.fromstring(content)  # noqa: S314 - written by openpyxl just above, not received
    for element in root.iter(_MODIFIED):
        element.text = f"{_EPOCH:%Y-%m-%dT%H:%M:%SZ}"
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
