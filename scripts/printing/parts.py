"""Which articles teach what: days are divided, so that nothing is measured, tuned or weighed on what it has learnt.

The days of each file are dealt out by their checksum. `breaks` teaches the network; `kept` are for what is learnt with
its answers; what is tuned looks at `tune`, and `look` is looked at once a version, with whole files that are in none.
"""

import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from generator.segmentation.positions.latin_type import latin
from scripts.typeset import read

SHARES = (("breaks", 68), ("kept", 24), ("tune", 4), ("look", 4))
"""Of a hundred days."""
LONGEST = 6000
"""Characters of an article that goes on a page."""
FEWEST = 8
"""Articles of a day."""
FILLS = 25
"""Articles that fill a sheet."""

Pool = list[dict[str, Any]]


def part_of(day: str) -> str:
    """What a day's articles are for."""
    at = zlib.crc32(day.encode()) % 100
    for name, share in SHARES:
        if at < share:
            return name
        at -= share
    raise AssertionError


def pools(files: Iterable[Path], left_out: Path | None) -> dict[str, list[Pool]]:
    """For each part the articles by days (by months, where a day has few); without pages (date, page) left out."""
    out = {tuple(line.split()) for line in left_out.read_text().splitlines()} if left_out else set()
    held: dict[tuple[str, str], Pool] = defaultdict(list)
    for path in files:
        for a in read(path):
            if (
                a["paragraphs"]
                and sum(map(len, a["paragraphs"])) < LONGEST
                and (a["date"], str(a.get("page"))) not in out
            ):
                held[path.name, a["date"]].append(_titled(a))
    found: dict[str, list[Pool]] = defaultdict(list)
    few: dict[tuple[str, str, str], Pool] = defaultdict(list)
    for (name, day), pool in sorted(held.items()):
        if len(pool) >= FEWEST:
            found[part_of(day)].append(pool)
        else:
            few[part_of(day), name, day[:7]] += pool
    for (part, _, _), pool in sorted(few.items()):
        if len(pool) >= FEWEST:
            found[part].append(pool)
    return found


def _titled(article: dict[str, Any]) -> dict[str, Any]:
    """Without what a website adds: 标题-关键词-栏目."""
    title = article.get("title") or ""
    return {**article, "title": title.split("-")[0]} if title.count("-") >= 2 else article


def some_of(pool: Pool, rnd: random.Random, cut: float) -> Pool:
    """Articles for a page: of one page where there are enough, else of the day; this share of the long ones is cut."""
    pages: dict[Any, Pool] = defaultdict(list)
    for a in pool:
        pages[a.get("page")].append(a)
    same = rnd.choice(sorted(pages.values(), key=lambda p: p[0]["title"] or ""))
    held = same if len(same) >= 3 and rnd.random() < 0.7 else pool
    chosen = rnd.sample(held, min(len(held), rnd.randint(3, 9)))
    return [shortened(a, rnd) if rnd.random() < cut else a for a in chosen]


def shortened(article: dict[str, Any], rnd: random.Random) -> dict[str, Any]:
    """Its first paragraphs and its last, if it is long."""
    texts = article["paragraphs"]
    room = rnd.randint(150, 900)
    if sum(map(len, texts)) <= room:
        return article
    first, last = [texts[0]], [texts[-1]] if len(texts) > 1 else []
    for text in texts[1:-1]:
        if sum(map(len, first)) + len(text) > room:
            break
        first.append(text)
    return {**article, "paragraphs": [*first, *last]}


def in_latin_letters(teaching: bool) -> Pool:
    """The sections of this project's first decision records, as articles, and several of one file as a long one; of the
    files that teach, or of the others. Records stay as they are; with other documentation each correction of a word
    would set other pages."""
    found = []
    for path in sorted((Path(__file__).parents[2] / "docs/decisions").glob("00*.md")):
        if (zlib.crc32(path.name.encode()) % 4 > 0) != teaching:
            continue
        sections: list[tuple[str, list[str]]] = []
        for section in re.split(r"^#+ ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, _, text = section.partition("\n")
            blocks = re.split(r"\n\s*\n", text)
            paragraphs = [re.sub(r"[`*\[\]#|]|\(\S*\)", "", p) for p in blocks if not p.startswith(("```", "|"))]
            paragraphs = [" ".join(p.split()) for p in paragraphs if len(p) > 60 and latin(p)]
            if paragraphs and latin(title):
                sections.append((title[:90], paragraphs))
        for n in range(len(sections)):
            for count in (1, 3, 7):
                some = sections[n : n + count]
                if count == 1 or (n % 2 == 0 and len(some) > count // 2):
                    texts = [p for _, paragraphs in some for p in paragraphs]
                    found.append({"title": some[0][0], "subtitle": None, "date": "2000-01-01", "paragraphs": texts})
    return found
