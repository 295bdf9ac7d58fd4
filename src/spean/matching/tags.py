"""One direction of the private matching: the asker learns which of its values stand in the owner's set.

The steps, all pure; who sends them, signed and audited, is the caller's business:

1. Owner: `tag_set.publish` turns its cleared values of one kind into tags (16 bytes of the VOPRF's output) and a
   `TagSet` that commits to them: key, normaliser, count, Merkle root of the sorted tags. It signs and sends both.
2. Asker: `ask` blinds its own cleared values into pages. The state holds the blinds and can be stored and resumed.
3. Owner: `answer_page` evaluates a page and proves that it used the key of its `TagSet`.
4. Asker: `finish` verifies every proof and the set, and gives the values whose tags stand in it.

For both sides to learn the shared values the direction is run twice, with the parts swapped.

What each side learns:

* The owner learns how many values were asked and when. It sees blinded elements only: not the values, and not which
  of them matched, until the asker acts on a match.
* The asker learns how many values of the kind the owner's set has, and which of its own are among them. The other tags
  say nothing without an evaluation, but every evaluation tests one value: telephone numbers can all be listed, so
  **the caller must cap and audit the evaluations per partner and epoch**. A new key makes old tags useless.
  Two sets under one key show how many tags came and went between them.
* A third party learns the two sizes.

What a cheat can do: an owner can add tags for values it guesses, an asker can ask for values it never cleared. No
protocol sees that; signed sizes, caps, and the rule that a hit is only a lead bound it. What a cheat can't do: let a
tag match more than one value, evaluate page by page with different keys, or change a set it has announced.

Why not two-sided Diffie-Hellman (each side raises the other's elements, equal results match): nothing there ties a
returned element to the one that was sent. A cheat replays one element, or the other side's own, and makes matches out
of nothing, which would point the police at a chosen number. Here each answer is proved under a key announced before,
so a replayed element fails the proof, and tags copied from the other side's set match nothing under another key.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spean.audit.commitment import canonical
from spean.errors import ProtocolViolation
from spean.matching import group, voprf
from spean.matching.tag_set import TAG_BYTES, TagSet, check_tags, encode_item, key_id, split
from spean.model import Kind

#: The most items in one page. The owner refuses larger ones: a page is its unit of work and of the audit.
PAGE_ITEMS = 500


@dataclass(frozen=True, slots=True)
class Page:
    """Blinded elements on their way to the owner.

    Attributes:
        key_id: of the key that is asked for.
        number: 0-based place in the asking.
        elements: 32 bytes for each item, end to end.
    """

    key_id: str
    number: int
    elements: bytes

    @property
    def items(self) -> int:
        """Gives the number of evaluations the page costs."""
        return len(self.elements) // group.ELEMENT_BYTES


@dataclass(frozen=True, slots=True)
class Answer:
    """The owner's answer to one page.

    Attributes:
        number: the page's.
        elements: evaluated, 32 bytes for each item, end to end.
        proof: 64 bytes.
    """

    number: int
    elements: bytes
    proof: bytes


@dataclass(frozen=True, slots=True)
class Asking:
    """The asker's state between sending and finishing. Secret: it holds values and blinds.

    Attributes:
        kind: of every value.
        normaliser: version that wrote the values.
        public_key: the owner's, as announced.
        pages: the blinded values, page by page.
    """

    kind: Kind
    normaliser: str
    public_key: bytes
    pages: tuple[tuple["AskedValue", ...], ...] = field(repr=False)

    def to_send(self) -> tuple[Page, ...]:
        """Gives the pages for the owner; the same ones every time, so that sending can be repeated."""
        asked = key_id(self.public_key)
        return tuple(
            Page(asked, number, b"".join(each.element for each in page)) for number, page in enumerate(self.pages)
        )

    def to_bytes(self) -> bytes:
        """Gives the state for storage under encryption."""
        pages = [[[each.value, each.blind.hex(), each.element.hex()] for each in page] for page in self.pages]
        head = {"kind": self.kind.value, "normaliser": self.normaliser, "public_key": self.public_key.hex()}
        return canonical({**head, "pages": pages})

    @classmethod
    def from_bytes(cls, data: bytes) -> "Asking":
        """Reads what `to_bytes` wrote.

        Raises:
            ValueError, KeyError: the stored state is damaged.
        """
        read = json.loads(data)
        pages = tuple(
            tuple(AskedValue(value, bytes.fromhex(blind), bytes.fromhex(element)) for value, blind, element in page)
            for page in read["pages"]
        )
        return cls(Kind(read["kind"]), read["normaliser"], bytes.fromhex(read["public_key"]), pages)


@dataclass(frozen=True, slots=True)
class AskedValue:
    """One value of an asking: as `voprf.Blinded`, with the value itself."""

    value: str = field(repr=False)
    blind: bytes = field(repr=False)
    element: bytes


def ask(tag_set: TagSet, normaliser: str, values: Iterable[str], *, page_items: int = PAGE_ITEMS) -> Asking:
    """Blinds the asker's values for the owner of a set (asker).

    Args:
        tag_set: the owner's announcement, its signature verified.
        normaliser: version of the asker's own normaliser.
        values: the asker's, of the set's kind; repeated ones are asked once.
        page_items: values in a page, 1 to `PAGE_ITEMS`.

    Raises:
        ProtocolViolation: the owner's values come from another normaliser.
        ValueError: see `encode_item`; or `page_items` is out of range.
    """
    if tag_set.normaliser != normaliser:
        raise ProtocolViolation(
            "the partner's set comes from another version of the normaliser",
            remedy="install the same version of Spean on both nodes, then match again",
        )
    if not 1 <= page_items <= PAGE_ITEMS:
        raise ValueError(f"a page has 1 to {PAGE_ITEMS} items")
    asked = [_blind(tag_set.kind, value, normaliser) for value in sorted(set(values))]
    pages = tuple(tuple(asked[start : start + page_items]) for start in range(0, len(asked), page_items))
    return Asking(tag_set.kind, normaliser, tag_set.public_key, pages)


def answer_page(key: voprf.KeyPair, page: Page) -> Answer:
    """Evaluates one page and proves it (owner). The caller has counted `page.items` against its cap before.

    Raises:
        ProtocolViolation: the page is for another key, empty, too large, or holds a malformed element.
    """
    if page.key_id != key_id(key.public):
        raise ProtocolViolation("a page asks for the key of another epoch", remedy="fetch the present set, ask again")
    if page.items > PAGE_ITEMS:
        raise ProtocolViolation("a page has too many items")
    evaluated = voprf.blind_evaluate(key, _elements(page.elements))
    return Answer(page.number, b"".join(evaluated.elements), evaluated.proof)


def open_page(asking: Asking, answer: Answer) -> tuple[tuple[bytes, str], ...]:
    """Verifies one answer and gives the (tag, value) pairs of its page (asker). Pages are independent of each other.

    Raises:
        ProtocolViolation: no such page, or the answer is malformed or not proved.
    """
    if not 0 <= answer.number < len(asking.pages):
        raise ProtocolViolation("an answer is for no page that was sent")
    page = asking.pages[answer.number]
    blinded = [
        voprf.Blinded(encode_item(asking.kind, each.value, asking.normaliser), each.blind, each.element)
        for each in page
    ]
    evaluated = voprf.Evaluated(tuple(_elements(answer.elements)), answer.proof)
    outputs = voprf.finalize(blinded, evaluated, asking.public_key)
    return tuple((output[:TAG_BYTES], each.value) for output, each in zip(outputs, page, strict=True))


def finish(asking: Asking, answers: Sequence[Answer], tag_set: TagSet, tags: bytes) -> tuple[str, ...]:
    """Verifies everything and gives the asker's values that stand in the owner's set, sorted (asker).

    Args:
        asking: the stored state.
        answers: one for each page, in any order.
        tag_set: the owner's announcement, of the epoch that was asked; its signature verified.
        tags: the owner's tags, as `publish` gives them.

    Raises:
        ProtocolViolation: an answer is missing, doubled, malformed or not proved; the set is of another epoch or
            kind; the tags are not the ones announced.
    """
    announced = (tag_set.kind, tag_set.normaliser, tag_set.public_key)
    if announced != (asking.kind, asking.normaliser, asking.public_key):
        raise ProtocolViolation("the set is of another epoch or kind than was asked for")
    if sorted(answer.number for answer in answers) != list(range(len(asking.pages))):
        raise ProtocolViolation("not every page has exactly one answer")
    owned = check_tags(tag_set, tags)
    opened = (pair for answer in answers for pair in open_page(asking, answer))
    return tuple(sorted(value for tag, value in opened if tag in owned))


def _blind(kind: Kind, value: str, normaliser: str) -> AskedValue:
    blinded = voprf.blind(encode_item(kind, value, normaliser))
    return AskedValue(value, blinded.blind, blinded.element)


def _elements(packed: bytes) -> list[bytes]:
    return split(packed, group.ELEMENT_BYTES)
