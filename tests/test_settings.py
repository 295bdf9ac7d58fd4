import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean import settings
from spean.errors import HomeMissing, SettingsInvalid
from spean.settings import ListenSection, NodeSection

GOOD = '[node]\nparty = "TH"\nname = "Authority"\nzone = "Asia/Bangkok"\n'
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)


def refused(text: str) -> str:
    with pytest.raises(SettingsInvalid) as caught:
        settings.read(text, Path("home"))
    assert "\n" not in caught.value.message
    return caught.value.message


def test_what_is_not_said_has_its_default() -> None:
    read = settings.read(GOOD, Path("home"))
    assert (read.party, read.listen, read.storage.database_env) == ("TH", ListenSection(), "")
    assert read.home.is_absolute()
    assert read.database_url() is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (GOOD + '[nodes]\nparty = "TH"\n', "nodes"),
        (GOOD + 'partie = "TH"\n', "node.partie"),
        (GOOD.replace('"TH"', '"th"'), "node.party"),
        (GOOD.replace('"TH"', '"THA"'), "node.party"),
        (GOOD.replace('"TH"', "7"), "node.party"),
        (GOOD.replace("Asia/Bangkok", "Asia/Nowhere"), "node.zone"),
        (GOOD.replace("Asia/Bangkok", "America"), "node.zone"),
        (GOOD.replace("Asia/Bangkok", "../zone"), "node.zone"),
        (GOOD.replace("Authority", ""), "node.name"),
        (GOOD + "[listen]\nofficer_port = 70000\n", "listen.officer_port"),
        (GOOD + '[listen]\npartner_url = "ftp://a"\n', "listen.partner_url"),
        (GOOD + '[listen]\npartner_url = "http://a/b"\n', "listen.partner_url"),
        (GOOD + "[matching]\npage_items = 0\n", "matching.page_items"),
        (GOOD + '[storage]\ndatabase_url = "postgresql://a:secret@b"\n', "storage.database_url"),
        ('home = "/elsewhere"\n' + GOOD, "home"),
        ("", "node"),
    ],
)
def test_an_unknown_or_malformed_key_is_named(text: str, key: str) -> None:
    assert f"{key}:" in refused(text)


def test_no_value_stands_in_the_message() -> None:
    assert "secret" not in refused(GOOD + '[storage]\ndatabase_url = "postgresql://a:secret@b"\n')
    assert "secret" not in refused(GOOD.replace('"TH"', '"secret"'))


def test_what_is_no_toml_is_refused() -> None:
    assert "not valid TOML" in refused("[node")


def test_a_home_without_a_file_is_no_node(tmp_path: Path) -> None:
    for home in (tmp_path, tmp_path / "missing"):
        with pytest.raises(HomeMissing):
            settings.load(home)
    (tmp_path / "file").touch()
    with pytest.raises(HomeMissing):
        settings.load(tmp_path / "file")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "spean.toml").write_bytes(GOOD.encode("utf-16"))
    with pytest.raises(SettingsInvalid, match="UTF-8"):
        settings.load(tmp_path)


@given(names, st.integers(0, 65535), st.sampled_from(["", "SPEAN_DATABASE"]))
def test_what_is_written_reads_back(name: str, port: int, database_env: str) -> None:
    node = NodeSection(party="KH", name=name, zone="Asia/Phnom_Penh")
    listen = ListenSection(officer_port=port, partner_url="https://kh.localhost:1")
    text = settings.render(node, listen, database_env)
    assert tomllib.loads(text)["node"]["name"] == name
    read = settings.read(text, Path("home"))
    assert (read.node, read.listen, read.storage.database_env) == (node, listen, database_env)


def test_the_database_url_stands_in_the_environment_only(monkeypatch: pytest.MonkeyPatch) -> None:
    read = settings.read(GOOD + '[storage]\ndatabase_env = "SPEAN_TEST_URL"\n', Path("home"))
    monkeypatch.delenv("SPEAN_TEST_URL", raising=False)
    with pytest.raises(SettingsInvalid, match="SPEAN_TEST_URL"):
        read.database_url()
    monkeypatch.setenv("SPEAN_TEST_URL", "postgresql+pg8000://a@/b")
    assert read.database_url() == "postgresql+pg8000://a@/b"
