"""Hubs: values that so many reports name that they tell nothing about who stands behind them.

A platform's domain, a bank's own number in the wrong column, a shared host: what the protected list does not know
shows in the data. The policy says for each kind how many reports are many: at least a fixed number, and more in a
larger collection. A value beyond it does harm where it welds what is apart: many of its reports name other values
too, and those differ from report to report. A gang's number comes again and again with the same account or handle;
a list of links to one site brings nothing else along. Beyond `HARD_FACTOR` times as many a value is a hub anyway.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from spean.linking.records import Hub, ValueKey
from spean.model import Kind


@dataclass(frozen=True, slots=True)
class HubLimit:
    """How many reports are many for a value of one kind: more than both of these.

    Attributes:
        floor: a number of reports.
        share: a share of all reports with a value that may link.
    """

    floor: int
    share: float

    def reports(self, of_reports: int) -> int:
        """Gives the most reports that a value may stand in and still link, whatever its company."""
        return max(self.floor, int(self.share * of_reports))


_IDENTITY = HubLimit(floor=100, share=0.005)
_PLACE = HubLimit(floor=40, share=0.002)

#: Kind → limit; kinds not named have `_IDENTITY`. A place on the web is easier to share than a number.
HUB_LIMITS: Mapping[Kind, HubLimit] = {Kind.DOMAIN: _PLACE, Kind.URL: _PLACE}
#: Kinds that are no company: they are hubs themselves too easily.
PLACES = frozenset({Kind.DOMAIN, Kind.URL})
#: A value keeps company if one other value stands in this share of its reports that name another one.
COMPANY_SHARE = 0.25
#: So many times the limit is a hub in any company.
HARD_FACTOR = 10


@dataclass(frozen=True, slots=True)
class Company:
    """What else the reports name that name a value: identities that two or more reports name.

    Attributes:
        reports: how many of its reports name any other.
        closest: in how many of its reports its most frequent companion stands.
    """

    reports: int
    closest: int


_ALONE = Company(0, 0)


def find_hubs(
    values: Mapping[int, tuple[ValueKey, int]],
    of_reports: int,
    company: Callable[[list[int]], Mapping[int, Company]],
    limits: Mapping[Kind, HubLimit] = HUB_LIMITS,
) -> dict[int, Hub]:
    """Finds the hubs.

    Args:
        values: number → (value, how many reports name it).
        of_reports: how many reports there are.
        company: asked for the values beyond their limit only (`Weighed.company`).
        limits: kind → limit.

    Returns:
        number of the value → why it is left out.
    """
    many = {
        number: limit
        for number, (key, reports) in values.items()
        if reports > (limit := limits.get(key.kind, _IDENTITY).reports(of_reports))
    }
    kept = company(list(many))
    found = {}
    for number, limit in many.items():
        key, reports = values[number]
        beside = kept.get(number, _ALONE)
        welds = beside.reports > limit and beside.closest < COMPANY_SHARE * beside.reports
        if welds or reports > HARD_FACTOR * limit:
            said = f"{reports} of {of_reports} reports name it ({limit} are many for its kind)"
            found[number] = Hub(
                key, reports, f"{said}, {_reason(beside) if welds else 'too many whatever else they name'}"
            )
    return found


def _reason(beside: Company) -> str:
    share = f"{COMPANY_SHARE:.0%}"
    return f"{beside.reports} with other numbers, accounts or handles, none of which stands in {share} of those"
