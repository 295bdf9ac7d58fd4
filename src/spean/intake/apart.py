"""Reads a file in a child process under limits (see `child`); gives the items as `tables.read_file` would here."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO

from spean.errors import (
    EncodingUnknown,
    FormatUnknown,
    HeaderUnknown,
    InputRefused,
    LimitExceeded,
    SecretMarking,
    SpeanError,
    WrongUsage,
)
from spean.intake.frames import ChildError, ChildGone, FrameBroken, FrameReader
from spean.intake.records import IntakeOptions, Item

#: Address space of the child. Calamine takes 32 bytes a cell and at most 10,000,000 cells; a picture at most 480 MB.
MEMORY_BYTES = 2 * 1024**3
#: Processor time of the child, and what each MiB of the file adds: delimited text is read at some 5 MiB a second.
CPU_SECONDS = 60
CPU_SECONDS_PER_MIB = 1
#: What a file may unfold to: one table or archive of bounded size, or plain text written as JSON.
OUTPUT_BYTES = 512 * 1024**2
OUTPUT_PER_BYTE = 4

_ERRORS = {
    kind.code: kind
    for kind in (EncodingUnknown, FormatUnknown, HeaderUnknown, InputRefused, LimitExceeded, SecretMarking, WrongUsage)
}
_PASSED_ON = (
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "PYTHONPATH",
    "TESSDATA_PREFIX",
    "TZDIR",
)  # no passphrase, no credential


def child_command(module: str) -> list[str]:
    """How a child is started: nothing is imported from the folder that it is started in, and no file is written."""
    return [sys.executable, "-P", "-B", "-m", module]


def child_environment() -> dict[str, str]:
    """What a child is told of the environment."""
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ}


@contextmanager
def read_apart(path: Path, options: IntakeOptions) -> Iterator[Iterator[Item]]:
    """Starts the child and gives what it finds; the child is gone when the block is left.

    Raises:
        InputRefused: the file can't be taken in; LimitExceeded where it took too much.
        WrongUsage: an option is off.
    """
    size_bytes = path.stat().st_size
    child = subprocess.Popen(  # noqa: S603  # our own module
        child_command("spean.intake.child"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=child_environment(),
    )
    try:
        if child.stdin is None or child.stdout is None:
            raise InputRefused("no process could be started to read the file")
        _send(child.stdin, _job(path, options, size_bytes))
        reader = FrameReader(child.stdout, OUTPUT_BYTES + OUTPUT_PER_BYTE * size_bytes)
        yield reader.items()
    except ChildError as error:
        raise _error(error) from None
    except ChildGone:
        raise _death(child.wait()) from None
    except FrameBroken as error:
        raise InputRefused("the process that read the file gave no sense") from error
    finally:
        child.kill()
        if child.stdout is not None:
            child.stdout.close()
        child.wait()


def _job(path: Path, options: IntakeOptions, size_bytes: int) -> bytes:
    told = asdict(options) | {"mapping": dict(options.mapping) if options.mapping is not None else None}
    del told["typed"]
    job = {
        "path": str(path.resolve()),
        "options": told,
        "memory_bytes": MEMORY_BYTES,
        "cpu_seconds": CPU_SECONDS + CPU_SECONDS_PER_MIB * size_bytes // 1024**2,
    }
    return json.dumps(job).encode("ascii")


def _send(stream: IO[bytes], job: bytes) -> None:
    try:
        stream.write(job)
        stream.close()
    except BrokenPipeError:
        pass  # it died at once: reading its frames says how


def _error(found: ChildError) -> SpeanError:
    return _ERRORS.get(found.code, InputRefused)(found.message, remedy=found.remedy)


def _death(code: int) -> SpeanError:
    """What the child died of: a library that gets no memory aborts or faults."""
    if -code == signal.SIGXCPU:
        return LimitExceeded("reading the file takes longer than is allowed")
    return LimitExceeded(
        f"reading the file takes more memory than is allowed, or breaks its reader (ended with {code})"
    )
