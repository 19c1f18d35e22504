"""Texts that run on, as in gazettes, in columns of short news, in the bands of old papers.

Each begins in the column where the one before it has ended, under a headline of that column's width, and goes on in
the next column.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.base.printed_page import Box
from scripts.printing.headlines import LABELS, LATIN_LABELS, rows_of
from scripts.printing.room import Gaps
from scripts.printing.setting import byline, fresh
from scripts.printing.sheet import EM, Column, Sheet, measured, set_wide, tidy, together

MOST = 40
"""Texts of a region."""
LEAST = 2
"""Lines of a text that stand below its headline in one column."""


@dataclass(frozen=True)
class Manner:
    """How all texts of a region are set."""

    size: float
    """Of headlines, in sizes of the body; 1.0: only bold or in capitals."""
    broad: float
    """Width of their letters beside the body's."""
    capitals: bool
    middle: bool
    indent: float
    above: float
    below: float
    """Room round a headline, in characters."""
    label: float
    """Share of the texts above which an office or a column's name stands."""
    number: float
    """Share of those under whose headline a number stands."""
    signed: float
    ruled: bool
    spread: bool
    """Short headlines fill the column."""

    @classmethod
    def any(cls, rnd: random.Random, old: bool) -> "Manner":
        size = rnd.choice([1.0, 1.2, 1.6, 2.0, 2.4, 3.0] if old else [1.0, 1.0, 1.1, 1.2, 1.4, 1.6, 2.0, 2.0, 2.4])
        return cls(
            size=size,
            broad=rnd.uniform(1.0, 1.18),
            capitals=rnd.random() < 0.4,
            middle=rnd.random() < 0.6,
            indent=rnd.choice([1.0, 2.0, 2.0, 0.0]),
            above=rnd.uniform(0.4, 2.0),
            below=rnd.uniform(0.1, 1.0),
            label=rnd.choice([0.0, 0.1, 0.7]),
            number=rnd.choice([0.0, 0.0, 0.6]),
            signed=rnd.choice([0.0, 0.3, 0.8]),
            ruled=rnd.random() < 0.4,
            spread=rnd.random() < 0.3,
        )


Head = tuple[str, str, float]
"""Role, text, size of its type."""


class _Run:
    """A region that is being filled."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column], rnd: random.Random, gaps: Gaps) -> None:
        self._sheet, self._columns, self._rnd = sheet, columns, rnd
        self._pitch = EM * gaps.lead
        self._manner = Manner.any(rnd, sheet.old)
        self._at, self._y = 0, columns[0].top

    @property
    def _column(self) -> Column:
        return self._columns[self._at]

    @property
    def over(self) -> bool:
        return self._at >= len(self._columns)

    def _next(self) -> bool:
        """To the next column; whether there is one."""
        self._at += 1
        if not self.over:
            self._y = self._column.top
        return not self.over

    def _fits(self, high: float) -> bool:
        return self._y + high <= self._column.bottom

    def text(self, article: dict[str, Any], goes_on: bool) -> None:
        """One text, as far as there is room; `goes_on`: it began on another page."""
        manner, rnd, sheet = self._manner, self._rnd, self._sheet
        number, mark_at = len(sheet.articles), len(sheet.pieces)
        bare = goes_on or not article["title"] or rnd.random() < 0.03
        if not bare and not self._headed(article, number):
            return
        kept = []
        paragraphs = [tidy(p) for p in article["paragraphs"] if tidy(p)]
        if goes_on and len(paragraphs[0]) > 60:
            words = paragraphs[0].split(" ") if " " in paragraphs[0] else list(paragraphs[0])
            words = words[rnd.randint(1, len(words) // 2) :]
            paragraphs[0] = (" " if " " in paragraphs[0] else "").join(words)
        for n, paragraph in enumerate(paragraphs):
            set_ = self._paragraph(paragraph, number, 0.0 if goes_on and not n else manner.indent)
            kept += [set_] if set_ else []
            if self.over:
                break
        if not kept:
            del sheet.pieces[mark_at:]
            return
        if not self.over and rnd.random() < manner.signed:
            self._signature(number)
        self._y += manner.above * EM
        if manner.ruled and not self.over and self._fits(EM):
            c = self._column
            sheet.rules.append(Box(c.left, self._y, c.right, self._y + 0.5))
            self._y += manner.above * EM
        sheet.articles.append({**article, "paragraphs": kept, "title": None if bare else article["title"]})

    def _headed(self, article: dict[str, Any], number: int) -> bool:
        """Sets the headline where it has room with some lines of its text; whether it has."""
        manner, sheet = self._manner, self._sheet
        rows = [
            (role, line, size)
            for role, text, size in self._heads(article)
            for line in sheet.lines(
                text, self._columns[min(self._at, len(self._columns) - 1)].width / size / manner.broad
            )
        ]
        high = sum(size * 1.25 for _, _, size in rows) + manner.below * EM + LEAST * self._pitch
        while not self._fits(high):
            if not self._next():
                return False
        block, before = sheet.block(), ""
        for role, line, size in rows:
            block = block if role == before else sheet.block()
            before = role
            wide, c = measured(line) * size * manner.broad, self._column
            advance = size * manner.broad
            if manner.spread and role == "title" and wide < 0.7 * c.width and not sheet.latin:
                advance *= min(2.5, 0.8 * c.width / wide)
                wide = measured(line) * advance
            x = c.left + ((c.width - wide) / 2 if manner.middle else 0.0)
            of = (number, role) if role != "furniture" else (-1, role)
            sheet.put(line, x, self._y, size, of, advance=min(advance, c.width / max(measured(line), 0.1)), block=block)
            self._y += size * 1.25
        self._y += manner.below * EM
        return True

    def _heads(self, article: dict[str, Any]) -> list[Head]:
        manner, rnd, sheet = self._manner, self._rnd, self._sheet
        rows: list[Head] = []
        if rnd.random() < manner.label:
            rows.append(
                ("kicker", rnd.choice(LATIN_LABELS if sheet.latin else LABELS).upper(), EM * min(manner.size, 1.2))
            )
        for role, text in rows_of(article, rnd, sheet.latin):
            shown = text.upper() if role == "title" and manner.capitals and sheet.latin else text
            rows.append((role, shown, EM * (manner.size if role == "title" else max(1.0, 0.7 * manner.size))))
        if rnd.random() < manner.number:
            text = f"[{rnd.choice('ABCDEFG')}{rnd.randint(10, 99)}-{rnd.randint(1000, 99999)}]"
            rows.append(("subtitle", text if sheet.latin else f"（第{rnd.randint(2, 300)}号）", EM))
        if rnd.random() < 0.25:
            rows.append(("byline", byline(sheet, rnd), EM))
        return rows

    def _paragraph(self, text: str, number: int, indent: float) -> str:
        """Sets a paragraph from column to column; what of it found room."""
        sheet = self._sheet
        done: list[str] = []
        block, rest = sheet.block(), text
        while rest:
            if not self._fits(self._pitch):
                if not self._next():
                    break
                block = sheet.block()
            c = self._column
            stands_in = indent if not done else 0.0
            lines = sheet.lines(rest[:400] if len(rest) > 500 else rest, c.width / EM, stands_in)
            line, last = lines[0], len(lines) == 1
            wide, room = set_wide(line, sheet.style) * EM, c.width - stands_in * EM
            filled = wide > room + 0.05 * EM or (not last and sheet.latin and sheet.latin.level and wide > 0.75 * room)
            advance = EM * room / wide if filled else EM
            sheet.put(line, c.left + stands_in * EM, self._y, EM, (number, "body"), advance=advance, block=block)
            self._y += self._pitch
            done.append(line)
            rest = rest[len(line) - (line.endswith("-") and not rest.startswith(line)) :].lstrip()
        return together(done, text)

    def _signature(self, number: int) -> None:
        """Who answers for it, in a line or two at the end."""
        sheet, c = self._sheet, self._column
        name = byline(sheet, self._rnd)
        for line in [name] if self._rnd.random() < 0.6 else [name, "(Filed 8:45 am)" if sheet.latin else "（完）"]:
            if self._fits(self._pitch):
                x = max(c.left, c.right - measured(line) * EM - EM) if self._manner.middle else c.left
                sheet.put(line, x, self._y, EM, (number, "byline"))
                self._y += self._pitch


def set_running(
    sheet: Sheet, columns: list[Column], pool: Sequence[dict[str, Any]], rnd: random.Random, gaps: Gaps
) -> None:
    """Fills a region with texts one behind the other."""
    if gaps.lined or rnd.random() < 0.3:
        for c in columns[1:]:
            sheet.rules.append(Box(c.left - gaps.gutter / 2 - 0.5, c.top, c.left - gaps.gutter / 2 + 0.5, c.bottom))
    run, goes_on = _Run(sheet, columns, rnd, gaps), rnd.random() < 0.4
    shortest = rnd.random() < 0.5
    for _ in range(MOST):
        some = rnd.sample(list(fresh(sheet, pool)), min(4, len(fresh(sheet, pool))))
        article = min(some, key=lambda a: sum(map(len, a["paragraphs"]))) if shortest else some[0]
        run.text(article, goes_on)
        goes_on = False
        if run.over:
            return
