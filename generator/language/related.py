"""The articles that have most in common with each one: those that share words which both are about (keywords.py).

Each is compared with those alone that share a word with it, and through no word that more than WIDEST articles are
about: the cost grows with the number of articles, not with its square.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from generator.language.keywords import About
from generator.language.lexicon import Floats, Ints

WIDEST = 400  # articles of one word: with 8,000 subjects of a daily's year, two in a hundred have more
ALIKE = 0.25  # cosine: below it the pairs of a daily's year share a phrase and no matter
SHARED = 2  # words: 白方 stands for Belarus and for a side in a game of go, and such pairs have no more in common
MOST = 4
TOGETHER = 500  # articles that are compared at once: a hundred thousand pairs stay in the processor's memory


@dataclass(frozen=True)
class _Words:
    """Which articles are about which words, and how much: one number for each pair of them."""

    word: Ints
    article: Ints
    weight: Floats

    def some(self, chosen: Ints | NDArray[np.bool_]) -> "_Words":
        return _Words(self.word[chosen], self.article[chosen], self.weight[chosen])


def related(about: About, most: int = MOST) -> list[list[int]]:
    """The numbers of the articles that are most like each one, the likest first."""
    every = _Words(about.word, about.article, about.weight)
    spread = np.bincount(every.word, minlength=len(about.words))[every.word]
    every = every.some((spread > 1) & (spread <= WIDEST))
    by_word = every.some(np.argsort(every.word, kind="stable"))
    spread = np.bincount(every.word, minlength=len(about.words))
    begins = np.cumsum(spread) - spread
    out: list[list[int]] = []
    for first in range(0, about.articles, TOGETHER):
        last = min(first + TOGETHER, about.articles)
        some = every.some(np.arange(*np.searchsorted(every.article, [first, last])))
        held = spread[some.word]
        row = np.repeat(np.arange(len(some.word)), held)
        others = by_word.some(np.arange(len(row)) + (begins[some.word] - np.cumsum(held) + held)[row])
        one, other = _alike(some, row, others, about.articles)
        bounds = np.searchsorted(one, np.arange(first, last + 1)).tolist()
        out += [other[a : min(a + most, b)].tolist() for a, b in pairwise(bounds)]
    return out


def _alike(some: _Words, row: Ints, others: _Words, articles: int) -> tuple[Ints, Ints]:
    """Pairs of articles that are alike: by the first, then the likest first.

    `others` share their word with that of `some` which stands in the same place of `row`.
    """
    first = some.article[:1].sum()
    pair = (some.article[row] - first) * articles + others.article
    # Pair and place in one number: numpy sorts such numbers fifteen times as fast as it finds an order.
    bits = len(row).bit_length()
    key = np.sort(pair << bits | np.arange(len(row)))
    pair, product = key >> bits, (some.weight[row] * others.weight)[key & ((1 << bits) - 1)]
    new = np.flatnonzero(np.diff(pair, prepend=-1))
    shared, alike = np.diff(new, append=len(pair)), np.add.reduceat(product, new) if len(new) else product
    kept = (shared >= SHARED) & (alike >= ALIKE)
    one, other, alike = pair[new][kept] // articles + first, pair[new][kept] % articles, alike[kept]
    kept = one != other
    one, other, alike = one[kept], other[kept], alike[kept]
    # Rounded: the sum of the same weights may differ in its last bits.
    order = np.lexsort((other, -alike.round(9), one))
    return one[order], other[order]
