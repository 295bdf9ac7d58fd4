"""How people really write values: digits of three scripts, lost zeros, Buddhist years, defanged links."""

from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random

from spean.synth.values import Asset

#: What a cell of a table holds.
Cell = str | float | datetime | None

_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_KHMER = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")
_DIGITS = {"TH": _THAI, "KH": _KHMER}
_TH_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_BUDDHIST_YEARS = 543


def phone_plain(phone: Asset, country: str) -> str:
    """Writes a phone as a careful clerk does: local at home where that is clear, else international."""
    if phone.country == country and not phone.ambiguous:
        return _local(phone, "-")
    return _international(phone, " ")


def phone_messy(phone: Asset, country: str, rng: Random) -> str:
    """Writes a phone as people do. A foreign number, or one that could be either country's, keeps its code."""
    if phone.country != country or phone.ambiguous:
        gap = rng.choice(("", " ", "-"))
        return _international(phone, gap)
    form = rng.randrange(6)
    if form == 0:
        return _local(phone, rng.choice(("-", " "))).translate(_DIGITS[country])
    if form == 1:
        return _international(phone, rng.choice(("", " ", "-")))
    if form == 2:
        return _international(phone, "").removeprefix("+")
    return _local(phone, rng.choice(("", "-", " ")))


def phone_cell(phone: Asset, country: str, rng: Random) -> Cell:
    """Writes a phone into a spreadsheet, sometimes as the number that Excel makes of it, its zero lost."""
    if phone.country == country == "TH" and not phone.ambiguous and rng.random() < 0.2:
        return float(_national(phone))
    return phone_messy(phone, country, rng)


def account_messy(account: Asset, rng: Random) -> str:
    """Writes an account number with the gaps of its country."""
    digits = account.written
    if account.country == "TH":
        grouped = (digits[:3], digits[3:4], digits[4:9], digits[9:])
        return rng.choice(("", "-", " ")).join(grouped)
    return rng.choice(("", " ")).join((digits[:3], digits[3:6], digits[6:]))


def url_messy(url: Asset, rng: Random) -> str:
    """Writes a link, sometimes defanged or shouted; every form normalises to the same link."""
    link = url.written
    host = url.values[1][1]
    forms = (link, link, link.replace("https", "hxxps").replace(".", "[.]"), link.replace(host, host.upper()))
    return rng.choice(forms)


def handle_text(handle: Asset, rng: Random) -> str:
    """Writes a handle with the service it belongs to."""
    name = handle.written
    if handle.label == "line":
        return rng.choice((f"LINE: {name}", f"Line ID: {name}", f"LINE ID {name}"))
    return rng.choice((f"Telegram: @{name}", f"Telegram @{name}"))


def th_date(moment: datetime, rng: Random) -> Cell:
    """Writes a time as Thai offices do, mostly in the Buddhist era; sometimes as a true date cell."""
    year = moment.year + _BUDDHIST_YEARS
    clock = f"{moment:%H:%M}"
    forms: Sequence[Callable[[], Cell]] = (
        lambda: f"{moment:%d/%m}/{year} {clock}",
        lambda: f"{moment:%d/%m}/{year} {clock} น.".translate(_THAI),
        lambda: f"{moment.day} {_TH_MONTHS[moment.month - 1]} {year} {clock} น.",
        lambda: moment,
        lambda: f"{moment:%Y-%m-%d} {clock}",
    )
    return rng.choice(forms)()


def kh_date(moment: datetime, rng: Random) -> Cell:
    """Writes a time as Cambodian offices do, day first; sometimes in Khmer digits or ISO 8601."""
    day_first = f"{moment:%d/%m/%Y %H:%M}"
    return rng.choice((day_first, day_first, day_first.translate(_KHMER), f"{moment:%Y-%m-%dT%H:%M:%S}+07:00"))


def amount_cell(units: int, country: str, currency: str, rng: Random) -> Cell:
    """Writes whole units of money into a cell."""
    if country == "TH":
        plain: Sequence[Cell] = (float(units), f"{units:,}", f"{units:,} บาท", f"{units:,}".translate(_THAI))
        return rng.choice(plain)
    mark = f"${units:,}" if currency == "USD" else f"{units:,}៛"
    return rng.choice((str(units), f"{units:,}", mark, f"{units}.00"))


def amount_text(units: int, currency: str, language: str) -> str:
    """Writes money into a narrative."""
    names = {
        ("THB", "th"): "บาท",
        ("THB", "km"): "បាត",
        ("USD", "th"): "ดอลลาร์",
        ("USD", "km"): "ដុល្លារ",
        ("KHR", "km"): "រៀល",
        ("KHR", "th"): "เรียล",
    }
    return f"{units:,} {names.get((currency, language), currency)}"


def _national(phone: Asset) -> str:
    return phone.written.removeprefix("+66").removeprefix("+855")


def _local(phone: Asset, gap: str) -> str:
    number = "0" + _national(phone)
    return gap.join((number[:3], number[3:6], number[6:]))


def _international(phone: Asset, gap: str) -> str:
    national = _national(phone)
    code = phone.written[: -len(national)]
    return gap.join((code, national[:2], national[2:5], national[5:]))
