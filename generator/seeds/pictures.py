"""Pictures of articles: files below `seeds/images/`, looked at before anything is made of them. Whatever is wrong with
one is a line that names the article.

A picture is what its first bytes say and its ending says as well. It is opened by the readers of LOOKED_FOR alone: an
SVG may run scripts, and readers of rarer formats are where pictures are known to harm programs.
"""

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from generator.base import regular
from generator.base.archive import Entry
from generator.base.digest import digest
from generator.base.memo import Memo
from generator.base.problems import Problem
from generator.seeds.files import decode

LARGEST = 100_000_000
"""Bytes: what a git repository takes of one file."""
MOST = 150_000_000
"""Pixels: a page of a broadsheet at 600 dpi has 140 million. More than that a small file may claim to have (a bomb)."""
FORMATS: Mapping[str, tuple[str, ...]] = {
    "JPEG": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "GIF": (".gif",),
    "TIFF": (".tif", ".tiff"),
    "BMP": (".bmp",),
}
ENDINGS = [ending for of in FORMATS.values() for ending in of]
TOO_MANY = f"has more than {MOST // 10**6} million pixels"
SMALLER = "Save it smaller."
SAVE = "Open it in a program for pictures, and save it as JPEG or PNG."
AS_FILE = "Put the picture itself there."


@dataclass(frozen=True)
class Sound:
    """A picture that can be opened."""

    file: str
    """Relative to `seeds/`."""
    content: str
    """Digest of its bytes."""
    width: int
    height: int
    """As it is shown: what a camera noted of how it was held is followed."""


class Bad(Exception):
    """A picture that is not taken: what is wrong, and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what, mend)
        self.what, self.mend = what, mend


def looked_at(
    root: Path, entries: Iterable[Entry], digests: Mapping[str, str], memo: Memo, whole: bool = False
) -> tuple[dict[str, Sound], list[Problem]]:
    """The pictures of articles by their names, and what is wrong with others. `digests` are those of the files of the
    archive; what is known of one by its digest is not looked at again. `whole`: each is read to its end."""
    found: dict[str, Sound] = {}
    bad: dict[str, Bad] = {}
    problems = []
    for entry in entries:
        for image in entry.article.images:
            if image.file not in found and image.file not in bad:
                try:
                    found[image.file] = _known(root, image.file, digests.get(f"seeds/{image.file}", ""), memo, whole)
                except Bad as error:
                    bad[image.file] = error
            if of := bad.get(image.file):
                what = f"seeds/{image.file} of {entry.article.id or entry.article.title[:20]} {of.what}"
                problems.append(Problem(*_at(root, entry, image.file), what, of.mend))
    return found, problems


def _at(root: Path, entry: Entry, picture: str) -> tuple[str, int]:
    """Where an article names a picture; where that is not found, where it begins."""
    file, first = entry.at
    text, _ = decode.decoded(file, regular.content(root / file)) if regular.is_file(root / file) else ("", ())
    lines = enumerate((text or "").split("\n")[first - 1 :], first)
    return file, next((n for n, line in lines if picture in line), first)


def _known(root: Path, file: str, content: str, memo: Memo, whole: bool) -> Sound:
    _place(root, file)
    key = digest("picture", file.rpartition(".")[2].lower(), content)
    size = memo.recall(key) if content and not whole else None
    if size is None:
        with opened(root, file) as image:
            size = [*shown_size(image)]
            if whole:
                image.load()
        memo.keep(key, size)
    return Sound(file, content, *size)


def _place(root: Path, file: str) -> None:
    """Raises Bad where no file of the archive's own stands there under this name."""
    path = root / "seeds"
    for part in file.split("/"):
        path /= part
        if path.is_symlink():
            raise Bad("is a link, or lies behind one", AS_FILE)
    if not path.exists():
        raise Bad("is missing", "Put the file there, or correct its name.")
    if not regular.is_file(path):
        raise Bad(f"is {regular.kind(path)} and no file", AS_FILE)


@contextmanager
def opened(root: Path, file: str) -> Iterator[Image.Image]:
    """A picture that is what its name says, and no larger than it may be. Raises Bad, also where it turns out to be
    damaged while it is read."""
    ending = Path(file).suffix.lower()
    if ending in (".svg", ".svgz"):
        raise Bad("is an SVG, which may run programs", "Save it as PNG.")
    if ending not in ENDINGS:
        raise Bad(f"is no picture by its name: {', '.join(ENDINGS)} are known", SAVE)
    with of_content(lambda: regular.opened(root / "seeds" / file)) as image:
        if ending not in FORMATS[str(image.format)]:
            mend = f"Rename it to end with {FORMATS[str(image.format)][0]}."
            raise Bad(f"is a {image.format} by its content", mend)
        yield image


@contextmanager
def of_content(open: Callable[[], BinaryIO]) -> Iterator[Image.Image]:
    """The picture that some bytes are, no larger than it may be, whatever it is called. Raises Bad as `opened`."""
    try:
        with open() as content:
            if content.seek(0, SEEK_END) > LARGEST:
                raise Bad(f"is larger than {LARGEST // 10**6} MB", SMALLER)
            content.seek(0)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what we take it for is said below
                image = Image.open(content, formats=[*FORMATS])
                if image.width * image.height > MOST:
                    raise Bad(TOO_MANY, SMALLER)
                yield image
    except Bad:
        raise
    except Image.DecompressionBombError:
        raise Bad(TOO_MANY, SMALLER) from None
    except UnidentifiedImageError:
        raise Bad("is no picture", SAVE) from None
    except PermissionError as error:
        raise Bad(f"cannot be read: {error.strerror}", "See that you may read it.") from None
    except Exception:  # whatever a damaged file makes its reader do
        raise Bad("is damaged, and cannot be read to its end", SAVE) from None


def shown_size(image: Image.Image) -> tuple[int, int]:
    """Width and height as it is shown."""
    turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    return (image.height, image.width) if turned else (image.width, image.height)
