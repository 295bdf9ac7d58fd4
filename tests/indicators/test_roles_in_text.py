"""Whose a value is in hotline notes, statements and forwarded messages: nobody but the offender is ever accused.

Written by hand as a hostile check of the cue words; the marks are a careful reader's. `⟨S …⟩` is the offender's and
found so, `⟨V …⟩` the victim's or reporter's, `⟨N …⟩` of neither side for sure (an office, a friend, a landlord, a
person held): context or victim, never suspect. Values are made up.
"""

import re
from pathlib import Path

import pytest

from spean.indicators.extract import extract, extract_report
from spean.model import FACTS, Report, Role

THAI = [
    "เบอร์ติดต่อกลับ ⟨V 0865550123⟩ โดนหลอกให้โอนเข้าพร้อมเพย์ ⟨S 0935550144⟩ จำนวน 15,000 บาท",
    "เพื่อนชื่อเอ เบอร์ ⟨N 0899990011⟩ เตือนว่าเป็นมิจฉาชีพ อย่าโอนไปที่บัญชี ⟨S 123-4-56789-0⟩ ธ.กรุงเทพ",
    "ฉันโอนจากบัญชี ⟨V 222-3-33444-5⟩ ไปยังบัญชี ⟨S 555-6-77888-9⟩ ธนาคารออมสิน เมื่อวันที่ 3 ม.ค. 2569",
    "หมายเลขที่โทรเข้ามา: ⟨S +85593555012⟩ เวลา 10.45 น. หมายเลขผู้ถูกโทร: ⟨V 0615550123⟩",
    "คนร้ายแอบอ้างเป็นอาของฉัน โทรจากเบอร์ใหม่ ⟨S 0961112203⟩ ส่วนเบอร์จริงของอาคือ ⟨N 0861112204⟩",
    "แม่ของดิฉันถูกหลอกผ่านโทรศัพท์ เบอร์แม่ ⟨V 0861112205⟩ มิจฉาชีพโทรมาจาก ⟨S +60 11 2345 6789⟩",
    "อย่าหลงเชื่อ! ลิงก์ ⟨S https://dlt-fine.click/pay⟩ ไม่ใช่ของกรมขนส่ง เว็บจริงคือ ⟨N www.dlt.go.th⟩",
    "คนร้ายสั่งให้เหยื่อเปิดบัญชีใหม่ เลขที่ ⟨N 055-3-44556-7⟩ แล้วให้โอนเงินทั้งหมดไปบัญชี ⟨S 066-4-55667-8⟩",
    "สามีของผู้เสียหายโอนเงิน 3 ครั้งไปที่พร้อมเพย์ ⟨S 0961112209⟩ จากพร้อมเพย์ ⟨N 0861112210⟩ ของตนเอง",
    "ครูประจำชั้นของลูกโทรมาจาก ⟨N 0861112202⟩ เตือนว่ามีคนใช้ชื่อโรงเรียนหลอกเก็บค่าเทอม",
    "ผมขายของออนไลน์ ลูกค้าคนหนึ่งโอนเงินผิดเข้ามา บัญชีผม ⟨V 044-2-33445-6⟩ แล้วตำรวจอายัดบัญชี",
    "เด็กสาวที่หนีออกมาจากตึกโทรขอความช่วยเหลือจากเบอร์ ⟨N +855 71 555 4411⟩",
    "เพื่อนบ้านซึ่งเป็น อสม. โทรมาบอกจากเบอร์ ⟨N 0861112208⟩ ว่ามีคนโดนหลอกเหมือนกัน",
    "หมายเลข ⟨S 0967775502⟩ โทรเข้ามาที่เบอร์บ้าน ⟨V 02-777-5503⟩ ของคุณยาย อ้างว่าเป็นหลานชาย",
    "คนที่ถูกขังในตึกแอบส่งข้อความมาจาก ⟨N +855 96 777 5504⟩ ระบุว่ามีคนไทยอีก 8 คน",
    "พี่เขยช่วยโอนเงินแทนผมจากบัญชี ⟨V 403-4-55566-7⟩ ไปให้คนร้ายที่ 404-5-66677-8",
    "ตอนแรกมันโอนกำไรให้จริง 350 บาท เข้าบัญชีออมสิน ⟨N 405-6-77788-9⟩",
    "หัวหน้าของฉันโทรด้วยเบอร์ ⟨N 0867775507⟩ ถามว่าทำไมไม่มาทำงาน",
    "กู้ภัยโทรมาจาก ⟨N 0888001005⟩ แจ้งว่าพบผู้เสียหายหมดสติ",
    "เจ้าของหอพักส่งข้อความมาจาก ⟨N 0812220002⟩ ทวงค่าเช่า",
    "คุณวิภาเหยื่ออีกรายทักมาจากไลน์ ⟨N wipa.1979⟩ ขอคำแนะนำ",
    "ฉันโอนเงินที่เหลือไปบัญชีสามี ⟨N 123-4-56789-0⟩ เพื่อความปลอดภัย",
    "คุณมะลิ ⟨N 0812345678⟩ โทรมาแจ้งความว่าถูกหลอก",
    "เจ้าหน้าที่รับสายจากนางสมศรี ⟨N 0812345678⟩ แจ้งว่าถูกหลอก",
]  # fmt: skip

KHMER = [
    "លេខទូរស័ព្ទរបស់ខ្ញុំ ⟨V 097 555 1234⟩ ខ្ញុំត្រូវបានបោកប្រាស់ដោយលេខ ⟨S 088 555 4321⟩",
    "ជនរងគ្រោះឈ្មោះ សុខា លេខ ⟨V ០១២៥៥៥០១២⟩ បានផ្ទេរ 500 ដុល្លារ ទៅគណនី ⟨S ០០០៩៨៧៦៥៤⟩ ឈ្មោះ CHAN DARA",
    "មិត្តភក្តិខ្ញុំ លេខ ⟨N 010 555 777⟩ បានព្រមានខ្ញុំថាលេខ ⟨S 015 555 888⟩ ជាជនបោកប្រាស់",
    "ខ្ញុំផ្ទេរប្រាក់ពីគណនី ACLEDA ⟨V 2000-01-234567-1-2⟩ ទៅគណនី ⟨S 003 456 789⟩ ABA ឈ្មោះ LY SOPHEA",
    "លេខដែលទូរស័ព្ទចូល ⟨S +855 31 555 1212⟩ លេខអ្នកទទួល ⟨N 092 555 131⟩",
    "លេខទំនាក់ទំនងរបស់ជនរងគ្រោះ ⟨V 099 555 171⟩ លេខជនសង្ស័យ ⟨S 060 555 181⟩",
    "ជនសង្ស័យឈ្មោះ ដារ៉ា លេខ ⟨S 095 555 303⟩ ត្រូវបានចាប់ខ្លួន ជនរងគ្រោះលេខ ⟨V 095 555 313⟩",
    "ខ្ញុំប្រើ WhatsApp លេខ ⟨V +855 87 555 323⟩ គេឆាតមកពី ⟨S +44 7911 123456⟩",
    "ឪពុកជនរងគ្រោះ លេខ ⟨V 076 555 3535⟩ បានមកប្តឹងថាកូនស្រីត្រូវគេនាំទៅដោយលេខ ⟨S 068 555 363⟩",
    "ប៉ូលិសស្រុកបានទូរស័ព្ទមកខ្ញុំពីលេខ ⟨N 012 777 103⟩ ដើម្បីសួរព័ត៌មាន",
    "ខ្ញុំផ្ទេរប្រាក់ថ្លៃពេទ្យទៅមន្ទីរពេទ្យ គណនី ⟨N 020 222 333⟩ ហើយបន្ទាប់មកត្រូវបានបោកដោយលេខ 093 777 104",
    "អង្គការមួយបានទាក់ទងជនរងគ្រោះតាមលេខ ⟨V 015 777 105⟩",
    "ប្អូនប្រុសរបស់ខ្ញុំនៅបាវិតបានផ្ញើសារពីលេខ ⟨N 088 777 1060⟩ ថាគេវាយគាត់",
    "សូមកុំចុចតំណ ⟨S http://kh-visa-job.info⟩ ព្រោះជាការបោកប្រាស់ គេហទំព័រពិតគឺ ⟨N evisa.gov.kh⟩",
    "ខ្ញុំបានផ្ញើប្រាក់ទៅកូនស្រីខ្ញុំ គណនី ⟨N 020 444 555⟩ ជារៀងរាល់ខែ",
    "ជនសង្ស័យឈ្មោះ ពិសិដ្ឋ ប្រើលេខ ⟨S 010 777 108⟩ ទូរស័ព្ទទៅជនរងគ្រោះលេខ ⟨V 011 777 109⟩ ចំនួន ៥ ដង",
    "បុគ្គលិកដឹកជញ្ជូនពិតប្រាកដទូរស័ព្ទមកពីលេខ ⟨N 070 777 110⟩ ប្រាប់ថាកញ្ចប់មកដល់ហើយ",
    "ជនរងគ្រោះត្រូវបានសង្គ្រោះ ហើយប្រើលេខ ⟨N 096 777 1110⟩ ទាក់ទងគ្រួសារ",
    "គ្រូបង្រៀនរបស់កូនខ្ញុំទូរស័ព្ទមកពីលេខ ⟨N 012 888 201⟩ ព្រមានអំពីការបោកប្រាស់",
    "លោក ភារុណ លេខ ⟨N 015 888 203⟩ បានមកប្តឹងថាបាត់ប្រាក់ ១០០០ ដុល្លារ ផ្ទេរទៅគណនី ⟨S 030 111 222⟩",
    "លេខ\u200bទូរស័ព្ទ\u200bរបស់\u200bខ្ញុំ ⟨V 012 777 112⟩ គេហៅ\u200bមក\u200bពីលេខ ⟨S 012 777 113⟩",
    "មេភូមិទូរស័ព្ទមកខ្ញុំពីលេខ ⟨N 012 888 401⟩ ប្រាប់ឱ្យប្រយ័ត្ន",
    "មានបុរសម្នាក់ទូរស័ព្ទមកពីលេខ ⟨S 097 333 5020⟩ ថាខ្ញុំជំពាក់ពន្ធ",
    "ពួកគេបង្ខំឱ្យក្មួយខ្ញុំហៅមកពីលេខ ⟨V 088 888 2040⟩ ដើម្បីទារប្រាក់លោះ",
]  # fmt: skip

ENGLISH = [
    "My friend Nok (⟨N 089-555-2005⟩) warned me that ⟨S 065-555-2006⟩ is a scammer.",
    "Both victims, ⟨V 0815552010⟩ and ⟨V 0815552011⟩, paid into ⟨S 222-3-44455-6⟩ (KTB).",
    "From: +66935552014 To: ⟨N +66815552015⟩ Text: you won 1 million baht, visit ⟨S http://lucky-th.win⟩",
    "My husband paid from ⟨V 666-7-88899-0⟩ to ⟨S 999-0-11122-3⟩ without telling me.",
    "He told me to pay a deposit to ABA ⟨S 003 444 555⟩ (name: CHEA VANN). My ABA is ⟨N 004 555 666⟩.",
    "I used my neighbour's phone ⟨V 0875552024⟩ to report this. The fraudster's number: ⟨S 0645552025⟩.",
    "NGO caseworker ⟨N 012 555 413⟩ is with the girl; the trafficker's number is ⟨S 097 555 4140⟩.",
    "Grandson imposter rang from ⟨S 0967778807⟩; the real grandson answers on ⟨N 0867778808⟩.",
    "The fraudster used my photo and my sister's LINE (⟨V ploy.sis⟩) to ask for money into 302-2-33344-5.",
    "The Thai liaison officer phoned from ⟨N +66 2 777 3005⟩ to ask for the slip.",
    "Owner of ⟨N 012 777 310⟩ complained that fraudsters spoofed her number to call people.",
    "The journalist asked me to call her on ⟨N 017 777 311⟩; the gang leader was using 031 777 3120.",
    "The victim's roommate messaged investigators from ⟨N 0867778801⟩ with screenshots.",
    "A guard let him borrow a phone, +855 number ⟨N +855 10 888 302⟩, and he called his mother.",
    "Please freeze 501-2-33344-5. I sent the money there from ⟨V 502-3-44455-6⟩ at 09:14.",
    "Officer on duty took a call from ⟨N 0867778803⟩: female, crying, says her savings are gone.",
    "After the fraud I changed my SIM; old number ⟨N 0867778805⟩, new number ⟨N 0867778806⟩.",
    "The landlord whose account ⟨N 503-4-55566-7⟩ I pay every month is not part of this.",
    "Rescue volunteers called the family from ⟨N 0888001011⟩ once she had crossed the border.",
    "A stranger phoned from ⟨S 0912220101⟩ and said my SIM would be cut. I told my bank.",
    "Three teenagers hid a phone and wrote to us via ⟨N +855 97 333 6030⟩.",
    "He called from ⟨S 0912220106⟩ and ⟨N 0812220107⟩ was spoofed by him, says the operator.",
    "I moved my remaining savings to my wife's account ⟨V 123-4-56789-0⟩ for safety",
    "Caller's number: ⟨N 0812345678⟩. Caller says she was cheated by a man.",
    "Hotline received a call from ⟨N 0812345678⟩ reporting a scam",
]  # fmt: skip


def _from_file() -> list[tuple[str, str | None]]:
    """Gives the further messages: bystanders, officials, spoofed numbers and near-misses, and plain reports."""
    lines = (Path(__file__).parent / "marked_messages.txt").read_text(encoding="utf-8").splitlines()
    split = [line.split("|", 1) for line in lines if not line.startswith("#")]
    return [(text.replace("⏎", "\n"), None if region == "-" else region) for region, text in split]


BY_HAND = [(text, region) for texts, region in ((THAI, "TH"), (KHMER, "KH"), (ENGLISH, None)) for text in texts]
MESSAGES = [*BY_HAND, *_from_file()]


def _read(marked: str, region: str | None) -> list[tuple[str, set[Role]]]:
    """Gives each marked value's side with the roles found at its place."""
    plain, places = "", []
    for before, side, raw in re.findall(r"([^⟨]*)(?:⟨([SVN]) ([^⟩]+)⟩|$)", marked):
        places.append((side, len(plain) + len(before), len(plain) + len(before) + len(raw)))
        plain += before + raw
    found = [m for m in extract(plain, region=region) if m.kind not in FACTS]
    return [(side, {m.role for m in found if m.start < end and start < m.end}) for side, start, end in places if side]


@pytest.mark.parametrize(("marked", "region"), MESSAGES)
def test_nobody_but_the_offender_is_suspect(marked: str, region: str | None) -> None:
    for side, roles in _read(marked, region):
        assert roles, "every marked value is found"
        assert side == "S" or Role.SUSPECT not in roles


@pytest.mark.parametrize(("marked", "region"), [one for one in MESSAGES if re.search("⟨[SV]", one[0])])
def test_the_sides_that_are_plain_are_told(marked: str, region: str | None) -> None:
    told = {"S": Role.SUSPECT, "V": Role.VICTIM}
    for side, roles in _read(marked, region):
        assert side not in told or told[side] in roles


def test_a_registered_holders_link_is_accused_by_a_column_only() -> None:
    """Anyone may be told to click a company's own link; a report that names it as the suspect's says more."""
    link = "https://sms.made-up-parcels.co.th/x"
    assert {m.role for m in extract(f"คลิก {link}")} == {Role.CONTEXT}
    named = Report(uid="0" * 32, report_id="R-1", line=1, columns={"suspect_url": link})
    assert {m.role for m in extract_report(named)} == {Role.SUSPECT}
