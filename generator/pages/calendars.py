"""A year at a glance: tables of days and months with the number of their articles, darker for more.

The number stands in every cell, so that nothing depends on the shade. Days without an issue stand between the others,
without a link: a gap can be seen. Where a newspaper kept to days of the week, those that it missed are marked. The
tables are HTML made of numbers and addresses of ours; no text of a page is in them.
"""

import calendar
import datetime
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.base.addresses import day_path, issue_path, month_path, on_path, url, year_path
from generator.base.issue import Issue
from generator.base.when import When
from generator.pages.catalogue import Catalogue, grouped
from generator.pages.wording import Wording

SHADES = 4
WEEKS = 4  # in so many of them a newspaper's days of the week can be told
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class Run:
    """The part of a year in which a newspaper is in the archive, and what seems to be missing there."""

    first: datetime.date
    last: datetime.date
    weekdays: tuple[int, ...]
    """Those on which it appeared more often than not, Monday 0; none where there is no such rhythm."""
    missing: frozenset[datetime.date]
    """Days between the first and the last that should have an issue by this rhythm and have none."""


def run_of(of_year: Sequence[Issue], issues: Sequence[Issue]) -> Run:
    """How a newspaper appeared in a year; `issues`, all that there are, say whether it began before and went on."""
    year, known = of_year[0].date.year, [issue.date.first for issue in issues if issue.date.whole]
    first = max([datetime.date(year, 1, 1), *known[:1]])
    last = min([datetime.date(year, 12, 31), *known[-1:]])
    there = {issue.date.first for issue in of_year if issue.date.whole}
    days = [first + datetime.timedelta(n) for n in range((last - first).days + 1)]
    weekdays = []
    for weekday, of_weekday in sorted(grouped(days, lambda day: day.weekday()).items()):
        if len(of_weekday) >= WEEKS and 2 * len(there.intersection(of_weekday)) > len(of_weekday):
            weekdays.append(weekday)
    missing = frozenset(day for day in days if day.weekday() in weekdays and day not in there)
    return Run(first, last, tuple(weekdays), missing)


def year_calendar(c: Catalogue, path: str, year: int, issues: Sequence[Issue], run: Run | None = None) -> str:
    """The months of a year; a day leads to its issue, or to all issues of the day where there are several. Months one
    behind the other in which nothing is, and nothing seems to be missing, are a line."""
    say = c.say
    days = grouped((issue for issue in issues if issue.date.whole), lambda issue: issue.date.first)
    numbers = {day: c.extent(of_day) for day, of_day in days.items()}
    shade = shades(numbers.values())
    names = "".join(f'<th scope="col">{name}</th>' for name in say("unit.weekdays"))

    held = {issue.date.month for issue in issues if issue.date.month}

    def cell(day: datetime.date) -> str:
        if day in days:
            at = issue_path(days[day][0]) if len(days[day]) == 1 else day_path(When.on(day))
            inner = f'<a href="{url(at, path)}">{day.day}<small> {numbers[day]:,}</small></a>'
            return f'<td class="s{shade(numbers[day])}">{inner}</td>'
        if run and day in run.missing:
            return f'<td class="lost">{day.day}<small> {say("list.calendar_lost")}</small></td>'
        return f"<td>{day.day}</td>"

    def table(month: int) -> str:
        first = datetime.date(year, month, 1)
        label = say("unit.month", month=month)
        if month in held:
            label = f'<a href="{url(month_path(When(year, month)), path)}">{label}</a>'
        weeks = [
            f"<tr>{''.join(cell(first.replace(day=number)) if number else '<td></td>' for number in week)}</tr>"
            for week in calendar.monthcalendar(year, month)
        ]
        return (
            f'<table class="heat month"><caption>{label}</caption><thead><tr>{names}</tr></thead>'
            f"<tbody>{''.join(weeks)}</tbody></table>\n"
        )

    said = {*held, *(day.month for day in (run.missing if run else ()))}
    months: list[str] = []
    for has, some in groupby(range(1, 13), lambda month: month in said):
        of = list(some)
        if has:
            months += map(table, of)
        elif len(of) == 1:
            months.append(f'<p class="none">{say("list.no_month", month=of[0])}</p>\n')
        else:
            months.append(f'<p class="none">{say("list.no_months", first=of[0], last=of[-1])}</p>\n')
    legend = say("list.calendar_legend") + (_missing(say, run) if run else "")
    return f'<div class="calendar">\n{"".join(months)}</div>\n\n{legend}\n{{: .legend }}\n'


def _missing(say: Wording, run: Run) -> str:
    """How many issues seem to be missing, and by which rhythm; empty where none are."""
    if not run.missing:
        return ""
    names = [say("unit.weekdays")[weekday] for weekday in run.weekdays]
    rhythm = say("list.daily") if len(names) == 7 else say("list.weekly", weekdays=say.all_of(names))
    return say("list.calendar_gaps", rhythm=rhythm, count=len(run.missing))


def years_table(c: Catalogue, path: str) -> str:
    """A row for each year, a cell for each month; years without an issue say so in one row."""
    say = c.say
    months: Counter[tuple[int, int]] = Counter()
    for issue in c.archive.issues.values():
        months[issue.date.year, issue.date.month] += len(c.articles(issue))
    shade = shades(number for (_, month), number in months.items() if month)
    years = sorted({year for year, _ in months}, reverse=True)
    names = "".join(f'<th scope="col">{say("unit.month", month=month)}</th>' for month in range(1, 13))
    rows = []
    for later, year in zip([None, *years], years, strict=False):
        if later and later - year > 1:
            gap = (
                say("list.no_years", first=year + 1, last=later - 1)
                if later - year > 2
                else say("list.no_year", year=year + 1)
            )
            rows.append(f'<tr class="gap"><td colspan="13">{gap}</td></tr>\n')
        cells = []
        for month in range(1, 13):
            number = months.get((year, month))
            at = url(month_path(When(year, month)), path)
            link = f'<a href="{at}">{number:,}</a>' if number is not None else ""
            cells.append(f"<td{_shade(shade, number)}>{link}</td>")
        label = say("unit.year", year=year)
        unknown = f"<small>{say.count('undated', months[year, 0])}</small>" if (year, 0) in months else ""
        head = f'<th scope="row"><a href="{url(year_path(year), path)}">{label}</a>{unknown}</th>'
        rows.append(f"<tr>{head}{''.join(cells)}</tr>\n")
    table = (
        f'<table class="heat years"><thead><tr><td></td>{names}</tr></thead><tbody>\n{"".join(rows)}</tbody></table>'
    )
    return _wide(say("list.years"), table)


def days_table(say: Wording, path: str, counts: Mapping[tuple[int, int], int]) -> str:
    """The days of any year, a row for each month; `counts` by month and day."""
    shade = shades(counts.values())
    rows = []
    for month in range(1, 13):
        cells = []
        for day in range(1, 32):
            number = counts.get((month, day))
            at = url(on_path(month, day), path)
            link = f'<a href="{at}">{day}<small> {number:,}</small></a>' if number is not None else f"{day}"
            absent = day > DAYS[month - 1]
            cells.append("<td></td>" if absent else f"<td{_shade(shade, number)}>{link}</td>")
        rows.append(f'<tr><th scope="row">{say("unit.month", month=month)}</th>{"".join(cells)}</tr>\n')
    return _wide(say("list.on_this_day"), f'<table class="heat days"><tbody>\n{"".join(rows)}</tbody></table>')


def shades(numbers: Iterable[int]) -> Callable[[int], int]:
    """The shade of a number, 1 to SHADES: each takes an equal share of those that there are."""
    ordered = sorted(numbers)
    edges = [ordered[len(ordered) * n // SHADES] for n in range(1, SHADES)] if ordered else []
    return lambda number: 1 + bisect_left(edges, number)


def _shade(shade: Callable[[int], int], number: int | None) -> str:
    return f' class="s{shade(number)}"' if number is not None else ""


def _wide(label: str, table: str) -> str:
    """A table that may be wider than a phone scrolls by itself; it can be reached by keyboard."""
    return f'<section class="wide" tabindex="0" aria-label="{label}">{table}</section>\n'
