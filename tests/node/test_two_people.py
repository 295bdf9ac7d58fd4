"""One person never gets both pairs of eyes: own keys, who registered whom, and who may send the watchers away."""

import json
from datetime import timedelta
from typing import Any

import pytest

from spean.audit import store as audit
from spean.errors import Conflict, NotAllowed, NotAuthenticated, PolicyRefused, WrongUsage
from spean.identity import credentials
from spean.model import Money, OfficerRole
from spean.node import auditing, officers, partners, requests
from spean.node.home import authority

CLERK = frozenset({OfficerRole.CLERK})


def pending(th: Any, name: str = "dara") -> Any:
    return officers.add_officer(th.node, th.officer, name, CLERK, None)


def draft(th: Any, who: Any) -> str:
    paid = th.clock() - timedelta(hours=1)
    record, _ = requests.new_freeze(th.node, who, requests.NewFreeze("KH", "000999888", "ABA", Money(100, "USD"), paid))
    return record.request_id


def test_whoever_registers_an_officer_never_holds_their_key(any_th: Any) -> None:
    path = pending(any_th)
    assert "PRIVATE KEY" not in path.read_text() and path.stat().st_mode & 0o077 == 0
    [officer] = [each for each in officers.officers(any_th.node, any_th.officer) if each.officer_id == "dara"]
    assert (officer.pending, officer.registered_by) == (True, "officer")
    who = authority(any_th.node, path, "their own")
    assert "ENCRYPTED PRIVATE KEY" in path.read_text() and path.stat().st_mode & 0o077 == 0
    assert officers.officers(any_th.node, who)
    assert officers.officers(any_th.node, authority(any_th.node, path, "their own"))
    with pytest.raises(NotAuthenticated):
        authority(any_th.node, path, "another")
    assert not path.with_name("dara.json.new").exists()
    with any_th.node.database.begin() as connection:
        entries = [json.loads(e.body) for e in audit.entries(connection, audit.INNER) if e.act == "user.enrol"]
    assert [(e["actor"], bool(e["signature"])) for e in entries][-1] == ("dara", True)
    auditing.verify(any_th.node, any_th.officer)


def test_an_enrolment_is_good_once_and_the_officer_finds_that_out(th: Any, tmp_path: Any) -> None:
    path = pending(th)
    copy = tmp_path / "copy.json"
    copy.write_text(path.read_text())
    copy.chmod(0o600)
    authority(th.node, copy, None)
    with pytest.raises(NotAuthenticated, match="used before"):
        authority(th.node, path, None)
    assert credentials.enrolment_in(path) is not None


def test_an_enrolment_ends_with_its_days_and_with_its_officer(th: Any) -> None:
    path, other = pending(th), pending(th, "sokha")
    officers.revoke_officer(th.node, th.officer, "sokha")
    with pytest.raises(NotAuthenticated):
        authority(th.node, other, None)
    th.clock.forward(days=officers.ENROLMENT_DAYS, minutes=1)
    with pytest.raises(NotAuthenticated, match="too old"):
        authority(th.node, path, None)


def test_a_kill_between_the_key_and_the_file_loses_nothing(th: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pending(th)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(type(path), "replace", killed)
        authority(th.node, path, "their own")
    assert officers.officers(th.node, authority(th.node, path, "their own"))


def test_an_officer_without_a_key_can_be_taken_for_by_nobody(th: Any) -> None:
    pending(th)
    made = credentials.create(th.node.home / "forged.json", "dara", "TH")
    object.__setattr__(made.key, "thumbprint", lambda: "pending dara")
    from spean.node.core import CredentialAuthority

    with pytest.raises(NotAuthenticated):
        officers.officers(th.node, CredentialAuthority(made))


# -- who registered whom ------------------------------------------------------------------------------------
def test_the_first_officer_may_be_signed_for_by_the_approver_they_had_to_register(th: Any) -> None:
    th.pair()
    th.officer_with("third", OfficerRole.CLERK)
    th.release(draft(th, th.officer))


def test_an_approver_never_signs_for_an_officer_they_made(th: Any) -> None:
    th.pair()
    number = draft(th, th.officer_with("ghost", OfficerRole.LIAISON))
    with pytest.raises(PolicyRefused, match="registered the other"):
        th.release(number)


def test_nor_for_one_whom_their_officer_made(th: Any) -> None:
    th.pair()
    ghost = th.officer_with("ghost", OfficerRole.LIAISON)
    path = officers.add_officer(th.node, ghost, "ghosts-ghost", frozenset({OfficerRole.LIAISON}), None)
    number = draft(th, authority(th.node, path, None))
    with pytest.raises(PolicyRefused, match="registered the other"):
        th.release(number)


# -- the watchers -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", sorted(officers.WATCHING))
def test_a_liaison_sends_no_watcher_away(th: Any, role: OfficerRole) -> None:
    th.officer_with("watcher", role)
    with pytest.raises(NotAllowed, match="by an approver"):
        officers.revoke_officer(th.node, th.officer, "watcher")
    officers.revoke_officer(th.node, th.approver, "watcher")


def test_an_approver_without_a_key_does_not_stand_in_for_the_last_one(th: Any) -> None:
    officers.add_officer(th.node, th.approver, "second", frozenset({OfficerRole.APPROVER}), None)
    with pytest.raises(Conflict, match="last approver"):
        officers.revoke_officer(th.node, th.approver, "approver")


# -- the partner's key --------------------------------------------------------------------------------------
@pytest.mark.parametrize("compared", ["", "  "])
def test_a_partner_is_confirmed_by_a_fingerprint_that_was_heard(th: Any, compared: str) -> None:
    with pytest.raises(WrongUsage, match="fingerprint"):
        partners.confirm(th.node, th.approver, "KH", compared)
