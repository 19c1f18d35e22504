"""By what a text that nobody may read is known again, though nothing of it can be read out of that.

Of a text of `LEAST` letters and more: the lowest `MOST` of the numbers that stand for its runs of `RUN` letters. Two
texts that share a part of their runs share about that part of them. Who would try a name against a number has to know
the other letters of a run, as they are printed.

A shorter text might be tried as a whole, name by name. So it has `FEW` hexadecimal digits: of a million names they fit
250. They tell one notice from another, and no more.
"""

from collections.abc import Iterator

import numpy as np

from generator.base.digest import digest
from generator.language.needles import spelled

RUN = 24  # letters: with one wrong of a hundred 0.79 of the runs are the same; a name takes two or three of them
LEAST = 40  # letters; lost documents, deaths and thanks of one form are shorter
MOST = 16
DIGITS = 8  # of each number
FEW = 3
ALIKE = 0.35
"""Share of the runs of both texts. Where one letter of a hundred is wrong it is 0.65, and what is told of it from 16
numbers lies within 0.25 of that; of other texts, notices of one form among them, it is next to nothing."""

_FACTOR = np.uint64(0xD6E8FEB86659FD93)
_MIXED = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9))


def sketch(text: str) -> str:
    """That of a text: its letters and digits count."""
    letters = spelled(text)
    if len(letters) < LEAST:
        return digest(letters)[:FEW]
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    size = len(codes) - RUN + 1
    runs = np.zeros(size, np.uint64)
    for n in range(RUN):
        runs = runs * _FACTOR + codes[n : n + size]
    for factor in _MIXED:
        runs = (runs ^ runs >> np.uint64(31)) * factor
    lowest = np.unique(runs >> np.uint64(32))[:MOST]
    return "".join(f"{number:0{DIGITS}x}" for number in lowest.tolist())


def is_short(sketch: str) -> bool:
    """Whether it is that of a text that is too short to be known by it alone."""
    return len(sketch) == FEW


def alike(one: str, other: str) -> bool:
    """Whether two texts are the same, corrected or not, as their sketches tell."""
    if is_short(one) or is_short(other):
        return one == other
    first, second = set(_numbers(one)), set(_numbers(other))
    lowest = set(sorted(first | second)[:MOST])
    return len(lowest & first & second) >= ALIKE * len(lowest)


def _numbers(sketch: str) -> Iterator[str]:
    return (sketch[at : at + DIGITS] for at in range(0, len(sketch), DIGITS))
