from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from spean.db import Connection, embedded
from spean.errors import Conflict, PartnerUnknown
from spean.identity import keys, store
from spean.identity.store import Partner

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
KH = Partner("KH", "Authority", "http://127.0.0.1:9", keys.public(keys.new_key()), "proposed", "anong", None)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    database = embedded(tmp_path / "node.db", "ab" * 32)
    database.migrate()
    with database.begin() as open_one:
        yield open_one
    database.close()


def test_a_partner_is_pinned_by_two_officers(connection: Connection) -> None:
    store.propose_partner(connection, KH)
    with pytest.raises(PartnerUnknown, match="not confirmed"):
        store.active_partner(connection, "KH")
    with pytest.raises(Conflict, match="accepted"):
        store.confirm_partner(connection, "KH", "anong")
    store.confirm_partner(connection, "KH", "somsak")
    assert store.active_partner(connection, "KH").public_key == KH.public_key
    with pytest.raises(Conflict, match="already"):
        store.confirm_partner(connection, "KH", "dara")


def test_an_active_partners_key_is_not_replaced_by_a_file(connection: Connection) -> None:
    store.propose_partner(connection, KH)
    store.confirm_partner(connection, "KH", "somsak")
    with pytest.raises(Conflict, match="paired already"):
        store.propose_partner(connection, KH)


def test_an_unknown_partner_is_no_partner(connection: Connection) -> None:
    for look in (store.find_partner, store.active_partner):
        with pytest.raises(PartnerUnknown):
            look(connection, "LA")
    with pytest.raises(PartnerUnknown):
        store.confirm_partner(connection, "LA", "somsak")


def test_the_last_contact_is_kept(connection: Connection) -> None:
    store.propose_partner(connection, KH)
    store.note_contact(connection, "KH", NOW)
    assert [partner.last_contact_at for partner in store.partners(connection)] == [NOW]
