"""Lists of articles and issues, as Markdown: what one entry shows, and how a long list is cut.

A list of more than MOST articles is cut by year, a year of more by month, a month of more into numbered parts, so that
no page outgrows what a phone loads; the address of a part stays as articles are added elsewhere.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby
from posixpath import dirname

from generator.base.addresses import article_path, target, url
from generator.base.digest import digest
from generator.base.memo import Unmade
from generator.base.model import Article, Entry, Issue, Paper
from generator.language.crossheads import running
from generator.language.line_breaks import ahead, in_line
from generator.pages import cite
from generator.pages.catalogue import Catalogue, neighbours
from generator.pages.markdown import Value, breakable, document, headline, html, link
from generator.pages.wording import Wording

Page = tuple[str, str]
"""Path below the docs folder, and Markdown."""
Facts = Callable[[Catalogue, Entry], Sequence[str | None]]
"""What a list says of an article below its headline: what follows from the article and its newspaper."""

MOST = 120  # articles on one page: 90 kB of HTML, 25 kB compressed
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
    if issue.date_basis == "inferred":
        evidence = issue.date_evidence
        note = say("unit.inferred_from", evidence=evidence) if evidence else say("unit.inferred")
    label = f"{say.day(issue.date)}　{say.weekday(issue.date)}"
    return {"date": f"{issue.date}", "date_label": label, "date_note": note}


def where(c: Catalogue, entry: Entry) -> Sequence[str | None]:
    """When, in what paper and of what place an article is."""
    article = entry.article
    return [c.say.day(article.date), c.archive.papers[article.paper].label, article.county]


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


def cut(say: Wording, entries: Sequence[Entry], most: int = MOST) -> list[Section]:
    """The parts of a list in its order; none where it fits on one page. Articles come ordered by date."""
    if len(entries) <= most:
        return []
    parts = []
    for year, of_year in groupby(entries, lambda e: e.article.date.year):
        in_year = list(of_year)
        label = say("unit.year", year=year)
        if len(in_year) <= most:
            parts.append(Section(f"{year}", label, in_year))
            continue
        for month, of_month in groupby(in_year, lambda e: e.article.date.month):
            in_month = list(of_month)
            name, title = f"{year}-{month:02d}", say("unit.month_of", year=year, month=month)
            if len(in_month) <= most:
                parts.append(Section(name, title, in_month))
                continue
            for n, first in enumerate(range(0, len(in_month), most), 1):
                piece = in_month[first : first + most]
                parts.append(Section(f"{name}-{n}", say("list.part", label=title, part=n), piece))
    return parts


def pages_of(
    c: Catalogue,
    path: str,
    meta: Mapping[str, Value],
    entries: Sequence[Entry],
    facts: Facts,
    compact: bool = False,
    before_all: str = "",
) -> Unmade[Page]:
    """The page of a list, the newest first, and those of its parts. `meta` has the title and the lead of the first,
    `before_all` stands above its articles.

    A compact list has a line for each article, and three times as many on a page.
    """
    of_papers = _papers(c, entries)
    inferred = [e.article.id for e in entries if _dated(e) in c.inferred] if c.inferred else []
    known = [[paper.digest for paper in of_papers.values()], inferred]
    made_of = digest(path, meta, before_all, known, "".join(e.digest for e in entries))
    return Unmade(made_of, partial(_written, c, path, meta, entries, facts, compact, before_all))


def _written(
    c: Catalogue,
    path: str,
    meta: Mapping[str, Value],
    entries: Sequence[Entry],
    facts: Facts,
    compact: bool,
    before_all: str,
) -> Iterator[Page]:
    say = c.say
    parts = cut(say, entries, 3 * MOST if compact else MOST)
    ahead(chain.from_iterable(e.article.headlines() for e in entries))

    def papers(of: Sequence[Entry]) -> str:
        return cite.papers(_papers(c, of), say)

    def shown(some: Iterable[Entry], at: str) -> str:
        def marked(e: Entry) -> str:
            return cite.marks(e.article, _dated(e) in c.inferred, say)

        if compact:
            return f"<ul>\n{''.join(line(e, at, *facts(c, e), marked=marked(e)) for e in some)}</ul>\n\n"
        return "".join(item(say, e, at, *facts(c, e), marked=marked(e)) for e in some)

    years = [(year, list(of)) for year, of in groupby(entries, lambda e: e.article.date.year)]
    body = [before_all, timeline(say, entries)]
    if parts:
        body.append(f"## {say('list.newest')} {{: #newest }}\n\n")
        body.append(shown(entries[: -NEWEST - 1 : -1], path))
    for year, of_year in reversed(years):
        body.append(f"## {say('unit.year', year=year)} {{: #y{year} }}\n\n")
        if not parts:
            body.append(shown(reversed(of_year), path))
            continue
        body += [
            f"- {link(part.label, f'{part.name}.md')} {count(say, 'articles', len(part.entries))}\n"
            for part in parts
            if part.name[:4] == f"{year}"
        ]
        body.append("\n")
    yield path, document({"template": "listing.html", **meta, "papers": papers(entries)}, "".join(body))
    title = str(meta["title"])
    for before, part, after in neighbours(parts):
        at = f"{dirname(path)}/{part.name}.md"
        head: dict[str, Value] = {
            "template": "listing.html",
            "title": f"{title}　{part.label}",
            "lead": say.count("articles", len(part.entries)),
            "papers": papers(part.entries),
            "within": meta.get("within", []),
            "up": {"title": title, "url": url(path, at)},
            "previous": {"title": before.label, "url": f"{before.name}.html"} if before else {},
            "next": {"title": after.label, "url": f"{after.name}.html"} if after else {},
        }
        yield at, document(head, shown(reversed(part.entries), at))


def _papers(c: Catalogue, entries: Sequence[Entry]) -> dict[str, Paper]:
    """Those that articles are of."""
    return {key: c.archive.papers[key] for key in sorted({e.article.paper for e in entries})}


def _dated(entry: Entry) -> tuple[str, str]:
    """The key of its issue."""
    return entry.article.paper, f"{entry.article.date}"


def timeline(say: Wording, entries: Sequence[Entry]) -> str:
    """Bars of the years from first to last, those without an article among them; of the months where it is one year.

    A bar of a year leads to its heading on the page. Too few articles of one year have no bars.
    """
    years = Counter(entry.article.date.year for entry in entries)
    if len(years) > 1:
        bars = [(f"{year}", years[year], f"#y{year}") for year in range(min(years), max(years) + 1)]
    elif len(entries) >= FEW:
        months = Counter(entry.article.date.month for entry in entries)
        bars = [(say("unit.month", month=month), months[month], "") for month in range(1, 13)]
    else:
        return ""
    most = max(number for _, number, _ in bars)
    shown = []
    for label, number, at in bars:
        text = f'{label}<b>{number:,}<svg height="{number / most * HIGHEST:.2f}rem" aria-hidden="true"></svg></b>'
        bar = f'<a href="{at}">{text}</a>' if number and at else f"<span>{text}</span>"
        shown.append(f"<li>{bar}</li>")
    return f'<ol class="timeline" aria-label="{say("list.timeline")}">{"".join(shown)}</ol>\n\n'
