"""A trained linear model: what it knows is numbers in a JSON file, and using it takes no machine learning library.

A text is folded, its digits become 0 (a model must not learn, or give away, anybody's number) and it is cut into runs
of one to three characters: Thai and Khmer write words without spaces. Their TF-IDF weights (as scikit-learn computes
them: `1 + ln(count)`, times inverse document frequency, length 1) times the learnt coefficients give each label's
score, and the softmax of the scores its probability. Below the model's threshold it abstains.

The file has no code in it: it is checked for shape, finite numbers and its own SHA-256 before use. That hash shows
damage; it is no signature, so compare it with whoever trained the model.
"""

import hashlib
import json
import math
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from spean.errors import ModelInvalid
from spean.indicators.fold import Folded

FORMAT = "spean-typology-1"
NGRAMS = (1, 3)
MOST_BYTES = 256 * 1024 * 1024
_SHOWN = 8


def prepare(text: str) -> str:
    """Folds a text for the model: lower case, one space for many, every digit 0, no zero-width marks."""
    plain = Folded(text).plain.replace("เเ", "แ")
    return re.sub(r"\s+", " ", re.sub(r"[0-9]", "0", plain)).strip()


def ngrams(text: str) -> list[str]:
    """Gives every run of one to three characters of a text, as they come."""
    plain = prepare(text)
    lengths = range(NGRAMS[0], NGRAMS[1] + 1)
    return [plain[at : at + length] for length in lengths for at in range(len(plain) - length + 1)]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model says of one text.

    Attributes:
        label: the likeliest label; None where its probability is below the threshold.
        probability: of the likeliest label.
        likeliest: the likeliest label, also where the model abstains.
        weighed: runs of characters that weighed most for it, against the mean of the labels, heaviest first.
    """

    label: str | None
    probability: float
    likeliest: str
    weighed: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class LinearModel:
    """A linear model over runs of characters.

    Attributes:
        labels: the labels.
        vocabulary: the runs of characters it knows.
        idf: inverse document frequency of each.
        weights: for each label, the coefficient of each.
        intercepts: one a label.
        threshold: below this probability it abstains.
        stamp: what it was made from and with: hash of the data, counts, versions, seed, cross-validated scores.
    """

    labels: tuple[str, ...]
    vocabulary: tuple[str, ...]
    idf: tuple[float, ...]
    weights: tuple[tuple[float, ...], ...]
    intercepts: tuple[float, ...]
    threshold: float
    stamp: Mapping[str, Any]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {run: place for place, run in enumerate(self.vocabulary)}

    def _vector(self, text: str) -> dict[int, float]:
        counts = Counter(self._places[run] for run in ngrams(text) if run in self._places)
        raw = {place: (1 + math.log(count)) * self.idf[place] for place, count in counts.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        return {place: value / length for place, value in raw.items()}

    def probabilities(self, text: str) -> tuple[float, ...]:
        """Gives each label's probability, in the order of `labels`."""
        return self._softmax(self._vector(text))

    def _softmax(self, vector: Mapping[int, float]) -> tuple[float, ...]:
        scores = [
            intercept + sum(value * row[place] for place, value in vector.items())
            for row, intercept in zip(self.weights, self.intercepts, strict=True)
        ]
        powers = [math.exp(score - max(scores)) for score in scores]
        return tuple(power / sum(powers) for power in powers)

    def opinion(self, text: str) -> Opinion:
        """Says what the model makes of a text, and what weighed most."""
        vector = self._vector(text)
        probabilities = self._softmax(vector)
        best = max(range(len(self.labels)), key=probabilities.__getitem__)
        share = {
            place: value * (self.weights[best][place] - sum(row[place] for row in self.weights) / len(self.labels))
            for place, value in vector.items()
        }
        heaviest = sorted(share.items(), key=lambda pair: (-pair[1], pair[0]))[:_SHOWN]
        return Opinion(
            label=self.labels[best] if probabilities[best] >= self.threshold else None,
            probability=probabilities[best],
            likeliest=self.labels[best],
            weighed=tuple((self.vocabulary[place], value) for place, value in heaviest if value > 0),
        )


_LISTS = ("labels", "vocabulary", "idf", "weights", "intercepts")


def _content(model: LinearModel) -> dict[str, Any]:
    lists: dict[str, Any] = {name: getattr(model, name) for name in _LISTS}
    return {"format": FORMAT, **lists, "threshold": model.threshold, "stamp": dict(model.stamp)}


def _hash(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def save(model: LinearModel, path: Path) -> str:
    """Writes a model to a file, whole or not at all, and gives its SHA-256."""
    content = _content(model)
    sha256 = _hash(content)
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with draft.open("w", encoding="utf-8") as file:
            json.dump({**content, "sha256": sha256}, file, ensure_ascii=False, allow_nan=False)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return sha256


def load(path: Path) -> tuple[LinearModel, str]:
    """Reads a model back, and gives it with its SHA-256.

    Raises:
        ModelInvalid: the file is no model of this version, or was changed.
    """
    if path.stat().st_size > MOST_BYTES:
        raise ModelInvalid("the file is too big for a model")
    try:
        content = json.loads(path.read_bytes())
        sha256 = content.pop("sha256")
        if content["format"] != FORMAT or _hash(content) != sha256:
            raise ModelInvalid("the file is of another version, or was changed after it was written")
        return _checked(content), str(sha256)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ModelInvalid("the file is no model") from error


def _checked(content: Mapping[str, Any]) -> LinearModel:
    labels, vocabulary = _texts(content["labels"]), _texts(content["vocabulary"])
    model = LinearModel(
        labels=labels,
        vocabulary=vocabulary,
        idf=_numbers(content["idf"], len(vocabulary)),
        weights=tuple(_numbers(row, len(vocabulary)) for row in content["weights"]),
        intercepts=_numbers(content["intercepts"], len(labels)),
        threshold=_numbers([content["threshold"]], 1)[0],
        stamp=dict(content["stamp"]),
    )
    if len(labels) < 2 or len(model.weights) != len(labels):
        raise ValueError("labels and weights differ in number")
    return model


def _texts(cells: Sequence[Any]) -> tuple[str, ...]:
    if not isinstance(cells, list) or not all(isinstance(cell, str) for cell in cells) or len(set(cells)) != len(cells):
        raise TypeError("not a list of different texts")
    return tuple(cells)


def _numbers(cells: Sequence[Any], count: int) -> tuple[float, ...]:
    if not isinstance(cells, list) or len(cells) != count:
        raise ValueError("a list has another length")
    if not all(isinstance(cell, int | float) and math.isfinite(cell) for cell in cells):
        raise ValueError("not a finite number")
    return tuple(map(float, cells))
