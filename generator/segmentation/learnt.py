"""What was learnt from marked pages: how texts begin and end, how headlines read, and how cues weigh together.

`data/segment.json` holds it; `scripts/fit_segment.py` makes the file, and `data/README.md` says from what.

1. A score of a text's first or last characters, or of a whole short line: the sum of the weights of its runs of one to
   three characters, each run's weight found by its checksum (`Runs`).
2. Log-odds of a unit from its cues: the sum of decision trees (`Trees`).
"""

import base64
import functools
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.base import assets

FILE = assets.PACKAGE / "data" / "segment.json"
SLOTS = 1 << 14
"""Weights of each kind of run; a byte each."""
OPENING, CLOSING = 14, 10
"""Characters of a paragraph's beginning and end that are looked at; longer ones told no more."""
LONGEST_LINE = 40


@dataclass(frozen=True)
class Runs:
    """Weights of runs of characters, a byte each, by checksum."""

    weights: bytes
    unit: float
    """What a step of a weight is worth."""
    bias: float

    def score(self, slots: Sequence[int]) -> float:
        return self.bias + self.unit * sum(self.weights[slot] - 128 for slot in slots)


@dataclass(frozen=True)
class Trees:
    """Decision trees over named cues, flat: a node's cue, its limit, where to go where the cue is at most that and
    where else; a leaf's cue is -1 and its limit the value."""

    cues: tuple[str, ...]
    bias: float
    roots: tuple[int, ...]
    cue: tuple[int, ...]
    limit: tuple[float, ...]
    at_most: tuple[int, ...]
    more: tuple[int, ...]

    def log_odds(self, cues: Mapping[str, float]) -> float:
        """Log-odds of what has these cues; each is looked up by its name. KeyError where one is missing."""
        values = [cues[name] for name in self.cues]
        cue, limit, at_most, more = self.cue, self.limit, self.at_most, self.more
        total = self.bias
        for node in self.roots:
            while cue[node] >= 0:
                node = at_most[node] if values[cue[node]] <= limit[node] else more[node]  # noqa: PLW2901
            total += limit[node]
        return total

    def of_all(self, cues: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """The same of many at once."""
        if not cues:
            return np.zeros(0)
        names = self.cues
        values = np.array([[c[name] for name in names] for c in cues])
        cue, limit, at_most, more = self._arrays
        rows = np.arange(len(values))[:, None]
        node = np.broadcast_to(np.array(self.roots), (len(values), len(self.roots)))
        while True:
            which = cue[node]
            if (which < 0).all():
                break
            onward = np.where(values[rows, which] <= limit[node], at_most[node], more[node])
            node = np.where(which < 0, node, onward)
        return np.asarray(self.bias + limit[node].sum(axis=1))

    @cached_property
    def _arrays(self) -> tuple[NDArray[Any], ...]:
        return tuple(np.array(x) for x in (self.cue, self.limit, self.at_most, self.more))


@dataclass(frozen=True)
class Learnt:
    """All of the file."""

    beginning: Runs
    ending: Runs
    line: Runs
    headline: Trees
    begins: Trees


def opening_slots(text: str) -> list[int]:
    return _slots(text[:OPENING])


def closing_slots(text: str) -> list[int]:
    return _slots(text[: -CLOSING - 1 : -1])


def line_slots(text: str) -> list[int]:
    return _slots("^" + text[:LONGEST_LINE] + "$", spread=False)


def _slots(text: str, spread: bool = True) -> list[int]:
    """The slots of a text's runs, told apart by where they stand: first, among the first four, behind."""
    found = []
    for size in (1, 2, 3):
        for at in range(len(text) - size + 1):
            place = (0 if not at else 1 if at < 4 else 2) if spread else 3
            found.append(zlib.crc32(f"{place}{text[at : at + size]}".encode()) % SLOTS)
    return found


def trees_of(data: Mapping[str, Any]) -> Trees:
    """Trees as their file has them."""
    fields: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in data.items()}
    return Trees(**fields)


@functools.cache
def learnt() -> Learnt:
    """The file's contents, read once."""
    data = json.loads(FILE.read_text(encoding="utf-8"))

    def runs(name: str) -> Runs:
        return Runs(base64.b85decode(data[name]["weights"]), data[name]["unit"], data[name]["bias"])

    trees = (trees_of(data[name]) for name in ("headline", "begins"))
    return Learnt(runs("beginning"), runs("ending"), runs("line"), *trees)
