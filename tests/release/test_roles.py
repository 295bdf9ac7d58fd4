from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.model import Kind, Role
from spean.release.clearance import BULK_KINDS, is_offence, refusal
from spean.release.roles import ALLOWANCES, Standing, role_in_report, role_over_reports

standings = st.lists(st.sampled_from(Standing), min_size=1)
roles = st.lists(st.sampled_from(Role), min_size=1)
VICTIMS = [Standing.VICTIM_COLUMN, Standing.REPORTER_TEXT]


@pytest.mark.parametrize(
    ("found", "role"),
    [
        ({Standing.SUSPECT_COLUMN}, Role.SUSPECT),
        ({Standing.TIED_TEXT}, Role.SUSPECT),
        ({Standing.UNTIED_TEXT}, Role.CONTEXT),
        ({Standing.UNTIED_TEXT, Standing.TIED_TEXT}, Role.SUSPECT),
        ({Standing.OFFICIAL}, Role.CONTEXT),
        ({Standing.OFFICIAL, Standing.SUSPECT_COLUMN}, Role.CONTEXT),
        ({Standing.VICTIM_COLUMN}, Role.VICTIM),
        ({Standing.REPORTER_TEXT, Standing.SUSPECT_COLUMN}, Role.VICTIM),
        ({Standing.VICTIM_COLUMN, Standing.OFFICIAL}, Role.VICTIM),
    ],
)
def test_a_value_has_one_role_in_a_report(found: set[Standing], role: Role) -> None:
    assert role_in_report(found) is role


@given(standings, st.sampled_from(VICTIMS))
def test_a_victims_standing_beats_every_other(found: list[Standing], victim: Standing) -> None:
    assert role_in_report([*found, victim]) is Role.VICTIM


@given(standings)
def test_an_official_contact_is_never_a_suspects(found: list[Standing]) -> None:
    assert role_in_report([*found, Standing.OFFICIAL]) is not Role.SUSPECT


@given(standings, st.randoms())
def test_order_and_repetition_do_not_count(found: list[Standing], chance: object) -> None:
    again = found * 2
    chance.shuffle(again)  # type: ignore[attr-defined]
    assert role_in_report(again) is role_in_report(found)


@pytest.mark.parametrize(("first", "second"), list(product(Role, Role)))
def test_two_reports_settle_as_the_table_says(first: Role, second: Role) -> None:
    found = {first, second}
    if Role.CONTESTED in found or found == {Role.SUSPECT, Role.VICTIM}:
        expected = Role.CONTESTED
    elif Role.VICTIM in found:
        expected = Role.VICTIM
    else:
        expected = Role.SUSPECT if Role.SUSPECT in found else Role.CONTEXT
    assert role_over_reports([first, second]) is expected


@given(roles, st.sampled_from([Role.VICTIM, Role.CONTESTED]))
def test_once_a_victims_or_contested_never_a_suspects_again(found: list[Role], never: Role) -> None:
    assert role_over_reports([*found, never]) in {Role.VICTIM, Role.CONTESTED}


@given(roles, roles)
def test_reports_may_be_settled_in_parts(first: list[Role], second: list[Role]) -> None:
    parts = [role_over_reports(first), role_over_reports(second)]
    assert role_over_reports(parts) is role_over_reports(first + second)


@pytest.mark.parametrize("settle", [role_in_report, role_over_reports])
def test_nothing_has_no_role(settle: object) -> None:
    with pytest.raises(ValueError, match="no"):
        settle([])  # type: ignore[operator]


def test_only_a_suspects_value_is_linked_or_cleared() -> None:
    assert set(ALLOWANCES) == set(Role)
    assert [role for role in Role if ALLOWANCES[role].linked] == [Role.SUSPECT]
    assert [role for role in Role if ALLOWANCES[role].clearable] == [Role.SUSPECT]


@given(st.sampled_from(Kind), st.text(), st.sampled_from([Role.VICTIM, Role.CONTEXT, Role.CONTESTED]), st.booleans())
def test_no_other_role_is_ever_put_up_for_clearance(kind: Kind, value: str, role: Role, bulk: bool) -> None:
    assert refusal(kind, value, role, bulk=bulk)


@pytest.mark.parametrize(
    ("kind", "value", "alone", "in_bulk"),
    [
        (Kind.PHONE, "+66812345678", True, True),
        (Kind.BANK_ACCOUNT, "1234567890", True, True),
        (Kind.LINE, "@someone", True, False),
        (Kind.TELEGRAM, "someone", True, False),
        (Kind.PROMPTPAY, "1234567890121", True, False),
        (Kind.PROMPTPAY, "0066812345678", True, True),
        (Kind.PROMPTPAY, "123456789012345", True, True),
        (Kind.AMOUNT, "1000 THB", False, False),
        (Kind.DATE, "2026-11-22", False, False),
    ],
)
def test_what_may_be_cleared_alone_and_in_bulk(kind: Kind, value: str, alone: bool, in_bulk: bool) -> None:
    assert (refusal(kind, value, Role.SUSPECT, bulk=False) is None) is alone
    assert (refusal(kind, value, Role.SUSPECT, bulk=True) is None) is in_bulk


def test_handles_and_facts_are_no_bulk_kinds() -> None:
    assert not BULK_KINDS & {Kind.LINE, Kind.TELEGRAM, Kind.AMOUNT, Kind.DATE}


@pytest.mark.parametrize("key", ["opinion", "insult", "immigration", "", "FRAUD"])
def test_no_offence_stands_outside_the_closed_list(key: str) -> None:
    assert is_offence("fraud")
    assert not is_offence(key)
