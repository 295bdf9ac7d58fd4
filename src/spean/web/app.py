"""The pages of a node as one application: `officer_app`."""

import re
from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from spean.errors import (
    Conflict,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    PartnerUnknown,
    PolicyRefused,
    SpeanError,
    StorageFailed,
    WrongUsage,
)
from spean.node.core import Node
from spean.web.guard import HEADERS, Guard
from spean.web.rendering import Pages
from spean.web.session import MOST_FORM_BYTES, SignIn, cookie_name
from spean.web.views import Views

_STATIC = Path(__file__).parent / "static"
_STATUS: tuple[tuple[type[SpeanError], HTTPStatus], ...] = (
    (NotAuthenticated, HTTPStatus.UNAUTHORIZED),
    (NotAllowed, HTTPStatus.FORBIDDEN),
    (PolicyRefused, HTTPStatus.FORBIDDEN),
    (NotFound, HTTPStatus.NOT_FOUND),
    (PartnerUnknown, HTTPStatus.NOT_FOUND),
    (WrongUsage, HTTPStatus.BAD_REQUEST),
    (Conflict, HTTPStatus.CONFLICT),
    (StorageFailed, HTTPStatus.SERVICE_UNAVAILABLE),
)


#: What may be said again of an address: a record's id, a party's code.
_ID = re.compile(r"(?:[A-Z]{2}/)?[A-Z]{1,2}-[0-9]{1,9}|[A-Z]{2}", re.ASCII)


class PageMissing(SpeanError):
    """The address is no page, or not one that takes such a request."""

    code = "page.missing"
    remedy = "start from the overview page"


class PageFailed(SpeanError):
    """The program has a fault; what it was stands in the operator's log, never on a page."""

    code = "page.failed"
    remedy = "try again; if it repeats, tell the node's operator the time and this code"


def officer_app(node: Node) -> Starlette:
    """Makes the officers' pages of a node.

    Args:
        node: the node, open; the caller closes it.
    """
    pages = Pages(node)
    failures = Failures(node, pages)
    return Starlette(
        routes=_routes(Views(node, pages), SignIn(node, pages)),
        middleware=[Middleware(Guard, officer_url=node.settings.listen.officer_url, refusal=pages.error)],
        exception_handlers={
            SpeanError: failures.refused,
            HTTPException: failures.missing,
            Exception: failures.failed,
        },
        max_body_size=MOST_FORM_BYTES,
    )


def _routes(views: Views, session: SignIn) -> list[Route | Mount]:
    return [
        Route("/", views.overview),
        Route("/networks", views.networks),
        Route("/networks/{network_id}", views.network),
        Route("/requests", views.requests),
        Route("/requests/{request_id}", views.request),
        Route("/agreement", views.agreement),
        Route("/matches", views.matching),
        Route("/matches/{party}", views.matches),
        Route("/releases", views.releases),
        Route("/sign-in", session.form),
        Route("/sign-in", session.sign_in, methods=["POST"]),
        Route("/sign-out", session.sign_out, methods=["POST"]),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]


class Failures:
    """Turns what goes wrong into a page."""

    def __init__(self, node: Node, pages: Pages) -> None:
        self._node, self._pages = node, pages

    def refused(self, request: Request, error: Exception) -> Response:
        """Says what the node refused; a session that is over leads to the form."""
        if not isinstance(error, SpeanError):
            raise error
        if isinstance(error, NotAuthenticated) and request.method != "POST":
            response = RedirectResponse("/sign-in", status_code=303)
            response.delete_cookie(cookie_name(self._node), path="/", httponly=True, samesite="strict")
            return response
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
        return self._pages.error(_without_asked(error, request), status)

    def missing(self, request: Request, error: Exception) -> Response:
        """Says that there is no such page."""
        if not isinstance(error, HTTPException):
            raise error
        phrase = HTTPStatus(error.status_code).phrase.lower()
        return self._pages.error(PageMissing(f"this can't be shown: {phrase}"), error.status_code)

    def failed(self, request: Request, error: Exception) -> Response:
        """Says that the program has a fault, and nothing of it; this answer is made outside the guard."""
        response = self._pages.error(PageFailed("something failed in this node"), 500)
        response.headers.update(HEADERS)
        return response


def _without_asked(error: SpeanError, request: Request) -> SpeanError:
    """Who types a number into the address does not get it back on a page."""
    words = {str(word) for word in (*request.path_params.values(), *request.query_params.values())}
    message = error.message
    for word in sorted((word for word in words if word and not _ID.fullmatch(word)), key=len, reverse=True):
        message = message.replace(word, "…")
    error.args = (message,)
    return error
