"""Blocks of a printed page: rows one below the other in one column and one size of type.

A block ends where the column ends, where the size or the measure of the lines changes, where a rule stands between and
where the next row is further away than the others. So an article seldom ends inside a block; which block is read
behind which is another question (`flow`).
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

import numpy as np
from numpy.typing import NDArray

from generator.base.printed_page import Box
from generator.segmentation.positions.rows import Row, Rows, bounds
from generator.segmentation.wrapping import width

DISPLAY = 1.5
"""Size from which type is no text; the crossheads of the pages that were measured have 1.2 to 1.6."""
SAME_SIZE_EXACT, SAME_SIZE, SAME_SIZE_SHORT = 1.06, 1.16, 1.35
"""By which sizes of one type differ as a file says them, as they are measured, and in lines of a few characters."""
SHORT = 5.0
LEADING = 1.15
"""Of the size of type: the widest gap between two rows of a block."""
LOOSER = 0.55
"""By which the gap may be wider than that between the rows before, in characters."""
INDENT = 2.7
"""Characters by which a first line is indented, at most."""
MARK = re.compile(r"[（(]?\s*[上下][接转].{1,8}版?.{0,4}[）)]?")
"""Of a text that goes on from another page or there."""
EDGE = 0.8
"""Characters by which rows of one column stick out."""
AS_THICK, AS_FULL = 1.3, 1.6
"""By which boxes of rows of one type differ in thickness; by which sizes may then differ of rows that fill the same
measure, for stops that an engine has not seen."""


@dataclass(frozen=True)
class Block:
    """Rows of one column."""

    rows: tuple[Row, ...]

    @cached_property
    def box(self) -> Box:
        b = bounds(self.rows)
        return Box(float(b[:, 0].min()), float(b[:, 1].min()), float(b[:, 2].max()), float(b[:, 3].max()))

    @cached_property
    def size(self) -> float:
        return median(row.size for row in self.rows)

    @property
    def display(self) -> bool:
        return self.size >= DISPLAY

    @cached_property
    def text(self) -> str:
        return "".join(row.text for row in self.rows)

    @property
    def first(self) -> Row:
        return self.rows[0]

    @property
    def last(self) -> Row:
        return self.rows[-1]


def blocks_of(page: Rows) -> list[Block]:
    """The blocks of a page, from the top down."""
    rows = page.rows
    if not rows:
        return []
    below = _below(rows, page.rules)
    above = {j: i for i, j in below.items()}
    found: list[list[int]] = []
    for i in range(len(rows)):
        if i in above:
            continue
        chain = [i]
        while chain[-1] in below:
            chain.append(below[chain[-1]])
        found += _of_one_column(rows, chain)
    blocks = [Block(tuple(rows[i] for i in chain)) for chain in found]
    return sorted(blocks, key=lambda b: (b.box.top, b.box.left))


def _below(rows: Sequence[Row], rules: Sequence[Box]) -> dict[int, int]:
    """For each row the one right below it, where each is the other's nearest."""
    b = bounds(rows)
    middle = (b[:, 1] + b[:, 3]) / 2
    wide = b[:, 2] - b[:, 0]
    shared = np.minimum(b[:, None, 2], b[None, :, 2]) - np.maximum(b[:, None, 0], b[None, :, 0])
    beneath = (shared > 0.3 * np.minimum(wide[:, None], wide[None, :])) & (b[None, :, 1] > middle[:, None])
    far = np.where(beneath, middle[None, :] - middle[:, None], np.inf)
    nearest_below, nearest_above = far.argmin(axis=1), far.argmin(axis=0)
    found: dict[int, int] = {}
    for i in range(len(rows)):
        j = int(nearest_below[i])
        mutual = np.isfinite(far[i, j]) and nearest_above[j] == i and _go_together(rows[i], rows[j])
        if mutual and not any(_between(rule, rows[i].box, rows[j].box) for rule in rules):
            found[i] = j
    return found


def _go_together(one: Row, two: Row) -> bool:
    if one.across or two.across:
        return False
    if MARK.fullmatch(one.text) or MARK.fullmatch(two.text):
        return False
    large, small = max(one.size, two.size), min(one.size, two.size)
    short = min(width(one.text), width(two.text)) < SHORT
    apart = SAME_SIZE_EXACT if one.exact and two.exact else SAME_SIZE_SHORT if short else SAME_SIZE
    left, right = two.box.left - one.box.left, two.box.right - one.box.right
    if max(abs(left), abs(right)) < EDGE * small and not (one.exact or two.exact):
        thick, thin = max(one.box.height, two.box.height), min(one.box.height, two.box.height)
        apart = AS_FULL if thick < AS_THICK * thin and large < DISPLAY else apart
    if large > small * apart:
        return False
    if two.box.top - one.box.bottom > LEADING * large:
        return False
    middle = (left + right) / 2
    aligned = abs(left) < INDENT * large or abs(right) < EDGE * large
    return aligned or abs(middle) < EDGE * large or (one.size >= DISPLAY and abs(middle) < 3 * one.size)


def _between(rule: Box, above: Box, below: Box) -> bool:
    """A printed line parts two rows."""
    if rule.width < rule.height:
        return False
    y = (rule.top + rule.bottom) / 2
    shared = min(rule.right, above.right, below.right) - max(rule.left, above.left, below.left)
    return (above.top + above.bottom) / 2 < y < (below.top + below.bottom) / 2 and shared > 0.5 * min(
        above.width, below.width
    )


def _of_one_column(rows: Sequence[Row], chain: list[int]) -> list[list[int]]:
    """A chain of rows cut where the measure of the lines or the leading changes."""
    if rows[chain[0]].size >= DISPLAY:
        return [chain]
    b = bounds([rows[i] for i in chain])
    cuts = [k for k in range(1, len(chain)) if _measure_changes(b, k) or _stands_off(b, k)]
    edges = [0, *cuts, len(chain)]
    return [chain[a:z] for a, z in itertools.pairwise(edges)]


def _measure_changes(b: NDArray[np.float64], k: int) -> bool:
    """The rows before k and from k on are not of one column: each three of them fill another measure."""
    before, after = b[max(0, k - 4) : k], b[k : k + 4]
    left = float(before[:, 0].min() - after[:, 0].min())
    right = float(before[:, 2].max() - after[:, 2].max())
    if len(before) < 2 or len(after) < 2:
        wide = min(len(before), len(after)) == 1 and max(abs(left), abs(right)) > 3 * INDENT
        return wide and (left > EDGE or right > EDGE) and (left < -EDGE or right < -EDGE or abs(left) + abs(right) > 8)
    return abs(left) > EDGE + (INDENT if min(len(before), len(after)) < 3 else 0.4) or abs(right) > EDGE + 0.7


def _stands_off(b: NDArray[np.float64], k: int) -> bool:
    """The gap before row k is wider than the others."""
    gaps = b[1:, 1] - b[:-1, 3]
    around = np.concatenate([gaps[max(0, k - 5) : k - 1], gaps[k : k + 4]])
    return len(around) > 1 and float(gaps[k - 1]) > float(np.median(around)) + LOOSER
