"""Every page: there, escaped, without a victim, and with what it is for."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from spean.node import auditing, home, officers
from spean.node.home import NewNode
from spean.web.app import officer_app
from spean.web.guard import POLICY

PAGES = (
    "/",
    "/networks",
    "/networks/N-1",
    "/requests",
    "/requests/Q-1",
    "/requests/Q-2",
    "/requests/Q-4",
    "/agreement",
    "/matches",
    "/matches/KH",
    "/releases",
)


class Outline(HTMLParser):
    """What a page is made of: every tag with its attributes, and whether tags close in order."""

    VOID = frozenset({"meta", "link", "input", "br", "img", "hr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(text)
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def texts(pair, hostile_network):
    client = pair.th.signed_in()
    answers = {page: client.get(page) for page in (*PAGES, f"/networks/{hostile_network}")}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {page: answer.text for page, answer in answers.items()}


@pytest.fixture(scope="module")
def hostile_network(pair):
    text = pair.th.signed_in().get("/matches/KH").text
    return re.search(r"/networks/(N-\d+)", text).group(1)


def test_pages_hold_no_script_no_style_and_nothing_from_elsewhere(texts) -> None:
    for text in texts.values():
        outline = Outline(text)
        assert not {"script", "style", "iframe", "object", "img", "base"} & {tag for tag, _ in outline.tags}
        for tag, attributes in outline.tags:
            assert not [name for name in attributes if name.startswith("on") or name == "style"]
            if tag != "a":
                assert not (attributes.get("href") or "/").startswith("http")
            assert not (attributes.get("href") or "/").startswith("javascript")


def test_what_criminals_wrote_is_shown_as_text(texts, hostile_network) -> None:
    page = texts[f"/networks/{hostile_network}"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;-0" in page
    assert "evil-made-up.xyz" in page and "<svg/onload" not in page
    assert "&lt;img src=x onerror=alert(2)&gt;" in texts["/networks"]
    assert "hours agreed &lt;script&gt;" in texts["/agreement"]
    assert "&lt;script&gt;" in texts["/requests/Q-1"]


def test_no_victim_is_on_any_page(texts) -> None:
    for text in texts.values():
        assert not re.search("899990001|Somying", text)


def test_pages_can_be_read_by_everybody(texts) -> None:
    for text in texts.values():
        outline = Outline(text)
        assert outline.all("html") == [{"lang": "en"}]
        assert len(outline.all("h1")) == len(outline.all("main")) == len(outline.all("nav")) == 1
        assert all(header.get("scope") in ("col", "row") for header in outline.all("th"))
        ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
        assert len(ids) == len(set(ids))
        named = {name for _, attributes in outline.tags for name in (attributes.get("aria-labelledby") or "").split()}
        assert named <= set(ids)
        headings = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
        assert all(after - before <= 1 for before, after in pairwise(headings))


def test_times_stand_in_the_zone_of_the_node_with_utc_beside_them(texts) -> None:
    assert (
        '<time datetime="2026-11-22T02:15:00Z" title="2026-11-22T02:15:00Z">2026-11-22 09:15</time>'
        in (texts["/requests/Q-1"])
    )
    assert "Asia/Bangkok (UTC+07:00)" in texts["/"]


def test_clocks_say_whether_they_run_and_how_long(texts) -> None:
    rows = {row.split(">")[2].split("<")[0]: row for row in re.findall(r'<th scope="row"><a .*', texts["/requests"])}
    assert "5 min left" in rows["Q-3"] and "55 min left" in rows["Q-3"] and "5 min, running" in rows["Q-3"]
    assert "66 min over" in rows["Q-2"] and "16 min over" in rows["Q-2"]
    assert rows["Q-1"].count("in time") == 2 and "180 USD" in rows["Q-1"] and "answered after 13 min" in rows["Q-1"]
    assert rows["Q-4"].count("not started") == 2


def test_a_request_shows_every_step_and_what_was_said(texts) -> None:
    text = texts["/requests/Q-1"]
    steps = [
        "the victim paid",
        "the victim reported it",
        "written",
        "released by a second officer",
        "stored by the asked node",
        "an officer has it before them",
        "answered",
        "outcome",
    ]
    places = [text.index(f'<th scope="row">{step}</th>') for step in steps]
    assert places == sorted(places)
    assert "held in part" in text and "the rest was drawn before" in text and "180 USD of 250 USD" in text


def test_both_columns_stand_side_by_side(texts) -> None:
    text = texts["/agreement"]
    assert "no statement since 2024-10-24" in text and "not stated" in text
    assert "not released: the partner does not have it" in text
    assert "An example" in text and '<span class="tag">example</span>' in text
    assert "the control of border crossing" in text and "Wordings that fit no point" in text
    assert "3 of 3" in text and "fewer than half reached it" in text and "median over all delivered requests" in text


def test_the_network_page_says_in_its_table_what_it_draws(texts) -> None:
    text = texts["/networks/N-1"]
    outline = Outline(text)
    assert outline.all("svg") and "Why it hangs together" in text
    drawn = re.findall(r"<title>((?:bank account|phone|line|url|domain|telegram) [^:]+): in", text)
    assert drawn
    for title in drawn:
        assert text.count(re.sub(r"^(bank account|[a-z]+) | \([A-Z]+\)$", "", title)) >= 2


def test_a_view_is_one_audited_act_of_the_officer(pair) -> None:
    client = pair.th.signed_in()
    before = auditing.show(pair.th.node, pair.th.approver, "inner", 1)[0].seq
    client.get("/requests/Q-1")
    after = auditing.show(pair.th.node, pair.th.approver, "inner", 2)
    assert after[-1].seq - before == 2  # the look at the log, then the page
    assert (after[-1].actor, after[-1].act) == ("officer", "request.show")


def test_the_head_names_who_is_signed_in(texts) -> None:
    assert "Signed in as <bdi>officer</bdi>" in texts["/"]


def test_the_partner_sees_the_same_request_from_its_side(pair) -> None:
    text = pair.kh.signed_in().get("/requests").text
    assert "TH asks KH" in text and "66 min over" in text and "Asia/Phnom_Penh" in text


@pytest.mark.parametrize("page", ["/networks/N-999", "/requests/Q-999", "/matches/LA", "/nothing", "/networks/%3Cb%3E"])
def test_what_is_not_there_is_a_plain_page(pair, page: str) -> None:
    answer = pair.th.signed_in().get(page)
    assert answer.status_code == 404
    assert "What to do:" in answer.text and "<b>" not in answer.text and "Traceback" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY


def test_a_role_that_may_not_see_a_page_is_told_so(pair) -> None:
    client = pair.th.client()
    clerk = frozenset({officers.OfficerRole.CLERK})
    path = officers.add_officer(pair.th.node, pair.th.approver, "clerk", clerk, None)
    code = officers.sign_in_code(pair.th.node, home.authority(pair.th.node, path, None))
    client.post("/sign-in", data={"code": code})
    answer = client.get("/matches/KH")
    assert answer.status_code == 403
    assert "match.show needs one of these roles" in answer.text and "identity.role" in answer.text
    assert client.get("/requests").status_code == 200


def test_a_fault_shows_nothing_of_itself(pair, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret 0812345678")

    client = pair.th.signed_in()
    monkeypatch.setattr("spean.node.requests.follow", broken)
    with pytest.raises(RuntimeError):  # for the operator's log
        client.get("/requests")
    client = type(client)(
        client.app, raise_server_exceptions=False, base_url="http://localhost", cookies=client.cookies
    )
    answer = client.get("/requests")
    assert answer.status_code == 500
    assert "page.failed" in answer.text and "0812345678" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY


def test_an_empty_node_has_every_page_too(tmp_path, pair) -> None:
    path = home.init(tmp_path / "la", NewNode("LA", zone="Asia/Vientiane"))
    with home.open_node(tmp_path / "la") as node:
        code = officers.sign_in_code(node, home.authority(node, path, None))
        client = type(pair.th.client())(officer_app(node), base_url="http://localhost:8400", follow_redirects=False)
        assert (
            client.post("/sign-in", data={"code": code}, headers={"sec-fetch-site": "same-origin"}).status_code == 303
        )
        for page in ("/", "/networks", "/requests", "/agreement", "/matches", "/releases"):
            assert client.get(page).status_code == 200, page
