"""What of a page belongs to whom, and what of it is blank where a part is closed."""

import re

import numpy as np
import pytest
from PIL import Image

from generator.base.printed_page import Box, PrintedLine, PrintedPage
from generator.printed.outlines import outline
from generator.printed.page_picture import Lie
from generator.printed.regions import CLOSED, FREE, Regions

WHOLE = Box(0, 0, 600, 800)


def page(*rows: tuple[float, float, float, float], pictures: tuple[Box, ...] = ()) -> PrintedPage:
    lines = tuple(PrintedLine(n, "字" * 10, Box(*row), 10.0) for n, row in enumerate(rows, 1))
    return PrintedPage(600, 800, lines, pictures=pictures)


def column(left: float, top: float, count: int) -> list[tuple[float, float, float, float]]:
    return [(left, top + 15 * n, left + 100, top + 10 + 15 * n) for n in range(count)]


def blank(regions: Regions) -> "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]":
    """Where the picture of a black page is blank, a pixel for a unit."""
    image = Image.new("L", (600, 800), 0)
    regions.blank(image, Lie(WHOLE, 600, 800))
    return np.asarray(image) > 0


def test_a_column_is_a_block_and_a_headline_beside_two_columns_too() -> None:
    rows = [(50, 20, 270, 50), *column(50, 60, 5), *column(170, 60, 4), *column(300, 20, 7)]
    regions = Regions(page(*rows), [0] * 10 + [1] * 7, WHOLE)
    assert len(regions.of(1)) == 1
    assert len(regions.cuttings(0)) == 1, "the headline and both columns are one cutting"
    around = regions.cuttings(0)[0][0]
    assert around[:2] == pytest.approx((45.5, 15.5))
    assert around[2:] == pytest.approx((274.5, 134.5))


def test_no_block_reaches_over_lines_of_another_article() -> None:
    rows = [*column(50, 60, 3), (50, 105, 150, 115), *column(50, 120, 3)]
    regions = Regions(page(*rows), [0, 0, 0, 1, 0, 0, 0], WHOLE)
    assert len(regions.of(0)) == 2
    assert len(regions.cuttings(0)) == 1


def test_a_picture_belongs_to_its_caption() -> None:
    photo = Box(50, 100, 250, 250)
    rows = [*column(260, 100, 10), (50, 258, 250, 268)]
    regions = Regions(page(*rows, pictures=(photo,)), [0] * 10 + [1], WHOLE, {11})
    assert any(box.height > 140 for box in regions.of(1))
    assert len(regions.of(0)) == 1


@pytest.mark.parametrize("caption", [(50, 88, 250, 98), (255, 180, 300, 190), (60, 235, 240, 245)])
def test_a_caption_above_beside_or_in_a_picture_is_its_own_though_another_text_stands_below(
    caption: tuple[float, float, float, float],
) -> None:
    photo = Box(50, 100, 250, 250)
    regions = Regions(page(*column(50, 255, 8), caption, pictures=(photo,)), [0] * 8 + [1], WHOLE, {9})
    assert any(box.height > 140 for box in regions.of(1))
    assert all(box.height < 140 for box in regions.of(0))


def test_a_picture_without_a_caption_belongs_to_its_box_or_to_all_that_stands_round_it_else_to_nobody() -> None:
    photo = Box(50, 100, 250, 250)
    inset = page((50, 80, 250, 95), *column(50, 255, 8), pictures=(photo,))
    assert any(box.height > 140 for box in Regions(inset, [0] * 9, WHOLE).of(0))
    between = Regions(inset, [1] + [0] * 8, WHOLE)
    assert all(box.height < 140 for owner in (0, 1) for box in between.of(owner))
    framed = PrintedPage(600, 800, inset.lines, frames=(Box(40, 98, 260, 390),), pictures=(photo,))
    assert any(box.height > 140 for box in Regions(framed, [1] + [0] * 8, WHOLE).of(0))


def test_a_caption_below_one_picture_is_none_of_the_picture_beside_it() -> None:
    photo, notice = Box(200, 100, 400, 250), Box(60, 250, 195, 330)
    rows = [(200, 258 + 15 * n, 400, 268 + 15 * n) for n in range(3)]
    regions = Regions(page(*rows, *column(60, 200, 3), pictures=(photo, notice)), [0] * 3 + [1] * 3, WHOLE, {1, 2, 3})
    assert all(box.left > 190 for box in regions.of(0)) and len(regions.of(0)) == 2
    assert all(box.bottom < 260 for box in regions.of(1))


def test_a_picture_that_is_blank_is_in_nobodys_region() -> None:
    photo = Box(200, 100, 400, 300)
    rows = [*column(70, 100, 14), *column(410, 100, 14), (200, 308, 400, 318)]
    regions = Regions(page(*rows, pictures=(photo,)), [0] * 14 + [1] * 14 + [CLOSED], WHOLE, {29})
    assert all(box.right < 200 for box in regions.of(0)) and all(box.left > 400 for box in regions.of(1))


def test_a_photograph_with_an_open_caption_is_seen_beside_a_closed_text_and_a_drawn_headline_is_not() -> None:
    photo, headline = Box(200, 100, 400, 300), Box(200, 325, 400, 345)
    rows = [(200, 302, 400, 312), *column(405, 100, 12), *column(200, 350, 8)]
    regions = Regions(page(*rows, pictures=(photo, headline)), [0] + [CLOSED] * 20, WHOLE, {1})
    found = blank(regions)
    assert not found[101:299, 201:390].any()
    assert found[330:345, 205:395].all()
    assert any(box.height > 190 for box in regions.of(0))


def test_what_is_closed_is_blank_with_its_edges_and_what_is_open_is_not() -> None:
    rows = [*column(50, 100, 10), *column(200, 100, 10)]
    found = blank(Regions(page(*rows), [0] * 10 + [CLOSED] * 10, WHOLE))
    assert found[95:260, 195:310].all()
    assert not found[100:250, 50:150].any()
    assert not blank(Regions(page(*rows), [0] * 10 + [FREE] * 10, WHOLE)).any()


def test_a_headline_that_no_engine_has_read_goes_with_its_closed_text() -> None:
    rows = [*column(50, 100, 10), *column(200, 160, 6), *column(200, 20, 2)]
    found = blank(Regions(page(*rows), [0] * 10 + [CLOSED] * 6 + [1] * 2, WHOLE))
    assert found[120:160, 200:300].all(), "between the closed text and what stands above it"
    assert not found[20:45, 200:300].any()


@pytest.mark.parametrize("known", [True, False])
def test_a_photograph_beside_a_closed_caption_is_blank_whether_a_reader_has_found_it_or_not(known: bool) -> None:
    photo = Box(200, 100, 400, 300)
    rows = [*column(70, 100, 14), *column(410, 100, 14), (200, 308, 400, 318)]
    regions = Regions(page(*rows, pictures=(photo,) if known else ()), [0] * 28 + [CLOSED], WHOLE)
    found = blank(regions)
    edge = 0 if known else 30  # a gap begins where no line is near
    assert found[100 + edge : 320, 200 + edge : 400 - edge].all()
    assert not found[100:300, 70:165].any()
    assert not found[100:300, 412:505].any()


def test_where_an_open_line_lies_over_a_closed_one_the_closed_one_wins() -> None:
    found = blank(Regions(page((50, 100, 250, 110), (100, 102, 200, 112)), [0, CLOSED], WHOLE))
    assert found[102:112, 100:200].all()
    assert not found[100:110, 50:90].any()


def test_an_outline_goes_round_what_boxes_cover_and_round_what_they_leave() -> None:
    assert outline([Box(0, 0, 10, 10)], Box(0, 0, 100, 100), 100) == "M0,0h10v10h-10z"
    el = outline([Box(0, 0, 30, 10), Box(0, 10, 10, 20)], Box(0, 0, 100, 100), 1000)
    assert el == "M0,0h300v100h-200v100h-100z"
    ring = [Box(0, 0, 30, 10), Box(0, 20, 30, 30), Box(0, 0, 10, 30), Box(20, 0, 30, 30)]
    assert len(re.findall("M", outline(ring, Box(0, 0, 100, 100), 100))) == 2
    corner = outline([Box(0, 0, 10, 10), Box(10, 10, 20, 20)], Box(0, 0, 100, 100), 100)
    assert corner.count("z") >= 1
