"""One text, folded once for every finder: zero-width characters taken out, then code point for code point.

Two views: `plain` (digits of every script, fullwidth forms and odd spaces and dashes to ASCII, ASCII to lower case)
for words, and `mask` (one byte per code point: ASCII as it is, Thai and Khmer 0x81, letters beside or like Latin ones
0x82, all else 0x80) for RE2, which then runs over plain bytes whatever the script. `Folded.place` gives back the
offsets in the original.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

import re2

#: Drawn without a width of their own, or the cap of a keycap digit: taken out.
_ZERO_WIDTH = "\ufe0e\ufe0f\u20e3\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_MARK = re.compile(f"[{_ZERO_WIDTH}]+")
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


_LOCAL = re.compile("[\u0e00-\u0e7f\u1780-\u17ff]+")
_LOCAL_BYTE, _LATIN_BYTE, _OTHER_BYTE = b"\x81", b"\x82", b"\x80"


def _blank(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    run = error.object[error.start : error.end]
    if _LOCAL.fullmatch(run):
        return _LOCAL_BYTE * len(run), error.end
    return bytes(map(_byte_of, run)), error.end


def _byte_of(char: str) -> int:
    if _LOCAL.match(char):
        return _LOCAL_BYTE[0]
    return _LATIN_BYTE[0] if "\u00c0" <= char <= "\u052f" else _OTHER_BYTE[0]


codecs.register_error("spean.blank", _blank)


def fold(text: str) -> str:
    """Takes zero-width characters out and folds digits, fullwidth forms, spaces and dashes to ASCII."""
    return text if text.isascii() and "\t" not in text else without_zero_width(text).translate(_FOLD)


def without_zero_width(text: str) -> str:
    """Takes zero-width characters out."""
    return _MARK.sub("", text)


def compile_mask(pattern: bytes) -> re2._Regexp:
    """Compiles a pattern for `Folded.mask`: Latin-1, letters of either case alike."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.case_sensitive = False
    return re2.compile(pattern, options)


@dataclass(frozen=True)
class Folded:
    """A text with its two views, all of one length.

    Attributes:
        original: as given.
    """

    original: str

    @cached_property
    def bare(self) -> str:
        """As given, zero-width characters out."""
        return self.original if self.original.isascii() else without_zero_width(self.original)

    @cached_property
    def cased(self) -> str:
        """Folded, case kept: addresses need it."""
        return fold(self.bare)

    @cached_property
    def plain(self) -> str:
        """Folded, ASCII letters in lower case."""
        low = self.cased.lower()
        return low if len(low) == len(self.cased) else self.cased.translate(_LOWER)

    @cached_property
    def mask(self) -> bytes:
        """One byte per code point: ASCII, 0x81 for Thai and Khmer, 0x82 for Latin and its like, 0x80 for the rest."""
        return self.cased.encode("ascii", "spean.blank")

    @cached_property
    def _places(self) -> list[int] | None:
        """Where each code point of `bare` stands in the original; None where that is the same."""
        if len(self.bare) == len(self.original):
            return None
        marks = frozenset(_ZERO_WIDTH)
        return [at for at, char in enumerate(self.original) if char not in marks]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Gives the offsets in the original of a place in the views."""
        if self._places is None:
            return start, end
        return self._places[start], self._places[end - 1] + 1
