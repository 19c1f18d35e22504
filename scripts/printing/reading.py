"""What a reader gives of a printed page: lines in its own order, with its faults; and whose each of them is."""

import functools
import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from generator.base import assets
from generator.base.printed_page import Box, PrintedLine, PrintedPage
from scripts.printing.press import designed
from scripts.printing.sheet import EM, Piece, Sheet, measured

HEADLINE = ("kicker", "title", "subtitle")
"""Roles of what stands above a text."""
Reader = Literal["pdf", "blocks", "ocr", "poor"]
"""Knows sizes and rules; knows blocks; knows nothing but boxes and misreads; does so with a bad picture."""
LOST = 0.015
"""Share of the lines of a bad picture that nobody finds."""
SPREAD = 1.35
"""Sizes of type from letter to letter from which those of a headline are found one by one."""
STOPS = "，。、；：「」"
FAINT = [0.0, 0.0, 0.3, 0.6]
"""Share of the stops between vertical lines that nobody sees, by pages."""
VERTICAL = 0.28
"""Share of the pages whose lines are vertical."""
BANDS = 0.5
"""Share of those on which texts run on from band to band."""


@dataclass(frozen=True)
class Owned:
    """Characters of a line that belong together."""

    length: int
    article: int
    role: str
    order: int
    """Where in the order of reading; only of one article's can be compared."""


@dataclass(frozen=True)
class Marked:
    """A page with what it says."""

    page: PrintedPage
    owners: tuple[tuple[Owned, ...], ...]
    """For each line; several where a reader joined two."""
    articles: Sequence[dict[str, Any]]


@dataclass
class _Read:
    text: str
    box: Box
    piece: Piece
    owners: tuple[Owned, ...]
    score: float = 1.0


def printed(
    pool: Sequence[dict[str, Any]],
    seed: int,
    reader: Reader,
    vertical: bool | None = None,
    running: float | None = None,
) -> Marked:
    """A page of articles of the pool; the same arguments give the same page. `running`: how likely texts run on."""
    rnd = random.Random(seed)
    old = rnd.random() < VERTICAL if vertical is None else vertical
    some = [old_fashioned(a, rnd) for a in rnd.sample(pool, min(40, len(pool)))] if old else pool
    sheet = designed(some, rnd, BANDS if old and running is None else running, old)
    return read(_in_old_letters(sheet.turned()) if old else sheet, reader, rnd)


def read(sheet: Sheet, reader: Reader, rnd: random.Random) -> Marked:
    lines = [
        _Read(p.text, p.box, p, (Owned(len(p.text), p.article, p.role, 1000 * n),))
        for n, p in enumerate(sheet.pieces)
        if p.text
    ]
    unit = rnd.uniform(0.5, 3.5) if reader != "pdf" else 0.95
    if reader in ("ocr", "poor"):
        rate = rnd.choice([0.0, 0.005, 0.01, 0.015, 0.02, 0.04] if reader == "ocr" else [0.03, 0.05, 0.08])
        faint = rnd.choice(FAINT) if sheet.old else 0.0
        lines = [_misread(line, rate, faint, rnd) for line in _split(lines, rnd)]
        lines = [_trembling(line, rnd) for line in lines if line.text]
    if reader == "poor":
        slant = rnd.gauss(0, 0.006)
        lines = [_slanted(line, slant) for line in lines if rnd.random() > LOST]
    if reader != "pdf" or rnd.random() < 0.3:
        lines = _joined(lines, {"ocr": 0.01, "poor": 0.04}.get(reader, 0.002), rnd)
    lines = _ordered(lines, reader, rnd)
    page = PrintedPage(
        sheet.width * unit,
        sheet.height * unit,
        tuple(_line(n, line, reader, unit) for n, line in enumerate(lines, 1)),
        rules=tuple(_scaled(b, unit) for b in sheet.rules) if reader == "pdf" else (),
        frames=tuple(_scaled(b, unit) for b in sheet.frames) if reader == "pdf" else (),
        pictures=tuple(_scaled(b, unit) for b in sheet.pictures) if reader == "pdf" else (),
        reader="press",
    )
    return Marked(page, tuple(line.owners for line in lines), sheet.articles)


def _scaled(b: Box, unit: float) -> Box:
    return Box(*(round(x * unit, 2) for x in b))


def _line(number: int, line: _Read, reader: Reader, unit: float) -> PrintedLine:
    return PrintedLine(
        number,
        line.text,
        _scaled(line.box, unit),
        size=round(line.piece.size * unit, 2) if reader == "pdf" else 0.0,
        vertical=line.piece.vertical and len(line.text) > 1,
        block=f"b{line.piece.block}" if reader == "blocks" else "",
        score=line.score,
    )


def _ordered(lines: list[_Read], reader: Reader, rnd: random.Random) -> list[_Read]:
    if reader == "pdf" and rnd.random() < 0.6:
        return lines
    if rnd.random() < 0.2:
        return rnd.sample(lines, len(lines))
    return sorted(lines, key=lambda x: (round(x.box.top / EM), x.box.left))


def _cut(line: _Read, at: int) -> list[_Read]:
    """The line in two, at a character."""
    p, total = line.piece, measured(line.text)
    share = measured(line.text[:at]) / total if total else 0.5
    b = line.box
    if p.vertical:
        y = b.top + share * b.height
        boxes = Box(b.left, b.top, b.right, y - 0.1 * p.size), Box(b.left, y, b.right, b.bottom)
    else:
        x = b.left + share * b.width
        boxes = Box(b.left, b.top, x - 0.1 * p.size, b.bottom), Box(x, b.top, b.right, b.bottom)
    own = line.owners[0]
    texts = line.text[:at], line.text[at:]
    return [
        replace(line, text=t, box=x, owners=(replace(own, length=len(t), order=own.order + at * k),))
        for k, (t, x) in enumerate(zip(texts, boxes, strict=True))
    ]


def _split(lines: list[_Read], rnd: random.Random) -> list[_Read]:
    """Some lines in two, at a gap or for no reason; a large headline more often."""
    found = []
    one_by_one = rnd.random() < 0.6
    for line in lines:
        if one_by_one and _spread(line):
            found += _singly(line)
            continue
        gap = line.text.find("　")
        if 0 < gap < len(line.text) - 1 and rnd.random() < 0.6:
            found += _cut(line, gap + 1)
        elif len(line.text) > 5 and rnd.random() < (0.05 if line.piece.size > 1.5 * EM else 0.008):
            found += _cut(line, rnd.randint(2, len(line.text) - 2))
        else:
            found.append(line)
    return found


def _spread(line: _Read) -> bool:
    b, count = line.box, len(line.text)
    along = b.height if line.piece.vertical else b.width
    return 1 < count <= 10 and line.piece.role == "title" and along > SPREAD * line.piece.size * measured(line.text)


def _singly(line: _Read) -> list[_Read]:
    """Each letter of a line by itself."""
    rest, found = line, []
    while len(rest.text) > 1:
        first, rest = _cut(rest, 1)
        found.append(first)
    return [_of_its_size(x) for x in (*found, rest)]


def _of_its_size(line: _Read) -> _Read:
    """A single letter with no more room than its type has."""
    b, s = line.box, line.piece.size
    box = Box(b.left, b.top, b.right, b.top + s) if line.piece.vertical else Box(b.left, b.top, b.left + s, b.bottom)
    return replace(line, box=box)


def _joined(lines: list[_Read], rate: float, rnd: random.Random) -> list[_Read]:
    """Some lines with the one beside them in the next column."""
    gone: set[int] = set()
    bodies = [n for n, x in enumerate(lines) if x.piece.role == "body" and len(x.text) > 4]
    by_row: dict[tuple[bool, int], list[int]] = {}
    for n in bodies:
        here, down = lines[n].box, lines[n].piece.vertical
        by_row.setdefault((down, round((here.left if down else here.top) / EM)), []).append(n)
    for (vertical, _), row in by_row.items():
        row.sort(key=lambda n: lines[n].box.top if vertical else lines[n].box.left)
        for a, b in itertools.pairwise(row):
            one, two = lines[a], lines[b]
            gap = two.box.top - one.box.bottom if vertical else two.box.left - one.box.right
            if a in gone or b in gone or not 0 < gap < 3 * EM or rnd.random() > rate:
                continue
            box = Box(
                min(one.box.left, two.box.left), min(one.box.top, two.box.top),
                max(one.box.right, two.box.right), max(one.box.bottom, two.box.bottom),
            )  # fmt: skip
            lines[a] = replace(one, text=one.text + two.text, box=box, owners=(*one.owners, *two.owners))
            gone.add(b)
    return [line for n, line in enumerate(lines) if n not in gone]


def _trembling(line: _Read, rnd: random.Random) -> _Read:
    """The box as an engine finds it: a little off on all sides, and thicker than the type."""
    b, s = line.box, line.piece.size
    along, across = rnd.gauss(0, 0.08), rnd.uniform(0.02, 0.16)
    ends = (-abs(rnd.gauss(0, 0.1)) * s + along * s * 0.2, abs(rnd.gauss(0, 0.1)) * s)
    if line.piece.vertical:
        box = Box(b.left - across * s, b.top + ends[0], b.right + across * s, b.bottom + ends[1])
    else:
        box = Box(b.left + ends[0], b.top - across * s, b.right + ends[1], b.bottom + across * s)
    return replace(line, box=box)


def _slanted(line: _Read, slant: float) -> _Read:
    """On a page that was photographed askew."""
    down = slant * line.box.left
    box = Box(line.box.left - slant * line.box.top, line.box.top + down, line.box.right - slant * line.box.top,
              line.box.bottom + down)  # fmt: skip
    return replace(line, box=box)


def _misread(line: _Read, rate: float, faint: float, rnd: random.Random) -> _Read:
    """Wrong and lost characters; `faint`: share of the stops that are lost."""
    text = ""
    for c in line.text:
        if faint and c in STOPS and len(line.text) > 1 and rnd.random() < faint:
            continue
        chance = rnd.random()
        if chance >= rate:
            text += c
        elif chance > rate * 0.25 or len(line.text) == 1:
            text += _other(c, rnd)
    text = text.replace("　", rnd.choice(["", " ", ""]))
    return replace(
        line, text=text, owners=(replace(line.owners[0], length=len(text)),), score=round(rnd.uniform(0.8, 1), 3)
    )


def _other(c: str, rnd: random.Random) -> str:
    """Another character than the one that was printed."""
    if c.isascii() and c.isalnum():
        return rnd.choice("etaoinsrhldcumfpgwyb10I")
    return rnd.choice(_common()) if c.isalnum() else rnd.choice(".,-'" if c.isascii() else "，。、·")


@functools.cache
def _common() -> str:
    return (
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就"
        "分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    )


def _in_old_letters(sheet: Sheet) -> Sheet:
    """What is no article in traditional characters too."""
    table = _traditional()
    return replace(sheet, pieces=[replace(p, text=p.text.translate(table)) for p in sheet.pieces])


def old_fashioned(article: dict[str, Any], rnd: random.Random) -> dict[str, Any]:
    """The article in traditional characters, now and then with few stops."""
    drop = rnd.random() < 0.5
    table = _traditional()

    def old(text: str | None) -> str | None:
        if text is None:
            return None
        if drop:
            text = "".join(c for c in text if c not in "，“”；：" or rnd.random() < 0.15)
        return text.translate(table)

    made = {key: old(article.get(key)) for key in ("title", "kicker", "subtitle")}
    return article | made | {"paragraphs": [p for p in map(old, article["paragraphs"]) if p]}


@functools.cache
def _traditional() -> dict[int, str]:
    """The first variant of each simplified character that has one."""
    table = (assets.PACKAGE / "data" / "folding.tsv").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {ord(simple): others[0] for simple, others in pairs if len(simple) == 1}
