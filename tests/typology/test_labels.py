"""Files of labelled texts: three forms, each text once, two labels for one text told and left out."""

import json
from pathlib import Path

import pytest

from spean.errors import EncodingUnknown, LabelsRefused
from spean.typology.labels import read_labels

ROWS = [("Scam", "win a prize"), ("ok", "see you"), ("scam", "win a prize"), ("ok", "both"), ("scam", "both ")]


def write(path: Path, rows: list[tuple[str, str]]) -> Path:
    lines = {
        ".txt": [f"{label}|{text}" for label, text in rows],
        ".csv": ["text,label", *(f'"{text}",{label}' for label, text in rows)],
        ".jsonl": [json.dumps({"label": label, "text": text}) for label, text in rows],
    }[path.suffix]
    path.write_text("\n".join(lines), encoding="utf-8-sig" if path.suffix == ".csv" else "utf-8")
    return path


@pytest.mark.parametrize("ending", [".txt", ".csv", ".jsonl"])
def test_three_forms_say_the_same(tmp_path: Path, ending: str) -> None:
    found = read_labels(write(tmp_path / f"labels{ending}", ROWS))
    assert (found.texts, found.labels) == (("win a prize", "see you"), ("scam", "ok"))
    assert (found.rows, found.rejected) == (5, ())
    first = 5 if ending == ".csv" else 4
    assert found.twice_labelled == ((first, first + 1),)
    assert found.sha256 == read_labels(write(tmp_path / "labels.txt", ROWS)).sha256


def test_the_hash_is_of_texts_and_labels_not_of_their_order(tmp_path: Path) -> None:
    there = read_labels(write(tmp_path / "a.txt", ROWS)).sha256
    assert read_labels(write(tmp_path / "b.txt", ROWS[::-1])).sha256 == there
    assert read_labels(write(tmp_path / "c.txt", [("ok", "win a prize"), *ROWS[1:2]])).sha256 != there


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", "no bar here\nok|\n|text\nok|fine"), ("a.jsonl", '[1]\n{"label":1,"text":"x"}\n{"l":1}\n' + "[" * 9000),
     ("a.csv", "label,text\nok\n,text\nok,\n")],
)  # fmt: skip
def test_rows_without_label_or_text_are_told(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    found = read_labels(path)
    assert len(found.rejected) == found.rows - len(found.texts) >= 3


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [("a.csv", b"what,else\n1,2\n", LabelsRefused), ("a.csv", b"", LabelsRefused),
     ("a.txt", b"ok|\xff\xfe", EncodingUnknown),
     ("a.csv", b'label,text\nok,"' + b"x" * 140_000, LabelsRefused),
     ("a.txt", "".join(f"name {n}|text\n{n}|other {n}\n" for n in range(120)).encode(), LabelsRefused)],
)  # fmt: skip
def test_what_is_refused(tmp_path: Path, name: str, content: bytes, error: type[Exception]) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error):
        read_labels(path)
