"""How things stand now: the present facts that the pure decision looks at, whenever something leaves or is served.

Nothing here is kept: a value that becomes a victim's, an agreement that ends, a partner that is dropped count at once.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from spean.agreements import store as agreements
from spean.agreements.schema import read_agreement
from spean.casework import store
from spean.casework.objects import Envelope, parse
from spean.casework.store import ReleaseRecord
from spean.db import Connection
from spean.identity import store as identity
from spean.model import Kind, Role
from spean.node.core import Node
from spean.node.officers import related
from spean.node.texts import named
from spean.release.decision import Circumstances, Cover, Decision, Releasable, ReleasedValue, Signature, decide

Value = tuple[Kind, str]


def covers(connection: Connection) -> tuple[Cover, ...]:
    """Gives what the agreements that a second officer confirmed cover."""
    return tuple(read_agreement(content).cover() for content in agreements.confirmed(connection))


def offences_between(node: Node, connection: Connection, partner: str, today: date) -> frozenset[str]:
    """Gives the offences that an agreement in force with a partner covers."""
    parties = frozenset({node.party, partner})
    return frozenset().union(*(cover.offences for cover in covers(connection) if cover.binds(parties, today)))


def originators(node: Node, connection: Connection, values: Iterable[Value]) -> dict[Value, frozenset[str]]:
    """Gives, for each value that any report has as a suspect's, the other parties whose material alone names it.

    A file is another party's where its source, as intake was told, is a party's code or a partner's name. What an own
    source names too is this party's.
    """
    names = {partner.name.casefold(): partner.party for partner in identity.partners(connection)}
    found = {}
    for value, senders in node.evidence(connection).senders_of(values).items():
        parties = {_party(sender.strip(), names) or node.party for sender in senders}
        found[value] = frozenset() if node.party in parties else frozenset(parties)
    return found


def _party(sender: str, names: dict[str, str]) -> str:
    if len(sender) == 2 and sender.isascii() and sender.isalpha():
        return sender.upper()
    return names.get(sender.casefold(), "")


def cleared_for(node: Node, connection: Connection, partner: str, today: date) -> set[Value]:
    """Gives the values cleared for a partner, under an offence that an agreement in force covers."""
    offences = offences_between(node, connection, partner, today)
    return {
        (value.kind, value.value)
        for value in store.cleared(connection)
        if value.grant.reaches(node.party, partner, offences)
    }


def decision(
    node: Node, connection: Connection, record: ReleaseRecord, now: datetime, extra: Signature | None = None
) -> Decision:
    """Decides on an object as things stand.

    Args:
        node: this node.
        connection: in a transaction.
        record: the object.
        now: the instant.
        extra: a signature that is about to be kept.
    """
    circumstances = Circumstances(
        node.party,
        now.date(),
        frozenset(partner.party for partner in identity.partners(connection) if partner.state == "active"),
        covers(connection),
        frozenset(),
        store.signatures(connection, record.release_id) + ((extra,) if extra else ()),
        # What was signed stays signed: that an officer is registered later undoes no release.
        related(connection, record.drafter) if record.state == "draft" else frozenset(),
    )
    material = originators(node, connection, record.values).values() if record.values else ()
    whose = replace(record, originators=record.originators.union(*material))
    offence_from = _offence_from(connection, record)
    values, in_texts = _values(node, connection, record, now), named_in(node, connection, record, now)
    return decide(whose.proposal(values, in_texts, offence_from), circumstances)


def refusal(node: Node, connection: Connection, release_id: str, now: datetime) -> list[str]:
    """Gives the codes of the rules that a released object no longer meets."""
    return [reason.code for reason in decision(node, connection, store.find_release(connection, release_id), now).unmet]


def _offence_from(connection: Connection, record: ReleaseRecord) -> str:
    case_id = None
    if record.releasable is Releasable.MATCH_TAGS:
        case_id = store.find_clearance(connection, record.object_id).case_id
    elif record.releasable is Releasable.REQUEST:
        case_id = store.find_request(connection, record.object_id).case_id
    case = store.find_case(connection, case_id) if case_id else None
    return case.offence_from if case else "the request's"


def _account(connection: Connection, record: ReleaseRecord) -> str:
    if record.releasable in (Releasable.MATCH_TAGS, Releasable.STATEMENT):
        return ""
    return str(store.find_request(connection, record.object_id).body["account"])


def named_in(node: Node, connection: Connection, record: ReleaseRecord, now: datetime) -> tuple[ReleasedValue, ...]:
    """Gives the identities that an object's texts name, each with its present standing."""
    found = named(record, parse(Envelope, record.payload), _account(connection, record), node.party)
    if not found:
        return ()
    cleared = cleared_for(node, connection, record.partner, now.date())
    roles = node.evidence(connection).roles_of({value for each in found for value in each.values})
    kept = (Role.VICTIM, Role.CONTESTED)
    return tuple(
        ReleasedValue(
            Role.VICTIM if each.victims or any(roles.get(v) in kept for v in each.values) else Role.SUSPECT,
            each.source or bool(each.values & cleared),
        )
        for each in found
    )


def _values(node: Node, connection: Connection, record: ReleaseRecord, now: datetime) -> tuple[ReleasedValue, ...]:
    """Gives each value's present role over all reports, and whether it is cleared for the recipient."""
    if not record.values:
        return ()
    cleared = cleared_for(node, connection, record.partner, now.date())
    roles = node.evidence(connection).roles_of(record.values)
    # An account that no report here names yet is the suspect of its own request; match tags come from reports only.
    unknown = Role.SUSPECT if record.releasable is Releasable.REQUEST else Role.CONTEXT
    return tuple(ReleasedValue(roles.get(pair, unknown), pair in cleared) for pair in record.values)


def standing_tags(
    node: Node, connection: Connection, partner: str, now: datetime
) -> tuple[ReleaseRecord | None, list[Value]]:
    """Gives the newest released match tags for a partner, and those of their values that may be matched now.

    None of them may where the release as a whole no longer stands: no agreement in force, no confirmed partner.
    """
    record = store.newest_tags(connection, partner)
    if record is None:
        return None, []
    cleared = cleared_for(node, connection, partner, now.date())
    still = [value for value in node.still_suspect(connection, list(record.values)) if value in cleared]
    stands = decision(node, connection, replace(record, values=tuple(still)), now)
    return record, still if stands.allowed else []
