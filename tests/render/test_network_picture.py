"""A network as a picture: well-formed, escaped, the same every time, and honest about what it leaves out."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from spean.evidence.answers import ReportRef
from spean.linking.records import Indicator, IndicatorRole, Network, ValueKey
from spean.linking.weigh import specificity
from spean.model import Kind
from spean.render.shapes import MARKS, mark_of
from spean.render.svg import WIDTH, network_picture

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED_TAGS = {"svg", "title", "desc", "rect", "g", "line", "polygon", "text"}
LINKED_KINDS = (
    Kind.PHONE,
    Kind.BANK_ACCOUNT,
    Kind.PROMPTPAY,
    Kind.URL,
    Kind.DOMAIN,
    Kind.LINE,
    Kind.TELEGRAM,
    Kind.BTC,
    Kind.ETH,
    Kind.TRON,
)


def make(values: dict[ValueKey, list[int]], reports: int) -> tuple[Network, dict[str, list[ValueKey]]]:
    """Makes a network of numbered reports from value → the reports that name it."""
    refs = tuple(ReportRef(f"{n:032x}", f"R-{n}") for n in range(reports))
    indicators = [
        Indicator(key, len(of), specificity(len(of), reports), IndicatorRole.CORE) for key, of in values.items()
    ]
    named = {ref.uid: [key for key, of in values.items() if n in of] for n, ref in enumerate(refs)}
    return Network("N-1", refs, tuple(indicators)), named


def phone(number: int) -> ValueKey:
    return ValueKey(Kind.PHONE, f"+8551{number:07d}")


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own bytes


@pytest.fixture
def small() -> tuple[Network, dict[str, list[ValueKey]]]:
    account = ValueKey(Kind.BANK_ACCOUNT, "000123456", "ABA")
    return make({phone(1): [0, 1, 2], account: [2, 3], phone(2): [3]}, 4)


def test_every_report_and_shared_value_is_drawn_with_its_lines(small) -> None:
    picture = network_picture(*small)
    root = parsed(picture.svg)
    groups = [title.text or "" for title in root.iter(f"{SVG}title")][1:]
    assert sorted(groups) == [
        "bank account 000123456 (ABA): in 2 reports, weight 0.57",
        "phone +85510000001: in 3 reports, weight 0.32",
        "report R-0",
        "report R-1",
        "report R-2",
        "report R-3",
    ]
    assert len(list(root.iter(f"{SVG}line"))) == 5
    assert picture.note == "1 value that one report alone names: in the table only."
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert {"+85510000001", "000123456", "report", "phone", "bank account"} == set(texts)


def test_it_says_what_it_shows(small) -> None:
    root = parsed(network_picture(*small).svg)
    assert root.get("role") == "img"
    ids = {root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")}
    assert set(root.get("aria-labelledby").split()) == ids
    assert root.find(f"{SVG}desc").text.startswith("4 reports and the 2 values that connect them.")


def test_the_same_network_gives_the_same_picture(small) -> None:
    network, named = small
    turned = replace(network, reports=network.reports[::-1], indicators=network.indicators[::-1])
    backwards = {uid: keys[::-1] for uid, keys in reversed(named.items())}
    assert network_picture(network, named).svg == network_picture(turned, backwards).svg


def test_what_criminals_wrote_stays_text() -> None:
    bad = ValueKey(Kind.URL, 'https://x.example/"><script>alert(1)</script>&\x00\u202e')
    network, named = make({bad: [0, 1]}, 2)
    network = replace(network, reports=tuple(ReportRef(r.uid, "</title><script>") for r in network.reports))
    picture = network_picture(network, named)
    root = parsed(picture.svg)
    assert "<script" not in picture.svg and "\u202e" not in picture.svg and "\x00" not in picture.svg
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= ALLOWED_TAGS


def test_no_style_attribute_for_the_pages_policy_forbids_it(small) -> None:
    root = parsed(network_picture(*small).svg)
    assert not [e for e in root.iter() if "style" in e.attrib or e.tag.endswith("style")]


def test_kinds_differ_in_shape_and_not_only_in_colour() -> None:
    assert len({MARKS[kind].points for kind in LINKED_KINDS}) == len(LINKED_KINDS)
    assert set(LINKED_KINDS) == set(MARKS)
    assert mark_of(Kind.DATE).word == "other"


def test_the_legend_names_the_kinds_drawn_and_no_other() -> None:
    network, named = make({ValueKey(kind, str(n)): [0, 1] for n, kind in enumerate(LINKED_KINDS)}, 2)
    words = {mark_of(kind).word for kind in LINKED_KINDS}
    texts = {text.text for text in parsed(network_picture(network, named).svg).iter(f"{SVG}text")}
    assert words <= texts


def test_a_value_of_other_networks_too_looks_open(small) -> None:
    network, named = small
    lent = tuple(replace(i, role=IndicatorRole.SHARED) for i in network.indicators[1:2])
    root = parsed(network_picture(replace(network, indicators=network.indicators[:1] + lent), named).svg)
    shared = [e for e in root.iter() if e.get("class") == "mark shared"]
    assert len(shared) == 2  # the mark and its legend
    assert {e.get("stroke-dasharray") for e in shared} == {"3 2"}
    assert any((e.text or "").startswith("dashed") for e in root.iter(f"{SVG}text"))


def test_everything_stands_within_the_picture() -> None:
    network, named = make({phone(n): [n, n + 1] for n in range(60)}, 61)
    root = parsed(network_picture(network, named).svg)
    _, _, width, height = map(float, root.get("viewBox").split())
    assert width == WIDTH
    for circle in root.iter(f"{SVG}circle"):
        assert 0 < float(circle.get("cx")) < width and 0 < float(circle.get("cy")) < height
    labels = [e for group in root.iter(f"{SVG}g") if group.get("class") == "labels" for e in group]
    assert len(labels) > 20
    assert all(0 <= float(e.get("x")) < width for e in labels)


def test_a_large_network_is_cut_to_the_most_telling_and_says_so() -> None:
    values = {phone(n): list(range(n, 900, 300)) for n in range(300)}
    values[phone(999)] = list(range(600))
    network, named = make(values, 900)
    picture = network_picture(network, named)
    root = parsed(picture.svg)
    drawn = len(list(root.iter(f"{SVG}title"))) - 1
    assert drawn <= 500
    assert "phone +85510000999: in 600 reports" in picture.svg
    assert picture.note.startswith("Not drawn: 566 of 900 reports and 135 of 301 shared values")


def test_nothing_shared_is_said_and_does_not_fail() -> None:
    network, named = make({phone(1): [0], phone(2): [1]}, 2)
    assert "Nothing to draw" in network_picture(network, named).svg


def test_one_value_in_two_reports_is_a_picture() -> None:
    assert parsed(network_picture(*make({phone(1): [0, 1]}, 2)).svg) is not None


def test_a_report_without_a_drawn_value_is_not_drawn_and_counted() -> None:
    picture = network_picture(*make({phone(1): [0, 1], phone(2): [2]}, 3))
    assert "report R-2" not in picture.svg
    assert picture.note.startswith("Not drawn: 1 of 3 reports and 0 of 1 shared values")
