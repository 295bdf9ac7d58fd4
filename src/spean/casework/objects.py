"""The objects that leave: their exact JSON form, the same at draft, at preview, on the wire and at the partner.

An object's bytes are made once, when it is drafted (`Envelope.to_bytes`); the releasing officer signs their
SHA-256, the node signs the very same bytes, and the partner parses them strictly: an unknown key is refused.
"""

import hashlib
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from spean.audit.commitment import canonical
from spean.errors import MessageInvalid, WrongUsage
from spean.release.decision import Releasable
from spean.vocab.currencies import EXPONENTS
from spean.vocab.tlp import Tlp

Text = Annotated[str, Field(max_length=2000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Party = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
#: A request's name on both nodes: the party that asks, and its own number there.
Reference = Annotated[str, Field(pattern=r"^[A-Z]{2}/Q-[0-9]{1,9}$")]
LARGEST_MINOR_UNITS = 10**15


#: An instant that every clock and calendar on the way can hold: a partner's year 1 would fail only when shown.
Instant = Annotated[AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2200, 1, 1, tzinfo=UTC))]


def _known_currency(code: str) -> str:
    if code not in EXPONENTS:  # an amount whose minor units nobody knows is no amount
        raise ValueError("not a currency of ISO 4217")
    return code


class _Object(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Amount(_Object):
    """Money on the wire."""

    minor_units: Annotated[int, Field(ge=0, le=LARGEST_MINOR_UNITS)]
    currency: Annotated[str, AfterValidator(_known_currency)]


class Freeze(_Object):
    """A request to hold money in an account (fields of the FBI's Financial Fraud Kill Chain, those known at first).

    Attributes:
        reference: the request's name on both nodes.
        account: the beneficiary's account, digits.
        bank: code of its bank.
        amount: what was paid into it.
        paid_at: when it was paid.
        reported_at: when the victim reported it.
        summary: what the asking officer says of it; no victim's identity.
    """

    reference: Reference
    request: Literal["freeze"] = "freeze"
    account: Annotated[str, Field(pattern=r"^[0-9]{6,20}$")]
    bank: Name
    amount: Amount
    paid_at: Instant
    reported_at: Instant
    summary: Text = ""


class Acknowledgement(_Object):
    """An officer of the asked side has the request before them."""

    reference: Reference
    acknowledged_at: Instant


class Answer(_Object):
    """What the asked side did: the amount held, or why nothing was.

    Attributes:
        outcome: held (all asked), held_in_part, not_held.
        held: what is held, where anything is.
        decided_at: when the competent authority decided.
        reason: why not, or not all.
    """

    reference: Reference
    outcome: Literal["held", "held_in_part", "not_held"]
    held: Amount | None = None
    decided_at: Instant
    reason: Text = ""


class Outcome(_Object):
    """What came of it in the end: the feedback the asking side gives.

    Attributes:
        returned: what was paid back to the victim.
        victim_told_at: when the victim heard the outcome.
        wrong_hold: whether the hold turned out to be a mistake.
    """

    reference: Reference
    returned: Amount | None = None
    victim_told_at: Instant | None = None
    wrong_hold: bool = False
    note: Text = ""


class Envelope(_Object):
    """What every released object says of itself."""

    version: Literal[1] = 1
    message_id: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    type: Releasable
    sender: Party
    recipient: Party
    drafted_at: Instant
    marking: Tlp
    purpose: Name
    basis: Name
    offence: Annotated[str, Field(max_length=40)] = ""
    body: dict[str, Any]

    def to_bytes(self) -> bytes:
        """Gives the one canonical byte string that is previewed, signed and sent."""
        return canonical(self.model_dump(mode="json"))


def digest(payload: bytes) -> str:
    """Gives the SHA-256 in hex of an object's bytes: what a releasing officer signs."""
    return hashlib.sha256(payload).hexdigest()


def dump(body: BaseModel) -> dict[str, Any]:
    """Gives an object's JSON form for an envelope."""
    return body.model_dump(mode="json")


Parsed = TypeVar("Parsed", bound=BaseModel)


def parse(model: type[Parsed], content: bytes | dict[str, Any]) -> Parsed:
    """Reads an object strictly.

    Raises:
        MessageInvalid: it has another form; the message names the field, never its value.
    """
    try:
        if isinstance(content, bytes):
            return model.model_validate_json(content)
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "the object"
        raise MessageInvalid(f"{model.__name__.lower()}: {field}: {first['type']}") from error


def compose(model: type[Parsed], **fields: Any) -> Parsed:
    """Makes an object of this side's own.

    Raises:
        WrongUsage: a field does not fit the form; the message names the field, never its value.
    """
    try:
        return model(**fields)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or model.__name__.lower()
        raise WrongUsage(f"{field}: {first['msg']}", remedy="shorten or correct what was given for it") from error


def instant(text: str) -> datetime:
    """Reads an ISO 8601 instant from an object's JSON form."""
    return datetime.fromisoformat(text)
