"""Articles made of clippings: bylines, names, captions, kinds, titles, ranges of lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.archive import Line
from generator.base.issue import Issue
from generator.base.model import Article
from generator.base.newspaper import Paper
from generator.base.when import When
from generator.language.names import is_names, is_office, parted
from generator.language.places import gazetteer
from generator.segmentation.clipping import Clipping, Passage
from generator.segmentation.metadata import composed, kind_of, lead, spans

PAPER = Paper(name="吕梁日报", place="吕梁市", adcode="141100")


def line(number: int, text: str, follows: int | None = None) -> Line:
    before = number - 1 if follows is None else follows
    return Line(number=number, text=text, indent=0, starts_page=False, after_blank=number - before > 1, follows=before)


def made(*paragraphs: str, headline: tuple[str, ...] = ()) -> Article:
    """The article of a clipping with these paragraphs and headline lines."""
    body = tuple(line(n, text) for n, text in enumerate(paragraphs, len(headline) + 1))
    texts = tuple(Passage.of([text]) for text in body)
    clipping = Clipping(tuple(line(n, text) for n, text in enumerate(headline, 1)), texts, body)
    return composed(
        clipping,
        id="llrb-2024-03-07-00-01",
        issue=Issue(paper="llrb", date=When(2024, 3, 7)),
        paper=PAPER,
        page=None,
        file="pages/a.txt",
        places=gazetteer(),
    ).article


def people(found: Article) -> list[tuple[str, str | None]]:
    return [(author.name, author.role) for author in found.authors]


TEXT = "我市抓好工作。"


@pytest.mark.parametrize(
    ("paragraphs", "byline", "authors"),
    [
        (("本报讯 （记者 刘丽霞）我市抓好工作。",), "本报讯 （记者 刘丽霞）", [("刘丽霞", "记者")]),
        (("本报讯（记者康桂芳）我市抓好工作。",), "本报讯（记者 康桂芳）", [("康桂芳", "记者")]),
        (
            ("本报讯 （记者 张娟娟李江姗）我市抓好工作。",),
            "本报讯 （记者 张娟娟李江姗）",
            [("张娟娟", "记者"), ("李江姗", "记者")],
        ),
        (
            ("新华社北京3月6日电 （记者郑明达）我市抓好工作。",),
            "新华社北京3月6日电 （记者 郑明达）",
            [("郑明达", "记者")],
        ),
        (("□ 实习记者 王卫斌", TEXT), "□ 实习记者 王卫斌", [("王卫斌", "实习记者")]),
        (("本报记者 刘佳烨", TEXT), "本报记者 刘佳烨", [("刘佳烨", "记者")]),
        (("本报讯 我市抓好工作。（李涛）",), "本报讯 （李涛）", [("李涛", None)]),
        (("本报讯 我市抓好工作。", "边琴 浩东"), "本报讯 边琴 浩东", [("边琴", None), ("浩东", None)]),
        (("我市抓好工作。宋云 王浩东",), "宋云 王浩东", [("宋云", None), ("王浩东", None)]),
        (
            (TEXT, "来源：4月13日《长治日报》杜培武 冯波 梁可"),
            "来源：4月13日《长治日报》杜培武 冯波 梁可",
            [("杜培武", None), ("冯波", None), ("梁可", None)],
        ),
        (("我市抓好工作。 薛力娜 张志茹 摄",), "薛力娜 张志茹 摄", [("薛力娜", "摄"), ("张志茹", "摄")]),
        ((TEXT, "本报记者杨 洋 摄"), "本报记者杨 洋 摄", [("杨洋", "摄")]),
        (("我市抓好工作（二〇二四年）。",), None, []),
    ],
)
def test_bylines(paragraphs: tuple[str, ...], byline: str | None, authors: list[tuple[str, str | None]]) -> None:
    found = made(*paragraphs)
    assert (found.byline, people(found)) == (byline, authors)
    assert found.body.rstrip("。").startswith("我市抓好工作")


def test_who_took_the_picture_did_not_write_the_report() -> None:
    found = made("本报讯 （记者 李雨鑫）我市抓好工作。", "图为学生在灭火。", "本报通讯员 赵子墨 摄")
    assert people(found) == [("李雨鑫", "记者")]
    assert found.captions == ("图为学生在灭火。",)
    assert found.byline == "本报讯 （记者 李雨鑫） 本报通讯员 赵子墨 摄"
    assert found.kind == "news"


def test_a_caption_alone_stays_the_body() -> None:
    found = made("图为工人在包装车间忙碌。 记者 王洋 摄")
    assert (found.kind, found.body, found.captions) == ("photo", "图为工人在包装车间忙碌。", ())


@pytest.mark.parametrize(
    ("headline", "kicker", "title", "subtitle"),
    [
        (("我市召开会议",), None, "我市召开会议", None),
        (("全市会议召开", "部署重点工作"), None, "全市会议召开　部署重点工作", None),
        (("我市电商产业发", "展如火如荼"), None, "我市电商产业发展如火如荼", None),
        (("为乡村产业注入新", "动能"), None, "为乡村产业注入新动能", None),
        (
            ("联合国人权理事会通过", "中国提交的决议（国际", "视点）"),
            None,
            "联合国人权理事会通过　中国提交的决议（国际视点）",
            None,
        ),
        (("养老服务在家门口的", "新变化"), None, "养老服务在家门口的新变化", None),
        (("直面难题　勇破僵局", "——系列报道之一"), None, "直面难题　勇破僵局", "——系列报道之一"),
        (
            ("责任压实千钧担　创新激发万象新", "方山县凝聚合力"),
            "责任压实千钧担　创新激发万象新",
            "方山县凝聚合力",
            None,
        ),
        (
            ("柳林县三交镇", "用红色精神保护绿色生态", "美丽中国我先行"),
            "美丽中国我先行",
            "柳林县三交镇　用红色精神保护绿色生态",
            None,
        ),
        (("春耕备耕忙在前(来自田间地头第一", "线的报道)"), None, "春耕备耕忙在前(来自田间地头第一线的报道)", None),
    ],
)
def test_headlines(headline: tuple[str, ...], kicker: str | None, title: str, subtitle: str | None) -> None:
    found = made(TEXT, headline=headline)
    assert (found.kicker, found.title, found.subtitle, found.title_source) == (kicker, title, subtitle, "page")


def test_without_a_headline_the_opening_words_are_the_title() -> None:
    found = made("本报讯 今年以来，祁县经济开发区不断完善“全程网办”制度，推动实现“区内事、区内办”。")
    assert (found.title, found.title_source) == ("今年以来，祁县经济开发区不断完善……", "lead")
    assert lead(["生猪产业同样发展迅速。依托种猪公司。"]) == "生猪产业同样发展迅速"
    assert lead(["一二三四五六七八九，一二三四五六七八九十一二三四五六七"]) == "一二三四五六七八九……"


@pytest.mark.parametrize(
    ("title", "paragraph", "kind"),
    [
        ("", "（上接1版）生猪产业同样发展迅速。", "continuation"),
        ("关于查验场所码的通告", "现将有关事项通告。", "notice"),
        ("", "我县开展举报，有关事项通告如下：", "notice"),
        ("", "富强 民主 文明 和谐", "filler"),
        ("", "近日，工人在忙碌。 记者 王洋 摄", "photo"),
        ("", "我市抓好工作。", "news"),
    ],
)
def test_kinds(title: str, paragraph: str, kind: str) -> None:
    assert kind_of(title, [paragraph]) == kind


def test_a_continuation_names_the_page_it_comes_from() -> None:
    assert made("（上接1版）", TEXT).continued_from == 1
    assert made("（上接第三版）", TEXT).continued_from == 3
    assert made(TEXT, headline=("（上接2版）", "干劲带起来")).continued_from == 2
    assert made("（上接1版）", TEXT).body == TEXT


def test_ranges_run_over_blank_lines_and_over_no_line_of_another_article() -> None:
    lines = [line(5, "丙", 3), line(1, "甲", 0), line(3, "乙", 1), line(9, "丁", 7), line(10, "戊")]
    assert spans(lines) == [(1, 5), (9, 10)]
    assert spans([line(1, "甲", 0), line(4, "丁", 2)]) == [(1, 1), (4, 4)]


def test_two_names_without_a_space() -> None:
    assert parted("张娟娟李江姗") == ["张娟娟", "李江姗"]
    assert parted("欧阳娜娜") == ["欧阳娜娜"]
    assert is_names("边琴 浩东")
    assert not is_names("饮药茶 护健康")


@given(st.lists(st.text(max_size=60), max_size=5), st.lists(st.text(min_size=1, max_size=20), max_size=3))
def test_any_draft_makes_an_article(paragraphs: list[str], headline: list[str]) -> None:
    texts = [text for text in paragraphs if text.strip() and text.isprintable()]
    rows = [text for text in headline if text.strip() and text.isprintable()]
    found = made(*texts, headline=tuple(rows))
    assert found.title
    assert found.body


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("曲江县委宣传部", True),
        ("县委办", True),
        ("新华社", True),
        ("县融媒体中心", True),
        ("高平市气象局", True),
        ("通讯员", True),
        ("本报评论员", True),
        ("记者", True),
        ("李建社", False),
        ("欧阳国会", False),
        ("张馆", False),
        ("阿迪力·买买提", False),
    ],
)
def test_offices_are_told_from_people(name: str, office: bool) -> None:
    assert is_office(name) == office
