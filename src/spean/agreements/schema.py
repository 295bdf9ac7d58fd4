"""The form of an agreement file (TOML), read strictly: an unknown key is an error.

Dates are TOML dates or the words `not stated`, which is an answer like any other.
"""

import tomllib
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from spean.errors import WrongUsage
from spean.release.decision import Cover
from spean.vocab.offences import OFFENCES
from spean.vocab.purposes import Purpose

NOT_STATED: Literal["not stated"] = "not stated"
Stated = date | Literal["not stated"]
Party = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Line = Annotated[str, Field(min_length=1, max_length=2000)]
Identifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9./_-]{0,79}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Basis(_Part):
    """A legal basis that the agreement gives."""

    id: Identifier
    title: Line
    date: Stated = NOT_STATED
    offences: tuple[str, ...]


class Covers(_Part):
    """What release decides by: since when, for which offences and purposes."""

    since: Annotated[date, Field(alias="from")]
    until: date | None = None
    offences: tuple[str, ...]
    purposes: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()


class Source(_Part):
    """Where a wording was read."""

    id: Identifier
    publisher: Line
    title: Line
    url: str = ""
    date: Stated = NOT_STATED
    lang: str = ""
    note: str = ""


class Header(_Part):
    """The agreement as a whole."""

    id: Identifier
    title: Line
    parties: Annotated[tuple[Party, ...], Field(min_length=2)]
    date: Stated
    place: Line = NOT_STATED
    body: Line = NOT_STATED
    prevailing_text: Line = NOT_STATED
    example: bool = False
    covers: Covers
    source: tuple[Source, ...] = ()


class Wording(_Part):
    """One published wording of a point: by whom, where, when."""

    party: Party
    source: Identifier
    lang: str
    date: Stated
    wording: Line


class Commitment(_Part):
    """What was promised under a point, and by whom."""

    id: Identifier
    by: tuple[Party, ...]
    text: Line
    source: Identifier
    due: Stated = NOT_STATED
    measures: tuple[str, ...] = ()


class Point(_Part):
    """One point, with every published wording of it."""

    id: Identifier
    area: Line
    text: tuple[Wording, ...] = ()
    commitment: tuple[Commitment, ...] = ()


class Unplaced(Wording):
    """A wording that one source counts among the points and no other has."""

    area: Line


class AgreementFile(_Part):
    """The whole file."""

    agreement: Header
    point: Annotated[tuple[Point, ...], Field(min_length=1)]
    unplaced: tuple[Unplaced, ...] = ()

    @model_validator(mode="after")
    def _check_references(self) -> "AgreementFile":
        known = {source.id for source in self.agreement.source}
        used = {text.source for point in self.point for text in point.text}
        used |= {commitment.source for point in self.point for commitment in point.commitment}
        if missing := sorted((used | {text.source for text in self.unplaced}) - known):
            raise ValueError(f"source {missing[0]} is not listed")
        if len(set(self.agreement.parties)) < len(self.agreement.parties):
            raise ValueError("a party stands twice")
        ids = [point.id for point in self.point]
        if len(ids) != len(set(ids)):
            raise ValueError("a point's id stands twice")
        if unknown := sorted(set(self.agreement.covers.offences) - set(OFFENCES)):
            raise ValueError(f"offence {unknown[0]} is not on the closed list")
        if unknown := sorted(set(self.agreement.covers.purposes) - set(Purpose)):
            raise ValueError(f"purpose {unknown[0]} is unknown; known are {', '.join(Purpose)}")
        return self

    def cover(self) -> Cover:
        """Gives what the release decision looks at."""
        header, offences = self.agreement, frozenset(self.agreement.covers.offences)
        bases = dict.fromkeys((header.id, *(point.id for point in self.point)), offences)
        return Cover(
            header.id,
            frozenset(header.parties),
            offences,
            header.covers.since,
            header.covers.until,
            frozenset(header.covers.purposes),
            bases | {basis.id: frozenset(basis.offences) for basis in header.covers.basis},
        )


def read_agreement(text: str) -> AgreementFile:
    """Reads an agreement file.

    Raises:
        WrongUsage: it is not TOML, or a key is unknown, missing or malformed; the message names the key.
    """
    try:
        return AgreementFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise WrongUsage(f"the agreement file is not valid TOML: {error}", remedy="correct the line named") from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "the file"
        raise WrongUsage(f"agreement file: {key}: {first['msg']}", remedy="see docs/agreement") from error
