"""What begins with each line of a page, told by a small network from its characters: `told(lines)`.

1. The page is one row of characters, its lines parted by a sign of their own. Each character has a vector; three
   dilated convolutions tell what stands round it. A line is what the network knows of its break and of its characters
   at most.
2. The matter before and behind a break is the mean of other vectors of the characters, near and far.
3. With the widths of lines and columns, blank lines and open quotations these go through three more convolutions, from
   line to line, to the seven answers (`KINDS`).

`data/breaks.json` holds the weights, a byte each; `scripts/fit_breaks.py` makes it, `data/README.md` says from what.
"""

import base64
import functools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.base import assets
from generator.base.archive import Line
from generator.segmentation.paragraphs import open_marks
from generator.segmentation.wrapping import SHORT, column_widths, width

FILE = assets.PACKAGE / "data" / "breaks.json"
KINDS = ("on", "next", "begins", "headline", "further", "other", "idle")
"""Answers: the paragraph goes on; the next paragraph of the article; a body; a headline; a further line of it; what
goes on from elsewhere; what is of no article."""
ON, NEXT, BEGINS, HEADLINE, FURTHER, OTHER, IDLE = range(7)
BREAK, BLANK, CUT, STRANGE, LATIN = range(5)
"""Numbers of what is no known character: a line's end, one before a blank line, what is left out of a long line."""
KNOWN = 5
"""The first number of a known character."""
HALF = 40
"""Characters of a line's beginning, and of its end, that are looked at."""
STEPS = (1, 3, 5)
"""From character to character, of each convolution."""
LINE_STEPS = (1, 2, 4)
LEAST = 1e-5
"""Share of an answer that is never excluded."""
SUREST = 3.0
"""Log-odds that count at most: of pages that others set the network is too sure."""
UNSURE = 1.0
"""Log-odds up to which nothing is said: the rest decides."""
SHAPES = 17
"""Numbers that say how a line is set."""
REACHES = (60, 240)
"""Characters on either side of a break whose matter is told."""

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Encoded:
    """Lines as the network takes them."""

    codes: Numbers
    """Numbers of the characters, a break before each line."""
    starts: Numbers
    """Where the break before each line stands."""
    shape: Floats
    """What is known of each line's width and surroundings: (lines, SHAPES)."""


def encoded(lines: Sequence[Line], numbers: Mapping[str, int]) -> Encoded:
    """The lines of a page in reading order, of which there is at least one."""
    codes: list[int] = []
    starts: list[int] = []
    for line in lines:
        starts.append(len(codes))
        codes.append(BLANK if line.after_blank else BREAK)
        row = [numbers.get(c) or (LATIN if c.isascii() else STRANGE) for c in line.text if not c.isspace()]
        codes += row if len(row) <= 2 * HALF else [*row[:HALF], CUT, *row[-HALF:]]
    return Encoded(np.array(codes), np.array(starts), _shape(lines))


def _shape(lines: Sequence[Line]) -> Floats:
    widths = [width(line.text) for line in lines]
    columns = column_widths(widths)
    depths = open_marks(lines)
    w, c = np.array(widths), np.array(columns)
    short = np.where(c > 0, np.clip(c - w, -6, 15), 0.0)
    blank = np.array([float(line.after_blank) for line in lines])
    found = np.zeros((len(lines), SHAPES), dtype=np.float32)
    found[:, 0] = np.minimum(w, 60) / 20
    found[:, 1] = c > 0
    found[:, 2] = c / 20
    found[:, 3] = short / 5
    found[:, 4] = (c > 0) & (np.abs(c - w - 2) <= 0.6)
    found[:, 5] = (c > 0) & (np.abs(c - w) < SHORT)
    found[:, 6] = blank
    found[1:, 7:13] = found[:-1, :6]
    found[1:, 13] = np.abs(c[1:] - c[:-1]) > SHORT
    found[1:, 14] = np.array(depths[:-1]) > 0
    found[:, 15] = blank.mean()
    found[:, 16] = [line.starts_page for line in lines]
    return found


@dataclass(frozen=True)
class Passed:
    """What the network makes of a page, layer by layer; `scripts/fit_breaks.py` goes back through it."""

    inner: list[Floats]
    """Of the characters: their vectors, then behind each convolution."""
    lines: Floats
    """All that is known of a line."""
    outer: list[Floats]
    """Of the lines: behind the first layer and behind each convolution."""
    matter: list[tuple[Floats, Floats]]
    """Before and behind each break, for each reach."""
    answers: Floats
    """Logits: (lines, KINDS)."""


def convolved(x: Floats, weights: Floats, step: int) -> Floats:
    """Each row with those `step` before and behind: (rows, 3 x values)."""
    n, deep = x.shape
    padded = np.zeros((n + 2 * step, deep), dtype=np.float32)
    padded[step : n + step] = x
    taps = len(weights) // deep
    assert taps == 3
    out = padded[:n] @ weights[:deep]
    out += x @ weights[deep : 2 * deep]
    out += padded[2 * step :] @ weights[2 * deep :]
    return out


def passed(w: Mapping[str, Floats], page: Encoded) -> Passed:
    """The page through the network."""
    inner = [w["near"][page.codes]]
    for k, step in enumerate(STEPS):
        more = np.maximum(convolved(inner[-1], w[f"inner{k}"], step) + w[f"inner{k}_bias"], 0)
        inner.append(more if k == 0 else inner[-1] + more)
    last = inner[-1]
    most = np.maximum.reduceat(last, page.starts, axis=0)
    before = np.vstack([np.zeros((1, most.shape[1]), dtype=np.float32), most[:-1]])
    matter = matters(w["far"], page)
    pairs = [part for a, b in matter for part in (a * b, np.abs(a - b))]
    lines = np.hstack([last[page.starts], before, most, *pairs, page.shape]).astype(np.float32)
    outer = [np.maximum(lines @ w["lines"] + w["lines_bias"], 0)]
    for k, step in enumerate(LINE_STEPS):
        more = np.maximum(convolved(outer[-1], w[f"outer{k}"], step) + w[f"outer{k}_bias"], 0)
        outer.append(outer[-1] + more)
    return Passed(inner, lines, outer, matter, outer[-1] @ w["answers"] + w["answers_bias"])


def spans(page: Encoded, reach: int) -> tuple[Numbers, Numbers]:
    """Where the characters within reach of each break begin and end."""
    return np.maximum(page.starts - reach, 0), np.minimum(page.starts + reach, len(page.codes))


def matters(far: Floats, page: Encoded) -> list[tuple[Floats, Floats]]:
    sums = np.zeros((len(page.codes) + 1, far.shape[1]))
    np.cumsum(far[page.codes], axis=0, out=sums[1:])
    found = []
    for reach in REACHES:
        first, last = spans(page, reach)
        here = sums[page.starts]
        found.append(
            (
                ((here - sums[first]) / reach**0.5).astype(np.float32),
                ((sums[last] - here) / reach**0.5).astype(np.float32),
            )
        )
    return found


@functools.cache
def known() -> tuple[dict[str, int], dict[str, Floats]]:
    """The characters with their numbers, and the weights; read once."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    weights: dict[str, Floats] = {}
    for name, held in data["weights"].items():
        flat = np.frombuffer(base64.b64decode(held["bytes"]), dtype=np.int8)
        units = np.frombuffer(base64.b64decode(held["units"]), dtype=np.float32)
        weights[name] = np.asarray(flat.reshape(held["shape"]) * units, dtype=np.float32)
    return {c: n for n, c in enumerate(data["characters"], KNOWN)}, weights


@dataclass(frozen=True)
class Told:
    """What the network says of a line."""

    odds: tuple[float, ...]
    """Log-odds of each of KINDS."""

    def share(self, *kinds: int) -> float:
        """Probability that one of these begins with it."""
        return sum(1.0 / (1.0 + math.exp(-self.odds[kind])) for kind in kinds)

    @property
    def most(self) -> float:
        """Probability of the likeliest."""
        return 1.0 / (1.0 + math.exp(-max(self.odds)))

    def raw(self, *kinds: int) -> float:
        """Log-odds that one of these begins with it."""
        share = min(1 - LEAST, max(LEAST, self.share(*kinds)))
        return math.log(share / (1 - share))

    def log_odds(self, *kinds: int) -> float:
        """The same as far as they count."""
        odds = self.raw(*kinds)
        return math.copysign(min(SUREST, max(0.0, abs(odds) - UNSURE)), odds)


def told(lines: Sequence[Line]) -> list[Told]:
    """What begins with each line of a page in reading order."""
    if not lines:
        return []
    numbers, weights = known()
    answers = passed(weights, encoded(lines, numbers)).answers.astype(np.float64)
    shares = np.exp(answers - answers.max(axis=1, keepdims=True))
    shares = np.clip(shares / shares.sum(axis=1, keepdims=True), LEAST, 1 - LEAST)
    return [Told(tuple(row)) for row in np.log(shares / (1 - shares)).tolist()]
