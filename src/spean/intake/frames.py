"""What passes from the child that reads a file to the parent: frames of (type, length, content), never pickled.

A frame is one byte of type, four bytes of length (big-endian) and its content: JSON, or bytes of a part. JSON can
hold no code, so that a child that a hostile file took over can at most tell lies about that file.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from spean.errors import LimitExceeded
from spean.intake.lines import TOO_LONG
from spean.intake.records import MAX_RECORD_CHARS, Fault, Form, Item, Note, Part, Row, Table

#: No frame is longer: a row of MAX_RECORD_CHARS control characters, each six bytes of JSON, still fits.
MAX_FRAME_BYTES = 32 * 1024**2
#: More filled cells in one file are refused: in memory a short cell costs some hundred bytes.
MAX_FILLED_CELLS = 10_000_000
_CHUNK_CHARS = 128 * 1024
_CHUNK_ROWS = 500
_CHUNK_BYTES = 256 * 1024
_KEPT_CELL_CHARS = 100

Frame = tuple[bytes, bytes]


def packed(kind: bytes, content: object) -> bytes:
    """One frame of JSON."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return framed(kind, text.encode("utf-8", "surrogatepass"))  # an undecodable byte is a lone surrogate


def framed(kind: bytes, content: bytes) -> bytes:
    """One frame of bytes."""
    return kind + len(content).to_bytes(4, "big") + content


def frames_of(items: Iterator[Item]) -> Iterator[bytes]:
    """Gives what a reader found as frames.

    Raises:
        LimitExceeded: there are more filled cells than MAX_FILLED_CELLS.
    """
    filled = 0
    for item in items:
        match item:
            case Form():
                yield packed(b"F", [item.name, item.encoding])
            case Note():
                yield packed(b"N", item.text)
            case Part():
                yield packed(b"P", item.name)
                for chunk in item.chunks:
                    for start in range(0, len(chunk), _CHUNK_BYTES):
                        yield framed(b"B", chunk[start : start + _CHUNK_BYTES])
            case Table():
                yield packed(b"T", [item.header, item.sheet, item.notes, item.instead])
                for chunk_of_rows, count in _chunks(item.rows):
                    filled += count
                    if filled > MAX_FILLED_CELLS:
                        raise LimitExceeded(f"the file holds more than {MAX_FILLED_CELLS} filled cells")
                    yield packed(b"R", chunk_of_rows)


def _chunks(rows: Iterator[Row]) -> Iterator[tuple[list[list[object]], int]]:
    """Rows in portions, each with the number of its filled cells."""
    chunk: list[list[object]] = []
    size = filled = 0
    for row in rows:
        chars = sum(map(len, row.cells))
        chunk.append(_packed_row(row if chars <= MAX_RECORD_CHARS else _cut(row)))
        size += chars
        filled += 1 + sum(map(bool, row.cells))
        if size > _CHUNK_CHARS or len(chunk) == _CHUNK_ROWS:
            yield chunk, filled
            chunk, size, filled = [], 0, 0
    if chunk:
        yield chunk, filled


def _cut(row: Row) -> Row:
    return Row(row.line, tuple(cell[:_KEPT_CELL_CHARS] for cell in row.cells), fault=TOO_LONG)


def _packed_row(row: Row) -> list[object]:
    if not (row.numbers or row.nested or row.fault):
        return [row.line, row.cells]
    fault = [row.fault.code, row.fault.reason, row.fault.fix] if row.fault else None
    return [row.line, row.cells, sorted(row.numbers), sorted(row.nested), fault]


class FrameReader:
    """Turns frames back into what the reader in the child found.

    Args:
        stream: of the child.
        most_bytes: so much is read, then it is refused.
    """

    def __init__(self, stream: IO[bytes], most_bytes: int) -> None:
        self._stream = stream
        self._left = most_bytes
        self._next: Frame | None = None

    def items(self) -> Iterator[Item]:
        """Gives Form, Note, Table and Part; a table's rows and a part's bytes must be read before the next item.

        Raises:
            ChildError: the child refuses the file. Like the others it can come while rows or bytes are read.
            ChildGone: it ended before its last frame.
            FrameBroken: what came is no frame.
            LimitExceeded: it gave more than it may.
        """
        while (frame := self._take()) != (b"E", b""):
            kind, content = frame
            if kind in b"RB":
                continue  # of a table that nobody wanted to read to its end
            yield self._item(kind, content)

    def _item(self, kind: bytes, content: bytes) -> Item:
        with _understood():
            found = _unpacked(content)
            match kind:
                case b"T":
                    header, sheet, notes, instead = found
                    return Table(self._rows(), None if header is None else tuple(header), sheet, tuple(notes), instead)
                case b"P":
                    return Part(str(found), self._bytes())
                case b"F":
                    return Form(str(found[0]), str(found[1]))
                case b"N":
                    return Note(str(found))
            code, message, remedy = found
        raise ChildError(code, message, remedy)

    def _rows(self) -> Iterator[Row]:
        while (content := self._take_if(b"R")) is not None:
            with _understood():
                rows = [_row(*row) for row in _unpacked(content)]
            yield from rows

    def _bytes(self) -> Iterator[bytes]:
        while (content := self._take_if(b"B")) is not None:
            yield content

    def _take_if(self, kind: bytes) -> bytes | None:
        frame = self._take()
        if frame[0] == kind:
            return frame[1]
        if frame[0] == b"X":
            self._item(*frame)
        self._next = frame
        return None

    def _take(self) -> Frame:
        if self._next is not None:
            frame, self._next = self._next, None
            return frame
        kind, length = self._exactly(1), int.from_bytes(self._exactly(4), "big")
        self._left -= length + 5
        if length > MAX_FRAME_BYTES or self._left < 0:
            raise LimitExceeded("the file unfolds to more than is allowed")
        return kind, self._exactly(length)

    def _exactly(self, size: int) -> bytes:
        found = self._stream.read(size)
        if len(found) < size:
            raise ChildGone
        return found


class ChildError(Exception):
    """The child refuses the file: the code of the error's class, one line, and what to do or None."""

    def __init__(self, code: str, message: str, remedy: str | None) -> None:
        super().__init__(code)
        self.code, self.message, self.remedy = code, message, remedy


class ChildGone(Exception):
    """The child ended in the middle of a file."""


class FrameBroken(Exception):
    """What came is not what the child of this program sends."""


@contextmanager
def _understood() -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, IndexError, RecursionError) as error:
        raise FrameBroken from error


def _unpacked(content: bytes) -> Any:
    return json.loads(content.decode("utf-8", "surrogatepass"))


def _row(line: int, cells: list[str], numbers: Any = (), nested: Any = (), fault: Any = None) -> Row:
    return Row(line, tuple(cells), frozenset(numbers), frozenset(nested), Fault(*fault) if fault else None)
