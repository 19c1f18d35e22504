"""Fits generator/data/segment.json: `python scripts/fit_segment.py FOLDER`, with scikit-learn installed.

FOLDER holds marked pages, NAME.txt and NAME.gold.json, as scripts/typeset.py makes them or a person does.

1. The weights of how texts begin and end and how headlines read come from the gold of the first half of the pages.
2. The trees come from the second half: first each gap between two lines and whether a paragraph ends there; then, with
   these paragraphs, each unit and whether the gold has it in a headline or at the beginning of a body.

The same folder gives the same file.
"""

import argparse
import base64
import json
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from generator.base.archive import Line
from generator.segmentation import learnt as learnt_module
from generator.segmentation.clean import clean
from generator.segmentation.composition import layout
from generator.segmentation.cues import Features
from generator.segmentation.decision import beginning_cues, headline_cues
from generator.segmentation.learnt import SLOTS, closing_slots, line_slots, opening_slots
from generator.segmentation.segment import page_of
from scripts.boosted import NOTHING_LEARNT, boosted
from scripts.printing.found import squeezed

TREES, LEAVES = 120, 20


def runs(texts: Iterable[tuple[str, bool]], slots: Callable[[str], list[int]]) -> dict[str, Any]:
    """A logistic regression over the runs of characters, its weights rounded to bytes."""
    rows, columns, right = [], [], []
    for n, (text, is_one) in enumerate(texts):
        found = slots(text)
        rows += [n] * len(found)
        columns += found
        right.append(is_one)
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(right), SLOTS))
    model = LogisticRegression(C=0.3, max_iter=200).fit(matrix, right)
    unit = float(np.abs(model.coef_).max() / 127)
    weights = np.clip(np.round(model.coef_[0] / unit) + 128, 0, 255).astype(np.uint8)
    print("runs", len(right), "right", round(model.score(matrix, right), 3))
    return {
        "weights": base64.b85encode(weights.tobytes()).decode(),
        "unit": round(unit, 6),
        "bias": round(float(model.intercept_[0]), 4),
    }


def openings(golds: list[list[dict[str, Any]]]) -> Iterable[tuple[str, bool]]:
    for article in (a for gold in golds for a in gold):
        for n, text in enumerate(article["paragraphs"]):
            if len(text) > 20:
                yield squeezed(text), n == 0


def closings(golds: list[list[dict[str, Any]]]) -> Iterable[tuple[str, bool]]:
    for article in (a for gold in golds for a in gold):
        for n, text in enumerate(article["paragraphs"]):
            yield squeezed(text), n == len(article["paragraphs"]) - 1


def short_lines(golds: list[list[dict[str, Any]]]) -> Iterable[tuple[str, bool]]:
    for article in (a for gold in golds for a in gold):
        for field in ("kicker", "title", "subtitle"):
            for part in re.split(r"\s+", article.get(field) or ""):
                if part:
                    yield part, True
        for text in article["paragraphs"]:
            if len(text) <= 40 and "。" not in text:
                yield squeezed(text), False


def marked(page: Features, gold: list[dict[str, Any]]) -> list[str]:
    """For each unit "headline", "begins" or "" by where its text stands in the gold."""
    heads = [squeezed("".join(a.get(f) or "" for f in ("kicker", "title", "subtitle"))) for a in gold]
    bodies = [squeezed("".join(a["paragraphs"])) for a in gold]
    found = []
    for unit, text in zip(page.units, map(squeezed, page.texts), strict=True):
        at = [b.find(text[:24]) for b in bodies]
        if unit.short and any(text in h for h in heads) and not (len(text) < 4 and max(at) >= 0):
            found.append("headline")
        else:
            found.append("begins" if 0 in at else "")
    return found


def unit_samples(job: tuple[Path, str]) -> list[tuple[str, dict[str, float], bool]]:
    """The units of a page with their cues, for either kind of trees."""
    lines, gold = read(*job)
    page, _ = page_of(layout(tuple(lines)))
    samples = []
    for i, is_ in enumerate(marked(page, gold)):
        if page.units[i].short:
            samples.append(("headline", headline_cues(page, i), is_ == "headline"))
        if is_ != "headline":
            samples.append(("begins", beginning_cues(page, i), is_ == "begins"))
    return samples


def read(folder: Path, name: str) -> tuple[list[Line], list[dict[str, Any]]]:
    lines, _ = clean(name, (folder / f"{name}.txt").read_text(encoding="utf-8"))
    return lines, json.loads((folder / f"{name}.gold.json").read_text(encoding="utf-8"))


def write(data: dict[str, Any]) -> None:
    """The file, with what is not learnt yet left empty; a new process reads it."""
    whole = dict.fromkeys(("headline", "begins"), NOTHING_LEARNT) | data
    learnt_module.FILE.write_text(json.dumps(whole, separators=(",", ":")) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    names = sorted(path.name.removesuffix(".gold.json") for path in folder.glob("*.gold.json"))
    half = len(names) // 2
    golds = [read(folder, name)[1] for name in names[:half]]
    data: dict[str, Any] = {
        "beginning": runs(openings(golds), opening_slots),
        "ending": runs(closings(golds), closing_slots),
        "line": runs(short_lines(golds), line_slots),
    }
    write(data)
    jobs = [(folder, name) for name in names[half:]]
    with ProcessPoolExecutor() as pool:
        samples = [s for page in pool.map(unit_samples, jobs, chunksize=8) for s in page]
    for kind in ("headline", "begins"):
        data[kind] = boosted(kind, [(cues, right) for k, cues, right in samples if k == kind], TREES, LEAVES)
    write(data)


if __name__ == "__main__":
    main()
