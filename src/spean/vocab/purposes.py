"""The purposes that an agreement can cover: the only words of purpose that leave a node.

Source: none; the codes are this project's, after the headings of public reports of border meetings. An officer's own
words for a purpose stay in the own log.
"""

from enum import StrEnum


class Purpose(StrEnum):
    """What something leaves for."""

    PREVENTION = "prevention"
    INVESTIGATION = "investigation"
    ASSET_HOLD = "asset_hold"
    VICTIM_PROTECTION = "victim_protection"
    REPORTING = "reporting_to_the_meeting"
