"""How like two names are: by the characters that they share, and by those that sound or look like each other."""

import difflib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from generator.language import pinyin

SWAPPED = 0.9
"""Of the same characters in another order."""
SOUNDS, LOOKS = 0.8, 0.7
"""Of a character that is read like the other, or looks like it, against one for the same: who types in pinyin takes one
for the other more often than who types by strokes."""
_LOOKALIKES = Path(__file__).parents[1] / "data/lookalikes.txt"


def likeness(one: str, other: str) -> float:
    """1 for the same, 0 where nothing is shared. Names of one length are compared character by character, too: 河顺县
    is 和顺县 rather than 齐河县, which has as many of its characters."""
    shared = difflib.SequenceMatcher(None, other, one).ratio()
    if len(one) != len(other) or not one:
        return shared
    if one != other and sorted(one) == sorted(other):
        return SWAPPED
    return max(shared, sum(map(_alike, one, other)) / len(one))


@cache
def _alike(one: str, other: str) -> float:
    if one == other:
        return 1
    if {*pinyin.readings(one)} & {*pinyin.readings(other)}:
        return SOUNDS
    return LOOKS if other in lookalikes().get(one, "") else 0


@cache
def lookalikes() -> Mapping[str, str]:
    """Of each character those that it may be taken for, either way."""
    found: dict[str, set[str]] = {}
    for line in _LOOKALIKES.read_text(encoding="utf-8").splitlines():
        one, _, others = line.partition("\t")
        for other in others:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {one: "".join(sorted(others)) for one, others in sorted(found.items())}
