"""PDF, by pypdfium2: what is drawn as type, and what is drawn or shown besides.

The size of type is that of its matrix and of the font together: either alone is 1 in files of some programs. A page
that a scan covers may have invisible type over it, which is read like any other; one without type is a picture. A sheet
that lies on its side, whatever it says of itself, is put upright by its type, and so is its picture.

Only this module knows pypdfium2.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from generator.base.printed_page import Box, PrintedPage
from generator.printed import drawn, pdf_lines, setting
from generator.printed.pdf_lines import Char
from generator.printed.refused import Refused

MOST = 200_000
"""Characters of a page: the fullest have twenty thousand."""
LOST = "\ufffd"
LOOKED_AT = 3_000
"""Characters that tell whether a sheet lies on its side."""
AGREED, ENOUGH = 0.9, 20
"""The share of them that must lie so, and how many there must be: a headline may be set up the side of a photograph."""
UNREAD = 0.3
"""Share of characters that the fonts do not name above which the type says nothing."""
READER = f"pypdfium2 {pdfium.version.PYPDFIUM_INFO}"
_WHY = {
    raw.FPDF_ERR_PASSWORD: ("is a PDF with a password", "Save it without one."),
    raw.FPDF_ERR_SECURITY: ("is a PDF that is locked in a way that is not known", "Save it without its lock."),
}


class Pdf:
    """A PDF that is open."""

    sharp = False

    def __init__(self, file: Path | bytes) -> None:
        """Raises Refused."""
        try:
            self._file = pdfium.PdfDocument(file)
            self.count = len(self._file)
        except pdfium.PdfiumError as error:
            damaged = ("is a PDF that is damaged", "Get a whole copy, or save it anew in a PDF reader.")
            raise Refused(*_WHY.get(error.err_code or 0, damaged)) from None

    def page(self, number: int) -> PrintedPage:
        """A page by its number from 0; without lines where it has no type that says its characters. Raises Refused."""
        with self._opened(number) as page:
            return _read(page)

    def shows(self, number: int) -> bool:
        """Whether something is drawn on a page. Raises Refused."""
        with self._opened(number) as page:
            return bool(raw.FPDFPage_CountObjects(page.raw))

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page in points, as it is to be looked at. Raises Refused."""
        with self._opened(number) as page:
            upright = Upright(page)
            return upright.width, upright.height

    def picture(self, number: int, width: int) -> Image.Image:
        """A page as it is drawn, so many pixels wide, without what people have noted on it. Raises Refused."""
        with self._opened(number) as page:
            upright = Upright(page)
            drawn = page.render(scale=width / upright.width, rotation=90 * upright.more, draw_annots=False)
            image: Image.Image = drawn.to_pil().convert("RGB")
            return image

    @contextmanager
    def _opened(self, number: int) -> Iterator[pdfium.PdfPage]:
        try:
            page = self._file[number]
            try:
                yield page
            finally:
                page.close()
        except pdfium.PdfiumError:
            what, mend = f"is a PDF whose sheet {number + 1} is damaged", "Get a whole copy, or save it anew."
            raise Refused(what, mend) from None

    def scanned(self, number: int) -> PrintedPage:
        """A page whose type is a picture: what is read in that, in the lengths of the page. Raises Refused."""
        from generator.printed import ocr  # noqa: PLC0415  (who has no pictures does not need it)

        ocr.engine()
        with self._opened(number) as page:
            scale = ocr.SIDE / max(page.get_size())
            image = page.render(scale=scale).to_pil().convert("RGB")
        return setting.scaled(ocr.read(image), 1 / scale)


def _read(page: pdfium.PdfPage) -> PrintedPage:
    upright = Upright(page)
    chars = list(_chars(page, upright))
    if sum(char.text == LOST for char in chars) > UNREAD * len(chars):
        chars = []
    rules, frames, pictures = drawn.drawn(page.raw, upright.box, upright.width * upright.height)
    return setting.page(
        pdf_lines.lines(chars), READER, (upright.width, upright.height), rules=rules, frames=frames, pictures=pictures
    )


class Upright:
    """From the space of a PDF page, y up, to the upright page."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.left, self.bottom, self.right, self.top = page.get_bbox()  # its own boxes or those of all pages
        self.more = _lies(page)
        self.turns = (page.get_rotation() // 90 + self.more) % 4
        self.width, self.height = page.get_size()[:: -1 if self.more % 2 else 1]
        if not (0 < self.width < setting.FARTHEST and 0 < self.height < setting.FARTHEST):
            raise Refused("has a sheet of no size", "Save it anew in a PDF reader.")

    def point(self, x: float, y: float) -> tuple[float, float]:
        match self.turns:
            case 0:
                return x - self.left, self.top - y
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (a, b), (c, d) = self.point(left, top), self.point(right, bottom)
        return Box(min(a, c), min(b, d), max(a, c), max(b, d))


def _lies(page: pdfium.PdfPage) -> int:
    """Quarters of a turn, clockwise, by which a sheet as it says to be looked at is still to be turned for its type to
    stand upright: by nearly all of the first characters; 0 where they do not agree."""
    text, matrix, found = page.get_textpage(), raw.FS_MATRIX(), Counter[int]()
    try:
        for n in range(min(text.count_chars(), LOOKED_AT)):
            code = raw.FPDFText_GetUnicode(text.raw, n)
            if raw.FPDFText_IsGenerated(text.raw, n) != 1 and chr(min(code, 0x10FFFF)).isalnum():
                raw.FPDFText_GetMatrix(text.raw, n, matrix)
                degrees = math.degrees(math.atan2(matrix.b, matrix.a)) - page.get_rotation()
                found[round(degrees / 90) % 4] += 1
    finally:
        text.close()
    turns, times = next(iter(found.most_common(1)), (0, 0))
    return turns if times > AGREED * found.total() and times >= ENOUGH else 0


def _chars(page: pdfium.PdfPage, upright: Upright) -> Iterator[Char]:
    """The characters in the order in which they are drawn, white space left out."""
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MOST:
            raise Refused(f"has a sheet with {count:,} characters, more than any page has", "See what it is.")
        yield from _read_chars(text.raw, count, upright)
    finally:
        text.close()


def _read_chars(text: Any, count: int, upright: Upright) -> Iterator[Char]:
    sizes: dict[int, float] = {}
    frame, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    spaced, high = False, 0
    for n in range(count):
        if raw.FPDFText_IsGenerated(text, n) == 1:
            continue
        code = raw.FPDFText_GetUnicode(text, n)
        if 0xD800 <= code < 0xDC00:  # half of a character, as Windows has it: the other half comes next
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        if code in (0x20, 0xA0, 0x3000, 0x09, 0x0A, 0x0D):
            spaced = True
            continue
        of = ctypes.cast(raw.FPDFText_GetTextObject(text, n), ctypes.c_void_p).value or 0
        if (size := sizes.get(of)) is None:
            raw.FPDFText_GetMatrix(text, n, matrix)
            size = sizes[of] = raw.FPDFText_GetFontSize(text, n) * math.hypot(matrix.c, matrix.d)
        raw.FPDFText_GetLooseCharBox(text, n, frame)
        raw.FPDFText_GetCharOrigin(text, n, x, y)
        box = upright.box(frame.left, frame.bottom, frame.right, frame.top)
        if not (box.left < upright.width and box.right > 0 and box.top < upright.height and box.bottom > 0):
            continue
        base = upright.point(x.value, y.value)[1]
        yield Char(_named(code), *box, base, size or box.height, spaced)
        spaced = False


def _named(code: int) -> str:
    """A character as the file has it; one that it does not name is lost."""
    if code in (2, 0xFFFE):  # how pdfium says a hyphen at the end of a line
        return "-"
    if code == 0 or code > 0x10FFFF or 0xD800 <= code < 0xF900 or code == 0xFFFF:
        return LOST
    return chr(code)
