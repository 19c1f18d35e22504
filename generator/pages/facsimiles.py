"""Printed pages as the site shows them: where their pictures stand, how large they are, and what on them is whose."""

from collections.abc import Iterator

from generator.base.addresses import facsimile_path
from generator.base.facsimile import Cutting, Facsimile, Plate, PrintedAt
from generator.base.identity import issue_name
from generator.base.issue import Issue
from generator.base.printed_page import Box, PrintedPage
from generator.printed.outlines import outline
from generator.printed.page_picture import Laid, Lie
from generator.printed.regions import CLOSED, Regions
from generator.seeds.facsimiles import FOLDER

WIDTHS = (800, 1600)
"""A page fills a window of 1280, and half of one of 2560; at 1600 pixels body type of a broadsheet is 12 high."""
NARROW = 900
"""Pixels across from which a cutting is there in half its size, too: a phone has some 1,100 for the width of a text."""
UNITS = 1000
"""Across, of outlines."""


def lie_of(of: Facsimile) -> Lie | None:
    """How the page lies on its largest picture."""
    width, height = _laid(of).size(WIDTHS[-1])
    return Lie(Box(*of.shown), width, height) if of.shown else None


def regions_of(of: Facsimile, page: PrintedPage) -> Regions | None:
    return Regions(page, of.owners, Box(*of.shown), {*of.captions}) if of.shown else None


def plate(of: Facsimile, issue: Issue, page: PrintedPage | None) -> Plate:
    """What the site has of a page; `page`: its lines with their places."""
    folder = f"{FOLDER}/{issue_name(of.issue)}"
    laid = _laid(of)
    sizes = dict.fromkeys(laid.size(width) for width in WIDTHS)
    files = tuple((f"{folder}/{of.number}-{of.key}-{width}.webp", width, height) for width, height in sizes)
    path = facsimile_path(issue, of.number) if of.whole else ""
    units = UNITS, max(1, round(UNITS * laid.height / laid.width))
    regions, lie = regions_of(of, page) if page else None, lie_of(of)
    if regions is None or lie is None:
        return Plate(of.number, path, files, units, key=of.key)
    own = {n: id for n, id in enumerate(of.articles) if n in of.owners}
    cuttings = {}
    for n, id in own.items():
        name = f"{folder}/{of.number}-{of.key}-{id.removeprefix(f'{issue_name(of.issue)}-')}"
        boxes = [box for box, _ in regions.cuttings(n)]
        cuttings[id] = tuple(Cutting(tuple(_sizes(f"{name}-{k}", lie, box)), path) for k, box in enumerate(boxes, 1))
    outlines = {id: outline(regions.of(n), regions.shown, UNITS) for n, id in own.items()} if of.whole else {}
    lines = tuple(_lines(of, page, regions)) if of.whole and page else ()
    return Plate(of.number, path, files, units, outlines, cuttings, CLOSED in of.owners, lines, of.key)


def edges(lie: Lie, box: Box) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of a cutting on the largest picture."""
    left, top, right, bottom = lie.pixels(box)
    return int(left), int(top), max(int(left) + 1, round(right)), max(int(top) + 1, round(bottom))


def _laid(of: Facsimile) -> Laid:
    return Laid(of.width, of.height, of.sharp, Box(*of.shown) if of.shown else None)


def _sizes(name: str, lie: Lie, box: Box) -> Iterator[tuple[str, int, int]]:
    left, top, right, bottom = edges(lie, box)
    width, height = right - left, bottom - top
    for by in (2, 1) if width > NARROW else (1,):
        yield f"{name}-{width // by}.webp", width // by, max(1, round(height / by))


def _lines(of: Facsimile, page: PrintedPage, regions: Regions) -> Iterator[PrintedAt]:
    by, shown = UNITS / regions.shown.width, regions.shown
    for line, owner in zip(page.lines, of.owners, strict=True):
        if owner != CLOSED and line.text.strip() and line.box.width > 0 < line.box.height:
            left, right = (round((edge - shown.left) * by) for edge in (line.box.left, line.box.right))
            top, bottom = (round((edge - shown.top) * by) for edge in (line.box.top, line.box.bottom))
            article = of.articles[owner] if owner >= 0 else ""
            yield PrintedAt(article, line.text, left, top, right, bottom, line.vertical)
