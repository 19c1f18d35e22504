"""Finding by time: all issues, a newspaper's issues, years, months, days, and what stood in the paper on this day.
What a calendar shows: calendars.py.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from generator.base.addresses import (
    article_path,
    day_path,
    issue_path,
    month_path,
    on_path,
    paper_path,
    target,
    url,
    year_path,
)
from generator.base.digest import digest
from generator.base.issue import Issue
from generator.base.memo import Unmade
from generator.base.when import When
from generator.language.line_breaks import ahead, in_line
from generator.pages import series_pages
from generator.pages.calendars import days_table, run_of, year_calendar, years_table
from generator.pages.catalogue import Catalogue, grouped, neighbours
from generator.pages.coverage import papers_held
from generator.pages.listing import Page, count, longest, scope, within
from generator.pages.markdown import Value, document, led, link
from generator.pages.newspapers import described
from generator.pages.wording import Wording

Day = tuple[int, int]
"""Of any year: month and day."""

ISSUES = 120  # of a newspaper in a list; more of them have calendars alone
PAPERS = 40  # newspapers of which is said what the archive holds and lacks, 110 px each on a phone
TITLES = 120  # on the page of a day
CALENDAR = 12  # issues of a year that a list shows as well as a calendar does
HEADLINES = (5, 3, 2, 1, 0)  # of each issue of a page: as many as there is room for
ROOM = 180  # lines of a page, some 50 px each on a phone, where a third of the headlines take two rows
HEADING = 2  # as many lines high
SHOWN = 6  # issues of this day of other years on the front page
IN_SCRIPT = 16  # of them in one script: 7 kB, and 22 files instead of 349 of a year


def date_pages(c: Catalogue) -> Iterator[Page | Unmade[Page]]:
    yield all_issues(c)
    for key, issues in sorted(c.of_paper.items()):
        yield from paper_pages(c, key, issues)
    years = grouped(c.archive.issues.values(), lambda issue: issue.date.year)
    for before, year, after in neighbours(sorted(years)):
        yield year_page(c, year, years[year], before, after)
    months = grouped((i for i in c.archive.issues.values() if i.date.month), lambda issue: issue.date.of_month)
    for earlier, month, later in neighbours(sorted(months)):
        yield _unmade(c, month_page, month, months[month], earlier, later)
    shared = [day for day, issues in c.of_day.items() if day.whole and len(issues) > 1]
    for yesterday, day, tomorrow in neighbours(shared):
        yield _unmade(c, day_page, day, c.of_day[day], yesterday, tomorrow)
    yield from on_this_day(c)


def all_issues(c: Catalogue) -> Page:
    path, say = "issues/index.md", c.say
    body = [f"## {say('list.papers')} {{: #papers }}\n\n"] if c.archive.issues else []
    if len(c.of_paper) <= PAPERS:
        body += papers_held(c, path, sorted(c.of_paper)) if c.archive.issues else []
    else:
        for key, issues in sorted(c.of_paper.items()):
            label = c.archive.papers[key].label
            body.append(f"- {link(label, target(paper_path(key), path))} {count(say, 'issues', len(issues))}\n")
    if c.archive.issues:
        body += [f"\n## {say('list.years')} {{: #years }}\n\n", years_table(c, path)]
        body.append(f"\n## {say('list.on_this_day')} {{: #on }}\n\n")
        body.append(f"{link(say('list.on_any_day'), target('dates/on/index.md', path))}\n")
    if c.of_column or c.of_serial:
        title = say("columns.title")
        body.append(f"\n## {title} {{: #columns }}\n\n{link(title, target(series_pages.INDEX, path))}\n")
    lead = say("list.papers_lead", papers=len(c.of_paper), issues=f"{len(c.archive.issues):,}")
    if not c.archive.issues:
        lead = say("list.no_issues")
    return path, document({"template": "listing.html", "title": say("list.by_date"), "lead": lead}, "".join(body))


def paper_pages(c: Catalogue, key: str, issues: Sequence[Issue]) -> Iterator[Page]:
    """A newspaper's issues: a list under years while it is short, and a calendar of each year with more than a few."""
    path, say, paper = paper_path(key), c.say, c.archive.papers[key]
    lead = [say("list.paper_lead", issues=f"{len(issues):,}", articles=f"{c.extent(issues):,}")]
    if paper.place:
        lead.append(say("list.published_in", place=paper.place))
    if paper.name_basis == "inferred":
        lead.append(say("list.name_inferred"))
    meta: dict[str, Value] = {
        "template": "listing.html",
        "title": paper.label,
        "lead": "".join(lead),
        "feed": "feed.xml",
        "within": scope(("paper", key)),
    }
    years = grouped(issues, lambda issue: issue.date.year)
    calendars = [year for year, of_year in years.items() if _has_calendar(of_year, len(issues))]
    body = [*described(say, paper)]
    for year, of_year in reversed(years.items()):
        body.append(f"## {say('unit.year', year=year)} {{: #y{year} }}\n\n")
        if year in calendars:
            label = link(say("list.calendar_of", year=year), f"{year}.md")
            body.append(f"- {label} {_of_year(c, of_year, issues)}\n")
        if len(issues) <= ISSUES:
            for issue in reversed(of_year):
                label = link(_day_of(say, issue), target(issue_path(issue), path))
                body.append(f"- {label} {count(say, 'articles', len(c.articles(issue)))}\n")
        body.append("\n")
    yield path, document(meta, series_pages.of_paper(c, key) + "".join(body))
    for before, year, after in neighbours(calendars):
        at = _paper_year_path(key, year)
        head: dict[str, Value] = {
            "template": "listing.html",
            "title": f"{paper.label}　{say('unit.year', year=year)}",
            "lead": say("list.paper_lead", issues=len(years[year]), articles=f"{c.extent(years[year]):,}"),
            "within": scope(("paper", key), *within(When(year))),
            "up": {"title": paper.label, "url": "index.html"},
            "previous": _turn(say("unit.year", year=before), f"{before}.html") if before else {},
            "next": _turn(say("unit.year", year=after), f"{after}.html") if after else {},
        }
        yield (
            at,
            document(
                head,
                _undated(c, at, years[year]) + year_calendar(c, at, year, years[year], run_of(years[year], issues)),
            ),
        )


def _day_of(say: Wording, issue: Issue) -> str:
    """3月7日 号外"""
    return " ".join(filter(None, [say.month_day(issue.date), say.edition(issue)]))


def _has_calendar(of_year: Sequence[Issue], issues: int) -> bool:
    return issues > ISSUES or len(of_year) > CALENDAR


def _paper_year_path(key: str, year: int) -> str:
    return f"issues/{key}/{year}.md"


def _of_year(c: Catalogue, of_year: Sequence[Issue], issues: Sequence[Issue]) -> str:
    """How much there is of a newspaper's year, and how much seems to be missing."""
    facts = [count(c.say, "issues", len(of_year)), count(c.say, "articles", c.extent(of_year))]
    if lost := run_of(of_year, issues).missing:
        facts.append(count(c.say, "lost", len(lost)))
    return " ".join(facts)


def year_page(c: Catalogue, year: int, issues: Sequence[Issue], before: int | None, after: int | None) -> Page:
    """The calendar of a year: of the only newspaper with what it lacks, of several with a list of them."""
    path, say = year_path(year), c.say
    meta: dict[str, Value] = {
        "template": "listing.html",
        "title": say("unit.year", year=year),
        "lead": say("list.paper_lead", issues=f"{len(issues):,}", articles=f"{c.extent(issues):,}"),
        "up": {"title": say("list.by_date"), "url": url("issues/index.md", path)},
        "previous": _turn(say("unit.year", year=before), url(year_path(before), path)) if before else {},
        "next": _turn(say("unit.year", year=after), url(year_path(after), path)) if after else {},
        "within": scope(*within(When(year))),
        "keep": f"{year}",
        "holds": say.count("articles", c.extent(issues)),
    }
    of_paper = grouped(issues, lambda issue: issue.paper)
    if len(of_paper) == 1:
        run = run_of(issues, c.of_paper[issues[0].paper])
        return path, document(meta, _undated(c, path, issues) + year_calendar(c, path, year, issues, run))
    body = [
        _undated(c, path, issues),
        year_calendar(c, path, year, issues),
        f"\n## {say('list.papers')} {{: #papers }}\n\n",
    ]
    for key, of_year in sorted(of_paper.items()):
        whole = c.of_paper[key]
        at = _paper_year_path(key, year) if _has_calendar(of_year, len(whole)) else paper_path(key)
        body.append(f"- {link(c.archive.papers[key].label, target(at, path))} {_of_year(c, of_year, whole)}\n")
    return path, document(meta, "".join(body))


def month_page(
    c: Catalogue,
    month: When,
    issues: Sequence[Issue],
    before: When | None,
    after: When | None,
) -> Page:
    path, say = month_path(month), c.say
    days = grouped(issues, lambda issue: issue.date)

    def heading(day: When) -> str:
        label = f"{say.month_day(day)} {say.weekday(day)}" if day.whole else say("list.month_known")
        return f"{label} {{: #d{day.day} }}"

    body = _by_headings(c, path, {heading(day): of_day for day, of_day in days.items()})

    def turn(date: When | None) -> dict[str, str]:
        return _turn(say.day(date), url(month_path(date), path)) if date else {}

    meta: dict[str, Value] = {
        "template": "listing.html",
        "title": say.day(month),
        "lead": say("list.paper_lead", issues=f"{len(issues):,}", articles=f"{c.extent(issues):,}"),
        "up": {"title": say("unit.year", year=month.year), "url": url(year_path(month.year), path)},
        "within": scope(*within(month)),
        "previous": turn(before),
        "next": turn(after),
    }
    return path, document(meta, "".join(body))


def day_page(
    c: Catalogue,
    day: When,
    issues: Sequence[Issue],
    before: When | None,
    after: When | None,
) -> Page:
    """All newspapers of one day."""
    path, say = day_path(day), c.say
    body = []
    ahead(e.article.title for issue in issues for e in c.articles(issue))
    for issue in issues:
        entries = c.articles(issue)
        shown = longest(entries, max(1, TITLES // len(issues)))
        id = "-".join(filter(None, [issue.paper, issue.edition]))
        body.append(f"## {link(_label(c, issue), target(issue_path(issue), path))} {{: #{id} }}\n\n")
        body += [f"- {led(e.article.title, target(article_path(e.article), path))}\n" for e in shown]
        if len(shown) < len(entries):
            label = say("list.whole_issue", count=f"{len(entries):,}")
            body.append(f"- {link(label, target(issue_path(issue), path))}\n")
        body.append("\n")
    meta: dict[str, Value] = {
        "template": "listing.html",
        "title": f"{say.day(day)}　{say.weekday(day)}",
        "lead": say("list.paper_lead", issues=len(issues), articles=f"{c.extent(issues):,}"),
        "up": {
            "title": say.day(day.of_month),
            "url": url(month_path(day), path),
        },
        "previous": _turn(say.day(before), url(day_path(before), path)) if before else {},
        "next": _turn(say.day(after), url(day_path(after), path)) if after else {},
    }
    return path, document(meta, "".join(body))


# ---- on this day ---------------------------------------------------------------------------------------------------


def on_this_day(c: Catalogue) -> Iterator[Page | Unmade[Page]]:
    """A page for each day of the year that any year has an issue of."""
    say, days = c.say, _days(c)
    for before, day, after in neighbours(list(days)):
        yield _unmade(c, _on_page, day, days[day], before, after)
    path = "dates/on/index.md"
    head = {"template": "listing.html", "title": say("list.on_this_day"), "lead": say("list.on_index_lead")}
    counts = {day: c.extent(issues) for day, issues in days.items()}
    yield path, document(head, days_table(say, path, counts))


def _on_page(c: Catalogue, day: Day, issues: Sequence[Issue], before: Day | None, after: Day | None) -> Page:
    path, say = on_path(*day), c.say
    years = grouped(issues, lambda issue: issue.date.year)
    body = _by_headings(
        c, path, {f"{say('unit.year', year=year)} {{: #y{year} }}": of_year for year, of_year in years.items()}
    )
    meta: dict[str, Value] = {
        "template": "listing.html",
        "title": say("unit.month_day", month=day[0], day=day[1]),
        "lead": say("list.on_lead", years=len({issue.date.year for issue in issues})),
        "up": {"title": say("list.on_this_day"), "url": "index.html"},
        "previous": _turn(say("unit.month_day", month=before[0], day=before[1]), url(on_path(*before), path))
        if before
        else {},
        "next": _turn(say("unit.month_day", month=after[0], day=after[1]), url(on_path(*after), path)) if after else {},
    }
    return path, document(meta, "".join(body))


def on_this_day_scripts(c: Catalogue) -> Iterator[tuple[str, Unmade[str]]]:
    """The same for the front page, which loads the script of today: several days to a script, for each is a file."""
    days = _days(c)
    for together in looked_back(c):
        shown = {f"{month:02d}{day:02d}": days[month, day][:SHOWN] for month, day in together}
        states = [[day, *(c.states[issue.key] for issue in issues)] for day, issues in shown.items()]
        path = on_path(*together[0]).removesuffix(".md") + ".js"
        yield path, Unmade(digest(on_this_day_scripts.__name__, states), partial(_on_script, c, shown))


def looked_back(c: Catalogue) -> list[list[Day]]:
    """The days of the year in stretches, of as many as a script holds."""
    stretches: list[list[Day]] = []
    held = IN_SCRIPT
    for day, issues in _days(c).items():
        of_day = min(SHOWN, len(issues))
        if held + of_day > IN_SCRIPT:
            stretches.append([])
            held = 0
        stretches[-1].append(day)
        held += of_day
    return stretches


def _on_script(c: Catalogue, days: Mapping[str, Sequence[Issue]]) -> Iterator[str]:
    shown = {
        day: [
            {
                "title": f"{c.say('unit.year', year=issue.date.year)}　{_label(c, issue)}",
                "url": url(issue_path(issue)),
                "articles": [
                    {"title": in_line(e.article.title), "url": url(article_path(e.article))}
                    for e in longest(c.articles(issue), 3)
                ],
            }
            for issue in issues
        ]
        for day, issues in days.items()
    }
    yield f"onThisDay({json.dumps(shown, ensure_ascii=False)});\n"


def _days(c: Catalogue) -> Mapping[Day, Sequence[Issue]]:
    """The issues of each day of the year, month and day, the newest first."""
    known = (issue for issue in c.archive.issues.values() if issue.date.whole)
    issues = sorted(known, key=lambda issue: (-issue.date.year, issue.paper, issue.edition or ""))
    return dict(sorted(grouped(issues, lambda issue: (issue.date.month, issue.date.day)).items()))


def _label(c: Catalogue, issue: Issue) -> str:
    """吕梁日报 号外"""
    return " ".join(filter(None, [c.paper(issue).label, c.say.edition(issue)]))


def _by_headings(c: Catalogue, path: str, headed: Mapping[str, Sequence[Issue]]) -> Iterator[str]:
    """Issues under the days that they are of, with as many of their longest articles as a page has room for; where it
    has none for the issues themselves, a heading leads to the page of its day."""
    issues = sum(map(len, headed.values()))
    room = ROOM - HEADING * len(headed)
    most = next((number for number in HEADLINES if issues * (1 + number) <= room), None)
    shown = {i.key: longest(c.articles(i), most or 0) for of_day in headed.values() for i in of_day}
    ahead(e.article.title for entries in shown.values() for e in entries)
    for heading, of_day in headed.items():
        yield f"## {heading}\n\n"
        if most is None and len(of_day) > 1 and of_day[0].date.whole:
            told = f"{count(c.say, 'issues', len(of_day))} {count(c.say, 'articles', c.extent(of_day))}"
            yield f"- {link(c.say.day(of_day[0].date), target(day_path(of_day[0].date), path))} {told}\n\n"
            continue
        for issue in of_day:
            label = link(_label(c, issue), target(issue_path(issue), path))
            yield f"- {label} {count(c.say, 'articles', len(c.articles(issue)))}\n"
            for e in shown[issue.key]:
                yield f"    - {led(e.article.title, target(article_path(e.article), path))}\n"
        yield "\n"


def _undated(c: Catalogue, path: str, issues: Sequence[Issue]) -> str:
    """Issues that no calendar has, for their day is not known, as a list; nothing where each has one."""
    links = [
        f"- {link(f'{c.say.issue(issue)}　{c.paper(issue).label}', target(issue_path(issue), path))}"
        f" {count(c.say, 'articles', len(c.articles(issue)))}\n"
        for issue in issues
        if not issue.date.whole
    ]
    return f"## {c.say('list.undated')} {{: #undated }}\n\n{''.join(links)}\n" if links else ""


def _unmade(
    c: Catalogue, page: Callable[..., Page], when: object, issues: Sequence[Issue], before: object, after: object
) -> Unmade[Page]:
    """The page of a stretch of time, between those before and after it."""
    of = digest(page.__name__, [str(each) for each in (when, before, after)], [c.states[issue.key] for issue in issues])
    return Unmade(of, lambda: [page(c, when, issues, before, after)])


def _turn(title: str, address: str) -> dict[str, str]:
    return {"title": title, "url": address}
