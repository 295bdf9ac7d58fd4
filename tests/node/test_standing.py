"""For whom, for what and of whose material a value is cleared: looked at whenever anything is served or asked."""

from dataclasses import replace
from typing import Any

import pytest

from spean.errors import Conflict, PolicyRefused, WrongUsage
from spean.model import Kind
from spean.node import agreements, clearances, matching
from spean.node.clearances import Asked
from spean.node.standing import standing_tags

FROM_KH = "report_id,narrative,suspect_account,suspect_bank\nG1,from the partner,2223334445,ABA\n"
LAOS = """
[agreement]
id = "TH-LA"
title = "made up"
parties = ["TH", "LA"]
date = 2024-10-24
[agreement.covers]
from = 2024-10-24
until = 2026-11-30
offences = ["fraud"]
[[point]]
id = "TH-LA/1"
area = "made up"
"""
PHONES = Asked("C-1", (Kind.PHONE,), offence="fraud")
ACCOUNTS = Asked("C-1", (Kind.BANK_ACCOUNT,), partners=("KH",), offence="fraud")
DRUGS = replace(ACCOUNTS, case_id="C-2", offence="drugs")
THEIRS, OURS = (Kind.BANK_ACCOUNT, "2223334445"), (Kind.BANK_ACCOUNT, "1234567890")
PHONE = (Kind.PHONE, "+66812345678")


def clear(th: Any, asked: Asked) -> clearances.Proposed:
    proposed = clearances.propose(th.node, th.officer, asked)
    return th.approve_clearance(proposed.clearance.clearance_id)


def matchable(th: Any, partner: str) -> list[tuple[Kind, str]]:
    with th.node.database.begin() as connection:
        return standing_tags(th.node, connection, partner, th.clock.now)[1]


@pytest.fixture
def alone(th: Any, reports_csv: str) -> Any:
    """TH with reports and no partner."""
    th.take(reports_csv)
    return th


@pytest.fixture
def three(alone: Any) -> Any:
    """TH with KH and LA as partners, an agreement with each, and a file that came from KH."""
    alone.pair("KH")
    alone.pair("LA")
    agreements.add(alone.node, alone.officer, LAOS)
    agreements.confirm(alone.node, alone.approver, "TH-LA")
    alone.take(FROM_KH, "kh.csv", "KH")
    return alone


def test_a_partners_material_goes_to_no_other_partner(three: Any) -> None:
    clear(three, ACCOUNTS)
    assert matchable(three, "KH") == [OURS, THEIRS], "giving it back is no passing on"
    assert matchable(three, "LA") == []
    again = clear(three, replace(ACCOUNTS, partners=("LA",)))
    assert [(v.kind, v.value) for v in again.values] == [OURS]
    assert [tags.values for tags in again.tags] == [(OURS,)]
    assert matchable(three, "LA") == [OURS]
    with pytest.raises(PolicyRefused, match="can't be cleared"):
        clear(three, replace(ACCOUNTS, partners=("LA",), value=THEIRS[1]))


def test_a_source_named_as_a_partner_is_that_partner(three: Any) -> None:
    three.take(FROM_KH.replace("G1", "G2").replace("2223334445", "2223334446"), "named.csv", "authority of kh")
    assert (Kind.BANK_ACCOUNT, "2223334446") not in {
        (v.kind, v.value) for v in clear(three, replace(ACCOUNTS, partners=("LA",))).values
    }


def test_what_an_own_source_names_too_is_ours(three: Any) -> None:
    three.take(FROM_KH.replace("G1", "H1"), "own.csv")
    clear(three, replace(ACCOUNTS, partners=("LA",)))
    assert THEIRS in matchable(three, "LA")


def test_the_offence_goes_with_the_value(three: Any) -> None:
    """Cleared under drugs for KH: nothing for LA, whose agreement covers fraud only."""
    clear(three, DRUGS)
    clear(three, replace(PHONES, partners=("LA",)))
    assert matchable(three, "LA") == [PHONE]
    assert OURS in matchable(three, "KH")
    clearances.propose(three.node, three.officer, replace(DRUGS, partners=("LA",)))
    with pytest.raises(PolicyRefused, match="agreement"):
        three.approve_clearance("K-3")


def test_several_partners_are_named(three: Any) -> None:
    with pytest.raises(WrongUsage, match="several partners"):
        clearances.propose(three.node, three.officer, PHONES)
    assert clearances.clearances(three.node, three.officer) == []


def test_an_export_is_for_one_partner(three: Any) -> None:
    clear(three, ACCOUNTS)
    assert clearances.cleared(three.node, three.officer, "KH") == [OURS, THEIRS]
    assert clearances.cleared(three.node, three.officer, "LA") == []
    assert clearances.cleared(three.node, three.officer) == [OURS], "nothing of a partner's for everybody"


def test_the_review_lists_what_will_be_matchable(three: Any) -> None:
    clear(three, ACCOUNTS)
    clearances.propose(three.node, three.officer, replace(PHONES, partners=("KH",)))
    shown = clearances.show(three.node, three.approver, "K-2")
    assert [tags.values for tags in shown.tags] == [(OURS, THEIRS, PHONE)]


def test_what_ended_is_not_matchable(three: Any) -> None:
    clear(three, replace(ACCOUNTS, partners=("LA",)))
    assert matchable(three, "LA") == [OURS]
    three.clock.forward(days=30)
    assert matchable(three, "LA") == []
    with pytest.raises(PolicyRefused, match="cleared for LA"):
        matching.run(three.node, three.officer, "LA", (), "", "", lambda _line: None)


def test_cleared_before_there_is_a_partner_is_for_nobody(alone: Any) -> None:
    clear(alone, PHONES)
    assert clearances.cleared(alone.node, alone.officer) == [PHONE], "for local use"
    alone.pair("KH")
    assert matchable(alone, "KH") == []
    assert len(clear(alone, PHONES).values) == 1
    assert matchable(alone, "KH") == [PHONE]


def test_an_offence_nobody_stated_is_shown_as_that(alone: Any) -> None:
    assumed = clearances.propose(alone.node, alone.officer, replace(PHONES, case_id="C-9", offence="")).case
    assert (assumed.offence, assumed.offence_from) == ("fraud", "not stated: a clearance's default")
    with pytest.raises(Conflict, match="another offence"):
        clearances.propose(alone.node, alone.officer, replace(PHONES, case_id="C-9", offence="drugs"))


def test_an_open_cases_offence_holds(alone: Any) -> None:
    clearances.open_case(alone.node, alone.officer, "C-1", "drugs", "")
    assert clearances.propose(alone.node, alone.officer, replace(PHONES, offence="")).case.offence == "drugs"
    with pytest.raises(Conflict, match="another offence"):
        clearances.propose(alone.node, alone.officer, PHONES)
