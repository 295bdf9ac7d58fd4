"""Numbers in words, and numerals with counting words: "สามแสนสองหมื่น", "2 ล้าน 5 แสน", "ពីរម៉ឺន", "two hundred thousand".

Thai, Khmer and English. A Thai digit behind a thousand or more that ends the number is a tenth of it by usage
("หมื่นห้า" is 15,000), as is every "ครึ่ง"/"កន្លះ" a half. Text is folded: digits are ASCII.
"""

import re
from decimal import Decimal
from itertools import pairwise

_THAI = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_KHMER = ("សូន្យ", "មួយ", "ពីរ", "បី", "បួន", "ប្រាំ", "ប្រាំមួយ", "ប្រាំពីរ", "ប្រាំបី", "ប្រាំបួន", "ដប់")
_KHMER_TENS = ("ម្ភៃ", "សាមសិប", "សែសិប", "ហាសិប", "ហុកសិប", "ចិតសិប", "ប៉ែតសិប", "កៅសិប")
_ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = {
    **{word: number for words in (_THAI, _KHMER, _ENGLISH) for number, word in enumerate(words)},
    **{word: number * 10 for words in (_KHMER_TENS, _ENGLISH_TENS) for number, word in enumerate(words, 2)},
    "เอ็ด": 1,
    "นึง": 1,
    "ยี่": 2,
}
_MULTIPLIERS = {
    "สิบ": 10, "ร้อย": 100, "พัน": 1000, "หมื่น": 10**4, "แสน": 10**5, "ล้าน": 10**6,
    "រយ": 100, "ពាន់": 1000, "ម៉ឺន": 10**4, "សែន": 10**5, "លាន": 10**6,
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
}  # fmt: skip
_HALVES = ("ครึ่ง", "កន្លះ")
_LARGE = 10**6
_WORD = "|".join(sorted((*_UNITS, *_MULTIPLIERS, *_HALVES), key=len, reverse=True))
_NUMERAL = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_ITEM = re.compile(rf"{_NUMERAL}|{_WORD}")
#: Two items and more, one of them a word: a numeral alone, or with one counting word, is no matter of words.
PATTERN = (
    rf"(?:(?:{_NUMERAL})\s?(?:{_WORD})(?:\s?(?:and\s)?(?:(?:{_NUMERAL})\s?)?(?:{_WORD}))+"
    rf"|(?:\ban?\s)?(?:{_WORD})(?:(?:\s|-|\sand\s)?(?:{_WORD}))*)"
)
#: Words that end a number, for hints.
WORDS = _WORD


def value_of(text: str) -> Decimal | None:
    """Gives the number that words and numerals say, or None where they say none.

    Args:
        text: folded, lower case, what `PATTERN` matched.
    """
    items = _ITEM.findall(text)
    if not items:
        return None
    total = part = Decimal(0)
    pending: Decimal | None = None
    last = 1
    for item in items:
        if item in _MULTIPLIERS:
            last = _MULTIPLIERS[item]
            if last >= _LARGE or (last == 1000 and item.isascii()):
                total, part, pending = total + (part + (pending or 0) or 1) * last, Decimal(0), None
            elif item == "hundred":
                pending = (pending or Decimal(1)) * 100
            else:
                part, pending = part + (1 if pending is None else pending) * last, None
        elif item in _HALVES:
            part += Decimal(last) / 2
        else:
            number = Decimal(_UNITS[item]) if item in _UNITS else _numeral(item)
            pending = number if pending is None else pending + number
    return total + part + _tail(items, pending or Decimal(0), last)


def _tail(items: list[str], pending: Decimal, last: int) -> Decimal:
    """Gives what the last digit is worth: a tenth of a Thai thousand or more right before it."""
    if len(items) < 2 or not pending:
        return pending
    before, final = list(pairwise(items))[-1]
    usage = before in ("พัน", "หมื่น", "แสน", "ล้าน") and final in _UNITS and 0 < _UNITS[final] < 10
    return pending * last / 10 if usage else pending


def _numeral(item: str) -> Decimal:
    if re.fullmatch(r"\d+,\d{1,2}", item):
        return Decimal(item.replace(",", "."))
    return Decimal(item.replace(",", ""))
