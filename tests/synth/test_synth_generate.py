"""The made-up data: the same for a seed, valid, messy, and true to its truth files."""

import csv
import json
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
import rphonenumbers
from base58_bech32.base58 import b58decode_check
from openpyxl import load_workbook

from spean.errors import WrongUsage
from spean.model import CANONICAL_COLUMNS, SEIZURE_COLUMNS, Kind
from spean.synth import SynthOptions, SynthSummary, generate
from spean.synth.files import KH_HEADERS, TH_HEADERS
from spean.synth.gangs import QUARANTINE_DAYS, make_gangs
from spean.synth.narratives import load_narratives
from spean.synth.values import Maker

OPTIONS = SynthOptions()
NAMES = ("th.xlsx", "kh.csv", "th-sms.txt", "truth.csv", "truth-shared.json", "victims.csv")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SynthSummary:
    return generate(tmp_path_factory.mktemp("synth"), OPTIONS)


def thai_rows(made: SynthSummary) -> list[dict[str, object]]:
    sheet = load_workbook(made.th).active
    assert sheet is not None
    header, *rows = list(sheet.iter_rows(values_only=True))
    assert header[: len(TH_HEADERS)] == tuple(TH_HEADERS.values())
    return [dict(zip(TH_HEADERS, row, strict=False)) for row in rows]


def khmer_rows(made: SynthSummary, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    with made.kh.open(encoding=encoding, newline="") as file:
        header, *rows = list(csv.reader(file))
    assert header == list(KH_HEADERS.values())
    return [dict(zip(KH_HEADERS, row, strict=False)) for row in rows]


def pairs(path: Path) -> list[tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def digits(value: object) -> str:
    """All digits of a cell, of any script; an Excel number without its fraction."""
    text = str(int(value)) if isinstance(value, float) else str(value)
    return "".join(str(int(char)) for char in text if char.isdigit())


def test_the_same_options_give_the_same_bytes(made: SynthSummary, tmp_path: Path) -> None:
    generate(tmp_path, OPTIONS)
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (made.th.parent / name).read_bytes(), name


def test_another_seed_gives_other_data(made: SynthSummary, tmp_path: Path) -> None:
    other = generate(tmp_path, SynthOptions(seed=2))
    assert other.kh.read_bytes() != made.kh.read_bytes()


def test_headers_cover_every_canonical_column_but_those_of_seizures() -> None:
    assert tuple(TH_HEADERS) == tuple(KH_HEADERS)
    assert (*TH_HEADERS, *SEIZURE_COLUMNS) == CANONICAL_COLUMNS


def test_truth_names_every_report_once(made: SynthSummary) -> None:
    ids = [report_id for report_id, _ in pairs(made.th.parent / "truth.csv")]
    assert len(ids) == len(set(ids)) == OPTIONS.reports == sum(made.reports.values())
    written = {row["report_id"] for row in (*thai_rows(made), *khmer_rows(made))}
    assert set(ids) == {name for name in written if str(name).startswith(("TH-", "KH-"))}


def test_noise_has_no_gang(made: SynthSummary) -> None:
    gangs = [gang for _, gang in pairs(made.th.parent / "truth.csv")]
    assert gangs.count("") == round(OPTIONS.noise_share * OPTIONS.reports)
    assert len(set(gangs) - {""}) == OPTIONS.gangs


def test_tables_hold_bad_rows_and_duplicates(made: SynthSummary) -> None:
    for country, rows in (("TH", thai_rows(made)), ("KH", khmer_rows(made))):
        ids = [row["report_id"] for row in rows]
        assert len(rows) == made.reports[country] + made.duplicates[country] + made.bad_rows[country] + 1
        assert sum(1 for row in rows if not any(row.values())) == 2  # one is empty, one only as far as headers go
        assert ids.count("?") == 1
        real = [i for i in ids if i not in ("?", "", None)]
        assert len(real) - len(set(real)) in (1, made.duplicates[country])


def test_shared_phones_and_accounts_stand_in_both_tables(made: SynthSummary) -> None:
    shared = json.loads((made.th.parent / "truth-shared.json").read_text("utf-8"))
    assert {kind: len(values) for kind, values in shared.items()} == dict(made.shared)
    for column, kind in (("suspect_phone", "phone"), ("suspect_account", "bank_account")):
        tables = [[digits(row.get(column) or "") for row in rows] for rows in (thai_rows(made), khmer_rows(made))]
        for value in shared[kind]:
            tail = value.lstrip("+")[-8:]
            assert all(any(cell.endswith(tail) for cell in cells) for cells in tables), value


def test_no_other_account_is_shared(made: SynthSummary) -> None:
    shared = json.loads((made.th.parent / "truth-shared.json").read_text("utf-8"))
    cells = [{digits(row.get("suspect_account") or "") for row in rows} for rows in (thai_rows(made), khmer_rows(made))]
    assert (cells[0] & cells[1]) - {""} == set(shared["bank_account"])


def test_a_victims_value_is_never_a_suspects(made: SynthSummary) -> None:
    victims = {digits(value)[-8:] for kind, value in pairs(made.th.parent / "victims.csv") if kind == "phone"}
    assert len(victims) > 200
    for rows in (thai_rows(made), khmer_rows(made)):
        assert not victims & {digits(row.get("suspect_phone") or "")[-8:] for row in rows}


def test_some_victims_report_twice(made: SynthSummary) -> None:
    phones = [digits(row["victim_phone"])[-8:] for row in khmer_rows(made)[:-2] if row.get("victim_phone")]
    assert len(set(phones)) < len(phones)


def test_the_mess_is_there(made: SynthSummary) -> None:
    rows = thai_rows(made)
    assert any(isinstance(row["suspect_phone"], int | float) for row in rows)
    assert any(isinstance(row["occurred_at"], datetime) for row in rows)
    assert any("๒๕๖๙" in str(row["occurred_at"]) for row in rows)
    assert any("/2569" in str(row["reported_at"]) for row in rows)
    narratives = " ".join(str(row.get("narrative")) for row in (*rows, *khmer_rows(made)))
    for sign in ("1441", "facebook.com", "hxxps", "บาท", "រៀល", "My number is"):
        assert sign in narratives, sign


def test_forwarded_messages_name_only_what_the_table_names(made: SynthSummary) -> None:
    table = " ".join(str(value) for row in thai_rows(made) for value in row.values())
    lines = made.sms.read_text("utf-8").splitlines()
    assert len(lines) >= 5
    for line in lines:
        named = [word for word in line.split() if word.startswith("https://") or "_" in word]
        assert named and all(word in table for word in named)


def test_nothing_lies_after_the_last_day(made: SynthSummary) -> None:
    days = [row["reported_at"] for row in thai_rows(made) if isinstance(row["reported_at"], datetime)]
    assert days and max(days).date() <= OPTIONS.until


def test_utf16_and_csv(tmp_path: Path) -> None:
    made = generate(tmp_path, SynthOptions(reports=20, gangs=2, th_format="csv", kh_encoding="utf-16"))
    assert made.kh.read_bytes()[:2] == b"\xff\xfe"
    assert len(khmer_rows(made, "utf-16")) >= made.reports["KH"]
    assert made.th.name == "th.csv" and made.th.read_bytes()[:3] == b"\xef\xbb\xbf"


def test_every_language_has_ten_templates_that_name_only_known_slots() -> None:
    known = {"phone", "account", "bank", "url", "handle", "wallet", "amount"}
    for language in ("th", "km", "en"):
        templates = load_narratives().scams[language]
        assert len({template.text for template in templates}) >= 10
        assert len({template.scam for template in templates}) == 7
        assert all(set(template.slots) <= known for template in templates)


def test_values_are_valid_and_drawn_once() -> None:
    maker = Maker(Random(3))
    phones = [maker.phone(country).written for country in ("TH", "KH") for _ in range(200)]
    assert len(set(phones)) == len(phones)
    assert all(rphonenumbers.is_valid_number(rphonenumbers.parse(phone, None)) for phone in phones)
    kinds = set()
    for kind, address in (maker.wallet().values[0] for _ in range(60)):
        kinds.add(kind)
        if kind is not Kind.ETH:
            assert b58decode_check(address)[:1] in ({b"\x41"} if kind is Kind.TRON else {b"\x00", b"\x05"})
    assert kinds == {Kind.BTC, Kind.ETH, Kind.TRON}


def test_recycled_numbers_rest_between_gangs() -> None:
    rng = Random(5)
    gangs = make_gangs(SynthOptions(gangs=30, reports=2000, recycled_share=0.2), Maker(rng), rng)
    uses: dict[str, list[tuple[float, float]]] = {}
    for gang in gangs:
        pool = gang.pools["phone"]
        for index, phone in enumerate(pool.assets):
            uses.setdefault(phone.written, []).append((pool.begins(index), pool.ends(index, gang.end)))
    recycled = [sorted(spans) for spans in uses.values() if len(spans) > 1]
    assert recycled
    for spans in recycled:
        for (_, end), (begin, _) in pairwise(spans):
            assert begin >= end + QUARANTINE_DAYS


def test_two_gangs_share_a_mule() -> None:
    rng = Random(5)
    gangs = make_gangs(OPTIONS, Maker(rng), rng)
    accounts = [{asset.written for asset in gang.pools["account"].assets} for gang in gangs]
    shared = [one & two for i, one in enumerate(accounts) for two in accounts[i + 1 :] if one & two]
    assert len(shared) == OPTIONS.shared_mules


@pytest.mark.parametrize("wrong", [{"noise_share": 1.5}, {"gangs": 0}, {"days": 3}, {"shared_mules": -1}])
def test_options_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(WrongUsage):
        SynthOptions(**wrong)  # type: ignore[arg-type]


def test_a_single_gang_and_report_work(tmp_path: Path) -> None:
    made = generate(tmp_path, SynthOptions(gangs=1, reports=1, hubs=30, until=date(2025, 1, 1)))
    assert sum(made.reports.values()) == 1
