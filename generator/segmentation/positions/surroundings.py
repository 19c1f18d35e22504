"""What stands round each block of a page: above and below it, beside it, in one frame with it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.base.printed_page import Box
from generator.segmentation.positions.blocks import Block

FAR = 60.0
"""Characters; what is further away is as good as not there."""
NONE = -1


@dataclass(frozen=True)
class Surroundings:
    """Of the blocks of a page, by their places in the list."""

    boxes: NDArray[np.float64]
    display: NDArray[np.bool_]
    above: NDArray[np.int64]
    """The nearest block above that shares its columns, NONE without one; the same of the following."""
    below: NDArray[np.int64]
    roof: NDArray[np.int64]
    """The nearest block of display type above."""
    gap_above: NDArray[np.float64]
    gap_below: NDArray[np.float64]
    frame: NDArray[np.int64]
    """The smallest printed frame round it."""
    picture_above: NDArray[np.float64]
    """Distance to a picture that ends above it, over its width; FAR without one."""
    ruled: bool
    """The file says where rules and frames are."""
    rules: NDArray[np.float64]

    @classmethod
    def of(
        cls, blocks: Sequence[Block], rules: Sequence[Box], frames: Sequence[Box], pictures: Sequence[Box]
    ) -> "Surroundings":
        b = np.array([x.box for x in blocks], dtype=float).reshape(-1, 4)
        display = np.array(
            [x.display or x.first.across or x.first.lines[0].role == "title" for x in blocks], dtype=bool
        )
        shares = _shared(b) > 0.25 * np.minimum(_wide(b)[:, None], _wide(b)[None, :])
        np.fill_diagonal(shares, False)
        middle = (b[:, 1] + b[:, 3]) / 2
        down = np.where(shares & (middle[None, :] > middle[:, None]), b[None, :, 1] - b[:, None, 3], np.inf)
        below, gap_below = _nearest(down)
        above, gap_above = _nearest(down.T)
        roof, _ = _nearest(np.where(display[None, :], down.T, np.inf))
        return cls(
            b,
            display,
            above,
            below,
            roof,
            gap_above,
            gap_below,
            _framed(b, frames),
            _under(b, pictures),
            bool(rules or frames),
            np.array(rules, dtype=float).reshape(-1, 4),
        )

    def rule_between(self, i: int, j: int) -> bool:
        """A printed line runs between two blocks, under one and over the other or from top to bottom."""
        if not len(self.rules):
            return False
        one, two, r = self.boxes[i], self.boxes[j], self.rules
        lying = (r[:, 2] - r[:, 0]) >= (r[:, 3] - r[:, 1])
        y, x = (r[:, 1] + r[:, 3]) / 2, (r[:, 0] + r[:, 2]) / 2
        low, high = min(one[3], two[3]), max(one[1], two[1])
        left, right = min(one[2], two[2]), max(one[0], two[0])
        over = np.minimum(r[:, 2], min(one[2], two[2])) - np.maximum(r[:, 0], max(one[0], two[0]))
        beside = np.minimum(r[:, 3], min(one[3], two[3])) - np.maximum(r[:, 1], max(one[1], two[1]))
        lies = lying & (y > low - 0.5) & (y < high + 0.5) & (over > 0)
        stands = ~lying & (x > left - 0.5) & (x < right + 0.5) & (beside > 0)
        return bool(lies.any() or stands.any())


def _wide(b: NDArray[np.float64]) -> NDArray[np.float64]:
    return b[:, 2] - b[:, 0]


def _shared(b: NDArray[np.float64]) -> NDArray[np.float64]:
    """Width that each two have in common."""
    return np.minimum(b[:, None, 2], b[None, :, 2]) - np.maximum(b[:, None, 0], b[None, :, 0])


def _nearest(distance: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For each row of the array its least entry: which, and how far."""
    if not len(distance):
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    at = distance.argmin(axis=1)
    far = distance[np.arange(len(distance)), at]
    return np.where(np.isfinite(far), at, NONE), np.minimum(far, FAR)


def _framed(b: NDArray[np.float64], frames: Sequence[Box]) -> NDArray[np.int64]:
    found = np.full(len(b), NONE, dtype=np.int64)
    for n, frame in sorted(enumerate(frames), key=lambda f: -f[1].width * f[1].height):
        x, y = (b[:, 0] + b[:, 2]) / 2, (b[:, 1] + b[:, 3]) / 2
        found[(x > frame.left) & (x < frame.right) & (y > frame.top) & (y < frame.bottom)] = n
    return found


def _under(b: NDArray[np.float64], pictures: Sequence[Box]) -> NDArray[np.float64]:
    found = np.full(len(b), FAR)
    for p in pictures:
        over = (np.minimum(b[:, 2], p.right) - np.maximum(b[:, 0], p.left)) > 0.3 * np.maximum(_wide(b), 1e-6)
        gap = b[:, 1] - p.bottom
        found = np.where(over & (gap > -1.5) & (gap < found), gap, found)
    return found
