"""Explain: why reports are in one network, in words and as a path."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spean.linking.records import IndicatorRole, Network, ValueKey


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: two reports and a value that both name.

    Attributes:
        from_uid: the report the step starts from.
        key: the value.
        to_uid: the report it leads to.
    """

    from_uid: str
    key: ValueKey
    to_uid: str


def reasons(network: Network, most: int = 5) -> list[str]:
    """Gives what holds a network together, one line a value, the most telling first.

    Args:
        network: the network.
        most: so many lines at most; a last line counts the rest.
    """
    shared = [indicator for indicator in network.indicators if indicator.reports > 1]
    shared.sort(key=lambda i: (-i.reports * i.weight, i.key))
    total = len(network.reports)
    lines = [
        f"{i.reports} of {total} reports share {i.key}"
        + (", which reports of other networks name too" if i.role is IndicatorRole.SHARED else "")
        for i in shared[:most]
    ]
    rest = len(shared) - most
    return [*lines, f"and {rest} more shared value{'s' if rest > 1 else ''}"] if rest > 0 else lines


def why(named: Mapping[str, Iterable[ValueKey]], from_uid: str, to_uid: str) -> list[Step]:
    """Gives the shortest chain of shared values from one report to another.

    Args:
        named: uid → the values it names, of one network and without hubs (see `keys_of`).
        from_uid: where to start.
        to_uid: where to end.

    Returns:
        the steps, of equally short chains always the same one; empty where no chain leads there.
    """
    names = {uid: sorted(set(keys)) for uid, keys in named.items()}
    naming: dict[ValueKey, list[str]] = {}
    for uid in sorted(names):
        for key in names[uid]:
            naming.setdefault(key, []).append(uid)
    came_by: dict[str, Step | None] = {from_uid: None}
    queue = deque([from_uid])
    while queue and to_uid not in came_by:
        here = queue.popleft()
        for key in names.get(here, ()):
            for there in naming.pop(key, ()):  # who names it is reached now: no need to look again
                if there not in came_by:
                    came_by[there] = Step(here, key, there)
                    queue.append(there)
    return _walk_back(came_by, to_uid)


def _walk_back(came_by: Mapping[str, Step | None], uid: str) -> list[Step]:
    steps = []
    while (step := came_by.get(uid)) is not None:
        steps.append(step)
        uid = step.from_uid
    return steps[::-1]


def keys_of(network: Network, named: Iterable[tuple[str, ValueKey]]) -> dict[str, list[ValueKey]]:
    """Keeps of what reports name the values that count in this network: the input of `why`, and of a drawing.

    Args:
        network: the network.
        named: (uid, value) as evidence has it; an account may lack the bank it was linked under.
    """
    known = {indicator.key for indicator in network.indicators}
    banks = {(key.kind, key.value): key for key in known}
    uids = {report.uid for report in network.reports}
    found: dict[str, list[ValueKey]] = {uid: [] for uid in sorted(uids)}
    for uid, key in named:
        counted = key if key in known else banks.get((key.kind, key.value)) if not key.bank else None
        if uid in uids and counted is not None:
            found[uid].append(counted)
    return found
