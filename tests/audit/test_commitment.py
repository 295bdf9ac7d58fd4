"""Canonical JSON (RFC 8785, without floats) and salted commitments."""

import json
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.audit import commitment
from spean.errors import ProofInvalid

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


class Colour(StrEnum):
    RED = "red"


def test_members_are_sorted_as_rfc_8785_shows() -> None:
    # RFC 8785, 3.2.3: the sorting example, in order of UTF-16 code units.
    shuffled = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    expected = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(json.loads(commitment.canonical(shuffled))) == expected


def test_text_is_written_as_rfc_8785_shows() -> None:
    # RFC 8785, 3.2.2: the string of the example.
    text = "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/"
    assert commitment.canonical({"string": text}) == b'{"string":"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert commitment.canonical("\b\t\f\x7f\u2028 สะพาน") == '"\\b\\t\\f\x7f\u2028 สะพาน"'.encode()


def test_no_spaces_and_the_three_literals() -> None:
    entry = {"b": [True, False, None], "a": (-1, {"ข": "ก", "ก": Colour.RED})}
    assert commitment.canonical(entry) == '{"a":[-1,{"ก":"red","ข":"ก"}],"b":[true,false,null]}'.encode()


@pytest.mark.parametrize("value", [1.0, float("nan"), {"a": [0.5]}, {1: "a"}, {None: 1}, b"bytes", {1, 2}, object()])
def test_what_json_has_no_sure_form_for_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        commitment.canonical(value)


@pytest.mark.parametrize("value", [2**53, -(2**53), "\ud800", {"\ud800": 1}])
def test_values_out_of_range_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"2\^53|surrogates"):
        commitment.canonical(value)


@given(VALUES)
def test_reading_gives_back_what_was_written(value: object) -> None:
    assert json.loads(commitment.canonical(value)) == value


@given(st.dictionaries(st.text(), st.integers(0, 9), min_size=2, max_size=6))
def test_the_order_of_members_does_not_matter(entry: dict[str, int]) -> None:
    assert commitment.canonical(dict(reversed(entry.items()))) == commitment.canonical(entry)


def test_a_commitment_opens_with_its_salt_and_entry_only() -> None:
    salt, entry = commitment.new_salt(), {"act": "clear", "count": 3}
    leaf = commitment.commit(salt, entry)
    commitment.verify_commitment(salt, dict(reversed(entry.items())), leaf)
    for wrong in (
        (commitment.new_salt(), entry, leaf),
        (salt, {**entry, "count": 4}, leaf),
        (salt, {**entry, "count": 3.0}, leaf),
        (salt, entry, leaf[:-1]),
        (salt, entry, b""),
        (salt[:-1], entry, leaf),
    ):
        with pytest.raises(ProofInvalid):
            commitment.verify_commitment(*wrong)


def test_equal_entries_do_not_look_alike() -> None:
    entry = {"act": "lookup"}
    assert commitment.commit(commitment.new_salt(), entry) != commitment.commit(commitment.new_salt(), entry)
    with pytest.raises(ValueError, match="32 bytes"):
        commitment.commit(b"short", entry)
