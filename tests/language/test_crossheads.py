"""Which paragraphs of a text are sub-headings. The texts are made up, or stand in the archive that ships."""

import re

import pytest

from generator.base import assets
from generator.base.archive import Entry
from generator.base.model import Article
from generator.language.crossheads import outline, running
from generator.pages import wording
from generator.pages.article_pages import text as printed
from generator.pages.listing import item

TEXT = "三月的田野一片繁忙，农机手正在检修机具，合作社的育秧棚里也早早亮起了灯。"
SHORT = "他站起来，笑了。"


def headings(*paragraphs: str) -> list[str]:
    return [text for text, heading in outline(paragraphs) if heading]


@pytest.mark.parametrize(
    "line",
    [
        "金融扶贫遍地开花",
        "为养殖户送去“及时雨”",
        "“村里的路通了，日子也亮了”",
        "一、总体要求",
        "（一）加强组织领导",
        "2．压实责任",
        "3. 开展宣传",
        "三、怎样报名？",
        "第二章 耕地保护",
        "（二）",
        "四",
        "育好秧 选好种",
        "时间就是收成",
        "家家用上放心电",
        "超2000亩大棚上了保险",
        "●补贴对象扩大到合作社",
    ],
)
def test_a_line_between_texts_is_a_heading(line: str) -> None:
    assert headings(TEXT, line, TEXT) == [line]
    assert headings(line, SHORT) == [line]
    assert headings(TEXT, line) == []


@pytest.mark.parametrize(
    "line",
    [
        "四、举报电话：0355-8322339",
        "举报邮箱：zzyyqfb@163.com",
        "咨询电话见公告栏",
        "版式设计：王一",
        "本版制图：王一",
        "新华社发",
        "本报记者 何 勇",
        "本报记者  王一  李二摄",
        "王一摄（影像中国）",
        "王一 李二 张三",
        "何 勇",
        "县医院院长  张小一",
        "江苏新沂 池绍一",
        "全国政协常委  张  帆（代表民进中央）",
        "（作者为县农业局干部）",
        "（英国）罗思义",
        "（本报兴县3月6日电）",
        "——编 者",
        "2022年4月14日",
        "二〇二二年四月",
        "第732号",
        "他说：",
        "春风吹绿了山坡，",
        "大家都笑了。",
        "“你来啦？”",
        "要问路在哪里？",
        "新生——",
        "（一）报名：3月1日起",
    ],
)
def test_what_is_signed_dated_or_said_is_none(line: str) -> None:
    assert headings(TEXT, line, TEXT) == []


def test_a_line_within_a_sentence_is_none() -> None:
    assert headings(f"{TEXT}其中", "兴县蔡家崖乡", TEXT) == []
    assert headings(f"{TEXT}其中", "二、田间管理", TEXT) == ["二、田间管理"]


def test_verse_and_lists_have_no_headings() -> None:
    assert headings(TEXT, "春到吕梁山", "花开黄河滩", TEXT) == []
    assert headings(TEXT, "春到吕梁山", "花开黄河滩上", "人勤地不懒", TEXT) == []
    assert headings(TEXT, "一、审议工作报告", "二、审议财政预算报告", TEXT) == []
    assert headings(TEXT, "兴县", "临县蔬菜基地", "离石区", "方山县", TEXT) == []


def test_two_lines_are_one_heading_or_two_where_the_second_has_a_number() -> None:
    assert headings(TEXT, "大棚户张三——", "草莓带来好日子", TEXT) == ["大棚户张三——\n草莓带来好日子"]
    assert headings(TEXT, "一、工作任务", "（一）抓好春耕", TEXT) == ["一、工作任务", "（一）抓好春耕"]


def test_a_byline_may_stand_below_a_heading_and_a_credit_above_it() -> None:
    assert headings(TEXT, "王一摄", "草莓带来好日子", "本报记者 何 勇", TEXT) == ["草莓带来好日子"]
    assert headings(TEXT, "草莓带来好日子", "王一摄（人民视觉）", TEXT) == []


def test_every_paragraph_is_kept_in_its_order() -> None:
    paragraphs = [TEXT, "大棚户张三——", "草莓带来好日子", TEXT, "新华社发"]
    assert "\n".join(text for text, _ in outline(paragraphs)).split("\n") == paragraphs
    assert list(outline([])) == []


def entry(*paragraphs: str) -> Entry:
    body = "\n\n".join(paragraphs)
    fields = {"id": "xxb-2024-03-07-01-01", "paper": "xxb", "date": "2024-03-07", "title": "题", "body": body}
    return Entry(Article.model_validate(fields), None)


def test_headings_are_headings_with_numbers_for_anchors() -> None:
    say = wording.read([str(assets.theme())], "zh")
    markdown = printed(say, entry(TEXT, "# <b>春耕*", TEXT, "大棚户张三——", "草莓 {: #x }", TEXT))
    assert re.findall(r"^## .*$", markdown, re.MULTILINE) == [
        "## &#35; &#60;b&#62;春耕&#42; {: #s1 .crosshead }",
        "## 大棚户张三——<br>草莓 &#123;&#58; &#35;x &#125; {: #s2 .crosshead }",
    ]


def test_the_opening_in_a_list_leaves_headings_out() -> None:
    say = wording.read([str(assets.theme())], "zh")
    shown = item(say, entry("一、总体要求", "据悉，<全县>春耕已经开始。", "二、任务", TEXT), "index.md")
    assert '<p class="opening">据悉，&lt;全县&gt;春耕已经开始。三月的田野' in shown
    assert "总体要求" not in shown
    assert running(["一、总体要求", TEXT]) == TEXT
