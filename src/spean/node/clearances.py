"""Cases and clearances: a suspect's value becomes matchable and releasable by a case, an offence and two officers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spean.audit.commitment import canonical
from spean.casework import store
from spean.casework.objects import Envelope, digest, parse
from spean.casework.store import Case, Clearance, ClearedValue
from spean.db import Connection
from spean.errors import Conflict, PolicyRefused, WrongUsage
from spean.identity import store as identity
from spean.model import Kind, Role
from spean.node import releases
from spean.node.core import Authority, Doing, Node
from spean.node.releases import Draft
from spean.release.clearance import BULK_KINDS, is_offence, names_a_person, refusal
from spean.release.decision import Releasable
from spean.vocab.offences import OFFENCES

if TYPE_CHECKING:
    from spean.evidence.query import Evidence

#: Every report this version takes in is a report of a scam: what a case opened on the way alleges, until stated.
DEFAULT_OFFENCE = "fraud"
LONGEST_CASE_ID, LONGEST_TITLE, LONGEST_REASON = 64, 200, 500
PUBLISH_PURPOSE = "learn with the partner which cleared indicators both know"


def open_case(node: Node, who: Authority, case_id: str, offence: str, title: str) -> Case:
    """Opens a case on an offence of the closed list.

    Raises:
        WrongUsage: the offence is not on the list.
        Conflict: the case is open already.
    """
    if not is_offence(offence):
        raise WrongUsage("the offence is not on the closed list", remedy=f"one of: {', '.join(OFFENCES)}")
    with node.act(who, "case.open", {"case": case_id, "offence": offence}) as doing:
        if store.find_case(doing.connection, case_id) is not None:
            raise Conflict(f"case {case_id} is open already")
        return _open_case(doing, case_id, offence, "stated", title)


def case_for(doing: Doing, case_id: str) -> Case:
    """Gives a case, opening it where this is the first act in it: its offence is then that of the report kind."""
    found = store.find_case(doing.connection, case_id)
    return found or _open_case(doing, case_id, DEFAULT_OFFENCE, "the kind of the reports", "")


def _open_case(doing: Doing, case_id: str, offence: str, offence_from: str, title: str) -> Case:
    if not 0 < len(case_id) <= LONGEST_CASE_ID or len(title) > LONGEST_TITLE:
        raise WrongUsage("the case's name or title is too long", remedy=f"at most {LONGEST_CASE_ID} characters")
    case = Case(case_id, offence, offence_from, title, doing.actor.officer_id, doing.now)
    store.add_case(doing.connection, case)
    doing.result["case_opened"] = case_id
    return case


def cases(node: Node, who: Authority) -> list[Case]:
    """Lists the cases."""
    with node.act(who, "case.list", {}) as doing:
        return store.cases(doing.connection)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is put up for clearance.

    Attributes:
        case_id: the case it belongs to.
        kinds: every clearable value of these kinds; or
        value: this one value, of the single kind named.
        partners: whose matching it is for; empty for every confirmed partner.
        basis: the article or point it rests on, "" for the agreement in force.
    """

    case_id: str
    kinds: tuple[Kind, ...]
    value: str = ""
    partners: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A clearance with its case, its values and the releases of match tags that hang on it."""

    clearance: Clearance
    case: Case
    values: list[ClearedValue]
    releases: list[str]


def propose(node: Node, who: Authority, asked: Asked) -> Proposed:
    """Puts values up for clearance, and drafts the publication of their match tags.

    Raises:
        PolicyRefused: a kind is never cleared in bulk, or the value may not be cleared.
        Conflict: there is nothing to clear and nothing to publish.
    """
    arguments = {"case": asked.case_id, "kinds": list(asked.kinds), "value": asked.value, "to": list(asked.partners)}
    with node.act(who, "clear.propose", arguments) as doing:
        case = case_for(doing, asked.case_id)
        evidence, before = node.evidence(doing.connection), set(store.cleared(doing.connection))
        values = _eligible(evidence, asked, before, node.party)
        number = store.next_id(doing.connection, "K")
        new = Clearance(number, case.case_id, "proposed", doing.actor.officer_id, doing.now, None, None, "")
        store.add_clearance(doing.connection, new, values)
        drafted = _draft_tags(node, doing, new, case, values, asked)
        if not values and not drafted:
            raise Conflict("no further value of these kinds can be cleared", remedy="take in or link more reports")
        doing.result |= {"clearance": number, "values": len(values), "releases": drafted}
    return Proposed(new, case, values, drafted)


def _eligible(evidence: "Evidence", asked: Asked, cleared: set[tuple[Kind, str]], region: str) -> list[ClearedValue]:
    if asked.value:
        return _one(evidence, asked, cleared, region)
    if never := sorted(set(asked.kinds) - BULK_KINDS):
        raise PolicyRefused(
            f"{', '.join(never)}: never cleared in bulk", remedy="clear such a value alone, with --value"
        )
    return [
        ClearedValue(kind, found.value, found.suspect_reports)
        for kind in sorted(set(asked.kinds))
        for found in evidence.clearance_candidates(kind)
        if (kind, found.value) not in cleared and not names_a_person(kind, found.value)
    ]


def _one(evidence: "Evidence", asked: Asked, cleared: set[tuple[Kind, str]], region: str) -> list[ClearedValue]:
    if len(asked.kinds) != 1:
        raise WrongUsage("one value has one kind", remedy="name its kind with --kind")
    from spean.indicators.spelling import readings  # only here: it costs every other act 0.2 s

    kind = asked.kinds[0]
    written = next((reading.value for reading in readings(asked.value, region=region, kind=kind)), asked.value)
    pair = (kind, written)
    role = evidence.roles_of([pair]).get(pair, Role.CONTEXT)
    if refusal(*pair, role, bulk=False) is not None:
        # The same words for an unknown, a contested and a victim's value: an answer must not tell which it is.
        raise PolicyRefused("this value can't be cleared", remedy="only an identity that is a suspect's here can be")
    reports = next((f.suspect_reports for f in evidence.clearance_candidates(pair[0]) if f.value == pair[1]), 0)
    if not reports:
        raise PolicyRefused("its reading is not sure enough", remedy="a person must decide the reading first")
    return [] if pair in cleared else [ClearedValue(*pair, reports)]


def _draft_tags(
    node: Node, doing: Doing, new: Clearance, case: Case, values: list[ClearedValue], asked: Asked
) -> list[str]:
    """Drafts, for each partner, the release of the match tags of everything cleared once this is approved."""
    from spean.exchange.matching import tag_sets  # only here: it costs every other act the time to load HTTP

    pairs = [(value.kind, value.value) for value in values]
    everything = sorted(set(node.still_suspect(doing.connection, store.cleared(doing.connection)) + pairs))
    drafted = []
    for partner in _audience(doing.connection, asked):
        before = store.newest_tags(doing.connection, partner)
        sets = tag_sets(node.owner(), partner, everything)
        # Compared as tags: under a new key, or by a new normaliser, the same values are published anew.
        if sets == (parse(Envelope, before.payload).body["sets"] if before else {}):
            continue
        body = {"clearance": new.clearance_id, "sets": sets}
        draft = Draft(
            Releasable.MATCH_TAGS,
            new.clearance_id,
            partner,
            PUBLISH_PURPOSE,
            asked.basis or basis_in_force(doing.connection, node.party, partner, case.offence),
            case.offence,
            body,
            tuple(everything),
        )
        drafted.append(releases.draft(node, doing.connection, draft, doing.actor.officer_id, doing.now).release_id)
    return drafted


def _audience(connection: Connection, asked: Asked) -> list[str]:
    active = [partner.party for partner in identity.partners(connection) if partner.state == "active"]
    for partner in asked.partners:
        identity.active_partner(connection, partner)
    return sorted(asked.partners) or active


def basis_in_force(connection: Connection, party: str, partner: str, offence: str) -> str:
    """Gives the agreement between two parties that covers an offence, as a basis; "none" where there is none."""
    for cover in releases.covers(connection):
        if {party, partner} <= cover.parties and offence in cover.offences:
            return f"agreement {cover.agreement_id}"
    return "none"


def approve(node: Node, who: Authority, clearance_id: str) -> Proposed:
    """Clears the values as second officer, and releases their match tags, in one act.

    The officer's signature is over the SHA-256 of the values and of every release that hangs on them.

    Raises:
        PolicyRefused: the proposer can't approve, a value lost its standing, or a rule of release is not met.
        Conflict: it was decided before.
    """
    with node.database.begin() as connection:
        signed = _fingerprint(connection, clearance_id)
    with node.act(who, "clear.approve", {"clearance": clearance_id, "sha256": signed}) as doing:
        found, case, values = _open(doing, clearance_id)
        if _fingerprint(doing.connection, clearance_id) != signed:
            raise Conflict("the clearance changed meanwhile", remedy=f"`spean clear show {clearance_id}` again")
        if found.proposed_by == doing.actor.officer_id:
            raise PolicyRefused("the officer who put it up can't approve it", remedy="a second officer must")
        pairs = [(value.kind, value.value) for value in values]
        if lost := len(pairs) - len(node.still_suspect(doing.connection, pairs)):
            raise PolicyRefused(f"{lost} of the values are no longer a suspect's", remedy="refuse it, and clear anew")
        store.decide_clearance(doing.connection, clearance_id, "approved", doing.actor.officer_id, doing.now, "")
        released = []
        for record in store.releases(doing.connection, clearance_id):
            if record.state == "draft":
                releases.approve_one(node, doing, record)
                released.append(record.release_id)
        doing.result = {"values": len(values), "releases": released}
    return Proposed(found, case, values, released)


def _fingerprint(connection: Connection, clearance_id: str) -> str:
    values = [[value.kind.value, value.value] for value in store.clearance_values(connection, clearance_id)]
    drafts = [record.digest for record in store.releases(connection, clearance_id) if record.state == "draft"]
    return digest(canonical({"values": values, "releases": drafts}))


def refuse(node: Node, who: Authority, clearance_id: str, reason: str) -> None:
    """Refuses a clearance, and with it the releases that hang on it.

    Raises:
        WrongUsage: the reason is too long.
        Conflict: it was decided before.
    """
    if len(reason) > LONGEST_REASON:
        raise WrongUsage("the reason is too long", remedy=f"at most {LONGEST_REASON} characters")
    with node.act(who, "clear.refuse", {"clearance": clearance_id, "reason": reason}) as doing:
        _open(doing, clearance_id)
        store.decide_clearance(doing.connection, clearance_id, "refused", doing.actor.officer_id, doing.now, reason)
        for record in store.releases(doing.connection, clearance_id):
            if record.state == "draft":
                store.decide_release(doing.connection, record.release_id, "refused", doing.now)


def _open(doing: Doing, clearance_id: str) -> tuple[Clearance, Case, list[ClearedValue]]:
    found = store.find_clearance(doing.connection, clearance_id)
    if found.state != "proposed":
        raise Conflict(f"{clearance_id} is {found.state} already")
    case = store.find_case(doing.connection, found.case_id)
    if case is None:
        raise Conflict(f"{clearance_id} has no case")
    return found, case, store.clearance_values(doing.connection, clearance_id)


def clearances(node: Node, who: Authority) -> list[tuple[Clearance, int]]:
    """Lists the clearances with their number of values."""
    with node.act(who, "clear.list", {}) as doing:
        connection = doing.connection
        found = store.clearances(connection)
        return [(each, len(store.clearance_values(connection, each.clearance_id))) for each in found]


def show(node: Node, who: Authority, clearance_id: str) -> Proposed:
    """Shows a clearance with its values, as the second officer must see it."""
    with node.act(who, "clear.list", {"clearance": clearance_id}) as doing:
        found = store.find_clearance(doing.connection, clearance_id)
        case = store.find_case(doing.connection, found.case_id)
        if case is None:
            raise Conflict(f"{clearance_id} has no case")
        drafted = [record.release_id for record in store.releases(doing.connection, clearance_id)]
        return Proposed(found, case, store.clearance_values(doing.connection, clearance_id), drafted)


def cleared(node: Node, who: Authority) -> list[tuple[Kind, str]]:
    """Gives what is cleared now, for local use: values that lost their standing since are left out."""
    with node.act(who, "export.indicators", {"cleared": True}) as doing:
        values = node.still_suspect(doing.connection, store.cleared(doing.connection))
        doing.result = {"values": len(values), "marked": "local use"}
    return values
