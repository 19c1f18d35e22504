"""Pictures of printed pages, told by their names, which stand for all that they are made of: one of before something on
its page was closed has another name than it has today. Those of today are looked at, whether they are blank there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from generator.base import regular
from generator.base.archive import Archive, Holdings
from generator.base.facsimile import Facsimile
from generator.base.identity import issue_key, issue_name
from generator.base.problems import Problem
from generator.build.audit.folders import File
from generator.build.facsimile_pictures import page_of
from generator.pages.facsimiles import regions_of
from generator.printed.page_picture import Lie
from generator.printed.regions import CLOSED
from generator.seeds import facsimiles
from generator.seeds.facsimiles import Given
from generator.seeds.page_lines import PageLines

_PICTURE = re.compile(r"(?:^|/)facsimiles/([a-z\d-]+)/(\d+)-([\da-f]{16})-(\d+\.webp$)?")
DARK, MOST = 128, 0.001
"""A grey that is ink, and the share of what is to be blank that may be so: edges of what stands beside it ring."""
BUILD = 'Run "baocang build"; if it is there still, take the file away.'
CALL = "Make it again, and call back what was given away."


def leaks(files: Sequence[File], given: Given) -> Iterator[Problem]:
    """The files that show something closed."""
    held, archive = given.held, given.archive
    pictures = [(file, found) for file in files if (found := _PICTURE.search(file.name))]
    keys = {key for _, found in pictures if (key := issue_key(found[1])) and key in held.issues}
    closed = {key for key in keys if _is_closed(held, archive, key)}
    planned = facsimiles.planned(given, PageLines(held, archive), keys & archive.issues.keys())
    today: Mapping[tuple[str, str], Facsimile] = {
        (issue_name(of.issue), f"{of.number}"): of for some in planned.of.values() for of in some
    }
    for file, found in pictures:
        key, of = issue_key(found[1]), today.get((found[1], found[2]))
        mend = BUILD if file.member is None else CALL
        if key in held.issues and key not in archive.issues:
            yield Problem(file.name, None, f"shows a page of {found[1]}, which is not published", mend)
        elif (of and of.key != found[3] and CLOSED in of.owners) or (not of and key in closed):
            what = f"shows page {found[2]} of {found[1]} as it was before something on it was closed"
            yield Problem(file.name, None, what, mend)
        elif of and of.key == found[3] and found[4] and file.member is None and not _is_blank(given.root, file, of):
            yield Problem(file.name, None, f"shows what is closed on page {found[2]} of {found[1]}", mend)


def _is_closed(held: Holdings, archive: Archive, key: tuple[str, str]) -> bool:
    """Whether something of an issue is not published."""
    public = {entry.article.id for entry in archive.entries if entry.article.issue == key}
    return any(entry.article.issue == key and entry.article.id not in public for entry in held.entries)


def _is_blank(root: Path, file: File, of: Facsimile) -> bool:
    """Whether the picture of a page is blank where it has to be."""
    page = page_of(root, of)
    regions = regions_of(of, page) if page else None
    if CLOSED not in of.owners or regions is None:
        return True
    try:
        with Image.open(BytesIO(regular.content(file.path)), formats=["WEBP"]) as image:
            shown = image.convert("L")
    except (OSError, ValueError):
        return False
    mask = Image.new("L", shown.size, 0)
    regions.blank(mask, Lie(regions.shown, *shown.size))
    inside = np.asarray(mask) > 0
    return bool((np.asarray(shown)[inside] < DARK).mean() <= MOST) if inside.any() else True
