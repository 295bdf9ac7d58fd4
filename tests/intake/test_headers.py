"""The column decides the role: no header may make a victim a suspect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.errors import WrongUsage
from spean.intake import headers as names
from spean.intake.mapping import compact, known_names, match_header, match_headers, owner_of, side_of
from spean.model import CANONICAL_COLUMNS


@pytest.mark.parametrize("column", CANONICAL_COLUMNS)
def test_a_canonical_name_is_exact(column: str) -> None:
    for header in (column, column.upper(), column.replace("_", " "), f" {column.title()} "):
        match = match_header(header)
        assert (match.column, match.how, match.score) == (column, "exact", 100.0)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("เบอร์คนร้าย", "suspect_phone"),
        ("เบอร์โทรศัพท์ผู้ต้องสงสัย", "suspect_phone"),
        ("เบอร์โทร (คนร้าย)", "suspect_phone"),
        ("เลขบัญชีคนร้าย", "suspect_account"),
        ("1. เลขที่บัญชีคนร้าย", "suspect_account"),
        ("วันที่แจ้ง", "reported_at"),
        ("วันที่เกิดเหตุ", "occurred_at"),
        ("รายละเอียด", "narrative"),
        ("จำนวนเงิน", "amount"),
        ("จำนวนเงิน (บาท)", "amount"),
        ("ผู้เสียหาย", "victim_name"),
        ("เบอร์ผู้เสียหาย", "victim_phone"),
        ("บัญชีของผู้เสียหาย", "victim_account"),
        ("จังหวัด", "province"),
        ("ประเภทคดี", "typology"),
        ("លេខទូរស័ព្ទជនសង្ស័យ", "suspect_phone"),
        ("គណនីជនសង្ស័យ", "suspect_account"),
        ("កាលបរិច្ឆេទ", "reported_at"),
        ("សេចក្ដីរាយការណ៍", "narrative"),
        ("សេចក្តីរាយការណ៍", "narrative"),  # the other subscript: looks the same, is typed as often
        ("ចំនួនទឹកប្រាក់ (រៀល)", "amount"),
        ("ខេត្ត", "province"),
        ("ជនរងគ្រោះ", "victim_name"),
        ("Scammer's phone number", "suspect_phone"),
        ("phishing url", "suspect_url"),
        ("Complainant Name", "victim_name"),
        ("SuspectPhone", "suspect_phone"),
        ("DRUG_NAME", "substance"),
        ("DRUG_UNIT", "unit"),
        ("PRODUCING_COUNTRY", "production_country"),
        ("SEIZURE_DATE", "occurred_at"),
        ("ADMINISTRATIVE_DIVISION", "province"),
        ("county", "province"),
        ("ชนิดยาเสพติด", "substance"),
        ("ปริมาณของกลาง (กรัม)", "quantity"),
        ("ประเทศต้นทาง", "departure_country"),
        ("ប្រភេទឈើ", "species"),
        ("ប្រទេសគោលដៅ", "destination_country"),
        ("เบอร์\u200bคนร้าย", "suspect_phone"),
    ],
)
def test_synonyms(header: str, column: str) -> None:
    assert match_header(header).column == column


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("suspcet_phone", "suspect_phone"),
        ("Suspect_Phnoe", "suspect_phone"),
        ("suspect bank acount", "suspect_account"),
        ("suspect_phone_2", "suspect_phone"),
        ("victm_phone", "victim_phone"),
        ("narative", "narrative"),
        ("Repoted_at", "reported_at"),
        ("เบอรโทรคนร้าย", "suspect_phone"),
    ],
)
def test_close_spelling(header: str, column: str) -> None:
    match = match_header(header)
    assert (match.column, match.how) == (column, "similar")


@pytest.mark.parametrize(
    "header",
    [
        *("phone", "Phone Number", "Tel.", "เบอร์โทร", "เบอร์โทรศัพท์", "account", "เลขบัญชี", "บัญชี", "bank"),
        *("ธนาคาร", "ชื่อ", "name", "url", "Line ID", "wallet", "លេខទូរស័ព្ទ", "គណនី", "ឈ្មោះ", "phon number"),
        *("victim and suspect phone", "เบอร์คนร้ายที่โทรหาผู้เสียหาย", "suspect of victim account"),
        *("suspect phone (victim)", "เบอร์คนร้าย (ผู้เสียหาย)", "narrative (victim)"),
        *("not suspect phone", "non-suspect phone", "no victim phone", "ไม่ใช่คนร้าย เบอร์"),
        *("witness phone", "police phone", "bank hotline", "caller number", "บัญชีปลายทาง"),
        *("suspect age", "suspect account type", "อายุผู้เสียหาย", "เพศผู้กระทำความผิด", "reporter_id", "victim bank"),
        *("", "   ", "?", "x" * 500, "DRUG_GRADE"),
    ],
)
def test_not_guessed(header: str) -> None:
    assert match_header(header).column is None


def test_every_name_in_the_table_names_its_owner() -> None:
    """A name that leads to a person's column holds a word for that person, and none for the other side."""
    words = {
        "suspect": [compact(word) for word in (*names.SUSPECT_WORDS, *names.DEED_WORDS)],
        "victim": [compact(word) for word in names.VICTIM_WORDS],
    }
    for name, column in known_names().items():
        side = side_of(column)
        if side:
            other = "victim" if side == "suspect" else "suspect"
            assert any(word in name for word in words[side]), name
            assert not any(word in name for word in words[other]), name


_SUSPECT = st.sampled_from(names.SUSPECT_WORDS)
_VICTIM = st.sampled_from(names.VICTIM_WORDS)
_THING = st.sampled_from([name for things in names.THINGS.values() for name in things])
_NOISE = st.text(alphabet="abcdefghijklmnop 0123456789_ก-ฮเบอร์โทรលេខ", max_size=6)


@given(_VICTIM, _THING, _NOISE, st.booleans())
def test_a_victim_header_never_becomes_a_suspects(owner: str, thing: str, noise: str, first: bool) -> None:
    header = f"{owner} {thing} {noise}" if first else f"{noise} {thing} {owner}"
    assert side_of(match_header(header).column or "") != "suspect"


@given(_SUSPECT, _THING, _NOISE, st.booleans())
def test_a_suspect_header_never_becomes_a_victims(owner: str, thing: str, noise: str, first: bool) -> None:
    header = f"{owner} {thing} {noise}" if first else f"{noise} {thing} {owner}"
    assert side_of(match_header(header).column or "") != "victim"


@given(_VICTIM.filter(lambda word: len(word) > 5), _THING, st.data())
def test_a_misspelt_victim_is_no_suspect(owner: str, thing: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(owner) - 1))
    letter = data.draw(st.sampled_from("abcdesuptกคร ច"))
    for wrong in (owner[:place] + owner[place + 1 :], owner[:place] + letter + owner[place + 1 :]):
        assert side_of(match_header(f"{wrong} {thing}").column or "") != "suspect"
        assert side_of(match_header(f"{thing} {wrong}").column or "") != "suspect"


@given(_THING, _NOISE)
def test_a_thing_without_an_owner_is_nobodys(thing: str, noise: str) -> None:
    for header in (thing, f"{thing} {noise}", f"{noise}{thing}"):
        column = match_header(header).column or ""
        assert not side_of(column) or owner_of(header) == side_of(column)


@given(st.text(max_size=60))
def test_any_header_is_answered(header: str) -> None:
    match = match_header(header)
    assert match.column is None or match.column in CANONICAL_COLUMNS


def test_the_better_of_two_headers_wins() -> None:
    matches, warnings = match_headers(["narative", "narrative", "description"])
    assert [match.column for match in matches] == [None, "narrative", None]
    assert len(warnings) == 2


def test_a_bare_header_warns_with_the_remedy() -> None:
    _, warnings = match_headers(["narrative", "phone"])
    assert warnings == [
        "'phone' does not say whose it is and is kept as extra: rename it or map it, for example to suspect_phone"
        " or victim_phone"
    ]


def test_a_bare_bank_belongs_to_the_account_beside_it() -> None:
    def columns(*headers: str) -> list[str | None]:
        return [match.column for match in match_headers(headers)[0]]

    assert columns("เลขบัญชีคนร้าย", "ธนาคาร", "ชื่อบัญชี") == ["suspect_account", "suspect_bank", "suspect_name"]
    assert columns("narrative", "ธนาคาร") == ["narrative", None]
    assert columns("เลขบัญชีคนร้าย", "ธนาคาร", "บัญชีผู้เสียหาย") == ["suspect_account", None, "victim_account"]
    assert columns("เลขบัญชีคนร้าย", "ธนาคาร", "ธนาคารผู้เสียหาย") == ["suspect_account", None, None]
    assert columns("เลขบัญชีคนร้าย", "ธนาคาร", "เลขบัญชี") == ["suspect_account", None, None]


def test_an_override_beats_every_rule() -> None:
    matches, _ = match_headers(["Phone", "narrative"], {"phone": "suspect_phone", "narrative": ""})
    assert [(match.column, match.how) for match in matches] == [("suspect_phone", "given"), (None, "given")]


@pytest.mark.parametrize("header", ["victim phone", "เบอร์ผู้เสียหาย", "victim and suspect phone"])
def test_an_override_makes_no_victim_a_suspect(header: str) -> None:
    with pytest.raises(WrongUsage, match="victim"):
        match_headers([header], {header: "suspect_phone"})


def test_an_override_names_a_column_that_exists() -> None:
    with pytest.raises(WrongUsage, match="does not exist"):
        match_headers(["x"], {"x": "suspect_hat"})


@pytest.mark.parametrize(
    ("headers", "column"),
    [
        (("DRUG_NAME", "AMOUNT", "DRUG_UNIT"), "quantity"),
        (("ชนิดไม้", "จำนวน", "หน่วย"), "quantity"),
        (("drug", "amount", "unit", "currency"), "amount"),
        (("drug", "amount", "unit", "qty"), "amount"),
        (("drug", "amount"), "amount"),
        (("narrative", "amount", "unit"), "amount"),
        (("narrative", "จำนวน", "หน่วย"), None),
    ],
)
def test_a_bare_amount_is_of_what_was_seized_only_beside_its_unit(headers: tuple[str, ...], column: str | None) -> None:
    matches, _ = match_headers(headers)
    assert matches[1].column == column


def test_what_an_officer_says_of_an_amount_stands() -> None:
    matches, _ = match_headers(("drug", "amount", "unit"), {"amount": "amount"})
    assert matches[1].column == "amount"
