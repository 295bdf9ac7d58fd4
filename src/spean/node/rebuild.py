"""Finds the indicators of what was taken in before anew, with this program's extractor: a newer one protects more."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from spean.errors import Conflict
from spean.evidence import store
from spean.evidence.batch import Batch, Versions
from spean.node.core import Authority, Node

if TYPE_CHECKING:
    from spean.evidence.changes import Change

#: Told (the batch's number, of how many, reports read, of how many).
Progress = Callable[[int, int, int, int], None]
_REPORTS_A_STEP = 500


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What finding anew came to, for one batch."""

    batch: str
    name: str
    before: Versions
    reports: int
    changes: tuple["Change", ...]


def versions() -> Versions:
    """Gives the versions of this program's extractor and normaliser."""
    from spean.indicators.extract import EXTRACTOR_VERSION, NORMALISER_VERSION

    return Versions(EXTRACTOR_VERSION, NORMALISER_VERSION)


def older(batches: Iterable[Batch]) -> list[Batch]:
    """Gives those batches whose mentions an older extractor or normaliser found."""
    now = _numbers(versions())
    return [
        batch for batch in batches if any(then < this for then, this in zip(_numbers(batch.versions), now, strict=True))
    ]


def _numbers(found: Versions) -> tuple[int, int]:
    # What an unknown program wrote is older than anything.
    return tuple(int(each) if each.isdecimal() else 0 for each in (found.extractor, found.normaliser))  # type: ignore[return-value]


def rebuild(node: Node, who: Authority, progress: Progress, *, dry_run: bool = False) -> list[Rebuilt]:
    """Finds the mentions of every older batch anew; each batch is one act, kept whole or not at all.

    A kill leaves the batches that were done as they are; the next run goes on with the others. Networks and clearances
    stand as they were until they are linked and looked at anew; what became a victim's is served no more at once.

    Args:
        node: the node.
        who: the officer.
        progress: told now and then.
        dry_run: only say what would change.

    Raises:
        EvidenceDamaged: a batch's file is missing or was changed.
        Conflict: a batch changed meanwhile.
    """
    with node.act(who, "evidence.list", {}) as doing:
        waiting = older(store.batches(doing.connection))
    of = len(waiting)
    return [
        _rebuild(node, who, batch, dry_run, partial(progress, number, of)) for number, batch in enumerate(waiting, 1)
    ]


def _rebuild(node: Node, who: Authority, batch: Batch, dry_run: bool, progress: Callable[[int, int], None]) -> Rebuilt:
    from spean.evidence.changes import changes
    from spean.evidence.tables import MentionRows
    from spean.indicators.extract import extract_report
    from spean.intake.mapping import names_victim

    found, done = MentionRows(), 0
    for done, report in enumerate(node.files.reports_of(batch), start=1):
        found.add(report, extract_report(report, region=node.party, is_victims=names_victim))
        if done % _REPORTS_A_STEP == 0:
            progress(done, batch.accepted)
    mentions, now = found.table(), versions()
    changed = tuple(changes(node.files.mentions_of(batch), mentions))
    asked = {"batch": batch.batch_id, "extractor": now.extractor, "normaliser": now.normaliser, "dry_run": dry_run}
    with node.act(who, "evidence.rebuild", asked) as doing:
        present = store.find_batch(doing.connection, batch.batch_id)
        if present is None or present.files != batch.files:
            raise Conflict("a batch changed meanwhile", remedy="run it again")
        doing.result = {"reports": done, **counted(changed)}
        if not dry_run:
            files = node.files.write_mentions(batch, mentions, now.extractor)
            store.replace_mentions(doing.connection, batch.batch_id, files, now)
    return Rebuilt(batch.batch_id, batch.source.name, batch.versions, done, changed)


def counted(changed: Iterable["Change"]) -> dict[str, int]:
    """Sums changes up: mentions added, removed, and of another role."""
    sums = Counter(added=0, removed=0, roles_changed=0)
    for each in changed:
        sums["added" if each.before is None else "removed" if each.after is None else "roles_changed"] += each.mentions
    return dict(sums)
