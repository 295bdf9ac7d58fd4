"""What evidence answers with: frozen records."""

from dataclasses import dataclass
from datetime import datetime

from spean.model import Kind, Mention, Money, Role


@dataclass(frozen=True, slots=True, order=True)
class ReportRef:
    """A report by both its names.

    Attributes:
        uid: this node's.
        report_id: the sender's.
    """

    uid: str
    report_id: str


@dataclass(frozen=True, slots=True)
class StoredMention:
    """A mention and the report it stands in."""

    report: ReportRef
    mention: Mention


@dataclass(frozen=True, slots=True)
class LookUp:
    """What evidence says about one normalised value.

    A victim's value answers as one that nobody ever named. A contested one shows the reports in which it is
    suspect, and nothing of those in which it is a victim's.

    Attributes:
        kind: as asked.
        value: as asked.
        role: over all reports; None for an unknown value and for a victim's.
        reports: the reports that name it, by report id.
        mentions: where exactly.
    """

    kind: Kind
    value: str
    role: Role | None
    reports: tuple[ReportRef, ...] = ()
    mentions: tuple[StoredMention, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueRole:
    """One value over all reports.

    Attributes:
        kind: what it is.
        value: normalised.
        role: over all reports (`release.roles.role_over_reports`).
        reports: how many reports name it.
        suspect_reports: in how many it is suspect.
        sources: how many different senders those came from ("" counts as one).
        confidence: the highest among its suspect mentions, 0 where there is none.
    """

    kind: Kind
    value: str
    role: Role
    reports: int
    suspect_reports: int
    sources: int
    confidence: float


@dataclass(frozen=True, slots=True)
class ContestedValue:
    """A value for a person to decide: suspect in some reports, a victim's in others.

    Attributes:
        kind: what it is.
        value: normalised.
        suspect_in: the reports in which it is suspect.
        victim_in: the reports in which it is a victim's; for the person who decides only.
    """

    kind: Kind
    value: str
    suspect_in: tuple[ReportRef, ...]
    victim_in: tuple[ReportRef, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much evidence there is.

    Attributes:
        batches: batches read.
        reports: reports in them.
        mentions: mentions in them, alternative readings not counted.
        values: different (kind, value), facts not counted.
    """

    batches: int
    reports: int
    mentions: int
    values: int


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What the reports of one group say together, each figure with how many reports state it.

    Attributes:
        reports: how many reports the group has.
        dated: how many of them state a time.
        first_seen: the earliest time stated (of the act, else of the report), UTC.
        last_seen: the latest.
        provinces: province as written → reports naming it, most first. Named, not proven.
        money: one sum per currency, from the amount column.
        with_amount: how many reports state an amount that could be read.
    """

    reports: int
    dated: int
    first_seen: datetime | None
    last_seen: datetime | None
    provinces: tuple[tuple[str, int], ...]
    money: tuple[Money, ...]
    with_amount: int
