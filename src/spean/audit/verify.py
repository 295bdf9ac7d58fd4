"""Checks a log against itself, against the officers' keys and against every checkpoint kept of it."""

import json
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from spean.audit.commitment import canonical, verify_commitment
from spean.audit.merkle import Frontier, leaf_hash
from spean.audit.store import StoredEntry
from spean.errors import AuditBroken, ProofInvalid, SignatureInvalid
from spean.identity import acts, keys, permissions

#: What the node itself logs, without an officer.
NODE_ACTS = frozenset({"receive", "receipt", "match.answer", "storage.adopt"})


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of one log found.

    Attributes:
        log: its name.
        size: entries.
        root: RFC 6962 root, hex.
        signed: entries with an officer's signature that verifies.
        erased: entries whose content was erased; their commitments still verify as leaves.
        checkpoints: kept checkpoints that this log extends.
    """

    log: str
    size: int
    root: str
    signed: int
    erased: int
    checkpoints: int


def may_be_unsigned(content: Mapping[str, Any]) -> bool:
    """Says whether an entry needs no officer's signature: a page's, the node's own, a refusal of somebody unknown."""
    actor, act = str(content["actor"]), str(content["act"])
    if actor.startswith("node:"):
        return act in NODE_ACTS
    if actor == "unknown":
        return act in NODE_ACTS or act == "session.begin" or "refused" in content["details"]
    return act in permissions.SESSION_ACTS or act in ("init", "session.begin", "session.end")


def rows_of(content: Mapping[str, Any]) -> dict[str, tuple[int, str]]:
    """Gives the guarded rows that an entry tells of, those that its act wrote: name → (order of writing, digest)."""
    told = content.get("rows")
    return {} if told is None else {name: (told["order"], digest) for name, digest in told["written"].items()}


def check_rows(told: Mapping[str, str], rows: Mapping[str, str], *, whole: bool) -> None:
    """Compares the guarded rows as they stand with what the logs tell of them.

    Args:
        told: name → digest of the last writing, "" where the row was removed.
        rows: name → digest of what stands in the database.
        whole: no entry was erased, so that the logs tell of every row.

    Raises:
        AuditBroken: a row was changed, removed or added behind the node's back.
    """
    for name in sorted(told.keys() | rows.keys()):
        if name not in told and not whole:
            continue
        if told.get(name, "") != rows.get(name, ""):
            raise AuditBroken(f"the row {name} is not the one that the log tells of")


class LogCheck:
    """One pass over a log's entries.

    Args:
        log: its name.
        officer_keys: public JWK by RFC 7638 thumbprint.
        expected: size → (root, where that root was written down): kept checkpoints and the stored head.
        erasures: entries whose erasure is on record; any other entry without content was tampered with.
    """

    def __init__(
        self,
        log: str,
        officer_keys: Mapping[str, dict[str, str]],
        expected: Mapping[int, list[bytes]],
        erasures: Container[int] = frozenset(),
    ) -> None:
        self._log = log
        self._keys = officer_keys
        self._expected = dict(expected)
        self._erasures = erasures
        self._frontier = Frontier()
        self._spent: set[str] = set()
        self._signed = self._erased = 0
        #: The guarded rows that the log tells of: name → (order, digest) of the last writing.
        self.rows: dict[str, tuple[int, str]] = {}

    def run(self, entries: Iterator[StoredEntry]) -> Verified:
        """Checks every entry.

        Raises:
            AuditBroken: an entry is missing, altered or badly signed, or the log does not extend a checkpoint.
        """
        passed = self._check_root()
        for entry in entries:
            if entry.seq != self._frontier.size:
                raise AuditBroken(f"{self._log}: entry {self._frontier.size} is missing")
            self._check_entry(entry)
            self._frontier = self._frontier.append(leaf_hash(entry.commitment))
            passed += self._check_root()
        if self._expected:
            raise AuditBroken(f"{self._log}: has {self._frontier.size} entries, {max(self._expected)} were vouched for")
        size, root = self._frontier.size, self._frontier.root().hex()
        return Verified(self._log, size, root, self._signed, self._erased, passed)

    def _check_root(self) -> int:
        roots = self._expected.pop(self._frontier.size, [])
        if any(root != self._frontier.root() for root in roots):
            raise AuditBroken(f"{self._log}: the first {self._frontier.size} entries are not those vouched for")
        return len(roots)

    def _check_entry(self, entry: StoredEntry) -> None:
        if entry.body is None or entry.salt is None:
            if entry.seq not in self._erasures:
                raise AuditBroken(f"{self._log}: entry {entry.seq} has no content, and no erasure is on record")
            self._erased += 1
            return
        try:
            content = json.loads(entry.body)
            verify_commitment(entry.salt, content, entry.commitment)
            self._signed += self._check_signature(content)
            whole = canonical(content) == entry.body
            columns = (content["actor"], content["act"], content["at"])
            self.rows.update(rows_of(content))
        except (ProofInvalid, SignatureInvalid, ValueError, TypeError, LookupError) as error:
            raise AuditBroken(f"{self._log}: entry {entry.seq} was altered") from error
        if not whole:
            raise AuditBroken(f"{self._log}: entry {entry.seq} was altered")
        if columns != (entry.actor, entry.act, entry.at.isoformat()):
            raise AuditBroken(f"{self._log}: the columns of entry {entry.seq} were altered")

    def _check_signature(self, content: dict[str, Any]) -> bool:
        token = str(content["signature"])
        if not token:
            if not may_be_unsigned(content):
                raise SignatureInvalid("an act that an officer must sign is not signed")
            return False
        jwk = self._keys.get(str(keys.unverified_header(token).get("kid")))
        if jwk is None:
            raise SignatureInvalid("the key is not one of an officer of this node")
        payload = json.loads(keys.verify(token, jwk, acts.TYP))
        asked = (content["actor"], content["act"], content["details"]["asked"])
        if (payload["officer"], payload["act"], payload["arguments"]) != asked:
            raise SignatureInvalid("the signature is over another act")
        age_seconds = datetime.fromisoformat(content["at"]).timestamp() - payload["iat"]
        if abs(age_seconds) > acts.MAX_SKEW_SECONDS or payload["jti"] in self._spent:
            raise SignatureInvalid("the signature is of another time, or stands twice")
        self._spent.add(payload["jti"])
        return True
