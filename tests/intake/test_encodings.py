"""Encodings: what is believed, and what is refused rather than guessed."""

from collections.abc import Callable

import pytest

from spean.errors import EncodingUnknown, FormatUnknown, InputRefused
from spean.intake import Intake
from spean.intake.encoding import rare_share, thai_share

Taker = Callable[..., Intake]
THAI = "คนร้ายโทรมาอ้างว่าเป็นตำรวจ ให้โอนเงินเข้าบัญชี 12000 บาท\nได้รับข้อความ SMS ให้กดลิงก์ แล้วเงินหายไป\n"
KHMER = "គាត់ទូរស័ព្ទមកប្រាប់ថាជាប៉ូលិស ឲ្យផ្ទេរប្រាក់ 500 ដុល្លារ\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        *(("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le")),
        *(("utf-16-be", "utf-16-be"), ("cp874", "cp874")),
    ],
)
def test_thai_in_every_encoding(take: Taker, codec: str, name: str) -> None:
    taken = take(THAI.encode(codec), "a.txt")
    assert taken.encoding == name
    assert [report.columns["narrative"] for report in taken.reports] == THAI.splitlines()


def test_utf16_with_big_endian_mark(take: Taker) -> None:
    taken = take(b"\xfe\xff" + KHMER.encode("utf-16-be"), "a.txt")
    assert taken.reports[0].columns["narrative"] == KHMER.strip()


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Le client a été appelé à côté de la frontière, déjà vérifié; où êtes-vous? façade naïve", "latin-1"),
        ("Über die Grenze fährt täglich ein größer Müller, äußerst schön", "cp1252"),
        ("Позвонили с неизвестного номера и сказали что из банка", "cp1251"),
        ("Позвонили с неизвестного номера и сказали что из банка", "koi8-r"),
        ("诈骗电话打来说是银行工作人员要求转账", "gbk"),
        ("詐欺の電話がありました銀行から送金してください", "shift_jis"),
        ("Tôi bị lừa đảo qua điện thoại, chuyển tiền vào tài khoản", "cp1258"),
    ],
)
def test_other_code_pages_are_refused(take: Taker, text: str, codec: str) -> None:
    with pytest.raises(EncodingUnknown):
        take(text.encode(codec, "replace"), "a.txt")


def test_letters_that_thai_hardly_uses_are_no_thai(take: Taker) -> None:
    with pytest.raises(EncodingUnknown):
        take("ฃาฅาฆาฌา ฎาฏาฐาฑาฒา กานา\n".encode("cp874") * 3, "a.txt")


def test_mostly_utf8_is_not_taken_for_thai_code_page(take: Taker) -> None:
    """Thai in UTF-8 read as CP874 looks like Thai letters: one broken byte must not bring that about."""
    data = (THAI * 5).encode() + b"broken \xe0\xb8 here\n" + "จบ".encode()
    taken = take(data, "a.txt")
    assert taken.encoding == "utf-8"
    assert [(reject.line, reject.code) for reject in taken.rejects] == [(11, "row.encoding")]
    assert taken.reports[-1].columns["narrative"] == "จบ"


def test_binary_is_refused(take: Taker) -> None:
    with pytest.raises(EncodingUnknown, match="binary"):
        take(bytes(range(32)) * 40, "a.txt")


def test_utf32_is_refused(take: Taker) -> None:
    with pytest.raises(EncodingUnknown, match="UTF-32"):
        take("abc".encode("utf-32"), "a.txt")


def test_an_odd_byte_at_the_end_of_utf16_costs_one_row(take: Taker) -> None:
    taken = take(THAI.encode("utf-16") + b"\x0e", "a.txt")
    assert [reject.code for reject in taken.rejects] == ["row.encoding"]
    assert len(taken.reports) == 2


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"no PDF", "a.pdf"),
        (b"no picture", "a.png"),
        (b"GIF89a", "a.png"),
        (b"\xd0\xcf\x11\xe0 old", "a.xlsx"),
        (b"PK\x03\x04 zip", "a.csv"),
        (b"\x1f\x8b gz", "a.csv"),
        (b"narrative\nx\n", "a.xlsx"),
        (b"narrative\nx\n", "a.doc"),
        (b"narrative\nx\n", "a"),
    ],
)
def test_foreign_formats_are_refused_with_a_remedy(take: Taker, data: bytes, name: str) -> None:
    with pytest.raises(FormatUnknown) as caught:
        take(data, name)
    assert caught.value.remedy


def test_an_empty_file_is_refused(take: Taker) -> None:
    with pytest.raises(InputRefused, match="empty"):
        take(b"", "a.csv")


def test_shares() -> None:
    assert thai_share(THAI) > 0.99
    assert rare_share(THAI) < 0.01
    assert thai_share("plain") == 0.0
    assert rare_share("plain") == 0.0
