from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spean.model import OfficerRole, Role
from spean.release.decision import (
    Circumstances,
    Cover,
    Decision,
    Proposal,
    Releasable,
    ReleasedValue,
    Signature,
    decide,
)
from spean.vocab.tlp import Tlp

law = settings(max_examples=60, deadline=None)

TODAY = date(2026, 11, 22)
BASES = {"A-1": frozenset({"fraud", "drugs"}), "A-1/mou": frozenset({"drugs"})}
COVER = Cover(
    "A-1",
    frozenset({"TH", "KH"}),
    frozenset({"fraud", "drugs"}),
    date(2024, 10, 24),
    purposes=frozenset({"asset_hold"}),
    bases=BASES,
)
APPROVER = frozenset({OfficerRole.APPROVER})
GOOD = Proposal(
    releasable=Releasable.REQUEST,
    marking=Tlp.AMBER,
    audience=frozenset({"KH"}),
    purpose="asset_hold",
    basis="agreement A-1",
    offence="fraud",
    values=(ReleasedValue(Role.SUSPECT, True),),
    originators=frozenset(),
    drafter="anong",
    digest="d1",
)
AROUND = Circumstances(
    party="TH",
    today=TODAY,
    partners=frozenset({"KH"}),
    covers=(COVER,),
    consents=frozenset(),
    signatures=(Signature("somsak", APPROVER, "d1"),),
)

parties = st.frozensets(st.sampled_from(["TH", "KH", "LA", "VN"]))
values = st.lists(st.builds(ReleasedValue, st.sampled_from(Role), st.booleans())).map(tuple)
officers = st.sampled_from(["anong", "somsak", "dara", "node:TH"])
digests = st.sampled_from(["d1", "d2"])
days = st.dates(date(2024, 1, 1), date(2028, 1, 1))
offences = st.sampled_from(["fraud", "drugs", "trafficking", "opinion", ""])
proposals = st.builds(
    Proposal,
    releasable=st.sampled_from(Releasable),
    marking=st.sampled_from(Tlp),
    audience=parties,
    purpose=st.sampled_from(["hold money", "", "  "]),
    basis=st.sampled_from(["agreement A-1", "", "  "]),
    offence=offences,
    values=values,
    originators=parties,
    drafter=officers,
    digest=digests,
)
circumstances = st.builds(
    Circumstances,
    party=st.just("TH"),
    today=days,
    partners=parties,
    covers=st.lists(st.builds(Cover, st.just("A-1"), parties, st.frozensets(offences), days, st.none() | days)).map(
        tuple
    ),
    consents=parties,
    signatures=st.lists(st.builds(Signature, officers, st.frozensets(st.sampled_from(OfficerRole)), digests)).map(
        tuple
    ),
)


def unmet(decision: Decision) -> list[str]:
    return [reason.code for reason in decision.unmet]


def signed_by(officer: str, roles: frozenset[OfficerRole] = APPROVER, digest: str = "d1") -> Circumstances:
    return replace(AROUND, signatures=(Signature(officer, roles, digest),))


def test_a_release_that_meets_every_rule_is_allowed() -> None:
    decision = decide(GOOD, AROUND)
    assert decision.allowed
    assert unmet(decision) == []
    assert [reason.code for reason in decision.reasons] == [
        "audience",
        "marking",
        "purpose",
        "offence",
        "agreement",
        "basis",
        "roles",
        "clearance",
        "originator",
        "second_officer",
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"audience": frozenset()}, "audience"),
        ({"audience": frozenset({"KH", "LA"})}, "audience"),
        ({"marking": Tlp.RED}, "marking"),
        ({"purpose": " "}, "purpose"),
        ({"basis": ""}, "basis"),
        ({"basis": "none"}, "basis"),
        ({"basis": "MOU art. 3"}, "basis"),
        ({"basis": "A-1/mou"}, "basis"),
        ({"purpose": "investigation"}, "agreement"),
        ({"offence": "opinion"}, "offence"),
        ({"offence": "trafficking"}, "agreement"),
        ({"values": (ReleasedValue(Role.VICTIM, True),)}, "roles"),
        ({"values": (ReleasedValue(Role.CONTESTED, True),)}, "roles"),
        ({"values": (ReleasedValue(Role.CONTEXT, True),)}, "roles"),
        (
            {
                "values": (ReleasedValue(Role.SUSPECT, True), ReleasedValue(Role.SUSPECT, False)),
                "releasable": Releasable.MATCH_TAGS,
            },
            "clearance",
        ),
        ({"originators": frozenset({"LA"})}, "originator"),
        ({"drafter": "somsak"}, "second_officer"),
        ({"digest": "d2"}, "second_officer"),
    ],
)
def test_each_rule_refuses_and_is_named(change: dict[str, object], code: str) -> None:
    assert code in unmet(decide(replace(GOOD, **change), AROUND))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("around", "code"),
    [
        (replace(AROUND, partners=frozenset()), "audience"),
        (replace(AROUND, covers=()), "agreement"),
        (replace(AROUND, covers=(replace(COVER, parties=frozenset({"KH", "LA"})),)), "agreement"),
        (replace(AROUND, covers=(replace(COVER, in_force_from=date(2026, 11, 23)),)), "agreement"),
        (replace(AROUND, covers=(replace(COVER, in_force_until=date(2026, 11, 21)),)), "agreement"),
        (replace(AROUND, signatures=()), "second_officer"),
        (signed_by("somsak", frozenset({OfficerRole.LIAISON})), "second_officer"),
        (signed_by("somsak", digest="d2"), "second_officer"),
    ],
)
def test_each_circumstance_refuses_and_is_named(around: Circumstances, code: str) -> None:
    # Without an agreement there is nothing that a basis could name.
    assert unmet(decide(GOOD, around)) == ([code, "basis"] if code == "agreement" else [code])


@pytest.mark.parametrize("until", [None, TODAY])
def test_an_agreement_holds_through_its_last_day(until: date | None) -> None:
    covers = (replace(COVER, in_force_from=TODAY, in_force_until=until),)
    assert decide(GOOD, replace(AROUND, covers=covers)).allowed


def test_two_agreements_do_not_add_up() -> None:
    covers = (replace(COVER, offences=frozenset({"drugs"})), replace(COVER, parties=frozenset({"TH", "LA"})))
    assert unmet(decide(GOOD, replace(AROUND, covers=covers))) == ["agreement", "basis"]


def test_an_acknowledgement_needs_a_liaison_officer_and_no_offence() -> None:
    plain = replace(GOOD, releasable=Releasable.ACKNOWLEDGEMENT, offence="", values=(), drafter="node:TH")
    assert decide(plain, signed_by("dara", frozenset({OfficerRole.LIAISON}))).allowed
    assert unmet(decide(plain, signed_by("dara", frozenset({OfficerRole.CLERK})))) == ["second_officer"]


def test_consent_and_giving_back_settle_the_originator() -> None:
    theirs = replace(GOOD, originators=frozenset({"LA"}))
    assert decide(theirs, replace(AROUND, consents=frozenset({"LA"}))).allowed
    assert decide(replace(GOOD, originators=frozenset({"KH", "TH"})), AROUND).allowed


def test_several_partners_make_no_originator_the_only_recipient() -> None:
    cover = replace(COVER, parties=frozenset({"TH", "KH", "LA"}))
    around = replace(AROUND, partners=frozenset({"KH", "LA"}), covers=(cover,))
    wide = replace(GOOD, audience=frozenset({"KH", "LA"}), originators=frozenset({"KH"}))
    assert unmet(decide(wide, around)) == ["originator"]


@law
@given(proposals, circumstances, st.sampled_from([Role.VICTIM, Role.CONTESTED, Role.CONTEXT]), st.booleans())
def test_no_other_value_than_a_suspects_ever_leaves(
    proposal: Proposal, around: Circumstances, role: Role, cleared: bool
) -> None:
    with_it = replace(proposal, values=(*proposal.values, ReleasedValue(role, cleared)))
    assert "roles" in unmet(decide(with_it, around))


@law
@given(proposals, circumstances)
def test_no_uncleared_value_ever_leaves(proposal: Proposal, around: Circumstances) -> None:
    with_it = replace(proposal, values=(*proposal.values, ReleasedValue(Role.SUSPECT, cleared=False)))
    refused = unmet(decide(with_it, around))
    # Of a request, the second officer's signature is the clearance: without it, nothing is cleared either.
    if proposal.releasable is Releasable.REQUEST:
        assert ("clearance" in refused) == ("second_officer" in refused)
    else:
        assert "clearance" in refused


@law
@given(proposals, circumstances)
def test_an_empty_audience_is_nobody(proposal: Proposal, around: Circumstances) -> None:
    assert "audience" in unmet(decide(replace(proposal, audience=frozenset()), around))


@law
@given(proposals, circumstances)
def test_the_drafters_own_signatures_never_count(proposal: Proposal, around: Circumstances) -> None:
    own = tuple(replace(signature, officer_id=proposal.drafter) for signature in around.signatures)
    assert "second_officer" in unmet(decide(proposal, replace(around, signatures=own)))


@law
@given(proposals, circumstances)
def test_tlp_red_never_leaves(proposal: Proposal, around: Circumstances) -> None:
    assert "marking" in unmet(decide(replace(proposal, marking=Tlp.RED), around))


@law
@given(proposals, circumstances)
def test_without_an_agreement_nothing_leaves(proposal: Proposal, around: Circumstances) -> None:
    assert "agreement" in unmet(decide(proposal, replace(around, covers=())))


@law
@given(proposals, circumstances)
def test_what_is_allowed_meets_every_rule_on_its_own(proposal: Proposal, around: Circumstances) -> None:
    decision = decide(proposal, around)
    codes = [reason.code for reason in decision.reasons]
    assert len(codes) == len(set(codes))
    assert decision.allowed == (not decision.unmet)
    assert all(reason.text for reason in decision.reasons)
    always = {"audience", "marking", "purpose", "basis", "agreement", "originator", "second_officer"}
    assert always <= set(codes)
    assert {"roles", "clearance"} <= set(codes) or not proposal.values


@law
@given(proposals, circumstances, st.builds(Signature, officers, st.just(APPROVER), digests))
def test_one_more_signature_never_makes_another_rule_fail(
    proposal: Proposal, around: Circumstances, more: Signature
) -> None:
    before = set(unmet(decide(proposal, around)))
    after = set(unmet(decide(proposal, replace(around, signatures=(*around.signatures, more)))))
    assert after <= before
    assert before - after <= {"second_officer", "clearance"}
