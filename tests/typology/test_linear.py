"""A model is numbers: used without scikit-learn, and refused where it was touched."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.errors import ModelInvalid
from spean.typology import linear
from spean.typology.linear import LinearModel, load, ngrams, prepare, save

MODEL = LinearModel(
    labels=("loan", "work"),
    vocabulary=("กู", "กู้", "งา", "งาน"),
    idf=(1.0, 1.5, 1.0, 2.0),
    weights=((2.0, 3.0, -2.0, -3.0), (-2.0, -3.0, 2.0, 3.0)),
    intercepts=(0.0, 0.1),
    threshold=0.9,
    stamp={"texts": 2},
)


def test_digits_and_zero_width_marks_are_not_learnt() -> None:
    assert prepare("โทร  081-234 ๕\u200b A") == "โทร 000-000 0 a"
    assert ngrams("ab1") == ["a", "b", "0", "ab", "b0", "ab0"]
    assert ngrams("") == []


def test_the_likeliest_label_with_what_weighed_most() -> None:
    found = MODEL.opinion("กู้ งาน กู้ กู้")
    assert (found.label, found.likeliest) == ("loan", "loan")
    assert [run for run, _ in found.weighed] == ["กู้", "กู"]
    assert found.weighed[0][1] > found.weighed[1][1] > 0
    assert MODEL.opinion("งาน").label == "work"


def test_it_abstains_where_it_knows_nothing() -> None:
    found = MODEL.opinion("xyz")
    assert (found.label, found.likeliest, found.weighed) == (None, "work", ())
    assert found.probability == pytest.approx(1 / (1 + math.exp(-0.1)))


@given(st.text(max_size=40))
def test_probabilities_add_up(text: str) -> None:
    assert math.fsum(MODEL.probabilities(text)) == pytest.approx(1)


def test_saved_and_loaded_it_is_the_same(tmp_path: Path) -> None:
    sha256 = save(MODEL, tmp_path / "model.json")
    assert load(tmp_path / "model.json") == (MODEL, sha256)
    assert [path.name for path in tmp_path.iterdir()] == ["model.json"]


def rewritten(path: Path, **changes: Any) -> None:
    """Writes a model with other content and a hash that fits it."""
    content = {**json.loads(path.read_text(encoding="utf-8")), **changes}
    content.pop("sha256")
    content = {name: value for name, value in content.items() if value is not None}
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    sha256 = linear.hashlib.sha256(text.encode()).hexdigest()
    path.write_text(json.dumps({**content, "sha256": sha256}), encoding="utf-8")


@pytest.mark.parametrize(
    "changes",
    [{"format": "other"}, {"labels": ["a"]}, {"labels": ["a", "a"]}, {"labels": "ab"}, {"idf": [1, 2]}, {"idf": None},
     {"idf": [1, 2, 3, "4"]}, {"weights": [[1, 2, 3, 4]]}, {"weights": 3}, {"intercepts": [10**400, 1]},
     {"intercepts": [float("nan"), 1]}, {"threshold": "0.5"}, {"threshold": None}, {"stamp": 4},
     {"vocabulary": [1, 2, 3, 4]}],
)  # fmt: skip
def test_a_malformed_model_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    path = tmp_path / "model.json"
    save(MODEL, path)
    rewritten(path)
    assert load(path)[0] == MODEL
    rewritten(path, **changes)
    with pytest.raises(ModelInvalid):
        load(path)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"\x80\x04K\x01.", b"[" * 100_000, b'{"sha256": "00"}', b"\xff"]
)
def test_what_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.json"
    path.write_bytes(content)
    with pytest.raises(ModelInvalid):
        load(path)


def test_a_model_changed_by_one_digit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    save(MODEL, path)
    path.write_text(path.read_text(encoding="utf-8").replace("1.5", "1.6"), encoding="utf-8")
    with pytest.raises(ModelInvalid, match="changed"):
        load(path)
