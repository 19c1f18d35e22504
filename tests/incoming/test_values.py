"""Values as deliveries have them, and what they are in the archive."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.model import Article
from generator.incoming import authors, bodies, columns, days, pages
from generator.incoming.delivery import Told
from generator.incoming.joining import imprint
from generator.seeds import articles as seeds_articles
from generator.seeds.files import plain_yaml

DAY = datetime.date(2024, 3, 7)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2024-03-07",
            "2024/3/7",
            "2024.3.7",
            "20240307",
            "2024年3月7日",
            "２０２４年３月７日",
            "2024年03月07日 星期四",
        ),
        *(
            "二〇二四年三月七日",
            "二○二四年三月七日",
            "2024-03-07 00:00:00",
            "2024-03-07T08:30:00Z",
            "民国一百一十三年三月七日",
        ),
        *(" 2024 年 3 月 7 日 ", "20240307083000", "2024/3/7（周四）"),
    ],
)
def test_a_day_is_known_in_many_forms(text: str) -> None:
    if "百" in text:
        assert days.day(text) is None
    else:
        assert days.day(text) == DAY


def test_days_of_the_republic_and_of_spreadsheets() -> None:
    assert days.day("民国三十六年三月七日") == datetime.date(1947, 3, 7)
    assert days.day("中华民国36年3月7日") == datetime.date(1947, 3, 7)
    assert days.day("民国元年元月廿一日") == datetime.date(1912, 1, 21)
    assert days.day("中華民國卅六年三月八日") == datetime.date(1947, 3, 8)
    assert days.day("1709740800000") == datetime.date(2024, 3, 7), "midnight in China"
    assert (days.day("45358", spreadsheet=True), days.day("45358")) == (DAY, None)


@pytest.mark.parametrize(
    "text", ["07-03-2024", "3/7/24", "2024-13-01", "2024年2月30日", "1949-10", "1949", "昨天", "", "240307"]
)
def test_what_would_have_to_be_guessed_is_no_day(text: str) -> None:
    assert days.day(text, spreadsheet=True) is None
    assert days.why_not(text).endswith(".")


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("1982-02-30", "That month has 28 days: see which day is meant."),
        ("民国三十六年二月三十日", "That month has 28 days: see which day is meant."),
        ("1982年13月1日", "A year has 12 months: see which one is meant."),
        ("30022", "A spreadsheet would count 1982-03-12 so: import the workbook itself, or write the day."),
        ("同上", "Write it as 2024-03-07 in the row itself."),
    ],
)
def test_the_mend_is_that_of_the_slip(text: str, mend: str) -> None:
    assert days.why_not(text) == mend


@given(st.dates(datetime.date(1800, 1, 1), datetime.date(2099, 12, 31)))
def test_any_day_is_known_again_in_each_form(day: datetime.date) -> None:
    for form in ("{0:%Y}-{0.month}-{0.day}", "{0:%Y/%m/%d}", "{0:%Y%m%d}", "{0:%Y}年{0.month}月{0.day}日"):
        assert days.day(form.format(day)) == day


@pytest.mark.parametrize(
    ("text", "page"),
    [
        *(
            ("3", (3, "")),
            ("03版", (3, "")),
            ("第三版", (3, "")),
            ("第十二版", (12, "")),
            ("３", (3, "")),
            ("头版", (1, "")),
        ),
        *(("A01", (1, "A01")), ("B02版", (None, "B02")), ("04版：副刊", (4, "")), ("", (None, "")), ("3.0", (3, ""))),
        *(("2-3版", None), ("要闻", None), ("1、2", None), ("99999999", None)),
    ],
)
def test_a_page_is_a_number_or_a_letter_and_a_number(text: str, page: tuple[Any, str] | None) -> None:
    assert pages.page(text) == page


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本报记者 张三 李四", "记者张三 记者李四"),
        ("记者张三　通讯员李四", "记者张三 通讯员李四"),
        ("张三、李四；王五", "张三 李四 王五"),
        ("■本报记者　王　伟", "记者王伟"),
        ("张三/文 李四/图", "张三 摄李四"),
        ("作者：张三", "张三"),
        ("本报记者 任晓红 摄影 王伟", "记者任晓红 摄王伟"),
        ("记者张三 摄影李四", "记者张三 摄李四"),
        ("记者 张三 通讯员 李四 供图 王五", "记者张三 通讯员李四 供图王五"),
        ("张三（本报记者） 李四（摄影）", "记者张三 摄李四"),
        ("张三（本报记者） 王伟 摄", "记者张三 摄王伟"),
        ("张三 李四（摄影）", "张三 摄李四"),
        ("通讯员：李 秀英", "通讯员李秀英"),
        ("通讯员：李秀英 记者：王伟", "通讯员李秀英 记者王伟"),
        ("李 秀英", "李秀英"),
        ("记者 王伟（摄影）", "记者 王伟(摄影)"),
        ("本报记者 张三 摄影报道", "记者张三"),
        ("通讯员 李四 摄影 王　伟", "通讯员李四 摄王伟"),
        ("读者 刘红", "读者刘红"),
        ("学生 张大山 教师 李明", "学生张大山 教师李明"),
        ("记者 张三 编辑 李四", "记者张三 编辑李四"),
        ("张三 教师", "张三 教师"),
        ("本报 编辑部", "本报 编辑部"),
        ("吕梁市委 宣传部", "吕梁市委 宣传部"),
        ("吕梁市委宣传部", "吕梁市委宣传部"),
        ("[美]约翰·史密斯", "约翰·史密斯"),
        ("John Smith", "John Smith"),
        ("本报评论员", "本报评论员"),
        ("无", ""),
    ],
)
def test_authors_are_parted_and_nobody_is_lost(text: str, names: str) -> None:
    assert " ".join(f"{each.get('role', '')}{each['name']}" for each in authors.authors(text)) == names


PIECES = ["记者", "通讯员", "、", "，", "/", "文", "图", "摄", "（", "）"]
NAMED = ["张三", "李四", "王五", "吕梁市委宣传部", "John", *PIECES]


@given(st.lists(st.sampled_from(NAMED), max_size=8))
def test_every_character_of_a_name_stands_in_an_author(parts: list[str]) -> None:
    said = "".join(str(each.get("role") or "") + each["name"] for each in authors.authors(" ".join(parts)))
    for name in ("张三", "李四", "王五", "吕梁市委宣传部", "John"):
        assert (name in parts) <= (name in said)


def test_items_of_a_list_are_not_joined() -> None:
    lines = [
        "今年以来我县大力发展小杂粮产业，带动三百多户农民增收。要做好：",
        "- 选种",
        "- 施肥",
        "（一）防旱",
        "2、防虫",
        "---",
        "另讯",
    ]
    joined = bodies.body("\n".join(lines), "wrapped", Told(), "a:1")
    assert joined.split("\n\n") == lines


def test_the_whole_delivery_tells_what_a_line_end_means() -> None:
    told = Told()
    paragraphs = ["第一段在这里结束。\n第二段也是一段。\n第三段。"] * 3
    assert bodies.manner(paragraphs) == "lines"
    assert bodies.body(paragraphs[0], "lines", told, "a:1") == "第一段在这里结束。\n\n第二段也是一段。\n\n第三段。"
    wrapped = [
        "今年以来我县大力发展\n小杂粮产业，带动三百\n多户农民增收，产值达\n到一亿元。\n下一步还要扩大种植面\n积，让更多的人受益。"
    ] * 3
    assert bodies.manner(wrapped) == "wrapped"
    assert bodies.body(wrapped[0], "wrapped", told, "a:1") == (
        "今年以来我县大力发展小杂粮产业，带动三百多户农民增收，产值达到一亿元。\n\n下一步还要扩大种植面积，让更多的人受益。"
    )
    indented = ["　　今年以来我县大力\n发展小杂粮产业，带动\n三百多户增收。\n　　下一步还要扩大\n种植面积。"] * 3
    assert bodies.manner(indented) == "indented"
    assert (
        bodies.body(indented[0], "indented", told, "a:1")
        == "今年以来我县大力发展小杂粮产业，带动三百多户增收。\n\n下一步还要扩大种植面积。"
    )
    blank = ["第一段。\n\n第二段\n同一段。"] * 3
    assert bodies.manner(blank) == "blank"


TABLE = "集镇\t小米\n碛口\t2.8\n三交\t"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "<p>价格：</p><table><tr><th>集镇</th><th>小米</th></tr><tr><td> 碛口</td><td><b>2.8</b></td></tr>"
            "<tr><td>三交</td><td></td></tr></table><p>完。</p>",
            f"价格：\n\n{TABLE}\n\n完。",
        ),
        (f"价格：\n{TABLE}\n完。", f"价格：\n\n{TABLE}\n\n完。"),
        ("\t第一段。\n\t第二段。", "第一段。\n\n第二段。"),  # an indent is none
        ("只有一行\t有格", "只有一行\t有格"),
        (
            "<table><tr><td>" + "字" * 70 + "</td><td>甲</td></tr><tr><td>乙</td><td>丙</td></tr></table>",
            "字" * 70 + "\u3000甲\n\n乙\u3000丙",
        ),
        (
            "<table><tr><td><table><tr><td>甲</td><td>乙</td></tr></table></td><td>丙</td></tr></table>",
            "甲\u3000乙\n\n丙",
        ),
    ],
)
def test_a_table_stays_one(text: str, found: str) -> None:
    assert bodies.body(text, "lines", Told(), "a.csv:2") == found


@pytest.mark.parametrize("text", ["a<b 与 x>y", "甲<b，而且 c>d", "<p 值>0.05", "若 a <i 且 j> k"])
def test_signs_of_less_and_more_are_no_html(text: str) -> None:
    assert bodies.line(text, Told(), "a:1") == text
    assert bodies.body(text, "lines", Told(), "a:1") == text


def test_html_goes_and_a_sign_that_is_none_stays() -> None:
    told = Told()
    text = "<p>第一段&nbsp;文字。</p><p>第二段<br/>第三段</p><script>x</script>"
    assert bodies.body(text, "lines", told, "a:1") == "第一段 文字。\n\n第二段\n\n第三段"
    assert bodies.body("气温<5度，风力>3级", "lines", told, "a:1") == "气温<5度，风力>3级"
    assert bodies.body("他说&ldquo;好&rdquo;", "lines", told, "a:1") == "他说“好”"


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("标　题", "title"),
        ("标题（必填）", "title"),
        ("Page_No", "page"),
        ("PubDate", "date"),
        ("发表时间", None),
        ("见报日期：", "date"),
    ],
)
def test_a_column_is_known_by_its_name(name: str, field: str | None) -> None:
    assert columns.Columns().field_of(name) == field


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40)


@given(TEXT, st.lists(TEXT, min_size=1, max_size=4), TEXT)
def test_what_is_written_is_still_as_it_was_brought_when_it_is_read(title: str, parts: list[str], kicker: str) -> None:
    told = Told()
    body = bodies.body(bodies.clean("\n".join(parts), told, "a:1"), "lines", told, "a:1", plain_text=True)
    named = bodies.line(title, told, "a:1", plain_text=True)
    if not body or not named:
        return
    over = bodies.line(kicker, told, "a:1", plain_text=True)
    data = {"id": "xxb-2024-03-07-00-01", "paper": "xxb", "date": DAY, "title": named, "body": body, "kicker": over}
    article = Article.model_validate(data)
    stands = plain_yaml.read(seeds_articles.to_yaml(("xxb", f"{DAY}"), [article], []))[0]
    assert isinstance(stands, dict)
    read = stands["articles"][0]
    assert imprint(Article.model_validate({"paper": "xxb", "date": "2024-03-07", **read})) == imprint(article)
