"""A victim's value is protected under every spelling in which it could come back as a suspect's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.indicators.extract import extract_report
from spean.indicators.same import same_thing, spread
from spean.indicators.spelling import readings
from spean.model import Kind, Reading, Report, Role

MOBILES = st.integers(0, 9_999_999).map(lambda n: f"+6681{n:07d}")


@given(MOBILES)
def test_what_a_phone_spreads_to_is_read_back_as_that_phone_s_own(phone):
    keys = same_thing(Reading(Kind.PHONE, phone, 0.9))
    assert (Kind.PHONE, phone) in keys
    assert {kind for kind, _ in keys} == {
        Kind.PHONE,
        Kind.BANK_ACCOUNT,
        Kind.PROMPTPAY,
        Kind.LINE,
        Kind.WHATSAPP,
    }
    for kind, value in keys:
        assert (Kind.PHONE, phone) in same_thing(Reading(kind, value, 0.9)), (kind, value)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("suspect_account", "0812345678"),
        ("suspect_account", "PromptPay 081-234-5678"),
        ("suspect_handle", "https://wa.me/66812345678"),
        ("suspect_handle", "line: 0812345678"),
        ("suspect_account", "0066812345678"),
    ],
)
def test_a_victims_phone_is_the_victims_in_every_other_column_too(column, value):
    report = Report("0" * 32, "r", 1, {"victim_phone": "+66 81 234 5678", column: value})
    found = extract_report(report, region="TH")
    accused = [m for m in found if m.field == column and m.kind is not Kind.DOMAIN]
    assert accused and all(m.role is Role.VICTIM for m in accused), accused


@pytest.mark.parametrize("typed", ["0812345678", "0066812345678", "66812345678"])
def test_a_victims_mention_carries_what_an_officer_may_type(typed):
    [mention] = extract_report(Report("0" * 32, "r", 1, {"victim_phone": "0812345678"}), region="TH")
    protected = {(mention.kind, mention.value), *mention.also}
    told = {(one.kind, one.value) for one in readings(typed, region="TH") if one.kind is not Kind.DOMAIN}
    assert told & protected


def test_a_victims_account_is_protected_with_the_zeros_that_a_spreadsheet_took():
    keys = spread([Reading(Kind.BANK_ACCOUNT, "0012345678", 0.9)])
    assert (Kind.BANK_ACCOUNT, "12345678".zfill(9)) in keys and (Kind.BANK_ACCOUNT, "0012345678") in keys


def test_a_suspects_mention_spreads_to_nothing():
    [mention] = extract_report(Report("0" * 32, "r", 1, {"suspect_phone": "0812345678"}), region="TH")
    assert mention.role is Role.SUSPECT and mention.also == ()
