"""Banks and e-wallets of both countries, by the code that Spean writes, with their spellings in three languages.

The code is the bank's own short name, as customers use it; it is not a SWIFT code. Sources: the Bank of Thailand's
and the National Bank of Cambodia's lists of licensed institutions (names), the banks' own pages (short names); the
spellings are ordinary usage. A spelling that is also an ordinary word ("wing", "prince", "ทหารไทย" …) is kept only
where it does not mislead beside an account number. National bank numbers and SWIFT codes were not verified, so
they are not here. Domains are kept to the banks' main ones, several seen in their own customer messages
(thai-sms-4class, MIT); a bank without one is simply not protected by domain.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Bank:
    """One bank or e-wallet.

    Attributes:
        code: what Spean writes as an account's qualifier.
        country: ISO 3166-1 alpha-2 code of where it keeps the account.
        name: English name.
        spellings: how people write it, lower case.
        domains: its own domains, never an offender's.
    """

    code: str
    country: str
    name: str
    spellings: tuple[str, ...]
    domains: tuple[str, ...] = ()


_THAI = (
    Bank(
        "KBANK",
        "TH",
        "Kasikornbank",
        ("kbank", "kasikornbank", "kasikorn", "k-bank", "กสิกรไทย", "กสิกร", "กสก"),
        ("kasikornbank.com",),
    ),
    Bank(
        "SCB",
        "TH",
        "Siam Commercial Bank",
        ("scb", "siam commercial", "ไทยพาณิชย์", "ไทยพานิชย์", "ไทยพาณิช"),
        (
            "scb.co.th",
            "scb",
        ),
    ),
    Bank(
        "BBL",
        "TH",
        "Bangkok Bank",
        ("bbl", "bangkok bank", "ธนาคารกรุงเทพ", "ธ.กรุงเทพ", "แบงค์กรุงเทพ", "แบงก์กรุงเทพ", "กรุงเทพ"),
        ("bangkokbank.com",),
    ),
    Bank("KTB", "TH", "Krungthai Bank", ("ktb", "krungthai", "krung thai", "กรุงไทย"), ("krungthai.com", "ktb.co.th")),
    Bank(
        "BAY",
        "TH",
        "Bank of Ayudhya (Krungsri)",
        ("bay", "krungsri", "ayudhya", "กรุงศรี", "กรุงศรีอยุธยา"),
        ("krungsri.com",),
    ),
    Bank(
        "TTB",
        "TH",
        "TMBThanachart Bank",
        ("ttb", "tmb", "tmbthanachart", "thanachart", "ทีทีบี", "ทหารไทยธนชาต", "ธนชาต", "ทหารไทย"),
        ("ttbbank.com", "tmbbank.com"),
    ),
    Bank("GSB", "TH", "Government Savings Bank", ("gsb", "government savings", "ออมสิน"), ("gsb.or.th",)),
    Bank(
        "BAAC",
        "TH",
        "Bank for Agriculture and Agricultural Cooperatives",
        ("baac", "ธ.ก.ส", "ธกส", "เพื่อการเกษตร"),
        ("baac.or.th",),
    ),
    Bank("GHB", "TH", "Government Housing Bank", ("ghb", "gh bank", "ธอส", "อาคารสงเคราะห์"), ("ghbank.co.th",)),
    Bank("CIMBT", "TH", "CIMB Thai Bank", ("cimb thai", "cimbt", "cimb", "ซีไอเอ็มบี"), ("cimbthai.com",)),
    Bank("UOBT", "TH", "United Overseas Bank (Thai)", ("uob", "uobt", "ยูโอบี"), ("uob.co.th",)),
    Bank("KKP", "TH", "Kiatnakin Phatra Bank", ("kkp", "kiatnakin", "เกียรตินาคิน"), ("kkpfg.com",)),
    Bank("TISCO", "TH", "TISCO Bank", ("tisco", "ทิสโก้"), ("tisco.co.th",)),
    Bank(
        "LHB", "TH", "Land and Houses Bank", ("lh bank", "lhbank", "แลนด์แอนด์เฮ้าส์", "แลนด์ แอนด์ เฮ้าส์"), ("lhbank.co.th",)
    ),
    Bank("ISBT", "TH", "Islamic Bank of Thailand", ("isbt", "ibank", "อิสลาม"), ("ibank.co.th",)),
    Bank("ICBCT", "TH", "ICBC (Thai)", ("icbc", "ไอซีบีซี"), ("icbcthai.com",)),
    Bank(
        "TRUEMONEY",
        "TH",
        "TrueMoney Wallet",
        ("truemoney", "true money", "ทรูมันนี่", "ทรูวอลเล็ท", "ทรูวอเลท", "วอเลท"),
        ("truemoney.com",),
    ),
)

_CAMBODIAN = (
    Bank("ABA", "KH", "ABA Bank", ("aba", "aba bank", "អេប៊ីអេ", "ធនាគារអេប៊ីអេ", "เอบีเอ"), ("ababank.com",)),
    Bank("ACLEDA", "KH", "ACLEDA Bank", ("acleda", "ac bank", "អេស៊ីលីដា", "เอซีลีดา"), ("acledabank.com.kh",)),
    Bank("WING", "KH", "Wing Bank", ("wing", "wing bank", "វីង", "ธนาคารวิง"), ("wingbank.com.kh",)),
    Bank("CANADIA", "KH", "Canadia Bank", ("canadia", "កាណាឌីយ៉ា"), ("canadiabank.com.kh",)),
    Bank("SATHAPANA", "KH", "Sathapana Bank", ("sathapana", "ស្ថាបនា"), ("sathapana.com.kh",)),
    Bank("PRASAC", "KH", "KB PRASAC Bank", ("prasac", "kb prasac", "ប្រាសាក់"), ("prasac.com.kh",)),
    Bank("CPBANK", "KH", "Cambodia Post Bank", ("cp bank", "cpbank", "post bank", "ប្រៃសណីយ៍")),
    Bank("CAMPU", "KH", "Cambodian Public Bank", ("campu", "campubank", "cambodian public")),
    Bank(
        "FTB",
        "KH",
        "Foreign Trade Bank of Cambodia",
        ("ftb", "foreign trade bank", "ពាណិជ្ជកម្មក្រៅប្រទេស"),
        ("ftb.com.kh",),
    ),
    Bank("VATTANAC", "KH", "Vattanac Bank", ("vattanac", "វឌ្ឍនៈ"), ("vattanacbank.com",)),
    Bank("CHIPMONG", "KH", "Chip Mong Bank", ("chip mong", "chipmong", "ជីប ម៉ុង", "ជីបម៉ុង"), ("chipmongbank.com",)),
    Bank("HATTHA", "KH", "Hattha Bank", ("hattha", "ហត្ថា"), ("hatthabank.com",)),
    Bank("PRINCE", "KH", "Prince Bank", ("prince bank", "ព្រីនស៍")),
    Bank("AMK", "KH", "AMK Microfinance", ("amk", "អេអឹមខេ")),
    Bank("LOLC", "KH", "LOLC (Cambodia)", ("lolc", "អិលអូអិលស៊ី")),
    Bank("PHILLIP", "KH", "Phillip Bank", ("phillip bank", "ភីលីព")),
    Bank("BAKONG", "KH", "Bakong", ("bakong", "បាគង"), ("bakong.nbc.gov.kh", "nbc.gov.kh")),
)

#: Bank by code.
BANKS: Mapping[str, Bank] = MappingProxyType({bank.code: bank for bank in _THAI + _CAMBODIAN})

#: Spelling (lower case) → code, longest spelling first, so that a first match is the most exact one.
SPELLINGS: Mapping[str, str] = MappingProxyType(
    dict(
        sorted(
            ((spelling, bank.code) for bank in BANKS.values() for spelling in (*bank.spellings, bank.code.lower())),
            key=lambda pair: -len(pair[0]),
        )
    )
)


def bank_code(name: str) -> str:
    """Gives the code of a bank named in any of the spellings, or "" where none is known.

    Args:
        name: a whole value ("ธนาคารกสิกรไทย", "ABA Bank"); the longest known spelling in it decides.
    """
    low = name.casefold()
    for spelling, code in SPELLINGS.items():
        at = low.find(spelling)
        if at >= 0 and (not spelling.isascii() or _stands_alone(low, at, at + len(spelling))):
            return code
    return ""


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not any(char.isascii() and char.isalnum() for char in before + after)
