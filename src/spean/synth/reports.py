"""Reports as they come in: who was called, what was paid, in which words, and what a clerk typed of it.

The first time a value stands in a country's table it stands in its own column, written carefully; later it may be
misspelt or stand in the narrative only. So `Ledger.suspects` is what any reader of that table can find.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from random import Random

from spean.model import Kind
from spean.synth import spelling
from spean.synth.gangs import Gang
from spean.synth.narratives import Template, load_narratives
from spean.synth.options import SynthOptions
from spean.synth.spelling import Cell
from spean.synth.values import Asset, Maker, Victim

_LANGUAGES = {"TH": (("th", "en", "km"), (82, 14, 4)), "KH": (("km", "en", "th"), (68, 27, 5))}
_CHANNELS = {
    "TH": ("สายด่วน", "สถานีตำรวจ", "ออนไลน์", "ธนาคาร"),
    "KH": ("hotline", "police post", "walk-in", "ប៉ុស្តិ៍ប៉ូលិស"),
}
_PROVINCES = {
    "TH": ("สระแก้ว", "จันทบุรี", "ตราด", "สุรินทร์", "ศรีสะเกษ", "บุรีรัมย์", "อุบลราชธานี", "กรุงเทพมหานคร"),
    "KH": ("បន្ទាយមានជ័យ", "បាត់ដំបង", "ប៉ៃលិន", "កោះកុង", "ឧត្តរមានជ័យ", "Phnom Penh", "Banteay Meanchey"),
}
_TYPOLOGIES_TH = {
    "call_centre": "แก๊งคอลเซ็นเตอร์",
    "parcel": "พัสดุตกค้าง",
    "investment": "หลอกลงทุน",
    "romance": "หลอกให้รัก",
    "job": "หลอกทำงาน",
    "loan": "หลอกให้กู้เงิน",
    "purchase": "ซื้อขายสินค้า",
}
_HOTLINES = ("1441", "191", "117", "1599")
_PLATFORMS = (
    "facebook.com",
    "line.me",
    "tiktok.com",
    "youtube.com",
    "instagram.com",
    "whatsapp.com",
    "google.com",
    "shopee.co.th",
)
_COLUMNS = {
    "phone": "suspect_phone",
    "account": "suspect_account",
    "url": "suspect_url",
    "handle": "suspect_handle",
    "wallet": "suspect_wallet",
}


@dataclass(slots=True)
class Row:
    """One report, ready to be written.

    Attributes:
        cells: canonical column → what the clerk typed.
        country: whose table it stands in.
        gang_id: whose doing it is; "" for noise.
        reported: when it came in, for the order of rows.
    """

    cells: dict[str, Cell]
    country: str
    gang_id: str
    reported: datetime


@dataclass(slots=True)
class Ledger:
    """What stands in the tables written so far.

    Attributes:
        suspects: country → (kind, normalised value).
        victims: (kind, normalised value) of everything that belongs to a victim or a relative.
        assets: country → the gangs' assets it names, for forwarded messages.
    """

    suspects: dict[str, set[tuple[Kind, str]]] = field(default_factory=lambda: {"TH": set(), "KH": set()})
    victims: set[tuple[Kind, str]] = field(default_factory=set)
    assets: dict[str, dict[str, Asset]] = field(default_factory=lambda: {"TH": {}, "KH": {}})


class Reporter:
    """Makes one report after another.

    Args:
        options: what to make up.
        maker: draws the values of noise and of victims.
        rng: the only source of chance.
    """

    def __init__(self, options: SynthOptions, maker: Maker, rng: Random) -> None:
        self.ledger = Ledger()
        self._maker = maker
        self._rng = rng
        self._words = load_narratives()
        self._first_day = datetime.combine(options.until - timedelta(days=options.days), time())
        self._last_minute = datetime.combine(options.until, time(23, 59))
        self._days = options.days
        self._victims: dict[str, list[Victim]] = {"TH": [], "KH": []}
        self._hubs, self._popularity = _hubs(options.hubs)

    def report(self, country: str, gang: Gang | None) -> Row:
        """Makes one report, by a gang's victim or, without a gang, by somebody else."""
        rng = self._rng
        day = rng.uniform(gang.start, gang.end) if gang else rng.uniform(0, self._days)
        language = rng.choices(*_LANGUAGES[country])[0]
        victim = self._victim(country)
        cells: dict[str, Cell] = {"language": language}
        reported = self._times(cells, country, day)
        if gang is None and rng.random() < 0.4:
            text = rng.choice(self._words.noise[language])
        else:
            text = self._scam(cells, country, language, gang, day)
        cells["narrative"] = " ".join((text, *self._tails(country, language, victim)))
        self._people(cells, country, victim)
        return Row(cells, country, gang.gang_id if gang else "", reported)

    def messages(self, count: int) -> Iterator[str]:
        """Makes forwarded messages whose values stand in the Thai table already; none where there are none."""
        known = self.ledger.assets["TH"].values()
        links = [asset for asset in known if asset.slot == "url"]
        lines = [asset for asset in known if asset.label == "line"]
        for _ in range(count):
            text = self._rng.choice(self._words.sms)
            slot, fitting = ("url", links) if "{url}" in text else ("handle", lines)
            if fitting:
                yield text.format(**{slot: self._rng.choice(fitting).written})

    def _times(self, cells: dict[str, Cell], country: str, day: float) -> datetime:
        occurred = min(self._first_day + timedelta(days=day), self._last_minute - timedelta(minutes=3))
        occurred = occurred.replace(second=0, microsecond=0)
        delay = timedelta(minutes=round(self._rng.lognormvariate(5.5, 1.5)) + 3)
        reported = min(occurred + delay, self._last_minute)
        write = spelling.th_date if country == "TH" else spelling.kh_date
        cells["occurred_at"], cells["reported_at"] = write(occurred, self._rng), write(reported, self._rng)
        return reported

    def _scam(self, cells: dict[str, Cell], country: str, language: str, gang: Gang | None, day: float) -> str:
        template = self._rng.choice(self._words.scams[language])
        said = {slot: self._asset(slot, country, gang, day) for slot in template.slots if slot in _COLUMNS}
        typed = dict(said)
        for extra in ("phone", "account"):
            if extra not in typed and self._rng.random() < 0.5:
                typed[extra] = self._asset(extra, country, gang, day)
        for slot, asset in typed.items():
            self._type(cells, country, asset, may_be_left_out=slot in said)
        text = self._tell(template, said, self._amount(cells, country, language), country)
        cells["typology"] = _TYPOLOGIES_TH[template.scam] if country == "TH" else template.scam
        return text

    def _asset(self, slot: str, country: str, gang: Gang | None, day: float) -> Asset:
        if gang is not None:
            return self._rng.choice(gang.pools[slot].active(day))
        home = country if self._rng.random() < 0.8 else self._rng.choice(("TH", "KH"))
        return self._fresh(slot, home)

    def _fresh(self, slot: str, country: str) -> Asset:
        maker = self._maker
        if slot == "phone":
            return replace(maker.phone(country), ambiguous=False)  # strangers write it in any way
        if slot == "account":
            return maker.account(country)
        return {"url": maker.url, "handle": maker.handle, "wallet": maker.wallet}[slot]()

    def _type(self, cells: dict[str, Cell], country: str, asset: Asset, *, may_be_left_out: bool) -> None:
        """Types a value into its column: carefully the first time, later as people do, or not at all."""
        column = _COLUMNS[asset.slot]
        first = asset.written not in self.ledger.assets[country]
        self.ledger.assets[country][asset.written] = asset
        self.ledger.suspects[country].update(asset.values)
        if not first and may_be_left_out and self._rng.random() < 0.2:
            return
        cells[column] = self._plain(asset, country) if first else self._messy(asset, country)
        if asset.slot == "account":
            cells["suspect_bank"] = asset.label

    def _plain(self, asset: Asset, country: str) -> Cell:
        if asset.slot == "phone":
            return spelling.phone_plain(asset, country)
        if asset.slot == "handle":
            return spelling.handle_text(asset, self._rng)
        return asset.written

    def _messy(self, asset: Asset, country: str) -> Cell:
        if asset.slot == "phone":
            return spelling.phone_cell(asset, country, self._rng)
        if asset.slot == "account" and country == asset.country == "TH" and self._rng.random() < 0.15:
            return float(asset.written)
        return self._text(asset, country)

    def _text(self, asset: Asset, country: str) -> str:
        """Writes a value as it stands in running text."""
        rng = self._rng
        if asset.slot == "phone":
            return spelling.phone_messy(asset, country, rng)
        if asset.slot == "account":
            return spelling.account_messy(asset, rng)
        if asset.slot == "url":
            return spelling.url_messy(asset, rng)
        return spelling.handle_text(asset, rng) if asset.slot == "handle" else asset.written

    def _tell(self, template: Template, said: Mapping[str, Asset], amount: str, country: str) -> str:
        slots = {slot: self._text(asset, country) for slot, asset in said.items()}
        bank = said["account"].label if "account" in said else ""
        return template.text.format(**slots, amount=amount, bank=bank)

    def _amount(self, cells: dict[str, Cell], country: str, language: str) -> str:
        rng = self._rng
        currency = "THB" if country == "TH" else rng.choice(("USD", "USD", "USD", "KHR"))
        scale = {"THB": 100, "USD": 5, "KHR": 10_000}[currency]
        units = round(rng.lognormvariate(5, 1.3) + 1) * scale
        cells["amount"] = spelling.amount_cell(units, country, currency, rng)
        cells["currency"] = currency
        return spelling.amount_text(units, currency, language)

    def _tails(self, country: str, language: str, victim: Victim) -> list[str]:
        """Says what narratives also hold: one's own number, a relative's, a hotline, a platform."""
        rng, tails, said = self._rng, self._words.tails, []
        if rng.random() < 0.25:
            own = self._belongs(victim.phone, country)
            said.append(rng.choice(tails["own_number"][language]).format(victim=own))
        if rng.random() < 0.03:
            relative = self._belongs(self._maker.phone(country), country)
            said.append(rng.choice(tails["relative"][language]).format(victim=relative))
        if rng.random() < 0.4:
            hub = rng.choices(self._hubs, self._popularity)[0]
            tail = "hotline" if hub.isdigit() else "platform"
            said.append(rng.choice(tails[tail][language]).format(hub=hub))
        return said

    def _people(self, cells: dict[str, Cell], country: str, victim: Victim) -> None:
        rng = self._rng
        cells["victim_name"] = victim.name
        if rng.random() < 0.85:
            self._belongs(victim.phone, country)
            cells["victim_phone"] = spelling.phone_cell(victim.phone, country, rng)
        if rng.random() < 0.3:
            self.ledger.victims.update(victim.account.values)
            cells["victim_account"] = spelling.account_messy(victim.account, rng)
        if "suspect_account" in cells and rng.random() < 0.4:
            cells["suspect_name"] = self._maker.name(rng.choice(("TH", "KH")))
        cells["province"] = rng.choice(_PROVINCES[country])
        cells["channel"] = rng.choice(_CHANNELS[country])

    def _belongs(self, phone: Asset, country: str) -> str:
        self.ledger.victims.update(phone.values)
        return spelling.phone_messy(phone, country, self._rng)

    def _victim(self, country: str) -> Victim:
        """Gives somebody new, or one in twelve times somebody who has reported before."""
        known = self._victims[country]
        if known and self._rng.random() < 0.08:
            return self._rng.choice(known)
        known.append(self._maker.victim(country))
        return known[-1]


def _hubs(count: int) -> tuple[list[str], list[float]]:
    """Gives hotlines and platforms in turn, with Zipf weights; invented platforms once the known ones are used up."""
    mixed = [hub for pair in zip(_HOTLINES, _PLATFORMS, strict=False) for hub in pair] + list(_PLATFORMS[4:])
    invented = [f"platform-{index}.com" for index in range(count - len(mixed))]
    hubs = (mixed + invented)[:count]
    return hubs, [1 / (rank + 1) for rank in range(len(hubs))]
