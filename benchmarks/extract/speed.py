"""Times Spean and its peers: MB of text a CPU second on one core, µs a mention, peak memory.

    speed.py PATH [PATH …]            the texts of these files and folders, as one corpus
    speed.py PATH … --peer-bytes 0    Spean alone

Texts are what `texts.py` reads; MB are 10⁶ bytes of UTF-8. Each tool runs in a process of its own, one thread, process
CPU time; counted is its own call with the records it makes (for Spean: `Mention`s). Spean runs all its kinds; a peer
runs once restricted to those that Spean knows too, and once as it comes. Medians of several runs, the first texts run
once before. A peer gets a sample, every n-th text of the whole corpus, as it would take minutes; Spean is timed on that
sample too. Peak memory holds the Python process, the tool and the corpus itself as a list; "loaded" is the same before
the first call. Where texts are short (cells), µs a text say more than MB.
"""

import argparse
import json
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from peers.environments import PEERS, SPEAN, Tool, run
from texts import files, texts


def sample(every: list[str], most_bytes: int) -> list[str]:
    """Takes every n-th text so that about `most_bytes` are left."""
    size = sum(len(text.encode()) for text in every)
    return every[:: max(1, round(size / most_bytes))]


def figures(tool: Tool, corpus: str, some: list[str], given: argparse.Namespace, *options: str) -> dict[str, Any]:
    """Times one tool over texts."""
    messages = ({"id": str(at), "text": text, "region": given.region} for at, text in enumerate(some))
    (measured,) = run(tool, messages, "--time", str(given.runs), *options)
    seconds = statistics.median(measured["cpu_seconds"])
    megabytes = measured["bytes"] / 1e6
    return {
        "tool": tool.name + (", as it comes" if options else ""),
        "corpus": corpus,
        "texts": measured["texts"],
        "megabytes": round(megabytes, 2),
        "mentions": measured["records"],
        "megabytes_per_cpu_second": round(megabytes / seconds, 3),
        "slowest_run": round(megabytes / max(measured["cpu_seconds"]), 3),
        "fastest_run": round(megabytes / min(measured["cpu_seconds"]), 3),
        "microseconds_per_mention": round(seconds * 1e6 / measured["records"], 1) if measured["records"] else None,
        "microseconds_per_text": round(seconds * 1e6 / measured["texts"], 1),
        "loaded_rss_megabytes": round(measured["loaded_rss_bytes"] / 1e6, 1),
        "peak_rss_megabytes": round(measured["peak_rss_bytes"] / 1e6, 1),
    }


def measured(every: list[str], given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    yield figures(SPEAN, "whole", every, given)
    if given.peer_bytes:
        some = sample(every, given.peer_bytes)
        for tool in (SPEAN, *PEERS):
            yield figures(tool, "sample", some, given)
            if len(tool.kinds) > 1:
                yield figures(tool, "sample", some, given, "--everything")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--region", default="TH")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--peer-bytes", type=int, default=500_000, help="size of the peers' sample (default %(default)s)"
    )
    given = parser.parse_args()
    read = files(given.paths)
    every = [text for file in read for text in texts(file)]
    if not every:
        parser.error("no text there")
    print(f"{len(read)} files, {len(every)} texts", file=sys.stderr)
    for line in measured(every, given):
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
