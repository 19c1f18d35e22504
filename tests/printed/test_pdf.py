"""PDF: lines out of characters, as programs draw them; what is drawn beside them."""

import io
import sys

import pytest
from PIL import Image, ImageOps

from generator.base.printed_page import Box, PrintedPage
from generator.printed import kinds, ocr, reading
from generator.printed.kinds import Kind
from generator.printed.pdf import Pdf
from generator.printed.refused import Refused
from tests.printed.pdfs import TYPE, at, pdf, said, stream


def page_of(content: str, page: str = "", objects: list[bytes] | None = None) -> PrintedPage:
    return reading.read(pdf([content], page, objects or []))[0]


def texts(content: str) -> list[str]:
    return [line.text for line in page_of(content).lines]


def test_lines_have_their_places_and_sizes() -> None:
    page = page_of(
        f"{at(50, 700, '我市抓实小额信贷', 30)} {at(50, 660, '今年以来，我市把小额')} {at(50, 645, '信贷作为重点。')}"
    )
    assert (page.width, page.height) == (600, 800)
    assert [(line.text, line.size) for line in page.lines] == [
        ("我市抓实小额信贷", 30),
        ("今年以来，我市把小额", 10),
        ("信贷作为重点。", 10),
    ]
    box = page.lines[0].box
    assert box.left == 50
    assert abs(box.right - 290) < 4  # the last glyph may reach out of its square
    assert 70 < box.top < 80
    assert 100 < box.bottom < 110
    assert page.reader.startswith("pypdfium2 ")


def test_a_size_that_stands_in_the_matrix_is_seen() -> None:
    page = page_of(
        f"BT /F 1 Tf 24 0 0 24 50 700 Tm {said('县委召开会议')} Tj ET q 2 0 0 2 0 0 cm {at(30, 100, '正文', 5)} Q"
    )
    assert [(line.text, line.size) for line in page.lines] == [("县委召开会议", 24), ("正文", 10)]


def test_narrow_type_over_a_scan_has_the_size_of_its_characters() -> None:
    page = page_of(f"BT 3 Tr /F 40 Tf 25 Tz 50 700 Td {said('双层文件的文字')} Tj ET")
    assert [(line.text, line.size) for line in page.lines] == [("双层文件的文字", 10)]


def test_columns_beside_each_other_stay_apart() -> None:
    assert texts(f"{at(50, 700, '左栏第一行')} {at(110, 700, '右栏第一行')} {at(50, 685, '左栏第二行')}") == [
        "左栏第一行",
        "右栏第一行",
        "左栏第二行",
    ]


def test_digits_that_are_drawn_after_all_chinese_stand_in_their_line() -> None:
    assert texts(
        f"{at(50, 700, '全市共有')} {at(110, 700, '人参加')} {at(50, 680, '下一行')} {at(90, 700, '１２')}"
    ) == [
        "全市共有１２人参加",
        "下一行",
    ]


def test_type_that_is_set_apart_is_one_line_without_white_space() -> None:
    apart = " ".join(f"{at(50 + 36 * n, 700, character, 20)}" for n, character in enumerate("停电通知"))
    assert texts(apart) == ["停电通知"]
    assert texts(f"BT /F 20 Tf 12 Tc 50 700 Td {said('停电通知')} Tj ET") == ["停电通知"]


def test_white_space_that_is_wider_than_the_gaps_is_kept() -> None:
    assert texts(f"{at(50, 700, '本报讯')} {at(86, 700, '今年以来')}") == ["本报讯 今年以来"]


def test_bold_type_that_is_drawn_twice_is_there_once() -> None:
    assert texts(f"{at(50, 700, '一一得一')} {at(50.3, 700, '一一得一')}") == ["一一得一"]


def test_vertical_lines_are_told() -> None:
    down = [
        at(500 - 20 * n, 700 - 10 * k, c)
        for n, line in enumerate(("晉綏日報社論", "解放區近事"))
        for k, c in enumerate(line)
    ]
    page = page_of(" ".join(down))
    assert [(line.text, line.vertical) for line in page.lines] == [("晉綏日報社論", True), ("解放區近事", True)]
    assert page.lines[0].box.height > 55


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_turned_is_read_upright(turn: int) -> None:
    x, y = {0: (50, 700), 90: (100, 50), 180: (550, 100), 270: (500, 750)}[turn]
    a, b, c, d = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}[turn]
    page = page_of(f"BT /F 10 Tf {a} {b} {c} {d} {x} {y} Tm {said('转过来的版面')} Tj ET", f"/Rotate {turn}")
    (line,) = page.lines
    assert (line.text, line.vertical, round(line.size)) == ("转过来的版面", False, 10)
    assert (round(line.box.left), round(line.box.width)) == (50, 60)
    assert 85 < line.box.top < 105
    assert (page.width, page.height) == ((600, 800) if turn in (0, 180) else (800, 600))


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_sheet_that_lies_on_its_side_is_put_upright_by_its_type(degrees: int, rotate: int) -> None:
    """It says nothing of it, or something else: a scan that was fed in sideways, with invisible type over it."""
    a, b = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}[degrees]
    lines = ["全县春耕工作全面展开", "地膜玉米开始播种了", "下乡指导群众都高兴"]
    places = {90: [(100 + 20 * n, 100) for n in range(3)], 180: [(500, 100 + 20 * n) for n in range(3)],
              270: [(400 - 20 * n, 700) for n in range(3)]}[degrees]  # fmt: skip
    drawn = "".join(
        f"BT /F 10 Tf {a} {b} {-b} {a} {x} {y} Tm {said(text)} Tj ET\n"
        for text, (x, y) in zip(lines, places, strict=True)
    )
    data = pdf([drawn], f"/Rotate {rotate}")
    [page] = reading.read(data)
    down = sorted(page.lines, key=lambda line: line.box.top)
    assert [(line.text, line.vertical) for line in down] == [(text, False) for text in lines]
    assert (page.width, page.height) == ((600, 800) if degrees == 180 else (800, 600))
    image = Pdf(data).picture(0, 400)
    assert image.size == pytest.approx((400, 400 * page.height / page.width), abs=1)
    by = 400 / page.width
    ink = ImageOps.invert(image.convert("L")).getbbox()
    assert ink is not None
    edges = down[0].box[0], down[0].box[1], max(line.box[2] for line in down), down[-1].box[3]
    assert ink == pytest.approx([by * edge for edge in edges], abs=6)


def test_what_lies_outside_of_the_sheet_is_no_line() -> None:
    page = page_of(
        f"{at(150, 300, '版面里面')} {at(20, 20, '裁切标记')}", "/MediaBox[0 0 600 800]/CropBox[100 200 500 600]"
    )
    assert [line.text for line in page.lines] == ["版面里面"]
    assert (page.width, page.height, page.lines[0].box.left) == (400, 400, 50)


def test_a_sheet_has_the_size_that_all_sheets_have() -> None:
    (page,) = reading.read(pdf([at(700, 500, "横放的版面")], every="/MediaBox[0 0 900 600]"))
    assert (page.width, page.height) == (900, 600)
    assert [line.text for line in page.lines] == ["横放的版面"]
    assert 85 < page.lines[0].box.top < 105


def test_words_in_latin_letters_stay_apart() -> None:
    content = "BT /L 10 Tf 50 700 Td [(Preemptive) -230 (Information)] TJ 0 -20 Td (A kerned W) Tj ET"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"
    page = page_of(content, "/Resources<</Font<</L 5 0 R>>>>", [font])
    assert [line.text for line in page.lines] == ["Preemptive Information", "A kerned W"]


def test_rules_frames_and_pictures_are_told_apart() -> None:
    form = stream("0 0 m 0 100 l S", "/Type/XObject/Subtype/Form/BBox[-5 -5 50 200]/Matrix[1 0 0 1 300 400]")
    page = page_of(
        f"{at(50, 700, '正文')} 50 650 m 550 650 l S 50 100 200 300 re S 50 640 500 1 re f "
        "q 100 0 0 80 400 100 cm /P Do Q q 1 0 0 1 10 0 cm /X5 Do Q 0 0 600 800 re f "
        "300 300 m 310 320 320 330 340 300 c S",
        objects=[form],
    )
    assert set(page.rules) == {Box(50, 150, 550, 150), Box(50, 159, 550, 160), Box(310, 300, 310, 400)}
    assert page.frames == (Box(50, 400, 250, 700),)
    assert page.pictures == (Box(400, 620, 500, 700),)


def test_a_scan_in_strips_below_its_text_is_no_picture() -> None:
    strips = " ".join(f"q 600 0 0 100 0 {100 * n} cm /P Do Q" for n in range(8))
    page = page_of(f"{strips} 3 Tr {at(50, 700, '双层文件的文字')}")
    assert [line.text for line in page.lines] == ["双层文件的文字"]
    assert page.pictures == ()


def test_a_character_beyond_the_first_plane_is_one() -> None:
    to_unicode = stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange "
        "1 beginbfchar <0041> <D842DFB7> endbfchar endcmap end end"
    )
    font = TYPE.replace(b"/UniGB-UCS2-H", b"/Identity-H/ToUnicode 5 0 R")
    page = page_of("BT /X6 10 Tf 50 700 Td <00410041> Tj ET", "/Resources<</Font<</X6 6 0 R>>>>", [to_unicode, font])
    assert [line.text for line in page.lines] == ["𠮷𠮷"]


def test_sheets_come_in_their_order() -> None:
    pages = reading.read(pdf([at(50, 700, f"第{n}版") for n in "一二三"]))
    assert [page.lines[0].text for page in pages] == ["第一版", "第二版", "第三版"]


def test_a_blank_sheet_has_no_lines() -> None:
    assert page_of("").lines == ()


def scan() -> bytes:
    return pdf(["q 600 0 0 800 0 0 cm /P Do Q"])


def test_a_scan_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    ocr.engine.cache_clear()
    picture = io.BytesIO()
    Image.new("L", (40, 30), 255).save(picture, "png")
    for data in (scan(), picture.getvalue()):
        with pytest.raises(Refused) as told:
            reading.read(data)
        assert told.value.what == "is a picture, whose characters are to be read first"
        assert "pip install" in told.value.mend


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\nnothing that is one", "is a PDF that is damaged"),
        (pdf([]), "is a PDF that is damaged"),
        (pdf([""], "/MediaBox[0 0 0 0]"), ""),
        (pdf([at(9, 9, "甲")], trailer="/Encrypt<</Filter/Standard/V 9/R 9/O()/U()/P 0>>"), "is a PDF"),
    ],
)
def test_what_is_no_whole_pdf_is_named(data: bytes, what: str) -> None:
    assert kinds.kind(data) is Kind.PDF
    if not what:
        assert reading.read(data)[0].lines == ()
        return
    with pytest.raises(Refused, match=what):
        reading.read(data)
