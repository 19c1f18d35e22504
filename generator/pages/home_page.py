"""The front page: what can be asked, when and where the archive is from, what came last, what it holds and lacks."""

import datetime
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from generator.base.addresses import article_path, issue_path, place_path, subject_path, url, year_path
from generator.base.archive import Entry, Place
from generator.base.issue import Issue
from generator.language.crossheads import running
from generator.language.line_breaks import ahead, broken, in_line
from generator.language.subjects import LONGEST
from generator.pages.calendars import shades, years_table
from generator.pages.catalogue import Catalogue
from generator.pages.coverage import papers_held
from generator.pages.date_pages import looked_back
from generator.pages.listing import Page, count, longest
from generator.pages.markdown import Value, breakable, document, headline, html
from generator.pages.place_map import place_map

NEWEST = 6  # issues
HEADLINES = 4  # of each of them
OPENING = 90  # characters of the first story
YEARS = 6  # of so few there is room for their months
SUBJECTS = 16
PLACES = 24  # the places with most articles
PAPERS = 8  # the newspapers with most articles, of which is said what the archive holds and lacks


def home_page(c: Catalogue) -> Page:
    say = c.say
    if c.archive.issues:
        body = [*_when_and_where(c), *_newest(c), *_holdings(c)]
    else:
        body = [f"<p>{html(say('list.no_issues'))}</p>\n"]
    extent = {
        "articles": len(c.archive.entries),
        "issues": len(c.archive.issues),
        "papers": len(c.of_paper),
        "counties": len(c.of_place),
    }
    meta: dict[str, Value] = {
        "template": "home.html",
        "title": c.name,
        "description": c.lead or c.span,
        "feed": "feed.xml",
        "lead": broken(c.lead),
        "span": c.span,
        "examples": list(examples(c)),
        "facts": [{"value": f"{number:,}", "label": say(f"home.{name}")} for name, number in extent.items() if number],
        "on_days": "|".join(" ".join(f"{month:02d}{day:02d}" for month, day in days) for days in looked_back(c)),
    }
    return "index.md", document(meta, "".join(body))


# ---- what can be asked ----------------------------------------------------------------------------------------------


def examples(c: Catalogue) -> Iterator[dict[str, str]]:
    """Searches that find something: a place, a newspaper in a year, a person, a day. Each is the one that the archive
    has most of, so the same archive offers the same."""
    if place := _place(c):
        yield _example(place.name, q=place.name)
    if c.of_paper:
        key, issues = max(c.of_paper.items(), key=lambda of: (c.extent(of[1]), of[0]))
        of_year = {year: c.extent(i for i in issues if i.date.year == year) for year in {i.date.year for i in issues}}
        year = max(of_year, key=lambda year: (of_year[year], year))
        label = f"{c.archive.papers[key].name} {c.say('unit.year', year=year)}"
        if of_year[year]:
            yield _example(label, **{"paper": key, "from": f"{year}-01-01", "to": f"{year}-12-31"})
    if person := _person(c):
        yield _example(person, q=f"{c.say('search.by_author').partition(':')[0]}:{person}")
    if c.archive.entries:
        day = max(c.of_day, key=lambda day: (c.extent(c.of_day[day]), day))
        yield _example(c.say.day(day), **{"from": f"{day.first}", "to": f"{day.last}"})


def _example(label: str, **asked: str) -> dict[str, str]:
    return {"label": label, "url": f"search/index.html?{urlencode(asked)}"}


def _place(c: Catalogue) -> Place | None:
    """The place with most articles that one of them names: one within the home of a newspaper, as a county of its city,
    for the city is named in all of its articles; else that home, and only then another one."""
    homes = {paper.adcode or "" for paper in c.archive.papers.values()} - {""}
    cities = {home[:4] for home in homes if home.endswith("00")}
    within = {place for place in c.of_place if place.adcode[:4] in cities and place.adcode not in homes}
    ordered = sorted(c.of_place, key=lambda p: (p not in within, p.adcode not in homes, -len(c.of_place[p]), p.adcode))
    return next((p for p in ordered if any(p.name in e.article.body for e in c.of_place[p])), None)


def _person(c: Catalogue) -> str | None:
    """Who signed most articles."""
    ordered = sorted(c.of_author, key=lambda name: (-len(c.of_author[name]), name))
    return next((name for name in ordered if not c.is_office(name)), None)


# ---- when and where -------------------------------------------------------------------------------------------------


def _when_and_where(c: Catalogue) -> Iterator[str]:
    say = c.say
    yield f'<section class="when">\n<h2 id="years">{html(say("home.years"))}</h2>\n{_annals(c)}'
    if len({day.year for day in c.of_day}) <= YEARS:
        yield years_table(c, "index.md")
    yield f'<p class="more"><a href="issues/index.html">{html(say("home.all_years"))}</a></p>\n'
    yield f"{_subjects(c)}</section>\n\n"
    if not c.of_place:
        return
    most = sorted(c.of_place, key=lambda p: (-len(c.of_place[p]), p.adcode))
    yield f'<section class="where">\n<h2 id="places">{html(say("home.places"))}</h2>\n'
    ordered = sorted(c.of_place, key=lambda p: p.adcode)
    numbers = {place: len(c.of_place[place]) for place in ordered}
    yield place_map(c, numbers, lambda p: url(place_path(p)), "counties/index.html#p{province}").replace("\n\n", "\n")
    yield '<ul class="names">\n'
    for place in most[:PLACES]:
        yield f'<li><a href="{url(place_path(place))}">{html(place.name)}</a> '
        yield f"{count(say, 'articles', len(c.of_place[place]))}</li>\n"
    yield "</ul>\n"
    if len(most) > PLACES:
        label = say("home.all_places", places=say.count("places", len(most)))
        yield f'<p class="more"><a href="counties/index.html">{html(label)}</a></p>\n'
    yield "</section>\n\n"


def _subjects(c: Catalogue) -> str:
    """The subjects with most articles. What is longer than a word is a sentence that somebody has written for one: the
    list of all has it."""
    words = [word for word in c.of_subject if len(word) <= LONGEST]
    if not words:
        return ""
    say, most = c.say, sorted(words, key=lambda word: (-len(c.of_subject[word]), word))
    rows = []
    for word in most[:SUBJECTS]:
        link = f'<a href="{url(subject_path(word))}">{html(word)}</a>'
        rows.append(f"<li>{link} {count(say, 'articles', len(c.of_subject[word]))}</li>\n")
    label = say("home.all_subjects", count=len(c.of_subject))
    more = f'<p class="more"><a href="subjects/index.html">{html(label)}</a></p>\n'
    more = more if len(c.of_subject) > len(rows) else ""
    return f'<h2 id="subjects">{html(say("home.subjects"))}</h2>\n<ul class="names">\n{"".join(rows)}</ul>\n{more}'


def _annals(c: Catalogue) -> str:
    """A cell for each year, the darker the more it holds; years without an issue are one empty cell."""
    say = c.say
    numbers: dict[int, int] = {}
    for issue in c.archive.issues.values():
        numbers[issue.date.year] = numbers.get(issue.date.year, 0) + len(c.articles(issue))
    shade, cells, last = shades(numbers.values()), [], None
    for year, number in sorted(numbers.items()):
        if last and year - last > 1:
            lost = f"{last + 1}" if year - last == 2 else f"{last + 1}—{year - 1}"
            cells.append(f'<li class="none">{lost}<small>{html(say("home.no_year"))}</small></li>')
        link = f'<a href="{url(year_path(year))}">{year}<small>{say.count("articles", number)}</small></a>'
        cells.append(f'<li class="s{shade(number)}">{link}</li>')
        last = year
    return '<ol class="annals">\n' + "\n".join(cells) + "\n</ol>\n"


# ---- what came last -------------------------------------------------------------------------------------------------


def _newest(c: Catalogue) -> Iterator[str]:
    """The issues that came last, the longest stories of each; the first of all as a newspaper's front page has it."""
    say = c.say
    last = sorted(c.archive.issues.values(), key=lambda issue: (c.came[issue.key].last, *issue.order), reverse=True)[
        :NEWEST
    ]
    ahead(e.article.title for issue in last for e in longest(c.articles(issue), HEADLINES + 1))
    yield f'<section class="news">\n<h2 id="newest">{html(say("home.newest"))}</h2>\n<div class="issues">\n'
    for n, issue in enumerate(last):
        yield _issue(c, issue, first=n == 0)
    yield f'</div>\n<p class="more"><a href="feed.xml">{html(say("home.feed"))}</a></p>\n</section>\n\n'


def _issue(c: Catalogue, issue: Issue, first: bool) -> str:
    say, entries = c.say, c.articles(issue)
    label = f"{c.paper(issue).label}　{say.issue(issue)}"
    head = f'<h3 id="{issue.name}"><a href="{url(issue_path(issue))}">{html(label)}</a> '
    rows = [f"{head}{count(say, 'articles', len(entries))}</h3>\n"]
    if day := c.came[issue.key].last:
        rows.append(f'<p class="facts">{html(say("home.came", day=say.day(datetime.date.fromisoformat(day))))}</p>\n')
    shown = longest(entries, HEADLINES + first)
    if first and shown:
        story = max(
            shown, key=lambda e: (e.article.title_source != "lead", e.article.kind == "news", len(e.article.body))
        )
        shown.remove(story)
        rows.append(_story(c, story))
    titles = [(url(article_path(e.article)), breakable(html(in_line(e.article.title)))) for e in shown]
    lines = [f'<li><a href="{at}">{title}</a></li>\n' for at, title in titles]
    rows.append(f"<ul>\n{''.join(lines)}</ul>\n" if lines else "")
    return f'<div class="{"first issue" if first else "issue"}">\n{"".join(rows)}</div>\n'


def _story(c: Catalogue, entry: Entry) -> str:
    article = entry.article
    text = running(article.paragraphs)
    opening = text[:OPENING] + (c.say("unit.more") if len(text) > OPENING else "")
    kicker = f'<span class="kicker">{headline(article.kicker)}</span> ' if article.kicker else ""
    link = f'<a href="{url(article_path(article))}">{headline(article.title)}</a>'
    return f'<h4>{kicker}{link}</h4>\n<p class="opening">{html(opening)}</p>\n'


# ---- what it holds and lacks ----------------------------------------------------------------------------------------


def _holdings(c: Catalogue) -> Iterator[str]:
    say = c.say
    most: Sequence[str] = sorted(c.of_paper, key=lambda key: (-c.extent(c.of_paper[key]), key))
    read = sum(entry.article.reviewed for entry in c.archive.entries)
    told = say("home.read_all") if read == len(c.archive.entries) else say("home.read", count=f"{read:,}")
    yield f'<section class="holdings">\n<h2 id="holdings">{html(say("home.holdings"))}</h2>\n'
    yield f'<p class="about">{html(say("home.how"))}{html(told if read else "")}</p>\n'
    yield from (part.replace("\n\n", "\n") for part in papers_held(c, "index.md", most[:PAPERS]))
    if len(most) > PAPERS:
        label = say("home.all_papers", count=len(most))
        yield f'<p class="more"><a href="issues/index.html#papers">{html(label)}</a></p>\n'
    yield "</section>\n"
