"""What every adapter does with its peer: answer messages, or be timed on them. Standard library only.

    ADAPTER              {"id", "text", "region"} lines in, {"id", "mentions": [{"kind", "value"}]} lines out
    ADAPTER --time RUNS  one line: CPU seconds of each run over all texts, mentions, peak memory
    … --everything       times the peer as it comes, with what it finds that Spean does not know

Timed is the peer's own call with the records it makes, not the adapter's mapping. The first texts are run once before,
so that what is compiled or loaded on first use is not counted. All texts must be of one region. Memory is Linux's VmRSS
with the texts loaded and its peak, VmHWM: `ru_maxrss` would hold the parent's too.
"""

import argparse
import gc
import json
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Find = Callable[[str, "str | None"], list[Any]]
FindAll = Callable[[list[str], "str | None"], Iterable[Any]]
Said = Callable[[list[Any]], Iterable[tuple[str, str]]]
WARM_UP = 300


def answer(find: Find, said: Said, messages: Iterable[dict[str, Any]]) -> None:
    for message in messages:
        found = said(find(message["text"], message["region"]))
        mentions = [{"kind": kind, "value": value} for kind, value in found]
        print(json.dumps({"id": message["id"], "mentions": mentions}))


def timed(find: Find, find_all: FindAll | None, texts: list[str], region: str | None, runs: int) -> dict[str, Any]:
    """Runs over all texts several times in one thread; the records are counted, then dropped."""

    def once(some: list[str]) -> int:
        if find_all is not None:
            return sum(len(found) for found in find_all(some, region))
        return sum(len(find(text, region)) for text in some)

    loaded = rss_bytes("VmRSS")
    once(texts[:WARM_UP])
    seconds, records = [], 0
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        records = once(texts)
        seconds.append(time.process_time() - start)
    return {
        "texts": len(texts),
        "bytes": sum(len(text.encode()) for text in texts),
        "records": records,
        "cpu_seconds": seconds,
        "loaded_rss_bytes": loaded,
        "peak_rss_bytes": rss_bytes("VmHWM"),
    }


def rss_bytes(which: str) -> int:
    (kibibytes,) = re.findall(rf"{which}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(kibibytes) * 1024


def serve(find: Find, said: Said, *, find_all: FindAll | None = None, everything: Find | None = None) -> None:
    """Runs an adapter.

    Args:
        find: gives a text's records, of the kinds that Spean knows.
        said: maps records to (kind, value) in Spean's words.
        find_all: a call for many texts, where the tool has one: timed in the place of `find`.
        everything: the tool as it comes, where that finds more kinds.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--time", type=int, default=0, metavar="RUNS")
    parser.add_argument("--everything", action="store_true")
    given = parser.parse_args()
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    messages = map(json.loads, sys.stdin)
    if not given.time:
        answer(find, said, messages)
        return
    first = next(messages)
    texts, region = [first["text"], *(message["text"] for message in messages)], first["region"]
    called = everything if given.everything and everything is not None else find
    print(json.dumps(timed(called, find_all, texts, region, given.time)))
