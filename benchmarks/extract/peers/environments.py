"""Makes a peer's own virtual environment on demand and runs its adapter there, its memory capped.

The environments stand in `build/peers/`, which git ignores. Every version is pinned: the peer's below, what it
depends on in `constraints.txt`. An environment is made anew when either changes.
"""

import hashlib
import json
import resource
import subprocess
import sys
import venv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
FOLDER = ROOT / "build" / "peers"
CONSTRAINTS = HERE / "constraints.txt"
MEMORY_BYTES = 2 << 30
TIMEOUT_SECONDS = 1800


@dataclass(frozen=True, slots=True)
class Tool:
    """An extractor, and how to run it.

    Attributes:
        name: as printed.
        script: its adapter in this folder.
        needs: what pip installs; nothing where this Python runs it.
        kinds: the kinds it claims to find, in Spean's words; empty: all of them.
    """

    name: str
    script: str
    needs: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()


WEB = frozenset({"url", "email", "ipv4", "ipv6"})
SPEAN = Tool("Spean", "own.py")
PEERS = (
    Tool(
        "iocsearcher 3.1.0",
        "with_iocsearcher.py",
        ("iocsearcher==3.1.0",),
        frozenset(
            {
                "phone",
                "url",
                "domain",
                "email",
                "ipv4",
                "ipv6",
                "btc",
                "eth",
                "tron",
                "telegram",
                "whatsapp",
                "facebook",
            }
        ),
    ),
    Tool(
        "ioc-finder 9.4.1",
        "with_ioc_finder.py",
        ("ioc-finder==9.4.1",),
        WEB | {"domain", "btc"},
    ),
    # iocextract imports requests without declaring it.
    Tool(
        "iocextract 1.16.1",
        "with_iocextract.py",
        ("iocextract==1.16.1", "requests"),
        WEB,
    ),
    Tool("phonenumbers 9.0.43", "with_phonenumbers.py", ("phonenumbers==9.0.43",), frozenset({"phone"})),
)


def interpreter(tool: Tool) -> Path:
    """Gives the Python that runs a tool, its environment made if it is missing or out of date."""
    if not tool.needs:
        return Path(sys.executable)
    home = FOLDER / Path(tool.script).stem
    stamp, wanted = home / "pins", hashlib.sha256("\n".join(tool.needs).encode() + CONSTRAINTS.read_bytes()).hexdigest()
    python = home / "bin" / "python"
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"making an environment for {tool.name}", file=sys.stderr)
        venv.create(home, clear=True, with_pip=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--constraint", CONSTRAINTS]
        done = subprocess.run([*pip, *tool.needs], capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"pip could not install {' '.join(tool.needs)}:\n{done.stderr}")
        stamp.write_text(wanted)
    return python


def run(tool: Tool, messages: Iterable[dict[str, Any]], *options: str, memory_bytes: int = MEMORY_BYTES) -> list[Any]:
    """Runs a tool's adapter over messages, and gives the JSON lines that it prints.

    Args:
        tool: which.
        messages: {"id", "text", "region"} each.
        options: of the adapter, see `serve`.
        memory_bytes: the most address space it may take.

    Raises:
        SystemExit: where the adapter fails, or takes longer than `TIMEOUT_SECONDS`.
    """
    fed = "\n".join(json.dumps({key: m.get(key) for key in ("id", "text", "region")}) for m in messages)
    try:
        done = subprocess.run(
            [interpreter(tool), HERE / tool.script, *options],
            input=fed,
            capture_output=True,
            encoding="utf-8",
            timeout=TIMEOUT_SECONDS,
            preexec_fn=partial(resource.setrlimit, resource.RLIMIT_AS, (memory_bytes, memory_bytes)),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SystemExit(f"{tool.name} took longer than {TIMEOUT_SECONDS} seconds") from None
    if done.returncode:
        raise SystemExit(f"{tool.name} failed ({done.returncode}):\n{done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]
