"""A file as a whole: names, markings, the rejects file, and that nothing else than a SpeanError comes out."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from spean.errors import InputRefused, SecretMarking, SpeanError, StorageFailed
from spean.intake import Intake, IntakeOptions, batch_name, take_in, write_rejects
from spean.intake.apart import read_apart
from spean.intake.frames import FrameReader, framed, frames_of
from spean.intake.markings import is_marking
from spean.intake.records import Item
from spean.intake.tables import read_file
from spean.model import Reject

Taker = Callable[..., Intake]


def test_the_batch_is_named_by_file_and_mapping(take: Taker) -> None:
    content = "narrative,x\na,b\n"
    one, again = take(content), take(content)
    other_mapping = take(content, mapping={"x": "suspect_phone"})
    other_file = take(content + "c,d\n")
    names = [batch_name(taken.sha256, taken.mapping) for taken in (one, again, other_mapping, other_file)]
    assert names[0] == names[1]
    assert len(set(names)) == 3
    assert all(len(name) == 32 and int(name, 16) for name in names)


def test_the_hash_is_the_files(take: Taker) -> None:
    # printf 'narrative\nabc\n' | sha256sum
    assert take("narrative\nabc\n").sha256 == "e054da4bba0f217126cedbc57a7b11c7705e932473dfeefadee7a544af726a16"


@pytest.mark.parametrize(
    "text",
    [
        *("ลับ", "ลับมาก", " ลับที่สุด ", "- ลับ -", "ชั้นความลับ: ลับมาก", "SECRET", "Top Secret", "** CONFIDENTIAL **"),
        *("SECRET//NOFORN", "CONFIDENTIAL //", "Classification: SECRET", "សម្ងាត់", "សម្ងាត់បំផុត", "[SECRET]"),
    ],
)
def test_markings(take: Taker, text: str) -> None:
    assert is_marking(text)
    for content, name in (
        (f"{text}\nnarrative,amount\nx,1\n", "a.csv"),
        (f"first line\n{text}\n", "a.txt"),
        (f'{{"narrative": "x", "class": "{text}"}}\n', "a.jsonl"),
    ):
        with pytest.raises(SecretMarking) as caught:
            take(content, name)
        assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    "text",
    [
        *(
            "he told me a secret",
            "เขาบอกว่าเป็นความลับ",
            "ลับ ๆ ล่อ ๆ",
            "Victoria's Secret",
            "secret.example",
            "กลับ",
            "รหัสลับ",
        ),
        *("call is confidential and recorded", "ការសម្ងាត់របស់ខ្ញុំ", "TLP:RED", "UNCLASSIFIED", ""),
    ],
)
def test_a_narrative_that_contains_the_word_is_none(take: Taker, text: str) -> None:
    assert not is_marking(text)
    take(f"narrative,amount\n{text} x,1\n")


def test_a_marking_beside_other_cells_above_the_header(take: Taker) -> None:
    with pytest.raises(SecretMarking):
        take("SECRET,report of the day\nnarrative,amount\nx,1\n")


def test_a_value_in_a_known_column_is_no_marking(take: Taker) -> None:
    taken = take("narrative,victim_name\nx,Confidential\n")
    assert taken.reports[0].columns["victim_name"] == "Confidential"
    with pytest.raises(SecretMarking):
        take("narrative,grade\nx,Confidential\n")


def test_a_file_that_is_not_there(tmp_path: Path, scratch: Path) -> None:
    options = IntakeOptions(zone="Asia/Bangkok")
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputRefused, match="can't be read") as caught:
            take_in(path, options, scratch)
        assert str(tmp_path) not in str(caught.value)


def test_the_rejects_file(tmp_path: Path) -> None:
    rejects = [
        Reject(3, "row.width", "too wide", "quote it", {"ชื่อ": "=cmd|'/c calc'!A0", "3": "+66812345678"}),
        Reject(9, "row.encoding", "no text", "save as UTF-8", {"ชื่อ": "\udc80x", "line": "-bad()x"}),
    ]
    path = tmp_path / "rejects.csv"
    write_rejects(path, rejects, ["ชื่อ", "line"])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.stat().st_mode & 0o777 == 0o600
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["ชื่อ", "line", "3", "reject_line", "code", "reason", "fix"]
    assert rows[0]["ชื่อ"] == "'=cmd|'/c calc'!A0"
    assert rows[0]["3"] == "+66812345678"
    assert (rows[1]["ชื่อ"], rows[1]["line"]) == ("\\udc80x", "'-bad()x")
    assert [row["reject_line"] for row in rows] == ["3", "9"]


def test_mended_rejects_can_be_taken_in_again(take: Taker, tmp_path: Path) -> None:
    taken = take("narrative,suspect_phone,note\n,,=1+1\nok,0812345678,\n")
    path = tmp_path / "rejects.csv"
    write_rejects(path, taken.rejects, taken.mapping.headers)
    mended = path.read_text(encoding="utf-8-sig").replace(",,", "now filled,,", 1)
    again = take(mended.split("\n", 1)[0] + "\n" + "now filled,,x\n")
    assert again.reports[0].columns["narrative"] == "now filled"


def test_a_rejects_file_that_cant_be_written(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed):
        write_rejects(tmp_path / "no" / "folder.csv", [], [])


def test_a_file_that_changes_while_read(take: Taker, monkeypatch: pytest.MonkeyPatch) -> None:
    from spean.intake import take as module

    @contextmanager
    def grown(path: Path, options: IntakeOptions) -> Iterator[Iterator[Item]]:
        with read_apart(path, options) as items:
            yield items
        with path.open("ab") as stream:
            stream.write(b"more\n")

    monkeypatch.setattr(module, "read_apart", grown)
    with pytest.raises(InputRefused, match="changed"):
        take("narrative\na\n")


@contextmanager
def _read_here(path: Path, options: IntakeOptions) -> Iterator[Iterator[Item]]:
    """Reads in this process, through the same frames: four hundred children would take too long."""
    frames = b"".join(frames_of(read_file(path, options))) + framed(b"E", b"")
    yield FrameReader(io.BytesIO(frames), len(frames)).items()


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spean.intake.take.read_apart", _read_here)


_NAMES = st.sampled_from(["a.csv", "a.tsv", "a.jsonl", "a.json", "a.md", "a.txt", "a.xlsx", "a.zip", "a"])
_HEADS = st.sampled_from(
    [b"", b"narrative,suspect_phone\n", b"\xef\xbb\xbf", b"\xff\xfe", b'{"narrative":', b"PK\x03\x04"]
)
_COLUMNS = st.sampled_from([None, "narrative", "suspect_url"])


@pytest.mark.usefixtures("read_here")
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    _HEADS,
    st.binary(max_size=300) | st.text(max_size=200).map(lambda t: t.encode("utf-16-le", "replace")),
    _NAMES,
    _COLUMNS,
)
@example(b"narrative,suspect_phone\n", b'"\x00",\xff\n"', "a.csv", None)
@example(b"", b"\n\n", "a.csv", "suspect_url")
@example(b"", b"\xd8\x00\x00\x0a", "a.txt", None)
def test_any_bytes_give_an_intake_or_a_spean_error(
    take: Taker, head: bytes, body: bytes, name: str, column: str | None
) -> None:
    try:
        taken = take(head + body, name, column=column)
    except SpeanError as error:
        assert error.remedy and "\n" not in error.message
        return
    for report in taken.reports:
        assert report.columns and all(report.columns.values())
        report.columns.get("narrative", "").encode()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("รายละเอียดเหตุการณ์,ชื่อ".encode() + b"\xe0\xb8,x\x00\nhe called,1,2\n", "a.csv"),
        (b'{"narrative": "he called", "\\udc80": "1", "x\\u0000": "2"}\n', "a.jsonl"),
    ],
)
def test_a_header_that_is_no_text_is_made_one(take: Taker, content: bytes, name: str) -> None:
    (report,) = take(content, name).reports
    assert sorted(report.extra.values()) == ["1", "2"]
    assert all("\ufffd" in header for header in report.extra)
    "".join(report.extra).encode()


def test_nothing_is_written(take: Taker, tmp_path: Path) -> None:
    take("narrative\na\n")
    assert [path.name for path in tmp_path.iterdir()] == ["upload"]


SEIZURES = "substance,quantity,unit\nheroin,5,g\nheroin,5,g\nheroin,6,g\nheroin,5,g\n"


def test_seizures_without_a_number_are_kept_though_written_alike(take: Callable[..., Intake]) -> None:
    first, longer = take(SEIZURES), take(SEIZURES + "heroin,5,g\n")
    assert (len(first.reports), first.duplicates) == (4, 0)
    assert len({report.uid for report in first.reports} | {report.report_id for report in first.reports}) == 8
    assert any("each kept (2 times)" in warning for warning in first.warnings)
    known = {report.uid for report in first.reports}
    assert [report.uid in known for report in longer.reports] == [True, True, True, True, False]


def test_a_seizure_with_a_number_is_one_seizure(take: Callable[..., Intake]) -> None:
    taken = take("report_id,substance,quantity,unit\nS-1,heroin,5,g\nS-1,heroin,5,g\n")
    assert (len(taken.reports), taken.duplicates) == (1, 1)


def test_a_quantity_without_what_it_is_of_is_no_report(take: Callable[..., Intake]) -> None:
    taken = take("substance,quantity,unit\nheroin,5,g\n,6,g\n")
    assert [reject.code for reject in taken.rejects] == ["row.no_content"]


def test_a_rejects_file_taken_in_again_is_what_it_was(take: Taker, tmp_path: Path) -> None:
    # A cell too many shifts the others: mended or not, it must never make a victim's number a suspect's.
    first = take(
        "report_id,narrative,victim_phone,suspect_phone\n"
        "V-1,he came, then went,0891234567,0812345678\nV-2,,0891234568,\nV-3,he called,0891234569,0812345679\n",
        "shift.csv",
    )
    assert [reject.code for reject in first.rejects] == ["row.width", "row.no_content"]
    path = tmp_path / "rejects.csv"
    write_rejects(path, first.rejects, first.mapping.headers)
    mended = path.read_text(encoding="utf-8-sig").replace("V-2,,", "V-2,he lied,")
    second = take(mended, "rejects.csv")
    assert [(report.report_id, report.extra) for report in second.reports] == [("V-2", {})]
    assert [reject.code for reject in second.rejects] == ["row.width"]
    source = take("report_id,narrative,victim_phone,suspect_phone\nV-2,he lied,0891234568,\n", "again.csv")
    assert source.reports[0].uid == second.reports[0].uid
