"""Seizures in evidence: sums by substance and route, each with its denominator."""

from dataclasses import dataclass

from spean.identity import store as identity
from spean.model import Seizure
from spean.node.core import Authority, Doing, Node
from spean.seizures.derive import seizure_of
from spean.seizures.sums import ItemSum, RouteShare, RouteSum, route_share, sum_by_item, sum_by_route


@dataclass(frozen=True, slots=True)
class Figures:
    """What the seizures in evidence come to.

    Attributes:
        country: only seizures made there, ISO 3166-1; "" for all.
        parties: the codes that are no third country: this node's party and its confirmed partners.
        items: by substance or species, most seizures first.
        routes: by substance or species and route, of the seizures that name one.
        share: how many name which part of their route.
    """

    country: str
    parties: tuple[str, ...]
    items: tuple[ItemSum, ...]
    routes: tuple[RouteSum, ...]
    share: RouteShare


def figures(node: Node, who: Authority, country: str = "") -> Figures:
    """Sums the seizures in evidence; logged before it is answered.

    Args:
        node: the node.
        who: the officer.
        country: only those made in this country, ISO 3166-1 alpha-2.
    """
    with node.act(who, "evidence.seizures", {"country": country}) as doing:
        found = _seizures(node, doing, country)
        confirmed = (each.party for each in identity.partners(doing.connection) if each.state == "active")
        parties = {node.party, *confirmed}
        doing.result = {"seizures": len(found)}
    items, routes = tuple(sum_by_item(found)), tuple(sum_by_route(found))
    return Figures(country, tuple(sorted(parties)), items, routes, route_share(found, frozenset(parties)))


def _seizures(node: Node, doing: Doing, country: str) -> list[Seizure]:
    derived = (seizure_of(report, doing.now.date()) for report in node.evidence(doing.connection).reports_of_seizures())
    return [one for one in derived if one is not None and country in ("", one.country)]
