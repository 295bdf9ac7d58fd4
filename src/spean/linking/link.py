"""One run: edges in, named and explained networks out."""

from collections import Counter
from collections.abc import Mapping
from itertools import groupby

import pyarrow as pa

from spean.linking.connect import components
from spean.linking.hubs import HUB_LIMITS, HubLimit, find_hubs
from spean.linking.ids import assign_ids
from spean.linking.records import Indicator, IndicatorRole, Linked, LinkStats, Network, Previous, ValueKey
from spean.linking.split import LENT_KINDS, split
from spean.linking.weigh import Weighed, specificity
from spean.model import Kind

_START = Previous()


def link(edges: pa.Table, previous: Previous = _START, limits: Mapping[Kind, HubLimit] = HUB_LIMITS) -> Linked:
    """Links reports into networks.

    Args:
        edges: which report names which value (`Evidence.suspect_edges`), in any order.
        previous: the run before, so that networks keep their ids.
        limits: kind → when a value is a hub.
    """
    with Weighed(edges) as weighed:
        shared = weighed.shared_values()
        hubs = find_hubs(shared, weighed.reports, weighed.company, limits)
        found = components(weighed.shared_pairs(hubs))
        weights = {v: specificity(n, weighed.reports) for v, (_, n) in shared.items()}
        lent = {v for v, (key, _) in shared.items() if key.kind in LENT_KINDS}
        groups = [side for pairs in found for side in split(pairs, weights, lent) if len(side) > 1]
        groups.sort(key=lambda group: (-len(group), min(group)))  # N-1 of the first run is the largest
        names = weighed.report_refs(report for group in groups for report in group)
        members = [sorted(names[report] for report in group) for group in groups]
        rows = weighed.indicators({r: number for number, group in enumerate(groups) for r in group})
        indicators = _indicators(rows, weighed.reports)
        stats = LinkStats(
            reports=weighed.reports,
            values=weighed.values,
            edges=weighed.edges,
            linked_reports=sum(map(len, groups)),
            networks=len(groups),
            hubs=len(hubs),
            components=len(found),
        )
    ids, events, last = assign_ids([frozenset(ref.uid for ref in group) for group in members], previous)
    networks = (Network(name, tuple(members[n]), indicators[n]) for n, name in enumerate(ids))
    return Linked(
        networks=tuple(networks),
        hubs=tuple(sorted(hubs.values(), key=lambda hub: (-hub.reports, hub.key))),
        events=tuple(events),
        stats=stats,
        last_number=last,
    )


def _indicators(rows: list[tuple[int, ValueKey, int, int]], of_reports: int) -> dict[int, tuple[Indicator, ...]]:
    networks_of = Counter(key for _, key, _, _ in rows)
    return {
        group: tuple(
            Indicator(
                key=key,
                reports=here,
                weight=specificity(everywhere, of_reports),
                role=IndicatorRole.SHARED if networks_of[key] > 1 else IndicatorRole.CORE,
            )
            for _, key, here, everywhere in found
        )
        for group, found in groupby(rows, key=lambda row: row[0])
    }
