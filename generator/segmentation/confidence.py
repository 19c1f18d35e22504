"""How sure it is that an article is whole, that its body begins and ends where the printed one does, and that its
headline is right: `sure(weighed)`.

Trees and weights over what speaks for and against it (`grounds`) tell log-odds; these are drawn together until they
are right of kinds of pages from which they were not learnt (scripts/fit_confidence.py; docs/segmentation.md says how
right). `data/confidence.json` holds them, apart for texts and for pages with positions.
"""

import functools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.base import assets
from generator.segmentation.decision import FAR
from generator.segmentation.grounds import Weighed, grounds
from generator.segmentation.learnt import Trees, trees_of
from generator.segmentation.oddity import odd

FILE = assets.PACKAGE / "data" / "confidence.json"
FIELDS = ("body", "headline")
CERTAIN, STRANGE = 0.99, 0.5
"""No machine is surer; nor is it of a page of no known kind (`oddity`)."""
LEAST = 0.01
"""0 says that an article was not read at all."""


@dataclass(frozen=True)
class Scale:
    """What trees and weights say on an average, drawn together."""

    trees: Trees
    weights: Mapping[str, float]
    bias: float
    slope: float
    shift: float

    def log_odds(self, cues: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        weighed = [self.bias + sum(weight * each[name] for name, weight in self.weights.items()) for each in cues]
        return np.asarray((self.trees.of_all(cues) + np.array(weighed)) / 2)

    def shares(self, cues: Sequence[Mapping[str, float]]) -> list[float]:
        """Probabilities, in hundredths."""
        odds = self.slope * self.log_odds(cues) + self.shift
        return [max(LEAST, round(1 / (1 + math.exp(-x)), 2)) for x in odds.tolist()]


@dataclass(frozen=True)
class Sure:
    """Of an article, as probabilities."""

    lines: frozenset[int]
    """The numbers of its body's lines, by which it is known."""
    body: float
    """It begins and ends where the printed one does."""
    headline: float
    """Its headline is its own, and all of it; or it has none, and none is printed."""
    amid: int | None
    """The line at which another one may begin; None where its own ends are more doubtful."""


def sure(weighed: Weighed) -> list[Sure]:
    """Of each body that was found on a page."""
    if not weighed.bodies:
        return []
    scales = known()["placed" if weighed.page.printed else "text"]
    cues = grounds(weighed)
    units = weighed.page.units
    most = STRANGE if odd([x.text for u in units for x in u.lines], weighed.page.printed) else CERTAIN
    body, headline = ([min(most, share) for share in scales[field].shares(cues)] for field in FIELDS)
    return [Sure(_lines(weighed, n), body[n], headline[n], _amid(weighed, n)) for n in range(len(weighed.bodies))]


def _lines(weighed: Weighed, n: int) -> frozenset[int]:
    body = weighed.bodies[n]
    return frozenset(line.number for unit in weighed.page.units[body.first : body.last + 1] for line in unit.lines)


def _amid(weighed: Weighed, n: int) -> int | None:
    body, gaps = weighed.bodies[n], weighed.gaps
    inner = range(body.first + 1, body.last + 1)
    likeliest = min(inner, key=gaps.__getitem__, default=body.first)
    ends = min(gaps[body.first], gaps[body.last + 1])
    amid = inner and gaps[likeliest] < min(ends, FAR)
    return weighed.page.units[likeliest].lines[0].number if amid else None


@functools.cache
def known() -> Mapping[str, Mapping[str, Scale]]:
    """The file's contents, read once: of texts and of pages with positions, by field."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    return {
        kind: {field: Scale(**{**held, "trees": trees_of(held["trees"])}) for field, held in of.items()}
        for kind, of in data.items()
    }
