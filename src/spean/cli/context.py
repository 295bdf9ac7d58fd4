"""What every command shares: the home, `--json`, the credential, errors as one line, exit codes."""

import dataclasses
import functools
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import click

from spean.errors import HomeMissing, SpeanError
from spean.identity import credentials
from spean.node.core import CredentialAuthority, Node
from spean.node.home import authority, default_credential, open_node
from spean.render.table import printable, text_table

R = TypeVar("R")

#: A verb that ended with some rows rejected.
DONE_WITH_REJECTS = 3


class Output:
    """Where a command's answer goes."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def answer(self, data: Any, text: Callable[[], str] | str) -> None:
        """Prints the answer: `data` as one JSON value with `--json`, else the text."""
        if self.as_json:
            click.echo(json.dumps(data, ensure_ascii=False, default=_plain))
        else:
            said = text if isinstance(text, str) else text()
            # What a partner or a file wrote may stand in any line: a terminal must not obey it.
            click.echo("\n".join(map(printable, said.split("\n"))))

    def progress(self, line: str) -> None:
        """Shows a passing line on stderr, on a terminal only."""
        if sys.stderr.isatty():
            click.echo(f"\r\033[K{line}", err=True, nl=False)

    def clear(self) -> None:
        """Takes the passing line away."""
        if sys.stderr.isatty():
            click.echo("\r\033[K", err=True, nl=False)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


class Desk:
    """A node opened for one command, and the officer who runs it."""

    def __init__(self, node: Node, who: CredentialAuthority) -> None:
        self.node, self.who = node, who


def home_option(command: Callable[..., R]) -> Callable[..., R]:
    """Adds `--home`, so that it may stand behind the verb as well as before it."""

    def keep(context: click.Context, _: click.Parameter, value: Path | None) -> None:
        if value is not None:
            context.ensure_object(dict)["home"] = value

    option = click.option(
        "--home", type=click.Path(path_type=Path), expose_value=False, callback=keep, help="The node's folder."
    )
    return option(command)


def json_option(command: Callable[..., R]) -> Callable[..., R]:
    """Adds `--json`; the command gets an `Output` as `out`."""

    @functools.wraps(command)
    def wrapped(*args: Any, as_json: bool, **options: Any) -> R:
        return command(*args, out=Output(as_json), **options)

    return click.option("--json", "as_json", is_flag=True, help="Answer with one JSON value.")(wrapped)


def desk_options(command: Callable[..., R]) -> Callable[..., R]:
    """Adds `--home` and `--json` to a command that works on a node."""
    return home_option(json_option(command))


def home() -> Path:
    """Gives the home that the command line or the environment names.

    Raises:
        HomeMissing: neither does.
    """
    named = (click.get_current_context().find_object(dict) or {}).get("home")
    chosen = named or (Path(os.environ["SPEAN_HOME"]) if os.environ.get("SPEAN_HOME") else None)
    if chosen is None:
        raise HomeMissing("no node is named")
    return Path(chosen)


@contextmanager
def desk() -> Iterator[Desk]:
    """Opens the node and the officer's credential for one command.

    Raises:
        HomeMissing, SettingsInvalid, SchemaMismatch: the node can't be opened.
        NotAuthenticated, KeyUnsafe: the credential can't be opened.
    """
    with open_node(home()) as node:
        yield Desk(node, _authority(node))


def _authority(node: Node) -> CredentialAuthority:
    path = credential_path(node.home)
    return authority(node, path, passphrase_of(path))


def passphrase_of(path: Path) -> str | None:
    """Gives a credential's passphrase, from SPEAN_PASSPHRASE or asked for; a new one where its key is made now."""
    passphrase = os.environ.get("SPEAN_PASSPHRASE")
    if passphrase is None and sys.stdin.isatty():
        if credentials.enrolment_in(path) is not None:
            told = "Your own key is made now. A passphrase for it (Enter for none)"
            passphrase = click.prompt(
                told, hide_input=True, confirmation_prompt=True, default="", show_default=False, err=True
            )
        elif credentials.is_locked(path):
            passphrase = click.prompt("Passphrase", hide_input=True, err=True)
    return passphrase or None


def credential_path(node_home: Path) -> Path:
    """Gives the credential file that SPEAN_CREDENTIAL names, else the first officer's."""
    return Path(os.environ.get("SPEAN_CREDENTIAL") or default_credential(node_home))


def table(headers: Sequence[str], rows: Sequence[Sequence[object]], empty: str) -> str:
    """Gives rows as a table, or a sentence where there are none."""
    return text_table(headers, rows) if rows else empty


def clip(text: object, most: int = 64) -> str:
    """Shortens a value for a table; `--json` has it whole."""
    whole = str(text)
    return whole if len(whole) <= most else f"{whole[: most - 1]}…"


def fail(error: SpeanError) -> int:
    """Prints an error as one line, and gives its exit code."""
    line = " ".join(f"{error.message}. Remedy: {error.remedy}".split())
    click.echo(f"spean: {error.code}: {line}", err=True)
    return error.exit_code
