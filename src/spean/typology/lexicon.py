"""The type of a scam by the words of a report or message, in Thai, Khmer and English, with the words that led to it.

The words are data (`data/lexicon.toml`): a strong word weighs 2, a weak one 1, said twice no more. A type needs a
weight of 2 and more than every other type; else the lexicon abstains, which is an answer. It says of *which* type a
scam is, never *whether* something is one: honest banks write of loans too. The Khmer words were checked on no data.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from spean.indicators.fold import Folded

#: What a type's words have to weigh together.
ENOUGH = 2
_WEIGHTS = {"strong": 2, "weak": 1}
_GAP = "…"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the lexicon as it stands in a text.

    Attributes:
        scam: the type it speaks for.
        text: as written.
        start: where it begins in the text, in code points.
        end: where it ends.
        weight: 2 strong, 1 weak.
    """

    scam: str
    text: str
    start: int
    end: int
    weight: int


@dataclass(frozen=True, slots=True)
class Typing:
    """What a text's words say of its type.

    Attributes:
        scam: key of the type, None where the lexicon abstains.
        words: every word found, for whichever type it speaks, as they stand in the text.
        score: weight of the heaviest type's words; 0 without words.
        runner_up: weight of the next type's words: equal to `score` where two tie.
    """

    scam: str | None
    words: tuple[Word, ...]
    score: int
    runner_up: int

    @property
    def reasons(self) -> tuple[Word, ...]:
        """The words that led to the type; none where the lexicon abstains."""
        return tuple(word for word in self.words if word.scam == self.scam)


def classify(text: str) -> Typing:
    """Gives the type that a text's words lead to, or none."""
    words = tuple(sorted(_words(text), key=lambda word: word.start))
    weights = _weights(words)
    (first, score), (_, runner_up) = (*sorted(weights.items(), key=lambda pair: -pair[1]), ("", 0), ("", 0))[:2]
    return Typing(first if score >= ENOUGH and score > runner_up else None, words, score, runner_up)


def _weights(words: Iterable[Word]) -> Mapping[str, int]:
    heaviest = {(word.scam, word.text.casefold()): word.weight for word in words}
    weights: dict[str, int] = defaultdict(int)
    for (scam, _), weight in heaviest.items():
        weights[scam] += weight
    return weights


def _words(text: str) -> Iterator[Word]:
    folded = Folded(text)
    plain, places = _joined(folded.plain)
    taken: list[tuple[int, int]] = []
    # Of two words that overlap the longer one counts: "not delivered" is not also "delivered".
    for start, end, (scam, weight) in sorted(_found(plain), key=lambda found: (found[0] - found[1], found[0])):
        if all(end <= first or start >= last for first, last in taken):
            taken.append((start, end))
            first, last = folded.place(places[start], places[end - 1] + 1)
            yield Word(scam, text[first:last], first, last, weight)


def _found(plain: str) -> Iterator[tuple[int, int, tuple[str, int]]]:
    for phrase in _phrases():
        if phrase.anchor in plain:  # fast, and mostly false
            for match in phrase.pattern.finditer(plain):
                yield match.start(), match.end(), phrase.entry


def _joined(plain: str) -> tuple[str, range | list[int]]:
    """Gives the text with Sara E twice as the Sara Ae that it looks like, and each character's place."""
    if "เเ" not in plain:
        return plain, range(len(plain))
    pieces = [(match.start(), match.group()) for match in re.finditer("เเ|.", plain, re.DOTALL)]
    return "".join("แ" if piece == "เเ" else piece for _, piece in pieces), [start for start, _ in pieces]


@cache
def lexicon() -> Mapping[str, tuple[str, int]]:
    """Gives the lexicon: phrase → (type, weight)."""
    text = files("spean.typology").joinpath("data/lexicon.toml").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            phrase: (scam, _WEIGHTS[strength])
            for scam, strengths in tomllib.loads(text).items()
            for strength, languages in strengths.items()
            for phrases in languages.values()
            for phrase in phrases
        }
    )


@dataclass(frozen=True, slots=True)
class _Phrase:
    anchor: str
    pattern: re.Pattern[str]
    entry: tuple[str, int]


@cache
def _phrases() -> tuple[_Phrase, ...]:
    return tuple(_phrase(text, entry) for text, entry in lexicon().items())


def _phrase(text: str, entry: tuple[str, int]) -> _Phrase:
    parts = [part.split() for part in text.split(_GAP)]
    body = ".{0,20}?".join(r"\s+".join(map(re.escape, words)) for words in parts)
    # A word border for Latin letters only: Thai and Khmer write words without spaces.
    before = "(?<![a-z0-9])" if text[0].isascii() else ""
    after = "(?![a-z0-9])" if text[-1].isascii() else ""
    return _Phrase(max((word for words in parts for word in words), key=len), re.compile(before + body + after), entry)
