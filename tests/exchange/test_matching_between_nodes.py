"""Matching between two nodes: exactly the intersection, whoever lies, asks too much, asks twice or asks late."""

import base64
import json
import random
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from spean.agreements.store import agreement
from spean.audit.commitment import canonical
from spean.errors import MessageInvalid, PartnerRefused, PolicyRefused, ProtocolViolation, SignatureInvalid
from spean.exchange import matching as protocol
from spean.exchange import store
from spean.exchange.messages import ANSWER, ASK, MatchAnswer, MatchAsk, sign_message
from spean.identity import keys
from spean.identity.store import spent_signature
from spean.intake.records import IntakeOptions
from spean.matching import tags, voprf
from spean.matching.tag_set import TagSet, encode_item, key_id
from spean.model import Kind
from spean.node import clearances, matching, reports
from spean.node.home import open_node
from spean.node.reports import Upload
from spean.settings import MatchingSection
from spean.synth import SynthOptions, generate

HEADER = "report_id,narrative,suspect_phone,victim_phone\n"


def table(suspects, victims=()):
    rows = [f"S{number},called me,{number}," for number in suspects] + [f"V{n},it is mine,,{n}" for n in victims]
    return HEADER + "\n".join(rows) + "\n"


def phones(numbers):
    return [f"+668{number:08d}" for number in numbers]


def match(world, here, there):
    at = world.pair.side(here)
    return matching.run(at.node, at.officer, there, (), "", "C-1", lambda _line: None)


def shown(world, here, there):
    at = world.pair.side(here)
    return {(found.kind, found.value) for found in matching.show(at.node, at.officer, there)}


def exported(world, party):
    at = world.pair.side(party)
    return set(clearances.cleared(at.node, at.officer))


def fill(world, party, *tables):
    for number, text in enumerate(tables):
        world.pair.side(party).take(text, f"{party}-{number}-{random.random()}.csv")


def assert_exact(world):
    common = exported(world, "TH") & exported(world, "KH")
    match(world, "TH", "KH")
    match(world, "KH", "TH")
    assert shown(world, "TH", "KH") == shown(world, "KH", "TH") == common
    return common


@pytest.mark.parametrize("seed", [1, 2])
def test_both_learn_exactly_the_intersection_of_synth_data(world, tmp_path, seed):
    made = generate(tmp_path / "made-up", SynthOptions(seed=seed, reports=80, gangs=5))
    for party, path in (("TH", made.th), ("KH", made.kh)):
        at = world.pair.side(party)
        options = IntakeOptions(zone="Asia/Bangkok", region=party, column=None, mapping=None, name=path.name)
        reports.take_file(at.node, at.officer, Upload(path, options, ""), lambda _done, _of: None)
        world.pair.clear(party)
    common = assert_exact(world)
    truth = json.loads((tmp_path / "made-up" / "truth-shared.json").read_text())
    assert len(common) > 5
    assert common <= {(Kind(kind), value) for kind, values in truth.items() for value in values}


@pytest.mark.parametrize("seed", range(5))
def test_both_learn_exactly_the_intersection_of_random_sets(world, seed):
    chance = random.Random(seed)
    pool = phones(range(1_000_001, 1_000_013))
    for party in ("TH", "KH"):
        suspects = chance.sample(pool, chance.randint(1, 12))
        fill(world, party, table(suspects, chance.sample(pool, chance.randint(0, 3))))
        if {n for k, n in exported_candidates(world, party)}:
            world.pair.clear(party, Kind.PHONE)
    if exported(world, "TH") and exported(world, "KH"):
        assert_exact(world)


def exported_candidates(world, party):
    node = world.pair.side(party).node
    with node.database.begin() as connection:
        return {(c.kind, c.value) for c in node.evidence(connection).clearance_candidates(Kind.PHONE)}


def test_nothing_released_is_nothing_learnt(world):
    fill(world, "TH", table(phones([1_000_001])))
    fill(world, "KH", table(phones([1_000_001])))
    world.pair.clear("TH", Kind.PHONE)
    assert [(run.asked, run.theirs, run.found) for run in match(world, "TH", "KH")] == [(0, 0, ())]
    assert shown(world, "TH", "KH") == set()
    with pytest.raises(PolicyRefused):
        match(world, "KH", "TH")


def test_cleared_later_and_contested_later(world):
    one, two, three = phones([1_000_001, 1_000_002, 1_000_003])
    fill(world, "TH", table([one, two, three]))
    fill(world, "KH", table([one]))
    world.pair.clear("TH", Kind.PHONE)
    world.pair.clear("KH", Kind.PHONE)
    assert assert_exact(world) == {(Kind.PHONE, one)}
    fill(world, "KH", table([two, three]))
    assert assert_exact(world) == {(Kind.PHONE, one)}, "taken in, not cleared yet"
    world.pair.clear("KH", Kind.PHONE)
    assert assert_exact(world) == {(Kind.PHONE, one), (Kind.PHONE, two), (Kind.PHONE, three)}
    fill(world, "KH", table([], [one]))
    assert (Kind.PHONE, one) not in shown(world, "KH", "TH"), "the owner itself no longer shows it"
    assert assert_exact(world) == {(Kind.PHONE, two), (Kind.PHONE, three)}
    fill(world, "TH", table([], [two]))
    assert shown(world, "TH", "KH") == {(Kind.PHONE, three)}, "without asking again"


def cleared_pair(world, ours=3, theirs=3):
    fill(world, "TH", table(phones(range(1_000_001, 1_000_001 + ours))))
    fill(world, "KH", table(phones(range(1_000_001, 1_000_001 + theirs))))
    world.pair.clear("TH", Kind.PHONE)
    world.pair.clear("KH", Kind.PHONE)


def evaluated(world):
    with world.pair.kh.node.database.begin() as connection:
        return connection.scalar(sa.select(sa.func.sum(store.evaluation.c["items"]))) or 0


def limit(node, **bounds):
    node.settings = node.settings.model_copy(update={"matching": MatchingSection(**bounds)})


def test_the_days_bound_fails_closed_and_outlives_a_restart(world, listen):
    cleared_pair(world, 8, 8)
    limit(world.pair.th.node, page_items=2)
    limit(world.pair.kh.node, daily_items=5)
    world.pair.th.node._transport.listener = listen(world.pair.kh.node)
    with pytest.raises(PartnerRefused, match=r"policy\.refused"):
        match(world, "TH", "KH")
    assert shown(world, "TH", "KH") == set() and evaluated(world) == 4
    assert [e.get("refused") for e in world.entries() if e["act"] == "match.answer"] == [None] * 4 + ["policy.refused"]
    with open_node(world.pair.kh.node.home) as again:
        limit(again, daily_items=5)
        world.pair.th.node._transport.listener = listen(again)
        with pytest.raises(PartnerRefused, match=r"policy\.refused"):
            match(world, "TH", "KH")
    assert evaluated(world) == 4
    limit(world.pair.kh.node, daily_items=12)
    world.pair.th.node._transport.listener = listen(world.pair.kh.node)
    match(world, "TH", "KH")
    assert len(shown(world, "TH", "KH")) == 8 and evaluated(world) == 12


def test_an_evaluation_is_charged_though_its_answer_is_lost(world):
    cleared_pair(world)
    transport = world.pair.th.node._transport

    def lose(answer):
        if evaluated(world):
            raise PartnerRefused("lost")
        return answer

    transport.lie = lose
    with pytest.raises(PartnerRefused):
        match(world, "TH", "KH")
    assert evaluated(world) == 3 and shown(world, "TH", "KH") == set()
    answers = [e for e in world.entries() if e["act"] == "match.answer"]
    assert [e["items"] for e in answers] == [0, 3] and all(e["purpose"] for e in answers)


def test_another_normaliser_is_refused(world, monkeypatch):
    cleared_pair(world)
    monkeypatch.setattr(matching, "NORMALISER_VERSION", "other-9")
    with pytest.raises(ProtocolViolation, match="normaliser"):
        match(world, "TH", "KH")
    assert shown(world, "TH", "KH") == set() and evaluated(world) == 0


def test_tags_of_another_epoch_are_refused_until_they_are_published_anew(world, monkeypatch):
    cleared_pair(world)
    monkeypatch.setattr(protocol, "KEY_EPOCH", "2")
    with pytest.raises(PartnerRefused, match=r"matching\.protocol"):
        match(world, "TH", "KH")
    assert shown(world, "TH", "KH") == set()
    assert world.pair.clear("KH", Kind.PHONE) == 0, "no new value; the same ones under the new key"
    match(world, "TH", "KH")
    assert len(shown(world, "TH", "KH")) == 3


def open_answer(world, answer):
    return json.loads(keys.verify(answer, keys.public(world.pair.kh.node.key), ANSWER))


def lying(world, change):
    """Makes KH's answers say what `change` makes of them, well signed."""

    def lie(answer):
        said = MatchAnswer.model_validate(change(open_answer(world, answer)))
        return sign_message(said, world.pair.kh.node.key, ANSWER)

    return lie


def announce(said, **changed):
    read = json.loads(bytes.fromhex(said["tag_set"])) | changed
    return {**said, "tag_set": canonical(read).hex()}


def on_set(change):
    return lambda said: change(said) if said["tag_set"] else said


def on_page(change):
    return lambda said: change(said) if said["elements"] else said


def swapped(packed, size):
    return packed[size : 2 * size] + packed[:size] + packed[2 * size :]


OTHER_KEY = voprf.derive_key_pair(bytes(32), b"other")
LIES = {
    "count": on_set(lambda s: announce(s, count=2)),
    "negative count": on_set(lambda s: announce(s, count=-1)),
    "count is no number": on_set(lambda s: announce(s, count="3")),
    "other kind": on_set(lambda s: announce(s, kind="bank_account")),
    "a fact": on_set(lambda s: announce(s, kind="amount")),
    "other normaliser": on_set(lambda s: announce(s, normaliser="x")),
    "other key": on_set(lambda s: announce(s, public_key=OTHER_KEY.public.hex())),
    "no key": on_set(lambda s: announce(s, public_key="00" * 32)),
    "other root": on_set(lambda s: announce(s, root="11" * 32)),
    "unsorted": on_set(lambda s: {**s, "tags": swapped(s["tags"], 32)}),
    "doubled": on_set(lambda s: {**s, "tags": s["tags"][:32] * 3}),
    "cut off": on_set(lambda s: {**s, "tags": s["tags"][:-2]}),
    "one tag less": on_set(lambda s: {**s, "tags": s["tags"][32:]}),
    "no announcement": on_set(lambda s: {**s, "tag_set": b"{}".hex()}),
    "deep": on_set(lambda s: {**s, "tag_set": (b"[" * 1024).hex()}),
    "not ascii": on_set(lambda s: {**s, "tag_set": "ไทย".encode().hex()}),
    "long": on_set(lambda s: {**s, "tag_set": "00" * 5000}),
    "proof": on_page(lambda s: {**s, "proof": "00" * 64}),
    "no proof": on_page(lambda s: {**s, "proof": ""}),
    "short proof": on_page(lambda s: {**s, "proof": s["proof"][:-2]}),
    "swapped elements": on_page(
        lambda s: {**s, "elements": s["elements"][64:128] + s["elements"][:64] + s["elements"][128:]}
    ),
    "replayed element": on_page(lambda s: {**s, "elements": s["elements"][:64] * 3}),
    "one element less": on_page(lambda s: {**s, "elements": s["elements"][64:]}),
    "one element more": on_page(lambda s: {**s, "elements": s["elements"] + s["elements"][:64]}),
    "cut element": on_page(lambda s: {**s, "elements": s["elements"][:-2]}),
    "no points": on_page(lambda s: {**s, "elements": "ff" * 96}),
    "zero points": on_page(lambda s: {**s, "elements": "00" * 96}),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_lying_owner_is_found_out_and_nothing_is_kept(world, lie):
    cleared_pair(world)
    match(world, "TH", "KH")
    honest = shown(world, "TH", "KH")
    world.pair.th.node._transport.lie = lying(world, lie)
    with pytest.raises(ProtocolViolation):
        match(world, "TH", "KH")
    assert shown(world, "TH", "KH") == honest, "what an honest run found stays"


def test_an_answer_to_another_question_or_of_another_key(world):
    cleared_pair(world)
    transport = world.pair.th.node._transport
    kept = []

    def replay(answer):
        kept.append(answer)
        return kept[0]

    transport.lie = replay
    with pytest.raises(SignatureInvalid):
        match(world, "TH", "KH")
    stranger = keys.new_key()
    transport.lie = lambda answer: sign_message(
        MatchAnswer.model_validate(open_answer(world, answer)), stranger, ANSWER
    )
    with pytest.raises(SignatureInvalid):
        match(world, "TH", "KH")
    transport.lie = lambda _answer: "garbage"
    with pytest.raises(SignatureInvalid):
        match(world, "TH", "KH")
    transport.lie = lambda _answer: keys.sign(b'{"nonce":"x"}', world.pair.kh.node.key, ANSWER)
    with pytest.raises(MessageInvalid):
        match(world, "TH", "KH")
    assert shown(world, "TH", "KH") == set()


# -- a lying asker ------------------------------------------------------------------------------------------
def question(world, **changed):
    whole = {
        "sender": "TH",
        "recipient": "KH",
        "asked_at": world.pair.th.clock(),
        "nonce": f"{random.getrandbits(128):032x}",
        "kind": "phone",
        "purpose": "investigation",
    }
    return world.sign(json.loads(MatchAsk.model_validate(whole).model_dump_json()) | changed, ASK)


def ask(world, **changed):
    return world.send(question(world, **changed), path=protocol.PATH)


def test_a_replayed_and_an_old_question(world):
    token = question(world)
    assert world.send(token, path=protocol.PATH).status_code == 200
    again = world.send(token, path=protocol.PATH)
    assert (again.status_code, again.json()["code"]) == (401, "partner.signature")
    for minutes in (-6, 6, -60 * 24 * 365):
        late = ask(world, asked_at=(world.pair.th.clock() + timedelta(minutes=minutes)).isoformat())
        assert (late.status_code, late.json()["code"]) == (401, "partner.signature")
    assert [e["act"] for e in world.entries()].count("match.answer") == 1


def present_key(world):
    return world.pair.kh.node.owner().matching_key("TH", Kind.PHONE, [value for _, value in exported(world, "KH")])


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"recipient": "VN"}, "partner.signature"),
        ({"sender": "KH"}, "partner.signature"),
        ({"nonce": "abc"}, "partner.message"),
        ({"nonce": ""}, "partner.message"),
        ({"nonce": "ab" * 5000}, "partner.message"),
        ({"kind": "passport"}, "partner.message"),
        ({"purpose": ""}, "partner.message"),
        ({"purpose": "somebody's own words"}, "partner.message"),
        ({"number": -1}, "partner.message"),
        ({"elements": "abc"}, "partner.message"),
        ({"elements": "zz"}, "partner.message"),
        ({"elements": "00"}, "matching.protocol"),
        ({"elements": "00" * 32}, "matching.protocol"),
        ({"elements": "00" * 32, "key_id": "RIGHT"}, "matching.protocol"),
        ({"elements": "ff" * 32 * 501, "key_id": "RIGHT"}, "matching.protocol"),
        ({"kind": "amount", "elements": "00" * 32}, "matching.protocol"),
        ({"asked_at": "0001-01-01T00:00:00+14:00"}, "partner.message"),
        ({"extra": 1}, "partner.message"),
    ],
    ids=range(18),
)
def test_malformed_questions(world, changed, code):
    if changed.get("key_id"):
        cleared_pair(world)
        changed = {**changed, "key_id": key_id(present_key(world).public)}
    answer = ask(world, **changed)
    assert answer.status_code in (400, 401) and answer.json()["code"] == code
    assert evaluated(world) == 0


def test_a_nonce_of_an_earlier_day_is_refused(world):
    """Spent questions are forgotten after an hour, for they are too old by then; their evaluations are not."""
    cleared_pair(world)
    key = present_key(world)
    element = voprf.blind(encode_item(Kind.PHONE, "+66810000001", "x")).element.hex()
    page = {"nonce": "cd" * 16, "elements": element, "key_id": key_id(key.public)}
    assert ask(world, **page).status_code == 200
    with world.pair.kh.node.database.begin() as connection:
        connection.execute(spent_signature.delete())
    again = ask(world, **page)
    assert (again.status_code, again.json()["code"]) == (400, "partner.message")
    assert evaluated(world) == 1


def test_an_officers_words_stay_in_the_own_log(world):
    cleared_pair(world)
    words = "Somying's number 089-999-8888"
    matching.run(world.pair.th.node, world.pair.th.officer, "KH", (), words, "C-77", lambda _line: None)
    posted = [json.loads(token)["token"].split(".")[1] for token in world.pair.th.node._transport.posted]
    questions = [json.loads(base64.urlsafe_b64decode(payload + "==")) for payload in posted]
    assert {question["purpose"] for question in questions} == {"investigation"}
    assert not any("Somying" in str(question) or "C-77" in str(question) for question in questions)
    assert {e["purpose"] for e in world.entries() if e["act"] == "match.answer"} == {"investigation"}
    assert words in {e["asked"]["purpose"] for e in world.entries("TH", "inner") if e["act"] == "match.run"}


def test_a_large_set_goes_through(world):
    """More tags than a JWS library takes by default (3,000): 6,000 of the owner's."""
    many = [(Kind.PHONE, f"+66810{number:06d}") for number in range(6000)]
    cleared_pair(world)
    service = world.kh.service
    standing = service.owner.standing

    def more(connection, partner, now):
        record, values = standing(connection, partner, now)
        return record, many + values

    world.kh.service = replace(service, owner=replace(service.owner, standing=more))
    runs = match(world, "TH", "KH")
    assert [(run.theirs, len(run.found)) for run in runs] == [(6003, 3)]


# -- restrictions -------------------------------------------------------------------------------------------
def told(world):
    return open_answer(world, ask(world).text)


def test_tags_kept_from_before_a_restriction_are_useless(world):
    """The set fetched while a value was cleared: after it is contested, no page is evaluated under its key."""
    cleared_pair(world)
    announced = TagSet.from_bytes(bytes.fromhex(told(world)["tag_set"]))
    fill(world, "KH", table([], phones([1_000_001])))
    [page] = tags.ask(announced, announced.normaliser, phones([1_000_001])).to_send()
    answer = ask(world, key_id=page.key_id, elements=page.elements.hex())
    assert (answer.status_code, answer.json()["code"]) == (400, "matching.protocol")
    now = TagSet.from_bytes(bytes.fromhex(told(world)["tag_set"]))
    assert now.epoch != announced.epoch and now.count == announced.count - 1


def test_a_kind_that_was_never_released_is_not_evaluated(world):
    cleared_pair(world)
    key = world.pair.kh.node.owner().matching_key("TH", Kind.LINE, [])
    element = voprf.blind(encode_item(Kind.LINE, "@badguy99", "x")).element.hex()
    answer = ask(world, kind="line", elements=element, key_id=key_id(key.public))
    assert answer.json()["code"] == "matching.protocol" and evaluated(world) == 0


def test_an_agreement_that_ended_ends_the_serving_and_the_asking(world):
    cleared_pair(world)
    match(world, "TH", "KH")
    for party in ("TH", "KH"):
        with world.pair.side(party).node.database.begin() as connection:
            content = connection.scalar(sa.select(agreement.c.content))
            ended = content.replace("from = 2024-10-24", "from = 2024-10-24\nuntil = 2024-10-25", 1)
            connection.execute(agreement.update().values(content=ended))
    assert (told(world)["tag_set"], told(world)["tags"]) == ("", "")
    assert shown(world, "TH", "KH") == set()
    with pytest.raises(PolicyRefused, match="cleared for KH"):
        match(world, "TH", "KH")


def test_a_match_says_when_it_was_last_found(world):
    cleared_pair(world)
    th = world.pair.th
    match(world, "TH", "KH")
    [first, *_] = matching.show(th.node, th.officer, "KH")
    match(world, "TH", "KH")
    [again, *_] = matching.show(th.node, th.officer, "KH")
    assert first.found_at == first.run_at == again.found_at < again.run_at
