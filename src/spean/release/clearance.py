"""What may be cleared for matching and release, and which kinds never in bulk.

Clearing needs a case, an offence on the closed list, and two independent sources or a second officer. This version
always asks for the second officer, which is the stricter of the two.
"""

from dataclasses import dataclass

from spean.model import FACTS, Kind, Role
from spean.release.roles import ALLOWANCES
from spean.vocab.offences import OFFENCES

#: Kinds that may be put up for clearance together. What names a person (Thai ids, plates, IMEIs, social handles and
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
    if bulk and (kind not in BULK_KINDS or is_personal_promptpay(kind, value)):
        return "a social handle or citizen's number is never cleared in bulk"
    return None


def is_personal_promptpay(kind: Kind, value: str) -> bool:
    """Says whether a PromptPay id is a citizen's number (13 digits that are not a phone written 0066…)."""
    return kind is Kind.PROMPTPAY and len(value) == _THAI_ID_DIGITS and not value.startswith("0066")


def is_offence(key: str) -> bool:
    """Says whether an offence stands on the closed list."""
    return key in OFFENCES
