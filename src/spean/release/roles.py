"""Roles of a value: the one table of DESIGN.md and the one function over it.

A *standing* is where a value stands in one report. `role_in_report` settles a report, `role_over_reports` all of
them, `ALLOWANCES` says what a role allows. Victims are not suspects: a victim's standing beats every other one in
the same report, and a value that is suspect here and victim there is contested until a person decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from spean.model import Role

#: A value with two valid readings counts as one of them from here on (DESIGN: roles of a value).
READING_THRESHOLD = 0.8


class Standing(StrEnum):
    """Where a value stands in one report."""

    SUSPECT_COLUMN = "suspect_column"
    TIED_TEXT = "tied_text"
    VICTIM_COLUMN = "victim_column"
    REPORTER_TEXT = "reporter_text"
    OFFICIAL = "official"
    UNTIED_TEXT = "untied_text"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a role allows.

    Attributes:
        linked: whether it may join reports into networks.
        clearable: whether it may be put up for clearance.
    """

    linked: bool
    clearable: bool


ALLOWANCES = {
    Role.SUSPECT: Allowance(linked=True, clearable=True),
    Role.VICTIM: Allowance(linked=False, clearable=False),
    Role.CONTEXT: Allowance(linked=False, clearable=False),
    Role.CONTESTED: Allowance(linked=False, clearable=False),
}

_VICTIM = frozenset({Standing.VICTIM_COLUMN, Standing.REPORTER_TEXT})
_SUSPECT = frozenset({Standing.SUSPECT_COLUMN, Standing.TIED_TEXT})


def role_in_report(standings: Iterable[Standing]) -> Role:
    """Gives one value's role in one report from every place it stands there.

    A victim's standing wins over all; an official contact or protected number is context whatever the text
    around it says; then a tie to the offender; else context.

    Raises:
        ValueError: no standing was given.
    """
    found = frozenset(standings)
    if not found:
        raise ValueError("a value without a standing has no role")
    if found & _VICTIM:
        return Role.VICTIM
    if Standing.OFFICIAL in found:
        return Role.CONTEXT
    return Role.SUSPECT if found & _SUSPECT else Role.CONTEXT


def role_over_reports(roles: Iterable[Role]) -> Role:
    """Gives one value's role over all reports that name it.

    Raises:
        ValueError: no role was given.
    """
    found = frozenset(roles)
    if not found:
        raise ValueError("a value in no report has no role")
    if Role.CONTESTED in found or {Role.SUSPECT, Role.VICTIM} <= found:
        return Role.CONTESTED
    for role in (Role.VICTIM, Role.SUSPECT):
        if role in found:
            return role
    return Role.CONTEXT
