"""The example agreement keeps to its schema, and keeps the two public versions apart."""

import tomllib

from spean.synth import example_agreement


def test_it_has_ten_points_with_stable_ids() -> None:
    data = tomllib.loads(example_agreement())
    assert [point["id"] for point in data["point"]] == [f"2024-10/{number}" for number in range(1, 11)]
    assert data["agreement"]["parties"] == ["TH", "KH"]
    assert data["agreement"]["prevailing_text"] == "not stated"


def test_every_text_names_a_source_and_a_party() -> None:
    data = tomllib.loads(example_agreement())
    sources = {source["id"] for source in data["agreement"]["source"]}
    texts = [text for point in data["point"] for text in point["text"]] + data["unplaced"]
    for text in texts:
        assert text["source"] in sources and text["party"] in data["agreement"]["parties"]
        assert text["wording"] and text["lang"] and text["date"]


def test_the_two_versions_differ_and_are_not_merged() -> None:
    data = tomllib.loads(example_agreement())
    by_source = {
        source: [t["wording"] for p in data["point"] for t in p["text"] if t["source"] == source]
        for source in ("nnt", "ppp")
    }
    assert "industrial promotion at border areas" in by_source["nnt"]
    assert "transport connections" in by_source["nnt"]
    assert not any("migrant" in wording for wording in by_source["nnt"])
    assert [text["area"] for text in data["unplaced"]] == ["migrant workers"]


def test_bases_reach_only_offences_that_the_agreement_covers() -> None:
    covers = tomllib.loads(example_agreement())["agreement"]["covers"]
    for basis in covers["basis"]:
        assert set(basis["offences"]) <= set(covers["offences"])
