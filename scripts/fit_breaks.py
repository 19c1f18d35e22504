"""Fits generator/data/breaks.json: `python -m scripts.fit_breaks ARTICLES... [--without PAGES]`.

ARTICLES are files of articles, one a line, as `scripts/typeset.py` takes them. Those of a day become pages
(`scripts/printing/sheet_texts.py`), which go through the program's own steps as far as the order of reading; of each
line the network learns what begins with it (Adam, cross-entropy). The days of the part `breaks` alone are seen
(`scripts/printing/parts.py`). Weights become bytes. The same articles give the same file to the byte, with one thread
(OPENBLAS_NUM_THREADS=1, as `make breaks` has it) of one kind of processor: others add up in another order.
"""

import argparse
import base64
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from generator.base.archive import Line
from generator.segmentation.breaks import (
    BEGINS,
    FILE,
    FURTHER,
    HEADLINE,
    IDLE,
    KINDS,
    KNOWN,
    LINE_STEPS,
    NEXT,
    ON,
    OTHER,
    REACHES,
    SHAPES,
    STEPS,
    STRANGE,
    Encoded,
    Floats,
    Numbers,
    encoded,
    passed,
    spans,
)
from generator.segmentation.clean import clean
from generator.segmentation.composition import parted_from_heads
from generator.segmentation.reading_order import reading
from scripts.printing import parts
from scripts.printing import texts as pages
from scripts.printing.sheet_texts import page_of
from scripts.printing.texts import Mark

CHARACTERS, WIDE, FAR, DEEP, LINES = 6000, 64, 32, 96, 128
"""Characters that are told apart; numbers of their two vectors; of the layers of characters, and of lines."""
PAGES, STEPS_OF_LEARNING, RATE = 3, 1600, 0.002
"""Pages of a step."""
SHEETS, CUT = 0.4, 0.7
"""Shares of pages that come off a sheet, and of long articles that are cut: more articles begin on a page."""
HELD, AGAIN = 300, 0.55
"""Pages that are kept to be seen again, and how often one of them is taken."""
UNSEEN, SHAPELESS = 0.02, 0.12
"""Share of the characters that are hidden, and of the pages whose widths are."""
LARGEST = 5.0
"""Length of a gradient from which it is shortened."""

Weights = dict[str, Floats]


def kinds(lines: Sequence[Line], marks: dict[int, Mark]) -> Numbers:
    """What begins with each line."""
    found = []
    before = Mark(pages.IDLE)
    for line in lines:
        mark = marks[line.number]
        found.append(_kind(before, mark))
        before = mark if mark.article != pages.IDLE else before
    return np.array(found)


def _kind(before: Mark, mark: Mark) -> int:
    if mark.article == pages.IDLE:
        return IDLE
    goes_on = mark == before._replace(line=before.line + 1)
    if mark.paragraph == pages.HEADLINE:
        return FURTHER if goes_on else HEADLINE
    if goes_on:
        return ON
    if mark.line:
        return OTHER
    if not mark.paragraph:
        return BEGINS
    return NEXT if mark.article == before.article and mark.paragraph == before.paragraph + 1 else OTHER


def read_page(pool: parts.Pool, rnd: random.Random) -> tuple[list[Line], Numbers]:
    """Articles of a day as a page whose lines are in reading order, and what begins with each."""
    page = page_of(pool, rnd, SHEETS, CUT)
    texts, _ = parted_from_heads(clean("page", page.text)[0])
    lines = list(reading(texts).lines)
    return lines, kinds(lines, page.marks)


def numbered(pools: Sequence[parts.Pool]) -> dict[str, int]:
    """The commonest characters, each with its number."""
    count: Counter[str] = Counter()
    for pool in pools[::3]:
        for a in pool:
            count.update(a["title"] or "")
            for text in a["paragraphs"]:
                count.update(text)
    common = sorted(count.items(), key=lambda item: (-item[1], item[0]))
    return {c: n for n, c in enumerate([c for c, _ in common if not c.isspace()][: CHARACTERS - KNOWN], KNOWN)}


class Pages:
    """Pages to learn from; one that was typeset is seen about twice."""

    def __init__(self, pools: Sequence[parts.Pool], numbers: dict[str, int], rnd: random.Random) -> None:
        self._pools, self._numbers, self._rnd = pools, numbers, rnd
        self._held: list[tuple[Encoded, Numbers]] = []

    def next(self) -> tuple[Encoded, Numbers]:
        rnd = self._rnd
        if len(self._held) == HELD and rnd.random() < AGAIN:
            return rnd.choice(self._held)
        lines, right = read_page(rnd.choice(self._pools), rnd)
        page = encoded(lines, self._numbers)
        if rnd.random() < SHAPELESS:
            page.shape[:, [*range(6), *range(7, 14)]] = 0
        if len(self._held) < HELD:
            self._held.append((page, right))
        else:
            self._held[rnd.randrange(HELD)] = page, right
        return page, right


def batch(pages: Pages, rnd: random.Random) -> tuple[Encoded, Numbers]:
    """Some pages as one."""
    codes: list[Numbers] = []
    starts: list[Numbers] = []
    shapes: list[Floats] = []
    right: list[Numbers] = []
    at = 0
    for _ in range(PAGES):
        page, answers = pages.next()
        codes.append(page.codes)
        starts.append(page.starts + at)
        shapes.append(page.shape)
        right.append(answers)
        at += len(page.codes)
    row = np.concatenate(codes)
    hidden = np.random.default_rng(rnd.randrange(2**31)).random(len(row)) < UNSEEN
    row[hidden & (row >= KNOWN)] = STRANGE
    return Encoded(row, np.concatenate(starts), np.vstack(shapes)), np.concatenate(right)


def first_weights() -> Weights:
    rng = np.random.default_rng(0)
    known = DEEP * 3 + 2 * FAR * len(REACHES) + SHAPES
    shapes: dict[str, tuple[tuple[int, ...], float]] = {
        "near": ((CHARACTERS, WIDE), 0.3),
        "far": ((CHARACTERS, FAR), 0.3),
        "lines": ((known, LINES), (2 / known) ** 0.5),
        "answers": ((LINES, len(KINDS)), 0.05),
    }
    for k in range(len(STEPS)):
        deep = DEEP if k else WIDE
        shapes[f"inner{k}"] = (3 * deep, DEEP), (2 / (3 * deep)) ** 0.5 * (0.5 if k else 1.0)
    for k in range(len(LINE_STEPS)):
        shapes[f"outer{k}"] = (3 * LINES, LINES), (2 / (3 * LINES)) ** 0.5 * 0.3
    found = {name: rng.normal(0, spread, shape).astype(np.float32) for name, (shape, spread) in shapes.items()}
    for name, held in list(found.items()):
        if name not in ("near", "far"):
            found[f"{name}_bias"] = np.zeros(held.shape[1], dtype=np.float32)
    return found


def gradients(w: Weights, page: Encoded, right: Numbers) -> tuple[Floats, Weights]:
    """The loss of each line, and which way each weight is to go."""
    run = passed(w, page)
    n = len(right)
    odds = run.answers - run.answers.max(axis=1, keepdims=True)
    odds = np.exp(odds)
    odds /= odds.sum(axis=1, keepdims=True)
    loss = -np.log(odds[np.arange(n), right] + 1e-9)
    g: Weights = {}
    d = odds.copy()
    d[np.arange(n), right] -= 1
    d /= n
    d = _through(g, w, "answers", run.outer[-1], d)
    for k in reversed(range(len(LINE_STEPS))):
        own = d * (run.outer[k + 1] > run.outer[k])
        d = d + _back(g, w, f"outer{k}", run.outer[k], own, LINE_STEPS[k])
    d = _through(g, w, "lines", run.lines, d * (run.outer[0] > 0))
    d_break, d_before, d_most, *d_matter = np.split(
        d[:, :-SHAPES], np.cumsum([DEEP] * 3 + [FAR] * (2 * len(REACHES) - 1)), 1
    )
    g["far"] = _matter(w["far"], page, run.matter, d_matter)
    d_most[:-1] += d_before[1:]
    last = run.inner[-1]
    of_line = np.repeat(np.arange(n), np.diff(np.append(page.starts, len(page.codes))))
    most = np.maximum.reduceat(last, page.starts, axis=0)
    d = d_most[of_line] * (last == most[of_line])
    d[page.starts] += d_break
    for k in reversed(range(len(STEPS))):
        if k:
            own = d * (run.inner[k + 1] > run.inner[k])
            d = d + _back(g, w, f"inner{k}", run.inner[k], own, STEPS[k])
        else:
            d = _back(g, w, "inner0", run.inner[0], d * (run.inner[1] > 0), STEPS[0])
    g["near"] = _gathered(page.codes, d)
    return loss, g


def _through(g: Weights, w: Weights, name: str, x: Floats, d: Floats) -> Floats:
    """Back through a layer."""
    g[name] = x.T @ d
    g[f"{name}_bias"] = d.sum(axis=0)
    return d @ w[name].T


def _back(g: Weights, w: Weights, name: str, x: Floats, d: Floats, step: int) -> Floats:
    """Back through a convolution."""
    n, deep = x.shape
    padded = np.zeros((n + 2 * step, deep), dtype=np.float32)
    padded[step : n + step] = x
    g[name] = np.vstack([padded[:n].T @ d, x.T @ d, padded[2 * step :].T @ d])
    g[f"{name}_bias"] = d.sum(axis=0)
    out = np.zeros((n + 2 * step, deep), dtype=np.float32)
    for k in range(3):
        out[k * step : k * step + n] += d @ w[name][k * deep : (k + 1) * deep].T
    return out[step : n + step]


def _matter(far: Floats, page: Encoded, matter: Sequence[tuple[Floats, Floats]], d: Sequence[Floats]) -> Floats:
    """Back to the vectors that are summed up on either side of each break."""
    steps = np.zeros((len(page.codes) + 1, far.shape[1]))
    for k, (reach, (a, b)) in enumerate(zip(REACHES, matter, strict=True)):
        product, apart = d[2 * k], d[2 * k + 1] * np.sign(a - b)
        d_a, d_b = (product * b + apart) / reach**0.5, (product * a - apart) / reach**0.5
        first, last = spans(page, reach)
        np.add.at(steps, first, d_a)
        np.add.at(steps, page.starts, d_b - d_a)
        np.add.at(steps, last, -d_b)
    return _gathered(page.codes, np.cumsum(steps, axis=0)[:-1].astype(np.float32))


def _gathered(codes: Numbers, d: Floats) -> Floats:
    """What falls to each character."""
    order = np.argsort(codes, kind="stable")
    which, first = np.unique(codes[order], return_index=True)
    found = np.zeros((CHARACTERS, d.shape[1]), dtype=np.float32)
    found[which] = np.add.reduceat(d[order], first, axis=0)
    return found


class Adam:
    """Steps along the gradients."""

    def __init__(self, w: Weights) -> None:
        self._first = {name: np.zeros_like(held) for name, held in w.items()}
        self._second = {name: np.zeros_like(held) for name, held in w.items()}
        self._done = 0

    def step(self, w: Weights, g: Weights, rate: float) -> None:
        self._done += 1
        length = sum(float((held * held).sum()) for held in g.values()) ** 0.5
        shorter = min(1.0, LARGEST / (length + 1e-9))
        rate *= (1 - 0.999**self._done) ** 0.5 / (1 - 0.9**self._done)
        for name, held in g.items():
            one, two = self._first[name], self._second[name]
            one *= 0.9
            one += 0.1 * shorter * held
            two *= 0.999
            two += 0.001 * (shorter * held) ** 2
            w[name] -= rate * one / (np.sqrt(two) + 1e-8)


def in_bytes(w: Weights, numbers: dict[str, int]) -> str:
    """The file: each column of a matrix has its own unit."""

    def packed(held: Floats) -> dict[str, Any]:
        units = np.maximum(np.abs(held).max(axis=0), 1e-9).astype(np.float32) / np.float32(127)
        rounded = np.round(held / units).astype(np.int8)
        return {
            "shape": list(held.shape),
            "units": base64.b64encode(np.atleast_1d(units).astype("<f4").tobytes()).decode(),
            "bytes": base64.b64encode(rounded.tobytes()).decode(),
        }

    data = {"characters": "".join(numbers), "weights": {name: packed(held) for name, held in w.items()}}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def figures(w: Weights, numbers: dict[str, int], pools: Sequence[parts.Pool], count: int) -> str:
    """Of pages that were not learnt from, for each kind how often it is found and how often it is right."""
    rnd = random.Random(9)
    table = np.zeros((len(KINDS), len(KINDS)), dtype=int)
    for _ in range(count):
        lines, right = read_page(rnd.choice(pools), rnd)
        answers = passed(w, encoded(lines, numbers)).answers.argmax(axis=1)
        np.add.at(table, (right, answers), 1)
    return "\n".join(
        f"{name:9} {table[k].sum():6} found {table[k, k] / max(1, table[k].sum()):.3f} right "
        f"{table[k, k] / max(1, table[:, k].sum()):.3f} {table[k].tolist()}"
        for k, name in enumerate(KINDS)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--without", type=Path, help="a list of pages to leave out: date and number")
    parser.add_argument("--steps", type=int, default=STEPS_OF_LEARNING)
    parser.add_argument("--into", type=Path, default=FILE)
    arguments = parser.parse_args()
    held = parts.pools(arguments.articles, arguments.without)
    pools, tune = held["breaks"], held.get("tune", [])
    numbers = numbered(pools)
    rnd = random.Random(1)
    pages_ = Pages(pools, numbers, rnd)
    w = first_weights()
    adam = Adam(w)
    losses: list[float] = []
    start = time.time()
    for n in range(1, arguments.steps + 1):
        loss, g = gradients(w, *batch(pages_, rnd))
        done = n / arguments.steps
        adam.step(w, g, RATE * min(1.0, n / 200) * (0.5 * (1 + np.cos(np.pi * done)) + 0.01))
        losses.append(float(loss.mean()))
        if n % 100 == 0:
            print(n, round(time.time() - start), round(float(np.mean(losses[-100:])), 4), flush=True)
        if n % 1000 == 0 or n == arguments.steps:
            arguments.into.write_text(in_bytes(w, numbers), encoding="utf-8")
            print(figures(w, numbers, tune, 60) if tune else "No day is left to tune on.", flush=True)


if __name__ == "__main__":
    main()
