"""Types of scam: the Thai police's case types under four top-level groups.

Sources: the case types stand in three public code bases that fill in the Thai police's online complaint form
(names in English are ours). The four top-level groups follow UNODC's grouping of online scams in South-East Asia
as this project was given it; which case type belongs to which group is our own reading, not a published table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

#: The top level.
GROUPS = ("investment", "impersonation", "job_and_loan", "trade")


@dataclass(frozen=True, slots=True)
class ScamType:
    """One case type.

    Attributes:
        key: what Spean writes.
        name: English name.
        group: one of `GROUPS`, or "" where none fits.
    """

    key: str
    name: str
    group: str


_TABLE = (
    ScamType("purchase", "Purchase fraud, not organised", "trade"),
    ScamType("purchase_organised", "Purchase fraud, organised or ten victims and more", "trade"),
    ScamType("borrow_impersonation", "Impersonation to borrow money", "impersonation"),
    ScamType("romance", "Romance", "impersonation"),
    ScamType("prize", "Prize or parcel", "impersonation"),
    ScamType("loan", "Loan", "job_and_loan"),
    ScamType("part_time_work", "Part-time work", "job_and_loan"),
    ScamType("phone_intimidation", "Intimidation by phone (call centre)", "impersonation"),
    ScamType("remote_control", "App that controls the phone", "impersonation"),
    ScamType("hacking", "Hacking", ""),
    ScamType("ransomware", "Ransomware", ""),
    ScamType("investment", "Investment", "investment"),
    ScamType("digital_assets", "Digital assets", "investment"),
    ScamType("investment_decree", "Investment under the decree on loans amounting to public cheating", "investment"),
    ScamType("other", "Other", ""),
)

#: Scam type by key.
SCAM_TYPES: Mapping[str, ScamType] = MappingProxyType({scam.key: scam for scam in _TABLE})
