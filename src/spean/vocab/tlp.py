"""Traffic Light Protocol 2.0 labels.

Source: FIRST, "Traffic Light Protocol (TLP)", version 2.0, August 2022 (https://www.first.org/tlp/).
"""

from enum import StrEnum


class Tlp(StrEnum):
    """A label of TLP 2.0, strictest first; the value is what is written after `TLP:`."""

    RED = "RED"
    AMBER_STRICT = "AMBER+STRICT"
    AMBER = "AMBER"
    GREEN = "GREEN"
    CLEAR = "CLEAR"

    @property
    def marking(self) -> str:
        """The label as it is written on a document, for example `TLP:AMBER+STRICT`."""
        return f"TLP:{self.value}"


#: Strictest first.
STRICTNESS = tuple(Tlp)


def strictest(*labels: Tlp) -> Tlp:
    """Gives the strictest of several labels: what a document made of several sources carries.

    Raises:
        ValueError: no label was given.
    """
    return min(labels, key=STRICTNESS.index)
