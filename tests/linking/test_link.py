import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spean.linking.link import link
from spean.linking.records import IndicatorRole

kinds = st.sampled_from(["phone", "bank_account", "domain", "line"])
edges_of_few = st.lists(
    st.tuples(st.integers(0, 25), kinds, st.integers(0, 12), st.sampled_from(["", "", "KBANK", "SCB"])), max_size=60
)


def test_reports_that_share_a_value_are_a_network_and_one_alone_is_none(planted: Any) -> None:
    edges = [planted.edge("r1", "phone", "+1"), planted.edge("r2", "phone", "+1"), planted.edge("r3", "phone", "+2")]
    linked = link(planted.table(edges))
    assert planted.partition(linked) == {frozenset({"r1", "r2"})}
    [network] = linked.networks
    assert network.network_id == "N-1"
    assert [(i.key.value, i.reports, i.role) for i in network.indicators] == [("+1", 2, IndicatorRole.CORE)]
    assert (linked.stats.reports, linked.stats.edges, linked.stats.linked_reports) == (3, 3, 2)


def test_reports_are_linked_over_others_and_keep_what_only_one_names(planted: Any) -> None:
    named = [("r1", "phone", "+1"), ("r2", "phone", "+1"), ("r2", "line", "x"), ("r3", "line", "x"), ("r3", "url", "u")]
    linked = link(planted.table([planted.edge(*row) for row in named]))
    assert planted.partition(linked) == {frozenset({"r1", "r2", "r3"})}
    assert {(i.key.value, i.reports) for i in linked.networks[0].indicators} == {("+1", 2), ("x", 2), ("u", 1)}


def test_nothing_at_all_is_no_network(planted: Any) -> None:
    linked = link(planted.table([]))
    assert (linked.networks, linked.hubs, linked.stats.reports) == ((), (), 0)


def test_the_same_digits_at_two_banks_are_two_accounts(planted: Any) -> None:
    edges = [planted.edge("r1", "bank_account", "123456", "KBANK"), planted.edge("r2", "bank_account", "123456", "SCB")]
    assert planted.partition(link(planted.table(edges))) == set()


def test_an_account_without_its_bank_is_the_one_that_is_known(planted: Any) -> None:
    known = [planted.edge("r1", "bank_account", "123456", "KBANK"), planted.edge("r2", "bank_account", "123456")]
    linked = link(planted.table(known))
    assert planted.partition(linked) == {frozenset({"r1", "r2"})}
    assert linked.networks[0].indicators[0].key.bank == "KBANK"
    # Where two banks have it, it can't be told which one is meant: those without stay apart from both.
    more = [planted.edge("r3", "bank_account", "123456", "SCB"), planted.edge("r4", "bank_account", "123456")]
    assert planted.partition(link(planted.table([*known, *more]))) == {frozenset({"r2", "r4"})}


@settings(max_examples=25, deadline=None)
@given(edges_of_few, st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(
    planted: Any, rows: list[tuple[Any, ...]], chance: random.Random
) -> None:
    edges = [planted.edge(f"r{report}", kind, f"v{value}", bank) for report, kind, value, bank in rows]
    shuffled = edges + edges[: len(edges) // 3]
    chance.shuffle(shuffled)
    assert link(planted.table(edges)) == link(planted.table(shuffled))


def test_the_order_of_the_input_changes_nothing_where_networks_are_split(planted: Any) -> None:
    edges = planted.gang("a", 40) + planted.gang("b", 40) + _lent(planted, ["a", "b"], 40, mules=2)
    expected = link(planted.table(edges))
    for seed in range(5):
        random.Random(seed).shuffle(edges)
        assert link(planted.table(edges)) == expected


@settings(max_examples=20, deadline=None)
@given(edges_of_few)
def test_every_network_hangs_together_and_none_shares_a_report(planted: Any, rows: list[tuple[Any, ...]]) -> None:
    edges = [planted.edge(f"r{report}", kind, f"v{value}") for report, kind, value, _ in rows]
    linked = link(planted.table(edges))
    seen: set[str] = set()
    for network in linked.networks:
        uids = {report.uid for report in network.reports}
        assert len(uids) >= 2
        assert not uids & seen
        seen |= uids
        named = {(i.key.kind.value, i.key.value): i.reports for i in network.indicators}
        for (kind, value), count in named.items():
            assert count == len({e[0] for e in edges if e[0] in uids and (e[2], e[3]) == (kind, value)})


def _lent(planted: Any, gangs: list[str], reports: int, mules: int) -> list[Any]:
    chance = random.Random(3)
    return [
        planted.edge(f"{gang}/{number}", "bank_account", f"mule-{mule}")
        for mule in range(mules)
        for gang in gangs
        for number in chance.sample(range(reports), max(2, reports // 8))
    ]


@pytest.mark.parametrize("reports", [10, 30, 100])
def test_a_lent_account_does_not_weld_two_gangs(planted: Any, reports: int) -> None:
    gangs = [planted.gang("a", reports), planted.gang("b", reports)]
    linked = link(planted.table([*gangs[0], *gangs[1], *_lent(planted, ["a", "b"], reports, mules=1)]))
    assert planted.partition(linked) == {planted.reports_of(gang) for gang in gangs}
    for network in linked.networks:
        shared = [i.key.value for i in network.indicators if i.role is IndicatorRole.SHARED]
        assert shared == ["mule-0"]


@pytest.mark.parametrize("reports", [6, 30, 100, 300])
def test_a_gang_that_changes_its_numbers_stays_one(planted: Any, reports: int) -> None:
    gang = planted.gang("a", reports)
    assert planted.partition(link(planted.table(gang))) == {planted.reports_of(gang)}


def test_many_gangs_with_lent_accounts_come_out_as_planted(planted: Any) -> None:
    gangs = [planted.gang(f"g{n}", 12 + 5 * n) for n in range(12)]
    lent = [edge for n in range(0, 12, 3) for edge in _lent(planted, [f"g{n}", f"g{n + 1}"], 12, mules=1)]
    found = planted.partition(link(planted.table([e for gang in gangs for e in gang] + lent)))
    right = sum(planted.reports_of(gang) in found for gang in gangs)
    assert right >= 11
