"""What linking answers with: frozen records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from spean.evidence.answers import ReportRef
from spean.model import Kind


class IndicatorRole(StrEnum):
    """What a value is to a network."""

    CORE = "core"
    SHARED = "shared"  # stands in reports of other networks too: a lent account, a reseller's number


@dataclass(frozen=True, slots=True, order=True)
class ValueKey:
    """What counts as one value when reports are linked.

    Attributes:
        kind: what it is.
        value: normalised.
        bank: the bank's code of an account where it is known, else "".
    """

    kind: Kind
    value: str
    bank: str = ""

    def __str__(self) -> str:
        bank = f" ({self.bank})" if self.bank else ""
        return f"{self.kind.value.replace('_', ' ')} {self.value}{bank}"


@dataclass(frozen=True, slots=True)
class Hub:
    """A value that so many reports name that it links nothing.

    Attributes:
        key: the value.
        reports: how many reports name it.
        reason: why it is left out, for people.
    """

    key: ValueKey
    reports: int
    reason: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A value of a network.

    Attributes:
        key: the value.
        reports: how many of the network's reports name it.
        weight: 0–1, how telling it is: 1 for a value few reports name (`weigh.specificity`).
        role: whether other networks' reports name it too.
    """

    key: ValueKey
    reports: int
    weight: float
    role: IndicatorRole


@dataclass(frozen=True, slots=True)
class Network:
    """Reports that belong together, and what holds them.

    Attributes:
        network_id: `N-` and a number; stays with the network from run to run.
        reports: at least two, by uid.
        indicators: every suspect value in them, those in most reports first.
    """

    network_id: str
    reports: tuple[ReportRef, ...]
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class IdEvent:
    """What became of network ids between two runs.

    Attributes:
        what: `merged` (`others` went into `network_id`), `split` (`others` came out of it) or `gone`.
        network_id: the id the event is about.
        others: the other ids.
    """

    what: str
    network_id: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Previous:
    """The run before, so that ids can stay.

    Attributes:
        members: report uid → network id.
        last_number: the highest number ever given; numbers are never given twice.
    """

    members: Mapping[str, str] = field(default_factory=dict)
    last_number: int = 0


@dataclass(frozen=True, slots=True)
class LinkStats:
    """The figures of one run.

    Attributes:
        reports: reports with at least one value that may link.
        values: different values in them.
        edges: pairs of report and value.
        linked_reports: reports that are in a network.
        networks: networks found.
        hubs: values left out.
        components: connected groups of two or more reports before splitting.
    """

    reports: int
    values: int
    edges: int
    linked_reports: int
    networks: int
    hubs: int
    components: int


@dataclass(frozen=True, slots=True)
class Linked:
    """The outcome of one run.

    Attributes:
        networks: largest first.
        hubs: what was left out, and why.
        events: what became of earlier ids.
        stats: the run in figures.
        last_number: to be given to the next run in `Previous`.
    """

    networks: tuple[Network, ...]
    hubs: tuple[Hub, ...]
    events: tuple[IdEvent, ...]
    stats: LinkStats
    last_number: int
