"""Makes the files of both countries and the truth about them."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

from spean.synth.files import KH_HEADERS, TH_HEADERS, cells_in_order, write_csv, write_xlsx
from spean.synth.gangs import make_gangs
from spean.synth.options import SynthOptions, SynthSummary
from spean.synth.reports import Ledger, Reporter, Row
from spean.synth.spelling import Cell
from spean.synth.values import Maker

_NOISE_IN_THAILAND = 0.6
_DUPLICATES = 2
_BAD_ROWS = 2
_STRAY_CELLS: tuple[Cell, ...] = ("?", "?", "?")


def generate(directory: Path, options: SynthOptions | None = None) -> SynthSummary:
    """Writes made-up data; the same options give the same bytes.

    Writes `th.xlsx` (or `th.csv`), `kh.csv` and `th-sms.txt`, and beside them what is true of them:
    `truth.csv` (report_id, gang_id; no gang for noise), `truth-shared.json` (kind → suspect values that both
    tables hold) and `victims.csv` (kind, value: what must never be taken for a suspect's).

    Args:
        directory: made if it is missing; files of these names in it are replaced.
        options: what to make up.

    Raises:
        WrongUsage: an option is out of its range (raised by `SynthOptions`).
    """
    options = options or SynthOptions()
    rng = Random(options.seed)  # noqa: S311 - made-up data has to be the same for a seed; no secret
    maker = Maker(rng)
    gangs = make_gangs(options, maker, rng)
    reporter = Reporter(options, maker, rng)
    rows: dict[str, list[Row]] = {"TH": [], "KH": []}
    weights = [gang.weight for gang in gangs]
    for index in range(options.reports):
        noise = index < round(options.noise_share * options.reports)
        gang = None if noise else rng.choices(gangs, weights)[0]
        th_share = gang.th_share if gang else _NOISE_IN_THAILAND
        country = "TH" if rng.random() < th_share else "KH"
        rows[country].append(reporter.report(country, gang))
    for country, prefix in (("TH", "TH-2569-"), ("KH", "KH-2026-")):
        _number(rows[country], prefix)
    return _write(directory, options, rows, reporter, rng)


def _number(rows: list[Row], prefix: str) -> None:
    rows.sort(key=lambda row: row.reported)
    for serial, row in enumerate(rows, start=1):
        row.cells["report_id"] = f"{prefix}{serial:06d}"


def _write(
    directory: Path, options: SynthOptions, rows: dict[str, list[Row]], reporter: Reporter, rng: Random
) -> SynthSummary:
    directory.mkdir(parents=True, exist_ok=True)
    th, kh, sms = directory / f"th.{options.th_format}", directory / "kh.csv", directory / "th-sms.txt"
    th_table = _spoilt([cells_in_order(row.cells, TH_HEADERS) for row in rows["TH"]], rng)
    kh_table = _spoilt([cells_in_order(row.cells, KH_HEADERS) for row in rows["KH"]], rng)
    if options.th_format == "xlsx":
        write_xlsx(th, list(TH_HEADERS.values()), th_table)
    else:
        write_csv(th, list(TH_HEADERS.values()), th_table, "utf-8")
    write_csv(kh, list(KH_HEADERS.values()), kh_table, options.kh_encoding)
    lines = reporter.messages(max(5, len(rows["TH"]) // 20))
    sms.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    _write_truth(directory, rows, reporter.ledger)
    shared = _write_shared(directory, reporter.ledger)
    reports = {country: len(some) for country, some in rows.items()}
    duplicates = {country: _DUPLICATES if some else 0 for country, some in rows.items()}
    return SynthSummary(th, kh, sms, reports, duplicates, dict.fromkeys(rows, _BAD_ROWS), shared)


def _spoilt(table: list[list[Cell]], rng: Random) -> Iterator[Sequence[Cell]]:
    """Adds what real tables hold: rows typed twice, an empty row, and two bad ones.

    The bad ones are a number with nothing behind it, and cells beyond the last header only.
    """
    beyond: list[Cell] = [None] * len(TH_HEADERS)
    again = [rng.choice(table) for _ in range(_DUPLICATES if table else 0)]
    half = len(table) // 2
    yield from table[:half]
    yield []
    yield from table[half:]
    yield ["?", *beyond[1:]]
    yield [*beyond, *_STRAY_CELLS]
    yield from again


def _write_truth(directory: Path, rows: dict[str, list[Row]], ledger: Ledger) -> None:
    gangs = ((str(row.cells["report_id"]), row.gang_id) for some in rows.values() for row in some)
    _write_pairs(directory / "truth.csv", ("report_id", "gang_id"), gangs)
    victims = sorted((kind.value, value) for kind, value in ledger.victims)
    _write_pairs(directory / "victims.csv", ("kind", "value"), victims)


def _write_pairs(path: Path, header: tuple[str, str], pairs: Iterable[tuple[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(pairs)


def _write_shared(directory: Path, ledger: Ledger) -> dict[str, int]:
    both = ledger.suspects["TH"] & ledger.suspects["KH"]
    shared: dict[str, list[str]] = {}
    for kind, value in sorted(both):
        shared.setdefault(kind.value, []).append(value)
    (directory / "truth-shared.json").write_text(json.dumps(shared, indent=1) + "\n", "utf-8")
    return {kind: len(values) for kind, values in shared.items()}
