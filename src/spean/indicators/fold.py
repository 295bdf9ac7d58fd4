"""One text, folded once for every finder, code point for code point, so that offsets stay those of the original.

Two views: `plain` (digits of every script, fullwidth forms and odd spaces and dashes to ASCII, ASCII to lower case)
for words, and `mask` (one byte per code point, what is not ASCII as 0x80) for RE2, which then runs over plain bytes
whatever the script. Zero-width characters become 0x01 in both.
"""

import codecs
import unicodedata
from dataclasses import dataclass
from functools import cached_property

import re2

#: What a zero-width character (or soft hyphen, or the cap of a keycap digit) becomes.
ZERO_WIDTH = "\x01"

_ZERO_WIDTH = "\ufe0e\ufe0f\u20e3\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63"
_QUOTES = "\u2018\u2019\u201c\u201d"
_FULLWIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


def _table() -> dict[int, str]:
    """Builds the 1:1 table: what maps to one ASCII character, nothing else."""
    decimals = {
        code: str(unicodedata.decimal(chr(code)))
        for code in range(0x80, 0x20000)  # no decimal digit lies beyond, and the whole of Unicode takes 0.2 s
        if unicodedata.category(chr(code)) == "Nd"
    }
    folds = {
        _ZERO_WIDTH: ZERO_WIDTH,
        _SPACES: " ",
        _DASHES: "-",
        _QUOTES: "'",
        "\u3002\u2024\uff61": ".",
        "\u2044": "/",
        "\u17d6\ua789": ":",
    }
    circled = {0x2460 + digit - 1: str(digit) for digit in range(1, 10)} | {0x24EA: "0"}
    lone = dict.fromkeys(range(55296, 57344), "�")
    marks = circled | lone | {ord(char): target for chars, target in folds.items() for char in chars}
    return decimals | _FULLWIDTH | marks


_FOLD = _table()
_LOWER = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}


def _blank(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return b"\x80" * (error.end - error.start), error.end


codecs.register_error("spean.blank", _blank)


def fold(text: str) -> str:
    """Folds digits, fullwidth forms, spaces and dashes to ASCII, one code point to one."""
    return text if text.isascii() and "\t" not in text else text.translate(_FOLD)


def without_marks(text: str) -> str:
    """Takes the zero-width marks out of a folded piece of text."""
    return text.replace(ZERO_WIDTH, "")


def compile_mask(pattern: bytes) -> re2._Regexp:
    """Compiles a pattern for `Folded.mask`: Latin-1, letters of either case alike."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.case_sensitive = False
    return re2.compile(pattern, options)


@dataclass(frozen=True)
class Folded:
    """A text with its two views.

    Attributes:
        original: as given.
    """

    original: str

    @cached_property
    def cased(self) -> str:
        """Folded, case kept: addresses need it."""
        return fold(self.original)

    @cached_property
    def plain(self) -> str:
        """Folded, ASCII letters in lower case."""
        return self.cased.translate(_LOWER)

    @cached_property
    def mask(self) -> bytes:
        """One byte per code point, ASCII kept, all else 0x80."""
        return self.cased.encode("ascii", "spean.blank")
