"""JSON, Markdown, DOCX, PDF and e-mail: one document is one report, and nothing of its text is lost."""

import json
from collections.abc import Callable

import pytest

from spean.errors import EncodingUnknown, InputRefused, SecretMarking
from spean.intake import Intake
from spean.intake.html_text import html_text

from .making import docx, mail, paragraph, pdf, table, zipped

Taker = Callable[..., Intake]
ROWS = [
    {"narrative": "called me", "suspect_phone": "0812345678"},
    {"narrative": "again", "amount": 12345678901234567890},
]


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"made": "today", "reports": rows}])
def test_json_arrays_give_rows(take: Taker, wrap: Callable[[object], object]) -> None:
    taken = take(json.dumps(wrap(ROWS)), "a.json")
    assert [report.line for report in taken.reports] == [1, 2]
    assert taken.reports[1].columns["amount"] == "12345678901234567890"  # no float


def test_one_object_is_one_report(take: Taker) -> None:
    (report,) = take('{"narrative": "paid", "steps": [{"bank": "A"}]}', "a.json").reports
    assert report.extra == {"steps": '[{"bank":"A"}]'}
    assert "array of objects" in take('{"narrative": "paid", "steps": [{"bank": "A"}]}', "a.json").warnings[0]
    (report,) = take(
        '{"story of mine": "x", "steps": [{"a": 1}]}', "a.json", mapping={"story of mine": "narrative"}
    ).reports
    assert report.columns["narrative"] == "x"


def test_an_element_that_is_no_object_is_a_reject(take: Taker) -> None:
    taken = take('[{"narrative": "paid"}, 7]', "a.json")
    assert [(reject.line, reject.code) for reject in taken.rejects] == [(2, "row.json")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 100_000, "deep"),
        ('{"a":' * 100_000, "deep"),
        ("{", "valid"),
        ('{"a":1,"a":2}', "valid"),
        ("[1]", "object"),
    ],
)
def test_json_that_is_refused(take: Taker, text: str, said: str) -> None:
    with pytest.raises(InputRefused, match=said):
        take(text, "a.json")


def test_front_matter_gives_columns(take: Taker) -> None:
    text = "---\nsuspect_phone: 0812345678\nteam: [a, b]\n---\n# Report\nHe called.\n"
    (report,) = take(text, "a.md").reports
    assert report.columns == {"narrative": "# Report\nHe called.", "suspect_phone": "0812345678"}
    assert report.extra == {"team": '["a", "b"]'}


@pytest.mark.parametrize(
    "front", ["a: &x [1]\nb: *x", "a: [", "- only", "x: " + "[" * 5000, "!!python/object/apply:os.system [id]"]
)
def test_front_matter_that_is_no_plain_mapping_stays_text(take: Taker, front: str) -> None:
    (report,) = take(f"---\n{front}\n---\nHe called.\n", "a.md").reports
    assert report.columns["narrative"].endswith("He called.") and front[:20] in report.columns["narrative"]
    assert not report.extra


def test_a_document_is_one_report(take: Taker) -> None:
    control = f"<w:sdt><w:sdtContent>{paragraph('in a control')}</w:sdtContent></w:sdt>"
    inserted = (
        "<w:p><w:ins><w:r><w:t>inserted</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    )
    body = paragraph("ជនសង្ស័យ 012 345 678") + control + inserted + table(("ผู้แจ้ง", "x"), ("1", "2"))
    taken = take(docx(body, footnotes=paragraph("a note")), "a.docx")
    (report,) = taken.reports
    assert report.columns["narrative"].split("\n") == [
        *("ជនសង្ស័យ 012 345 678", "in a control", "inserted", "ผู้แจ้ง\tx", "1\t2", "a note")
    ]


def test_a_table_with_a_known_header_gives_rows_instead(take: Taker) -> None:
    rows = table(("รายละเอียด", "เบอร์คนร้าย"), ("โทรมา", "0812345678"), ("", ""), ("อีก", "0812345679"))
    taken = take(docx(paragraph("Cases of the day") + rows + table(("a",), ("b",))), "a.docx")
    assert [(report.line, report.columns["suspect_phone"]) for report in taken.reports] == [
        *((2, "0812345678"), (4, "0812345679"))
    ]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (docx(paragraph("x"), header1=paragraph("SECRET")), "a.docx"),
        (docx(paragraph("ลับมาก") + table(("narrative",), ("x",))), "a.docx"),
        (mail("CONFIDENTIAL\n\nbody"), "a.eml"),
        (mail("body", a_txt="SECRET\n"), "a.eml"),
        (b"---\nclassification: secret\n---\nx\n", "a.md"),
        (zipped({"a.csv": "narrative\nx\n", "b.txt": "សម្ងាត់\n"}), "a.zip"),
    ],
)
def test_a_marked_document_is_refused_whole(take: Taker, content: bytes, name: str) -> None:
    with pytest.raises(SecretMarking):
        take(content, name)


@pytest.mark.parametrize("doctype", ['<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>', "<!DOCTYPE x>"])
def test_a_document_type_is_refused(take: Taker, doctype: str) -> None:
    with pytest.raises(InputRefused, match="document type"):
        take(docx(paragraph("x"), doctype), "a.docx")


def test_legacy_khmer_fonts_are_refused_with_advice(take: Taker) -> None:
    run = '<w:p><w:r><w:rPr><w:rFonts w:ascii="Limon S1"/></w:rPr><w:t>RbeTs</w:t></w:r></w:p>'
    # Limon's letters as a text file: Latin ones, with accents where Khmer signs sit
    plain = "RBHraCaNacRkkm<úCa RbeTskm<úCa eQµaH suxá elxTUrs½BÞ".encode("cp1252")
    for content, name in ((docx(run), "a.docx"), (plain, "a.txt")):
        with pytest.raises(EncodingUnknown) as caught:
            take(content, name)
        assert "Khmer Unicode" in caught.value.remedy


def test_thai_and_khmer_survive_a_pdf(take: Taker) -> None:
    lines = [
        "ผู้เสียหายแจ้งว่าคนร้ายโทรมาจากหมายเลข 081-234-5678 ให้โอนเงินเข้าบัญชี 123-4-56789-0 น้ำใจกำลัง",
        "ជនរងគ្រោះប្រាប់ថាជនសង្ស័យបានទូរស័ព្ទពីលេខ ០១២ ៣៤៥ ៦៧៨ ហើយឱ្យផ្ទេរប្រាក់ទៅគណនី 000123456 ស្រីក្រុម",
    ]
    (report,) = take(pdf(lines), "a.pdf").reports
    text = "".join(report.columns["narrative"].split())
    assert all("".join(line.split()) in text for line in lines)


def test_a_scan_is_kept_with_a_note(take: Taker) -> None:
    import io

    from PIL import Image

    scan = io.BytesIO()
    Image.new("L", (60, 60), 255).save(scan, "PDF")
    taken = take(scan.getvalue(), "a.pdf")
    assert not taken.reports and "--typed" in taken.warnings[0]


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"%PDF-1.7\n" + b"\x00\xff" * 500])
def test_a_damaged_pdf_is_refused(take: Taker, data: bytes) -> None:
    with pytest.raises(InputRefused, match="damaged"):
        take(data, "a.pdf")


def test_a_message_is_one_report(take: Taker) -> None:
    html = '<style>x{}</style><p>Pay&nbsp;<a href="https://bad.example/pay">your bank</a></p><script>evil()</script>'
    (report,) = take(mail("He wrote to me.\n", html), "a.eml").reports
    assert report.columns["narrative"] == "Report of today\n\nHe wrote to me.\nhttps://bad.example/pay"
    assert report.reported_at is not None and report.reported_at.instant.isoformat() == "2026-11-24T03:00:00+00:00"
    assert report.extra == {"subject": "Report of today", "from": "Office <office@example.org>"}


def test_thai_charsets_of_mail(take: Taker) -> None:
    for charset in ("windows-874", "tis-620", "unheard-of"):
        head = f"Subject: x\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode()
        (report,) = take(head + "คนร้ายโทรมาอ้างเป็นตำรวจ".encode("cp874"), "a.eml").reports
        assert report.columns["narrative"] == "x\n\nคนร้ายโทรมาอ้างเป็นตำรวจ"


def test_what_is_no_message_is_refused(take: Taker) -> None:
    with pytest.raises(InputRefused, match="no e-mail"):
        take("just words\n", "a.eml")


def test_html_text() -> None:
    text, links = html_text(
        "<head><title>t</title></head><td>a<td>b<p>1 &lt; 2<br>x<a href='#top'>up</a> <a href=' u '>l</a>"
    )
    assert text.split("\n") == ["a\tb", "1 < 2", "xup l"]
    assert links == ["u"]
