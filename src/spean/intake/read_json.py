"""JSON: an array of objects, an object that holds one, or one object that is a report."""

from collections.abc import Iterator, Sequence
from typing import TextIO, cast

from spean.errors import InputRefused
from spean.intake.mapping import CONTENT_COLUMNS, match_header
from spean.intake.read_jsonl import DECODER, object_row
from spean.intake.records import MAX_COLUMNS, Fault, Item, Note, Row, Table

_REMEDY = "write an array of objects, as RFC 8259 has it; each key once in an object"
_NO_OBJECT = Fault("row.json", "the element of the array is not an object", "write one object for each report")
_INSIDE = (
    "the object was taken as one report; its array of objects is kept as text: if each is a report, send the array"
)


def read_json(stream: TextIO, given: Sequence[str] = ()) -> Iterator[Item]:
    """Gives the objects as rows; a row's number is its place in the array, from 1.

    Args:
        stream: decoded text.
        given: keys that the officer mapped: an object that has one of them is a report itself.

    Raises:
        InputRefused: it is no JSON, too deep, or holds no object.
    """
    try:
        found = DECODER.decode(stream.read().strip())
    except RecursionError as error:
        raise InputRefused("the JSON is nested too deeply", remedy="flatten it") from error
    except ValueError as error:
        raise InputRefused("the file is not valid JSON", remedy=_REMEDY) from error
    elements = _elements(found, given)
    keys = _keys(elements)
    yield Table(rows=_rows(elements, keys), header=tuple(keys))
    if elements == [found] and any(map(_is_array_of_objects, cast("dict[str, object]", found).values())):
        yield Note(_INSIDE)


def _elements(found: object, given: Sequence[str]) -> list[object]:
    if isinstance(found, list):
        elements = found
    elif isinstance(found, dict):
        arrays = [value for value in found.values() if _is_array_of_objects(value)]
        is_report = any(key in given or match_header(key).column in CONTENT_COLUMNS for key in found)
        elements = arrays[0] if len(arrays) == 1 and not is_report else [found]
    else:
        elements = []
    if not any(isinstance(element, dict) for element in elements):
        raise InputRefused("the JSON holds no object", remedy=_REMEDY)
    return elements


def _is_array_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(element, dict) for element in value)


def _keys(elements: Sequence[object]) -> dict[str, int]:
    """The first MAX_COLUMNS different keys, each with its place."""
    keys: dict[str, int] = {}
    for element in elements:
        for key in element if isinstance(element, dict) else ():
            if len(keys) < MAX_COLUMNS:
                keys.setdefault(key, len(keys))
    return keys


def _rows(elements: Sequence[object], keys: dict[str, int]) -> Iterator[Row]:
    for number, element in enumerate(elements, start=1):
        if not isinstance(element, dict):
            yield Row(number, (str(element),), fault=_NO_OBJECT)
        elif not element.keys() <= keys.keys():
            wide = Fault("row.width", f"the file has more than {MAX_COLUMNS} different keys", "use fewer keys")
            yield Row(number, (", ".join(element),), fault=wide)
        else:
            yield object_row(number, cast("dict[str, object]", element), keys)
