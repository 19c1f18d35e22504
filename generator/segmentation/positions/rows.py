"""Rows of a printed page: its lines with sizes of type relative to the body's, those that a reader split joined again.

1. A page whose lines are vertical is laid on its side, so that it too is read in columns from the left to the right:
   its bands become columns, and its lines horizontal.
2. Lengths are in characters of the body from here on (`Row`).
3. What stands side by side in one row with next to nothing between, or with rows above or below that pay the gap no
   heed, is one row.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from generator.base.printed_page import Box, PrintedLine, PrintedPage
from generator.segmentation.clipping import apart
from generator.segmentation.positions.latin_type import USUAL, latin, wide
from generator.segmentation.wrapping import width

TELLS = 5.0
"""Full-width characters of a line whose advance tells the size of its type; shorter ones are measured too roughly."""
FEW = 7
"""Characters up to which Latin letters tell no size of their own: 2024, A12, www."""
THICK = 1.3
"""A line's box is at most so much higher than its type."""
SMALLEST, LARGEST = 0.3, 20.0
"""Sizes of type that are believed."""
TOUCHING = 0.35
"""Of the size of type: what stands nearer side by side was one line."""
LARGE = 1.5
"""Size of type of a headline that a reader may have split at its spaces."""
WORD = 1.6
"""Characters of the body between two halves of a line that was split at a gap."""
GUTTER_REACH, GUTTER_EDGE, GUTTER_ROWS = 4.5, 0.5, 2
"""Sizes of type up and down within which a gutter is looked for; by which its edges differ from row to row; rows that
end at one, and begin behind it."""


@dataclass(frozen=True)
class Row:
    """A line as it is printed; lengths in characters of the body."""

    lines: tuple[PrintedLine, ...]
    """Of the page, from left to right: more than one where a reader split it."""
    text: str
    box: Box
    """On a page with vertical lines, of the page that is laid on its side."""
    size: float
    """Of its type."""
    across: bool
    """Its characters do not run as the body's do."""

    @property
    def exact(self) -> bool:
        """The file says how large its type is."""
        return all(line.size for line in self.lines)

    @property
    def block(self) -> str:
        return self.lines[0].block


@dataclass(frozen=True)
class Rows:
    """A page's rows with what else is printed on it."""

    rows: tuple[Row, ...]
    rules: tuple[Box, ...]
    frames: tuple[Box, ...]
    pictures: tuple[Box, ...]
    vertical: bool
    width: float
    height: float


def rows_of(page: PrintedPage) -> Rows:
    """The rows of a page, from the top down."""
    lines = [line for line in page.lines if line.text.strip()]
    letters = sum(len(line.text) for line in lines if len(line.text) > 1)
    vertical = 2 * sum(len(line.text) for line in lines if line.vertical) > letters
    sizes = [_size(line, vertical) for line in lines]
    body = _body(lines, sizes)

    def laid(b: Box) -> Box:
        if vertical:
            b = Box(b.top, page.width - b.right, b.bottom, page.width - b.left)
        return Box(*(x / body for x in b))

    found = [
        Row(
            (line,),
            line.text,
            laid(line.box),
            min(max(size / body, SMALLEST), LARGEST),
            line.vertical != vertical and len(line.text) > 1,
        )
        for line, size in zip(lines, sizes, strict=True)
    ]
    found.sort(key=lambda r: (r.box.top + r.box.bottom, r.box.left))
    wide, high = (page.height, page.width) if vertical else (page.width, page.height)
    return Rows(
        tuple(_joined(found)),
        tuple(map(laid, page.rules)),
        tuple(map(laid, page.frames)),
        tuple(map(laid, page.pictures)),
        vertical,
        wide / body,
        high / body,
    )


def _size(line: PrintedLine, vertical: bool) -> float:
    """Advance of a full-width character, in the unit of the file."""
    down = line.vertical or (vertical and len(line.text) == 1)
    along, thick = (line.box.height, line.box.width) if down else (line.box.width, line.box.height)
    if line.size:
        return line.size
    held = USUAL * wide(line.text) if latin(line.text) and len(line.text) > FEW else width(line.text)
    advance = along / max(0.5, held)
    return min(advance, THICK * thick) if thick > 0 else advance


def _body(lines: Sequence[PrintedLine], sizes: Sequence[float]) -> float:
    """The size of most of the text."""
    told = sorted((size, len(line.text)) for line, size in zip(lines, sizes, strict=True) if width(line.text) >= TELLS)
    told = told or sorted((size, len(line.text)) for line, size in zip(lines, sizes, strict=True))
    half, letters = sum(n for _, n in told) / 2, 0
    for size, n in told:
        letters += n
        if letters >= half:
            return max(size, 1e-6)
    return 1.0


def bounds(rows: Sequence[Row]) -> NDArray[np.float64]:
    """Left, top, right and bottom of each, one row of the array for each."""
    return np.array([row.box for row in rows], dtype=float).reshape(-1, 4)


def _joined(rows: Sequence[Row]) -> list[Row]:
    """The rows, split ones joined."""
    if len(rows) < 2:
        return list(rows)
    b = bounds(rows)
    high = b[:, 3] - b[:, 1]
    middle = (b[:, 1] + b[:, 3]) / 2
    near = np.abs(middle[:, None] - middle[None, :]) < 0.35 * np.minimum(high[:, None], high[None, :])
    gap = b[None, :, 0] - b[:, None, 2]
    sizes = np.array([r.size for r in rows])
    like = np.minimum(sizes[:, None], sizes[None, :]) / np.maximum(sizes[:, None], sizes[None, :]) > 0.7
    across = np.array([r.across for r in rows])
    may = (
        near
        & like
        & (gap > -0.6)
        & (gap < WORD * np.maximum(1.0, sizes[:, None]))
        & ~across[:, None]
        & ~across[None, :]
    )
    np.fill_diagonal(may, False)
    follows: dict[int, int] = {}
    for i, j in sorted(zip(*np.nonzero(may), strict=True), key=lambda p: gap[p[0], p[1]]):
        if i in follows or j in follows.values() or b[j, 0] < b[i, 0] or _gutter(b, sizes, i, j):
            continue
        touching = gap[i, j] < TOUCHING * min(sizes[i], sizes[j])
        one_headline = min(sizes[i], sizes[j]) >= LARGE and gap[i, j] < 1.3 * min(sizes[i], sizes[j])
        if touching or _covered(b, sizes, i, j) or (one_headline and not _over_gutter(b, sizes, i, j)):
            follows[int(i)] = int(j)
    return _chained(rows, follows)


def _gutter(b: NDArray[np.float64], sizes: NDArray[np.float64], i: int, j: int) -> bool:
    """Rows above and below end and begin as these two do: between the bands of old papers there is half a character,
    and less as engines see it."""
    left, right, size = b[i, 2], b[j, 0], max(sizes[i], sizes[j])
    apart = np.maximum(b[i, 1] - b[:, 3], b[:, 1] - b[i, 3])
    near = (apart > -0.5 * size) & (apart < GUTTER_REACH * size) & (sizes < 1.4 * size) & (sizes > 0.7 * size)
    ends = int((near & (np.abs(b[:, 2] - left) < GUTTER_EDGE * size)).sum())
    begins = int((near & (np.abs(b[:, 0] - right) < GUTTER_EDGE * size)).sum())
    over = int((near & (b[:, 0] < left - 1.2 * size) & (b[:, 2] > right + 1.2 * size)).sum())
    return min(ends, begins) >= GUTTER_ROWS and ends + begins > 2 * over


def _covered(b: NDArray[np.float64], sizes: NDArray[np.float64], i: int, j: int) -> bool:
    """Rows above and below run over the gap between two: it is no gutter."""
    left, right = b[i, 2], b[j, 0]
    size = max(sizes[i], sizes[j])
    over = (b[:, 0] < left - 1.2 * size) & (b[:, 2] > right + 1.2 * size) & (sizes < 1.3 * size) & (sizes > 0.7 * size)
    above, below = b[i, 1] - b[:, 3], b[:, 1] - b[i, 3]
    reach = 1.2 * size
    up = bool((over & (above > -0.5 * size) & (above < reach)).any())
    down = bool((over & (below > -0.5 * size) & (below < reach)).any())
    return up and down


def _over_gutter(b: NDArray[np.float64], sizes: NDArray[np.float64], i: int, j: int) -> bool:
    """Columns of text end and begin below the gap between two."""
    left, right = b[i, 2], b[j, 0]
    middle = (left + right) / 2
    below = (b[:, 1] > b[i, 3] - 0.3) & (b[:, 1] < b[i, 3] + 8 + 2 * sizes[i]) & (sizes < LARGE)
    ends = below & (np.abs(b[:, 2] - middle) < 1.5 + (right - left) / 2) & (b[:, 2] < middle + 0.5)
    begins = below & (np.abs(b[:, 0] - middle) < 1.5 + (right - left) / 2) & (b[:, 0] > middle - 0.5)
    return bool(ends.any() and begins.any())


def _chained(rows: Sequence[Row], follows: dict[int, int]) -> list[Row]:
    behind = set(follows.values())
    found = []
    for i, row in enumerate(rows):
        if i in behind:
            continue
        at, parts = i, [row]
        while at in follows:
            at = follows[at]
            parts.append(rows[at])
        found.append(_one(parts) if len(parts) > 1 else row)
    return found


def _one(parts: Sequence[Row]) -> Row:
    text = ""
    for part in parts:
        text += " " + part.text if apart(text, part.text) else part.text
    box = Box(
        min(p.box.left for p in parts),
        min(p.box.top for p in parts),
        max(p.box.right for p in parts),
        max(p.box.bottom for p in parts),
    )
    size = median(p.size for p in parts)
    return replace(parts[0], lines=tuple(line for p in parts for line in p.lines), text=text, box=box, size=size)
