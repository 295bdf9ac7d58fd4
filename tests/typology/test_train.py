"""Training: scores without leakage, the same each time, and a model that says what scikit-learn says."""

import sys
from pathlib import Path

import pytest

from spean.errors import ExtraMissing, LabelsRefused
from spean.typology import train as training
from spean.typology.labels import Labels, read_labels
from spean.typology.train import template, train


@pytest.mark.parametrize("name", ["labels_file", "two_labels_file"])
def test_the_model_says_what_scikit_learn_says(name: str, request: pytest.FixtureRequest) -> None:
    labels = read_labels(request.getfixturevalue(name))
    model, _ = train(labels, 0.6)
    fitted = training._fitted(labels.texts, labels.labels)
    texts = [*labels.texts[:30], "nothing of it 12", "", "งาน loan"]
    for ours, theirs in zip(map(model.probabilities, texts), fitted.predict_proba(texts).tolist(), strict=True):
        assert ours == pytest.approx(theirs, abs=1e-5)


def test_scores_beside_a_dummy_and_at_each_threshold(labels_file: Path) -> None:
    labels = read_labels(labels_file)
    model, scores = train(labels, 0.65)
    assert scores.accuracy > 0.9 > 0.5 > scores.dummy_accuracy
    assert scores.macro_f1 > 0.9 > scores.dummy_macro_f1
    assert sum(map(sum, scores.confusion)) == len(labels.texts) == sum(one.texts for one in scores.labels.values())
    assert sorted(scores.answered) == [0.5, 0.6, 0.65, 0.7, 0.8, 0.9]
    shares = [answered for _, (answered, _) in sorted(scores.answered.items())]
    assert shares == sorted(shares, reverse=True)
    assert model.stamp["data_sha256"] == labels.sha256
    assert model.threshold == 0.65


def test_twice_the_same(labels_file: Path) -> None:
    labels = read_labels(labels_file)
    assert train(labels, 0.6) == train(labels, 0.6)


def test_labels_without_meaning_score_as_a_dummy_though_each_text_has_copies() -> None:
    # Every text stands four times with other digits. Were copies in train and test folds, half would be known by heart.
    bodies = [f"{a}{b}{c}" for a in "กขคงจ" for b in "ชซญฎฏ" for c in "ฐฑฒณด"][:80]
    texts = tuple(f"{body} {n}{at} http://x{n}.example" for at, body in enumerate(bodies) for n in range(4))
    labels = tuple("ab"[(at * 7 + at // 3) % 2] for at in range(len(bodies)) for _ in range(4))
    _, scores = train(Labels(texts, labels, len(texts), (), (), "0"), 0.6)
    assert scores.groups == len(bodies)
    assert scores.accuracy < 0.75


def test_texts_of_one_template_share_it() -> None:
    first = template("คุณกู้ได้ 50,000 บาท! https://a.example/x1")
    assert first == template("คุณกู้ได้ 9 บาท b.example/zz")
    assert first != template("คุณกู้ไม่ได้ 9 บาท")


@pytest.mark.parametrize(
    "rows",
    [[("a", f"text {chr(97 + n)}") for n in range(20)], [],
     [("a", f"text {chr(97 + n)}") for n in range(20)] + [("b", f"copy {n}") for n in range(50)]],
)  # fmt: skip
def test_too_little_to_learn_from_is_refused(rows: list[tuple[str, str]]) -> None:
    labels = Labels(tuple(text for _, text in rows), tuple(label for label, _ in rows), len(rows), (), (), "0")
    with pytest.raises(LabelsRefused):
        train(labels, 0.6)


def test_without_scikit_learn_it_says_what_to_install(labels_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(ExtraMissing) as caught:
        train(read_labels(labels_file), 0.6)
    assert "spean[typology]" in caught.value.remedy
