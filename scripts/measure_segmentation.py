"""What segmentation finds of pages that it has not seen: `python -m scripts.measure_segmentation ARTICLES...`.

ARTICLES are files of articles, one a line, as `scripts/typeset.py` takes them. Pages are made of the days that nothing
is learnt from or tuned on (`look` of `scripts/printing/parts.py`); of a file given with `--unseen`, of all its days.
Prints the tables of docs/segmentation.md: by corpus, order, blank lines, width, faults and length, each with the spread
over five fifths of the pages; and by every kind of pages (`scripts/printing/kinds.py`), how often what was so sure is
right, bodies and headlines.
"""

import argparse
import itertools
import random
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from generator.segmentation.clean import clean
from generator.segmentation.confidence import FIELDS, sure
from generator.segmentation.segment import segment
from scripts.printing import kinds, parts
from scripts.printing.found import Found
from scripts.printing.sheet_texts import page_of
from scripts.printing.texts import Printed

FIFTHS = 5
STEPS = (0.0, 0.3, 0.5, 0.7, 0.9, 1.01)
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


Told = dict[str, tuple[float, bool]]
"""By field: how sure it was of an article, and whether it is right."""


def told_on(job: tuple[str, parts.Pool, int]) -> tuple[str, list[Told]]:
    """Of a page of a kind."""
    kind, pool, seed = job
    judged = kinds.judged(kinds.of_kind(kind, pool, random.Random(seed)))
    if judged is None:
        return kind, []
    return kind, [
        {"body": (one.body, right[0]), "headline": (one.headline, right[1])}
        for one, right in zip(sure(judged[0]), judged[1], strict=True)
    ]


def jobs(pools: list[parts.Pool], count: int) -> Iterator[tuple[str, parts.Pool, int]]:
    """So many pages of each kind."""
    rnd = random.Random(2027)
    full = [pool for pool in pools if len(pool) >= parts.FILLS] or pools
    for _ in range(count):
        for kind in kinds.KINDS:
            yield kind, rnd.choice(full), rnd.randrange(1 << 30)


def reliability(name: str, told: Sequence[Told]) -> list[str]:
    """Rows of the table: of what was said to be so sure, how sure on an average, and how much is right."""
    rows = []
    for field in FIELDS:
        cells = []
        for low, high in itertools.pairwise(STEPS):
            held = [one[field] for one in told if low <= one[field][0] < high]
            cells.append(
                f"{len(held)}: {sum(c for c, _ in held) / len(held):.2f}, {sum(w for _, w in held) / len(held):.2f}"
                if held
                else ""
            )
        flagged = [right for c, right in (one[field] for one in told) if c < STEPS[-2]]
        wrong = sum(not one[field][1] for one in told)
        of_wrong = f"{sum(not right for right in flagged) / wrong:.2f}" if wrong else ""
        of_flagged = f"{sum(not right for right in flagged) / len(flagged):.2f}" if flagged else ""
        rows.append(f"| {name} | {field} | {' | '.join(cells)} | {of_flagged} | {of_wrong} |")
    return rows


def sure_tables(told: Mapping[str, list[Told]]) -> str:
    steps = " | ".join(f"{low:.1f} to {min(high, 1.0):.1f}" for low, high in itertools.pairwise(STEPS))
    head = f"| pages | field | {steps} | of flagged wrong | of wrong flagged |"
    lines = [head, "|---" * (head.count("|") - 1) + "|"]
    for name, held in told.items():
        lines += reliability(name, held)
    lines += reliability("all texts", [one for name, held in told.items() if name in kinds.TEXTS for one in held])
    placed = [one for name, held in told.items() if name in kinds.PLACED for one in held]
    return "\n".join([*lines, *reliability("all with positions", placed)])


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
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="*")
    parser.add_argument("--unseen", type=Path, nargs="*", default=[], help="files of which nothing was learnt")
    parser.add_argument("--without", type=Path, help="a list of pages to leave out: date and number")
    parser.add_argument("--part", default="look", choices=[name for name, _ in parts.SHARES])
    parser.add_argument("--pages", type=int, default=100, help="of each file")
    parser.add_argument("--sure", type=int, default=8, help="pages of each file and each kind, for how sure it is")
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    found: dict[str, list[tuple[Printed, Found]]] = {}
    told: dict[str, list[Told]] = defaultdict(list)
    with ProcessPoolExecutor(arguments.workers) as pool:
        for path in [*arguments.articles, *arguments.unseen]:
            held = parts.pools([path], arguments.without)
            pools = held[arguments.part] if path in arguments.articles else [p for v in held.values() for p in v]
            if not pools:
                raise SystemExit(f"{path}: no day of it is in `{arguments.part}`. Leave it out, or name another part.")
            for kind, some in pool.map(told_on, jobs(pools, arguments.sure), chunksize=4):
                told[kind] += some
            if not arguments.pages:
                continue
            made = pages(pools, arguments.pages)
            name = path.name.split(".")[0]
            found[name] = list(zip(made, pool.map(found_on, made, chunksize=4), strict=True))
    if found:
        print(tables(found), end="\n\n")
    print(sure_tables(told))


if __name__ == "__main__":
    main()
