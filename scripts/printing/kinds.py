"""Pages of every kind that segmentation is given, and what of each article that it finds is right.

Texts: articles one after the other, as `scripts/typeset.py` or `texts.py` has them; whole sheets in some order, or as
`pdftotext` gives them. Pages with positions: as three readers give them, horizontal, vertical, in Latin letters.
"""

import functools
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.base.archive import Line
from generator.base.printed_page import PrintedPage
from generator.segmentation import composition
from generator.segmentation.clean import clean
from generator.segmentation.grounds import Weighed
from generator.segmentation.segment import decided, page_of
from scripts import typeset
from scripts.printing import parts, texts
from scripts.printing.extracted import there
from scripts.printing.found import WHOLE, alike, pieces, squeezed
from scripts.printing.press import designed
from scripts.printing.reading import HEADLINE, Marked, Owned, printed
from scripts.printing.sheet_texts import as_extracted, off_the_sheet

ALIKE = 0.965
"""Likeness of two bodies of a page with positions from which they are the same."""


@dataclass(frozen=True)
class Given:
    """A page as segmentation is given it, and a judge of what it finds."""

    lines: Sequence[Line]
    places: PrintedPage | None
    judge: "Judge"


Judge = Callable[[Weighed, composition.Layout], list[tuple[bool, bool]]]
"""Of each body whether it is whole, and whether its headline is right."""


def of_kind(kind: str, pool: parts.Pool, rnd: random.Random) -> Given:
    return KINDS[kind](pool, rnd)


def judged(page: Given) -> tuple[Weighed, list[tuple[bool, bool]]] | None:
    """The page as it is segmented, and what of it is right; None of one without texts."""
    whole = composition.layout(tuple(page.lines), page.places)
    features, _ = page_of(whole)
    if not features.units:
        return None
    found = decided(features)
    return found, page.judge(found, whole)


def _text(text: str, gold: Sequence[Mapping[str, Any]]) -> Given:
    bodies = [pieces("".join(a["paragraphs"])) for a in gold]
    heads = [squeezed(a["title"]) for a in gold]

    def judge(found: Weighed, whole: composition.Layout) -> list[tuple[bool, bool]]:
        page, right = found.page, []
        for n, body in enumerate(found.bodies):
            inner = {line.number for u in page.units[body.first : body.last + 1] for line in u.lines}
            own = pieces("".join(p.text for p in composition.clipping(whole, set(), inner).paragraphs))
            likeness = [alike(own, gold_body) for gold_body in bodies]
            best = max(range(len(bodies)), key=likeness.__getitem__)
            group = next((g for g in found.groups if g.body == n), None)
            head = "".join(page.texts[group.first : group.last + 1]) if group else ""
            right.append((likeness[best] >= WHOLE, squeezed(head) == heads[best]))
        return right

    return Given(clean("page", text)[0], None, judge)


def _marked(page: Marked) -> Given:
    owners = {line.number: o for line, o in zip(page.page.lines, page.owners, strict=True)}
    gold: Counter[int] = Counter()
    heads: dict[int, set[int]] = defaultdict(set)
    for number, held in owners.items():
        for o in held:
            gold[o.article] += o.length * (o.role == "body")
            heads[o.article] |= {number} if o.role in HEADLINE else set()

    def judge(found: Weighed, whole: composition.Layout) -> list[tuple[bool, bool]]:
        units, right = found.page.units, []
        for n, body in enumerate(found.bodies):
            inner = units[body.first : body.last + 1]
            said: Iterator[Owned] = (
                o for u in inner if not (u.geometry and u.geometry.caption) for x in u.lines for o in owners[x.number]
            )
            letters: Counter[int] = Counter()
            for o in said:
                letters[o.article] += o.length * (o.role not in ("byline", "mark"))
            own, most = max(((a, k) for a, k in letters.items() if a >= 0), key=lambda x: x[1], default=(-1, 0))
            group = next((g for g in found.groups if g.body == n), None)
            head = {x.number for u in units[group.first : group.last + 1] for x in u.lines} if group else set()
            is_whole = own >= 0 and 2 * most >= ALIKE * (gold[own] + letters.total())
            right.append((is_whole, own >= 0 and head == heads[own]))
        return right

    return Given(clean("page", "\n".join(line.text for line in page.page.lines))[0], page.page, judge)


def _in_turn(pool: parts.Pool, rnd: random.Random) -> Given:
    page = texts.printed(parts.some_of(pool, rnd, 0.15), rnd)
    return _text(page.text, page.gold)


def _plainly(pool: parts.Pool, rnd: random.Random) -> Given:
    articles = [dict(a) for a in parts.some_of(pool, rnd, 0.15)]
    text = typeset.page(articles, rnd)
    gold = [{**a, "title": "".join(a.get(f) or "" for f in HEADLINE)} for a in articles]
    return _text(text, gold)


def _off_the_sheet(pool: parts.Pool, rnd: random.Random) -> Given:
    page = off_the_sheet(designed(pool, rnd), rnd)
    return _text(page.text, page.gold)


def _extracted(pool: parts.Pool, rnd: random.Random) -> Given:
    page = as_extracted(designed(pool, rnd))
    return _text(page.text, page.gold)


TEXTS = {"in turn": _in_turn, "plainly": _plainly, "off the sheet": _off_the_sheet} | (
    {"pdftotext": _extracted} if there() else {}
)


def _positioned(reader: Any, vertical: bool, running: float = 0.0) -> Callable[[parts.Pool, random.Random], Given]:
    return lambda pool, rnd: _marked(printed(pool, rnd.randrange(1 << 30), reader, vertical, running))


def _in_latin(reader: Any) -> Callable[[parts.Pool, random.Random], Given]:
    """Of the documentation, whatever articles there are."""
    return lambda pool, rnd: _marked(printed(_documentation(), rnd.randrange(1 << 30), reader, False))


@functools.cache
def _documentation() -> parts.Pool:
    return parts.in_latin_letters(teaching=False)


PLACED = {
    "pdf": _positioned("pdf", False),
    "blocks": _positioned("blocks", False),
    "ocr": _positioned("ocr", False),
    "poor ocr": _positioned("poor", False),
    "pdf, vertical": _positioned("pdf", True),
    "ocr, vertical": _positioned("ocr", True),
    "poor ocr, vertical": _positioned("poor", True),
    "ocr, running on": _positioned("ocr", False, 1.0),
    "poor ocr, vertical, running on": _positioned("poor", True, 1.0),
    "pdf, latin": _in_latin("pdf"),
    "ocr, latin": _in_latin("ocr"),
}
KINDS = TEXTS | PLACED
