"""Quantities of what was seized, as "12.5 kg": the number without trailing zeros and g, kg, tablet, l, ml or m3.

Accepted: 12.5 กก. · 200,000 เม็ด · 2 แสนเม็ด · 1.2 ล้านเม็ด · 500 กรัม · 3.5 ลบ.ม. · ១២,៥ គីឡូក្រាម · ២០០០០០ គ្រាប់ ·
2 million meth pills · 1.5 tonnes (1500 kg) · 3.5 m³. Packages, bags and logs say nothing of a quantity. A comma before
anything but three digits is a decimal comma; a point before three digits is one too, except among tablets, which have
no thousandths. In running text a mass counts only near a word of drugs, timber or a seizure: parcels and food weigh
something too.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from spean.indicators.candidate import Candidate, Claims
from spean.indicators.cue import widened
from spean.indicators.fold import Folded, fold
from spean.indicators.hints import DIGIT
from spean.indicators.seizure_words import is_about_seizure
from spean.model import Kind, Reading
from spean.vocab.substances import text_names
from spean.vocab.units import CODES, text_spellings, unit_of

#: In a column that says it holds a quantity, or typed as one.
SURE = 0.95
#: In text near a word of drugs, timber or a seizure.
NEAR = 0.9
#: From here on it is no count but a run of digits.
_LIMIT = 10**12
#: How far before and behind a mass the word that gives it its meaning may stand (code points).
_BEFORE, _BEHIND = 120, 80

_MAGNITUDES = {
    "k": 10**3, "thousand": 10**3, "พัน": 10**3, "ពាន់": 10**3, "หมื่น": 10**4, "ម៉ឺន": 10**4, "แสน": 10**5, "សែន": 10**5,
    "mil": 10**6, "million": 10**6, "ล้าน": 10**6, "លាន": 10**6, "สิบล้าน": 10**7, "ร้อยล้าน": 10**8,
    "พันล้าน": 10**9, "billion": 10**9,
}  # fmt: skip
#: What turns a unit into another word when it follows: kilometres, money in circulation, cartridges and grenades.
_OTHERWISE = {
    "กิโล": "เมตร|ไบต์|วัตต์|แคล",
    "គីឡូ": "ម៉ែត្រ|វ៉ាត់|បៃ",
    "เม็ด": "เงิน|เลือด|พลาสติก",
    "គ្រាប់": "កាំ|បែក|រំ|ពូជ|មីន|ផ្លោង",
}


def _alternatives(words: list[str]) -> str:
    return "|".join(map(_ended, sorted(words, key=len, reverse=True)))


def _ended(word: str) -> str:
    """The word with what must not follow: letters and digits after Latin ones, another word's rest after others."""
    ending = "(?![a-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
    if word in _OTHERWISE:
        ending = f"(?!{_OTHERWISE[word]})"
    return re.escape(word) + ending


# A digit first, so that `re` runs through what holds none without trying anything.
_WHOLE = r"[0-9](?>\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d{0,2}(?:\.\d{3}){2,}|\d{0,11}(?:[.,]\d+)?)"
#: What a number is not cut out of.
_INSIDE = re.compile(r"[\d.,/:\-a-z]")
_COUNTING = "|".join(
    word + (r"(?=\s)" if word == "k" else "(?![a-z])" if word.isascii() else "")
    for word in sorted(_MAGNITUDES, key=len, reverse=True)
)
_NUMBER = rf"(?P<number>{_WHOLE})(?:\s?(?P<word>{_COUNTING}))?"
_DRUG = _alternatives([name for name in (*text_names(), "meth", "drug") if name.isascii()])
_UNIT = _alternatives(list(text_spellings()))
_QUANTITY = re.compile(rf"{_NUMBER}[\s\-]?(?:(?:{_DRUG})\s(?=tablet|pill))?(?P<unit>{_UNIT})")
#: A digit, perhaps a counting word or a drug's name, and a unit.
HINT = widened(rf"{DIGIT}\s?(?:{_COUNTING})?[\s\-]?(?:(?:{_DRUG})\s)?(?:{_UNIT})")
_COUNT = re.compile(
    rf"(?:(?P<float>\d{{1,30}}(?:\.\d{{1,40}})?e[+\-]?\d{{1,2}})|{_NUMBER})\s*(?P<rest>[^\d\s].*)?", re.DOTALL
)
_ABOUT = re.compile(
    r"^(?:(?:about|approx\.?|approximately|around|ca\.?|total|ประมาณ|ราว|รวม|จำนวน|น้ำหนัก|ប្រមាណ|ប្រហែល|ចំនួន|"
    r"ទម្ងន់|សរុប)"
    r"\s*:?\s*|[~≈]\s*)+"
)


def quantity_in(cell: str, *, unit: str = "") -> tuple[Decimal, str] | None:
    """Reads the quantity that a cell holds.

    Args:
        cell: as written: a number with its unit, or a number alone.
        unit: what a bare number counts (a `unit` column), in any of the spellings of `vocab.units`.

    Returns:
        The number and g, kg, tablet, l, ml or m3; None where the cell is not one quantity in such a unit.
    """
    plain = _plain(cell)
    match = _QUANTITY.fullmatch(plain)
    found = unit_of(match["unit"] if match else unit)
    if match is None:
        match = _COUNT.fullmatch(plain)
        if match is None or match["rest"]:
            found = unit_of(match["rest"]) if match else None
    if match is None or found is None:
        return None
    count = _value(match, found.code) * found.times
    return (count, found.code) if count < _LIMIT else None


def count_in(cell: str) -> tuple[Decimal, str] | None:
    """Reads the number a cell begins with, and what is written behind it ("5 กระสอบ"): it may be no quantity."""
    match = _COUNT.fullmatch(_plain(cell))
    if match is None:
        return None
    count = _value(match, "")
    return (count, (match["rest"] or "").strip()) if count < _LIMIT else None


def read_quantity(value: str, *, unit: str = "") -> list[Reading]:
    """Reads one value as a quantity.

    Args:
        value: as written.
        unit: what a bare number counts (a `unit` column).
    """
    found = quantity_in(value, unit=unit)
    return [Reading(Kind.QUANTITY, written(*found), SURE)] if found else []


def find_quantities(folded: Folded, claims: Claims) -> Iterator[Candidate]:
    """Finds quantities of drugs, timber and things seized in running text."""
    for match in _QUANTITY.finditer(folded.plain):
        start, end = match.span()
        unit = unit_of(match["unit"])
        if unit is None or _INSIDE.match(folded.plain[start - 1 : start]) or not claims.free(start, end):
            continue
        count = _value(match, unit.code) * unit.times
        if count < _LIMIT and is_about_seizure(folded.plain[max(0, start - _BEFORE) : end + _BEHIND]):
            yield Candidate(start, end, (Reading(Kind.QUANTITY, written(count, unit.code), NEAR),))


def written(count: Decimal, code: str) -> str:
    """Writes a quantity in its one form.

    Raises:
        ValueError: the unit is none of `vocab.units.CODES`.
    """
    if code not in CODES:
        raise ValueError("not a unit of quantities")
    plain = format(count, "f")
    return f"{plain.rstrip('0').rstrip('.') if '.' in plain else plain} {code}"


def _plain(cell: str) -> str:
    return _ABOUT.sub("", " ".join(fold(cell).lower().split()))


def _value(match: re.Match[str], code: str) -> Decimal:
    groups = match.groupdict()
    if groups.get("float"):
        return Decimal(groups["float"])
    number = match["number"]
    points = "+" if code == "tablet" else "{2,}"
    if re.fullmatch(rf"\d{{1,3}}(?:\.\d{{3}}){points}", number):
        number = number.replace(".", "")
    elif not re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number):
        number = number.replace(",", ".")
    return Decimal(number.replace(",", "")) * _MAGNITUDES.get(match["word"] or "", 1)
