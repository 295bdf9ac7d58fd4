"""What names a person is never cleared in bulk, whichever kind it is kept as."""

import pytest

from spean.model import Kind, Role
from spean.release.clearance import BULK_KINDS, names_a_person, refusal

PERSONAL = [
    (Kind.THAI_ID, "1101700230708"),
    (Kind.BANK_ACCOUNT, "1101700230708"),
    (Kind.PROMPTPAY, "1101700230708"),
    (Kind.LINE, "badguy"),
    (Kind.TELEGRAM, "badguy"),
    (Kind.EMAIL, "a@mail.example"),
    (Kind.PLATE, "1กก 1234"),
    (Kind.URL, "https://line.me/ti/p/~badguy"),
    (Kind.URL, "https://t.me/badguy"),
    (Kind.URL, "https://www.facebook.com/some.name"),
    (Kind.URL, "https://wa.me/66815557777"),
    (Kind.URL, "http://lin.ee/AbC123"),
    (Kind.URL, "https://m.me/some.name"),
    (Kind.URL, "https://bad.example/?id=1101700230708"),
    (Kind.URL, "https://bad.example/?u=a%40mail.example"),
]
IMPERSONAL = [
    (Kind.BANK_ACCOUNT, "1234567890"),
    (Kind.BANK_ACCOUNT, "1101700230700"),
    (Kind.PROMPTPAY, "0066815557777"),
    (Kind.PROMPTPAY, "123456789012345"),
    (Kind.PHONE, "+66815557777"),
    (Kind.URL, "https://bad.example/t.me/x"),
    (Kind.URL, "https://not-line.me.example/ti/p/x"),
    (Kind.DOMAIN, "bad.example"),
]


@pytest.mark.parametrize(("kind", "value"), PERSONAL)
def test_what_names_a_person_goes_alone(kind, value):
    assert names_a_person(kind, value)
    assert refusal(kind, value, Role.SUSPECT, bulk=True) is not None
    assert refusal(kind, value, Role.SUSPECT, bulk=False) is None


@pytest.mark.parametrize(("kind", "value"), IMPERSONAL)
def test_the_rest_may_go_together(kind, value):
    assert not names_a_person(kind, value)
    assert refusal(kind, value, Role.SUSPECT, bulk=True) is None


def test_a_kind_that_is_not_a_bulk_kind_is_personal():
    assert all(names_a_person(kind, "x") for kind in set(Kind) - BULK_KINDS)
