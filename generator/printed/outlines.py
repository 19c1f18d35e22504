"""The outline of boxes that touch or lie over each other, as a path."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from generator.base.printed_page import Box

Corner = tuple[int, int]


def outline(boxes: Sequence[Box], shown: Box, across: int) -> str:
    """Path of SVG in so many units across what is shown: "M3 4h20v9h-20z", a loop for each edge, holes among them."""
    by = across / shown.width
    sides = [(round((b[n] - shown[n % 2]) * by)) for b in boxes for n in range(4)]
    xs, ys = sorted({*sides[::4], *sides[2::4]}), sorted({*sides[1::4], *sides[3::4]})
    grid = np.zeros((len(ys) + 1, len(xs) + 1), dtype=bool)  # cell n reaches to the n-th edge
    for n in range(0, len(sides), 4):
        left, top, right, bottom = sides[n : n + 4]
        grid[ys.index(top) + 1 : ys.index(bottom) + 1, xs.index(left) + 1 : xs.index(right) + 1] = True
    return "".join(_path([(xs[x], ys[y]) for x, y in loop]) for loop in _loops(grid))


def _loops(grid: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]") -> Iterator[list[Corner]]:
    """The edges of what is true, what is true at their right, as loops of corners."""
    on: defaultdict[Corner, list[Corner]] = defaultdict(list)
    rows, columns = grid.shape
    for row in range(rows):
        for column in range(columns):
            if not grid[row, column]:
                continue
            left, right, top, bottom = column - 1, column, row - 1, row
            if not grid[row - 1, column]:
                on[left, top].append((right, top))
            if column + 1 == columns or not grid[row, column + 1]:
                on[right, top].append((right, bottom))
            if row + 1 == rows or not grid[row + 1, column]:
                on[right, bottom].append((left, bottom))
            if not grid[row, column - 1]:
                on[left, bottom].append((left, top))
    while on:
        start = min(on)
        loop, at = [start], start
        while True:
            following = on[at].pop()
            if not on[at]:
                del on[at]
            if following == start:
                break
            loop.append(following)
            at = following
        yield loop


def _path(loop: Sequence[Corner]) -> str:
    corners = [
        b
        for a, b, c in zip([loop[-1], *loop[:-1]], loop, [*loop[1:], loop[0]], strict=True)
        if not (a[0] == b[0] == c[0] or a[1] == b[1] == c[1])
    ]
    if not corners:
        return ""
    steps = (f"h{b[0] - a[0]}" if a[1] == b[1] else f"v{b[1] - a[1]}" for a, b in pairwise(corners))
    left, top = corners[0]
    return "".join([f"M{left},{top}", *steps, "z"])
