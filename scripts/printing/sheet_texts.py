"""Whole sheets as the text of a page file: `page_of(pool, rnd)`.

Off a sheet lines come in the orders in which readers give them that know of columns, but not what belongs together
(`off_the_sheet`); or as poppler's `pdftotext` gives them (`as_extracted`), where it is installed.
"""

import random
from collections import Counter
from dataclasses import replace

from scripts.printing import parts
from scripts.printing.extracted import extracted
from scripts.printing.press import designed
from scripts.printing.sheet import EM, Piece, Sheet
from scripts.printing.texts import HEADLINE, IDLE, Habits, Mark, Printed, Row, file_of, gold_of, printed
from scripts.typeset import squeezed

HEADS = ("kicker", "title", "subtitle")


def page_of(pool: parts.Pool, rnd: random.Random, sheets: float = 0.25, cut: float = 0.15, pdf: float = 0.0) -> Printed:
    """A page of articles of one time, with these shares of pages off sheets, of long articles that are cut, and of
    sheets that come out of a PDF."""
    if len(pool) >= parts.FILLS and rnd.random() < sheets:
        sheet = designed(pool, rnd)
        return as_extracted(sheet) if rnd.random() < pdf else off_the_sheet(sheet, rnd)
    return printed(parts.some_of(pool, rnd, cut), rnd)


def off_the_sheet(sheet: Sheet, rnd: random.Random) -> Printed:
    """A whole page as readers give it that know of columns, but not what belongs together."""
    habits = Habits.any(rnd)
    chunks: list[tuple[Piece, list[Row]]] = []
    before: Piece | None = None
    for piece, mark in zip(sheet.pieces, _marks(sheet), strict=True):
        row = Row(piece.text, mark)
        if before and _together(before, piece):
            chunks[-1][1].append(row)
        else:
            chunks.append((piece, [row]))
        before = piece
    order = rnd.choice(["set", "set", "set", "set", "heads last", "heads last", "columns", "columns", "rows", "any"])
    if order == "heads last":
        chunks.sort(key=lambda c: c[1][0].mark.paragraph == HEADLINE and c[1][0].mark.article != IDLE)
    elif order == "columns":
        chunks.sort(key=lambda c: (round(c[0].box.left / (4 * EM)), c[0].box.top))
    elif order == "rows":
        chunks.sort(key=lambda c: c[0].box.top)
    elif order == "any":
        rnd.shuffle(chunks)
    mode = rnd.choice([habits.mode, "boxes"])
    habits = replace(habits, mode="boxes" if mode == "rows" else mode, measure=0.0, unbroken=False)
    return file_of([part for _, rows in chunks for part in _initial(rows, rnd)], habits, f"sheet, {order}", rnd)


def _initial(rows: list[Row], rnd: random.Random) -> list[list[Row]]:
    """Here and there the first character of a body is set large, and is a line by itself."""
    first = rows[0]
    if (
        first.mark.paragraph
        or first.mark.line
        or first.mark.article == IDLE
        or len(first.text) < 3
        or rnd.random() > 0.06
    ):
        return [rows]
    rest = [Row(r.text, r.mark._replace(line=r.mark.line + 1)) if not r.mark.paragraph else r for r in rows[1:]]
    return [[Row(first.text[0], first.mark)], [Row(first.text[1:], first.mark._replace(line=1)), *rest]]


def _together(one: Piece, two: Piece) -> bool:
    """Two lines that were set one after the other stand in one column."""
    same = one.article == two.article and (one.role in HEADS) == (two.role in HEADS)
    return same and (one.block == two.block or (one.article != IDLE and abs(one.box.left - two.box.left) < 3 * EM))


def _marks(sheet: Sheet) -> list[Mark]:
    """What each line of a sheet is; bylines and marks of continuation are paragraphs."""
    lengths = {n: [len(squeezed(p)) for p in a["paragraphs"]] for n, a in enumerate(sheet.articles)}
    heads: Counter[int] = Counter()
    at: dict[int, tuple[int, int, int]] = {}
    shown: dict[int, tuple[str, int]] = {}
    found = []
    for piece in sheet.pieces:
        n = piece.article
        if n == IDLE or piece.role == "caption":
            found.append(Mark(IDLE))
        elif piece.role in HEADS:
            found.append(Mark(n, HEADLINE, heads[n]))
            heads[n] += 1
        else:
            paragraph, line, left = at.get(n, (-1, 0, 0))
            own = piece.role != "body"
            if own:
                goes_on = shown.get(n) == (piece.role, piece.block)
                paragraph, line, left = (paragraph, line + 1, left) if goes_on else (paragraph + 1, 0, 0)
                shown[n] = piece.role, piece.block
            elif left > 0:
                line += 1
                left -= len(squeezed(piece.text))
            else:
                paragraph, line = paragraph + 1, 0
                left = (lengths[n].pop(0) if lengths.get(n) else 0) - len(squeezed(piece.text))
            at[n] = paragraph, line, left
            found.append(Mark(n, paragraph, line))
    return found


def as_extracted(sheet: Sheet) -> Printed:
    """The page as `pdftotext` gives it. A line is what its first character is."""
    marks = _marks(sheet)
    rows = [(line.text, [marks[g.piece] for g in line.glyphs]) for line in extracted(sheet)]
    own = [(n, held[0]) for n, (_, held) in enumerate(rows, 1) if held]
    counted: Counter[tuple[int, int]] = Counter()
    numbered: dict[int, Mark] = {}
    for n, mark in sorted(own, key=lambda one: (one[1], one[0])):  # a piece may be in two lines
        key = mark.article, mark.paragraph
        numbered[n] = mark._replace(line=counted[key])
        counted[key] += 1
    gold = gold_of([Row(piece.text, mark) for piece, mark in zip(sheet.pieces, marks, strict=True)])
    traits = {"order": "sheet, pdftotext", "blank lines": "boxes", "width": "various", "misread": "0.0%"}
    return Printed("\n".join(text for text, _ in rows) + "\n", numbered, gold, traits)
