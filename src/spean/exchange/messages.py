"""Signed messages between nodes: compact JWS over exact bytes, by the key that two officers pinned.

A released object is signed once, at release. Everything else (receipts, matching) is signed as it is said. Each
kind has its own `typ`, so that a receipt can never be replayed as a request.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from joserfc.jwk import OKPKey
from pydantic import BaseModel, ConfigDict, Field

from spean.audit.commitment import canonical
from spean.casework.objects import Instant, parse
from spean.errors import SignatureInvalid
from spean.identity import keys
from spean.identity.store import Partner
from spean.model import Kind
from spean.vocab.purposes import Purpose

OBJECT, RECEIPT, ASK, ANSWER = "spean-object", "spean-receipt", "spean-match-ask", "spean-match-answer"

#: How far a matching message's clock may be from ours; objects and receipts hold at any age.
MAX_SKEW_SECONDS = 300

Hex = Annotated[str, Field(pattern=r"^([0-9a-f]{2})*$")]
Nonce = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Receipt(_Message):
    """The receiving node has the object, durably.

    Attributes:
        message_id: the object's.
        sha256: of the object's exact bytes.
        received_at: when it was stored.
        checkpoint: the receiver's log of this relation, signed, with the receiving in it.
    """

    message_id: str
    sha256: Hex
    received_at: Instant
    checkpoint: str


class MatchAsk(_Message):
    """A question of the private matching: the present tag set, or the evaluation of one page.

    Attributes:
        sender: who asks.
        recipient: who is asked; a question can't be turned to another party.
        asked_at: when.
        nonce: never used twice.
        kind: of the indicators.
        purpose: a fixed code, for the partner's log: no officer's words leave with a question.
        key_id: of the epoch that is asked for, with a page.
        number: the page's place in the asking.
        elements: blinded elements, hex; empty for the tag set.
    """

    sender: str
    recipient: str
    asked_at: Instant
    nonce: Nonce
    kind: Kind
    purpose: Purpose
    key_id: str = ""
    number: Annotated[int, Field(ge=0)] = 0
    elements: Hex = ""


class MatchAnswer(_Message):
    """The answer to one question; `nonce` is the question's.

    Attributes:
        tag_set: the announcement as hex, with `tags`; empty where nothing is released, and for pages.
        tags: the owner's tags, hex, end to end.
        elements: evaluated elements, hex.
        proof: the batch proof, hex.
    """

    nonce: Nonce
    tag_set: Hex = ""
    tags: Hex = ""
    elements: Hex = ""
    proof: Hex = ""


def sign_message(message: BaseModel, key: OKPKey, typ: str) -> str:
    """Signs a message's canonical bytes."""
    return keys.sign(canonical(message.model_dump(mode="json")), key, typ)


def open_receipt(token: str, partner: Partner) -> Receipt:
    """Verifies and reads a receipt.

    Raises:
        SignatureInvalid: not signed by the partner.
        MessageInvalid: of another form.
    """
    return parse(Receipt, keys.verify(token, partner.public_key, RECEIPT))


def open_ask(token: str, partner: Partner, party: str, now: datetime) -> MatchAsk:
    """Verifies and reads a question.

    Raises:
        SignatureInvalid: not signed by the partner, for another party, or outside its time.
        MessageInvalid: of another form.
    """
    ask = parse(MatchAsk, keys.verify(token, partner.public_key, ASK))
    if (ask.sender, ask.recipient) != (partner.party, party):
        raise SignatureInvalid("a question is from or for another party")
    if abs((now - ask.asked_at).total_seconds()) > MAX_SKEW_SECONDS:
        raise SignatureInvalid("a question is outside its time", remedy="check both nodes' clocks")
    return ask


def open_answer(token: str, partner: Partner, nonce: str) -> MatchAnswer:
    """Verifies and reads the answer to one question.

    Raises:
        SignatureInvalid: not signed by the partner, or the answer to another question.
        MessageInvalid: of another form.
    """
    answer = parse(MatchAnswer, keys.verify(token, partner.public_key, ANSWER))
    if answer.nonce != nonce:
        raise SignatureInvalid("an answer is to another question")
    return answer


@dataclass(frozen=True, slots=True)
class Identity:
    """What one side hands the other to be pinned: `spean partner invite`.

    Attributes:
        party: ISO 3166-1 alpha-2.
        name: of the authority that runs the node.
        url: of its partner listener.
        key: public JWK.
    """

    party: str
    name: str
    url: str
    key: dict[str, str]

    def to_json(self) -> str:
        """Gives the file's text."""
        record = {"spean": 1, "party": self.party, "name": self.name, "url": self.url, "key": self.key}
        return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


class PublicKey(_Message):
    """The public half of a node's key, as `keys.public` gives it."""

    kty: Literal["OKP"]
    crv: Literal["Ed25519"]
    x: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{43}$")]
    kid: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{43}$")]


class IdentityFile(_Message):
    """The strict form of an invitation file."""

    spean: Annotated[int, Field(ge=1, le=1)]
    party: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    url: Annotated[str, Field(pattern=r"^https?://([A-Za-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?$", max_length=300)]
    key: PublicKey


def read_identity(content: bytes) -> Identity:
    """Reads an invitation file; its key is trusted only once two officers compared the fingerprint.

    Raises:
        MessageInvalid: it is not one.
    """
    read = parse(IdentityFile, content)
    return Identity(read.party, read.name, read.url, read.key.model_dump())
