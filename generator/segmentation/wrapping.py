"""How wide lines are, what column they stand in, and what blank lines tell.

The width of the column that a line stands in is what at least three of its neighbours reach. Where no three agree, the
text is not wrapped there.
"""

import itertools
import re
import unicodedata
from collections.abc import Sequence

from generator.base.archive import Line

WINDOW = 8
"""Lines on either side that tell a column's width; of 5, 7, 8 and 9 the best on the marked pages."""
AGREE = 0.3
"""Full-width characters by which justified lines of a column differ: hanging punctuation, half-width digits."""
LINE_BREAK_RULE = 0.75
"""A line is one character shorter than its column where a mark that may not begin a line would follow."""
NARROWEST_COLUMN = 7.5
"""The narrowest in the marked pages has 8, beside a picture."""
WIDEST_COLUMN = 42.0
"""Full-width characters; the widest column in the marked pages has 34, text that is not wrapped over 60."""
SUPPORT = 3
INDENT = 2.0
"""Full-width characters by which the first line of a paragraph is shorter: the white space itself is lost."""
FEWEST_BLANKS, MOST_BLANKS = 0.05, 0.3
"""Share of lines behind a blank one: 0.08 to 0.19 where boxes are set apart, 0.93 and more where every line is."""
ENOUGH_BOXES = 12
"""Fewer blank lines tell nothing; a page with boxes has 24 and more."""
ENDED_BOXES = 0.6
"""Share of the boxes before which a sentence ends: 0.62 and more, 0.57 where blank lines are strewn by chance."""
APART = 0.6
"""Share of the clear ends of paragraphs before a blank line: 0.87 and more where each paragraph is a box, 0.42 and less
where boxes are pieces of columns."""
FEWEST_ENDS = 5
SHORT = 1.7
"""From here a line falls short of its column; one whose next character may not begin a line is 1 shorter."""
LATIN_STOP = r"[A-Za-z]{2}[^\u3400-\u9fff]{0,40}(?<![ .][A-Z])\.[”’\"')\]]*"
"""Of a sentence in Latin letters: a word and a full stop, which is not an initial's."""
ENDS = re.compile(rf"[。！？!?…][”’）)』」]*$|摄$|^核心阅读$|^[（(][^）)]*[）)]$|{LATIN_STOP}$")


def width(text: str) -> float:
    """Width as set: a full-width character counts 1, others one half."""
    return sum(1.0 if c in "“”‘’…—·" or unicodedata.east_asian_width(c) in "WF" else 0.5 for c in text if c != " ")


def _supported(widths: Sequence[float]) -> float:
    """The largest width that three lines reach; 0 where no three agree."""
    for w in sorted({w for w in widths if NARROWEST_COLUMN <= w <= WIDEST_COLUMN}, reverse=True):
        if sum(w - LINE_BREAK_RULE <= other <= w for other in widths) >= SUPPORT:
            return w
    return 0.0


def blanks_tell(lines: Sequence[Line]) -> bool:
    """Some lines stand behind a blank one, not most: paragraphs rather begin there."""
    return FEWEST_BLANKS < sum(line.after_blank for line in lines) / max(1, len(lines)) < MOST_BLANKS


def boxes_tell(lines: Sequence[Line]) -> bool:
    """Blank lines stand where text boxes begin: most of them behind the end of a sentence."""
    boxes = [i for i in range(1, len(lines)) if lines[i].after_blank]
    ended = sum(bool(ENDS.search(lines[i - 1].text)) for i in boxes)
    return len(boxes) >= ENOUGH_BOXES and blanks_tell(lines) and ended >= ENDED_BOXES * len(boxes)


def pieces_tell(lines: Sequence[Line], columns: Sequence[float]) -> bool:
    """Blank lines stand where a headline or a piece of a column begins, and paragraphs begin inside of it: so does
    `pdftotext` give pages."""
    if not blanks_tell(lines):
        return False
    ends = [
        b.after_blank
        for (a, b), column in zip(itertools.pairwise(lines), columns, strict=False)
        if column - width(a.text) > SHORT and ENDS.search(a.text)
    ]
    return len(ends) >= FEWEST_ENDS and sum(ends) < APART * len(ends)


def column_widths(widths: Sequence[float]) -> list[float]:
    """For each line the width of its column; 0 where the text is not wrapped."""
    found: list[float] = []
    for i, w in enumerate(widths):
        left = _supported(widths[max(0, i - WINDOW) : i + 1])
        right = _supported(widths[i : i + WINDOW + 1])
        middle = _supported(widths[max(0, i - WINDOW + 1) : i + WINDOW])
        three = (left, right, middle)
        left, right, middle = (max(t for t in three if t <= s + LINE_BREAK_RULE) for s in three)
        sides = [s for s in (left, right, middle) if s]
        full = [s for s in sides if abs(s - w) <= SHORT]
        indented = [s for s in sides if abs(s - INDENT - w) <= AGREE]
        if full:
            found.append(min(full, key=lambda s: abs(s - w)))
        elif indented:
            found.append(right if right in indented else indented[0])
        else:
            fitting = [s for s in (left, right, middle) if s >= w]
            found.append(fitting[0] if fitting else 0.0)
    return found


def columns_of_pieces(lines: Sequence[Line], widths: Sequence[float], columns: Sequence[float]) -> list[float]:
    """The columns of pieces that stand between blank lines, each by itself; the page's where it tells none."""
    edges = [0, *(i for i in range(1, len(lines)) if lines[i].after_blank), len(lines)]
    own = [column for a, b in itertools.pairwise(edges) for column in column_widths(widths[a:b])]
    return [mine or page for mine, page in zip(own, columns, strict=True)]
