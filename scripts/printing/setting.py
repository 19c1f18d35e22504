"""Sets one article into its columns: its headline, a picture, its text with crossheads."""

import random
import re
from collections.abc import Sequence
from typing import Any

from generator.base.printed_page import Box
from scripts.printing.headlines import goes_down, rows_of, set_down, set_headline
from scripts.printing.room import Gaps, Room, Text, columns_of, framed
from scripts.printing.sheet import EM, Column, Sheet, measured, set_wide, tidy, together
from scripts.typeset import NAMES

LARGER, ASIDE = (1.4, 1.2, 1.4, 1.0, 1.6, 1.3, 1.8), (0.5, 0.5, 0.0)
"""Sizes of headlines amid a text, and where in the column they stand."""
GIVEN = ["John", "Mary", "A. C.", "Peter", "Ruth", "Hans", "Karl", "Anna", "William", "Grace", "T."]
LATIN_CAPTIONS = [
    "The new bridge over the river, opened on Friday by the mayor and members of the county council.",
    "Workers at the harbour waiting for the ship.",
    "A view of the market place after the flood",
    "Children of the village school at their lessons last week.",
    "Der neue Bahnhof am Tag der Einweihung.",
]
FAMILY = ["Miller", "Smith", "O'Neill", "Brown", "Becker", "Hoffmann", "Wells", "Carter", "Lindner", "Young"]


def set_article(
    sheet: Sheet, columns: list[Column], pool: Sequence[dict[str, Any]], rnd: random.Random, gaps: Gaps
) -> None:
    """Chooses an article that fits and sets it; nothing where there is no room."""
    gutter, lead, lined = gaps
    level = len({(c.top, c.bottom) for c in columns}) == 1
    boxed = level and rnd.random() < 0.13
    columns = columns_of(framed(sheet, columns) if boxed else columns, rnd, gutter)
    size = EM * rnd.choice([1.0] * 8 + ([1.0, 1.08, 1.15] if boxed else [1.0, 0.94]))
    area = sum((c.bottom - c.top) * c.width for c in columns)
    article = _fitting(fresh(sheet, pool), area / (size * size * lead) * (1.9 if sheet.latin else 0.84), rnd)
    number, mark_at = len(sheet.articles), len(sheet.pieces)
    has_headline = bool(article["title"]) and rnd.random() < 0.95
    rows = rows_of(article, rnd, sheet.latin) if has_headline else []
    down = has_headline and goes_down(columns, rows, rnd)
    if down:
        columns = set_down(sheet, columns, rows, number, rnd, gutter)
    text = Text(size, size * lead, columns[0].width / size)
    room = Room.of(columns)
    if has_headline and not down:
        set_headline(sheet, room, rows, number, rnd)
    if room.lines(text.pitch) * text.measure < 60:
        del sheet.pieces[mark_at:]
        return
    if rnd.random() < 0.35:
        _picture(sheet, room, number, rnd)
    if lined:
        for c in columns[1:]:
            sheet.rules.append(Box(c.left - gutter / 2 - 0.5, c.top, c.left - gutter / 2 + 0.5, c.bottom))
    paragraphs = _flow(sheet, room, text, article, number, rnd)
    if not paragraphs:
        del sheet.pieces[mark_at:]
        return
    sheet.articles.append({**article, "paragraphs": paragraphs})


def fresh(sheet: Sheet, pool: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """The articles of the pool that do not stand on the page yet; all of them where none is left."""
    there = {a["title"] for a in sheet.articles}
    return [a for a in pool if a["title"] not in there] or pool


def _fitting(pool: Sequence[dict[str, Any]], wanted: float, rnd: random.Random) -> dict[str, Any]:
    """Of some articles the one that just fills the room."""
    some = rnd.sample(pool, min(len(pool), 30))

    def misfit(a: dict[str, Any]) -> float:
        over = sum(map(len, a["paragraphs"])) - wanted
        return over if over >= 0 else -3 * over

    return min(some, key=misfit)


def _picture(sheet: Sheet, room: Room, number: int, rnd: random.Random) -> None:
    """A picture over one or more columns with its caption."""
    n = len(room.columns)
    first = rnd.randrange(n)
    last = min(n - 1, first + rnd.choice([0, 0, 1, 2]))
    shared = [f for f in room.free[first] if all(f in room.free[c] for c in range(first, last + 1))]
    if not shared:
        return
    top, bottom = max(shared, key=lambda f: f[1] - f[0])
    left, right = room.columns[first].left, room.columns[last].right
    high = min((right - left) * rnd.uniform(0.55, 0.9), (bottom - top) * 0.55)
    if high < 5 * EM:
        return
    y = rnd.choice([top, bottom - high - 3 * EM, top + (bottom - top - high) * rnd.random()])
    y = max(top, y)
    sheet.pictures.append(Box(left, y, right, y + high))
    low = y + high
    if rnd.random() < 0.75:
        low = caption(sheet, (left, right, low + 0.4 * EM), number, "caption", rnd)
    room.take(first, last, y - 0.7 * EM, low + 0.9 * EM)


def caption(
    sheet: Sheet, at: tuple[float, float, float], number: int, role: str, rnd: random.Random, text: str = ""
) -> float:
    """Sets a caption between two edges; where it ends."""
    left, right, y = at
    if not text and sheet.latin:
        text = rnd.choice(["Above: ", "", "", "Photo: "]) + rnd.choice(LATIN_CAPTIONS)
        text += rnd.choice(
            ["", "", f" ({rnd.choice(GIVEN)} {rnd.choice(FAMILY)})", f" Photograph: {rnd.choice(FAMILY)}"]
        )
    if not text:
        what = [
            "活动现场",
            "工人正在检修设备",
            "村民在田间采收",
            "孩子们在图书馆里读书",
            "新建的桥梁",
            "志愿者为老人量血压",
            "施工现场一派繁忙",
        ]
        text = (
            rnd.choice(["图为", "图①：", "▲", "", "上图：", "近日，"])
            + rnd.choice(what)
            + rnd.choice(["。", "", "情景。"])
        )
        text += rnd.choice(
            ["", f"　{rnd.choice(NAMES)}摄", f"本报记者{rnd.choice(NAMES)}摄", f"{rnd.choice(NAMES)}　摄影报道"]
        )
    size = EM * rnd.choice([0.85, 0.9, 0.95, 1.0])
    block = sheet.block()
    for line in sheet.lines(tidy(text), (right - left) / size, rnd.choice([0.0, 0.0, 2.0])):
        sheet.put(line, left, y, size, (number, role), block=block)
        y += size * 1.3
    return y


def byline(sheet: Sheet, rnd: random.Random) -> str:
    """Who has written it, as it stands above a text."""
    if sheet.latin:
        name = f"{rnd.choice(GIVEN)} {rnd.choice(FAMILY)}"
        return rnd.choice(["By ", "By ", "BY ", "Von ", "", "From "]) + rnd.choice([name, name.upper()])
    if sheet.old and rnd.random() < 0.7:
        return f"（{rnd.choice(NAMES)[rnd.choice([0, 1]) :]}）"
    return rnd.choice(["本报记者", "□记者", "□本报记者", "本报通讯员"]) + rnd.choice(["", "　"]) + rnd.choice(NAMES)


def mark_from(sheet: Sheet, rnd: random.Random) -> str:
    """That a text goes on from another page."""
    if sheet.latin:
        return rnd.choice(["Continued from page 1", "From page A1", "Fortsetzung von Seite 1"])
    return f"（上接{rnd.choice(['第一版', '1版', '第二版', 'A1版'])}）"


def mark_to(sheet: Sheet, rnd: random.Random) -> str:
    """That it goes on there."""
    if sheet.latin:
        return rnd.choice(["Continued on page 7", "Turn to page B4", "Fortsetzung auf Seite 2"])
    return f"（下转{rnd.choice(['第二版', '3版', '第四版'])}）"


def _flow(sheet: Sheet, room: Room, text: Text, article: dict[str, Any], number: int, rnd: random.Random) -> list[str]:
    """Sets the text down one column after the other; the paragraphs that found room."""
    paragraphs = [tidy(p) for p in article["paragraphs"] if tidy(p)]
    continued = rnd.random() < 0.06
    if continued:
        paragraphs = paragraphs[1:] or paragraphs
    slots = [(c, a, b) for c, free in zip(room.columns, room.free, strict=True) for a, b in free]
    capacity = sum(int((b - a) / text.pitch) for _, a, b in slots)
    paragraphs, sets = _lines(paragraphs, capacity, text, sheet, rnd)
    if not sets:
        return []
    if continued:
        sets.insert(0, ("mark", mark_from(sheet, rnd), 0.0, True))
    elif rnd.random() < (0.5 if sheet.latin else 0.2):
        by = byline(sheet, rnd)
        sets.insert(0, ("byline", by, rnd.choice([0.0, 2.0, (text.measure - measured(by)) / 2]), True))
    if rnd.random() < 0.05:
        sets.append(("mark", mark_to(sheet, rnd), max(0.0, text.measure - 9), False))
    low = max(b for _, _, b in slots)
    if len(slots) > 1 and rnd.random() < 0.7:  # the columns end level
        while low > min(a for _, a, _ in slots) and room.lines(text.pitch, low - text.pitch) >= len(sets) + 1:
            low -= text.pitch / 2
    _down(sheet, [(c, a, min(b, low)) for c, a, b in slots], sets, text, number)
    return paragraphs


_Set = tuple[str, str, float, bool]
"""Role, text, indent in characters, and whether a paragraph begins."""


def _lines(
    paragraphs: list[str], capacity: int, text: Text, sheet: Sheet, rnd: random.Random
) -> tuple[list[str], list[_Set]]:
    """As many of the paragraphs as fit, and their lines; crossheads are set larger and take two lines."""
    kept: list[str] = []
    sets: list[_Set] = []
    heads = rnd.random() < 0.3
    indent = rnd.choice([2.0] * 9 + [0.0])
    left = capacity - 2
    for n, paragraph in enumerate(paragraphs):
        is_head = heads and len(paragraph) < min(18, text.measure) and not re.search("[。，：]", paragraph)
        if heads and not is_head and 0 < n < len(paragraphs) - 1 and len(paragraph) > 40 and rnd.random() < 0.16:
            rows = _crosshead(paragraph, text, sheet, rnd)
            if rows and left > 4 + 2 * len(rows):
                kept.append(together(rows, rows[0]))
                sets += [("crosshead", row, 0.0, not k) for k, row in enumerate(rows)]
                left -= 2 * len(rows)
        lines = [paragraph] if is_head else sheet.lines(paragraph, text.measure, indent)
        if len(lines) > left:
            if kept and sum(map(len, kept)) > 0.7 * capacity * text.measure:
                break
            whole = together(lines[: max(1, left)], paragraph)
            cut = max(whole.rfind("。"), whole.rfind("！"), whole.rfind(". "))
            if cut < 30:
                break
            lines = sheet.lines(whole[: cut + 1], text.measure, indent)
        if left <= 0:
            break
        kept.append(together(lines, paragraph))
        role = "crosshead" if is_head else "body"
        sets += [(role, line, 0.0 if k or is_head else indent, not k) for k, line in enumerate(lines)]
        left -= len(lines) + is_head
    while sets and sets[-1][0] == "crosshead":
        if sets.pop()[3]:  # its first row; it may have two
            kept.pop()
    return kept, sets


def _crosshead(paragraph: str, text: Text, sheet: Sheet, rnd: random.Random) -> list[str]:
    """A headline amid a text, out of a paragraph's own words: a clause or two, in one row or two."""
    if sheet.latin:
        words = re.findall(r"[\w'-]+", paragraph)[: rnd.randint(1, 5)]
        return sheet.lines(rnd.choice([str.upper, str.capitalize])(" ".join(words)), text.measure / 1.4)[:2]
    clauses = re.split(r"[，。：；、]", paragraph)
    first = clauses[0]
    if not (4 <= len(first) <= 20 and first.isalnum()):
        return []
    if len(clauses) > 1 and 4 <= len(clauses[1]) <= 10 and clauses[1].isalnum() and rnd.random() < 0.5:
        first = rnd.choice(["", "", "一、"]) + first + rnd.choice(["，", "　"]) + clauses[1]
    return sheet.lines(first, text.measure / 1.4)[:2]


def _down(sheet: Sheet, slots: list[tuple[Column, float, float]], sets: list[_Set], text: Text, number: int) -> None:
    """Sets lines from slot to slot."""
    at, y = 0, slots[0][1]
    block = sheet.block()
    larger, aside = LARGER[number % len(LARGER)], ASIDE[number % len(ASIDE)]
    for n, (role, line, indent, begins) in enumerate(sets):
        high = text.pitch * (1.8 if role == "crosshead" else 1.0)
        while y + high > slots[at][2] + text.pitch * 0.4 and at + 1 < len(slots):
            at += 1
            y = slots[at][1]
            block = sheet.block()
        if begins:
            block = sheet.block()
        column = slots[at][0]
        size = text.size
        x = column.left + indent * text.size
        top = y
        if role == "crosshead":
            size = min(text.size * larger, column.width / measured(line))
            x = column.left + (column.width - measured(line) * size) * aside
            top = y + (high - size) / 2
        wide, room = set_wide(line, sheet.style) * text.size, column.width - indent * text.size
        goes_on = n + 1 < len(sets) and not sets[n + 1][3] and sets[n + 1][0] == role
        filled = wide > room + 0.05 * EM or (goes_on and sheet.latin and sheet.latin.level and wide > 0.75 * room)
        advance = text.size * room / wide if filled else text.size
        if role == "crosshead":
            advance = size
        sheet.put(line, x, top, size, (number, "body" if role == "crosshead" else role), advance=advance, block=block)
        y += high
