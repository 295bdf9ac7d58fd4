"""Bank accounts: a form, a word or a bank makes one; bare digits never do."""

import pytest

from spean.indicators.extract import extract, readings
from spean.model import Kind


def found(text: str) -> list[tuple[str, str]]:
    return [(m.value, m.qualifier) for m in extract(text) if m.kind is Kind.BANK_ACCOUNT]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("123-4-56789-0", ("1234567890", "")),
        ("๑๒๓-๔-๕๖๗๘๙-๐", ("1234567890", "")),
        ("เลขบัญชี 1234567890 กสิกร", ("1234567890", "KBANK")),
        ("บช. 1234567890 ไทยพาณิชย์", ("1234567890", "SCB")),
        ("ธ.ก.ส. บัญชี 020123456789", ("020123456789", "BAAC")),
        ("ออมสิน 020123456789", ("020123456789", "GSB")),
        ("acc no. 1234567890 (Bangkok Bank)", ("1234567890", "BBL")),
        ("account: 1234567890", ("1234567890", "")),
        ("ABA 000 123 456", ("000123456", "ABA")),
        ("គណនី អេស៊ីលីដា 0001 2345 6789 01", ("00012345678901", "ACLEDA")),
        ("Wing account 10012345", ("10012345", "WING")),
        ("ABA account 10012345", None),
        ("Wing account 100123456", ("100123456", "WING")),
    ],
)
def test_forms(text: str, expected: tuple[str, str] | None) -> None:
    assert found(text) == ([expected] if expected else [])


@pytest.mark.parametrize(
    "text",
    [
        "1234567890", "โทร 0812345678", "Ref 1234567890", "รหัสอ้างอิง 1234567890", "เลขพัสดุ 1234567890 กสิกร",
        "บช X898596X เงินเข้า 4700.00", "TN: 1908214902", "บัญชีผู้ใช้ 0812345678", "บัญชี 123456", "SCB 0812345678",
        "order 1234567890 account", "2024-01-15 12345", "บัญชี 1,234,567,890 บาท",
    ],
)  # fmt: skip
def test_junk_is_no_account(text: str) -> None:
    assert found(text) == []


def test_two_accounts_keep_their_own_banks() -> None:
    assert found("กสิกร 123-4-56789-0 และ กรุงไทย 987-6-54321-0") == [("1234567890", "KBANK"), ("9876543210", "KTB")]


def test_a_typed_account_is_read_by_any_spelling() -> None:
    for spelling in ("123-4-56789-0", "1234567890", "123 4 56789 0", "๑๒๓๔๕๖๗๘๙๐", "บัญชี 1234567890"):
        assert "1234567890" in [one.value for one in readings(spelling, kind=Kind.BANK_ACCOUNT)]
