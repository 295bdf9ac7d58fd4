"""What to make up, and what was made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from spean.errors import WrongUsage


@dataclass(frozen=True, slots=True)
class SynthOptions:
    """What to make up.

    Attributes:
        seed: the same seed and options give the same bytes.
        gangs: how many gangs work; two in three of them across the border.
        reports: reports over both countries, duplicates and bad rows not counted.
        noise_share: 0–1, reports that belong to no gang.
        recycled_share: 0–1, of the gangs' phone numbers, given to another gang after 60 days of silence.
        mules_per_gang: least number of mule accounts of a gang; grows with its reports.
        shared_mules: how many accounts are used by two gangs.
        hubs: hotlines and platforms that narratives name, with Zipf popularity.
        until: the last day of the data.
        days: how many days the data spans.
        th_format: the Thai table as `th.xlsx` or, for volume, `th.csv`.
        kh_encoding: of `kh.csv`; both write a byte order mark.
    """

    seed: int = 1
    gangs: int = 12
    reports: int = 300
    noise_share: float = 0.25
    recycled_share: float = 0.03
    mules_per_gang: int = 4
    shared_mules: int = 2
    hubs: int = 12
    until: date = date(2026, 11, 1)
    days: int = 240
    th_format: Literal["xlsx", "csv"] = "xlsx"
    kh_encoding: Literal["utf-8", "utf-16"] = "utf-8"

    def __post_init__(self) -> None:
        shares_fit = 0 <= self.noise_share <= 1 and 0 <= self.recycled_share <= 1
        counts = (self.gangs, self.reports, self.mules_per_gang, self.hubs)
        if not shares_fit or min(counts) < 1 or self.shared_mules < 0 or self.days < 30:
            raise WrongUsage("synth: shares lie in 0–1, counts are at least 1, days at least 30")


@dataclass(frozen=True, slots=True)
class SynthSummary:
    """What was made.

    Attributes:
        th: the Thai table.
        kh: the Cambodian table.
        sms: forwarded messages of the Thai side, one a line; every value in them stands in `th` too.
        reports: country → rows that are reports, without duplicates and bad rows.
        duplicates: country → rows that repeat an earlier one exactly.
        bad_rows: country → rows that intake has to reject; an empty row comes on top of them.
        shared: kind → suspect values that both countries' tables hold.
    """

    th: Path
    kh: Path
    sms: Path
    reports: Mapping[str, int]
    duplicates: Mapping[str, int]
    bad_rows: Mapping[str, int]
    shared: Mapping[str, int]
