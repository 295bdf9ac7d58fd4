"""Makes the scripts of benchmarks/extract importable, as they are when they are run."""

import sys
from pathlib import Path

EXTRACT = Path(__file__).parents[2] / "benchmarks" / "extract"
sys.path[:0] = [str(EXTRACT), str(EXTRACT / "peers")]
