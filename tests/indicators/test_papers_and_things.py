"""Thai ids, IMEIs, plates and banks' case numbers: what their check digits and surroundings settle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.indicators.bank_case_id import read_bank_case_id
from spean.indicators.extract import extract
from spean.indicators.imei import is_luhn, read_imei
from spean.indicators.plate import read_plate
from spean.indicators.thai_id import read_thai_id
from spean.model import Kind
from spean.vocab.citizens import is_thai_id


def found(text, kind):
    return [m.value for m in extract(text) if m.kind is kind]


def thai_id(head):
    return next(f"{head}{last}" for last in range(10) if is_thai_id(f"{head}{last}"))


@given(st.integers(100_000_000_000, 899_999_999_999))
def test_one_check_digit_holds_and_the_others_do_not(number):
    assert sum(is_thai_id(f"{number}{last}") for last in range(10)) == 1


def test_a_thai_id_needs_a_word_or_its_printed_form():
    number = thai_id("110170023070")
    form = f"{number[0]}-{number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}"
    assert found(f"เลขบัตรประชาชน {number}", Kind.THAI_ID) == [number]
    assert found(f"id card no. {form}", Kind.THAI_ID) == [number]
    assert found(f"seen: {form}", Kind.THAI_ID) == [number]
    assert found(f"parcel {number}", Kind.THAI_ID) == []
    wrong = f"{number[:12]}{(int(number[12]) + 1) % 10}"
    assert found(f"เลขบัตรประชาชน {wrong}", Kind.THAI_ID) == [] == read_thai_id(wrong)


def test_luhn_vectors():
    # 3GPP TS 23.003 annex B: the worked example of the check digit.
    assert is_luhn("490154203237518") and not is_luhn("490154203237517")


def test_an_imei_needs_its_word():
    assert found("IMEI: 49-015420-323751-8", Kind.IMEI) == ["490154203237518"]
    assert found("ยึดโทรศัพท์ หมายเลขเครื่อง 490154203237518", Kind.IMEI) == ["490154203237518"]
    assert found("tracking 490154203237518", Kind.IMEI) == []
    assert found("IMEI 490154203237517", Kind.IMEI) == [] == read_imei("490154203237517")
    assert [r.value for r in read_imei("490154203237518")] == ["490154203237518"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ทะเบียน 1กข 1234 กรุงเทพมหานคร", "1กข 1234 TH-10"),
        ("ป้ายทะเบียน กข-1234 จังหวัดชลบุรี", "กข 1234 TH-20"),
        ("รถกระบะทะเบียน ๑กข ๑๒๓๔", "1กข 1234"),
        ("รถเก๋ง 1กข 1234 กทม", "1กข 1234 TH-10"),
        ("plate 2A-1234 (Phnom Penh)", "2A-1234 KH-12"),
        ("ស្លាកលេខ ភ្នំពេញ 2A-1234", "2A-1234 KH-12"),
        ("license plate 2AB 1234", "2AB-1234"),
        ("ทะเบียน 70-1234 สระแก้ว", "70-1234 TH-27"),
    ],
)
def test_plates_of_both_countries(text, value):
    assert found(text, Kind.PLATE) == [value]


@pytest.mark.parametrize(
    "text",
    ["ระยะทาง 5 กม 1234 เมตร", "ราคา กก 250", "flat 2A 1234", "ตัว ก 12", "ห้อง 2B-1204 ชั้น 12", "70-1234", "โทร สน 1234"],
)
def test_what_is_no_plate(text):
    assert found(text, Kind.PLATE) == []


def test_a_plate_typed_into_a_look_up():
    assert [r.value for r in read_plate("1กข 1234 กรุงเทพ")] == ["1กข 1234 TH-10"]
    assert [r.value for r in read_plate("2A.1234")] == ["2A-1234"]
    assert read_plate("081-234-5678") == []


def test_a_banks_case_number():
    assert [r.value for r in read_bank_case_id("25671225bbl07841")] == ["25671225BBL07841"]
    assert found("Bank Case ID: 25671225BBL07841", Kind.BANK_CASE_ID) == ["25671225BBL07841"]
    assert found("เลขเคสธนาคาร SCB-2024-00991", Kind.BANK_CASE_ID) == ["SCB-2024-00991"]
    assert found("เลขคดี 123/2567", Kind.BANK_CASE_ID) == []
    assert found("case id of police 660012345", Kind.BANK_CASE_ID) == []
