"""The tables hold together: no code twice, no spelling with two meanings, every key as the rules name it."""

import pytest

from spean.vocab.banks import BANKS, SPELLINGS, bank_code
from spean.vocab.currencies import CURRENCIES
from spean.vocab.offences import OFFENCES
from spean.vocab.platforms import is_everybodys
from spean.vocab.protected import HOTLINES, NUMBERS, is_official_domain, is_official_number
from spean.vocab.provinces import province_code, provinces
from spean.vocab.tlp import Tlp, strictest


def test_every_province_once() -> None:
    codes = list(provinces())
    assert len([code for code in codes if code.startswith("TH-")]) == 77
    assert [code for code in codes if code.startswith("KH-")] == [f"KH-{number}" for number in range(1, 26)]


@pytest.mark.parametrize(
    ("name", "code"),
    [("สระแก้ว", "TH-27"), ("จังหวัดสระแก้ว", "TH-27"), ("จ.ตราด", "TH-23"), ("Sa Kaeo", "TH-27"),
    ("banteay meanchey", "KH-1"),
     ("បន្ទាយមានជ័យ", "KH-1"), ("ខេត្តកោះកុង", "KH-9"), ("Pailin Province", "KH-24"), ("TH-32", "TH-32"),
     ("Atlantis", None)],
)  # fmt: skip
def test_provinces_by_name(name: str, code: str | None) -> None:
    assert province_code(name) == code


def test_no_spelling_names_two_banks() -> None:
    pairs = [(spelling, bank.code) for bank in BANKS.values() for spelling in bank.spellings]
    assert len({spelling for spelling, _ in pairs}) == len(pairs)
    assert all(spelling == spelling.casefold() for spelling in SPELLINGS)


@pytest.mark.parametrize(
    ("name", "code"),
    [("ธนาคารกสิกรไทย", "KBANK"), ("K-Bank", "KBANK"), ("SCB", "SCB"), ("ABA Bank", "ABA"), ("ធនាគារ អេស៊ីលីដា",
    "ACLEDA"), ("ธนาคารกรุงไทย จำกัด", "KTB"),
     ("Bank of Ayudhya", "BAY"), ("ธ.ก.ส.", "BAAC"), ("alabama savings", ""), ("", "")],
)  # fmt: skip
def test_banks_by_name(name: str, code: str) -> None:
    assert bank_code(name) == code


def test_the_closed_list_of_offences() -> None:
    assert {OFFENCES[key].code for key in ("fraud", "drugs", "trafficking", "money_laundering",
    "illegal_logging")} == {
        "0701", "0601", "0204", "07041", "1004",
    }  # fmt: skip
    assert all(key == offence.key for key, offence in OFFENCES.items())
    assert not {"insult", "opinion", "immigration"} & set(OFFENCES)


def test_tlp_two() -> None:
    assert [label.marking for label in Tlp] == ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"]
    assert strictest(Tlp.GREEN, Tlp.AMBER_STRICT, Tlp.AMBER) is Tlp.AMBER_STRICT


def test_whose_a_domain_is() -> None:
    for name in ("www.facebook.com", "bit.ly", "t.me", "blogspot.com", "line.me"):
        assert is_everybodys(name)
    for name in ("scam.blogspot.com", "facebook.com.bad.example", "notbit.ly", "my-shop.wixsite.com"):
        assert not is_everybodys(name)
    for name in ("www.police.go.th", "interior.gov.kh", "www.scb.co.th", "link.scb"):
        assert is_official_domain(name)
    for name in ("go.th.bad.example", "scb-login.example", "kasikornbank.com.bad.example"):
        assert not is_official_domain(name)


def test_protected_numbers() -> None:
    assert all(number.startswith(("+66", "+855")) for number in NUMBERS)
    assert all(len(code) <= 5 for code in HOTLINES)
    assert is_official_number("+6627777777")
    assert not is_official_number("+66812345678")


def test_currencies() -> None:
    assert CURRENCIES["บาท"] == "THB"
    assert CURRENCIES["៛"] == "KHR"
