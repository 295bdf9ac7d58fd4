"""What tests of several packages share: a private PostgreSQL, a browser. Both are skipped where not installed."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from spean.intake.records import IntakeOptions
from spean.model import OfficerRole
from spean.node import agreements, officers, partners, reports
from spean.node.core import CredentialAuthority, Node
from spean.node.home import NewNode, authority, default_credential, init, open_node
from spean.node.reports import Taken, Upload
from spean.synth import example_agreement

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

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

    def officer_with(self, name: str, *roles: OfficerRole) -> CredentialAuthority:
        """Registers another officer."""
        path = officers.add_officer(self.node, self.approver, name, frozenset(roles), None, None)
        return authority(self.node, path, None)

    def take(self, text: str, name: str = "reports.csv") -> Taken:
        """Takes a file of this text in."""
        path = self.node.home.parent / name
        path.write_text(text, encoding="utf-8")
        options = IntakeOptions(zone="Asia/Bangkok", region=self.node.party, column=None, mapping=None, name=name)
        return reports.take_file(self.node, self.officer, Upload(path, options, "hotline"), lambda _done, _of: None)

    def pair(self, party: str = "KH") -> None:
        """Pins a made-up partner that nobody answers for."""
        from spean.exchange.messages import Identity
        from spean.identity import keys

        theirs = Identity(party, f"Authority of {party}", "http://127.0.0.1:9", keys.public(keys.new_key()))
        partners.accept(self.node, self.officer, theirs.to_json().encode())
        partners.confirm(self.node, self.approver, party)


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
    path = officers.add_officer(node, officer, "approver", frozenset({OfficerRole.APPROVER}), None, None)
    agreements.add(node, officer, example_agreement())
    return StaffedNode(node, officer, authority(node, path, None))


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
