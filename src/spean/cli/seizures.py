"""`evidence seizures`: what was seized, by substance and route."""

import dataclasses
from decimal import Decimal
from typing import Any

import click

from spean.cli.context import Output, clip, desk, desk_options, table
from spean.errors import WrongUsage
from spean.node.seizures import Figures, figures
from spean.seizures.sums import ItemSum, RouteSum, UnitSum
from spean.vocab.countries import country_code

#: So many lines of each table in the text answer.
_SHOWN = 30


@click.command("seizures")
@click.option("--country", default="", metavar="COUNTRY", help="Only seizures made there: a code or a name.")
@desk_options
def evidence_seizures(country: str, out: Output) -> None:
    """Sum what was seized by substance and route, with what did not convert."""
    code = country_code(country) if country else ""
    if code is None:
        raise WrongUsage("the country is not known", remedy="give its ISO 3166 code, as TH")
    with desk() as at:
        found = figures(at.node, at.who, code)
    out.answer(_data(found), lambda: _text(found))


def _data(found: Figures) -> dict[str, Any]:
    return {
        "country": found.country,
        "parties": list(found.parties),
        "items": [_plain(one) for one in found.items],
        "routes": [_plain(one) for one in found.routes],
        "share": {**dataclasses.asdict(found.share), "third_countries": dict(found.share.third_countries)},
    }


def _plain(one: ItemSum | RouteSum) -> dict[str, Any]:
    """The record as JSON; numbers that were summed exactly stay exact, as text."""
    return {name: _json(value) for name, value in dataclasses.asdict(one).items()}


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, dict):
        return {name: _json(each) for name, each in value.items()}
    return [_json(each) for each in value] if isinstance(value, (list, tuple)) else value


def number(value: Decimal) -> str:
    """Writes an exact number without trailing zeros and without an exponent."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _text(found: Figures) -> str:
    share = found.share
    lines = [
        f"{share.seizures} seizures" + (f" made in {found.country}" if found.country else ""),
        "",
        table(
            ("item", "seizures", "converted", "inferred", "kg", "m3", "largest", "with route", "not converted"),
            [_item_row(one) for one in found.items[:_SHOWN]],
            "no report states a substance or a species",
        ),
        *_rest(len(found.items)),
        "",
        f"A route is named by {share.with_route} of {share.seizures}: production {share.production}, departure "
        f"{share.departure}, transit {share.transit}, destination {share.destination}.",
        table(
            ("item", "from", "by", "to", "seizures", "converted", "kg", "m3"),
            [_route_row(one) for one in found.routes[:_SHOWN]],
            "",
        ),
        *_rest(len(found.routes)),
        f"A third country is named by {share.with_third} of {share.seizures}: "
        + (", ".join(f"{code} {count}" for code, count in share.third_countries[:_SHOWN]) or "none"),
        *_factors(found),
    ]
    return "\n".join(lines)


def _rest(rows: int) -> list[str]:
    return [f"… and {rows - _SHOWN} more (--json)"] if rows > _SHOWN else []


def _item_row(one: ItemSum) -> tuple[object, ...]:
    left = ", ".join(f"{number(each.count)} {each.unit or 'of no unit'}" for each in one.units if each.factor is None)
    mass, volume = _rounded(one.kilograms), _rounded(one.cubic_metres)
    converted = f"{one.converted} of {one.seizures}"
    sums = (converted, one.inferred, mass, volume, _rounded(one.largest))
    return clip(one.item, 40), one.seizures, *sums, one.with_route, clip(left, 40)


def _route_row(one: RouteSum) -> tuple[object, ...]:
    ends = (one.departure or "-", one.transit or "-", one.destination or "-")
    mass, volume = _rounded(one.kilograms), _rounded(one.cubic_metres)
    return clip(one.item, 40), *ends, one.seizures, f"{one.converted} of {one.seizures}", mass, volume


def _rounded(value: Decimal) -> float:
    return round(float(value), 3)


def _factors(found: Figures) -> list[str]:
    """Every factor used that is not exact, once, with its source."""
    used: dict[str, UnitSum] = {}
    for one in found.items:
        for each in one.units:
            if each.factor and each.factor.sure != "exact":
                used.setdefault(each.factor.version + each.unit, each)
    return [
        f"{each.factor.version} ({each.factor.sure}): 1 {each.unit} = {number(each.factor.each)} {each.factor.into}; "
        f"{each.factor.source}"
        for each in used.values()
        if each.factor
    ]
