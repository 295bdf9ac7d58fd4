"""Tables for the terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.render.table import display_width, printable, text_table


def test_columns_align_and_numbers_stand_to_the_right() -> None:
    made = text_table(["id", "reports"], [["N-1", 12], ["N-10", 3], ["N-2", None]])
    assert made.split("\n") == ["id    reports", "----  -------", "N-1        12", "N-10        3", "N-2         -"]


def test_a_column_with_a_word_in_it_stands_to_the_left() -> None:
    assert text_table(["n"], [[1], ["many"]]).split("\n")[2:] == ["1", "many"]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("abc", 3),
        ("สะพาน", 5),
        ("ที่นี่", 2 + 0),  # two consonants carry all their vowels and tones
        ("ស្ពាន", 4),  # the coeng sign takes no cell, the spacing vowel takes one
        ("日本", 4),
        ("e\u0301", 1),
        ("a\u200bb", 2),
    ],
)
def test_width_is_what_a_terminal_shows(text: str, cells: int) -> None:
    assert display_width(text) == cells


def test_thai_and_khmer_cells_keep_the_next_column_in_place() -> None:
    lines = text_table(["place", "x"], [["ที่นี่", "1a"], ["ស្ពាន", "2a"], ["Poipet", "3a"]]).split("\n")
    starts = {display_width(line[: line.index(f"{n}a")]) for n, line in enumerate(lines[2:], start=1)}
    assert starts == {8}


def test_what_a_terminal_would_obey_is_not_sent() -> None:
    assert printable("a\x1b[31mb\nc\u202ed\x9b") == "a\ufffd[31mb c\ufffdd\ufffd"


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="number of cells"):
        text_table(["a", "b"], [["only one"]])


def test_no_rows_gives_headers_and_rule() -> None:
    assert text_table(["a", "b"], []) == "a  b\n-  -"


@given(st.lists(st.tuples(st.text(), st.text()), max_size=6))
def test_one_line_a_row_whatever_the_cells(rows: list[tuple[str, str]]) -> None:
    lines = text_table(["first", "second"], rows).split("\n")
    assert len(lines) == len(rows) + 2
    assert all(len(line.splitlines()) <= 1 for line in lines)
