"""WhatsApp and Facebook accounts, in words and in links."""

import pytest

from spean.indicators.extract import extract
from spean.indicators.facebook import facebook_of_link
from spean.indicators.whatsapp import whatsapp_of_link
from spean.model import Kind


def found(text, kind, region=None):
    return [m.value for m in extract(text, region=region) if m.kind is kind]


@pytest.mark.parametrize(
    "text",
    ["WhatsApp +855 12 345 678", "whatsapp: 00855 12 345 678", "add +85512345678 on WhatsApp", "wa.me/85512345678",
     "https://api.whatsapp.com/send?phone=85512345678&text=hi", "What's app 012 345 678", "WA: +855 12345678"],
)  # fmt: skip
def test_a_whatsapp_account_is_its_number_and_a_phone(text):
    assert found(text, Kind.WHATSAPP, "KH") == found(text, Kind.PHONE, "KH") == ["+85512345678"]


def test_only_the_number_beside_the_name_is_on_whatsapp():
    text = "โทร 081-234-5678 หรือ WhatsApp 089-765-4321"
    assert found(text, Kind.WHATSAPP, "TH") == ["+66897654321"]


def test_a_groups_invitation_names_no_account():
    assert whatsapp_of_link("https://chat.whatsapp.com/AbCdEf123") == []
    assert found("join https://chat.whatsapp.com/AbCdEf123", Kind.WHATSAPP) == []


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("https://www.facebook.com/Fake.Shop99/", "fake.shop99"),
        ("https://m.facebook.com/profile.php?id=100012345678", "100012345678"),
        ("https://facebook.com/people/Some-One/100087654321/", "100087654321"),
        ("http://m.me/fake.shop99", "fake.shop99"),
        ("https://fb.com/fakeshop", "fakeshop"),
    ],
)
def test_links_to_accounts(link, name):
    assert [r.value for r in facebook_of_link(link)] == [name]
    assert found(f"see {link}", Kind.FACEBOOK) == [name]


@pytest.mark.parametrize(
    "link",
    ["https://facebook.com/groups/12345", "https://www.facebook.com/watch?v=1", "https://facebook.com/share/p/AbC1",
     "https://facebook.com/story.php?id=1", "https://facebook.com", "https://notfacebook.com/someone"],
)  # fmt: skip
def test_links_that_name_no_account(link):
    assert found(f"see {link}", Kind.FACEBOOK) == []


@pytest.mark.parametrize(
    "text", ["Facebook: som.chai99", "เฟซบุ๊ก som.chai99", "fb id som.chai99", "ហ្វេសប៊ុក៖ som.chai99", "เฟส: som.chai99"]
)
def test_names_in_words(text):
    assert found(text, Kind.FACEBOOK) == ["som.chai99"]


@pytest.mark.parametrize(
    "text", ["on Facebook messenger today", "a Facebook page about cars", "เฟซบุ๊ก สมชาย ใจดี", "fb 1.5"]
)
def test_words_after_the_services_name_are_no_account(text):
    assert found(text, Kind.FACEBOOK) == []
