"""A carrier takes the strictest role of what it carries: no link accuses whoever its number protects."""

import pytest

from spean.indicators.carries import carried_keys
from spean.indicators.extract import extract_report
from spean.model import Kind, Reading, Report, Role

NUMBER_LINKS = [
    "https://api.whatsapp.com/send?phone=66815557777",
    "https://wa.me/66815557777?text=hi",
    "https://www.wa.me/+66815557777/",
    "https://t.me/+66815557777",
    "https://line.me/ti/p/~0815557777",
    "https://pay.example/r/0815557777?x=1",
    "https://pay.example/r?to=%2B66815557777",
]


def mentions(**columns):
    return extract_report(Report("0" * 32, "r", 1, columns), region="TH")


@pytest.mark.parametrize("link", NUMBER_LINKS)
def test_a_link_with_the_victims_number_is_the_victims_in_that_report(link):
    found = mentions(victim_phone="081-555-7777", suspect_url=link)
    assert {m.role for m in found if m.kind is Kind.URL} == {Role.VICTIM}


@pytest.mark.parametrize("link", NUMBER_LINKS)
def test_a_link_carries_its_number(link):
    assert (Kind.PHONE, "+66815557777") in carried_keys([Reading(Kind.URL, link, 0.9)])


@pytest.mark.parametrize(
    ("narrative", "column", "value"),
    [
        ("My telegram is @maleesri", "suspect_handle", "https://t.me/maleesri"),
        ("my line id: maleesri", "suspect_url", "https://line.me/ti/p/~maleesri"),
        ("my email is malee@mail.example", "suspect_url", "https://bad.example/?u=malee%40mail.example"),
    ],
)
def test_a_link_with_the_victims_own_name_is_the_victims(narrative, column, value):
    found = mentions(narrative=narrative, **{column: value})
    assert {m.role for m in found if m.kind is Kind.URL} == {Role.VICTIM}


def test_the_domain_around_a_victims_number_still_accuses():
    found = mentions(victim_phone="081-555-7777", suspect_url="https://bad.example/?p=0815557777")
    assert {m.value: m.role for m in found if m.kind is Kind.DOMAIN} == {"bad.example": Role.SUSPECT}


def test_a_payment_code_carries_its_accounts_and_no_amount():
    from spean.indicators.emv_qr import crc16

    body = "00020101021129370016A000000677010111011300668155577775303764540510.005802TH6304"
    keys = carried_keys([Reading(Kind.EMV_QR, body + crc16(body), 0.99)])
    assert {kind for kind, _ in keys} == {Kind.PROMPTPAY, Kind.PHONE}


def test_a_platforms_domain_is_not_carried():
    assert carried_keys([Reading(Kind.URL, "https://t.me/abcdef", 0.9)]) == {(Kind.TELEGRAM, "abcdef")}
