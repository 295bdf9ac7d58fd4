"""Templates to pages: escaped everywhere, times in the node's zone with the UTC instant beside them."""

import hashlib
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from spean.errors import SpeanError
from spean.model import Kind, Money
from spean.node.core import Node
from spean.render.shapes import mark_of
from spean.render.table import printable

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


class Pages:
    """Makes the pages of one node."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._zone = ZoneInfo(node.settings.node.zone)
        self._templates = Environment(
            loader=PackageLoader("spean.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters.update(local=self.local, utc=utc, shown=shown, span=span, word=word, kind=kind)
        style = files("spean.web").joinpath("static", "spean.css").read_bytes()
        self._style = hashlib.sha256(style).hexdigest()[:12]

    def page(self, template: str, status: int = 200, officer: str = "", **values: Any) -> HTMLResponse:
        """Fills a template; `officer` is who is signed in, "" for nobody."""
        now = self._node.clock()
        settings = self._node.settings.node
        said = {
            "party": settings.party,
            "authority": settings.name,
            "zone": f"{settings.zone} (UTC{now.astimezone(self._zone).isoformat()[-6:]})",
            "now": now,
            "officer": officer,
            "style": self._style,
        }
        return HTMLResponse(self._templates.get_template(template).render(said | values), status)

    def error(self, error: SpeanError, status: int) -> HTMLResponse:
        """Says what was refused or went wrong: one line, a remedy, a code."""
        return self.page("error.html", status, error=error)

    def local(self, instant: datetime) -> str:
        """Writes an instant in the node's zone."""
        return f"{instant.astimezone(self._zone):%Y-%m-%d %H:%M}"


def utc(instant: datetime) -> str:
    """Writes an instant in UTC, as RFC 3339."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def shown(value: object) -> str:
    """Shows text that others wrote, without what would turn or hide the text around it; a dash for nothing."""
    if value is None or value == "":
        return "–"
    if isinstance(value, Money):
        return money(value)
    return value.isoformat() if isinstance(value, date) else printable(str(value))


def money(amount: Money) -> str:
    """Shows an amount with its thousands apart: `12,000.50 THB`."""
    return f"{amount.number(',')} {amount.currency}"


def span(seconds: float) -> str:
    """Says a length of time in its two largest units: `3 min`, `2 h 05 min`, `4 d 3 h`."""
    whole = int(abs(seconds))
    if whole < _HOUR:
        return f"{whole // _MINUTE} min"
    if whole < _DAY:
        return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE:02d} min"
    return f"{whole // _DAY} d {whole % _DAY // _HOUR} h"


def word(name: str) -> str:
    """Shows a stable name as words: `held_in_part` → `held in part`."""
    return printable(name.replace("_", " "))


def kind(of: Kind) -> str:
    """Shows a kind of value by the same word as a picture's legend."""
    return mark_of(of).word
