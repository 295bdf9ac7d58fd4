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

from dataclasses import dataclass

from spean.indicators import bystander_words as bystanders
from spean.indicators import cue_words as words
from spean.indicators import sides
from spean.indicators.cue import Cue
from spean.indicators.sides import SENTENCE
from spean.model import FACTS, Kind
from spean.release.roles import Standing

#: Facts have no side, and a bank's case number names a report.
UNSIDED = FACTS | {Kind.BANK_CASE_ID}

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
    return SENTENCE.split(plain[max(floor, start - _REACH) : start])[-1]


@dataclass(frozen=True, slots=True)
class Texts:
    """One text in the two forms that are asked.

    Attributes:
        plain: folded, lower-case.
        told: the same with its values blanked.
        crime: whether it is a report of a crime.
        followed: whether whom it speaks of can be followed, too.
    """

    plain: str
    told: str
    crime: bool
    followed: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A value in running text.

    Attributes:
        start: where it begins.
        end: where it ends.
        floor: where the last value ended.
        ceiling: where the next begins.
    """

    start: int
    end: int
    floor: int
    ceiling: int


def standing(text: Texts, kind: Kind, place: Place) -> Standing:
    """Decides where a value stands in running text.

    Args:
        text: the text, folded.
        kind: what the value is.
        place: where it is.
    """
    if kind in UNSIDED:
        return Standing.UNTIED_TEXT
    plain, told, family = text.plain, text.told, words.FAMILIES[kind]
    head = window(plain, place.start, place.floor)
    tail = plain[place.end : min(place.ceiling, place.end + AFTER)]
    leads_on = place.ceiling < len(plain) and place.end + len(tail) == place.ceiling
    reporter = _reporter(family, head)
    if _owned_after(tail, leads_on=leads_on) or (reporter >= 0 and not _directed(family, head, reporter)):
        return Standing.REPORTER_TEXT
    tied = len(head) if reporter >= 0 else _tied(plain, family, head, place.start)
    if tied < 0 and text.crime:
        spoken_of = sides.spoken_of if text.followed else sides.led_up_to
        spoken = spoken_of(told, family, place.start)
        tied = max(0, spoken - (place.start - len(head))) if spoken >= 0 else -1
    if _last(bystanders.TURNED_TO, head) > tied:
        office = family is words.Family.CALL and bystanders.OFFICE.search(head)
        return Standing.OFFICIAL if office else Standing.UNTIED_TEXT
    seen = sides.unmasked(head) if text.followed else head
    followed = words.AFTER[family].match(tail) and not bystanders.RELATION.search(seen)
    if tied < 0 and not followed and not (text.followed and sides.told_near(told, kind, place.start, place.end)):
        return Standing.UNTIED_TEXT
    if _neutral(family, seen, tail) or _of_kin(plain, family, place.start, head):
        return Standing.UNTIED_TEXT
    return Standing.UNTIED_TEXT if sides.of_a_relation(told, place.start) else Standing.TIED_TEXT


def _reporter(family: words.Family, head: str) -> int:
    """Gives where the last word of the reporter's own ends; -1 without one near enough."""
    reporter = _last(words.REPORTER[family], head)
    return reporter if reporter > len(head) - _REPORTER_REACH else -1


def _directed(family: words.Family, head: str, reporter: int) -> bool:
    """Says whether a directed tie ("to account …") stands between a reporter's word and the value."""
    tie = words.DIRECTED[family].search(head)
    return tie is not None and tie.start() >= reporter


def _tied(plain: str, family: words.Family, head: str, start: int) -> int:
    """Gives where the last tie in a window ends; -1 without one near enough."""
    tied = len(head) if _continues(plain, family, head, start) else _last(words.TIED[family], head)
    return tied if tied >= len(head) - words.REACH[family] else -1


def _neutral(family: words.Family, head: str, tail: str) -> bool:
    """Says whether the words around a value speak for its holder, whatever ties it."""
    if bystanders.NEUTRAL[family].search(head[-_NEUTRAL_REACH:]) or sides.somebody_elses(tail):
        return True
    if family in (words.Family.CALL, words.Family.ADD) and bystanders.by_somebody_known(head, tail):
        return True
    return family is not words.Family.OPEN and spoken_for(tail)


def _of_kin(plain: str, family: words.Family, start: int, head: str) -> bool:
    """Says whether a call goes on about somebody near ("My son is held there. He called from …")."""
    if family is not words.Family.CALL or not bystanders.GOES_ON.match(head):
        return False
    return bystanders.ABOUT_KIN.search(plain[max(0, start - _REACH) : start - len(head)]) is not None


def _owned_after(tail: str, *, leads_on: bool) -> bool:
    """Says whether words after a value call it the reporter's own ("081… is my number").

    They don't where they lead up to the next value ("081…, my number is 089…"): `leads_on` where the tail ends at one.
    """
    own = words.REPORTER_AFTER.match(tail)
    return own is not None and not (leads_on and words.LEADS_ON.fullmatch(tail, own.end()))


def spoken_for(after: str) -> bool:
    """Says whether the words right after a value speak for its holder ("… was spoofed", "… called to report it")."""
    return bystanders.SPOKEN_FOR.match(SENTENCE.split(after)[0]) is not None


def connects(between: str) -> bool:
    """Says whether only a connecting word stands between two values ("A and B"): the second stands as the first."""
    return len(between) <= 32 and words.CONNECTOR.fullmatch(between) is not None


def _continues(plain: str, family: words.Family, head: str, start: int) -> bool:
    """Says whether a value is the far end of an act whose other end was named: "transferred from 111 to 222"."""
    link, act = words.CONTINUED.get(family, (None, None))
    return bool(link and act and link.fullmatch(head) and act.search(window(plain, start, 0)))


def _last(pattern: Cue, text: str) -> int:
    """Gives where the last match ends, so that the nearest word wins; -1 without a match."""
    return max((match.end() for match in pattern.finditer(text)), default=-1)
