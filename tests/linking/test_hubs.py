from typing import Any

from spean.linking.hubs import HUB_LIMITS, Company, HubLimit, find_hubs
from spean.linking.link import link
from spean.linking.records import ValueKey
from spean.linking.weigh import Weighed
from spean.model import Kind


def _everybody(numbers: list[int]) -> dict[int, Company]:
    return dict.fromkeys(numbers, Company(10**6, 1))


def test_a_platform_that_everybody_names_links_nobody_and_is_told(planted: Any) -> None:
    gangs = [edge for n in range(30) for edge in planted.gang(f"g{n}", 5)]
    platform = [planted.edge(f"g{n}/{i}", "domain", "platform.example") for n in range(30) for i in range(2)]
    linked = link(planted.table(gangs + platform))
    assert [hub.key.value for hub in linked.hubs] == ["platform.example"]
    assert "60 of 150 reports" in linked.hubs[0].reason
    assert all(len(network.reports) <= 5 for network in linked.networks)
    assert all(i.key.value != "platform.example" for network in linked.networks for i in network.indicators)


def test_a_large_gangs_number_keeps_its_company_and_links(planted: Any) -> None:
    gang = planted.gang("a", 400, drift=False)
    linked = link(planted.table(gang))
    assert linked.hubs == ()
    assert planted.partition(linked) == {planted.reports_of(gang)}


def test_beyond_ten_times_the_limit_company_does_not_help() -> None:
    key = ValueKey(Kind.PHONE, "+1")
    limits = {Kind.PHONE: HubLimit(floor=10, share=0.0)}
    for reports, hub in ((10, False), (100, False), (101, True)):
        found = find_hubs({7: (key, reports)}, 1000, lambda numbers: dict.fromkeys(numbers, Company(99, 99)), limits)
        assert bool(found) is hub


def test_the_limit_grows_with_the_collection_and_knows_kinds() -> None:
    values = {1: (ValueKey(Kind.PHONE, "+1"), 90), 2: (ValueKey(Kind.DOMAIN, "a.example"), 90)}
    assert set(find_hubs(values, 1000, _everybody)) == {2}
    assert set(find_hubs(values, 100_000, _everybody)) == set()
    assert HUB_LIMITS[Kind.DOMAIN].reports(0) == HUB_LIMITS[Kind.DOMAIN].floor


def test_a_list_of_links_to_one_site_brings_nothing_along_and_stays_linked(planted: Any) -> None:
    edges = [
        edge
        for n in range(90)
        for edge in (planted.edge(f"r{n}", "domain", "a.example"), planted.edge(f"r{n}", "url", f"u{n // 2}"))
    ]
    linked = link(planted.table(edges))
    assert linked.hubs == ()
    assert [len(network.reports) for network in linked.networks] == [90]


def test_company_is_what_two_reports_name_and_no_place(planted: Any) -> None:
    named = [("phone", "+1"), ("domain", "a.example"), ("line", "x")]
    edges = [planted.edge(f"r{n}", kind, value) for n in range(4) for kind, value in named[: 3 if n else 2]]
    alone = [planted.edge("r0", "telegram", "only here"), planted.edge("r1", "telegram", "y")]
    with Weighed(planted.table([*edges, *alone, planted.edge("r2", "telegram", "y")])) as weighed:
        numbers = {key.value: v for v, (key, _) in weighed.shared_values().items()}
        assert weighed.company([numbers["+1"]]) == {numbers["+1"]: Company(3, 3)}
        assert weighed.company([]) == {}
