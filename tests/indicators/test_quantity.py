"""Quantities: number and unit in one form, and only where something was seized."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spean.indicators.extract import extract, extract_report
from spean.indicators.quantity import count_in, quantity_in, read_quantity, written
from spean.indicators.spelling import readings
from spean.model import Kind, Report, Role
from spean.vocab.units import CODES, units


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.5 kg", "12.5 kg"), ("12,5 kg", "12.5 kg"), ("500g", "500 g"), ("200,000 tablets", "200000 tablet"),
        ("2 million pills", "2000000 tablet"), ("200k tablets", "200000 tablet"),
        ("200 thousand meth tablets", "200000 tablet"),
        ("3.5 m3", "3.5 m3"), ("3.5 m³", "3.5 m3"), ("2 L", "2 l"), ("250 ml", "250 ml"), ("2ml", "2 ml"),
        ("2kg", "2 kg"),
        ("1.5 tonnes", "1500 kg"), ("500 mg", "0.5 g"), ("2 oz", "56.69904625 g"), ("1.250 kg", "1.25 kg"),
        ("1.250 tablets", "1250 tablet"), ("1.200.000 tablets", "1200000 tablet"),
        ("12.5 กก.", "12.5 kg"), ("๑๒.๕ กิโลกรัม", "12.5 kg"), ("2 แสนเม็ด", "200000 tablet"),
        ("1.2 ล้านเม็ด", "1200000 tablet"), ("500 กรัม", "500 g"), ("3 ลบ.ม.", "3 m3"), ("3 ลูกบาศก์เมตร", "3 m3"),
        ("2 ตัน", "2000 kg"), ("ประมาณ 5 กิโล", "5 kg"), ("2 ขีด", "200 g"), ("10 ลิตร", "10 l"), ("5 ซีซี", "5 ml"),
        ("១២,៥ គីឡូក្រាម", "12.5 kg"), ("១២ គ.ក", "12 kg"), ("៥០០ ក្រាម", "500 g"), ("២០០០០០ គ្រាប់", "200000 tablet"),
        ("២ សែនគ្រាប់", "200000 tablet"), ("៣,៥ ម៉ែត្រគូប", "3.5 m3"), ("៣ ម៣", "3 m3"), ("1 តោន", "1000 kg"),
        ("១២ គីឡូក្រាម ", "12 kg"), ("12\u200b.5 kg", "12.5 kg"),
        ("5 กระสอบ", None), ("12 packages", None), ("3 มัด", None), ("12", None), ("5 km", None), ("5 กิโลเมตร", None),
        ("", None), ("kg", None), ("1000000000000 kg", None), ("5 gb", None),
    ],
)  # fmt: skip
def test_forms(text: str, value: str | None) -> None:
    assert [one.value for one in read_quantity(text)] == ([value] if value else [])


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        ("490.0", "Tablet", "490 tablet"), ("1e-05", "Kilogram", "0.00001 kg"),
        ("2", "Thousand of tablets", "2000 tablet"),
        ("12,5", "กก.", "12.5 kg"), ("12.5 g", "Kilogram", "12.5 g"), ("3", "Pill", "3 tablet"),
        ("3", "Ton", "3000 kg"),
        ("5", "แสนเม็ด", "500000 tablet"), ("4", "Cubic Centimeter", "4 ml"), ("4", "Unit", None), ("4", "", None),
        ("many", "Kilogram", None), ("-4", "Kilogram", None), ("1 + 2", "Kilogram", None),
    ],
)  # fmt: skip
def test_a_unit_column_completes_a_number(cell: str, unit: str, value: str | None) -> None:
    assert [one.value for one in read_quantity(cell, unit=unit)] == ([value] if value else [])


def test_what_is_no_quantity_still_has_a_count() -> None:
    assert count_in("5 กระสอบ") == (Decimal(5), "กระสอบ")
    assert count_in("12,000") == (Decimal(12000), "")
    assert count_in("unknown") is None


@given(st.decimals(0, 10**9, places=4), st.sampled_from(CODES))
def test_what_is_written_is_read_again(count: Decimal, code: str) -> None:
    text = written(count, code)
    if code != "tablet" or count == count.to_integral_value():
        assert [one.value for one in read_quantity(text)] == [text]


@given(st.integers(0, 10**5), st.sampled_from(sorted(units())))
def test_every_unit_scales_with_its_number(number: int, unit: str) -> None:
    one, many = quantity_in("1", unit=unit), quantity_in(str(number), unit=unit)
    assert one is not None
    assert many == (one[0] * number, one[1])


@given(st.text(st.sampled_from("0123456789.,e+- ๑១กkg\u200b"), max_size=40), st.sampled_from(["", "kg", "เม็ด", "?"]))
def test_whatever_stands_there_is_read_or_not_and_never_an_error(cell: str, unit: str) -> None:
    found, counted = quantity_in(cell, unit=unit), count_in(cell)
    assert found is None or (found[1] in CODES and 0 <= found[0] < 10**12)
    assert counted is None or 0 <= counted[0] < 10**12


def test_a_cell_of_a_million_digits_is_no_quantity() -> None:
    for cell in ("9" * 10**6 + "e99", "1" + ",000" * 10**5, "9" * 10**6):
        assert (quantity_in(cell, unit="kg"), count_in(cell)) == (None, None)


def test_a_unit_that_is_none_is_not_written() -> None:
    with pytest.raises(ValueError, match="unit"):
        written(Decimal(1), "parcel")


SEIZED = [
    ("ตรวจยึดยาบ้า 200,000 เม็ด ไอซ์ 12.5 กก. และเคตามีน 3 กิโลกรัม", ["200000 tablet", "12.5 kg", "3 kg"]),
    ("จับกุมพร้อมของกลางยาบ้า 2 แสนเม็ด", ["200000 tablet"]),
    ("พบไม้พะยูงแปรรูป 3.5 ลบ.ม. ซุกซ่อนในรถ", ["3.5 m3"]),
    ("រឹបអូសគ្រឿងញៀន ១២,៥ គីឡូក្រាម និងយ៉ាបា ២០០០០០ គ្រាប់", ["12.5 kg", "200000 tablet"]),
    ("ឈើក្រញូង ៣,៥ ម៉ែត្រគូប", ["3.5 m3"]),
    ("Police seized 1.5 tonnes of crystal meth and 2 million meth pills", ["1500 kg", "2000000 tablet"]),
    ("200,000 yaba tablets in 10 sacks, hidden under 500 bags of rice", ["200000 tablet"]),
    ("heroin, 350g", ["350 g"]),
]


@pytest.mark.parametrize(("text", "values"), SEIZED)
def test_in_text_about_a_seizure(text: str, values: list[str]) -> None:
    found = [mention for mention in extract(text) if mention.kind is Kind.QUANTITY]
    assert [mention.value for mention in found] == values
    assert all(mention.role is Role.CONTEXT and text[mention.start : mention.end] == mention.raw for mention in found)


@pytest.mark.parametrize(
    "text",
    [
        "พัสดุของคุณน้ำหนัก 2.5 กก. ค่าส่ง 40 บาท", "ข้าวหอมมะลิ 5 กิโล 199 บาท", "Your parcel (2.5 kg) is on its way",
        "กินยาครั้งละ 2 เม็ด หลังอาหาร", "รับประทานยาอีก 2 เม็ด", "lost 5 kg in 2 weeks, ask me how", "เน็ต 5G 100 GB",
        "ទម្ងន់កញ្ចប់ ២ គីឡូក្រាម", "ห่างจากจุดตรวจยึด 5 กิโลเมตร", "โทร 081-234-5678 กรัมละ 50",
    ],
)  # fmt: skip
def test_not_in_other_text(text: str) -> None:
    assert [mention.raw for mention in extract(text) if mention.kind is Kind.QUANTITY] == []


def test_a_quantity_is_no_phone_no_account_and_no_money() -> None:
    found = extract("ยึดยาบ้า 20000000 เม็ด และยาบ้า 5 แสนเม็ด")
    assert [(mention.kind, mention.value) for mention in found] == [
        (Kind.QUANTITY, "20000000 tablet"),
        (Kind.QUANTITY, "500000 tablet"),
    ]


def test_the_column_says_it_is_one() -> None:
    report = Report("0" * 32, "R-1", 1, {"substance": "yaba", "quantity": "1,200.5", "unit": "กรัม"})
    [mention] = extract_report(report)
    assert (mention.kind, mention.value, mention.field, mention.role) == (
        Kind.QUANTITY, "1200.5 g", "quantity", Role.CONTEXT,
    )  # fmt: skip


def test_a_quantity_column_never_gives_a_phone() -> None:
    assert extract_report(Report("0" * 32, "R-1", 1, {"substance": "yaba", "quantity": "0812345678"})) == []


def test_typed_into_a_look_up() -> None:
    assert (Kind.QUANTITY, "12.5 kg") in [(one.kind, one.value) for one in readings("12.5 กก.")]
