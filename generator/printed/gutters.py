"""Lines that an engine read across a gutter, parted: what stands in two columns is two lines.

A line is suspected that is wider than its characters. It is parted where lines above and below it, of the same type,
end and begin, if the gutter between them is just the width that it has too much.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from generator.base.printed_page import Box, PrintedLine, PrintedPage

SHORTEST = 6.0
"""Full-width characters of a line that may be two."""
TOO_WIDE = 0.6
"""Characters by which it is wider than its text, at least."""
NARROWEST, WIDEST = 0.3, 4.0
"""Characters of a gutter."""
ROWS = 5.0
"""Characters up and down within which neighbours tell the columns."""
INDENT = 2.6
EXACT = 0.9
"""Characters by which a gutter may differ from what a line has too much."""
ALIKE = 0.15
"""Share by which sizes of one type differ."""


def units(text: str) -> float:
    """How many full-width characters a text is wide."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text if not c.isspace())


def parted(page: PrintedPage) -> PrintedPage:
    """The page with its lines numbered anew, those that stand in several columns parted."""
    lines = [line for line in page.lines if units(line.text) > 2]
    if not page.width or not lines:
        return page
    sizes = {line.number: _advance(line) for line in lines}
    body = median(sizes.values())
    found: list[PrintedLine] = []
    for line in page.lines:
        size = sizes.get(line.number, 0.0)
        wide = _along(line)[1] - _along(line)[0] - units(line.text) * body
        if not size or units(line.text) < SHORTEST or wide < TOO_WIDE * body or size > 1.5 * body:
            found.append(line)
        else:
            found += _parts(line, [x for x in lines if _beside(line, x, body)], sizes)
    return replace(page, lines=tuple(replace(line, number=n) for n, line in enumerate(found, 1)))


def _along(line: PrintedLine) -> tuple[float, float]:
    """Where its text begins and ends."""
    return (line.box.top, line.box.bottom) if line.vertical else (line.box.left, line.box.right)


def _across(line: PrintedLine) -> float:
    b = line.box
    return (b.left + b.right) / 2 if line.vertical else (b.top + b.bottom) / 2


def _advance(line: PrintedLine) -> float:
    start, end = _along(line)
    return (end - start) / max(0.5, units(line.text))


def _beside(line: PrintedLine, other: PrintedLine, body: float) -> bool:
    """The other line stands a little above or below."""
    if other is line or other.vertical != line.vertical or abs(_across(other) - _across(line)) > ROWS * body:
        return False
    (a, b), (c, d) = _along(line), _along(other)
    return c > a - body and d < b + body and d - c < 0.8 * (b - a)


def _parts(line: PrintedLine, near: Sequence[PrintedLine], sizes: dict[int, float]) -> list[PrintedLine]:
    """The line, in as many parts as there are columns."""
    (start, end), letters = _along(line), units(line.text)
    like = [x for x in near if sizes[x.number] < sizes[line.number]]
    if len(like) < 2:
        return [line]
    size = median(sizes[x.number] for x in like)
    like = [x for x in like if abs(sizes[x.number] - size) <= ALIKE * size]
    left = [x for x in like if _along(x)[0] < start + INDENT * size]
    if not left:
        return [line]
    edge = max(_along(x)[1] for x in left)
    right = [_along(x)[0] for x in like if edge + NARROWEST * size < _along(x)[0] < edge + WIDEST * size]
    if not right or any(_along(x)[0] < edge - size and _along(x)[1] > min(right) + size for x in like):
        return [line]
    gutter = min(right) - edge
    columns = max(1, round((end - min(right)) / max(size, edge - start)))
    if abs((end - start) - letters * size - columns * gutter) > EXACT * size * columns:
        return [line]
    at = _character(line.text, (edge - start) / size)
    if not 0 < at < len(line.text):
        return [line]
    first, rest = (_part(line, line.text[:at], start, edge), _part(line, line.text[at:], min(right), end))
    if columns == 1:
        return [first, rest]
    again = {**sizes, rest.number: _advance(rest)}
    return [first, *_parts(rest, [x for x in near if _along(x)[0] > edge], again)]


def _character(text: str, wide: float) -> int:
    """The character at which so many full-width ones have passed."""
    passed = 0.0
    for n, c in enumerate(text):
        if passed + units(c) / 2 >= wide:
            return n
        passed += units(c)
    return len(text)


def _part(line: PrintedLine, text: str, start: float, end: float) -> PrintedLine:
    b = line.box
    box = Box(b.left, start, b.right, end) if line.vertical else Box(start, b.top, end, b.bottom)
    return replace(line, text=text.strip(), box=box)
