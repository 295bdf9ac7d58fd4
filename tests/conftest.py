"""What tests of several packages share: a private PostgreSQL, a browser. Both are skipped where not installed."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

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
