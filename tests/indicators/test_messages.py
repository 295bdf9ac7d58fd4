"""Hand-written reports and messages in three languages: what is found, and whose it is.

Each expectation is `kind value role`; facts (amounts, dates) are compared too when `facts` is given. All values are
made up: numbers that a plan allows, names nobody registered.
"""

import pytest

from spean.indicators.extract import extract
from spean.model import FACTS

S, V, C = "suspect", "victim", "context"

ENGLISH = [
    ("I was called from +66 81 234 5678, then I called 1441.", [("phone", "+66812345678", S)]),
    ("I then called 1441 and reported it to the police at 02-123-4567.", [("phone", "+6621234567", C)]),
    (
        "My number is 081-234-5678. He called me from 089 876 5432.",
        [("phone", "+66812345678", V), ("phone", "+66898765432", S)],
    ),
    (
        "Someone called my number 0812345678 from 0898765432",
        [("phone", "+66812345678", V), ("phone", "+66898765432", S)],
    ),
    ("The scammer called me at 0812345678 and hung up", [("phone", "+66812345678", V)]),
    ("My number, which the scammer called, is 081-234-5678", [("phone", "+66812345678", V)]),
    ("Please contact me at 0812345678 if the money is found", [("phone", "+66812345678", V)]),
    ("My mother was called from 0898765432 yesterday", [("phone", "+66898765432", S)]),
    ("0898765432 called me claiming to be from the post office", [("phone", "+66898765432", S)]),
    ("Two calls from 0898765432 and 0898765433", [("phone", "+66898765432", S), ("phone", "+66898765433", S)]),
    ("The shop is at 02-123-4567, next to the market", [("phone", "+6621234567", C)]),
    ("I phoned my bank, SCB, on 02-777-7777", [("phone", "+6627777777", C)]),
    ("They called from 02-777-7777 pretending to be SCB", [("phone", "+6627777777", C)]),
    ("I transferred 12,000 baht to account 123-4-56789-0 KBank", [("bank_account", "1234567890", S)]),
    (
        "I transferred from my account 111-2-33333-4 to 123-4-56789-0",
        [("bank_account", "1112333334", V), ("bank_account", "1234567890", S)],
    ),
    ("Sent USD 250 to ABA account 000 123 456 on 15 Jan 2024", [("bank_account", "000123456", S)]),
    ("My ABA account is 000 123 456", [("bank_account", "000123456", V)]),
    ("2,500 baht transferred to your SCB a/c no. 4543024031", [("bank_account", "4543024031", V)]),
    (
        "He told me to click https://kbank-verify.example/login",
        [
            ("url", "https://kbank-verify.example/login", S),
            ("domain", "kbank-verify.example", S),
        ],
    ),
    ("The link was hxxps://bad[.]example/x", [("url", "https://bad.example/x", S), ("domain", "bad.example", S)]),
    (
        "I looked it up on https://www.facebook.com/help",
        [
            ("url", "https://www.facebook.com/help", C),
            ("domain", "www.facebook.com", C),
        ],
    ),
    ("Click https://bit.ly/abc123 now", [("url", "https://bit.ly/abc123", S), ("domain", "bit.ly", C)]),
    (
        "I clicked the report form at https://www.police.go.th/form",
        [
            ("url", "https://www.police.go.th/form", C),
            ("domain", "www.police.go.th", C),
        ],
    ),
    (
        "My shop website is www.siam-cake.example",
        [("domain", "www.siam-cake.example", V), ("url", "http://www.siam-cake.example", V)],
    ),
    ("She told me to add LINE ID: invest88", [("line", "invest88", S)]),
    ("My Line ID: somchai99", [("line", "somchai99", V)]),
    ("join telegram @goldvip_group", [("telegram", "goldvip_group", S)]),
    (
        "click https://t.me/GoldVip",
        [("url", "https://t.me/GoldVip", S), ("domain", "t.me", C), ("telegram", "goldvip", S)],
    ),
    ("write to john.doe@gmail.com for help", [("email", "john.doe@gmail.com", "context")]),
    ("I paid 500 USDT to 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", [("btc", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", S)]),
    ("my wallet 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 was emptied", [("btc", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", V)]),
    (
        "The wallet 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed is on a list",
        [("eth", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", C)],
    ),
]

THAI = [
    ("มีเบอร์ 081-234-5678 โทรมาอ้างเป็นตำรวจ", [("phone", "+66812345678", S)]),
    ("โทรมาจาก ๐๘๑ ๒๓๔ ๕๖๗๘ แล้วผมโทรแจ้ง 1441", [("phone", "+66812345678", S)]),
    ("เบอร์ของฉัน 0812345678 ถูกโทรเข้าจากเบอร์ 0898765432", [("phone", "+66812345678", V), ("phone",
    "+66898765432", S)]),
    ("ติดต่อกลับได้ที่ 081-234-5678", [("phone", "+66812345678", V)]),
    ("คนร้ายโทรหาผมที่เบอร์ 0812345678", [("phone", "+66812345678", V)]),
    ("ผมใช้เบอร์ 0812345678 แต่ไม่เคยสมัคร", [("phone", "+66812345678", V)]),
    ("จึงโทรไปที่ 02-123-4567 เพื่อสอบถาม", [("phone", "+6621234567", C)]),
    ("แจ้งความที่ สภ.เมือง โทร 044-123-456", [("phone", "+6644123456", C)]),
    ("ได้รับ SMS จาก 0898765432", [("phone", "+66898765432", S)]),
    ("สนใจติดต่อ โทร 0898765432", [("phone", "+66898765432", S)]),
    ("บริษัทแอดไวซ์ โทร 02-123-4567", [("phone", "+6621234567", C)]),
    ("โทร AIS CALL CENTER กด +6622719000", [("phone", "+6622719000", C)]),
    ("ให้โอนเงิน 50,000 บาท ไปที่บัญชี 123-4-56789-0 ธนาคารกสิกรไทย ชื่อ นายเอ", [("bank_account", "1234567890", S)]),
    ("โอนเงินจากบัญชีของฉัน 111-2-33333-4 ไปที่บัญชี 123-4-56789-0", [
        ("bank_account", "1112333334", V), ("bank_account", "1234567890", S),
    ]),
    ("โอนเงินจากบัญชีของฉัน เข้าบัญชี 123-4-56789-0", [("bank_account", "1234567890", S)]),
    ("เลขที่บัญชี ๑๒๓๔๕๖๗๘๙๐ ไทยพาณิชย์", [("bank_account", "1234567890", C)]),
    ("มีเงินโอนเข้าบัญชี 1234567890 จำนวน 500 บาท", [("bank_account", "1234567890", V)]),
    ("บัญชีของผมคือ 123-4-56789-0 กรุงไทย", [("bank_account", "1234567890", V)]),
    ("โอนพร้อมเพย์ให้ 0898765432", [("promptpay", "0066898765432", S), ("phone", "+66898765432", S)]),
    ("โอนเข้าพร้อมเพย์ 089-876-5432 ของคนขาย", [("promptpay", "0066898765432", S), ("phone", "+66898765432", S)]),
    ("พร้อมเพย์ของฉัน 0812345678", [("promptpay", "0066812345678", V), ("phone", "+66812345678", V)]),
    ("ด่วน! คลิก https://loan-fast.example/th", [("url", "https://loan-fast.example/th", S), ("domain",
    "loan-fast.example", S)]),
    ("กดเลย : p48q.com/fop", [("url", "http://p48q.com/fop", S), ("domain", "p48q.com", S)]),
    ("คลิกbit.ly/abc123ด่วน", [("url", "http://bit.ly/abc123", S), ("domain", "bit.ly", C)]),
    ("รายละเอียดอยู่ที่ www.scb.co.th", [("url", "http://www.scb.co.th", C), ("domain", "www.scb.co.th", C)]),
    ("แอดไลน์ @fastloan", [("line", "@fastloan", S)]),
    ("สนใจงาน ติดต่อ LINE ID：xq7700", [("line", "xq7700", S)]),
    ("ไลน์ไอดีของผม: somchai99", [("line", "somchai99", V)]),
    ("ขายของ Line: mali_shop", [("line", "mali_shop", C)]),
    ("ทักไลน์ http://line.me/ti/p/~fastloan", [
        ("url", "http://line.me/ti/p/~fastloan", S), ("domain", "line.me", C), ("line", "fastloan", S),
    ]),
    ("เข้ากลุ่มเทเลแกรม @goldvip99", [("telegram", "goldvip99", C)]),
    ("รหัส OTP คือ 060655 (Ref: 1306900754)", []),
    ("พัสดุ TH03022WEREJD และเลขพัสดุ 0812345678", []),
    ("โทร 191 หรือ 1599", []),
]  # fmt: skip

KHMER = [
    ("គេហៅមកពីលេខ ០១២ ៣៤៥ ៦៧៨", [("phone", "+85512345678", S)]),
    ("លេខរបស់ខ្ញុំ 012 345 678", [("phone", "+85512345678", V)]),
    ("លេខ 012345678 ហៅមកខ្ញុំ អះអាងថាជាប៉ូលិស", [("phone", "+85512345678", S)]),
    ("ខ្ញុំបានហៅទៅ 023 722 345 ដើម្បីរាយការណ៍", [("phone", "+85523722345", C)]),
    ("ប៉ូលិស 117", []),
    ("ខ្ញុំផ្ទេរប្រាក់ ២៥០ ដុល្លារ ទៅគណនី ABA 000 123 456", [("bank_account", "000123456", S)]),
    ("គណនីរបស់ខ្ញុំ ABA 000 123 456", [("bank_account", "000123456", V)]),
    ("គណនី ACLEDA 0001 2345678 90", [("bank_account", "0001234567890", C)]),
    ("ចុច https://prize.example/kh", [("url", "https://prize.example/kh", S), ("domain", "prize.example", S)]),
    ("បន្ថែម ឡាញ @goldkh", [("line", "@goldkh", S)]),
    ("តេឡេក្រាម @goldkh88", [("telegram", "goldkh88", C)]),
    ("ទាក់ទងខ្ញុំ 012 345 678", [("phone", "+85512345678", V)]),
]


#: Nobody here is the offender: what a careless rule would take for one.
BYSTANDERS = [
    ("I called him from 0812345678", [("phone", "+66812345678", V)]),
    ("I called 1441 from my phone 0812345678", [("phone", "+66812345678", V)]),
    ("I texted them using 0812345678 twice", [("phone", "+66812345678", V)]),
    ("My friend called me from 0812345678 to warn me", [("phone", "+66812345678", C)]),
    ("my husband's number is 0812345678", [("phone", "+66812345678", V)]),
    ("They called my office number 02-123-4567", [("phone", "+6621234567", V)]),
    ("They called my wife at 0812345678", [("phone", "+66812345678", V)]),
    ("He called from 0898765432 to 0812345678", [("phone", "+66898765432", S), ("phone", "+66812345678", C)]),
    ("Please transfer the money back to 123-4-56789-0", [("bank_account", "1234567890", V)]),
    ("Please refund it to account 123-4-56789-0", [("bank_account", "1234567890", V)]),
    ("He told me to send money to my own account 123-4-56789-0", [("bank_account", "1234567890", V)]),
    ("The scammer said my account 123-4-56789-0 was used for laundering", [("bank_account", "1234567890", V)]),
    ("My lawyer, 081-234-5678, told me to send the papers", [("phone", "+66812345678", C)]),
    ("A witness, Mr Dam, 081-234-5678, saw it", [("phone", "+66812345678", C)]),
    ("Victim: Ms A, tel 081-234-5678", [("phone", "+66812345678", V)]),
    ("I read the news link https://paper.example/scams", [("url", "https://paper.example/scams", C), ("domain",
    "paper.example", C)]),
    ("The real site is https://bank.example, they sent a copy", [("url", "https://bank.example", C), ("domain",
    "bank.example", C)]),
    ("ผมโทรหาเขาจากเบอร์ 0812345678", [("phone", "+66812345678", V)]),
    ("เพื่อนผมโทรมาจาก 0812345678 เตือนให้ระวัง", [("phone", "+66812345678", C)]),
    ("ช่วยโอนเงินคืนมาที่บัญชี 123-4-56789-0", [("bank_account", "1234567890", V)]),
    ("ผู้แจ้ง: นายเอ 0812345678", [("phone", "+66812345678", V)]),
    ("สามีของฉัน เบอร์ 0812345678", [("phone", "+66812345678", V)]),
    ("พยาน นายดำ โทร 0812345678", [("phone", "+66812345678", C)]),
    ("บัญชี KBANK ของคุณ 123-4-56789-0 ถูกระงับ คลิก https://bad.example/k", [
        ("bank_account", "1234567890", V), ("url", "https://bad.example/k", S), ("domain", "bad.example", S),
    ]),
    ("ผมสมัครงานที่ https://jobs.example/a", [("url", "https://jobs.example/a", C), ("domain", "jobs.example", C)]),
    ("ข่าวจากลิงก์ https://paper.example/a", [("url", "https://paper.example/a", C), ("domain", "paper.example", C)]),
    ("សូមផ្ទេរប្រាក់មកវិញ គណនី ABA 000 123 456", [("bank_account", "000123456", V)]),
    ("លេខទូរស័ព្ទរបស់ប្តីខ្ញុំ 012 345 678", [("phone", "+85512345678", V)]),
    ("ខ្ញុំបានហៅទៅគាត់ពីលេខ 012 345 678", [("phone", "+85512345678", V)]),
]  # fmt: skip
#: Offenders in spite of an innocent word.
OFFENDERS = [
    ("A man pretending to be my friend: called from 0898765432", [("phone", "+66898765432", S)]),
    ("คนร้ายอ้างเป็นเพื่อนโทรมาจาก 0898765432", [("phone", "+66898765432", S)]),
    ("After I contacted my bank I got a call from 0898765432", [("phone", "+66898765432", S)]),
    ("หลอกให้โอนเงินเข้าบัญชี 123-4-56789-0", [("bank_account", "1234567890", S)]),
    ("ฉันโอนเงินให้เขาที่บัญชี 123-4-56789-0", [("bank_account", "1234567890", S)]),
    ("ส่งเงินไปให้ที่ พร้อมเพย์ 089-876-5432", [("promptpay", "0066898765432", S), ("phone", "+66898765432", S)]),
    ("มีข้อความ telegram จากคนชื่อเอ", []),
    ("I got a message on Telegram from @Gold_Vip88", [("telegram", "gold_vip88", S)]),
    ("ให้แอดไลน์ชื่อ พ.ต.ท.เอ ID: fakecop99", [("line", "fakecop99", S)]),
    ("A number +855 96 712 3456 told me to pay a tax", [("phone", "+855967123456", S)]),
    ("ให้โอนเพิ่มอีก 1.2 แสนบาท เข้าบัญชีกสิกรไทย 045-2-34567-8", [("bank_account", "0452345678", S)]),
    ("โอน 500 บ. เข้าบัญชี 045-2-34567-8", [("bank_account", "0452345678", S)]),
    ("แจ้งว่าบัญชีของผมพัวพันคดี ให้แอดไลน์ ID: fakecop99", [("line", "fakecop99", S)]),
    ("LINE 0898765432", [("line", "0898765432", C), ("phone", "+66898765432", C)]),
    ("เมื่อคืนโอนเงินเข้าบัญชี 123-4-56789-0", [("bank_account", "1234567890", S)]),
    ("I went back and paid 500 to 123-4-56789-0", [("bank_account", "1234567890", S)]),
    ("I did not click https://bad.example/a", [("url", "https://bad.example/a", S), ("domain", "bad.example", S)]),
    ("ผมกดลิงก์ https://bad.example/a", [("url", "https://bad.example/a", S), ("domain", "bad.example", S)]),
]


@pytest.mark.parametrize(("text", "expected"), BYSTANDERS + OFFENDERS)
def test_bystanders_are_not_accused(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert roles_of(text) == sorted(expected)


def roles_of(text: str) -> list[tuple[str, str, str]]:
    return sorted((m.kind.value, m.value, m.role.value) for m in extract(text) if m.kind not in FACTS)


@pytest.mark.parametrize(
    ("text", "expected"), ENGLISH + THAI + KHMER, ids=lambda value: value[:40] if isinstance(value, str) else ""
)
def test_mentions_and_roles(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [m for m in extract(text) if m.kind not in FACTS]
    assert sorted((m.kind.value, m.value, m.role.value) for m in found) == sorted(expected)
    assert all(text[m.start : m.end] == m.raw for m in found)


FACTS_IN_TEXT = [
    ("ให้โอนเงิน 5 แสน เมื่อ 15 ม.ค. 2567", ["500000 THB", "2024-01-15"]),
    ("ផ្ទេរប្រាក់ ២,៥ លានរៀល ថ្ងៃទី១៥ មករា ២០២៤", ["2500000 KHR", "2024-01-15"]),
    ("Lost $15k on 2024-01-15 and ฿500 more", ["15000 USD", "2024-01-15", "500 THB"]),
    ("ราคา 1,290.- ถึง 31/12/2566", ["1290 THB", "2023-12-31"]),
]


@pytest.mark.parametrize(("text", "expected"), FACTS_IN_TEXT)
def test_facts_have_no_side(text: str, expected: list[str]) -> None:
    found = [m for m in extract(text) if m.kind in FACTS]
    assert [m.value for m in found] == expected
    assert {m.role.value for m in found} == {"context"}
