"""What names of page files say: newspaper, day and page, by a pattern that is found from the names themselves.

1. A day is a year of four digits, a month and a day, together or apart, also in names of folders: llrb20240307_01.txt,
   吕梁日报/2024/03/07/第01版.txt. 07-03-2024 and 240307 may be read in several ways, and are asked about.
2. A letter behind the day (20240307b), or 号外, 增刊 and the like, is a second edition of it.
3. Of what is left 第3版, A01 or a number is the page. Where several numbers are, it is the one that differs among the
   files of one day; where that is none or several, it is asked.
4. Names of the same form make one pattern, as llrb{date}_{page}.txt. One that a person said, or that is kept in
   `seeds/issues.yml` from before, is tried first.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.base import lazily
from generator.incoming import pages
from generator.incoming.editions import CALLED

FIELDS = ("date", "year", "month", "day", "edition", "page", "paper", "any")
PARTS = 5
"""Of a path, from its end, that are looked at."""
_NUMERAL = "[〇零一二三四五六七八九十\\d]"
_TOGETHER = lazily.pattern(
    r"(?<!\d)(?P<year>(?:18|19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=(?:\d\d)?(?!\d))"
)
"""20240307; the two digits of a page may follow: 2024030701."""
_APART = lazily.pattern(
    r"(?<!\d)(?P<year>(?:18|19|20)\d\d)(?P<sep>[-_./年 ])/?(?P<month>0?[1-9]|1[0-2])(?:(?P=sep)|月)/?"
    r"(?P<day>0?[1-9]|[12]\d|3[01])日?(?!\d)"
)
_HALF = lazily.pattern(
    r"(?<!\d)(?P<year>(?:18|19|20)\d\d)(?P<month>0[1-9]|1[0-2])[-_./](?P<day>0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?P<y2>(?:18|19|20)\d\d)[-_./](?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?!\d)"
)
"""202403/07 and 2024/0307."""
_PAGE = lazily.pattern(
    rf"第\s?(?P<cn>[A-Za-z]?{_NUMERAL}{{1,3}})\s?版|(?P<behind>[A-Za-z]?\d{{1,3}})版"
    r"|(?<![\u3400-\u9fff〇])(?P<alone>[一二三四五六七八九十]{1,3})版"
)
_CALLED = lazily.pattern(
    r"(?<=版)[\s_·：:—-]*(?P<name>[\u3400-\u9fff]{0,4}(?:新闻|要闻|时事|时政|综合|副刊|专版|专刊|周刊|特刊|经济|社会|文化|文艺|教育|体育|"
    r"国际|国内|理论|生活|健康|民生|法治|旅游|三农|农业|农村|广告|公告|视点|评论|县域|乡镇|人物|摄影))$"
)
"""What a page is called behind its number: 3版 要闻. Of other words (扫描件, 副本) nobody knows that they name one."""
_NUMBER = lazily.pattern(r"(?<![A-Za-z\d])[A-Da-d]?\d{1,4}(?!\d)|(?<=[A-Za-z])\d{1,4}(?!\d)")
_EDITION = lazily.pattern(rf"(?<=\x01)[b-z](?![A-Za-z\d])|{CALLED}")
_NEWSPAPER = lazily.pattern(r"[\u3400-\u9fff]{2,12}报(?![\u3400-\u9fff])")
_FIELD = lazily.pattern(r"\{(\w+)\}")
_VALUES = {
    "date": r"\d{4}[-_./年]?/?\d{1,2}[-_./月]?/?\d{1,2}日?",
    "year": r"(?:18|19|20)\d\d|(?<!\d)\d\d",
    "month": r"\d{1,2}",
    "day": r"\d{1,2}",
    "edition": rf"[b-z]|{CALLED}",
    "page": rf"[A-Za-z]?\d{{1,4}}|{_NUMERAL}{{1,3}}",
    "paper": r"[^/]+?",
    "any": r"[^/]*?",
}
MOST_PAGES = 200
"""Of an issue: the thickest of local papers have some eighty."""
CENTURY = 70
"""Where a pattern says {year} and a name has two digits of it: from 70 on they are of the last century."""


@dataclass(frozen=True)
class Name:
    """What one file's name says."""

    path: str
    """Its last parts, with forward slashes."""
    date: datetime.date | None = None
    page: pages.Page | None = None
    pattern: str = ""
    paper: str = ""
    """As the name says it; empty where it says none that is known."""
    why: str = ""
    """What cannot be told."""
    edition: str = ""
    """A letter, or what it is called; empty of the first."""


def told(paths: Sequence[str], known: Mapping[str, str], said: Iterable[str]) -> list[Name]:
    """What the names of files say. `known` are keys of newspapers by what names may call them, `said` patterns that a
    person said, the first that fits first."""
    patterns = [(each, _compiled(each)) for each in said]
    found_by = ((_by_pattern(path, each, of, known) for each, of in patterns) for path in paths)
    out = [next(filter(None, names), None) for names in found_by]
    open_names = {n: _dated(paths[n]) for n, name in enumerate(out) if name is None}
    forms: defaultdict[str, list[int]] = defaultdict(list)
    for n, of in open_names.items():
        forms[of.form].append(n)
    for numbers in forms.values():
        found = _paged([open_names[n] for n in numbers])
        for n, name in zip(numbers, found, strict=True):
            out[n] = replace(name, paper=_paper(paths[n], known))
    return [name for name in out if name is not None]


def newspaper(path: str) -> str:
    """What looks like the name of a newspaper in a file's name, the nearest to the file; empty where nothing does."""
    found = _NEWSPAPER.findall(path)
    return found[-1] if found else ""


# ---- patterns that are said ----------------------------------------------------------------------------------------


def called(path: str) -> str:
    """What a name calls its page, behind the page's number; empty where it says none."""
    found = _CALLED.search(path.rpartition("/")[2].rpartition(".")[0])
    return found["name"] if found else ""


def wrong(pattern: str) -> str:
    """What is wrong with a pattern; empty where nothing is."""
    fields = _FIELD.findall(pattern)
    if unknown := [name for name in fields if name not in FIELDS]:
        return f"{{{unknown[0]}}} is no field; they are {', '.join(f'{{{name}}}' for name in FIELDS)}"
    if "date" not in fields and not {"year", "month", "day"} <= {*fields}:
        return "it says no day: {date}, or {year}, {month} and {day}"
    if twice := [name for name in fields if fields.count(name) > 1 and name != "any"]:
        return f"{{{twice[0]}}} stands twice"
    return ""


def _compiled(pattern: str) -> re.Pattern[str]:
    """As it is matched; of fields that nothing parts, as in {year}{month}{day}, months and days have two digits."""
    pieces, at = [], 0
    for match in _FIELD.finditer(pattern):
        name = match[1]
        pieces.append(re.escape(pattern[at : match.start()]))
        beside = f"{pattern[: match.start()][-1:]}{pattern[match.end() :][:1]}"
        value = r"\d\d" if name in ("month", "day") and set(beside) & {*"{}"} else _VALUES[name]
        pieces.append(f"(?:{value})" if name == "any" else f"(?P<{name}>{value})")
        at = match.end()
    return re.compile(rf"(?:^|.*/){''.join(pieces)}{re.escape(pattern[at:])}$")


def _by_pattern(path: str, pattern: str, of: re.Pattern[str], known: Mapping[str, str]) -> Name | None:
    found = of.match(path)
    if not found:
        return None
    has = found.groupdict()
    year, month, day = has.get("year"), has.get("month"), has.get("day")
    if date := has.get("date"):
        digits = re.fullmatch(r"(\d{4})\D{0,2}(\d{1,2})\D{0,2}(\d{1,2})日?", date)
        year, month, day = digits.groups() if digits else (None, None, None)
    when = None
    with suppress(ValueError, TypeError):
        full = int(str(year)) + (0 if len(str(year)) == 4 else 1900 if int(str(year)) >= CENTURY else 2000)
        when = datetime.date(full, int(str(month)), int(str(day)))
    if when is None:
        return None
    page = pages.page(has["page"]) if has.get("page") else None
    paper = known.get(has.get("paper") or "", "") or _paper(path, known)
    return Name(path, when, page, pattern, paper, edition=has.get("edition") or "")


# ---- patterns that are found ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Dated:
    """A name of which the day is known, or is not."""

    path: str
    date: datetime.date | None
    form: str
    """The path with a sign for the day, the edition and each number left, by which names of one form are known."""
    numbers: tuple[str, ...]
    """What is left of numbers, in the order in which they stand."""
    page: str = ""
    """What 第3版 says."""
    why: str = ""
    edition: str = ""


def _dated(path: str) -> _Dated:
    name = "/".join(path.split("/")[-PARTS:])
    found = [*_TOGETHER.finditer(name)] or [*_APART.finditer(name)] or [*_HALF.finditer(name)]
    days = {day for match in found if (day := _day(match))}
    if len(days) != 1:
        why = "names no day that can be told" if not days else "names several days"
        return _Dated(path, None, f"\0{why}", (), why=why)
    rest = name
    for match in reversed(found):
        rest = f"{rest[: match.start()]}\1{rest[match.end() :]}"
    stem, dot, ending = rest.rpartition(".")
    page, edition = "", ""
    if said := _EDITION.search(stem):
        edition = said[0]
        stem = f"{stem[: said.start()]}\4{stem[said.end() :]}"
    if name_of := _CALLED.search(stem):
        stem = f"{stem[: name_of.start('name')]}\5"
    if paged := _PAGE.search(stem):
        page = paged["cn"] or paged["behind"] or paged["alone"]
        stem = f"{stem[: paged.start()]}{paged[0].replace(page, chr(2), 1)}{stem[paged.end() :]}"
        return _Dated(path, days.pop(), f"{stem}{dot}{ending}", (), page, edition=edition)
    folder, slash, file = stem.rpartition("/")
    numbers = tuple(match[0] for match in _NUMBER.finditer(file))
    file = _NUMBER.sub("\3", file)
    return _Dated(path, days.pop(), f"{folder}{slash}{file}{dot}{ending}", numbers, edition=edition)


def _day(match: re.Match[str]) -> datetime.date | None:
    has = match.groupdict()
    with suppress(ValueError, TypeError):
        year, month, day = (int(has.get(name) or has.get(name[0] + "2") or "") for name in ("year", "month", "day"))
        return datetime.date(year, month, day)
    return None


def _paged(names: Sequence[_Dated]) -> Iterator[Name]:
    """Names of one form with their pages."""
    first = names[0]
    if first.date is None:
        yield from (Name(name.path, why=name.why) for name in names)
        return
    form = first.form.replace("\1", "{date}").replace("\2", "{page}").replace("\4", "{edition}").replace("\5", "{any}")
    if first.page or not first.numbers:
        for name in names:
            page = pages.page(name.page) if name.page else None
            yield Name(name.path, name.date, page, _numbered(form, name.numbers, -1), edition=name.edition)
        return
    which = _which(names)
    goes_on = which is not None and _goes_on(names, which)
    for name in names:
        if which is None:
            yield Name(name.path, name.date, why=f"has several numbers that may be the page: {', '.join(name.numbers)}")
        elif goes_on:
            yield Name(name.path, name.date, why=f"has the number {name.numbers[which]}, which goes on from day to day")
        else:
            page, pattern = pages.page(name.numbers[which]), _numbered(form, name.numbers, which)
            yield Name(name.path, name.date, page, pattern, edition=name.edition)


def _which(names: Sequence[_Dated]) -> int | None:
    """Which of several numbers is the page: the only one that differs among the files of a day."""
    places = range(len(names[0].numbers))
    if len(places) == 1:
        return 0
    days: defaultdict[object, list[_Dated]] = defaultdict(list)
    for name in names:
        days[name.date, name.edition].append(name)
    differ = [k for k in places if any(len({name.numbers[k] for name in of}) > 1 for of in days.values())]
    fit = [k for k in differ if all(len({name.numbers[k] for name in of}) == len(of) for of in days.values())]
    return fit[0] if len(fit) == 1 else None


def _goes_on(names: Sequence[_Dated], which: int) -> bool:
    """Whether numbers begin where those of the day before end: of scans, and not of pages."""
    days: defaultdict[datetime.date, list[int]] = defaultdict(list)
    for name in names:
        if name.date:
            days[name.date].append(int(re.sub(r"\D", "", name.numbers[which]) or 0))
    ends = [(min(of), max(of)) for _, of in sorted(days.items())]
    return max(ends)[1] > MOST_PAGES or (len(ends) > 1 and all(a[1] < b[0] for a, b in pairwise(ends)))


def _numbered(form: str, numbers: Sequence[str], page: int) -> str:
    """The form as a pattern that one can say, from the first folder on that tells something: numbers that are no page
    stand for anything."""
    for n in range(len(numbers)):
        form = form.replace("\3", "{page}" if n == page else "{any}", 1)
    parts = form.split("/")
    first = next((n for n, part in enumerate(parts) if "{" in part), 0)
    return "/".join(parts[first:])


def _paper(path: str, known: Mapping[str, str]) -> str:
    """The newspaper that a name has in it: the longest that is known, standing by itself."""
    found = []
    for name in known:
        edge = r"(?<![a-z0-9]){}(?![a-z])" if name.isascii() else "{}"
        if re.search(edge.format(re.escape(name)), path, re.IGNORECASE):
            found.append(name)
    return known[max(found, key=len)] if found else ""
