"""The words that say whose a value is, in Thai, Khmer and English: data for `cues`.

Each entry is a pattern over folded, lower-case text. `TIED` may stand anywhere in a value's window; `DIRECTED` ends
right before the value (at most a bank's name and a word for "number" between); `REPORTER` says the value is the
reporter's or victim's own; `TURNED_TO` that the reporter
turned to somebody. Families: what a value is used
for, since "press" ties a link but not the number of a call centre.
"""

import re
from collections.abc import Mapping
from enum import Enum, auto

from spean.model import FACTS, Kind
from spean.vocab.banks import SPELLINGS


class Family(Enum):
    """What people do with a value."""

    CALL = auto()
    PAY = auto()
    OPEN = auto()
    ADD = auto()


FAMILIES: Mapping[Kind, Family] = {
    Kind.PHONE: Family.CALL,
    Kind.BANK_ACCOUNT: Family.PAY,
    Kind.PROMPTPAY: Family.PAY,
    Kind.BTC: Family.PAY,
    Kind.ETH: Family.PAY,
    Kind.TRON: Family.PAY,
    Kind.URL: Family.OPEN,
    Kind.DOMAIN: Family.OPEN,
    Kind.LINE: Family.ADD,
    Kind.TELEGRAM: Family.ADD,
}


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_BANK_NAMES = "|".join(re.escape(word) for word in SPELLINGS)
_NUMBER_WORDS = (
    r"(?:\s|:|#|=|\(|\.|-|'|ธนาคาร|ธ\.|เลขที่|เลข|บัญชี|บช|ชื่อ|หมายเลข|เบอร์|โทรศัพท์|โทร|มือถือ|พร้อมเพย์|กระเป๋า|"
    r"วอลเล็ท|ปลายทาง|ที่|คือ|ดังนี้|ต่อไปนี้|"
    r"promptpay|accounts?|acct?|a/c|number|numbers?|no|wallet|address|bank|phone|mobile|the|this|an?|his|"
    r"her|their|following|btc|bitcoin|eth|usdt|tron|trc20|erc20|"
    r"លេខ|គណនី|ធនាគារ|ទូរស័ព្ទ|កាបូប|" + _BANK_NAMES + r")*$"
)
_PRONOUN = r"(?:ฉัน|ผม|หนู|ดิฉัน|ข้าพเจ้า|ตัวเอง|ผู้แจ้ง|ผู้เสียหาย|ผู้ร้อง|เรา(?!า)|พ่อ|แม่|ลูกสาว|ลูกชาย|ยาย)"
_OWN = rf"(?:ของ)?{_PRONOUN}|ของ(?:คุณ|ท่าน|ลูกค้า)"
#: "My online friend's" is not the reporter's own.
_STRANGER = r"(?:\w*friend|lover|advis[eo]r|broker|trader|recruiter|agent|seller|manager|boss|contact|match)\b"
_OWN_ENGLISH = (
    r"(?:my|our|your|the victim's|victim's|victim|complainant's|complainant|reporter's|"
    r"reporter)(?: own)? (?:(?!" + _STRANGER + r")[\w'-]+ ){0,2}"
)

# -- the reporter's own -------------------------------------------------------------------------------------
_OWN_ACCOUNT = (
    rf"(?:บัญชี|บ/ช|บช|กระเป๋า|เลขที่)[^\s\d]{{0,24}}?\s?(?:{_OWN})",
    rf"บัญชี[^\d]{{0,24}}?ของ(?:คุณ|ท่าน|ลูกค้า|{_PRONOUN})",
    _OWN_ENGLISH + r"(?:accounts?|acc|acct|a/c|wallet)\b",
    r"(?<!โอน)(?<!ส่ง)(?<!ฝาก)(?<!จ่าย)(?<!นำ)เงิน(?:โอน)?เข้า(?:บัญชี|บ/ช|บช)|รับโอน|(?<!เมื่อ)คืน(?:เงิน)?เข้า|"
    r"\breceived (?:in|into|to)\b|"
    r"គណនី[^\s\d]{0,16}\s?(?:របស់)?(?:ខ្ញុំ|ជនរងគ្រោះ|អ្នករាយការណ៍)",
)
_OWN_NUMBER = (
    rf"(?:เบอร์|หมายเลข|โทรศัพท์|มือถือ|พร้อมเพย์|ไลน์|ไอดี|ชื่อบัญชีผู้ใช้)[^\s\d]{{0,24}}?\s?(?:{_OWN})",
    rf"{_PRONOUN}(?:ใช้|มี|คือ)?(?:เบอร์|หมายเลข)|{_PRONOUN}\s(?:เบอร์|โทร\.?|หมายเลข)[^\d]{{0,12}}$",
    r"ติดต่อ(?:ฉัน|ผม|หนู|ดิฉัน|ข้าพเจ้า|ผู้แจ้ง|ผู้เสียหาย)|ติดต่อกลับ|โทรกลับ(?:มา|หา|ได้|ที่|ผม|ฉัน)",
    _OWN_ENGLISH + r"(?:number|phone|mobile|cell|tel|promptpay|line|telegram|id|whatsapp)\b",
    r"\b(?:contact|call|reach|phone|text|email|message) me(?: back)? (?:at|on|via|by)\b|"
    r"\bcall(?:ing)? me back\b|\b(?:i am|i'm) (?:at|on)\b|\bmine\b",
    r"(?:លេខ|ទូរស័ព្ទ|ឡាញ)[^\s\d]{0,32}\s?(?:របស់)?(?:ខ្ញុំ|ជនរងគ្រោះ|អ្នករាយការណ៍)|របស់ខ្ញុំ|ទាក់ទង(?:មក)?ខ្ញុំ|ហៅមកខ្ញុំវិញ",
)
_CALLED_OUT = (
    rf"(?<!หา)(?<!ให้){_PRONOUN}(?:ได้|จึง|เลย|ก็)?โทร(?!มา|เข้ามา)[^\d]{{0,24}}จาก",
    r"\b(?:i|we) (?:then |also |later |have |had )?(?:call|phon|text|messag|rang|contact|dial)(?:e?d)?\b"
    r"(?:(?!call|sms|text|message)[^.;\n]){0,40}?\b(?:from|using|with)\b",
    r"ខ្ញុំ(?:បាន)?(?:ហៅ|តេ)ទៅ[^\d]{0,24}ពី",
)
_REPORTED_BY = (r"(?:ผู้แจ้ง|ผู้เสียหาย|ผู้ร้อง|reporter|complainant|victim|ជនរងគ្រោះ)\s?[:\-(][^\d]{0,40}$",)
_PAID_BACK = (
    r"(?:(?:โอน|จ่าย|ส่ง|ขอ|รับ)?(?:เงิน)?คืน(?:เงิน|มา|ไป|ให้)|(?:โอน|จ่าย|ส่ง|ขอ)เงินคืน)"
    r"(?:[^\d]{0,12}(?:มาที่|ไปที่|เข้า|ให้|ที่))?",
    r"\b(?:return|refund|transfer|send|sent|pay|give|money)\w*\b[^.;\n]{0,40}\bback\b(?: to| into)?",
    r"\brefund(?:ed)?\b[^.;\n]{0,30}\bto\b",
    r"(?:ផ្ទេរ|ប្រគល់|សង|ផ្ញើ)[^\d]{0,30}វិញ",
)
_CALLED_AT = (
    rf"(?:โทร|ส่ง|ติดต่อ)[^\d\s]{{0,16}}(?:หา|ถึง|มา|เข้า)\s?{_PRONOUN}?\s?(?:ที่|เข้า|ทาง|ยัง)+(?:ที่)?\s?(?:เบอร์|"
    rf"หมายเลข|มือถือ)",
    r"\b(?:called|phoned|texted|messaged|contacted|rang|reached|calls?|text|sms)(?: to)?(?: me| us| him|"
    r" her| my \w+| the victim)? (?:at|on)(?: \w+){0,2}\s?$",
    r"ហៅមកលេខ|ហៅមកខ្ញុំ(?:តាម)?លេខ|ហៅចូលលេខ",
)
_FROM_OWN = (
    rf"(?:โอน|ตัด|หัก|ถอน)[^\d]{{0,24}}?(?:ออก)?จาก(?:บัญชี|บช|ธนาคาร|พร้อมเพย์)?[^\d]{{0,12}}$|"
    rf"(?:ออก)?จากบัญชี(?:{_OWN})?|ตัดบัญชี",
    r"\bfrom (?:my|our|his own|her own|the victim's?|victim)\b|\b(?:transferred|sent|paid|debited|"
    r"withdrawn) (?:[^.;\n]{0,40} )?from (?:account|acc|a/c)?[^.;\n]{0,16}$",
    r"ពីគណនី|ចេញពីគណនី",
)
_OWN_SITE = (
    rf"(?:เว็บ|เพจ|ร้าน|ลิงก์)[^\s\d]{{0,12}}(?:ของ){_PRONOUN}",
    r"\b(?:my|our) (?:own )?(?:[\w-]+ )?(?:website|site|page|shop|blog|company|domain)\b",
    r"(?:គេហទំព័រ|ផេក|ហាង)[^\s\d]{0,12}របស់ខ្ញុំ",
)
REPORTER: Mapping[Family, re.Pattern[str]] = {
    Family.CALL: _any(*_OWN_NUMBER, *_CALLED_AT, *_CALLED_OUT, *_REPORTED_BY),
    Family.PAY: _any(*_OWN_ACCOUNT, *_OWN_NUMBER, *_FROM_OWN, *_PAID_BACK, *_REPORTED_BY),
    Family.OPEN: _any(*_OWN_SITE),
    Family.ADD: _any(*_OWN_NUMBER),
}
REPORTER_AFTER = _any(
    rf"\s*\(?(?:ซึ่ง)?(?:คือ|เป็น)?(?:เบอร์|บัญชี|หมายเลข)?(?:ของ){_PRONOUN}|\s*\(?(?:ซึ่ง)?(?:คือ|เป็น)(?:เบอร์|บัญชี|"
    rf"หมายเลข){_PRONOUN}",
    r"\s*,?\s*\(?(?:is|which is|that is|was|being) (?:mine|my|our|the victim's)\b|\s*\((?:mine|my|"
    r"victim)\b",
    r"\s*(?:ជា)?(?:លេខ|គណនី)?(?:របស់)ខ្ញុំ|\s*ជាលេខខ្ញុំ",
)
#: Between "my number" and the number it names.
LEADS_ON = re.compile(r"(?:\s|:|=|-|คือ|ที่|เป็น|number|phone|account|mobile|is|เบอร์|โทร|គឺ|ជា)*")

# -- the offender's -----------------------------------------------------------------------------------------
_OFFENDER = r"(?:มิจฉาชีพ|คนร้าย|ผู้ต้องหา|ผู้ต้องสงสัย|แก๊งคอลเซ็นเตอร์|แก๊ง)"
_OFFENDERS_OWN = (
    rf"(?:เบอร์|หมายเลข|บัญชี|ไลน์|เว็บ|ลิงก์|เพจ)[^\s\d]{{0,16}}{_OFFENDER}[^\d]{{0,12}}$|"
    rf"(?:{_OFFENDER}|คนขาย|ผู้ขาย|ผู้ชักชวน|ปลายสาย|คนที่โทรมา)(?:ได้)?ใช้\s?(?:เบอร์|หมายเลข|บัญชี|ไลน์|line|telegram|เทเลแกรม)|"
    r"บัญชีม้า|บัญชีปลายทาง",
    r"\b(?:scammer|suspect|fraudster|offender|caller)(?:'s)? (?:used |uses |gave (?:me |us )?)?(?:the |"
    r"an? )?(?:[\w-]+ )?(?:number|phone|account|line|telegram|wallet|website|site|id)\b",
    r"\b(?:mule|receiving|beneficiary|destination|fake|scam|fraudulent) (?:[\w-]+ )?(?:account|wallet|"
    r"website|site|page|link|app|number)\b",
    r"(?:លេខ|គណនី)(?:របស់)?(?:ជនឆបោក|ជនសង្ស័យ|អ្នកបោក)|(?:អ្នកលក់|ជនឆបោក|អ្នកបោក)(?:បាន)?ប្រើ(?:លេខ|គណនី)",
)
_INTEREST = (r"สนใจ[^\d]{0,30}?(?:ติดต่อ|โทร|แอด|ทัก|สมัคร|เพิ่ม)|หาก[^\d\s]{0,10}สนใจ|สนใจงาน",)
_CALLED_FROM = (
    r"โทร(?:ศัพท์)?(?:เข้า)?(?:มา)?(?:หา)?" + _PRONOUN + r"?\s?(?:จาก|ด้วย|โดยใช้)",
    r"(?:sms|ข้อความ|สายเรียกเข้า|สายโทรเข้า|สายโทรศัพท์|สายเข้า|มีสาย)[^\d]{0,12}จาก|(?:โทร|"
    r"ส่ง)[^\d]{0,24}จาก(?:เบอร์|หมายเลข|เลข)",
    r"โทร(?:ศัพท์)?(?:เข้า)?มา\s?(?:ที่)?$|รับสาย(?:จาก)?",
    r"\b(?:call|phon|text|messag|ring|contact|sms)(?:s|ed|e|es|ing|ings|er)?\b[^.;\n\d]{0,40}\b(?:from|"
    r"using|via)\b|\b(?:sms|calls?|texts?|messages?|whatsapp) (?:[\w-]+ ){0,3}from\b|"
    r"\bmissed calls? from\b",
    r"ហៅ(?:ទូរស័ព្ទ)?(?:មក)?[^\d]{0,24}ពី|តេមក[^\d]{0,16}ពី|ទូរស័ព្ទមក[^\d]{0,16}ពី|ផ្ញើសារ[^\d]{0,16}ពី|ពីលេខ",
)
_PAID_TO = (
    r"โอน[^\n]{0,60}?(?:ไป|เข้า|ให้|ยัง|มาที่|มายัง|ได้ที่|ผ่าน)",
    r"(?:จ่าย|ฝาก|เติม|ชำระ|ส่ง)(?:เงิน|ค่า)?[^\n]{0,40}?(?:ไปที่|ไปยัง|เข้า|ให้|มาที่|ได้ที่)|ไปบัญชี|ไปที่บัญชี|ไปยังบัญชี",
    r"\b(?:transfer(?:red|ring)?|sent|send(?:ing)?|paid|pay(?:ing|ment)?|wir(?:e|ed|ing)|deposit(?:ed|"
    r"ing)?|remit(?:ted)?)\b[^.;!?\n]{0,70}?\b(?:to|into|in)\b(?! (?:my|your|our|me|us)\b)",
    r"(?:ផ្ទេរ|វេរ|បង់|ដាក់|ផ្ញើ)(?:ប្រាក់|លុយ)?[^.;!?។\n]{0,50}?(?:ទៅ|ចូល|មក)|ទៅគណនី|ចូលគណនី",
)
_PAID_TO_PHONE = (
    r"โอน[^\d\n]{0,24}(?:พร้อมเพย์|วอเลท|วอลเล็ท|ทรูมันนี่|wallet|truemoney|wing)[^\d\n]{0,12}$",
    r"\b(?:transfer(?:red)?|sent|send|paid|pay)\b[^.;!?\n]{0,50}?\b(?:to|"
    r"into)\b[^.;!?\n\d]{0,20}\b(?:promptpay|truemoney|wing|wallet)\b[^\d]{0,12}$",
)
_NOT_OWN_ACT = "".join(rf"(?<!{word})" for word in ("ผม", "ฉัน", "หนู", "เคย", "ได้"))
_OPENED = (
    r"คลิ[๊้]?ก|กด|จิ้ม|แตะ(?!ะ)|ลิ[้]?[งง][กค]์|เข้าไปที่|เว็บ(?:ไซต์|ไซด์)?ปลอม|ทักมาที่|ยืนยัน(?:ตัวตน|ข้อมูล|ที่|สิทธิ์)",
    _NOT_OWN_ACT + r"(?:ลงทะเบียน|สมัคร|โหลด|ติดตั้ง|เข้าเว็บ)",
    r"\bclick(?:ed|ing)?\b|\btap(?:ped)?\b|\bvisit\b|\blog ?in\b(?:to)?|\bsign up\b",
    r"\bopen(?:ed)? (?:the |this |a )?(?:link|site|page|website)\b|\blinks?\b|\bdownload\b|\binstall\b",
    r"\bverify (?:at|here|your)|\bregister (?:at|on|here|via)|\binvest(?:ed|ing)? (?:on|in|via|through|at)\b",
    r"\b(?:website|site|platform|app|page) (?:called|named)\b|\bjoin(?:ed)?\b",
    r"ចុច|តំណ|លីង|លីន|ចូលទៅ|ដោនឡូត|ទាញយក|ចុះឈ្មោះ|គេហទំព័រក្លែង",
)
_ADDED = (
    r"แอ็?ด(?!ไว|มิน)|เพิ่มเพื่อน|เพิ่ม\s?$|เพิ่ม\s?(?:line|ไลน์)|ทัก(?!ษ)|ติดต่อ(?:สมัคร|งาน|แอดมิน|เจ้าหน้าที่)|คลิ[๊้]?ก|"
    r"กด(?!ไล)|คุยต่อ|คุยกัน|คุยทาง",
    r"\badd(?:ed|ing)?\b|\bjoin(?:ed)?\b|\bcontact(?:ed)? (?:him|her|them|us|admin)\b|\bclick\b|"
    r"\b(?:chat(?:ted)?|talk(?:ed)?|spoke|messaged me|contacted me|texted me|wrote to me)\b",
    r"\b(?:message|chat|contact|text)(?:s|ed)?\b[^.;\n]{0,30}\b(?:from|by)\b|ข้อความ(?:มา)?จาก|ทักมาจาก",
    r"បន្ថែម|អេត|អាត់|ចុច|ឆាត|សារពី",
)
TIED: Mapping[Family, re.Pattern[str]] = {
    Family.CALL: _any(*_OFFENDERS_OWN, *_INTEREST, *_CALLED_FROM, *_PAID_TO_PHONE),
    Family.PAY: _any(*_OFFENDERS_OWN, *_PAID_TO),
    Family.OPEN: _any(*_OFFENDERS_OWN, *_OPENED, *_INTEREST),
    Family.ADD: _any(*_OFFENDERS_OWN, *_ADDED, *_INTEREST),
}
#: How far before a value a tie may end, in characters: a link follows its "click", a payee comes at the end.
REACH: Mapping[Family, int] = {Family.CALL: 70, Family.PAY: 110, Family.OPEN: 48, Family.ADD: 60}
_TO = r"(?:เข้า|ไปที่|ไปยัง|ไปให้|ไป|ให้|ยัง|\bto\b|\binto\b|ទៅ|ចូល)"
DIRECTED: Mapping[Family, re.Pattern[str]] = {
    Family.CALL: re.compile(
        rf"(?:จาก|ពី|\bfrom\b|โอน[^\d\n]{{0,24}}{_TO})" + _NUMBER_WORDS.replace("|ปลายทาง|ที่", "|ปลายทาง")
    ),
    Family.PAY: re.compile(_TO + _NUMBER_WORDS),
    Family.OPEN: re.compile(r"(?!)"),
    Family.ADD: re.compile(r"(?:แอด|เพิ่มเพื่อน|\badd(?:ed)?)[^\d\s]{0,8}\s*(?:line|ไลน์|telegram|id|[\s:@])*$"),
}
AFTER: Mapping[Family, re.Pattern[str]] = {
    Family.CALL: _any(
        rf"\s*(?:ได้)?(?:โทร(?:ศัพท์)?(?:เข้า)?มา|โทรหา{_PRONOUN}|ส่งข้อความมา|ส่งลิงก์|ส่งลิงค์|ทักมา|อ้างตัว|อ้างว่า|"
        rf"แอบอ้าง|หลอก)",
        r"\s*,?\s*(?:which |who |that |has |have |had |kept |keeps )?(?:called|phoned|texted|messaged|"
        r"contacted|rang|calling|calls) (?:me|us|my|him|her|the victim|claiming|and (?:said|claimed|told))",
        r"\s*,?\s*(?:who |which )?(?:told|asked|ordered|instructed) (?:me|us|him|her|them|the victim) to "
        r"(?:pay|transfer|send|click|add|invest|deposit|install)\b",
        r"\s*,?\s*(?:who |which )?(?:claimed|pretend(?:ed|ing)|impersonat(?:ed|ing))",
        r"\s*(?:បាន)?(?:ហៅមក|តេមក|ទូរស័ព្ទមក|ផ្ញើសារមក|អះអាង|បន្លំ)",
    ),
    Family.PAY: _any(r"\s*(?:ซึ่งเป็น)?บัญชีม้า|\s*,?\s*\(?(?:a |the )?(?:mule|scammer|fraud)"),
    Family.OPEN: _any(
        r"\s*(?:เป็น|คือ)เว็บ(?:ไซต์)?ปลอม|\s*,?\s*(?:is|was|which (?:is|was)) (?:a )?(?:fake|scam|fraud|"
        r"phishing)|\s*ก្លែង"
    ),
    Family.ADD: _any(
        r"\s*(?:ทักมา|แอดมา|ส่งข้อความมา|ส่งลิงก์|หลอก)",
        r"\s*,?\s*(?:which |who )?(?:messaged|contacted|added|texted) (?:me|us|him|her)",
    ),
}

# -- neither ------------------------------------------------------------------------------------------------
TURNED_TO = _any(
    r"แจ้งความ|โทรแจ้ง|แจ้ง(?:เหตุ|ตำรวจ|ธนาคาร|ไปที่|ที่|อายัด)|ร้องเรียน|สายด่วน|ศูนย์(?:รับแจ้ง|aoc|บริการ)|"
    r"คอลเซ็นเตอร์(?:ธนาคาร|ของธนาคาร)|สถานีตำรวจ|สภ\.|สน\.|โรงพยาบาล|รพ\.|ปรึกษา|สอบถาม|ยกเลิก",
    rf"{_PRONOUN}(?:ได้|จึง|เลย)?โทร(?:ไป|หา|กลับ)|จึงโทร(?:ไป|หา)|หากมีข้อสงสัย|ติดต่อธนาคาร",
    r"\b(?:i|we|he|she|they) (?:then |also |immediately |later |have |had )?(?:called|phoned|rang|"
    r"contacted|dialled|dialed|call)\b(?! from)|\bthen (?:called|phoned|contacted)\b",
    r"\breport(?:ed|ing)?\b[^.;\n]{0,40}\b(?:to|at|via|with)\b|\bhotline\b|\bcall cent(?:er|re)\b|"
    r"\bpolice (?:station|hotline)\b|\bhospital\b|\bcustomer service\b|\bcomplain(?:ed)? to\b|"
    r"\binform(?:ed)? (?:the |my )?(?:bank|police)\b|\b(?:tell|told|asked|warned) (?:the |my )?(?:bank|"
    r"police)\b",
    r"រាយការណ៍|ប្តឹង|ប៉ុស្តិ៍|ប៉ូលិស|នគរបាល|មន្ទីរពេទ្យ|លេខបន្ទាន់|ខ្ញុំ(?:បាន)?(?:ហៅ|តេ)ទៅ",
)
#: An office named as the one that has the number. What else they turned to (a number called back, an account asked
#: to be frozen) is untied, so that it can still be the offender's by another place in the report.
OFFICE = _any(
    r"สายด่วน|สถานีตำรวจ|สภ\.|สน\.|โรงพยาบาล|รพ\.|ศูนย์(?:รับแจ้ง|aoc)|แจ้งความที่",
    r"\bhotline\b|\bpolice station\b|\bhospital\b|\breport(?:ed)?\b[^.;\n]{0,40}\bpolice\b",
    r"មន្ទីរពេទ្យ|ប៉ុស្តិ៍|លេខបន្ទាន់",
)
_FRIENDS = r"(?:เพื่อน|ญาติ|พี่สาว|พี่ชาย|น้องสาว|น้องชาย|ลูกสาว|ลูกชาย|สามี|ภรรยา|แฟน)"
#: What unties: nobody accuses the friend who called to warn, or the newspaper that wrote about it.
NEUTRAL: Mapping[Family, re.Pattern[str]] = {
    Family.CALL: _any(
        rf"(?<!เป็น)(?<!ว่า){_FRIENDS}(?:ผม|ฉัน|หนู|ของ[^\s\d]{{1,8}})?\s?โทร",
        r"\bmy (?:friend|husband|wife|son|daughter|mother|father|sister|brother|neighbou?r|boss|colleague|lawyer|"
        r"bank)s? "
        r"(?:then |also |later )?(?:called|phoned|texted|messaged|contacted)\b",
        r"មិត្តភក្តិ(?:ខ្ញុំ)?[^\d]{0,8}(?:ហៅ|តេ)មក",
    ),
    Family.OPEN: _any(
        r"\bnews\b|\barticles?\b|\b(?:real|genuine) (?:web)?(?:site|page)\b|\bofficial (?:web)?(?:site|"
        r"page) (?:is|at)\b",
        r"ข่าว|เว็บ(?:ไซต์)?จริง|ของจริง|ព័ត៌មាន",
    ),
}
#: Somebody of the reporter's own, who may well have called them.
RELATION = re.compile(
    r"\bmy (?:friend|husband|wife|son|daughter|mother|father|sister|brother|neighbou?r|boss|colleague|lawyer|"
    r"doctor|bank)\b|"
    rf"{_FRIENDS}(?:ผม|ฉัน|หนู|ของ)|ทนาย|មិត្តភក្តិខ្ញុំ|មេធាវី"
)
CONNECTOR = re.compile(
    r"\s*(?:และ|หรือ|กับ|and|or|then|&|/|,|\||និង|ឬ|\+|-|\(|\))?\s*"
    r"(?:line|ไลน์|telegram|id|tel\.?|phone|mobile|เบอร์|โทรศัพท์|โทร\.?|หมายเลข|มือถือ|ลิงก์|บัญชี|:|@|\s)*"
)
#: The whole window between two ends of one act ("transferred from 111 to 222", "called 081 … from 089 …"), and the
#: act that must stand before them in the sentence.
CONTINUED: Mapping[Family, tuple[re.Pattern[str], re.Pattern[str]]] = {
    Family.PAY: (
        re.compile(r"[\s,]*(?:ไปที่|ไปยัง|ไป|เข้า|\bto\b|\binto\b|ទៅ|ចូល)" + _NUMBER_WORDS),
        re.compile(r"โอน|จ่าย|ฝาก|ชำระ|\b(?:transfer|sen[dt]|pa(?:id|y)|wire|deposit|remit)|ផ្ទេរ|វេរ|បង់"),
    ),
    Family.CALL: (
        re.compile(r"[\s,]*(?:จาก|\bfrom\b|ពី)" + _NUMBER_WORDS),
        re.compile(r"โทร|ส่งข้อความ|sms|\b(?:called|phoned|texted|messaged|rang|calls?)\b|ហៅ|តេមក|ទូរស័ព្ទមក"),
    ),
}

if FAMILIES.keys() | FACTS != set(Kind):  # pragma: no cover - a kind was added without a family
    raise AssertionError("every kind is a fact or has a family")
