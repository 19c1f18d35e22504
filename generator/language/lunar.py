"""The Chinese calendar (农历): which day of it a day is, and what newspapers print of that."""

import csv
import datetime
import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from generator.base import assets

STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
FIRST_OF_CYCLE = 4  # 4 CE was 甲子
_N = "一二三四五六七八九"
MONTHS = {"正": 1, "冬": 11, "腊": 12, "臘": 12, "十": 10, "十一": 11, "十二": 12} | {c: n for n, c in enumerate(_N, 1)}
TENS = {"初": 0, "十": 10, "廿": 20, "二十": 20, "卅": 30, "三十": 30}
_DAY = rf"(?P<ten>初|二十|三十|十|廿|卅)(?P<one>[{_N}十]?)"
_PRINTED = re.compile(
    rf"(?:农历|農曆|旧历|舊曆|夏历|夏曆|阴历|陰曆)?(?:(?P<year>[{STEMS}][{BRANCHES}])年?)?"
    rf"(?:(?P<leap>[闰閏]?)(?P<month>正|冬|腊|臘|十[一二]?|[{_N}])月(?P<size>[大小]?))?(?:{_DAY})?日?"
)


class Lunar(NamedTuple):
    """A day, or what is said of one."""

    year: str | None
    """甲辰."""
    month: int | None
    leap: bool
    """It is the second month of its number (闰)."""
    day: int | None


@cache
def _years() -> list[tuple[datetime.date, int, int, str]]:
    """Of each year its first day, number, leap month (0: none), and which of its months have thirty days."""
    with (assets.PACKAGE / "data/lunar.csv").open(encoding="utf-8", newline="") as file:
        return [
            (datetime.date.fromisoformat(row["begins"]), int(row["year"]), int(row["leap"]), row["long"])
            for row in csv.DictReader(file)
        ]


def of(day: datetime.date) -> Lunar | None:
    """Which day it is there; None before 1900 and after 2056."""
    n = bisect_right(_years(), day, key=lambda year: year[0]) - 1
    if n < 0:
        return None
    begins, year, leap, long = _years()[n]
    left, name = (day - begins).days, f"{STEMS[(year - FIRST_OF_CYCLE) % 10]}{BRANCHES[(year - FIRST_OF_CYCLE) % 12]}"
    for index, is_long in enumerate(long, 1):
        if left < (size := 29 + int(is_long)):
            is_leap = bool(leap) and index == leap + 1
            return Lunar(name, index - (bool(leap) and index > leap), is_leap, left + 1)
        left -= size
    return None


def span(
    year: int, month: int | None = None, leap: bool = False, day: int | None = None
) -> tuple[datetime.date, datetime.date] | None:
    """The first day and the last of a year of it, of a month, or that day; None where there is none such."""
    row = next((row for row in _years() if row[1] == year), None)
    if row is None:
        return None
    begins, _, doubled, long = row
    lengths = [29 + int(each) for each in long]
    if month is None:
        first, length = 0, sum(lengths)
    elif not 1 <= month <= 12 or (leap and doubled != month):
        return None
    else:
        n = month - 1 + int(leap or (doubled > 0 and month > doubled))
        first, length = sum(lengths[:n]), lengths[n]
    if day is not None:
        if not 1 <= day <= length:
            return None
        first, length = first + day - 1, 1
    start = begins + datetime.timedelta(first)
    return start, start + datetime.timedelta(length - 1)


def years_of(name: str) -> list[int]:
    """The years that a name of the cycle (甲辰) stands for, the latest first."""
    named = ((year, (year - FIRST_OF_CYCLE) % 10, (year - FIRST_OF_CYCLE) % 12) for _, year, _, _ in _years())
    return [year for year, stem, branch in named if STEMS[stem] + BRANCHES[branch] == name][::-1]


def read(text: str) -> Lunar | None:
    """What is printed, as far as it says something: 甲辰年正月廿七, 闰二月初一. None where it cannot be read."""
    found = _PRINTED.fullmatch("".join(text.split()))
    if not found or not (found["year"] or found["month"] or found["ten"]):
        return None
    month = MONTHS[found["month"]] if found["month"] else None
    return Lunar(found["year"], month, bool(found["leap"]), _day(found["ten"], found["one"]))


def _day(ten: str | None, one: str) -> int | None:
    if ten is None:
        return None
    if one == "十":  # 初十
        return 10
    return TENS[ten] + (_N.index(one) + 1 if one else 0)


def written(day: Lunar) -> str:
    """甲辰年正月廿七"""
    names = {1: "正", 10: "十", 11: "十一", 12: "十二"}
    month = names.get(day.month or 0) or _N[(day.month or 1) - 1]
    ones = day.day or 1
    tens, rest = divmod(ones, 10)
    whole = {10: "初十", 20: "二十", 30: "三十"}.get(ones) or f"{'初十廿卅'[tens]}{_N[rest - 1]}"
    return f"{day.year}年{'闰' if day.leap else ''}{month}月{whole}"


def contradicts(printed: Lunar, real: Lunar) -> bool:
    """Whether what is printed says another day; what it does not say contradicts nothing."""
    year = printed.year is not None and printed.year != real.year
    month = printed.month is not None and (printed.month, printed.leap) != (real.month, real.leap)
    return year or month or (printed.day is not None and printed.day != real.day)
