"""`typology` and `evidence types` as users and other programs see them."""

import json
import random
import sys
from pathlib import Path

import pytest

from spean.cli.main import run


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(list(words))
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    rng = random.Random(2)
    words = {"loan": ("ยื่นกู้", "สินเชื่อ", "วงเงิน", "loan", "credit"), "none": ("นัดหมอ", "ประชุม", "lunch", "ขอบคุณ", "rain")}
    lines = [f"{label}|{' '.join(rng.choices(of, k=5))}" for label, of in words.items() for _ in range(40)]
    path = tmp_path / "labels.txt"
    path.write_text("\n".join([*lines, "no label", "loan|both", "none|both"]), encoding="utf-8")
    return path


def test_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "typology", "show", "--json")
    assert (code, err) == (0, "")
    data = json.loads(out)
    romance = next(one for one in data["types"] if one["key"] == "romance")
    assert (romance["parent"], romance["names"]["km"]) == ("social_engineering", "បោកប្រាស់ស្នេហា")
    assert {(c["system"], c["code"], c["fit"]) for c in romance["codes"]} == {
        ("stanford_finra", "1.7.1", "close"), ("iccs", "0701", "broad"),
    }  # fmt: skip
    assert {one["key"] for one in data["sources"]} == {"undp", "thai_police", "stanford_finra", "iccs"}
    assert "part_time_work" in said(capsys, "typology", "show")[1]


def test_classify_lines_and_objects(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "texts.txt"
    path.write_text('{"id": "x", "text": "a quick loan"}\nsee you\n', encoding="utf-8")
    code, out, err = said(capsys, "typology", "classify", str(path), "--json")
    first, second = map(json.loads, out.splitlines())
    assert (code, err) == (0, "")
    assert first == {
        "id": "x", "type": "loan", "parent": "social_engineering", "score": 2, "runner_up": 0,
        "words": [{"type": "loan", "text": "quick loan", "start": 2, "end": 12, "weight": 2}],
    }  # fmt: skip
    assert (second["id"], second["type"], second["words"]) == (2, None, [])
    assert said(capsys, "typology", "classify", str(path))[1] == "x\tloan\tquick loan\n2\t-\t-\n"


def test_a_line_that_is_no_text_is_named_and_the_rest_is_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "texts.txt"
    path.write_text('{"id": 1}\na quick loan\n', encoding="utf-8-sig")
    code, out, err = said(capsys, "typology", "classify", str(path))
    assert (code, out) == (3, "2\tloan\tquick loan\n")
    assert "line 1 is no object" in err


def test_train_then_classify_beside_the_lexicon(
    capsys: pytest.CaptureFixture[str], labels: Path, tmp_path: Path
) -> None:
    model = tmp_path / "model.json"
    code, out, err = said(capsys, "typology", "train", str(labels), "--out", str(model), "--json")
    data = json.loads(out)
    assert (code, err) == (3, "")  # one row has no label
    assert (data["rejected_lines"], data["texts_with_two_labels"]) == ([81], [[82, 83]])
    assert data["macro_f1"] > data["dummy"]["macro_f1"]
    assert json.loads(model.read_text(encoding="utf-8"))["sha256"] == data["sha256"]
    text = said(capsys, "typology", "train", str(labels), "--out", str(model))[1]
    assert all(part in text for part in ("precision", "macro-F1", "threshold", "true \\ answered", data["sha256"]))
    texts = tmp_path / "texts.txt"
    texts.write_text("สินเชื่อ วงเงิน\n", encoding="utf-8")
    found = json.loads(said(capsys, "typology", "classify", str(texts), "--model", str(model), "--json")[1])
    assert (found["type"], found["model"]["label"]) == ("loan", "loan")
    assert found["model"]["weighed"][0]["weight"] > 0
    assert "\tloan\t" in said(capsys, "typology", "classify", str(texts), "--model", str(model))[1]


def test_what_goes_wrong_is_one_line(capsys: pytest.CaptureFixture[str], labels: Path, tmp_path: Path) -> None:
    for words, wanted in (
        (("classify", str(labels), "--model", str(labels)), "typology.model"),
        (("train", str(tmp_path / "none.txt"), "--out", "x"), "usage"),
        (("train", str(labels), "--out", str(tmp_path / "no" / "x.json")), "storage.failed"),
    ):
        code, out, err = said(capsys, "typology", *words)
        assert (code != 0, out) == (True, "")
        assert err.startswith(f"spean: {wanted}: ")
        assert len(err.splitlines()) == 1


def test_classifying_loads_no_machine_learning_library(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], labels: Path
) -> None:
    for name in ("sklearn", "numpy", "scipy"):
        monkeypatch.setitem(sys.modules, name, None)
    assert said(capsys, "typology", "classify", str(labels))[0] == 0
