"""Networks: linking reports anew, and showing what hangs together and why.

Networks are kept as the last `link` found them; a value that is no longer a suspect's is in no answer from then on, and
what it was part of is said to be out of date.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from spean.errors import Conflict, NotFound
from spean.evidence.answers import GroupFacts
from spean.linking import explain, store
from spean.linking.explain import Step
from spean.linking.records import Hub, Linked, Network, ValueKey
from spean.linking.store import NetworkLine, Run
from spean.node.core import Authority, Doing, Node


def link(node: Node, who: Authority, progress: Callable[[str], None]) -> Linked:
    """Links all reports anew; networks keep their ids, and what became of earlier ones is noted.

    Raises:
        Conflict: another run ended while this one was under way.
    """
    from spean.linking.link import link as link_edges  # only here: it loads the graph library

    with node.database.begin() as connection:
        evidence, previous = node.evidence(connection), store.previous(connection)
    # Evidence never changes once written, so the work is done outside of the transaction.
    progress("weighing and connecting")
    linked = link_edges(evidence.suspect_edges(), previous)
    progress("summing up")  # how many there are is an answer: not before the act is logged
    groups = {network.network_id: [ref.uid for ref in network.reports] for network in linked.networks}
    facts = evidence.group_facts(groups)
    with node.act(who, "link", {}) as doing:
        if store.previous(doing.connection) != previous:
            raise Conflict("another run ended meanwhile", remedy="look at its networks, or link again")
        store.save(doing.connection, linked, doing.now, facts)
        doing.result = {"networks": linked.stats.networks, "hubs": linked.stats.hubs, "reports": linked.stats.reports}
    return linked


@dataclass(frozen=True, slots=True)
class Networks:
    """The networks of the newest run.

    Attributes:
        run: when it was made and its figures; None where nothing was linked yet.
        lines: the networks, largest first.
        hubs: the values left out, with the reason.
        members: (report id, network id) of every linked report.
        out_of_date: ids of the networks that lost a value since: link again.
    """

    run: Run | None
    lines: list[NetworkLine]
    hubs: list[Hub]
    members: list[tuple[str, str]]
    out_of_date: frozenset[str]


def networks(node: Node, who: Authority, *, members: bool = False) -> Networks:
    """Lists the networks of the newest run.

    Args:
        node: the node.
        who: the officer.
        members: whether the list of members leaves as a file, for local use: an act of its own.
    """
    with node.act(who, "networks.members" if members else "networks.list", {}) as doing:
        doing.result = {"marked": "local use"} if members else {}
        connection = doing.connection
        run, lines = store.newest_run(connection), store.list_networks(connection)
        kept = store.values(connection)
        standing = set(node.still_suspect(connection, list({(kind, value) for _, kind, value in kept})))
        lost = Counter(network for network, kind, value in kept if (kind, value) not in standing)
        left = [replace(line, indicators=line.indicators - lost[line.network_id]) for line in lines]
        return Networks(run, left, _hubs(node, doing), store.members(connection), frozenset(lost))


def _hubs(node: Node, doing: Doing) -> list[Hub]:
    kept = store.hubs(doing.connection)
    standing = set(node.still_suspect(doing.connection, [(hub.key.kind, hub.key.value) for hub in kept]))
    return [hub for hub in kept if (hub.key.kind, hub.key.value) in standing]


def _find(node: Node, doing: Doing, network_id: str) -> tuple[Network, GroupFacts | None, bool]:
    """Gives a network with the values that are still a suspect's, and whether it lost one since it was linked."""
    network, facts = store.find_network(doing.connection, network_id)
    pairs = [(indicator.key.kind, indicator.key.value) for indicator in network.indicators]
    standing = set(node.still_suspect(doing.connection, pairs))
    left = tuple(i for i in network.indicators if (i.key.kind, i.key.value) in standing)
    return replace(network, indicators=left), facts, len(left) < len(network.indicators)


@dataclass(frozen=True, slots=True)
class Shown:
    """One network, with the reasons why it hangs together.

    Attributes:
        network: its reports and values.
        facts: what its reports say together, where that was summed up.
        reasons: one line a value, the most telling first; before them, where it is so, that they are out of date.
        named: uid → the values that count here which it names: what a drawing shows.
        left_out: hubs that its reports name too, with the reason.
        out_of_date: whether it lost a value since it was linked.
    """

    network: Network
    facts: GroupFacts | None
    reasons: list[str]
    named: dict[str, list[ValueKey]]
    left_out: list[Hub]
    out_of_date: bool


OUT_OF_DATE = "out of date: a value that held it together is no longer a suspect's; link again"


def show(node: Node, who: Authority, network_id: str, *, picture: bool = False) -> Shown:
    """Shows one network of the newest run.

    Args:
        node: the node.
        who: the officer.
        network_id: which.
        picture: whether it leaves as a file, for local use: an act of its own.

    Raises:
        NotFound: there is none of that id.
    """
    with node.act(who, "networks.picture" if picture else "networks.show", {"network": network_id}) as doing:
        doing.result = {"marked": "local use"} if picture else {}
        return _shown(node, doing, network_id)


def _shown(node: Node, doing: Doing, network_id: str) -> Shown:
    network, facts, out_of_date = _find(node, doing, network_id)
    pairs = _named(node, doing, network)
    hubs = {(hub.key.kind, hub.key.value): hub for hub in _hubs(node, doing)}
    touched = {(key.kind, key.value) for _, key in pairs}
    left_out = [hub for pair, hub in hubs.items() if pair in touched]
    reasons = [OUT_OF_DATE] * out_of_date + explain.reasons(network)
    return Shown(network, facts, reasons, explain.keys_of(network, pairs), left_out, out_of_date)


def _named(node: Node, doing: Doing, network: Network) -> list[tuple[str, ValueKey]]:
    pairs = node.evidence(doing.connection).named_by(ref.uid for ref in network.reports)
    return [(uid, ValueKey(kind, value, bank)) for uid, kind, value, bank in pairs]


def why(node: Node, who: Authority, first: str, second: str) -> tuple[str, list[Step], dict[str, str]]:
    """Gives the shortest chain of shared values between two reports, by their report ids.

    Returns:
        The network they are in, the steps, and the report id of each uid.

    Raises:
        NotFound: a report is in no network.
        Conflict: they are in different networks, or what joined them is no longer a suspect's.
    """
    with node.act(who, "networks.show", {"reports": [first, second]}) as doing:
        from_uid, network_id = _place(node, doing, first)
        to_uid, other_id = _place(node, doing, second)
        if network_id != other_id:
            raise Conflict(f"{first} is in {network_id}, {second} in {other_id}: nothing but hubs connects them")
        network, _, _ = _find(node, doing, network_id)
        named = explain.keys_of(network, _named(node, doing, network))
        ids = {ref.uid: ref.report_id for ref in network.reports}
        steps = explain.why(named, from_uid, to_uid)
        if not steps and from_uid != to_uid:
            raise Conflict(f"what joined {first} and {second} is no longer a suspect's", remedy="`spean link` again")
        return network_id, steps, ids


def _place(node: Node, doing: Doing, report_id: str) -> tuple[str, str]:
    for report in node.evidence(doing.connection).find_reports(report_id):
        if (network_id := store.network_of(doing.connection, report.uid)) is not None:
            return report.uid, network_id
    raise NotFound(f"report {report_id} is in no network", remedy="see `spean networks list --members FILE`")
