"""Makes a node's home, and opens it."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from spean import db, settings
from spean.audit import store as audit
from spean.errors import HomeExists, HomeMissing, NotAuthenticated, StorageFailed, WrongUsage
from spean.identity import credentials, keys
from spean.identity import store as identity
from spean.model import Officer, OfficerRole
from spean.node.core import CredentialAuthority, Node
from spean.settings import ListenSection, NodeSection, Settings

#: What `init` makes the first officer: everything of a first hour's work, never the second pair of eyes.
FIRST_ROLES = frozenset({OfficerRole.CLERK, OfficerRole.ANALYST, OfficerRole.LIAISON})

_ZONES = {"TH": "Asia/Bangkok", "KH": "Asia/Phnom_Penh"}
_NAMES = {"TH": "Ministry of Interior, Thailand", "KH": "Ministry of Interior, Cambodia"}


@dataclass(frozen=True, slots=True)
class NewNode:
    """What `init` is told.

    Attributes:
        party: ISO 3166-1 alpha-2.
        officer: id of the first officer.
        name: of the authority, "" for the usual one of the party.
        listen: where it listens.
        zone: IANA zone, "" for the party's own.
        database_env: see `settings.StorageSection`.
        passphrase: of the first officer's credential, "" for none.
    """

    party: str
    officer: str = "officer"
    name: str = ""
    listen: ListenSection = field(default_factory=ListenSection)
    zone: str = ""
    database_env: str = ""
    passphrase: str = ""


def init(home: Path, new: NewNode) -> Path:
    """Makes a node's home: settings, keys, an empty database, the first officer. Gives their credential file.

    Raises:
        HomeExists: something stands there already.
        WrongUsage: the party has no known zone and none was given, or the officer's id is malformed.
        SettingsInvalid: what was told makes no settings, for example a zone that does not exist.
    """
    if home.exists() and not (home.is_dir() and not any(home.iterdir())):
        raise HomeExists(f"{home} is not empty")
    identity.check_officer_id(new.officer)
    zone = new.zone or _ZONES.get(new.party)
    if zone is None:
        raise WrongUsage(f"no time zone is known for {new.party}", remedy="give one with --zone, as Asia/Vientiane")
    name = new.name or _NAMES.get(new.party, new.party)
    section = settings.checked(NodeSection, party=new.party, name=name, zone=zone)
    text = settings.render(section, new.listen, new.database_env)
    settings.read(text, home).database_url()  # refused now, before anything stands in the home
    _make_home(home, text)
    credential_path = home / "credentials" / f"{new.officer}.json"
    credential = credentials.create(credential_path, new.officer, new.party, new.passphrase or None)
    (home / "credentials" / "default").symlink_to(credential_path.name)
    keys.flush_folder(home / "credentials")
    keys.flush_folder(home)
    with _open(settings.load(home)) as node:
        node.database.migrate()
        with node.database.begin() as connection:
            officer = Officer(new.officer, new.officer, FIRST_ROLES, credential.public_text())
            identity.add_officer(connection, officer, "init", node.clock())
            details = {"officer": new.officer, "roles": sorted(FIRST_ROLES), "party": new.party}
            audit.append(connection, audit.INNER, audit.Entry(node.clock(), new.officer, "init", details))
    return credential_path


def _make_home(home: Path, settings_text: str) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        home.chmod(0o700)
        keys.write_private(home / "keys" / "node.jwk", keys.dump_key(keys.new_key()))
        keys.write_private(home / "keys" / "database.key", secrets.token_hex(32))
        keys.write_private(home / "keys" / "matching.seed", secrets.token_hex(32))
        keys.write_private(home / settings.FILE_NAME, settings_text)
        keys.flush_folder(home.parent)
    except OSError as error:
        raise StorageFailed(f"the home could not be made ({error.strerror})") from error


def open_node(home: Path) -> Node:
    """Opens a node.

    Raises:
        HomeMissing: there is none at `home`.
        SettingsInvalid: its settings are wrong.
        SchemaMismatch: its database is of another version.
    """
    node = _open(settings.load(home))
    try:
        node.database.check_schema()
    except BaseException:
        node.close()
        raise
    return node


def migrate(home: Path, path: Path | None, passphrase: str | None) -> None:
    """Brings a node's database to this program's schema, for an officer of this node; logged.

    What an older program left unsigned is signed.

    Args:
        home: the node's folder.
        path: the officer's credential file; None for the first officer's.
        passphrase: of the file, where it has one.

    Raises:
        NotAuthenticated: the credential can't be opened, or is no officer's of this node: nothing was changed.
    """
    from spean.node import auditing  # only here: it imports the acts

    with _open(settings.load(home)) as node:
        credential = credentials.open_file(path or default_credential(home), passphrase)
        kid = str(keys.public(credential.key)["kid"])
        with node.database.begin() as connection:
            if not identity.is_registered(connection, kid):
                raise NotAuthenticated("this credential is not registered on this node")
        node.database.migrate()
        auditing.adopt(node)
        with node.act(CredentialAuthority(credential), "storage.migrate", {}):
            pass


def _open(read: Settings) -> Node:
    url = read.database_url()
    if url is not None:
        return Node(read, db.server(url))
    try:
        key = keys.read_private(read.home / "keys" / "database.key")
    except FileNotFoundError as error:
        raise HomeMissing(
            "the database's key file is not in the home", remedy="restore keys/ from its backup"
        ) from error
    return Node(read, db.embedded(read.home / "node.db", key.strip()))


def authority(node: Node, path: Path | None, passphrase: str | None) -> CredentialAuthority:
    """Opens the credential an officer acts with.

    Args:
        node: the node acted on.
        path: the credential file, or an enrolment, which becomes one now; None for the one `init` made, where it is the
            only one of its roles.
        passphrase: of the file, where it has one.

    Raises:
        NotAuthenticated: no such file, or it can't be opened.
    """
    file = path or default_credential(node.home)
    if credentials.enrolment_in(file) is not None:
        from spean.node.officers import enrol  # only here: it happens once in an officer's life

        return CredentialAuthority(enrol(node, file, passphrase))
    return CredentialAuthority(credentials.open_file(file, passphrase))


def default_credential(home: Path) -> Path:
    """Gives the first officer's credential file: `init` left a link to it."""
    return home / "credentials" / "default"
