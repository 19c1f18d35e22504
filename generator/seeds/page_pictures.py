"""What shows the pages of an issue, and their pictures.

A page whose file is a PDF or a picture shows itself; of another one `image:` names what shows it. Pictures are made in
the process that reads pages (generator/printed/apart.py), as wide as they are asked for, and are kept in
`.baocang/pages/`, where they can be made again and the oldest give way.
"""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from generator.base import kept, made_by, moving, regular
from generator.base.digest import digest
from generator.base.identity import Key
from generator.base.inside import inside
from generator.base.issue import PageText
from generator.base.printed_page import Box
from generator.base.problems import Problem
from generator.printed import apart
from generator.printed.kinds import Kind
from generator.printed.page_picture import Lie, Plane, Shot
from generator.printed.refused import Refused
from generator.seeds.issue_list import FILE, Issues
from generator.seeds.page_texts import kind_of, placed

FOLDER = ".baocang/pages"
ROOM = 300_000_000
"""Bytes of pictures that are kept: of 1,600 pixels across a page takes half a million."""
QUALITY = 88
"""Of JPEG; characters of 6 points are read without effort at 1,600 pixels across."""
SHOWING = (Kind.PDF, Kind.PICTURE)
MEND = "Name a PDF or a picture below seeds/."
WHICH = "Add image_sheet: 1 to its page."
OTHER = Refused(
    "has another form than the page, or its lines do not fit on it",
    "Name the picture of this page, with all of it and no more; it is not laid under the lines else.",
)


@dataclass(frozen=True)
class Named:
    """A file that shows a page."""

    file: str
    """Relative to `seeds/`."""
    sheet: int | None


@dataclass(frozen=True)
class Kept:
    """A picture as it is kept."""

    jpeg: bytes
    width: int
    height: int
    lie: Lie | None
    """How the page lies on it; None: it has no places, or they do not fit."""


def of(root: Path, known: Issues, page: PageText) -> Named | None:
    """What shows a page of an issue, as the list or as `Issues.issues` has it; None where nothing does. It may not be
    there, or not be read: whoever makes the picture says so."""
    listed = known.sources.get(page.file, page)
    if listed.image:
        return Named(listed.image, listed.image_sheet)
    path = root / "seeds" / listed.file
    return Named(listed.file, listed.sheet) if regular.is_file(path) and kind_of(path) in SHOWING else None


def code() -> str:
    """Digest of all that makes a picture of a page."""
    return made_by.code("printed/page_picture", "printed/pdf", "printed/scans")


def made(root: Path, named: Named, width: int, plane: Plane) -> Shot | Refused:
    """The picture of a page, so many pixels wide, or why there is none."""
    seeds, path = root / "seeds", root / "seeds" / named.file
    if wrong := _misplaced(seeds, path):
        return wrong
    found = apart.look(path, named.sheet, width, plane)
    if isinstance(found, int):
        return Refused(f"has {found} sheets, and nothing says which is meant", WHICH)
    return found


def _misplaced(seeds: Path, path: Path) -> Refused | None:
    if not inside(seeds, path) or any(each.is_symlink() for each in (path, *path.parents) if seeds in each.parents):
        return Refused("lies outside seeds/, or behind a link", "Put the file itself there.")
    return None if regular.is_file(path) else Refused("is missing", "Put the file there, or correct its name.")


def seen(root: Path, named: Named, width: int, plane: Plane) -> Kept | Refused:
    """The same as a JPEG, out of what is kept where that is there."""
    state = regular.state(root / "seeds" / named.file)
    path = root / FOLDER / f"{digest(repr((named, width, plane, state)), code())}.jpg"
    if state and not _misplaced(root / "seeds", root / "seeds" / named.file) and (data := kept.read(path)) is not None:
        with suppress(OSError):
            os.utime(path)  # the oldest gives way
        return _unpacked(data)
    shot = made(root, named, width, plane)
    if isinstance(shot, Refused):
        return shot
    out = BytesIO()
    shot.image.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    head = json.dumps([shot.width, shot.height, [*shot.lie.shown] if shot.lie else None])
    data = f"{head}\n".encode() + out.getvalue()
    with suppress(OSError):  # a full disk keeps nobody from looking
        kept.write(path, data)
        _make_room(root / FOLDER)
    return _unpacked(data)


def _unpacked(data: bytes) -> Kept:
    head, _, jpeg = data.partition(b"\n")
    width, height, shown = json.loads(head)
    return Kept(jpeg, width, height, Lie(Box(*shown), width, height) if shown else None)


def _make_room(folder: Path) -> None:
    """Takes away what was looked at longest ago, where there is too much."""
    left = ROOM
    for (_, size, _), path in sorted(
        ((regular.state(path) or (0, 0, 0), path) for path in folder.iterdir()), reverse=True
    ):
        left -= size
        if left < 0:
            moving.unlink(path, missing_ok=True)


def problems(root: Path, known: Issues) -> Iterator[Problem]:
    """What `image:` names and is no picture of a page. Files are looked at, and not drawn."""
    for key, issue in known.issues.items():
        for page in issue.pages:
            listed, line = known.sources.get(page.file, page), known.lines[key]
            if listed.image and (wrong := _unfit(root, Named(listed.image, listed.image_sheet), page.file)):
                what = f"seeds/{listed.image}, which is to show {listed.file}, {wrong.what}"
                yield Problem(FILE, line, what, wrong.mend, stops=False)
            elif listed.image_sheet and not listed.image:
                what = f"image_sheet of {listed.file} stands without an image"
                yield Problem(FILE, line, what, "Name the file that has the sheet, or take it out.", stops=False)


def _unfit(root: Path, named: Named, file: str) -> Refused | None:
    """What is wrong with a picture of the page of which this is the page file."""
    path = root / "seeds" / named.file
    if wrong := _misplaced(root / "seeds", path):
        return wrong
    kind = kind_of(path)
    if isinstance(kind, Refused):
        return kind
    if kind not in SHOWING:
        return Refused(f"is {kind.value}, which shows no page", MEND)
    count = apart.sheets(path)
    if isinstance(count, Refused):
        return count
    if named.sheet and named.sheet > count:
        return Refused(f"has {count} sheets, and no sheet {named.sheet}", "Correct image_sheet.")
    if not named.sheet and count > 1:
        return Refused(f"has {count} sheets, and nothing says which is meant", WHICH)
    lines = root / "seeds" / file
    plane = Plane.of(placed(lines) if regular.is_file(lines) else None)
    shot = apart.look(path, named.sheet, 0, plane) if plane.reach else None
    if isinstance(shot, Shot):
        return None if shot.laid.shown else OTHER
    return shot if isinstance(shot, Refused) else None


def shared(root: Path, known: Issues) -> dict[tuple[Key, str], list[tuple[Key, str]]]:
    """Of each page, by issue and page file, the others that the same picture shows: one of the list, or by a slip."""
    pages: dict[Named, list[tuple[Key, str]]] = {}
    for key, issue in known.issues.items():
        for page in issue.pages:
            if named := of(root, known, page):
                pages.setdefault(named, []).append((key, page.file))
    found = [each for each in pages.values() if len(each) > 1]
    return {page: [other for other in each if other != page] for each in found for page in each}
