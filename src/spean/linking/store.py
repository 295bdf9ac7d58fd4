"""The rows of linking: every run with its figures, and the networks of the newest one.

Networks are derived and can be built again, so only the newest are kept; casework copies what it decided on. Every
function works inside the caller's transaction; the caller writes the audit row and commits.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from spean.db import Json, UtcDateTime, metadata
from spean.errors import NotFound
from spean.evidence.answers import GroupFacts, ReportRef
from spean.linking.records import (
    Hub,
    IdEvent,
    Indicator,
    IndicatorRole,
    Linked,
    LinkStats,
    Network,
    Previous,
    ValueKey,
)
from spean.model import Kind, Money

run_table = sa.Table(
    "network_run",
    metadata,
    sa.Column("run", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("stats", Json, nullable=False),
    sa.Column("events", Json, nullable=False),
    sa.Column("last_number", sa.Integer, nullable=False),
)
network_table = sa.Table(
    "network",
    metadata,
    sa.Column("network", sa.String(20), primary_key=True),
    sa.Column("run", sa.Integer, sa.ForeignKey("network_run.run"), nullable=False),
    sa.Column("place", sa.Integer, nullable=False),  # 0 is the largest
    sa.Column("summary", Json, nullable=False),
)
member_table = sa.Table(
    "network_member",
    metadata,
    sa.Column("uid", sa.String(32), primary_key=True),
    sa.Column("network", sa.String(20), sa.ForeignKey("network.network"), nullable=False, index=True),
    sa.Column("report_id", sa.Text, nullable=False),
)
indicator_table = sa.Table(
    "network_indicator",
    metadata,
    sa.Column("network", sa.String(20), sa.ForeignKey("network.network"), primary_key=True),
    sa.Column("kind", sa.String(20), primary_key=True),
    sa.Column("value", sa.Text, primary_key=True),
    sa.Column("bank", sa.String(20), primary_key=True),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("weight", sa.Float, nullable=False),
    sa.Column("role", sa.String(10), nullable=False),
    sa.Index("ix_network_indicator_value", "kind", "value"),
)
hub_table = sa.Table(
    "hub",
    metadata,
    sa.Column("kind", sa.String(20), primary_key=True),
    sa.Column("value", sa.Text, primary_key=True),
    sa.Column("bank", sa.String(20), primary_key=True),
    sa.Column("run", sa.Integer, sa.ForeignKey("network_run.run"), nullable=False),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run as it was kept.

    Attributes:
        run: its number.
        at: when, UTC.
        stats: its figures.
        events: what became of earlier ids.
    """

    run: int
    at: datetime
    stats: LinkStats
    events: tuple[IdEvent, ...]


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """A network in a list.

    Attributes:
        network_id: its id.
        reports: how many reports it has.
        indicators: how many values.
        facts: what its reports say together, where that was summed up.
    """

    network_id: str
    reports: int
    indicators: int
    facts: GroupFacts | None


# -- writing ------------------------------------------------------------------------------------------------
def save(connection: sa.Connection, linked: Linked, at: datetime, facts: Mapping[str, GroupFacts]) -> int:
    """Puts the outcome of a run in the place of the one before.

    Args:
        connection: inside a transaction.
        linked: the outcome.
        at: when the run was made.
        facts: network id → `Evidence.group_facts` of it; may lack some.

    Returns:
        the number of the run.
    """
    for table in (hub_table, indicator_table, member_table, network_table):
        connection.execute(table.delete())
    said = {"stats": asdict(linked.stats), "events": [asdict(event) for event in linked.events]}
    row = run_table.insert().values(at=at, last_number=linked.last_number, **said).returning(run_table.c.run)
    run = int(connection.execute(row).scalar_one())
    _insert(connection, network_table, _network_rows(linked, run, facts))
    _insert(connection, member_table, _member_rows(linked))
    _insert(connection, indicator_table, _indicator_rows(linked))
    hubs = ({**_key(h.key), "run": run, "reports": h.reports, "reason": h.reason} for h in linked.hubs)
    _insert(connection, hub_table, hubs)
    return run


def _insert(connection: sa.Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    if listed := list(rows):
        connection.execute(table.insert(), listed)


def _network_rows(linked: Linked, run: int, facts: Mapping[str, GroupFacts]) -> Iterable[dict[str, Any]]:
    for place, network in enumerate(linked.networks):
        said = facts.get(network.network_id)
        summary = _facts_cells(said) if said else {}
        yield {"network": network.network_id, "run": run, "place": place, "summary": summary}


def _member_rows(linked: Linked) -> Iterable[dict[str, Any]]:
    for network in linked.networks:
        for report in network.reports:
            yield {"uid": report.uid, "network": network.network_id, "report_id": report.report_id}


def _indicator_rows(linked: Linked) -> Iterable[dict[str, Any]]:
    for network in linked.networks:
        for i in network.indicators:
            cells = {"reports": i.reports, "weight": i.weight, "role": i.role.value}
            yield {"network": network.network_id, **_key(i.key), **cells}


def _key(key: ValueKey) -> dict[str, str]:
    return {"kind": key.kind.value, "value": key.value, "bank": key.bank}


# -- reading ------------------------------------------------------------------------------------------------
def previous(connection: sa.Connection) -> Previous:
    """Gives what the next run needs, so that networks keep their ids."""
    members = {row.uid: row.network for row in connection.execute(sa.select(member_table))}
    last = connection.scalar(sa.select(sa.func.max(run_table.c.last_number)))
    return Previous(members, last or 0)


def newest_run(connection: sa.Connection) -> Run | None:
    """Gives the newest run, or None before the first."""
    row = connection.execute(sa.select(run_table).order_by(run_table.c.run.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    events = (IdEvent(event["what"], event["network_id"], tuple(event["others"])) for event in row.events)
    return Run(row.run, row.at, LinkStats(**row.stats), tuple(events))


def list_networks(connection: sa.Connection) -> list[NetworkLine]:
    """Lists the networks, the largest first."""
    reports = _counts(connection, member_table)
    indicators = _counts(connection, indicator_table)
    rows = connection.execute(sa.select(network_table).order_by(network_table.c.place))
    return [NetworkLine(r.network, reports[r.network], indicators[r.network], _facts(r.summary)) for r in rows]


def members(connection: sa.Connection) -> list[tuple[str, str]]:
    """Gives (report id, network id) of every report in a network, in that order."""
    query = sa.select(member_table.c.report_id, member_table.c.network).order_by(
        member_table.c.report_id, member_table.c.uid
    )
    return [(report_id, network) for report_id, network in connection.execute(query)]


def find_network(connection: sa.Connection, network_id: str) -> tuple[Network, GroupFacts | None]:
    """Gives one network and what its reports say together.

    Raises:
        NotFound: the newest run has no network of that id.
    """
    here = network_table.c.network == network_id
    row = connection.execute(sa.select(network_table).where(here)).one_or_none()
    if row is None:
        raise NotFound("no network has that id")
    found = connection.execute(
        sa.select(member_table).where(member_table.c.network == network_id).order_by(member_table.c.uid)
    )
    reports = tuple(ReportRef(member.uid, member.report_id) for member in found)
    return Network(network_id, reports, _indicators(connection, network_id)), _facts(row.summary)


def _indicators(connection: sa.Connection, network_id: str) -> tuple[Indicator, ...]:
    columns = indicator_table.c
    query = sa.select(indicator_table).where(columns.network == network_id)
    rows = connection.execute(query.order_by(columns.reports.desc(), columns.kind, columns.value, columns.bank))
    return tuple(Indicator(_value_key(r), r.reports, r.weight, IndicatorRole(r.role)) for r in rows)


def values(connection: sa.Connection) -> list[tuple[str, Kind, str]]:
    """Lists (network id, kind, value) of every value kept of a network."""
    columns = indicator_table.c
    query = sa.select(columns.network, columns.kind, columns.value).distinct()
    return [(network, Kind(kind), value) for network, kind, value in connection.execute(query)]


def networks_naming(connection: sa.Connection, kind: Kind, value: str) -> list[str]:
    """Gives the ids of the networks with this value, whatever the bank."""
    here = (indicator_table.c.kind == kind.value) & (indicator_table.c.value == value)
    query = sa.select(indicator_table.c.network).where(here).distinct()
    return sorted(connection.scalars(query), key=lambda network: int(network.removeprefix("N-")))


def network_of(connection: sa.Connection, uid: str) -> str | None:
    """Gives the id of the network that a report is in, if it is in one."""
    found: str | None = connection.scalar(sa.select(member_table.c.network).where(member_table.c.uid == uid))
    return found


def hubs(connection: sa.Connection) -> list[Hub]:
    """Gives what the newest run left out, named by most reports first."""
    columns = hub_table.c
    query = sa.select(hub_table).order_by(columns.reports.desc(), columns.kind, columns.value, columns.bank)
    return [Hub(_value_key(row), row.reports, row.reason) for row in connection.execute(query)]


def _counts(connection: sa.Connection, table: sa.Table) -> defaultdict[str, int]:
    query = sa.select(table.c.network, sa.func.count().label("n")).group_by(table.c.network)
    return defaultdict(int, {row.network: row.n for row in connection.execute(query)})


def _value_key(row: sa.Row[Any]) -> ValueKey:
    return ValueKey(Kind(row.kind), row.value, row.bank)


def _facts_cells(facts: GroupFacts) -> dict[str, Any]:
    cells = asdict(facts)
    for name in ("first_seen", "last_seen"):
        cells[name] = cells[name] and cells[name].isoformat()
    return cells


def _facts(cells: Mapping[str, Any]) -> GroupFacts | None:
    if not cells:
        return None
    return GroupFacts(
        reports=cells["reports"],
        dated=cells["dated"],
        first_seen=_instant(cells["first_seen"]),
        last_seen=_instant(cells["last_seen"]),
        provinces=tuple((province, named) for province, named in cells["provinces"]),
        money=tuple(Money(**money) for money in cells["money"]),
        with_amount=cells["with_amount"],
    )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
