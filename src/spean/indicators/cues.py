"""Where a value stands in running text: the window around it, and what the words there say.

The text just before a value, back to the last value or the end of the last sentence, is its window; a few words
after it count too. The words are in `cue_words` and `bystander_words`, by what the value is for: calling, paying,
opening, adding. The order of the rules is the point, for the worst possible error is a victim's value taken for a
suspect's:

1. a reporter's word in the window wins, unless a directed tie ("to account …", "called from …") stands between
   it and the value;
2. a word of turning to somebody that is nearer than any tie leaves it context ("I then called 1441"), official
   where an office is named;
3. a word that unties (a newspaper's site, a number that was spoofed, a call by somebody in particular rather than "a
   man" or "they") leaves it context, as do words after it that speak for its holder ("… called to report it");
4. a tie makes it the offender's;
5. no word, no tie: context.
"""

import re

from spean.indicators import bystander_words as bystanders
from spean.indicators import cue_words as words
from spean.indicators.cue import Cue
from spean.model import FACTS, Kind
from spean.release.roles import Standing

#: Facts have no side, and a bank's case number names a report.
UNSIDED = FACTS | {Kind.BANK_CASE_ID}

#: A full stop ends a sentence after two Latin letters or digits only: Thai uses it for abbreviations.
_SENTENCE = re.compile(
    r"[\n!?;។៕]|(?<=[a-z0-9)'\]]{2})(?<!tel)(?<!\sno)(?<!acc)(?<!\smr)(?<!\sms)(?<!mrs)(?<!\sdr)\.(?:\s|$)"
)
_REACH = 140
_REPORTER_REACH = 80
#: How many characters after a value are looked at.
AFTER = 64
_NEUTRAL_REACH = 90


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
    head, after = window(plain, place[0], floor), plain[place[1] : min(ceiling, place[1] + AFTER)]
    leads_on = ceiling < len(plain) and place[1] + len(after) == ceiling
    tail = after
    if _owned_after(tail, leads_on=leads_on):
        return Standing.REPORTER_TEXT
    directed = words.DIRECTED[family].search(head)
    reporter = _last(words.REPORTER[family], head)
    if reporter > len(head) - _REPORTER_REACH and reporter >= 0:
        if directed is None or directed.start() < reporter:
            return Standing.REPORTER_TEXT
        accused = True
    else:
        tied = len(head) if _continues(plain, family, head, place[0]) else _last(words.TIED[family], head)
        if tied < len(head) - words.REACH[family]:
            tied = -1
        if _last(bystanders.TURNED_TO, head) > tied:
            office = family is words.Family.CALL and bystanders.OFFICE.search(head)
            return Standing.OFFICIAL if office else Standing.UNTIED_TEXT
        followed = words.AFTER[family].match(tail) and not bystanders.RELATION.search(head)
        accused = tied >= 0 or bool(followed)
    return Standing.TIED_TEXT if accused and not _neutral(plain, family, place[0], head, tail) else Standing.UNTIED_TEXT


def _neutral(plain: str, family: words.Family, start: int, head: str, tail: str) -> bool:
    """Says whether the words around a value speak for its holder, whatever ties it."""
    if bystanders.NEUTRAL[family].search(head[-_NEUTRAL_REACH:]):
        return True
    if family in (words.Family.CALL, words.Family.ADD) and bystanders.by_somebody_known(head, tail):
        return True
    if family is not words.Family.OPEN and spoken_for(tail):
        return True
    near = plain[max(0, start - _REACH) : start]
    goes_on = family is words.Family.CALL and bystanders.GOES_ON.match(head)
    return bool(goes_on and bystanders.ABOUT_KIN.search(near[: len(near) - len(head)]))


def _owned_after(tail: str, *, leads_on: bool) -> bool:
    """Says whether words after a value call it the reporter's own ("081… is my number").

    They don't where they lead up to the next value ("081…, my number is 089…"): `leads_on` where the tail ends at one.
    """
    own = words.REPORTER_AFTER.match(tail)
    return own is not None and not (leads_on and words.LEADS_ON.fullmatch(tail, own.end()))


def spoken_for(after: str) -> bool:
    """Says whether the words right after a value speak for its holder ("… was spoofed", "… called to report it")."""
    return bystanders.SPOKEN_FOR.match(_SENTENCE.split(after)[0]) is not None


def connects(between: str) -> bool:
    """Says whether only a connecting word stands between two values ("A and B"): the second stands as the first."""
    return len(between) <= 24 and words.CONNECTOR.fullmatch(between) is not None


def _continues(plain: str, family: words.Family, head: str, start: int) -> bool:
    """Says whether a value is the far end of an act whose other end was named: "transferred from 111 to 222"."""
    link, act = words.CONTINUED.get(family, (None, None))
    return bool(link and act and link.fullmatch(head) and act.search(window(plain, start, 0)))


def _last(pattern: Cue, text: str) -> int:
    """Gives where the last match ends, so that the nearest word wins; -1 without a match."""
    return max((match.end() for match in pattern.finditer(text)), default=-1)
