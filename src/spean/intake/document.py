"""A document as a table of one row: its text is the narrative of one report."""

from collections.abc import Iterable, Mapping
from itertools import chain, islice

from spean.intake.records import HEAD_ROWS, Row, Table


def document(
    text: str, extra: Mapping[str, str] | None = None, *, notes: Iterable[str] = (), instead: bool = False
) -> Table:
    """Makes the table of a document; without any text it has no row.

    Args:
        text: the document's.
        extra: what stands beside the text, name → value, as a mail's subject.
        notes: further places where a marking would stand.
        instead: see `Table.instead`.
    """
    known = extra or {}
    rows = [Row(1, (text, *known.values()))] if text.strip() else []
    marked = chain(notes, known.values(), first_lines(text))
    return Table(iter(rows), ("narrative", *known), notes=tuple(marked), instead=instead)


def first_lines(text: str, most: int = HEAD_ROWS) -> list[str]:
    """The first lines that are not blank: where a document carries its marking."""
    return list(islice((line for line in text.splitlines() if line.strip()), most))
