"""The pages that show work: each asks the node for one thing and fills a template with the answer."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from spean.agreements.measures import DEFINITION
from spean.node import agreements, matching, networks, partners, releases, requests
from spean.node.core import Node
from spean.render.svg import network_picture
from spean.web.rendering import Pages
from spean.web.request_view import aims, drawn_steps, request_line, step_lines
from spean.web.session import Visitor, cookie_name

#: Rows of a table of members or values; the rest is counted, and listed by the command line.
MOST_ROWS = 500

View = Callable[["Views", Request, Visitor], Response]


def signed_in(view: View) -> Callable[["Views", Request], Response]:
    """Gives a page to officers with a session; others are shown the way to the form, without touching the node."""

    def page(self: "Views", request: Request) -> Response:
        token = request.cookies.get(cookie_name(self.node))
        return view(self, request, Visitor(token)) if token else RedirectResponse("/sign-in", status_code=303)

    page.__doc__ = view.__doc__
    page.__name__ = view.__name__
    return page


class Views:
    """The pages of one node."""

    def __init__(self, node: Node, pages: Pages) -> None:
        self.node, self._pages = node, pages

    def _page(self, template: str, who: Visitor, **values: Any) -> Response:
        return self._pages.page(template, officer=who.officer_id, **values)

    @signed_in
    def overview(self, request: Request, who: Visitor) -> Response:
        """Shows how much there is, and what waits for somebody."""
        now = self.node.clock()
        found = networks.networks(self.node, who)
        followed = [request_line(each, self.node.party, now) for each in requests.follow(self.node, who)]
        known = partners.partners(self.node, who)
        kept = agreements.status(self.node, who)
        return self._page(
            "overview.html",
            who,
            networks=found,
            states=sorted(Counter(line.state for line in followed).items()),
            running=[line for line in followed if line.running],
            requests=len(followed),
            partners=[(each, _age(each.last_contact_at, now)) for each in known],
            agreements=[(each, _stated(each)) for each in kept],
        )

    @signed_in
    def networks(self, request: Request, who: Visitor) -> Response:
        """Lists the networks of the newest run."""
        found = networks.networks(self.node, who)
        return self._page("networks.html", who, found=found, most=MOST_ROWS)

    @signed_in
    def network(self, request: Request, who: Visitor) -> Response:
        """Shows one network: the picture beside its members, its values and the reasons."""
        shown = networks.show(self.node, who, request.path_params["network_id"])
        picture = network_picture(shown.network, shown.named)
        return self._page("network.html", who, shown=shown, picture=picture, most=MOST_ROWS)

    @signed_in
    def requests(self, request: Request, who: Visitor) -> Response:
        """Lists the requests with their clocks, newest first."""
        now = self.node.clock()
        lines = [request_line(each, self.node.party, now) for each in requests.follow(self.node, who)]
        return self._page("requests.html", who, lines=lines[::-1], aims=aims())

    @signed_in
    def request(self, request: Request, who: Visitor) -> Response:
        """Shows one request with every step."""
        followed = requests.show(self.node, who, request.path_params["request_id"])
        now = self.node.clock()
        return self._page(
            "request.html",
            who,
            line=request_line(followed, self.node.party, now),
            steps=step_lines(followed),
            picture=drawn_steps(followed, now),
            followed=followed,
            aims=aims(),
        )

    @signed_in
    def agreement(self, request: Request, who: Visitor) -> Response:
        """Shows every agreement: each point with both sides' columns, and the first measure."""
        found = agreements.status(self.node, who)
        return self._page("agreement.html", who, found=found, definition=DEFINITION)

    @signed_in
    def matching(self, request: Request, who: Visitor) -> Response:
        """Lists the partners there may be matches with."""
        return self._page("matching.html", who, partners=partners.partners(self.node, who))

    @signed_in
    def matches(self, request: Request, who: Visitor) -> Response:
        """Shows what this node and one partner both cleared."""
        partner = request.path_params["party"].upper()
        found = matching.show(self.node, who, partner)
        return self._page("matches.html", who, found=found, partner=partner)

    @signed_in
    def releases(self, request: Request, who: Visitor) -> Response:
        """Lists what was drafted to leave, newest first."""
        return self._page("releases.html", who, found=releases.releases(self.node, who)[::-1])


def _age(at: datetime | None, now: datetime) -> float | None:
    return (now - at).total_seconds() if at else None


def _stated(found: agreements.AgreementStatus) -> list[tuple[str, int]]:
    """Counts the points each party has stated something of."""
    stated = Counter(column.party for point in found.points for column in point.columns if column.statement)
    return [(party, stated[party]) for party in found.agreement.agreement.parties]
