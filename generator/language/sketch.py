"""By what a text that nobody may read is known again, though nothing of it can be read out of that.

Of a text of `LEAST` letters and more: the lowest of the numbers that stand for its runs of `RUN` letters, one of
`EVERY`, at least `FEWEST`. Below the highest number of both, what two texts share of their numbers is what they share
of their runs. So a text is known in parts, and as a part. Who would try a name against a number has to know the other
letters of a run, as they are printed.

A shorter text might be tried as a whole, name by name. So it has `FEW` hexadecimal digits: of a million names they fit
250. They tell one notice from another, and no more.
"""

from collections.abc import Set
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.base.digest import digest
from generator.language.needles import spelled

RUN = 24  # letters: with one wrong of a hundred 0.79 of the runs are the same; a name takes two or three of them
LEAST = 40  # letters; lost documents, deaths and thanks of one form are shorter
EVERY, FEWEST, MOST = 16, 16, 128
DIGITS = 8  # of each number
FEW = 3
PART, WHOLE = 0.5, 0.22
"""Share of the runs of the one that is in the other, where it is a part of it; of both, where it is the same text.
Where one letter of a hundred is wrong it is 0.79, with five 0.29."""
ENOUGH = 4
"""Numbers in common, from which the share is told."""
RUNS = 36
"""Runs in common, 60 letters. Fewer two texts have of a set phrase; then nearly `ALL` has to be the same."""
SOME, ALL = 2, 0.75
QUARTER = 0.25
"""Share of the runs of a text of 40 to 100 letters that is left where one of its letters is wrong; notices of one form
have as much of each other."""

Numbers = NDArray[np.uint64]
"""Those of runs; each has `DIGITS` hexadecimal digits."""

_FACTOR = 0xD6E8FEB86659FD93
_ONE, _TWO, _FOUR, _EIGHT = (np.uint64(pow(_FACTOR, n, 2**64)) for n in (1, 2, 4, 8))
"""The number of a run is that of its first part times a power of the factor, and that of the rest."""
_MIXED = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9))


def sketch(text: str) -> str:
    """That of a text: its letters and digits count."""
    return sketch_of(spelled(text))


def sketch_of(letters: str) -> str:
    """That of a spelled text."""
    if len(letters) < LEAST:
        return digest(letters)[:FEW]
    every = numbered(letters)
    ordered = np.sort(every.astype(np.uint32))
    lowest = ordered[np.diff(ordered, prepend=~ordered[:1]) != 0]  # np.unique takes five times as long
    kept: bytes = lowest[: min(max(len(every) // EVERY, FEWEST), MOST)].astype(">u4").tobytes()
    return kept.hex()


def numbered(letters: str) -> Numbers:
    """The number of each run of a spelled text, in the order of the text; none where it is shorter than a run."""
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    if len(codes) < RUN:
        return codes[:0]
    runs = codes[:-1] * _ONE + codes[1:]
    runs = runs[:-2] * _TWO + runs[2:]
    eight = runs[:-4] * _FOUR + runs[4:]
    runs = eight[:-8] * _EIGHT + eight[8:]
    runs = runs[:-8] * _EIGHT + eight[16:]
    for factor in _MIXED:
        runs = (runs ^ runs >> np.uint64(31)) * factor
    return runs >> np.uint64(32)


def is_short(sketch: str) -> bool:
    """Whether it is that of a text that is too short to be known by it alone."""
    return len(sketch) == FEW


class Shared(NamedTuple):
    """What two texts have in common, as their sketches tell."""

    numbers: int = 0
    runs: float = 0.0
    """So many runs stand for them."""
    most: float = 0.0
    """Of the runs of that of which it is more, 0 to 1."""
    least: float = 0.0
    """Of those of the other one."""

    @property
    def alike(self) -> bool:
        """The one is the other, corrected or not, or a part of it."""
        if self.numbers < ENOUGH or self.runs < RUNS:
            return self.numbers >= SOME and self.most >= ALL
        return self.most >= PART or self.least >= WHOLE

    @property
    def likely(self) -> bool:
        """They are short, and the one may be the other with a letter wrong, or another notice of the same form."""
        return self.numbers >= ENOUGH and self.runs < RUNS and self.most >= QUARTER

    @property
    def doubtful(self) -> bool:
        """They may be, and need not."""
        return not self.alike and (self.likely or (self.numbers >= ENOUGH and self.runs >= RUNS))


def shared(one: str, other: str, forms: Set[str] = frozenset()) -> Shared:
    """`forms`: numbers that do not count, for they stand in many texts."""
    if is_short(one) or is_short(other):
        return Shared(ENOUGH, ENOUGH, 1.0, 1.0) if one == other else Shared()
    first, second = numbers(one), numbers(other)
    both = min(max(first), max(second))
    own, its = ({number for number in of if number <= both and number not in forms} for of in (first, second))
    common, sizes = len(own & its), sorted((len(own), len(its)))
    runs = common * 16**DIGITS / (int(both, 16) + 1)
    return Shared(common, runs, *(common / max(size, 1) for size in sizes))


def alike(one: str, other: str) -> bool:
    """Whether two texts are the same, corrected or not, or one a part of the other, as their sketches tell."""
    return shared(one, other).alike


def numbers(sketch: str) -> list[str]:
    """Those of a text that is not short."""
    return [sketch[at : at + DIGITS] for at in range(0, len(sketch), DIGITS)]
