"""Cases and clearances: a suspect's value becomes matchable and releasable by a case, an offence and two officers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spean.audit.commitment import canonical
from spean.casework import store
from spean.casework.objects import Envelope, digest, parse
from spean.casework.store import Case, Clearance, ClearedValue, ReleaseRecord
from spean.db import Connection
from spean.errors import Conflict, NotFound, PolicyRefused, WrongUsage
from spean.identity import store as identity
from spean.model import Kind, Role
from spean.node import releases
from spean.node.core import Authority, Doing, Node, as_arguments
from spean.node.officers import check_apart
from spean.node.releases import Draft
from spean.node.standing import Value, cleared_for, covers, originators, standing_tags
from spean.release.clearance import BULK_KINDS, Grant, is_offence, names_a_person, refusal
from spean.release.decision import Releasable
from spean.vocab.offences import OFFENCES
from spean.vocab.purposes import Purpose

if TYPE_CHECKING:
    from spean.evidence.query import Evidence

LONGEST_CASE_ID, LONGEST_TITLE, LONGEST_REASON = 64, 200, 500


#: Of a case that an act opens whose officer states none; the second officer sees that it was not stated.
DEFAULT_OFFENCE = "fraud"


def open_case(node: Node, who: Authority, case_id: str, offence: str, title: str) -> Case:
    """Opens a case on an offence of the closed list.

    Raises:
        WrongUsage: the offence is not on the list.
        Conflict: the case is open already.
    """
    _check_offence(offence)
    with node.act(who, "case.open", {"case": case_id, "offence": offence, "title": title}) as doing:
        if store.find_case(doing.connection, case_id) is not None:
            raise Conflict(f"case {case_id} is open already")
        return _open_case(doing, case_id, offence, "stated", title)


def _check_offence(offence: str) -> None:
    if not is_offence(offence):
        raise WrongUsage("the offence is not on the closed list", remedy=f"one of: {', '.join(OFFENCES)}")


def case_for(doing: Doing, case_id: str, offence: str, offence_from: str = "stated") -> Case:
    """Gives a case, opening it where this is the first act in it.

    Args:
        doing: the act.
        case_id: the case.
        offence: of the closed list, as the officer states it; "" where the case is open already.
        offence_from: "stated", or what else it comes from: the second officer sees it.

    Raises:
        WrongUsage: the case is not open and no offence is stated, or the offence is not on the list.
        Conflict: the case is open on another offence.
    """
    if offence:
        _check_offence(offence)
    found = store.find_case(doing.connection, case_id)
    if found is not None:
        if offence not in ("", found.offence) and offence_from == "stated":
            raise Conflict(f"case {case_id} is open on another offence", remedy="see `spean case list`")
        return found
    if not offence:
        raise WrongUsage(
            f"case {case_id} is not open", remedy=f"`spean case open {case_id} --offence fraud` first, or add --offence"
        )
    return _open_case(doing, case_id, offence, offence_from, "")


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
        partners: whose matching it is for; empty for the one confirmed partner.
        basis: the article or point it rests on, "" for the agreement in force.
        offence: of the case, where this act opens it.
    """

    case_id: str
    kinds: tuple[Kind, ...]
    value: str = ""
    partners: tuple[str, ...] = ()
    basis: str = ""
    offence: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A clearance as a second officer must see it.

    Attributes:
        clearance: who put it up, and how it stands.
        case: what it rests on.
        values: what it clears, for whom.
        tags: the releases of match tags that hang on it, each with every value that the partner could match.
        sha256: of all that: what the second officer signs.
    """

    clearance: Clearance
    case: Case
    values: list[ClearedValue]
    tags: list[ReleaseRecord]
    sha256: str

    @property
    def releases(self) -> list[str]:
        """The ids of the releases."""
        return [record.release_id for record in self.tags]


def _case_of(doing: Doing, asked: Asked) -> Case:
    if asked.offence:
        return case_for(doing, asked.case_id, asked.offence)
    return case_for(doing, asked.case_id, DEFAULT_OFFENCE, "not stated: a clearance's default")


def propose(node: Node, who: Authority, asked: Asked) -> Proposed:
    """Puts values up for clearance, and drafts the publication of their match tags.

    Raises:
        PolicyRefused: a kind is never cleared in bulk, or the value may not be cleared.
        WrongUsage: it is not said for which of several partners.
        Conflict: there is nothing to clear and nothing to publish.
    """
    with node.act(who, "clear.propose", as_arguments(asked)) as doing:
        partners = _audience(doing.connection, asked)
        case = _case_of(doing, asked)
        values = _granted(node, doing, asked, case, partners)
        number = store.next_id(doing.connection, "K")
        new = Clearance(number, case.case_id, "proposed", doing.actor.officer_id, doing.now, None, None, "")
        store.add_clearance(doing.connection, new, values)
        drafted = _draft_tags(node, doing, new, case, values, partners, asked.basis)
        if not values and not drafted:
            raise Conflict("no further value of these kinds can be cleared", remedy="take in or link more reports")
        proposed = _proposed(doing.connection, new, case)
        doing.result |= {"clearance": number, "values": len(values), "releases": proposed.releases}
    return proposed


def _audience(connection: Connection, asked: Asked) -> tuple[str, ...]:
    """Gives the partners named, or the only one there is; nobody where none is confirmed, never several unnamed."""
    for partner in asked.partners:
        identity.active_partner(connection, partner)
    active = tuple(partner.party for partner in identity.partners(connection) if partner.state == "active")
    if not asked.partners and len(active) > 1:
        raise WrongUsage("several partners are confirmed", remedy="name one whose matching it is for: --to KH")
    return tuple(sorted(set(asked.partners))) or active


def _granted(node: Node, doing: Doing, asked: Asked, case: Case, partners: tuple[str, ...]) -> list[ClearedValue]:
    """Gives the values to clear, each with whom it is for: what came from a party goes to no other one."""
    today, connection = doing.now.date(), doing.connection
    everywhere = [cleared_for(node, connection, partner, today) for partner in partners]
    done = set.intersection(*everywhere) if everywhere else {(v.kind, v.value) for v in store.cleared(connection)}
    found = _eligible(node.evidence(connection), asked, node.party)
    whose = originators(node, connection, found)
    granted = []
    for value, reports in found.items():
        others = whose.get(value, frozenset()) - {node.party}
        mine = frozenset(partner for partner in partners if others <= {partner})
        if value not in done and (mine or not partners):
            granted.append(ClearedValue(*value, reports, Grant(mine, case.offence, others)))
    if asked.value and not granted and not set(found) & done:
        raise PolicyRefused(_NOT_CLEARABLE[0], remedy=_NOT_CLEARABLE[1])
    return granted


#: The same words for an unknown, a contested and a victim's value: an answer must not tell which it is.
_NOT_CLEARABLE = ("this value can't be cleared", "only an identity that is a suspect's here can be")


def _eligible(evidence: "Evidence", asked: Asked, region: str) -> dict[Value, int]:
    """Gives the values that may be cleared with the number of reports behind each."""
    if asked.value:
        return _one(evidence, asked, region)
    if never := sorted(set(asked.kinds) - BULK_KINDS):
        raise PolicyRefused(
            f"{', '.join(never)}: never cleared in bulk", remedy="clear such a value alone, with --value"
        )
    return {
        (kind, found.value): found.suspect_reports
        for kind in sorted(set(asked.kinds))
        for found in evidence.clearance_candidates(kind)
        if not names_a_person(kind, found.value)
    }


def _one(evidence: "Evidence", asked: Asked, region: str) -> dict[Value, int]:
    if len(asked.kinds) != 1:
        raise WrongUsage("one value has one kind", remedy="name its kind with --kind")
    from spean.indicators.spelling import readings  # only here: it costs every other act 0.2 s

    kind = asked.kinds[0]
    written = next((reading.value for reading in readings(asked.value, region=region, kind=kind)), asked.value)
    pair = (kind, written)
    role = evidence.roles_of([pair]).get(pair, Role.CONTEXT)
    if refusal(*pair, role, bulk=False) is not None:
        raise PolicyRefused(_NOT_CLEARABLE[0], remedy=_NOT_CLEARABLE[1])
    reports = next((f.suspect_reports for f in evidence.clearance_candidates(pair[0]) if f.value == pair[1]), 0)
    if not reports:
        raise PolicyRefused("its reading is not sure enough", remedy="a person must decide the reading first")
    return {pair: reports}


def _draft_tags(
    node: Node,
    doing: Doing,
    new: Clearance,
    case: Case,
    values: list[ClearedValue],
    partners: tuple[str, ...],
    basis: str,
) -> bool:
    """Drafts, for each partner, the release of the match tags of everything cleared for it once this is approved.

    Says whether any was drafted: none is where the very same tags are released already and still stand.
    """
    from spean.exchange.matching import tag_sets  # only here: it costs every other act the time to load HTTP

    connection, drafted = doing.connection, False
    for partner in partners:
        before, standing = standing_tags(node, connection, partner, doing.now)
        cleared = node.still_suspect(connection, list(cleared_for(node, connection, partner, doing.now.date())))
        added = {(value.kind, value.value) for value in values if partner in value.grant.partners}
        everything = sorted(added.union(cleared))
        sets = tag_sets(node.owner(), partner, everything)
        # Compared as tags: under a new key, or by a new normaliser, the same values are published anew.
        if standing == everything and sets == (parse(Envelope, before.payload).body["sets"] if before else {}):
            continue
        whose = originators(node, connection, everything).values()
        body = {"clearance": new.clearance_id, "sets": sets}
        draft = Draft(
            Releasable.MATCH_TAGS,
            new.clearance_id,
            partner,
            Purpose.INVESTIGATION,
            basis or basis_in_force(doing.connection, node.party, partner, case.offence),
            case.offence,
            body,
            tuple(everything),
            frozenset().union(*whose) - {node.party},
        )
        releases.draft(node, connection, draft, doing.actor.officer_id, doing.now)
        drafted = True
    return drafted


def _proposed(connection: Connection, found: Clearance, case: Case) -> Proposed:
    values = store.clearance_values(connection, found.clearance_id)
    tags = store.releases(connection, found.clearance_id)
    content = {
        "case": [case.case_id, case.offence, case.offence_from],
        "values": [[v.kind.value, v.value, sorted(v.grant.partners), sorted(v.grant.originators)] for v in values],
        "releases": [record.digest for record in tags if record.state == "draft"],
    }
    return Proposed(found, case, values, tags, digest(canonical(content)))


def basis_in_force(connection: Connection, party: str, partner: str, offence: str) -> str:
    """Gives the agreement between two parties that covers an offence, as a basis; "none" where there is none."""
    for cover in covers(connection):
        if {party, partner} <= cover.parties and offence in cover.offences:
            return f"agreement {cover.agreement_id}"
    return "none"


def approve(node: Node, who: Authority, clearance_id: str, reviewed: str = "") -> Proposed:
    """Clears the values as second officer, and releases their match tags, in one act.

    The officer's signature is over the SHA-256 of the values and of every release that hangs on them, and only over
    what this very officer was shown.

    Args:
        node: this node.
        who: the second officer.
        clearance_id: of the clearance.
        reviewed: SHA-256 (hex) of what was reviewed; "" for what this officer's `show` showed.

    Raises:
        PolicyRefused: the proposer can't approve, a value lost its standing, or a rule of release is not met.
        Conflict: it was decided before, or is not what this officer was shown.
    """
    with node.database.begin() as connection:
        signed = _fingerprint(connection, clearance_id)
    with node.act(who, "clear.approve", {"clearance": clearance_id, "sha256": signed}) as doing:
        found = _open(doing, clearance_id)
        shown = {reviewed} if reviewed else store.was_shown(doing.connection, doing.actor.officer_id, [signed])
        if found.sha256 != signed or shown != {signed}:
            raise Conflict("this is not what you reviewed", remedy=f"`spean clear show {clearance_id}` first")
        if found.clearance.proposed_by == doing.actor.officer_id:
            raise PolicyRefused("the officer who put it up can't approve it", remedy="a second officer must")
        check_apart(doing, found.clearance.proposed_by)
        pairs = [(value.kind, value.value) for value in found.values]
        if lost := len(pairs) - len(node.still_suspect(doing.connection, pairs)):
            raise PolicyRefused(f"{lost} of the values are no longer a suspect's", remedy="refuse it, and clear anew")
        store.decide_clearance(doing.connection, clearance_id, "approved", doing.actor.officer_id, doing.now, "")
        for record in found.tags:
            if record.state == "draft":
                releases.approve_one(node, doing, record)
        doing.result = {"values": len(found.values), "releases": found.releases}
    return found


def _fingerprint(connection: Connection, clearance_id: str) -> str:
    try:
        return _find(connection, clearance_id).sha256
    except NotFound:  # the act itself says so, and logs it
        return ""


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


def _find(connection: Connection, clearance_id: str) -> Proposed:
    found = store.find_clearance(connection, clearance_id)
    case = store.find_case(connection, found.case_id)
    if case is None:
        raise Conflict(f"{clearance_id} has no case")
    return _proposed(connection, found, case)


def _open(doing: Doing, clearance_id: str) -> Proposed:
    found = _find(doing.connection, clearance_id)
    if found.clearance.state != "proposed":
        raise Conflict(f"{clearance_id} is {found.clearance.state} already")
    return found


def clearances(node: Node, who: Authority) -> list[tuple[Clearance, int]]:
    """Lists the clearances with their number of values."""
    with node.act(who, "clear.list", {}) as doing:
        connection = doing.connection
        found = store.clearances(connection)
        return [(each, len(store.clearance_values(connection, each.clearance_id))) for each in found]


def show(node: Node, who: Authority, clearance_id: str) -> Proposed:
    """Shows a clearance with its values, as the second officer must see it."""
    with node.act(who, "clear.list", {"clearance": clearance_id}) as doing:
        found = _find(doing.connection, clearance_id)
        store.note_reviewed(doing.connection, doing.actor.officer_id, [found.sha256], doing.now)
        doing.result = {"sha256": found.sha256}
        return found


def cleared(node: Node, who: Authority, partner: str = "", *, to_file: bool = False) -> list[Value]:
    """Gives what is cleared now, for local use: values that lost their standing since are left out.

    Args:
        node: this node.
        who: the officer.
        partner: what is cleared for this one; "" for the one confirmed partner. Where there is none or several: what is
            cleared for anybody, without what came from a partner.
        to_file: whether it leaves as a file.

    Raises:
        PartnerUnknown: the partner is not confirmed.
    """
    with node.act(who, "export.indicators", {"cleared": True, "to": partner, "file": to_file or None}) as doing:
        connection = doing.connection
        if partner:
            identity.active_partner(connection, partner)
        active = [each.party for each in identity.partners(connection) if each.state == "active"]
        audience = partner or (active[0] if len(active) == 1 else "")
        if audience:
            chosen = cleared_for(node, connection, audience, doing.now.date())
        else:
            chosen = {(v.kind, v.value) for v in store.cleared(connection) if not v.grant.originators}
        values = sorted(node.still_suspect(connection, list(chosen)))
        doing.result = {"values": len(values), "marked": "local use"}
    return values
