"""An article's page: its text as Markdown; its catalogue card, citation, other part and neighbours as front matter."""

from collections.abc import Iterator

from generator.addresses import article_path, author_path, issue_path, paper_path, place_path, subject_path, url
from generator.catalogue import Catalogue, neighbours
from generator.cite import gbt7714, json_ld
from generator.listing import Page, dated
from generator.markdown import Value, document, escape, paragraph
from generator.model import Entry, Issue, Source
from generator.parts import first_parts
from generator.source_pages import addresses
from generator.wording import Wording

LOST = "〔□〕"
FIELDS = {"id": "article.id", "county": "article.place", "kind": "article.kind"}


def article_pages(c: Catalogue, issue: Issue) -> Iterator[Page]:
    """The pages of an issue's articles."""
    entries = c.articles(issue)
    firsts = first_parts(entries)
    seconds = {first.article.id: e for e in entries if (first := firsts.get(e.article.id))}
    for previous, entry, following in neighbours(entries):
        path, id = article_path(entry.article), entry.article.id
        near = [e for e in (previous, following, firsts.get(id), seconds.get(id)) if e]
        meta: dict[str, Value] = {
            "template": "article.html",
            **_record(c, issue, entry, path),
            "part_before": _part(c.say, "article.part_before", firsts.get(id), path),
            "part_after": _part(c.say, "article.part_after", seconds.get(id), path),
            "previous": _reference(previous, path),
            "next": _reference(following, path),
            "related": [
                {**_reference(other, path), "date": c.say.day(other.article.date)}
                for other in c.related(entry)
                if other not in near and other.article.title != entry.article.title
            ],
        }
        yield path, document(meta, text(c.say, entry))


def text(say: Wording, entry: Entry) -> str:
    """What is printed, as Markdown. A lost character says what it is."""
    article = entry.article
    body = [
        paragraph(article.kicker, "kicker") if article.kicker else "",
        f"# {headline(article.title)}\n\n",
        paragraph(article.subtitle, "subtitle") if article.subtitle else "",
        paragraph(article.byline, "byline") if article.byline else "",
        *(paragraph(text, "crosshead" if is_crosshead(text) else "") for text in article.paragraphs),
        *(paragraph(caption, "caption") for caption in article.captions),
    ]
    return "".join(body).replace(LOST, f'<abbr title="{say("article.lost_character")}">{LOST}</abbr>')


def headline(title: str) -> str:
    """A headline whose clauses, parted by a full-width space, are kept whole where a line has to break."""
    return "　".join(f"<span>{escape(clause)}</span>" for clause in title.split("　"))


def is_crosshead(text: str) -> bool:
    """A sub-heading that stands as a paragraph of its own: short, and without the stop that ends a sentence."""
    return len(text) <= 20 and text[-1] not in "。！？”’）：；，…" and not text[0].isdigit() and "　" not in text


def _record(c: Catalogue, issue: Issue, entry: Entry, path: str) -> dict[str, Value]:
    """The catalogue card, and the metadata in the page's head."""
    article, say, paper = entry.article, c.say, c.paper(issue)
    texts = addresses(c, issue, path)
    return {
        "title": article.title,
        "id": article.id,
        "name": paper.name,
        "paper": paper.label,
        "paper_url": url(paper_path(issue.paper), path),
        "issue_url": url(issue_path(issue), path),
        **dated(say, issue),
        "page": f"{article.page or ''}",
        "page_label": say.page(article.page),
        "page_url": f"{url(issue_path(issue), path)}#p{article.page or 0}",
        "county": article.county or "",
        "county_url": url(place_path(entry.place), path) if entry.place else "",
        "county_note": say(f"place_from.{article.county_source}") if article.county_source else "",
        "kind": article.kind,
        "kind_label": say(f"kind.{article.kind}"),
        "authors": [
            {
                "name": a.name,
                "role": say("article.role", role=a.role) if a.role else "",
                "url": url(author_path(a.name), path) if len(c.of_author[a.name]) > 1 else "",
            }
            for a in article.authors
        ],
        "subjects": [{"name": w, "url": url(subject_path(w), path)} for w in c.subjects_of[article.id]],
        "citation": gbt7714(article, paper, issue),
        "jsonld": json_ld(article, paper, c.licence),
        "source": [
            {
                "label": _lines(say, s),
                "url": f"{texts[s.file]}#l{s.lines[0]}" if s.file in texts else "",
            }
            for s in article.source
        ],
        "notes": notes(say, entry),
    }


def _lines(say: Wording, source: Source) -> str:
    """Where in a page file a part of an article stands."""
    first, last = source.lines
    if first == last:
        return say("article.source_line", file=source.file, first=first)
    return say("article.source_lines", file=source.file, first=first, last=last)


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


def _reference(entry: Entry | None, start: str) -> dict[str, str]:
    return {"title": entry.article.title, "url": url(article_path(entry.article), start)} if entry else {}


def _part(say: Wording, name: str, entry: Entry | None, start: str) -> dict[str, str]:
    if entry is None:
        return {}
    page = say.page(entry.article.page) if entry.article.page else ""
    return {**_reference(entry, start), "title": say(name, page=page, title=entry.article.title)}
