"""Two paired nodes with made-up work between them, and a browser without a screen for their pages."""

import csv
import json
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from spean.exchange import store as exchange
from spean.exchange.app import PartnerService
from spean.exchange.outbox import Deliverer
from spean.exchange.transport import Transport
from spean.identity import keys
from spean.intake import IntakeOptions
from spean.model import Kind, Money, OfficerRole
from spean.node import agreements, clearances, home, networks, officers, partners, releases, reports, requests, standing
from spean.node.core import CredentialAuthority, Node
from spean.node.home import NewNode
from spean.settings import ListenSection
from spean.synth import SynthOptions, generate
from spean.synth.agreement import example_agreement
from spean.web.app import officer_app

with warnings.catch_warnings():
    # Starlette would have its successor of httpx; this project's lock has httpx, and the client works with it.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

HOSTILE = "<script>alert(1)</script>"
#: A victim of the made-up rows below: in no page, whoever asks.
VICTIM_PHONE, VICTIM_NAME = "0899990001", "Somying Madeup"
GANG_PHONE = "0812345678"
ZONES = {"TH": "Asia/Bangkok", "KH": "Asia/Phnom_Penh"}


@dataclass(slots=True)
class Clock:
    """A clock that tests wind."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def wind(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True)
class Desk:
    """One node with its two officers."""

    node: Node
    officer: CredentialAuthority
    approver: CredentialAuthority

    def client(self, base_url: str = "http://localhost") -> TestClient:
        """Gives a browser that is not signed in; it sends what a browser sends with its own page's form."""
        headers = {"sec-fetch-site": "same-origin", "origin": base_url}
        return TestClient(officer_app(self.node), base_url=base_url, headers=headers, follow_redirects=False)

    def signed_in(self) -> TestClient:
        """Gives a browser with a session."""
        client = self.client()
        code = officers.sign_in_code(self.node, self.officer)
        assert client.post("/sign-in", data={"code": code}).status_code == 303
        return client


class Direct(Transport):
    """A way to the partner without a network."""

    def __init__(self, service: PartnerService) -> None:
        super().__init__()
        self._service = service

    def post(self, url: str, path: str, token: str) -> str:
        message = json.loads(token)
        return self._service.take_object(message["sender"], message["token"])


@dataclass(frozen=True, slots=True)
class Pair:
    """Both desks and the clock they share."""

    th: Desk
    kh: Desk
    clock: Clock

    def deliver(self, sender: Desk, receiver: Desk) -> None:
        """Sends what waits, a moment after it was queued."""
        self.clock.wind(0.001)
        service = PartnerService(
            receiver.node.database, receiver.node.receiver(), receiver.node.owner(), receiver.node.clock
        )
        transport = Direct(service)
        try:
            node = sender.node
            own, refusal = keys.public(node.key), partial(standing.refusal, node)
            deliverer = Deliverer(node.database, transport, node.party, own, node.clock, refusal)
            done = deliverer.deliver(at_once=True)
        finally:
            transport.close()
        assert done.waiting == 0, done.last_error


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """The nodes with reports, networks, an agreement with statements, and four requests in different states."""
    root = tmp_path_factory.mktemp("pages")
    clock = Clock(datetime(2026, 11, 22, 2, 14, tzinfo=UTC))
    made = Pair(make_desk(root, "TH", clock), make_desk(root, "KH", clock), clock)
    meet(made.th, made.kh)
    meet(made.kh, made.th)
    take_reports(root, made.th)
    for desk in (made.th, made.kh):
        agreements.add(desk.node, desk.officer, example_agreement())
        agreements.confirm(desk.node, desk.approver, "2024-10")
    state_points(made)
    work_on_requests(made)
    note_matches(made.th)
    yield made
    made.th.node.close()
    made.kh.node.close()


def make_desk(root: Path, party: str, clock: Clock) -> Desk:
    folder = root / party.lower()
    listen = ListenSection(officer_url=f"http://{party.lower()}.localhost:8400")
    path = home.init(folder, NewNode(party, listen=listen))
    node = home.open_node(folder)
    node.clock = clock
    officer = home.authority(node, path, None)
    second = officers.add_officer(node, officer, "second", frozenset({OfficerRole.APPROVER}), None)
    return Desk(node, officer, home.authority(node, second, None))


def meet(here: Desk, there: Desk) -> None:
    invitation = partners.invite(there.node, there.officer).to_json().encode()
    _, fingerprint = partners.accept(here.node, here.officer, invitation)
    partners.confirm(here.node, here.approver, there.node.party, fingerprint)


def take_reports(root: Path, desk: Desk) -> None:
    made = generate(root / "made", SynthOptions(reports=90, gangs=4))
    for path in (made.th, write_hostile(root / "hostile.csv")):
        options = IntakeOptions(zone="Asia/Bangkok", region="TH")
        reports.take_file(desk.node, desk.officer, reports.Upload(path, options, "hotline"), lambda _done, _of: None)
    networks.link(desk.node, desk.officer, lambda _text: None)


def write_hostile(path: Path) -> Path:
    """Writes reports as a criminal would have them read: ids, provinces and links that a page must not obey."""
    header = ["report_id", "narrative", "suspect_phone", "suspect_url", "victim_phone", "victim_name", "province"]
    link, place = 'https://evil-made-up.xyz/?"><svg/onload=x>', "<img src=x onerror=alert(2)>"
    rows = [[f"{HOSTILE}-{n}", "called me", GANG_PHONE, link, VICTIM_PHONE, VICTIM_NAME, place] for n in range(3)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def state_points(pair: Pair) -> None:
    day = pair.clock.now.date()
    said = agreements.NewStatement("2024-10/1", agreements.Status.LIMITED, day, f"hours agreed {HOSTILE}", "minutes")
    _, drafted = agreements.state(pair.kh.node, pair.kh.officer, said)
    for drafted_one in drafted:
        release(pair.kh, drafted_one)
    pair.deliver(pair.kh, pair.th)
    own = agreements.NewStatement("2024-10/2", agreements.Status.SUBSTANTIAL, day, "ทำงานร่วมกันแล้ว", "")
    agreements.state(pair.th.node, pair.th.officer, own)


def work_on_requests(pair: Pair) -> None:
    """Q-1 answered in time and with an outcome, Q-2 over its time, Q-3 running, Q-4 a draft."""
    first = ask(pair, "000123456", Money(25000, "USD"), HOSTILE)
    pair.clock.wind(4)
    requests.acknowledge(pair.kh.node, pair.kh.officer, first)
    pair.clock.wind(9)
    answer = requests.answer(pair.kh.node, pair.kh.officer, first, Money(18000, "USD"), "the rest was drawn before")
    release(pair.kh, answer)
    pair.deliver(pair.kh, pair.th)
    pair.clock.wind(30)
    told = pair.clock.now
    outcome = requests.outcome(pair.th.node, pair.th.officer, first, Money(18000, "USD"), told, "paid back")
    release(pair.th, outcome)
    pair.deliver(pair.th, pair.kh)
    ask(pair, "000777888", Money(1200050, "THB"))
    pair.clock.wind(70)
    ask(pair, "000999111", Money(90000, "USD"))
    pair.clock.wind(5)
    draft(pair, "000222333", Money(5000, "USD"), "")


def release(desk: Desk, object_id: str) -> None:
    releases.review(desk.node, desk.approver, object_id)
    releases.approve(desk.node, desk.approver, object_id)


def ask(pair: Pair, account: str, amount: Money, summary: str = "") -> str:
    number = draft(pair, account, amount, summary)
    release(pair.th, number)
    pair.clock.wind(1)
    pair.deliver(pair.th, pair.kh)
    return number


def draft(pair: Pair, account: str, amount: Money, summary: str) -> str:
    paid_at = pair.clock.now - timedelta(minutes=20)
    reported_at = pair.clock.now - timedelta(minutes=6)
    asked = requests.NewFreeze("KH", account, "ABA", amount, paid_at, reported_at, summary=summary)
    return requests.new_freeze(pair.th.node, pair.th.officer, asked)[0].request_id


def note_matches(desk: Desk) -> None:
    asked = clearances.Asked("C-1", (Kind.PHONE,), GANG_PHONE, offence="fraud")
    proposed = clearances.propose(desk.node, desk.officer, asked)
    clearances.approve(desk.node, desk.approver, proposed.clearance.clearance_id, proposed.sha256)
    with desk.node.database.begin() as connection:
        found = [(Kind.PHONE, "+66812345678")]
        exchange.keep_matches(connection, "KH", [Kind.PHONE], found, desk.node.clock())
