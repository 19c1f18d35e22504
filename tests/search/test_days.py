"""Days that a text names, in the forms in which people write them."""

import datetime
import json
import random
import subprocess
from typing import Any

import pytest

from tests.conftest import REPOSITORY

DIGITS = "〇一二三四五六七八九"


def named(texts: list[str]) -> list[dict[str, Any] | None]:
    """Texts through theme/assets/days.js."""
    script = str(REPOSITORY / "tests/js/days.js")
    run = subprocess.run(["node", script], input=json.dumps(texts), capture_output=True, text=True, check=True)
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
    ],
)
def test_years_months_and_stretches(text: str, first: str, last: str) -> None:
    assert named([text]) == [{"from": first, "to": last}]


def test_two_figures_may_be_a_year_of_either_century() -> None:
    earlier = {"from": "1924-03-07", "to": "1924-03-07"}
    both = {"from": "2024-03-07", "to": "2024-03-07", "or": earlier}
    assert named(["24年3月7日", "24-3-7", "二四年三月七日"]) == [both] * 3


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
        *("第2024年", "2024年3月7日春耕", "民国", "十", "5-6", "20242403", "2024—2020"),
    ],
)
def test_what_names_no_day(text: str) -> None:
    assert named([text]) == [None]
