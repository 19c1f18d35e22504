"""Pictures sized for the web. Of each two files at most, whose names stand for what it says; nothing but what is seen
goes along: no place where it was taken, no name of a camera's owner, no smaller picture of what was cut off.

JPEG, which every browser above our floor shows: Safari 14 shows no WebP on the systems of before 2020.
"""

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from generator.base import regular
from generator.pages.figures import Picture
from generator.printed.pixels import plain
from generator.seeds.pictures import Bad, Sound, opened

WIDTHS = (720, 1440)
"""A text is 684 CSS pixels wide at 1280, and 358 at 390: once and twice that many, two to four times on a phone."""
QUALITY = 80

Task = tuple[Path, str, tuple[tuple[str, int, int], ...]]
"""The archive's folder; a picture, relative to `seeds/`; the files that are to be made of it."""


def name_of(content: str) -> str:
    """What of the digest of a picture stands in the names of its files."""
    return content[:16]


def planned(sounds: Mapping[str, Sound], files: Iterable[str], originals: bool) -> dict[str, Picture]:
    """What the site has of some pictures."""
    return {file: _planned(sounds[file], originals) for file in files}


def _planned(sound: Sound, originals: bool) -> Picture:
    name = f"pictures/{name_of(sound.content)}"
    widths = sorted({min(width, sound.width) for width in WIDTHS})
    sizes = [(width, max(1, round(sound.height * width / sound.width))) for width in widths]
    own = f"{name}{Path(sound.file).suffix.lower()}" if originals else ""
    return Picture(tuple((f"{name}-{width}.jpg", width, height) for width, height in sizes), own)


def made(task: Task) -> tuple[str, list[tuple[str, bytes]], Bad | None]:
    """The picture, names and bytes of the files that are made of it; what is wrong with it, where it turns out so."""
    root, file, wanted = task
    try:
        with opened(root, file) as image:
            return file, [*_sized(image, wanted)], None
    except Bad as error:
        return file, [], error


def _sized(image: Image.Image, wanted: Iterable[tuple[str, int, int]]) -> Iterator[tuple[str, bytes]]:
    largest = max(max(width, height) for _, width, height in wanted)
    image.draft(None, (largest, largest))  # a JPEG is read in an eighth, a quarter or half where that is enough
    shown = plain(ImageOps.exif_transpose(image))
    for name, width, height in sorted(wanted, key=lambda each: -each[1]):
        shown = shown.resize((width, height), Image.Resampling.LANCZOS)
        out = BytesIO()
        shown.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
        yield name, out.getvalue()


def original(root: Path, file: str) -> bytes:
    """The file as the archive has it."""
    return regular.content(root / "seeds" / file)
