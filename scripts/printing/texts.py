"""Articles one after the other as the text of a page file, each line marked with what it is: `printed(articles, rnd)`.

Pages differ as real ones do: width of columns and pictures that narrow them, where a headline stands (before, behind,
behind all bodies), kickers and decks, rules for marks at a line's end, blank lines (none, between all lines, between
boxes), boxes that come row by row, lines that an extractor split, articles that another interrupts, furniture and
running heads, names of columns, tables, letter-spaced lines, misread, lost and half-width characters.
"""

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from generator.base import assets
from scripts.typeset import WEEKDAYS, Set, Style, boxes, headline, local, squeezed, width, wrapped

IDLE, HEADLINE = -1, -1
HALF_WIDTH = str.maketrans("，；：？！（）", ",;:?!()")
COLUMN_NAMES = [
    "资讯速递",
    "简讯",
    "短讯",
    "本期关注",
    "百姓话题",
    "一线传真",
    "新闻链接",
    "广而告之",
    "镜头",
    "基层来风",
]
SLOGANS = ["讲文明　树新风", "公益广告", "节约用水　人人有责", "爱护环境从我做起", "文明出行　平安相伴"]
CELLS = ["名称", "单位", "价格", "本月", "上月", "合计", "序号", "东关", "西街", "南庄", "北河", "柳湾", "石桥"]
UNBROKEN, LOCAL, INTERRUPTED, TABLES = 0.1, 0.4, 0.2, 0.08
"""Shares of pages whose paragraphs are a line each; that open articles as local papers do; on which an article is
interrupted by another; with a table."""

Mode = Literal["plain", "blank", "rows", "boxes"]

MODES: tuple[Mode, ...] = ("plain", "plain", "blank", "blank", "rows", "boxes", "boxes")
"""As often as they come."""


class Mark(NamedTuple):
    """What a line is."""

    article: int
    """Its number on the page; IDLE: of none."""
    paragraph: int = HEADLINE
    line: int = 0
    """Of the paragraph, or of the headline."""


class Row(NamedTuple):
    text: str
    mark: Mark


@dataclass(frozen=True)
class Printed:
    """The text of a page file."""

    text: str
    marks: dict[int, Mark]
    """By number of the line in the file."""
    gold: list[dict[str, Any]]
    """Its articles as they are printed: title (None: without), paragraphs."""
    traits: dict[str, str]
    """How the page was made: order, blanks, width, faults."""


@dataclass(frozen=True)
class Habits:
    """What the lines of a page have in common."""

    style: Style
    mode: Mode
    unbroken: bool
    indent: float
    measure: float
    """0: each article has its own."""
    split: float
    """Share of the lines that are broken in two."""
    spaced: float
    """Share of those that are letter-spaced."""
    quotes_apart: bool
    misread: float
    half_width: bool

    @classmethod
    def any(cls, rnd: random.Random) -> "Habits":
        unbroken = rnd.random() < UNBROKEN
        return cls(
            style=Style(rnd.choice([0.5, 1.0, 1.0]), rnd.random() < 0.4),
            mode=rnd.choice(["plain", "blank", "boxes"] if unbroken else MODES),
            unbroken=unbroken,
            indent=0.0 if rnd.random() < 0.06 else 2.0,
            measure=0.0 if rnd.random() < 0.5 else measure(rnd),
            split=rnd.choice([0.0, 0.0, 0.01, 0.03]),
            spaced=rnd.choice([0.0, 0.0, 0.0, 0.02, 0.06]),
            quotes_apart=rnd.random() < 0.3,
            misread=rnd.choice([0.0, 0.0, 0.0, 0.0, 0.003, 0.01, 0.03]),
            half_width=rnd.random() < 0.05,
        )


def measure(rnd: random.Random) -> float:
    """The width of a column in characters."""
    return float(rnd.choice([8, 10, 11, 12, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 25, 28]))


def printed(articles: Sequence[dict[str, Any]], rnd: random.Random) -> Printed:
    """Articles of one day as a page."""
    habits = Habits.any(rnd)
    chosen = [local(a, rnd) for a in articles] if rnd.random() < LOCAL else list(articles)
    blocks = _top(chosen[0], rnd)
    layout = rnd.choice(["before", "before", "before", "after", "last", "mixed", "mixed"])
    last: list[list[Row]] = []
    texts: list[list[list[Row]]] = []
    for n, article in enumerate(chosen):
        wide = habits.measure if habits.measure and rnd.random() < 0.85 else measure(rnd)
        head = _headline(article, n, wide, habits, rnd)
        body = _body(article, n, wide, habits, rnd)
        behind = habits.mode != "rows" and (layout == "after" or (layout == "mixed" and rnd.random() < 0.5))
        if layout == "last" and habits.mode != "rows":
            last.append(head)
            texts.append(body)
        else:
            texts.append([*body, head] if behind else [head, *body])
    blocks += _in_turn(texts, rnd)
    if rnd.random() < 0.3:
        rnd.shuffle(last)
    blocks += last
    if rnd.random() < 0.3:
        editors = f"本版责编：{rnd.choice(['李琰', '张明'])}　校对：{rnd.choice(['赵晨', '王芳'])}"
        blocks.append([Row(editors, Mark(IDLE))])
    return file_of([b for b in blocks if b], habits, layout, rnd)


def _top(article: dict[str, Any], rnd: random.Random) -> list[list[Row]]:
    if rnd.random() > 0.65:
        return []
    day = article["date"]
    date = f"{day[:4]}年{int(day[5:7])}月{int(day[8:])}日　星期{rnd.choice(WEEKDAYS)}"
    section = f"{article.get('page') or 1:02d}版　{rnd.choice(['要闻', '综合', '专题'])}"
    return [[Row(date, Mark(IDLE))], [Row(section, Mark(IDLE))]]


def _headline(article: dict[str, Any], n: int, wide: float, habits: Habits, rnd: random.Random) -> list[Row]:
    if not article.get("title"):
        return []
    article = dict(article)
    clauses = [c for c in re.split(r"[。！？；，]", squeezed("".join(article["paragraphs"][1:3]))) if 7 <= len(c) <= 20]
    if clauses and not article.get("kicker") and rnd.random() < 0.08:
        article["kicker"] = rnd.choice(clauses)
    if clauses and not article.get("subtitle") and rnd.random() < 0.1:
        article["subtitle"] = rnd.choice(["——", "", ""]) + rnd.choice(clauses)
    lines = headline(article, wide if wide < 100 else 20.0, rnd, habits.style)
    if habits.unbroken and rnd.random() < 0.6:
        lines = [squeezed(article[f]) for f in ("kicker", "title", "subtitle") if article.get(f)]
    rows = [Row(line, Mark(n, HEADLINE, k)) for k, line in enumerate(lines)]
    if rnd.random() < 0.03:
        rows.insert(0, Row(rnd.choice(COLUMN_NAMES), Mark(IDLE)))
    return rows


def _body(article: dict[str, Any], n: int, wide: float, habits: Habits, rnd: random.Random) -> list[list[Row]]:
    """The body's lines by the boxes in which they come."""
    total = int(sum(map(len, article["paragraphs"])) / wide) + 2
    first, count = (rnd.randrange(total), rnd.randint(3, 9)) if rnd.random() < 0.35 else (0, 0)
    beside = max(5.0, round(wide * rnd.uniform(0.45, 0.8)))
    rows: list[tuple[Row, Set]] = []
    for p, paragraph in enumerate(article["paragraphs"]):
        text, k, at = squeezed(paragraph), 0, 0
        while at < len(text):
            room = beside if first <= len(rows) < first + count else wide
            if habits.unbroken:  # but where a column ends
                room = float(rnd.randint(len(text) // 4, len(text))) if rnd.random() < 0.15 else 9999.0
            indent = 0.0 if k else habits.indent
            line = wrapped(text[at : at + int(min(room * 2 + 8, 1e5))], max(5.0, room), habits.style, indent)[0]
            at += len(line)
            box = Set(line, indent, indent + width(line, habits.style))
            if len(line) > 6 and rnd.random() < habits.split:
                cut = rnd.randint(1, len(line) - 1)
                rows += [(Row(line[:cut], Mark(n, p, k)), box), (Row(line[cut:], Mark(n, p, k + 1)), box)]
                k += 2
            else:
                rows.append((Row(line, Mark(n, p, k)), box))
                k += 1
    if habits.mode == "rows":
        return _row_by_row(rows, wide, rnd.choice([1, 2, 3, 4]))
    if habits.mode == "boxes":
        return _in_boxes(rows, {first, first + count} if rnd.random() < 0.6 else set(), rnd)
    return [[row for row, _ in rows]]


def _row_by_row(rows: list[tuple[Row, Set]], wide: float, columns: int) -> list[list[Row]]:
    """Columns side by side, their boxes by their lower edges."""
    high = -(-len(rows) // columns)
    placed = []
    for c in range(columns):
        part = rows[c * high : (c + 1) * high]
        at = 0
        for box in boxes([s for _, s in part], wide):
            placed.append((at + len(box), c, [row for row, _ in part[at : at + len(box)]]))
            at += len(box)
    return [box for _, _, box in sorted(placed, key=lambda p: (p[0], p[1]))]


def _in_boxes(rows: list[tuple[Row, Set]], beside: AbstractSet[int], rnd: random.Random) -> list[list[Row]]:
    """Boxes in order: a column's lines, or those of some paragraphs; `beside`: a picture begins or ends there."""
    by_paragraphs = rnd.random() < 0.5
    found: list[list[Row]] = []
    room = 0
    for n, (row, _) in enumerate(rows):
        ends = row.mark.line == 0 and rnd.random() < 0.7 if by_paragraphs else room <= 0
        if not found or ends or n in beside:
            found.append([])
            room = rnd.randint(6, 30)
        found[-1].append(row)
        room -= 1
    return found


def _in_turn(texts: list[list[list[Row]]], rnd: random.Random) -> list[list[Row]]:
    """The articles one after the other; here and there one is interrupted by the next, a table or a slogan."""
    interrupts = rnd.random() < INTERRUPTED
    has_table = rnd.random() < TABLES
    found: list[list[Row]] = []
    n = 0
    while n < len(texts):
        blocks = texts[n]
        sizes = [len(b) for b in blocks]
        longest = max(range(len(blocks)), key=sizes.__getitem__, default=0)
        if interrupts and n + 1 < len(texts) and blocks and sizes[longest] > 10 and rnd.random() < 0.4:
            cut = rnd.randint(4, sizes[longest] - 4)
            held = blocks[longest]
            found += [*blocks[:longest], held[:cut], *texts[n + 1], held[cut:], *blocks[longest + 1 :]]
            n += 2
        else:
            found += blocks
            n += 1
        if has_table and rnd.random() < 0.3:
            found.append([Row(rnd.choice(SLOGANS), Mark(IDLE))] if rnd.random() < 0.4 else _table(rnd))
    return found


def _table(rnd: random.Random) -> list[Row]:
    cells = (rnd.choice([rnd.choice(CELLS), f"{rnd.uniform(1, 900):.1f}", str(rnd.randint(1, 40))]) for _ in range(99))
    return [Row(next(cells), Mark(IDLE)) for _ in range(rnd.randint(4, 24))]


@cache
def _lookalikes() -> dict[str, str]:
    rows = (line.split("\t") for line in (assets.PACKAGE / "data/lookalikes.txt").read_text("utf-8").splitlines())
    return {row[0]: row[1] for row in rows if len(row) == 2}


def _misread(text: str, habits: Habits, rnd: random.Random) -> str:
    if habits.half_width:
        text = text.translate(HALF_WIDTH)
    if not habits.misread:
        return text
    found = []
    for c in text:
        at = rnd.random()
        if at < habits.misread and (like := _lookalikes().get(c)):
            found.append(rnd.choice(like[:4]))
        elif at < 1 - habits.misread / 4:
            found.append(c)
    return "".join(found) or text


def _spaced(text: str, habits: Habits, rnd: random.Random) -> str:
    if len(text) > 5 and rnd.random() < habits.spaced:
        return " ".join(text)
    return re.sub("([“”])", r"\1 ", text) if habits.quotes_apart else text


def file_of(blocks: list[list[Row]], habits: Habits, order: str, rnd: random.Random) -> Printed:
    """The blocks as a file has them, its marks and its gold."""
    heads = rnd.random() < 0.12
    lines: list[str] = []
    marks: dict[int, Mark] = {}
    held: list[Row] = []
    for n, block in enumerate(blocks):
        if n and habits.mode in ("rows", "boxes"):
            lines.append("")
        if n and heads and rnd.random() < 0.15:
            rows = [Row(f"{rnd.randint(1, 20):02d}版　综合", Mark(IDLE)), *block]
        else:
            rows = block
        for row in rows:
            if lines and lines[-1] and habits.mode == "blank":
                lines.append("")
            text = _misread(row.text, habits, rnd)
            held.append(Row(text, row.mark))
            lines.append(_spaced(text, habits, rnd))
            marks[len(lines)] = row.mark
    opens = "" if habits.mode == "rows" else " "
    traits = {
        "order": order,
        "blank lines": habits.mode,
        "width": "unbroken"
        if habits.unbroken
        else f"{habits.measure // 6 * 6:.0f} to {habits.measure // 6 * 6 + 5:.0f}"
        if habits.measure
        else "various",
        "misread": f"{habits.misread:.1%}",
    }
    return Printed(opens + "\n".join(lines) + "\n", marks, gold_of(held), traits)


def gold_of(rows: list[Row]) -> list[dict[str, Any]]:
    texts: dict[int, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.mark.article != IDLE:
            texts[row.mark.article][row.mark.paragraph].append(row)
    found = []
    for _, own in sorted(texts.items()):
        joined = {
            p: squeezed("".join(r.text for r in sorted(held, key=lambda r: r.mark.line))) for p, held in own.items()
        }
        title = joined.pop(HEADLINE, None)
        if joined:
            found.append({"title": title, "paragraphs": [text for _, text in sorted(joined.items())]})
    return found
