"""Requests: ask a partner to hold money, acknowledge, answer, give the outcome. Each step with its clock."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from spean.casework import requests, store
from spean.casework.objects import Acknowledgement, Answer, Freeze, Outcome, compose, digest, dump, parse
from spean.casework.requests import Timeline, on_wire, timeline
from spean.casework.store import Case, Event, ReleaseRecord, RequestRecord
from spean.db import Connection
from spean.errors import Conflict, NotFound, WrongUsage
from spean.exchange import store as exchange
from spean.identity import store as identity
from spean.model import Kind, Money
from spean.node import releases
from spean.node.clearances import DEFAULT_OFFENCE, basis_in_force, case_for
from spean.node.core import Authority, Doing, Node, as_arguments
from spean.node.releases import Draft
from spean.node.standing import originators
from spean.release.decision import Releasable
from spean.vocab.banks import bank_code
from spean.vocab.purposes import Purpose


@dataclass(frozen=True, slots=True)
class NewFreeze:
    """What the asking officer states.

    Attributes:
        partner: whom to ask.
        account: as written; digits are kept.
        bank: as written; its code is kept.
        amount: what was paid.
        paid_at: when, aware.
        reported_at: when the victim reported it; None for now.
        case_id: "" opens the next case.
        offence: of a case that this request opens; "" for `DEFAULT_OFFENCE`.
        basis: "" for the agreement in force.
        summary: no victim's identity.
    """

    partner: str
    account: str
    bank: str
    amount: Money
    paid_at: datetime
    reported_at: datetime | None = None
    case_id: str = ""
    basis: str = ""
    summary: str = ""
    offence: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """A request with its events and its clock; `parked`: something about it is no longer releasable, and not sent."""

    record: RequestRecord
    events: list[Event]
    timeline: Timeline
    parked: bool


def new_freeze(node: Node, who: Authority, asked: NewFreeze) -> tuple[RequestRecord, str]:
    """Drafts a request to hold money, for a second officer to release.

    Any account can be drafted, a victim's like an unknown one: what it is here is decided, and told, at the release.

    Returns:
        The request, and the id of the release that waits for a second officer.

    Raises:
        WrongUsage: the account has no digits of an account, the bank is unknown, the amount is zero, a time lies ahead,
            or a text is too long.
        PolicyRefused: a text names an identity that is not cleared.
        PartnerUnknown: the partner is not confirmed.
    """
    account = _account(asked.account)
    bank = bank_code(asked.bank)
    if not bank:
        raise WrongUsage("this bank is not known", remedy="name it by its code or usual name, as ABA")
    with node.act(who, "request.new", {**as_arguments(asked), "account": account, "bank": bank}) as doing:
        identity.active_partner(doing.connection, asked.partner)
        _check_times(asked, doing.now)
        case = _case(doing, asked)
        number = store.next_id(doing.connection, "Q")
        body = compose(
            Freeze,
            reference=f"{node.party}/{number}",
            account=account,
            bank=bank,
            amount=on_wire(asked.amount),
            paid_at=asked.paid_at,
            reported_at=asked.reported_at or doing.now,
            summary=asked.summary,
        )
        record = RequestRecord(number, body.reference, "out", asked.partner, case.case_id, case.offence, dump(body))
        store.add_request(doing.connection, record)
        requests.note_step(doing.connection, record, "drafted", doing.now, doing.actor.officer_id)
        value = (Kind.BANK_ACCOUNT, account)
        basis = asked.basis or basis_in_force(doing.connection, node.party, asked.partner, case.offence)
        draft = Draft(
            Releasable.REQUEST,
            number,
            asked.partner,
            Purpose.ASSET_HOLD,
            basis,
            case.offence,
            record.body,
            (value,),
            originators(node, doing.connection, [value]).get(value, frozenset()) - {node.party},
        )
        release = releases.draft(node, doing.connection, draft, doing.actor.officer_id, doing.now)
        doing.result |= {"request": number, "release": release.release_id}
        doing.relations.add(asked.partner)
    return record, release.release_id


def _case(doing: Doing, asked: NewFreeze) -> Case:
    if asked.offence:
        return case_for(doing, asked.case_id or _next_case(doing), asked.offence)
    return case_for(doing, asked.case_id or _next_case(doing), DEFAULT_OFFENCE, "not stated: a freeze's default")


def _next_case(doing: Doing) -> str:
    # Officers name cases too: a request must not slip into one of theirs.
    while store.find_case(doing.connection, number := store.next_id(doing.connection, "C")) is not None:
        pass
    return number


def _account(text: str) -> str:
    from spean.indicators.spelling import readings  # only here: it costs every other act 0.2 s

    for reading in readings(text, kind=Kind.BANK_ACCOUNT):
        return reading.value
    raise WrongUsage("this is no account number", remedy="give its digits, 9 to 15 of them")


def _check_times(asked: NewFreeze, now: datetime) -> None:
    if not asked.amount.minor_units:
        raise WrongUsage("the amount is zero")
    if asked.paid_at > now:
        raise WrongUsage("the payment lies in the future", remedy="check --paid-at and its time zone")
    if asked.reported_at is not None and not asked.paid_at <= asked.reported_at <= now:
        raise WrongUsage(
            "the report lies before the payment or in the future", remedy="check --reported-at and its time zone"
        )


def follow(node: Node, who: Authority) -> list[Followed]:
    """Lists the requests, ours and theirs, with their clocks."""
    with node.act(who, "request.list", {}) as doing:
        return [_followed(doing, record) for record in store.requests(doing.connection)]


def show(node: Node, who: Authority, request_id: str) -> Followed:
    """Shows one request with every step."""
    with node.act(who, "request.show", {"request": request_id}) as doing:
        return _followed(doing, store.find_request(doing.connection, request_id))


def _followed(doing: Doing, record: RequestRecord) -> Followed:
    events = store.events(doing.connection, record.request_id)
    drafted = {release.release_id for release in store.releases(doing.connection, record.request_id)}
    parked = any(message.release_id in drafted for message in exchange.parked(doing.connection))
    return Followed(record, events, timeline(record, events), parked)


def acknowledge(node: Node, who: Authority, request_id: str) -> None:
    """Tells the asking side that an officer has the request before them.

    The node drafts the fixed form, which says nothing but the request's name and the time; the officer signs it.

    Raises:
        Conflict: it is our own request, or was acknowledged before.
        PolicyRefused: a rule of release is not met.
    """
    at, message_id = node.clock(), secrets.token_hex(16)
    with node.database.begin() as connection:
        signed = _acknowledgement_digest(node, connection, request_id, at, message_id)
    with node.act(who, "request.acknowledge", {"request": request_id, "sha256": signed}) as doing:
        record = _theirs(doing, request_id)
        if any(event.event == "acknowledged" for event in store.events(doing.connection, request_id)):
            raise Conflict(f"{request_id} is acknowledged already")
        if any(_is_open_answer(release) for release in store.releases(doing.connection, request_id)):
            raise Conflict(f"an answer to {request_id} waits for a second officer, and acknowledges it")
        draft = _acknowledgement(node, doing.connection, record, at)
        release = releases.draft(node, doing.connection, draft, f"node:{node.party}", at, message_id)
        if release.digest != signed:
            raise Conflict(f"{request_id} changed meanwhile", remedy="run the command again")
        releases.approve_one(node, doing, release)


def _acknowledgement(node: Node, connection: Connection, record: RequestRecord, at: datetime) -> Draft:
    body = Acknowledgement(reference=record.reference, acknowledged_at=at)
    return _about(node, connection, record, Releasable.ACKNOWLEDGEMENT, dump(body))


def _acknowledgement_digest(node: Node, connection: Connection, request_id: str, at: datetime, message_id: str) -> str:
    """Gives the SHA-256 of the bytes that the officer is about to sign; "" where there is no such request."""
    try:
        record = store.find_request(connection, request_id)
    except NotFound:  # the act itself says so, and logs it
        return ""
    return digest(releases.payload(node, _acknowledgement(node, connection, record, at), at, message_id))


def answer(node: Node, who: Authority, request_id: str, held: Money | None, reason: str) -> str:
    """Drafts the answer to a partner's request, for a second officer to release.

    Args:
        node: this node.
        who: the officer.
        request_id: its number here.
        held: what the competent authority had held; None for nothing.
        reason: why not, or not all.

    Returns:
        The release's id.

    Raises:
        Conflict: it is our own request, was answered before, or the amount does not fit what was asked.
        WrongUsage: nothing is held and no reason was given.
    """
    if (held is None or not held.minor_units) and not reason:
        raise WrongUsage("an answer that holds nothing says why", remedy="give --reason")
    arguments = {"request": request_id, "held": str(held) if held else "nothing", "reason": reason}
    with node.act(who, "request.answer", arguments) as doing:
        record = _theirs(doing, request_id)
        if any(event.event == "answered" for event in store.events(doing.connection, request_id)):
            raise Conflict(f"{request_id} is answered already")
        body = _answer(record, held, reason, doing.now)
        requests.check_answer(record, body)
        draft = _about(node, doing.connection, record, Releasable.ANSWER, dump(body))
        release = releases.draft(node, doing.connection, draft, doing.actor.officer_id, doing.now)
        doing.result = {"release": release.release_id}
        doing.relations.add(record.partner)
    return release.release_id


def _is_open_answer(release: ReleaseRecord) -> bool:
    return release.releasable is Releasable.ANSWER and release.state == "draft"


def _answer(record: RequestRecord, held: Money | None, reason: str, now: datetime) -> Answer:
    asked = parse(Freeze, record.body).amount
    if held is None or not held.minor_units:
        return compose(Answer, reference=record.reference, outcome="not_held", decided_at=now, reason=reason)
    whole = (held.minor_units, held.currency) == (asked.minor_units, asked.currency)
    return compose(
        Answer,
        reference=record.reference,
        outcome="held" if whole else "held_in_part",
        held=on_wire(held),
        decided_at=now,
        reason=reason,
    )


def outcome(
    node: Node, who: Authority, request_id: str, returned: Money | None, victim_told_at: datetime | None, note: str
) -> str:
    """Drafts what came of a request in the end, for a second officer to release. Gives the release's id.

    Raises:
        Conflict: it was not answered yet, or a time or the amount contradicts the answer.
    """
    arguments = {
        "request": request_id,
        "returned": str(returned) if returned else "",
        "victim_told_at": victim_told_at.isoformat() if victim_told_at else "",
        "note": note,
    }
    with node.act(who, "request.outcome", arguments) as doing:
        record = store.find_request(doing.connection, request_id)
        body = compose(
            Outcome,
            reference=record.reference,
            returned=on_wire(returned) if returned else None,
            victim_told_at=victim_told_at,
            note=note,
        )
        requests.check_outcome(timeline(record, store.events(doing.connection, request_id)), body, doing.now, doing.now)
        draft = _about(node, doing.connection, record, Releasable.OUTCOME, dump(body))
        release = releases.draft(node, doing.connection, draft, doing.actor.officer_id, doing.now)
        doing.result = {"release": release.release_id}
        doing.relations.add(record.partner)
    return release.release_id


def _theirs(doing: Doing, request_id: str) -> RequestRecord:
    record = store.find_request(doing.connection, request_id)
    if record.direction != "in":
        raise Conflict(f"{request_id} is our own request", remedy="the partner answers it")
    return record


def _about(
    node: Node, connection: Connection, record: RequestRecord, releasable: Releasable, body: dict[str, object]
) -> Draft:
    basis = basis_in_force(connection, node.party, record.partner, record.offence)
    return Draft(
        releasable,
        record.request_id,
        record.partner,
        Purpose.ASSET_HOLD,
        basis,
        "" if releasable is Releasable.ACKNOWLEDGEMENT else record.offence,
        body,
        originators=frozenset({record.partner}) if record.direction == "in" else frozenset(),
    )
