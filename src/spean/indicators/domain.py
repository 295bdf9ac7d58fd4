"""Domains, to lower-case A-labels.

A name counts where its public suffix is in the Public Suffix List (publicsuffixlist, which ships the list) and
something stands before that suffix. Defanged dots ([.], (.), {.}, [dot], (dot)) are read as dots. The host part of
an e-mail address is no domain of its own.
"""

import re
from functools import cache, lru_cache

import idna
from publicsuffixlist import PublicSuffixList

from spean.indicators.fold import fold
from spean.model import Kind, Reading

#: With a scheme or a path, or defanged: written to be opened.
SURE = 0.95
#: A bare name in running text.
BARE = 0.8

_DOT = re.compile(r"\s?(?:\[\s?\.\s?\]|\(\s?\.\s?\)|\{\s?\.\s?\}|[\[({]\s?dot\s?[\])}])\s?", re.IGNORECASE)
#: Endings that are top-level domains and, in running text, far more often words or names of files: a bare
#: two-part name under them counts only where it is written to be opened.
# fmt: off
_WORDS = frozenset({
    "ac", "ad", "am", "as", "at", "bar", "be", "boo", "by", "cab", "click", "dad", "day", "do", "foo",
    "fun", "here", "how", "id", "im", "in", "ing", "is", "it", "la", "life", "link", "live", "md", "me",
    "men", "mov", "ms", "my", "new", "no", "now", "one", "page", "pay", "py", "re", "sh", "so", "st",
    "to", "us", "win", "work", "wow", "zip",
})
# fmt: on


#: Reserved for examples and tests (RFC 2606): no registry has them, training material and made-up data do.
_RESERVED = {ending: ending for ending in ("example", "test", "invalid")}


def undot(value: str) -> str:
    """Undoes the defanging of dots."""
    return _DOT.sub(".", value)


def refang(value: str) -> str:
    """Undoes the usual defanging of dots, schemes and "[at]"."""
    text = undot(value)
    text = re.sub(r"[\[(]\s?(?:at|@)\s?[\])]", "@", text, flags=re.IGNORECASE)
    text = re.sub(r"^(?:h[tx]{2}p|hxxp|h__p|meow)(s?)(?=\W)", r"http\1", text, flags=re.IGNORECASE)
    return re.sub(r"^(https?)\s?[\[(]?\s?:\s?[\])]?\s?/\s?/", r"\1://", text, flags=re.IGNORECASE)


@lru_cache(maxsize=65536)
def read_host(host: str) -> str | None:
    """Normalises a host name to lower-case A-labels; None where it is no registrable name or below one."""
    name = host.strip(".").lower()
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True).decode("ascii")
        except idna.IDNAError:
            return None
    if len(name) > 253 or not re.fullmatch(
        r"(?:[a-z0-9_](?:[a-z0-9_\-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9\-]*[a-z0-9]", name
    ):
        return None
    suffix = _RESERVED.get(name.rpartition(".")[2]) or _suffixes().publicsuffix(name)
    return name if suffix and suffix != name else None


def read_domain(value: str) -> list[Reading]:
    """Reads one value as a bare domain, defanged or not."""
    text = refang(fold(value).strip())
    if "@" in text or "/" in text:
        return []
    name = read_host(text)
    return [Reading(Kind.DOMAIN, name, SURE, look_alike(name))] if name else []


def look_alike(name: str) -> str:
    """Says "homoglyph" of a name whose letters are drawn to be taken for Latin ones, else "".

    Asked of names beyond ASCII only: a label of one script that no Latin letter resembles (Thai, Khmer) is none.
    Source of what resembles what: Unicode's confusables (UTS #39), as confusable_homoglyphs ships them.
    """
    if "xn--" not in name:
        return ""
    try:
        labels = [label for label in idna.decode(name).split(".") if not label.isascii()]
    except idna.IDNAError:
        return ""
    return "homoglyph" if any(map(_drawn_latin, labels)) else ""


def _drawn_latin(label: str) -> bool:
    """Says whether every letter of a label is Latin or could be taken for a Latin one."""
    from confusable_homoglyphs import confusables  # its tables take long to load, and few texts need them

    return all(char.isascii() or confusables.is_confusable(char, preferred_aliases=["latin"]) for char in label)


def looks_like_words(name: str) -> bool:
    """Says whether a bare name is rather a file or two words without a space ("readme.md", "done.so")."""
    first, _, ending = name.rpartition(".")
    long = len(first) > 8 or re.search(r"[0-9-]", first) is not None
    return "." not in first and (first.isdigit() or (ending in _WORDS and not long))


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, only_icann=True)
