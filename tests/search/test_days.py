"""Days that a text names, in the forms in which people write them."""

import datetime
import json
import random
import subprocess
from typing import Any

import pytest

from tests.conftest import REPOSITORY

DIGITS = "〇一二三四五六七八九"


TODAY = datetime.date(2026, 11, 30)


def named(texts: list[str]) -> list[dict[str, Any] | None]:
    """Texts through theme/assets/days.js and lunar.js."""
    script, given = str(REPOSITORY / "tests/js/days.js"), json.dumps({"texts": texts, "today": f"{TODAY}T12:00"})
    run = subprocess.run(["node", script], input=given, capture_output=True, text=True, check=True)
    out: list[dict[str, Any] | None] = json.loads(run.stdout)
    return out


def spoken(number: int) -> str:
    """三十一"""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")


def forms(day: datetime.date) -> list[str]:
    """A day as people write it."""
    y, m, d = day.year, day.month, day.day
    year = "".join(DIGITS[int(c)] for c in f"{y}")
    found = [
        f"{y}年{m}月{d}日",
        f"公元{y}年{m}月{d}号",
        f"{y} 年 {m:02} 月 {d:02} 日",
        f"{y}-{m:02}-{d:02}",
        f"{y}/{m}/{d}",
        f"{y}.{m}.{d}",
        f"{y}{m:02}{d:02}",
        f"{y}年{m}月{d}日的报纸",
        f"{year}年{spoken(m)}月{spoken(d)}日",
        f"{year.replace('〇', '零')}年{spoken(m)}月{spoken(d)}號",
        f"{y}年{m}月{d}日".translate({ord("0") + n: ord("０") + n for n in range(10)}),
    ]
    if 1912 <= y <= 1949:
        found += [f"民国{y - 1911}年{m}月{d}日", f"民國{spoken(y - 1911)}年{spoken(m)}月{spoken(d)}日"]
    return found


def test_a_day_is_known_in_each_of_its_forms() -> None:
    chance = random.Random(1949)
    days = [datetime.date(1912, 1, 1) + datetime.timedelta(chance.randrange(40_000)) for _ in range(500)]
    asked = [(day, form) for day in days for form in forms(day)]
    for (day, form), found in zip(asked, named([form for _, form in asked]), strict=True):
        assert found == {"from": f"{day}", "to": f"{day}"}, form


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024年", "2024-01-01", "2024-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024年2月", "2024-02-01", "2024-02-29"),
        ("2024年3月份", "2024-03-01", "2024-03-31"),
        ("2024-11", "2024-11-01", "2024-11-30"),
        ("民国元年", "1912-01-01", "1912-12-31"),
        ("民国廿六年七月", "1937-07-01", "1937-07-31"),
        ("中华民国三十八年", "1949-01-01", "1949-12-31"),
        ("1947—1949", "1947-01-01", "1949-12-31"),
        ("2020年至2023年", "2020-01-01", "2023-12-31"),
        ("1950年代", "1950-01-01", "1959-12-31"),
        ("五十年代", "1950-01-01", "1959-12-31"),
        ("上世纪80年代", "1980-01-01", "1989-12-31"),
        ("2020年上半年", "2020-01-01", "2020-06-30"),
        ("2020下半年", "2020-07-01", "2020-12-31"),
        ("1947年秋", "1947-09-01", "1947-11-30"),
        ("民国三十六年春天", "1947-03-01", "1947-05-31"),
        ("2023年冬季", "2023-12-01", "2024-02-29"),
        ("1947年秋至1948年夏", "1947-09-01", "1948-08-31"),
        ("1948年春以来", "1948-03-01", ""),
        ("2020年第一季度", "2020-01-01", "2020-03-31"),
        ("2020年2月下旬", "2020-02-21", "2020-02-29"),
        ("民国36年3月中旬", "1947-03-11", "1947-03-20"),
        ("2020年3月至5月", "2020-03-01", "2020-05-31"),
        ("2020年3-5月", "2020-03-01", "2020-05-31"),
        ("2020年1月1日至2月10日", "2020-01-01", "2020-02-10"),
        ("2023年10月1—10日", "2023-10-01", "2023-10-10"),
        ("2020年12月至2021年1月", "2020-12-01", "2021-01-31"),
        ("2020-03-01~2020-03-10", "2020-03-01", "2020-03-10"),
        ("1947-49", "1947-01-01", "1949-12-31"),
        ("民国三十六年至三十八年", "1947-01-01", "1949-12-31"),
        ("1949年以前", "", "1948-12-31"),
        ("1949年10月前", "", "1949-09-30"),
        ("自2018年以来", "2018-01-01", ""),
        ("自2018年", "2018-01-01", ""),
        ("从2018年3月起", "2018-03-01", ""),
        ("90年代以后", "1990-01-01", ""),
        ("1947年农历正月", "1947-01-22", "1947-02-20"),
        ("农历2020年闰四月十五", "2020-06-06", "2020-06-06"),
        ("民国三十六年腊月三十", "1948-02-09", "1948-02-09"),
    ],
)
def test_years_months_and_stretches(text: str, first: str, last: str) -> None:
    assert named([text]) == [{"from": first, "to": last}]


def test_two_figures_may_be_a_year_of_either_century() -> None:
    earlier = {"from": "1924-03-07", "to": "1924-03-07"}
    both = {"from": "2024-03-07", "to": "2024-03-07", "or": [earlier]}
    assert named(["24年3月7日", "24-3-7", "二四年三月七日"]) == [both] * 3


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("去年", "2025-01-01", "2025-12-31"),
        ("前年3月", "2024-03-01", "2024-03-31"),
        ("去年3月至5月", "2025-03-01", "2025-05-31"),
        ("昨天", "2026-11-29", "2026-11-29"),
    ],
)
def test_what_is_told_from_today_may_be_text(text: str, first: str, last: str) -> None:
    assert named([text]) == [{"from": first, "to": last, "loose": True}]


def test_a_day_without_a_year_is_one_of_each_year() -> None:
    assert named(["3月7日", "十月一号", "2月29日", "2月30日"]) == [
        *({"from": "", "to": "", "on": on, "loose": True} for on in ("03-07", "10-01", "02-29")),
        None,
    ]


def test_a_year_of_the_cycle_is_one_of_several() -> None:
    (found,) = named(["甲子年正月初一"])
    assert found and [each["from"] for each in (found, *found["or"])] == ["2044-01-30", "1984-02-02", "1924-02-05"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "金融",
            "2024年13月",
            "2023年2月29日",
            "2024-00-01",
            "三十六年",
            "0312",
            "12:30",
            "1.5",
            "2200年",
            "年月日",
        ),
        *(
            "第2024年",
            "2024年3月7日春耕",
            "民国",
            "十",
            "5-6",
            "20242403",
            "2024—2020",
            "2020年3月秋",
            "2020年3月至" * 400,
        ),
    ],
)
def test_what_names_no_day(text: str) -> None:
    assert named([text]) == [None]
