"""Looks for closed articles that have gone: nothing is known of their texts but the numbers of a sketch
(seeds/closed.tsv), which are numbers of runs of letters. A text that has some of those runs says what was closed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from generator.language.needles import RUN as SHOWN
from generator.language.needles import spelled
from generator.language.sketch import Numbers, is_short, numbered, numbers

FEW = 3
"""Of 16 numbers a text that has as many has a fifth of what was closed; of a million other letters one run in 4,000 has
the number of an article, so three in one text are no chance."""


@dataclass(frozen=True)
class Gone:
    """The numbers of some texts, in order, and which secret each is of."""

    numbers: Numbers = field(default_factory=lambda: np.zeros(0, np.uint64))
    of: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))

    @classmethod
    def known(cls, sketches: Mapping[int, str], texts: Iterator[str]) -> "Gone":
        """Those of sketches that are not short, by the number of the secret; less what open `texts` say as well."""
        pairs = sorted((int(number, 16), of) for of, sketch in sketches.items() for number in numbers(sketch))
        if not pairs:
            return cls()
        whole = cls(np.array([number for number, _ in pairs], np.uint64), np.array([of for _, of in pairs], np.int64))
        openly = np.zeros(len(pairs), np.bool_)
        for text in texts:
            openly |= np.isin(whole.numbers, numbered(spelled(text)))
        return cls(whole.numbers[~openly], whole.of[~openly])

    def within(self, text: str) -> Iterator[tuple[int, str]]:
        """The secrets that a text has enough runs of, each with the beginning of one."""
        letters = spelled(text)
        numbers = numbered(letters)
        if not (there := np.flatnonzero(np.isin(numbers, self.numbers))).size:
            return
        held = np.isin(self.numbers, numbers[there])
        for of in np.unique(self.of[held]).tolist():
            own = self.numbers[held & (self.of == of)]
            if len(own) >= FEW:
                at = int(there[np.isin(numbers[there], own)][0])
                yield of, letters[at : at + SHOWN]


def parted(sketches: Mapping[str, str]) -> tuple[dict[str, str], Sequence[str]]:
    """Those by which a text can be looked for; the ids of the others."""
    long = {id: sketch for id, sketch in sketches.items() if sketch and not is_short(sketch)}
    return long, sorted(sketches.keys() - long.keys())
