"""Text as `pdftotext` gives it: pieces of columns between blank lines, paragraphs inside of them."""

from generator.segmentation.clean import clean
from generator.segmentation.paragraphs import paragraphs
from generator.segmentation.wrapping import column_widths, pieces_tell, width
from scripts.typeset import Style, wrapped

PIECES = (
    ("春播面积比去年略有增加", 12, (
        "记者昨日从市农业农村局获悉，今年全市春播面积预计达到三百二十万亩，比去年略有增加。",
        "连日来，各县组织技术人员进村入户，指导农民选种、整地、施肥，农资部门备足了种子化肥。",
        "目前，全市已完成春播面积的四成，进度比常年快五天左右，东关镇还有三天就能种完。",
    )),
    ("县城旧城改造涉及三条老街", 13, (
        "县城旧城改造工程日前开工，涉及三条老街、一千二百户居民，总投资两亿元，计划两年完成。",
        "改造方案先后征求了四次意见，居民最关心的停车难、用水难问题都列入了第一期工程。",
        "施工期间，公交线路将作临时调整，请市民留意站牌上的通知，提前安排好出行的时间。",
    )),
    ("东关镇中心小学的新操场", 12, (
        "开学第一天，东关镇中心小学的孩子们用上了新操场，塑胶跑道取代了走了二十年的煤渣路。",
        "校长说，改建操场的一百二十万元全部来自县里的专项资金，工程队整个暑假都没有休息。",
        "下个月，全镇的小学生运动会将在这里举行，十一所学校的四百多名孩子已经报名参加。",
    )),
)  # fmt: skip
"""Headline, characters of a line, paragraphs."""


def test_a_headline_in_one_piece_with_its_text_is_none_of_its_lines() -> None:
    """`pdftotext` parts pieces of columns by blank lines, not a headline from the text right below it, and takes away
    by how much a paragraph's first line stands in."""
    style = Style(1.0, True)
    pieces = [
        [head, *(line for text in texts for line in wrapped(text, measure, style, indent=2.0))]
        for head, measure, texts in PIECES
    ]
    lines, _ = clean("page", "\n\n".join("\n".join(piece) for piece in pieces))
    assert pieces_tell(lines, column_widths([width(line.text) for line in lines]))
    assert [p.text for p in paragraphs(lines)] == [text for head, _, texts in PIECES for text in (head, *texts)]


def test_where_each_paragraph_is_a_box_blank_lines_part_no_pieces() -> None:
    style = Style(1.0, True)
    boxes = [
        "\n".join(box)
        for head, measure, texts in PIECES
        for box in ([head], *(wrapped(text, measure, style, indent=2.0) for text in texts))
    ]
    lines, _ = clean("page", "\n\n".join(boxes))
    assert not pieces_tell(lines, column_widths([width(line.text) for line in lines]))
