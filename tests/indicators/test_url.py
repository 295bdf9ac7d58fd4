"""URLs and domains: defanged or not, one value; e-mails, files and sentences are neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.indicators.extract import extract, readings
from spean.indicators.url import read_url
from spean.model import Kind


def values(text: str, kind: Kind) -> list[str]:
    return [m.value for m in extract(text) if m.kind is kind]


@pytest.mark.parametrize(
    "spelling",
    [
        "https://bad.example/x", "HTTPS://BAD.example/x", "hxxps://bad.example/x", "hxxps://bad[.]example/x",
        "https://bad(.)example/x",
        "https[:]//bad[.]example/x", "hxxps://bad[dot]example/x", "hXXps://bad(dot)example/x",
        "https://bad.example:443/x",
        "https://bad．example/x", "https://bad{.}example/x",
    ],
)  # fmt: skip
def test_every_spelling_of_a_url(spelling: str) -> None:
    assert readings(spelling)[0].value == "https://bad.example/x"
    assert values(f"ส่งมา {spelling} ครับ", Kind.URL) == ["https://bad.example/x"]


@pytest.mark.parametrize(
    ("text", "urls", "domains"),
    [
        ("www.bad.example", ["http://www.bad.example"], ["www.bad.example"]),
        ("bad-site.example", [], ["bad-site.example"]),
        ("bad.example/a?b=c#d", ["http://bad.example/a?b=c#d"], ["bad.example"]),
        ("(https://bad.example/a_(b))", ["https://bad.example/a_(b)"], ["bad.example"]),
        ("ดู https://bad.example/a. แล้ว", ["https://bad.example/a"], ["bad.example"]),
        ("คลิกhttps://bad.example/aด่วน", ["https://bad.example/a"], ["bad.example"]),
        ("รับ100บาทbad.example/a", ["http://bad.example/a"], ["bad.example"]),
        ("https://bad.example", ["https://bad.example"], ["bad.example"]),
        ("https://bad.example/", ["https://bad.example"], ["bad.example"]),
        ("https://user@bad.example/a", ["https://bad.example/a"], ["bad.example"]),
        ("https://bad.example:8080/a", ["https://bad.example:8080/a"], ["bad.example"]),
        ("https://ไทย.ไทย/ก", ["https://xn--o3cw4h.xn--o3cw4h"], ["xn--o3cw4h.xn--o3cw4h"]),
        ("ฝาก100bit.ly/3abcDE", ["http://bit.ly/3abcDE"], ["bit.ly"]),
    ],
)
def test_forms(text: str, urls: list[str], domains: list[str]) -> None:
    assert values(text, Kind.URL) == urls
    assert values(text, Kind.DOMAIN) == domains


@pytest.mark.parametrize(
    "text",
    [
        "john.doe@gmail.com",
        "readme.md",
        "It is done.So we left",
        "1.5.2",
        "10.20.30.40",
        "v2.0",
        "ก.ค. 65",
        "e.g. this",
        "file.notatld",
        "...",
        "a..b",
        "https://",
        "ราคา 1.290",
    ],
)
def test_junk(text: str) -> None:
    assert values(text, Kind.URL) + values(text, Kind.DOMAIN) == []


def test_a_messengers_link_carries_its_handle() -> None:
    assert values("wa.me/66812345678", Kind.PHONE) == ["+66812345678"]
    assert values("https://api.whatsapp.com/send?phone=85512345678&text=hi", Kind.PHONE) == ["+85512345678"]
    assert values("t.me/GoldVip", Kind.TELEGRAM) == ["goldvip"]
    assert values("t.me/+AbCdEf", Kind.TELEGRAM) == values("t.me/joinchat/AAAA", Kind.TELEGRAM) == []
    assert values("https://line.me/R/ti/p/%40shop99", Kind.LINE) == ["@shop99"]
    assert values("line.me/ti/p/~Mali.Shop", Kind.LINE) == ["mali.shop"]
    assert values("line.me/ti/p/AbCdEfGhIj", Kind.LINE) == []


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    for one in read_url(text):
        if one.kind is Kind.URL:
            assert read_url(one.value)[0].value == one.value


@pytest.mark.parametrize(
    "name", ["mobile-update.example", "link-a.bad.example", "call.bad.example", "tel.bad.example", "eth.bad.example"]
)
def test_a_label_is_no_part_of_a_name(name: str) -> None:
    assert readings(name)[0].value == name
