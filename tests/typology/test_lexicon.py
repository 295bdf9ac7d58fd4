"""The lexicon: a type with the words that led to it, or none."""

import tomllib
from collections import defaultdict
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.typology.lexicon import classify, lexicon
from spean.vocab.scams import scam_types


@pytest.mark.parametrize(
    ("text", "scam"),
    [("He said he was a police officer and that there is an arrest warrant", "phone_intimidation"),
     ("I met him on a dating app, he fell in love with me", "romance"),
     ("Ordered a phone, the seller blocked me, it never arrived", "purchase"),
     ("อ้างว่าเป็นเจ้าหน้าที่ บอกว่าพัวพันคดีฟอกเงิน", "phone_intimidation"),
     ("ชวนลงทุนหุ้น แล้วถอนไม่ได้", "investment"), ("แฟนออนไลน์ ขอเงิน", "romance"), ("เเฟนออนไลน์ ขอเงิน", "romance"),
     ("คุณมีสิทธิ์ยื่นกู้ 50,000", "loan"), ("สล็อต บาคาร่า ฝากครั้งแรก", "gambling"),
     ("រកប្រាក់ចំណូលបន្ថែម ការងារអនឡាញ", "part_time_work"), ("គាត់អះអាងថាជាប៉ូលិស", "phone_intimidation"),
     ("see you at lunch", None), ("", None), ("\ud800", None)],
)  # fmt: skip
def test_the_type_by_the_words(text: str, scam: str | None) -> None:
    assert classify(text).scam == scam


def test_the_words_stand_where_they_say() -> None:
    text = "Then: ยื่น\u200bกู้ with a LOAN app, เเชร์ลูกโซ่"
    found = classify(text)
    assert [text[word.start : word.end] for word in found.words] == [word.text for word in found.words]
    assert [(word.scam, word.text) for word in found.words] == [
        ("loan", "ยื่น\u200bกู้"), ("loan", "LOAN app"), ("investment_decree", "เเชร์ลูกโซ่"),
    ]  # fmt: skip
    assert (found.scam, found.score, found.runner_up) == ("loan", 4, 2)
    assert [word.scam for word in found.reasons] == ["loan", "loan"]


def test_a_tie_is_no_type() -> None:
    found = classify("a romance, then a casino")
    assert (found.scam, found.score, found.runner_up, found.reasons) == (None, 2, 2, ())
    assert {word.scam for word in found.words} == {"romance", "gambling"}


def test_one_weak_word_is_not_enough_nor_the_same_twice() -> None:
    assert classify("my salary").scam is None
    assert classify("salary salary SALARY").scam is None
    assert classify("salary and commission").scam == "part_time_work"


def test_latin_words_end_where_they_end_and_the_longer_word_counts() -> None:
    assert classify("slotted, romances, pgx").words == ()
    assert classify("กู้loanกู้").words[0].text == "loan"
    assert [word.text for word in classify("it was never delivered").words] == ["never delivered"]


def test_the_data_names_types_of_the_table_and_no_phrase_twice() -> None:
    data = tomllib.loads(files("spean.typology").joinpath("data/lexicon.toml").read_text(encoding="utf-8"))
    entries = defaultdict(set)
    for scam, strengths in data.items():
        for strength, languages in strengths.items():
            assert set(languages) <= {"en", "th", "km"}
            for phrase in (phrase for phrases in languages.values() for phrase in phrases):
                assert phrase == phrase.lower().strip()
                entries[phrase].add((scam, strength))
    assert {phrase: found for phrase, found in entries.items() if len(found) > 1} == {}
    assert set(data) <= set(scam_types())
    assert len(lexicon()) == len(entries)


def test_every_strong_phrase_leads_to_its_type_alone() -> None:
    for phrase, (scam, weight) in lexicon().items():
        if weight == 2:
            assert classify(phrase.replace("…", " ")).scam == scam, phrase


@given(st.text(max_size=60).flatmap(lambda noise: st.sampled_from(sorted(lexicon())).map(lambda p: (noise, p))))
def test_offsets_hold_in_any_text(case: tuple[str, str]) -> None:
    noise, phrase = case
    text = f"{noise} {phrase} {noise}"
    for word in classify(text).words:
        assert text[word.start : word.end] == word.text
        assert word.text
