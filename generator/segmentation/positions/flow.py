"""Which block of a printed page is read right behind which: cues of geometry and of words for each two that may be.

Nothing is decided here; `chains` weighs the cues.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

import numpy as np

from generator.segmentation.cues import CAPTION, ENUMERATED, latin_cues, pairs
from generator.segmentation.learnt import closing_slots, learnt, line_slots, opening_slots
from generator.segmentation.paragraphs import CANNOT_BEGIN, HARDLY_END, OPENING, one_word
from generator.segmentation.positions.blocks import MARK, Block, blocks_of
from generator.segmentation.positions.continuity import continuity
from generator.segmentation.positions.rows import Rows
from generator.segmentation.positions.surroundings import FAR, NONE, Surroundings
from generator.segmentation.units import CLOSING, is_byline
from generator.segmentation.wrapping import ENDS, width

MOST_ABOVE, MOST_HEADS, MOST_BESIDE, MOST_FEET = 3, 4, 6, 3
"""Blocks that are tried before another: above it, headlines round it, in columns to the left, at the feet of those."""
STANDS_OFF = 1.5
"""Characters between the foot of a column and what stands below it."""
REACH_HEADS, REACH_BESIDE = 30.0, 48.0
"""Characters."""
PHOTOGRAPHED = re.compile(r"摄(?:影报道|影)?(?:[（(][^）)]*[）)])?$")

Cues = dict[str, float]


class Flow:
    """A page's blocks with all that is known of each."""

    def __init__(self, page: Rows) -> None:
        self.page = page
        self.blocks = blocks_of(page)
        self.around = Surroundings.of(self.blocks, page.rules, page.frames, page.pictures)
        self.words = [_Words(block) for block in self.blocks]
        spread = Counter(p for w in self.words for p in w.pairs)
        n = max(1, len(self.blocks))
        self._rarity = {pair: math.log(1 + n / count) for pair, count in spread.items()}
        self._weight = [sum(self._rarity[p] for p in w.pairs) for w in self.words]
        net = continuity()
        self._leads, self._matters = net.befores([w.text for w in self.words])
        self._led, self._matters_behind = net.behinds([w.text for w in self.words])
        self._blocked = any(line.block for block in self.blocks for row in block.rows for line in row.lines)

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Each two blocks of which the second may be read right behind the first."""
        b, around = self.around.boxes, self.around
        under = around.below
        feet = (under == NONE) | (around.gap_below > STANDS_OFF) | around.display[under]
        for j in range(len(self.blocks)):
            shared = np.minimum(b[:, 2], b[j, 2]) - np.maximum(b[:, 0], b[j, 0])
            down = b[j, 1] - b[:, 3]
            aside = np.maximum(0, np.maximum(b[:, 0] - b[j, 2], b[j, 0] - b[:, 2]))
            away = np.maximum(0, np.maximum(b[:, 1] - b[j, 3], down))
            above = np.where((shared > 0.5) & (b[:, 1] + b[:, 3] < b[j, 1] + b[j, 3]), down, np.inf)
            heads = np.where(around.display, aside + away, np.inf)
            left = np.where(
                (b[:, 2] < b[j, 0] + 1.5) & (b[:, 3] > b[j, 1] - 2.0),
                b[j, 0] - b[:, 2] + 0.2 * np.maximum(0, b[:, 1] - b[j, 3]) + 0.05 * np.abs(b[:, 3] - b[j, 3]),
                np.inf,
            )
            found: set[int] = set()
            for far, most, reach in (
                (above, MOST_ABOVE, FAR),
                (heads, MOST_HEADS, REACH_HEADS),
                (left, MOST_BESIDE, REACH_BESIDE),
                (np.where(feet, left, np.inf), MOST_FEET, REACH_BESIDE),
            ):
                order = np.argsort(far, kind="stable")[: most + 1]
                found |= set([int(i) for i in order if far[i] < reach and i != j][:most])
            for i in sorted(found):
                yield i, j

    def unary(self, j: int) -> Cues:
        """What is known of a block by itself: whether it is a caption, or of no article."""
        a, w, block = self.around, self.words[j], self.blocks[j]
        left, top, right, bottom = (float(x) for x in a.boxes[j])
        above, below = int(a.above[j]), int(a.below[j])
        return {
            **_alone(block, w),
            "top": top / self.page.height,
            "bottom": bottom / self.page.height,
            "left": left / self.page.width,
            "right": right / self.page.width,
            "columns": self.page.width / max(1.0, right - left),
            "gap_above": float(a.gap_above[j]),
            "gap_below": float(a.gap_below[j]),
            "size_above": self.blocks[above].size if above != NONE else 0.0,
            "size_below": self.blocks[below].size if below != NONE else 0.0,
            "wide_above": float(a.boxes[above, 2] - a.boxes[above, 0]) if above != NONE else 0.0,
            "wide_below": float(a.boxes[below, 2] - a.boxes[below, 0]) if below != NONE else 0.0,
            "rows_below": float(len(self.blocks[below].rows)) if below != NONE else 0.0,
            "under_picture": float(a.picture_above[j]),
            "framed": float(a.frame[j] != NONE) if a.ruled else -1.0,
            "vertical": float(self.page.vertical),
        }

    def pair(self, i: int, j: int) -> Cues:
        """What speaks for block j to be read right behind block i."""
        return {**self._places(i, j), **self._neighbours(i, j), **self._texts(i, j)}

    def _places(self, i: int, j: int) -> Cues:
        one, two = self.blocks[i], self.blocks[j]
        p, q = self.around.boxes[i], self.around.boxes[j]
        shared = min(p[2], q[2]) - max(p[0], q[0])
        return {
            "left": float(q[0] - p[0]),
            "right": float(q[2] - p[2]),
            "gutter": float(q[0] - p[2]),
            "down": float(q[1] - p[3]),
            "tops": float(q[1] - p[1]),
            "bottoms": float(q[3] - p[3]),
            "shared": float(shared / max(1e-6, min(p[2] - p[0], q[2] - q[0]))),
            "covered": float(shared / max(1e-6, q[2] - q[0])),
            "wide_one": float(p[2] - p[0]),
            "wide_two": float(q[2] - q[0]),
            "wider": float((q[2] - q[0]) - (p[2] - p[0])),
            "rows_one": float(len(one.rows)),
            "rows_two": float(len(two.rows)),
            "size_one": one.size,
            "size_two": two.size,
            "sizes": two.size / one.size,
            "across_one": float(one.first.across),
            "across_two": float(two.first.across),
            "middle": float(abs(q[0] + q[2] - p[0] - p[2]) / 2),
        }

    def _neighbours(self, i: int, j: int) -> Cues:
        a = self.around
        p, q = a.boxes[i], a.boxes[j]
        roof_i, roof_j = int(a.roof[i]), int(a.roof[j])
        above_j, below_i = int(a.above[j]), int(a.below[i])
        b = a.boxes
        between = (
            (b[:, 0] > p[2] - 1.0) & (b[:, 2] < q[0] + 1.0) & (b[:, 1] < min(q[3], q[1] + 6)) & (b[:, 3] > q[1] + 0.3)
        )
        inside = (
            (b[:, 1] > p[3] - 0.5)
            & (b[:, 3] < q[1] + 0.5)
            & (np.minimum(b[:, 2], min(p[2], q[2])) - np.maximum(b[:, 0], max(p[0], q[0])) > 0.5)
        )
        return {
            "adjacent": float(above_j == i) + float(below_i == j),
            "roof_is_one": float(roof_j == i),
            "same_roof": float(roof_i == roof_j) if NONE not in (roof_i, roof_j) else -1.0,
            "roof_down": float(q[1] - b[roof_j, 3]) if roof_j != NONE else FAR,
            "roof_covers": _covers(b, roof_i, j),
            "roof_over": _covers(b, roof_j, i),
            "roof_tops": float(b[roof_j, 1] - b[roof_i, 1]) if NONE not in (roof_i, roof_j) else FAR,
            "under_display": float(above_j != NONE and bool(a.display[above_j])),
            "over_display": float(below_i != NONE and bool(a.display[below_i])),
            "gap_above_two": float(a.gap_above[j]),
            "gap_below_one": float(a.gap_below[i]),
            "between": float(between.sum()),
            "inside": float(inside.sum()),
            "framed": 0.0 if not a.ruled else 1.0 if a.frame[i] == a.frame[j] else -1.0,
            "both_framed": float(a.frame[i] == a.frame[j] != NONE),
            "ruled": float(a.rule_between(i, j)) if a.ruled else -1.0,
            "same_block": float(self._same_block(i, j)) if self._blocked else -1.0,
            "vertical": float(self.page.vertical),
            "picture_two": float(a.picture_above[j]),
        }

    def _same_block(self, i: int, j: int) -> bool:
        return self.blocks[i].last.block == self.blocks[j].first.block

    def _texts(self, i: int, j: int) -> Cues:
        one, two = self.words[i], self.words[j]
        shared = sum(self._rarity[p] for p in one.pairs & two.pairs)
        less = min(self._weight[i], self._weight[j])
        head = self.around.display[i]
        return {
            "ended": float(one.ends),
            "short": one.short,
            "indented": two.indented,
            "cannot_begin": float(two.cannot_begin),
            "word": float(not head and one_word(one.tail, two.head)),
            "hardly": float(one.tail[-1:] in HARDLY_END),
            "opens": two.opening,
            "opens_one": one.opening,
            "closes": one.closing,
            "reads_one": one.reading,
            "reads_two": two.reading,
            "runs_on": float(self._leads[i] @ self._led[j]),
            "matter": float(self._matters[i] @ self._matters_behind[j]),
            "alike": shared / less if less else 0.0,
            "alike_weight": less,
            **{f"{name}_one": value for name, value in one.latin.items()},
            **{f"{name}_two": value for name, value in two.latin.items()},
            "letters_one": one.letters,
            "letters_two": two.letters,
            "starts": float(two.starts),
            "signed": float(one.signed),
            "mark_one": float(one.mark),
            "mark_two": float(two.mark),
            "byline_one": float(one.byline),
            "byline_two": float(two.byline),
            "caption_one": float(one.caption),
            "caption_two": float(two.caption),
        }


def _covers(b: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]", roof: int, j: int) -> float:
    """Share of a block's width that stands under a headline."""
    if roof == NONE:
        return -1.0
    shared = min(b[roof, 2], b[j, 2]) - max(b[roof, 0], b[j, 0])
    return float(max(0.0, shared) / max(1e-6, b[j, 2] - b[j, 0]))


def _alone(block: Block, w: "_Words") -> Cues:
    widths = [row.box.width for row in block.rows]
    return {
        "size": block.size,
        "rows": float(len(block.rows)),
        "wide": block.box.width,
        "high": block.box.height,
        "letters": w.letters,
        "across": float(block.first.across),
        "ends": float(w.ends),
        "short": w.short,
        "indented": w.indented,
        "opens": w.opening,
        "closes": w.closing,
        "reads": w.reading,
        "mark": float(w.mark),
        "byline": float(w.byline),
        "caption": float(w.caption),
        "photographed": float(w.photographed),
        "starts": float(w.starts),
        "digits": w.digits,
        **w.latin,
        "stops": w.stops,
        "ragged": float(np.std(widths)) if len(widths) > 1 else 0.0,
        "score": min(line.score for row in block.rows for line in row.lines),
    }


class _Words:
    """What the text of a block says."""

    def __init__(self, block: Block) -> None:
        self._block = block
        self.text = block.text
        self.head, self.tail = block.first.text, block.last.text
        self.pairs = pairs(self.text)
        self.letters = float(len(self.text))
        known = learnt()
        self.opening = known.beginning.score(opening_slots(self.text))
        self.closing = known.ending.score(closing_slots(self.text))
        self.reading = known.line.score(line_slots(self.text)) if len(self.text) <= 80 else -9.0
        self.ends = bool(ENDS.search(self.text))
        self.cannot_begin = bool(CANNOT_BEGIN.match(self.text))
        self.starts = bool(OPENING.match(self.text))
        self.signed = bool(CLOSING.search(self.text[-70:]))
        self.mark = bool(MARK.fullmatch(self.text))
        self.byline = is_byline(self.text)
        self.caption = bool(CAPTION.match(self.text) or ENUMERATED.match(self.text))
        self.photographed = bool(PHOTOGRAPHED.search(self.text))
        n = max(1, len(self.text))
        self.digits = sum(c.isdigit() for c in self.text) / n
        self.latin = latin_cues(self.text)
        self.stops = sum(c in "，。、；：" for c in self.text) / n

    @cached_property
    def indented(self) -> float:
        """Characters by which the first row stands in; -1 where it is the only one."""
        box = self._block.box
        return self._block.first.box.left - box.left if len(self._block.rows) > 1 else -1.0

    @cached_property
    def short(self) -> float:
        """Characters by which the last row falls short."""
        box = self._block.box
        return box.right - self._block.last.box.right if len(self._block.rows) > 1 else 12.0 - width(self.tail)
