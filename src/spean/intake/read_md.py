"""Markdown: one report whose narrative is the text as written; front matter gives further columns."""

import json
import re

import yaml

from spean.intake.document import document
from spean.intake.records import MAX_COLUMNS, Table

_FRONT = re.compile(r"\A---[ \t]*\n(.{0,65536}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def read_md(text: str) -> Table:
    """Reads a document; front matter that is no plain mapping stays part of the text."""
    match = _FRONT.match(text)
    front = _mapping(match[1]) if match else None
    if match is None or front is None:
        return document(text)
    return document(text[match.end() :], front, notes=[f"{key}: {value}" for key, value in front.items()])


def _mapping(front: str) -> dict[str, str] | None:
    """The keys and values of front matter; every scalar is text, so that 0812345678 keeps its zero."""
    try:
        # what an alias repeats could unfold without end
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(front, Loader=yaml.BaseLoader)):
            return None
        found = yaml.load(front, Loader=yaml.BaseLoader)  # noqa: S506  # the loader that makes nothing but text
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if (
        not isinstance(found, dict)
        or not 0 < len(found) < MAX_COLUMNS
        or not all(isinstance(key, str) for key in found)
    ):
        return None
    return {
        key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for key, value in found.items()
    }
