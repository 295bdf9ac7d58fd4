"""Reads the texts of data files: every line of .txt, every cell of .csv below its header, every string of .json.

Keys of .json and the header of .csv are no text. `SOURCE.txt`, which says where a folder's files come from, and files
of other formats are left out.
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def files(paths: list[Path]) -> list[Path]:
    """Gives the files under some paths that hold text, sorted."""
    every = (file for path in paths for file in ([path] if path.is_file() else path.rglob("*")))
    return sorted(file for file in every if file.suffix in READERS and file.name != "SOURCE.txt")


def texts(file: Path) -> Iterator[str]:
    """Gives a file's texts, empty ones left out."""
    yield from (text for text in READERS[file.suffix](file) if text.strip())


def _lines(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8", errors="replace") as read:
        yield from (line.rstrip("\n") for line in read)


def _cells(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as read:
        rows = csv.reader(read)
        next(rows, None)
        yield from (cell for row in rows for cell in row)


def _strings(file: Path) -> Iterator[str]:
    pending: list[Any] = [json.loads(file.read_text(encoding="utf-8"))]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            pending.extend(reversed(one.values()))
        elif isinstance(one, list):
            pending.extend(reversed(one))


READERS = {".txt": _lines, ".csv": _cells, ".json": _strings}
