"""Who speaks: an offender's lure, an ordinary advertiser, or somebody who reports."""

import pytest

from spean.indicators.extract import extract
from spean.indicators.fold import Folded
from spean.indicators.lure import Voice, voice
from spean.model import FACTS, Role


def speaker(text):
    return voice(Folded(text).plain)


LURES = [
    "คุณได้รับสินเชื่อเพื่อการลงทุน 200,000 บาท https://bad-loan.example/x",
    "สล็อตเว็บตรง แจกเครดิตฟรี bad-slot.example",
    "การเข้าถึงบัญชีของคุณถูกระงับ อัปเดตที่ https://bad-bank.example",
    "Your parcel is on hold, pay the redelivery fee at http://bad-post.example/p",
    "Congratulations! claim your prize: http://bad-prize.example",
    "អបអរសាទរ! អ្នកឈ្នះរង្វាន់ http://bad-prize.example/kh",
]


@pytest.mark.parametrize("text", LURES)
def test_a_lure_is_all_the_offenders(text):
    assert speaker(text) is Voice.LURE
    assert {m.role for m in extract(text) if m.kind not in FACTS} == {Role.SUSPECT}


@pytest.mark.parametrize(
    "text",
    [
        "ลดสูงสุด 50% ทุกสาขา คลิก https://shop.example/sale ยกเลิก SMS โทร 02-123-4567",
        "Dear customer, your order is ready, click https://shop.example/o/1 to see the invoice",
    ],
)
def test_an_advertisement_accuses_nobody(text):
    assert speaker(text) is Voice.ORDINARY
    assert Role.SUSPECT not in {m.role for m in extract(text)}


@pytest.mark.parametrize(
    "text",
    [
        "ผู้แจ้งได้รับข้อความว่าได้รับรางวัล เบอร์ผู้แจ้ง 081-234-5678",
        "I got a text: you have won a prize. My number is 081-234-5678",
        "ខ្ញុំទទួលបានសារថាឈ្នះរង្វាន់ លេខខ្ញុំ 012 345 678",
    ],
)
def test_who_tells_of_themselves_is_no_lure(text):
    assert speaker(text) is Voice.REPORT
    assert Role.SUSPECT not in {m.role for m in extract(text) if m.kind not in FACTS}


@pytest.mark.parametrize(
    "text",
    [
        "hi mum its me, my phone broke, new number 089-111-2222. can you send 3,000 baht to 123-4-56789-0 today?",
        "Dear customer, your card is suspended, verify it here https://bad-card.example/v",
        "Loan in 10 minutes, no documents, add LINE @quick.made.up",
    ],
)
def test_a_new_number_a_threat_and_a_quick_loan_are_lures(text):
    assert speaker(text) is Voice.LURE


def test_who_only_tells_of_a_new_number_accuses_nobody():
    text = "hi mum, new phone, my number is 089-111-2222 now, see you tonight"
    assert Role.SUSPECT not in {m.role for m in extract(text)}


def test_words_inside_a_link_advertise_nothing():
    """A false page may call itself a promotion; only words outside it make an advertisement."""
    text = "ប្រយ័ត្ន! វេបសាយក្លែង made-up-promo.example"
    assert voice(text, "ប្រយ័ត្ន! វេបសាយក្លែង") is not Voice.ORDINARY
