"""Physical lines with their numbers, bounded: a line that never ends can't fill the memory."""

from collections.abc import Iterator
from typing import TextIO

from spean.intake.records import MAX_RECORD_CHARS, Fault

#: What of an over-long line is kept for the reject.
KEPT_CHARS = 1000
TOO_LONG = Fault(
    "cell.too_long",
    f"the line is longer than {MAX_RECORD_CHARS} characters",
    "split the text, or send the long document apart",
)

Line = tuple[int, str, Fault | None]


def numbered_lines(stream: TextIO) -> Iterator[Line]:
    """Gives (1-based number, text without line end, fault) for each line; an over-long one is cut and faulted."""
    number = 0
    while text := stream.readline(MAX_RECORD_CHARS + 1):
        number += 1
        if len(text) <= MAX_RECORD_CHARS or text.endswith("\n"):
            yield number, text.rstrip("\n"), None
            continue
        while (rest := stream.readline(MAX_RECORD_CHARS)) and not rest.endswith("\n"):
            pass
        yield number, text[:KEPT_CHARS], TOO_LONG
