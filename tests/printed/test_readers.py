"""Each format gives the same page, whatever its file is called."""

import json
import re
from itertools import pairwise

import pytest

from generator.base.printed_page import Box, PrintedPage
from generator.printed import line_file, reading
from generator.printed.refused import Refused
from tests.printed import files

PLACED = {
    "RapidOCR": files.RAPID,
    "RapidOCR 3": files.RAPID_3,
    "PaddleOCR 2": files.PADDLE_2,
    "PaddleOCR 3": files.PADDLE_3,
    "lines": files.LISTED,
    "ocr_results": files.RESULTS,
    "words_result": files.BAIDU,
    "ALTO 2": files.alto(2),
    "ALTO 3": files.alto(3),
    "ALTO 4": files.alto(),
    "PAGE": files.PAGE,
    "ABBYY": files.ABBYY,
    "hOCR": files.HOCR,
    "Tesseract's table": files.TABLE,
    "PP-Structure": files.STRUCTURE,
    "MinerU": files.MINERU,
}
DRAWN = ("ALTO 4", "PAGE", "ABBYY", "hOCR")
BLOCKS = ("ALTO 4", "PAGE", "ABBYY", "hOCR", "Tesseract's table", "PP-Structure", "MinerU")


def page_of(data: bytes) -> PrintedPage:
    (page,) = reading.read(data)
    return page


@pytest.mark.parametrize("name", PLACED)
def test_lines_have_their_text_place_and_number(name: str) -> None:
    page = page_of(PLACED[name])
    assert [line.text for line in page.lines] == [*files.LINES]
    assert [line.box for line in page.lines] == [Box(*box) for box in files.BOXES]
    assert [line.number for line in page.lines] == [1, 2, 3, 4]
    assert not any(line.vertical for line in page.lines)


@pytest.mark.parametrize("name", sorted(PLACED.keys() - {"words_result"}))
def test_lines_say_how_sure_they_are(name: str) -> None:
    assert [line.score for line in page_of(PLACED[name]).lines] == [*files.SCORES]


@pytest.mark.parametrize("name", DRAWN)
def test_rules_and_pictures_are_told_apart(name: str) -> None:
    page = page_of(PLACED[name])
    assert (page.width, page.height) == (files.WIDTH, files.HEIGHT)
    assert page.rules == (Box(50, 280, 550, 282),)
    assert page.pictures == (Box(100, 300, 300, 580),)


@pytest.mark.parametrize("name", BLOCKS)
def test_lines_of_a_block_have_its_name(name: str) -> None:
    first, second, third, fourth = (line.block for line in page_of(PLACED[name]).lines)
    assert second == third != first
    assert fourth not in ("", first, second)


@pytest.mark.parametrize("name", ["PAGE", "PP-Structure", "MinerU"])
def test_what_a_file_calls_its_blocks_are_roles(name: str) -> None:
    assert [line.role for line in page_of(PLACED[name]).lines] == ["title", "text", "text", "caption"]


def test_a_heading_of_markdown_is_a_role_and_no_sign() -> None:
    page = page_of(files.MARKDOWN)
    assert [(line.text, line.role) for line in page.lines] == [
        (files.TITLE, "title"),
        (files.FIRST, ""),
        (files.SECOND, ""),
        (files.CAPTION, "caption"),
    ]
    assert (page.width, page.height) == (0, 0)


def test_marks_of_markdown_are_no_text() -> None:
    said = "## **县委**召开会议 ##\n\n- 一是[学习](http://a.b)\n\n| 村 | 户 |\n| --- | --- |\n| 甲 | 3\\*2 |\n\n1. 第一"
    lines = page_of(said.encode()).lines
    assert [line.text for line in lines] == ["县委召开会议", "一是学习", "村   户", "甲   3*2", "1. 第一"]
    assert [line.role for line in lines] == ["title", "", "table", "table", ""]


def test_a_list_of_contents_has_its_headings_and_pages() -> None:
    blocks = [
        {"type": "text", "text": files.TITLE, "text_level": 1, "bbox": files.BOXES[0], "page_idx": 0},
        {"type": "text", "text": files.FIRST, "bbox": files.BOXES[1], "page_idx": 0},
        {"type": "image", "img_path": "a.jpg", "image_caption": [files.CAPTION], "bbox": [9, 9, 99, 99], "page_idx": 1},
    ]
    first, second = reading.read(files.json_of(blocks))
    assert [(line.text, line.role) for line in first.lines] == [(files.TITLE, "title"), (files.FIRST, "text")]
    assert [(line.text, line.role) for line in second.lines] == [(files.CAPTION, "caption")]
    assert second.pictures == (Box(9, 9, 99, 99),)


def test_several_pages_of_one_file_are_sheets() -> None:
    two = files.json_of([json.loads(files.PADDLE_3), json.loads(files.PADDLE_3)])
    assert len(reading.read(two)) == 2
    assert [len(page.lines) for page in reading.read(files.json_of([json.loads(files.RAPID), None]))] == [4, 0]


def test_mets_gives_its_pages_in_order_and_what_is_marked_as_an_article() -> None:
    asked = []

    def near(name: str) -> bytes:
        asked.append(name)
        return files.alto()

    first, second = reading.read(files.METS, near)
    assert asked == ["ALTO/1.xml", "ALTO/2.xml"]
    assert [line.article for line in first.lines] == ["DIVL7", "DIVL7", "DIVL7", ""]
    assert [line.role for line in first.lines] == ["title", "text", "text", "caption"]
    assert {line.article for line in second.lines} == {""}


def test_an_article_may_be_marked_by_the_block_round_its_blocks() -> None:
    blocks = files.alto().replace(b'<TextBlock ID="b1">', b'<ComposedBlock ID="P1_CB1"><TextBlock ID="b1">')
    blocks = blocks.replace(b"<Illustration", b"</ComposedBlock><Illustration", 1)
    mets = files.METS.replace(b'BEGIN="b1"', b'BEGIN="P1_CB1"')
    first, _ = reading.read(mets, lambda _: blocks)
    assert [line.article for line in first.lines] == ["DIVL7", "DIVL7", "DIVL7", ""]


@pytest.mark.parametrize(
    ("area", "articles"),
    [
        ('BEGIN="l1"', ["DIVL7", "DIVL7", "", ""]),
        ('BEGIN="l1" END="l2"', ["DIVL7", "DIVL7", "DIVL7", ""]),
        ('BEGIN="b1" END="b2"', ["DIVL7"] * 4),
        ('BEGIN="w2"', ["DIVL7", "", "DIVL7", ""]),
        ('BEGIN="l9" END="l1"', ["DIVL7", "", "", ""]),
    ],
)
def test_an_article_may_be_marked_by_lines_by_words_and_from_one_part_to_another(
    area: str, articles: list[str]
) -> None:
    page, n = files.alto().decode(), iter(range(99))
    page = re.sub("<TextLine", lambda _: f'<TextLine ID="l{next(n)}"', page)
    n = iter(range(99))
    page = re.sub("<String", lambda _: f'<String ID="w{next(n)}"', page)
    mets = files.METS.replace(b'BEGIN="b1"', area.encode())
    first, _ = reading.read(mets, lambda _: page.encode())
    assert [line.article for line in first.lines] == articles


def test_what_services_wrap_round_their_pages_is_taken_off() -> None:
    page, structure = json.loads(files.PADDLE_3), json.loads(files.STRUCTURE)["res"]
    azure = {
        "lines": [
            {"content": text, "polygon": [x for point in files.quad(n) for x in point]}
            for n, text in enumerate(files.LINES)
        ]
    }
    for wrapped in (
        {"result": {"ocrResults": [{"prunedResult": page}]}},
        {"result": {"layoutParsingResults": [{"prunedResult": structure, "markdown": {"text": "# x"}}]}},
        {"analyzeResult": {"pages": [azure]}},
        {"Response": {"TextDetections": json.loads(files.RESULTS)["ocr_results"]}},
    ):
        (found,) = reading.read(files.json_of(wrapped))
        assert [line.text for line in found.lines] == [*files.LINES]
    rows = b"\n".join(files.json_of({"result": {"ocrResults": [{"prunedResult": page}]}}) for _ in range(2))
    assert [len(each.lines) for each in reading.read(rows)] == [4, 4]


def test_mets_whose_pages_are_elsewhere_says_which() -> None:
    with pytest.raises(Refused) as told:
        reading.read(files.METS)
    assert told.value.what == "names ALTO/1.xml, which is not in its folder"


def test_a_skew_page_is_put_straight() -> None:
    lines = [
        [
            [[100 + x, 100 + 40 * n + x * 0.02] for x in (0, 400)] + [[500, 128 + 40 * n], [100, 120 + 40 * n]],
            "字" * 20,
            0.9,
        ]
        for n in range(8)
    ]
    page = page_of(files.json_of(lines))
    assert {round(line.box.height) for line in page.lines} == {20}
    tops = [line.box.top for line in page.lines]
    assert all(abs(b - a - 40) < 0.5 for a, b in pairwise(tops))
    lefts = [line.box.left for line in page.lines]
    assert max(lefts) - min(lefts) < 7  # of which 5.6 are the skew's, over 280 units of height


def test_a_tall_line_is_vertical_and_a_lone_character_is_not() -> None:
    page = page_of(
        files.json_of([[[[0, 0], [20, 0], [20, 200], [0, 200]], "晋中新闻", 1], [[[0, 0], [20, 60]], "一", 1]])
    )
    assert [line.vertical for line in page.lines] == [True, False]


def test_a_line_without_a_place_stands_where_the_one_before_does() -> None:
    page = page_of(files.json_of({"lines": [{"text": "甲", "box": [1, 2, 3, 4]}, {"text": "乙", "box": None}]}))
    assert [line.box for line in page.lines] == [Box(1, 2, 3, 4)] * 2


def test_what_would_end_a_line_is_white_space() -> None:
    page = page_of(files.json_of([[[[0, 0], [9, 9]], " 上\n下\u2028\x00左 ", 1], [[[0, 0], [9, 9]], " \n", 1]]))
    assert [line.text for line in page.lines] == ["上 下 左"]


@pytest.mark.parametrize("name", [*PLACED, "Markdown"])
def test_what_is_kept_is_what_was_read(name: str) -> None:
    page = page_of(PLACED.get(name, files.MARKDOWN))
    kept = line_file.written(page, "abc")
    assert [json.loads(line)["text"] for line in kept.splitlines()[:-1]] == [*files.LINES]
    read = line_file.read(kept)
    assert (read.page, read.source, read.faults) == (page, "abc", [])


def test_gb18030_and_utf_16_are_read() -> None:
    text = files.RAPID.decode()
    for name in ("gb18030", "utf-16"):
        assert page_of(text.encode(name)).lines[0].text == files.TITLE
    told = files.PAGE.decode().replace("UTF-8", "GBK").encode("gbk")
    assert page_of(told).lines[0].text == files.TITLE
    assert page_of(b"\xef\xbb\xbf" + files.alto()).lines[0].text == files.TITLE
