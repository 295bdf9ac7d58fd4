"""Labelled texts from a file: `.csv` and `.jsonl` with `label` and `text`, or lines of `label|text`.

Labels are an agency's own, whatever they are; case and spaces around them do not count. Rows without a label or a
text are counted, not guessed. The same text counts once; a text that carries two labels is nobody's truth: it is left
out, and its lines are told.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spean.errors import EncodingUnknown, LabelsRefused
from spean.typology.linear import prepare

Row = tuple[int, str, str]
#: Far above any list of types; a column of texts taken for labels is not.
MOST_LABELS = 100
MOST_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Labels:
    """What a file of labels holds.

    Attributes:
        texts: each different text once, as written, in the file's order.
        labels: the label of each.
        rows: rows read, blank lines apart.
        rejected: lines of rows without a label or a text.
        twice_labelled: for each text with two labels, the lines on which it stands.
        sha256: of the texts and labels that are kept, hexadecimal.
    """

    texts: tuple[str, ...]
    labels: tuple[str, ...]
    rows: int
    rejected: tuple[int, ...]
    twice_labelled: tuple[tuple[int, ...], ...]
    sha256: str


def read_labels(path: Path) -> Labels:
    """Reads a file of labelled texts; its ending says how.

    Raises:
        LabelsRefused: the file is too big, has no columns `label` and `text`, or far too many labels.
        EncodingUnknown: it is not UTF-8.
    """
    if path.stat().st_size > MOST_BYTES:
        raise LabelsRefused("the file of labels is over 512 MiB", remedy="train on a sample")
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise EncodingUnknown("the file of labels is not UTF-8") from error
    reader = {".csv": _csv, ".jsonl": _jsonl}.get(path.suffix.casefold(), _lines)
    return _sorted_out(list(reader(content)))


def _lines(content: str) -> Iterator[Row]:
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            label, bar, text = line.partition("|")
            yield number, label if bar else "", text


def _csv(content: str) -> Iterator[Row]:
    reader = csv.DictReader(io.StringIO(content, newline=""))
    try:
        if not {"label", "text"} <= set(reader.fieldnames or ()):
            raise LabelsRefused("the file has no columns `label` and `text`")
        for row in reader:
            yield reader.line_num, row["label"] or "", row["text"] or ""
    except csv.Error as error:
        raise LabelsRefused(f"line {reader.line_num} is no CSV") from error


def _jsonl(content: str) -> Iterator[Row]:
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            try:
                record = json.loads(line)
                label, text = record["label"], record["text"]
            except (ValueError, KeyError, TypeError, RecursionError):
                label = text = None
            yield number, *((label, text) if isinstance(label, str) and isinstance(text, str) else ("", ""))


def _sorted_out(rows: list[Row]) -> Labels:
    rejected: list[int] = []
    found: dict[str, tuple[set[str], list[int]]] = {}
    for number, label, text in rows:
        name, key = label.strip().casefold(), text.strip()
        if not name or not prepare(key):
            rejected.append(number)
            continue
        names, lines = found.setdefault(key, (set(), []))
        names.add(name)
        lines.append(number)
    if len({name for names, _ in found.values() for name in names}) > MOST_LABELS:
        raise LabelsRefused(f"more than {MOST_LABELS} different labels", remedy="check which column is the label")
    kept = [(text, next(iter(names))) for text, (names, _) in found.items() if len(names) == 1]
    return Labels(
        texts=tuple(text for text, _ in kept),
        labels=tuple(label for _, label in kept),
        rows=len(rows),
        rejected=tuple(rejected),
        twice_labelled=tuple(tuple(lines) for names, lines in found.values() if len(names) > 1),
        sha256=hashlib.sha256(
            json.dumps(sorted(kept), ensure_ascii=False).encode("utf-8", "surrogatepass")
        ).hexdigest(),
    )
