"""The characters of a PDF, in the order in which they are drawn -> lines.

1. A character that is drawn twice at one place, as for bold type, is one.
2. A character goes on with the line before it where it stands behind the last one, or below it.
3. Pieces of a line that touch are one: programs draw the digits of a page after its Chinese, in another type.
4. White space is what is wider than the other gaps of the line: type that is set apart has no white space in it.

Lengths below are in sizes of type.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from generator.printed import setting
from generator.printed.setting import Found, Point

TWICE = 0.15  # apart: the same character drawn once more
BASE = 0.3  # between the base lines of characters of one line
OVER = 0.5  # by which a character may stand over the one before, as full-width brackets do
GAP = 0.9  # behind which a line ends, if its characters are not all set apart like that
APART = 3.0  # gaps of a headline that is set apart
EVEN = 0.25  # by which gaps differ that are alike
BELOW = 0.35  # from which two characters alone are set apart
GAP_DOWN = 1.1  # of a vertical headline that is set apart: two lines of one character each stand below each other, too
ASIDE = 0.6  # by which signs (，。) stand beside the others of a vertical line
TOUCH = 0.35  # between pieces of a line: between Chinese and digits is a quarter
SPACE = 0.15  # in Latin type, beyond the usual gap
SPACE_WIDE = 0.45  # between Chinese characters
NEAR = (-1, 0, 1)  # cells
LATEST = 4  # lines that may go on
ALIKE = 1.6  # times as large: type of one line


class Char(NamedTuple):
    """A character on an upright page, y down."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    """Where its base line is."""
    size: float
    spaced: bool
    """White space is drawn before it."""

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def wide(self) -> bool:
        return self.text >= "\u2e80" or self.text in "—…“”‘’·─"

    @property
    def upright(self) -> bool:
        """It is no sign, which stands where it likes in its square."""
        return self.text.isalnum()


@dataclass(slots=True)
class _Run:
    """A line, or a piece of one."""

    order: int
    chars: list[Char]
    down: bool | None = None
    """Vertical; None of a single character."""
    gap: float | None = None
    """Of its characters that are set apart, in sizes of type."""
    size: float = field(init=False)

    def __post_init__(self) -> None:
        self.size = self.chars[0].size


def lines(chars: Sequence[Char]) -> list[Found]:
    """The lines, in the order in which they begin to be drawn."""
    chars = [*_once(chars)]
    is_down = _is_down(chars)
    runs = _joined([*_runs(chars, is_down)], is_down)
    return [_found(run) for run in sorted(runs, key=lambda run: run.order)]


def _is_down(chars: Sequence[Char]) -> bool:
    """Whether most of the page is vertical: that decides of what may be read either way."""
    pairs = [(a, b) for a, b in pairwise(chars) if a.wide and b.wide]
    beside = sum(abs(a.base - b.base) < TWICE * a.size and 0 < b.left - a.left < ALIKE * a.size for a, b in pairs)
    below = sum(abs(a.left - b.left) < TWICE * a.size and 0 < b.top - a.top < ALIKE * a.size for a, b in pairs)
    return below > beside


def _once(chars: Sequence[Char]) -> Iterator[Char]:
    seen: dict[str, dict[tuple[int, int], list[Char]]] = {}
    for char in chars:
        cell = max(char.size, 0.1)
        x, y = int(char.left // cell), int(char.base // cell)
        here = seen.setdefault(char.text, {})
        near = (c for at in ((x + a, y + b) for a in NEAR for b in NEAR) if at in here for c in here[at])
        if any(abs(c.left - char.left) < TWICE * cell > abs(c.base - char.base) for c in near):
            continue
        here.setdefault((x, y), []).append(char)
        yield char


def _runs(chars: Sequence[Char], is_down: bool) -> Iterator[_Run]:
    """Lines, or pieces of them. Pdfium puts what stands at one height into one row, so that characters of vertical
    lines side by side come in turns: the last few lines may go on."""
    latest: deque[_Run] = deque(maxlen=LATEST)
    for n, char in enumerate(chars):
        run = next((run for run in latest if _goes_on(run, char, run is latest[0], is_down)), None)
        if run is None:
            run = _Run(n, [char])
            yield run
        else:
            run.chars.append(char)
            latest.remove(run)
        latest.appendleft(run)


def _goes_on(run: _Run, char: Char, just_now: bool, page_is_down: bool) -> bool:
    """Whether a character is the next one of a line, whose direction and spacing it may tell. One that is not
    `just_now` drawn goes on with what touches it."""
    last = run.chars[-1]
    size = max(last.size, char.size, 0.1)
    if size > ALIKE * min(last.size, char.size):
        return False
    lone = len(run.chars) == 1
    across = not run.down and abs(char.base - last.base) <= BASE * size
    aside = BASE if lone or (last.upright and char.upright) else ASIDE
    down = run.down is not False and last.wide and char.wide and abs(char.middle - last.middle) <= aside * size
    for is_down, gap in ((False, (char.left - last.right) / size), (True, (char.top - last.bottom) / size)):
        if not (down if is_down else across) or gap < -OVER or (gap > BELOW and not just_now):
            continue
        if lone and gap > BELOW and last.wide and char.wide:
            if (
                gap > (GAP_DOWN if is_down else 0 if page_is_down else APART)
                or abs(last.size - char.size) > TWICE * size
            ):
                continue
            run.gap = gap
        elif gap > (GAP_DOWN if is_down else GAP) and (run.gap is None or abs(gap - run.gap) > EVEN):
            continue
        run.down = is_down
        return True
    return False


def _joined(runs: list[_Run], is_down: bool) -> list[_Run]:
    """Pieces that touch as one line each; lone characters are pieces of lines as most of the page has them."""
    for run in runs:
        run.down = is_down and run.chars[0].wide if run.down is None else run.down
    across = _chained([run for run in runs if not run.down], down=False)
    return [*across, *_chained([run for run in runs if run.down], down=True)]


def _chained(runs: list[_Run], down: bool) -> list[_Run]:
    """Runs of one direction, each behind those that it touches. They are looked up by their base lines."""
    out: list[_Run] = []
    rows: defaultdict[int, list[_Run]] = defaultdict(list)
    cell = max(median(run.size for run in runs), 0.1) if runs else 1.0

    def place(run: _Run) -> tuple[float, float]:
        first = run.chars[0]
        return (first.top, first.middle) if down else (first.left, first.base)

    for run in sorted(runs, key=place):
        along, across = place(run)
        aside = ASIDE if down and not run.chars[0].upright else BASE
        reach = aside * ALIKE * run.size
        best = None
        for row in range(int((across - reach) // cell), int((across + reach) // cell) + 1):
            for each in rows.get(row, ()):
                big, end = max(run.size, each.size, 0.1), _end(each, down)
                if (
                    -OVER * big <= along - end <= TOUCH * big
                    and abs(across - place(each)[1]) <= aside * big
                    and big <= ALIKE * min(run.size, each.size)
                    and (best is None or end > _end(best, down))
                ):
                    best = each
        if best is None:
            out.append(run)
            rows[int(across // cell)].append(run)
        else:
            best.chars += run.chars
            best.order = min(best.order, run.order)
    return out


def _end(run: _Run, down: bool) -> float:
    return run.chars[-1].bottom if down else run.chars[-1].right


def _found(run: _Run) -> Found:
    first, last, down = run.chars[0], run.chars[-1], bool(run.down)
    size = _size(run)
    return Found("".join(_spelled(run, size)), _quad(run, first, last, down), size, down)


def _size(run: _Run) -> float:
    """Of the type: as wide as a full-width character is, where there are some."""
    wide = [char.right - char.left for char in run.chars if char.wide]
    said = median(char.size for char in run.chars)
    if run.down or not wide or not (size := median(wide)):
        return said
    return size if size * ALIKE < said or said * ALIKE < size else said


def _spelled(run: _Run, size: float) -> Iterator[str]:
    """The characters, with white space where it is printed."""
    pairs = [*pairwise(run.chars)]
    gaps = [((b.top - a.bottom) if run.down else (b.left - a.right)) / max(size, 0.1) for a, b in pairs]
    usual = max(median(gaps), 0.0) if gaps else 0.0
    yield run.chars[0].text
    for (a, b), gap in zip(pairs, gaps, strict=True):
        chinese = a.wide and b.wide
        drawn = b.spaced and not (chinese and usual > SPACE_WIDE)
        yield " " if drawn or gap > usual + (SPACE_WIDE if chinese else SPACE) else ""
        yield b.text


def _quad(run: _Run, first: Char, last: Char, down: bool) -> Sequence[Point]:
    """The corners, with the slope that the characters have."""
    chars = run.chars
    if down:
        left, right = min(c.left for c in chars), max(c.right for c in chars)
        return setting.corners(left, first.top, right, last.bottom)
    top, bottom = (sum(c.top - c.base for c in chars) / len(chars), sum(c.bottom - c.base for c in chars) / len(chars))
    return (
        (first.left, first.base + top),
        (last.right, last.base + top),
        (last.right, last.base + bottom),
        (first.left, first.base + bottom),
    )
