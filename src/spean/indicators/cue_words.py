"""The words that say whose a value is, in Thai, Khmer and English: data for `cues`.

Each entry is a pattern over folded, lower-case text. `TIED` may stand anywhere in a value's window; `DIRECTED` ends
right before the value (at most a bank's name and a word for "number" between); `REPORTER` says the value is the
reporter's or victim's own. Families: what a value is used for, since "press" ties a link but not the number of a
call centre. Words that keep a value neutral are in `bystander_words`, which builds on these.
"""

import re
from collections.abc import Mapping
from enum import Enum, auto

from spean.indicators.cue import Cue
from spean.model import FACTS, Kind
from spean.vocab.banks import SPELLINGS


class Family(Enum):
    """What people do with a value."""

    CALL = auto()
    PAY = auto()
    OPEN = auto()
    ADD = auto()
    HOLD = auto()


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
    Kind.WHATSAPP: Family.CALL,
    Kind.FACEBOOK: Family.ADD,
    Kind.EMAIL: Family.ADD,
    Kind.IPV4: Family.OPEN,
    Kind.IPV6: Family.OPEN,
    Kind.BAKONG: Family.PAY,
    Kind.EMV_QR: Family.PAY,
    Kind.THAI_ID: Family.HOLD,
    Kind.IMEI: Family.HOLD,
    Kind.PLATE: Family.HOLD,
    Kind.BANK_CASE_ID: Family.HOLD,
}


def any_of(*patterns: str) -> Cue:
    """Gives one pattern that matches wherever one of several does."""
    return Cue("|".join(patterns))


_BANK_NAMES = "|".join(re.escape(word) for word in SPELLINGS)
_NUMBER_WORDS = (
    r"(?:\s|:|#|=|\(|\.|-|'|ธนาคาร|ธ\.|เลขที่|เลข|บัญชี|บช|ชื่อ|หมายเลข|เบอร์|โทรศัพท์|โทร|มือถือ|พร้อมเพย์|"
    r"กระเป๋า|"
    r"วอลเล็ท|ปลายทาง|ที่|คือ|ดังนี้|ต่อไปนี้|"
    r"promptpay|accounts?|acct?|a/c|number|numbers?|no|wallet|address|bank|phone|mobile|the|this|an?|his|"
    r"her|their|following|btc|bitcoin|eth|usdt|tron|trc20|erc20|"
    r"លេខ|គណនី|ធនាគារ|ទូរស័ព្ទ|កាបូប|" + _BANK_NAMES + r")*$"
)
PRONOUN = (
    r"(?:ฉัน|ผม|หนู|ดิฉัน|ข้าพเจ้า|ตัวเอง|ผู้แจ้ง|ผู้เสียหาย|เหยื่อ|ผู้ร้อง|ผู้ถูกโทร|เรา(?!า)|พ่อ(?!ค้า)|"
    r"แม่(?!ค้า)|ลูกสาว|ลูกชาย|ยาย)"
)
_PEOPLE_KHMER = r"(?:ខ្ញុំ|ជនរងគ្រោះ|អ្នករងគ្រោះ|អ្នករាយការណ៍|ដើមបណ្តឹង)"
KIN_KHMER = (
    r"(?:ម្តាយ|ឪពុក|ប្អូន(?:ស្រី|ប្រុស)|បង(?:ស្រី|ប្រុស)|កូន(?:ស្រី|ប្រុស)|ប្តី|ប្រពន្ធ|ក្មួយ|"
    r"មិត្តភក្តិ)(?:របស់)?(?:ខ្ញុំ|ជនរងគ្រោះ)"
)
_OWN = rf"(?:ของ)?{PRONOUN}|ของ(?:คุณ|ท่าน|ลูกค้า)"
#: "My online friend's" is not the reporter's own.
_STRANGER = r"(?:\w*friend|lover|advis[eo]r|broker|trader|recruiter|agent|seller|manager|boss|contact|match)\b"
_OWN_ENGLISH = (
    r"(?:my|our|your|(?:victim|complainant|reporter)(?:'s)?)"
    r"(?: own)? (?:(?!" + _STRANGER + r"|(?:on|in|from|via|by|and|to|at|with|is|was|who|that)\b)[\w'-]+ ){0,2}"
)

# -- the reporter's own -------------------------------------------------------------------------------------
_OWN_ACCOUNT = (
    rf"(?:บัญชี|บ/ช|บช|กระเป๋า|เลขที่)[^\s\d]{{0,24}}?\s?(?:{_OWN})",
    rf"บัญชี[^\d]{{0,24}}?ของ(?:คุณ|ท่าน|ลูกค้า|{PRONOUN})",
    _OWN_ENGLISH + r"(?:accounts?|acc|acct|a/c|wallet)\b",
    r"(?<!โอน)(?<!ส่ง)(?<!ฝาก)(?<!จ่าย)(?<!นำ)เงิน(?:โอน)?เข้า(?:บัญชี|บ/ช|บช)|(?<!ผู้)รับโอน|"
    r"(?<!เมื่อ)คืน(?:เงิน)?เข้า|"
    r"\breceived (?:in|into|to)\b|"
    rf"(?:គណនី|លេខ|aba|wing|acleda)[^\d\n]{{0,16}}(?:របស់)?{KIN_KHMER}",
    r"គណនី[^\s\d]{0,16}\s?(?:របស់)?(?:ខ្ញុំ|ជនរងគ្រោះ|អ្នករាយការណ៍)",
)
_OWN_NUMBER = (
    rf"(?:เบอร์|หมายเลข|โทรศัพท์|มือถือ|พร้อมเพย์|ไลน์|ไอดี|ชื่อบัญชีผู้ใช้)[^\s\d]{{0,24}}?\s?(?:{_OWN})",
    rf"{PRONOUN}(?:ใช้|มี|คือ)?(?:เบอร์|หมายเลข)|{PRONOUN}\s(?:เบอร์|โทร\.?|หมายเลข)[^\d]{{0,12}}$",
    r"ติดต่อ(?:ฉัน|ผม|หนู|ดิฉัน|ข้าพเจ้า|ผู้แจ้ง|ผู้เสียหาย)|ติดต่อกลับ|โทรกลับ(?:มา|หา|ได้|ที่|ผม|ฉัน)",
    _OWN_ENGLISH + r"(?:number|phone|mobile|cell|tel|promptpay|line|telegram|id|whatsapp)\b",
    r"\b(?:contact|call|reach|phone|text|email|message) me(?: back)? (?:at|on|via|by)\b|"
    r"\bcall(?:ing)? me back\b|\b(?:i am|i'm) (?:at|on)\b|\bmine\b",
    r"เครื่องที่รับสาย[^\d\n]{0,12}$|(?:^|\s)to:\s?$|(?:ถึง|ผู้รับ)\s?:\s?$",
    rf"(?:{_PEOPLE_KHMER}|{KIN_KHMER})(?:បាន)?ប្រើ(?:\s?whatsapp|\s?telegram)?\s?លេខ",
    r"(?:លេខ|ទូរស័ព្ទ|ឡាញ)[^\s\d]{0,32}\s?(?:របស់)?(?:ខ្ញុំ|ជនរងគ្រោះ|អ្នករងគ្រោះ|អ្នករាយការណ៍)|របស់ខ្ញុំ|"
    r"ខ្ញុំឈ្មោះ[^\d]{0,32}$|^\s*ខ្ញុំ\s[^\d]{0,20}$|"
    r"(?:ទាក់ទង|ទំនាក់ទំនង)(?:មក)?ខ្ញុំ|ហៅមកខ្ញុំវិញ",
)
_CALLED_OUT = (
    rf"(?<!หา)(?<!ให้){PRONOUN}(?:ได้|จึง|เลย|ก็)?โทร(?!มา|เข้ามา)[^\d]{{0,24}}จาก",
    r"\b(?:i|we) (?:then |also |later |have |had )?(?:call|phon|text|messag|rang|contact|dial)(?:e?d)?\b"
    r"(?:(?!call|sms|text|message)[^.;\n]){0,40}?\b(?:from|using|with)\b",
    r"(?<!หา)(?<!ให้)(?:ผู้แจ้ง|ผู้เสียหาย|เหยื่อ|ผู้ร้อง)(?:ได้)?(?:โทร|ติดต่อ)[^\d]{0,40}(?:จาก|ด้วย|โดยใช้)",
    r"(?:โทร|ติดต่อ)[^\d]{0,8}(?:แจ้ง(?!ว่า)|สายด่วน|191|1441|1599|ร้องเรียน)[^\n]{0,24}(?:จาก|ด้วย|"
    r"โดยใช้)(?:เบอร์|หมายเลข)",
    r"\b(?:victims?|complainants?|reporters?|informants?)\b(?:(?!\b(?:was|were|received|got|by)\b)[^;\n]){0,40}?"
    r"\b(?:call|phon|text|messag|rang|contact|dial)(?:e?d|ing)?\b[^.;\n]{0,40}\b(?:from|using|with)\b",
    r"\b(?:call|phon|rang|ring|contact|dial)\w*\b[^.;\n]{0,30}\b(?:hotline|1441|191|117|police|station|in|"
    r"to report|to complain|"
    r"(?:the|my|our) (?:bank|centre|center|desk))\b(?:(?!\bcall|\bgot\b|received)[^.;\n]){0,20}\b(?:from|using)\b",
    r"(?:ខ្ញុំ|ជនរងគ្រោះ|អ្នករាយការណ៍)(?:បាន)?(?:ហៅ|តេ|ទូរស័ព្ទ)(?:មក|ទៅ)?[^\d]{0,32}ពី",
)
_REPORTED_BY = (
    r"(?:ผู้แจ้ง|ผู้เสียหาย|ผู้ร้อง|เหยื่อ|reporter|complainant|victims?|"
    r"informant)(?:'s contact)?\s?[:,\-(][^\d]{0,40}$",
    r"(?:ผู้เสียหาย|ผู้แจ้ง|เหยื่อ|ผู้ร้อง)(?:ชื่อ|คือ)[^\d\n]{0,36}$",
    r"เหยื่อ[^\d]{0,16}(?:รายที่|คนที่) \d{1,2} ?(?:เบอร์|โทร|หมายเลข)|\b(?:victim|reporter)(?:'s)? contact\b",
    r"(?:ជនរងគ្រោះ|អ្នករងគ្រោះ|អ្នករាយការណ៍|ដើមបណ្តឹង)(?:(?!ជនឆបោក|ជនសង្ស័យ|ដោយ|ពី|ទៅ)[^\d]){0,24}$",
)
_PAID_BACK = (
    r"ได้(?:รับ)?(?:เงิน)?คืน[^\d\n]{0,24}$|បានប្រាក់(?:មក)?វិញ[^\d]{0,24}$",
    r"(?:(?:โอน|จ่าย|ส่ง|ขอ|รับ)?(?:เงิน)?คืน(?:เงิน|มา|ไป|ให้)|(?:โอน|จ่าย|ส่ง|ขอ)เงินคืน)"
    r"(?:[^\d]{0,12}(?:มาที่|ไปที่|เข้า|ให้|ที่))?",
    r"\b(?:return|refund|transfer|send|sent|pay|give|money)\w*\b[^.;\n]{0,40}\bback\b(?: to| into)?",
    r"\brefund(?:ed)?\b[^.;\n]{0,30}\bto\b",
    r"(?:ផ្ទេរ|ប្រគល់|សង|ផ្ញើ)[^\d]{0,30}វិញ",
)
_CALLED_AT = (
    rf"(?:โทร|ส่ง|ติดต่อ)[^\d\s]{{0,16}}(?:หา|ถึง|มา|เข้า)\s?{PRONOUN}?\s?(?:ที่|เข้า|ทาง|ยัง)+(?:ที่)?\s?(?:เบอร์|"
    rf"หมายเลข|มือถือ)",
    r"\b(?:called|phoned|texted|messaged|contacted|rang|reached|calls?|text|sms)(?: to)?(?: me| us| him|"
    r" her| my \w+| the victim)? (?:at|on)(?: (?!by\b|from\b)\w+){0,2}\s?$",
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
    rf"(?:เว็บ|เพจ|ร้าน|ลิงก์)[^\s\d]{{0,12}}(?:ของ){PRONOUN}",
    r"\b(?:my|our) (?:own )?(?:[\w-]+ )?(?:website|site|page|shop|blog|company|domain|"
    r"gateway|server|router|network|firewall|sensor|ip)\b|\b(?:victim|complainant)(?:'s)? (?:[\w-]+ )?(?:ip|site)\b",
    rf"ไอพี(?:[^\s\d]{{0,12}})?(?:ของ)?{PRONOUN}",
    r"(?:គេហទំព័រ|ផេក|ហាង)[^\s\d]{0,12}របស់ខ្ញុំ",
)
_OWN_MAIL = (
    rf"(?:อีเมล|อีเมล์|เมล|เมล์|เฟซบุ๊ก|เฟสบุ๊ค|เฟส)[^\s\d]{{0,24}}?\s?(?:{_OWN})",
    _OWN_ENGLISH + r"(?:e-?mail|mail|facebook|fb|profile|page|address)\b",
    r"(?:អ៊ីមែល|អ៊ីម៉ែល|ហ្វេស(?:ប៊ុក)?|តេឡេ(?:ក្រាម)?)[^\s\d]{0,16}\s?(?:របស់)?(?:ខ្ញុំ|ជនរងគ្រោះ|អ្នករងគ្រោះ)",
    rf"{PRONOUN}ใช้(?:อี?เมล[์]?|เมล์|ไลน์|เฟ[สซ]|เทเลแกรม)",
)
_OWN_THING = (
    rf"(?:รถ|ทะเบียน|เครื่อง|โทรศัพท์|มือถือ|บัตร|เลข|ป้าย)[^\d]{{0,24}}?(?:{_OWN})",
    rf"{PRONOUN}[^\d\n]{{0,24}}(?:บัตรประชาชน|เลขบัตร|ปชช|เลขประจำตัว|ขับรถ|ทะเบียน|imei)[^\d\n]{{0,16}}$",
    _OWN_ENGLISH + r"(?:car|truck|motorbike|motorcycle|vehicle|plate|id|card|identity|phone|handset|imei|"
    r"passport|licen[cs]e)\b",
    r"\b(?:victim|complainant|reporter|informant|owner)\b[^;\n]{0,40}$|\b(?:stolen|lost|snatched|"
    r"robbed)\b[^.;\n]{0,40}$",
    r"(?:ถูก(?:ขโมย|ลัก)|หาย|ที่หายไป)[^\n]{0,40}$",
    r"(?:រថយន្ត|ឡាន|ម៉ូតូ|ទូរស័ព្ទ|អត្តសញ្ញាណប័ណ្ណ|លេខ)[^\d]{0,24}(?:របស់)?(?<!ដឹក)(?<!យក)(?:ខ្ញុំ|ជនរងគ្រោះ|"
    r"អ្នករងគ្រោះ|ម្ចាស់)|បាត់|"
    r"ត្រូវបានលួច",
)
#: Who signs, or is to be called back.
_SIGNED = (
    r"\b(?:i'm|i am) (?!(?:being|getting|told|asked|supposed|under|sure|not|scared|worried|afraid|in|with|from|"
    r"stuck|still|"
    r"so|very|also|now|trying|the one)\b)(?:(?!\b(?:scam\w*|suspect\w*|they|he|she|from|by|to|told|seller|call\w*|"
    r"text\w*|chat\w*|talk\w*|wrote|paid|sent|and|but|who)\b)[^.;:\n\d@]){1,36}$",
    r"\bcall ?back(?: (?:no|number|tel|phone|on|at))?[\s:.]*$|\breal me\b|\bmy (?:no|nr|num|contact)\b[\s:.#]*$|"
    r"\bin my name\b[^\d]{0,16}$",
    rf"ชื่อ{PRONOUN}[^\d\n]{{0,24}}$|(?<!บอก)(?<!ให้)(?<!หา)(?:ผม|ฉัน|หนู|ดิฉัน|ข้าพเจ้า)ชื่อ[^\d\n]{{0,32}}$|"
    rf"(?<!บอก)(?<!ให้)(?<!หา)(?<!ว่า)(?:ผม|ฉัน|หนู|ดิฉัน|ข้าพเจ้า)[^\d\n]{{0,20}}\sโทร\.?\s*$",
)
_REMITTED = (
    r"\b(?:remitter|remitting|originat(?:or|ing)|payer|payor|sender|debtor)(?:'s)?\b[^\d\n;]{0,36}$|"
    r"(?:ผู้โอน|บัญชีต้นทาง|ต้นทาง)[^\d\n]{0,36}$|អ្នក(?:ផ្ទេរ|ផ្ញើ)(?:ប្រាក់|លុយ)?\s?:[^\d\n]{0,36}$",
    rf"{PRONOUN}ใช้(?:บัญชี|บช|ธ\.|ธนาคาร|พร้อมเพย์|กระเป๋า)|(?:กระเป๋า|บัญชี|บช\.?|พร้อมเพย์)(?:ของ)?(?:ตนเอง|"
    rf"ตัวเอง)[^\d\n]{{0,32}}$",
    r"\b(?:complainant|victim)'s\s*$|\bi opened\b[^.;\n\d]{0,24}$",
)
REPORTER: Mapping[Family, Cue] = {
    Family.CALL: any_of(*_OWN_NUMBER, *_CALLED_AT, *_CALLED_OUT, *_REPORTED_BY, *_SIGNED),
    Family.PAY: any_of(*_OWN_ACCOUNT, *_OWN_NUMBER, *_FROM_OWN, *_PAID_BACK, *_REPORTED_BY, *_REMITTED),
    Family.OPEN: any_of(*_OWN_SITE),
    Family.ADD: any_of(*_OWN_NUMBER, *_OWN_MAIL, *_REPORTED_BY, *_SIGNED),
    Family.HOLD: any_of(*_OWN_THING, *_REPORTED_BY, *_SIGNED),
}
REPORTER_AFTER = any_of(
    rf"\s*\(?(?:ซึ่ง)?(?:คือ|เป็น)?(?:เบอร์|บัญชี|หมายเลข)?(?:ของ){PRONOUN}|\s*\(?(?:ซึ่ง)?(?:คือ|"
    rf"เป็น)(?:เบอร์|บัญชี|"
    rf"หมายเลข){PRONOUN}",
    r"\s*,?\s*\(?(?:is|which is|that is|who is|was|being) (?:mine|my|our|(?:the|a) (?:victim|"
    r"complainant)(?:'s)?)\b|\s*\((?:mine|my|"
    r"victim)\b",
    r"\s*,?\s*in my name\b|[^.;\n\d]{0,40}?\bnot me\b|\s*\(?ของตนเอง|\s*\(?ของตัวเอง",
    r"\s*(?:ជា)?(?:លេខ|គណនី)?(?:របស់)ខ្ញុំ|\s*ជាលេខខ្ញុំ|\s*(?:ដែល)?ជា(?:លេខ)?ជនរងគ្រោះ|\s*\(?(?:ซึ่ง)?(?:คือ|"
    r"เป็น)(?:ผู้เสียหาย|ผู้แจ้ง|เหยื่อ)",
)
#: Between "my number" and the number it names.
LEADS_ON = re.compile(r"(?:\s|:|=|-|คือ|ที่|เป็น|number|phone|account|mobile|is|เบอร์|โทร|គឺ|ជា)*")

# -- the offender's -----------------------------------------------------------------------------------------
_OFFENDER = (
    r"(?:มิจฉาชีพ|คนร้าย|ผู้ต้องหา|ผู้ต้องสงสัย|แก๊งคอลเซ็นเตอร์|แก๊ง|ผู้ก่อเหตุ|คนขาย|ผู้ขาย|เพจปลอม|"
    r"(?<!ของ)มัน(?:คือ)?)"
)
_OFFENDER_ENGLISH = (
    r"(?:scammer|suspect|fraudster|offender|thief|trafficker|recruiter|perpetrator|crook|fake (?:seller|"
    r"broker|agent))"
)
_OFFENDER_KHMER = r"(?:ជនឆបោក|ជនសង្ស័យ|អ្នកបោក(?:ប្រាស់)?|អ្នកលក់|ចោរ|ជនល្មើស)"
#: Right before the offender: they are spoken to, not of ("I told the offender my …").
_NOT_SPOKEN_TO = "".join(rf"(?<!{word})" for word in ("บอก", "ให้", "แก่", "กับ", "หา", "ถึง", "ต่อ"))
_OFFENDERS_OWN = (
    rf"(?:เบอร์|หมายเลข|บัญชี|ไลน์|เว็บ|ลิงก์|เพจ)[^\s\d]{{0,16}}{_OFFENDER}[^\d]{{0,12}}$|"
    rf"(?:{_OFFENDER}|ผู้ชักชวน|ปลายสาย|คนที่โทรมา)(?:ได้)?ใช้\s?(?:เบอร์|หมายเลข|บัญชี|ไลน์|line|telegram|"
    rf"เทเลแกรม)|"
    rf"{_NOT_SPOKEN_TO}{_OFFENDER}\s?(?:ชื่อ[^\d]{{1,24}})?(?:เบอร์|หมายเลข|เลขบัญชี|บัญชี|โทร\.?|พร้อมเพย์|"
    rf"ไลน์)\s?[:=]?\s?$|"
    r"บัญชีม้า|บัญชีปลายทาง",
    rf"\b{_OFFENDER_ENGLISH}(?:'s)? (?:used |uses |gave (?:me |us )?)?(?:the |"
    r"an? )?(?:[\w-]+ )?(?:number|phone|account|line|telegram|wallet|website|site|id)\b",
    r"\b(?:mule|receiving|beneficiary|destination|fake|scam|fraudulent|phishing) (?:[\w-]+ )?(?:account|wallet|"
    r"website|site|page|link|app|number|one)(?: is| was)?\b",
    rf"\b{_OFFENDER_ENGLISH}(?:'s (?:promptpay|wallet|line))?(?: is| was|:|,| \()\s?$",
    rf"(?:លេខ|គណនី)(?:របស់)?{_OFFENDER_KHMER}|"
    rf"{_OFFENDER_KHMER}(?:ឈ្មោះ[^\d]{{1,24}})?\s?(?:បាន)?(?:ប្រើ)?(?:លេខ|គណនី|\s?telegram)|"
    r"(?:បោកប្រាស់|នាំទៅ)ដោយលេខ",
)
_INTEREST = (r"สนใจ[^\d]{0,30}?(?:ติดต่อ|โทร|แอด|ทัก|สมัคร|เพิ่ม)|หาก[^\d\s]{0,10}สนใจ|สนใจงาน",)
_CALLED_FROM = (
    r"โทร(?:ศัพท์)?(?:เข้า)?(?:มา)?(?:หา)?" + PRONOUN + r"?\s?(?:จาก|ด้วย|โดยใช้)",
    r"(?:sms|ข้อความ|สายเรียกเข้า|สายโทรเข้า|สายโทรศัพท์|สายเข้า|มีสาย)[^\d]{0,12}จาก|(?:โทร|"
    r"ส่ง)[^\d]{0,24}จาก(?:เบอร์|หมายเลข|เลข)",
    r"โทร(?:ศัพท์)?(?:เข้า)?มา\s?(?:ที่)?$|รับสายจาก|(?:เบอร์|หมายเลข)ที่โทร(?:เข้า)?มา",
    r"(?<!\ba )(?<!\bthe )(?<!\bmy )(?<!\bnew )(?<!\bhis )(?<!\bher )\b(?:call|phon|text|messag|ring|rang|"
    r"contact|sms)(?:s|ed|e|es|ing|ings|er)?\b(?:(?!(?:\b(?:he|she|they|"
    r"it) (?:was|were|is|"
    r"are)|'s|'re|to be) from)[^.;\n\d]){0,40}\b(?:from|using|via)\b|\b(?:sms|calls?|texts?|messages?|"
    r"whatsapp) (?:[\w-]+ ){0,3}from\b|"
    r"\bmissed calls? from\b",
    r"ហៅ(?:ទូរស័ព្ទ)?(?:មក)?[^\d]{0,24}ពី|តេមក[^\d]{0,16}ពី|ទូរស័ព្ទ(?:មក|ចូល)[^\d]{0,16}ពី|(?:លេខ|"
    r"លេខដែល)(?:ទូរស័ព្ទ|ហៅ|តេ)(?:ចូល|មក)|សារពី(?:លេខ)?|ឆាតមកពី|ផ្ញើសារ[^\d]{0,16}ពី|ពីលេខ",
)
_PAID_TO = (
    r"โอน[^\n]{0,60}?(?:ไป|เข้า|ให้|ยัง|มาที่|มายัง|ได้ที่|ผ่าน)",
    r"(?:จ่าย|ฝาก|เติม|ชำระ|ส่ง)(?:เงิน|ค่า)?[^\n]{0,40}?(?:ไปที่|ไปยัง|เข้า|ให้|มาที่|ได้ที่)|ไปบัญชี|"
    r"ไปที่บัญชี|ไปยังบัญชี",
    r"\b(?:transfer(?:red|ring)?|sent|send(?:ing)?|paid|pay(?:ing|ment)?|wir(?:e|ed|ing)|deposit(?:ed|"
    r"ing)?|remit(?:ted)?|moved?|forward(?:ed)?)\b(?:[^.;!?\n]|\.\d){0,70}?\b(?:to|into|in)\b(?! (?:my|your|our|"
    r"me|us)\b)",
    r"(?:ផ្ទេរ|វេរ|បង់|ដាក់|ផ្ញើ)(?:ប្រាក់|លុយ)?[^.;!?។\n]{0,50}?(?:ទៅ|ចូល|មក)|ទៅគណនី|ចូលគណនី",
)
_WARNED = (
    r"อย่า(?:รับ|ติดต่อ|โอน|หลงเชื่อ|กด|แอด|คุย)[^\d\n]{0,20}$",
    r"(?<!not )(?<!n't )(?<!un)\b(?:block|beware of|blacklist)\b(?: the)?(?: number| account| site| line|"
    r" link)?[\s:]*$",
    r"កុំ(?:ទទួល|ចុច|ផ្ញើ|ផ្ទេរ|ទុកចិត្ត)[^\d\n]{0,20}$",
)
_PAYEE = (
    r"\b(?:beneficiary|payee|onward|recipient|suspect(?:ed)?|mule)(?:'s)?" + _NUMBER_WORDS,
    r"^\s*(?:beneficiary|payee|onward|recipient|suspect\w*)(?: \w+)?\s?:[^\n;]{0,40}$|ผู้รับ(?:โอน|"
    r"เงิน)\s?:?[^\n\d]{0,40}$|"
    r"(?:^|\s)(?:บัญชี)?ปลายทาง\s?:[^\n\d]{0,40}$|(?:អ្នក|គណនី)ទទួល(?:ប្រាក់|លុយ)?\s?:[^\n\d]{0,40}$",
    r"(?:จึง|ได้|ทำการ)(?:ระงับ|อายัด)บัญชี(?:เลขที่|หมายเลข)?\s?$|បានបង្កក[^\n]{0,60}គណនី\s?$",
)
_PAID_TO_PHONE = (
    r"โอน[^\d\n]{0,24}(?:พร้อมเพย์|วอเลท|วอลเล็ท|ทรูมันนี่|wallet|truemoney|wing)[^\d\n]{0,12}$",
    r"\b(?:transfer(?:red)?|sent|send|paid|pay)\b[^.;!?\n]{0,50}?\b(?:to|"
    r"into)\b[^.;!?\n\d]{0,20}\b(?:promptpay|truemoney|wing|wallet)\b[^\d]{0,12}$",
    r"(?:ផ្ទេរ|វេរ|បង់)(?:ប្រាក់|លុយ)[^\d\n]{0,24}ទៅ(?:លេខ)?\s?(?:wing|លេខ|\s)*$",
)
_NOT_OWN_ACT = "".join(rf"(?<!{word})" for word in ("ผม", "ฉัน", "หนู", "เคย", "ได้"))
_OPENED = (
    r"คลิ[๊้]?ก|กด|จิ้ม|แตะ(?!ะ)|ลิ[้]?[งง][กค]์|เข้าไปที่|เว็บ(?:ไซต์|ไซด์)?ปลอม|ทักมาที่|ยืนยัน(?:ตัวตน|"
    r"ข้อมูล|ที่|สิทธิ์)",
    _NOT_OWN_ACT + r"(?:ลงทะเบียน|สมัคร|โหลด|ติดตั้ง|เข้าเว็บ)",
    r"\bclick(?:ed|ing)?\b|\btap(?:ped)?\b|\bvisit\b|\blog ?in\b(?:to)?|\bsign up\b",
    r"\bopen(?:ed)? (?:the |this |a )?(?:link|site|page|website)\b|\blinks?\b|\bdownload\b|\binstall\b",
    r"\bverify (?:at|here|your)|\bregister (?:at|on|here|via)|\binvest(?:ed|ing)? (?:on|in|via|through|at)\b",
    r"\b(?:website|site|platform|app|page) (?:called|named)\b|\bjoin(?:ed)?\b",
    r"ចុច|តំណ|លីង|លីន|ចូលទៅ|ដោនឡូត|ទាញយក|ចុះឈ្មោះ|គេហទំព័រក្លែង",
)
_ADDED = (
    r"แอ็?ด(?!ไว|มิน)|เพิ่มเพื่อน|เพิ่ม\s?$|เพิ่ม\s?(?:line|ไลน์)|ทัก(?!ษ)|ติดต่อ(?:สมัคร|งาน|แอดมิน|"
    r"เจ้าหน้าที่)|คลิ[๊้]?ก|"
    r"กด(?!ไล)|คุยต่อ|คุยกัน|คุยทาง",
    r"\badd(?:ed|ing)?\b|\bjoin(?:ed)?\b|\bcontact(?:ed)? (?:him|her|them|us|admin)\b|\bclick\b|"
    r"\b(?:chat(?:ted)?|talk(?:ed)?|spoke|messaged me|contacted me|texted me|wrote to me)\b",
    r"\b(?:message|chat|contact|text)(?:s|ed)?\b[^.;\n]{0,30}\b(?:from|by)\b|ข้อความ(?:มา)?จาก|ทักมาจาก",
    r"បន្ថែម|អេត|អាត់|ចុច|គេឆាត|ឆាត[^\d]{0,8}(?:ពី|ជាមួយគេ)|សារពី",
)
_MAILED = (
    r"อีเมล[^\d\n]{0,12}(?:จาก|มาจาก|หลอก|ปลอม)|(?:ส่ง|ได้รับ)(?:อีเมล|เมล)[^\n]{0,24}จาก",
    r"\be-?mails?\b[^.;\n]{0,24}\b(?:from|by)\b|"
    r"\b(?:sent|send|reply|write|forward)\b[^.;\n]{0,60}\bto\b(?! (?:my|our)\b)|\bthen write\b",
    r"អ៊ីមែល[^\n]{0,16}ពី|ផ្ញើ[^\n]{0,24}ទៅ",
)
_HELD_BY_OFFENDER = (
    r"ตรวจยึด|ของกลาง|จับกุม|ตรวจค้น|ยึดได้|มารับ(?:เงิน|ของ|พัสดุ)|(?:รถ|"
    r"พาหนะ)(?:ที่)?(?:ใช้|ก่อเหตุ|ต้องสงสัย)|"
    r"หลบหนี|บัญชีม้า|เจ้าของบัญชี|คนขับ|ผู้ขับ|ขนยา|ลักลอบ|ซิมบ็อก|sim ?box",
    r"\b(?:drove|getaway|picked up|collected)\b[^.;\n]{0,60}$|\bsim ?box\b",
    r"ចាប់ខ្លួន|ឃាត់ខ្លួន|រឹបអូស|មកយក(?:លុយ|ប្រាក់|ថង់)|ដឹកជញ្ជូនគ្រឿងញៀន|គេច",
)
TIED: Mapping[Family, Cue] = {
    Family.CALL: any_of(*_OFFENDERS_OWN, *_INTEREST, *_CALLED_FROM, *_PAID_TO_PHONE, *_WARNED),
    Family.PAY: any_of(*_OFFENDERS_OWN, *_PAID_TO, *_PAYEE, *_WARNED),
    Family.OPEN: any_of(*_OFFENDERS_OWN, *_OPENED, *_INTEREST, *_WARNED),
    Family.ADD: any_of(*_OFFENDERS_OWN, *_ADDED, *_INTEREST, *_MAILED, *_WARNED),
    Family.HOLD: any_of(*_OFFENDERS_OWN, *_HELD_BY_OFFENDER),
}
#: How far before a value a tie may end, in characters: a link follows its "click", a payee comes at the end.
REACH: Mapping[Family, int] = {Family.CALL: 70, Family.PAY: 110, Family.OPEN: 48, Family.ADD: 60, Family.HOLD: 110}
_TO = r"(?:เข้า|ไปที่|ไปยัง|ไปให้|ไป|ให้|ยัง|\bto\b|\binto\b|ទៅ|ចូល)"
DIRECTED: Mapping[Family, Cue] = {
    Family.CALL: Cue(rf"(?:จาก|ពី|\bfrom\b|โอน[^\d\n]{{0,24}}{_TO})" + _NUMBER_WORDS.replace("|ปลายทาง|ที่", "|ปลายทาง")),
    Family.PAY: Cue(_TO + _NUMBER_WORDS),
    Family.OPEN: Cue(r"(?!)"),
    Family.HOLD: Cue(r"(?!)"),
    Family.ADD: Cue(r"(?:แอด|เพิ่มเพื่อน|\badd(?:ed)?)[^\d\s]{0,8}\s*(?:line|ไลน์|telegram|id|[\s:@])*$"),
}
AFTER: Mapping[Family, Cue] = {
    Family.CALL: any_of(
        rf"\s*(?:ได้)?(?:โทร(?:ศัพท์)?(?:เข้า)?มา|โทรหา{PRONOUN}|ส่งข้อความมา|ส่งลิงก์|ส่งลิงค์|ทักมา|อ้างตัว|"
        rf"อ้างว่า|"
        rf"แอบอ้าง|หลอก)|\s*(?:นี้)?เป็นมิจฉาชีพ|\s*อย่ารับ",
        r"\s*,?\s*(?:(?:which |who |that )?(?:keeps?|kept|is|was) (?:calling|texting|messaging|ringing|"
        r"phoning) )(?:me|us|him|her|my)\b",
        r"\s*,?\s*(?:which |who |that |has |have |had |kept |keeps )?(?:called|phoned|texted|messaged|"
        r"contacted|rang|calling|calls) (?:me|us|my|him|her|the victim|claiming|and (?:said|claimed|told))",
        r"\s*,?\s*(?:who |which )?(?:told|asked|ordered|instructed) (?:me|us|him|her|them|the victim) to "
        r"(?:pay|transfer|send|click|add|invest|deposit|install)\b",
        r"\s*,?\s*(?:who |which )?(?:claimed|pretend(?:ed|ing)|impersonat(?:ed|ing))",
        r"\s*,?\s*(?:is|was) (?:a |an |the )?(?:scam(?! victim)|fraud|fake)|\s*(?:នេះ)?ជា(?:លេខ|ជន)(?:ឆ)?បោក",
        r"\s*(?:បាន|នេះ)?(?:បោក|ខល(?:មក|ម៉ោង)|ហៅមក|តេមក|ទូរស័ព្ទមក|ផ្ញើសារមក|អះអាង|បន្លំ)",
    ),
    Family.PAY: any_of(
        r"\s*(?:ได้)?รับ(?:โอน)?เงินจาก(?:ผู้เสียหาย|เหยื่อ)|\s*(?:\([^)\n]{0,40}\))?\s*(?:has |"
        r"had )?received\b[^.;\n]{0,24}\bfrom "
        r"(?:my|our|the victim|the complainant)\b|\s*(?:បាន)?ទទួល[^\d\n]{0,20}ពី(?:ជន|អ្នក)រងគ្រោះ|"
        r"\s*(?:ซึ่งเป็น)?บัญชีม้า|\s*,?\s*\(?(?:a |the )?(?:mule|scammer|fraud)"
    ),
    Family.OPEN: any_of(
        r"\s*(?:เป็น|คือ)?เว็[บป](?:ไซต์)?ปลอม|[^\n\d]{0,30}?หลอก(?:เอา|ลวง)|\s*(?:นี่|"
        r"นี้)?(?:เป็น)?(?:ของ)?(?:จริง|ปลอม)(?:มั้ย|ไหม|หรือ)|"
        r"\s*,?\s*(?:took|stole|charged|demanded|vanished)\b|\s*(?:a )?(?:legit|real|safe|scam|genuine)\w*\s?\?|"
        r"\s*,?\s*(?:is|was|which (?:is|was)) (?:a )?(?:fake|scam|fraud|"
        r"phishing)|\s*ก្លែង"
    ),
    Family.ADD: any_of(
        r"\s*,?\s*(?:took|stole|charged|demanded|vanished|disappeared)\b",
        r"\s*(?:ทักมา|แอดมา|ส่งข้อความมา|ส่งลิงก์|หลอก)",
        r"\s*,?\s*(?:which |who )?(?:messaged|contacted|added|texted) (?:me|us|him|her)",
    ),
    Family.HOLD: any_of(
        r"[^\d\n]{0,30}?(?:พาเหยื่อ|ขนยา|ขนคน|มารับ|หลบหนี|ขับหนี|ก่อเหตุ|ต้องสงสัย)",
        r"[^\d\n.;]{0,30}?\b(?:carrying|loaded with|transporting|smuggling|collected|picked up|drove off|fled|"
        r"was used|came to (?:collect|take))",
        r"[^\d\n]{0,30}?(?:មកយក|គេចខ្លួន|រត់គេច)",
    ),
}

CONNECTOR = re.compile(
    r"(?:\s|[,&/|+()\-:@]|(?:and|or|then|later|also|another|both|a|one|thai|cambodian|line|telegram|id|tel|"
    r"phone|mobile|sims?|"
    r"e-?mail|facebook|fb|whatsapp|account|acct|mirror|bot|site)(?![a-z])\.?|และ|หรือ|กับ|อีก(?:ใบ|บัญชี|"
    r"เบอร์)?|ไลน์|เบอร์|โทรศัพท์|โทร\.?|"
    r"หมายเลข|มือถือ|ลิงก์|บัญชี|อีเมล|เฟซ|เว็บ|និង|ឬ|លេខ|ឡាញ|តេឡេ(?:ក្រាម)?|អ៊ីមែល|គណនី|" + _BANK_NAMES + r")*"
)
#: The whole window between two ends of one act ("transferred from 111 to 222", "called 081 … from 089 …"), and the
#: act that must stand before them in the sentence.
CONTINUED: Mapping[Family, tuple[re.Pattern[str], Cue]] = {
    Family.PAY: (
        re.compile(r"[\s,]*(?:(?:ไปที่|ไปยัง|ไป|เข้า)+|\bto\b|\binto\b|ទៅ|ចូល)" + _NUMBER_WORDS),
        Cue(r"โอน|จ่าย|ฝาก|ชำระ|(?:เงิน)?หาย|ดูดเงิน|\b(?:transfer|sen[dt]|pa(?:id|y)|wire|mov|deposit|remit)|ផ្ទេរ|វេរ|បង់"),
    ),
    Family.CALL: (
        re.compile(r"[\s,]*(?:จาก|\bfrom\b|ពី)" + _NUMBER_WORDS),
        Cue(r"โทร|ส่งข้อความ|sms|\b(?:called|phoned|texted|messaged|rang|calls?)\b|ហៅ|តេមក|ទូរស័ព្ទមក"),
    ),
}

if FAMILIES.keys() | FACTS != set(Kind):  # pragma: no cover - a kind was added without a family
    raise AssertionError("every kind is a fact or has a family")
