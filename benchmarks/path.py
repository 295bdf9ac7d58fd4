"""Intake, indicators and linking over one file: seconds of wall and CPU, peak memory, what came out."""

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

from spean.intake.records import IntakeOptions
from spean.node import networks, reports
from spean.node.home import NewNode, authority, init, open_node

parser = argparse.ArgumentParser()
parser.add_argument("file", type=Path)
parser.add_argument("--as", dest="column", default=None)
asked = parser.parse_args()

with tempfile.TemporaryDirectory() as folder:
    home = Path(folder) / "node"
    init(home, NewNode("TH"))
    with open_node(home) as node:
        who = authority(node, None, None)
        options = IntakeOptions(zone="Asia/Bangkok", region="TH", column=asked.column, name=asked.file.name)
        wall, cpu = time.perf_counter(), time.process_time()
        taken = reports.take_file(node, who, reports.Upload(asked.file, options, ""), lambda _done, _of: None)
        middle, middle_cpu = time.perf_counter(), time.process_time()
        linked = networks.link(node, who, lambda _line: None)
        end, end_cpu = time.perf_counter(), time.process_time()
        print(
            json.dumps(
                {
                    "bytes": asked.file.stat().st_size,
                    "accepted": taken.accepted,
                    "rejected": taken.rejected,
                    "duplicates": taken.duplicates,
                    "mentions": taken.mentions,
                    "networks": linked.stats.networks,
                    "intake_seconds": round(middle - wall, 2),
                    "intake_cpu_seconds": round(middle_cpu - cpu, 2),
                    "link_seconds": round(end - middle, 2),
                    "link_cpu_seconds": round(end_cpu - middle_cpu, 2),
                    "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                }
            )
        )
