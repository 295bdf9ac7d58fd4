from hypothesis import given
from hypothesis import strategies as st

from spean.linking.ids import assign_ids
from spean.linking.records import IdEvent, Previous

partitions = st.dictionaries(st.integers(0, 15).map(str), st.integers(0, 4)).map(
    lambda labels: sorted(
        (frozenset(uid for uid in labels if labels[uid] == label) for label in set(labels.values())), key=min
    )
)


def _run(groups: list[frozenset[str]], previous: Previous) -> tuple[Previous, list[str], list[IdEvent]]:
    ids, events, last = assign_ids(groups, previous)
    return Previous({uid: name for name, group in zip(ids, groups, strict=True) for uid in group}, last), ids, events


@given(partitions, partitions)
def test_ids_are_unique_stay_and_are_never_given_twice(
    first: list[frozenset[str]], second: list[frozenset[str]]
) -> None:
    before, ids, _ = _run(first, Previous())
    assert ids == [f"N-{n}" for n in range(1, len(first) + 1)]
    again, same, events = _run(first, before)
    assert (again, same, events) == (before, ids, [])
    after, new_ids, _ = _run(second, before)
    assert len(set(new_ids)) == len(second)
    for name, group in zip(new_ids, second, strict=True):
        if name in ids:
            assert group & first[ids.index(name)]
        else:
            assert int(name[2:]) > before.last_number
    assert after.last_number >= before.last_number


def test_the_largest_overlap_keeps_the_id() -> None:
    before = Previous(dict.fromkeys("abc", "N-1") | dict.fromkeys("de", "N-2"), 2)
    _, ids, events = _run([frozenset("abcde")], before)
    assert ids == ["N-1"]
    assert events == [IdEvent("merged", "N-1", ("N-2",))]


def test_a_split_and_a_lost_network_are_told() -> None:
    before = Previous(dict.fromkeys("abcde", "N-4") | dict.fromkeys("xy", "N-2"), 7)
    after, ids, events = _run([frozenset("ab"), frozenset("cde")], before)
    assert ids == ["N-8", "N-4"]
    assert events == [IdEvent("split", "N-4", ("N-8",)), IdEvent("gone", "N-2")]
    assert after.last_number == 8
