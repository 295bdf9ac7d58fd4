"""The closed list of offences a case may rest on, with their ICCS codes.

Source: International Classification of Crime for Statistical Purposes, version 1.0 (UNODC, 2015), as Eurostat
publishes its levels. Only codes seen in a stored source are shipped; the five- and six-digit codes below fraud,
drugs and logging were not verified and stand nowhere here. Opinion, insult and immigration alone are no offences
of an agreement (DESIGN: rules that never bend) and must not be added.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Offence:
    """One offence of the closed list.

    Attributes:
        key: what Spean writes, for example `money_laundering`.
        code: ICCS code.
        name: English name.
    """

    key: str
    code: str
    name: str


_TABLE = (
    Offence("trafficking", "0204", "Trafficking in persons"),
    Offence("trafficking_sexual", "02041", "Trafficking in persons for sexual exploitation"),
    Offence("trafficking_labour", "02042", "Trafficking in persons for forced labour or services"),
    Offence("drugs", "0601", "Unlawful acts involving controlled drugs or precursors"),
    Offence("fraud", "0701", "Fraud"),
    Offence("corruption", "0703", "Corruption"),
    Offence("money_laundering", "07041", "Money laundering"),
    Offence("migrant_smuggling", "08051", "Migrant smuggling"),
    Offence("computer", "0903", "Acts against computer systems"),
    Offence("organised_group", "09051", "Participation in an organised criminal group"),
    Offence("protected_species", "1003", "Acts against protected species"),
    Offence("illegal_logging", "1004", "Acts resulting in depletion of natural resources, illegal logging among them"),
)

#: Offence by key.
OFFENCES: Mapping[str, Offence] = MappingProxyType({offence.key: offence for offence in _TABLE})
