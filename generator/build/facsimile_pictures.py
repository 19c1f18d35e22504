"""Pictures of printed pages for the web: of a page, and of what articles have of it, what is closed blank in all.

WebP: of six pages at 1,600 pixels it takes 2.5 MB where JPEG that is as good to read takes 3.3 (0100). Browsers above
our floor show it but for Safari 14 on systems of before 2020, whose readers have the text.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from generator.base.facsimile import Facsimile
from generator.base.issue import Issue
from generator.base.printed_page import Box, PrintedPage
from generator.pages import facsimiles
from generator.printed.page_picture import Lie, Plane
from generator.printed.pixels import GROUND
from generator.printed.refused import Refused
from generator.seeds import page_pictures, page_texts
from generator.seeds.page_pictures import Named

QUALITY, EFFORT = 60, 4
"""Of WebP. 45 takes a tenth less, and thin strokes fray; an effort of 6 takes three times as long for 2 %."""

Task = tuple[Path, Facsimile, Issue]
"""The archive's folder; a page; its issue."""


def page_of(root: Path, of: Facsimile) -> PrintedPage | None:
    """The lines of a page with their places; None where it is a text alone. Raises OSError."""
    return page_texts.placed(root / "seeds" / of.file)


def made(task: Task) -> tuple[Facsimile, list[tuple[str, bytes]], Refused | None]:
    """Names and bytes of all pictures that are made of a page, or why there are none."""
    root, of, issue = task
    page = page_of(root, of)
    plane = Plane.of(page)
    shot = page_pictures.made(root, Named(*of.shows), facsimiles.WIDTHS[-1], plane)
    if isinstance(shot, Refused):
        return of, [], shot
    image, regions, lie = shot.image, facsimiles.regions_of(of, page) if page else None, facsimiles.lie_of(of)
    if regions and lie:
        regions.blank(image, lie)
    plate = facsimiles.plate(of, issue, page)
    found = [*_sized(image, plate.files if of.whole else ())]
    for n, id in enumerate(of.articles):
        if regions and lie and id in plate.cuttings:
            for cutting, (around, boxes) in zip(plate.cuttings[id], regions.cuttings(n), strict=True):
                found += _sized(_cut_out(image, lie, around, boxes), cutting.files)
    return of, found, None


def _cut_out(image: Image.Image, lie: Lie, around: Box, boxes: list[Box]) -> Image.Image:
    """Some boxes of a page, what stands between them blank."""
    left, top, right, bottom = facsimiles.edges(lie, around)
    out = Image.new(image.mode, (right - left, bottom - top), GROUND)
    mask = Image.new("1", out.size)
    for box in boxes:
        a, b, c, d = lie.pixels(box)
        ImageDraw.Draw(mask).rectangle((a - left, b - top, c - left, d - top), fill=1)
    out.paste(image.crop((left, top, right, bottom)), mask=mask)
    return out


def _sized(image: Image.Image, files: tuple[tuple[str, int, int], ...]) -> Iterator[tuple[str, bytes]]:
    for name, width, height in files:
        sized = image if image.size == (width, height) else image.resize((width, height), Image.Resampling.LANCZOS)
        out = BytesIO()
        sized.save(out, "WEBP", quality=QUALITY, method=EFFORT)
        yield name, out.getvalue()
