"""Finds the weights of generator/segmentation/doubts.py, and says what they are worth on pages held back.

    python -m scripts.fit_doubts TYPESET... [--held-back FOLDER]

TYPESET are folders that scripts/typeset.py has made, of articles that the trees were not learnt from (here 2023 of a
news agency and the television news, three times 300 pages each). The weights are printed, to be put into the module,
and then, for pages that were not looked at, which share of what is flagged is wrong at which share of what is wrong.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from generator.segmentation import composition, segment
from generator.segmentation.clean import clean
from generator.segmentation.doubts import OF_BOUNDARY, Reading
from scripts.typeset import squeezed

WHOLE = 0.97
HELD = 2.0
"""How strongly weights are held small."""
ROUNDS = 50
NAMES = tuple(OF_BOUNDARY)
Row = tuple[list[float], bool, bool]
"""Cues, whether the body is wrong, whether the headline is."""


def rows(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
        lines, _ = clean("page.txt", text)
        whole = composition.layout(tuple(lines))
        page, _ = segment.page_of(whole)
        if not page.units:
            continue
        read = Reading(page)
        bodies = [pieces("".join(map(squeezed, article["paragraphs"]))) for article in gold]
        for n, body in enumerate(read.bodies):
            inner = {line.number for u in page.units[body.first : body.last + 1] for line in u.lines}
            texts = composition.clipping(whole, set(), inner).paragraphs
            own = pieces("".join(squeezed(p.text) for p in texts))
            alike = [likeness(own, other) for other in bodies]
            best = int(np.argmax(alike))
            group = next((group for group in read.groups if group.body == n), None)
            head = "".join(squeezed(t) for t in page.texts[group.first : group.last + 1]) if group else ""
            printed = "".join(squeezed(gold[best].get(name) or "") for name in ("kicker", "title", "subtitle"))
            cues = read.cues(n)
            yield [cues.get(name, 0.0) for name in NAMES], alike[best] < WHOLE, head != printed


def pieces(text: str) -> set[str]:
    return {text[i : i + 5] for i in range(max(1, len(text) - 4))}


def likeness(one: set[str], two: set[str]) -> float:
    return 2 * len(one & two) / (len(one) + len(two))


def fitted(cues: Any, wrong: Any) -> Any:
    """Newton's method; the first cue is the bias, and is not held."""
    scale = cues.std(0) + 1e-9
    scale[0] = 1.0
    inputs, weights = cues / scale, np.zeros(cues.shape[1])
    held = np.eye(len(weights)) * HELD
    held[0, 0] = 0.0
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (p - wrong) + held @ weights
        weights -= np.linalg.solve((inputs * (p * (1 - p))[:, None]).T @ inputs + held, slope)
    return weights / scale


def curve(probabilities: Any, wrong: Any) -> Iterator[str]:
    order = np.argsort(-probabilities)
    found = np.cumsum(wrong[order])
    for share in (0.3, 0.5, 0.6, 0.7, 0.8, 0.9):
        k = min(int(np.searchsorted(found, share * wrong.sum())), len(order) - 1)
        of_flagged, of_wrong = found[k] / (k + 1), found[k] / wrong.sum()
        threshold = probabilities[order[k]]
        yield f"from {threshold:.2f}: {k + 1} flagged, {of_flagged:.2f} of them wrong, {of_wrong:.2f} of the wrong ones"


def main(given: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("typeset", nargs="+", type=Path)
    parser.add_argument("--held-back", type=Path)
    options = parser.parse_args(given)
    known = [row for folder in options.typeset for row in rows(folder)]
    held = list(rows(options.held_back)) if options.held_back else []
    for column, name in ((1, "OF_BOUNDARY"), (2, "OF_HEADLINE")):
        weights = fitted(np.array([row[0] for row in known]), np.array([row[column] for row in known], float))
        print(name, json.dumps({n: round(float(w), 2) for n, w in zip(NAMES, weights, strict=True)}, indent=4))
        for label, some in (("fitted on", known), ("held back", held)):
            if some:
                cues, wrong = np.array([row[0] for row in some]), np.array([row[column] for row in some], float)
                print(f"{label}: {len(some)} articles, {int(wrong.sum())} wrong")
                print(*(f"  {line}" for line in curve(1 / (1 + np.exp(-cues @ weights)), wrong)), sep="\n")


if __name__ == "__main__":
    main()
