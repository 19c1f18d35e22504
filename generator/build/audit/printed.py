"""Whether pictures show what is closed, wherever they lie: on the disk, in a zip, in a ZIM file, in one within another.

1. Pictures of printed pages and of articles' parts of them are told by their names, which stand for all that they are
   made of: one of before something on its page was closed has another name than it has today.
2. Those of today are looked at: what is closed on the page is blank in the whole of it and in each part of it.
3. A file that shows a page or an article that is closed is told by its bytes, whatever its name. One that somebody has
   cut or packed anew nobody can tell.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from generator.base import regular
from generator.base.archive import Holdings
from generator.base.facsimile import Facsimile
from generator.base.identity import ARTICLE_ID, issue_key, issue_name, issue_of, paper_of
from generator.build.audit.sought import Page
from generator.build.facsimile_pictures import page_of
from generator.pages.facsimiles import edges, lie_of, regions_of
from generator.printed.page_picture import Lie
from generator.printed.regions import CLOSED, Regions
from generator.seeds import facsimiles, page_pictures
from generator.seeds.facsimiles import Given
from generator.seeds.page_lines import PageLines

PICTURE = re.compile(r"(?:^|/)facsimiles/([a-z\d-]+)/(\d+)-([\da-f]{16})-(?:([\d-]+)-(\d+)-)?\d+\.webp$")
"""Issue, page and key; of an article's part its id below the issue's, and which of its parts."""
RINGS = 4
"""Pixels across which what stands beside a blank part reaches into it, for sizes are made by interpolation, and WebP
blurs: so far from its edge nothing of a white part in black noise is darker than 248, nor anything in 65 pictures of
eight typeset pages (250)."""
GROUND = 200
"""A grey that is darker is none of the ground."""


@dataclass(frozen=True)
class Sealed:
    """What no picture may show."""

    root: Path
    pages: Mapping[tuple[str, str], Facsimile] = field(default_factory=dict)
    """Pages of which something is closed, as they are shown today: by issue and number."""
    parts: frozenset[str] = frozenset()
    """Issues of which something is not published,"""
    issues: frozenset[str] = frozenset()
    """those of which nothing is, and newspapers that have gone with all of theirs."""
    files: Mapping[int, Sequence[tuple[Path, str]]] = field(default_factory=dict)
    """By their sizes: files that show what is closed, and what that is."""

    def __bool__(self) -> bool:
        return bool(self.parts or self.issues or self.files)

    def shown(self, name: str, data: bytes) -> str:
        """What of it a published file shows; empty where nothing."""
        for path, what in self.files.get(len(data), ()):
            if regular.is_file(path) and regular.content(path) == data:
                return f"is {path.relative_to(self.root).as_posix()}, which shows {what}"
        return self._of_page(name, data) if PICTURE.search(name) else ""

    def _of_page(self, name: str, data: bytes) -> str:
        found = PICTURE.search(name)
        assert found
        issue, number, key, article, part = found.groups()
        if issue in self.issues or paper_of(issue) in self.issues:
            return f"shows a page of {issue}, which is not published"
        of = self.pages.get((issue, number))
        if issue not in self.parts or (of and CLOSED not in of.owners):
            return ""
        if of is None or of.key != key:
            return f"shows page {number} of {issue} as it was before something on it was closed"
        id, n = (f"{issue}-{article}", int(part)) if article else ("", 0)
        return "" if _is_blank(self.root, of, data, id, n) else f"shows what is closed on page {number} of {issue}"


def sealed(given: Given, pages: Sequence[Page], lines: PageLines) -> Sealed:
    """`pages`: the texts of all issues, as they are published."""
    held, archive = given.held, given.archive
    public = {entry.article.id for entry in archive.entries}
    closed = [entry.article for entry in held.entries if entry.article.id not in public]
    shut = {page.issue.key for page in pages if None in page.shown} | {article.issue for article in closed}
    parts, whole = _gone(held)
    parts |= {issue_name(key) for key in shut & archive.issues.keys()}
    whole |= {*map(issue_name, held.issues.keys() - archive.issues.keys())}
    keys = {key for name in parts if (key := issue_key(name)) in archive.issues}
    planned = facsimiles.planned(given, lines, keys).of.values()
    of = {(issue_name(each.issue), f"{each.number}"): each for some in planned for each in some}
    images = {image.file for entry in archive.entries for image in entry.article.images}
    files = {image.file: article.id for article in closed for image in article.images if image.file not in images}
    for page in pages:
        if None in page.shown:
            listed = next(each for each in page.issue.pages if each.file == page.file)
            if named := page_pictures.of(given.root, given.known, listed):
                files[named.file] = f"{page.file}, of which something is not published"
    return Sealed(given.root, of, frozenset(parts), frozenset(whole), _by_size(given.root, files))


def _gone(held: Holdings) -> tuple[set[str], set[str]]:
    """Issues of which something was closed that has gone; issues and newspapers that were closed and have gone."""
    there = {*held.papers, *map(issue_name, held.issues), *(entry.article.id for entry in held.entries)}
    parts, whole = set[str](), set[str]()
    for name in held.remembered.keys() - there:
        id, _, number = name.partition("=")
        if ARTICLE_ID.fullmatch(id):
            parts.add(issue_of(id))
        else:
            (parts if number else whole).add(id)
    return parts, whole


def _by_size(root: Path, files: Mapping[str, str]) -> Mapping[int, Sequence[tuple[Path, str]]]:
    found = defaultdict[int, list[tuple[Path, str]]](list)
    for file, what in files.items():
        path = root / "seeds" / file
        if regular.is_file(path) and (state := regular.state(path)) and state[1]:
            found[state[1]].append((path, what))
    return dict(found)


# ---- what is to be blank -------------------------------------------------------------------------------------------


@lru_cache(4)
def _regions(root: Path, of: Facsimile) -> tuple[Regions, Lie] | None:
    page = page_of(root, of)
    regions, lie = regions_of(of, page) if page else None, lie_of(of)
    return (regions, lie) if regions and lie else None


def _is_blank(root: Path, of: Facsimile, data: bytes, article: str, part: int) -> bool:
    """Whether the picture of a page, or that of a part of an article, is blank where something on the page is closed.
    False where it is none of these."""
    if (found := _regions(root, of)) is None:
        return False
    regions, lie = found
    mask = Image.new("L", (lie.width, lie.height), "#000")
    regions.blank(mask, lie)
    if article:
        cuttings = regions.cuttings(of.articles.index(article)) if article in of.articles else []
        if not 0 < part <= len(cuttings):
            return False
        mask = mask.crop(edges(lie, cuttings[part - 1][0]))
    try:
        with Image.open(BytesIO(data), formats=["WEBP"]) as image:
            shown = image.convert("L")
    except (OSError, ValueError):
        return False
    inside = mask.resize(shown.size, Image.Resampling.NEAREST).filter(ImageFilter.MinFilter(2 * RINGS + 1))
    return bool((np.asarray(shown)[np.asarray(inside) > 0] >= GROUND).all())
