"""What the last `link` kept is answered as things stand now."""

from typing import Any

import pytest

from spean.errors import Conflict
from spean.linking import store
from spean.node import networks

REPORTS = """\
report_id,narrative,suspect_phone,suspect_account,suspect_bank
A,x,081-234-5678,,
B,y,081-234-5678,123-4-56789-0,KBANK
C,z,,123-4-56789-0,KBANK
"""
LATER = "report_id,narrative,victim_phone\nV,It is mine,081-234-5678\n"
PHONE, ACCOUNT = "+66812345678", "1234567890"


@pytest.fixture
def linked(th: Any) -> Any:
    th.take(REPORTS)
    networks.link(th.node, th.officer, lambda _line: None)
    return th


def test_a_network_says_nothing_of_its_date_while_it_stands(linked: Any) -> None:
    shown = networks.show(linked.node, linked.officer, "N-1")
    assert (len(shown.network.indicators), shown.out_of_date) == (2, False)
    assert networks.networks(linked.node, linked.officer).out_of_date == frozenset()


def test_a_value_that_became_contested_is_in_no_answer(linked: Any) -> None:
    linked.take(LATER, "later.csv")
    shown = networks.show(linked.node, linked.officer, "N-1")
    assert [indicator.key.value for indicator in shown.network.indicators] == [ACCOUNT]
    assert {key.value for keys in shown.named.values() for key in keys} == {ACCOUNT}
    assert shown.out_of_date and "link again" in shown.reasons[0]
    assert not any(PHONE in reason for reason in shown.reasons)
    listed = networks.networks(linked.node, linked.officer)
    assert (listed.out_of_date, [line.indicators for line in listed.lines]) == (frozenset({"N-1"}), [1])


def test_why_does_not_name_it_either(linked: Any) -> None:
    assert networks.why(linked.node, linked.officer, "A", "B")[1][0].key.value == PHONE
    linked.take(LATER, "later.csv")
    assert networks.why(linked.node, linked.officer, "B", "C")[1][0].key.value == ACCOUNT
    for second in ("B", "C"):
        with pytest.raises(Conflict, match="no longer a suspect's"):
            networks.why(linked.node, linked.officer, "A", second)


def test_a_hub_that_became_contested_is_left_out_of_the_list(linked: Any) -> None:
    with linked.node.database.begin() as connection:
        hub = {"kind": "phone", "value": PHONE, "bank": "", "run": 1, "reports": 99, "reason": "made up"}
        connection.execute(store.hub_table.insert().values(**hub))
    assert [hub.key.value for hub in networks.networks(linked.node, linked.officer).hubs] == [PHONE]
    linked.take(LATER, "later.csv")
    assert networks.networks(linked.node, linked.officer).hubs == []
    assert networks.show(linked.node, linked.officer, "N-1").left_out == []


def test_linking_again_brings_it_up_to_date(linked: Any) -> None:
    linked.take(LATER, "later.csv")
    networks.link(linked.node, linked.officer, lambda _line: None)
    listed = networks.networks(linked.node, linked.officer)
    assert listed.out_of_date == frozenset()
