"""`evidence types`: reports by type of scam."""

from typing import Any

import click

from spean.cli.context import Output, desk, desk_options, table
from spean.node.scam_types import TypeCounts, counts
from spean.vocab.scams import scam_types


@click.command("types")
@desk_options
def evidence_types(out: Output) -> None:
    """Count reports by type of scam: as stated, else by the narrative's words, and those not typed."""
    with desk() as at:
        found = counts(at.node, at.who)
    out.answer(_data(found), lambda: _text(found))


def _data(found: TypeCounts) -> dict[str, Any]:
    rows = [
        {"type": scam, "parent": scam_types()[scam].parent, "stated": stated, "by_words": by_words}
        for scam, stated, by_words in _rows(found)
    ]
    rest = {name: getattr(found, name) for name in ("stated_otherwise", "not_typed", "no_narrative")}
    return {"reports": found.reports, "types": rows, **rest}


def _rows(found: TypeCounts) -> list[tuple[str, int, int]]:
    types = {*found.stated, *found.by_words}
    rows = [(scam, found.stated.get(scam, 0), found.by_words.get(scam, 0)) for scam in types]
    return sorted(rows, key=lambda row: (-row[1] - row[2], row[0]))


def _text(found: TypeCounts) -> str:
    rows = [
        (scam, scam_types()[scam].parent, scam_types()[scam].names["en"], stated, by_words)
        for scam, stated, by_words in _rows(found)
    ]
    typed = sum(found.stated.values()) + sum(found.by_words.values())
    return "\n".join(
        (
            f"{typed} of {found.reports} reports have a type.",
            table(("type", "under", "name", "stated", "by words"), rows, "no report has a type"),
            f"Stated in words that the table does not know: {found.stated_otherwise} of {found.reports}. "
            f"Not typed, for the words do not say: {found.not_typed}. Neither stated nor told: {found.no_narrative}.",
            "By words means the lexicon's guess: docs/typology says how often it is right.",
        )
    )
