"""Releases: what is drafted, the decision with its reasons, the second officer's signature, the queue.

`draft` is called by whatever makes an object; `approve` runs the pure decision once more with the signature in it,
and only then signs the very bytes that were previewed and queues them.
"""

import json
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from spean.agreements import store as agreements
from spean.casework import requests, store
from spean.casework.objects import Envelope, compose, digest, parse
from spean.casework.store import ReleaseRecord
from spean.db import Connection
from spean.errors import Conflict, NotFound, PolicyRefused
from spean.exchange import store as exchange
from spean.exchange.messages import OBJECT
from spean.identity import keys
from spean.model import Actor, Kind, OfficerRole
from spean.node.core import Authority, Doing, Node
from spean.node.standing import decision as decision_on
from spean.node.standing import named_in
from spean.release.decision import Decision, Releasable, Signature
from spean.vocab.purposes import Purpose
from spean.vocab.tlp import Tlp


@dataclass(frozen=True, slots=True)
class Draft:
    """An object to be drafted.

    Attributes:
        releasable: what kind of object.
        object_id: the record it is about: `Q-4`, `K-2`, `TH/S-1`.
        partner: whom it goes to.
        purpose: the code of why.
        basis: the article or point it rests on.
        offence: key of the closed list, or "".
        body: the object's own content.
        values: the indicators in it.
        originators: other parties whose material is in it.
        marking: TLP label.
    """

    releasable: Releasable
    object_id: str
    partner: str
    purpose: Purpose
    basis: str
    offence: str
    body: dict[str, Any]
    values: tuple[tuple[Kind, str], ...] = ()
    originators: frozenset[str] = frozenset()
    marking: Tlp = Tlp.AMBER


@dataclass(frozen=True, slots=True)
class Review:
    """What a releasing officer sees before signing: the exact bytes, and every rule with its outcome."""

    release: ReleaseRecord
    decision: Decision

    @property
    def preview(self) -> dict[str, Any]:
        """The bytes that will be sent, as JSON."""
        read: dict[str, Any] = json.loads(self.release.payload)
        return read


def payload(node: Node, new: Draft, now: datetime, message_id: str) -> bytes:
    """Makes an object's bytes.

    Raises:
        WrongUsage: the purpose or basis given is too long.
    """
    envelope = compose(
        Envelope,
        message_id=message_id,
        type=new.releasable,
        sender=node.party,
        recipient=new.partner,
        drafted_at=now,
        marking=new.marking,
        purpose=new.purpose,
        basis=new.basis,
        offence=new.offence,
        body=new.body,
    )
    return envelope.to_bytes()


def draft(
    node: Node, connection: Connection, new: Draft, drafter: str, now: datetime, message_id: str = ""
) -> ReleaseRecord:
    """Makes an object's bytes and keeps them as a draft.

    Raises:
        WrongUsage: the purpose or basis given is too long.
        Conflict: another draft of the same object waits for a second officer.
        PolicyRefused: a text in it names an identity that is not cleared for the recipient.
    """
    if any(_same(record, new) for record in store.releases(connection, new.object_id)):
        raise Conflict(
            f"a draft of {new.object_id} waits for a second officer",
            remedy=f"`spean release refuse {new.object_id}` first",
        )
    content = payload(node, new, now, message_id or secrets.token_hex(16))
    record = ReleaseRecord(
        store.next_id(connection, "R"),
        new.releasable,
        new.object_id,
        new.partner,
        new.marking,
        new.purpose,
        new.basis,
        new.offence,
        new.values,
        new.originators,
        content,
        digest(content),
        drafter,
        now,
        "draft",
    )
    store.add_release(connection, record)
    # Whether it is cleared, and no more: an answer at the draft must not tell a victim's value from an unknown one.
    if any(not value.cleared for value in named_in(node, connection, record, now)):
        raise PolicyRefused(
            f"texts: a text names an identity that is not cleared for {new.partner}",
            remedy="leave numbers, accounts, links and handles out of the texts",
        )
    return record


def _same(record: ReleaseRecord, new: Draft) -> bool:
    return record.state == "draft" and (record.releasable, record.partner) == (new.releasable, new.partner)


def review(node: Node, who: Authority, object_id: str) -> list[Review]:
    """Shows the open drafts of an object (or one release by its own id) with the decision as it stands."""
    with node.act(who, "release.review", {"object": object_id}) as doing:
        reviews = [
            Review(record, _shown(decision_on(node, doing.connection, record, doing.now), doing.actor))
            for record in _open(doing, object_id)
        ]
        digests = [review.release.digest for review in reviews]
        store.note_reviewed(doing.connection, doing.actor.officer_id, digests, doing.now)
        doing.result = {"digests": digests}
        doing.relations |= {review.release.partner for review in reviews}
    return reviews


#: Who may learn that a value is a victim's or contested here: whoever decides, protects, or checks afterwards.
_KEEPERS = frozenset({OfficerRole.APPROVER, OfficerRole.PROTECTION, OfficerRole.AUDITOR})


def _shown(decision: Decision, actor: Actor) -> Decision:
    """Leaves out what would tell a drafter whether a value is a victim's: a review must not answer such questions."""
    if actor.roles & _KEEPERS:
        return decision
    hidden = {"roles": "decided when a second officer signs", "texts": "decided when a second officer signs"}
    return Decision(
        tuple(
            replace(reason, text=hidden[reason.code], met=False) if reason.code in hidden else reason
            for reason in decision.reasons
        )
    )


def releases(node: Node, who: Authority) -> list[ReleaseRecord]:
    """Lists every release."""
    with node.act(who, "release.list", {}) as doing:
        return store.releases(doing.connection)


def approve(node: Node, who: Authority, object_id: str, reviewed: str = "") -> list[Review]:
    """Signs the open drafts of an object as second officer, and queues them.

    The officer's signature is over the SHA-256 of every draft, and only over what this very officer reviewed: a draft
    that was added or changed since is not signed.

    Args:
        node: this node.
        who: the second officer.
        object_id: the record's id, or one release's.
        reviewed: SHA-256 (hex) of the one draft that was reviewed; "" for what this officer's `review` showed.

    Raises:
        PolicyRefused: a rule is not met; the message names every one.
        NotFound: nothing of that id is open.
        Conflict: what waits is not what was reviewed.
    """
    with node.database.begin() as connection:
        digests = [record.digest for record in _drafted(connection, object_id) if record.state == "draft"]
    with node.act(who, "release.approve", {"object": object_id, "sha256": digests}) as doing:
        drafts = _open(doing, object_id)
        shown = {reviewed} if reviewed else store.was_shown(doing.connection, doing.actor.officer_id, digests)
        if [draft.digest for draft in drafts] != digests or set(digests) != shown:
            raise Conflict("what waits is not what you reviewed", remedy=f"`spean release review {object_id}` first")
        return [approve_one(node, doing, record) for record in drafts]


def refuse(node: Node, who: Authority, object_id: str, reason: str) -> list[str]:
    """Refuses the open drafts of an object; the drafter can draft anew."""
    with node.act(who, "release.refuse", {"object": object_id, "reason": reason}) as doing:
        refused = _open(doing, object_id)
        for record in refused:
            store.decide_release(doing.connection, record.release_id, "refused", doing.now)
    return [record.release_id for record in refused]


def approve_one(node: Node, doing: Doing, record: ReleaseRecord) -> Review:
    """Signs one draft inside an act, decides, and queues it.

    Raises:
        PolicyRefused: a rule is not met.
    """
    if digest(record.payload) != record.digest:
        raise PolicyRefused(
            "digest: the bytes kept are not those that were drafted", remedy="refuse it, and draft anew"
        )
    signature = Signature(doing.actor.officer_id, doing.actor.roles, record.digest)
    decision = decision_on(node, doing.connection, record, doing.now, signature)
    if not decision.allowed:
        raise PolicyRefused("; ".join(f"{reason.code}: {reason.text}" for reason in decision.unmet))
    store.add_signature(doing.connection, record.release_id, signature, doing.now)
    store.decide_release(doing.connection, record.release_id, "approved", doing.now)
    doing.relations.add(record.partner)
    _take_effect(node, doing, record)
    return Review(replace(record, state="approved"), decision)


def _drafted(connection: Connection, object_id: str) -> list[ReleaseRecord]:
    if object_id.startswith("R-"):
        return [record for record in store.releases(connection) if record.release_id == object_id]
    return store.releases(connection, object_id)


def _open(doing: Doing, object_id: str) -> list[ReleaseRecord]:
    found = _drafted(doing.connection, object_id)
    if not found:
        raise NotFound(f"nothing of {object_id} was drafted for release")
    drafts = [record for record in found if record.state == "draft"]
    if not drafts:
        raise Conflict(f"{object_id} has no open draft: the last one was {found[-1].state}")
    return drafts


def _take_effect(node: Node, doing: Doing, record: ReleaseRecord) -> None:
    """Queues a delivered object, and notes the step on the record it is about. Match tags are fetched, not sent."""
    if record.releasable is Releasable.MATCH_TAGS:
        return
    envelope = parse(Envelope, record.payload)
    token = keys.sign(record.payload, node.key, OBJECT)
    queued = exchange.Queued(envelope.message_id, record.partner, record.release_id, token, 0, doing.now, "")
    exchange.enqueue(doing.connection, queued)
    _note(doing, record, envelope, doing.actor)


def _note(doing: Doing, record: ReleaseRecord, envelope: Envelope, actor: Actor) -> None:
    if record.releasable is Releasable.STATEMENT:
        agreements.mark_released(doing.connection, record.object_id)
        return
    request = store.find_request(doing.connection, record.object_id)
    by = actor.officer_id
    if record.releasable is Releasable.REQUEST:
        requests.note_step(doing.connection, request, "released", doing.now, by)
    elif record.releasable is Releasable.ACKNOWLEDGEMENT:
        requests.note_acknowledged(doing.connection, request, envelope.body, by)
    elif record.releasable is Releasable.ANSWER:
        requests.note_answered(doing.connection, request, envelope.body, by)
    elif record.releasable is Releasable.OUTCOME:
        requests.note_outcome(doing.connection, request, envelope.body, by, envelope.drafted_at)
