"""Header → canonical column. The column decides the role, so here a victim could become a suspect: it must not.

A header is matched by an explicit override, then by its exact name, then by a synonym, then by close spelling. By
closeness it gets a suspect's or victim's column only if it names exactly that owner itself; a header that names both,
or no one, stays unmapped and is kept as extra with a warning.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from rapidfuzz import fuzz, process

from spean.errors import WrongUsage
from spean.intake import headers as names
from spean.intake.records import HeaderMatch
from spean.model import CANONICAL_COLUMNS

#: A closer spelling is taken for the column, a farther one is never guessed (0–100, normalised indel similarity).
SIMILAR = 85.0
#: Headers that differ more in length are other headers ("suspect account type" is no account).
_LENGTH_SLACK = 2
#: Shorter names are matched exactly only: among four letters everything is close.
_FUZZY_CHARS = 6
_MAX_HEADER_CHARS = 80
#: A thing is compared without its owner, five letters against five: one transposition of five is 80.
_THING_SIMILAR = 80.0
_THING_CHARS = 4
_UNIT = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]\s*$")
_REPORTING = frozenset({"report", "reports", "reported"})  # close to "reporter", and no person
#: Rows hold something to work with only if one of these is mapped.
CONTENT_COLUMNS = frozenset(
    c for c in CANONICAL_COLUMNS if c in ("narrative", "substance", "species") or c.startswith("suspect_")
)

Owner = Literal["suspect", "victim", "both", ""]
_IGNORED = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad"))


def plain(header: str) -> str:
    """The header in lower case, its words parted by single spaces, look-alike spellings made one."""
    text = unicodedata.normalize("NFKC", header).translate(_IGNORED)
    text = "".join(f" {c.lower()}" if c.isupper() and before.islower() else c for before, c in _pairs(text))
    text = text.casefold().replace("เเ", "แ").replace("\u17d2\u178a", "\u17d2\u178f")
    text = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text.replace("'s ", " "))
    words = text.split()
    while words and words[0].isdecimal():
        words.pop(0)
    return " ".join(words)


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    return zip(f" {text}", text, strict=False)


def compact(header: str) -> str:
    """The plain header without spaces: the form in which names are compared."""
    return plain(header).replace(" ", "")


def side_of(column: str) -> Owner:
    """Whose column this is: the suspect's, the victim's or nobody's ("")."""
    prefix = column.partition("_")[0]
    return "suspect" if prefix == "suspect" else "victim" if prefix == "victim" else ""


@functools.cache
def _owner_keys() -> tuple[tuple[str, str, str], ...]:
    """(side, word as listed, compact word), longest first."""
    words = [("suspect", word) for word in (*names.SUSPECT_WORDS, *names.DEED_WORDS)]
    words += [("victim", word) for word in names.VICTIM_WORDS]
    return tuple(sorted(((side, word, compact(word)) for side, word in words), key=lambda entry: -len(entry[2])))


def owner_of(header: str) -> Owner:
    """Whom the header names: by whole words in Latin script (or nearly so), anywhere in Thai and Khmer."""
    words, text = plain(header).split(), compact(header)
    sides = {side for side, owner, key in _owner_keys() if _named(owner, key, words, text)}
    if len(sides) > 1:
        return "both"
    return "suspect" if "suspect" in sides else "victim" if sides else ""


def _named(owner: str, key: str, words: Sequence[str], text: str) -> bool:
    if not key.isascii() or " " in owner:
        return key in text
    if len(words) == 1 and len(key) >= _FUZZY_CHARS and key in text:
        return text not in _REPORTING
    return any(_is_owner(word, key) for word in words)


def _is_owner(word: str, key: str) -> bool:
    if word == key:
        return True
    return word not in _REPORTING and len(key) >= _FUZZY_CHARS and fuzz.ratio(word, key) >= SIMILAR


def _thing_in(header: str) -> str:
    """What of the header is left without its owner and linking words, compact."""
    keys = [key for _, _, key in _owner_keys()]
    words = plain(header).split()
    if len(words) > 1:
        words = [w for w in words if w not in names.LINKS and not any(_is_owner(w, key) for key in keys)]
    text = "".join(word for word in words if not word.isdecimal())
    for part in (*keys, *(link for link in names.LINKS if not link.isascii())):
        if not part.isascii() or len(part) >= _FUZZY_CHARS:
            text = text.replace(part, "")
    return text


@functools.cache
def known_names() -> Mapping[str, str]:
    """Every known name in compact form → canonical column."""
    found = {compact(column): column for column in CANONICAL_COLUMNS}
    for column, synonyms in names.NAMES.items():
        found.update({compact(name): column for name in synonyms})
    families = (
        ("suspect", names.SUSPECT_WORDS, names.OWNED["suspect"]),
        ("suspect", names.DEED_WORDS, names.DEED_THINGS),
        ("victim", names.VICTIM_WORDS, names.OWNED["victim"]),
    )
    for side, words, things in families:
        for thing in things:
            for name in _owned_names(words, names.THINGS[thing]):
                found.setdefault(compact(name), f"{side}_{thing}")
    return found


def _owned_names(owners: Iterable[str], things: Sequence[str]) -> Iterable[str]:
    for owner in owners:
        for thing in things:
            if owner.isascii() == thing.isascii():
                links = (" ", " of ", " of the ") if owner.isascii() else (" ", "ของ", "របស់", "នៃ")
                yield from (f"{thing}{link}{owner}" for link in links)
                yield f"{owner} {thing}"


@functools.cache
def _neutral_names() -> tuple[str, ...]:
    known = known_names()
    return tuple(name for name, column in known.items() if not side_of(column) and len(name) >= _FUZZY_CHARS)


@functools.cache
def _bare_names() -> Mapping[str, str]:
    """Thing words without an owner → the thing."""
    return {compact(name): thing for thing, things in names.THINGS.items() for name in things}


def is_bare(header: str) -> bool:
    """Whether the header names a person's thing, and no person ("phone", "เลขบัญชี")."""
    return compact(header) in _bare_names() and compact(header) not in known_names()


@functools.lru_cache(maxsize=4096)
def match_header(header: str) -> HeaderMatch:
    """Finds one header's canonical column, without regard to the others."""
    if not header.strip() or len(header) > _MAX_HEADER_CHARS:
        return HeaderMatch(header, None, 0.0, "unmapped")
    for text in (compact(header), _without_unit(header)):
        if column := known_names().get(text):
            return HeaderMatch(header, column, 100.0, "exact" if text == compact(column) else "synonym")
    near, score = _nearest(header)
    return HeaderMatch(header, near, score, "similar" if near else "unmapped")


def _without_unit(header: str) -> str:
    """The compact header without a bracket at its end ("จำนวนเงิน (บาท)"), unless that names a person."""
    match = _UNIT.search(header)
    if match is None or owner_of(match[0]):
        return compact(header)
    return compact(header[: match.start()])


def _nearest(header: str) -> tuple[str | None, float]:
    text, owner = compact(header), owner_of(header)
    if len(text) < _FUZZY_CHARS or owner == "both" or _negated(header):
        return None, 0.0
    if owner:
        return _nearest_owned(_thing_in(header), owner)
    choices = [name for name in _neutral_names() if abs(len(name) - len(text)) <= _LENGTH_SLACK]
    best = process.extractOne(text, choices, scorer=fuzz.ratio)
    if best is None:
        return None, 0.0
    return (known_names()[best[0]] if best[1] >= SIMILAR else None), round(best[1], 1)


def _nearest_owned(thing: str, owner: str) -> tuple[str | None, float]:
    """The owner is sure; what of him the column holds is compared without the owner's name, which would drown it."""
    choices = {name: of for name, of in _bare_names().items() if of in names.OWNED[owner] and len(name) >= _THING_CHARS}
    best = process.extractOne(thing, choices.keys(), scorer=fuzz.ratio) if len(thing) >= _THING_CHARS else None
    if best is None or best[1] < _THING_SIMILAR or abs(len(best[0]) - len(thing)) > _LENGTH_SLACK:
        return None, round(best[1], 1) if best else 0.0
    return f"{owner}_{choices[best[0]]}", round(best[1], 1)


def _negated(header: str) -> bool:
    words, text = plain(header).split(), compact(header)
    return any(word in words if word.isascii() else text.startswith(compact(word)) for word in names.NEGATIONS)


def match_headers(
    headers: Sequence[str], given: Mapping[str, str] | None = None
) -> tuple[list[HeaderMatch], list[str]]:
    """Finds the canonical column of each header; each column is given once.

    Args:
        headers: unique headers of one table.
        given: explicit override, header → canonical column ("" keeps it as extra).

    Returns:
        one match for each header, and warnings.

    Raises:
        WrongUsage: the override names an unknown column, or makes a victim's header a suspect's column.
    """
    wanted = {plain(header): _checked(header, column) for header, column in (given or {}).items()}
    matches = []
    for header in headers:
        if plain(header) in wanted:
            column = wanted[plain(header)] or None
            matches.append(HeaderMatch(header, column, 100.0, "given"))
        else:
            matches.append(match_header(header))
    matches = _beside_unit(_beside_account(matches))
    kept, warnings = _each_once(matches)
    return kept, warnings + _bare_warnings(kept)


def _checked(header: str, column: str) -> str:
    if column and column not in CANONICAL_COLUMNS:
        raise WrongUsage("the mapping names a column that does not exist", remedy="see docs/formats for the columns")
    if side_of(column) == "suspect" and owner_of(header) in ("victim", "both"):
        raise WrongUsage(
            "the mapping would make a victim's column a suspect's", remedy="map it to a victim_ column, or to none"
        )
    return column


def _beside_account(matches: list[HeaderMatch]) -> list[HeaderMatch]:
    """Gives a bare bank or account-name header to the suspect whose account stands beside it."""
    has_suspect = any(match.column == "suspect_account" for match in matches)
    has_other = any(_is_other_account(match) for match in matches)
    if not has_suspect or has_other:
        return matches
    beside = {compact(name): column for column, known in names.BESIDE_ACCOUNT.items() for name in known}
    return [
        replace(match, column=beside[compact(match.header)], score=100.0, how="synonym")
        if match.how == "unmapped" and compact(match.header) in beside
        else match
        for match in matches
    ]


def _beside_unit(matches: list[HeaderMatch]) -> list[HeaderMatch]:
    """Gives a bare "amount" to what was seized, in a table that has units of it and no currency."""
    columns = {match.column for match in matches}
    if "unit" not in columns or not {"substance", "species"} & columns or {"quantity", "currency"} & columns:
        return matches
    bare = {compact(name) for name in names.BESIDE_UNIT}
    return [
        replace(match, column="quantity", score=100.0, how="synonym")
        if match.how != "given" and compact(match.header) in bare
        else match
        for match in matches
    ]


def _is_other_account(match: HeaderMatch) -> bool:
    """Whether it is an account, bank or holder that is not the suspect's for certain."""
    if match.column:
        return match.column == "victim_account"
    if owner_of(match.header):
        return True
    return _bare_names().get(compact(match.header)) == "account"


def _each_once(matches: list[HeaderMatch]) -> tuple[list[HeaderMatch], list[str]]:
    """Keeps the best header of each column; the others become extra."""
    rank = {"given": 0, "exact": 1, "synonym": 2, "similar": 3, "unmapped": 4}
    best: dict[str, HeaderMatch] = {}
    for match in sorted(matches, key=lambda match: (rank[match.how], -match.score)):
        if match.column:
            best.setdefault(match.column, match)
    lost = [match for match in matches if match.column and best[match.column] is not match]
    warnings = [f"two headers mean {match.column}: {match.header!r} is kept as extra" for match in lost]
    kept = [match if match not in lost else replace(match, column=None, how="unmapped") for match in matches]
    return kept, warnings


def _bare_warnings(matches: Iterable[HeaderMatch]) -> list[str]:
    return [
        f"{match.header!r} does not say whose it is and is kept as extra: rename it or map it,"
        f" for example to suspect_{thing}" + (f" or victim_{thing}" if thing in names.OWNED["victim"] else "")
        for match in matches
        if match.how == "unmapped" and (thing := _bare_names().get(compact(match.header)))
    ]
