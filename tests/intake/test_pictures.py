"""Pictures: QR codes are read; a paper is typed in beside its picture, phones and accounts twice; OCR only suggests."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from spean.errors import InputRefused, WrongUsage
from spean.intake import Intake, batch_name
from spean.intake.ocr import suggestion

Taker = Callable[..., Intake]


def picture(*payloads: str, form: str = "PNG") -> bytes:
    """A white picture with a QR code for each payload."""
    paper = Image.new("L", (400, 400 * max(1, len(payloads))), 255)
    for place, payload in enumerate(payloads):
        code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode)
        paper.paste(Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=6)), (20, 20 + 400 * place))
    out = io.BytesIO()
    paper.save(out, form)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_qr_codes_become_the_text(take: Taker, form: str) -> None:
    taken = take(picture("https://bad.example/จ่าย", "00020101021129", form=form), "photo.jpg")
    assert taken.format == {"PNG": "png", "JPEG": "jpg"}[form]
    (report,) = taken.reports
    assert sorted(report.columns["narrative"].split("\n")) == ["00020101021129", "https://bad.example/จ่าย"]


def test_a_picture_without_a_code_is_kept_with_a_note(take: Taker) -> None:
    taken = take(picture(), "photo.png")
    assert not taken.reports and not taken.rejects and "--typed" in taken.warnings[0]


@pytest.mark.parametrize("cut", [12, 40, 200])
def test_a_damaged_picture_is_refused(take: Taker, cut: int) -> None:
    with pytest.raises(InputRefused, match="damaged"):
        take(picture("x")[:cut], "photo.png")


HEADER = "narrative,suspect_phone,suspect_account,victim_phone\n"


@pytest.fixture
def typed(take: Taker, tmp_path: Path) -> Callable[..., Intake]:
    def taken(*texts: str, content: bytes | None = None, name: str = "photo.png") -> Intake:
        paths = []
        for number, text in enumerate(texts):
            paths.append(tmp_path / f"typed-{number}.csv")
            paths[-1].write_text(text, encoding="utf-8")
        return take(picture() if content is None else content, name, typed=tuple(paths))

    return taken


def test_typings_that_agree_are_taken(typed: Callable[..., Intake]) -> None:
    first = HEADER + "Called from 081-234-5678,081-234-5678,123-4-56789-0,\nno number,,,\n"
    again = "suspect_account,suspect_phone,narrative\n1234567890,0812345678,\n,,x\n"
    taken = typed(first, again)
    assert [report.columns["narrative"] for report in taken.reports] == ["Called from 081-234-5678", "no number"]
    assert not taken.rejects and not taken.warnings


@pytest.mark.parametrize(
    "again",
    [
        "x,0812345679,1234567890,0890000000",  # a digit
        "x,0812345678,1234567809,0890000000",
        "x,0890000000,1234567890,0812345678",  # suspect and victim exchanged
        "x,0812345678,1234567890,",  # left out
        "x 0861112222,0812345678,1234567890,0890000000",  # one more in the text
    ],
)
def test_typings_that_differ_are_rejects(typed: Callable[..., Intake], again: str) -> None:
    row = "x,081-234-5678,1234567890,0890000000"
    taken = typed(f"{HEADER}{row}\nsecond,,,\n", f"{HEADER}{again}\nsecond,,,\n")
    assert [report.columns["narrative"] for report in taken.reports] == ["second"]
    (reject,) = taken.rejects
    assert (reject.line, reject.code, reject.row["suspect_phone"]) == (2, "row.typed", "081-234-5678")
    assert "differ" in reject.reason and "both files" in reject.fix


def test_numbers_typed_once_are_rejects(typed: Callable[..., Intake]) -> None:
    once = typed(HEADER + "x,0812345678,,\nno number,,,\ncalled from 081-234-5678,,,\n")
    assert [report.line for report in once.reports] == [3]
    assert ["once" in reject.reason for reject in once.rejects] == [True, True]
    short = typed(HEADER + "x,0812345678,,\ny,0812345679,,\n", HEADER + "x,0812345678,,\n")
    assert [(report.line, [r.line for r in short.rejects]) for report in short.reports] == [(2, [3])]


def test_each_typing_is_its_own_batch(typed: Callable[..., Intake]) -> None:
    takings = [typed(), typed(HEADER + "x,,,\n"), typed(HEADER + "y,,,\n"), typed(HEADER + "y,,,\n")]
    names = [batch_name(taken.sha256, taken.mapping) for taken in takings]
    assert len(set(names)) == 3 and names[2] == names[3]


def test_codes_and_typed_rows_stand_together(typed: Callable[..., Intake]) -> None:
    taken = typed(HEADER + "x,,,\n", content=picture("https://bad.example/"))
    assert [report.columns["narrative"] for report in taken.reports] == ["https://bad.example/", "x"]


def test_typings_that_make_no_sense(typed: Callable[..., Intake], take: Taker, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="picture"):
        typed(HEADER + "x,,,\n", content=b"narrative\nx\n", name="a.csv")
    with pytest.raises(WrongUsage, match="twice"):
        typed(*(HEADER + f"{text},,,\n" for text in "abc"))
    path = tmp_path / "same.csv"
    path.write_text(HEADER + "x,,,\n")
    with pytest.raises(WrongUsage, match="one file"):
        take(picture(), "a.png", typed=(path, path.parent / "." / path.name))


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in that says what it was given: the mechanics are tested where the program is not installed."""
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\n"
        "import resource, sys\n"
        "if sys.argv[1:] == ['--list-langs']:\n"
        "    raise SystemExit(print('tha deu'))\n"
        "given = sys.stdin.buffer.read()\n"
        "print(*sys.argv[1:], resource.getrlimit(resource.RLIMIT_CPU)[0], given[:10].decode(), sep='|')\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")


@pytest.mark.usefixtures("tesseract")
def test_ocr_suggests(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture())
    assert suggestion(tmp_path / "a.png") == "stdin|stdout|-l|tha|300|P5\n400 400"


@pytest.mark.usefixtures("tesseract")
def test_ocr_refuses_what_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"no")
    with pytest.raises(InputRefused):
        suggestion(tmp_path / "a.png")


def test_no_ocr_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(WrongUsage, match="no OCR"):
        suggestion(tmp_path / "a.png")
