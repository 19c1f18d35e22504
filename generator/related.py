"""The articles that have most in common with each one: those that share words which both are about (keywords.py).

Each is compared with those alone that share a word with it, and through no word that more than WIDEST articles are
about: the cost grows with the number of articles, not with its square.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from generator.keywords import About

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

WIDEST = 400  # articles of one word: with 8,000 subjects of a daily's year, two in a hundred have more
ALIKE = 0.25  # cosine: below it the pairs of a daily's year share a phrase and no matter
SHARED = 2  # words: 白方 stands for Belarus and for a side in a game of go, and such pairs have no more in common
MOST = 4
TOGETHER = 2000  # articles that are compared at once: half a million pairs


@dataclass(frozen=True)
class _Words:
    """Which articles are about which words, and how much: one number for each pair of them."""

    word: Ints
    article: Ints
    weight: Floats

    def some(self, chosen: Ints | NDArray[np.bool_]) -> "_Words":
        return _Words(self.word[chosen], self.article[chosen], self.weight[chosen])


def related(about: Sequence[About], most: int = MOST) -> list[list[int]]:
    """The numbers of the articles that are most like each one, the likest first."""
    numbers: dict[str, int] = {}
    rows = [
        (numbers.setdefault(word, len(numbers)), n, w) for n, found in enumerate(about) for word, w in found.items()
    ]
    words, articles, weights = zip(*rows, strict=True) if rows else ((), (), ())
    every = _Words(np.array(words, np.int64), np.array(articles, np.int64), np.array(weights, np.float64))
    spread = np.bincount(every.word, minlength=len(numbers))[every.word]
    every = every.some((spread > 1) & (spread <= WIDEST))
    by_word = every.some(np.argsort(every.word, kind="stable"))
    out: list[list[int]] = []
    for first in range(0, len(about), TOGETHER):
        last = min(first + TOGETHER, len(about))
        start, end = np.searchsorted(every.article, [first, last])
        one, other = _alike(every.some(np.arange(start, end)), by_word, len(about))
        bounds = np.searchsorted(one, np.arange(first, last + 1)).tolist()
        out += [other[a : min(a + most, b)].tolist() for a, b in pairwise(bounds)]
    return out


def _alike(some: _Words, by_word: _Words, articles: int) -> tuple[Ints, Ints]:
    """Pairs of articles that are alike, of which the first is among `some`: by it, then the likest first."""
    begin = np.searchsorted(by_word.word, some.word)
    times = np.searchsorted(by_word.word, some.word, side="right") - begin
    row = np.repeat(np.arange(len(times)), times)
    at = begin[row] + np.arange(len(row)) - (np.cumsum(times) - times)[row]
    pair = some.article[row] * articles + by_word.article[at]
    order = np.argsort(pair, kind="stable")
    pair, product = pair[order], (some.weight[row] * by_word.weight[at])[order]
    new = np.flatnonzero(np.diff(pair, prepend=-1))
    shared, alike = np.diff(new, append=len(pair)), np.add.reduceat(product, new) if len(new) else product
    one, other = pair[new] // articles, pair[new] % articles
    kept = (shared >= SHARED) & (alike >= ALIKE) & (one != other)
    one, other, alike = one[kept], other[kept], alike[kept]
    order = np.lexsort(
        (other, -alike.round(9), one)
    )  # rounded: the sum of the same weights may differ in its last bits
    return one[order], other[order]
