"""How well one text goes on in another, by their words alone: what a small network has learnt from articles.

Two sums over characters for each side of a break: the six next to it by their places, which tell whether a sentence
runs on, and the sixty next to it whatever their places, which tell whether it is the same matter.
"""

import base64
import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.base import assets

FILE = assets.PACKAGE / "data" / "continuity.json"
NEAR, FAR = 6, 60
"""Characters."""
NOTHING, UNKNOWN = 0, 1
"""Numbers of what is no character, and of a rare one."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Continuity:
    """The network."""

    numbers: dict[str, int]
    near: Floats
    """A vector for each character, for the six next to the break."""
    ends: Floats
    """What becomes of it before the break, place by place, and `begins` behind it."""
    begins: Floats
    ends_bias: Floats
    begins_bias: Floats
    far: Floats
    """A vector for each character, for the matter."""
    ends_far: Floats
    begins_far: Floats
    weights: Floats
    """Of either sum."""

    def befores(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        """What the ends of texts are like: how they lead on, and their matter."""
        rows = [self._numbers(text[-FAR:]) for text in texts]
        near = np.array([([NOTHING] * NEAR + row)[-NEAR:] for row in rows], dtype=int).reshape(-1, NEAR)
        lead = np.tanh(np.einsum("nkd,kdh->nh", self.near[near], self.ends) + self.ends_bias)
        return lead, self._matter(rows, self.ends_far)

    def behinds(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        """The same of the beginnings of texts."""
        rows = [self._numbers(text[:FAR]) for text in texts]
        near = np.array([(row + [NOTHING] * NEAR)[:NEAR] for row in rows], dtype=int).reshape(-1, NEAR)
        lead = np.tanh(np.einsum("nkd,kdh->nh", self.near[near], self.begins) + self.begins_bias)
        return lead, self._matter(rows, self.begins_far)

    def _numbers(self, text: str) -> list[int]:
        return [self.numbers.get(c, UNKNOWN) for c in text if not c.isspace()]

    def _matter(self, rows: Sequence[Sequence[int]], weights: Floats) -> Floats:
        sums = np.array([self.far[list(row)].sum(axis=0) / max(1, len(row)) ** 0.5 for row in rows], dtype=np.float32)
        return np.asarray(np.tanh(sums.reshape(-1, self.far.shape[1]) @ weights), dtype=np.float32)


@functools.cache
def continuity() -> Continuity:
    """The file's contents, read once."""
    data = json.loads(FILE.read_text(encoding="utf-8"))

    def array(name: str) -> Floats:
        held: dict[str, Any] = data[name]
        flat = np.frombuffer(base64.b85decode(held["bytes"]), dtype=np.int8)
        return np.asarray(flat.reshape(held["shape"]).astype(np.float32) * held["unit"], dtype=np.float32)

    return Continuity(
        {c: n for n, c in enumerate(data["characters"], UNKNOWN + 1)},
        near=array("near"),
        ends=array("ends"),
        begins=array("begins"),
        ends_bias=array("ends_bias"),
        begins_bias=array("begins_bias"),
        far=array("far"),
        ends_far=array("ends_far"),
        begins_far=array("begins_far"),
        weights=np.array(data["weights"], dtype=np.float32),
    )
