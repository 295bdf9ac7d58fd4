"""What a ZIP archive from outside must pass before its members are unpacked: .xlsx, .docx and .zip are such."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from spean.errors import InputRefused, LimitExceeded

MAX_UNPACKED_BYTES = 512 * 1024**2
#: Excel's own files unpack to 5-20 times their size; sparse sheets of equal rows to ~100.
MAX_RATIO = 200
_FREE_BYTES = 16 * 1024**2  # below this much unpacked the ratio says nothing


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Opens an archive whose members together stay within bounds.

    zipfile stops at the size that the directory states, so the sum that is checked holds for what is read.

    Raises:
        InputRefused: it is damaged or encrypted, also where that shows while a member is read.
        LimitExceeded: it unfolds to too much.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive)
            yield archive
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise InputRefused("the archive is damaged") from error


def _check(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise InputRefused("the file is encrypted", remedy="save it without a password")
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if unpacked > MAX_UNPACKED_BYTES or (unpacked > _FREE_BYTES and unpacked > MAX_RATIO * packed):
        raise LimitExceeded(
            f"the archive unfolds to more than is allowed ({MAX_UNPACKED_BYTES} bytes, {MAX_RATIO} times its size)",
            remedy="save the table as CSV, or split it",
        )
