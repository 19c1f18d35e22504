"""Where the lines of a page stood in another text of it: cut at other places, or read anew."""

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from generator.review.three_way import squashed

HALF = 0.5
"""Share of a line's characters that stood in lines of before; where it is less, the line is a new one."""

Lines = Sequence[tuple[int, str]]
"""Number and text of each."""


def stood(old: Lines, new: Lines) -> dict[int, Counter[int]]:
    """For each line of now that is not new: how many of its characters stood in which line of before."""
    if list(old) == list(new):
        return {n: Counter({n: 1}) for n, _ in new}
    found: dict[int, Counter[int]] = {n: Counter() for n, _ in new}
    for before, now in _stretches(old, new):
        a, b = _characters(before), _characters(now)
        matcher = difflib.SequenceMatcher(None, [c for c, _ in a], [c for c, _ in b], autojunk=False)
        for i, j, size in matcher.get_matching_blocks():
            for k in range(size):
                found[b[j + k][1]][a[i + k][1]] += 1
    least = {n: max(1.0, HALF * len(squashed(text))) for n, text in new}
    return {n: of for n, of in found.items() if of.total() >= least[n]}


def _stretches(old: Lines, new: Lines) -> Iterator[tuple[Lines, Lines]]:
    """Lines that are the same one by one, the others by what lies between two such lines: few characters take long to
    compare with few."""
    matcher = difflib.SequenceMatcher(None, [text for _, text in old], [text for _, text in new], autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            yield from (([old[i]], [new[j]]) for i, j in zip(range(i1, i2), range(j1, j2), strict=True))
        else:
            yield old[i1:i2], new[j1:j2]


def _characters(lines: Lines) -> list[tuple[str, int]]:
    """Each with the number of its line; white space is another in each text."""
    return list(chain.from_iterable(((c, n) for c in squashed(text)) for n, text in lines))
