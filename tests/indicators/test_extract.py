"""Laws of extraction, and a report as a whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spean.indicators.extract import extract, extract_report, readings
from spean.model import Kind, Report, Role

PIECES = st.sampled_from(
    [
        "081-234-5678", "+66 81 234 5678", "๐๘๑๒๓๔๕๖๗๘", "012 345 678", "123-4-56789-0",
        "https://bad.example/x", "hxxp://bad[.]example",
        "เบอร์ของฉัน ", "โทรมาจาก ", "โอนเข้าบัญชี ", "my number is ", "called from ", "\n", " ", "\u200b", "๛", "@",
        "line: ", "t.me/abcde",
        "15/01/2567", "5 แสนบาท", "[.]", "://", "(", ")", "+", "0", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
        "\ud800", "😀", "İ", "ﷺ",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=10).map("".join))


@given(TEXTS, st.sampled_from([None, "TH", "KH"]))
@settings(max_examples=400, deadline=None)
def test_offsets_and_order_hold_on_any_text(text: str, region: str | None) -> None:
    found = extract(text, region=region)
    assert found == sorted(found, key=lambda m: (m.start, m.end, m.kind))
    for m in found:
        assert text[m.start : m.end] == m.raw
        assert m.raw
        assert 0 < m.confidence <= 1
        assert not m.readings or m.readings[0].value == m.value


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_normalised_values_read_as_themselves(text: str) -> None:
    for m in extract(text, region="TH"):
        spelled = (
            f"telegram @{m.value}" if m.kind is Kind.TELEGRAM else f"line {m.value}" if m.kind is Kind.LINE else m.value
        )
        assert m.value in [one.value for one in readings(spelled, kind=m.kind)]


@given(st.text(max_size=60), st.sampled_from([None, *Kind]))
@settings(max_examples=300, deadline=None)
def test_readings_never_fail(value: str, kind: Kind | None) -> None:
    found = readings(value, kind=kind)
    assert found == sorted(found, key=lambda one: (one.kind is Kind.DOMAIN, -one.confidence))


def test_a_hotline_is_nothing_to_look_up() -> None:
    assert readings("1441") == []
    assert readings("191") == []


def report(**columns: str) -> Report:
    return Report(uid="0" * 32, report_id="R-1", line=1, columns=columns)


def roles(one: Report, region: str | None = "TH") -> dict[tuple[str, str, str], Role]:
    return {(m.field, m.kind.value, m.value): m.role for m in extract_report(one, region=region)}


def test_columns_say_whose_a_value_is() -> None:
    found = roles(
        report(
            suspect_phone="081-234-5678, 089-876-5432",
            suspect_account="123-4-56789-0",
            suspect_bank="ธนาคารกสิกรไทย",
            suspect_url="hxxps://bad[.]example/x",
            suspect_handle="line: @gold99",
            suspect_wallet="TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
            victim_phone="062-345-6789",
            victim_account="987-6-54321-0",
            amount="12,000",
            currency="THB",
        )
    )
    assert found == {
        ("suspect_phone", "phone", "+66812345678"): Role.SUSPECT,
        ("suspect_phone", "phone", "+66898765432"): Role.SUSPECT,
        ("suspect_account", "bank_account", "1234567890"): Role.SUSPECT,
        ("suspect_url", "url", "https://bad.example/x"): Role.SUSPECT,
        ("suspect_url", "domain", "bad.example"): Role.SUSPECT,
        ("suspect_handle", "line", "@gold99"): Role.SUSPECT,
        ("suspect_wallet", "tron", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"): Role.SUSPECT,
        ("victim_phone", "phone", "+66623456789"): Role.VICTIM,
        ("victim_account", "bank_account", "9876543210"): Role.VICTIM,
        ("amount", "amount", "12000 THB"): Role.CONTEXT,
    }


def test_the_bank_column_qualifies_the_account() -> None:
    (mention,) = extract_report(report(suspect_account="000 123 456", suspect_bank="អេប៊ីអេ"), region="KH")
    assert (mention.value, mention.qualifier, mention.raw) == ("000123456", "ABA", "000 123 456")
    assert mention.confidence > 0.9


def test_a_victims_value_is_the_victims_everywhere() -> None:
    found = roles(
        report(
            victim_phone="0812345678",
            suspect_phone="+66 81 234 5678",
            narrative="คนร้ายโทรมาจาก 081-234-5678 ให้โอนพร้อมเพย์ 0812345678",
        )
    )
    assert set(found.values()) == {Role.VICTIM}
    assert ("narrative", "promptpay", "0066812345678") in found


def test_any_equal_reading_makes_it_the_victims() -> None:
    found = roles(report(victim_phone="+855 88 812 3456", suspect_phone="0888123456"), region="TH")
    assert found["suspect_phone", "phone", "+66888123456"] is Role.VICTIM


def test_a_reporters_number_in_the_narrative_wins_over_the_column() -> None:
    found = roles(report(suspect_phone="0812345678", narrative="เบอร์ของฉันคือ 081-234-5678"))
    assert set(found.values()) == {Role.VICTIM}


@pytest.mark.parametrize(
    "cell",
    [
        "812345678",
        "812345678.0",
        "081-234-5678 (นายเอ)",
        "Mr A: 081-234-5678",
        "+66 81 234 5678 / โทร 2 ครั้ง",
        "'0812345678",
    ],
)
def test_messy_phone_cells(cell: str) -> None:
    (mention,) = extract_report(report(suspect_phone=cell), region="TH")
    assert (mention.value, mention.role) == ("+66812345678", Role.SUSPECT)
    assert mention.confidence >= 0.8
    assert cell[mention.start : mention.end] == mention.raw


def test_messy_victim_cells_still_protect() -> None:
    found = roles(report(victim_phone="นางสาวบี 081-234-5678", suspect_phone="0812345678"))
    assert set(found.values()) == {Role.VICTIM}


@pytest.mark.parametrize(
    "cell", ["KBANK 123-4-56789-0 นายเอ", "123-4-56789-0 (กสิกร)", "เลขที่บัญชี 1234567890 กสิกรไทย", "กสิกร 1234567890"]
)
def test_messy_account_cells(cell: str) -> None:
    (mention,) = extract_report(report(suspect_account=cell))
    assert (mention.value, mention.qualifier, mention.role) == ("1234567890", "KBANK", Role.SUSPECT)


@pytest.mark.parametrize(
    "narrative", ["I called 089-876-5432 back, no answer", "แจ้งอายัดแล้ว จึงโทรไปที่ 0898765432", "seen at 0898765432"]
)
def test_a_suspect_column_outlives_an_untied_place(narrative: str) -> None:
    assert set(roles(report(suspect_phone="0898765432", narrative=narrative)).values()) == {Role.SUSPECT}


def test_an_account_asked_to_be_frozen_stays_the_offenders() -> None:
    found = roles(report(suspect_account="123-4-56789-0", narrative="แจ้งธนาคารอายัดบัญชี 123-4-56789-0 แล้ว"))
    assert set(found.values()) == {Role.SUSPECT}


def test_a_police_station_in_the_wrong_column_is_context() -> None:
    found = roles(report(suspect_phone="02-123-4567", narrative="แจ้งความที่ สน. โทร 02-123-4567"))
    assert set(found.values()) == {Role.CONTEXT}


def test_protected_contacts_are_context_in_any_column() -> None:
    found = roles(
        report(suspect_phone="02-777-7777", suspect_url="https://www.facebook.com/gold", suspect_handle="t.me/goldvip")
    )
    assert found["suspect_phone", "phone", "+6627777777"] is Role.CONTEXT
    assert found["suspect_url", "domain", "www.facebook.com"] is Role.CONTEXT
    assert found["suspect_url", "url", "https://www.facebook.com/gold"] is Role.SUSPECT
    assert found["suspect_handle", "telegram", "goldvip"] is Role.SUSPECT
    assert found["suspect_handle", "domain", "t.me"] is Role.CONTEXT


def test_an_account_that_is_promptpay() -> None:
    found = roles(report(suspect_account="0898765432", suspect_bank="พร้อมเพย์"))
    assert found == {
        ("suspect_account", "promptpay", "0066898765432"): Role.SUSPECT,
        ("suspect_account", "phone", "+66898765432"): Role.SUSPECT,
    }


def test_a_cell_that_holds_something_else_keeps_its_side() -> None:
    assert (
        roles(report(suspect_phone="https://bad.example/x"))["suspect_phone", "url", "https://bad.example/x"]
        is Role.SUSPECT
    )
    assert roles(report(suspect_phone="1441")) == {}
    assert roles(report(suspect_phone="ไม่ทราบ", suspect_account="-", amount="unknown")) == {}


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "suspect_phone",
                "suspect_account",
                "suspect_url",
                "suspect_handle",
                "suspect_wallet",
                "suspect_bank",
                "victim_phone",
                "victim_account",
                "amount",
                "currency",
                "narrative",
                "channel",
            ]
        ),
        TEXTS,
    )
)
@settings(max_examples=200, deadline=None)
def test_reports_never_fail_and_offsets_hold(columns: dict[str, str]) -> None:
    for m in extract_report(report(**columns)):
        assert columns[m.field][m.start : m.end] == m.raw
        if m.field.startswith("victim_"):
            assert m.role is Role.VICTIM
