"""JSON lines: one object a line; numbers keep their digits as written, nested values stay JSON text."""

import json
from collections.abc import Iterator
from typing import TextIO, cast

from spean.intake.lines import KEPT_CHARS, numbered_lines
from spean.intake.records import MAX_COLUMNS, Fault, Row, Table

_FIX = "write one JSON object a line, as RFC 8259 has it"


class _Number(str):
    """A number with its digits as written: an account of 20 digits must not become a float."""

    __slots__ = ()


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def _constant(_name: str) -> object:
    raise ValueError("not a JSON value")


#: Keeps numbers as written; a key that stands twice in an object is no JSON.
DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=_Number, parse_float=_Number, parse_constant=_constant)


def keys_of(stream: TextIO) -> tuple[str, ...]:
    """The distinct keys of all objects in order of appearance, at most MAX_COLUMNS: the table's header."""
    keys: dict[str, None] = {}
    for _, text, fault in numbered_lines(stream):
        found = None if fault else _object(text)
        for key in found if isinstance(found, dict) else ():
            if len(keys) < MAX_COLUMNS:
                keys.setdefault(key)
    return tuple(keys)


def read_jsonl(stream: TextIO, keys: tuple[str, ...]) -> Table:
    """Reads objects as rows under `keys` (see `keys_of`)."""
    return Table(rows=_rows(stream, keys), header=keys)


def _rows(stream: TextIO, keys: tuple[str, ...]) -> Iterator[Row]:
    places = {key: place for place, key in enumerate(keys)}
    for line, text, fault in numbered_lines(stream):
        if not text.strip():
            continue
        found = fault or _object(text)
        if isinstance(found, Fault):
            yield Row(line, (text[:KEPT_CHARS],), fault=found)
        elif not found.keys() <= places.keys():
            too_wide = Fault("row.width", f"the file has more than {MAX_COLUMNS} different keys", _FIX)
            yield Row(line, (text[:KEPT_CHARS],), fault=too_wide)
        else:
            yield object_row(line, found, places)


def object_row(line: int, found: dict[str, object], places: dict[str, int]) -> Row:
    """An object as a row under the keys of `places`."""
    cells = [""] * len(places)
    numbers, nested = set(), set()
    for key, value in found.items():
        place = places[key]
        if isinstance(value, dict | list):
            nested.add(place)
        elif isinstance(value, _Number):
            numbers.add(place)
        cells[place] = _text(value)
    return Row(line, tuple(cells), frozenset(numbers), frozenset(nested))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return str(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _object(text: str) -> dict[str, object] | Fault:
    try:
        found = DECODER.decode(text.strip())
    except (ValueError, RecursionError):
        return Fault("row.json", "the line is not valid JSON", _FIX)
    if not isinstance(found, dict):
        return Fault("row.json", "the line is JSON, but not an object", _FIX)
    return cast("dict[str, object]", found)
