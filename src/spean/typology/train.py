"""Fitting a linear model on an agency's own labels, and saying how good it is: the one place that needs scikit-learn.

TF-IDF of character runs and a logistic regression, whose probabilities say when to abstain. The scores are of
five-fold, stratified cross-validation with a fixed seed. Messages come in templates ("you can borrow 50,000 at
LINK"), so texts that differ only in digits, links and punctuation stay in one fold: else a model is examined on what
it learnt by heart. The vocabulary is learnt within each fold. Beside the model stands a dummy that always says the
commonest label.
"""

import math
import re
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spean.errors import ExtraMissing, LabelsRefused
from spean.typology.labels import Labels
from spean.typology.linear import NGRAMS, LinearModel, ngrams, prepare

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

SEED = 20241024
FOLDS = 5
#: Fewer different messages of a label than this, and neither the fit nor the scores mean anything.
LEAST_TEXTS = 10
#: Abstention thresholds that scores are printed for.
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)
#: A run of characters is learnt if this many texts have it: rarer ones may be somebody's name.
LEAST_TEXTS_OF_A_RUN = 3
_C = 10.0
_LINK = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}(?:/\S*)?")


@dataclass(frozen=True, slots=True)
class LabelScore:
    """How well one label is found, abstention apart: precision, recall, F1, and how many texts have it."""

    precision: float
    recall: float
    f1: float
    texts: int


@dataclass(frozen=True, slots=True)
class Scores:
    """Cross-validated scores.

    Attributes:
        labels: label → its score, without abstention.
        macro_f1: mean of the labels' F1.
        accuracy: right answers among all.
        dummy_macro_f1: the same of always saying the commonest label.
        dummy_accuracy: the same.
        confusion: for each true label, in the order of `labels`, how often each label was answered.
        answered: threshold → (share of texts answered, share of the answers that are right).
        groups: how many groups of texts alike there are.
    """

    labels: Mapping[str, LabelScore]
    macro_f1: float
    accuracy: float
    dummy_macro_f1: float
    dummy_accuracy: float
    confusion: tuple[tuple[int, ...], ...]
    answered: Mapping[float, tuple[float, float]]
    groups: int


def template(text: str) -> str:
    """Gives what a text shares with others of its template: no digits, links, spaces or punctuation."""
    return re.sub(r"[\W\d_]", "", _LINK.sub("", prepare(text)))


def train(labels: Labels, threshold: float) -> tuple[LinearModel, Scores]:
    """Fits a model on labelled texts and gives it with its cross-validated scores.

    Args:
        labels: the texts.
        threshold: the probability below which the model abstains.

    Raises:
        LabelsRefused: fewer than two labels, or one with too few different texts.
        ExtraMissing: scikit-learn is not installed.
    """
    groups = _groups(labels)
    try:
        import sklearn
    except ModuleNotFoundError as error:
        raise ExtraMissing("training needs scikit-learn") from error
    scores = _cross_validate(labels, groups, threshold)
    stamp = {
        "data_sha256": labels.sha256,
        "texts": len(labels.texts),
        "labels": dict(sorted(Counter(labels.labels).items())),
        "scikit_learn": sklearn.__version__,
        "seed": SEED,
        "folds": FOLDS,
        "ngrams": list(NGRAMS),
        "macro_f1": round(scores.macro_f1, 4),
        "accuracy": round(scores.accuracy, 4),
    }
    return _taken_out(_fitted(labels.texts, labels.labels), threshold, stamp), scores


def _groups(labels: Labels) -> list[int]:
    names = [template(text) or text for text in labels.texts]
    counts = Counter(label for label, _ in set(zip(labels.labels, names, strict=True)))
    if len(counts) < 2:
        raise LabelsRefused("the file has fewer than two labels", remedy="a model needs texts of at least two labels")
    few = sum(count < LEAST_TEXTS for count in counts.values())
    if few:
        raise LabelsRefused(
            f"{few} of {len(counts)} labels have fewer than {LEAST_TEXTS} texts, digits and links apart",
            remedy="label more texts, or put rare labels together",
        )
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return [numbers[name] for name in names]


def _pipeline() -> "Pipeline":
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    return make_pipeline(
        TfidfVectorizer(analyzer=ngrams, min_df=LEAST_TEXTS_OF_A_RUN, sublinear_tf=True),
        LogisticRegression(C=_C, class_weight="balanced", max_iter=2000, random_state=SEED),
    )


def _fitted(texts: Sequence[str], labels: Sequence[str]) -> "Pipeline":
    with warnings.catch_warnings():
        warnings.simplefilter("error", category=UserWarning)  # a fit that did not converge is no model
        return _pipeline().fit(list(texts), list(labels))


def _cross_validate(labels: Labels, groups: Sequence[int], threshold: float) -> Scores:
    from sklearn.dummy import DummyClassifier
    from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict

    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    texts, truth = list(labels.texts), list(labels.labels)
    shares = cross_val_predict(_pipeline(), texts, truth, cv=folds, groups=groups, method="predict_proba").tolist()
    dummy = cross_val_predict(DummyClassifier(strategy="most_frequent"), texts, truth, cv=folds, groups=groups).tolist()
    names = sorted(set(truth))
    answers = [(names[row.index(max(row))], max(row)) for row in shares]
    said = [label for label, _ in answers]
    per_label = _per_label(names, truth, said)
    pairs = Counter(zip(truth, said, strict=True))
    return Scores(
        labels=per_label,
        macro_f1=_mean_f1(per_label),
        accuracy=_accuracy(truth, said),
        dummy_macro_f1=_mean_f1(_per_label(names, truth, dummy)),
        dummy_accuracy=_accuracy(truth, dummy),
        confusion=tuple(tuple(pairs[true, label] for label in names) for true in names),
        answered={at: _answered(truth, answers, at) for at in sorted({*THRESHOLDS, threshold})},
        groups=len(set(groups)),
    )


def _per_label(names: Sequence[str], truth: Sequence[str], said: Sequence[str]) -> dict[str, LabelScore]:
    from sklearn.metrics import precision_recall_fscore_support

    columns = precision_recall_fscore_support(truth, said, labels=list(names), zero_division=0)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return {name: LabelScore(*row) for name, row in zip(names, rows, strict=True)}


def _mean_f1(scores: Mapping[str, LabelScore]) -> float:
    return math.fsum(score.f1 for score in scores.values()) / len(scores)


def _accuracy(truth: Sequence[str], said: Sequence[str]) -> float:
    return sum(a == b for a, b in zip(truth, said, strict=True)) / len(truth)


def _answered(truth: Sequence[str], answers: Sequence[tuple[str, float]], threshold: float) -> tuple[float, float]:
    right = [label == true for true, (label, share) in zip(truth, answers, strict=True) if share >= threshold]
    return len(right) / len(truth), sum(right) / len(right) if right else 0.0


def _taken_out(fitted: "Pipeline", threshold: float, stamp: Mapping[str, Any]) -> LinearModel:
    vectorizer, regression = (step for _, step in fitted.steps)
    weights, intercepts = regression.coef_.tolist(), regression.intercept_.tolist()
    if len(weights) == 1:  # two labels: one row, of the second; its half and the half's negative give the same softmax
        weights = [[-value / 2 for value in weights[0]], [value / 2 for value in weights[0]]]
        intercepts = [-intercepts[0] / 2, intercepts[0] / 2]
    return LinearModel(
        labels=tuple(regression.classes_.tolist()),
        vocabulary=tuple(vectorizer.get_feature_names_out().tolist()),
        idf=_short(vectorizer.idf_.tolist()),
        weights=tuple(_short(row) for row in weights),
        intercepts=_short(intercepts),
        threshold=threshold,
        stamp=stamp,
    )


def _short(numbers: Sequence[float]) -> tuple[float, ...]:
    return tuple(float(f"{number:.7g}") for number in numbers)
