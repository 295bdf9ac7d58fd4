import hashlib
import random
from collections.abc import Iterable, Sequence

import pyarrow as pa
import pytest

from spean.linking.records import Linked
from spean.linking.weigh import EDGE_SCHEMA

Edge = tuple[str, str, str, str, str]


class Planted:
    """Made-up gangs, and edges made of them."""

    @staticmethod
    def uid(report_id: str) -> str:
        return hashlib.sha256(report_id.encode()).hexdigest()[:32]

    @staticmethod
    def edge(report_id: str, kind: str, value: str, bank: str = "") -> Edge:
        return Planted.uid(report_id), report_id, kind, value, bank

    @staticmethod
    def table(edges: Sequence[Edge]) -> pa.Table:
        columns = list(zip(*edges, strict=True)) if edges else [()] * len(EDGE_SCHEMA)
        return pa.table([pa.array(column, pa.string()) for column in columns], schema=EDGE_SCHEMA)

    @staticmethod
    def gang(name: str, reports: int, seed: int = 1, drift: bool = True) -> list[Edge]:
        """Each report names two to four of what the gang uses just then; one thing changes every few reports."""
        chance = random.Random(f"{name}{seed}")
        kinds = ["phone", "phone", "bank_account", "line", "domain"]
        using = [(kind, f"{name}-{n}") for n, kind in enumerate(kinds)]
        edges = []
        for number in range(reports):
            if drift and number % 4 == 3:
                at = chance.randrange(len(using))
                using[at] = (using[at][0], f"{name}-{number}-{at}")
            for kind, value in chance.sample(using, chance.randint(2, 4)):
                edges.append(Planted.edge(f"{name}/{number}", kind, value))
        return edges

    @staticmethod
    def partition(linked: Linked) -> set[frozenset[str]]:
        return {frozenset(report.report_id for report in network.reports) for network in linked.networks}

    @staticmethod
    def reports_of(edges: Iterable[Edge]) -> frozenset[str]:
        return frozenset(report_id for _, report_id, *_ in edges)


@pytest.fixture(scope="session")
def planted() -> type[Planted]:
    return Planted
