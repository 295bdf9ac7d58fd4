"""The pages in a real Chromium: nothing it has to complain about, readable on a desk and on a phone."""

import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from selenium.webdriver.support.ui import WebDriverWait

from spean.node import officers
from spean.web.app import officer_app

pytestmark = pytest.mark.browser
PAGES = ("/", "/networks", "/networks/N-1", "/requests", "/requests/Q-1", "/agreement", "/matches/KH", "/releases")


@pytest.fixture(scope="module")
def address(pair) -> Iterator[str]:
    """Where the Thai node is served."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(officer_app(pair.th.node), log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"http://th.localhost:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    listener.close()


def look(browser, address: str) -> list[tuple[str, str, int]]:
    """Visits every page; gives its address, its heading and how far it is wider than the window."""
    seen = []
    for page in PAGES:
        browser.get(address + page)
        heading = browser.find_element("css selector", "h1").text
        over = browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
        seen.append((page, heading, over))
    return seen


def wait_for(browser, title: str) -> None:
    WebDriverWait(browser, 10).until(lambda b: b.title.startswith(title))


def test_an_officer_signs_in_and_sees_the_work(browser, pair, address: str) -> None:
    browser.get(f"{address}/sign-in?code={officers.sign_in_code(pair.th.node, pair.th.officer)}")
    browser.find_element("css selector", "main button").click()
    wait_for(browser, "Overview")
    for width in (1280, 390):
        browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 600},
        )
        seen = look(browser, address)
        assert [heading for _, heading, _ in seen] == [
            "Overview",
            "Networks",
            "Network N-1",
            "Requests",
            "Request Q-1: TH asks KH to hold 250 USD",
            "Agreement",
            "Matches with KH",
            "Releases",
        ]
        assert [page for page, _, over in seen if over > 0] == []
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.get(f"{address}/networks/N-1")
    drawn = browser.find_element("css selector", "svg.picture").size
    assert drawn["width"] > 600 and drawn["height"] > 150
    assert browser.execute_script("return getComputedStyle(document.querySelector('header')).display") == "flex"
    browser.find_element("css selector", "header button").click()
    wait_for(browser, "Sign in")
    browser.get(f"{address}/requests")
    assert browser.find_element("css selector", "h1").text == "Sign in"
    assert browser.get_log("browser") == []
