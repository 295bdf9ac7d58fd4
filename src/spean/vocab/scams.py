"""Types of scam: the Thai police's case types.

Source: the case types stand in three public code bases that fill in the Thai police's online complaint form; the
English names and the keys are ours. International groupings (UNDP's handbook, UNODC) were not verified line by line,
so no mapping to them is shipped.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class ScamType:
    """One case type.

    Attributes:
        key: what Spean writes.
        name: English name.
    """

    key: str
    name: str


_TABLE = (
    ScamType("purchase", "Purchase fraud, not organised"),
    ScamType("purchase_organised", "Purchase fraud, organised or ten victims and more"),
    ScamType("borrow_impersonation", "Impersonation to borrow money"),
    ScamType("romance", "Romance"),
    ScamType("prize", "Prize or parcel"),
    ScamType("loan", "Loan"),
    ScamType("part_time_work", "Part-time work"),
    ScamType("phone_intimidation", "Intimidation by phone (call centre)"),
    ScamType("remote_control", "App that controls the phone"),
    ScamType("hacking", "Hacking"),
    ScamType("ransomware", "Ransomware"),
    ScamType("investment", "Investment"),
    ScamType("digital_assets", "Digital assets"),
    ScamType("investment_decree", "Investment under the decree on loans amounting to public cheating"),
    ScamType("other", "Other"),
)

#: Scam type by key.
SCAM_TYPES: Mapping[str, ScamType] = MappingProxyType({scam.key: scam for scam in _TABLE})
