"""What the subjects of an archive are. The articles are made up."""

import pytest

from generator.language.keywords import counted, listed, stopped, weighed
from generator.language.subjects import LEAST, subjects, whole


def found(*texts: tuple[str, str]) -> list[list[str]]:
    return subjects(weighed(counted(texts)), texts)


def test_a_word_of_three_articles_is_a_subject() -> None:
    texts = [("蔬菜大棚喜获丰收", "大棚里的蔬菜长势喜人。"), ("蔬菜上市", "蔬菜价格平稳。"), ("蔬菜直供社区", "")]
    assert [words[:1] for words in found(*texts)] == [["蔬菜"]] * 3
    assert found(*texts[: LEAST - 1]) == [[], []]


@pytest.mark.parametrize(
    "word", ["表示慰问", "纷纷表示", "冲锋在前", "力所能及", "认真贯彻", "全面落实", "定力", "致以"]
)
def test_phrases_and_verbs_are_none_unless_they_are_listed(word: str) -> None:
    texts = [(f"{word}复工", f"{word}，复工。")] * 3
    assert found(*texts) == [["复工"]] * 3


def test_a_word_that_stands_in_one_longer_word_is_that() -> None:
    texts = [f"第{n}届区块链大会，区块链技术展示。" for n in "一二三四五六七八九"]
    assert whole("区块", texts) == "区块链"
    assert whole("区块", texts[:4]) == "区块", "too few to tell"
    assert whole("区块", [*texts, "区块、区块、区块、区块、区块、区块。"]) == "区块"
    ministries = [f"{n}日，文化和旅游部等{n}个部门" for n in range(10, 30)]
    assert whole("旅游部", ministries) == "文化和旅游部"


def test_a_longer_word_is_whole_or_there_is_none() -> None:
    sessions = ["十九届四中全会", "党的十九届四中全会", "中共十九届四中全会", "二届四中全会"]
    assert whole("四中全会", [f"{n}，{session}" for n, session in enumerate(sessions * 4)]) == "十九届四中全会"
    assert whole("四中全会", [f"召开{session}精神" for session in sessions[:1] * 10]) == "十九届四中全会精神"
    sentence = "他们在大山深处种下的苹果树今年全都开花结果了"
    assert whole("苹果", [sentence] * 10) == "苹果"


def test_articles_that_have_only_the_shorter_word_are_not_about_the_longer() -> None:
    chain = [("区块链落地", "区块链技术进村。")] * 12
    assert found(*chain, ("区块划分完成", "区块按地形划分。"))[-1] == []


def test_names_of_the_same_are_one_subject() -> None:
    texts = [*[("世界卫生组织通报", "")] * 3, *[("世卫组织报告", "世卫组织说。")] * 12]
    assert {tuple(words) for words in found(*texts)} == {("世界卫生组织",)}


def test_the_lists_do_not_contradict_each_other() -> None:
    matters = listed("matters.txt").split()
    names = listed("synonyms.txt").split()
    assert len(names) == len(set(names)) and len(matters) == len(set(matters))
    assert not stopped() & {*matters, *names}
    assert len(listed("stopwords.txt").split()) == len(stopped())
