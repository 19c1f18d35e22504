"""What may happen to an archive, at random but the same for the same seed; each finding is printed, and fails the run.

    python -m tests.torture [--long] [--seed N] [--number N] [--first N] [--only N] [--json FILE] [PART …]

kills        `build`, `segment`, `import`, `withdraw` and saves at the desk end at a file call: all must be whole, and
             the next command mends
inputs       files of every kind, mutated: no traceback, no hang, no character lost without a word
corruptions  a bit turned, a file cut, swapped or gone, of what is kept or published: never a wrong site or answer
desk         sessions of moves, splits, merges, edits, undone and done again, and saves: no character lost

All processors take part. A finding is told when it is met, with the command that tries its case alone; mended, it
becomes a test of its own.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from generator.base.workers import processors
from tests.benchmarks.measure import about, keep
from tests.torture.sharing import shared

PARTS = {"kills": (300, 12), "inputs": (10_000, 200), "corruptions": (500, 24), "desk": (1_000, 10)}
"""How many of each: by --long, and without."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    # where none is named, Python 3.11 looks for the empty list among the choices
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART", help="all, if none is named")
    parser.add_argument("--long", action="store_true", help="as many as the README states")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first case, to go on from there")
    parser.add_argument("--number", type=int, help="cases of each part before this number")
    parser.add_argument(
        "--only", type=int, action="append", metavar="N", help="the case of this number; may come twice"
    )
    parser.add_argument("--processes", type=int, default=processors())
    parser.add_argument(
        "--json", type=Path, help="keep there what was tried and found, in place of what it holds of the same parts"
    )
    given = parser.parse_args(arguments)
    tell, tried = partial(print, flush=True), dict[str, dict[str, object]]()
    described = about("tests.torture")
    kept = json.loads(given.json.read_text(encoding="utf-8"))["torture"] if given.json and given.json.exists() else {}
    for part in given.parts or PARTS:
        numbers = given.only or range(given.first, given.number or PARTS[part][0 if given.long else 1])
        start = time.monotonic()
        tell(f"{part:12} {len(numbers):6,} to try, seed {given.seed}")
        found = shared(part, given.seed, numbers, min(given.processes, len(numbers)), tell)
        seconds = round(time.monotonic() - start)
        tell(f"{part:12} {len(numbers):6,} tried, {len(found)} found, {seconds} s")
        if found:
            tell(f"  found in {', '.join(map(str, found))}")
        of = {"tried": len(numbers), "seed": given.seed, "found": found, "s": seconds}
        tried[part] = {**of, "commit": described["commit"]}
        keep({"about": described, "torture": {**kept, **tried}}, given.json)
    return 1 if any(of["found"] for of in tried.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
