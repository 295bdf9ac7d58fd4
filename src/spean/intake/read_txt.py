"""Plain text: each line that is not blank is one row."""

import ipaddress
from collections.abc import Iterator
from typing import TextIO

from spean.intake.lines import numbered_lines
from spean.intake.records import Row, Table


def read_txt(stream: TextIO, column: str) -> Table:
    """Reads lines as `column`; in a block list `#` starts a comment and a hosts line gives its domain.

    Args:
        stream: decoded text.
        column: the canonical column that each line is.
    """
    return Table(rows=_rows(stream, column), header=(column,))


def _rows(stream: TextIO, column: str) -> Iterator[Row]:
    for line, text, fault in numbered_lines(stream):
        value = text.strip() if column == "narrative" else listed_value(text, column)
        if value or fault:
            yield Row(line, (value,), fault=fault)


def listed_value(text: str, column: str) -> str:
    """The value of one line of a list: "" for a comment, the domain for a hosts line (`0.0.0.0 domain`)."""
    value = text.strip()
    if value.startswith("#"):
        return ""
    if column != "suspect_url":
        return value
    words = value.split()
    return words[1] if len(words) > 1 and _is_sink(words[0]) else value


def _is_sink(word: str) -> bool:
    try:
        address = ipaddress.ip_address(word)
    except ValueError:
        return False
    return address.is_unspecified or address.is_loopback
