"""Text boxes of a page, and how well one is read behind another.

A box is what stands between two blank lines, where blank lines tell that (`wrapping.blanks_tell`). Within a column a
new box begins where two lines are flush neither on the left nor on the right: behind the short last line of a
paragraph, and behind a first line that stands by itself. Everything else is one box. So the widths of a box's first
and last line tell what may stand above and below it in its column.
"""

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from generator.base.archive import Line
from generator.segmentation.paragraphs import CANNOT_BEGIN, CLOSES, OPENING, one_word
from generator.segmentation.wrapping import ENDS, INDENT, width

MARKS = "，。、；：！？" + CLOSES
FULL = 1.2
"""Full-width characters by which a full line falls short of its column."""
FULL_MARK = 0.8
"""The same of a line that a mark ends: it stands inside its square."""
EVEN = 0.6
"""The same where nothing but ideographs meets the edge."""
FIRST_LINE = 3.6
"""Characters by which a first line, indented and full, may fall short of its column."""
FEWEST = 4
"""Lines of a box that tells the width of its column by itself."""
LONGEST_HEADLINE = 5
"""Lines."""
SCRAP = 2.6
"""Characters; what is shorter is the end of a crosshead."""


class Box:
    """Lines that stand together; widths in full-width characters."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = tuple(lines)
        self.size = len(lines)
        self.widths = [width(line.text) for line in lines]
        self.first, self.last = self.widths[0], self.widths[-1]
        self.text = "".join(line.text for line in lines)
        self.ends = bool(ENDS.search(self.text))
        self.cannot_begin = bool(CANNOT_BEGIN.match(self.text))

    @cached_property
    def column(self) -> float:
        """Width of the column, by the lines between the first and the last; 0 where they are too few to tell."""
        inner = sorted(self.widths[1:-1])
        return inner[len(inner) // 2] if self.size >= FEWEST else 0.0

    @cached_property
    def may_be_headline(self) -> bool:
        if self.size > LONGEST_HEADLINE or "。" in self.text or self.cannot_begin or self.ends:
            return False
        return not OPENING.match(self.text) and self.text[-1] not in "，、；" and (self.size > 1 or self.first > SCRAP)

    def fills(self, column: float) -> bool:
        """Its lines, several, are set as a paragraph of that column is."""
        indent = column - INDENT
        return (
            self.size > 2
            and min(abs(self.first - column), abs(self.first - indent)) <= 1.0
            and all(abs(w - column) <= 1.0 for w in self.widths[1:-1])
            and self.last <= column + 1.0
        )

    def flush(self, column: float) -> bool:
        """The first line is as wide as the column: it goes on from elsewhere."""
        return self.first > column - (FULL_MARK if self.lines[0].text[-1:] in MARKS else FULL)

    def indented(self, column: float) -> bool:
        """The first line is two characters short of the column: a paragraph begins."""
        return self.size > 1 and column - FIRST_LINE <= self.first and not self.flush(column)

    def breaks_off(self, column: float) -> bool:
        """The last line is as wide as the column, and no sentence ends: it goes on elsewhere."""
        return self.size > 1 and not self.ends and abs(self.last - column) <= EVEN and self.text[-1:] not in MARKS


def boxes(lines: Sequence[Line]) -> list[Box]:
    parts: list[list[Line]] = []
    for line in lines:
        if not parts or line.after_blank or line.starts_page:
            parts.append([])
        parts[-1].append(line)
    return [Box(part) for part in parts]


class Links:
    """Log-odds that a box is read right behind another; for a page's boxes."""

    WORD, PAIR, QUOTATION = 3.0, 0.6, 1.2
    """A word runs over the break; the two characters at it stand together elsewhere; a quotation is closed."""
    ENDED = -2.5
    """A sentence ends, and yet the next box goes on."""
    LED_ON, CANNOT_BEGIN = 1.0, 2.0
    CROSSHEAD, CROSSHEAD_LONG = -0.8, -1.6
    """A paragraph ends without a mark, clearly short of the column or nearly full."""
    BREAKS = -5.0
    SAME_BOX = -1.0
    """Two full lines one below the other would stand in one box."""
    LONG_BEHIND_FIRST = -1.5
    """Behind a first line by itself stands a short one by itself, as a rule."""
    WORST = -7.0
    COHESION, USUAL = 4.0, 0.02
    """For the rare pairs of characters that two boxes share; what two share by chance."""

    def __init__(self, page: Sequence[Box]) -> None:
        self._page = page
        self._pairs = [{a + b for a, b in itertools.pairwise(box.text)} for box in page]
        self._spread = Counter(a + b for box in page for a, b in itertools.pairwise(box.text))
        shared = Counter(pair for found in self._pairs for pair in found)
        self._rarity = {pair: math.log((len(page) + 1) / n) for pair, n in shared.items()}
        self._known: dict[tuple[int, int, float, float, bool], float] = {}

    def below(self, a: int, b: int, columns: Mapping[int, float]) -> float:
        """Box b stands right below a; `columns` has the width of the column of either."""
        return self._link(a, b, columns, across=False)

    def across(self, a: int, b: int, columns: Mapping[int, float]) -> float:
        """Box b stands at the head of the column next to the one that a ends."""
        return self._link(a, b, columns, across=True)

    def top(self, b: int, columns: Mapping[int, float]) -> float:
        """Box b is the first of a text."""
        box = self._page[b]
        return self.BREAKS if box.cannot_begin or (box.flush(columns[b]) and box.size > 1) else 0.0

    def foot(self, a: int, columns: Mapping[int, float]) -> float:
        """Box a is the last of a text."""
        return self.BREAKS if self._page[a].breaks_off(columns[a]) else 0.0

    def goes_on(self, a: int, b: int, columns: Mapping[int, float]) -> bool:
        """A paragraph runs from box a into box b."""
        one, two = self._page[a], self._page[b]
        return not one.ends and not two.indented(columns[b]) and columns[a] - one.last <= FIRST_LINE

    def _link(self, a: int, b: int, columns: Mapping[int, float], across: bool) -> float:
        key = (a, b, columns[a], columns[b], across)
        if key not in self._known:
            one, two, short = self._page[a], self._page[b], columns[a] - self._page[a].last
            ended = self._new_paragraph(one, two, short, columns[b], across)
            goes_on = self._same_paragraph(one, two, short, columns[b], across)
            self._known[key] = max(ended, goes_on, self.WORST) + self._cohesion(a, b)
        return self._known[key]

    def _new_paragraph(self, one: Box, two: Box, short: float, column: float, across: bool) -> float:
        if two.cannot_begin or two.flush(column):
            return self.WORST
        if one.ends:
            score = 0.0
        elif short > FIRST_LINE:
            score = self.CROSSHEAD
        else:
            score = self.CROSSHEAD_LONG if short > 0.5 or one.text[-1:] in CLOSES else self.BREAKS
        return score + (self.SAME_BOX if not across and abs(short) <= 0.3 and one.size > 1 else 0.0)

    def _same_paragraph(self, one: Box, two: Box, short: float, column: float, across: bool) -> float:
        if two.indented(column):
            return self.WORST
        score = self._flow(one, two) + (self.ENDED if one.ends else 0.0) + self.CANNOT_BEGIN * two.cannot_begin
        if across:
            return score + self.LED_ON + (0.0 if short <= FIRST_LINE else self.BREAKS)
        first_line = 0.4 < short <= FIRST_LINE or (abs(short) <= FULL and one.text[-1:] in MARKS)
        return score + (0.0 if first_line else self.BREAKS) + (0.0 if two.size == 1 else self.LONG_BEHIND_FIRST)

    def _flow(self, one: Box, two: Box) -> float:
        """How the two texts run into each other."""
        score = self.WORD * one_word(one.text, two.text)
        score += self.PAIR if self._spread[one.text[-1] + two.text[0]] else -self.PAIR
        opened = one.text.rfind("“") > one.text.rfind("”")
        closed = 0 <= two.text.find("”") < (two.text.find("“") % 10**6)
        if opened != closed:
            return score - self.QUOTATION
        return score + (self.QUOTATION if opened else 0.2)

    def _cohesion(self, a: int, b: int) -> float:
        one, two = self._pairs[a], self._pairs[b]
        shared = sum(self._rarity[pair] for pair in sorted(one & two))
        return self.COHESION * (shared / math.sqrt((len(one) + 20) * (len(two) + 20)) - self.USUAL)
