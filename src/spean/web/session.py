"""Signing in and out: a code from the command line becomes a cookie, once.

A GET never uses a code up, or a link preview would. The cookie's name carries the party: cookies ignore ports, and
the demo serves two nodes on one machine.
"""

from dataclasses import dataclass, field
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from spean.db import Connection
from spean.errors import NotAuthenticated, SpeanError
from spean.identity.acts import Act
from spean.model import Actor
from spean.node.core import Node, SessionAuthority
from spean.node.officers import begin_session, end_session
from spean.web.rendering import Pages
from spean.web.throttle import WINDOW_SECONDS, Throttle

#: A form has one field of less than a hundred characters.
MOST_FORM_BYTES = 4096


@dataclass(slots=True)
class Visitor:
    """The officer of a session, as an authority; after an act it knows who that is."""

    token: str = field(repr=False)
    officer_id: str = ""

    def authenticate(self, connection: Connection, act: Act, party: str, now: datetime) -> Actor:
        """Finds the session, and remembers the officer for the page's head."""
        actor = SessionAuthority(self.token).authenticate(connection, act, party, now)
        self.officer_id = actor.officer_id
        return actor


def cookie_name(node: Node) -> str:
    """Gives the name of this node's cookie."""
    return f"spean_{node.party.lower()}"


class TooOften(SpeanError):
    """An address tried too many codes."""

    code = "page.too_often"
    remedy = f"wait {int(WINDOW_SECONDS // 60)} minutes, then make a new code: `spean user code`"


class SignIn:
    """The two forms of a session."""

    def __init__(self, node: Node, pages: Pages) -> None:
        self._node, self._pages = node, pages
        self._throttle = Throttle()

    def form(self, request: Request) -> Response:
        """Shows the form; a code in the address is written into it, no more."""
        return self._pages.page("sign_in.html", error=None, code=request.query_params.get("code", "")[:80])

    async def sign_in(self, request: Request) -> Response:
        """Turns a code into a session."""
        address = request.client.host if request.client else ""
        if self._throttle.is_blocked(address):
            return self._pages.page("sign_in.html", 429, error=TooOften("too many codes that were not good"), code="")
        async with request.form(max_files=0, max_fields=4) as form:
            code = str(form.get("code", "")).strip()
        try:
            token = await run_in_threadpool(begin_session, self._node, code)
        except NotAuthenticated as error:
            self._throttle.note_failure(address)
            return self._pages.page("sign_in.html", 401, error=error, code="")
        response = RedirectResponse("/", status_code=303)
        response.set_cookie(
            cookie_name(self._node),
            token,
            path="/",
            secure=self._node.settings.listen.officer_url.startswith("https://"),
            httponly=True,
            samesite="strict",
        )
        return response

    def sign_out(self, request: Request) -> Response:
        """Ends the session here and in the browser."""
        token = request.cookies.get(cookie_name(self._node))
        if token:
            end_session(self._node, token)
        response = RedirectResponse("/sign-in", status_code=303)
        response.delete_cookie(cookie_name(self._node), path="/", httponly=True, samesite="strict")
        return response
