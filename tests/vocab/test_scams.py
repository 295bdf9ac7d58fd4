"""Scam types: every code is of its system, every spelling names one type, nothing is guessed."""

from collections import defaultdict

import pytest

from spean.vocab import scams
from spean.vocab.offences import OFFENCES
from spean.vocab.scams import all_spellings, scam_type, scam_types, sources, stanford_finra

FOUR = {"social_engineering", "phishing", "e_commerce", "employment"}


def test_the_four_on_top() -> None:
    types = scam_types()
    assert {key for key, scam in types.items() if scam.group} == FOUR
    assert all(scam.parent is None for scam in types.values() if scam.group)
    assert {key for key, scam in types.items() if scam.parent is None} == FOUR | {"hacking", "ransomware", "other"}
    assert {scam.parent for scam in types.values()} == FOUR | {None}


def test_fifteen_case_types_of_the_police_form() -> None:
    assert sum(bool(scam.police) for scam in scam_types().values()) == 15


def test_every_code_is_of_its_system() -> None:
    verified = {offence.code for offence in OFFENCES.values()}
    for scam in scam_types().values():
        for code in scam.codes:
            assert code.system in sources()
            assert code.fit in {"close", "broad"}
            assert code.code in (stanford_finra() if code.system == "stanford_finra" else verified)
            assert bool(code.name) == (code.system == "stanford_finra")
    assert len(stanford_finra()) == 164


def test_every_source_says_how_sure_it_is() -> None:
    assert set(sources()) == {"undp", "thai_police", "stanford_finra", "iccs"}
    assert {source.certainty for source in sources().values()} == {"verified", "inferred"}
    assert all(source.licence and source.note for source in sources().values())


def test_no_spelling_names_two_types() -> None:
    named = defaultdict(set)
    for key, spelling in all_spellings():
        named[scams._key(spelling)].add(key)
        assert scam_type(spelling) == key
    assert all(len(keys) == 1 for keys in named.values())
    assert "" not in named


@pytest.mark.parametrize(
    ("written", "key"),
    [("romance", "romance"), ("ROMANCE  Scam", "romance"), ("Call-Centre", "phone_intimidation"),
     ("4.หลอกลวงให้รักแล้วโอนเงิน (Romance Scam)", "romance"), ("หลอก\u200bลงทุน", "investment"),
     ("12. หลอกลวงให้ลงทุนผ่านระบบคอมพิวเตอร์", "investment"), ("บางอย่าง", None), ("កម្ចី", "loan"),
     ("1.7.2.1", "borrow_impersonation"), ("1.2.2.9.99", "phishing"), ("1.5.2", None), ("1.7", None), ("9.9.9", None),
     ("2", None), ("", None), ("   ", None), ("romance and loan", None)],
)  # fmt: skip
def test_types_as_senders_write_them(written: str, key: str | None) -> None:
    assert scam_type(written) == key
