"""Pages to articles: golden cases named by what they show, the five real pages, and what holds for any text."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base.archive import Line
from generator.base.issue import Issue
from generator.base.model import Article
from generator.base.newspaper import Paper
from generator.base.when import When
from generator.language.places import gazetteer
from generator.segmentation.clean import clean
from generator.segmentation.metadata import composed
from generator.segmentation.paragraphs import paragraphs
from generator.segmentation.segment import segment
from tests.conftest import REPOSITORY, SHIPPED

CASES = sorted(path for path in (REPOSITORY / "tests/segmentation/cases").iterdir() if path.is_dir())
SEEDS = SHIPPED / "seeds/pages"
FIELDS = ("kicker", "title", "title_source", "subtitle", "byline", "county", "kind", "captions", "continued_from")

TITLES = {
    "000": [
        "为乡村产业发展滴灌“金融活水”",
        "“神秘地球”科普展览活动启动",
        "蔬菜大棚采收忙　乡村振兴产业旺",
        None,
        None,
        "冯晓雷李哲出席全市驻村帮扶工作推进会",
        "我市启动2023年“119”消防宣传月活动",
    ],
    "001": [
        "柳林县三交镇　用红色精神保护绿色生态",
        None,
        "兴县经济技术开发区　全力推动项目建设提速增效",
        "方山县凝聚统战合力助力高质量发展",
        None,
        "吕梁市老干部纪念中国人民抗日战争暨世界反法西斯战争胜利80周年书画摄影剪纸作品展开展",
        "我市第二批次“青春驿站”集中授牌",
        "我市举办推进生态环境　高质量发展能力提升培训班",
        "全市民主党派和无党派人士　履职能力提升培训班举办",
        None,
    ],
    "002": [
        "直面难题　勇破僵局",
        "石哲镇闲置凋敝宅基地整治项目正式启动",
        "我县召开“场所码”专班工作推进会",
        "我县召开校园疫情防控专班专题会",
        "我县召开疫情防控交通卡口管控专班会",
        "长子县新冠肺炎疫情疫情防控工作领导小组办公室关于对公共场所不使用“山西场所码”有奖举报的通告",
        "长子县新冠肺炎疫情疫情防控工作领导小组办公室关于全县封闭半封闭公共场所查验场所码的通告",
        "长子县现代农业发展中心关于农机作业疫情防控春耕生产“两手抓”的倡议书",
        "社会主义核心价值观基本内容",
    ],
    "003": [
        "我市全方位优化营商环境　提升服务效能",
        "我市抓实小额信贷　助力乡村振兴",
        None,
        None,
        "全市财政工作会议召开",
        "梁志锋出席市总工会三届三次　全委（扩大）会议暨党风廉政建设会议",
        "全市政务公开工作推进会议召开",
        "“坚定信心、真抓实干，把各方面的干劲带起来”",
    ],
    "004": [
        "金融扶贫为我市脱贫攻坚注入不竭动力",
        "我市电商产业发展如火如荼",
        None,
        "尉文龙刘晋萍收听收看全省农村　乱占耕地建房问题整治工作推进会",
        "杨巨才出席全市9月份重点　工程项目暨固定资产投资推进会",
        "刘晋萍主持召开中心　城区建设项目推进专题会",
        "交口县冻绿叶药茶产业发展　研讨会在太原举行",
    ],
}
"""The headlines that a person marked in the five pages of seeds/pages; None where the page has none."""
HOMES = {"000": ("晋中市", "140700"), "002": ("长子县", "140428")}


def articles(text: str, place: str = "吕梁市", adcode: str = "141100") -> tuple[list[Article], list[str]]:
    """The articles of a page and the texts of the lines that found none."""
    lines, _ = clean("page.txt", text)
    clippings, left = segment(lines)
    paper = Paper(name="样报", place=place, adcode=adcode)
    found = [
        composed(
            clipping,
            id=f"yb-2024-03-07-00-{n:02d}",
            issue=Issue(paper="yb", date=When(2024, 3, 7)),
            paper=paper,
            page=None,
            file="pages/page.txt",
            places=gazetteer(),
        ).article
        for n, clipping in enumerate(clippings, 1)
    ]
    return found, [line.text for line in left]


def told(found: Article) -> dict[str, Any]:
    """An article as the cases' expected.yml tells it: what is not the usual is left out."""
    out: dict[str, Any] = {field: getattr(found, field) for field in FIELDS if getattr(found, field)}
    out["captions"] = list(found.captions)
    if not found.captions:
        del out["captions"]
    out["authors"] = [f"{a.name} {a.role}" if a.role else a.name for a in found.authors]
    out["paragraphs"] = [f"{p[:12]}…{p[-8:]}" if len(p) > 24 else p for p in found.paragraphs]
    out["lines"] = [list(source.lines) for source in found.source]
    return out


def test_there_are_cases_and_each_is_whole() -> None:
    assert len(CASES) >= 10
    for case in CASES:
        assert {path.name for path in case.iterdir()} == {"page.txt", "expected.yml"}, case.name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path) -> None:
    expected = yaml.safe_load((case / "expected.yml").read_text(encoding="utf-8"))
    text = (case / "page.txt").read_bytes().decode("utf-8")
    found, unplaced = articles(text, expected["place"], expected["adcode"])
    assert [told(a) for a in found] == expected["articles"]
    assert unplaced == expected["unplaced"]


@pytest.mark.parametrize("page", sorted(TITLES))
def test_the_real_pages_keep_their_articles_and_headlines(page: str) -> None:
    text = next(SEEDS.glob(f"{page}_*.txt")).read_text(encoding="utf-8")
    found, _ = articles(text, *HOMES.get(page, ("吕梁市", "141100")))
    assert [a.title if a.title_source == "page" else None for a in found] == TITLES[page]


@pytest.mark.parametrize("page", sorted(TITLES))
def test_each_line_of_a_real_page_is_placed_once(page: str) -> None:
    lines, _ = clean(page, next(SEEDS.glob(f"{page}_*.txt")).read_text(encoding="utf-8"))
    holds_each_line_once(lines)


def holds_each_line_once(lines: list[Line]) -> None:
    clippings, left = segment(lines)
    placed = [line for clipping in clippings for line in (*clipping.headline, *clipping.lines)]
    assert sorted(line.number for line in [*placed, *left]) == [line.number for line in lines]
    assert (clippings, left) == segment(lines)
    for clipping in clippings:
        assert sorted(line.number for p in clipping.paragraphs for line in p.lines) == [
            x.number for x in clipping.lines
        ]
        for p in clipping.paragraphs:
            assert p.text.replace(" ", "") == "".join(line.text for line in p.lines).replace(" ", "")


PIECES = st.sampled_from(
    [
        "本报讯 （记者 王涛）今年以来，我市抓好工作，",
        "提升服务效能，推动各项工作再上新台阶。",
        "我市召开工作推进会",
        "——系列报道之一",
        "（上接1版）",
        "记者 王洋 摄",
        "边琴 浩东",
        "富强 民主 文明 和谐",
        "“今天很好。”",
        "一、加强领导",
        "2024年3月7日",
        "本版责编：李琰 校对：赵晨",
        "好",
        "\x07",
        "",
        " ",
        "〔□〕",
        "APP 2024",
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECES, max_size=24).map("\n".join))
def test_every_line_is_placed_or_told(text: str) -> None:
    lines, _ = clean("a.txt", text)
    holds_each_line_once(lines)
    articles(text)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=120))
def test_any_text_works(text: str) -> None:
    lines, _ = clean("a.txt", text)
    holds_each_line_once(lines)
    articles(text)


def test_a_page_of_headlines_only_loses_none() -> None:
    lines, _ = clean("a.txt", "我市召开会议\n全县部署工作\n美丽中国我先行")
    clippings, left = segment(lines)
    assert sum(len(d.headline) + len(d.lines) for d in clippings) + len(left) == 3


def test_a_paragraph_is_told_by_its_short_last_line_and_the_indent_of_the_next() -> None:
    text = """近日，全省农村
乱占耕地建房问题整治
工作推进会召开。副市
长尉文龙在我市收看。
会议指出，开展农
村乱占耕地建房问题专
项整治，是保护耕地的
重要举措。"""
    lines, _ = clean("a.txt", text)
    assert [len(p.lines) for p in paragraphs(lines)] == [4, 4]


@pytest.mark.slow
def test_a_long_file_is_segmented_in_pieces() -> None:
    lines, _ = clean("a.txt", "本报讯 （记者 王涛）今年以来，我市抓好各项工作。\n" * 5000)
    clippings, left = segment(lines)
    assert sum(len(d.lines) + len(d.headline) for d in clippings) + len(left) == 5000
