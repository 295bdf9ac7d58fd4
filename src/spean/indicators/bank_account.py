"""Bank accounts, to bare digits; the bank's code is the qualifier.

Accepted: the Thai form 123-4-56789-0 by itself; any run of 9 to 15 digits (8 of Wing) with a word for an account or a
bank's name before it, or a bank's name right after it. Neither country's accounts carry a checksum that holds for all
banks, so a bare run of digits is never an account (a phone, a parcel or a reference looks the same).
"""

import re
from collections.abc import Iterator

from spean.indicators.candidate import Candidate, Claims, Group, after, before, windows
from spean.indicators.cue import Cue
from spean.indicators.fold import Folded, fold
from spean.indicators.numbers import Run
from spean.indicators.phone import read_phone
from spean.model import Kind, Reading
from spean.vocab.banks import SPELLINGS, bank_code

#: In an account column, or the Thai bank form beside a word for it.
SURE = 0.95
#: With an account word or a bank's name beside it.
WORDED = 0.85
#: The Thai bank form alone.
FORM = 0.75
#: Typed bare into a look-up.
BARE = 0.3

_THAI_FORM = re.compile(r"\d{3}[-\s]\d[-\s]\d{5}[-\s]\d")
_SPACED_FORM = re.compile(r"\d{3}-\d-\d{5}-\d")
_ACCOUNT_WORD = Cue(
    r"บัญชี(?!ผู้ใช้|ไลน์|ทรูไอดี|ทรู|เฟส|facebook|lazada|shopee)|บช\.?|บ/ช|เลข บช|เลขที่โอน|โอนเข้า|โอนมาที่|"
    r"โอนไปที่|"
    r"โอนเงินไป|โอนไป|\baccounts?\b|\bacct?s?\b|\ba/c\b|\bacc\.|\biban\b|គណនី|កុង"
)
_PHONE_WORD = Cue(
    r"เบอร์|โทร|มือถือ|ติดต่อ|\bphone|\bcall|\btel\b|\bmobile|\bwhatsapp\b|\bsms\b|ទូរស័ព្ទ|ទូរសព្ទ|លេខទូរ|ហៅ|"
    r"พร้อมเพย์|promptpay"
)
_NOT_ACCOUNT = Cue(
    r"(?:\bref(?:erence)?|\btn|\botp|\bcode|\border|\binvoice|\btracking|\bparcel|\bcase|\bticket|"
    r"\bbooking|\btransaction|\bid card|"
    r"รหัส|อ้างอิง|พัสดุ|คำสั่งซื้อ|ใบแจ้งหนี้|เลขคดี|เลขรับแจ้ง|บัตรประชาชน|กรมธรรม์|สัญญา|លេខយោង|លេខកូដ|អត្តសញ្ញាណ)"
    r"[\s.:#=()/\-]*(?:no|number|id|code|คือ|เลขที่|หมายเลข|is)?[\s.:#=()\-]*$"
)
_BANKS = "|".join(
    rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
    for word in sorted(SPELLINGS, key=len, reverse=True)
)
_BANK = Cue(_BANKS)
#: Money goes to a bank's name and a number right behind it: the account, even where the digits could be a phone's.
_NAMED_ACCOUNT = Cue(
    rf"(?:\bto|\binto|เข้า|ไป|ไปที่|ទៅ|ចូល)\s?(?:ธนาคาร|ธ\.|"
    rf"ធនាគារ)?\s?(?:{_BANKS})(?<!money)(?<!มันนี่)(?<!วอเลท)(?<!wing)(?<!វីង)[\s:]{{0,2}}$"
)
#: Money goes to a number by itself: an account, where it is no phone's.
_PAID_TO = Cue(r"(?:ផ្ទេរ|វេរ|បង់|ផ្ញើ)(?:លុយ|ប្រាក់)?[^.;។\n]{0,12}(?:មក|ទៅ|ចូល)\s?$")
#: E-wallets whose numbers may have eight digits.
_SHORT = frozenset({"WING"})
_REACH = 48


def read_account(value: str, *, bank: str = "", confidence: float = BARE) -> list[Reading]:
    """Reads one value as an account of 9 to 15 digits.

    Args:
        value: as written, separators space . - allowed; a bank's name may stand beside the number.
        bank: the bank as named elsewhere (a `suspect_bank` column), in any spelling.
        confidence: what the place of the value is worth.
    """
    text = fold(value).strip()
    numbers = re.findall(r"\d[\d .\-]*\d", text)
    if len(numbers) != 1:
        return []
    digits, words = re.sub(r"\D", "", numbers[0]), text.replace(numbers[0], " ")
    if not 9 <= len(digits) <= 15 or re.search(r"[+@/]", words):
        return []
    sure = max(confidence, FORM) if _SPACED_FORM.fullmatch(numbers[0]) else confidence
    return [Reading(Kind.BANK_ACCOUNT, digits, sure, bank_code(bank) or bank_code(words))]


def find_accounts(folded: Folded, found: list[Run], claims: Claims) -> Iterator[Candidate]:
    """Finds the accounts among the runs of digits."""
    for run in found:
        end = 0
        for chosen in windows(run.groups, 8, 15):
            if chosen[0].start < end or "+" in run.prefix(chosen[0]) or not run.bounded(chosen):
                continue
            candidate = _candidate(folded, chosen) if _near_words(run, chosen) else None
            if candidate is not None and claims.free(candidate.start, candidate.end):
                end = candidate.end
                yield candidate


def _near_words(run: Run, chosen: tuple[Group, ...]) -> bool:
    """Says whether words can be near: inside a long run there are none, and only the Thai form counts."""
    start, end = chosen[0].start, chosen[-1].end
    near = start - run.start <= _REACH or run.end - end <= _REACH
    return near or _THAI_FORM.fullmatch(run.text[start:end]) is not None


def _candidate(folded: Folded, chosen: tuple[Group, ...]) -> Candidate | None:
    start, end = chosen[0].start, chosen[-1].end
    head, tail = before(folded, start, _REACH), after(folded, end, 24)
    form = _THAI_FORM.fullmatch(folded.plain[start:end]) is not None
    if _NOT_ACCOUNT.search(head):
        return None
    bank, worded = _bank_near(head, tail), _worded(head) or _PAID_TO.search(head) is not None
    digits = "".join(group.digits for group in chosen)
    if len(digits) < 9 and bank not in _SHORT:
        return None
    if not (form or worded or (bank and _near_bank(head, tail))):
        return None
    if not form and not worded and not _NAMED_ACCOUNT.search(head) and read_phone(digits):
        return None
    confidence = SURE if form and (worded or bank) else WORDED if worded or bank else FORM
    return Candidate(start, end, (Reading(Kind.BANK_ACCOUNT, digits, confidence, bank),))


def _worded(head: str) -> bool:
    """Says whether the nearest word before is one for an account rather than for a phone."""
    account, phone = _last(_ACCOUNT_WORD, head), _last(_PHONE_WORD, head)
    return account >= 0 and account > phone and not re.search(r"\d{3}|\d\.\d", head[account:])


def _near_bank(head: str, tail: str) -> bool:
    bank, phone = _last(_BANK, head[-24:]), _last(_PHONE_WORD, head[-24:])
    if bank > phone and not re.search(r"\d{6}", head[-24:][bank:]):
        return True
    match = _BANK.search(tail)
    return match is not None and match.start() <= 14 and phone < 0 and not re.search(r"\d", tail[: match.start()])


def _bank_near(head: str, tail: str) -> str:
    """Gives the bank named nearest: just after, else last before; names of another number's bank don't reach here."""
    head = re.split(r"\d{6}", head)[-1]
    named = [match.group() for match in _BANK.finditer(head)]
    following = _BANK.search(re.split(r"\d{4}", tail)[0])
    close = following is not None and following.start() <= 14
    if named and not (close and len(head) - head.rfind(named[-1]) > 40):
        return SPELLINGS[named[-1]]
    return SPELLINGS[following.group()] if following and close else ""


def _last(pattern: Cue, text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)
