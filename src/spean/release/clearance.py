"""What may be cleared for matching and release, and which kinds never in bulk.

Clearing needs a case, an offence on the closed list, and two independent sources or a second officer. This version
always asks for the second officer, which is the stricter of the two.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from spean.model import FACTS, Kind, Role
from spean.release.roles import ALLOWANCES
from spean.vocab.citizens import is_thai_id
from spean.vocab.offences import OFFENCES
from spean.vocab.platforms import is_social

#: Kinds that may be put up for clearance together, but for those of their values that name a person
#: (`names_a_person`). What always names one (Thai ids, plates, IMEIs, social handles and
#: e-mail addresses, QR codes that may hold an id) is decided one by one.
BULK_KINDS = frozenset(
    {
        Kind.PHONE,
        Kind.BANK_ACCOUNT,
        Kind.PROMPTPAY,
        Kind.BAKONG,
        Kind.URL,
        Kind.DOMAIN,
        Kind.IPV4,
        Kind.IPV6,
        Kind.BTC,
        Kind.ETH,
        Kind.TRON,
    }
)

#: Digits of a PromptPay id that is a Thai citizen's number.
_THAI_ID_DIGITS = 13
_RUN = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Grant:
    """For whom and for what one value was cleared.

    Attributes:
        partners: whose matching it is for; empty for nobody's: local use only.
        offence: key of the closed list, of the case it was cleared in.
        originators: other parties whose material alone names it.
    """

    partners: frozenset[str]
    offence: str
    originators: frozenset[str] = frozenset()

    def reaches(self, party: str, partner: str, offences: frozenset[str]) -> bool:
        """Says whether the value may go to a partner.

        Args:
            party: this node's.
            partner: who would learn it; its own material may be given back to it.
            offences: those that an agreement in force between the two covers.
        """
        return partner in self.partners and self.offence in offences and not self.originators - {party, partner}


def refusal(kind: Kind, value: str, role: Role, *, bulk: bool) -> str | None:
    """Says why a value may not be put up for clearance, or None where it may.

    Args:
        kind: the indicator's kind.
        value: its normalised value.
        role: its role over all reports.
        bulk: whether it is one of many put up together.
    """
    if not ALLOWANCES[role].clearable:
        return f"its role is {role}, and only a suspect's value is cleared"
    if kind in FACTS:
        return "it is a fact, not an identity"
    if bulk and names_a_person(kind, value):
        return "a social handle or citizen's number is never cleared in bulk"
    return None


def names_a_person(kind: Kind, value: str) -> bool:
    """Says whether a value names a person, whatever its kind is called: it is never cleared in bulk.

    That is every kind outside of `BULK_KINDS`, a citizen's number kept as a PromptPay id or an account, and a link that
    leads to a messenger or social network, or holds a citizen's number or an e-mail address.
    """
    if kind not in BULK_KINDS:
        return True
    if kind is Kind.PROMPTPAY:
        return len(value) == _THAI_ID_DIGITS and not value.startswith("0066")
    if kind is Kind.BANK_ACCOUNT:
        return is_thai_id(value)
    return kind is Kind.URL and _link_names_a_person(value)


def _link_names_a_person(link: str) -> bool:
    text = unquote(link)
    return is_social(urlsplit(link).hostname or "") or "@" in text or any(map(is_thai_id, _RUN.findall(text)))


def is_offence(key: str) -> bool:
    """Says whether an offence stands on the closed list."""
    return key in OFFENCES
