"""Reports in evidence by type of scam: as the sender stated it, else by the words of the narrative.

Nothing is written: what the sender stated stays as it stands, and what the words say is derived anew each time.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from spean.node.core import Authority, Node
from spean.typology.lexicon import classify
from spean.vocab.scams import scam_type


@dataclass(frozen=True, slots=True)
class TypeCounts:
    """How many reports are of which type; the five parts add up to `reports`.

    Attributes:
        reports: all reports in evidence: the denominator.
        stated: type → reports whose sender stated it, in any spelling of the table.
        by_words: type → reports that state none, and whose narrative's words lead to it.
        stated_otherwise: reports that state a type which the table does not know; their words are not asked.
        not_typed: reports that state none, and whose narrative leads to no type.
        no_narrative: reports that state none and have no narrative.
    """

    reports: int
    stated: Mapping[str, int]
    by_words: Mapping[str, int]
    stated_otherwise: int
    not_typed: int
    no_narrative: int


def counts(node: Node, who: Authority) -> TypeCounts:
    """Counts reports by type; logged before it is answered."""
    with node.act(who, "evidence.types", {}) as doing:
        found = count(node.evidence(doing.connection).types_and_narratives())
        doing.result = {"reports": found.reports}
    return found


def count(reports: Iterable[tuple[str | None, str | None]]) -> TypeCounts:
    """Counts (type as stated, narrative) pairs by type."""
    every = Counter(_typed(stated, narrative) for stated, narrative in reports)
    by = {
        how: MappingProxyType({scam: number for (said, scam), number in every.most_common() if said == how and scam})
        for how in ("stated", "by words")
    }
    return TypeCounts(
        reports=every.total(),
        stated=by["stated"],
        by_words=by["by words"],
        stated_otherwise=every["stated", None],
        not_typed=every["by words", None],
        no_narrative=every["no narrative", None],
    )


def _typed(stated: str | None, narrative: str | None) -> tuple[str, str | None]:
    if stated and stated.strip():
        return "stated", scam_type(stated)
    if narrative and narrative.strip():
        return "by words", classify(narrative).scam
    return "no narrative", None
