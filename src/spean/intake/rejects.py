"""The rejects file: what could not be taken in, so that the sender can mend it and send it again."""

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from spean.errors import StorageFailed
from spean.model import Reject

#: The columns that a rejects file adds behind the sender's.
OWN = ("line", "code", "reason", "fix")
_FORMULA = ("=", "@", "\t", "\r")


def write_rejects(path: Path, rejects: Iterable[Reject], headers: Sequence[str]) -> None:
    """Writes a CSV file (UTF-8 with BOM, so that Excel shows Thai and Khmer), readable by its owner only.

    The original columns come first, then line, code, reason and fix (as `reject_…` where a header has that name).
    A cell that Excel would run as a formula gets a leading apostrophe.

    Raises:
        StorageFailed: the file can't be written.
    """
    kept = list(rejects)
    columns = list(dict.fromkeys([*headers, *(key for reject in kept for key in reject.row)]))
    own = [name if name not in columns else f"reject_{name}" for name in OWN]
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8-sig", errors="backslashreplace", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow([_safe(text) for text in (*columns, *own)])
            for reject in kept:
                cells = [reject.row.get(column, "") for column in columns]
                writer.writerow(
                    [_safe(str(cell)) for cell in (*cells, reject.line, reject.code, reject.reason, reject.fix)]
                )
    except OSError as error:
        raise StorageFailed("the rejects file could not be written") from error


def _safe(text: str) -> str:
    """Makes a cell harmless in a spreadsheet; signed numbers (+66 …, -5) stay as they are."""
    bare = text.replace("\x00", "")
    signed_text = bare[:1] in ("+", "-") and not set(bare[1:]) <= set("0123456789 .,-()")
    return f"'{bare}" if bare.startswith(_FORMULA) or signed_text else bare
