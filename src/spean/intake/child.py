"""The child that reads one file that came from outside, under limits, without secrets, and writes to nothing.

`python -m spean.intake.child` takes a job as JSON on its standard input and gives frames (see `frames`). A file made
to unfold without end costs this process its memory or its time, and the node one line.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from spean.errors import InputRefused, LimitExceeded, SpeanError
from spean.intake.frames import framed, frames_of, packed
from spean.intake.records import IntakeOptions


def confine(memory_bytes: int, cpu_seconds: int) -> None:
    """Limits this process for good: memory, time, and no file, process or core dump of its own."""
    limits = {
        resource.RLIMIT_AS: memory_bytes,
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    for what, most in limits.items():
        _, hard = resource.getrlimit(what)
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # at equal limits of time the kernel would kill as it does for want of memory: the parent tells them apart
        resource.setrlimit(what, (soft, hard if what == resource.RLIMIT_CPU else soft))


def main() -> None:
    """Reads the job, then the file."""
    job = json.load(sys.stdin)
    # a library that prints must not write among the frames
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)
        confine(job["memory_bytes"], job["cpu_seconds"])
        try:
            _read(job, out)
        except BrokenPipeError:
            return  # the parent has heard enough
        except SpeanError as error:
            out.write(_refusal(error))
        except MemoryError:
            out.write(_refusal(LimitExceeded("reading the file takes more memory than is allowed")))
        except Exception as error:
            # A library met what its authors did not think of; of the file nothing but this goes any further.
            out.write(_refusal(InputRefused(f"the file is damaged, or not what its name says ({_place(error)})")))


def _read(job: dict[str, Any], out: Any) -> None:
    from spean.intake.tables import read_file

    for frame in frames_of(read_file(Path(job["path"]), IntakeOptions(**job["options"]))):
        out.write(frame)
    out.write(framed(b"E", b""))
    out.flush()


def _refusal(error: SpeanError) -> bytes:
    return packed(b"X", [error.code, error.message, error.remedy])


def _place(error: Exception) -> str:
    """The error's kind and where in Spean it arose: never a value."""
    at, found = error.__traceback__, ""
    while at is not None:
        file = Path(at.tb_frame.f_code.co_filename)
        if file.parent.name == "intake":
            found = f" at {file.stem}:{at.tb_lineno}"
        at = at.tb_next
    return f"{type(error).__name__}{found}"


if __name__ == "__main__":
    main()
