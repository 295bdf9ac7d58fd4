from typing import Any

import pytest

from spean.casework import store
from spean.errors import Conflict, NotAllowed, PartnerUnknown, PolicyRefused, WrongUsage
from spean.model import Kind, OfficerRole
from spean.node import clearances, releases
from spean.node.clearances import Asked

PHONE = Asked("C-1", (Kind.PHONE,), offence="fraud")


def refusal(th: Any, kind: Kind, value: str) -> tuple[str, str]:
    with pytest.raises(PolicyRefused) as caught:
        clearances.propose(th.node, th.officer, Asked("C-1", (kind,), value, offence="fraud"))
    return caught.value.message, caught.value.remedy


@pytest.fixture
def taken(any_th: Any, reports_csv: str) -> Any:
    any_th.take(reports_csv)
    return any_th


@pytest.fixture
def embedded(th: Any, reports_csv: str) -> Any:
    th.take(reports_csv)
    return th


def test_a_case_an_offence_and_two_officers_clear(taken: Any) -> None:
    proposed = clearances.propose(
        taken.node, taken.officer, Asked("C-1", (Kind.PHONE, Kind.BANK_ACCOUNT), offence="fraud")
    )
    assert [(value.kind, value.value, value.reports) for value in proposed.values] == [
        (Kind.BANK_ACCOUNT, "1234567890", 1),
        (Kind.PHONE, "+66812345678", 2),
    ]
    assert (proposed.case.offence, proposed.releases) == ("fraud", [])
    assert clearances.cleared(taken.node, taken.officer) == []
    with pytest.raises(NotAllowed):
        clearances.approve(taken.node, taken.officer, "K-1")
    taken.approve_clearance("K-1")
    assert clearances.cleared(taken.node, taken.officer) == [
        (Kind.BANK_ACCOUNT, "1234567890"),
        (Kind.PHONE, "+66812345678"),
    ]
    with pytest.raises(Conflict, match="approved already"):
        taken.approve_clearance("K-1")
    with pytest.raises(Conflict, match="no further value"):
        clearances.propose(taken.node, taken.officer, PHONE)


def test_who_put_it_up_never_approves_it(embedded: Any) -> None:
    both = embedded.officer_with("both", OfficerRole.ANALYST, OfficerRole.APPROVER)
    clearances.propose(embedded.node, both, PHONE)
    shown = clearances.show(embedded.node, both, "K-1")
    with pytest.raises(PolicyRefused, match="can't approve"):
        clearances.approve(embedded.node, both, "K-1", shown.sha256)
    with pytest.raises(PolicyRefused, match="registered the other"):
        embedded.approve_clearance("K-1")


@pytest.mark.parametrize("kind", [Kind.LINE, Kind.TELEGRAM, Kind.AMOUNT, Kind.DATE])
def test_handles_and_facts_are_never_cleared_in_bulk(embedded: Any, kind: Kind) -> None:
    with pytest.raises(PolicyRefused, match="never cleared in bulk"):
        clearances.propose(embedded.node, embedded.officer, Asked("C-1", (Kind.PHONE, kind), offence="fraud"))


def test_a_handle_is_cleared_alone(embedded: Any) -> None:
    proposed = clearances.propose(
        embedded.node, embedded.officer, Asked("C-1", (Kind.LINE,), "@badguy99", offence="fraud")
    )
    assert [value.value for value in proposed.values] == ["@badguy99"]


def test_a_value_is_known_in_any_spelling(embedded: Any) -> None:
    proposed = clearances.propose(
        embedded.node, embedded.officer, Asked("C-1", (Kind.PHONE,), "081-234 5678", offence="fraud")
    )
    assert [value.value for value in proposed.values] == ["+66812345678"]


def test_a_citizens_number_is_left_out_of_the_bulk(embedded: Any) -> None:
    with embedded.node.database.begin() as connection:
        candidates = embedded.node.evidence(connection).clearance_candidates(Kind.PROMPTPAY)
    assert [found.value for found in candidates] == ["1234567890121"]
    with pytest.raises(Conflict, match="no further value"):
        clearances.propose(embedded.node, embedded.officer, Asked("C-1", (Kind.PROMPTPAY,), offence="fraud"))
    alone = Asked("C-1", (Kind.PROMPTPAY,), "1234567890121", offence="fraud")
    assert len(clearances.propose(embedded.node, embedded.officer, alone).values) == 1


def test_a_refusal_does_not_tell_a_victims_value_from_any_other(taken: Any) -> None:
    victim = refusal(taken, Kind.PHONE, "+66899998888")
    assert victim == refusal(taken, Kind.PHONE, "+66861112222")  # contested
    assert victim == refusal(taken, Kind.PHONE, "+66855555555")  # named by nobody
    assert victim == refusal(taken, Kind.AMOUNT, "1000 THB")


def test_a_victims_or_contested_value_is_in_no_bulk(embedded: Any) -> None:
    values = [value.value for value in clearances.propose(embedded.node, embedded.officer, PHONE).values]
    assert values == ["+66812345678"]


def test_a_value_that_lost_its_standing_is_not_approved(taken: Any) -> None:
    clearances.propose(taken.node, taken.officer, PHONE)
    taken.take("report_id,narrative,victim_phone\nB-1,It is mine,081-234-5678\n", "later.csv")
    with pytest.raises(PolicyRefused, match="no longer a suspect's"):
        taken.approve_clearance("K-1")
    assert clearances.cleared(taken.node, taken.officer) == []


def test_a_cleared_value_that_lost_its_standing_is_not_exported(embedded: Any) -> None:
    clearances.propose(embedded.node, embedded.officer, PHONE)
    embedded.approve_clearance("K-1")
    assert clearances.cleared(embedded.node, embedded.officer)
    embedded.take("report_id,narrative,victim_phone\nB-1,It is mine,081-234-5678\n", "later.csv")
    assert clearances.cleared(embedded.node, embedded.officer) == []


def test_a_refused_clearance_clears_nothing(embedded: Any) -> None:
    clearances.propose(embedded.node, embedded.officer, PHONE)
    clearances.refuse(embedded.node, embedded.approver, "K-1", "wrong case")
    with pytest.raises(Conflict, match="refused already"):
        embedded.approve_clearance("K-1")
    assert clearances.propose(embedded.node, embedded.officer, PHONE).clearance.clearance_id == "K-2"


def test_tags_are_released_with_the_clearance_only(embedded: Any) -> None:
    embedded.pair("KH")
    proposed = clearances.propose(embedded.node, embedded.officer, PHONE)
    assert proposed.releases == ["R-1"]
    with pytest.raises(PolicyRefused, match="clearance"):
        embedded.release("R-1")
    approved = embedded.approve_clearance("K-1")
    assert approved.releases == ["R-1"]
    assert [record.state for record in releases.releases(embedded.node, embedded.officer)] == ["approved"]


def test_refusing_a_clearance_does_not_undo_a_release_that_left(embedded: Any) -> None:
    embedded.pair("KH")
    clearances.propose(embedded.node, embedded.officer, PHONE)
    with embedded.logged() as connection:
        store.decide_release(connection, "R-1", "approved", embedded.clock.now)
    clearances.refuse(embedded.node, embedded.approver, "K-1", "late")
    assert [record.state for record in releases.releases(embedded.node, embedded.officer)] == ["approved"]


def test_nothing_to_clear_publishes_nothing(th: Any) -> None:
    th.pair("KH")
    with pytest.raises(Conflict, match="no further value"):
        clearances.propose(th.node, th.officer, PHONE)
    assert clearances.clearances(th.node, th.officer) == []


def test_tags_go_to_partners_only(embedded: Any) -> None:
    with pytest.raises(PartnerUnknown):
        clearances.propose(
            embedded.node, embedded.officer, Asked("C-1", (Kind.PHONE,), partners=("LA",), offence="fraud")
        )


def test_without_an_agreement_that_covers_it_nothing_is_released(embedded: Any) -> None:
    embedded.pair("LA")
    clearances.propose(embedded.node, embedded.officer, PHONE)
    with pytest.raises(PolicyRefused, match="agreement"):
        embedded.approve_clearance("K-1")
    assert clearances.cleared(embedded.node, embedded.officer) == []


def test_a_case_rests_on_an_offence_of_the_list(embedded: Any) -> None:
    for offence in ("opinion", "immigration", ""):
        with pytest.raises(WrongUsage, match="closed list"):
            clearances.open_case(embedded.node, embedded.officer, "C-9", offence, "")
    clearances.open_case(embedded.node, embedded.officer, "C-9", "drugs", "made up")
    with pytest.raises(Conflict):
        clearances.open_case(embedded.node, embedded.officer, "C-9", "fraud", "")
    assert clearances.propose(embedded.node, embedded.officer, Asked("C-9", (Kind.PHONE,))).case.offence == "drugs"


def test_citizens_numbers_and_profiles_are_left_out_of_the_bulk_as_accounts_and_links_too(embedded: Any) -> None:
    embedded.take(
        "report_id,narrative,suspect_account,suspect_bank,suspect_url\n"
        "P-1,x,1101700230708,SCB,https://line.me/ti/p/~badguy\nP-2,x,,,https://t.me/badguy99\n"
        "P-3,x,,,https://bad.example/login\n",
        "personal.csv",
    )
    proposed = clearances.propose(
        embedded.node, embedded.officer, Asked("C-1", (Kind.BANK_ACCOUNT, Kind.URL), offence="fraud")
    )
    assert [value.value for value in proposed.values] == ["1234567890", "https://bad.example/login"]
    alone = clearances.propose(embedded.node, embedded.officer, Asked("C-1", (Kind.URL,), "https://t.me/badguy99"))
    assert [value.value for value in alone.values] == ["https://t.me/badguy99"]
