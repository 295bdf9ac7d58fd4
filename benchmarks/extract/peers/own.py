"""Spean itself behind the adapters' interface. A batch call, where the extractor has one, is what is timed."""

from collections.abc import Iterator

from serve import serve

from spean.indicators import extract as extractor
from spean.model import Mention


def find(text: str, region: str | None) -> list[Mention]:
    return extractor.extract(text, region=region)


def said(found: list[Mention]) -> Iterator[tuple[str, str]]:
    yield from ((mention.kind.value, mention.value) for mention in found)


if __name__ == "__main__":
    many = getattr(extractor, "extract_many", None)
    serve(find, said, find_all=None if many is None else lambda texts, region: many(texts, region=region))
