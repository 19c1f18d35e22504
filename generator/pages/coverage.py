"""What the archive holds of each newspaper, month by month, and what it lacks between the first and the last of them.

A month counts as held where there is an issue of it. How many issues are missing is told by the days of the week on
which the newspaper came out, as the calendars of its years have it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from generator.base.addresses import paper_path, url
from generator.base.issue import Issue
from generator.base.when import When
from generator.pages.calendars import run_of
from generator.pages.catalogue import Catalogue, grouped
from generator.pages.markdown import html
from generator.pages.wording import Wording

SAID = 4  # gaps that are said of a newspaper: the longest
HIGH = 12  # of a strip, in units of its drawing; a month is one wide

Stretch = tuple[int, int]
"""First and last month, each as year * 12 + month - 1."""


def months(issues: Iterable[Issue]) -> list[int]:
    """Those of which there is an issue; where no month of any is known, all of its year, which each may be of."""
    dates = {issue.date.of_month for issue in issues}
    known = {date for date in dates if date.month} or {When(date.year, n) for date in dates for n in range(1, 13)}
    return sorted(date.year * 12 + date.month - 1 for date in known)


def stretches(held: Sequence[int]) -> list[Stretch]:
    """Months that follow one another."""
    found: list[list[int]] = []
    for month in held:
        if not found or month - found[-1][1] > 1:
            found.append([month, month])
        found[-1][1] = month
    return [(first, last) for first, last in found]


def gaps(held: Sequence[int]) -> list[Stretch]:
    """Months without an issue between those that have one."""
    return [(before + 1, after - 1) for before, after in pairwise(held) if after - before > 1]


def said(say: Wording, stretch: Stretch) -> str:
    """2021—2023年; 2024年3—5月; 2020年10月—2024年2月"""
    (first, start), (last, end) = (divmod(month, 12) for month in stretch)
    if (start, end) == (0, 11):
        return say("unit.year", year=first) if first == last else say("unit.years", first=first, last=last)
    if first != last:
        ends = (say("unit.month_of", year=year, month=month + 1) for year, month in ((first, start), (last, end)))
        return say("unit.between", first=next(ends), last=next(ends))
    if start == end:
        return say("unit.month_of", year=first, month=start + 1)
    return say("unit.months_of", year=first, first=start + 1, last=end + 1)


def lacking(say: Wording, held: Sequence[int]) -> str:
    """What is lacking, in a sentence."""
    found = gaps(held)
    if not found:
        return say("held.whole") if len(held) > 1 else ""
    longest = sorted(sorted(found, key=lambda gap: gap[0] - gap[1])[:SAID])
    names = say.all_of(said(say, gap) for gap in longest)
    if len(found) == len(longest):
        return say("held.lacks", gaps=names)
    return say("held.lacks_more", gaps=names, count=len(found), months=sum(last - first + 1 for first, last in found))


def strip(held: Sequence[int], span: Stretch) -> str:
    """The months of a span as a strip: those that are held are filled. It says nothing that is not said in words."""
    drawn = "".join(f"M{a - span[0]} 0h{z - a + 1}v{HIGH}h-{z - a + 1}z" for a, z in stretches(held))
    wide = span[1] - span[0] + 1
    run = f'<rect x="{held[0] - span[0]}" width="{held[-1] - held[0] + 1}" height="{HIGH}"/>'
    box = f'viewBox="0 0 {wide} {HIGH}" preserveAspectRatio="none" aria-hidden="true"'
    return f'<svg {box}>{run}<path d="{drawn}"/></svg>'


def papers_held(c: Catalogue, path: str, keys: Sequence[str]) -> Iterator[str]:
    """HTML: of each newspaper how much there is, from when to when, and what is lacking. All on one scale of time."""
    of = {key: months(c.of_paper[key]) for key in keys}
    every = months(c.archive.issues.values())
    span = (every[0], every[-1])
    yield '<div class="held">\n'
    for key, held in of.items():
        issues = c.of_paper[key]
        name = f'<a href="{url(paper_path(key), path)}">{html(c.archive.papers[key].label)}</a>'
        facts = [said(c.say, (held[0], held[-1])), c.say.count("issues", len(issues))]
        facts.append(c.say.count("articles", c.extent(issues)))
        years = grouped(issues, lambda issue: issue.date.year)
        if lost := sum(len(run_of(of_year, issues).missing) for of_year in years.values()):
            facts.append(c.say.count("lost", lost))
        yield f'<div>\n<h3 id="held-{key}">{name}</h3>\n<p class="facts">{html(" · ".join(facts))}</p>\n'
        yield f"{strip(held, span)}\n<p>{html(lacking(c.say, held))}</p>\n</div>\n"
    yield "</div>\n\n"
