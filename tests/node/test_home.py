import stat
from dataclasses import replace
from pathlib import Path

import pytest

from spean import settings
from spean.errors import (
    HomeExists,
    HomeMissing,
    KeyUnsafe,
    NotAuthenticated,
    SettingsInvalid,
    StorageFailed,
    WrongUsage,
)
from spean.node import officers
from spean.node.home import NewNode, authority, default_credential, init, open_node

TH = NewNode("TH")


def test_a_home_is_private(home: Path) -> None:
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    secrets = [*(home / "keys").iterdir(), *(home / "credentials").glob("*.json")]
    assert {path.name for path in secrets} >= {"node.jwk", "database.key", "matching.seed", "officer.json"}
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in secrets)


def test_two_homes_share_no_secret(staffed_home: Path, tmp_path: Path) -> None:
    init(tmp_path / "other", TH)
    for path in (staffed_home / "keys").iterdir():
        assert path.read_bytes() != (tmp_path / "other" / "keys" / path.name).read_bytes()


def test_a_home_is_made_where_nothing_stands(home: Path, tmp_path: Path) -> None:
    before = (home / "keys" / "node.jwk").read_bytes()
    (tmp_path / "file").touch()
    for where in (home, tmp_path, tmp_path / "file"):
        with pytest.raises(HomeExists):
            init(where, TH)
    assert (home / "keys" / "node.jwk").read_bytes() == before


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (replace(TH, party="LA"), WrongUsage),
        (replace(TH, party="ไท", zone="Asia/Bangkok"), SettingsInvalid),
        (replace(TH, zone="Asia/Nowhere"), SettingsInvalid),
        (replace(TH, name="x" * 121), SettingsInvalid),
        (replace(TH, officer="../../somsak"), WrongUsage),
        (replace(TH, officer=""), WrongUsage),
        (replace(TH, officer="a" * 42), WrongUsage),
        (replace(TH, database_env="SPEAN_TEST_NOT_SET"), SettingsInvalid),
        (replace(TH, database_env='A"\n'), SettingsInvalid),
    ],
)
def test_what_makes_no_node_makes_nothing(tmp_path: Path, new: NewNode, error: type[Exception]) -> None:
    with pytest.raises(error):
        init(tmp_path / "home", new)
    assert list(tmp_path.iterdir()) == []


def test_an_authority_with_any_name_has_a_home(tmp_path: Path) -> None:
    name = 'กรม "A\\B"\n\x7f ស្ពាន'
    init(tmp_path / "th", replace(TH, name=name))
    with open_node(tmp_path / "th") as node:
        assert node.settings.node.name == name


def test_no_home_no_node(tmp_path: Path) -> None:
    with pytest.raises(HomeMissing):
        open_node(tmp_path)


def test_without_its_key_a_home_is_not_opened(home: Path) -> None:
    key = home / "keys" / "database.key"
    key.chmod(0o644)
    with pytest.raises(KeyUnsafe):
        open_node(home)
    key.unlink()
    with pytest.raises(HomeMissing, match="key"):
        open_node(home)


@pytest.mark.parametrize("content", ["ab" * 32, "", "not hex"])
def test_another_key_opens_no_home(home: Path, content: str) -> None:
    (home / "keys" / "database.key").write_text(content)
    with pytest.raises(StorageFailed):
        open_node(home)


def test_a_damaged_database_is_not_opened(home: Path) -> None:
    for path in home.glob("node.db*"):
        path.write_bytes(b"x" * 8192)
    with pytest.raises(StorageFailed):
        open_node(home)


def test_a_locked_first_credential(tmp_path: Path) -> None:
    init(tmp_path / "th", replace(TH, passphrase="correct"))
    with open_node(tmp_path / "th") as node:
        with pytest.raises(NotAuthenticated):
            authority(node, None, None)
        who = authority(node, default_credential(node.home), "correct")
        assert len(officers.officers(node, who)) == 1


def test_settings_are_read_once(home: Path) -> None:
    with open_node(home) as node:
        (home / settings.FILE_NAME).write_text("broken")
        assert node.party == "TH"
    with pytest.raises(SettingsInvalid):
        open_node(home)
