"""What of a printed page belongs to whom: regions of its lines, and what is to be blank where a part is closed.

An owner is a number from 0; FREE is what belongs to nobody and is shown (a masthead), CLOSED what may not be seen.

1. Lines of one owner that stand below or beside each other are a block, so long as that holds no line of another one.
2. A picture belongs to whom its caption does, the nearest line below, beside, above or in it that is one; without a
   caption to whom the printed box does that holds it, or to whom all lines around it do; else to nobody. So no article
   has another one's photograph because its text begins below it.
3. What may not be seen is more than its lines, for a headline may be a picture, and engines miss lines: whatever stands
   nearer to a closed line than to any other, each picture near one but those whose captions are open, and each gap of
   the page beside one, whole, as of a photograph that no reader has found. Where regions lie over each other the closed
   one wins, and a picture that is blank is in no article's region.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from generator.base.printed_page import Box, PrintedLine, PrintedPage
from generator.printed.page_picture import Lie
from generator.printed.pixels import GROUND

FREE, CLOSED = -1, -2
Grid = NDArray[np.bool_]

BLOCK = 1.8  # sizes of type between two lines of a block, one below the other: leading, and a gap of a paragraph
BESIDE = 1.2  # the same beside each other: the pieces of a line that an engine has split
EDGE = 0.45  # sizes of type round a block: ink that boxes of engines leave out
CAPTION = 4.0  # sizes of type between a picture and its caption
APART = 3.0  # sizes of type from which two blocks of an article are two cuttings
CELLS = 4.0  # to a size of type, of the grid on which what is closed is laid out
FINEST = 700  # cells along an edge of a page
GAP = 2.5  # sizes of type from all lines: where a gap begins, wider than a gutter


@dataclass(frozen=True)
class Regions:
    """Those of a page."""

    page: PrintedPage
    owners: Sequence[int]
    """Of each line."""
    shown: Box
    """What of the page its picture shows."""
    captions: Collection[int] = ()
    """The numbers of lines that are captions of pictures, whoever has them."""

    @cached_property
    def size(self) -> float:
        """Of the type of its body."""
        sizes = [each for line in self.page.lines if (each := line.size or min(line.box.width, line.box.height)) > 0]
        return median(sizes) if sizes else 1.0

    @cached_property
    def _placed(self) -> list[tuple[PrintedLine, int]]:
        pairs = zip(self.page.lines, self.owners, strict=True)
        return [(line, owner) for line, owner in pairs if line.box.width > 0 < line.box.height and line.text.strip()]

    @cached_property
    def _edges(self) -> NDArray[np.float64]:
        return np.array([line.box for line, _ in self._placed]).reshape(-1, 4)

    @cached_property
    def _owners(self) -> NDArray[np.int64]:
        return np.array([owner for _, owner in self._placed], dtype=np.int64)

    def of(self, owner: int) -> list[Box]:
        """The blocks of an owner and its pictures, with an edge around."""
        boxes = [*self._blocks(owner), *(box for box, of in self._pictures if of == owner)]
        return [self._cut(box, EDGE * self.size) for box in boxes]

    def cuttings(self, owner: int) -> list[tuple[Box, list[Box]]]:
        """The same by what stands together: the box around, and those in it; those of most of its text first."""
        groups: list[list[Box]] = []
        for box in self.of(owner):
            near = [group for group in groups if any(_gap(box, other) <= APART * self.size for other in group)]
            groups = [group for group in groups if group not in near]
            groups.append([other for group in near for other in group] + [box])
        found = [(_around(group), group) for group in groups]
        return sorted(found, key=lambda each: -sum(box.width * box.height for box in each[1]))

    def _blocks(self, owner: int) -> list[Box]:
        blocks: list[Box] = []
        for line in (line for line, of in self._placed if of == owner):
            for n in range(len(blocks) - 1, max(-1, len(blocks) - 4), -1):
                if self._together(blocks[n], line) and self._is_own(both := _around([blocks[n], line.box]), owner):
                    blocks[n] = both
                    break
            else:
                blocks.append(line.box)
        return blocks

    def _together(self, block: Box, line: PrintedLine) -> bool:
        type_size = max(self.size, min(line.size or self.size, 2 * self.size))
        across = min(block.right, line.box.right) - max(block.left, line.box.left)
        down = min(block.bottom, line.box.bottom) - max(block.top, line.box.top)
        wide, high = min(block.width, line.box.width), min(block.height, line.box.height)
        along, beside = (BESIDE, BLOCK) if line.vertical else (BLOCK, BESIDE)
        below = across >= wide / 2 and -down <= along * type_size
        return below or (down >= high / 2 and -across <= beside * type_size)

    def _is_own(self, box: Box, owner: int) -> bool:
        """Whether no line of another one has its middle in a box."""
        e = self._edges
        x, y = (e[:, 0] + e[:, 2]) / 2, (e[:, 1] + e[:, 3]) / 2
        inside = (x > box.left) & (x < box.right) & (y > box.top) & (y < box.bottom)
        return not bool((inside & (self._owners != owner)).any())

    @cached_property
    def _pictures(self) -> list[tuple[Box, int]]:
        """Those of which something is seen."""
        closed = self.closed
        seen = (box for box in self.page.pictures if closed is None or not (closed & self._cells([box])).any())
        return [(box, self._owner_of(box)) for box in seen]

    def _owner_of(self, picture: Box) -> int:
        if caption := self._caption(picture):
            return caption[2]
        held = [frame for frame in self.page.frames if _holds(frame, picture)]
        within = min(held, key=lambda frame: frame.width * frame.height, default=None)
        boxes = (line.box for line, _ in self._placed)
        if within:
            owners = {of for (_, of), box in zip(self._placed, boxes, strict=True) if _holds(within, box)}
        else:
            near = (_gap(box, picture) <= CAPTION * self.size for box in boxes)
            owners = {of for (_, of), is_near in zip(self._placed, near, strict=True) if is_near}
        return owners.pop() if len(owners) == 1 else FREE

    def _is_open(self, picture: Box) -> bool:
        """Whether it may be seen beside what is closed: an open caption stands below it, and nothing closed so near.
        What stands below a caption may be a headline, drawn."""
        caption = self._caption(picture)
        if caption is None or caption[0] or caption[2] < 0:
            return False
        return all(_gap(line.box, picture) > max(0.0, caption[1]) for line, of in self._placed if of == CLOSED)

    def _caption(self, picture: Box) -> tuple[bool, float, int] | None:
        """Whether it stands elsewhere than below a picture, how far, and whose it is; one below goes before others, and
        one that another picture has above it is that one's."""
        found = [
            (not self._below(line, picture), gap, owner)
            for line, owner in self._placed
            if line.number in self.captions and (gap := _gap(line.box, picture)) <= CAPTION * self.size
        ]
        best = min(found, default=None)
        return None if best and best[0] and best[2] in self._has_one_above else best

    def _below(self, line: PrintedLine, picture: Box) -> bool:
        return line.box.top >= picture.bottom - self.size and _across(line.box, picture) > 0

    @cached_property
    def _has_one_above(self) -> set[int]:
        """The owners of captions that stand below a picture."""
        captions = [(line, owner) for line, owner in self._placed if line.number in self.captions]
        return {
            owner
            for line, owner in captions
            for picture in self.page.pictures
            if self._below(line, picture) and _gap(line.box, picture) <= CAPTION * self.size
        }

    def _cut(self, box: Box, edge: float) -> Box:
        s = self.shown
        return Box(
            min(max(box.left - edge, s.left), s.right),
            min(max(box.top - edge, s.top), s.bottom),
            min(max(box.right + edge, s.left), s.right),
            min(max(box.bottom + edge, s.top), s.bottom),
        )

    # What is closed

    @cached_property
    def cell(self) -> float:
        """Width of a cell, in the unit of the page."""
        return max(self.size / CELLS, max(self.shown.width, self.shown.height) / FINEST)

    @cached_property
    def closed(self) -> Grid | None:
        """Which cells, row by row from the upper left corner of what is shown, are to be blank; None: none."""
        if CLOSED not in self._owners:
            return None
        captioned = [box for box in self.page.pictures if self._is_open(box)]
        lines = self._cells([*(line.box for line, of in self._placed if of != CLOSED), *captioned])
        shut = self._cells([*(line.box for line, of in self._placed if of == CLOSED), *self._blocks(CLOSED)], 1)
        near, others = _distance(shut), _distance(lines & ~shut)
        found = shut | (near < others)
        limit, pictures = GAP * CELLS * self.size / CELLS / self.cell, self._cells(self.page.pictures)
        gaps = ((others > limit) & (near > limit)) | (pictures & ~lines)
        return found | _spread(gaps & (found | (near <= 2 * limit)), gaps)

    def _cells(self, boxes: Iterator[Box] | Sequence[Box], more: int = 0) -> Grid:
        """The cells that boxes touch, and so many around them."""
        rows, columns = (max(1, int(-(-length // self.cell))) for length in (self.shown.height, self.shown.width))
        grid = np.zeros((rows, columns), dtype=bool)
        for box in boxes:
            left, top = (int((a - b) // self.cell) - more for a, b in zip(box[:2], self.shown[:2], strict=True))
            right, bottom = (int((a - b) // self.cell) + 1 + more for a, b in zip(box[2:], self.shown[:2], strict=True))
            grid[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = True
        return grid

    def blank(self, image: Image.Image, lie: Lie) -> None:
        """Takes what is closed out of the picture of the page: its pixels become the ground's."""
        if self.closed is None:
            return
        draw = ImageDraw.Draw(image)
        for row, column, rows, columns in _runs(self.closed):
            left, top = self.shown.left + column * self.cell, self.shown.top + row * self.cell
            edges = lie.pixels(Box(left, top, left + columns * self.cell, top + rows * self.cell))
            draw.rectangle((int(edges[0]), int(edges[1]), int(edges[2] + 1), int(edges[3] + 1)), fill=GROUND)


def _runs(grid: Grid) -> Iterator[tuple[int, int, int, int]]:
    """What is true of a grid, as rectangles: row, column, rows, columns."""
    open_: dict[tuple[int, int], int] = {}
    for row in range(len(grid) + 1):
        cells = grid[row].view(np.int8) if row < len(grid) else np.zeros(1, np.int8)
        edges = [int(at) for at in np.flatnonzero(np.diff(np.concatenate(([0], cells, [0]))))]
        runs = {*zip(edges[::2], edges[1::2], strict=True)}
        for run in [run for run in open_ if run not in runs]:
            first = open_.pop(run)
            yield first, run[0], row - first, run[1] - run[0]
        for run in runs:
            open_.setdefault(run, row)


def _distance(seeds: Grid) -> NDArray[np.float32]:
    """Of each cell the distance to the nearest seed, in cells; infinite where there is none. First along the rows, then
    down the columns, as far as the nearest found so far."""
    rows, columns = seeds.shape
    place = np.arange(columns, dtype=np.float32)
    before = np.maximum.accumulate(np.where(seeds, place, -np.inf), axis=1)
    behind = np.minimum.accumulate(np.where(seeds, place, np.inf)[:, ::-1], axis=1)[:, ::-1]
    along = np.minimum(place - before, behind - place) ** 2
    found = along.copy()
    for step in range(1, rows):
        if step * step >= found.max():
            break
        np.minimum(found[step:], along[:-step] + step * step, out=found[step:])
        np.minimum(found[:-step], along[step:] + step * step, out=found[:-step])
    return np.asarray(np.sqrt(found), dtype=np.float32)


def _spread(begun: Grid, within: Grid) -> Grid:
    """What is reached from some cells without leaving others."""
    found = begun & within
    while True:
        wider = found.copy()
        wider[1:] |= found[:-1]
        wider[:-1] |= found[1:]
        wider[:, 1:] |= wider[:, :-1].copy()
        wider[:, :-1] |= wider[:, 1:].copy()
        wider &= within
        if (wider == found).all():
            return found
        found = wider


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _across(one: Box, other: Box) -> float:
    """How far two boxes stand above each other; negative where they do not."""
    return min(one.right, other.right) - max(one.left, other.left)


def _holds(box: Box, other: Box) -> bool:
    """Whether the middle of another box lies in it."""
    x, y = (other.left + other.right) / 2, (other.top + other.bottom) / 2
    return box.left < x < box.right and box.top < y < box.bottom


def _gap(one: Box, other: Box) -> float:
    """How far two boxes stand apart, along the axis in which they do more; 0 where they touch."""
    across = max(one.left, other.left) - min(one.right, other.right)
    down = max(one.top, other.top) - min(one.bottom, other.bottom)
    return max(across, down, 0.0)
