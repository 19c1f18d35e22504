"""Days that a query names are those that it names on the site: theme/assets/days.js and lunar.js beside days.py."""

import datetime
import random

import pytest

from generator.finding.days import Days, days
from generator.language import lunar
from tests.search.test_days import TODAY, forms, named

NUMBERS = [
    "1",
    "3",
    "07",
    "12",
    "三",
    "十一",
    "廿六",
    "卅",
    "元",
    "36",
    "三十六",
    "1947",
    "2024",
    "二〇二四",
    "47",
    "0",
]
PIECES = """
年 月 日 号 月份 - / . — ~ 至 到 民国 中华民国 公元 农历 正月 腊月 初一 十五 闰 甲子 庚子 年代 上世纪 上半年 第一季度
秋 春季 冬天 3季度 上旬 下旬 以前 以后 前 后 自 从 起 以来 去年 今年 前年 昨天 的报纸 那天 春耕
""".split()  # noqa: SIM905


def drawn(number: int, seed: int) -> list[str]:
    """Texts of the pieces of which names of days are made."""
    chance = random.Random(seed)
    made = []
    for _ in range(number):
        year, month, day = (chance.choice(NUMBERS) for _ in range(3))
        sure = [
            f"{year}年{month}月{day}日",
            f"{year}年{month}月",
            f"{year}年",
            f"民国{year}年{month}月",
            f"{year}-{month}-{day}",
        ]
        wild = "".join(chance.choice([*NUMBERS, *PIECES]) for _ in range(chance.randint(1, 7)))
        made += [
            wild,
            chance.choice(sure) + chance.choice(PIECES),
            chance.choice(sure) + chance.choice(PIECES) + chance.choice([*sure, *NUMBERS]),
        ]
    return made


def as_there(found: Days | None) -> dict[str, object] | None:
    """As the script says it."""
    if found is None:
        return None
    said: dict[str, object] = {"from": found.first, "to": found.last}
    if found.others:
        said["or"] = [as_there(each) for each in found.others]
    return said | ({"on": found.on} if found.on else {}) | ({"loose": True} if found.loose else {})


def test_days_are_those_of_the_site() -> None:
    chance = random.Random(36)
    some = [datetime.date(1912, 1, 1) + datetime.timedelta(chance.randrange(40_000)) for _ in range(200)]
    texts = [*drawn(4000, 7), *(form for day in some for form in forms(day))]
    there = named(texts)
    assert sum(each is not None for each in there) > 2500
    for text, theirs in zip(texts, there, strict=True):
        assert as_there(days(text, TODAY)) == theirs, text


def test_days_of_the_chinese_calendar_lead_back_to_those_of_the_other() -> None:
    chance = random.Random(1912)
    some = [datetime.date(1912, 3, 1) + datetime.timedelta(chance.randrange(50_000)) for _ in range(500)]
    texts = []
    for day in some:
        of = lunar.of(day)
        assert of is not None and of.month is not None
        (year,) = [
            year for year in (day.year, day.year - 1) if lunar.span(year, of.month, of.leap, of.day) == (day, day)
        ]
        texts.append(f"农历{year}年{lunar.written(of).partition('年')[2]}")
    for day, text, theirs in zip(some, texts, named(texts), strict=True):
        assert theirs == as_there(days(text)) == {"from": f"{day}", "to": f"{day}"}, text


@pytest.mark.parametrize("text", ["", "春耕", "2024年13月", "5-6", "第2024年"])
def test_what_names_no_day(text: str) -> None:
    assert days(text, TODAY) is None
