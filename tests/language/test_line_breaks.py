"""Where the lines of a headline may end."""

from itertools import pairwise

import jieba
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.language.line_breaks import BREAK, LINE, MOST, ahead, broken, in_line
from tests.conftest import SHIPPED

MARKED = [
    ("我市抓实小额信贷　助力乡村振兴", "我市抓实|小额|信贷　助力|乡村|振兴"),
    ("为乡村产业发展滴灌“金融活水”", "为乡村|产业|发展|滴灌“金融|活水”"),  # 为 leads on; marks are the browser's
    ("我县召开校园疫情防控专题推进会", "我县|召开|校园|疫情|防控|专题|推进会"),  # no line is 会 alone
    ("各方面的干劲足", "各方面的|干劲足"),  # 的 clings to what it follows
    ("贷款到期日60天前提醒", "贷款|到期日|60天前|提醒"),  # a number stays with what it counts
    ("冯晓雷李哲出席全市大会", "冯晓雷李哲|出席|全市|大会"),  # a name that the dictionary does not have
    ("第119次会议", "第119次|会议"),
    ("5G网络覆盖全县", "5G|网络覆盖|全县"),
    ("春耕", "春耕"),
    ("", ""),
    ("—— ，。", "—— ，。"),
    ("上\n下", "上\n下"),
]


@pytest.mark.parametrize(("text", "marked"), MARKED)
def test_a_line_may_end_between_words(text: str, marked: str) -> None:
    assert broken(text) == marked.replace("|", BREAK)


@given(
    st.text(st.sampled_from("我市抓实小额信贷助力乡村振兴的了第一二30%．年月 　，。“”（）Ab𠮷\n\u200b"), max_size=60)
)
def test_a_text_stays_what_it_is(text: str) -> None:
    plain = text.replace(BREAK, "")
    for found in (broken(plain), in_line(plain)):
        assert found.replace(BREAK, "") == plain
        assert not found.startswith(BREAK)
        assert not found.endswith(BREAK)
        assert BREAK * 2 not in found
        for before, after in pairwise(found):
            if BREAK in (before, after):
                assert (before + after).strip(BREAK).isalnum(), "none beside a mark"


def test_many_at_once_are_broken_as_one_by_one() -> None:
    texts = [f"我市抓实小额信贷{n}助力乡村振兴" for n in range(50)]
    alone = [broken(f"{text}。").removesuffix("。") for text in texts]
    ahead(texts)
    assert [broken(text) for text in texts] == alone


def test_in_a_list_a_short_headline_stays_and_a_long_one_has_few_breaks() -> None:
    short, long = "我市抓实小额信贷助力乡村振兴"[:LINE], "长子县现代农业发展中心关于农机作业疫情防控春耕生产的倡议书"
    assert in_line(short) == short
    assert in_line(long).replace(BREAK, "|") == "长子县|现代农业发展|中心关于农机|作业疫情防控|春耕生产的|倡议书"
    assert set(broken(long).split(BREAK)) - set(in_line(long).split(BREAK))


def titles() -> list[str]:
    files = sorted((SHIPPED / "seeds/articles").glob("*.yml"))
    return [a["title"] for file in files for a in yaml.safe_load(file.read_text(encoding="utf-8"))["articles"]]


def test_every_break_is_the_end_of_one_of_jiebas_words() -> None:
    jieba.setLogLevel(60)
    number = 0
    for title in titles():
        ends, at = set(), 0
        for word in jieba.cut(title):  # with its model for words that the dictionary does not have
            ends.add(at := at + len(word))
        places = [
            len(BREAK.join(parts).replace(BREAK, ""))
            for n in range(1, broken(title).count(BREAK) + 1)
            if (parts := broken(title).split(BREAK)[:n])
        ]
        number += len(places)
        assert set(places) <= ends, broken(title)
        assert all(
            len(piece) <= MOST + 4 for run in broken(title).split("　") for piece in run.split(BREAK) if piece.isalnum()
        )
    assert number > 150
