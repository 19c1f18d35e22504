"""Headlines: over all columns or some of them, beside the text, amid it, or down a side of it."""

import random
import re
from typing import Any

from generator.base.printed_page import Box
from generator.segmentation.positions.latin_type import latin
from scripts.printing.latin import Setting, heading, phrase
from scripts.printing.room import Room
from scripts.printing.sheet import EM, Column, Sheet, measured, tidy, twos

LABELS = [
    a + b
    for a in twos("今日文化新闻一线记者身边法治乡村教育百姓时事国际热点经济民生党建健康体育读者舆论")
    for b in twos("快评漫步速递观察调查榜样在线振兴视界话题聚焦纵横广角论坛之窗视点天地传真点击")
]

LATIN_LABELS = [
    *("Analysis", "WORLD", "Letters", "Business", "The Arts", "Sport", "OPINION", "From our readers", "Local news"),
    *("Aus aller Welt", "FEUILLETON", "Kurz gemeldet", "Wirtschaft", "Leserbriefe", "Lokales"),
]


def rows_of(article: dict[str, Any], rnd: random.Random, setting: Setting | None = None) -> list[tuple[str, str]]:
    """Role and text of the headline's rows, in their order."""
    title = tidy(article["title"])
    if setting:
        capitals = rnd.random() < 0.4
        decks = [
            heading(phrase(article, rnd, 14), rnd, rnd.random() < 0.2) for _ in range(rnd.randint(0, setting.decks))
        ]
        return [("title", heading(title, rnd, capitals)), *(("subtitle", deck) for deck in decks)]
    if rnd.random() >= 0.5 and not latin(title):
        title = re.sub(r"\s+", "　", article["title"].strip())
    rows = [("title", title)]
    clauses = title.split("　")
    if len(clauses) > 1 and rnd.random() < 0.6:
        rows = [("title", clause) for clause in clauses]
    subtitle = tidy(article.get("subtitle") or "")
    if subtitle and len(subtitle) < 60:
        rows = [*rows, ("subtitle", subtitle)] if rnd.random() < 0.6 else [("kicker", subtitle), *rows]
    elif rnd.random() < 0.22:
        first = re.split(r"[，。：；]", tidy(article["paragraphs"][-1]))
        clause = max((c for c in first if 6 <= len(c) <= 22 and c.isalnum()), key=len, default="")
        if clause:
            rows = [*rows, ("subtitle", clause)] if rnd.random() < 0.5 else [("kicker", clause), *rows]
    return rows


def set_headline(sheet: Sheet, room: Room, rows: list[tuple[str, str]], number: int, rnd: random.Random) -> None:
    """Sets the headline over all or some of the columns and takes its room."""
    n = len(room.columns)
    high = min(b - a for free in room.free for a, b in free)
    first, last = 0, n - 1
    top = max(c.top for c in room.columns)
    if n >= 2 and rnd.random() < 0.1:
        return _beside(sheet, room, rows, number, rnd)
    if n >= 3 and rnd.random() < 0.3:
        first, last = rnd.choice([(0, n - 2), (0, n // 2), (1, n - 1), (1, n - 2)])
        if first and rnd.random() < 0.4:
            top += rnd.uniform(0.2, 0.5) * high
    elif n == 2 and rnd.random() < 0.12:
        last = 0
    first, last = min(first, last), max(first, last)
    left, right = room.columns[first].left, room.columns[last].right
    bottom = _rows_set(sheet, rows, (left, right, top), number, rnd)
    room.take(first, last, top - EM * 0.6, bottom + rnd.uniform(0.3, 1.4) * EM)
    return None


def _beside(sheet: Sheet, room: Room, rows: list[tuple[str, str]], number: int, rnd: random.Random) -> None:
    """The headline in the first columns, the text in the others; below it or not."""
    last = rnd.randrange(max(1, len(room.columns) // 2))
    column, edge = room.columns[0], room.columns[last]
    top = column.top + rnd.choice([0.0, 0.0, (column.bottom - column.top) * 0.2])
    bottom = _rows_set(sheet, rows, (column.left, edge.right, top), number, rnd)
    below = column.bottom - bottom > 14 * EM
    room.take(0, last, column.top - EM, bottom + EM if below else max(bottom, column.bottom) + EM)


def _rows_set(
    sheet: Sheet, rows: list[tuple[str, str]], at: tuple[float, float, float], number: int, rnd: random.Random
) -> float:
    """Sets the rows of a headline between two edges, from a height on; where it ends."""
    left, right, y = at
    wide = right - left
    longest = max(measured(text) for role, text in rows if role == "title")
    most = min(6.2, max(wide / EM / 7, 1.75))
    title = min(most, wide * rnd.uniform(0.6, 0.98) / longest / EM)
    if title < 1.75:
        title = rnd.uniform(1.6, max(1.9, min(most, 2.0 * wide / longest / EM)))
    small = max(1.2, min(title * rnd.uniform(0.42, 0.72), 2.1))
    middle = rnd.random() < 0.65
    if rnd.random() < 0.14:
        label = rnd.choice(LATIN_LABELS if sheet.latin else LABELS)
        box = sheet.put(label, left + rnd.choice([0, EM]), y, EM * rnd.uniform(1.1, 1.7))
        y = box.bottom + 0.5 * EM
    spread = 1.0 if rnd.random() < 0.85 else rnd.uniform(1.05, 2.4 if longest <= 6 else 1.5)
    for role, text in rows:
        size = EM * (title if role == "title" else small)
        advance = size * (spread if role == "title" and measured(text) * size * spread < wide else 1.0)
        dash = role == "subtitle" and rnd.random() < 0.4 and not text.startswith("——") and not sheet.latin
        block = sheet.block()
        for line in _broken(("——" if dash else "") + text, wide / advance, sheet, rnd):
            w = measured(line) * advance
            x = left + max(0.0, (wide - w) / 2) if middle else left
            sheet.put(line, x, y, size, (number, role), advance=advance, block=block)
            y += size * rnd.uniform(1.08, 1.2)
        if sheet.latin and rnd.random() < 0.5:
            sheet.rules.append(Box(left + 0.4 * wide, y + 0.2 * EM, left + 0.6 * wide, y + 0.25 * EM))
        y += rnd.uniform(0.2, 0.6) * EM
    return y


def _broken(text: str, room: float, sheet: Sheet, rnd: random.Random) -> list[str]:
    """A row that is too long in equal lines."""
    if measured(text) <= room:
        return [text]
    count = int(measured(text) / room) + 1
    even = measured(text) / count
    lines = sheet.lines(text, min(room, even + rnd.uniform(0.6, 2.5)))
    return [line.strip("　") for line in lines if line.strip("　")]


def goes_down(columns: list[Column], rows: list[tuple[str, str]], rnd: random.Random) -> bool:
    """The headline may be set down a side of the text."""
    longest = max(len(text) for role, text in rows if role == "title")
    high = columns[0].bottom - columns[0].top
    level = len({(c.top, c.bottom) for c in columns}) == 1
    return (
        level
        and not latin(rows[0][1])
        and longest <= 16
        and high > longest * 2.2 * EM
        and len(columns) > 1
        and rnd.random() < 0.2
    )


def set_down(
    sheet: Sheet, columns: list[Column], rows: list[tuple[str, str]], number: int, rnd: random.Random, gutter: float
) -> list[Column]:
    """Down the left or the right side of the text, its lines from the right to the left; the columns that are left."""
    left, right, top, bottom = columns[0].left, columns[-1].right, columns[0].top, columns[0].bottom
    rows = [(role, text) for role, text in rows if role == "title" or len(text) <= 24][:3]
    size = min(EM * rnd.uniform(1.9, 4.2), (bottom - top) / max(len(t) for r, t in rows if r == "title") / 1.05)
    sizes = [size if r == "title" else min(size * 0.6, (bottom - top) / len(t) / 1.05) for r, t in rows]
    wide = sum(s * 1.2 for s in sizes)
    at_left = rnd.random() < 0.5
    x = left + wide if at_left else right
    for (role, text), s in zip(rows, sizes, strict=True):
        sheet.put_down(text, x - s, top, s, number, role)
        x -= s * 1.2
    wide += 0.6 * EM
    left, right = (left + wide, right) if at_left else (left, right - wide)
    n = max(1, min(len(columns), int((right - left) / (8 * EM))))
    each = (right - left + gutter) / n
    return [Column(left + i * each, left + i * each + each - gutter, top, bottom) for i in range(n)]
