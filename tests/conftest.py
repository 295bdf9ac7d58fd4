"""What tests of several packages share: a private PostgreSQL, a browser. Both are skipped where not installed."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from hypothesis import settings

from spean.audit import store as audit
from spean.db import Connection, changed
from spean.exchange import store as exchange
from spean.identity import store as identity
from spean.intake.records import IntakeOptions
from spean.model import Kind, Money, OfficerRole
from spean.node import agreements, clearances, officers, partners, releases, reports, requests
from spean.node.clearances import Asked, Proposed
from spean.node.core import CredentialAuthority, Node
from spean.node.home import NewNode, authority, default_credential, init, open_node
from spean.node.releases import Review
from spean.node.reports import Taken, Upload
from spean.node.requests import NewFreeze
from spean.release.clearance import BULK_KINDS
from spean.settings import ListenSection
from spean.synth import example_agreement

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

# A machine under load is no failure of a law.
settings.register_profile("spean", deadline=None)
settings.load_profile("spean")

_POSTGRES_HOME = Path("/usr/lib/postgresql")
_CHROMIUM = Path("/usr/bin/chromium")
_DRIVER = Path("/usr/bin/chromedriver")
_STARTUP_SECONDS = 60


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """URL (pg8000) of an empty database of a private cluster, or of SPEAN_TEST_POSTGRES where that is set.

    The cluster listens on a Unix socket in a folder of its own and nowhere else. PostgreSQL refuses to run as root;
    then it runs as the user `postgres`, which Debian's package makes.
    """
    given = os.environ.get("SPEAN_TEST_POSTGRES")
    if given:
        yield given
        return
    binaries = _postgres_binaries()
    # Short, for a socket's path has at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix="spean-pg-") as folder:
        root = Path(folder)
        as_owner = _owner_of(root)
        data = root / "data"
        _run([*as_owner, str(binaries / "initdb"), "-D", str(data), "-A", "trust", "-U", "spean", "-E", "UTF8", "-N"])
        options = f"-c listen_addresses='' -c unix_socket_directories='{root}' -c fsync=off"
        control = [*as_owner, str(binaries / "pg_ctl"), "-D", str(data), "-w", "-t", str(_STARTUP_SECONDS)]
        _run([*control, "-l", str(root / "log"), "-o", options, "start"])
        try:
            yield f"postgresql+pg8000://spean@/postgres?unix_sock={root}/.s.PGSQL.5432"
        finally:
            _run([*control, "-m", "immediate", "stop"])


@pytest.fixture(scope="session")
def browser() -> Iterator["WebDriver"]:
    """A headless Chromium; it resolves `*.localhost` to this machine by itself."""
    if not (_CHROMIUM.exists() and _DRIVER.exists()):
        pytest.skip("Chromium is not installed: apt-get install chromium chromium-driver")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(_CHROMIUM)
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(_DRIVER)))
    try:
        yield driver
    finally:
        driver.quit()


def _postgres_binaries() -> Path:
    versions = sorted(_POSTGRES_HOME.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if not versions:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql, or set SPEAN_TEST_POSTGRES")
    return versions[-1].parent


def _owner_of(folder: Path) -> Sequence[str]:
    """Gives the words that run a command as whoever may run PostgreSQL, and gives them the folder."""
    if os.geteuid() != 0:
        return ()
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
    shutil.chown(folder, "postgres", "postgres")
    return ("runuser", "-u", "postgres", "--")


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        pytest.fail(f"{Path(command[-1]).name or command[0]}: {done.stderr[-500:]}", pytrace=False)


# -- a node with its officers -------------------------------------------------------------------------------
#: Made-up reports: one number and account of an offender in two of them; +66899998888 is a victim's; +66861112222 is
#: suspect in A-3 and a victim's in A-4; a LINE handle; a PromptPay id that is a citizen's number.
REPORTS_CSV = """\
report_id,reported_at,narrative,suspect_phone,suspect_account,suspect_bank,suspect_handle,victim_phone,amount,currency
A-1,2026-11-20T10:00+07:00,Paid to a stranger,081-234-5678,123-4-56789-0,KBANK,line: @badguy99,089-999-8888,1000,THB
A-2,2026-11-20T11:00+07:00,Called me,081-234-5678,,,,,,
A-3,2026-11-20T12:00+07:00,Called me,086-111-2222,,,,,,
A-4,2026-11-20T13:00+07:00,My number was used,,,,,086-111-2222,,
A-5,2026-11-20T14:00+07:00,I paid by PromptPay to 1-2345-67890-12-1,,,,,,,
"""
WRITTEN_AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that a test sets: it stands still, and is moved on by hand."""

    now: datetime = WRITTEN_AT

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class StaffedNode:
    """A node with its first officer and a releasing officer, opened with a clock of the test's."""

    node: Node
    officer: CredentialAuthority
    approver: CredentialAuthority
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.node.clock = self.clock

    @contextlib.contextmanager
    def logged(self) -> Iterator[Connection]:
        """Opens a transaction whose writing the log tells of, as if it came from a partner's node."""
        with self.node.database.begin() as connection:
            yield connection
            entry = audit.Entry(self.clock(), f"node:{self.node.party}", "receive", {})
            audit.append(connection, audit.INNER, entry)

    def officer_with(self, name: str, *roles: OfficerRole) -> CredentialAuthority:
        """Registers another officer."""
        path = officers.add_officer(self.node, self.approver, name, frozenset(roles), None)
        return authority(self.node, path, None)

    def take(self, text: str, name: str = "reports.csv", sender: str = "hotline") -> Taken:
        """Takes a file of this text in."""
        path = self.node.home.parent / name
        path.write_text(text, encoding="utf-8")
        options = IntakeOptions(zone="Asia/Bangkok", region=self.node.party, column=None, mapping=None, name=name)
        return reports.take_file(self.node, self.officer, Upload(path, options, sender), lambda _done, _of: None)

    def release(self, object_id: str) -> list[Review]:
        """Reviews and releases an object as second officer, without sending it."""
        releases.review(self.node, self.approver, object_id)
        return releases.approve(self.node, self.approver, object_id)

    def approve_clearance(self, clearance_id: str) -> Proposed:
        """Reviews and approves a clearance as second officer."""
        clearances.show(self.node, self.approver, clearance_id)
        return clearances.approve(self.node, self.approver, clearance_id)

    def pair(self, party: str = "KH") -> None:
        """Pins a made-up partner that nobody answers for."""
        from spean.exchange.messages import Identity
        from spean.identity import keys

        theirs = Identity(party, f"Authority of {party}", "http://127.0.0.1:9", keys.public(keys.new_key()))
        _, fingerprint = partners.accept(self.node, self.officer, theirs.to_json().encode())
        partners.confirm(self.node, self.approver, party, fingerprint)


@pytest.fixture(scope="session")
def reports_csv() -> str:
    """The made-up reports `REPORTS_CSV`."""
    return REPORTS_CSV


@pytest.fixture(scope="session")
def staffed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home to be copied: TH, a first officer, a releasing officer, the example agreement, an embedded database."""
    home = tmp_path_factory.mktemp("staffed") / "th"
    init(home, NewNode("TH"))
    _staff(home).node.close()
    return home


def _staff(home: Path) -> StaffedNode:
    node = open_node(home)
    officer = authority(node, default_credential(home), None)
    path = officers.add_officer(node, officer, "approver", frozenset({OfficerRole.APPROVER}), None)
    agreements.add(node, officer, example_agreement())
    staffed = StaffedNode(node, officer, authority(node, path, None))
    agreements.confirm(node, staffed.approver, "2024-10")
    return staffed


@pytest.fixture
def home(staffed_home: Path, tmp_path: Path) -> Path:
    """A node's home of the test's own."""
    return shutil.copytree(staffed_home, tmp_path / "th", symlinks=True)


@pytest.fixture
def th(home: Path) -> Iterator[StaffedNode]:
    """A staffed node on the embedded database."""
    with open_node(home) as node:
        path = home / "credentials" / "approver.json"
        yield StaffedNode(node, authority(node, None, None), authority(node, path, None))


@pytest.fixture
def empty_postgres_url(postgres_url: str) -> str:
    """URL of the PostgreSQL database, emptied."""
    engine = sa.create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()
    return postgres_url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_th(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StaffedNode]:
    """A staffed node, once on each engine."""
    if request.param == "sqlite":
        yield request.getfixturevalue("th")
        return
    monkeypatch.setenv("SPEAN_TEST_NODE_DATABASE", request.getfixturevalue("empty_postgres_url"))
    home = tmp_path / "th-postgres"
    init(home, NewNode("TH", database_env="SPEAN_TEST_NODE_DATABASE"))
    staffed = _staff(home)
    with staffed.node:
        yield staffed


# -- two nodes that are paired ------------------------------------------------------------------------------
class NodeServer:
    """Starts and kills real `spean serve` processes (see node_server.py)."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("node_server.py")
        self._process = subprocess.Popen(
            [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout.readline() == "ready\n"

    def start(self, home: Path, *, wait: bool = True) -> int:
        """Starts a node's process and gives its id, once it listens."""
        log = home / "serve.log"
        log.unlink(missing_ok=True)
        self._process.stdin.write(f"{home}\t{log}\n")
        self._process.stdin.flush()
        pid = int(self._process.stdout.readline())
        end = time.monotonic() + 30
        while wait and "partners at" not in (log.read_text() if log.exists() else ""):
            assert time.monotonic() < end and self.is_alive(pid), log.read_text()
            time.sleep(0.01)
        return pid

    def is_alive(self, pid: int) -> bool:
        """Says whether a process this server started still runs."""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True

    def end(self, pid: int, number: signal.Signals = signal.SIGKILL) -> float:
        """Signals a process, waits until it is gone, and gives the seconds that took."""
        began = time.monotonic()
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        while self.is_alive(pid):
            assert time.monotonic() < began + 20, "the process does not end"
            time.sleep(0.005)
        return time.monotonic() - began

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()


@dataclass
class Pair:
    """Two paired nodes, opened here with the machine's clock, and the processes that serve them."""

    th: StaffedNode
    kh: StaffedNode
    server: NodeServer
    running: dict[str, int] = field(default_factory=dict)

    def side(self, party: str) -> StaffedNode:
        return {"TH": self.th, "KH": self.kh}[party]

    def serve(self, *parties: str) -> None:
        """Starts the processes of these nodes."""
        for party in parties:
            self.running[party] = self.server.start(self.side(party).node.home)

    def kill(self, party: str, number: signal.Signals = signal.SIGKILL) -> float:
        """Ends a node's process; gives the seconds that took."""
        return self.server.end(self.running.pop(party), number)

    def reach(self, here: str, url: str) -> None:
        """Makes one side reach its partner under another address (a proxy)."""
        with self.side(here).node.database.begin() as connection:
            connection.execute(identity.partner.update().values(url=url))
            for partner in identity.partners(connection):
                changed(connection, identity.partner, partner.party)
            audit.append(connection, audit.INNER, audit.Entry(_now(), f"node:{here}", "storage.adopt", {}))

    def listens(self, party: str) -> str:
        """The address of a side's partner listener."""
        return self.side(party).node.settings.listen.partner_url

    def clear(self, party: str, *kinds: Kind) -> int:
        """Clears every suspect's value of these kinds (of the bulk kinds), with two officers; gives their number."""
        at = self.side(party)
        asked = Asked("C-1", kinds or tuple(sorted(BULK_KINDS)), offence="fraud")
        proposed = clearances.propose(at.node, at.officer, asked)
        at.approve_clearance(proposed.clearance.clearance_id)
        return len(proposed.values)

    def draft(self, account: str = "000123456", **changed: Any) -> str:
        """Drafts a freeze of TH's."""
        now = datetime.now(UTC)
        new = NewFreeze(
            "KH", account.zfill(9), "ABA", Money(250_00, "USD"), now - timedelta(minutes=9), now - timedelta(minutes=4)
        )
        return requests.new_freeze(self.th.node, self.th.officer, replace(new, **changed))[0].request_id

    def release(self, object_id: str, party: str = "TH") -> None:
        """Releases an object as second officer, without sending it."""
        at = self.side(party)
        at.release(object_id)

    def waiting(self, party: str) -> int:
        """How many released objects of a side wait for a receipt."""
        with self.side(party).node.database.begin() as connection:
            return len(exchange.waiting(connection))

    def until(self, reached: Callable[[], bool], seconds: float = 15) -> None:
        """Waits until something is so."""
        end = time.monotonic() + seconds
        while not reached():
            assert time.monotonic() < end, "it did not come about in time"
            time.sleep(0.03)

    def close(self) -> None:
        for party in list(self.running):
            self.kill(party)
        self.th.node.close()
        self.kh.node.close()


@pytest.fixture(scope="session")
def node_server() -> Iterator[NodeServer]:
    """What starts nodes' processes."""
    server = NodeServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def paired_homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two paired homes, th and kh, to be copied."""
    folder = tmp_path_factory.mktemp("paired")
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(4)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        ports = [each.getsockname()[1] for each in sockets]
    sides = {}
    for party, (officer_port, partner_port) in {"TH": ports[:2], "KH": ports[2:]}.items():
        listen = ListenSection(
            officer_port=officer_port,
            partner_port=partner_port,
            officer_url=f"http://127.0.0.1:{officer_port}",
            partner_url=f"http://127.0.0.1:{partner_port}",
        )
        init(folder / party.lower(), NewNode(party, listen=listen))
        sides[party] = _staff(folder / party.lower())
        sides[party].node.clock = _now
    for here, there in (("TH", "KH"), ("KH", "TH")):
        invitation = partners.invite(sides[there].node, sides[there].officer).to_json().encode()
        _, fingerprint = partners.accept(sides[here].node, sides[here].officer, invitation)
        partners.confirm(sides[here].node, sides[here].approver, there, fingerprint)
    for side in sides.values():
        side.node.close()
    return folder


def _now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def pair(paired_homes: Path, tmp_path: Path, node_server: NodeServer) -> Iterator[Pair]:
    """Two paired nodes of the test's own; none is served yet."""
    both = []
    for party in ("th", "kh"):
        node = open_node(shutil.copytree(paired_homes / party, tmp_path / party, symlinks=True))
        credential = node.home / "credentials" / "approver.json"
        both.append(StaffedNode(node, authority(node, None, None), authority(node, credential, None), _now))
    opened = Pair(*both, node_server)
    yield opened
    opened.close()


class Proxy:
    """A TCP proxy that keeps all bytes both ways, and cuts the answer off after `cut_after` bytes."""

    def __init__(self, target: str) -> None:
        host, port = target.removeprefix("http://").split(":")
        self._target = (host, int(port))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.cut_after: int | None = None
        self.seen = bytearray()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._target)
                for one, other, answer in ((near, far, False), (far, near, True)):
                    threading.Thread(target=self._pump, args=(one, other, answer), daemon=True).start()

    def _pump(self, one: socket.socket, other: socket.socket, answer: bool) -> None:
        passed = 0
        with contextlib.suppress(OSError):  # either side went away
            while data := one.recv(65536):
                self.seen += data
                if answer and self.cut_after is not None and passed + len(data) >= self.cut_after:
                    other.sendall(data[: self.cut_after - passed])
                    break
                other.sendall(data)
                passed += len(data)
        for each in (one, other):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        if answer:
            one.close()
            other.close()

    def close(self) -> None:
        self._listener.close()


@pytest.fixture
def proxy() -> Iterator[Callable[[str], Proxy]]:
    """Makes proxies before a listener."""
    made: list[Proxy] = []

    def make(target: str) -> Proxy:
        made.append(Proxy(target))
        return made[-1]

    yield make
    for each in made:
        each.close()
