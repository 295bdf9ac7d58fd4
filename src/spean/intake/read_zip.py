"""ZIP: every member is a file of its own. Names are read with suspicion, and never used as paths."""

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

from spean.errors import InputRefused
from spean.intake.archive import opened
from spean.intake.encoding import RARE_SHARE, THAI_SHARE, rare_share, thai_share
from spean.intake.records import Part

MAX_MEMBERS = 500
_UTF8_NAME = 0x800
_CHUNK_BYTES = 256 * 1024
#: What programs leave beside the files, and nobody sends.
_LITTER = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})


def read_zip(path: Path) -> Iterator[Part]:
    """Gives the members in order, without folders.

    Raises:
        InputRefused: the archive is damaged or encrypted, holds too many members, or one that points outside it.
        LimitExceeded: it unfolds to too much.
    """
    with opened(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        named = [(member_name(member), member) for member in members]
        wanted = [(name, member) for name, member in named if not _LITTER & set(name.split("/"))]
        if len(wanted) > MAX_MEMBERS:
            raise InputRefused(f"the archive holds more than {MAX_MEMBERS} files", remedy="split it")
        for name, member in wanted:
            yield Part(name, _chunks(archive, member))


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            yield chunk


def member_name(member: zipfile.ZipInfo) -> str:
    """The member's name as its sender saw it.

    Raises:
        InputRefused: it is a link, or names a place outside the archive, as no honest program writes it.
    """
    name = _decoded(member)
    parts = name.replace("\\", "/").split("/")
    if (
        "\x00" in name
        or ".." in parts
        or not parts[0]
        or parts[0].endswith(":")
        or stat.S_ISLNK(member.external_attr >> 16)
    ):
        raise InputRefused("the archive names a place outside itself", remedy="do not unpack it; ask the sender")
    return "/".join(parts)


def _decoded(member: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 mark are in the sender's code page: UTF-8 all the same, or Thai."""
    if member.flag_bits & _UTF8_NAME or member.orig_filename.isascii():
        return member.orig_filename
    raw = member.orig_filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        thai = raw.decode("cp874", "replace")
    return thai if thai_share(thai) >= THAI_SHARE and rare_share(thai) <= RARE_SHARE else member.orig_filename
