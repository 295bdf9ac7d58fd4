"""Names that senders give the canonical columns, in English, Thai and Khmer; data only (`mapping` applies them).

A person's column is always built from an owner word and a thing word (`suspect` + `phone`, `เบอร์` + `คนร้าย`), so that
no name without an owner can make somebody a suspect. A bare `phone` is nobody's: see BARE.
"""

#: Words that name the offender.
SUSPECT_WORDS = (
    "suspect", "suspected", "suspects", "scammer", "scammers", "offender", "perpetrator", "criminal",
    "fraudster", "culprit", "mule", "accused",
    "ผู้ต้องสงสัย", "คนร้าย", "ผู้ร้าย", "ผู้ก่อเหตุ", "ผู้ถูกกล่าวหา", "ผู้ต้องหา",
    "มิจฉาชีพ", "ผู้กระทำผิด", "ผู้กระทำความผิด", "คนโกง", "บัญชีม้า", "แก๊งคอลเซ็นเตอร์",
    "ជនសង្ស័យ", "ជនល្មើស", "ជនបោកប្រាស់", "ជនឆបោក", "ជនខិលខូច",
)  # fmt: skip

#: Words that name the deed: what of the offender's stands beside them is a tool of it ("scam url"), never a name.
DEED_WORDS = ("scam", "fraud", "phishing", "malicious")
DEED_THINGS = ("phone", "account", "url", "handle", "wallet")

#: Words that name the victim, or whoever reports.
VICTIM_WORDS = (
    "victim", "victims", "complainant", "reporter", "reporting person", "informant", "injured", "claimant", "payer",
    "plaintiff",
    "ผู้เสียหาย", "เหยื่อ", "ผู้ถูกหลอก", "ผู้เดือดร้อน", "ผู้แจ้ง", "ผู้ร้อง", "ผู้ร้องเรียน", "ผู้ร้องทุกข์", "ผู้โอน", "ผู้กล่าวหา", "โจทก์",
    "ជនរងគ្រោះ", "អ្នករាយការណ៍", "អ្នកប្តឹង", "ដើមបណ្តឹង", "ម្ចាស់បណ្តឹង", "អ្នកប្ដឹង", "ដើមចោទ", "អ្នករងគ្រោះ",
)  # fmt: skip

#: What of a person a column can hold; the thing "name" of `suspect` is the column suspect_name.
THINGS = {
    "phone": (
        "phone", "phone number", "phone no", "phones", "telephone", "telephone number", "tel", "tel no", "mobile",
        "mobile number", "mobile no", "mobile phone", "cell phone", "contact number", "msisdn",
        "เบอร์", "เบอร์โทร", "เบอร์โทรศัพท์", "หมายเลขโทรศัพท์", "เบอร์มือถือ", "โทรศัพท์", "เลขหมายโทรศัพท์",
        "លេខទូរស័ព្ទ", "ទូរស័ព្ទ", "លេខទូរសព្ទ", "ទូរសព្ទ",
    ),
    "account": (
        "account", "account number", "account no", "bank account", "bank account number", "bank account no", "acct",
        "acct no", "acc no", "bank acc", "a/c no",
        "บัญชี", "เลขบัญชี", "เลขที่บัญชี", "หมายเลขบัญชี", "บัญชีธนาคาร", "เลขบัญชีธนาคาร", "เลขที่บัญชีธนาคาร",
        "គណនី", "លេខគណនី", "គណនីធនាគារ", "លេខគណនីធនាគារ",
    ),
    "bank": ("bank", "bank name", "bank code", "ธนาคาร", "ชื่อธนาคาร", "ធនាគារ", "ឈ្មោះធនាគារ"),
    "url": (
        "url", "urls", "link", "links", "website", "web site", "web", "site", "domain", "domain name", "web address",
        "ลิงก์", "ลิงค์", "ลิ้งก์", "ลิ้งค์", "เว็บไซต์", "เว็บ", "โดเมน", "เว็บไซด์",
        "តំណ", "តំណភ្ជាប់", "គេហទំព័រ", "វេបសាយ", "ដូមេន",
    ),
    "handle": (
        "handle", "line id", "line", "telegram", "telegram id", "facebook", "social account", "social media",
        "social media account", "username", "user name", "chat id", "profile",
        "ไลน์", "ไอดีไลน์", "เฟซบุ๊ก", "เฟสบุ๊ค", "เทเลแกรม", "บัญชีโซเชียล", "ชื่อผู้ใช้", "ไลน์ไอดี",
        "តេឡេក្រាម", "ហ្វេសប៊ុក", "ឡាញ", "គណនីតេឡេក្រាម", "គណនីហ្វេសប៊ុក", "គណនីបណ្តាញសង្គម",
    ),
    "wallet": (
        "wallet", "wallet address", "crypto wallet", "crypto address", "wallet id", "bitcoin address", "usdt address",
        "กระเป๋าเงินดิจิทัล", "กระเป๋าคริปโต", "วอลเล็ต", "ที่อยู่กระเป๋า", "กระเป๋าเงินคริปโต",
        "កាបូប", "កាបូបឌីជីថល", "អាសយដ្ឋានកាបូប", "កាបូបគ្រីបតូ",
    ),
    "name": (
        "name", "full name", "account name", "name of account", "account holder", "holder",
        "ชื่อ", "ชื่อสกุล", "ชื่อนามสกุล", "ชื่อบัญชี", "ชื่อเจ้าของบัญชี",
        "ឈ្មោះ", "ឈ្មោះគណនី", "នាម", "ឈ្មោះម្ចាស់គណនី",
    ),
}  # fmt: skip

#: Things of a person that have a canonical column, by owner.
OWNED = {
    "suspect": ("phone", "account", "bank", "url", "handle", "wallet", "name"),
    "victim": ("phone", "account", "name"),
}

#: Names that stand for themselves: an owner word alone (its name), and columns that belong to no person.
NAMES = {
    "suspect_name": ("suspect", "ผู้ต้องสงสัย", "คนร้าย", "ผู้ต้องหา", "ជនសង្ស័យ"),
    "suspect_account": ("บัญชีม้า", "เลขบัญชีม้า", "mule account"),
    "victim_name": ("victim", "complainant", "reporter", "ผู้เสียหาย", "ผู้แจ้ง", "เหยื่อ", "ជនរងគ្រោះ", "អ្នករាយការណ៍"),
    "report_id": (
        "id", "report no", "report number", "case id", "case no", "case number", "ticket", "ticket id", "reference",
        "reference no", "ref", "ref no", "complaint id", "complaint no",
        "เลขที่รับแจ้ง", "เลขรับแจ้ง", "หมายเลขเคส", "เลขเคส", "เลขที่รายงาน", "รหัสรายงาน", "เลขคดี", "เลขที่คดี", "เคสไอดี",
        "លេខរបាយការណ៍", "លេខករណី", "លេខសំណុំរឿង", "លេខយោង", "លេខពាក្យបណ្តឹង",
    ),
    "reported_at": (
        "reported", "report date", "date reported", "reported on", "report time", "date of report", "complaint date",
        "created at", "created", "date", "datetime", "timestamp", "date time", "received at", "date received",
        "วันที่แจ้ง", "วันแจ้ง", "วันเวลาที่แจ้ง", "วันที่รับแจ้ง", "วันที่แจ้งความ", "เวลาที่แจ้ง", "วันที่", "วันที่รายงาน", "วันเวลา",
        "កាលបរិច្ឆេទ", "ថ្ងៃរាយការណ៍", "កាលបរិច្ឆេទរាយការណ៍", "ថ្ងៃខែឆ្នាំ", "ថ្ងៃប្តឹង", "កាលបរិច្ឆេទប្តឹង",
    ),
    "occurred_at": (
        "occurred", "incident date", "date of incident", "date occurred", "incident time", "event date",
        "transfer date", "date of transfer", "transfer time", "transaction date", "payment date", "paid at",
        "วันที่เกิดเหตุ", "วันเกิดเหตุ", "วันเวลาที่เกิดเหตุ", "เวลาเกิดเหตุ", "วันที่โอน", "วันเวลาที่โอน", "วันที่โอนเงิน", "เวลาที่โอน",
        "ថ្ងៃកើតហេតុ", "កាលបរិច្ឆេទកើតហេតុ", "ថ្ងៃផ្ទេរប្រាក់", "កាលបរិច្ឆេទផ្ទេរប្រាក់", "ពេលវេលាកើតហេតុ",
    ),
    "channel": (
        "source channel", "contact channel", "report channel", "received via", "medium",
        "ช่องทาง", "ช่องทางการติดต่อ", "ช่องทางการแจ้ง", "ช่องทางที่ติดต่อ", "បណ្តាញ", "មធ្យោបាយ", "ឆានែល",
    ),
    "language": ("lang", "ภาษา", "ភាសា"),
    "narrative": (
        "description", "details", "detail", "text", "message", "message text", "story", "statement", "summary",
        "content", "body", "sms", "complaint", "incident description", "what happened", "circumstances", "remarks",
        "รายละเอียด", "รายละเอียดเหตุการณ์", "พฤติการณ์", "ข้อความ", "เนื้อหา", "เหตุการณ์", "คำให้การ", "รายละเอียดคดี", "พฤติการณ์คดี",
        "เรื่องย่อ", "ข้อเท็จจริง",
        "សេចក្ដីរាយការណ៍", "សេចក្តីរាយការណ៍", "សេចក្តីលម្អិត", "លម្អិត", "ព័ត៌មានលម្អិត", "ខ្លឹមសារ", "សារ", "អត្ថបទ",
        "ការពិពណ៌នា", "ពិពណ៌នា", "អង្គហេតុ", "របាយការណ៍",
    ),
    "amount": (
        "amount lost", "loss", "loss amount", "damage", "damages", "money lost", "total loss",
        "transfer amount", "amount transferred", "amount paid",
        "จำนวนเงิน", "มูลค่าความเสียหาย", "ความเสียหาย", "ยอดเงิน", "ยอดโอน", "จำนวนเงินที่โอน", "ยอดเสียหาย", "จำนวนเงินที่เสียหาย",
        "ចំនួនទឹកប្រាក់", "ទឹកប្រាក់", "ចំនួនប្រាក់", "ការខូចខាត", "ទំហំខូចខាត", "ចំនួនទឹកប្រាក់ខូចខាត",
    ),
    "currency": ("currency code", "ccy", "สกุลเงิน", "หน่วยเงิน", "រូបិយប័ណ្ណ", "រូបិយវត្ថុ"),
    "province": (
        "state province", "province name", "จังหวัด", "จังหวัดที่เกิดเหตุ",
        "ខេត្ត", "រាជធានីខេត្ត", "ខេត្តរាជធានី", "ខេត្តក្រុង",
    ),
    "typology": (
        "scam type", "type of scam", "case type", "category", "fraud type", "crime type", "offence type",
        "ประเภทคดี", "ประเภท", "ประเภทการหลอกลวง", "รูปแบบการหลอกลวง", "ลักษณะคดี", "ประเภทความผิด",
        "ប្រភេទ", "ប្រភេទករណី", "ប្រភេទនៃការឆបោក", "ប្រភេទបទល្មើស", "ប្រភេទឆបោក",
    ),
}  # fmt: skip

#: Bare bank and account-name headers: the suspect's where they stand beside its account column and no victim's
#: bank or account stands there too.
BESIDE_ACCOUNT = {
    "suspect_bank": THINGS["bank"],
    "suspect_name": (
        "account name", "name of account", "account holder", "ชื่อบัญชี", "ชื่อเจ้าของบัญชี", "ឈ្មោះគណនី", "ឈ្មោះម្ចាស់គណនី",
    ),
}  # fmt: skip

#: Words between a thing and its owner.
LINKS = ("of", "the", "by", "ของ", "របស់", "នៃ")

#: Words that turn a name into its opposite: such a header is never matched by closeness.
NEGATIONS = ("no", "not", "non", "without", "ไม่", "มิใช่", "មិន", "គ្មាន")
