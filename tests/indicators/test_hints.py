"""Hints are wider than their finders, and cheap patterns are wider than the exact ones: neither may lose a thing."""

import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.indicators import bystander_words, cue_words, extract
from spean.indicators.cue import Cue, widened
from spean.indicators.fold import Folded

PIECES = [
    "081-234-5678", "โทร", " ", "บัญชี", "123-4-56789-0", "http://bad.example/x", "bad[.]example",
    "a@b.com", "a(at)b[.]com", "line: abc99", "ไลน์", "@abc99", "telegram @abcde", "fb: som.chai9",
    "15 ม.ค. 2567", "15/01/2567", "January 15, 2024", "១៥ មករា ២០២៤", "12,000 บาท", "สามแสนบาท", "$15k",
    "฿500", "ทะเบียน 1กข 1234 ชลบุรี", "2A-1234 Phnom Penh", "8.8.8.8", "2001:db8::1",
    "IMEI 490154203237518", "sok@aclb", "Bank Case ID: 25671225BBL07841", "O81 234 5678", "ខ្ញុំ",
    "ផ្ទេរ", "។", "0066812345678", "๐๘๑๒๓๔๕๖๗๘", "០១២៣៤៥៦៧៨", "WhatsApp", "พร้อมเพย์", "\u200b",
    "12.5 กก.", "ยาบ้า", "200,000 เม็ด",
    "1,290.-", "called from", "my number is", "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC", "บช.",
    "two million baht", "9 2 1", "ไทย.com", "xn--a.com", "\n",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join) | st.lists(st.sampled_from(PIECES), max_size=6).map(
    "".join
)


@given(TEXTS)
def test_no_hint_loses_what_its_finder_would_find(text):
    folded = Folded(text)
    with patch.object(extract._HINTS, "of", lambda _text: extract._HINTS._all):
        everything = extract.candidates(folded, "TH")
    assert extract.candidates(folded, "TH") == everything


CUES = [
    cue
    for module in (cue_words, bystander_words)
    for name in sorted(vars(module))
    for cue in (vars(module)[name].values() if isinstance(vars(module)[name], dict) else [vars(module)[name]])
    if isinstance(cue, Cue)
]
WORDS = st.lists(
    st.sampled_from(
        [
            *sorted({word for cue in CUES for word in re.findall(r"[a-z]{3,}|[ก-๎]{3,}|[ក-៓]{3,}", cue.pattern)}),
            *(" ", " ", "081", ".", "'s", "\n", ":"),
        ]
    ),
    max_size=12,
)


@given(WORDS, st.sampled_from(CUES))
def test_the_cheap_look_never_hides_a_match(words, cue):
    for text in (" ".join(words), "".join(words)):
        exact = re.compile(cue.pattern)
        found, wanted = cue.search(text), exact.search(text)
        assert (found and found.span()) == (wanted and wanted.span())
        assert [m.span() for m in cue.finditer(text)] == [m.span() for m in exact.finditer(text)]


@pytest.mark.parametrize(
    ("pattern", "wide"),
    [
        (r"(?<!a)b(?!c[)\]])d", "(?:)b(?:)d"),
        (r"\bcall\b", "(?:)call(?:)"),
        (r"[\w'-]+", r"[\pL\pM\pN_'-]+"),
        (r"(?:x|(?=y(z)))", "(?:x|(?:))"),
    ],
)
def test_look_arounds_go(pattern, wide):
    assert widened(pattern) == wide
