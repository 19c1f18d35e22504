"""What segmentation finds of pages that it has not seen: `python -m scripts.measure_segmentation ARTICLES...`.

ARTICLES are files of articles, one a line, as `scripts/typeset.py` takes them. Pages are made of the days that nothing
is learnt from or tuned on (`look` of `scripts/printing/parts.py`); of a file given with `--unseen`, of all its days.
Prints the tables of docs/segmentation.md: by corpus, order, blank lines, width, faults and length, each with the spread
over five fifths of the pages; and how often what was so sure is whole.
"""

import argparse
import itertools
import random
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from generator.segmentation.clean import clean
from generator.segmentation.segment import segment
from scripts.printing import parts
from scripts.printing.found import Found
from scripts.printing.texts import Printed, page_of

FIFTHS = 5
STEPS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.01)
"""Bounds of confidence."""


def pages(pools: list[parts.Pool], count: int) -> list[Printed]:
    rnd = random.Random(2026)
    return [page_of(rnd.choice(pools), rnd) for _ in range(count)]


def found_on(page: Printed) -> Found:
    found = Found()
    found.add(page.gold, segment(clean("page", page.text)[0])[0])
    return found


def length(page: Printed) -> str:
    letters = len("".join(page.text.split()))
    return "to 2,000" if letters < 2000 else "to 5,000" if letters < 5000 else "longer"


def row(name: str, parts_: Iterable[Found]) -> str:
    """A line of the table: figures of all, and their standard deviation over the fifths."""
    held = list(parts_)
    fifths = [Found() for _ in range(FIFTHS)]
    whole = Found()
    for n, found in enumerate(held):
        fifths[n % FIFTHS] += found
        whole += found
    figures = [f.figures for f in fifths if f.gold]
    shown = [
        f"{value:.2f} ± {statistics.stdev(f[k] for f in figures) if len(figures) > 1 else 0:.2f}"
        for k, value in enumerate(whole.figures)
    ]
    return f"| {name} | {len(held)} | {whole.gold} | " + " | ".join(shown) + " |"


def reliability(name: str, found: Iterable[Found]) -> list[str]:
    sure = sorted(one for f in found for one in f.sure)
    rows = []
    for low, high in itertools.pairwise(STEPS):
        held = [(c, whole) for c, whole in sure if low <= c < high]
        if held:
            said, is_so = sum(c for c, _ in held) / len(held), sum(w for _, w in held) / len(held)
            rows.append(f"| {name} | {low:.1f} to {min(high, 1.0):.1f} | {len(held)} | {said:.2f} | {is_so:.2f} |")
    return rows


def tables(found: Mapping[str, list[tuple[Printed, Found]]]) -> str:
    head = "| pages | number | articles | whole (F1) | headlines | ends of paragraphs |\n|---|---|---|---|---|---|"
    lines = [head, *(row(name, [f for _, f in held]) for name, held in found.items())]
    everything = [one for held in found.values() for one in held]
    lines.append(row("all", [f for _, f in everything]))
    for trait in ("order", "blank lines", "width", "misread"):
        by: dict[str, list[Found]] = defaultdict(list)
        for page, f in everything:
            by[page.traits[trait]].append(f)
        lines += [row(f"{trait}: {value}", held) for value, held in sorted(by.items())]
    by = defaultdict(list)
    for page, f in everything:
        by[length(page)].append(f)
    lines += [row(f"characters: {value}", held) for value, held in sorted(by.items())]
    sure = ["| pages | said to be sure | articles | said, mean | whole |", "|---|---|---|---|---|"]
    for name, held in found.items():
        sure += reliability(name, [f for _, f in held])
    sure += reliability("all", [f for _, f in everything])
    return "\n".join([*lines, "", *sure])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="*")
    parser.add_argument("--unseen", type=Path, nargs="*", default=[], help="files of which nothing was learnt")
    parser.add_argument("--without", type=Path, help="a list of pages to leave out: date and number")
    parser.add_argument("--part", default="look", choices=[name for name, _ in parts.SHARES])
    parser.add_argument("--pages", type=int, default=100, help="of each file")
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    found: dict[str, list[tuple[Printed, Found]]] = {}
    with ProcessPoolExecutor(arguments.workers) as pool:
        for path in [*arguments.articles, *arguments.unseen]:
            held = parts.pools([path], arguments.without)
            pools = held[arguments.part] if path in arguments.articles else [p for v in held.values() for p in v]
            if not pools:
                raise SystemExit(f"{path}: no day of it is in `{arguments.part}`. Leave it out, or name another part.")
            made = pages(pools, arguments.pages)
            name = path.name.split(".")[0]
            found[name] = list(zip(made, pool.map(found_on, made, chunksize=4), strict=True))
    print(tables(found))


if __name__ == "__main__":
    main()
