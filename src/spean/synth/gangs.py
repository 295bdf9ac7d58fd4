"""Gangs: what each one uses and when. Numbers drift, mules are shared, old numbers come back elsewhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from spean.synth.options import SynthOptions
from spean.synth.values import Asset, Maker

#: Days of silence before an operator gives a number out again.
QUARANTINE_DAYS = 60
_OVERLAP = 3


@dataclass(slots=True)
class Pool:
    """Assets of one slot, used one after the other, a few at a time.

    Attributes:
        assets: in the order of their use.
        start: first day of the first one.
        step: days from one's start to the next one's.
    """

    assets: list[Asset]
    start: float
    step: float

    def active(self, day: float) -> Sequence[Asset]:
        """Gives what is in use on a day: at most three."""
        last = min(int((day - self.start) / self.step), len(self.assets) - 1)
        return self.assets[max(0, last - _OVERLAP + 1) : last + 1]

    def begins(self, index: int) -> float:
        """Gives the first day on which an asset can be used."""
        return self.start + index * self.step

    def ends(self, index: int, life_end: float) -> float:
        """Gives the day after which it no longer is, for a gang that works until `life_end`."""
        never_replaced = index + _OVERLAP >= len(self.assets)
        return life_end if never_replaced else self.begins(index + _OVERLAP)


@dataclass(frozen=True, slots=True)
class Gang:
    """One made-up gang.

    Attributes:
        gang_id: `G-01` …
        weight: how many of the gangs' reports are its, relative to others.
        th_share: 0–1, of its reports made in Thailand; 0 or 1 where it does not cross the border.
        start: first day of its life, counted from the first day of the data.
        end: last day.
        pools: slot → what it uses.
    """

    gang_id: str
    weight: float
    th_share: float
    start: float
    end: float
    pools: dict[str, Pool]


def make_gangs(options: SynthOptions, maker: Maker, rng: Random) -> list[Gang]:
    """Makes all gangs, then lets two share mules and some numbers come back with others."""
    weights = [1 / (rank + 1) ** 0.5 for rank in range(options.gangs)]
    expected = options.reports * (1 - options.noise_share) / sum(weights)
    gangs = [
        _gang(rank, weight, max(1, int(expected * weight)), options, maker, rng) for rank, weight in enumerate(weights)
    ]
    _share_mules(gangs, options.shared_mules, rng)
    _recycle(gangs, options.recycled_share, rng)
    return gangs


def _gang(rank: int, weight: float, reports: int, options: SynthOptions, maker: Maker, rng: Random) -> Gang:
    life = rng.uniform(0.3, 0.6) * options.days
    start = rng.uniform(0, options.days - life)
    crosses = rank % 3 != 2
    th_share = rng.uniform(0.35, 0.7) if crosses else float(rng.randrange(2))
    home = "TH" if th_share >= 0.5 else "KH"

    def country() -> str:
        if not crosses:
            return home
        return rng.choice(("TH", "KH"))

    def pool(count: int, draw: Callable[[], Asset]) -> Pool:
        return Pool([draw() for _ in range(count)], start, life / count)

    pools = {
        "phone": pool(max(4, reports // 5), lambda: maker.phone(country())),
        "account": pool(max(options.mules_per_gang, reports // 6), lambda: maker.account(country())),
        "url": pool(max(2, reports // 10), maker.url),
        "handle": pool(max(2, reports // 12), maker.handle),
        "wallet": pool(max(1, reports // 20), maker.wallet),
    }
    return Gang(f"G-{rank + 1:02d}", weight, th_share, start, start + life, pools)


def _share_mules(gangs: Sequence[Gang], count: int, rng: Random) -> None:
    """Gives one gang's mule account to another gang, at any time of its life."""
    if len(gangs) < 2:
        return
    for _ in range(count):
        lender, borrower = rng.sample(gangs, 2)
        mule = rng.choice(lender.pools["account"].assets)
        accounts = borrower.pools["account"].assets
        accounts[rng.randrange(len(accounts))] = mule


def _recycle(gangs: Sequence[Gang], share: float, rng: Random) -> None:
    """Gives numbers that fell silent to gangs that start with them after the quarantine."""
    every = [(gang, index) for gang in gangs for index in range(len(gang.pools["phone"].assets))]
    old_and_new: set[tuple[str, int]] = set()
    for old, index in rng.sample(every, round(share * len(every))):
        free_from = old.pools["phone"].ends(index, old.end) + QUARANTINE_DAYS
        takers = [
            (gang, place)
            for gang in gangs
            if gang is not old and gang.end > free_from
            for place in range(len(gang.pools["phone"].assets))
            if gang.pools["phone"].begins(place) >= free_from and (gang.gang_id, place) not in old_and_new
        ]
        if takers and (old.gang_id, index) not in old_and_new:
            taker, place = rng.choice(takers)
            taker.pools["phone"].assets[place] = old.pools["phone"].assets[index]
            old_and_new |= {(old.gang_id, index), (taker.gang_id, place)}
