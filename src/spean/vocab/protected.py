"""Contacts that are never an offender's: hotlines, call centres, banks' and governments' own domains.

Protected numbers can't be asked to be blocked and are context wherever they stand. Sources: 191, 199, 1155, 1669 and
117 to 119 stand in libphonenumber's short-number tables for 66 and 855 (Apache-2.0); 1441 in the Thai press on the AOC;
the other hotlines and all their descriptions are general knowledge, and only ever take suspicion away;
the banks' call centres from their own customer messages in thai-sms-4class (MIT) and from Thai PBS
World, 19 May 2024 ("GSB announces end of sending URLs"). Kept to numbers seen in a source; a node adds its own list.
"""

from spean.vocab.banks import BANKS

#: Short code → whose it is. Short codes are no E.164 numbers, so they give no mention at all.
HOTLINES = {
    "191": "police emergency (TH)",
    "199": "fire (TH)",
    "1155": "tourist police (TH)",
    "1195": "central investigation bureau (TH)",
    "1212": "digital ministry, ETDA online complaints (TH)",
    "1300": "social assistance, human trafficking (TH)",
    "1441": "anti-online-scam operation centre, AOC (TH)",
    "1599": "royal police hotline (TH)",
    "1669": "medical emergency (TH)",
    "117": "police (KH)",
    "118": "fire (KH)",
    "119": "ambulance (KH)",
}

#: Full numbers, E.164 → whose it is.
NUMBERS = {
    "+6627777777": "SCB call centre",
    "+6627777575": "SCB fraud line",
    "+6627222222": "SCB business call centre",
    "+6628888888": "Kasikornbank call centre",
    "+6621111111": "Krungthai call centre",
}

#: Names under these are given only to a registered company, school or association, against its papers (THNIC's rules
#: for .th third-level names; Cambodia's Sub-Decree 287 of 31 December 2021, art. 5). Not in.th, which anyone may have.
_REGISTERED_SUFFIXES = frozenset({"co.th", "ac.th", "or.th", "net.th", "com.kh", "edu.kh", "org.kh", "net.kh"})
#: Every name under these belongs to a state, its forces or a bank.
_OFFICIAL_SUFFIXES = ("go.th", "gov.kh", "mi.th", "police.go.th", "bot.or.th", "thaipolice.go.th")

DOMAINS = frozenset(_OFFICIAL_SUFFIXES) | {domain for bank in BANKS.values() for domain in bank.domains}


def is_official_domain(domain: str) -> bool:
    """Says whether a domain, or one above it, is a government's or a bank's own."""
    parts = domain.split(".")
    return any(".".join(parts[at:]) in DOMAINS for at in range(len(parts)))


def is_registered_domain(domain: str) -> bool:
    """Says whether a domain's holder is a company, school or association known by its papers.

    A link to one is a lead against nobody by a "click" before it; a report that names it as the suspect's still counts.
    """
    return ".".join(domain.split(".")[-2:]) in _REGISTERED_SUFFIXES


def is_official_number(e164: str) -> bool:
    """Says whether an E.164 number stands on the protected list."""
    return e164 in NUMBERS
