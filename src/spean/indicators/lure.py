"""Whether a message is an offender's own words: a lure, forwarded or quoted as the whole text.

In a lure every link, handle and number is the offender's, though no word of the reporter's says so. In an ordinary
advertisement or notice "click here" accuses nobody. Neither is asked of a report that tells what happened: there the
words around each value decide (`cues`). Tuned on half of thai-sms-4class (MIT), never on a labelled set.
"""

from enum import Enum, auto

from spean.indicators.cue_words import any_of


class Voice(Enum):
    """Who speaks in a text."""

    LURE = auto()
    ORDINARY = auto()
    REPORT = auto()
    UNKNOWN = auto()


_REPORT = any_of(
    r"ผู้แจ้ง|ผู้เสียหาย|เหยื่อ|ถูกหลอก|โดนหลอก|โดนโกง|หลอกให้|หลอกลวง|มิจฉาชีพ|คนร้าย|แจ้งความ|รับแจ้ง|แอบอ้าง|"
    r"ตรวจยึด|"
    r"จับกุม|ผู้ต้องหา|ของกลาง|ร้องเรียน|ผมโอน|ฉันโอน|หนูโอน|ได้โอนเงิน|โอนเงินไป|ดูดเงิน|เตือนภัย|"
    r"ไม่ได้(?:รับ)?ของ|แก๊ง",
    r"\b(?:scam(?:mer|med|s)?|victim|complain\w*|suspects?|fraudsters?|offenders?|caller|report(?:ed|s|er)?|arrested|"
    r"seized|hotline)\b|\b(?:i|he|she|they|we|my \w+) (?:was|were|got|had|have|has|transferred|sent|paid|lost|"
    r"received|"
    r"called|clicked|added|met)\b",
    # who says "I" tells something, even between the offender's own words
    r"(?:ของ|เบอร์|บัญชี|ไลน์|หา|ให้)(?:ผม|ฉัน|หนู|ดิฉัน|ข้าพเจ้า|เรา)|(?:ผม|ฉัน|หนู|ดิฉัน)(?:ชื่อ|ได้|โดน|ถูก|กด|"
    r"คลิก|แอด|โทร|สงสัย|ไม่|เลย|ก็|จะ)|ติดต่อกลับ|โทรกลับ",
    r"\b(?:i|i'm|i've|my|me|mine)\b|ខ្ញុំ",
    r"ជនរងគ្រោះ|អ្នករាយការណ៍|បោកប្រាស់|ជនសង្ស័យ|ជនឆបោក|ចាប់ខ្លួន|ឃាត់ខ្លួន|រឹបអូស|ប្តឹង|ខ្ញុំបាន|គាត់បាន|គេបាន|"
    r"ត្រូវបានគេ",
)
#: Somebody near with a new number who wants money, in their own words from the first one on; who tells of it says more.
_NEAR_ONE = any_of(
    r"^(?![\s\S]*(?:scam|fraud|fake|police|victim|stole|report))[^\n]{0,12}\b(?:mum|mom|mummy|dad|daddy|grandma|"
    r"granny)\b"
    r"[^\n]{0,80}\b(?:new|temp\w*|broke|dropped|lost)\b[^\n]{0,160}\b(?:send|transfer|pay|lend)\b[^\n]{0,40}[\d$]",
    r"^(?![\s\S]*(?:หลอก|มิจ|แจ้ง|โดน|ปลอม|โกง))(?:สวัสดี)?\s?(?:แม่|พ่อ|ป้า|ลุง)[^\n]{0,60}(?:เบอร์ใหม่|"
    r"มือถือ(?:พัง|เสีย|หาย))"
    r"[^\n]{0,120}(?:โอน|ยืม)[^\n]{0,40}\d",
    r"^(?![\s\S]*(?:បោក|ប្តឹង|ក្លែង))(?:ម៉ាក់|ប៉ា|ម៉ែ)[^\n]{0,60}(?:លេខថ្មី|ខូចទូរ(?:ស័|ស)ព្ទ|បាត់ទូរស័ព្ទ)"
    r"[^\n]{0,120}(?:ផ្ទេរ|ផ្ញើ|វេរ)",
)
#: Unlicensed loans and gambling: no ordinary advertiser's words undo these.
_BARE_LURE = any_of(
    # loans
    r"(?:เงินกู้|กู้เงิน|กู้ด่วน|กู้ได้|เงินด่วน|เงินก้อน|(?:ก|n)ู้\s?[\d,]{4,})[^\n]{0,40}|(?:สินเชื่อ|"
    r"วงเงิน)[^\n]{0,40}(?:ด่วน|ไม่เช็ค|ไม่ตรวจ|ไม่ต้องค้ำ|บัตรประชาชน)|"
    r"อนุมัติ(?:ไว|ด่วน|เงินกู้)|ติดบูโร|คุณได้รับสินเชื่อ|กู้[^\n]{0,12}บาทจากทางเรา",
    r"\bloans?\b[^.\n]{0,30}\b(?:in \d+ ?min\w*|no (?:documents?|collateral|guarantor)|approved|"
    r"no (?:credit )?check|instant(?:ly)?|fast|easy|bad credit)\b",
    r"កម្ចី[^\n]{0,24}(?:រហ័ស|ងាយ|ឆាប់|ភ្លាម|អនុម័ត)",
    # threats with a thing to do at once
    r"(?:บัญชี|บัตร)[^\n]{0,20}(?:ผิดปกติ|ระงับ|อายัด)[^\n]{0,40}(?:ยืนยัน(?:ตัวตน|ข้อมูล)?|คลิก|"
    r"กด)[^\n]{0,12}(?:ที่|ด่วน|ทันที|ได้)|"
    r"(?:มิฉะนั้น|ไม่เช่นนั้น)[^\n]{0,20}(?:ระงับ|ปิด|ตัด|อายัด)",
    r"\byour [\w ]{2,30}\b(?:is|was|has been|will be) (?:suspended|locked|blocked|on hold|held|deactivated|"
    r"restricted|limited|"
    r"disconnected)\b[^\n]{0,30}\b(?:verify|update|confirm|pay|click|unlock|reactivate)\b",
    # gambling
    r"เครดิตฟรี|สล็อต|สล๊อต|สล๊อด|บาคาร่า|บาค่าร่า|คาสิโน|แทงบอล|แทงหวย|เว็บตรง|เว็บพนัน|แตกง่าย|(?:ทุก)?ยอดฝาก|"
    r"ยอดเสีย|เดิมพัน|ฟรีสปิน|ปั่นสล|ทำเทิร์น|"
    r"ฝาก\s?[\d,%]+[^\n]{0,12}รับ|ฝาก[^\n]{0,20}ถอน|(?:สมาชิก|ยูส)ใหม่[^\n]{0,24}(?:โบนัส|ฟรี|รับ)|รับโบนัส|"
    r"แจก(?:โบนัส|เครดิต|ใหญ่)|"
    r"ฝากรับ|ไม่มีขั้นต่ำ|[ก-๎][us][ก-๎]|\b(?:pg|jili|joker|slotxo|sa ?gaming)\b",
    r"\b(?:slots?|casino|baccarat|free credit|free spins?)\b|ស្លុត|កាស៊ីណូ|បាការ៉ាត់|ភ្នាល់|ឥណទានឥតគិតថ្លៃ|"
    r"ប្រាក់បន្ថែម[^\n]{0,12}%",
)
_LURE = any_of(
    # prizes, presents, money to be fetched
    r"(?:ยินดีด้วย|คุณ(?:คือผู้|เป็นผู้)?(?:โชคดี|ได้รับ(?:รางวัล|คัดเลือก|เงิน(?!คืน))))|รับ(?:เงิน|"
    r"สิทธิ์?)(?:สนับสนุน|เยียวยา|คืน|ฟรี|กู้)",
    r"\b(?:ur|your|you|u) (?:\w+ ){0,2}(?:just )?won\b|\b(?:you(?:'ve| have)? (?:been )?(?:won|selected|chosen)|"
    r"claim (?:your|the|it)|congrat(?:ulation)?s?\b|"
    r"lucky (?:winner|draw))\b",
    r"អបអរ|ឈ្នះ(?:រង្វាន់|ប្រាក់)|អ្នកសំណាង|ទទួលបានរង្វាន់|(?:យក|ទទួល)រង្វាន់",
    # work
    r"งาน(?:พาร์ท|พาท|part|ออนไลน์|เสริม|ทำที่บ้าน|กดไลค์|ง่าย)|รายได้(?:เสริม|วันละ|ต่อวัน|ดี|หลัก)|"
    r"ทำงานที่บ้าน|(?:วันละ|ต่อวัน|/วัน)[^\n]{0,12}(?:บาท|฿)|"
    r"รับ(?:สมัคร)?(?:แอดมิน|คนกด|พนักงาน)[^\n]{0,24}(?:ออนไลน์|ที่บ้าน)|(?:บาท|฿)\s?(?:/|ต่อ)\s?วัน",
    r"\b(?:part[- ]?time|work from home|home[- ]based|online job|easy (?:money|job|work)|"
    r"earn(?:ing)?)\b[^.\n]{0,40}(?:\d|\b(?:day|daily|week)\b)|"
    r"\b(?:per|a|/) ?day\b[^.\n]{0,30}\b(?:job|work|task|salary)|\bhiring\b[^\n]{0,60}(?:/ ?day|"
    r"\bno experience)|\bhiring\b[^.\n]{0,60}\b(?:visa|flight|"
    r"accommodation|high salary)",
    r"ការងារ(?:ក្រៅម៉ោង|អនឡាញ|ងាយ)|ធ្វើការ(?:ពី|នៅ)ផ្ទះ|(?:ចំណូល|ប្រាក់ខែ|រក)[^\n]{0,24}(?:ក្នុងមួយថ្ងៃ|មួយថ្ងៃ|"
    r"ខ្ពស់)",
    # threats and false notices
    r"(?:บัญชี|แอป|line|ไลน์|บัตร|ซิม|เบอร์|ไฟฟ้า|มิเตอร์)[^\n]{0,24}(?:ถูก|จะถูก|กำลังจะ)(?:ระงับ|ล็อก|ล็อค|"
    r"ปิด|อายัด|ตัด|จำกัด)|เข้าสู่ระบบ(?:จาก)?(?:อุปกรณ์|ที่)(?:อื่น|ไม่รู้จัก|ไม่ปกติ)|"
    r"คุณสามารถ(?:กู้|ยื่น)|ยื่นขอสินเชื่อ|วันนี้เท่านั้นทัก|(?:พัสดุ|สินค้า)[^\n]{0,24}(?:ตกค้าง|ถูกกัก|"
    r"ไม่สามารถ(?:จัดส่ง|ส่ง)|เสียหาย|ที่อยู่ไม่)|คืน(?:เงิน)?(?:ค่า|ประกัน)(?:ไฟ|มิเตอร์|น้ำ|ภาษี)|"
    r"(?:มิฉะนั้น|ไม่เช่นนั้น)|ก่อนถูก(?:ปรับ|ระงับ|ตัด|ปิด|อายัด|ดำเนิน)|หมายจับ|พัวพันคดี|ฟอกเงิน[^\n]{0,20}โทร",
    r"\b(?:account|card|parcel|package|shipment|sim|access|number)\b[^.\n]{0,40}\b(?:suspended|locked|blocked|"
    r"on hold|held|deactivated|restricted|"
    r"limited|disconnected)\b|\bverify (?:your|now|here|immediately)|\bunusual (?:activity|login|sign)|"
    r"\bwarrant\b|\bwithin (?:24|12|48) ?h|"
    r"\b(?:avoid|or (?:your|it) will be)\b[^.\n]{0,24}\b(?:suspension|closure|blocked|suspended|arrest|fine)|"
    r"\b(?:redelivery|customs|clearance|release) fee\b",
    r"(?:គណនី|កាត|ស៊ីម|លេខ|កញ្ចប់)[^\n]{0,32}(?:ផ្អាក|បិទ|ចាក់សោ|រារាំង|ជាប់គាំង|ឃាត់ទុក|ទុក)|"
    r"ផ្ទៀងផ្ទាត់[^\n]{0,24}(?:ឥឡូវ|ភ្លាម|គណនី)|ក្នុងរយៈពេល\s?(?:24|២៤)\s?ម៉ោង|"
    r"ដីកាចាប់|ថ្លៃគយ|បើមិនដូច្នេះ",
    # investments, romance with a purse
    r"(?:กำไร|ผลตอบแทน|ปันผล)[^\n]{0,24}(?:ต่อวัน|การันตี|\d+\s?%|สูง|แน่นอน)|ลงทุน[^\n]{0,32}(?:ได้คืน|คืนทุน|"
    r"กำไร|\d+\s?เท่า|ต่อวัน)|หุ้นเด็ด|ติวหุ้น|กลุ่มหุ้น|vip[^\n]{0,12}หุ้น",
    r"\b(?:guaranteed|double your|daily) (?:profits?|returns?|money|income)|\b(?:profit|"
    r"return)s?\b[^.\n]{0,16}\d+ ?%|\binvest(?:ment)?\b[^.\n]{0,40}(?:\d+ ?%|\bguarant|\bdaily\b)|"
    r"\b(?:seed phrase|connect your wallet|airdrop)\b",
    r"(?:ចំណេញ|ការប្រាក់|វិនិយោគ)[^\n]{0,32}(?:ធានា|%|ភាគរយ|ក្នុងមួយថ្ងៃ|ទ្វេដង)",
)
_ORDINARY = any_of(
    r"ยกเลิก\s?sms|ยกเลิกรับ|โปรโมชั่น|โปรฯ?|ส่วนลด|ลด(?:สูงสุด|ราคา|เพิ่ม)|สาขา|คอนโด|บ้านเดี่ยว|ทาวน์โฮม|"
    r"ประกัน|เรียน\s?(?:คุณ|ลูกค้า|ท่าน)|สมาชิก|ดูแลคุณ|"
    r"ใบแจ้ง|กรมธรรม์|นัดหมาย|วัคซีน|ขอบคุณ(?:ที่|ค่ะ|ครับ)|สำรวจความพึงพอใจ|แบบสอบถาม|คูปอง|เงื่อนไข(?:ตาม|"
    r"เป็น)|ราคา(?:พิเศษ|เริ่ม)|โทร\.?\s?1\d{3}\b",
    r"\b(?:unsubscribe|t&c|terms|dear customer|discount|promo(?:tion)?|sale|branch|appointment|invoice|"
    r"your order|thank you for|survey|"
    r"e-?receipt|newsletter)\b",
    r"បញ្ចុះតម្លៃ|ប្រូម៉ូសិន|សាខា|អតិថិជនជាទីគោរព|ការណាត់|វិក្កយបត្រ|អរគុណ",
)


def baits(plain: str) -> bool:
    """Says whether any words in a text are what offenders lure with, whoever speaks."""
    return _BARE_LURE.search(plain) is not None or _LURE.search(plain) is not None


def voice(plain: str, blanked: str | None = None) -> Voice:
    """Says who speaks in a text; the reporter's words win over all others.

    Args:
        plain: the folded, lower-case text.
        blanked: the same without its links and handles, whose own words ("…-promo.example") advertise nothing.
    """
    words = plain if blanked is None else blanked
    if _NEAR_ONE.search(plain):
        return Voice.LURE
    if _REPORT.search(words):
        return Voice.REPORT
    if _BARE_LURE.search(plain):
        return Voice.LURE
    if _ORDINARY.search(words):
        return Voice.ORDINARY
    return Voice.LURE if _LURE.search(plain) else Voice.UNKNOWN
