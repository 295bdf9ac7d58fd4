"""The identities that the free texts of an object name: looked at before anything leaves.

A text is released with everything in it, so whatever identity it names has to be cleared like a value of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spean.casework.objects import Envelope
from spean.casework.store import ReleaseRecord
from spean.model import FACTS, Kind, Mention, Role
from spean.release.decision import Releasable

Value = tuple[Kind, str]

#: Fields of a fixed form that could be mistaken for an identity; every other text is looked at.
_FIXED = frozenset({"evidence_sha256", "sets"})
#: A statement may say where it can be read: a link is no person's.
_LINKS = frozenset({Kind.URL, Kind.DOMAIN})
#: A number without any word that says what it is.
_BARE = re.compile(r"\d[\d.\-]{7,}\d")


@dataclass(frozen=True, slots=True)
class Named:
    """One place of a text that names an identity.

    Attributes:
        values: every reading of it.
        victims: whether the text itself says that it is a victim's.
        source: whether it is a link under a statement, which needs no clearance.
    """

    values: frozenset[Value]
    victims: bool
    source: bool


def named(record: ReleaseRecord, envelope: Envelope, account: str, region: str) -> list[Named]:
    """Gives every identity that an object's texts name beside its own subject.

    Args:
        record: the object.
        envelope: what it says.
        account: of the request that it is, or is about: its own subject; else "".
        region: the party whose way of writing numbers is meant.
    """
    own = _readings(account, region)
    source = record.releasable is Releasable.STATEMENT
    return [
        Named(values, victims, source and {kind for kind, _ in values} <= _LINKS)
        for text in _texts([envelope.basis, envelope.body])
        for values, victims in _identities(text, region)
        if not values & own
    ]


def _identities(text: str, region: str) -> Iterator[tuple[frozenset[Value], bool]]:
    from spean.indicators.extract import extract  # only here: it costs every other act 0.2 s

    mentions = extract(text, region=region)
    for mention in mentions:
        if mention.kind not in FACTS:
            readings = {(each.kind, each.value) for each in mention.readings}
            yield frozenset({(mention.kind, mention.value), *readings}), mention.role is Role.VICTIM
    for found in _BARE.finditer(text):
        if not any(_within(found, mention) for mention in mentions) and (values := _readings(found.group(), region)):
            yield values, False


def _within(found: re.Match[str], mention: Mention) -> bool:
    return mention.start < found.end() and found.start() < mention.end


def _readings(text: str, region: str) -> frozenset[Value]:
    from spean.indicators.spelling import readings

    read = readings(text, region=region)
    return frozenset((each.kind, each.value) for each in read if each.kind not in FACTS)


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for name, value in content.items():
            if name not in _FIXED:
                yield from _texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from _texts(value)
