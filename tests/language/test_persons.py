"""Persons whom texts name: who is shown is one."""

import pytest

from generator.language.persons import mentioned


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("县委书记张三同志说，今年的麦子好。", ["张三"]),
        ("村民王强、李四光等人来了，劳模李顺达出席。", ["王强", "李四光", "李顺达"]),
        ("会议由县长欧阳修文主持。", ["欧阳修文"]),
        ("张桂荣，女，45岁。", ["张桂荣"]),
        ("（记者 王强）", []),
        ("创始人汪滔曾表示", ["汪滔"]),
        ("王首道同志担任会长。", ["王首道"]),
        ("昨天的会上，向总书记汇报了春耕。", []),
    ],
)
def test_a_post_a_title_or_an_age_tells_a_name(text: str, names: list[str]) -> None:
    assert mentioned(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "校长饶子和在办公楼",  # 饶子, and somebody; or 饶子和
        "书记王有为说",
        "主任高度重视这件事。",
        "教师王老师说，负责人王大哥在。",
        "祝福杨先生健康。",
        "各位院长、万名教授。",
    ],
)
def test_where_a_name_may_end_in_two_places_nobody_is_named(text: str) -> None:
    assert mentioned(text) == []
