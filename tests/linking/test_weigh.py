from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from spean.linking.weigh import Weighed, specificity


@given(st.integers(2, 10**6), st.data())
def test_specificity_is_between_none_and_one_and_falls(of_reports: int, data: st.DataObject) -> None:
    fewer = data.draw(st.integers(1, of_reports - 1))
    assert specificity(1, of_reports) == 1
    assert 0 < specificity(of_reports, of_reports) < specificity(fewer, of_reports) <= 1


def test_counts_are_of_different_reports(planted: Any) -> None:
    edges = [planted.edge("r1", "phone", "+1")] * 3 + [planted.edge("r2", "phone", "+1")]
    with Weighed(planted.table(edges)) as weighed:
        assert (weighed.reports, weighed.values, weighed.edges) == (2, 1, 2)
        assert [n for _, n in weighed.shared_values().values()] == [2]
        assert weighed.shared_pairs([]) == [(0, 0), (1, 0)]
        assert weighed.shared_pairs([0]) == []
