"""The picture of a page, put straight as its lines are, and where on it they stand.

A file that shows pages, a PDF or a scan, is measured in its own unit, points or pixels; the boxes of a `PrintedPage` in
the unit of the file that it was read from, which may be another one (ALTO beside a TIFF). Both are brought together so:

1. Where the page says its size, the picture is the page: both have the same form, or they do not belong together.
2. Where it does not, as in the JSON of many engines, its unit is a pixel of the scan; of a PDF one of those in which
   pages are drawn to be read (RESOLUTIONS). Its lines reach over most of the page then, and not beyond it.
3. What a reader of the page turned to put it straight, the picture is turned by as well, so boxes lie upright on it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PIL import Image

from generator.base.printed_page import Box, PrintedPage
from generator.printed.pixels import GROUND
from generator.printed.setting import around

UNLIKE = 0.02
"""Share by which the forms of a page and of its picture may differ: engines round, and cut off an edge."""
RESOLUTIONS = (72, 100, 150, 200, 300, 400, 600)
"""Dots to the inch in which a PDF is drawn for an engine; a point of it is one of 72."""
REACH = 0.78
"""Share of width and height over which lines of a page reach at least; less than the step from each of RESOLUTIONS to
the next (0.75 at most), so one of them fits. Of 40 typeset pages drawn with 150: 0.93 and more."""
BEYOND = 1.01
"""So far lines may reach beyond the edge."""
MOST = 60_000_000
"""Pixels of a picture that is made: of a narrow strip fewer than were asked for across."""


class Shows(Protocol):
    """A file that is open and shows pages, by their numbers from 0. All raise Refused."""

    sharp: bool
    """It has so many pixels and no more; False: it is drawn as sharp as one likes."""

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in its unit, as it is to be looked at."""

    def picture(self, number: int, width: int) -> Image.Image:
        """So many pixels wide, in greys or sRGB."""


@dataclass(frozen=True)
class Plane:
    """Where the lines of a page stand: all that is to be known of it to lay them over a picture."""

    width: float
    height: float
    sized: bool
    turn: float
    reach: Box | None
    """Round all of its lines; None: it has no places."""
    far: tuple[float, float] = (0.0, 0.0)
    """How far to the right and down they reach as the file has them, that is, askew."""

    @classmethod
    def of(cls, page: PrintedPage | None) -> "Plane":
        boxes = [line.box for line in page.lines if line.box.width > 0 < line.box.height] if page else []
        if page is None or not boxes:
            return cls(0, 0, False, 0, None)
        reach = Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )
        sized = page.sized and page.width > 0 < page.height
        x, y = (page.width / 2, page.height / 2) if sized else (0.0, 0.0)
        sin, cos = math.sin(page.turn), math.cos(page.turn)
        corners = [(a - x, b - y) for box in boxes for a in (box.left, box.right) for b in (box.top, box.bottom)]
        far = max(x + a * cos - b * sin for a, b in corners), max(y + b * cos + a * sin for a, b in corners)
        return cls(page.width, page.height, sized, page.turn, reach, far)


@dataclass(frozen=True)
class Look:
    """What is asked for: how a page whose lines stand so lies on what shows it, and its picture so many pixels wide."""

    width: int
    """0: no picture is drawn."""
    plane: Plane


@dataclass(frozen=True)
class Laid:
    """How a page lies on the file that shows it."""

    width: float
    height: float
    """Of all that is shown, in the unit of the file."""
    sharp: bool
    shown: Box | None
    """The same in the unit of the page's boxes: all of it, and its lines that stand beyond it. None: it has no places,
    or they do not fit."""

    def size(self, width: int) -> tuple[int, int]:
        """Pixels of a picture so many wide, or fewer where there are no more."""
        across = min(float(width), math.sqrt(MOST * self.width / self.height))
        across = max(1, int(min(across, self.width) if self.sharp else across))
        return across, max(1, round(across * self.height / self.width))


@dataclass(frozen=True)
class Lie:
    """How a page lies on its picture."""

    shown: Box
    width: int
    height: int
    """Pixels of the picture."""

    def pixels(self, box: Box) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a box on the picture, cut off at its edges."""
        across, down = self.width / self.shown.width, self.height / self.shown.height
        return (
            min(max((box.left - self.shown.left) * across, 0), self.width),
            min(max((box.top - self.shown.top) * down, 0), self.height),
            min(max((box.right - self.shown.left) * across, 0), self.width),
            min(max((box.bottom - self.shown.top) * down, 0), self.height),
        )


@dataclass(frozen=True)
class Shot:
    """The picture of a page."""

    laid: Laid
    mode: str
    """L for greys, RGB."""
    width: int
    height: int
    pixels: bytes
    """Empty where none was asked for."""

    @property
    def image(self) -> Image.Image:
        return Image.frombytes(self.mode, (self.width, self.height), self.pixels)

    @property
    def lie(self) -> Lie | None:
        return Lie(self.laid.shown, self.width, self.height) if self.laid.shown else None


def taken(shows: Shows, number: int, look: Look) -> Shot:
    """What is asked of a page. Raises Refused."""
    plane, own = look.plane, shows.size(number)
    unit = fitting(plane, own, shows.sharp)
    sheet = Box(0, 0, own[0] * unit[0], own[1] * unit[1]) if unit else Box(0, 0, *own)
    reach = (plane.reach[:2], plane.reach[2:]) if unit and plane.turn and plane.reach else ()
    shown = around([sheet[:2], sheet[2:], *reach])
    assert shown is not None
    wide, high = (shown.width / unit[0], shown.height / unit[1]) if unit else own
    laid = Laid(wide, high, shows.sharp, shown if unit else None)
    if not look.width:
        return Shot(laid, "L", 0, 0, b"")
    size = laid.size(look.width)
    image = shows.picture(number, max(1, round(size[0] * sheet.width / shown.width)))
    if plane.turn and unit:
        image = _straight(image, sheet, shown, size, plane)
    elif image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS)
    return Shot(laid, image.mode, *size, image.tobytes())


def fitting(plane: Plane, own: tuple[float, float], sharp: bool) -> tuple[float, float] | None:
    """Units of the page in one of the file's, across and down; None where the page does not fit the file."""
    if plane.reach is None:
        return None
    if plane.sized:
        across, down = plane.width / own[0], plane.height / own[1]
        return (across, down) if abs(across / down - 1) <= UNLIKE else None
    for unit in (1.0,) if sharp else (dots / 72 for dots in RESOLUTIONS):
        shares = plane.far[0] / own[0] / unit, plane.far[1] / own[1] / unit
        if all(REACH <= share <= BEYOND for share in shares):
            return unit, unit
    return None


def _straight(image: Image.Image, sheet: Box, shown: Box, size: tuple[int, int], plane: Plane) -> Image.Image:
    """What is shown of the page, put straight as its lines are: of each pixel, what stands there on the sheet."""
    x, y = (plane.width / 2, plane.height / 2) if plane.sized else (0.0, 0.0)
    sin, cos = math.sin(plane.turn), math.cos(plane.turn)
    across, down = image.width / sheet.width, image.height / sheet.height
    left, top, step_x, step_y = shown.left - x, shown.top - y, shown.width / size[0], shown.height / size[1]
    of: Sequence[float] = (
        across * cos * step_x,
        -across * sin * step_y,
        across * (x + left * cos - top * sin),
        down * sin * step_x,
        down * cos * step_y,
        down * (y + top * cos + left * sin),
    )
    return image.transform(size, Image.Transform.AFFINE, of, Image.Resampling.BICUBIC, fillcolor=GROUND)
