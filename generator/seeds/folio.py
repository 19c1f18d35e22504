"""What a page prints of itself, its date and its 版次, against what `seeds/issues.yml` says of it.

Only a line that says nothing else is taken for it, 2020年6月1日 星期一 or 07版 要闻, for a text may name any day:
a date stands with the day of the week or with a 版, and a name beside it only at the head or the foot of the file.
Where one of a file's agrees, nothing is said, nor where `date_evidence` says that the print is wrong. Of 100 marked
pages 58 have such a date: none is said to contradict its page, and each does where another date is listed.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress

from generator.base.archive import Line
from generator.base.issue import Issue
from generator.base.problems import Problem

EDGE = 4
"""Lines at the head and the foot of a file among which running heads stand."""
LONGEST = 36
"""Characters of such a line: 2 要闻 2024年1月2日 星期二 责编：李文 has 23."""
LONGEST_REST = 8
"""Characters in it that are none of these, as the name of a section or of the newspaper."""

_NUMERAL = "[〇○零一二三四五六七八九十]"
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DATE = re.compile(rf"(\d{{4}}|{_NUMERAL}{{4}})年(\d{{1,2}}|{_NUMERAL}{{1,2}})月(\d{{1,2}}|{_NUMERAL}{{1,3}})日")
_SHORT_DATE = re.compile(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_DAY = re.compile(r"星期[一二三四五六日天]|周[一二三四五六日]")
_PAGE = re.compile(rf"第?(?<![A-Za-z])(\d{{1,3}}|{_NUMERAL}{{1,3}})版|^(\d{{1,2}})(?!\d)|(?<!\d)(\d{{1,2}})$")
_BESIDE = re.compile(
    r"(?:责任?编辑?|编辑|美编|校对|版式|值班[^:]{0,3}|组版|审读|热线|电话|电子信?箱|邮箱|网址):.*$"
    r"|(?:农历)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?[闰正腊冬初廿月一二三四五六七八九十]{0,8}"
    r"|农历[闰正腊冬初廿月一二三四五六七八九十]{2,8}"
    rf"|总?第\d+期|(?:今日|本期|共)+(?:\d{{1,3}}|{_NUMERAL}{{1,3}})版|本版|[A-Za-z]\d{{1,2}}版?"
)
_WRONG = re.compile(r"误|错|misprint|wrong", re.IGNORECASE)
_SENTENCE = re.compile(r"[。,!?;、:()]|[转接见]第?\w{1,3}版")


def problems(issue: Issue, file: str, page: int | None, lines: Sequence[Line]) -> Iterator[Problem]:
    """Where a page file prints another date or another page than it is listed under."""
    found = [(line, *said) for n, line in enumerate(lines) if (said := _said(line.text, _edge(n, len(lines))))]
    dated = [(line, date) for line, date, _ in found if date and date not in _misprints(issue)]
    if dated and all(not issue.date.first <= date <= issue.date.last for _, date in dated):
        line, date = dated[0]
        what = f"prints {date.year}年{date.month}月{date.day}日, but is listed under {issue.said}"
        mend = (
            "Correct the date in seeds/issues.yml, or list the page under its issue; where the print is wrong, say so "
            f"in that issue's date_evidence: 误印为{date.year}年{date.month}月{date.day}日."
        )
        yield Problem(f"seeds/{file}", line.number, what, mend, stops=False)
    paged = [(line, number) for line, _, number in found if number]
    if page and paged and all(number != page for _, number in paged):
        line, number = paged[0]
        what, mend = f"prints 第{number}版, but is listed as page {page}", "Correct the page in seeds/issues.yml."
        yield Problem(f"seeds/{file}", line.number, what, mend, stops=False)


def _misprints(issue: Issue) -> list[datetime.date | None]:
    """The dates of which a person says there that they are printed wrongly."""
    said = _SHORT_DATE.sub(r"\1年\2月\3日", unicodedata.normalize("NFKC", issue.date_evidence or ""))
    return [_date(found) for found in _DATE.finditer("".join(said.split()))] if _WRONG.search(said) else []


def _edge(n: int, number: int) -> bool:
    return n < EDGE or n >= number - EDGE


def _said(text: str, edge: bool) -> tuple[datetime.date | None, int | None] | None:
    """Date and page that a line prints; None where it says something else."""
    whole = _SHORT_DATE.sub(r"\1年\2月\3日", unicodedata.normalize("NFKC", text).replace("〔□〕", ""))
    rest = _BESIDE.sub("", "".join(whole.split()))
    if len(rest) > LONGEST or _SENTENCE.search(rest):
        return None
    dates = [*_DATE.finditer(rest)]
    if len(dates) > 1:
        return None
    sides = [rest[: dates[0].start()], rest[dates[0].end() :]] if dates else [rest]
    named = "版" in rest or (bool(dates) and bool(_DAY.search(rest)))
    sides = [_DAY.sub("", side) for side in sides]
    pages = [int(_number("".join(groups))) for side in sides for groups in _PAGE.findall(side)]
    left = [side for side in (_PAGE.sub("", side) for side in sides) if side]
    if not named or len(left) > 1 or len("".join(left)) > (LONGEST_REST if edge else 0):
        return None
    if not dates and not (edge and len(pages) == 1):
        return None
    return (_date(dates[0]) if dates else None), (pages[0] if len(pages) == 1 else None)


def _date(found: re.Match[str]) -> datetime.date | None:
    with suppress(ValueError):
        year, month, day = (int(_number(part)) for part in found.groups() if part)
        return datetime.date(year, month, day)
    return None


def _number(text: str) -> str:
    """In digits: 十二 is 12, 二〇二四 2024."""
    if "十" not in text:
        return text.translate(_DIGITS)
    tens, _, ones = text.partition("十")
    return f"{tens or '一'}{ones or '〇'}".translate(_DIGITS)
