"""Files inside files: each is taken in by its own format; names are suspect; bad ones are rejects, bombs refuse all."""

import io
import tempfile
import zipfile
from pathlib import Path

import pytest

from spean.errors import FormatUnknown, InputRefused, LimitExceeded
from spean.intake import IntakeOptions, Original, take_in

from .making import mail, zipped

CSV = "narrative,suspect_phone\ncalled,0812345678\n"


def taken(tmp_path: Path, content: bytes, name: str) -> list[Original]:
    path = tmp_path / "upload"
    path.write_bytes(content)
    scratch = Path(tempfile.mkdtemp(dir=tmp_path))
    return take_in(path, IntakeOptions(zone="Asia/Bangkok", region="TH", name=name), scratch)


def test_each_member_by_its_own_format(tmp_path: Path) -> None:
    members = {
        "a.csv": CSV,
        "deep/b.json": '[{"narrative": "x"}]',
        "__MACOSX/._a.csv": b"\0",
        "c.exe": b"MZ\0",
        "d/": "",
    }
    outer, *inside = taken(tmp_path, zipped(members), "box.zip")
    assert [(each.name, each.intake.format, len(each.intake.reports)) for each in inside] == [
        *(("box.zip!a.csv", "csv", 1), ("box.zip!deep/b.json", "json", 1))
    ]
    assert inside[0].path.read_text() == CSV
    (reject,) = outer.intake.rejects
    assert (reject.code, reject.row, outer.intake.reports) == ("intake.format", {"file": "c.exe"}, [])


def test_attachments_beside_the_message(tmp_path: Path) -> None:
    outer, *inside = taken(tmp_path, mail("See the list.", list_csv=CSV, more_zip=zipped({"b.csv": CSV})), "m.eml")
    assert outer.intake.reports[0].columns["narrative"].endswith("See the list.")
    assert [each.name for each in inside] == ["m.eml!list.csv", "m.eml!more.zip", "m.eml!more.zip!b.csv"]


def test_an_archive_in_an_archive_is_a_reject(tmp_path: Path) -> None:
    inner = zipped({"b.csv": CSV})
    outer, first = taken(tmp_path, zipped({"a.csv": CSV, "inner.zip": inner}), "box.zip")
    assert first.name == "box.zip!a.csv" and "inside an archive" in outer.intake.rejects[0].reason
    with pytest.raises(FormatUnknown, match="first file: the file is an archive inside an archive"):
        taken(tmp_path, zipped({"inner.zip": inner}), "box.zip")


def test_mails_in_mails_end(tmp_path: Path) -> None:
    content = mail("the last")
    for _ in range(6):
        content = mail("one more", m_eml=content)
    found = taken(tmp_path, content, "m.eml")
    assert len(found) == 4 and "nested" in found[-1].intake.rejects[0].reason


@pytest.mark.parametrize("name", ["../a.csv", "/etc/a.csv", "x/../../a.csv", "C:/a.csv", "..\\a.csv", "a.csv\0.txt"])
def test_names_that_point_outside_are_refused(tmp_path: Path, name: str) -> None:
    data = zipped({"good.csv": CSV, "x" * len(name): CSV}).replace(b"x" * len(name), name.encode())
    with pytest.raises(InputRefused, match="outside itself"):
        taken(tmp_path, data, "box.zip")


def test_links_and_encrypted_members_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(InputRefused, match="outside itself"):
        taken(tmp_path, out.getvalue(), "box.zip")
    data = bytearray(zipped({"a.csv": CSV}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(InputRefused, match="encrypted"):
        taken(tmp_path, bytes(data), "box.zip")


def test_thai_names_without_the_mark(tmp_path: Path) -> None:
    thai = "รายงานคดี.csv".encode("cp874")
    data = zipped({"x" * len(thai): CSV}).replace(b"x" * len(thai), thai)
    assert taken(tmp_path, data, "box.zip")[1].name == "box.zip!รายงานคดี.csv"


def test_a_bomb_refuses_the_whole_archive(tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded, match="unfolds"):
        taken(tmp_path, zipped({"a.csv": CSV, "b.csv": b"\0" * 32 * 1024**2}), "box.zip")


def test_an_empty_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="empty"):
        taken(tmp_path, zipped({}), "box.zip")
