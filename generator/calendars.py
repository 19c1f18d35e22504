"""A year at a glance: tables of days and months with the number of their articles, darker for more.

The number stands in every cell, so that nothing depends on the shade. Days without an issue stay empty between the
others: a gap can be seen. The tables are HTML made of numbers and addresses of ours; no text of a page is in them.
"""

import calendar
import datetime
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.addresses import day_path, issue_path, month_path, on_path, url, year_path
from generator.catalogue import Catalogue, grouped
from generator.model import Issue
from generator.wording import Wording

SHADES = 4
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def year_calendar(c: Catalogue, path: str, year: int, issues: Sequence[Issue]) -> str:
    """Twelve months of a year; a day leads to its issue, or to all issues of the day where there are several."""
    say = c.say
    days = grouped(issues, lambda issue: issue.date)
    numbers = {day: c.extent(of_day) for day, of_day in days.items()}
    shade = shades(numbers.values())
    names = "".join(f'<th scope="col">{name}</th>' for name in say("unit.weekdays"))
    months = []
    for month in range(1, 13):
        first = datetime.date(year, month, 1)
        label = say("unit.month", month=month)
        if any(day.month == month for day in days):
            label = f'<a href="{url(month_path(first), path)}">{label}</a>'
        weeks = []
        for week in calendar.monthcalendar(year, month):
            cells = []
            for number in week:
                day = first.replace(day=number) if number else None
                if day is None:
                    cells.append("<td></td>")
                elif day in days:
                    at = issue_path(days[day][0]) if len(days[day]) == 1 else day_path(day)
                    cells.append(
                        f'<td class="s{shade(numbers[day])}"><a href="{url(at, path)}">{number}'
                        f"<small> {numbers[day]:,}</small></a></td>"
                    )
                else:
                    cells.append(f"<td>{number}</td>")
            weeks.append(f"<tr>{''.join(cells)}</tr>")
        months.append(
            f'<table class="heat month"><caption>{label}</caption><thead><tr>{names}</tr></thead>'
            f"<tbody>{''.join(weeks)}</tbody></table>\n"
        )
    missing = _missing(sorted(days))
    legend = say("list.calendar_legend") + (say("list.calendar_gaps", count=missing) if missing else "")
    return f'<div class="calendar">\n{"".join(months)}</div>\n\n{legend}\n{{: .legend }}\n'


def years_table(c: Catalogue, path: str, newest: int | None = None) -> str:
    """A row for each year, a cell for each month; years without an issue say so in one row."""
    say = c.say
    months: Counter[tuple[int, int]] = Counter()
    for issue in c.archive.issues.values():
        months[issue.date.year, issue.date.month] += len(c.articles(issue))
    shade = shades(months.values())
    years = sorted({year for year, _ in months}, reverse=True)[:newest]
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
            at = url(month_path(datetime.date(year, month, 1)), path)
            link = f'<a href="{at}">{number:,}</a>' if number is not None else ""
            cells.append(f"<td{_shade(shade, number)}>{link}</td>")
        head = f'<th scope="row"><a href="{url(year_path(year), path)}">{say("unit.year", year=year)}</a></th>'
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


def _missing(days: Sequence[datetime.date]) -> int:
    """Days between the first and the last that have no issue."""
    return (days[-1] - days[0]).days + 1 - len(days)
