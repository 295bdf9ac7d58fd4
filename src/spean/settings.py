"""One frozen `Settings`, read once at the edge from `spean.toml`; an unknown or malformed key is an error."""

import json
import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from spean.errors import HomeMissing, SettingsInvalid

FILE_NAME = "spean.toml"
_URL = r"^https?://[0-9A-Za-z.:\[\]_-]+$"


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # a folder of zones, as `America`, is an OSError
        raise ValueError("not an IANA time zone") from error
    return name


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NodeSection(_Section):
    """Who this node is."""

    party: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    name: Annotated[str, Field(min_length=1, max_length=120)]
    zone: Annotated[str, AfterValidator(_known_zone)]


class ListenSection(_Section):
    """Where the node listens, and the address each side reaches it under."""

    host: Annotated[str, Field(pattern=r"^[0-9A-Za-z.:_-]+$")] = "127.0.0.1"
    officer_port: Annotated[int, Field(ge=0, le=65535)] = 8400
    partner_port: Annotated[int, Field(ge=0, le=65535)] = 8401
    officer_url: Annotated[str, Field(pattern=_URL)] = "http://localhost:8400"
    partner_url: Annotated[str, Field(pattern=_URL)] = "http://localhost:8401"


class StorageSection(_Section):
    """Where casework is kept.

    Attributes:
        database_env: name of the environment variable that holds a `postgresql+pg8000://` URL; empty for the
            embedded, encrypted SQLite file in the home. The URL has a password, so it never stands in this file.
    """

    database_env: Annotated[str, Field(pattern=r"^([A-Za-z_][A-Za-z0-9_]*)?$")] = ""


class MatchingSection(_Section):
    """Bounds of the private matching.

    Attributes:
        page_items: blinded items in one page.
        daily_items: items this node evaluates for one partner in 24 hours; more is refused.
    """

    page_items: Annotated[int, Field(ge=1, le=500)] = 500
    daily_items: Annotated[int, Field(ge=0)] = 200_000


class Settings(_Section):
    """Everything an operator sets, with the home it was read from."""

    home: Path
    node: NodeSection
    listen: ListenSection = ListenSection()
    storage: StorageSection = StorageSection()
    matching: MatchingSection = MatchingSection()

    @property
    def party(self) -> str:
        """ISO 3166-1 alpha-2 code of the party that runs this node."""
        return self.node.party

    def database_url(self) -> str | None:
        """Gives the ministry's database URL, or None for the embedded one.

        Raises:
            SettingsInvalid: the variable named is not set.
        """
        name = self.storage.database_env
        if not name:
            return None
        if not os.environ.get(name):
            raise SettingsInvalid(f"storage.database_env names {name}, which is not set")
        return os.environ[name]


def load(home: Path) -> Settings:
    """Reads the settings of a node.

    Raises:
        HomeMissing: there is no `spean.toml` in `home`.
        SettingsInvalid: it is not TOML, or a key is unknown or malformed.
    """
    try:
        return read((home / FILE_NAME).read_text(encoding="utf-8"), home)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise HomeMissing(f"no node in {home}") from error
    except UnicodeDecodeError as error:
        raise SettingsInvalid(f"{FILE_NAME} is not UTF-8") from error


def read(text: str, home: Path) -> Settings:
    """Reads the text of a `spean.toml`.

    Raises:
        SettingsInvalid: it is not TOML, or a key is unknown or malformed.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid(f"{FILE_NAME} is not valid TOML: {error}") from error
    if "home" in content:
        raise SettingsInvalid(f"{FILE_NAME}: home: is where the file stands, no key of it")
    return checked(Settings, **content, home=home.resolve())


Section = TypeVar("Section", bound=BaseModel)


def checked(section: type[Section], **keys: Any) -> Section:
    """Makes settings of keys.

    Raises:
        SettingsInvalid: a key is unknown or malformed; the message names it.
    """
    try:
        return section(**keys)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        raise SettingsInvalid(f"{FILE_NAME}: {key}: {first['msg']}") from error


def render(node: NodeSection, listen: ListenSection, database_env: str = "") -> str:
    """Gives the text of a new node's `spean.toml`."""
    # A JSON string is a TOML basic string, but for the one control character that JSON lets stand.
    name = json.dumps(node.name, ensure_ascii=False).replace("\x7f", "\\u007f")
    return (
        "# Settings of this Spean node. An unknown key is an error.\n"
        f'[node]\nparty = "{node.party}"\nname = {name}\nzone = "{node.zone}"\n\n'
        f'[listen]\nhost = "{listen.host}"\nofficer_port = {listen.officer_port}\n'
        f'partner_port = {listen.partner_port}\nofficer_url = "{listen.officer_url}"\n'
        f'partner_url = "{listen.partner_url}"\n'
        + (f'\n[storage]\ndatabase_env = "{database_env}"\n' if database_env else "")
    )
