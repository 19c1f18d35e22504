"""Lists of articles and issues, as Markdown: what one entry shows, and how a long list is cut.

A list of more than a page holds (LONG, COMPACT) is cut by year, a year of more by month, a month of more into numbered
parts, so that no page is longer than a reader scrolls through on a phone; the address of a part stays as articles are
added elsewhere. What is cut leads to its parts: a list to its years, a year to its months.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby
from posixpath import dirname

from generator.base.addresses import article_path, target, url
from generator.base.archive import Entry
from generator.base.digest import digest
from generator.base.issue import Issue
from generator.base.memo import Unmade
from generator.base.model import Article
from generator.base.newspaper import Paper
from generator.base.when import When
from generator.language.crossheads import running
from generator.language.line_breaks import ahead, in_line
from generator.pages import cite
from generator.pages.catalogue import Catalogue, neighbours
from generator.pages.markdown import Value, breakable, document, headline, html, link
from generator.pages.where import where
from generator.pages.wording import Wording

Page = tuple[str, str]
"""Path below the docs folder, and Markdown."""
Facts = Callable[[Catalogue, Entry], Sequence[str | None]]
"""What a list says of an article below its headline: what follows from the article and its newspaper."""

LONG = 48  # articles on one page: each 130 to 190 px on a phone, 390 wide; a heading is as high as half of one
COMPACT = 110  # where each is a line or two, 40 to 90 px; a heading is as high as one
EMPTY = 8  # years without an article that stand as one: a row of bars is some fifteen
FEW = 3  # articles of a year whose months have bars: as many as a subject has
HIGHEST = 4  # rem of the highest bar
NEWEST = 10  # articles shown above the parts of a list that is cut
OPENING = 40  # characters of a text in a list: two lines on a phone


def item(say: Wording, entry: Entry, start: str, *facts: str | None, marked: str = "", style: str = "") -> str:
    """An article in a list, as HTML: headline, facts, opening words. `marked`: attributes of its link (cite.marks)."""
    article = entry.article
    kicker = f'<span class="kicker">{headline(article.kicker)}</span> ' if article.kicker else ""
    classes = " ".join([article.kind, *filter(None, [style, "untitled" if article.title_source == "lead" else ""])])
    title = f'{kicker}<a href="{url(article_path(article), start)}"{marked}>{headline(article.title)}</a>'
    told = html(" · ".join([*filter(None, facts), say.count("characters", length(article))]))
    # Where the headline is made of the opening words, they are not said again.
    opening = f'<p class="opening">{_opening(say, article)}</p>\n' if article.title_source != "lead" else ""
    return f'<h3 class="{classes}" id="a{article.id}">{title}</h3>\n<p class="facts">{told}</p>\n{opening}\n'


def _opening(say: Wording, article: Article) -> str:
    text = running(article.paragraphs)
    return html(text[:OPENING]) + (say("unit.more") if len(text) > OPENING else "")


def line(entry: Entry, start: str, *facts: str | None, marked: str) -> str:
    """An article in a compact list, as HTML."""
    article = entry.article
    told = html(" · ".join(filter(None, facts)))
    title = f'<a href="{url(article_path(article), start)}"{marked}>{breakable(html(in_line(article.title)))}</a>'
    return f"<li>{title} <small>{told}</small></li>\n"


def length(article: Article) -> int:
    """Characters of the body without white space."""
    return len("".join(article.body.split()))


def count(say: Wording, unit: str, number: int) -> str:
    return f'<span class="count">{say.count(unit, number)}</span>'


def authors(say: Wording, article: Article) -> str:
    return say.all_of(a.name for a in article.authors)


def scope(*filters: tuple[str, str]) -> list[dict[str, str]]:
    """The filters by which the search page finds what a page is of."""
    return [{"name": name, "value": value} for name, value in filters]


def numbered(say: Wording, issue: Issue) -> str:
    """第45期　总第1234期　农历二月初五: what an issue prints of itself beside its date."""
    said = (("issue.number", issue.number), ("issue.whole_number", issue.whole_number), ("issue.lunar", issue.lunar))
    return "　".join(say(name, value=value) for name, value in said if value)


def within(date: When) -> tuple[tuple[str, str], tuple[str, str]]:
    """The filters of a search for what appeared on a day, in a month or in a year."""
    return ("from", f"{date.first}"), ("to", f"{date.last}")


def elsewhere(say: Wording, path: str) -> str:
    """Where a reader finds something who has come to a list in which nothing stands."""
    ways = (
        link(say("missing.dates"), target("issues/index.md", path)),
        link(say("missing.search"), target("search/index.md", path)),
    )
    return "　".join(ways) + "\n"


def dated(say: Wording, issue: Issue) -> dict[str, Value]:
    """An issue's date as its templates show it, and how it is known."""
    note = ""
    evidence = (issue.date_evidence or "").strip()
    if issue.date_basis == "inferred":
        note = say("unit.inferred_from", evidence=evidence) if evidence else say("unit.inferred")
    label = "　".join(filter(None, [say.day(issue.date), say.weekday(issue.date), say.edition(issue)]))
    if not issue.date.whole:
        unknown = say("list.month_known" if issue.date.month else "list.year_known")
        note = say("unit.clauses").join(filter(None, [unknown, note or evidence]))
    return {"date": f"{issue.date}", "date_label": label, "date_note": note}


def placed(c: Catalogue, entry: Entry) -> Sequence[str | None]:
    """When, in what paper and of what place an article is."""
    return [*c.source(entry.article), entry.county]


def longest(entries: Sequence[Entry], most: int) -> list[Entry]:
    """The longest articles of an issue, in its order."""
    chosen = sorted(entries, key=lambda e: -len(e.article.body))[:most]
    ids = {e.article.id for e in chosen}
    return [e for e in entries if e.article.id in ids]


# ---- long lists ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Section:
    """A stretch of a list that is cut."""

    name: str
    """2020, 2020-03 or 2020-03-2; its page stands beside the list's first one."""
    label: str
    entries: Sequence[Entry]
    parts: Sequence["Section"] = ()
    """Those that it is cut into itself; its page leads to them."""


@dataclass(frozen=True)
class Form:
    """How a list shows its articles."""

    facts: Facts
    compact: bool = False
    """A line for each, and twice as many on a page."""
    query: str = ""
    """Finds the same articles in a search: then the list says where they are from, too."""


def cut(say: Wording, entries: Sequence[Entry], most: int = LONG, compact: bool = False) -> list[Section]:
    """The years of a list in its order, each with its parts; none where it fits on one page. Articles come ordered by
    date."""
    years = len({entry.article.date.year for entry in entries})
    if len(entries) + (years - 1) * (1 if compact else 0.5) <= most:
        return []
    return [
        _section(say, f"{year}", say("unit.year", year=year), list(of_year), most)
        for year, of_year in groupby(entries, lambda e: e.article.date.year)
    ]


def _section(say: Wording, name: str, label: str, entries: Sequence[Entry], most: int) -> Section:
    parts: list[Section] = []
    if len(entries) > most and "-" not in name:
        for month, of_month in groupby(entries, lambda e: e.article.date.month):
            title = say.day(when := When(int(name), month))
            title = title if when.month else say("list.part", label=title, part=say("unit.date_unknown"))
            parts.append(_section(say, f"{name}-{month:02d}", title, list(of_month), most))
    elif len(entries) > most:
        for n, first in enumerate(range(0, len(entries), most), 1):
            piece = entries[first : first + most]
            parts.append(Section(f"{name}-{n}", say("list.part", label=label, part=n), piece))
    return Section(name, label, entries, parts)


def pages_of(
    c: Catalogue,
    path: str,
    meta: Mapping[str, Value],
    entries: Sequence[Entry],
    form: Form,
    before_all: str = "",
) -> Unmade[Page]:
    """The page of a list, the newest first, and those of its parts. `meta` has the title and the lead of the first,
    `before_all` stands above its articles."""
    of_papers = _papers(c, entries)
    inferred = [e.article.id for e in entries if _dated(e) in c.inferred] if c.inferred else []
    editions = [c.source(e.article) for e in entries if e.article.edition]
    known = [[paper.digest for paper in of_papers.values()], inferred, editions]
    made_of = digest(path, meta, before_all, form.query, bool(c.boundaries), known, "".join(e.digest for e in entries))
    return Unmade(made_of, partial(_written, c, path, meta, entries, form, before_all))


def _written(
    c: Catalogue,
    path: str,
    meta: Mapping[str, Value],
    entries: Sequence[Entry],
    form: Form,
    before_all: str,
) -> Iterator[Page]:
    say, facts = c.say, form.facts
    parts = cut(say, entries, COMPACT if form.compact else LONG, form.compact)
    ahead(chain.from_iterable(e.article.headlines() for e in entries))

    def papers(of: Sequence[Entry]) -> str:
        return cite.papers(_papers(c, of), say)

    def shown(some: Iterable[Entry], at: str) -> str:
        def marked(e: Entry) -> str:
            return cite.marks(e.article, _dated(e) in c.inferred, say, c.renamed(e.article))

        if form.compact:
            return f"<ul>\n{''.join(line(e, at, *facts(c, e), marked=marked(e)) for e in some)}</ul>\n\n"
        return "".join(item(say, e, at, *facts(c, e), marked=marked(e)) for e in some)

    places = where(c, path, entries, form.query) if form.query else ""
    body = [before_all, timeline(say, entries), places]
    if parts:
        body.append(f"## {say('list.newest')} {{: #newest }}\n\n")
        body.append(shown(entries[: -NEWEST - 1 : -1], path))
        body.append(f"## {say('list.all')} {{: #all }}\n\n{_parts(say, parts)}")
    for year, of_year in reversed([(year, list(of)) for year, of in groupby(entries, _year)] if not parts else []):
        body.append(f"## {say('unit.year', year=year)} {{: #y{year} }}\n\n")
        body.append(shown(reversed(of_year), path))
    views = _views(say, "newest" if parts else f"y{_year(entries[-1])}") if places else []
    first = {"template": "listing.html", **meta, "views": views, "papers": papers(entries)}
    yield path, document({**first, "sheet": "map.css" if "<figure" in places else ""}, "".join(body))
    every = [*_walk(parts)]
    levels = {part.name.count("-") for part, _ in every if part.parts}
    alike = [[part for part, _ in every if not part.parts]]
    alike += [[part for part, _ in every if part.parts and part.name.count("-") == level] for level in sorted(levels)]
    beside = {part.name: (before, after) for some in alike for before, part, after in neighbours(some)}
    title = str(meta["title"])
    for part, above in every:
        at, (before, after) = f"{dirname(path)}/{part.name}.md", beside[part.name]
        head: dict[str, Value] = {
            "template": "listing.html",
            "title": f"{title}　{part.label}",
            "lead": say.count("articles", len(part.entries)),
            "papers": "" if part.parts else papers(part.entries),
            "within": meta.get("within", []),
            "up": {"title": above.label, "url": f"{above.name}.html"}
            if above
            else {"title": title, "url": url(path, at)},
            "previous": {"title": before.label, "url": f"{before.name}.html"} if before else {},
            "next": {"title": after.label, "url": f"{after.name}.html"} if after else {},
        }
        yield at, document(head, _parts(say, part.parts) if part.parts else shown(reversed(part.entries), at))


def _views(say: Wording, first: str) -> Sequence[Mapping[str, str]]:
    """The same articles by their years, by their places and one by one, all on one page; `first`: where these begin."""
    found = [("timeline", say("list.in_years")), ("where", say("list.on_map")), (first, say("list.as_articles"))]
    return [{"title": title, "url": f"#{id}"} for id, title in found]


def _walk(parts: Sequence[Section], above: Section | None = None) -> Iterator[tuple[Section, Section | None]]:
    """Each part and its own parts, with that which they belong to."""
    for part in parts:
        yield part, above
        yield from _walk(part.parts, part)


def _parts(say: Wording, parts: Sequence[Section]) -> str:
    """Parts as a list, the newest first; a year has the name to which its bar leads."""
    rows = []
    for part in reversed(parts):
        named = f' id="y{part.name}"' if part.name.isdigit() else ""
        link = f'<a href="{part.name}.html">{part.label}</a>'
        rows.append(f"<li{named}>{link} {count(say, 'articles', len(part.entries))}</li>\n")
    return f'<ul class="names">\n{"".join(rows)}</ul>\n\n'


def _year(entry: Entry) -> int:
    return entry.article.date.year


def _papers(c: Catalogue, entries: Sequence[Entry]) -> dict[str, Paper]:
    """Those that articles are of."""
    return {key: c.archive.papers[key] for key in sorted({e.article.paper for e in entries})}


def _dated(entry: Entry) -> tuple[str, str]:
    """The key of its issue."""
    return entry.article.issue


def _of_years(years: Mapping[int, int]) -> Iterator[tuple[str, int, str]]:
    """Label, number and address of each year from the first to the last; many without anything are one."""
    for there, run in groupby(range(min(years), max(years) + 1), lambda year: year in years):
        of = list(run)
        if not there and len(of) >= EMPTY:
            yield f"{of[0]}–{of[-1]}", 0, ""
        else:
            yield from ((f"{year}", years.get(year, 0), f"#y{year}") for year in of)


def timeline(say: Wording, entries: Sequence[Entry]) -> str:
    """Bars of the years from first to last, those without an article among them; of the months where it is one year.

    A bar of a year leads to its heading on the page. Too few articles of one year have no bars.
    """
    years, kind = Counter(entry.article.date.year for entry in entries), "timeline wide"
    if len(years) > 1:
        bars = [*_of_years(years)]
    elif len(entries) >= FEW:
        months = Counter(entry.article.date.month for entry in entries)
        bars, kind = [(say("unit.month", month=month), months[month], "") for month in range(1, 13)], "timeline months"
    else:
        return ""
    most = max(number for _, number, _ in bars)
    shown = []
    for label, number, at in bars:
        text = f'{label}<b>{number:,}<svg height="{number / most * HIGHEST:.2f}rem" aria-hidden="true"></svg></b>'
        bar = f'<a href="{at}">{text}</a>' if number and at else f"<span>{text}</span>"
        shown.append(f'<li class="gap">{bar}</li>' if "–" in label else f"<li>{bar}</li>")
    return f'<ol class="{kind}" id="timeline" aria-label="{say("list.timeline")}">{"".join(shown)}</ol>\n\n'
