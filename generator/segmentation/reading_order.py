"""Lines in the order in which they are read, where an extractor wrote a page's text boxes row by row.

1. The file is cut into blocks of columns and the headlines between them, all at once (dynamic programming): a block
   begins behind what may be a headline, or where columns of another width begin.
2. Boxes of two widths in one stretch are two blocks side by side.
3. Each block is put into its columns (`columns`). The new order stands if it is that much better than the file's own.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.base.archive import Line
from generator.segmentation.boxes import FULL, Box, Links, boxes
from generator.segmentation.columns import MOST_BOXES, Columns
from generator.segmentation.wrapping import INDENT, blanks_tell, column_widths, pieces_tell, width

HEADLINE = -0.7
"""Log-odds of a headline between blocks."""
BLOCK = -1.0
SAME = 1.3
"""Full-width characters by which the columns of a block differ: their lines are set closer where marks meet."""
ENOUGH = 3.0
"""Log-odds by which the new order must be better."""
BESIDE = -1.0
"""Log-odds of a block beside another."""
MOST_WIDTHS = 2
SMALL = 4
"""Boxes of a block that may be a piece of a larger one."""
MIXED = -2.0
"""Log-odds of a block with columns of two widths, beside a picture."""
CLEAR, CLEAR_BOX = 3.0, 0.25
"""Log-odds, of a block and of each of its boxes, from which no other is looked for that begins inside it."""


@dataclass(frozen=True)
class Reading:
    """Lines in the order in which they are read."""

    lines: list[Line]
    """The first of a box that goes on from another no longer stands behind a blank line."""
    tops: frozenset[int] = frozenset()
    """Numbers of the lines with which a block of columns begins; none where the file's order stands."""
    above: frozenset[int] = frozenset()
    """Numbers of the lines between the blocks: headlines."""


def reading(lines: Sequence[Line]) -> Reading:
    """The lines of a page in reading order, each once."""
    if not blanks_tell(lines) or pieces_tell(lines, column_widths([width(line.text) for line in lines])):
        return Reading(list(lines))
    return _Page(boxes(lines)).reading()


@dataclass(frozen=True, order=True)
class _Part:
    """A stretch of the file, put in order."""

    score: float
    order: tuple[int, ...]
    columns: tuple[float, ...] = ()
    """Width of the column of each box in `order`, or of a headline."""
    tops: tuple[int, ...] = ()
    above: tuple[int, ...] = ()

    @property
    def is_block(self) -> bool:
        return bool(self.tops)


def _joined(parts: Sequence[_Part]) -> _Part:
    return _Part(
        sum(p.score for p in parts),
        tuple(i for p in parts for i in p.order),
        tuple(c for p in parts for c in p.columns),
        tuple(i for p in parts for i in p.tops),
        tuple(i for p in parts for i in p.above),
    )


def _last_told(page: Sequence[Box]) -> list[float]:
    """For each box the column of the last one, itself included, that tells its width."""
    found: list[float] = []
    for box in page:
        found.append(box.column or (found[-1] if found else 0.0))
    return found


def _worth(parts: Sequence[_Part]) -> float:
    return sum(p.score + BLOCK * p.is_block for p in parts)


def _poor(parts: Sequence[_Part]) -> list[bool]:
    """Blocks that are worth nothing, and the small ones and headlines between them."""
    poor = [p.is_block and p.score < 0 for p in parts]
    at = [n for n, is_poor in enumerate(poor) if is_poor]
    for a, b in itertools.pairwise(at):
        if all(len(p.order) <= SMALL for p in parts[a + 1 : b]):
            poor[a:b] = [True] * (b - a)
    return poor


class _Page:
    def __init__(self, page: Sequence[Box]) -> None:
        self._page = page
        self._links = Links(page)
        self._columns = Columns(page, self._links)
        before, after = _last_told(page), _last_told(page[::-1])[::-1]
        self._headline = [
            box.may_be_headline and not any(box.fills(column) for column in columns)
            for box, *columns in zip(page, before, after, strict=True)
        ]

    def reading(self) -> Reading:
        parts = self._improved(self._parts(0, len(self._page), 0))
        order = [i for part in parts for i in part.order]
        columns = dict(zip(order, (c for part in parts for c in part.columns), strict=True))
        above = {i for part in parts for i in part.above}
        if self._worth(order, columns) < self._worth(sorted(order), columns) + ENOUGH:
            return Reading([line for box in self._page for line in box.lines])
        lines: list[Line] = []
        for a, b in zip([None, *order], order, strict=False):
            first, *rest = self._page[b].lines
            goes_on = a is not None and b != a + 1 and not {a, b} & above and self._links.goes_on(a, b, columns)
            lines += [replace(first, after_blank=False) if goes_on else first, *rest]
        return Reading(
            lines,
            frozenset(self._page[i].lines[0].number for part in parts for i in part.tops),
            frozenset(line.number for i in above for line in self._page[i].lines),
        )

    def _worth(self, order: Sequence[int], columns: Mapping[int, float]) -> float:
        return sum(self._links.below(a, b, columns) for a, b in itertools.pairwise(order))

    def _parts(self, start: int, end: int, slack: int) -> list[_Part]:
        """The best way to cut a stretch of the file into blocks of columns and headlines."""
        ends = [j for j in range(start + 1, end + 1) if j == end or self._headline[j] or self._changes(j)]
        best: dict[int, tuple[float, list[_Part]]] = {start: (0.0, [])}
        settled = start

        def reach(i: int, j: int, part: _Part) -> None:
            score = best[i][0] + _worth([part])
            if j not in best or best[j][0] < score:
                best[j] = score, [*best[i][1], part]

        for i in range(start, end):
            if i not in best:
                continue
            if self._headline[i]:
                reach(i, i + 1, _Part(HEADLINE, (i,), (self._page[i].first,), (), (i,)))
            if i < settled or not (i == start or self._headline[i - 1] or self._changes(i)):
                continue
            behind = [j for j in ends if j > i]
            for j in [j for j in behind if j <= i + MOST_BOXES] or behind[:1]:
                part = self._block(i, j, slack)
                reach(i, j, part)
                if part.score > max(CLEAR, CLEAR_BOX * len(part.order)):
                    settled = max(settled, j)
        return best[end][1]

    def _improved(self, parts: list[_Part]) -> list[_Part]:
        """Where blocks are worth little, their boxes are looked at again, with room for what is not level."""
        poor = _poor(parts)
        found: list[_Part] = []
        for is_poor, group in itertools.groupby(range(len(parts)), lambda n: poor[n]):
            stretch = [parts[n] for n in group]
            among = [i for p in stretch for i in p.order]
            if is_poor and len(among) <= MOST_BOXES:
                again = self._parts(min(among), max(among) + 1, slack=1)
                stretch = again if _worth(again) > _worth(stretch) else stretch
            found += stretch
        return found

    def _changes(self, i: int) -> bool:
        """The columns of box i and the one before are not equally wide."""
        here, before = self._page[i].column, self._page[i - 1].column
        return bool(here and before) and abs(here - before) > SAME

    def _block(self, i: int, j: int, slack: int) -> _Part:
        """The boxes from i to j as a block of columns, or two blocks side by side."""
        streams = self._streams(range(i, j))
        whole = self._side_by_side([list(range(i, j))], slack)
        if len(streams) == 1:
            return whole
        mixed = replace(whole, score=whole.score + MIXED)
        told = [[b for b in stream if self._page[b].column] for stream in streams]
        beside = len(streams) <= MOST_WIDTHS and min(t[-1] for t in told) > max(t[0] for t in told)
        return max(mixed, self._side_by_side(streams, slack)) if beside else mixed

    def _side_by_side(self, streams: Sequence[Sequence[int]], slack: int) -> _Part:
        """Blocks side by side, each below its headline."""
        parts = []
        for stream in streams:
            top = 0
            if len(streams) > 1:
                top = next((n for n, b in enumerate(stream) if not self._headline[b]), len(stream))
            above, rest = tuple(stream[:top]), stream[top:]
            usual = self._width(stream)
            columns = {b: self._own_width(b, usual) for b in rest}
            score, turn = self._columns.best(rest, columns, slack) if rest else (0.0, ())
            score += HEADLINE * top + (BESIDE if len(streams) > 1 else 0.0)
            parts.append(
                _Part(
                    score,
                    above + turn,
                    tuple(self._page[b].first for b in above) + tuple(columns[b] for b in turn),
                    turn[:1],
                    above,
                )
            )
        return _joined(parts)

    def _own_width(self, i: int, usual: float) -> float:
        """The width of the column beside a picture, where the box tells it; else the usual one."""
        own = self._page[i].column
        return own if own and abs(own - usual) > SAME else usual

    def _width(self, stream: Sequence[int]) -> float:
        """The width of most lines."""
        page = self._page
        told = sorted(page[i].column for i in stream for _ in range(page[i].size) if page[i].column)
        return told[len(told) // 2] if told else max(page[i].first for i in stream)

    def _streams(self, span: Sequence[int]) -> list[list[int]]:
        """The boxes by the width of their columns; a short one goes where it fits, at the head with what follows."""
        widths: list[float] = []
        streams: list[list[int]] = []
        waiting: list[int] = []
        for i in span:
            column = self._page[i].column
            if not column:
                waiting.append(i)
                continue
            k = next((k for k, w in enumerate(widths) if abs(w - column) <= SAME), len(widths))
            if k == len(widths):
                widths.append(column)
                streams.append(waiting)
            else:
                for other in waiting:
                    streams[self._fitting(other, widths, streams)].append(other)
            waiting = []
            streams[k].append(i)
        for other in waiting if streams else ():
            streams[self._fitting(other, widths, streams)].append(other)
        return streams or [waiting]

    def _fitting(self, i: int, widths: Sequence[float], streams: Sequence[Sequence[int]]) -> int:
        """The stream in which box i stands: as wide as its widest line, and as its first, indented or not."""
        box = self._page[i]

        def misfit(k: int) -> tuple[float, int]:
            over = max(0.0, max(box.widths) - widths[k] - FULL) * 9
            first = min(abs(box.first - widths[k]), abs(box.first - widths[k] + INDENT))
            return round(over + min(first, SAME), 1), -max(streams[k], default=0)

        return min(range(len(widths)), key=misfit)
