"""Amounts of money, as "12000 THB": the number without trailing zeros and a currency code.

Accepted: 12,000 บาท · ฿500 · 1.2 ล้านบาท · 5 แสน · 1,290.- · 250 USD · $15k · US$ 3.5 million · ២,៥ លានរៀល · ៣៨.៤០០ ៛;
in words too: สามแสนสองหมื่นบาท · 2 ล้าน 5 แสนบาท · two million baht (`number_words`). A comma before anything but three
digits is a decimal comma, a point before three digits parts thousands (Khmer usage). Thai counting words without a
currency are baht where a word for money stands just before them.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from spean.indicators import number_words
from spean.indicators.candidate import Candidate, Claims, before
from spean.indicators.cue import Cue
from spean.indicators.fold import Folded, fold
from spean.indicators.hints import DIGIT
from spean.model import Kind, Reading
from spean.vocab.currencies import CURRENCIES

#: From here on it is no sum of money but a run of digits.
_LIMIT = 10**12
#: A currency is written.
SURE = 0.95
#: A counting word alone, or ".-" (baht by Thai usage).
IMPLIED = 0.6

_MAGNITUDES = {
    "k": 10**3, "พัน": 10**3, "ពាន់": 10**3, "thousand": 10**3,
    "หมื่น": 10**4, "ម៉ឺន": 10**4, "แสน": 10**5, "សែន": 10**5,
    "m": 10**6, "mil": 10**6, "million": 10**6, "ล้าน": 10**6, "ล.": 10**6, "លាន": 10**6,
    "สิบล้าน": 10**7, "ร้อยล้าน": 10**8, "พันล้าน": 10**9, "bn": 10**9, "billion": 10**9,
}  # fmt: skip
_TAILS = "|".join(
    re.escape(word)
    + ("(?![a-z])" if word[-1].isalpha() and word.isascii() else "(?![\u0e01-\u0e4e])" if word == "บ" else "")
    for word in sorted(CURRENCIES, key=len, reverse=True)
)
_HEADS = r"us\$|usd|thb|khr|usdt|eur|[$฿៛€]"
_WORDS = "|".join(
    re.escape(word) + ("(?![a-z])" if word.isascii() else "") for word in sorted(_MAGNITUDES, key=len, reverse=True)
)
#: A digit beside a currency or a counting word.
_CODES = "|".join(re.escape(word) for word in CURRENCIES)
_HINT_WORDS = "|".join(re.escape(word) for word in (*CURRENCIES, *_MAGNITUDES))
HINT = rf"{DIGIT}\s?(?:{_HINT_WORDS}|\.-|,-)|(?:{_HEADS})\s?{DIGIT}|(?:{number_words.WORDS})\s?(?:{_CODES})"

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,12}(?:[.,]\d{1,2})?"
_AMOUNT = re.compile(
    rf"(?:(?<![a-z])(?P<head>{_HEADS})\s?|(?<![a-z]))(?<![\d.,/:\-])(?P<number>{_NUMBER})(?![\d])"
    rf"(?:\s?(?P<word>{_WORDS}))?(?:\s?(?P<tail>{_TAILS}|\.-|,-))?"
)
_WORDED = Cue(rf"(?:{number_words.WORDS})\s?(?:{_CODES})")
_DIGITS = re.compile(r"\d+")
_HEAD = re.compile(rf"(?:{_HEADS})\s?$")
_HEAD_ENDS = frozenset("$฿៛€dbrt ")
_IN_WORDS = re.compile(rf"(?<![\da-z])(?<!\d\s)(?P<number>{number_words.PATTERN})\s?(?P<tail>{_TAILS})")
_MONEY = re.compile(r"(?:โอน|เงิน|จำนวน|ราคา|ยอด|เสียหาย|สูญ|จ่าย|กู้|วงเงิน|ลงทุน|លុយ|ប្រាក់)[^\d\n]{0,16}$")
_COUNTED = re.compile(r"\s*(?:คน|วิว|ครั้ง|ราย|ตัว|ยูส|view|people|ปี|เม็ด|เล่ม|นาย)")


def read_amount(value: str, *, currency: str = "") -> list[Reading]:
    """Reads one value as an amount.

    Args:
        value: as written.
        currency: what a bare number is in (a `currency` column): a code or a spelling.
    """
    text = fold(value).strip().lower()
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return []
    code = _currency(match) or CURRENCIES.get(currency.strip().lower(), currency.strip().upper()[:4])
    if not code and match["word"]:
        code = "THB" if re.search("[ก-ฮ]", match["word"]) else ""
    return [Reading(Kind.AMOUNT, _canonical(match, code), SURE)] if code and _value(match) < _LIMIT else []


def find_amounts(folded: Folded, claims: Claims) -> Iterator[Candidate]:
    """Finds amounts in running text: in words first, then in numerals."""
    for match in _IN_WORDS.finditer(folded.plain) if _WORDED.search(folded.plain) else ():
        value, code = number_words.value_of(match["number"]), CURRENCIES[match["tail"]]
        if value and value < _LIMIT and claims.free(*match.span()):
            claims.take(*match.span())
            yield Candidate(*match.span(), (Reading(Kind.AMOUNT, f"{_plain(value)} {code}", SURE),))
    for match in _numerals(folded.plain):
        found = _in_numerals(folded, match) if claims.free(*match.span()) else None
        if found is not None and _value(match) < _LIMIT:
            yield Candidate(*match.span(), (found,))


def _numerals(plain: str) -> Iterator[re.Match[str]]:
    """Gives every number with the currency around it; a whole text is searched for digits only, which is quick."""
    end = 0
    for digits in _DIGITS.finditer(plain):
        start = digits.start()
        head = _HEAD.search(plain, max(end, start - 6), start) if plain[start - 1 : start] in _HEAD_ENDS else None
        match = _AMOUNT.match(plain, head.start() if head else start) if start >= end else None
        if match is not None:
            end = match.end()
            yield match


def _in_numerals(folded: Folded, match: re.Match[str]) -> Reading | None:
    code, confidence = _currency(match), SURE
    if match["tail"] in (".-", ",-"):
        confidence = IMPLIED
    if not code:
        thai = match["word"] and re.search("[ก-ฮ]", match["word"])
        counted = thai and not _COUNTED.match(folded.plain, match.end())
        if not counted or not _MONEY.search(before(folded, match.start(), 40)):
            return None
        code, confidence = "THB", IMPLIED
    return Reading(Kind.AMOUNT, _canonical(match, code), confidence)


def _canonical(match: re.Match[str], code: str) -> str:
    return f"{_plain(_value(match))} {code}"


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _value(match: re.Match[str]) -> Decimal:
    number = match["number"]
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?", number):  # three digits behind a point are no part of money
        number = number.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d+,\d{1,2}", number):
        number = number.replace(",", ".")
    return Decimal(number.replace(",", "")) * _MAGNITUDES.get(match["word"] or "", 1)


def _currency(match: re.Match[str]) -> str:
    if match["tail"] in (".-", ",-"):
        return CURRENCIES.get(match["head"] or "", "THB")
    return CURRENCIES.get(match["tail"] or "", "") or CURRENCIES.get(match["head"] or "", "")
