"""The columns of an article, and what of them is still free."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.base.printed_page import Box
from scripts.printing.sheet import EM, Column, Sheet


class Gaps(NamedTuple):
    """What stands between the columns and the rows of a page."""

    gutter: float
    lead: float
    """Of the size of type, from row to row."""
    lined: bool
    """Printed lines stand between all columns."""


@dataclass
class Room:
    """The columns of an article, and what of each is still free."""

    columns: list[Column]
    free: list[list[tuple[float, float]]]

    @classmethod
    def of(cls, columns: Sequence[Column]) -> "Room":
        return cls(list(columns), [[(c.top, c.bottom)] for c in columns])

    def take(self, first: int, last: int, top: float, bottom: float) -> None:
        """Keeps text out of these columns, both included, between the two heights."""
        for c in range(first, last + 1):
            rest = []
            for a, b in self.free[c]:
                rest += [(x, y) for x, y in ((a, min(b, top)), (max(a, bottom), b)) if y - x > 2.5 * EM]
            self.free[c] = rest

    def lines(self, pitch: float, low: float = 1e9) -> int:
        return sum(max(0, int((min(b, low) - a) / pitch)) for free in self.free for a, b in free)


@dataclass
class Text:
    """How the text of an article is set."""

    size: float
    pitch: float
    measure: float
    """Characters of a line."""


def columns_of(columns: list[Column], rnd: random.Random, gutter: float) -> list[Column]:
    """The same room in another number of columns, now and then."""
    n = len(columns)
    level = len({(c.top, c.bottom) for c in columns}) == 1
    if not level or rnd.random() < 0.72:
        return columns
    left, right = columns[0].left, columns[-1].right
    fits = [k for k in range(1, n + 2) if k != n and 7 * EM <= (right - left + gutter) / k - gutter <= 30 * EM]
    if not fits:
        return columns
    k = rnd.choice(fits)
    wide = (right - left + gutter) / k
    return [
        Column(left + i * wide, left + i * wide + wide - gutter, columns[0].top, columns[0].bottom) for i in range(k)
    ]


def framed(sheet: Sheet, columns: list[Column]) -> list[Column]:
    """The columns inside a frame."""
    left, right = columns[0].left, columns[-1].right
    top, bottom = min(c.top for c in columns), max(c.bottom for c in columns)
    sheet.frames.append(Box(left, top, right, bottom))
    shrink = (right - left - 1.6 * EM) / (right - left)
    return [
        Column(
            left + 0.8 * EM + (c.left - left) * shrink,
            left + 0.8 * EM + (c.right - left) * shrink,
            c.top + 0.8 * EM,
            c.bottom - 0.8 * EM,
        )
        for c in columns
    ]
