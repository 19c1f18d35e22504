"""Boxes that come row by row, put back into columns.

Some extractors sort the boxes of a page by their lower edges, from left to right where those are level, and so shuffle
its columns. It can be undone from the end of the file. Counted in lines, the columns of a block are equally high, but
for the last, which may be shorter (in 50 of the 58 blocks of the marked pages); so it is known how low each ends. The
last box of the file stands lowest; above it its column now ends higher. Of the boxes not yet placed the last stands
under what is now the lowest edge, and so on, up to the top, which all columns reach at once if their number was right.
What is left to choose is the number of columns and, where edges are nearly level, which box comes first: there the
texts decide (`Links`).
"""

import heapq
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.segmentation.boxes import Box, Links

MOST_COLUMNS = 6
MOST_BOXES = 80
"""Boxes of a block; the marked pages have 54 at most."""
MORE = -0.5
"""Log-odds for each column: more columns can be shuffled in more ways."""
UNEVEN = -2.5
"""For each line by which a column misses the top of the block, or a box is higher than its place in the file says."""
TURNED = -3.0
"""Of two boxes that end level the one on the right comes first."""
QUOTED = re.compile("[“”‘’]")
"""Marks of another font: the lower edge of a line with one is not quite level with its neighbours'."""
BEAM = 4
"""Ways that are followed; 12 take twice as long and put as many boxes into their places."""
MOST_GAIN = 0.6
"""Log-odds that a block is worth at the most, for each box; without this limit it takes twice as long."""
POOR = -10.0
"""Log-odds of a block that is not worth following."""

Order = tuple[float, tuple[int, ...]]
"""Log-odds, and boxes in the order in which they are read."""


class _State(NamedTuple):
    """The last boxes of a block in their columns, numbered from the left."""

    score: float
    edges: tuple[int, ...]
    """Lines between the top of the block and each column's boxes."""
    columns: tuple[tuple[int, ...], ...]
    """The boxes of each, from the foot up."""


class Columns:
    """Finds the reading order of blocks of columns, of a page's boxes."""

    def __init__(self, page: Sequence[Box], links: Links) -> None:
        self._page = page
        self._links = links

    def best(self, block: Sequence[int], columns: Mapping[int, float], slack: int) -> Order:
        """The reading order of the boxes of one block: as they stand, or in columns.

        `columns` has the width of each box's column; `slack` is the number of lines by which edges may differ, where
        crossheads and pictures take room.
        """
        links = self._links
        score = sum(links.below(a, b, columns) for a, b in itertools.pairwise(block))
        best = score + links.top(block[0], columns) + links.foot(block[-1], columns), tuple(block)
        if len(block) > MOST_BOXES:
            return best
        sizes = [self._page[i].size for i in block]
        for k in range(2, min(MOST_COLUMNS, len(block)) + 1):
            for feet in _feet(sum(sizes), k, slack):
                if max(sizes) <= feet[0] + slack:
                    best = max(best, self._in_columns(block, columns, feet, slack, max(best[0], POOR)) or best)
        return best

    def _in_columns(
        self, block: Sequence[int], columns: Mapping[int, float], feet: Sequence[int], slack: int, least: float
    ) -> Order | None:
        """The best order in columns that end so many lines below the top; None where none is worth `least`."""
        k = len(feet)
        states = [_State(MORE * k, tuple(feet), ((),) * k)]
        for left, i in zip(range(len(block) - 1, -1, -1), reversed(block), strict=True):
            following = [
                f for s in states for f in self._placed(s, i, columns, slack) if f.score + MOST_GAIN * left > least
            ]
            states = heapq.nlargest(BEAM, following) if len(following) > BEAM else following
        ends = [self._whole(s, columns) for s in states if all(s.columns) and all(abs(e) <= slack for e in s.edges)]
        return max(ends, default=None)

    def _placed(self, state: _State, i: int, columns: Mapping[int, float], slack: int) -> Iterator[_State]:
        """The ways to put box i above the others: under the lowest edge, and the rightmost of those."""
        size = self._page[i].size
        unsure = slack or QUOTED.search(self._page[i].lines[-1].text)
        lowest = max(state.edges)
        rightmost = max(c for c, edge in enumerate(state.edges) if edge == lowest)
        for c, edge in enumerate(state.edges) if unsure else ((rightmost, lowest),):
            if edge < size - slack or edge < lowest - slack:
                continue
            below = state.columns[c]
            score = state.score + UNEVEN * (lowest - edge) + (TURNED if c != rightmost and edge == lowest else 0.0)
            score += self._links.below(i, below[-1], columns) if below else 0.0
            yield _State(
                score,
                (*state.edges[:c], edge - size, *state.edges[c + 1 :]),
                (*state.columns[:c], (*below, i), *state.columns[c + 1 :]),
            )

    def _whole(self, state: _State, columns: Mapping[int, float]) -> Order:
        """The columns from left to right."""
        links = self._links
        score = state.score + UNEVEN * sum(map(abs, state.edges))
        score += sum(links.across(a[0], b[-1], columns) for a, b in itertools.pairwise(state.columns))
        score += links.top(state.columns[0][-1], columns) + links.foot(state.columns[-1][0], columns)
        return score, tuple(i for column in state.columns for i in reversed(column))


def _feet(lines: int, k: int, slack: int) -> Iterator[tuple[int, ...]]:
    """How high k columns of so many lines may be."""
    even = -(-lines // k)
    for high in range(even - slack, even + slack + 1):
        last = lines - (k - 1) * high
        if 0 < last <= high + slack:
            yield (*[high] * (k - 1), last)
