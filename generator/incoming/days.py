"""A day as people, programs and old newspapers write it, in the form of the archive.

1. In digits: 2024-03-07, 2024/3/7, 2024.3.7, 20240307, 2024年3月7日, 24 hours behind it or not; in any width.
2. In characters: 二〇二四年三月七日, 一九四九年十月一日.
3. Years of the Republic: 民国三十六年三月七日, 民国36年3月7日; 民国元年.
4. Days as spreadsheets count them, 45358, where a table comes from one.
5. Instants as web pages and databases count them, in thirteen digits, by the clock of China.

The order of 3/7/2024 and 07-03-24 is not guessed; nor is the day of 2024年3月.
"""

import datetime
import re
import unicodedata
from contextlib import suppress

from generator.base.when import When, never

NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "元": 1, "两": 2}
TENS = {"十": 10, "廿": 20, "卅": 30}
REPUBLIC = 1911
SERIAL = datetime.date(1899, 12, 30)
"""Day 0 of spreadsheets, from March 1900 on."""
CHINA = datetime.timezone(datetime.timedelta(hours=8))
SERIALS = range(10_000, 80_000)  # 1927 to 2119

_N = "[零〇○一二三四五六七八九十廿卅元两\\d]"
_TIME = r"(?:[T ]*\d{1,2}[:时点]\d{1,2}(?:[:分]\d{1,2}(?:[.:]\d+)?秒?)?分?(?:Z|[+-]\d\d:?\d\d)?)?"
_WEEKDAY = r"(?:[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?)?"
_DIGITS = re.compile(rf"(\d{{4}})\s*([-/.年\\])\s*(\d{{1,2}})\s*[-/.月\\]\s*(\d{{1,2}})日?\s*{_WEEKDAY}{_TIME}")
_RUN = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{6})?")
_WORDS = re.compile(rf"(?:(民国|中华民国)({_N}{{1,3}})|({_N}{{4}}))年({_N}{{1,3}})月({_N}{{1,3}})[日号]?{_WEEKDAY}")


def day(text: str, spreadsheet: bool = False) -> datetime.date | None:
    """The day that a text says; None where it says none, or it would have to be guessed."""
    plain = _plain(text)
    with suppress(ValueError):
        if re.fullmatch(r"\d{13}", plain):
            return datetime.datetime.fromtimestamp(int(plain) / 1000, CHINA).date()
        if parts := _parts(plain):
            return datetime.date(*parts)
        if spreadsheet:
            return _counted(plain)
    return None


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip().strip("'\"")
    return plain.replace("中華", "中华").replace("民國", "民国")


def _parts(plain: str) -> tuple[int, int, int] | None:
    """Year, month and day of a text that says all three, whether there is such a day or not. Raises ValueError."""
    if found := _DIGITS.fullmatch(plain):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _RUN.fullmatch(plain):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _WORDS.fullmatch("".join(plain.split())):
        republic, of_republic, year, month, of_day = found.groups()
        return REPUBLIC + number(of_republic) if republic else _year(year), number(month), number(of_day)
    return None


def _counted(plain: str) -> datetime.date | None:
    """The day of a number as spreadsheets count."""
    is_one = re.fullmatch(r"\d{5}(?:\.\d+)?", plain) and int(float(plain)) in SERIALS
    return SERIAL + datetime.timedelta(int(float(plain))) if is_one else None


def known(text: str) -> When | None:
    """A month or a year, where the text says that no more is known of the day: 1949-10, 1949."""
    with suppress(ValueError):
        return When.of(text.strip())
    return None


def why_not(text: str) -> str:
    """How to mend what is no day."""
    plain = _plain(text)
    with suppress(ValueError):
        if parts := _parts(plain):
            return never(*parts[:2])
    if counted := _counted(plain):
        return f"A spreadsheet would count {counted} so: import the workbook itself, or write the day."
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", plain):
        return "Which is the month is not guessed: write it as 2024-03-07."
    if re.fullmatch(r"\d{4}(?:[-/.年]\d{1,2}月?|年)?", plain):
        return "Write the day as well, as in 2024-03-07; where it is not known, 2024-03 or 2024."
    if re.fullmatch(r"\d{1,2}[-/.月]\d{1,2}日?", plain):
        return "Write the year as well, as in 2024-03-07."
    if not re.search(_N, plain):
        return "Write it as 2024-03-07 in the row itself."  # 同上, 〃, 不详
    return "Write it as 2024-03-07."


def number(text: str) -> int:
    """Of digits or characters: 三十六, 廿一, 36, 元. Raises ValueError."""
    if text.isdigit() and text.isascii():
        return int(text)
    total, ones = 0, 0
    for sign in text:
        if sign in TENS:
            total, ones = total + (ones or 1) * TENS[sign], 0
        elif sign in NUMERALS:
            ones = ones * 10 + NUMERALS[sign] if ones else NUMERALS[sign]
        else:
            raise ValueError(text)
    return total + ones


def _year(text: str) -> int:
    """Of four characters, each of a digit."""
    if any(sign in TENS for sign in text):
        raise ValueError(text)
    return int("".join(str(NUMERALS.get(sign, sign)) for sign in text))
