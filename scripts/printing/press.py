"""Pages as newspapers make them: a grid of columns, carved up among articles, notices, advertisements and furniture."""

import random
from collections.abc import Sequence
from typing import Any

from generator.base.printed_page import Box
from generator.segmentation.positions.latin_type import latin
from scripts.printing import latin_fillers
from scripts.printing.advertisements import advertisement
from scripts.printing.fillers import FILLERS, folio, foot, head_across, masthead
from scripts.printing.latin import Setting, printed_of_old
from scripts.printing.room import Gaps
from scripts.printing.running import set_running
from scripts.printing.setting import set_article
from scripts.printing.sheet import EM, Column, Sheet
from scripts.typeset import Style, local

SMALLEST = 9 * EM
"""Height of a text."""
GRIDS = [(4, 14), (4, 18), (5, 12), (5, 14), (5, 16), (6, 11), (6, 13), (7, 11), (7, 12), (8, 10)]
LATIN_GRIDS = [
    (2, 24),
    (3, 16),
    (3, 20),
    (4, 14),
    (4, 18),
    (5, 12),
    (5, 15),
    (6, 12),
    (6, 15),
    (7, 11),
    (7, 14),
    (8, 12),
]
OLD_GRIDS = [(3, 18), (3, 24), (4, 12), (4, 16), (5, 12), (6, 9), (6, 12), (8, 8), (8, 10), (10, 8), (12, 8)]
"""Number of columns (of bands, where lines are vertical) and characters of a line."""
GUTTERS = [1.0, 1.3, 1.6, 2.0, 2.5]
NARROW = [0.4, 0.5, 0.6, 0.8, 1.0, 1.3, 1.8]
"""Characters between two columns; the same of old papers and of those in Latin letters, where a rule may be all."""
LEADS = [1.25, 1.3, 1.35, 1.4, 1.5, 1.6]
TIGHT = [1.08, 1.12, 1.18, 1.25, 1.35, 1.5]
"""Sizes of type from row to row; the same of those."""
RUNNING = {False: 0.3, True: 0.5}
"""Share of the pages on which texts run on from column to column; the same in Latin letters."""
WHOLE = 0.3
"""Share of those that are nothing else."""
SOLD = 0.35
"""Share of the old papers and of those in Latin letters with a side that is sold for advertisements."""


def designed(
    pool: Sequence[dict[str, Any]], rnd: random.Random, running: float | None = None, old: bool = False
) -> Sheet:
    """A page whose lines are horizontal; `pool` are articles of one time. `running`: how likely texts run on; `old`:
    the page is going to be turned."""
    setting = Setting.any(rnd) if latin(pool[0]["paragraphs"][0]) else None
    count, measure = rnd.choice(LATIN_GRIDS if setting else OLD_GRIDS if old else GRIDS)
    dense = old or setting is not None
    gutter = EM * rnd.choice(NARROW if dense else GUTTERS)
    lead = rnd.choice(TIGHT if dense else LEADS)
    margin = 3 * EM
    width = count * measure * EM + (count - 1) * gutter + 2 * margin
    height = max(70 * EM, width * rnd.uniform(0.7, 1.4)) if old else width * rnd.uniform(1.2, 1.5)
    sheet = Sheet(width, height, Style(rnd.choice([0.5, 1.0, 1.0]), rnd.random() < 0.4), setting, old)
    left, top = margin, margin
    if old and rnd.random() < 0.6:
        left = head_across(sheet, margin, rnd)
    elif rnd.random() < 0.85:
        top = (masthead if rnd.random() < 0.4 else folio)(sheet, margin, rnd)
    bottom = height - margin
    if rnd.random() < 0.4 and not old:
        bottom -= foot(sheet, margin, rnd)
    sheet.width += left - margin
    columns = [
        Column(left + i * (measure * EM + gutter), left + i * (measure * EM + gutter) + measure * EM, top, bottom)
        for i in range(count)
    ]
    articles = [local(a, rnd) for a in pool] if rnd.random() < 0.4 and not setting else list(pool)
    if setting:
        articles = [printed_of_old(a, setting, rnd) for a in articles]
    ruled = (rnd.random() < 0.5, rnd.random() < 0.5)
    share = RUNNING[bool(setting)] if running is None else running
    lined = rnd.random() < (0.5 if dense else 0.2)
    page = _Page(sheet, articles, rnd, Gaps(gutter, lead, lined), ruled, rnd.random() < share)
    if dense and count > 2 and rnd.random() < SOLD:
        columns = page.sold(columns)
    if page.runs and rnd.random() < WHOLE:
        page.run(columns)
    else:
        page.carve(columns)
    return sheet


class _Page:
    """A page that is being carved up."""

    def __init__(
        self,
        sheet: Sheet,
        pool: Sequence[dict[str, Any]],
        rnd: random.Random,
        gaps: Gaps,
        ruled: tuple[bool, bool],
        runs: bool,
    ) -> None:
        self._sheet, self._pool, self._rnd = sheet, pool, rnd
        self._gaps, self._ruled = gaps, ruled
        self._size = rnd.uniform(0.6, 1.6)
        self.runs = runs

    def run(self, columns: list[Column]) -> None:
        """Fills a region with texts that run on."""
        set_running(self._sheet, columns, self._pool, self._rnd, self._gaps)

    def sold(self, columns: list[Column]) -> list[Column]:
        """Advertisements one below the other in some columns of one side, or at the end of all; what is left."""
        rnd = self._rnd
        high = columns[0].bottom - columns[0].top
        if rnd.random() < 0.5:
            at = rnd.randint(1, max(1, len(columns) // 2))
            sold, rest = (columns[:at], columns[at:]) if rnd.random() < 0.4 else (columns[-at:], columns[:-at])
        else:
            y = columns[0].bottom - high * rnd.uniform(0.2, 0.5)
            sold = [c._replace(top=y + 1.5 * EM) for c in columns]
            rest = [c._replace(bottom=y) for c in columns]
        while sold:
            at = rnd.randint(1, min(3, len(sold)))
            y, end = sold[0].top, sold[0].bottom
            while y < end - 5 * EM:
                low = min(end, y + rnd.uniform(5, 24) * EM)
                some = [c._replace(top=y, bottom=low) for c in sold[:at]]
                advertisement(self._sheet, some, self._pool, rnd, self._gaps.lead)
                y = low + rnd.uniform(0.3, 1.2) * EM
            sold = sold[at:]
        return rest

    def carve(self, columns: list[Column]) -> None:
        """Parts a region until an article just fills it."""
        rnd = self._rnd
        high, n = min(c.bottom - c.top for c in columns), len(columns)
        letters = sum((c.bottom - c.top) * c.width for c in columns) / (EM * EM * self._gaps.lead)
        if high < SMALLEST:
            return
        level = len({(c.top, c.bottom) for c in columns}) == 1
        if self.runs and high > 2 * SMALLEST and rnd.random() < 0.35:
            self.run(columns)
            return
        most = 720 * self._size * rnd.uniform(0.5, 1.5)
        if not level or letters < most or (high < 2.5 * SMALLEST and n == 1):
            self._fill(columns, letters)
        elif n >= 3 and letters < 3.5 * most and rnd.random() < 0.3:
            self._bite(columns)
        elif n == 1 or (
            high > 2.5 * SMALLEST and rnd.random() < min(0.8, high / (columns[-1].right - columns[0].left))
        ):
            self._cut_across(columns)
        else:
            at = rnd.randint(1, n - 1)
            if self._ruled[1]:
                x = columns[at].left - self._gaps.gutter / 2
                self._sheet.rules.append(Box(x - 0.5, columns[0].top, x + 0.5, columns[0].bottom))
            self.carve(columns[:at])
            self.carve(columns[at:])

    def _cut_across(self, columns: list[Column]) -> None:
        rnd = self._rnd
        top, bottom = columns[0].top, columns[0].bottom
        y = top + (bottom - top) * rnd.uniform(0.3, 0.7)
        gap = rnd.uniform(1.0, 2.2) * EM
        if self._ruled[0]:
            self._sheet.rules.append(Box(columns[0].left, y + gap / 2 - 0.5, columns[-1].right, y + gap / 2 + 0.5))
        self.carve([c._replace(bottom=y) for c in columns])
        self.carve([c._replace(top=y + gap) for c in columns])

    def _bite(self, columns: list[Column]) -> None:
        """A corner goes to another text, and the article stands round it."""
        rnd = self._rnd
        n = len(columns)
        wide = rnd.randint(1, n - 2)
        first = rnd.choice([0, n - wide])
        top, bottom = columns[0].top, columns[0].bottom
        y = top + (bottom - top) * rnd.uniform(0.4, 0.65)
        gap = rnd.uniform(1.0, 2.0) * EM
        below = rnd.random() < 0.75
        inner = columns[first : first + wide]
        if below:
            self.carve([c._replace(top=y + gap) for c in inner])
        else:
            self.carve([c._replace(bottom=y) for c in inner])
        rest = [
            (c._replace(bottom=y) if below else c._replace(top=y + gap)) if first <= i < first + wide else c
            for i, c in enumerate(columns)
        ]
        if self._ruled[0]:
            self._sheet.rules.append(Box(inner[0].left, y + gap / 2 - 0.5, inner[-1].right, y + gap / 2 + 0.5))
        letters = sum((c.bottom - c.top) * c.width for c in rest) / (EM * EM * self._gaps.lead)
        self._fill(rest, letters)

    def _fill(self, columns: list[Column], letters: float) -> None:
        rnd = self._rnd
        level = len({(c.top, c.bottom) for c in columns}) == 1
        if level and letters < 900 and rnd.random() < 0.26:
            rnd.choice(latin_fillers.FILLERS if self._sheet.latin else FILLERS)(
                self._sheet, columns, self._pool, rnd, self._gaps.lead
            )
        else:
            set_article(self._sheet, columns, self._pool, rnd, self._gaps)
