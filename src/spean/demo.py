"""The demo: two nodes, the whole path between them, over HTTP between two real processes.

Everything an officer does is done as by the command line, each act signed with that officer's credential. Half-way
the partner's process is killed, so that a release has to wait: it is delivered once when the process is back.
"""

import contextlib
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from spean.agreements.measures import StepFigure
from spean.agreements.register import Status
from spean.errors import Conflict, HomeExists, NotAllowed, PolicyRefused, StorageFailed
from spean.exchange.matching import KindRun
from spean.intake.records import IntakeOptions
from spean.model import Kind, Money, OfficerRole
from spean.node import agreements, auditing, clearances, matching, networks, officers, partners, releases, reports
from spean.node import requests as request_acts
from spean.node.clearances import Asked
from spean.node.core import CredentialAuthority, Node
from spean.node.home import NewNode, authority, init, open_node
from spean.node.requests import NewFreeze
from spean.release.clearance import BULK_KINDS
from spean.settings import ListenSection
from spean.synth import example_agreement, generate
from spean.vocab.banks import BANKS

START_SECONDS = 30
DELIVERY_SECONDS = 30
#: Used only where the files name no account that both sides cleared.
_MADE_UP_ACCOUNT = ("000123456", "ABA")


@dataclass(slots=True)
class Side:
    """One node of the demo, with its two officers and its serving process."""

    node: Node
    officer: CredentialAuthority
    approver: CredentialAuthority
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts the node's own process and waits until it listens."""
        command = [sys.executable, "-m", "spean.cli.main", "--home", str(self.node.home), "serve"]
        log = self.node.home / "serve.log"
        with log.open("wb") as said:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=said)  # noqa: S603
        _wait_until_served(log, self.node.settings.listen.officer_url, self.process)

    def kill(self) -> None:
        """Kills the process without any warning."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Asks the process to end."""
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(number)
            try:
                self.process.wait(START_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None


@dataclass(slots=True)
class Story:
    """What happened, step by step, with the seconds each step took."""

    tell: Callable[[str], None]
    steps: list[dict[str, Any]] = field(default_factory=list)
    found: dict[str, Any] = field(default_factory=dict)

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[list[str]]:
        """Times one step; what is put on the list is what it came to."""
        said: list[str] = []
        began = time.perf_counter()
        yield said
        seconds = round(time.perf_counter() - began, 2)
        self.steps.append({"step": name, "seconds": seconds, "result": said})
        self.tell(f"{len(self.steps):2}. {name} ({seconds:.2f} s)")
        for line in said:
            self.tell(f"      {line}")


def build(directory: Path, th_file: Path | None, kh_file: Path | None, story: Story) -> dict[str, Side]:
    """Builds both nodes and plays the path; the nodes' processes are left running.

    Raises:
        HomeExists: one of the nodes is there already.
    """
    for name in ("th", "kh"):
        if (directory / name).exists():
            raise HomeExists(f"{directory / name} is there already", remedy="remove it, or name another folder")
    sides = _make_nodes(directory, story)
    th, kh = sides["TH"], sides["KH"]
    try:
        _pair(th, kh, story)
        _take_in(directory, sides, th_file, kh_file, story)
        _link(sides, story)
        _clear(sides, story)
        for side in sides.values():
            side.start()
        _match(th, kh, story)
        _freeze(th, kh, story)
        _state(th, kh, story)
        _audit(sides, story)
    except BaseException:
        close(sides)
        raise
    return sides


def close(sides: dict[str, Side]) -> None:
    """Ends both processes and closes both nodes."""
    for side in sides.values():
        side.stop()
        side.node.close()


def _make_nodes(directory: Path, story: Story) -> dict[str, Side]:
    sides = {}
    with story.step("two nodes, each with a first officer and a releasing officer") as said:
        for party, port in (("TH", 8410), ("KH", 8420)):
            home = directory / party.lower()
            init(home, NewNode(party, listen=_listen(party, port)))
            node = open_node(home)
            officer = authority(node, None, None)
            role = frozenset({OfficerRole.APPROVER})
            path = officers.add_officer(node, officer, "approver", role, None)
            sides[party] = Side(node, officer, authority(node, path, None))
            added = agreements.add(node, officer, example_agreement())
            agreements.confirm(node, sides[party].approver, added.agreement.id)
            said.append(f"{party}: {home}, its own keys, its own encrypted database")
            said.append("agreement 2024-10 (an example): added by one officer, confirmed by the second")
    return sides


def _listen(party: str, port: int) -> ListenSection:
    officer_port, partner_port = _free_ports(port)
    return ListenSection(
        officer_port=officer_port,
        partner_port=partner_port,
        officer_url=f"http://{party.lower()}.localhost:{officer_port}",
        # The resolver of a bare system knows no names below localhost; browsers do.
        partner_url=f"http://127.0.0.1:{partner_port}",
    )


def _free_ports(wanted: int) -> tuple[int, int]:
    with contextlib.ExitStack() as held:
        ports = []
        for port in (wanted, wanted + 1):
            probe = held.enter_context(socket.socket())
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                probe.bind(("127.0.0.1", 0))
            ports.append(int(probe.getsockname()[1]))
    return ports[0], ports[1]


def _pair(th: Side, kh: Side, story: Story) -> None:
    with story.step("each side pins the other's key: accepted by one officer, confirmed by a second") as said:
        for here, there in ((th, kh), (kh, th)):
            invitation = partners.invite(there.node, there.officer)
            _, fingerprint = partners.accept(here.node, here.officer, invitation.to_json().encode())
            partners.confirm(here.node, here.approver, there.node.party, fingerprint)
            said.append(f"{here.node.party} pins {there.node.party}: {fingerprint[:24]}…")


def _take_in(directory: Path, sides: dict[str, Side], th_file: Path | None, kh_file: Path | None, story: Story) -> None:
    files = {"TH": th_file, "KH": kh_file}
    if not all(files.values()):
        with story.step("made-up reports of both countries") as said:
            made = generate(directory / "made-up")
            files = {"TH": th_file or made.th, "KH": kh_file or made.kh}
            said.append(", ".join(path.name for path in files.values() if path))
    for party, side in sides.items():
        path = files[party]
        if path is None:
            continue
        with story.step(f"{party} takes in {path.name}") as said:
            options = IntakeOptions(
                zone=side.node.settings.node.zone, region=party, column=None, mapping=None, name=path.name
            )
            upload = reports.Upload(path, options, "")
            taken = reports.take_file(side.node, side.officer, upload, lambda _done, _of: None)
            said.append(
                f"{taken.accepted} reports, {taken.rejected} rows rejected with reason and fix, "
                f"{taken.duplicates} known already, {taken.mentions} indicators"
            )
            story.found[f"{party.lower()}_reports"] = taken.accepted


def _link(sides: dict[str, Side], story: Story) -> None:
    for party, side in sides.items():
        with story.step(f"{party} links its reports") as said:
            linked = networks.link(side.node, side.officer, lambda _line: None)
            stats = linked.stats
            said.append(f"{stats.networks} networks of {stats.linked_reports} reports; {stats.hubs} hubs left out")
            if linked.networks:
                shown = networks.show(side.node, side.officer, linked.networks[0].network_id)
                said += [f"{shown.network.network_id}: {reason}" for reason in shown.reasons[:3]]
            story.found[f"{party.lower()}_networks"] = stats.networks


def _clear(sides: dict[str, Side], story: Story) -> None:
    for party, side in sides.items():
        with story.step(f"{party} clears suspects' values: put up by one officer, approved by a second") as said:
            clearances.open_case(side.node, side.officer, "C-1", "fraud", "Demo")
            asked = Asked("C-1", tuple(sorted(BULK_KINDS)))
            try:
                proposed = clearances.propose(side.node, side.officer, asked)
                clearances.show(side.node, side.approver, proposed.clearance.clearance_id)
                clearances.approve(side.node, side.approver, proposed.clearance.clearance_id)
            except (PolicyRefused, Conflict) as refusal:  # nothing in the files can be cleared
                said.append(refusal.message)
                continue
            contested = reports.contested(side.node, side.officer)
            said.append(f"{len(proposed.values)} values cleared; their match tags are released to the partner")
            said.append(
                f"{len(contested)} values contested (suspect here, victim there): never cleared, a person decides"
            )


def _match(th: Side, kh: Side, story: Story) -> None:
    for here, there in ((th, kh), (kh, th)):
        party = there.node.party
        with story.step(f"{here.node.party} asks {party} which cleared values both know") as said:
            try:
                runs = matching.run(here.node, here.officer, party, (), "", "C-1", lambda _line: None)
            except PolicyRefused as refusal:
                said.append(refusal.message)
                continue
            found = matching.show(here.node, here.officer, party)
            said += [_run_text(run, party) for run in runs]
            story.found[f"{here.node.party.lower()}_matches"] = len(found)


def _run_text(run: KindRun, party: str) -> str:
    if not run.theirs:
        return f"{run.kind}: {party} has released none, so nothing was asked"
    return f"{run.kind}: {run.asked} of ours, {run.theirs} of theirs, {len(run.found)} both"


def _freeze(th: Side, kh: Side, story: Story) -> None:
    account, bank = _account(th) or _MADE_UP_ACCOUNT
    now = th.node.clock()
    asked = NewFreeze(
        "KH",
        account,
        bank,
        Money(250_00, "USD"),
        now - timedelta(minutes=9),
        now - timedelta(minutes=4),
        "C-1",
        summary="Paid to a call-centre gang; made up for the demo.",
    )
    with story.step("TH drafts a request to hold 250 USD, paid 9 minutes ago, reported 4 minutes ago") as said:
        record, release = request_acts.new_freeze(th.node, th.officer, asked)
        review = releases.review(th.node, th.approver, record.request_id)[0]
        if (account, bank) == _MADE_UP_ACCOUNT:
            said.append("no account is known to both sides with its bank: a made-up one is asked for")
        said.append(f"{record.request_id}, account at {bank}; waits as {release} for a second officer")
        said += [f"{'met' if r.met else 'NOT MET'}: {r.text}" for r in review.decision.reasons]
    with story.step("the drafter tries to release it") as said:
        try:
            releases.approve(th.node, th.officer, record.request_id)
        except NotAllowed as refusal:
            said.append(f"refused: {refusal}")
    kh.kill()
    with story.step("KH's process is killed; a second officer of TH releases") as said:
        releases.approve(th.node, th.approver, record.request_id)
        waiting = th.node.deliverer().deliver(at_once=True)
        said.append(f"{waiting.waiting} waits: {waiting.last_error}")
    with story.step("KH's process is back: delivered, once") as said:
        kh.start()
        _until(lambda: _state_of(th, record.request_id) == "delivered")
        arrived = request_acts.follow(kh.node, kh.officer)
        said.append(f"KH has {len(arrived)} request: {arrived[0].record.request_id} ({arrived[0].record.reference})")
    theirs = arrived[0].record.request_id
    with story.step("KH acknowledges, and answers: held in part") as said:
        request_acts.acknowledge(kh.node, kh.officer, theirs)
        request_acts.answer(kh.node, kh.officer, theirs, Money(180_00, "USD"), "the rest had been drawn before")
        _release(kh, theirs)
        _until(lambda: _state_of(th, record.request_id) == "answered")
        held = request_acts.show(th.node, th.officer, record.request_id).timeline.held
        said.append(f"TH knows: {held} held")
    with story.step("TH gives the outcome: paid back, the victim was told") as said:
        request_acts.outcome(th.node, th.officer, record.request_id, Money(180_00, "USD"), th.node.clock(), "")
        _release(th, record.request_id)
        _until(lambda: _state_of(kh, theirs) == "outcome")
        followed = request_acts.show(th.node, th.officer, record.request_id)
        said += [f"{event.event:<13} {event.at:%H:%M:%S} UTC by {event.by}" for event in followed.events]
    story.found["freeze"] = {"request": record.request_id, "held": "180 USD", "events": len(followed.events)}


def _release(side: Side, object_id: str) -> None:
    releases.review(side.node, side.approver, object_id)
    releases.approve(side.node, side.approver, object_id)


def _account(th: Side) -> tuple[str, str] | None:
    """Gives an account that both sides cleared, and the bank that TH's reports name, a Cambodian one where there is."""
    why = reports.Why("choose the account of the demo", "the demo", "C-1")
    found = []
    for match in matching.show(th.node, th.officer, "KH"):
        if match.kind is Kind.BANK_ACCOUNT:
            for answer in reports.look_up(th.node, th.officer, match.value, why, Kind.BANK_ACCOUNT):
                banks = [kept.mention.qualifier for kept in answer.found.mentions if kept.mention.qualifier]
                found += [(match.value, bank) for bank in banks]
    there = (pair for pair in found if pair[1] in BANKS and BANKS[pair[1]].country == "KH")
    return next(there, next(iter(found), None))


def _state_of(side: Side, request_id: str) -> str:
    return request_acts.show(side.node, side.officer, request_id).timeline.state


def _state(th: Side, kh: Side, story: Story) -> None:
    new = agreements.NewStatement("2024-10/10", Status.LIMITED, th.node.clock().date(), "Made up for the demo.")
    with story.step("TH states how far point 10 is; KH has stated nothing") as said:
        statement, _ = agreements.state(th.node, th.officer, new)
        _release(th, statement.reference)
        _until(lambda: _column(kh, "TH") == "limited")
        for column in agreements.status(kh.node, kh.officer)[0].points[-1].columns:
            text = column.statement.status if column.statement else column.silence
            said.append(f"on KH's page, {column.party}: {text}")
    with story.step("the first measure, from the work: from payment to hold") as said:
        for side, way in ((th, "asked"), (kh, "received")):
            figures: tuple[StepFigure, ...] = getattr(agreements.status(side.node, side.officer)[0], way)
            said.append(
                f"{side.node.party}: " + ", ".join(f"{f.step} {f.text} ({f.reached} of {f.of})" for f in figures)
            )


def _column(side: Side, party: str) -> str:
    columns = agreements.status(side.node, side.officer)[0].points[-1].columns
    return next((c.statement.status for c in columns if c.party == party and c.statement), "")


def _audit(sides: dict[str, Side], story: Story) -> None:
    with story.step("both sides check their logs") as said:
        for party, side in sides.items():
            for log in auditing.verify(side.node, side.officer):
                said.append(f"{party} {log.log}: {log.size} entries, {log.signed} signed by officers, whole")


def _until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + DELIVERY_SECONDS
    while not reached():
        if time.monotonic() > end:
            raise StorageFailed("a delivery did not arrive", remedy="look at `spean doctor` of both nodes")
        time.sleep(0.1)


def _wait_until_served(log: Path, address: str, process: subprocess.Popen[bytes]) -> None:
    """Waits for the line that `serve` ends its start with: a port alone could be another program's."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if address in log.read_text("utf-8"):
            return
        time.sleep(0.05)
    raise StorageFailed("a node's process does not listen", remedy=f"see why in {log}")


def wait(sides: dict[str, Side]) -> None:
    """Waits until the user stops the demo."""
    with contextlib.suppress(KeyboardInterrupt):
        while all(side.process is not None and side.process.poll() is None for side in sides.values()):
            time.sleep(0.5)


def sign_in_links(sides: dict[str, Side]) -> list[str]:
    """Gives a link for each node, good once, for its first officer."""
    return [
        f"{side.node.settings.listen.officer_url}/sign-in?code={officers.sign_in_code(side.node, side.officer)}"
        for side in sides.values()
    ]
