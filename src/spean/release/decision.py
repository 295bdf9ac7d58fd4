"""The one decision on what may leave this node: pure, with every reason.

`decide` looks at (object, marking, recipients, purpose, basis, agreements in force, consents, signatures) and
answers with one `Reason` per rule, met or not. Nothing is sent anywhere unless every reason is met; a rule that
does not apply to an object is not listed. Time is passed in.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from spean.model import OfficerRole, Role
from spean.release.clearance import is_offence
from spean.vocab.tlp import Tlp


class Releasable(StrEnum):
    """The objects that can leave."""

    MATCH_TAGS = "match_tags"
    REQUEST = "request"
    ACKNOWLEDGEMENT = "acknowledgement"
    ANSWER = "answer"
    OUTCOME = "outcome"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Cover:
    """What an agreement in force covers.

    Attributes:
        agreement_id: its id.
        parties: who is bound by it.
        offences: keys of the closed list it covers.
        in_force_from: the first day.
        in_force_until: the last day, or None.
        purposes: codes of the purposes it names; empty where it names none: then none is excluded.
        bases: what a release may rest on (the agreement, its points, the articles it lists) → offences it reaches.
    """

    agreement_id: str
    parties: frozenset[str]
    offences: frozenset[str]
    in_force_from: date
    in_force_until: date | None = None
    purposes: frozenset[str] = frozenset()
    bases: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def names(self, basis: str) -> frozenset[str] | None:
        """Gives the offences of the basis that one of these words names, as `agreement 2024-10`; None for no basis."""
        return next((self.bases[word] for word in basis.split() if word in self.bases), None)

    def binds(self, parties: frozenset[str], today: date) -> bool:
        """Says whether it is in force between these parties."""
        begun = self.in_force_from <= today and (self.in_force_until is None or today <= self.in_force_until)
        return begun and parties <= self.parties


@dataclass(frozen=True, slots=True)
class ReleasedValue:
    """One indicator in the object: its role over all reports here, and whether it is cleared."""

    role: Role
    cleared: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to leave.

    Attributes:
        releasable: what kind of object it is.
        marking: its TLP 2.0 label.
        audience: the parties it goes to; an empty one is refused, never "everyone".
        purpose: why, in the drafter's words.
        basis: the article or point it rests on.
        offence: key of the closed list; "" for objects that state no case (statements, acknowledgements).
        values: the indicators in it.
        originators: other parties whose material is in it.
        drafter: officer id, or `node:XX` for what the node itself drafted.
        digest: SHA-256 in hex of the exact bytes that will be sent.
        named: the identities that its free texts name beside its own subject.
        offence_from: how the offence came to the case: "stated", or what else.
    """

    releasable: Releasable
    marking: Tlp
    audience: frozenset[str]
    purpose: str
    basis: str
    offence: str
    values: tuple[ReleasedValue, ...]
    originators: frozenset[str]
    drafter: str
    digest: str
    named: tuple[ReleasedValue, ...] = ()
    offence_from: str = "stated"


@dataclass(frozen=True, slots=True)
class Signature:
    """A releasing officer's signature over the digest."""

    officer_id: str
    roles: frozenset[OfficerRole]
    digest: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Everything else the decision looks at.

    Attributes:
        party: this node's.
        today: the day of the decision.
        partners: parties paired and confirmed.
        covers: the agreements known.
        consents: originators that consented to this object's onward release.
        signatures: of releasing officers.
        related: officers who are no second pair of eyes beside the drafter: one registered the other.
    """

    party: str
    today: date
    partners: frozenset[str]
    covers: tuple[Cover, ...]
    consents: frozenset[str]
    signatures: tuple[Signature, ...]
    related: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule's outcome: a stable code, what was found, and whether the rule is met."""

    code: str
    text: str
    met: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome with its reasons, in the order of the rules."""

    reasons: tuple[Reason, ...]

    @property
    def allowed(self) -> bool:
        """Whether every rule is met."""
        return all(reason.met for reason in self.reasons)

    @property
    def unmet(self) -> tuple[Reason, ...]:
        """The rules that refuse."""
        return tuple(reason for reason in self.reasons if not reason.met)


#: Objects that say something of a case and so must rest on an offence of the agreement.
_CASEWORK = frozenset({Releasable.MATCH_TAGS, Releasable.REQUEST, Releasable.ANSWER, Releasable.OUTCOME})
#: An acknowledgement carries nothing but the request's own id: the node drafts it, a liaison officer may sign it.
_SIGNERS = {Releasable.ACKNOWLEDGEMENT: frozenset({OfficerRole.LIAISON, OfficerRole.APPROVER})}
_APPROVER = frozenset({OfficerRole.APPROVER})


def decide(proposal: Proposal, circumstances: Circumstances) -> Decision:
    """Decides whether an object may leave this node."""
    return Decision(tuple(_reasons(proposal, circumstances)))


def _reasons(proposal: Proposal, circumstances: Circumstances) -> Iterator[Reason]:
    yield _audience(proposal, circumstances)
    yield _marking(proposal)
    yield Reason("purpose", f"purpose: {proposal.purpose or 'none'}", bool(proposal.purpose.strip()))
    if proposal.releasable in _CASEWORK:
        text = f"offence: {proposal.offence or 'none'} ({proposal.offence_from})"
        yield Reason("offence", text, is_offence(proposal.offence))
    covers = _covering(proposal, circumstances)
    yield _agreement(covers)
    yield _basis(proposal, covers)
    signed = _signed(proposal, circumstances)
    yield from _values(proposal, signed)
    yield from _texts(proposal)
    yield _originators(proposal, circumstances)
    yield signed


def _audience(proposal: Proposal, circumstances: Circumstances) -> Reason:
    unknown = proposal.audience - circumstances.partners
    if not proposal.audience:
        return Reason("audience", "the audience is empty: nobody, never everyone", met=False)
    if unknown:
        return Reason("audience", f"not a confirmed partner: {_names(unknown)}", met=False)
    return Reason("audience", f"to {_names(proposal.audience)}, confirmed", met=True)


def _marking(proposal: Proposal) -> Reason:
    if proposal.marking is Tlp.RED:
        return Reason("marking", "TLP:RED is for named persons in the room, never for a node", met=False)
    return Reason("marking", f"marked {proposal.marking.marking}", met=True)


def _covering(proposal: Proposal, circumstances: Circumstances) -> list[Cover]:
    """Gives the agreements in force between all concerned that cover the offence and the purpose."""
    needed = frozenset({circumstances.party}) | proposal.audience
    return [
        cover
        for cover in circumstances.covers
        if cover.binds(needed, circumstances.today)
        and (proposal.releasable not in _CASEWORK or proposal.offence in cover.offences)
        and (not cover.purposes or proposal.purpose in cover.purposes)
    ]


def _agreement(covers: list[Cover]) -> Reason:
    if covers:
        return Reason("agreement", f"agreement {covers[0].agreement_id} is in force and covers it", met=True)
    return Reason("agreement", "no agreement in force between these parties covers it", met=False)


def _basis(proposal: Proposal, covers: list[Cover]) -> Reason:
    reached = [offences for cover in covers if (offences := cover.names(proposal.basis)) is not None]
    if proposal.releasable in _CASEWORK:
        reached = [offences for offences in reached if proposal.offence in offences]
    if reached:
        return Reason("basis", f"basis: {proposal.basis}", met=True)
    text = f"basis: {proposal.basis or 'none'}: nothing that an agreement covering this lists"
    return Reason("basis", text, met=False)


def _values(proposal: Proposal, signed: Reason) -> Iterator[Reason]:
    values = proposal.values
    if not values:
        return
    wrong = sum(value.role is not Role.SUSPECT for value in values)
    uncleared = sum(not value.cleared for value in values)
    yield Reason("roles", f"{len(values)} values, {wrong} of them not releasable", wrong == 0)
    if uncleared and proposal.releasable is Releasable.REQUEST:
        # A case, an offence and a second officer is what clearing takes, and a request has all three once it is signed.
        yield Reason("clearance", "the second officer's signature clears the account asked about", signed.met)
    else:
        yield Reason("clearance", f"{len(values)} values, {uncleared} of them not cleared", uncleared == 0)


def _texts(proposal: Proposal) -> Iterator[Reason]:
    if proposal.named:
        kept = {Role.VICTIM, Role.CONTESTED}
        wrong = sum(value.role in kept or not value.cleared for value in proposal.named)
        yield Reason(
            "texts", f"{len(proposal.named)} identities in its texts, {wrong} of them not releasable", wrong == 0
        )


def _originators(proposal: Proposal, circumstances: Circumstances) -> Reason:
    # Giving an originator its own material back needs no consent of its own.
    missing = proposal.originators - {circumstances.party} - circumstances.consents
    missing -= proposal.audience if len(proposal.audience) == 1 else frozenset()
    if missing:
        return Reason("originator", f"no consent from {_names(missing)}, whose material is in it", met=False)
    return Reason("originator", "no other party's material in it without consent", met=True)


def _signed(proposal: Proposal, circumstances: Circumstances) -> Reason:
    able = _SIGNERS.get(proposal.releasable, _APPROVER)
    for signature in circumstances.signatures:
        second_person = signature.officer_id not in {proposal.drafter, *circumstances.related}
        if second_person and signature.roles & able and signature.digest == proposal.digest:
            return Reason(
                "second_officer", f"drafted by {proposal.drafter}, signed by {signature.officer_id}", met=True
            )
    if any(signature.officer_id == proposal.drafter for signature in circumstances.signatures):
        return Reason("second_officer", "the drafter can't sign; a second officer must", met=False)
    if any(signature.officer_id in circumstances.related for signature in circumstances.signatures):
        text = "one of drafter and signer registered the other: one person could hold both keys; another approver must"
        return Reason("second_officer", text, met=False)
    return Reason("second_officer", f"drafted by {proposal.drafter}, not yet signed by a second officer", met=False)


def _names(parties: Iterable[str]) -> str:
    return ", ".join(sorted(parties))
