"""Ids of networks: the largest overlap keeps the id, new networks get the next number, and what changed is told."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from spean.linking.records import IdEvent, Previous


def assign_ids(groups: Sequence[frozenset[str]], previous: Previous) -> tuple[list[str], list[IdEvent], int]:
    """Names the networks of a new run.

    Args:
        groups: the uids of each network, in an order that does not depend on the input's.
        previous: the run before.

    Returns:
        the id of each group; what became of the earlier ids; the highest number given so far.
    """
    overlaps = [Counter(previous.members[uid] for uid in group if uid in previous.members) for group in groups]
    ids = _keep(overlaps)
    last = max([previous.last_number, *map(_number, previous.members.values())])
    for number in range(len(groups)):
        if number not in ids:
            last += 1
            ids[number] = f"N-{last}"
    named = [ids[number] for number in range(len(groups))]
    return named, _events(named, overlaps, set(previous.members.values())), last


def _keep(overlaps: Sequence[Counter[str]]) -> dict[int, str]:
    claims = [(-n, _number(old), group, old) for group, counted in enumerate(overlaps) for old, n in counted.items()]
    ids: dict[int, str] = {}
    taken = set()
    for _, _, group, old in sorted(claims):
        if group not in ids and old not in taken:
            ids[group] = old
            taken.add(old)
    return ids


def _events(named: Sequence[str], overlaps: Sequence[Counter[str]], before: set[str]) -> list[IdEvent]:
    merged, split = defaultdict(list), defaultdict(list)
    for new, counted in zip(named, overlaps, strict=True):
        for old in sorted(counted, key=_number):
            if old != new and old not in named:
                merged[new].append(old)
            elif old != new:
                split[old].append(new)
    went = {old for olds in merged.values() for old in olds}
    gone = sorted(before - set(named) - went, key=_number)
    return (
        [IdEvent("merged", new, tuple(olds)) for new, olds in sorted(merged.items(), key=lambda e: _number(e[0]))]
        + [IdEvent("split", old, tuple(news)) for old, news in sorted(split.items(), key=lambda e: _number(e[0]))]
        + [IdEvent("gone", old) for old in gone]
    )


def _number(network_id: str) -> int:
    return int(network_id.removeprefix("N-"))
