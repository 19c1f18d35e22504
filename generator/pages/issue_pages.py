"""An issue as its pages (版): headlines in columns, the larger the longer their articles, with kickers, authors,
captions of photographs and what continues where."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from generator.base.addresses import anchor, article_path, issue_path, paper_path, source_path, target, time_path, url
from generator.base.archive import Entry
from generator.base.issue import Issue, PageText
from generator.base.model import Article
from generator.language.line_breaks import in_line
from generator.pages.brief import IssueBrief
from generator.pages.catalogue import grouped
from generator.pages.cite import marks, papers
from generator.pages.listing import Page, authors, dated, item, length, longest, numbered, scope, within
from generator.pages.markdown import Value, breakable, document, escape, html, link, paragraph
from generator.pages.source_pages import text_names
from generator.pages.wording import Wording

SIZES = (400, 900, 1600)  # characters: of the pages of a county paper a half, a fifth and a twentieth are longer
TITLES = 4  # that a search engine or a link that is sent to others shows
CAPTION = 80  # characters of a caption
WHOLE, BRIEF, HEADING = 200, 65, 75  # px on a phone: an article, its headline alone, the number of a page
ROOM = 8600  # px on a phone


def issue_page(brief: IssueBrief, say: Wording) -> Page:
    issue, paper, entries = brief.issue, brief.paper, brief.entries
    path = issue_path(issue)
    firsts, seconds = brief.firsts, brief.seconds
    texts = text_names(say, [issue.sheet(page, file) for file, page, _ in brief.texts])
    pages = [*_pages(issue, entries)]
    printed = _printed(brief)
    room = ROOM - HEADING * (len(pages) + len(printed))
    whole = {e.article.id for e in longest(entries, max(0, (room - BRIEF * len(entries)) // (WHOLE - BRIEF)))}
    body = []
    for sheet, of_page in pages:
        rows = [
            _article(say, issue, e, firsts.get(e.article.id), seconds.get(e.article.id), e.article.id in whole)
            for e in of_page
        ]
        room -= BRIEF * len(rows)
        body.append(f"## {escape(say.sheet(sheet))} {{: #{anchor(sheet)} }}\n\n")
        if shown := printed.get(anchor(sheet)):
            links = " ".join(link(say("facsimile.see"), target(each, path)) for each in shown)
            body.append(f"{links}\n{{: .original }}\n\n")
        body += rows if room >= 0 else _folded(say, rows)
    if brief.withdrawn:
        body.append(f"## {say('withdrawn.articles')} {{: #withdrawn }}\n\n")
    for w in brief.withdrawn:
        label = say("withdrawn.of_page", page=say.page(w.page), title=w.title or w.id)
        body.append(f"- {link(label, target(w.path, path))}\n")
    if texts:
        body.append(f"\n## {say('source.title')} {{: #texts }}\n\n")
    for number, label in enumerate(texts, 1):
        body.append(f"- {link(label, target(source_path(issue, number), path))}\n")
    meta: dict[str, Value] = {
        "template": "issue.html",
        "title": f"{paper.label} {say.issue(issue)}",
        "description": _description(say, entries),
        "paper": paper.label,
        "papers": papers({issue.paper: paper}, say) if entries else "",
        "within": scope(("paper", issue.paper), *within(issue.date)) if entries else [],
        "paper_url": url(paper_path(issue.paper), path),
        **dated(say, issue),
        "count": "　".join(filter(None, [say.count("articles", len(entries)), numbered(say, issue)])),
        "lacking": _lacking(say, issue, entries),
        "up": {"title": say.day(issue.date.of_month), "url": url(time_path(issue.date.of_month), path)},
        "previous": _reference(say, brief.previous, path),
        "next": _reference(say, brief.following, path),
    }
    return path, document(meta, ("" if entries or brief.withdrawn else paragraph(say("issue.empty"))) + "".join(body))


def _pages(issue: Issue, entries: Sequence[Entry]) -> Iterator[tuple[PageText, list[Entry]]]:
    """The pages with their articles, each by what is printed in its place."""
    for _, of_page in groupby(entries, lambda e: e.article.page):
        sheets = grouped(of_page, lambda e: anchor(e.article.sheet(issue)))
        yield from ((of[0].article.sheet(issue), of) for of in sheets.values())


def _printed(brief: IssueBrief) -> Mapping[str, Sequence[str]]:
    """The pages that show printed pages, by the anchors of these."""
    shown = ((plate, brief.texts[plate.number - 1]) for plate in brief.plates if plate.path)
    pairs = ((anchor(brief.issue.sheet(page, file)), plate.path) for plate, (file, page, _) in shown)
    return {name: [path for _, path in of] for name, of in grouped(pairs, lambda pair: pair[0]).items()}


def _description(say: Wording, entries: Sequence[Entry]) -> str:
    """How many articles there are, and the titles of the longest."""
    titles = say("unit.clauses").join(entry.article.title for entry in longest(entries, TITLES))
    return f"{say.count('articles', len(entries))}　{titles}" if entries else ""


def _lacking(say: Wording, issue: Issue, entries: Sequence[Entry]) -> str:
    """The pages below the highest that the archive has nothing of; empty where all are there or none is numbered."""
    there = {page for page in (*(p.page for p in issue.pages), *(e.article.page for e in entries)) if page}
    gaps = [(low + 1, high - 1) for low, high in pairwise([0, *sorted(there)]) if high - low > 1]
    pages = say.all_of(f"{first}" if first == last else f"{first}—{last}" for first, last in gaps)
    return say("issue.lacking", pages=pages) if gaps else ""


def size(article: Article) -> str:
    """The class of a headline: size0 of a brief to size3 of the page's great story."""
    return f"size{sum(length(article) >= least for least in SIZES)}"


def _folded(say: Wording, rows: Sequence[str]) -> list[str]:
    """The articles of a page of the newspaper that a reader unfolds: of an issue that would be too long otherwise."""
    inner = "".join(rows).replace("\n\n", "\n")
    return [f"<details>\n<summary>{say.count('articles', len(rows))}</summary>\n{inner}</details>\n\n"]


def _article(say: Wording, issue: Issue, entry: Entry, first: Entry | None, second: Entry | None, whole: bool) -> str:
    """An article with its captions, where it goes on and comes from; no column tears it apart. Of a long issue a phone
    shows some in brief, without what stands around their headlines."""
    article, path, inferred = entry.article, issue_path(issue), issue.date_basis == "inferred"
    facts = (authors(say, article), entry.county)
    rows = [item(say, entry, path, *facts, marked=marks(article, inferred, say), style=size(article))]
    rows += [f'<p class="caption">{html(_cut(say, caption))}</p>\n' for caption in article.captions]
    for name, part in (("article.part_before", first), ("article.part_after", second)):
        if part:
            sheet = part.article.sheet(issue)
            page = say.sheet(sheet) if sheet.cited else ""
            label = breakable(html(say(name, page=page, title=in_line(part.article.title))))
            rows.append(f'<p class="part"><a href="{url(article_path(part.article), path)}">{label}</a></p>\n')
    if article.continued_from and not first:  # the page alone where it is not known which article that is
        rows.append(f'<p class="part">{html(say("article.continued_from", page=article.continued_from))}</p>\n')
    return f'<div class="entry{"" if whole else " brief"}">\n{"".join(rows)}</div>\n\n'


def _cut(say: Wording, text: str) -> str:
    return text if len(text) <= CAPTION else text[:CAPTION] + say("unit.more")


def _reference(say: Wording, issue: Issue | None, start: str) -> dict[str, str]:
    return {"title": say.issue(issue), "url": url(issue_path(issue), start)} if issue else {}
