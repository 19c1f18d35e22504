"""Pictures of pages, and pages of a PDF that are pictures: read by rapidocr, which brings its models and asks no
network.

It is no part of what everybody installs (250 MB): without it one line says how to have it. Only this module knows it.
"""

from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, Final

from PIL import Image

from generator.base.printed_page import PrintedPage
from generator.printed import setting
from generator.printed.refused import Refused
from generator.printed.scans import Scan
from generator.printed.setting import Found

SIDE = 3200
"""Pixels of the longer side that are read: 16 to the height of a character on the largest sheets. A page that is larger
is made smaller."""


INSTALL: Final = 'pip install "baocang[ocr]"'


def lacking() -> Refused | None:
    """Why no picture is read on this machine; None where the engine is installed."""
    if find_spec("rapidocr"):
        return None
    return Refused(
        "is a picture, whose characters are to be read first",
        'Run \'pip install "baocang[ocr]"\', and "baocang segment" again; or give its text.',
        waits=True,
    )


class Picture(Scan):
    """A file of one picture or several, whose characters can be read."""

    def page(self, number: int) -> PrintedPage:
        """What is read in a picture by its number from 0. Raises Refused."""
        engine()  # where there is none, no picture needs to be opened
        return read(self.upright(number).convert("RGB"))


@cache
def engine() -> Any:
    """The one that reads. Raises Refused where it is not installed."""
    if lack := lacking():
        raise lack
    from rapidocr import RapidOCR  # noqa: PLC0415  (not everybody has it)

    return RapidOCR(params={"Global.log_level": "error", "Global.max_side_len": SIDE})


def read(image: Image.Image) -> PrintedPage:
    """The page that a picture shows, in its pixels."""
    import numpy  # noqa: PLC0415  (as `engine`)

    result = engine()(numpy.asarray(image)[:, :, ::-1])  # it wants blue first
    texts, boxes, scores = result.txts or (), result.boxes, result.scores or ()
    lines = [
        Found(text, [(float(x), float(y)) for x, y in box], score=float(score))
        for text, box, score in zip(texts, boxes if boxes is not None else (), scores, strict=True)
    ]
    return setting.page(lines, f"rapidocr {version('rapidocr')}", (float(image.width), float(image.height)))
