"""Scores an extractor on labelled messages: precision, recall and F1 by language and kind, and whose each value is.

    quality.py LABELS.jsonl                     Spean itself
    quality.py LABELS.jsonl --found FILE.jsonl  what another tool printed, as {"id", "mentions": [{"kind", "value"}]}

A mention counts as found where kind and value are the same, as often as it was labelled. A label marked optional is
neither missed nor wrong. `--kinds` scores only some kinds, as is fair to a tool that knows only those.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Key = tuple[str, str]


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def own(messages: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    from spean.indicators.extract import extract

    return {
        message["id"]: [
            {"kind": m.kind.value, "value": m.value, "role": m.role.value, "raw": m.raw}
            for m in extract(message["text"], region=message.get("region"))
        ]
        for message in messages
    }


class Tally:
    """Hits, misses and false alarms."""

    def __init__(self) -> None:
        self.hits = self.missed = self.wrong = 0

    def row(self) -> dict[str, float]:
        precision = self.hits / (self.hits + self.wrong) if self.hits + self.wrong else 1.0
        recall = self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {
            "labelled": self.hits + self.missed,
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(f1, 4),
        }


def compared(labels: list[dict[str, Any]], found: list[dict[str, Any]], kinds: set[str]) -> Iterator[tuple[str, Key]]:
    """Gives ("hit" | "missed" | "wrong", key) for every mention of one message."""

    def counted(mentions: list[dict[str, Any]], *, optional: bool) -> Counter[Key]:
        some = (m for m in mentions if (not kinds or m["kind"] in kinds) and bool(m.get("optional")) is optional)
        return Counter((m["kind"], m["value"]) for m in some)

    wanted, spared, got = (
        counted(labels, optional=False),
        counted(labels, optional=True),
        counted(found, optional=False),
    )
    for key in wanted | got:
        hits = min(wanted[key], got[key])
        yield from [("hit", key)] * hits
        yield from [("missed", key)] * (wanted[key] - hits)
        yield from [("wrong", key)] * max(0, got[key] - hits - spared[key])


def roles(labels: list[dict[str, Any]], found: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Gives (labelled role, found role) for the values that both have, facts apart."""
    facts = {"amount", "date", "quantity"}
    theirs = {(m["kind"], m["value"]): m["role"] for m in found if "role" in m}
    for label in {(m["kind"], m["value"]): m for m in labels if m["kind"] not in facts}.values():
        if (label["kind"], label["value"]) in theirs:
            yield label["role"], theirs[label["kind"], label["value"]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--found", type=Path)
    parser.add_argument("--kinds", default="")
    parser.add_argument("--errors", action="store_true", help="print each error (only for a set that may be tuned on)")
    given = parser.parse_args()
    messages, kinds = list(lines(given.labels)), {kind for kind in given.kinds.split(",") if kind}
    found = {m["id"]: m["mentions"] for m in lines(given.found)} if given.found else own(messages)

    overall, by_lang, by_kind, seen = Tally(), {}, {}, {}
    for message in messages:
        got = found.get(message["id"], [])
        for outcome, key in compared(message["mentions"], got, kinds):
            lang = by_lang.setdefault(message["lang"], Tally())
            for tally in (overall, lang, by_kind.setdefault(key[0], Tally())):
                field = {"hit": "hits", "missed": "missed", "wrong": "wrong"}[outcome]
                setattr(tally, field, getattr(tally, field) + 1)
            if given.errors and outcome != "hit":
                print(f"{message['id']} {outcome}: {key}", file=sys.stderr)
        for wanted, said in roles(message["mentions"], got):
            seen.setdefault(message["lang"], Counter())[wanted, said] += 1
            if given.errors and wanted != said:
                print(f"{message['id']} role {wanted} taken for {said}", file=sys.stderr)
    print(json.dumps({"all": overall.row()}))
    for name, tally in [*sorted(by_lang.items()), *sorted(by_kind.items())]:
        print(json.dumps({name: tally.row()}))
    for lang, pairs in sorted(seen.items()):
        accused = sum(count for (_, said), count in pairs.items() if said == "suspect")
        falsely = sum(count for (wanted, said), count in pairs.items() if said == "suspect" and wanted != "suspect")
        suspects = sum(count for (wanted, _), count in pairs.items() if wanted == "suspect")
        recognised = pairs["suspect", "suspect"]
        of_victims = pairs["victim", "suspect"]
        row = {
            "accused": accused,
            "falsely": falsely,
            "role_precision": round(1 - falsely / accused, 4) if accused else 1.0,
            "victims_accused": of_victims,
            "suspects_recognised": f"{recognised} of {suspects}",
        }
        print(json.dumps({f"roles {lang}": row}))


if __name__ == "__main__":
    main()
