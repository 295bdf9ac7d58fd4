"""Payment QR payloads: length and checksum decide, and what they carry is taken out.

The three PromptPay payloads are the published test vectors of the promptpay-qr library (MIT).
"""

import binascii

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.indicators.bakong import read_bakong
from spean.indicators.emv_qr import crc16, fields, read_qr
from spean.indicators.extract import extract
from spean.model import Kind, Role

PHONE = "00020101021129370016A000000677010111011300668012345675802TH530376463046197"
CITIZEN = "00020101021129370016A000000677010111021311111111111115802TH530376463047B5A"
WALLET = "00020101021129390016A00000067701011103150123456789012345802TH530376463049781"


def tlv(**tags):
    return "".join(f"{tag[1:]}{len(value):02d}{value}" for tag, value in tags.items())


def payload(**tags):
    head = tlv(t00="01", t01="12", **tags) + "6304"
    return head + crc16(head)


KHQR = payload(
    t29=tlv(t00="sok.dara@aclb", t01="000123456"), t53="840", t54="12.50", t58="KH", t59="Sok Dara", t60="Phnom Penh"
)


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        (PHONE, [("promptpay", "0066801234567"), ("phone", "+66801234567")]),
        (CITIZEN, [("promptpay", "1111111111111")]),
        (WALLET, [("promptpay", "012345678901234")]),
        (KHQR, [("bakong", "sok.dara@aclb"), ("bank_account", "000123456"), ("amount", "12.5 USD")]),
    ],
)
def test_what_a_payload_carries(text, carried):
    assert [(r.kind.value, r.value) for r in read_qr(text)] == [("emv_qr", text), *carried]
    told = {(m.kind.value, m.value) for m in extract(f"โอนมาที่ {text} ด่วน")}
    assert told == {("emv_qr", text), *carried}


def test_the_check_is_crc_16_ccitt_false():
    assert crc16("123456789") == "29B1"  # the catalogue's check value of CRC-16/CCITT-FALSE
    assert binascii.crc_hqx(b"", 0xFFFF) == 0xFFFF


@given(st.integers(6, len(PHONE) - 1), st.sampled_from("0123456789ABC"))
def test_one_changed_character_is_no_payload(at, char):
    broken = PHONE[:at] + char + PHONE[at + 1 :]
    if broken != PHONE:
        assert read_qr(broken) == []
        assert Kind.EMV_QR not in {m.kind for m in extract(broken)}


def test_lengths_must_come_out_even():
    assert fields("0002010102") is None and fields("00AB01") is None and fields("000201") == {"00": "01"}


def test_the_offenders_code_makes_all_it_carries_the_offenders():
    found = extract(f"คนร้ายให้โอนเงินไปที่ {PHONE}")
    assert {m.role for m in found} == {Role.SUSPECT}


@pytest.mark.parametrize(
    ("text", "value"), [("Sok.Dara@ACLB", "sok.dara@aclb"), ("bakong: dara99@abcd", "dara99@abcd")]
)
def test_bakong_accounts(text, value):
    assert [r.value for r in read_bakong(text)] == [value]
    assert [m.value for m in extract(f"pay to {text}") if m.kind is Kind.BAKONG] == [value]


@pytest.mark.parametrize("text", ["dara@gmail.com", "meet@noon", "a@b"])
def test_what_is_no_bakong_account(text):
    assert Kind.BAKONG not in {m.kind for m in extract(text)}
