"""Scores Spean beside its peers on the labelled messages: all kinds, then each peer on only its own.

    compare.py LABELS.jsonl           a Markdown table
    compare.py LABELS.jsonl --json    one JSON line a row

A mention counts at every place it is labelled. Not every peer says where it found a value, so the column "once" scores
each value once a message. The union takes what any peer found, as often as the one that found it most often.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import quality
from peers.environments import PEERS, SPEAN, run

Mentions = list[dict[str, Any]]
Found = dict[str, Mentions]
LANGUAGES = ("th", "km", "en")
COLUMNS = ("kinds", "tool", "labelled", "precision", "recall", "f1", "once", *LANGUAGES)


def once(mentions: Mentions) -> Mentions:
    """Keeps each value once; one that must be found at any place is not optional."""
    kept: dict[tuple[str, str], dict[str, Any]] = {}
    for mention in sorted(mentions, key=lambda one: bool(one.get("optional"))):
        kept.setdefault((mention["kind"], mention["value"]), mention)
    return list(kept.values())


def union(several: Iterable[Found]) -> Found:
    """Gives per message what any tool found, as often as the one that found it most often."""
    most: dict[str, Counter[tuple[str, str]]] = {}
    for found in several:
        for name, mentions in found.items():
            counted = Counter((mention["kind"], mention["value"]) for mention in mentions)
            most[name] = most.get(name, Counter()) | counted
    return {
        name: [{"kind": kind, "value": value} for kind, value in counted.elements()] for name, counted in most.items()
    }


def tally(messages: Iterable[dict[str, Any]], found: Found, kinds: frozenset[str], *, each_once: bool) -> quality.Tally:
    """Counts hits, misses and false alarms over messages."""
    reduced = once if each_once else list
    total = quality.Tally()
    for message in messages:
        pairs = quality.compared(reduced(message["mentions"]), reduced(found.get(message["id"], [])), set(kinds))
        counted = Counter(outcome for outcome, _ in pairs)
        total.hits += counted["hit"]
        total.missed += counted["missed"]
        total.wrong += counted["wrong"]
    return total


def row(tool: str, messages: list[dict[str, Any]], found: Found, kinds: frozenset[str]) -> dict[str, Any]:
    """Scores one tool on some kinds (none named: all)."""
    by_lang = {
        lang: tally((m for m in messages if m["lang"] == lang), found, kinds, each_once=False).row()["f1"]
        for lang in LANGUAGES
    }
    every_place = tally(messages, found, kinds, each_once=False).row()
    each_once = tally(messages, found, kinds, each_once=True).row()
    named = " ".join(sorted(kinds)) or "all"
    return {"kinds": named, "tool": tool, **every_place, "once": each_once["f1"], **by_lang}


def rows(messages: list[dict[str, Any]], spean: Found, peers: dict[str, Found]) -> Iterator[dict[str, Any]]:
    """Gives the table: all kinds, the union, then each peer's kinds with Spean on the same."""
    everything: frozenset[str] = frozenset()
    either = union(peers.values())
    yield row(SPEAN.name, messages, spean, everything)
    for name, found in peers.items():
        yield row(name, messages, found, everything)
    yield row("union of the peers", messages, either, everything)
    kinds = {peer.name: peer.kinds for peer in PEERS if peer.name in peers}
    for name, theirs in [*kinds.items(), ("union of the peers", everything.union(*kinds.values()))]:
        yield row(name, messages, peers.get(name, either), theirs)
        yield row(SPEAN.name, messages, spean, theirs)


def markdown(table: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield f"| {' | '.join(COLUMNS)} |"
    yield "|---|---|" + "--:|" * (len(COLUMNS) - 2)
    for one in table:
        cells = [f"{one[name]:.3f}" if isinstance(one[name], float) else str(one[name]) for name in COLUMNS]
        yield f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--json", action="store_true", help="one JSON line a row instead of a table")
    given = parser.parse_args()
    messages = list(quality.lines(given.labels))
    found = {tool.name: {one["id"]: one["mentions"] for one in run(tool, messages)} for tool in (SPEAN, *PEERS)}
    spean = found.pop(SPEAN.name)
    for line in map(json.dumps, rows(messages, spean, found)) if given.json else markdown(rows(messages, spean, found)):
        print(line)


if __name__ == "__main__":
    main()
