"""What stands before every page: the name it is asked under, where a form comes from, and the headers of an answer.

A page shows what criminals wrote, so nothing on it may run or load anything: `POLICY` names styles, pictures and forms
of this node alone. A name the node does not go by is refused (DNS rebinding), a form from another origin too (OWASP
Cross-Site Request Forgery Prevention, Fetch metadata), although the session's cookie is `SameSite=Strict`: another
port of the same host, the partner's node on a demo machine for one, is the same site and another origin.
"""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from spean.errors import SpeanError

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
# `same-origin` sends no referrer to anybody else, as `no-referrer` does; but under that one a browser calls the origin
# of a page's own form `null` (Fetch, "append a request Origin header"), and the form could not be told from a foreign.
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE_METHODS = frozenset({"GET", "HEAD"})

Refusal = Callable[[SpeanError, int], ASGIApp]


class ForeignHost(SpeanError):
    """The node was asked under a name that is not its own."""

    code = "page.host"
    remedy = "open the address that stands as listen.officer_url in spean.toml"


class ForeignForm(SpeanError):
    """A form was sent from a page that is not this node's."""

    code = "page.origin"
    remedy = "open this node's own page, and send its form"


class Guard:
    """Refuses what must not reach a page, and puts the headers on every answer.

    Args:
        app: the pages.
        officer_url: the address officers open.
        refusal: makes the page that says what was refused.
    """

    def __init__(self, app: ASGIApp, officer_url: str, refusal: Refusal) -> None:
        self._app, self._refusal = app, refusal
        self._names = _LOCAL_NAMES | {urlsplit(officer_url).hostname or ""}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await self._checked(scope)(scope, receive, with_headers(send, scope["path"]))

    def _checked(self, scope: Scope) -> ASGIApp:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _hostname(host) not in self._names:
            return self._refusal(ForeignHost("this node does not go by that name"), 400)
        if scope["method"] not in _SAFE_METHODS and not own_form(headers, host):
            return self._refusal(ForeignForm("this form does not come from a page of this node"), 403)
        return self._app


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def own_form(headers: Headers, host: str) -> bool:
    """Says whether a form comes from this node's own page.

    `Sec-Fetch-Site` is the browser's word where it gives one (https, and plain http on this machine); else the origin
    must name the very host asked. A request with neither is no browser's.
    """
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin is None:
        return site is not None
    return urlsplit(origin).netloc == host


def with_headers(send: Send, path: str) -> Callable[[MutableMapping[str, Any]], Awaitable[None]]:
    """Gives a `send` that puts the headers on an answer; a browser may keep styles and pictures only."""

    async def send_with(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if path.startswith("/static/") and message["status"] in (200, 304):
                headers["cache-control"] = "max-age=86400"
        await send(message)

    return send_with
