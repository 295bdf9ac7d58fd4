"""The templates of narratives, read once from `narratives.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter


@dataclass(frozen=True, slots=True)
class Template:
    """One way to tell of one kind of scam.

    Attributes:
        language: `th`, `km` or `en`.
        scam: the kind told of.
        text: with slots in braces.
        slots: the slots of the offender's values it needs, in the order they stand.
    """

    language: str
    scam: str
    text: str
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Narratives:
    """Everything that can be said.

    Attributes:
        scams: language → templates.
        noise: language → texts without any value.
        tails: `own_number`, `relative`, `hotline` or `platform` → language → sentences.
        sms: forwarded messages, with slots.
    """

    scams: Mapping[str, Sequence[Template]]
    noise: Mapping[str, Sequence[str]]
    tails: Mapping[str, Mapping[str, Sequence[str]]]
    sms: Sequence[str]


@cache
def load_narratives() -> Narratives:
    """Reads the templates that ship with the package."""
    data = tomllib.loads(files("spean.synth").joinpath("narratives.toml").read_text("utf-8"))
    scams: dict[str, list[Template]] = {}
    for entry in data["narrative"]:
        slots = tuple(name for _, name, _, _ in Formatter().parse(entry["text"]) if name)
        scams.setdefault(entry["language"], []).append(Template(**entry, slots=slots))
    return Narratives(scams, data["noise"], data["tails"], data["sms"]["th"])
