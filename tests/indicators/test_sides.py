"""Whom a report speaks of last: only then, and only in its sentence, is a value theirs."""

import pytest

from spean.indicators import sides
from spean.indicators.cue_words import Family
from spean.indicators.extract import extract
from spean.model import FACTS, Kind, Role

TAIL = " " * 12


@pytest.mark.parametrize(
    ("told", "spoken"),
    [
        ("the recruiter is called anna and also uses ", True),
        ("the recruiter fled. ", False),
        ("the recruiter fled, the landlady's number is ", False),
        ("the scammer told me my mother's number is ", False),
        ("ผู้ต้องหาชื่อดำ ใช้ ", True),
        ("ผู้ต้องหาหนีไป พยานชื่อแดง ", False),
        ("ជនសង្ស័យប្រើ ", True),
        ("ជនសង្ស័យរត់ សាក្សីឈ្មោះ ", False),
    ],
)
def test_the_one_spoken_of_last(told, spoken):
    assert (sides.spoken_of(told + TAIL, Family.CALL, len(told)) >= 0) is spoken


def test_items_of_a_list_go_on_with_what_stands_before_them():
    told = "the scammer used three accounts:\n1) "
    assert sides.spoken_of(told, Family.PAY, len(told)) >= 0
    assert sides.spoken_of(told.replace("1) ", "please advise "), Family.PAY, len(told) + 11) == -1


def test_what_was_seized_goes_on_over_sentences_until_somebody_else_comes():
    told = "seized at the gate: 2 kg. white pickup. "
    assert sides.spoken_of(told, Family.HOLD, len(told)) >= 0
    assert sides.spoken_of(told + "case officer ", Family.CALL, len(told) + 13) == -1


@pytest.mark.parametrize(
    ("kind", "near"), [(Kind.URL, True), (Kind.TRON, True), (Kind.PHONE, False), (Kind.BANK_ACCOUNT, False)]
)
def test_nearness_alone_accuses_no_phone_and_no_account(kind, near):
    told = "careful, this is a swindle: "
    assert sides.told_near(told + TAIL, kind, len(told), len(told)) is near


def test_what_belongs_to_the_offenders_lawyer_is_not_the_offenders():
    told = "the suspect's lawyer, "
    assert sides.of_a_relation(told, len(told))


def test_a_text_without_a_crime_accuses_nobody_by_who_is_spoken_of():
    text = "นายหน้าชื่อแอนนา และใช้ 089-111-2222"
    assert Role.SUSPECT not in {m.role for m in extract(text, region="TH")}
    assert {m.role for m in extract("โดนหลอกไปทำงาน " + text, region="TH")} == {Role.SUSPECT}


def test_english_is_not_followed_even_with_a_local_name_in_it():
    assert not sides.followed("fake job: the recruiter from กรุงเทพ also uses ")
    assert sides.followed("โดนหลอกไปทำงาน นายหน้าใช้ line ")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("It was a scam. The boss uses Telegram @boss_made_up1", Role.SUSPECT),
        ("It was a scam. The boss fled, ask Dara, Telegram @dara_made_up1", Role.CONTEXT),
        ("It was a scam. LINE of the recruiter: anna.made.up1", Role.SUSPECT),
        ("I checked the fake shop on whois.made-up-tools.example", Role.CONTEXT),
    ],
)
def test_in_english_words_for_the_offender_lead_right_up_to_the_value(text, role):
    assert {m.role for m in extract(text) if m.kind not in FACTS} == {role}
