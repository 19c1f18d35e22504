"""Fits generator/data/positions.json: `python -m scripts.fit_positions ARTICLES...`, with scikit-learn installed.

ARTICLES are files of articles, one a line, as `scripts/typeset.py` takes them. They are set as whole pages
(`scripts/printing`), which readers then read well or badly; no two steps see the same page:

1. Blocks: captions, what is of no article, which block is read behind which (`link`).
2. The same once more with what the first trees say of all others (`again`), and which block is a first one (`start`).
3. Units of pages in reading order: headlines and beginnings.

The same articles give the same file. `--steps blocks,again,units` does some of them, with the file's others.
"""

import argparse
import json
import lzma
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from generator.base.archive import Line
from generator.segmentation.clean import clean
from generator.segmentation.composition import layout, parted_from_heads
from generator.segmentation.decision import beginning_cues, headline_cues
from generator.segmentation.positions import chains as chains_module
from generator.segmentation.positions import known as known_module
from generator.segmentation.positions.flow import Cues, Flow
from generator.segmentation.positions.order import flow_of
from generator.segmentation.segment import page_of
from scripts.boosted import NOTHING_LEARNT, boosted
from scripts.printing import parts
from scripts.printing.parts import Pool
from scripts.printing.reading import HEADLINE, Marked, Owned, Reader, printed

STEPS = {"blocks": (100_000, 700), "again": (200_000, 800), "units": (300_000, 700)}
"""For each step its first page and how many it sees."""
SIZES = {
    "blocks": {"caption": (50, 12), "idle": (60, 12), "link": (100, 24)},
    "again": {"again": (110, 24), "start": (80, 16)},
    "units": {"headline": (100, 16), "begins": (100, 16)},
}
"""Trees that it learns, how many and with how many leaves."""
READERS: tuple[Reader, ...] = ("pdf", "ocr", "blocks", "ocr", "poor")
NEGATIVES = 0.35
"""Share of the pairs that are not read one behind the other from which is learnt; each counts for several."""
FEWEST = 25
"""Articles of a day that fill a page."""
LATIN = 5
"""Of so many pages one is in Latin letters."""

Sample = tuple[str, Cues, bool]
POOLS: list[Pool] = []
"""Of the articles, for all processes."""


def pools(files: Iterable[Path], left_out: Path | None) -> list[Pool]:
    """The articles by days, or by months where a day has too few; without pages (date, page) that are left out."""
    out = {tuple(line.split()) for line in left_out.read_text().splitlines()} if left_out else set()
    found: dict[tuple[str, str], Pool] = defaultdict(list)
    for path in files:
        articles = list(read(path))
        days = Counter(a["date"] for a in articles)
        by_day = sum(n for n in days.values() if n >= FEWEST) > len(articles) / 2
        for a in articles:
            if (a["date"], str(a.get("page"))) not in out:
                found[path.name, a["date"] if by_day else a["date"][:7]].append(a)
    return [pool for _, pool in sorted(found.items()) if len(pool) >= FEWEST]


def read(path: Path) -> Iterable[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            a = json.loads(line)
            paragraphs = [p for p in re.split(r"\n\s*\n", a["body"].strip()) if p.strip()]
            if a.get("title") and len(a["title"]) <= 40 and sum(map(len, paragraphs)) >= 80:
                yield {k: a.get(k) for k in ("title", "subtitle", "date", "page")} | {"paragraphs": paragraphs}


def page_at(seed: int) -> Marked:
    return printed(POOLS[seed * 7919 % len(POOLS)], seed, READERS[seed % len(READERS)])


@dataclass(frozen=True)
class Whose:
    """Of a block or a unit."""

    article: int
    role: str
    """headline, body, byline, mark, caption, furniture."""
    first: int
    last: int
    """Where in the order of reading its first and last line stand."""


def whose(owners: Iterable[Owned]) -> Whose:
    """Of the article and the part that most of its characters are of."""
    letters: Counter[tuple[int, str]] = Counter()
    spans: dict[tuple[int, str], tuple[int, int]] = {}
    for o in owners:
        key = o.article, "headline" if o.role in HEADLINE else o.role
        letters[key] += o.length
        a, z = spans.get(key, (o.order, o.order))
        spans[key] = min(a, o.order), max(z, o.order)
    key = letters.most_common(1)[0][0]
    return Whose(*key, *spans[key])


def truth(flow: Flow, page: Marked) -> tuple[list[Whose], dict[int, int]]:
    """Whose each block is, and the block that is read before it."""
    owners = {line.number: o for line, o in zip(page.page.lines, page.owners, strict=True)}
    found = [whose(o for row in b.rows for line in row.lines for o in owners[line.number]) for b in flow.blocks]
    by_article: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for n, w in enumerate(found):
        if w.article >= 0 and w.role not in ("caption", "furniture"):
            by_article[w.article].append((w.first, n))
    before: dict[int, int] = {}
    for blocks in by_article.values():
        order = [n for _, n in sorted(blocks)]
        before |= dict(zip(order[1:], order, strict=False))
    return found, before


def block_samples(again: bool, seed: int) -> list[Sample]:
    """What is learnt from a page about its blocks: by themselves and in pairs, or with what first trees say."""
    page = page_at(seed)
    texts, _ = parted_from_heads(lines_of(page), page.page)
    flow = flow_of(page.page, {line.number: line for line in texts})
    if not flow.blocks:
        return []
    found, before = truth(flow, page)
    text = [w.role != "caption" for w in found]
    pairs = [(i, j) for i, j in flow.candidates() if text[i] and text[j]]
    alone = [flow.unary(j) for j in range(len(flow.blocks))]
    rnd = random.Random(seed)
    kept = [n for n, (i, j) in enumerate(pairs) if before.get(j) == i or rnd.random() < NEGATIVES]
    if not again:
        samples = [("caption", cues, not is_text) for cues, is_text in zip(alone, text, strict=True)]
        samples += [("idle", cues, w.role == "furniture") for cues, w in zip(alone, found, strict=True)]
        return samples + [("link", flow.pair(*pairs[n]), before.get(pairs[n][1]) == pairs[n][0]) for n in kept]
    idle = known_module.known().idle.of_all(alone)
    cues, starts = chains_module.weighed(flow, pairs, alone, idle)
    return [("again", cues[n], before.get(pairs[n][1]) == pairs[n][0]) for n in kept] + [
        ("start", cue, j not in before)
        for j, (cue, w) in enumerate(zip(starts, found, strict=True))
        if w.role not in ("caption", "furniture")
    ]


def lines_of(page: Marked) -> list[Line]:
    return clean("page", "\n".join(line.text for line in page.page.lines))[0]


def unit_samples(seed: int) -> list[Sample]:
    """The units of a page in reading order, as headlines and as beginnings."""
    page = page_at(seed)
    owners = {line.number: o for line, o in zip(page.page.lines, page.owners, strict=True)}
    features, _ = page_of(layout(tuple(lines_of(page)), page.page))
    found = [whose(o for line in u.lines for o in owners[line.number]) for u in features.units]
    first: dict[int, int] = {}
    for n, w in enumerate(found):
        if w.role in ("body", "byline", "mark") and (w.article not in first or w.first < found[first[w.article]].first):
            first[w.article] = n
    samples = []
    for n, w in enumerate(found):
        if features.units[n].short:
            samples.append(("headline", headline_cues(features, n), w.role == "headline"))
        if w.role != "headline":
            samples.append(("begins", beginning_cues(features, n), first.get(w.article) == n))
    return samples


def learn(data: dict[str, Any], step: str) -> None:
    """One step; what it learns goes into `data` and into the file."""
    start, pages = STEPS[step]
    job: dict[str, Callable[[int], list[Sample]]] = {
        "blocks": partial(block_samples, False),
        "again": partial(block_samples, True),
        "units": unit_samples,
    }
    with ProcessPoolExecutor(2) as pool:
        samples = [s for page in pool.map(job[step], range(start, start + pages), chunksize=20) for s in page]
    for name, (count, leaves) in SIZES[step].items():
        chosen = [(cues, right) for kind, cues, right in samples if kind == name]
        weights = [1.0 if right else 1 / NEGATIVES for _, right in chosen] if name in ("link", "again") else None
        data[name] = boosted(name, chosen, count, leaves, rate=0.12, fewest=30, weights=weights)
    known_module.FILE.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
    known_module.known.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--without", type=Path, help="a file of pages (date, page number) to leave out")
    parser.add_argument("--steps", default=",".join(STEPS))
    arguments = parser.parse_args()
    held = parts.pools(arguments.articles, arguments.without)["breaks"]
    POOLS.extend(pool for pool in held if len(pool) >= parts.FILLS)
    POOLS.extend([parts.in_latin_letters(teaching=True)] * (len(POOLS) // LATIN))
    data: dict[str, Any] = dict.fromkeys(known_module.Known.__dataclass_fields__, NOTHING_LEARNT)
    if known_module.FILE.exists():
        data |= json.loads(known_module.FILE.read_text(encoding="utf-8"))
    for step in arguments.steps.split(","):
        learn(data, step)


if __name__ == "__main__":
    main()
