"""Days that a text names, as theme/assets/days.js and lunar.js have them: 2024年3月7日, 2024-03-07, 民国三十六年,
1947—1949, 2020年上半年, 1947年秋, 1949年以前, 去年3月, 3月7日, 农历庚子年腊月. tests/finding/test_days.py compares
the two."""

import datetime
import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from generator.base.when import When
from generator.language import lunar
from generator.pages.wording import Wording

DIGITS = "零一二三四五六七八九"
TENS = {"十": 1, "廿": 2, "卅": 3}
EARLIEST, LATEST = 1800, 2100
REPUBLIC = 1911  # the year before the first of 民国
LEAP = 2020  # a year that has all days
LONGEST = 40  # characters: 中华民国三十六年农历闰十二月二十九日至… has 37
_N = "([0-9零一二三四五六七八九十廿卅元]+)"
_REST = f"(?:{_N}月份?(?:{_N}[日号]?)?)?"
_ENDS = re.compile(r"(?:的?(?:报纸?|那天|这天|当天|当日))$")
_TO = re.compile(r"[-–—~至到]+")
_PART = re.compile(r"(.+?)([上下前后]半年|第?[1-4一二三四]季度?|[春夏秋冬][季天]?|[上中下]旬)")
_BEFORE = re.compile(r"(.*[0-9年月日号代春夏秋冬季])(?:及?以前|之前|前)")
_SINCE = re.compile(
    r"[自从]?(.*[0-9年月日号代春夏秋冬季])(?:及?以后|以来|之后|起|后)|[自从](.*[0-9年月日号代春夏秋冬季])"
)
_YEARLY = re.compile(f"{_N}月(?:{_N}[日号]|([0-9]{{1,2}}|[二三]?[十廿卅][一二三四五六七八九]?))")  # 三月三 is a feast
_NEAR_YEAR = re.compile(r"([今去前])年(.*)")
NEAR_YEARS = {"今": 0, "去": 1, "前": 2}
NEAR_DAYS = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2}
_SAID = [re.compile(form) for form in (r"^.*月", r"^.*年(?:农历)?", r"^(?:中华)?民国", r"^[0-9]{4}[-/.]")]
_CENTURY = re.compile(r"[0-9]{2}(?=[0-9]{2}年?$)")
_UNIT = re.compile(r"[年月日号]$")
_LUNAR_SAID = "(农历|旧历|阴历|夏历)?"
_LUNAR = re.compile(
    rf"{_LUNAR_SAID}(?:公元)?(?:([0-9]{{4}}|[零一二三四五六七八九]{{4}})年|(?:中华)?民国([0-9零一二三四五六七八九十廿卅元]+)年"
    rf"|([{lunar.STEMS}][{lunar.BRANCHES}])年){_LUNAR_SAID}"
    r"(?:([闰閏]?)([正冬腊臘一二三四五六七八九]|十[一二]?|[0-9]+)月(?:(初|二十|三十|十|廿|卅)?([一二三四五六七八九十]|[0-9]+)?日?)?)?"
)
_LUNAR_TENS = {"初": 0, "十": 10, "廿": 20, "二十": 20, "卅": 30, "三十": 30}


@dataclass(frozen=True)
class Days:
    """Days from one to another, both included."""

    first: str
    """2024-03-07; empty where there is no beginning."""
    last: str
    others: "tuple[Days, ...]" = ()
    """What else it may mean."""
    on: str = ""
    """03-07: that day of every year, and none else."""
    loose: bool = False
    """Texts say it as well as people who ask for it."""

    def hold(self, date: When) -> bool:
        """Whether a date is one of them; what is known to the month alone, where all of it is meant."""
        return f"{date.first}" >= self.first and (not self.last or f"{date.last}" <= self.last)


def number(text: str) -> int:
    """What a number in figures or in characters is; -1 where it is none."""
    if re.fullmatch("[0-9]+", text):
        return int(text)
    if text == "元":
        return 1
    if not re.search("[十廿卅]", text):
        values = [int(c) if c in "0123456789" else DIGITS.find(c) for c in text]
        return int("".join(map(str, values))) if values and min(values) >= 0 else -1
    parts = re.fullmatch("([一二三四五六七八九]?)([十廿卅])([一二三四五六七八九]?)", text)
    if not parts:
        return -1
    before, ten, one = parts.groups()
    return 10 * (DIGITS.index(before) if before else TENS[ten]) + (DIGITS.index(one) if one else 0)


def span(year: int, month: int | None = None, day: int | None = None) -> Days | None:
    if not EARLIEST <= year <= LATEST:
        return None
    if month is None:
        return Days(f"{year}-01-01", f"{year}-12-31")
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= monthrange(year, month)[1]):
        return None
    last = day or monthrange(year, month)[1]
    return Days(f"{year}-{month:02}-{day or 1:02}", f"{year}-{month:02}-{last:02}")


def _within(year: str, of: Callable[[int], Days | None]) -> Days | None:
    """A year of two figures may be one of two."""
    n = number(year)
    if len(year) != 2 or re.search("[十廿卅元]", year):
        return of(n)
    later, earlier = of(2000 + n), of(1900 + n)
    return replace(later, others=(earlier,)) if later and earlier else later or earlier


def _some(text: str | None) -> int | None:
    return None if text is None else number(text)


def _decade(century: str | None, tens: str) -> Days | None:
    year = 100 * int(century or 19) + number(tens)
    first, last = span(year), span(year + 9)
    return Days(first.first, last.last) if first and last else None


FORMS: list[tuple[re.Pattern[str], Callable[..., Days | None]]] = [
    (re.compile(f"(?:公元)?{_N}年{_REST}"), lambda y, m, d: _within(y, lambda n: span(n, _some(m), _some(d)))),
    (re.compile(f"(?:中华)?民国{_N}年{_REST}"), lambda y, m, d: span(REPUBLIC + number(y), _some(m), _some(d))),
    (
        re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?"),
        lambda y, _, m, d: span(int(y), int(m), _some(d)),
    ),
    (
        re.compile(r"([0-9]{2})([-/])([0-9]{1,2})\2([0-9]{1,2})"),
        lambda y, _, m, d: _within(y, lambda n: span(n, int(m), int(d))),
    ),
    (re.compile("([0-9]{4})([0-9]{2})([0-9]{2})?"), lambda y, m, d: span(int(y), int(m), _some(d))),
    (re.compile("([0-9]{4})"), lambda y: span(int(y))),
    (re.compile("(?:上世纪|20世纪|二十世纪|(19|20))?([0-9]0|[二三四五六七八九]十)年代"), _decade),
]


def days(text: str, today: datetime.date | None = None) -> Days | None:
    """The days that a text names, if it is nothing but their name."""
    now = today or datetime.date.today()
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    plain = (
        re.sub("[〇○◯]", "零", plain).replace("國", "国").replace("號", "号").replace("農曆", "农历").removesuffix("份")
    )
    if len(plain) > LONGEST:  # pasted text: each of its characters may begin another reading
        return None
    for some in dict.fromkeys((plain, _ENDS.sub("", plain))):
        if found := _point(some, now) or _stretch(some, now) or _open(some, now) or _yearly(some):
            return found
    return None


def spoken(span: Days, say: Wording) -> str:
    """Days as the site says them."""
    whole_years = (not span.first or span.first.endswith("-01-01")) and (not span.last or span.last.endswith("-12-31"))
    whole_months = (not span.first or span.first.endswith("-01")) and (not span.last or _ends_month(span.last))

    def one(text: str) -> str:
        year, month, day = map(int, text.split("-"))
        if whole_years:
            return say("unit.year", year=year)
        if whole_months:
            return say("unit.month_of", year=year, month=month)
        return say("unit.day", year=year, month=month, day=day)

    if not span.first or not span.last:
        return say("unit.since", date=one(span.first)) if span.first else say("unit.until", date=one(span.last))
    if one(span.first) == one(span.last):
        return one(span.first)
    year, month, until = span.first[:4], int(span.first[5:7]), int(span.last[5:7])
    if whole_years:
        return say("unit.years", first=year, last=span.last[:4])
    if whole_months and span.last.startswith(year):
        return say("unit.months_of", year=year, first=month, last=until)
    return say("unit.between", first=one(span.first), last=one(span.last))


def _ends_month(day: str) -> bool:
    return int(day[8:]) == monthrange(int(day[:4]), int(day[5:7]))[1]


def _single(text: str, today: datetime.date) -> tuple[Days | None, bool]:
    """What is one of some forms alone, and whether it has one of them."""
    for form, made in FORMS:
        if parts := form.fullmatch(text):
            return made(*parts.groups()), True
    found, known = _lunar(text)
    return (found, True) if known else _told(text, today)


def _told(text: str, today: datetime.date) -> tuple[Days | None, bool]:
    """Told from today, which texts do as well: 去年3月, 昨天."""
    if (back := NEAR_DAYS.get(text)) is not None:
        day = f"{today - datetime.timedelta(back)}"
        return Days(day, day, loose=True), True
    if not (parts := _NEAR_YEAR.fullmatch(text)):
        return None, False
    found, known = _single(f"{today.year - NEAR_YEARS[parts[1]]}年{parts[2]}", today)
    return found and replace(found, loose=True), known and found is not None


def _each(days: Days | None, change: Callable[[Days], Days | None]) -> Days | None:
    """Every reading of some days changed alike; None where the first cannot be."""
    made = days and change(days)
    others = tuple(each for other in (days.others if days else ()) if (each := change(other)))
    return replace(made, others=others, loose=days.loose) if days and made else None


def _part_of(days: Days, part: str) -> Days | None:
    """A part of a year or a month."""
    first, last, year = days.first, days.last, days.first[:4]
    if part.endswith("旬"):
        if first[:7] != last[:7] or first == last:
            return None
        n = "上中下".index(part[0])
        return Days(f"{first[:8]}{n}1", f"{first[:8]}{n + 1}0" if n < 2 else last)
    if (first, last) != (f"{year}-01-01", f"{year}-12-31"):
        return None
    if (season := "春夏秋冬".find(part[0])) >= 0:
        until = int(year) + season // 3, (3 * season + 4) % 12 + 1
        return Days(f"{year}-{3 * season + 3:02}-01", f"{until[0]}-{until[1]:02}-{monthrange(*until)[1]}")
    halves = part.endswith("半年")
    found = re.search("[1-4一二三四]", part)
    n = int(part[0] in "下后") if halves else number(found[0] if found else "") - 1
    months = 6 if halves else 3
    begin, end = span(int(year), n * months + 1), span(int(year), (n + 1) * months)
    return Days(begin.first, end.last) if begin and end else None


def _point(text: str, today: datetime.date) -> Days | None:
    """A day, a month, a year, or a part of one."""
    found, known = _single(text, today)
    if known:
        return found
    parts = _PART.fullmatch(text)
    return _each(_single(parts[1], today)[0], lambda days: _part_of(days, parts[2])) if parts else None


def _stretch(text: str, today: datetime.date) -> Days | None:
    """From one to another, of which the second need not say again what the first says, nor the first what the second
    does."""
    for sign in _TO.finditer(text):
        first, last = text[: sign.start()], text[sign.end() :]
        unit = found[0] if (found := _UNIT.search(last)) else ""
        begin = _point(first, today) or (None if first.endswith(unit) else _point(first + unit, today))
        ends = (end for each in _ends(first, last, unit) if (end := _point(each, today)))
        end = next((end for end in ends if begin and end.first > begin.first), None)
        if begin and end:
            return Days(begin.first, end.last, loose=begin.loose)
    return None


def _ends(first: str, last: str, unit: str) -> Iterator[str]:
    """What the end of a stretch may be in full."""
    tail = last if unit else last + (found[0] if (found := _UNIT.search(first)) else "")
    said = [found[0] for form in _SAID[:3] if (found := form.search(first))]
    if found := _CENTURY.match(first):
        said.append(found[0])
    said += [found[0] for form in _SAID[3:] if (found := form.search(first))]
    for of in said:
        yield from (of + last, of + tail)
    yield last


def _open(text: str, today: datetime.date) -> Days | None:
    """What is before some days, or from their first one on."""
    if parts := _BEFORE.fullmatch(text):
        return _each(_point(parts[1], today), lambda days: Days("", _day_before(days.first)))
    parts = _SINCE.fullmatch(text)
    return _each(_point(parts[1] or parts[2], today), lambda days: Days(days.first, "")) if parts else None


def _day_before(day: str) -> str:
    return f"{datetime.date.fromisoformat(day) - datetime.timedelta(1)}"


def _yearly(text: str) -> Days | None:
    """A day of every year."""
    parts = _YEARLY.fullmatch(text)
    of = span(LEAP, number(parts[1]), number(parts[2] or parts[3])) if parts else None
    return Days("", "", on=of.first[5:], loose=True) if of else None


def _lunar(text: str) -> tuple[Days | None, bool]:
    """By the Chinese calendar, and whether that is meant."""
    if not (parts := _LUNAR.fullmatch(text)):
        return None, False
    said, figured, republic, cycle, then, leap, month, ten, one = parts.groups()
    # 民国三十六年七月 is of the calendar of the day; what it says otherwise is not.
    marked = re.search("[正冬腊臘]", month or "") or re.search("[初廿卅]", ten or "")
    if not (said or then or cycle or leap or marked):
        return None, False
    years = lunar.years_of(cycle) if cycle else [number(figured) if figured else REPUBLIC + number(republic)]
    of = None if month is None else lunar.MONTHS[month] if month in "正冬腊臘" else number(month)
    day = (_LUNAR_TENS[ten] if ten else 0) + (number(one) if one else 0) if ten or one else None
    spans = (lunar.span(year, of, bool(leap), day) for year in years)
    found = [Days(f"{each[0]}", f"{each[1]}") for each in spans if each]
    return (replace(found[0], others=tuple(found[1:])), True) if found else (None, True)
