"""Pictures are read by the engine where it is installed; what it gives becomes a page. The engine here is a stand-in:
the real one is no part of what tests install."""

import io
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy
import pytest
from PIL import Image

from generator.base.printed_page import Box
from generator.printed import ocr, reading
from tests.printed.pdfs import pdf


class Engine:
    """Says where the dark part of a picture is."""

    def __init__(self, params: dict[str, Any]) -> None:
        assert params["Global.max_side_len"] == ocr.SIDE

    def __call__(self, pixels: Any) -> SimpleNamespace:
        dark = pixels[:, :, 0] < 128  # the blue of a picture whose dark part is blue is not
        rows, columns = numpy.nonzero(dark)
        if not len(rows):
            return SimpleNamespace(txts=None, boxes=None, scores=None)
        left, right, top, bottom = columns.min(), columns.max() + 1, rows.min(), rows.max() + 1
        quad = numpy.array([[left, top], [right, top], [right, bottom], [left, bottom]], dtype=float)
        return SimpleNamespace(txts=("认出的一行",), boxes=numpy.array([quad]), scores=(0.93,))


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    module = ModuleType("rapidocr")
    module.__spec__ = ModuleSpec("rapidocr", None)
    module.RapidOCR = Engine  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "rapidocr", module)
    monkeypatch.setattr(ocr, "version", lambda name: "3.10.0")
    ocr.engine.cache_clear()
    yield
    ocr.engine.cache_clear()


def picture(*parts: tuple[int, int, int, int], form: str = "png", **options: Any) -> bytes:
    """White, 400 by 300, each part black on a frame of its own."""
    frames = []
    for part in parts:
        frame = Image.new("RGB", (400, 300), "white")
        frame.paste("black", part)
        frames.append(frame)
    out = io.BytesIO()
    more = {"save_all": True, "append_images": frames[1:]} if len(frames) > 1 else {}
    frames[0].save(out, form, **more, **options)
    return out.getvalue()


def test_a_picture_is_a_page_in_its_pixels() -> None:
    (page,) = reading.read(picture((40, 20, 240, 60)))
    (line,) = page.lines
    assert (line.text, line.box, line.score) == ("认出的一行", Box(40, 20, 240, 60), 0.93)
    assert (page.width, page.height, page.reader) == (400, 300, "rapidocr 3.10.0")


def test_a_file_of_several_pictures_has_as_many_sheets() -> None:
    pages = reading.read(picture((40, 20, 240, 60), (10, 200, 60, 290), form="tiff"))
    assert [page.lines[0].box for page in pages] == [Box(40, 20, 240, 60), Box(10, 200, 60, 290)]


def test_a_picture_that_a_camera_has_turned_is_put_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned to the right
    (page,) = reading.read(picture((40, 20, 240, 60), form="jpeg", exif=exif, quality=95))
    assert (page.width, page.height) == (300, 400)
    box = page.lines[0].box
    assert [round(edge, -1) for edge in box] == [240, 40, 280, 240]
    assert page.lines[0].vertical


def test_a_blank_picture_has_no_lines() -> None:
    out = io.BytesIO()
    Image.new("L", (40, 30), 255).save(out, "png")
    assert reading.read(out.getvalue())[0].lines == ()


def test_a_scan_in_a_pdf_has_the_lengths_of_its_sheet() -> None:
    (page,) = reading.read(pdf(["0 0 0 rg 60 400 300 40 re f"]))
    box = page.lines[0].box
    assert (page.width, page.height) == (600, 800)
    assert [round(edge) for edge in box] == [60, 360, 360, 400]
