"""One direction of the matching, honest and with a cheat on either side."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spean.audit import merkle
from spean.errors import ProtocolViolation
from spean.matching import tag_set as sets
from spean.matching import tags, voprf
from spean.matching.tag_set import TagSet
from spean.model import Kind


def root(tag_list: list[bytes]) -> bytes:
    return merkle.root([merkle.leaf_hash(tag) for tag in tag_list])


OWNER = voprf.derive_key_pair(b"o" * 32, b"owner")
ASKER = voprf.derive_key_pair(b"a" * 32, b"asker")
VERSION = "1"
OWNED = [f"+66810000{number:03}" for number in range(20)]
ASKED = [f"+66810000{number:03}" for number in range(15, 40)]
SHARED = tuple(OWNED[15:])


def publish(values: list[str], key: voprf.KeyPair = OWNER) -> tuple[TagSet, bytes]:
    return sets.publish(key, Kind.PHONE, VERSION, values)


def answers(asking: tags.Asking, key: voprf.KeyPair = OWNER) -> list[tags.Answer]:
    return [tags.answer_page(key, page) for page in asking.to_send()]


def test_the_asker_learns_what_is_shared_and_nothing_else() -> None:
    announced, owned = publish(OWNED)
    asking = tags.ask(announced, VERSION, ASKED, page_items=10)
    assert [page.items for page in asking.to_send()] == [10, 10, 5]
    assert tags.finish(asking, answers(asking)[::-1], announced, owned) == SHARED


@settings(max_examples=15, deadline=None)
@given(
    st.sets(st.text(min_size=1, max_size=20), max_size=8),
    st.sets(st.text(min_size=1, max_size=20), max_size=8),
    st.sets(st.text(min_size=1, max_size=20), max_size=4),
    st.integers(1, 5),
)
def test_matching_is_the_intersection(left: set[str], right: set[str], both: set[str], size: int) -> None:
    announced, owned = publish(list(left | both))
    asking = tags.ask(announced, VERSION, right | both, page_items=size)
    assert tags.finish(asking, answers(asking), announced, owned) == tuple(sorted((left | both) & (right | both)))


def test_repeated_values_count_once() -> None:
    announced, owned = publish(OWNED * 2)
    assert (announced.count, len(owned)) == (20, 20 * sets.TAG_BYTES)
    assert sum(page.items for page in tags.ask(announced, VERSION, ASKED * 2).to_send()) == 25


def test_empty_sets() -> None:
    announced, owned = publish([])
    asking = tags.ask(announced, VERSION, ASKED)
    assert tags.finish(asking, answers(asking), announced, owned) == ()
    nothing = tags.ask(announced, VERSION, [])
    assert nothing.to_send() == ()
    assert tags.finish(nothing, [], announced, owned) == ()


def test_an_asking_can_be_stored_and_resumed() -> None:
    announced, owned = publish(OWNED)
    asking = tags.ask(announced, VERSION, ASKED, page_items=10)
    resumed = tags.Asking.from_bytes(asking.to_bytes())
    assert resumed == asking
    assert resumed.to_send() == asking.to_send()
    assert tags.finish(resumed, answers(asking), announced, owned) == SHARED


def test_pages_show_no_value_and_no_two_askings_look_alike() -> None:
    announced, _ = publish(OWNED)
    first, second = (tags.ask(announced, VERSION, ASKED) for _ in range(2))
    assert first.to_send()[0].elements != second.to_send()[0].elements
    assert ASKED[0] not in repr(first)
    assert ASKED[0].encode() not in first.to_send()[0].elements


def test_kind_and_normaliser_are_part_of_the_item() -> None:
    items = {
        sets.encode_item(kind, value, version)
        for kind in (Kind.PHONE, Kind.PROMPTPAY)
        for value in ("1", "phone\x001")
        for version in ("1", "2")
    }
    assert len(items) == 8
    for bad in ((Kind.AMOUNT, "1 THB", "1"), (Kind.PHONE, "", "1"), (Kind.PHONE, "1", "a\x00b"), (Kind.PHONE, "1", "")):
        with pytest.raises(ValueError, match="an item needs"):
            sets.encode_item(*bad)


def test_another_normaliser_is_noticed() -> None:
    announced, _ = sets.publish(OWNER, Kind.PHONE, "2", OWNED)
    with pytest.raises(ProtocolViolation, match="normaliser") as caught:
        tags.ask(announced, VERSION, ASKED)
    assert "same version" in caught.value.remedy


# -- a lying owner -------------------------------------------------------------------------------------------
def test_replaying_an_evaluated_element_makes_no_matches() -> None:
    """Where two-sided Diffie-Hellman falls: one known tag, handed back for everything."""
    announced, owned = publish(OWNED)
    asking = tags.ask(announced, VERSION, ASKED)
    (honest,) = answers(asking)
    replayed = replace(honest, elements=honest.elements[:32] * 25)
    with pytest.raises(ProtocolViolation, match="proof"):
        tags.finish(asking, [replayed], announced, owned)


def test_copying_the_other_sides_tags_makes_no_matches() -> None:
    """The owner announces the asker's own tags as its set: under its own key they match nothing."""
    _, copied = publish(ASKED, ASKER)
    tag_list = [copied[start : start + 16] for start in range(0, len(copied), 16)]
    announced = TagSet(Kind.PHONE, VERSION, OWNER.public, len(tag_list), root(tag_list))
    asking = tags.ask(announced, VERSION, ASKED)
    assert tags.finish(asking, answers(asking), announced, copied) == ()


def test_copying_the_other_sides_key_too_leaves_the_copy_unanswerable() -> None:
    announced, _ = publish(ASKED, ASKER)
    asking = tags.ask(announced, VERSION, ASKED)
    with pytest.raises(ProtocolViolation, match="another epoch"):
        answers(asking, OWNER)
    forged = [tags.answer_page(OWNER, replace(page, key_id=sets.key_id(OWNER.public))) for page in asking.to_send()]
    with pytest.raises(ProtocolViolation, match="proof"):
        tags.open_page(asking, forged[0])


def test_answers_of_one_page_are_not_good_for_another() -> None:
    announced, owned = publish(OWNED)
    asking = tags.ask(announced, VERSION, ASKED, page_items=5)
    given_back = answers(asking)
    swapped = [replace(given_back[1], number=0), replace(given_back[0], number=1), *given_back[2:]]
    with pytest.raises(ProtocolViolation, match="proof"):
        tags.finish(asking, swapped, announced, owned)


def test_missing_and_doubled_answers_are_refused() -> None:
    announced, owned = publish(OWNED)
    asking = tags.ask(announced, VERSION, ASKED, page_items=10)
    given_back = answers(asking)
    for wrong in (given_back[:2], [*given_back, given_back[0]], [given_back[0], *given_back[:2]], []):
        with pytest.raises(ProtocolViolation, match="exactly one answer"):
            tags.finish(asking, wrong, announced, owned)
    with pytest.raises(ProtocolViolation, match="no page"):
        tags.open_page(asking, replace(given_back[0], number=3))
    with pytest.raises(ProtocolViolation, match="cut off"):
        tags.open_page(asking, replace(given_back[0], elements=given_back[0].elements[:-1]))


def altered(owned: bytes) -> list[bytes]:
    first, second, rest = owned[:16], owned[16:32], owned[32:]
    return [
        first + rest,  # one left out
        owned + b"\xff" * 16,  # one more
        second + first + rest,  # out of order
        first + first + rest,  # one repeated
        first + second[:15] + bytes([second[15] ^ 1]) + rest,  # one changed
        owned[:-1],
        b"",
    ]


@pytest.mark.parametrize("case", range(7))
def test_tags_other_than_announced_are_refused(case: int) -> None:
    announced, owned = publish(OWNED)
    with pytest.raises(ProtocolViolation):
        sets.check_tags(announced, altered(owned)[case])


def test_a_repeated_tag_is_refused_even_when_announced() -> None:
    announced, owned = publish(OWNED)
    tag = owned[:16]
    lying = replace(announced, count=2, root=root([tag, tag]))
    with pytest.raises(ProtocolViolation, match="distinct"):
        sets.check_tags(lying, tag * 2)


def test_a_set_of_another_epoch_or_kind_is_refused() -> None:
    announced, _ = publish(OWNED)
    asking = tags.ask(announced, VERSION, ASKED)
    for key, kind, version in ((ASKER, Kind.PHONE, "1"), (OWNER, Kind.PROMPTPAY, "1"), (OWNER, Kind.PHONE, "2")):
        other, owned = sets.publish(key, kind, version, OWNED)
        assert (other.epoch == announced.epoch) == (kind is Kind.PROMPTPAY)
        with pytest.raises(ProtocolViolation, match="another epoch or kind"):
            tags.finish(asking, answers(asking), other, owned)


# -- a lying asker -------------------------------------------------------------------------------------------
def test_bad_pages_are_refused() -> None:
    announced, _ = publish(OWNED)
    (page,) = tags.ask(announced, VERSION, ASKED).to_send()
    element = page.elements[:32]
    for elements in (b"", page.elements[:-1], bytes(32), element[:31] + bytes([element[31] | 0x80]), element * 501):
        with pytest.raises(ProtocolViolation):
            tags.answer_page(OWNER, replace(page, elements=elements))
    with pytest.raises(ProtocolViolation, match="another epoch"):
        tags.answer_page(ASKER, page)


@pytest.mark.parametrize("size", [0, 501])
def test_page_sizes_are_bounded(size: int) -> None:
    announced, _ = publish([])
    with pytest.raises(ValueError, match="1 to 500"):
        tags.ask(announced, VERSION, ASKED, page_items=size)


# -- the announcement ----------------------------------------------------------------------------------------
def test_a_tag_set_round_trips() -> None:
    announced, _ = publish(OWNED)
    assert TagSet.from_bytes(announced.to_bytes()) == announced
    assert announced.epoch == f"{sets.key_id(OWNER.public)}.1"


@pytest.mark.parametrize(
    "change",
    [
        {"form": "spean-tag-set/2"},
        {"kind": "amounts"},
        {"epoch": "0000000000000000.1"},
        {"normaliser": "a b"},
        {"normaliser": ["1"]},
        {"public_key": "00" * 32},
        {"public_key": "xx"},
        {"count": -1},
        {"count": True},
        {"count": 1.5},
        {"root": "00"},
        {"root": 5},
        {"more": 1},
        {"more": "x" * 2000},
    ],
)
def test_malformed_tag_sets_are_refused(change: dict[str, object]) -> None:
    read = json.loads(publish(OWNED)[0].to_bytes()) | change
    with pytest.raises(ProtocolViolation):
        TagSet.from_bytes(json.dumps(read, sort_keys=True, separators=(",", ":")).encode())


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b"null"])
def test_what_is_no_tag_set_is_refused(data: bytes) -> None:
    with pytest.raises(ProtocolViolation):
        TagSet.from_bytes(data)


def test_a_tag_set_has_one_byte_form() -> None:
    with pytest.raises(ProtocolViolation):
        TagSet.from_bytes(publish(OWNED)[0].to_bytes().replace(b",", b", "))
