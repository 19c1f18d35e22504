"""Fits generator/data/continuity.json: `python -m scripts.fit_continuity ARTICLES...`, with scipy installed.

ARTICLES as for `scripts.fit_positions`. Texts are broken where a column might end; of some two hundred breaks of one
day's articles the network learns which beginning goes with which end (softmax both ways over all of them, Adam).
Weights become bytes. The same articles give the same file, but for the last bits of sums.
"""

import argparse
import base64
import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from generator.language.forms import variants
from generator.segmentation.positions.continuity import FAR, FILE, NEAR, UNKNOWN
from scripts.fit_positions import pools
from scripts.printing.parts import Pool

CHARACTERS, WIDE, DEEP = 3500, 32, 64
"""Characters that are told apart; numbers of a character's vector; of what leads on."""
OLD: dict[int, str] = {ord(old): new for old, new in variants().items()}
"""Variant characters."""
STEPS, RATE = 7000, 0.003
LONGEST = 3000
"""Characters of an article that are looked at."""
BREAKS = 220
"""Of a step, about."""

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
Weights = dict[str, Floats]
Breaks = tuple[Numbers, Numbers, Numbers, Numbers]
"""Characters next to each break, before and behind; and those of a wider reach."""


def numbered(pool: Sequence[Pool]) -> dict[str, int]:
    """The commonest characters of a fifth of the articles, each with its number."""
    count: Counter[str] = Counter()
    for articles in pool[::5]:
        for a in articles:
            count.update("".join(a["paragraphs"]).translate(OLD))
    common = [c for c, _ in count.most_common(CHARACTERS) if not c.isspace()][: CHARACTERS - 2]
    return {c: n for n, c in enumerate(common, UNKNOWN + 1)}


class Texts:
    """Articles in numbers, each made once."""

    def __init__(self, numbers: dict[str, int]) -> None:
        self._numbers = numbers
        self._known: dict[int, tuple[list[int], list[int]]] = {}

    def of(self, article: dict[str, Any]) -> tuple[list[int], list[int]]:
        """The lengths of its paragraphs, and its characters with nothing round them."""
        if id(article) not in self._known:
            texts = ["".join(p.split()).translate(OLD) for p in article["paragraphs"]]
            row = [self._numbers.get(c, UNKNOWN) for text in texts for c in text][:LONGEST]
            self._known[id(article)] = list(map(len, texts)), [0] * FAR + row + [0] * FAR
        return self._known[id(article)]

    def breaks(self, articles: Pool, rnd: random.Random) -> Breaks:
        """Breaks of some articles, set in columns of any width."""
        found: tuple[list[list[int]], ...] = ([], [], [], [])
        for a in rnd.sample(articles, min(len(articles), 10)):
            lengths, row = self.of(a)
            measure = rnd.randint(8, 22)
            at, cuts = 0, []
            for length in lengths:
                cuts += [*range(at + measure - 2, at + length, measure), at + length]
                at += length
            cuts = [c + FAR for c in cuts if 8 < c < len(row) - 2 * FAR - 8]
            for c in rnd.sample(cuts, min(len(cuts), BREAKS // 10)):
                some = row[c - NEAR : c], row[c : c + NEAR], row[c - FAR : c], row[c : c + FAR]
                for held, each in zip(found, some, strict=True):
                    held.append(each)
        before, behind, far_before, far_behind = (np.array(x, dtype=np.int64) for x in found)
        return before, behind, far_before, far_behind


def first_weights() -> Weights:
    rng = np.random.default_rng(0)
    shapes: dict[str, tuple[tuple[int, ...], float]] = {
        "near": ((CHARACTERS, WIDE), 0.3),
        "ends": ((NEAR, WIDE, DEEP), 0.15),
        "begins": ((NEAR, WIDE, DEEP), 0.15),
        "ends_bias": ((DEEP,), 0.0),
        "begins_bias": ((DEEP,), 0.0),
        "far": ((CHARACTERS, WIDE), 0.3),
        "ends_far": ((WIDE, WIDE), 0.2),
        "begins_far": ((WIDE, WIDE), 0.2),
    }
    found: Weights = {name: rng.normal(0, spread, shape).astype(np.float32) for name, (shape, spread) in shapes.items()}
    found["weights"] = np.array([0.2, 1.0], dtype=np.float32)
    return found


def gradients(w: Weights, at: Breaks) -> tuple[float, Weights]:
    """How far the network is off for these breaks, and which way each weight is to go."""
    before, behind, far_before, far_behind = at
    n = len(before)
    a, b = w["near"][before], w["near"][behind]
    lead = np.tanh(np.einsum("nkd,kdh->nh", a, w["ends"], optimize=True) + w["ends_bias"])
    led = np.tanh(np.einsum("nkd,kdh->nh", b, w["begins"], optimize=True) + w["begins_bias"])
    sums, counts = zip(*(_summed(w["far"], x) for x in (far_before, far_behind)), strict=True)
    matter, behind_matter = np.tanh(sums[0] @ w["ends_far"]), np.tanh(sums[1] @ w["begins_far"])
    near, far = lead @ led.T, matter @ behind_matter.T
    score = w["weights"][0] * near + w["weights"][1] * far
    rows, columns = (np.exp(score - score.max(axis=k, keepdims=True)) for k in (1, 0))
    rows, columns = rows / rows.sum(axis=1, keepdims=True), columns / columns.sum(axis=0, keepdims=True)
    loss = -float(np.log(np.diag(rows) + 1e-9).mean() + np.log(np.diag(columns) + 1e-9).mean()) / 2
    g = ((rows + columns) / 2 - np.eye(n, dtype=np.float32)) / n
    d_lead = (w["weights"][0] * g @ led) * (1 - lead**2)
    d_led = (w["weights"][0] * g.T @ lead) * (1 - led**2)
    d_matter = (w["weights"][1] * g @ behind_matter) * (1 - matter**2)
    d_behind = (w["weights"][1] * g.T @ matter) * (1 - behind_matter**2)
    down = [np.einsum("nh,kdh->nkd", d, w[k], optimize=True) for d, k in ((d_lead, "ends"), (d_led, "begins"))]
    found: Weights = {
        "near": _gathered(before, down[0].reshape(-1, WIDE)) + _gathered(behind, down[1].reshape(-1, WIDE)),
        "ends": np.einsum("nkd,nh->kdh", a, d_lead, optimize=True),
        "begins": np.einsum("nkd,nh->kdh", b, d_led, optimize=True),
        "ends_bias": d_lead.sum(axis=0),
        "begins_bias": d_led.sum(axis=0),
        "far": _gathered(far_before, np.repeat(d_matter @ w["ends_far"].T / counts[0], FAR, axis=0))
        + _gathered(far_behind, np.repeat(d_behind @ w["begins_far"].T / counts[1], FAR, axis=0)),
        "ends_far": sums[0].T @ d_matter,
        "begins_far": sums[1].T @ d_behind,
        "weights": np.array([(g * near).sum(), (g * far).sum()], dtype=np.float32),
    }
    found["far"][0] = 0
    return loss, found


def _summed(vectors: Floats, rows: Numbers) -> tuple[Floats, Floats]:
    """The sum of the vectors of each row over the root of their number, and that root."""
    there = (rows > 0)[..., None]
    root = np.sqrt(there.sum(axis=1) + 1e-6).astype(np.float32)
    return (vectors[rows] * there).sum(axis=1) / root, root


def _gathered(rows: Numbers, parts: Floats) -> Floats:
    """What falls on each character."""
    ones = np.ones(rows.size, dtype=np.float32)
    return np.asarray(csr_matrix((ones, (rows.ravel(), np.arange(rows.size))), shape=(CHARACTERS, rows.size)) @ parts)


def learnt(known: Sequence[Pool], numbers: dict[str, int], steps: int) -> Weights:
    w, texts = first_weights(), Texts(numbers)
    mean, spread = ({k: np.zeros_like(v) for k, v in w.items()} for _ in range(2))
    for step in range(1, steps + 1):
        rnd = random.Random(step)
        at = texts.breaks(known[rnd.randrange(len(known))], rnd)
        if len(at[0]) < 20:
            continue
        loss, g = gradients(w, at)
        rate = RATE * (1 - step / steps) + RATE / 15
        for k in w:
            mean[k] = 0.9 * mean[k] + 0.1 * g[k]
            spread[k] = 0.999 * spread[k] + 0.001 * g[k] ** 2
            move = mean[k] / (1 - 0.9**step) / (np.sqrt(spread[k] / (1 - 0.999**step)) + 1e-8)
            w[k] -= (rate * move).astype(np.float32)
        if step % 500 == 0:
            print(step, round(loss, 3), flush=True)
    return w


def packed(weights: Floats) -> dict[str, Any]:
    """Weights as bytes."""
    unit = float(np.abs(weights).max() / 127) or 1.0
    held = np.clip(np.round(weights / unit), -127, 127).astype(np.int8)
    return {"shape": list(weights.shape), "unit": round(unit, 8), "bytes": base64.b85encode(held.tobytes()).decode()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--without", type=Path, help="a file of pages (date, page number) to leave out")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--to", type=Path, default=FILE)
    arguments = parser.parse_args()
    known = pools(arguments.articles, arguments.without)
    numbers = numbered(known)
    w = learnt(known, numbers, arguments.steps)
    w["far"][0] = 0
    data: dict[str, Any] = {"characters": "".join(numbers), "weights": [round(float(x), 4) for x in w.pop("weights")]}
    data |= {name: packed(weights) for name, weights in w.items()}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    arguments.to.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
