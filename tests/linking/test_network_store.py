from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from spean.db import metadata
from spean.errors import NotFound
from spean.evidence.answers import GroupFacts
from spean.linking import store
from spean.linking.link import link
from spean.linking.records import Linked
from spean.model import Kind, Money

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
FACTS = GroupFacts(40, 30, AT, AT, (("Trat", 7), ("Koh Kong", 1)), (Money(2_500_000, "THB"), Money(5, "USD")), 20)


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    engine = sa.create_engine("sqlite://")
    tables = [store.run_table, store.network_table, store.member_table, store.indicator_table, store.hub_table]
    metadata.create_all(engine, tables=tables)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        yield connection
    engine.dispose()


@pytest.fixture
def linked(planted: Any) -> Linked:
    gangs = [edge for n in range(30) for edge in planted.gang(f"g{n}", 5 + n % 3)]
    return link(planted.table(gangs + [planted.edge(f"g{n}/{i}", "url", "u") for n in range(30) for i in (1, 2)]))


def test_networks_come_back_as_they_went_in(connection: sa.Connection, linked: Linked) -> None:
    run = store.save(connection, linked, AT, {"N-1": FACTS})
    for network in linked.networks:
        found, facts = store.find_network(connection, network.network_id)
        assert found == network
        assert facts == (FACTS if network.network_id == "N-1" else None)
    assert tuple(store.hubs(connection)) == linked.hubs
    assert linked.hubs
    newest = store.newest_run(connection)
    assert newest == store.Run(run, AT, linked.stats, linked.events)
    lines = store.list_networks(connection)
    assert [line.network_id for line in lines] == [network.network_id for network in linked.networks]
    assert lines[0].reports == len(linked.networks[0].reports)
    assert sorted(store.members(connection)) == sorted(
        (report.report_id, network.network_id) for network in linked.networks for report in network.reports
    )


def test_a_value_and_a_report_lead_to_their_network(connection: sa.Connection, linked: Linked) -> None:
    store.save(connection, linked, AT, {})
    network = linked.networks[3]
    indicator = network.indicators[0]
    assert store.networks_naming(connection, indicator.key.kind, indicator.key.value) == [network.network_id]
    assert store.networks_naming(connection, Kind.PHONE, "+none") == []
    assert store.network_of(connection, network.reports[0].uid) == network.network_id
    assert store.network_of(connection, "none") is None


def test_the_next_run_takes_the_place_and_keeps_the_ids(
    connection: sa.Connection, linked: Linked, planted: Any
) -> None:
    store.save(connection, linked, AT, {})
    assert store.previous(connection).last_number == 30
    fewer = planted.table([edge for n in range(1, 30) for edge in planted.gang(f"g{n}", 5 + n % 3)])
    again = link(fewer, store.previous(connection))
    store.save(connection, again, AT, {})
    before = {network.reports: network.network_id for network in linked.networks}
    assert all(before[network.reports] == network.network_id for network in again.networks)
    assert [event.what for event in again.events] == ["gone"]
    with pytest.raises(NotFound):
        store.find_network(connection, again.events[0].network_id)
    newest = store.newest_run(connection)
    assert newest is not None
    assert newest.events == again.events


def test_before_the_first_run_there_is_nothing(connection: sa.Connection) -> None:
    assert store.newest_run(connection) is None
    assert store.list_networks(connection) == store.hubs(connection) == store.members(connection) == []
    assert store.previous(connection).last_number == 0
    store.save(connection, Linked((), (), (), link_stats_of_nothing(), 0), AT, {})
    assert store.list_networks(connection) == []


def link_stats_of_nothing() -> Any:
    from spean.linking.records import LinkStats

    return LinkStats(0, 0, 0, 0, 0, 0, 0)
