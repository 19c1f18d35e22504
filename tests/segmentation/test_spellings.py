"""Pages as programs, presses and peoples spell them: all is understood alike, and shown as it is printed."""

import pytest

from generator.base.model import Article
from tests.segmentation.test_segment import articles

HEAD = "岚县办起冬季夜校"
BODY = """本报讯 （记者 高兰）十一月五日，岚县各
乡办起冬季夜校四十余所。夜校教识字、珠算
和农业技术，由小学教师和回乡青年轮流上
课。

县委要求，各乡要备好灯油和课本，不误生
产，不误学习。"""
PAGE = f"{HEAD}\n\n{BODY}\n"


def only(text: str) -> Article:
    found, _ = articles(text)
    assert len(found) == 1, [article.title for article in found]
    return found[0]


def names(article: Article) -> list[str]:
    return [author.name for author in article.authors]


def test_the_page_as_it_is_printed_today() -> None:
    article = only(PAGE)
    assert (article.title, names(article), article.county, article.kind) == (HEAD, ["高兰"], "岚县", "news")


@pytest.mark.parametrize(
    ("marks", "instead"),
    [
        ("，。、（）", "︐︒︑︵︶"),
        ("。", "."),
        ("。", "．"),
        ("。", "o"),
        ("。", "∘"),
        ("，。", ",."),
        ("，。", "﹐｡"),
        ("（）", "()"),
        ("县办记高书", "縣辦記高書"),
        ("青长页", "⻘⻓⻚"),
    ],
)
def test_in_other_characters_it_says_the_same(marks: str, instead: str) -> None:
    page = PAGE.translate(str.maketrans(marks, instead))
    article = only(page)
    assert (names(article), article.county, article.kind) == (["高兰"], "岚县", "news")
    assert article.title == page.split("\n")[0]
    assert [c for c in instead if c in page and c not in (article.byline or "") + article.title + article.body] == []


@pytest.mark.parametrize(
    "mark",
    [
        "★本报讯",
        "◆本报讯",
        "■本报讯",
        "【本报讯】",
        "〔本报讯〕",
        "［本报讯］",
        "（本报讯）",
        "● 本报讯",
        "本报特讯",
        "【岚县讯】",
        "（岚县消息）",
        "本市消息",
    ],
)
def test_whatever_stands_before_the_dateline_it_is_one(mark: str) -> None:
    article = only(PAGE.replace("本报讯", mark))
    assert names(article) == ["高兰"] and article.body.startswith("十一月五日")
    assert (article.byline or "").startswith(mark)


@pytest.mark.parametrize(
    "name",
    [
        "高𬭎",
        "阿卜杜热西提·买买提艾力",
        "买买提•吐尔逊",
        "买买提・吐尔逊",
        "孟和巴特尔",
        "巴图",
        "朝格图",
        "扎西顿珠",
        "努尔别克·阿不都热合曼",
        "欧阳建国",
        "李完",
        "诸葛明",
        "阿依古丽",
    ],
)
def test_names_of_all_peoples_sign(name: str) -> None:
    assert names(only(PAGE.replace("高兰", name))) == [name]
    assert names(only(PAGE.replace("（记者 高兰）", "") + f"\n（{name}）\n")) == [name]
    assert names(only(PAGE.replace("高兰", f"高兰 通讯员 {name}"))) == ["高兰", name]


def test_a_name_of_radicals_is_a_name() -> None:
    assert names(only(PAGE.replace("高兰", "⻢⻘"))) == ["马青"]


@pytest.mark.parametrize(
    "table",
    [
        "乡镇\t册数\t完成\n东村镇\t120\t98%\n岚城镇\t85\t100%",
        "单位\t名称\t数量\n东村乡\t课本\t300\n普明乡\t灯油\t20",
        "姓名\t性别\t年龄\n王二小\t男\t19\n李三女\t女\t21",
        "名次 单位 成绩",
        "第一组 第二组 第三组",
    ],
)
@pytest.mark.parametrize("title", ["\n\n各乡夜校一览表\n\n", "\n\n", "\n"])
def test_a_table_signs_nothing(table: str, title: str) -> None:
    found, _ = articles(PAGE.rstrip() + title + table + "\n")
    assert names(found[0]) == ["高兰"]
    assert [names(article) for article in found[1:]] in ([], [[]])


def test_a_list_of_names_signs_nothing() -> None:
    winners = "王玉成 李有田 张二小\n高大山 郝建国 刘长锁\n贾文英 白玉兰 马建设"
    found, _ = articles(PAGE.rstrip() + f"\n\n受奖教师名单\n\n{winners}\n")
    assert all(set(names(article)) <= {"高兰"} for article in found)


HEADS = [
    "4 综合 2024年3月7日 星期四 责编：李文",
    "第四版",
    "B04",
    "- 4 -",
    "吕梁日报 2024年3月7日 星期四",
    "责任编辑：李文　校对：王川",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("at", [0, 1, 3, 4, 7, 9])
def test_a_running_head_is_of_no_article_wherever_it_stands(head: str, at: int) -> None:
    lines = PAGE.rstrip().split("\n")
    found, left = articles("\n".join([*lines[:at], head, *lines[at:]]) + "\n")
    whole = only(PAGE)
    assert [(a.title, a.body, names(a)) for a in found] == [(whole.title, whole.body, ["高兰"])]
    assert len(left) == 1 and left[0][:2] == head.replace(" ", "")[:2]


OLD = """嵐縣開辦冬學四十餘所

【本報嵐縣三日電】本縣各鄉已辦起冬學四十
餘所、教識字珠算及農業技術、由小學教師及囘
鄉靑年輪流授課。

縣府訓令各鄉備妥燈油課本、勿誤生產。

臨縣疏濬湫水河

〔中央社太原四日電〕臨縣組織民夫兩千、疏濬
湫水河下游、計長十二里、月內可竣。
"""


def test_a_page_of_before_1949_is_read() -> None:
    found, _ = articles(OLD)
    assert [(a.title, a.county) for a in found] == [("嵐縣開辦冬學四十餘所", "岚县"), ("臨縣疏濬湫水河", "临县")]
    assert [(a.byline or "")[:6] for a in found] == ["【本報嵐縣三", "〔中央社太原"]
    assert "囘" in found[0].body
    assert [a.kind for a in found] == ["news", "news"]


def test_a_report_without_a_stop_is_news() -> None:
    article = only(PAGE.translate(str.maketrans("", "", "。，、")))
    assert (article.kind, names(article), article.county) == ("news", ["高兰"], "岚县")
