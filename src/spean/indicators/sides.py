"""Whom a report speaks of where a value stands: the offender, or anybody else.

Words beside a value say whose it is (`cues`); where they don't, the one spoken of last does: "the recruiter is called
Anna, LINE a, and uses b and c". Only a text that tells of a crime is read so, and only within a sentence; a note of
what was seized goes on over sentences. Whoever else is mentioned in between, by a word or by a shape that any person's
mention has, ends it. In English nobody is followed: words for the offender have to lead right up to the value.
"""

import re

from spean.indicators import side_words as words
from spean.indicators.cue import Cue
from spean.indicators.cue_words import Family
from spean.indicators.lure import baits
from spean.model import Kind

#: A full stop ends a sentence after two Latin letters or digits only: Thai uses it for abbreviations.
SENTENCE = re.compile(
    r"[\n!?;។៕]|(?<=[a-z0-9)'\]]{2})(?<!tel)(?<!\sno)(?<!acc)(?<!\smr)(?<!\sms)(?<!mrs)(?<!\sdr)\.(?:\s|$)"
)
_LOCAL, _LATIN = re.compile("[\u0e01-\u0e4e\u1780-\u17d3]"), re.compile("[a-z]")
_REACH = 260
_NEAR = 90
_NAMED_FOR_IT = frozenset(
    {
        *(Kind.URL, Kind.DOMAIN, Kind.IPV4, Kind.IPV6, Kind.LINE, Kind.TELEGRAM, Kind.FACEBOOK),
        *(Kind.BTC, Kind.ETH, Kind.TRON, Kind.EMV_QR),
    }
)
_ITEM = re.compile(r"\s*(?:\d{1,2}[).]|[-•*])\s")
_POSED = re.compile("|".join(words.POSES))
_POSING = Cue(_POSED.pattern)


def tells_of_crime(told: str) -> bool:
    """Says whether a text tells of a crime, or quotes what lures into one.

    Args:
        told: the folded, lower-case text, its values blanked.
    """
    return words.CRIME.search(told) is not None or baits(told)


def followed(told: str) -> bool:
    """Says whether a text is in a language in which whom it speaks of is followed: Thai or Khmer.

    English is not: there a sentence changes whom it speaks of without a word that can be listed. With it, 54 of 155
    suspects' values of the held-out set were recognised instead of 38, and one of a victim's was accused.

    Args:
        told: the folded, lower-case text, its values blanked.
    """
    return len(_LOCAL.findall(told)) > len(_LATIN.findall(told))


def led_up_to(told: str, family: Family, start: int) -> int:
    """Gives where the value begins if words for the offender lead right up to it; -1 where not.

    Things that were seized, plates and handsets, need none if nobody else is spoken of since.

    Args:
        told: the text, its values blanked.
        family: what the value is for.
        start: where it begins.
    """
    near = told[_sentence(told, start) : start]
    if words.LEADS_UP.search(near) and not _looked_up(near, family):
        return start
    return _seized(told, start) if family is Family.HOLD else -1


def _looked_up(sentence: str, family: Family) -> bool:
    return family is Family.OPEN and words.LOOKED_UP.search(sentence) is not None


def _seized(told: str, start: int) -> int:
    at = _last(words.SEIZED, told[:start])
    return -1 if at < 0 or words.INNOCENT.search(told[at:start]) else at


def spoken_of(told: str, family: Family, start: int) -> int:
    """Gives where the offender was last spoken of, nobody else since; -1 where not.

    Args:
        told: the folded, lower-case text with its values blanked, so that no name inside one is taken for a word.
        family: what the value is for.
        start: where the value begins.
    """
    begin = _sentence(told, start)
    if _looked_up(told[begin:start], family):
        return -1
    at = _spoken_of(told, family, begin, start)
    if at < 0 and words.SEIZED.search(told[:start]):
        begin = 0
        at = max(_last(words.SEIZED, told[:start]), _last(words.NAMED, told[:start]))
    return -1 if at < 0 or words.INNOCENT.search(told[at:start]) else at


def _spoken_of(told: str, family: Family, begin: int, start: int) -> int:
    text = told[begin:start]
    at = max(_last(words.NAMED, text), _last(words.ACTS[family], text), _acting(told, begin, text))
    return at if at < 0 else begin + at


def of_a_relation(told: str, start: int) -> bool:
    """Says whether a value is somebody's of the offender's who was spoken of last: their lawyer, their former wife."""
    if not words.RELATED.search(told[:start]):
        return False
    before = told[_sentence(told, start) : start]
    last = _last(words.RELATED, before)
    return last >= 0 and last >= _last(words.NAMED, before)


def _sentence(told: str, start: int) -> int:
    """Gives where the sentence of a value begins; items of a list go on with what stands before them."""
    floor = max(0, start - _REACH)
    return max(
        (
            end.end()
            for end in SENTENCE.finditer(told, floor, start)
            if not _ITEM.match(told, end.end()) and told[end.start() : start].strip(" \n")
        ),
        default=floor,
    )


def unmasked(text: str) -> str:
    """Gives a text with whom the offender posed as ("claiming to be the police") replaced by what they are."""
    return _POSED.sub(" scammer ", text) if _POSING.search(text) else text


def told_near(told: str, kind: Kind, start: int, end: int) -> bool:
    """Says whether a value of a kind that reports seldom give of others stands in a sentence about the crime.

    A link, a wallet or a handle is there for no other reason; nobody else may be spoken of in its sentence.

    Args:
        told: the text, its values blanked.
        kind: what the value is.
        start: where it begins.
        end: where it ends.
    """
    if kind not in _NAMED_FOR_IT:
        return False
    begin = _sentence(told, start)
    near = told[max(0, begin - _NEAR) : end + _NEAR]
    after = SENTENCE.split(told[end : end + _NEAR])[0]
    return bool(
        tells_of_crime(near) and not words.INNOCENT.search(told[begin:start]) and not words.INNOCENT.search(after)
    )


def somebody_elses(after: str) -> bool:
    """Says whether the words right after a value give it to somebody else ("…, which is the court's")."""
    return words.OTHERS_AFTER.match(after) is not None


def _acting(plain: str, start: int, text: str) -> int:
    """Gives where an acting pronoun ends, if nobody innocent was named last before it."""
    found = list(words.ACTING.finditer(text))
    if not found:
        return -1
    before = plain[: start + found[-1].start()]
    return found[-1].end() if _last(words.SOMEBODY, before) <= _last(words.NAMED, before) else -1


def _last(pattern: Cue, text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)
