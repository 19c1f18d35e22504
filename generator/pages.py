"""The archive as Markdown pages: one for each article, issue, newspaper and county, and the lists that lead to them.

    index.md                            home
    issues/index.md                     all issues by year
    issues/PAPER/index.md               a newspaper's issues
    issues/PAPER/DATE/index.md          an issue, page by page
    issues/PAPER/DATE/PAGE-NUMBER.md    an article
    counties/index.md                   places, under their city
    counties/ADCODE/index.md            the articles of a place

What a template shows around the text stands in the front matter as finished strings; templates decide nothing.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from posixpath import dirname, relpath
from typing import TypeVar

from generator.markdown import Value, document, escape, link, paragraph
from generator.model import Archive, Article, Entry, Issue, Paper, Place
from generator.search import Document

KINDS = {"news": "报道", "photo": "图片", "notice": "公告", "continuation": "转版续文", "filler": "补白"}
COUNTY_SOURCES = {"text": "据正文", "paper": "据报纸所在地", "editor": "编者著录"}
FIELDS = {"id": "编号", "county": "地区", "kind": "类型"}
LOST = "〔□〕"
LONG = 900  # characters from which a headline is set larger: the longer half of a county paper's page
OPENING = 60  # characters of a text in a list: two lines on a phone
NEWEST = 6  # issues on the home page
HEADLINES = 5  # of each of them

T = TypeVar("T")
Entries = Mapping[tuple[str, str], Sequence[Entry]]
"""The articles of each issue, by paper and date."""
Page = tuple[str, str]
"""Path below the docs folder, and Markdown."""


def pages(archive: Archive, lead: str) -> Iterator[Page]:
    """All generated pages. `lead` is the sentence under the archive's name."""
    issues = _by_issue(archive)
    papers: defaultdict[str, list[Issue]] = defaultdict(list)
    for issue in archive.issues.values():
        papers[issue.paper].append(issue)
    counties: defaultdict[Place, list[Entry]] = defaultdict(list)
    for entry in archive.entries:
        if entry.place:
            counties[entry.place].append(entry)

    yield home(archive, issues, counties, lead)
    yield all_issues(archive, issues)
    for key, of_paper in papers.items():
        yield paper_page(key, archive.papers[key], of_paper, issues)
        for before, issue, after in _neighbours(of_paper):
            entries = issues[issue.key]
            yield issue_page(archive.papers[key], issue, entries, before, after)
            for previous, entry, following in _neighbours(entries):
                yield article_page(archive.papers[key], issue, entry, previous, following)
    yield all_counties(archive, counties)
    for place, of_place in counties.items():
        yield county_page(archive, place, of_place)


# ---- addresses -----------------------------------------------------------------------------------------------------


def article_path(article: Article) -> str:
    """The page of an article below the docs folder: issues/llrb/2024-03-07/00-02.md"""
    tail = article.id.removeprefix(f"{article.paper}-{article.date}-")
    return f"issues/{article.paper}/{article.date}/{tail}.md"


def issue_path(issue: Issue) -> str:
    return f"issues/{issue.paper}/{issue.date}/index.md"


def paper_path(paper: str) -> str:
    return f"issues/{paper}/index.md"


def county_path(place: Place) -> str:
    return f"counties/{place.adcode}/index.md"


def url(path: str, start: str = "") -> str:
    """Address of a page as seen from another page; from the site's root where none is named."""
    return relpath(path, dirname(start) or ".").removesuffix(".md") + ".html"


# ---- articles ------------------------------------------------------------------------------------------------------


def article_page(paper: Paper, issue: Issue, entry: Entry, previous: Entry | None, following: Entry | None) -> Page:
    article = entry.article
    path = article_path(article)
    body = [
        paragraph(article.kicker, "kicker") if article.kicker else "",
        f"# {headline(article.title)}\n\n",
        paragraph(article.subtitle, "subtitle") if article.subtitle else "",
        paragraph(article.byline, "byline") if article.byline else "",
        *(paragraph(text, "crosshead" if is_crosshead(text) else "") for text in article.paragraphs),
        *(paragraph(caption, "caption") for caption in article.captions),
    ]
    meta: dict[str, Value] = {
        "template": "article.html",
        "title": article.title,
        "id": article.id,
        "paper": paper.label,
        "paper_url": url(paper_path(issue.paper), path),
        "issue_url": url(issue_path(issue), path),
        **_dates(issue),
        "page_label": page_label(article.page),
        "county": article.county or "",
        "county_url": url(county_path(entry.place), path) if entry.place else "",
        "county_note": COUNTY_SOURCES.get(article.county_source or "", ""),
        "kind": article.kind,
        "kind_label": KINDS[article.kind],
        "authors": [{"name": a.name, "role": a.role or ""} for a in article.authors],
        "citation": citation(article, paper, issue),
        "source": [f"{s.file} 第{s.lines[0]}–{s.lines[1]}行" for s in article.source],
        "notes": notes(entry),
        "previous": _reference(previous, path),
        "next": _reference(following, path),
    }
    return path, document(meta, "".join(body))


def headline(title: str) -> str:
    """A headline whose clauses, parted by a full-width space, are kept whole where a line has to break."""
    return "　".join(f"<span>{escape(clause)}</span>" for clause in title.split("　"))


def is_crosshead(text: str) -> bool:
    """A sub-heading that stands as a paragraph of its own: short, and without the stop that ends a sentence."""
    return len(text) <= 20 and text[-1] not in "。！？”’）：；，…" and not text[0].isdigit() and "　" not in text


def notes(entry: Entry) -> list[str]:
    """What a reader should know about how the record was made."""
    article = entry.article
    out = []
    if article.continued_from:
        out.append(f"上接第{article.continued_from}版。")
    if article.title_source == "lead":
        out.append("原页未见标题，题名取自正文开头。")
    if article.title_source == "editor":
        out.append("题名由编者拟定。")
    if LOST in article.title + article.body:
        out.append(f"{LOST}处原文缺字，照录待补。")
    if entry.filled:
        out.append(f"{'、'.join(FIELDS[name] for name in entry.filled)}由程序补全。")
    out.append("已经人工校读。" if article.reviewed else "由程序切分著录，未经人工校读。")
    return out


def citation(article: Article, paper: Paper, issue: Issue) -> str:
    """GB/T 7714-2015; inferred names and dates in square brackets, as the standard has it."""
    authors = [a.name for a in article.authors]
    who = ", ".join(authors[:3]) + (", 等" if len(authors) > 3 else "")
    name = f"[{paper.name}]" if paper.name_basis == "inferred" else paper.name
    day = f"[{article.date}]" if issue.date_basis == "inferred" else f"{article.date}"
    page = f"({article.page})" if article.page else ""
    return f"{who + '. ' if who else ''}{article.title}[N]. {name}, {day}{page}."


def _reference(entry: Entry | None, start: str) -> dict[str, str]:
    return {"title": entry.article.title, "url": url(article_path(entry.article), start)} if entry else {}


# ---- issues --------------------------------------------------------------------------------------------------------


def issue_page(
    paper: Paper, issue: Issue, entries: Sequence[Entry], previous: Issue | None, following: Issue | None
) -> Page:
    path = issue_path(issue)
    body = []
    for page, of_page in groupby(entries, lambda e: e.article.page):
        body.append(f"## {page_label(page)} {{: #p{page or 0} }}\n\n")
        body += [_item(e, path, _authors(e.article), e.article.county) for e in of_page]
    meta: dict[str, Value] = {
        "template": "issue.html",
        "title": f"{paper.label} {day_label(issue.date)}",
        "paper": paper.label,
        "paper_url": url(paper_path(issue.paper), path),
        **_dates(issue),
        "count": f"{len(entries)}",
        "previous": _issue_reference(previous, path),
        "next": _issue_reference(following, path),
    }
    return path, document(meta, "".join(body) or paragraph("这一期尚无文章。"))


def all_issues(archive: Archive, issues: Entries) -> Page:
    path = "issues/index.md"
    papers = Counter(issue.paper for issue in archive.issues.values())
    body = ["## 报纸 {: #papers }\n\n"]
    for key, count in sorted(papers.items()):
        body.append(f"- {link(archive.papers[key].label, relpath(paper_path(key), 'issues'))} {_count(count, '期')}\n")
    body += ["\n", *_years(archive.papers, list(archive.issues.values()), issues, path)]
    lead = f"共{len(papers)}种报纸，{len(archive.issues)}期。"
    return path, document({"template": "listing.html", "title": "按日期", "lead": lead}, "".join(body))


def paper_page(key: str, paper: Paper, of_paper: Sequence[Issue], issues: Entries) -> Page:
    path = paper_path(key)
    count = sum(len(issues[issue.key]) for issue in of_paper)
    basis = "报名为推定，原页未见报头。" if paper.name_basis == "inferred" else ""
    home = f"出版地{paper.place}。" if paper.place else ""
    meta = {"template": "listing.html", "title": paper.label, "lead": f"{len(of_paper)}期，{count}篇。{home}{basis}"}
    return path, document(meta, "".join(_years({key: paper}, of_paper, issues, path)))


def _years(papers: Mapping[str, Paper], issues: Sequence[Issue], entries: Entries, path: str) -> Iterator[str]:
    """Issues as lists under their years, the newest first."""
    newest = sorted(issues, key=lambda issue: (issue.date, issue.paper), reverse=True)
    for year, of_year in groupby(newest, lambda issue: issue.date.year):
        yield f"## {year}年 {{: #y{year} }}\n\n"
        for issue in of_year:
            label = f"{issue.date.month}月{issue.date.day}日"
            if len(papers) > 1:
                label += f"　{papers[issue.paper].label}"
            target = relpath(issue_path(issue), dirname(path))
            yield f"- {link(label, target)} {_count(len(entries[issue.key]), '篇')}\n"
        yield "\n"


# ---- counties ------------------------------------------------------------------------------------------------------


def all_counties(archive: Archive, counties: Mapping[Place, Sequence[Entry]]) -> Page:
    path = "counties/index.md"
    body = []
    for _, group in groupby(sorted(counties, key=lambda p: p.adcode), _city):
        places = list(group)
        body.append(f"## {_city(places[0])} {{: #c{places[0].adcode[:4]} }}\n\n")
        body += [f"- {link(p.name, f'{p.adcode}/index.md')} {_count(len(counties[p]), '篇')}\n" for p in places]
        body.append("\n")
    without = sum(entry.place is None for entry in archive.entries)
    lead = f"共{len(counties)}地。" + (f"另有{without}篇未归入任何地方。" if without else "")
    return path, document({"template": "listing.html", "title": "按地区", "lead": lead}, "".join(body))


def county_page(archive: Archive, place: Place, entries: Sequence[Entry]) -> Page:
    path = county_path(place)
    body = []
    for year, of_year in groupby(reversed(entries), lambda e: e.article.date.year):
        body.append(f"## {year}年 {{: #y{year} }}\n\n")
        for entry in of_year:
            paper = archive.papers[entry.article.paper].label
            body.append(_item(entry, path, day_label(entry.article.date), paper, _authors(entry.article)))
    above = " ".join(place.parents)
    lead = f"{above + '　' if above else ''}{len(entries)}篇"
    return path, document({"template": "listing.html", "title": place.name, "lead": lead}, "".join(body))


def _city(place: Place) -> str:
    """The heading that a place stands under: its province and city, or its own name where it is one."""
    return " ".join(place.parents[:2]) if len(place.parents) > 1 else " ".join((*place.parents, place.name))


# ---- home ----------------------------------------------------------------------------------------------------------


def home(
    archive: Archive,
    issues: Entries,
    counties: Mapping[Place, Sequence[Entry]],
    lead: str,
) -> Page:
    body = ["## 最近各期 {: #newest }\n\n"]
    for issue in list(reversed(archive.issues.values()))[:NEWEST]:
        entries = issues[issue.key]
        label = f"{archive.papers[issue.paper].label}　{day_label(issue.date)}"
        anchor = f"{{: #{issue.paper}-{issue.date} }}"
        body.append(f"### {link(label, issue_path(issue))} {_count(len(entries), '篇')} {anchor}\n\n")
        longest = sorted(entries, key=lambda e: -len(e.article.body))[:HEADLINES]
        body += [f"- {link(e.article.title, article_path(e.article))}\n" for e in entries if e in longest]
        body.append("\n")
    body.append("\n## 各地 {: #places }\n\n")
    for place in sorted(counties, key=lambda p: (-len(counties[p]), p.adcode)):
        body.append(f"- {link(place.name, county_path(place))} {_count(len(counties[place]), '篇')}\n")
    facts = [
        {"value": f"{len(archive.entries):,}", "label": "篇文章"},
        {"value": f"{len(archive.issues):,}", "label": "期报纸"},
        {"value": f"{len({i.paper for i in archive.issues.values()})}", "label": "种报纸"},
        {"value": f"{len(counties)}", "label": "个县市"},
    ]
    meta: dict[str, Value] = {"template": "home.html", "lead": lead, "facts": facts}
    return "index.md", document(meta, "".join(body))


# ---- search --------------------------------------------------------------------------------------------------------


def search_documents(archive: Archive) -> Iterator[Document]:
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
            kind=(article.kind, KINDS[article.kind]),
            title=(article.title, *filter(None, lines)),
            text=(*article.paragraphs, *article.captions, *filter(None, [article.byline])),
        )


# ---- shared --------------------------------------------------------------------------------------------------------


def _item(entry: Entry, start: str, *facts: str | None) -> str:
    """An article in a list: headline, facts, opening words."""
    article = entry.article
    target = relpath(article_path(article), dirname(start))
    kicker = f'<span class="kicker">{escape(article.kicker)}</span> ' if article.kicker else ""
    weight = "lead" if article.title_source == "lead" else "long" if article_length(article) >= LONG else ""
    style = f"{{: #a{article.id} .{article.kind}{f' .{weight}' if weight else ''} }}"
    shown = [*filter(None, facts), f"{article_length(article):,}字"]
    text = "".join(article.paragraphs).replace("\n", "")
    opening = text[:OPENING] + ("……" if len(text) > OPENING else "")
    return (
        f"### {kicker}{link(article.title, target)} {style}\n\n"
        + paragraph(" · ".join(shown), "facts")
        + paragraph(opening, "opening")
    )


def article_length(article: Article) -> int:
    """Characters of the body without white space."""
    return len("".join(article.body.split()))


def _count(number: int, unit: str) -> str:
    return f'<span class="count">{number:,}{unit}</span>'


def _authors(article: Article) -> str:
    return "、".join(a.name for a in article.authors)


def page_label(page: int | None) -> str:
    return f"第{page}版" if page else "版次未详"


def day_label(date: datetime.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"


def _dates(issue: Issue) -> dict[str, Value]:
    weekday = "一二三四五六日"[issue.date.weekday()]
    note = ""
    if issue.date_basis == "inferred":
        note = f"推定：{issue.date_evidence}" if issue.date_evidence else "推定"
    return {"date": f"{issue.date}", "date_label": f"{day_label(issue.date)}　星期{weekday}", "date_note": note}


def _issue_reference(issue: Issue | None, start: str) -> dict[str, str]:
    return {"title": day_label(issue.date), "url": url(issue_path(issue), start)} if issue else {}


def _by_issue(archive: Archive) -> defaultdict[tuple[str, str], list[Entry]]:
    out: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in archive.entries:
        out[entry.article.paper, entry.article.date.isoformat()].append(entry)
    return out


def _neighbours(items: Sequence[T]) -> Iterable[tuple[T | None, T, T | None]]:
    """Each item between the one before and the one after it."""
    return zip([None, *items], items, [*items[1:], None], strict=False)
