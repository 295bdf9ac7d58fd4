"""Report → Seizure: what was counted, what that comes to with which factor, and the countries named.

Nothing is guessed: a unit that no source converts stays what it is, a country that is not read is left out, and the
raw cells are kept beside what was made of them. What stands in a narrative only gives no Seizure (its quantities are
mentions).
"""

import datetime
from collections.abc import Mapping
from decimal import Decimal

from spean.indicators.quantity import count_in, quantity_in
from spean.model import Goods, Report, Route, Seizure
from spean.vocab.countries import country_code, country_codes
from spean.vocab.factors import factor_for
from spean.vocab.names import plain_name
from spean.vocab.substances import substance_of
from spean.vocab.timber import species_of


def seizure_of(report: Report, on: datetime.date) -> Seizure | None:
    """Derives the seizure that a report states.

    Args:
        report: as intake wrote it.
        on: the day whose factors are used (`vocab.factors`).

    Returns:
        The seizure, or None for a report without a substance and without a species. A report with both is of drugs.
    """
    columns = report.columns
    goods = Goods.DRUG if "substance" in columns else Goods.TIMBER
    name = columns.get("substance") or columns.get("species")
    if not name:
        return None
    key = _key(goods, name)
    count, unit = _counted(columns)
    return Seizure(
        uid=report.uid,
        report_id=report.report_id,
        goods=goods,
        item=key or plain_name(name),
        known=key is not None,
        written=columns.get("quantity", ""),
        unit_written=columns.get("unit", ""),
        count=count,
        unit=unit,
        factor=None if count is None else factor_for(goods, key or "", unit, on),
        purity=columns.get("purity", ""),
        packaging=columns.get("packaging", ""),
        hiding_place=columns.get("hiding_place", ""),
        sample_ref=columns.get("sample_ref", ""),
        country=country_code(columns.get("country", "")) or "",
        route=_route(columns),
        seized_at=report.occurred_at or report.reported_at,
    )


def _key(goods: Goods, name: str) -> str | None:
    if goods is Goods.TIMBER:
        return species_of(name)
    found = substance_of(name)
    return found.key if found else None


def _counted(columns: Mapping[str, str]) -> tuple[Decimal | None, str]:
    cell, unit = columns.get("quantity", ""), columns.get("unit", "")
    found = quantity_in(cell, unit=unit)
    if found is not None:
        return found
    counted = count_in(cell)
    return (counted[0], counted[1] or plain_name(unit)) if counted else (None, plain_name(unit))


def _route(columns: Mapping[str, str]) -> Route:
    stages = ("production", "departure", "transit", "destination", "third")
    return Route(**{stage: country_codes(columns.get(f"{stage}_country", "")) for stage in stages})
