"""The private matching between two nodes: the owner's answers and the asker's run, over signed messages.

What the owner serves is what a second officer released, less what may no longer leave: a restriction needs no new
signature. The key of a set is derived from its present values, so that any restriction makes a new key, and tags
fetched before are useless from then on. Evaluations are counted, durably, before they are answered; over the day's
bound it refuses.
"""

import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from joserfc.jwk import OKPKey

from spean.audit.commitment import canonical
from spean.casework import store as casework
from spean.casework.objects import Envelope, parse
from spean.db import Connection
from spean.errors import PolicyRefused, ProtocolViolation
from spean.exchange import store
from spean.exchange.messages import ANSWER, ASK, MatchAnswer, MatchAsk, open_answer, sign_message
from spean.exchange.transport import Transport
from spean.identity.store import Partner
from spean.matching import tags, voprf
from spean.matching.tag_set import TagSet, check_tags, publish
from spean.model import Kind
from spean.vocab.purposes import Purpose

PATH = "/partner/v1/matching"
#: Changed by an operator's decision only: every tag made before is useless under the next one.
KEY_EPOCH = "1"

Values = list[tuple[Kind, str]]


@dataclass(frozen=True, slots=True)
class Owner:
    """This node as the owner of sets.

    Attributes:
        party: this node's.
        key: its signing key.
        seed: 32 secret bytes; every matching key is derived from it.
        normaliser: version of the normaliser.
        daily_items: evaluations allowed to one partner in 24 hours.
        standing: gives the newest released tags for a partner, and those of their values that may be matched now.
    """

    party: str
    key: OKPKey
    seed: bytes
    normaliser: str
    daily_items: int
    standing: Callable[[Connection, str, datetime], tuple[casework.ReleaseRecord | None, Values]]

    def matching_key(self, partner: str, kind: Kind, values: Sequence[str]) -> voprf.KeyPair:
        """Derives the key of one partner × kind × set of values (RFC 9497 DeriveKeyPair)."""
        present = sha256(canonical(sorted(values))).hexdigest()
        info = f"spean/{self.party}/{partner}/{kind}/{self.normaliser}/{KEY_EPOCH}/{present}"
        return voprf.derive_key_pair(self.seed, info.encode())


def tag_sets(owner: Owner, partner: str, values: Values) -> dict[str, dict[str, str]]:
    """Makes the sets that a release of match tags carries: kind → announcement and tags, hex."""
    sets = {}
    for kind in sorted({kind for kind, _ in values}):
        own = _of_kind(values, kind)
        announced, packed = publish(owner.matching_key(partner, kind, own), kind, owner.normaliser, own)
        sets[kind.value] = {"tag_set": announced.to_bytes().hex(), "tags": packed.hex()}
    return sets


def _of_kind(values: Iterable[tuple[Kind, str]], kind: Kind) -> list[str]:
    return [value for k, value in values if k is kind]


def answer(connection: Connection, owner: Owner, partner: Partner, ask: MatchAsk, now: datetime) -> str:
    """Answers one question, signed.

    Raises:
        PolicyRefused: the partner's budget for the day is used up.
        ProtocolViolation: the page is malformed, or for another key than that of the present set.
    """
    if ask.elements:
        content = _answer_page(connection, owner, partner, ask, now)
    else:
        content = _answer_set(connection, owner, partner, ask, now)
    return sign_message(content, owner.key, ANSWER)


def _answer_page(connection: Connection, owner: Owner, partner: Partner, ask: MatchAsk, now: datetime) -> MatchAnswer:
    page = tags.Page(ask.key_id, ask.number, bytes.fromhex(ask.elements))
    if store.charge(connection, partner.party, ask.nonce, page.items, now) > owner.daily_items:
        raise PolicyRefused(
            "the day's evaluations for this partner are used up", remedy="go on tomorrow, or ask to raise the bound"
        )
    _, standing = owner.standing(connection, partner.party, now)
    present = _of_kind(standing, ask.kind)
    if not present:
        raise ProtocolViolation("nothing of this kind is released", remedy="fetch the present set, ask again")
    found = tags.answer_page(owner.matching_key(partner.party, ask.kind, present), page)
    return MatchAnswer(nonce=ask.nonce, elements=found.elements.hex(), proof=found.proof.hex())


def _answer_set(connection: Connection, owner: Owner, partner: Partner, ask: MatchAsk, now: datetime) -> MatchAnswer:
    released, standing = owner.standing(connection, partner.party, now)
    present = [pair for pair in standing if pair[0] is ask.kind]
    if released is None or not present:
        return MatchAnswer(nonce=ask.nonce)
    if present == [pair for pair in released.values if pair[0] is ask.kind]:
        sets = parse(Envelope, released.payload).body["sets"]
    else:
        sets = tag_sets(owner, partner.party, present)
    return MatchAnswer(nonce=ask.nonce, **sets[ask.kind.value])


@dataclass(frozen=True, slots=True)
class Asker:
    """This node as the asker.

    Attributes:
        party: this node's.
        key: its signing key.
        normaliser: version of the normaliser.
        page_items: values in one page.
        clock: gives the present instant.
    """

    party: str
    key: OKPKey
    normaliser: str
    page_items: int
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class KindRun:
    """What one run found for one kind.

    Attributes:
        kind: which.
        asked: how many values were asked; 0 where the partner has released none of the kind.
        theirs: how many values the partner's set has.
        found: the values both sides have.
    """

    kind: Kind
    asked: int
    theirs: int
    found: tuple[str, ...]


def run(
    asker: Asker,
    transport: Transport,
    partner: Partner,
    kind: Kind,
    values: Sequence[str],
    progress: Callable[[int], None],
) -> KindRun:
    """Asks a partner which of these values its set has.

    Args:
        asker: this node.
        transport: to speak through.
        partner: the pinned partner.
        kind: of the values.
        values: this node's cleared ones.
        progress: told the number of values answered so far.

    Raises:
        PartnerAway, PartnerRefused, SignatureInvalid, MessageInvalid, ProtocolViolation: nothing was learnt.
    """
    said = _exchange(asker, transport, partner, _question(asker, partner, kind))
    if not said.tag_set:
        return KindRun(kind, 0, 0, ())
    announced = TagSet.from_bytes(bytes.fromhex(said.tag_set))
    packed = bytes.fromhex(said.tags)
    check_tags(announced, packed)
    if announced.kind is not kind:
        raise ProtocolViolation("the partner announced a set of another kind")
    asking = tags.ask(announced, asker.normaliser, values, page_items=asker.page_items)
    answers, done = [], 0
    for page in asking.to_send():
        question = _question(asker, partner, kind, page)
        evaluated = _exchange(asker, transport, partner, question)
        answers.append(tags.Answer(page.number, bytes.fromhex(evaluated.elements), bytes.fromhex(evaluated.proof)))
        done += page.items
        progress(done)
    return KindRun(kind, done, announced.count, tags.finish(asking, answers, announced, packed))


def _question(asker: Asker, partner: Partner, kind: Kind, page: tags.Page | None = None) -> MatchAsk:
    return MatchAsk(
        sender=asker.party,
        recipient=partner.party,
        asked_at=asker.clock(),
        nonce=secrets.token_hex(16),
        kind=kind,
        purpose=Purpose.INVESTIGATION,
        key_id=page.key_id if page else "",
        number=page.number if page else 0,
        elements=page.elements.hex() if page else "",
    )


def _exchange(asker: Asker, transport: Transport, partner: Partner, question: MatchAsk) -> MatchAnswer:
    token = sign_message(question, asker.key, ASK)
    envelope = json.dumps({"sender": asker.party, "token": token})
    return open_answer(transport.post(partner.url, PATH, envelope), partner, question.nonce)
