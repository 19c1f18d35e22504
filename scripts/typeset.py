"""Typesets articles as newspaper pages and marks them: `python scripts/typeset.py ARTICLES FOLDER [--pages 600]`.

ARTICLES is a file of articles, one a line, as `seeds/articles/ANY.jsonl` has them (also .jsonl.xz); those of one page
of one issue make a page. FOLDER receives NAME.txt and NAME.gold.json, the form in which pages are marked:
a list of articles with title, kicker, subtitle and paragraphs. The same arguments give the same pages.

The pages differ as real ones do: width of the columns, where a headline stands (before, behind, behind all bodies),
how its lines are broken, the rule for marks at a line's end, blank lines, furniture, and whether the text boxes come
row by row.
"""

import argparse
import json
import lzma
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

NOT_FIRST = "，。、；：！？”’）》】…%"
NOT_LAST = "“‘（《【"
WEEKDAYS = "一二三四五六日"
NAMES = ["王涛", "李江", "刘丽霞", "张娟娟", "康桂芳", "杨洋", "薛力娜", "张志茹", "边琴", "梁瑜", "高茹", "任晓明"]
DATELINE = re.compile(r"^(?:本报|新华社)\w{1,8}\d+月\d+日电\s*(?:[（(][^）)]{2,30}[）)])?\s*|^本报电\s*")
LOCAL = 0.4
"""Share of the pages that open and sign their articles as local papers do."""
LONGEST = 6000
"""Characters of an article that goes on a page."""
UNBROKEN = 0.06
"""Share of the pages whose lines are not broken: a paragraph is a line."""


Mode = Literal["plain", "blank", "rows"]
"""Blank lines: none, between all lines, between text boxes that come row by row."""


@dataclass(frozen=True)
class Style:
    """What the lines of a page have in common."""

    quotes: float
    """Width of a quotation mark."""
    hangs: bool
    """A mark that may not begin a line hangs behind it; else the character before goes down with it."""


@dataclass(frozen=True)
class Set:
    """A line with its place in the column."""

    text: str
    left: float
    right: float


def width(text: str, style: Style) -> float:
    return sum(style.quotes if c in "“”‘’" else 0.5 if c.isascii() else 1.0 for c in text)


def wrapped(text: str, measure: float, style: Style, indent: float = 0.0) -> list[str]:
    """The text in lines of a measure, the first one indented."""
    lines, line, wide, room = [], "", 0.0, measure - indent
    for c in text:
        own = width(c, style)
        if line and wide + own > room and not (style.hangs and c in NOT_FIRST):
            back = 1
            while back < len(line) and (line[-back] in NOT_LAST or (back == 1 and c in NOT_FIRST)):
                back += 1
            split = len(line) - back + 1 if (c in NOT_FIRST or line[-1] in NOT_LAST) else len(line)
            if c in NOT_FIRST and line[-1] not in NOT_LAST:
                split = len(line) - 1
            if 0 < split < len(line):
                lines.append(line[:split])
                line = line[split:]
            else:
                lines.append(line)
                line = ""
            room, wide = measure, width(line, style)
        line += c
        wide += own
    return [*lines, line] if line else lines


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def headline(article: dict[str, Any], measure: float, rnd: random.Random, style: Style) -> list[str]:
    """The lines of kicker, title and subtitle."""
    lines = []
    for field in ("kicker", "title", "subtitle"):
        clauses = re.split(r"\s+", article[field]) if article.get(field) else []
        if len(clauses) > 1 and rnd.random() < 0.5:
            clauses = ["　".join(clauses)]
        for clause in clauses:
            room = measure * rnd.choice([0.7, 1.0, 1.5, 2.2, 3.0])
            lines += wrapped(clause, max(6.0, min(room, 44.0)), style)
    return lines


def body(article: dict[str, Any], measure: float, style: Style) -> list[Set]:
    lines = []
    for text in article["paragraphs"]:
        for n, line in enumerate(wrapped(squeezed(text), measure, style, indent=2.0)):
            left = 0.0 if n else 2.0
            lines.append(Set(line, left, left + width(line, style)))
    return lines


def boxes(lines: list[Set], measure: float) -> list[list[Set]]:
    """The lines of a column as text boxes: lines go together that are flush on the left or on the right."""
    found: list[list[Set]] = []
    for line in lines:
        last = found[-1][-1] if found else None
        if last and (last.left == line.left or min(last.right, line.right) >= measure - 1.2):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def row_by_row(lines: list[Set], measure: float, columns: int) -> list[list[str]]:
    """A block of columns of the same height, its boxes by their lower edges."""
    high = -(-len(lines) // columns)
    placed = []
    for c in range(columns):
        at = 0
        for box in boxes(lines[c * high : (c + 1) * high], measure):
            at += len(box)
            placed.append((at, c, [line.text for line in box]))
    return [box for _, _, box in sorted(placed, key=lambda p: (p[0], p[1]))]


def local(article: dict[str, Any], rnd: random.Random) -> dict[str, Any]:
    """The article as local papers open and sign it: 本报讯 （记者 王涛）, （李江）, or continued from another page."""
    article = dict(article)
    first, *rest = article["paragraphs"]
    names = " ".join(rnd.sample(NAMES, rnd.choice([1, 1, 2])))
    opened = DATELINE.sub("", first)
    if opened != first or rnd.random() < 0.35:
        first = f"本报讯{rnd.choice(['', f'（记者{names}）', f'（通讯员{names}）'])}{opened}"
    elif rnd.random() < 0.2:
        rest = [first, *rest]
        first = rnd.choice(["本报记者", "□记者", "□通讯员"]) + names
    if rnd.random() < 0.2:
        rest = [*rest, rnd.choice([f"（{names}）", names, f"记者{names}摄"])]
    if rnd.random() < 0.06 and len(rest) > 2:
        first, rest = f"（上接{rnd.randint(1, 3)}版）{rest[1]}", rest[2:]
        article["title"] = article["subtitle"] = None
    article["paragraphs"] = [first, *rest]
    return article


def page(articles: list[dict[str, Any]], rnd: random.Random, how: Mode | None = None) -> str:
    """The text of a page, blank lines as its extractor sets them; the articles become as they are printed."""
    if rnd.random() < LOCAL:
        articles[:] = [local(a, rnd) for a in articles]
    style = Style(rnd.choice([0.5, 1.0, 1.0]), rnd.random() < 0.4)
    unbroken = rnd.random() < UNBROKEN
    modes: list[Mode] = ["plain", "plain", "blank", "blank", "rows"]
    mode = how or ("plain" if unbroken else rnd.choice(modes))
    layout = rnd.choice(["before", "after", "last", "mixed"])
    parts: list[list[str]] = []
    if rnd.random() < 0.7:
        day = articles[0]["date"]
        parts += [[f"{day[:4]}年{int(day[5:7])}月{int(day[8:])}日　星期{rnd.choice(WEEKDAYS)}"]]
        parts += [[f"{articles[0].get('page') or 1:02d}版　{rnd.choice(['要闻', '综合', '专题'])}"]]
    last: list[list[str]] = []
    for article in articles:
        measure = float(rnd.choice([8, 10, 11, 12, 12, 13, 14, 15, 16, 18, 20, 22, 25, 28]))
        measure = 9999.0 if unbroken else measure
        head = headline(article, measure, rnd, style)
        lines = body(article, measure, style)
        text = row_by_row(lines, measure, rnd.choice([1, 2, 3, 4])) if mode == "rows" else [[x.text for x in lines]]
        behind = layout == "after" or (layout == "mixed" and rnd.random() < 0.5)
        if layout == "last" and mode != "rows":
            last.append(head)
        elif behind and mode != "rows":
            text = [*text, head]
        else:
            text = [head, *text]
        parts += text
    if rnd.random() < 0.3:
        rnd.shuffle(last)
    parts += last
    if rnd.random() < 0.3:
        parts.append([f"本版责编：{rnd.choice(['李琰', '张明'])}　校对：{rnd.choice(['赵晨', '王芳'])}"])
    between = "\n\n" if mode == "blank" else "\n"
    return (" " if mode != "rows" else "") + ("\n\n" if mode == "rows" else between).join(
        between.join(part) for part in parts if part
    )


def read(path: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        for line in file:
            article = json.loads(line)
            article["paragraphs"] = [p for p in re.split(r"\n\s*\n", article["body"].strip()) if p.strip()]
            if article["paragraphs"] and squeezed(article["paragraphs"][0]).startswith(squeezed(article["title"])[:8]):
                article["title"] = article["subtitle"] = None  # the opening words stand in for a headline
            yield article


def whole_pages(articles: Path, without: Path | None) -> dict[Any, list[dict[str, Any]]]:
    """The articles of each page of each issue, but for those of marked pages."""
    marked = [json.loads(path.read_text(encoding="utf-8")) for path in without.glob("*.meta.json")] if without else []
    left_out = {(meta["date"], meta["page"]) for meta in marked}
    pages = defaultdict(list)
    for article in read(articles):
        key = article["date"], article.get("page")
        if article["paragraphs"] and sum(map(len, article["paragraphs"])) < LONGEST and key not in left_out:
            pages[key].append(article)
    return pages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=1, help="how often the articles of a page are typeset")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", type=Path, help="a folder of marked pages (NAME.meta.json) to leave out")
    arguments = parser.parse_args()
    pages = whole_pages(arguments.articles, arguments.without)
    rnd = random.Random(arguments.seed)
    chosen = rnd.sample(sorted(pages, key=str), min(arguments.pages, len(pages)))
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for n, key in enumerate(key for key in chosen for _ in range(arguments.rounds)):
        articles = rnd.sample(pages[key], min(len(pages[key]), rnd.randint(2, 9)))
        text = page(articles, rnd)
        gold = [{k: a.get(k) for k in ("title", "kicker", "subtitle", "paragraphs")} for a in articles]
        (arguments.folder / f"{n:05d}.txt").write_text(text + "\n", encoding="utf-8")
        (arguments.folder / f"{n:05d}.gold.json").write_text(
            json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
