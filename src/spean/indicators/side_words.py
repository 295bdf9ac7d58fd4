"""Whom a report speaks of: words for the offender, for the reporter and for everybody else. Data for `sides`.

`OFFENDER` may be narrow: what it misses stays context. `INNOCENT` must be wide: each of its words only ever takes
suspicion away, and besides people it knows the shapes in which any person enters a sentence (somebody's, "a man who
saw …", a label with a noun of nobody listed).
"""

from collections.abc import Mapping

from spean.indicators.cue import Cue
from spean.indicators.cue_words import KIN_KHMER, PRONOUN, Family, any_of

#: Only a text with one of these tells of a crime; in any other nobody is an offender.
CRIME = any_of(
    r"หลอก|โกง|มิจ|คนร้าย|ปลอม|โดน(?!ใจ)|แจ้งความ|อายัด|ระงับบัญชี|บัญชีม้า|ยาบ้า|ไอซ์|ตรวจยึด|ของกลาง|จับกุม|"
    r"แฮก|แฮค|ค่าไถ่|"
    r"หาย(?:ไป)?เลย|โอนแล้ว(?:หาย|เงียบ)|ปิดเฟส|ถูกดูดเงิน|ดูดเงิน|เตือนภัย|ระวัง|อย่าหลง|เงินหาย|ไม่ได้เงินคืน|"
    r"ไม่คืนเงิน|เชิดเงิน|หนีหาย|ปิดเพจ|\.apk|รีโมท|ข่มขู่|ขู่|แบล็กเมล|พนัน|"
    r"ค้ามนุษย์|กักขัง|ยาเสพติด|ยาเค|เฮโรอีน|ไม้พะยูง|ไม้เถื่อน|ต้องสงสัย|น่าสงสัย|เถื่อน|ผิดกฎหมาย|"
    r"หมายจับ|บล็?[อ๊]?[กค]|แก๊ง|ผู้เสียหาย|เหยื่อ|ถอนไม่|ไม่ได้(?:รับ)?(?:ของ|สินค้า)|ไม่ส่งของ|ซิมบ็?อก|"
    r"ลักลอบ|พาเหยื่อ|แอบอ้าง|อ้างเป็น|อ้างตัว|ผู้ต้อง|หลบหนี|เรียกค่า",
    r"scam|fraud|fake|phish|suspect|cheat|stole|snatched|hijack|hack|ransom|launder|arrest|seiz|traffick|smuggl|"
    r"victim|blocked (?:me|us)|vanish|disappear|never (?:came|arrived|sent)|\b(?:i|we|he|she|they|have|has|'ve|"
    r"had) lost\b|\blost (?:my|all|everything|about|over|[\d$฿])|spoof|heroin|meth\b|yaba|"
    r"ketamine|freeze|frozen|con ?m[ae]n|conned|impost|impersonat|\bmules?\b|swindl|thie[fv]|robb|threat|extort|"
    r"blackmail|suspicious|beware|warning:|\balert\b|watch out|tricked|duped|deceiv|lured|defraud|bogus|"
    r"counterfeit|ponzi|pyramid|"
    r"pig.?butcher|remote access|anydesk|teamviewer|\.apk|drained|emptied|wiped out|money (?:is |was )?gone|"
    r"(?:won't|will not|refuse\w* to) "
    r"(?:refund|pay|return)|no refund|(?:didn't|did not|never) (?:receive|arrive|get|deliver)|"
    r"not (?:the )?(?:official|real)|gambling|"
    r"passport (?:was )?taken|held (?:against|captive|hostage)|drugs?\b|pills|contraband|confiscat|detained|"
    r"raid(?:ed)?\b|illegal|smuggl|"
    r"claim(?:ed|ing|s) to be|said (?:he|she|they) (?:was|were) (?:from|a|an|the)|calling (?:him|her|them)sel|"
    r"keep(?:s)? (?:calling|changing)|"
    r"took my|stopped (?:replying|responding|answering)|harass|persuaded to|unreachable|ghosted|unlicen|"
    r"loan shark|nudes?\b|sextort|money laundering|bribe|sim ?box|(?:job|visa|processing|"
    r"registration) (?:deposit|fee)|legit\?|promised \d|can't withdraw|cannot withdraw|"
    r"want another|accounts? for [\d,]+ (?:baht|thb|usd)|pretend|culprit|crook|syndicate|tip:",
    r"បោក|ក្លែង|ជនសង្ស័យ|ប្តឹង|លួច|ចោរ|រឹបអូស|គ្រឿងញៀន|ថ្នាំញៀន|លោះ|គំរាម|បាត់លុយ|បាត់ប្រាក់|ប្លុក|ដកមិនបាន|"
    r"ប្រយ័ត្ន|បាត់ខ្លួន|មិនសង|មិនមក(?:ទេ|សោះ)|មិនបានទទួល|បិទផេក|ឆបោក|ជួញដូរ|បង្ខាំង|ឈើ|សង្ស័យ|ខុសច្បាប់|ល្បែង|បង្ខំ|"
    r"ចាប់ខ្លួន|ឃាត់ខ្លួន|ដកហូត|ចាប់ឈើ|ចាប់យក|រងគ្រោះ|ជនខិលខូច|ជនល្មើស|បន្លំ|ដឹកមនុស្ស|បង្កក|ចាក់សោ|កុំទុកចិត្ត|"
    r"បើមិនបង់|"
    r"លិខិតឆ្លងដែន|មកយកលុយ|ចាញ់បោក",
)

#: What an offender has: whatever else is theirs is somebody, or is nothing that leads to them.
_LABEL = (
    r"(?:own |new |other |second |main |thai |cambodian |fake )?(?:number|no|nr|phone|mobile|tel|line|telegram|"
    r"whatsapp|facebook|fb|"
    r"email|e-mail|account|acct|acc|a/c|wallet|address|website|site|web|page|link|url|app|id|profile|handle|"
    r"bank|promptpay|qr|"
    r"channel|group|call|message|sms|text|shop|bot|plate|car|truck|van|vehicle|handset|sim|domain|ip|server|"
    r"panel|kit|bot|contact|username|user|alias|name)\b"
)
_NOUN_ENGLISH = (
    rf"(?:scammers?|(?:scam|phishing|fraud) (?={_LABEL})|(?:phishing|scam) kit|phishers?|ransomware|"
    rf"blackmailers?|extortionists?|hackers?|impersonators?|"
    r"swindlers?|cheaters?|smugglers?|traffickers?|robbers?|fraudsters?|"
    r"con ?m[ae]n|suspects?|offenders?|criminals?|crooks?|thie(?:f|ves)|culprits?|perpetrators?|gangs?(?:ters?)?|"
    r"syndicate|(?:drug )?dealers?|mules?(?= (?:account|acct|wallet|bank|promptpay|number))|impost[eo]rs?|"
    r"attackers?|intruders?|loan sharks?|recruiters?|"
    r"(?<!my )(?<!our )boss|(?:the|this|that|online) (?:seller|buyer|broker|agent|trader|advis[eo]r)|sellers?|"
    r"fake|bogus|malware|mastermind|ring ?leader|gunman|kingpin)(?:'s?)?(?!-)"
)
_STRANGER_ENGLISH = (
    r"(?:a|the|some|this|same|another) (?:man|woman|guy|girl|lady|boy|person|stranger) (?:in the chat|at \w+ \w+ "
    r"border|called|calling|sells?|rang|texted|messaged|contacted|claim\w*|who (?:called|texted|rang|messaged|"
    r"contacted))|someone (?:called|texted|messaged|rang)|(?:a|the|another|one) (?:\w+ )?(?:man|woman|guy|lady|"
    r"girl|person) (?:on|using)|the driver (?:had|used|carried|offered|fled|had)|the (?:man|woman|guy|lady|"
    r"girl) (?:then |also |later )?(?:gave|used|uses|said|told|asked|called|sent|wanted)|same (?:man|lady|woman|"
    r"guy|person|voice)"
)
#: Whom somebody is not: words of pretence with what they pretend.
POSES = (
    r"(?:อ้าง(?:ตัว)?|แอบอ้าง|ปลอม(?:ตัว)?|แสดงตัว|บอก)(?:ว่า)?เป็น[^\s\d]{0,32}",
    r"\b(?:claim(?:s|ed|ing)?|pretend(?:s|ed|ing)?) (?:to be|to have|he|she|they|it)(?: \w+){0,4}|"
    r"\bpos(?:es|ed|ing) as(?: \w+){1,4}|\bcalling (?:him|her|them)sel(?:f|ves)(?: \S+){1,3}|"
    r"\b(?:fake|so-called|bogus|false|supposed)(?: \w+){1,2}",
    r"(?:ក្លែង|បន្លំ)(?:ខ្លួន)?ជា[^\s\d]{0,24}",
)
#: Nouns and poses: the offender, whoever was spoken of before.
NAMED = any_of(
    r"มิจฉาชีพ|มิจ(?=โทร|ใช้)|คนร้าย|แก๊ง(?:คอลเซ็นเตอร์)?|ผู้ต้องหา|ผู้ต้องสงสัย|ผตห\.?|ผู้ก่อเหตุ|คนโกง|โจร|"
    r"(?<!ของ)(?<!อัต)มัน(?!ส)|"
    r"คนขาย|ผู้ขาย|คนซื้อ|แม่ค้า|พ่อค้า|ปลายสาย|นายหน้า|เอเย่นต์|ผู้ชักชวน|คนชวน|คนแปลกหน้า|แฮ[กค]เกอร์|บัญชีม้า|"
    r"หัวหน้า(?:แก๊ง|คนจีน|ใหญ่|ขบวนการ)|ขบวนการ|คนที่(?:โทร|ทัก|หลอก|โกง)[^\s\d]{0,6}|มีคน(?:โทร|ทัก|ส่ง|ใช้)|"
    r"มีแอดมิน|"
    r"คนขับ(?=ใช้)|ชวน(?:ลงทุน|เทรด|เปิดบัญชี|ทำงาน)|ฝ่ายบริการ",
    rf"\b{_NOUN_ENGLISH}|\b(?:with|by|from) them\b|\bagent told\b|\b(?:{_STRANGER_ENGLISH})",
    r"ជនឆបោក|ជនសង្ស័យ|អ្នកបោក(?:ប្រាស់)?|ជនខិលខូច|ជនល្មើស|ចោរ|អ្នកលក់|អ្នកលួច|ចៅហ្វាយ|ថៅកែ|អ្នកណែនាំ|មេក្លោង|"
    r"ឧក្រិដ្ឋជន|"
    r"បុរសម្នាក់|ស្ត្រីម្នាក់|មានគេ|គេ(?=បោក|ប្រើ|ឲ្យ|ឱ្យ|ថា|ផ្ញើ|សុំ|ហៅ|ខល|ឆាត|$|\s)|(?<=[ញមន])គេ|វា(?=យក|ប្រើ|ថា)|"
    r"ម្ចាស់ឈើ|អ្នកបើក(?:ឡាន|រថយន្ត)|ភ្ញៀវ(?=ជិះ|ប្រើ|បង្ហាញ)|សេវាអតិថិជនឡាញ",
    *POSES,
    r"แอบอ้าง|อ้างว่า|ปลอม|ក្លែងក្លាយ|អះអាង|អាក្លែង|ក្លែង",
)
_SAYS = (
    r"(?:told|asks?|asked|said|says?|sent|sends?|gave|gives?|wants?|wanted|claim\w*|promis\w*|threat\w*|demand\w*|"
    r"call(?:ed|s)?|text(?:ed|s)?|messag\w+|contact(?:ed|s)?|us(?:es?|ed|ing)|made|make|collect(?:ed|s)|drives?|"
    r"drove|keep|kept|cold-called|walked|showed|shows?|operates?|runs?|sells?|goes by|went by|introduced|"
    r"insist\w*|invited|got|picked|go by|post(?:ed|s))"
)
#: Pronouns that act: the offender, unless somebody innocent was named before.
ACTING = any_of(
    r"(?:เค้า|(?<!พวก)เขา)(?:บอก|ให้|ส่ง|ใช้|ชวน|โทร|ทัก|ขอ|สั่ง|ขู่|แนะนำ)",
    rf"\b(?:he|she|they) (?:(?:just|then|now|also|always|even|have|had|has|is|are|was|were|later) )?{_SAYS}\b|"
    r"\btheirs is\b|\b(?:his|her|their) (?:(?:other|second|new|own) )?(?:site|website|line|telegram|number|wallet|"
    r"account|channel|page|phone|facebook|whatsapp|email)\b",
)
#: What was done with the money, or with what the offender sent: enough for a value of that family in a report.
ACTS: Mapping[Family, Cue] = {
    Family.PAY: any_of(
        r"โอน(?!ออก|จาก|คืน|เงินเดิน|ผิด)|ลงทุน|(?:หาย|สูญ|เสีย(?:เงิน)?|ดูด)[^\n\d]{0,20}|สแกน|คิวอาร์|\bqr\b|"
        r"payload|ระงับบัญชี|ผล(?:การ)?อายัด",
        r"\b(?:paid|sent|transferr(?:ed|ing)|deposit(?:ed|s)?|wired|invested|put in|topped up|credited|"
        r"cashed out|scan(?:ned)?|demand(?:s|ed)?|deposit address|fee|"
        r"asked (?:\w+ )?for (?:money|payment|a deposit|cash|[\d$฿]+)|"
        r"(?:money|funds|cash|it|payment|amount) (?:went|moved|landed|ended up))\b"
        r"(?! (?:from|with|using|me|us|back|by (?:him|her|them|my|the)))",
        r"ផ្ញើ|ផ្ទេរ|វេរ|បង់|ស្កែន|ទិន្នន័យ|បង្កក[^\n]{0,20}ប្រាក់",
    ),
    Family.OPEN: any_of(
        r"(?:ผ่าน|ใน|ทาง|จาก|ที่)(?:เว็[บป]|แอ[ปพ]|แพลตฟอร์ม|ลิ[้]?[งง][กค]?์?)|เทรด|ลงทุน|หลอก|(?:จ่าย|ชำระ|"
        r"กรอก)[^\n]{0,30}ที่\s?$|พบเว็[บป]",
        r"(?<!\bis )\btrad(?:e|ed|ing) (?:\w+ )?(?:on|at|via|through)|\bhosted (?:on|at)|\bkit (?:at|on)|"
        r"\bposts? to\b|\bresolves? to\b|\b(?:install|download)\w*\b[^.;\n]{0,30}\bfrom\b|"
        rf"\b(?:scam|phishing|fake|fraudulent) {_LABEL}|"
        r"\bis (?=\S+ legit)|\b(?:invest|deposit|paid|order|buy|bought)\w*\b[^.;\n]{0,40}"
        r"\b(?:from|on|via|through|at|in)\b|\b(?:log ?ins?|logged in|user|connection|access|traffic|attack\w*)\b"
        r"[^.;\n]{0,24}\bfrom\b|\bchat(?:ted|s)? (?:was )?on\b|\b(?:site|mirror|bot|panel)\b",
        r"វិនិយោគ|បោក(?:តាម|លើ)|វេបសាយ|វ៉ិបសាយ|គេហទំព័រ(?!ពិត|ផ្លូវការ)|កម្មវិធី|លេងល្បែង|ប្រយ័ត្ន|ដែលចូល|អាសយដ្ឋាន",
    ),
    Family.ADD: any_of(
        r"(?:ใช้|ผ่าน|ชื่อ|ทาง)(?:ชื่อ)?(?:เฟ[สซ]|ไลน์|เทเล|เพจ|facebook|line)|วิดีโอคอล|คุยผ่าน",
        r"\bon (?:line|telegram|facebook|whatsapp) (?:id|user|called|as)\b|\bvideo call\b|\bthe bot\b",
        r"បោក(?:តាម|លើ)|តាម(?:រយៈ)?(?:ឡាញ|តេឡេ|ហ្វេស)|ឡាញគេ",
    ),
    Family.CALL: any_of(
        r"(?:โทร|ทัก|ส่ง(?:sms|ข้อความ))[^\d\n]{0,8}(?:มา)?จาก",
        r"\b(?:called|rang|phoned|texted|cold-called|chat(?:ted)?) (?:\w+ )?(?:was )?(?:from|on)\b|"
        r"\b(?:contacted|called|messaged|approached|texted|phoned)\b"
        r"[^.;\n]{0,24}\bby\b",
        r"(?:ខល|ហៅ|តេ)(?:មក)?ពី(?:លេខ)?",
    ),
    Family.HOLD: any_of(
        r"มารับ(?:เงิน|ของ|คน)|พาเหยื่อ|ขนย้าย",
        r"\b(?:picked up|collected|getaway)\b",
        r"មកយក(?:លុយ|ប្រាក់)|"
        r"ដឹក(?:ខ្ញុំ|មនុស្ស)",
    ),
}
_OFFENDERS_THING = rf"(?:(?:both|the|a|an|his|her|their|from|on|via|and|is|was|to|at|it) |{_LABEL}[\s:=#.,]*|[\s:(])*$"
#: English words that lead up to a value with nothing but what it is between: "the boss uses Telegram …".
LEADS_UP = any_of(
    rf"\b{_NOUN_ENGLISH} (?:(?:also|now|then|who) )?(?:uses?|used|using|gave (?:me |us )?|called|texted|rang|wrote|"
    rf"is on|was on)?\s?{_OFFENDERS_THING}",
    rf"\b{_LABEL} (?:of|from|for) (?:the |a |this )?{_NOUN_ENGLISH}[\s:(]*$|\b(?:phishing|scam) kit (?:at|on|"
    rf"is at)\s*$",
    rf"\bthey (?:also |always |now |then )?(?:use|used|called|call|text|texted|rang|keep (?:calling|changing|"
    rf"texting)|wrote)"
    rf"(?: me| us)?(?: numbers?)?\s?{_OFFENDERS_THING}",
)
#: A note of police work: what was seized is the offender's, over sentences, until somebody else is spoken of.
SEIZED = any_of(
    r"ตรวจยึด|ของกลาง|จับกุม|ยึดได้|ตรวจค้น",
    r"\bseiz(?:ed|ure)\b|\b(?:officers?|police|soldiers|customs) (?:stopped|searched|intercepted)\b|"
    r"\barrested\b|\bsuspects? (?:carried|was carrying|had)\b|\btimber case\b|\bdrugs? case\b",
    r"រឹបអូស|ចាប់ខ្លួន|ឃាត់ខ្លួន|ដកហូត|ចាប់យក|ចាប់ឈើ",
)

# -- everybody else -----------------------------------------------------------------------------------------
_KIN = (
    r"mother|mom|mum|father|dad|sister|brother|aunt(?:ie)?|uncle|sons?|daughters?|wife|husband|friends?|"
    r"cousins?|niece|"
    r"nephew|grand\w+|gran(?:ny)?|neighbou?rs?|colleagues?|co-?workers?|classmates?|room-?mates?|partner|fianc\w+|"
    r"family|parents?|relatives?|in-law|child(?:ren)?|kids?"
)
_PEOPLE = (
    r"victims?|complainants?|reporters?|informants?|remitters?|remitting|originat\w+|payer|payor|witness\w*|"
    r"bystanders?|passer-?by|police|officers?|sgt|capt(?:ain)?|inspector|detective|colonel|lieutenant|prosecutor|"
    r"judge|court|lawyers?|attorney|doctors?|nurses?|hospital|clinic|ambulance|embassy|consul\w*|journalists?|"
    r"newspaper|news|ngo|charity|shelter|monks?|temple|teachers?|school|university|students?|landlords?|landlady|"
    r"tenants?|owners?|couriers?|delivery|riders?|taxi|tuk-?tuk|passengers?|interpreter|translator|registrar|"
    r"host(?:er|ing (?:company|provider))|provider|operator|carrier|telecom|abuse|switchboard|hotline|desk|branch|"
    r"staff|tellers?|headquarters|ministry|department|dept|government|interpol|liaison|contact(?!ed|s? (?:me|us|"
    r"him|her))|embassies|customers?|clients?|patients?|hostages?|survivors?|workers?|employees?|colleague|"
    r"volunteer\w*|"
    r"rescuer?s?|guards?|security|cashiers?|guests?|hotel|restaurant|manager"
)
_SHAPES = (
    r"\b(?!(?:he|she|it|that|what|there|who|let|here)'s)[\w-]+'s\b",
    r"\b(?:the|a|an|one|another|some) [\w-]+(?: [\w-]+)? (?:who|whose|says?|said|saw|found|helped|answers?|witnessed|"
    r"confirmed|reported|noticed|filmed|photographed|heard|rescued|took|knows?)\b",
    r"\b(?:real|genuine|actual|official|legitimate|true|correct|belong(?:s|ing|ed)?|registered|innocent|ours|mine|"
    r"owned|reach(?:able|ed)?|call ?back|callback|returned|recovered|saw|witnessed|helped|rescued|confirmed|whose|"
    r"ramm(?:ed|ing)|crash\w*|collided|hit|struck|parked|photos?|pictures?|images?|screenshots?|copied|copy|"
    r"employers?|ex|"
    r"survivors?|support (?:group|network)|refund\w*|home|questions?|each other|asked (?:me )?for (?:my|our)|"
    r"threaten\w* to (?:call|phone|tell|text|contact)|happy to|(?:was|were|been|got|getting|is|"
    r"are) (?:also )?(?:scammed|cheated|conned|"
    r"tricked|duped|defrauded|robbed|targeted|hacked|lured|fooled|contacted too)|read more|source|article|"
    r"according|via (?=http)|"
    r"details? (?:at|here|on)|learn more|watch|guardian|holder|another (?:shop|customer|victim|person)|"
    r"last year|for years|"
    r"instead of|copied|cloned|spoofed|stolen from|looks? like)\b|\bnot (?:from|the|a|me|involved)\b|\bmr\b|\bmrs\b|"
    r"\bms\b|\bmiss\b|\bdr\b|\bshow(?:ed|n|ing)? (?:on|up)\b|caller id|\bask for\b|\bthe (?:old|other) one\b",
)
_THAI_LABEL = r"(?:เบอร์|โทร\.?|ไลน์|เทเลแกรม|อีเมล|ติดต่อ)"
_THAI_PLAIN = (
    r"(?!ศัพท์|ใหม่|มือถือ|ที่|นี้|นั้น|ต่าง|ไทย|กัมพูชา|เขมร|ลาว|จีน|ไอดี|ชื่อ|คือ|แอด|จาก|มา|เข้า|หา|ไป|โทร|"
    r"เบอร์|เลข|ติดต่อ|แล้ว|เป็น|"
    r"ว่า|บอก|ใช้|และ|หรือ|กับ|ปลอม|คนร้าย|มิจ|มัน|เค้า|เขา|ลิ|กลุ่ม)"
)
_KHMER_LABEL = r"(?:លេខ|ទូរស័ព្ទ|ទូរសព្ទ|ឡាញ|តេឡេក្រាម|telegram|អ៊ីមែល)"
_KHMER_PLAIN = (
    r"(?!ទូរ|លេខ|ស៊ីម|ថៃ|ខ្មែរ|ចិន|គេ|គណនី|ថ្មី|នេះ|នោះ|ឡាញ|តេ|ទី|ដែល|អាយឌី|មួយ|និង|ឬ|ជន(?:ឆ|ស|ខ|ល)|ចោរ|"
    r"អ្នក(?:បោក|លក់|លួច|ណែនាំ|បើក)|ប្រើ|ថា|"
    r"ផ្ទេរ|ឈ្មោះ|កាត់|ស៊ីម|ពី|មក|ទៅ|គឺ|whatsapp|imei)"
)
#: Anybody else, from whose mention on a value is no longer the offender's.
INNOCENT = any_of(
    rf"(?<!ให้)(?<!หา)(?<!บอก)(?<!กับ)(?<!หลอก){PRONOUN}|เปิดบัญชี|จาก(?:บัญชี|บช|พร้อมเพย์|กระเป๋า|วอล)|"
    r"แม่(?!ค้า|ส|น)|(?<!ผู้)พ่อ(?!ค้า)|ลูก(?!เล่น)|พี่|น้อง|ป้า|ลุง|น้า|ปู่|คุณ(?:ตา|อา|ยาย|ย่า)|"
    r"(?<!เพิ่ม)เพื่อน|ญาติ|สามี|ภรรยา|แฟน|หลาน|"
    r"อ่าน|วิธี|แจ้งที่|แจ้งความ|เช็กที่|ตรวจสอบได้|รูป|ขโมย|ถ่ายรูป|(?:ขู่|บอก)ว่าจะ|หลอกเอา|เอาไป|ขอ(?:เบอร์|"
    r"เลข|บัตร|สำเนา)|ถาม|รับสาย|แค่รับจ้าง|ถูกชน|ชนกับ|ชนรถ|แฟนเก่า|อ่านต่อ|ที่มา|"
    r"ครู|อาจารย์|โรงเรียน|โรงพยาบาล|โรงพัก|โรงแรม|รพ\.|หมอ|พยาบาล|ตำรวจ|ตร\.|จนท|เจ้าหน้าที่|สภ\.|สน\.|ร้อยเวร|"
    r"พนักงาน|สาขา|ศาล|ทนาย|"
    r"สถานทูต|กงสุล|มูลนิธิ|นักข่าว|ข่าว|พยาน|วิน|แท็กซี่|พลเมือง|เจ้าของ(?!บัญชีม้า)|ตัวจริง|จริง|ทางการ|"
    r"ติดต่อ(?!มา|คน|ฝ่าย)|สอบถาม|"
    r"ลูกค้า|ผู้ประสาน|กู้ภัย|พระ(?!เ)|วัด|หอพัก|ผู้โอน|ต้นทาง|ผู้ส่ง|ผู้ดูแล|ผู้ใช้|นายจ้าง|หัวหน้า(?!แก๊ง|"
    r"คนจีน)|บริษัท|สำนักงาน|ออฟฟิศ|"
    r"ศูนย์|(?<!แ)กรม(?!ธรรม์)|กระทรวง|รับแจ้ง|ผู้รับ(?!โอน)|ไรเดอร์|ขนส่ง|โบรกเกอร์|คนกลาง|คืน|ส่วน|แจ้งหาย|"
    r"ยืม|ถูก(?:แอบอ้าง|นำ|ขโมย|แฮก)|"
    rf"{_THAI_LABEL}(?:ของ)?{_THAI_PLAIN}[ก-๎]{{2,}}[\s:=]*$",
    r"\bfrom (?:\w+ )?(?:own |bank )?(?:account|acct?|promptpay|wallet)s?\b|"
    r"\b(?:i|we) (?:\w+ )?(?:checked|read|filed|posted|reported|wrote|searched|found|saw|looked|warned)\b|"
    r"\bread\b|\bcomplaint|"
    r"\breport(?:ed|ing|s)? (?:it|this|them|him|her|to|at|via)\b|\bwhois\b|\bblog\b|\bforum\b|\binformation\b|"
    r"\bopen(?:ed)? (?:an?|the|new) \w* ?accounts?\b|ពីគណនី",
    rf"\b(?:my|our|i'm|i am|myself|{_KIN}|{_PEOPLE})\b",
    *_SHAPES,
    rf"{KIN_KHMER}|ខ្ញុំ(?!ផ្ញើ|បានផ្ញើ|ផ្ទេរ|បានផ្ទេរ)|យើង|ជនរងគ្រោះ|អ្នករងគ្រោះ|ម្តាយ|ម៉ាក់|ម៉ែ|ឪពុក|ប៉ា(?!វ)|"
    rf"បងស្រី|បងប្រុស|ប្អូន|អ៊ំ|"
    r"មីង|ពូ(?!ល)|តា(?=ខ្ញុំ)|យាយ|កូន|ក្មួយ|ប្តី|ប្រពន្ធ|មិត្ត|ញាតិ|អ្នកជិតខាង|ម្ចាស់(?!ឈើ)|ដើមបណ្តឹង|ពិត|"
    r"ផ្លូវការ|សាខា|ទំនាក់ទំនង|ទាក់ទង|"
    r"យករូប|បុក|គំរាមថា|សុំ(?:លេខ|រូប|អត្ត)|យកលេខ|អ្នកឃើញ|អ្នករត់|ជួលគាត់|អាន|ប្រភព|"
    r"សាក្សី|ប៉ូលិស|នគរបាល|មន្ត្រី|មន្ទីរ|ស្ថានទូត|អង្គការ|គ្រូ|សាលា|មេធាវី|តុលាការ|អ្នកកាសែត|ព័ត៌មាន|ក្រុមហ៊ុន|"
    r"បុគ្គលិក|អ្នកដឹក|អ្នកផ្ទេរ|"
    r"អ្នកផ្ញើ|អ្នកជំនួយ|ហាង(?!ក្លែង)|មេភូមិ|លោកគ្រូ|ធនាគារ(?=បាន|សាខា)|ចំណែក|សង្គ្រោះ|ជំនួយ|"
    rf"{_KHMER_LABEL}(?:របស់)?{_KHMER_PLAIN}[ក-៓]{{3,}}[\s:៖]*$",
)
_OFFENDER_LOCAL = (
    r"(?:ผู้ต้องหา|ผู้ต้องสงสัย|คนร้าย|มิจฉาชีพ)",
    r"(?:ជនសង្ស័យ|ជនឆបោក|ជនល្មើស)",
)
#: The offender's relatives, counsel and neighbours.
RELATED = any_of(
    rf"(?:ทนาย|เมีย|ภรรยา|สามี|แม่|พ่อ|ลูก|ญาติ|เพื่อน|เพื่อนบ้าน|พี่|น้อง|"
    rf"เจ้าของ[^\s\d]{{0,12}})(?:ความ)?(?:ของ)?{_OFFENDER_LOCAL[0]}",
    rf"(?:មេធាវី|ប្រពន្ធ|ប្តី|ម្តាយ|ឪពុក|កូន|ញាតិ|មិត្តភក្តិ)(?:របស់)?{_OFFENDER_LOCAL[1]}",
    rf"\b{_NOUN_ENGLISH} (?:\w+ )?(?:ex-?\w*|{_KIN}|lawyer|attorney|landlord\w*|neighbou?r|employer|victims?)\b",
)
#: The reporter looks something up or passes it on: the link they name is where they did.
LOOKED_UP = any_of(
    r"\b(?:i|we) (?:\w+ )?(?:checked|read|filed|posted|reported|wrote|searched|looked|warned|complained)\b",
    r"(?:ผม|ฉัน|หนู|ดิฉัน|เรา)(?:ได้|ไป|เลย|ลอง)?(?:เช็[กค]|อ่าน|โพสต์|ค้น|ตรวจสอบ|ร้องเรียน)",
    r"ខ្ញុំ(?:បាន)?(?:ពិនិត្យ|អាន|ស្វែងរក|បង្ហោះ)",
)
#: People a pronoun may stand for.
SOMEBODY = any_of(
    rf"\b(?:{_KIN}|{_PEOPLE}|mules?(?! acc))\b",
    r"ผู้เสียหาย|เหยื่อ|แฟน|คน(?:อื่น|หนึ่ง)|เด็ก|ไรเดอร์|พนักงาน|ครู|หมอ|แม่|พ่อ(?!ค้า)|ลูก(?!ค้า)|"
    r"(?<!เพิ่ม)เพื่อน|ตำรวจ|เจ้าหน้าที่|พยาน|สามี|ภรรยา|หลาน|น้อง|พี่|ป้า|ลุง",
)
#: Right after a value: it is somebody else's after all.
OTHERS_AFTER = any_of(
    r"[^\d\n]{0,24}?(?:(?:เป็น|คือ)[^\d\n]{0,12}จริง|ซึ่งเป็น(?:เบอร์|บัญชี|เว็บ)?(?:จริง|ของ)|เป็นของ(?!คนร้าย|"
    r"มิจ|มัน|แก๊ง)|เป็นพยาน|เห็น(?:คนร้าย|เหตุ))",
    r"[^.;\n\d]{0,32}?\b(?:belongs? to|is really|really is|is (?:also )?(?:a|the|her|his|our|my) (?!scam|fake|"
    r"suspect|"
    r"fraud|mule|gang|site|one)|which is (?:the|a|our|my)|is genuine|is real|knows nothing|saw (?:it|him|them)|"
    r"not me|took (?:her|him|them|me)|can be reached|registered to)\b",
    r"\s*(?:នេះ)?(?:គឺ)?(?:ជារបស់|មិនមែនជន|គាត់បានឃើញ|បានឃើញ|បានផ្តល់ចម្លើយ|ជា[^\d\n]{0,12}(?:ពិត|ផ្លូវការ))",
)
