"""E-mail addresses and IP addresses, plain and defanged; what only looks like them is neither."""

import pytest

from spean.indicators.email import read_email
from spean.indicators.extract import extract
from spean.indicators.ip import read_ip
from spean.model import Kind


def found(text):
    return [(m.kind.value, m.value) for m in extract(text)]


@pytest.mark.parametrize(
    "text",
    ["evil.boss@proton.me", "Evil.Boss@Proton.ME", "evil.boss(at)proton[.]me", "evil.boss [at] proton (dot) me",
     "evil.boss@proton[.]me", "mailto:evil.boss@proton.me"],
)  # fmt: skip
def test_every_spelling_of_an_address(text):
    assert [r.value for r in read_email(text)] == ["evil.boss@proton.me"]
    assert found(f"write to {text} now") == [("email", "evil.boss@proton.me")]


@pytest.mark.parametrize("text", ["a@b", "a..b@c.com", "@abc.com", "sok@aclb", "a@b.notarealtld", "meet me @ 8.30 pm"])
def test_what_is_no_address(text):
    assert read_email(text) == []
    assert "email" not in [kind for kind, _ in found(text)]


def test_a_link_with_an_address_in_it_stays_a_link():
    kinds = [kind for kind, _ in found("see https://evil.example/unsubscribe?mail=a@b.com")]
    assert kinds == ["domain", "url"] or kinds == ["url", "domain"]


def test_an_address_glued_to_thai():
    assert found("อีเมลsomchai@gmail.comครับ") == [("email", "somchai@gmail.com")]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("8.8.8.8", Kind.IPV4, "8.8.8.8"),
        ("8[.]8[.]8[.]8", Kind.IPV4, "8.8.8.8"),
        ("8(.)8(.)8(.)8", Kind.IPV4, "8.8.8.8"),
        # RFC 5952, section 4: the recommended form.
        ("2001:0DB8:0:0:1:0:0:1", Kind.IPV6, "2001:db8::1:0:0:1"),
        ("2001:db8:0:0:0:0:2:1", Kind.IPV6, "2001:db8::2:1"),
    ],
)
def test_addresses_are_normalised(text, kind, value):
    assert [(r.kind, r.value) for r in read_ip(text)] == [(kind, value)]
    assert (kind.value, value) in found(f"server {text} seen")


@pytest.mark.parametrize(
    "text",
    [
        "version 1.2.3.4",
        "v1.2.3.4",
        "เวอร์ชัน 10.2.3.4",
        "1.2.3.4.5",
        "256.1.1.1",
        "at 12:30:45",
        "ratio 1:2:3:4",
        "std::move",
    ],
)
def test_what_is_no_ip_address(text):
    assert not {"ipv4", "ipv6"} & {kind for kind, _ in found(text)}


def test_a_url_on_an_ip_address_gives_the_address_and_no_domain():
    assert found("hxxp://103[.]21[.]4[.]5:8080/x") == [("url", "http://103.21.4.5:8080/x"), ("ipv4", "103.21.4.5")]
