"""Where a value stands in running text: the window around it, and what the words there say.

The text just before a value, back to the last value or the end of the last sentence, is its window; a few words
after it count too. The words are in `cue_words`, by what the value is for: calling, paying, opening, adding. The
order of the rules is the point, for the worst possible error is a victim's value taken for a suspect's:

1. a reporter's word in the window wins, unless a directed tie ("to account …", "called from …") stands between
   it and the value;
2. a word of turning to somebody that is nearer than any tie leaves it context ("I then called 1441"), official
   where an office is named;
3. a word that unties (a friend who called to warn, a newspaper's site) leaves it context;
4. a tie makes it the offender's;
5. no word, no tie: context.
"""

import re

from spean.indicators import cue_words as words
from spean.model import FACTS, Kind
from spean.release.roles import Standing

#: Facts have no side.
UNSIDED = FACTS

#: A full stop ends a sentence after two Latin letters or digits only: Thai uses it for abbreviations.
_SENTENCE = re.compile(
    r"[\n!?;។៕]|(?<=[a-z0-9)'\]]{2})(?<!tel)(?<!\sno)(?<!acc)(?<!\smr)(?<!\sms)(?<!mrs)(?<!\sdr)\.(?:\s|$)"
)
_REACH = 140
_REPORTER_REACH = 80
_AFTER = 48


def window(plain: str, start: int, floor: int) -> str:
    """Gives the text before a value: after `floor` (the last value's end), within the sentence.

    Args:
        plain: the folded, lower-case text.
        start: where the value begins.
        floor: where the last value ended.
    """
    return _SENTENCE.split(plain[max(floor, start - _REACH) : start])[-1]


def standing(plain: str, kind: Kind, place: tuple[int, int], floor: int, ceiling: int) -> Standing:
    """Decides where a value stands in running text.

    Args:
        plain: the folded, lower-case text.
        kind: what the value is.
        place: its start and end.
        floor: where the last value ended.
        ceiling: where the next begins.
    """
    if kind in UNSIDED:
        return Standing.UNTIED_TEXT
    family = words.FAMILIES[kind]
    head, tail = window(plain, place[0], floor), plain[place[1] : min(ceiling, place[1] + _AFTER)]
    if _owned_after(tail, ceiling - place[1] if ceiling < len(plain) else None):
        return Standing.REPORTER_TEXT
    directed = words.DIRECTED[family].search(head)
    reporter = _last(words.REPORTER[family], head)
    if reporter > len(head) - _REPORTER_REACH and reporter >= 0:
        return Standing.TIED_TEXT if directed and directed.start() >= reporter else Standing.REPORTER_TEXT
    tied = len(head) if _continues(plain, family, head, place[0]) else _last(words.TIED[family], head)
    if tied < len(head) - words.REACH[family]:
        tied = -1
    if _last(words.TURNED_TO, head) > tied:
        office = family is words.Family.CALL and words.OFFICE.search(head)
        return Standing.OFFICIAL if office else Standing.UNTIED_TEXT
    if family in words.NEUTRAL and words.NEUTRAL[family].search(head[-60:]):
        return Standing.UNTIED_TEXT
    followed = words.AFTER[family].match(tail) and not words.RELATION.search(head)
    if tied >= 0 or followed:
        return Standing.TIED_TEXT
    return Standing.UNTIED_TEXT


def _owned_after(tail: str, gap: int | None) -> bool:
    """Says whether words after a value call it the reporter's own ("081… is my number").

    They don't where they lead up to the next value ("081…, my number is 089…"): `gap` characters lie before it; None
    where no value follows.
    """
    own = words.REPORTER_AFTER.match(tail)
    leads_on = own is not None and len(tail) == gap and words.LEADS_ON.fullmatch(tail, own.end())
    return own is not None and not leads_on


def connects(between: str) -> bool:
    """Says whether only a connecting word stands between two values ("A and B"): the second stands as the first."""
    return len(between) <= 24 and words.CONNECTOR.fullmatch(between) is not None


def _continues(plain: str, family: words.Family, head: str, start: int) -> bool:
    """Says whether a value is the far end of an act whose other end was named: "transferred from 111 to 222"."""
    link, act = words.CONTINUED.get(family, (None, None))
    return bool(link and act and link.fullmatch(head) and act.search(window(plain, start, 0)))


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Gives where the last match ends, so that the nearest word wins; -1 without a match."""
    return max((match.end() for match in pattern.finditer(text)), default=-1)
