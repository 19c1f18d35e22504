"""What it costs that archivists write down: an archive with all fields beside the same without them, in one run.

    make fields N=10000 [CORPUS=articles.jsonl.xz] [JSON=report.json]

Both are built at a fourth of the articles and at all of them, one after the other. Seconds are of processors, of all
processes together: they hang less on what else a machine does. The corpus is as for `make scale`.
"""

import argparse
import functools
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks import made
from tests.benchmarks.measure import about, articles, keep
from tests.benchmarks.scale import GROWTH, archive, build

MOST = 1.1
"""Of the build without: what the archive's fields may cost."""


def spent(root: Path) -> dict[str, float]:
    """Processor seconds of a build, beside what `build` tells."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    of = build(root)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {**of, "processor s": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def compared(issues: Callable[[int], Iterator[made.Issue]], number: int, scratch: Path) -> dict[str, Any]:
    """Both archives at one size, and how the one with all fields stands to the other."""
    found: dict[str, Any] = {}
    for name in ("without", "with"):
        root = scratch / name
        written = archive(root, issues(number), "jsonl" if name == "without" else "full")
        found[name] = spent(root)
        found["articles"] = written.articles
        shutil.rmtree(root)
    found["ratio"] = found["with"]["processor s"] / found["without"]["processor s"]
    return found


def table(sizes: list[dict[str, Any]]) -> str:
    lines = [f"{'articles':>10}{'without':>12}{'all fields':>12}{'ratio':>8}   processor seconds"]
    for of in sizes:
        spent = (of[name]["processor s"] for name in ("without", "with"))
        lines.append(f"{of['articles']:>10,}" + "".join(f"{s:>12.1f}" for s in spent) + f"{of['ratio']:>8.2f}")
    part, whole = sizes
    grown = whole["with"]["processor s"] / part["with"]["processor s"]
    lines.append(f"{whole['articles'] / part['articles']:.1f} times the articles take {grown:.1f} times the processor")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, help="of articles")
    parser.add_argument("--corpus", type=Path, help="take them from there")
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    given = parser.parse_args()
    if given.number < GROWTH:
        parser.error(f"at least {GROWTH} articles are needed")
    read = functools.partial(articles, given.corpus) if given.corpus else None
    issues = functools.partial(made.from_corpus, read) if read else made.made
    with tempfile.TemporaryDirectory() as scratch:
        sizes = [compared(issues, n, Path(scratch)) for n in (-(-given.number // GROWTH), given.number)]
    print(table(sizes))
    print(f"most that the fields may cost: {MOST}; {'met' if sizes[-1]['ratio'] <= MOST else 'not met'}")
    keep({"about": about("tests.benchmarks.fields"), "sizes": sizes}, given.json)


if __name__ == "__main__":
    main()
