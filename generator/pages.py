"""The archive as Markdown pages, in the order in which they are written; where they stand: addresses.py.

What a template shows around the text stands in the front matter as finished strings; templates decide nothing.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.addresses import article_path, issue_path, paper_path, place_path, target, url
from generator.article_pages import article_page
from generator.catalogue import Catalogue, neighbours
from generator.listing import Page, authors, count, dated, item, longest
from generator.markdown import Value, document, link, paragraph
from generator.model import Archive, Issue, Paper, Place
from generator.search import Document
from generator.wording import Wording

NEWEST = 6  # issues on the home page
HEADLINES = 5  # of each of them


def pages(c: Catalogue) -> Iterator[Page]:
    """All generated pages but the search page."""
    yield home(c)
    yield all_issues(c)
    for key, issues in c.of_paper.items():
        yield paper_page(c, key, issues)
        for before, issue, after in neighbours(issues):
            entries = c.articles(issue)
            yield issue_page(c, issue, before, after)
            for previous, entry, following in neighbours(entries):
                yield article_page(c, issue, entry, previous, following)
    yield all_counties(c)
    for place in c.of_place:
        yield county_page(c, place)


# ---- issues --------------------------------------------------------------------------------------------------------


def issue_page(c: Catalogue, issue: Issue, previous: Issue | None, following: Issue | None) -> Page:
    path, entries, say = issue_path(issue), c.articles(issue), c.say
    paper = c.paper(issue)
    body = []
    for page, of_page in groupby(entries, lambda e: e.article.page):
        body.append(f"## {say.page(page)} {{: #p{page or 0} }}\n\n")
        body += [item(c, e, path, authors(say, e.article), e.article.county) for e in of_page]
    meta: dict[str, Value] = {
        "template": "issue.html",
        "title": f"{paper.label} {say.day(issue.date)}",
        "paper": paper.label,
        "paper_url": url(paper_path(issue.paper), path),
        **dated(say, issue),
        "count": say.count("articles", len(entries)),
        "previous": _issue_reference(say, previous, path),
        "next": _issue_reference(say, following, path),
    }
    return path, document(meta, "".join(body) or paragraph(say("issue.empty")))


def all_issues(c: Catalogue) -> Page:
    path, say = "issues/index.md", c.say
    body = [f"## {say('list.papers')} {{: #papers }}\n\n"]
    for key, issues in sorted(c.of_paper.items()):
        label = c.archive.papers[key].label
        body.append(f"- {link(label, target(paper_path(key), path))} {count(say, 'issues', len(issues))}\n")
    body += ["\n", *_years(c, c.archive.papers, list(c.archive.issues.values()), path)]
    lead = say("list.papers_lead", papers=len(c.of_paper), issues=f"{len(c.archive.issues):,}")
    return path, document({"template": "listing.html", "title": say("list.by_date"), "lead": lead}, "".join(body))


def paper_page(c: Catalogue, key: str, issues: Sequence[Issue]) -> Page:
    path, say, paper = paper_path(key), c.say, c.archive.papers[key]
    articles = sum(len(c.articles(issue)) for issue in issues)
    lead = [say("list.paper_lead", issues=f"{len(issues):,}", articles=f"{articles:,}")]
    if paper.place:
        lead.append(say("list.published_in", place=paper.place))
    if paper.name_basis == "inferred":
        lead.append(say("list.name_inferred"))
    meta = {"template": "listing.html", "title": paper.label, "lead": "".join(lead)}
    return path, document(meta, "".join(_years(c, {key: paper}, issues, path)))


def _years(c: Catalogue, papers: dict[str, Paper], issues: Sequence[Issue], path: str) -> Iterator[str]:
    """Issues as lists under their years, the newest first."""
    newest = sorted(issues, key=lambda issue: (issue.date, issue.paper), reverse=True)
    for year, of_year in groupby(newest, lambda issue: issue.date.year):
        yield f"## {c.say('unit.year', year=year)} {{: #y{year} }}\n\n"
        for issue in of_year:
            label = c.say.month_day(issue.date)
            if len(papers) > 1:
                label += f"　{papers[issue.paper].label}"
            articles = count(c.say, "articles", len(c.articles(issue)))
            yield f"- {link(label, target(issue_path(issue), path))} {articles}\n"
        yield "\n"


def _issue_reference(say: Wording, issue: Issue | None, start: str) -> dict[str, str]:
    return {"title": say.day(issue.date), "url": url(issue_path(issue), start)} if issue else {}


# ---- counties ------------------------------------------------------------------------------------------------------


def all_counties(c: Catalogue) -> Page:
    path, say = "counties/index.md", c.say
    body = []
    for _, group in groupby(sorted(c.of_place, key=lambda p: p.adcode), _city):
        places = list(group)
        body.append(f"## {_city(places[0])} {{: #c{places[0].adcode[:4]} }}\n\n")
        for place in places:
            articles = count(say, "articles", len(c.of_place[place]))
            body.append(f"- {link(place.name, target(place_path(place), path))} {articles}\n")
        body.append("\n")
    without = sum(entry.place is None for entry in c.archive.entries)
    lead = say("list.places_lead", places=len(c.of_place))
    if without:
        lead += say("list.without_place", count=f"{without:,}")
    return path, document({"template": "listing.html", "title": say("list.by_place"), "lead": lead}, "".join(body))


def county_page(c: Catalogue, place: Place) -> Page:
    path, say, entries = place_path(place), c.say, c.of_place[place]
    body = []
    for year, of_year in groupby(reversed(entries), lambda e: e.article.date.year):
        body.append(f"## {say('unit.year', year=year)} {{: #y{year} }}\n\n")
        for entry in of_year:
            paper = c.archive.papers[entry.article.paper].label
            body.append(item(c, entry, path, say.day(entry.article.date), paper, authors(say, entry.article)))
    lead = "　".join(filter(None, [" ".join(place.parents), say.count("articles", len(entries))]))
    return path, document({"template": "listing.html", "title": place.name, "lead": lead}, "".join(body))


def _city(place: Place) -> str:
    """The heading that a place stands under: its province and city, or its own name where it is one."""
    return " ".join(place.parents[:2]) if len(place.parents) > 1 else " ".join((*place.parents, place.name))


# ---- home ----------------------------------------------------------------------------------------------------------


def home(c: Catalogue) -> Page:
    say = c.say
    body = [f"## {say('home.newest')} {{: #newest }}\n\n"]
    for issue in list(reversed(c.archive.issues.values()))[:NEWEST]:
        entries = c.articles(issue)
        label = f"{c.paper(issue).label}　{say.day(issue.date)}"
        anchor = f"{{: #{issue.paper}-{issue.date} }}"
        body.append(f"### {link(label, issue_path(issue))} {count(say, 'articles', len(entries))} {anchor}\n\n")
        body += [f"- {link(e.article.title, article_path(e.article))}\n" for e in longest(entries, HEADLINES)]
        body.append("\n")
    body.append(f"\n## {say('home.places')} {{: #places }}\n\n")
    for place in sorted(c.of_place, key=lambda p: (-len(c.of_place[p]), p.adcode)):
        body.append(f"- {link(place.name, place_path(place))} {count(say, 'articles', len(c.of_place[place]))}\n")
    extent = {
        "articles": len(c.archive.entries),
        "issues": len(c.archive.issues),
        "papers": len(c.of_paper),
        "counties": len(c.of_place),
    }
    facts = [{"value": f"{number:,}", "label": say(f"home.{name}")} for name, number in extent.items()]
    return "index.md", document({"template": "home.html", "lead": c.lead, "facts": facts}, "".join(body))


# ---- search --------------------------------------------------------------------------------------------------------


def search_documents(archive: Archive, say: Wording) -> Iterator[Document]:
    """The articles as search sees them, in the order of its document numbers."""
    for entry in archive.entries:
        article = entry.article
        lines = [article.kicker, article.subtitle]
        yield Document(
            id=article.id,
            url=url(article_path(article)),
            date=article.date.isoformat(),
            paper=(article.paper, archive.papers[article.paper].label),
            county=(entry.place.adcode, entry.place.name) if entry.place else None,
            kind=(article.kind, say(f"kind.{article.kind}")),
            title=(article.title, *filter(None, lines)),
            text=(*article.paragraphs, *article.captions, *filter(None, [article.byline])),
        )
