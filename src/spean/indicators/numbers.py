"""Runs of digits: found in one pass, then read by phones, accounts and PromptPay.

A run is what a person writes as one number: groups of digits with single separators (space . - parentheses)
between them. `Run.pieces` gives the groups and what stands around a choice of them, so that each kind can decide
where a number begins and ends ("012 345 678 5000 riel").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spean.indicators.candidate import Group
from spean.indicators.fold import Folded, compile_mask
from spean.indicators.hints import DIGIT

#: So many digits, or letters O for them, with little between.
HINT = rf"(?:{DIGIT}|o)(?:.{{0,3}}{DIGIT}){{4}}"

_RUN = compile_mask(rb"[(]?[+]?[ (]?[0-9]+(?:[ .\-()]{1,4}[0-9]+)*")
_GROUP = re.compile(r"[0-9]+")
_MIN_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Run:
    """Groups of digits that stand together.

    Attributes:
        text: the whole folded, lower-case text they stand in.
        groups: the groups, in order.
        start: where the run begins, a plus sign or parenthesis included.
        end: where it ends.
    """

    text: str
    groups: tuple[Group, ...]
    start: int
    end: int

    def prefix(self, group: Group) -> str:
        """What of the run's own signs stands directly before a group: "+", "(" or ""."""
        at = group.start
        while at > self.start and self.text[at - 1] in "+( -.)":
            at -= 1
        return self.text[at : group.start]

    def bounded(self, chosen: tuple[Group, ...]) -> bool:
        """Says whether a choice of groups is a number by itself, not cut out of a longer code."""
        start, end = chosen[0].start, chosen[-1].end
        return self._open_before(start) and self._open_after(end)

    def _open_before(self, start: int) -> bool:
        head = self.text[max(0, start - 12) : start].rstrip("(+")
        if not head:
            return True
        last = head[-1]
        if last == "/" and head[-5:-1].isdigit():
            return True
        if last in "-./" and len(head) > 1 and head[-2].isascii() and head[-2].isalnum():
            return _PHONE_WORD_END.search(head.rstrip("-./")) is not None and last != "/"
        if last.isascii() and last.isalnum():
            return _PHONE_WORD_END.search(head) is not None
        return last not in "*#_=&%@,$" or (last == "," and not head[-2:-1].isdigit()) or last == "=" == head[-2:-1]

    def _open_after(self, end: int) -> bool:
        tail = self.text[end : end + 3].lstrip(")")
        if not tail:
            return True
        if tail[0] in "-./:," and tail[1:2].isdigit() and tail[1:2].isascii():
            return tail[0] in "/," and tail[1:2] == "0"
        if tail[0] in "-_" and tail[1:2].isascii() and tail[1:2].isalpha():
            return False
        return not (tail[0].isascii() and tail[0].isalnum()) and tail[0] not in "*#_=@%"


_PHONE_WORD_END = re.compile(
    r"(?:^|[^a-z])(?:tel|call|phone|mobile|hp|t|m|no|number|from|to|fax|"
    r"whatsapp|wa)$"
)


#: A letter O among digits that is meant as a nought: before two digits at a number's head, or between digits.
_OH = re.compile(r"(?<![A-Za-z0-9])[oO](?=[0-9oO][0-9oO\s.\-]{5})|(?<=[0-9])[oO](?=[ .\-]{0,3}[0-9oO]|(?![A-Za-z]))")


def with_zeros(folded: Folded) -> Folded:
    """Gives the text with the letters O that stand for noughts in long numbers written as noughts."""
    if not _OH.search(folded.cased):
        return folded
    text = folded.cased
    for match in _LIKE_NUMBER.finditer(folded.cased):
        if len(re.findall(r"\d", match.group())) >= _MIN_DIGITS - 2:
            text = text[: match.start()] + re.sub("[oO]", "0", match.group()) + text[match.end() :]
    return Folded(text)


_LIKE_NUMBER = re.compile(r"(?<![A-Za-z0-9])[+]?[0-9oO](?:[ .\-]{0,3}[0-9oO]){7,14}(?![A-Za-z0-9])")


def runs(folded: Folded) -> Iterator[Run]:
    """Finds every run of eight digits and more in one pass."""
    for match in _RUN.finditer(folded.mask):
        start, end = match.span()
        if end - start < _MIN_DIGITS:
            continue
        groups = tuple(
            Group(part.group(), part.start(), part.end()) for part in _GROUP.finditer(folded.plain, start, end)
        )
        if sum(len(group.digits) for group in groups) >= _MIN_DIGITS:
            yield Run(folded.plain, groups, start, end)
