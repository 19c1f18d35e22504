"""Fits generator/data/confidence.json: `python -m scripts.fit_confidence ARTICLES...`, with scikit-learn installed.

ARTICLES are files of articles, one a line, as `scripts/typeset.py` takes them; their days of the part `kept` become
pages of all kinds (`scripts/printing/kinds.py`), which are segmented as the program does. For texts and for pages with
positions, and for bodies and headlines, it learns what of it is right, from the cues of `grounds`:

1. a logistic regression and boosted trees, of which the mean counts: they err differently;
2. how far that is drawn together, so that it is right of a kind of pages that nothing was learnt from: each kind is
   told by what was learnt from the others.

The same articles and code give the same file; `--of placed` leaves what it has of
texts. It says how right it is of what it was learnt from.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from generator.segmentation import confidence
from generator.segmentation.grounds import grounds
from generator.segmentation.learnt import trees_of
from scripts.boosted import boosted
from scripts.printing import kinds, parts

PAGES = 80
"""Of each kind."""
COUNT, LEAVES, HELD = 40, 6, 0.05
Floats = NDArray[np.float64]


class Sample(NamedTuple):
    """An article as it was found."""

    kind: str
    cues: dict[str, float]
    right: dict[str, bool]
    """By field."""


class Job(NamedTuple):
    """A page to be made."""

    kind: str
    pool: parts.Pool
    seed: int


def jobs(pools: Sequence[parts.Pool], of: Sequence[str], count: int, seed: int) -> Iterator[Job]:
    rnd = random.Random(seed)
    names = [kind for kind in kinds.KINDS if ("text" if kind in kinds.TEXTS else "placed") in of]
    full = [pool for pool in pools if len(pool) >= parts.FILLS] or list(pools)
    for _ in range(count):
        for kind in names:
            yield Job(kind, rnd.choice(full), rnd.randrange(1 << 30))


def samples(job: Job) -> list[Sample]:
    judged = kinds.judged(kinds.of_kind(job.kind, job.pool, random.Random(job.seed)))
    if judged is None:
        return []
    found, right = judged
    return [
        Sample(job.kind, cues, dict(zip(confidence.FIELDS, of, strict=True)))
        for cues, of in zip(grounds(found), right, strict=True)
    ]


def learnt(rows: Sequence[Sample], field: str) -> dict[str, Any]:
    """Weights and trees."""
    names = list(rows[0].cues)
    table = np.array([[row.cues[name] for name in names] for row in rows])
    right = np.array([row.right[field] for row in rows])
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-6
    model = LogisticRegression(C=HELD, max_iter=1000).fit((table - middle) / spread, right)
    each = model.coef_[0] / spread
    return {
        "weights": {name: round(float(w), 4) for name, w in zip(names, each, strict=True) if round(float(w), 4)},
        "bias": round(float(model.intercept_[0] - each @ middle), 4),
        "trees": boosted(field, [(row.cues, row.right[field]) for row in rows], COUNT, LEAVES, fewest=30),
    }


def scale(of: dict[str, Any], slope: float = 1.0, shift: float = 0.0) -> confidence.Scale:
    return confidence.Scale(trees_of(of["trees"]), of["weights"], of["bias"], slope, shift)


def drawn_together(rows: Sequence[Sample], field: str) -> tuple[float, float]:
    """Slope and shift of log-odds, where each kind is told by the others."""
    odds: list[float] = []
    right: list[bool] = []
    for kind in sorted({row.kind for row in rows}):
        own = [row for row in rows if row.kind == kind]
        others = scale(learnt([row for row in rows if row.kind != kind], field))
        odds += others.log_odds([row.cues for row in own]).tolist()
        right += [row.right[field] for row in own]
    model = LogisticRegression(C=1e6).fit(np.array(odds)[:, None], right)
    return round(float(model.coef_[0, 0]), 3), round(float(model.intercept_[0]), 3)


def told(rows: Sequence[Sample], of: confidence.Scale, field: str) -> str:
    """What is said of each tenth, and what is so."""
    shares, right = np.array(of.shares([row.cues for row in rows])), np.array([row.right[field] for row in rows])
    parted = []
    for low in (0.0, 0.3, 0.5, 0.7, 0.8, 0.9):
        some = (shares >= low) & (shares < (low + 0.1 if low >= 0.7 else low + 0.2 if low else 0.3) + (low >= 0.9))
        if some.any():
            parted.append(f"{some.sum()}: {shares[some].mean():.2f} said, {right[some].mean():.2f} so")
    return "; ".join(parted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--without", type=Path, help="a list of pages to leave out: date and number")
    parser.add_argument("--pages", type=int, default=PAGES, help="of each kind")
    parser.add_argument(
        "--of", choices=["text", "placed"], nargs="+", default=["text", "placed"], help="what is learnt"
    )
    parser.add_argument("--samples", type=Path, help="a file that keeps what the pages said, or has it already")
    arguments = parser.parse_args()
    if arguments.samples and arguments.samples.exists():
        held = [Sample(*json.loads(line)) for line in arguments.samples.read_text(encoding="utf-8").splitlines()]
    else:
        days = parts.pools(arguments.articles, arguments.without)
        with ProcessPoolExecutor(2) as pool:
            made = pool.map(samples, jobs(days["kept"], arguments.of, arguments.pages, 1), chunksize=4)
            held = [row for page in made for row in page]
        if arguments.samples:
            text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in held)
            arguments.samples.write_text(text, encoding="utf-8")
    data: dict[str, dict[str, Any]] = json.loads(confidence.FILE.read_text(encoding="utf-8"))
    for name in arguments.of:
        of = data[name]
        rows = [row for row in held if (row.kind in kinds.TEXTS) == (name == "text")]
        for field in confidence.FIELDS:
            slope, shift = drawn_together(rows, field)
            of[field] = learnt(rows, field) | {"slope": slope, "shift": shift}
            print(name, field, slope, shift, told(rows, scale(of[field], slope, shift), field), flush=True)
    confidence.FILE.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
