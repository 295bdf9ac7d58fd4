"""What OCR reads in a picture: a suggestion for whoever types it in, never evidence. Only where tesseract is installed.

Like every file from outside the picture is unfolded in a child under limits, and tesseract runs under the same ones.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from spean.errors import InputRefused, WrongUsage
from spean.intake.apart import MEMORY_BYTES, child_command, child_environment
from spean.intake.child import confine

LANGUAGES = ("tha", "khm", "eng")
CPU_SECONDS = 300
_MAX_TEXT_BYTES = 4 * 1024**2


def suggestion(path: Path) -> str:
    """Gives the text that tesseract reads in a PNG or JPEG.

    Raises:
        WrongUsage: tesseract is not installed.
        InputRefused: the picture can't be read, or takes too much.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise WrongUsage("no OCR is installed here", remedy="install tesseract, or type the paper in by eye")
    command = child_command("spean.intake.ocr")
    environment = child_environment() | {"OMP_THREAD_LIMIT": "1"}
    unfold = subprocess.Popen(  # noqa: S603  # our own module
        [*command, "unfold", str(path.resolve())], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    with unfold:
        read = subprocess.run(  # noqa: S603  # our own module
            [*command, "read", program, "+".join(_languages(program))],
            stdin=unfold.stdout,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            check=False,
        )
    if unfold.returncode or read.returncode or len(read.stdout) > _MAX_TEXT_BYTES:
        raise InputRefused("the picture can't be read by OCR", remedy="type the paper in by eye")
    return read.stdout.decode("utf-8", "replace").strip()


def _languages(program: str) -> list[str]:
    listed = subprocess.run([program, "--list-langs"], capture_output=True, check=False)  # noqa: S603  # found on PATH
    installed = listed.stdout.decode("utf-8", "replace").split()
    return [language for language in LANGUAGES if language in installed] or ["eng"]


def main(act: str, argument: str, languages: str = "") -> None:
    """Unfolds a picture to stdout as PGM, or becomes tesseract, which reads it on stdin; both under limits."""
    if act == "unfold":
        from spean.intake.read_image import gray

        confine(MEMORY_BYTES, CPU_SECONDS)
        gray(Path(argument)).save(sys.stdout.buffer, "PPM")
    else:
        confine(MEMORY_BYTES, CPU_SECONDS)
        os.execv(argument, [argument, "stdin", "stdout", "-l", languages])  # noqa: S606  # no shell


if __name__ == "__main__":
    main(*sys.argv[1:])
