"""One article's page: its text as Markdown; its catalogue card, citation and neighbours as front matter."""

from generator.addresses import article_path, issue_path, paper_path, place_path, url
from generator.catalogue import Catalogue
from generator.listing import Page, dated
from generator.markdown import Value, document, escape, paragraph
from generator.model import Article, Entry, Issue, Paper
from generator.wording import Wording

LOST = "〔□〕"
FIELDS = {"id": "article.id", "county": "article.place", "kind": "article.kind"}


def article_page(c: Catalogue, issue: Issue, entry: Entry, previous: Entry | None, following: Entry | None) -> Page:
    article, say = entry.article, c.say
    paper = c.paper(issue)
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
        **dated(say, issue),
        "page_label": say.page(article.page),
        "county": article.county or "",
        "county_url": url(place_path(entry.place), path) if entry.place else "",
        "county_note": say(f"place_from.{article.county_source}") if article.county_source else "",
        "kind": article.kind,
        "kind_label": say(f"kind.{article.kind}"),
        "authors": [
            {"name": a.name, "role": say("article.role", role=a.role) if a.role else ""} for a in article.authors
        ],
        "citation": citation(article, paper, issue),
        "source": [say("article.source_lines", file=s.file, first=s.lines[0], last=s.lines[1]) for s in article.source],
        "notes": notes(say, entry),
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


def notes(say: Wording, entry: Entry) -> list[str]:
    """What a reader should know about how the record was made."""
    article = entry.article
    out = []
    if article.continued_from:
        out.append(say("article.continued_from", page=article.continued_from))
    if article.title_source != "page":
        out.append(say(f"article.title_from_{article.title_source}"))
    if LOST in article.title + article.body:
        out.append(say("article.lost", mark=LOST))
    if entry.filled:
        out.append(say("article.filled", fields=say.all_of(say(FIELDS[name]) for name in entry.filled)))
    out.append(say("article.reviewed" if article.reviewed else "article.unreviewed"))
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
