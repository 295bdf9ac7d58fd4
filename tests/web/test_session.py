"""Signing in: the code once, the cookie of this node only, forms of this node's own pages only."""

import pytest

from spean.node import auditing, officers
from spean.web.guard import POLICY


def test_without_a_session_every_page_leads_to_the_form(pair) -> None:
    client = pair.th.client()
    for page in (
        "/",
        "/networks",
        "/networks/N-1",
        "/requests",
        "/requests/Q-1",
        "/agreement",
        "/matches",
        "/matches/KH",
    ):
        answer = client.get(page)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def test_an_invented_session_leads_to_the_form_and_is_logged(pair) -> None:
    client = pair.th.client()
    client.cookies.set("spean_th", "made-up")
    answer = client.get("/networks")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert 'spean_th=""' in answer.headers["set-cookie"]
    refused = auditing.show(pair.th.node, pair.th.approver, "inner", 1)[0]
    assert (refused.actor, refused.act) == ("unknown", "networks.list")


def test_a_code_works_once_and_looking_at_the_form_does_not_use_it(pair) -> None:
    code = officers.sign_in_code(pair.th.node, pair.th.officer)
    form = pair.th.client().get("/sign-in", params={"code": code})
    assert form.status_code == 200 and f'value="{code}"' in form.text and "set-cookie" not in form.headers
    client = pair.th.client()
    assert client.post("/sign-in", data={"code": code}).status_code == 303
    assert client.get("/").status_code == 200
    again = pair.th.client().post("/sign-in", data={"code": code})
    assert again.status_code == 401 and "identity.credential" in again.text
    assert "set-cookie" not in again.headers


def test_a_code_in_the_address_is_escaped(pair) -> None:
    text = pair.th.client().get("/sign-in", params={"code": '"><script>'}).text
    assert "<script" not in text


def test_the_cookie_is_of_this_node_and_out_of_reach(pair) -> None:
    code = officers.sign_in_code(pair.th.node, pair.th.officer)
    cookie = pair.th.client().post("/sign-in", data={"code": code}).headers["set-cookie"]
    assert cookie.startswith("spean_th=")
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/" in cookie and "Domain" not in cookie
    assert "Secure" not in cookie  # officer_url is plain http on this machine


def test_over_https_the_cookie_is_secure(pair, monkeypatch: pytest.MonkeyPatch) -> None:
    listen = pair.th.node.settings.listen.model_copy(update={"officer_url": "https://th.example"})
    monkeypatch.setattr(pair.th.node, "settings", pair.th.node.settings.model_copy(update={"listen": listen}))
    code = officers.sign_in_code(pair.th.node, pair.th.officer)
    answer = pair.th.client("https://th.example").post("/sign-in", data={"code": code})
    assert answer.status_code == 303 and "; Secure" in answer.headers["set-cookie"]


def test_the_cookie_of_another_node_is_refused(pair) -> None:
    token = pair.kh.signed_in().cookies["spean_kh"]
    for name in ("spean_kh", "spean_th"):
        client = pair.th.client()
        client.cookies.set(name, token)
        assert client.get("/networks").headers["location"] == "/sign-in"


def test_signing_out_ends_the_session_on_the_node(pair) -> None:
    client = pair.th.signed_in()
    token = client.cookies["spean_th"]
    assert client.post("/sign-out").status_code == 303
    assert "spean_th" not in client.cookies
    other = pair.th.client()
    other.cookies.set("spean_th", token)
    assert other.get("/").status_code == 303


def test_a_session_ends_by_itself(pair, monkeypatch: pytest.MonkeyPatch) -> None:
    client = pair.th.signed_in()
    later = pair.clock.now.replace(hour=23)
    monkeypatch.setattr(pair.th.node, "clock", lambda: later)
    assert client.get("/").headers["location"] == "/sign-in"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
        {"origin": "http://localhost:8500", "sec-fetch-site": "same-site"},  # the partner's node on this machine
        {"origin": "https://evil.example", "sec-fetch-site": ""},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"origin": "http://localhost:8500", "sec-fetch-site": "same-origin"},
        {"origin": "null", "sec-fetch-site": None},
        {"origin": "http://localhost.evil.example", "sec-fetch-site": None},
        {"origin": None, "sec-fetch-site": None},
    ],
)
@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_a_form_of_another_origin_is_refused(pair, path: str, headers: dict[str, str | None]) -> None:
    client = pair.th.signed_in()
    for name, value in headers.items():
        del client.headers[name]
        if value is not None:
            client.headers[name] = value
    code = officers.sign_in_code(pair.th.node, pair.th.officer)
    answer = client.post(path, data={"code": code})
    assert answer.status_code == 403 and "page.origin" in answer.text
    assert client.get("/").status_code == 200  # still signed in, and the code is still good
    assert pair.th.client().post("/sign-in", data={"code": code}).status_code == 303


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"origin": "http://localhost"}])
def test_a_browser_that_says_less_can_still_sign_in(pair, headers: dict[str, str]) -> None:
    client = pair.th.client()
    for name in ("origin", "sec-fetch-site"):
        del client.headers[name]
    code = officers.sign_in_code(pair.th.node, pair.th.officer)
    assert client.post("/sign-in", data={"code": code}, headers=headers).status_code == 303


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "th.localhost.evil.example:8400", "", "[::"]
)
def test_a_name_that_is_not_the_nodes_is_refused(pair, host: str) -> None:
    answer = pair.th.client().get("/sign-in", headers={"host": host})
    assert answer.status_code == 400 and "page.host" in answer.text
    assert answer.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize(
    "host", ["localhost:8400", "127.0.0.1:8400", "[::1]:8400", "th.localhost:8400", "TH.localhost"]
)
def test_its_own_names_are_not(pair, host: str) -> None:
    assert pair.th.client().get("/sign-in", headers={"host": host}).status_code == 200


def test_every_answer_carries_the_headers(pair) -> None:
    client, signed_in = pair.th.client(), pair.th.signed_in()
    answers = [
        client.get("/"),
        client.get("/sign-in"),
        client.get("/nothing"),
        client.post("/sign-in", data={"code": "wrong"}),
        client.post("/networks"),
        client.put("/"),
        client.get("/static/spean.css"),
        client.get("/static/../app.py"),
        client.get("/static/nothing.css"),
        signed_in.get("/networks/N-1"),
        signed_in.get("/networks/N-999"),
        signed_in.post("/sign-out"),
    ]
    for answer in answers:
        assert answer.headers["content-security-policy"] == POLICY, answer.url
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        kept = answer.url.path == "/static/spean.css"
        assert answer.headers["cache-control"] == ("max-age=86400" if kept else "no-store")


def test_the_policy_allows_no_script_and_nothing_from_elsewhere() -> None:
    assert "default-src 'none'" in POLICY and "frame-ancestors 'none'" in POLICY
    assert "script" not in POLICY and "unsafe" not in POLICY and "http" not in POLICY


def test_a_large_form_is_refused(pair) -> None:
    answer = pair.th.client().post("/sign-in", data={"code": "a" * 10_000})
    assert answer.status_code == 413


def test_nothing_but_our_own_files_is_served(pair) -> None:
    client = pair.th.client()
    assert client.get("/static/spean.css").headers["content-type"].startswith("text/css")
    assert client.get("/static/%2e%2e/app.py").status_code == 404
