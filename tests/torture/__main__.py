"""What may happen to an archive, at random but the same for the same seed; each finding is printed, and fails the run.

    python -m tests.torture [--long] [--seed N] [--number N] [kills inputs corruptions desk]

kills        `build`, `segment` and saves at the desk end at a file call: the site must be whole, the next command mends
inputs       files of every kind, mutated: no traceback, no hang, no character lost without a word
corruptions  a bit turned, a file cut, swapped or gone, of what is kept or published: never a wrong site or answer
desk         sessions of moves, splits, merges, edits, undone and done again, and saves: no character lost

A finding names its seed and number; mended, it becomes a test of its own.
"""

import argparse
import importlib
import sys
import time
from collections.abc import Sequence

PARTS = {"kills": (300, 12), "inputs": (10_000, 200), "corruptions": (500, 24), "desk": (1_000, 10)}
"""How many of each: by --long, and without."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=list(PARTS), metavar="PART")
    parser.add_argument("--long", action="store_true", help="as many as the README states")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, help="so many of each part")
    given = parser.parse_args(arguments)
    found = 0
    for part in given.parts:
        number = given.number or PARTS[part][0 if given.long else 1]
        start = time.monotonic()
        findings: list[str] = importlib.import_module(f"tests.torture.{part}").torture(given.seed, number)
        print(f"{part:12} {number:6,} tried, {len(findings)} found, {time.monotonic() - start:.0f} s", flush=True)
        for finding in findings:
            print(f"  {finding}", flush=True)
        found += len(findings)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
