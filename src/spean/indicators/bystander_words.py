"""The words that keep a value neutral: whom the reporter turned to, who called to help, whom a value really belongs to.

Data for `cues`, beside the two sides' words in `cue_words`, with the same families. Every pattern here only ever
takes suspicion away, so they may be generous; words of pretence before an office or a friend undo them, since
offenders pose as just these.
"""

import re
from collections.abc import Mapping

from spean.indicators.cue import Cue
from spean.indicators.cue_words import KIN_KHMER, PRONOUN, Family, any_of

# -- people and offices nobody accuses ----------------------------------------------------------------------
_FRIENDS = (
    r"(?:เพื่อน|ญาติ|พี่|น้อง|ลูก|หลาน|แม่|พ่อ|ลุง|ป้า|ยาย|ปู่|หัวหน้า|เจ้านาย|คุณ(?:ตา|อา|น้า|ครู)|สามี|"
    r"ภรรยา|แฟน|เหยื่อ|ผู้เสียหาย|ผู้แจ้ง|พยาน|พลเมืองดี)"
)
_OFFICES = (
    r"(?:โรงพยาบาล|รพ\.|คุณหมอ|พยาบาล|นักข่าว|ผู้สื่อข่าว|ทนาย|สถานทูต|กงสุล|มูลนิธิ|ธนาคาร|ตำรวจ|สภ\.|สน\.|"
    r"พนักงานสอบสวน|"
    r"ร้อยเวร|[รพ]\.ต\.[อทต]\.|[ดสจ]\.(?:ส\.)?ต\.|บริษัทขนส่ง|ช่าง|ครู|โรงเรียน|นายจ้าง|เจ้าหน้าที่|จนท\.|"
    r"คอลเซ็นเตอร์ธนาคาร|ไรเดอร์|คนส่งของ|พนักงานส่ง)"
)
_KIN = (
    r"(?:friend|husband|wife|son|daughter|mother|mom|mum|father|dad|sister|brother|neighbou?r|boss|colleague|"
    r"co-worker|"
    r"nephew|niece|cousin|uncle|aunt|grand(?:mother|father|son|daughter)|child|worker|lawyer|doctor|bank|family|"
    r"roommate)s?"
)
_OFFICE = (
    r"(?:bank|officer|inspector|hospital|clinic|doctor|nurse|journalist|reporter from|newspaper|lawyer|"
    r"attorney|embassy|consulate|caseworker|"
    r"social worker|ngo|shelter|witness|neighbou?r|relative|police|(?:rescued|missing|trafficked|detained|"
    r"abducted|injured|escaped) \w+|"
    r"delivery (?:man|driver|rider)|courier|investigator|investigating officer|"
    r"(?:police|duty|liaison|bank) (?:officer|teller|branch|manager)|teller|interpreter|victim|complainant)s?"
)
_OFFICES_KHMER = (
    r"(?<!ជា)(?<!ថា)(?:មន្ទីរពេទ្យ|គ្រូពេទ្យ|អ្នកកាសែត|អ្នកសារព័ត៌មាន|មេធាវី|ស្ថានទូត|អង្គការ|ធនាគារ|នគរបាល|"
    r"ប៉ូលិស|ជនរងគ្រោះ|សាក្សី|សេនីយ៍|អធិការ|បុគ្គលិក|រត់គេច|ត្រូវបានសង្គ្រោះ|អ្នកដឹកជញ្ជូន)"
)
#: Right before an office or a friend: somebody poses as one.
_POSED = "".join(rf"(?<!{word})" for word in ("เป็น", "เป็น ", "ว่า", "ว่า ", "อ้าง", "ปลอม", "ชื่อ", "ชื่อ ", "คือ", "ออนไลน์"))
_POSED_ENGLISH = "".join(
    rf"(?<!{word})"
    for word in (
        "fake ",
        "from ",
        "from the ",
        "from a ",
        " be ",
        " be a ",
        "be the ",
        "be my ",
        "as a ",
        "as my ",
        "as the ",
        "'s a ",
        "is a ",
        "online ",
    )
)
#: Right after one: it is false, or it was called rather than calling.
_FALSE = r"(?!ปลอม|เก๊|ค้า|ออนไลน์|ใหม่|ที่รู้จักทาง)"
_FALSE_KHMER = r"(?!ក្លែង)"
#: Between a subject and its verb: nothing that turns the call round ("my mother received a call from …").
_TURNED_ROUND = r"\b(?:was|were|been|got|gets|get|received|receives|had|answered|picked|after|because|when|and then)\b"
_MY = (
    r"(?<! be )(?<! as )\b(?:my|our|(?:the )?victim's|his|her|their|\w+'s) (?:(?!online|new|fake|supposed|"
    r"so-called)[\w-]+ ){0,2}"
)
_SPOKE = r"\b(?:called|calls|phoned|texted|messaged|contacted|wrote|rang|rings|calling|messages|reached)\b"

# -- whom the reporter turned to ----------------------------------------------------------------------------
TURNED_TO = any_of(
    r"แจ้งความ|โทรแจ้ง|แจ้ง(?:เหตุ|ตำรวจ|ธนาคาร|ไปที่|ที่|อายัด|เบาะแส)|ร้องเรียน|สายด่วน|ศูนย์(?:รับแจ้ง|aoc|"
    r"บริการ)|"
    r"คอลเซ็นเตอร์(?:ธนาคาร|ของธนาคาร)|สถานีตำรวจ|สภ\.|สน\.|โรงพยาบาล|รพ\.|ปรึกษา|สอบถาม|ยกเลิก|พนักงานสอบสวน|"
    r"สถานทูต|กงสุล",
    rf"{PRONOUN}(?:ได้|จึง|เลย)?โทร(?:ไป|หา|กลับ)|จึงโทร(?:ไป|หา)|หากมีข้อสงสัย|ติดต่อธนาคาร",
    r"\b(?:i|we|he|she|they) (?:then |also |immediately |later |have |had )?(?:called|phoned|rang|"
    r"contacted|dialled|dialed|call)\b(?! from)|\bthen (?:called|phoned|contacted)\b",
    r"\breport(?:ed|ing)?\b[^.;\n]{0,40}\b(?:to|at|via|with)\b|\bhotline\b|\bcall cent(?:er|re)\b|"
    r"\bpolice (?:station|hotline)\b|\bhospital\b|\bembassy\b|\bcustomer service\b|\bcomplain(?:ed)? to\b|"
    r"\binform(?:ed)? (?:the |my )?(?:bank|police)\b|\b(?:tell|told|asked|warned) (?:the |my )?(?:bank|"
    r"police)\b",
    r"រាយការណ៍|ប្តឹង|ប៉ុស្តិ៍|ប៉ូលិស|នគរបាល|មន្ទីរពេទ្យ|លេខបន្ទាន់|ស្ថានទូត|សេវាអតិថិជន|"
    r"ខ្ញុំ(?:បាន)?(?:ហៅ|តេ|ទូរស័ព្ទ)(?:ត្រឡប់)?ទៅ",
)
#: An office named as the one that has the number. What else they turned to (a number called back, an account asked
#: to be frozen) is untied, so that it can still be the offender's by another place in the report.
OFFICE = any_of(
    r"สายด่วน|สถานีตำรวจ|สภ\.|สน\.|โรงพยาบาล|รพ\.|ศูนย์(?:รับแจ้ง|aoc)|แจ้งความที่",
    r"\bhotline\b|\bpolice station\b|\bhospital\b|\breport(?:ed)?\b[^.;\n]{0,40}\bpolice\b",
    r"មន្ទីរពេទ្យ|ប៉ុស្តិ៍|លេខបន្ទាន់",
)

# -- who called to help, and whose a value really is --------------------------------------------------------
_CALLED_TO_HELP = (
    rf"{_POSED}(?:{_FRIENDS}|{_OFFICES}){_FALSE}(?:(?!ได้รับ|รับสาย|มีคน|มีสาย|มีเบอร์|ถูก|โดน|หลอก|"
    rf"อ้าง)[^\n]){{0,32}}?"
    r"(?:โทร|ติดต่อ|ส่งข้อความ|ส่ง sms|ทัก)",
    r"(?:เจ้าหน้าที่|จนท\.?|พนักงาน|ศูนย์|สายด่วน)[^\d]{0,16}รับ(?:สาย|แจ้ง)|รับแจ้ง",
    rf"(?:จาก|ของ){_FRIENDS}{_FALSE}[^\d]{{0,12}}$|\bfrom {_MY}{_KIN}\b[^.;\n]{{0,16}}$",
    rf"{_MY}{_KIN}\b(?:(?!{_TURNED_ROUND})[^;\n]){{0,60}}?{_SPOKE}",
    rf"{_POSED_ENGLISH}\b{_OFFICE}\b(?:(?!{_TURNED_ROUND})[^;\n]){{0,40}}?{_SPOKE}",
    r"\b(?:hotline|officer|operator|call ?taker|desk|centre|center|station|police|bank)s?\b"
    r"(?:(?!\b(?:i|we|he|she|my|victim)\b)[^.;\n]){0,24}?\b(?:received|took|got|answered|logged)\b",
    rf"(?:{KIN_KHMER}|{_OFFICES_KHMER}{_FALSE_KHMER})(?:(?!ទទួល|ត្រូវ(?:បាន)?បោក|ក្លែង|"
    rf"មានគេ)[^\n]){{0,40}}?(?:ហៅ|តេ|ទូរស័ព្ទ|ផ្ញើសារ|ឆាត)",
    r"(?:កូន|ម្តាយ|ឪពុក|ក្មួយ|ប្តី|ប្រពន្ធ)[^\d]{0,60}គាត់(?:បាន)?(?:ហៅ|តេ|ទូរស័ព្ទ|ផ្ញើសារ)",
)
#: What they called for is said before the number.
_CALLED_FOR_HELP = (
    r"(?:โทร|ติดต่อ|ทัก|ส่งข้อความ)[^\d\s]{0,8}(?:ขอความช่วยเหลือ|ขอให้ช่วย|แจ้งความ|ร้องเรียน|ร้องทุกข์|"
    r"เตือน|ปรึกษา)|"
    r"ที่(?:หนี|ถูก(?:ช่วย|ขัง|กัก|หลอก))[^\n]{0,24}(?:โทร|ติดต่อ|ส่งข้อความ)",
    rf"{_SPOKE}[^;\n]{{0,24}}\b(?:for help|begging|crying|to report|to complain|to warn)\b",
    r"(?:សុំជំនួយ|ព្រមាន|មក(?:ប្តឹង|រាយការណ៍))[^\d]{0,12}ពី(?:លេខ)?\s?$",
)
_POSED_AS = (
    r"(?:ปลอม|แอบอ้าง|สวมรอย|ใช้ชื่อ|ขโมย|เลียนแบบ)[^\d\s]{0,8}(?:เบอร์|หมายเลข|บัญชี|ไลน์)|(?:เบอร์|หมายเลข|"
    r"บัญชี|ไลน์)"
    r"(?:จริง|ทางการ|ที่ถูกต้อง|ของแท้|ของ(?:ตำรวจ|ธนาคาร|โรงพยาบาล))",
    r"\b(?:spoof|clon|hijack|hack|impersonat|stole|borrow)\w*\b[^.;\n]{0,30}\b(?:number|phone|line|account|"
    r"caller id)\b|"
    r"\b(?:real|genuine|actual|official|correct|true) (?:[\w-]+ ){0,2}(?:number|phone|line|hotline|account|id|"
    r"telegram)\b",
    r"(?:លេខ|គណនី)(?:ពិត|ផ្លូវការ)",
)
#: Right before a value: the real one's, or his whose name was misused.
_REAL = (
    r"จริง(?:ๆ)?\s?(?:คือ|ชื่อ|ใช้|ติดต่อ|เบอร์|บัญชี|เว็บ|ไลน์|เพจ|โทร\.?|:|\s)*$|"
    r"ถูก[^\d\n]{0,24}(?:แอบอ้าง|สวมรอย|ปลอม|แฮ[กค]|ขโมย)[^\d\n]{0,8}$",
    r"\b(?:real|genuine|actual|official|legitimate|true) [\w-]+(?: \w+)?(?: (?:is|at|was|uses?|answers on|"
    r"on))?[\s:(]*$|"
    r"\b(?:was|were|been|being|is) (?:impersonated|spoofed|cloned|copied|misused|stolen|hijacked|"
    r"hacked)\b[^.;\n\d]{0,12}$",
    r"(?<!ជនខិលខូច)(?<!ជនសង្ស័យ)(?<!ជនឆបោក)(?<!ជនល្មើស)ពិត(?:ប្រាកដ)?(?:របស់[^\d\s]{0,16})?(?:គឺ|ប្រើ|លេខ|:|\s)*$|"
    r"ត្រូវ(?:បាន|គេ)[^\d\n]{0,16}(?:ក្លែង|លួច)[^\d\n]{0,8}$",
)
_PAID_DUE = (
    rf"{_POSED}(?:ค่า(?:น้ำ|ไฟ|รักษา|ทนาย|เทอม|เช่า|ประกันตัว|ปรับ|ธรรมเนียมศาล)|โรงพยาบาล|ทนาย(?:ความ)?|ศาล|"
    rf"กาชาด|วัด|บริจาค|เงินเดือน){_FALSE}"
    r"(?:(?!อ้าง|หลอก)[^\d]){0,30}$|(?:คืนเงิน|เงินคืน|คืน(?:ให้|แก่))[^\d]{0,24}$",
    r"\b(?:hospital|school|court|rent|landlord|lawyer|tuition|medical|clinic|bail|salary|wages|payroll|"
    r"donat\w+|charity|temple|(?:electric\w*|water|phone) bill)\b(?:(?!fake|claim|pretend)[^.;\n]){0,30}$",
    rf"(?:ให้|บัญชี|ของ)(?!เหยื่อ|ผู้เสียหาย){_FRIENDS}{_FALSE}(?:(?!โอน)[^\d]){{0,14}}$|"
    rf"\bto {_MY}{_KIN}\b[^.;\n\d]{{0,24}}$",
    r"\byou (?:have |just )?(?:transferred|sent|paid)\b",
    rf"(?:ទៅ|ឱ្យ|ឲ្យ){KIN_KHMER}[^\d]{{0,20}}$",
    r"(?:មន្ទីរពេទ្យ|មេធាវី|តុលាការ|សាលារៀន|បង្វិល|សង(?:ប្រាក់)?ត្រឡប់|ថ្លៃ(?:ឈ្នួល|ពេទ្យ))[^\d]{0,30}$",
)
#: The offender pays: a first profit, a "refund", a trial sum. Whose the account is depends; it is not tied.
_PAID_BY_OFFENDER = (
    r"(?:คนร้าย|มิจฉาชีพ|มัน)(?:ได้|จึง|เคย|ยอม|ก็)?(?:โอน|ฝาก)(?:เงิน)?(?!ต่อ)|โอนเงินเดิน|โอนเงินออกจากบัญชี",
    r"\b(?:he|she|they|scammers?|offenders?|suspects?|fraudsters?|gang)(?: \w+){0,2} (?:sent|paid|transferred|"
    r"deposited|"
    r"credited|wired|refunded)\b[^.;\n]{0,40}\b(?:him|her|us|them|me|the victim|his|their)\b",
    r"(?:ជនឆបោក|ជនសង្ស័យ)(?:បាន)?(?:ផ្ទេរ|វេរ)",
)
NEUTRAL: Mapping[Family, Cue] = {
    Family.CALL: any_of(*_CALLED_TO_HELP, *_CALLED_FOR_HELP, *_POSED_AS, *_REAL),
    Family.PAY: any_of(*_POSED_AS, *_REAL, *_PAID_DUE, *_PAID_BY_OFFENDER),
    Family.OPEN: any_of(
        *_REAL,
        r"\bnews\b|\barticles?\b|\b(?:real|genuine) (?:web)?(?:site|page)\b|\bofficial (?:web)?(?:site|"
        r"page) (?:is|at)\b",
        r"\b(?<!fake )(?:police|embassy|hospital|clinic|government|newspaper)(?:'s)? (?:web)?(?:page|link|"
        r"site|portal)\b",
        r"ข่าว|เว็บ(?:ไซต์)?จริง|ของจริง|ព័ត៌មាន|គេហទំព័រពិត",
    ),
    Family.ADD: any_of(*_POSED_AS, *_REAL),
    Family.HOLD: any_of(
        *_POSED_AS, *_REAL, r"พยาน|ไรเดอร์|แค่รับจ้าง|คนส่งของ|รถพยาบาล|\bwitness\b|\bambulance\b|\btaxi\b|แท็กซี่|សាក្សី"
    ),
}
#: Words right after a value that speak for its holder: cleared, posed as, or asking for help.
SPOKEN_FOR = any_of(
    r"[^\d\n]{0,40}?(?:ไม่เกี่ยวข้อง|ไม่ได้เกี่ยวข้อง|ไม่มีส่วนเกี่ยวข้อง|ถูก(?:แอบอ้าง|สวมรอย|ปลอม|แฮก|ขโมย)|"
    r"โดนแฮก|(?:เป็น|คือ)(?:เบอร์|บัญชี)[^\d\s]{0,20}จริง)",
    r"[^\d\n]{0,16}?(?:โทร|ติดต่อ|ทัก|ส่งข้อความ)[^\d\s]{0,8}(?:แจ้งความ|แจ้งเบาะแส|แจ้งว่า(?:ตน|ถูก|โดน|โอน|"
    r"ได้โอน|หลง)|ร้องเรียน|ร้องทุกข์|"
    r"ปรึกษา|ขอคำ|ขอความช่วย|ขอให้ช่วย|เตือน|สอบถาม)",
    r"\s*(?:เพื่อ|มา)?(?:ขอให้ช่วย|ขอความช่วยเหลือ|แจ้งความ|ร้องเรียน|ร้องทุกข์|ปรึกษา|แจ้งว่า(?:ตน|ถูก|โดน))|"
    r"\s*เพื่อแจ้ง|\s*ให้การ",
    r"(?:(?!\b(?:i|we|but)\b)[^.;\n\d]){0,32}?\b(?:not involved|innocent|(?:was|been|is) (?:spoofed|hacked|"
    r"cloned|stolen|hijacked)|"
    r"uninvolved|is genuine|to report|reporting|to complain|to warn|warned|who (?:lost|paid|sent|transferred|"
    r"was|had been|report)|for help|begging|reported (?:that|the|a|being|losing)|"
    r"(?:said|says|saying) (?:he|she|they) (?:was|were|had|has|lost|paid|sent|transferred))",
    r"[^\d\n។]{0,24}?(?:មិនពាក់ព័ន្ធ|សុំជំនួយ|ព្រមាន|មក(?:ប្តឹង|រាយការណ៍)|ប្រាប់ថាគាត់|ត្រូវ(?:បាន|គេ)(?:បោក|"
    r"លួច|ក្លែង))",
)
#: Who helps, teaches or sells can't be listed: a call is an accusation only where the caller is nobody in particular
#: ("a man", "they", "somebody"), an offender, or lies.
CALLED = any_of(
    r"(?:โทร|ติดต่อ|ทัก|ส่งข้อความ|ส่ง sms)(?!หา)[^\d\n]{0,24}(?:จาก|ด้วย|โดยใช้)",
    r"\b(?:called|phoned|telephoned|texted|messaged|contacted|rang|rings|wrote)\b[^;\n]{0,40}\b(?:from|using|via)\b",
    r"(?:ហៅ|តេ|ទូរស័ព្ទ|ផ្ញើសារ|ឆាត)(?:មក|ចូល)?[^\d\n]{0,24}ពី",
)
NOBODY_KNOWN = any_of(
    r"คน|เขา|มัน|ชาย|หญิง|มี|รับ|ถูก|โดน|มิจฉา|ผู้ต้อง|อ้าง|แอบ|ปลอม|แก๊ง|หลอก|ปลายสาย|เบอร์|สาย|ข้อความ|วัน|"
    r"เวลา|น\.",
    r"\b(?:i|we|he|she|they|it|you|someone|somebody|anyone|men|man|women|woman|guy|person|people|caller|"
    r"stranger|number|"
    r"unknown|scam\w*|fraud\w*|suspect|offender|thief|impost[eo]r|gang|fake|was|were|been|be|received|got|"
    r"claim\w*|pretend\w*|pos(?:ed|ing)|so-called)\b|^(?:\w+ly|also|later|again|just|even|once|twice)$",
    r"គេ|មាន|បុរស|ស្ត្រី|នរណា|ជនឆបោក|ជនសង្ស័យ|អ្នកបោក|ជនល្មើស|លេខ|ទទួល|ក្លែង|បន្លំ|អះអាង",
)
LIES_AFTER = any_of(
    r"\s*(?:แล้ว|และ)?(?:อ้าง|แอบอ้าง|หลอก|ขู่|(?:บอก|สั่ง)?ให้(?:โอน|แอด|กด|ติดตั้ง))",
    r"\s*,?\s*(?:and |who |which )?(?:claim|pretend|pos(?:ed|ing) as|impersonat|demand|threat)",
    r"\s*(?:ហើយ)?(?:អះអាង|ក្លែង|បន្លំ|គំរាម)",
)
_CLAUSE = re.compile(r"[,:(]|\b(?:and|then|when|after|because|but|that|while|until)\b")
_CALLER_REACH = 28


def by_somebody_known(head: str, tail: str) -> bool:
    """Says whether a call "from" a value was somebody's in particular: "the village chief called from …".

    Args:
        head: the text before the value.
        tail: the text after it.
    """
    calls = list(CALLED.finditer(head))
    if not calls or LIES_AFTER.match(tail):
        return False
    clauses = [part.strip() for part in _CLAUSE.split(head[: calls[-1].start()])]
    caller = next((part for part in reversed(clauses) if part), "")[-_CALLER_REACH:]
    return bool(caller) and not NOBODY_KNOWN.search(caller)


#: Somebody of the reporter's own, who may well have called them.
RELATION = any_of(
    rf"{_MY}{_KIN}\b",
    rf"{_FRIENDS}(?:ผม|ฉัน|หนู|ของ)|{_POSED}{_OFFICES}{_FALSE}[^\d]{{0,16}}$",
    rf"{_POSED_ENGLISH}\b{_OFFICE}\b[^.;\n]{{0,24}}$",
    rf"{KIN_KHMER}|{_OFFICES_KHMER}{_FALSE_KHMER}[^\d]{{0,16}}$",
)
#: A sentence about somebody near, and the next one that goes on about them ("My son is held there. He called from …").
ABOUT_KIN = Cue(
    rf"(?:^|[.;\n]\s*)(?:(?:my|our|the victim's) (?:[\w-]+ )?{_KIN}|(?:the )?(?:victim|complainant|witness))\b"
    r"(?:(?!\b(?:received|got|scammers?|suspects?|a man|a woman|someone)\b)[^.;\n]){0,120}[.;\n]\s*$"
)
GOES_ON = Cue(rf"\s*(?:he|she|they)\b(?:(?!{_TURNED_ROUND})[^.;\n])*?{_SPOKE}")
