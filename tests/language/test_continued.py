"""Which part of a continued article continues which; what articles have in common."""

import numpy as np
import pytest

from generator.base.archive import Entry
from generator.base.model import Article
from generator.language.continued import first_parts, turns_to
from generator.language.keywords import About, counted, opening, weighed
from generator.language.related import related


def article(id: str, title: str, body: str = "文", page: int | None = 1, continued_from: int | None = None) -> Article:
    return Article.model_validate(
        {
            "id": f"xxb-2024-03-07-{id}",
            "paper": "xxb",
            "date": "2024-03-07",
            "title": title,
            "body": body,
            "page": page,
            "continued_from": continued_from,
        }
    )


def parts(*articles: Article) -> dict[str, str]:
    return {id[-5:]: e.article.id[-5:] for id, e in first_parts([Entry(a, None) for a in articles]).items()}


@pytest.mark.parametrize(
    ("ending", "page"),
    [
        ("……（下转2版）", 2),
        ("（下转第十二版）", 12),
        ("(下转第4版)", 4),
        ("（下转４版）", 4),
        ("下转二十一版", 21),
        ("下转十版", 10),
        ("（完）", None),
        ("他说：下转版面", None),
    ],
)
def test_the_page_that_a_text_goes_on_to_is_read(ending: str, page: int | None) -> None:
    assert turns_to(article("01-01", "题", f"春耕全面展开。{ending}")) == page


def test_parts_of_the_same_headline_belong_together() -> None:
    first, other = article("01-01", "春耕"), article("01-02", "秋收")
    assert parts(first, other, article("02-01", "春耕", page=2, continued_from=1)) == {"02-01": "01-01"}


def test_the_only_article_that_turns_to_the_page_is_the_first_part() -> None:
    first, other = article("01-01", "春耕", "始（下转2版）"), article("01-02", "秋收", "始（下转3版）")
    assert parts(first, other, article("02-01", "农机手", page=2, continued_from=1)) == {"02-01": "01-01"}


def test_of_two_that_could_be_meant_none_is_guessed() -> None:
    first, other = article("01-01", "春耕", "始（下转2版）"), article("01-02", "秋收", "始（下转2版）")
    assert parts(first, other, article("02-01", "农机手", page=2, continued_from=1)) == {}
    assert parts(article("02-01", "农机手", page=2, continued_from=1)) == {}


def words(about: About, article: int) -> set[str]:
    return {about.words[n] for n in about.word[about.article == article]}


def test_articles_on_the_same_matter_are_related_and_others_are_not() -> None:
    articles = [
        article("01-01", "蔬菜大棚喜获丰收"),
        article("01-02", "日光温室里的蔬菜大棚", "大棚里的蔬菜长势喜人。"),
        article("01-03", "法院公开审理诈骗案件", "被告人对诈骗事实供认不讳。"),
        article("01-04", "全市工作会议召开", "会议总结工作，部署任务。"),
    ]
    counts = counted([opening(article) for article in articles])
    about = weighed(counts)
    assert {"蔬菜", "大棚"} <= words(about, 0)
    assert not {"工作", "会议", "全市"} & words(about, 3)
    assert related(about) == [[1], [0], [], []]
    assert words(weighed(counts, {"大棚"}), 0) == words(about, 0) - {"大棚"}


def test_one_word_in_common_makes_no_relation() -> None:
    weights = np.array([0.98, 0.2, 0.98, 0.2])
    about = About(["白方", "总统", "棋手"], np.array([0, 1, 0, 2]), np.array([0, 0, 1, 1]), weights, 2)
    assert related(about) == [[], []]
