"""The Chinese calendar."""

import datetime

import pytest

from generator.language import lunar


@pytest.mark.parametrize(
    ("day", "written"),
    [
        ("1900-01-31", "庚子年正月初一"),
        ("1949-10-01", "己丑年八月初十"),
        ("2020-06-01", "庚子年闰四月初十"),
        ("2023-03-22", "癸卯年闰二月初一"),
        ("2024-03-07", "甲辰年正月廿七"),
        ("2025-01-28", "甲辰年十二月廿九"),
        ("2056-02-14", "乙亥年十二月廿九"),
    ],
)
def test_a_day_is_that_of_the_almanac_and_read_again(day: str, written: str) -> None:
    found = lunar.of(datetime.date.fromisoformat(day))
    assert found and lunar.written(found) == written
    assert lunar.read(f"农历{written}") == found


@pytest.mark.parametrize(
    ("printed", "fits"),
    [
        ("正月廿七", True), ("甲辰年", True), ("正月二十七日", True), ("廿七", True), ("甲辰年 正月大 廿七", True),
        ("二月廿七", False), ("闰正月廿七", False), ("癸卯年正月廿七", False), ("正月廿八", False),
    ],
)  # fmt: skip
def test_what_is_printed_in_part_contradicts_nothing_that_it_does_not_say(printed: str, fits: bool) -> None:
    real, said = lunar.of(datetime.date(2024, 3, 7)), lunar.read(printed)
    assert real and said and lunar.contradicts(said, real) != fits


def test_what_is_no_day() -> None:
    assert [lunar.read(text) for text in ("", "农历", "惊蛰", "十三月初一", "正月初一到初三")] == [None] * 5
    assert lunar.of(datetime.date(1900, 1, 30)) is None
    assert lunar.of(datetime.date(2057, 2, 4)) is None
