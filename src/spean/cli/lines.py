"""Texts a line, as `extract` and `typology classify` read them: `{"id","text","region"}`, or plain text."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

from spean.errors import EncodingUnknown

_WRONG = 'spean: usage: line {} is no object with id and text. Remedy: write {{"id": …, "text": "…", "region": "TH"}}'


def texts(file: TextIO) -> Iterator[tuple[Any, str, str | None] | str]:
    """Gives (id, text, region) of each line, or what is wrong with it; the id is the line's number where it has none.

    Raises:
        EncodingUnknown: the file is not UTF-8.
    """
    for number, line in enumerate(_lines(file), start=1):
        text = line.rstrip("\n")
        if not text.lstrip().startswith("{"):
            yield number, text, None
            continue
        try:
            record = json.loads(text)
            found = record.get("id", number), record["text"], record.get("region")
            if not isinstance(record["text"], str) or not isinstance(found[2], str | None):
                raise TypeError("text and region are strings")
        except (ValueError, KeyError, TypeError, RecursionError):
            yield _WRONG.format(number)
        else:
            yield found


def _lines(file: TextIO) -> Iterator[str]:
    try:
        yield from file
    except UnicodeDecodeError as error:
        raise EncodingUnknown("the input is not UTF-8") from error
