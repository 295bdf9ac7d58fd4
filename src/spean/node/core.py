"""The node itself, and the one way anything is done with it: `Node.act`.

A part is imported where it is first needed: a short act (who am I, what waits) must not wait for DuckDB and HTTP.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from joserfc.jwk import OKPKey

from spean.audit import heads
from spean.audit import store as audit
from spean.db import Connection, Database
from spean.errors import AuditBroken, NotAllowed, NotAuthenticated, SpeanError, StorageFailed
from spean.identity import acts, permissions
from spean.identity import keys as key_files
from spean.identity import store as identity
from spean.identity.acts import Act
from spean.identity.credentials import Credential
from spean.model import Actor, Kind, Role
from spean.node.strangers import Strangers
from spean.settings import Settings

#: Characters of a page's address that the log keeps where it was refused.
LONGEST_ASKED = 80

if TYPE_CHECKING:
    from spean.evidence.files import EvidenceFiles
    from spean.evidence.query import Evidence
    from spean.exchange.inbox import Receiver
    from spean.exchange.matching import Owner
    from spean.exchange.outbox import Deliverer
    from spean.exchange.transport import Transport


def as_arguments(record: Any) -> dict[str, Any]:
    """Gives every field of a record as arguments of an act: what an officer states is signed and logged whole."""
    return {name: _plain(getattr(record, name)) for name in record.__dataclass_fields__}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return value if value is None or isinstance(value, (int, str)) else str(value)


class Authority(Protocol):
    """What says who acts: checked inside the transaction of the act."""

    def authenticate(self, connection: Connection, act: Act, party: str, now: datetime) -> Actor:
        """Gives the officer, or raises `NotAuthenticated` or `SignatureInvalid`; their roles are checked after."""


@dataclass(frozen=True, slots=True)
class CredentialAuthority:
    """An officer at the command line: their key signs each act."""

    credential: Credential

    def authenticate(self, connection: Connection, act: Act, party: str, now: datetime) -> Actor:
        """Signs the act and checks the signature as anyone would."""
        return acts.authenticate(connection, acts.sign(act, self.credential, now), act, party, now)


@dataclass(frozen=True, slots=True)
class SessionAuthority:
    """An officer in a browser: a session that a signed act began."""

    token: str = field(repr=False)

    def authenticate(self, connection: Connection, act: Act, party: str, now: datetime) -> Actor:
        """Finds the session; what changes anything needs a signature."""
        if act.name not in permissions.SESSION_ACTS:
            raise NotAllowed(f"{act.name} must be signed", remedy="do it at the command line, with your credential")
        officer = identity.officer_of_token(connection, self.token, "session", now)
        if officer is None:
            raise NotAuthenticated("not signed in, or signed in too long ago", remedy="sign in again")
        return Actor(officer.officer_id, officer.roles, act.name, "")


@dataclass(slots=True)
class Doing:
    """An act under way.

    Attributes:
        connection: in the act's transaction.
        actor: who acts.
        now: the instant of the act.
        result: what goes into the audit row beside the arguments; no free text of a report.
        relations: partners whose relation's log gets the entry too.
    """

    connection: Connection
    actor: Actor
    now: datetime
    result: dict[str, Any] = field(default_factory=dict)
    relations: set[str] = field(default_factory=set)


def _short(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Cuts what a page's address asked for: only a signed act is kept word for word, as its signature needs it."""
    return {
        key: value if not isinstance(value, str) or len(value) <= LONGEST_ASKED else f"{value[:LONGEST_ASKED]}…"
        for key, value in asked.items()
    }


class Node:
    """One party's node, opened. Close it when done, or use it as a context manager."""

    def __init__(self, settings: Settings, database: Database, clock: Callable[[], datetime] | None = None) -> None:
        self.settings = settings
        self.database = database
        self.clock = clock or (lambda: datetime.now(UTC))
        self._strangers = Strangers()
        self.database.before_commit = heads.Sealer(self.party, lambda: self.key)
        self._key: tuple[tuple[int, ...], OKPKey] | None = None
        self._transport: Transport | None = None
        self._evidence: tuple[tuple[str, ...], Evidence] | None = None

    # -- parts ----------------------------------------------------------------------------------------------
    @property
    def home(self) -> Path:
        """The node's folder."""
        return self.settings.home

    @property
    def party(self) -> str:
        """The party that runs this node."""
        return self.settings.party

    @property
    def key(self) -> OKPKey:
        """The node's signing key, read anew when its file is another: a rotated key works at once."""
        path = self.home / "keys" / "node.jwk"
        stat = path.stat()
        seen = (stat.st_mode, stat.st_size, stat.st_mtime_ns, stat.st_ino)
        if self._key is None or self._key[0] != seen:
            self._key = (seen, key_files.load_key(path))
        return self._key[1]

    @cached_property
    def files(self) -> "EvidenceFiles":
        """The evidence folder."""
        from spean.evidence.files import EvidenceFiles

        return EvidenceFiles(self.home / "evidence")

    @property
    def transport(self) -> "Transport":
        """The way to partners."""
        from spean.exchange.transport import Transport

        self._transport = self._transport or Transport()
        return self._transport

    def receiver(self) -> "Receiver":
        """This node as a receiver of objects."""
        from spean.exchange.inbox import Receiver

        return Receiver(self.party, self.key)

    def owner(self) -> "Owner":
        """This node as an owner of match tags."""
        from spean.exchange.matching import Owner
        from spean.indicators.extract import NORMALISER_VERSION
        from spean.node.standing import standing_tags

        seed = bytes.fromhex(key_files.read_private(self.home / "keys" / "matching.seed"))
        bound = self.settings.matching.daily_items
        return Owner(self.party, self.key, seed, NORMALISER_VERSION, bound, partial(standing_tags, self))

    def deliverer(self) -> "Deliverer":
        """What sends the queue."""
        from spean.exchange.outbox import Deliverer
        from spean.node.standing import refusal

        own = key_files.public(self.key)
        return Deliverer(self.database, self.transport, self.party, own, self.clock, partial(refusal, self))

    def evidence(self, connection: Connection) -> "Evidence":
        """Gives the query surface over the present batches; kept while they stay the same.

        Raises:
            EvidenceDamaged: a file was changed behind the node's back.
        """
        from spean.evidence import store as evidence_store
        from spean.evidence.query import Evidence

        batches = evidence_store.batches(connection)
        key = tuple(f"{batch.batch_id}:{batch.files.mentions}" for batch in batches)
        if self._evidence is None or self._evidence[0] != key:
            if self._evidence is not None:
                self._evidence[1].close()
            self._evidence = (key, Evidence(self.files, batches))
        else:
            self._evidence[1].check_files()
        return self._evidence[1]

    def still_suspect(self, connection: Connection, values: list[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
        """Gives those values whose role over all reports here is still a suspect's."""
        roles = self.evidence(connection).roles_of(values)
        return [pair for pair in values if roles.get(pair) is Role.SUSPECT]

    # -- acts -----------------------------------------------------------------------------------------------
    @contextmanager
    def act(self, who: Authority, name: str, arguments: Mapping[str, Any]) -> Iterator[Doing]:
        """Does one act: authenticate, do, log, commit. Nothing of it is kept if any part fails.

        A refusal is an answer too ("there is no such request", "they are in different networks"), and is logged on
        its own, with what was asked.

        Args:
            who: the officer's authority.
            name: the verb, as in `identity.permissions`.
            arguments: what is asked, as JSON without floats: signed by the officer and logged.

        Raises:
            NotAuthenticated, NotAllowed: who acts is not known or may not.
            StorageFailed: the log or the database can't be written: nothing is answered.
        """
        now = self.clock()
        asked = {key: value for key, value in arguments.items() if value not in (None, "", [], {})}
        actor = Actor("unknown", frozenset(), name, "")
        try:
            with self.database.begin() as connection:
                now = self.clock()  # once the writer's place is ours: an act that waited did not happen before
                actor = who.authenticate(connection, Act(name, asked), self.party, now)
                permissions.check(name, actor.roles)
                doing = Doing(connection, actor, now)
                yield doing
                self._log(doing, name, asked)
        except (StorageFailed, AuditBroken):
            raise  # nothing was answered; a log that is broken is left as it is
        except SpeanError as refusal:
            if not actor.roles:
                self.log_stranger(name, refusal.code, now)
                raise
            with self.database.begin() as connection:
                kept = asked if actor.signature else _short(asked)
                details = {"asked": kept, "refused": refusal.code}
                audit.append(
                    connection, audit.INNER, audit.Entry(now, actor.officer_id, name, details, actor.signature)
                )
            raise

    def log_stranger(self, name: str, code: str, now: datetime) -> None:
        """Logs that somebody unknown was refused, where that is not just one more of the same."""
        more = self._strangers.due(name, code, now)
        if more is None:
            return
        details: dict[str, Any] = {"refused": code} | ({"more_like_it": more} if more else {})
        with self.database.begin() as connection:
            audit.append(connection, audit.INNER, audit.Entry(now, "unknown", name, details))

    def _log(self, doing: Doing, name: str, asked: dict[str, Any]) -> None:
        details = {"asked": asked, "result": doing.result}
        entry = audit.Entry(doing.now, doing.actor.officer_id, name, details, doing.actor.signature)
        for log in (audit.INNER, *(audit.partner_log(party) for party in sorted(doing.relations))):
            audit.append(doing.connection, log, entry)

    # -- life -----------------------------------------------------------------------------------------------
    def __enter__(self) -> "Node":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets connections and files go."""
        if self._transport is not None:
            self._transport.close()
        if self._evidence is not None:
            self._evidence[1].close()
        self.database.close()
