"""The agreement on this node: adding it, stating one's own status of a point, both columns beside each other."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from spean.agreements import measures, register, store
from spean.agreements.measures import StepFigure
from spean.agreements.register import PointStatus, Status
from spean.agreements.schema import AgreementFile, read_agreement
from spean.agreements.store import Kept, Statement
from spean.casework import store as casework
from spean.casework.objects import dump
from spean.casework.requests import Timeline, timeline
from spean.db import Connection
from spean.errors import Conflict, NotFound, PolicyRefused, WrongUsage
from spean.identity import store as identity
from spean.node import releases
from spean.node.core import Authority, Node, as_arguments
from spean.node.officers import check_apart
from spean.node.releases import Draft
from spean.release.decision import Releasable
from spean.vocab.purposes import Purpose
from spean.vocab.tlp import Tlp


@dataclass(frozen=True, slots=True)
class NewStatement:
    """What an officer states of a point, for this node's party."""

    point_id: str
    status: Status
    as_of: date
    text: str = ""
    source: str = ""
    evidence: Path | None = None


@dataclass(frozen=True, slots=True)
class AgreementStatus:
    """An agreement as it stands: every point with both columns, and the first measure in each direction.

    Until it is confirmed by a second officer nothing is released under it. `not_delivered` counts our released requests
    that the partner does not have yet: the figures of both sides, which must be the same, can't hold them.
    """

    agreement: AgreementFile
    confirmed: bool
    points: list[PointStatus]
    asked: tuple[StepFigure, ...]
    received: tuple[StepFigure, ...]
    not_delivered: int


def add(node: Node, who: Authority, text: str) -> AgreementFile:
    """Adds an agreement; nothing is released under it before a second officer confirms it.

    The very same file again changes nothing.

    Raises:
        WrongUsage: the file is malformed, or this node's party is not bound by it.
        Conflict: another version of it, or another agreement with one of its points, is kept already.
    """
    read = read_agreement(text)
    if node.party not in read.agreement.parties:
        raise WrongUsage(f"{node.party} is no party to this agreement")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    with node.act(who, "agreement.add", {"agreement": read.agreement.id, "sha256": sha256}) as doing:
        there = store.agreement_sha256(doing.connection, read.agreement.id)
        if there is not None and there != sha256:
            raise Conflict(f"another text of {read.agreement.id} is kept already", remedy="give the new one its own id")
        if there is None:
            _check_points(doing.connection, read)
            by = doing.actor.officer_id
            store.add_agreement(doing.connection, read.agreement.id, text, sha256, by, doing.now)
    return read


def confirm(node: Node, who: Authority, agreement_id: str, compared: str = "") -> Kept:
    """Confirms an agreement as second officer: from here on releases may rest on it. The signature is over its SHA-256.

    Args:
        node: this node.
        who: the second officer.
        agreement_id: of the agreement.
        compared: SHA-256 (hex) of the file that the officer read; "" for the one that is kept.

    Raises:
        NotFound: there is none of that id.
        PolicyRefused: the officer who added it can't confirm it, nor one whom they registered.
        Conflict: it is confirmed already, or not the file that was compared.
    """
    with node.database.begin() as connection:
        sha256 = store.agreement_sha256(connection, agreement_id)
    with node.act(who, "agreement.confirm", {"agreement": agreement_id, "sha256": sha256}) as doing:
        kept = store.find_agreement(doing.connection, agreement_id)
        if kept.confirmed_by is not None:
            raise Conflict(f"{agreement_id} is confirmed already")
        if kept.sha256 != sha256 or (compared and compared.lower() != sha256):
            raise Conflict("the text kept is not the one compared", remedy="read `spean agreement show` again")
        if kept.added_by == doing.actor.officer_id:
            raise PolicyRefused("the officer who added it can't confirm it", remedy="a second officer must")
        check_apart(doing, kept.added_by)
        store.confirm(doing.connection, agreement_id, doing.actor.officer_id, doing.now)
    return kept


def show(node: Node, who: Authority, agreement_id: str) -> Kept:
    """Gives an agreement file as it is kept, for a second officer to read before confirming it."""
    with node.act(who, "agreement.status", {"agreement": agreement_id}) as doing:
        return store.find_agreement(doing.connection, agreement_id)


def _check_points(connection: Connection, new: AgreementFile) -> None:
    # A statement names its point alone, so a point's id must be one over all agreements.
    known = {point.id for text in store.agreements(connection) for point in read_agreement(text).point}
    if twice := sorted(known & {point.id for point in new.point}):
        raise Conflict(f"point {twice[0]} stands in another agreement", remedy="give its points ids of their own")


def state(node: Node, who: Authority, new: NewStatement) -> tuple[Statement, list[str]]:
    """States this party's own status of a point, and drafts its release to the other parties.

    Returns:
        The statement, and the ids of the releases that wait for a second officer.

    Raises:
        NotFound: no agreement has that point.
        WrongUsage: a text is too long.
    """
    evidence = _sha256(new.evidence)
    with node.act(who, "agreement.state", {**as_arguments(new), "evidence": evidence}) as doing:
        agreement = _agreement_of(doing.connection, new.point_id)
        reference = f"{node.party}/{casework.next_id(doing.connection, 'S')}"
        statement = Statement(
            reference,
            node.party,
            new.point_id,
            new.status.value,
            new.as_of,
            new.text,
            new.source,
            evidence,
            doing.now,
            released=False,
        )
        body = dump(register.body_of(statement))
        store.add_statement(doing.connection, statement)
        parties = [p.party for p in identity.partners(doing.connection) if p.party in agreement.agreement.parties]
        drafted = [
            releases.draft(
                node,
                doing.connection,
                Draft(
                    Releasable.STATEMENT,
                    reference,
                    party,
                    Purpose.REPORTING,
                    f"agreement {agreement.agreement.id}",
                    "",
                    body,
                    marking=Tlp.GREEN,
                ),
                doing.actor.officer_id,
                doing.now,
            ).release_id
            for party in parties
        ]
        doing.result = {"statement": reference, "releases": drafted}
    return statement, drafted


def _agreement_of(connection: Connection, point_id: str) -> AgreementFile:
    for text in store.agreements(connection):
        agreement = read_agreement(text)
        if any(point.id == point_id for point in agreement.point):
            return agreement
    raise NotFound(f"no agreement here has a point {point_id}", remedy="see `spean agreement status` for the points")


def _sha256(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise WrongUsage(f"the evidence file can't be read ({error.strerror})") from error


def status(node: Node, who: Authority) -> list[AgreementStatus]:
    """Shows every agreement with both sides' columns and the first measure."""
    with node.act(who, "agreement.status", {}) as doing:
        connection = doing.connection
        statements = store.statements(connection)
        records = [
            (record, timeline(record, casework.events(connection, record.request_id)))
            for record in casework.requests(connection)
        ]
        found = []
        for text in store.agreements(connection):
            agreement = read_agreement(text)
            cover = agreement.cover()
            lines: dict[str, list[Timeline]] = {"out": [], "in": []}
            for record, line in records:  # only what this agreement is about
                if record.partner in cover.parties and record.offence in cover.offences:
                    lines[record.direction].append(line)
            points = register.status(agreement, statements, node.party)
            asked, received = (measures.payment_to_hold(lines[way]) for way in ("out", "in"))
            confirmed = store.find_agreement(connection, agreement.agreement.id).confirmed_by is not None
            missing = measures.not_delivered(lines["out"])
            found.append(AgreementStatus(agreement, confirmed, points, asked, received, missing))
    return found
