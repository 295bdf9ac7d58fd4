"""The child: its limits hold, what dies in it is one line here, and nothing it says is more than data."""

import io
import json
import resource
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from spean.errors import InputRefused, LimitExceeded, SpeanError
from spean.intake import Intake, IntakeOptions, apart
from spean.intake.frames import MAX_FRAME_BYTES, ChildError, FrameReader, framed, frames_of, packed
from spean.intake.records import MAX_RECORD_CHARS, Fault, Form, Note, Part, Row, Table

Taker = Callable[..., Intake]


def test_the_limits_are_set() -> None:
    code = (
        "import resource as r; from spean.intake.child import confine; confine(10**9, 7);"
        "print([r.getrlimit(w)[0] for w in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_CORE, r.RLIMIT_NPROC)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert json.loads(done.stdout) == [10**9, 7, 0, 0, 0]


def test_memory_is_bounded(take: Taker, monkeypatch: pytest.MonkeyPatch) -> None:
    text = '[{"narrative":"x"},' + "[],[],[],[]," * 1_000_000 + "[]]"
    assert len(take('[{"narrative":"x"},[]]', "a.json").reports) == 1
    monkeypatch.setattr(apart, "MEMORY_BYTES", 300 * 1024**2)
    with pytest.raises(LimitExceeded, match="memory"):
        take(text, "a.json")


def test_time_is_bounded(take: Taker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "CPU_SECONDS", 1)
    monkeypatch.setattr(apart, "CPU_SECONDS_PER_MIB", 0)
    with pytest.raises(LimitExceeded, match="longer"):
        take("narrative\n" + '"a ""b"" c",\n' * 3_000_000)


def test_output_is_bounded(take: Taker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "OUTPUT_BYTES", 50_000)
    monkeypatch.setattr(apart, "OUTPUT_PER_BYTE", 0)
    with pytest.raises(LimitExceeded, match="unfolds"):
        take("narrative\n" + "a story of some length\n" * 20_000)


def test_filled_cells_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spean.intake.frames.MAX_FILLED_CELLS", 3000)
    rows = (Row(line, ("a", "", "b")) for line in range(100_000))
    with pytest.raises(LimitExceeded, match="cells"):
        list(frames_of(iter([Table(rows)])))


def test_a_picture_of_too_many_pixels(take: Taker) -> None:
    bomb = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 200_000
    with pytest.raises(LimitExceeded, match="pixels"):
        take(bomb.getvalue(), "a.png")


def test_a_pdf_that_unfolds_twice(take: Taker, monkeypatch: pytest.MonkeyPatch) -> None:
    squeezed = zlib.compress(zlib.compress(b"\0" * 1024**3, 9), 9)
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    body += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj "
    body += b"4 0 obj<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(squeezed)
    body += squeezed + b"\nendstream endobj trailer<</Root 1 0 R>>"
    monkeypatch.setattr(apart, "MEMORY_BYTES", 600 * 1024**2)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        assert not take(body, "a.pdf").reports
    except InputRefused as error:
        assert "\n" not in error.message
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_a_refusal_in_the_middle_of_rows(take: Taker, monkeypatch: pytest.MonkeyPatch) -> None:
    table, rows = packed(b"T", [["narrative"], "", [], False]), packed(b"R", [[1, ["a"]]])
    frames = table + rows + packed(b"X", [LimitExceeded.code, "too much", None])
    command = [sys.executable, "-c", f"import sys; sys.stdout.buffer.write({frames!r})"]
    monkeypatch.setattr(apart, "child_command", lambda _module: command)
    with pytest.raises(LimitExceeded, match="too much"):
        take("narrative\na\n")


def test_a_child_that_dies_is_one_line(take: Taker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "child_command", lambda _module: ["/bin/sh", "-c", "kill -SEGV $$"])
    with pytest.raises(LimitExceeded, match="breaks its reader"):
        take("narrative\na\n")


@pytest.mark.parametrize(
    "said", ["printf 'T\\0\\0\\0\\1['", "printf 'T\\0\\0\\0\\2[]'", "printf 'R\\377\\377\\377\\377'", "echo"]
)
def test_a_child_that_lies_is_one_line(take: Taker, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setattr(apart, "child_command", lambda _module: ["/bin/sh", "-c", said])
    with pytest.raises(InputRefused):
        take("narrative\na\n")


def test_the_child_gets_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEAN_PASSPHRASE", "words")
    monkeypatch.setenv("PYTHONPATH", "x")
    assert "SPEAN_PASSPHRASE" not in apart.child_environment() and apart.child_environment()["PYTHONPATH"] == "x"


def test_nothing_is_imported_from_the_folder_at_hand(
    take: Taker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(1)\n")
    monkeypatch.chdir(tmp_path)
    assert take("narrative\na\n").reports


def test_the_child_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def popen(*words: Any, **options: Any) -> "subprocess.Popen[bytes]":
        started.append(real(*words, **options))
        return started[-1]

    real = subprocess.Popen
    monkeypatch.setattr(apart.subprocess, "Popen", popen)
    path = tmp_path / "a.csv"
    path.write_text("narrative\n" + "a\n" * 200_000)
    with apart.read_apart(path, IntakeOptions(zone="UTC")) as items:
        assert next(items) == Form("csv", "utf-8")  # and no more of it
        assert started[0].poll() is None
    assert started[0].returncode == -9


_TEXT = st.text(max_size=20) | st.just("\udc80x")
_ROWS = st.builds(
    Row,
    st.integers(1, 9),
    st.lists(_TEXT, max_size=4).map(tuple),
    st.frozensets(st.integers(0, 3)),
    st.frozensets(st.integers(0, 3)),
    st.none() | st.builds(Fault, _TEXT, _TEXT, _TEXT),
)


@given(st.lists(_ROWS, max_size=1200), st.none() | st.lists(_TEXT).map(tuple), _TEXT, st.booleans(), st.binary())
def test_what_goes_in_comes_out(
    rows: list[Row], header: tuple[str, ...] | None, sheet: str, instead: bool, data: bytes
) -> None:
    items = [
        Form("csv", "utf-8"),
        Table(iter(rows), header, sheet, (sheet,), instead),
        Note(sheet),
        Part(sheet, iter([data])),
    ]
    frames = b"".join(frames_of(iter(items))) + framed(b"E", b"")

    def read() -> Iterator[object]:
        for item in FrameReader(io.BytesIO(frames), len(frames)).items():
            match item:
                case Table():
                    yield (list(item.rows), item.header, item.sheet, item.notes, item.instead)
                case Part():
                    yield (item.name, b"".join(item.chunks))
                case _:
                    yield item

    table = (rows, header, sheet, (sheet,), instead)
    assert list(read()) == [Form("csv", "utf-8"), table, Note(sheet), (sheet, data)]


def test_a_row_that_is_too_long_still_fits_a_frame() -> None:
    rows = [Row(1, ("\x01" * MAX_RECORD_CHARS,)), Row(2, ("x" * MAX_RECORD_CHARS, "y"))]
    frames = list(frames_of(iter([Table(iter(rows))])))
    assert all(len(frame) <= MAX_FRAME_BYTES for frame in frames)
    (table,) = FrameReader(io.BytesIO(b"".join(frames) + framed(b"E", b"")), 10**9).items()
    assert isinstance(table, Table)


def test_refusals_come_back_as_they_are() -> None:
    with pytest.raises(ChildError) as caught:
        list(FrameReader(io.BytesIO(packed(b"X", ["intake.header", "what", None])), 100).items())
    assert caught.value.code == "intake.header"
    for kind in (InputRefused, LimitExceeded):
        assert type(apart._error(ChildError(kind.code, "m", "r"))) is kind
    assert issubclass(LimitExceeded, SpeanError)
