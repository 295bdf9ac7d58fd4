"""What crosses the border: every byte of a whole run between two real processes, searched for what must not leave."""

import base64
import binascii
import csv
import json
import re
from datetime import UTC, datetime

import pytest

from spean.intake.records import IntakeOptions
from spean.model import Kind, Money
from spean.node import agreements, clearances, matching, reports, requests
from spean.node.reports import Upload
from spean.synth import SynthOptions, generate

BASE64 = re.compile(rb"[A-Za-z0-9_-]{20,}")
HEX = re.compile(rb"[0-9a-f]{32,}")
#: Shorter values would be found by chance among random hex digits.
SHORTEST = 8


def layers(seen):
    """The bytes as they passed, every run of base64url in them decoded from each of four places, every hex run too."""
    found = [bytes(seen)]
    for layer in list(found):
        found += [decoded(run[at:]) for run in BASE64.findall(layer) for at in range(4)]
    found += [binascii.unhexlify(run[: len(run) // 2 * 2]) for layer in list(found) for run in HEX.findall(layer)]
    found += [decoded(run[at:]) for layer in found[1:] for run in BASE64.findall(layer) for at in range(4)]
    return b"\n".join(found)


def decoded(run):
    return base64.urlsafe_b64decode(run[: len(run) // 4 * 4])


def narratives(at):
    with at.node.database.begin() as connection:
        for report in at.node.evidence(connection).reports():
            for name in ("narrative", "victim_name", "suspect_name"):
                text = report.columns.get(name, "")
                yield from (text[i : i + 16] for i in range(0, max(1, len(text) - 15), 8) if len(text) >= 6)


def values(at):
    with at.node.database.begin() as connection:
        return {(r.kind, r.value) for r in at.node.evidence(connection).standing_roles()}


def forms(value):
    """A value as it could be written: itself, without its plus, as hex; what base64 hides, `layers` has opened."""
    raw = value.encode()
    return raw, raw.lstrip(b"+"), raw.hex().encode()


@pytest.mark.parametrize("lead", range(5))
def test_the_search_finds_what_is_hidden(lead):
    told = json.dumps({"a" * lead: "+66812345678"}).encode()
    hidden = json.dumps({"set": told.hex()}).encode()
    for whole in (told, hidden, base64.urlsafe_b64encode(told), b"x." + base64.urlsafe_b64encode(hidden) + b"."):
        assert b"+66812345678" in layers(whole)


def test_nothing_but_the_one_account_leaves(pair, proxy, tmp_path):
    made = generate(tmp_path / "made-up", SynthOptions(seed=11, reports=120, gangs=6))
    for party, path in (("TH", made.th), ("KH", made.kh)):
        at = pair.side(party)
        options = IntakeOptions(zone="Asia/Bangkok", region=party, column=None, mapping=None, name=path.name)
        reports.take_file(at.node, at.officer, Upload(path, options, "hotline"), lambda _done, _of: None)
        pair.clear(party, Kind.PHONE, Kind.BANK_ACCOUNT, Kind.DOMAIN)
    pair.serve("TH", "KH")
    wires = {here: proxy(pair.listens(there)) for here, there in (("TH", "KH"), ("KH", "TH"))}
    for here, wire in wires.items():
        pair.reach(here, wire.url)

    for here, there in (("TH", "KH"), ("KH", "TH")):
        at = pair.side(here)
        matching.run(at.node, at.officer, there, (), "", "C-1", lambda _line: None)
    shared = {(m.kind, m.value) for m in matching.show(pair.th.node, pair.th.officer, "KH")}
    account = next(value for kind, value in sorted(shared) if kind is Kind.BANK_ACCOUNT)
    before_the_freeze = layers(wires["TH"].seen + wires["KH"].seen)
    number = pair.draft(account, summary="Freely told.")
    pair.release(number)
    pair.until(lambda: not pair.waiting("TH"))
    requests.answer(pair.kh.node, pair.kh.officer, "Q-1", Money(100_00, "USD"), "in part")
    pair.release("Q-1", "KH")
    pair.until(lambda: not pair.waiting("KH"))
    requests.outcome(pair.th.node, pair.th.officer, number, None, datetime.now(UTC), "")
    pair.release(number)
    today = datetime.now(UTC).date()
    point = agreements.status(pair.th.node, pair.th.officer)[0].points[0].point_id
    new = agreements.NewStatement(point, agreements.Status.LIMITED, today, "Made up.")
    statement, _ = agreements.state(pair.th.node, pair.th.officer, new)
    pair.release(statement.reference)
    pair.until(lambda: not pair.waiting("TH"))

    whole = layers(wires["TH"].seen + wires["KH"].seen)
    assert account.encode() in whole and b"Freely told." in whole, "the search can find what does leave"
    known = values(pair.th) | values(pair.kh)
    with (tmp_path / "made-up" / "victims.csv").open(encoding="utf-8") as file:
        known |= {(row["kind"], row["value"]) for row in csv.DictReader(file)}
    secrets = {value for _, value in known if len(value) >= SHORTEST}
    cleared = {value for at in (pair.th, pair.kh) for _, value in clearances.cleared(at.node, at.officer)}
    assert len(secrets) > 200 and len(secrets & cleared) > 50 and len(shared) > 5
    assert not [v for v in secrets if any(form in before_the_freeze for form in forms(v))], "not even a match"
    assert not [v for v in secrets - {account} if v not in account and any(form in whole for form in forms(v))]
    told = {text for at in (pair.th, pair.kh) for text in narratives(at)}
    assert len(told) > 200
    assert not [text for text in told if text.encode() in whole or json.dumps(text)[1:-1].encode() in whole]
