"""Pictures of pages: JPEG, PNG, TIFF and others, as a scanner or a camera made them."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps, UnidentifiedImageError

from generator.printed.pixels import plain
from generator.printed.refused import Refused

MOST = 250_000_000
"""Pixels of a picture: the largest sheet, scanned in 400 dots to the inch, has a hundred million."""
_ON_ITS_SIDE = (5, 6, 7, 8)
"""What a camera notes of how it was held, where width and height change places."""


class Scan:
    """A file of one picture or several, as TIFF has them."""

    sharp = True

    def __init__(self, data: bytes) -> None:
        """Raises Refused."""
        Image.MAX_IMAGE_PIXELS = None  # that bound is kept here
        self._data = data
        with _whole():
            image = Image.open(io.BytesIO(data))
            self.count = int(getattr(image, "n_frames", 1))
            _hold(image)

    def upright(self, number: int) -> Image.Image:
        """A picture by its number from 0, as it is to be looked at, in its own colours. Raises Refused."""
        with self._opened(number) as image:
            return ImageOps.exif_transpose(image)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of the same, in pixels. Raises Refused."""
        with self._opened(number) as image:
            width, height = image.size
            return (height, width) if image.getexif().get(0x0112, 1) in _ON_ITS_SIDE else (width, height)

    def picture(self, number: int, width: int) -> Image.Image:
        """The same, so many pixels wide. Raises Refused."""
        own, high = self.size(number)
        height = max(1, round(high * width / own))
        with self._opened(number) as image:
            largest = max(width, height)
            image.draft(None, (largest, largest))  # a JPEG is read in an eighth, a quarter or half where that is enough
            return plain(ImageOps.exif_transpose(image)).resize((width, height), Image.Resampling.LANCZOS)

    @contextmanager
    def _opened(self, number: int) -> Iterator[Image.Image]:
        with _whole(), Image.open(io.BytesIO(self._data)) as image:
            image.seek(number)
            _hold(image)
            yield image


def _hold(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST:
        what = f"is a picture of {width:,} by {height:,} points, more than {MOST // 10**6} million"
        raise Refused(what, "Make it smaller: 300 to the inch are enough.")


@contextmanager
def _whole() -> Iterator[None]:
    try:
        yield
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        raise Refused("is a picture that is damaged", "Get a whole copy, or scan it anew.") from None
