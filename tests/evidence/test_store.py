from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from spean.db import metadata
from spean.errors import NotFound
from spean.evidence import store
from spean.evidence.batch import Batch, BatchContent, Versions
from spean.evidence.files import EvidenceFiles
from spean.evidence.tables import MENTION_SCHEMA

Keep = Callable[[BatchContent], Batch]


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    engine = sa.create_engine("sqlite://")
    metadata.create_all(engine, tables=[store.batch_table])
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def test_a_batch_comes_back_as_it_went_in(made: Any, connection: sa.Connection, keep: Keep) -> None:
    batch = keep(made.content([made.report("r1")], {}))
    store.add_batch(connection, batch)
    assert store.find_batch(connection, batch.batch_id) == batch
    assert store.batches(connection) == [batch]
    assert store.find_batch(connection, "B-none") is None
    with pytest.raises(sa.exc.IntegrityError):
        store.add_batch(connection, batch)


def test_a_superseded_batch_is_read_no_more_but_still_known(made: Any, connection: sa.Connection, keep: Keep) -> None:
    batch = keep(made.content([], {}))
    store.add_batch(connection, batch)
    store.supersede(connection, [batch.batch_id])
    assert store.batches(connection) == []
    assert store.batches(connection, superseded=True) == [replace(batch, superseded=True)]
    with pytest.raises(NotFound):
        store.supersede(connection, ["B-none"])


def test_newer_mentions_take_the_place_of_older(
    made: Any, connection: sa.Connection, keep: Keep, files: EvidenceFiles
) -> None:
    batch = keep(made.content([], {}))
    store.add_batch(connection, batch)
    newer = files.write_mentions(batch, MENTION_SCHEMA.empty_table(), "2")
    store.replace_mentions(connection, batch.batch_id, newer, Versions("2", "1"))
    found = store.find_batch(connection, batch.batch_id)
    assert found is not None
    assert (found.files, found.versions.extractor) == (newer, "2")
    files.sweep([found])
    files.verify(found.files, again=True)
    assert not (files.root / batch.files.mentions).exists()
