"""Where each candidate of one text stands: the windows between values, and what connects them.

Candidates that begin at the same place (a link and the handle it names, a PromptPay and its phone) stand alike; a
value joined to the one before it by a mere "and" stands as that one does.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby

from spean.indicators import cues, sides
from spean.indicators.candidate import Candidate
from spean.indicators.cue_words import FAMILIES
from spean.indicators.cues import Place, Texts
from spean.indicators.fold import Folded
from spean.indicators.lure import Voice, voice
from spean.release.roles import Standing

#: Where kinds that begin at one place disagree, the first of these holds.
_CAUTION = (Standing.REPORTER_TEXT, Standing.OFFICIAL, Standing.TIED_TEXT, Standing.UNTIED_TEXT)


#: Who speaks decides what no word around a value does: a lure is all the offender's, an advertisement accuses nobody.
_SPOKEN = {
    (Voice.LURE, Standing.UNTIED_TEXT): Standing.TIED_TEXT,
    (Voice.ORDINARY, Standing.TIED_TEXT): Standing.UNTIED_TEXT,
}


#: Voices that may tell of a crime.
_TOLD = (Voice.REPORT, Voice.UNKNOWN)


def placed(folded: Folded, found: list[Candidate]) -> Iterator[tuple[Candidate, Standing]]:
    """Gives every candidate of a text with where it stands.

    Args:
        folded: the text.
        found: its candidates, any order.
    """
    facts = [one for one in found if one.kind in cues.UNSIDED]
    sided = sorted((one for one in found if one.kind not in cues.UNSIDED), key=lambda one: (one.start, one.end))
    starts = [one.start for one in sided]
    yield from ((one, Standing.UNTIED_TEXT) for one in facts)
    if not sided:
        return
    blanked = _blanked(folded.plain, sided)
    speaker = voice(folded.plain, blanked)
    crime = speaker in _TOLD and sides.tells_of_crime(blanked)
    text = Texts(folded.plain, blanked, crime, crime and sides.followed(blanked))
    floor, last = 0, None
    for start, group in groupby(sided, key=lambda one: one.start):
        alike = list(group)
        if last is None or start >= floor:
            last = _standing(text, alike, floor, starts, last)
        floor = max(floor, *(one.end for one in alike), 0)
        where = _SPOKEN.get((speaker, last), last)
        yield from ((one, where) for one in alike)


def _standing(text: Texts, alike: list[Candidate], floor: int, starts: list[int], last: Standing | None) -> Standing:
    # a link and its host are read once, at the end of the longer
    longest = {FAMILIES[one.kind]: one for one in alike}
    found = set()
    for one in longest.values():
        at = bisect_left(starts, one.end)
        ceiling = starts[at] if at < len(starts) else len(text.plain)
        found.add(cues.standing(text, one.kind, Place(one.start, one.end, floor, ceiling)))
    where = next(standing for standing in _CAUTION if standing in found)
    if where is not Standing.UNTIED_TEXT or last is None or not cues.connects(text.plain[floor : alike[0].start]):
        return where
    cleared = last is Standing.TIED_TEXT and cues.spoken_for(text.plain[alike[0].end : alike[0].end + cues.AFTER])
    return where if cleared else last


def _blanked(plain: str, sided: list[Candidate]) -> str:
    """Gives a text with spaces where its values stand."""
    blanked = list(plain)
    for one in sided:
        blanked[one.start : one.end] = " " * (one.end - one.start)
    return "".join(blanked)
