"""An article's page: its text as Markdown; its catalogue card, citation, other part and neighbours as front matter."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from urllib.parse import urlencode

from generator.base.addresses import (
    anchor,
    article_path,
    author_path,
    column_path,
    issue_path,
    paper_path,
    place_path,
    serial_path,
    source_path,
    subject_path,
    url,
)
from generator.base.archive import Entry
from generator.base.issue import Issue
from generator.base.model import Article, Source
from generator.base.tables import rows
from generator.language.crossheads import outline, running
from generator.language.line_breaks import in_line
from generator.language.reprints import MOST
from generator.pages.brief import ArticleBrief, Copy, Reference
from generator.pages.cite import Cited, cited, gbt7714, json_ld, tags
from generator.pages.facsimile_pages import cuttings
from generator.pages.figures import Picture, figure, table
from generator.pages.listing import COMPACT, Page, dated
from generator.pages.markdown import Value, document, escape, heading, paragraph
from generator.pages.source_pages import text_names
from generator.pages.wording import Wording

LOST = "〔□〕"
COPIES = 12  # reprints that a page names: a prefecture has as many newspapers
SEEN = ("photo", "cartoon")  # kinds whose pictures stand above the text
OPENING = 40  # characters of a text that a search engine or a link that is sent to others shows
FIELDS = {"id": "article.id", "county": "article.place", "kind": "article.kind"}


def article_page(brief: ArticleBrief, say: Wording) -> Page:
    entry, path = brief.entry, article_path(brief.entry.article)
    serial = brief.serial
    near = {r.path for r in (brief.previous, brief.following, brief.first, brief.second) if r}
    near |= {copy.of.path for copy in brief.copies}
    meta: dict[str, Value] = {
        "template": "article.html",
        **_record(brief, say, path),
        "part_before": _part(say, "article.part_before", brief.first, path),
        "part_after": _part(say, "article.part_after", brief.second, path),
        "serial_before": _part(say, "article.serial_before", serial.before if serial else None, path),
        "serial_after": _part(say, "article.serial_after", serial.after if serial else None, path),
        "clips": cuttings(brief.cuttings, entry.article.id, path),
        "previous": _reference(brief.previous, path),
        "next": _reference(brief.following, path),
        "copies": [_copy(say, copy, path) for copy in brief.copies[:COPIES]],
        "more_copies": say("article.same_more", count=more) if (more := len(brief.copies) - COPIES) > 0 else "",
        "related": [
            {**_reference(other, path), "date": other.day}
            for other in brief.related
            if other.path not in near and other.title != entry.article.title
        ],
    }
    return path, document(meta, text(say, entry, brief.pictures))


def text(say: Wording, entry: Entry, pictures: Sequence[Picture] = ()) -> str:
    """What is printed, as Markdown. A lost character says what it is."""
    article = entry.article
    body = [
        paragraph(article.kicker, "kicker", headline=True) if article.kicker else "",
        f"# {clauses(article.title)} {{: #title }}\n\n",
        paragraph(article.subtitle, "subtitle", headline=True) if article.subtitle else "",
        paragraph(line, "dateline") if (line := article.byline or signed(article)) else "",
        *_body(say, article, pictures),
    ]
    return "".join(body).replace(LOST, f'<abbr title="{say("article.lost_character")}">{LOST}</abbr>')


def signed(article: Article) -> str:
    """Who wrote it, as a printed page says below a headline, where no byline came with the text: names of one post
    stand behind it."""
    posts = {author.role: None for author in article.authors}
    names = {role: " ".join(each.name for each in article.authors if each.role == role) for role in posts}
    return "　".join(f"{role} {of}" if role else of for role, of in names.items())


def clauses(title: str) -> str:
    """A headline whose clauses, parted by a full-width space, are kept whole where a line has to break."""
    parts = heading(title).split("　")
    return "　".join(f"<span>{part}</span>" for part in parts) if len(parts) > 1 else parts[0]


def _body(say: Wording, article: Article, pictures: Sequence[Picture]) -> Iterator[str]:
    """Paragraphs and captions, each with its number, by which a link leads to it; sub-headings have numbers of their
    own, so that no words of theirs become an anchor of the page's own."""
    headings, numbers = count(1), count(1)
    found, shown = list[str](), list[str]()
    for text, heads in outline(article.paragraphs):
        if heads:
            found.append(f"## {escape(text)} {{: #s{next(headings)} .crosshead }}\n\n")
        elif cells := rows(text):
            found.append(table(cells, f"p{next(numbers)}"))
        else:
            found.append(paragraph(text, id=f"p{next(numbers)}"))
    captions = [paragraph(caption, "caption", f"p{next(numbers)}") for caption in article.captions]
    path = article_path(article)
    for image, picture in zip(article.images, pictures, strict=bool(pictures)):
        shown.append(figure(say, image, picture, path))
        if image.said:
            shown.append(paragraph(image.said, "caption", f"p{next(numbers)}"))
    yield from (*shown, *found, *captions) if article.kind in SEEN else (*found, *captions, *shown)


def _record(brief: ArticleBrief, say: Wording, path: str) -> dict[str, Value]:
    """The catalogue card, and the metadata in the page's head."""
    entry, issue, paper = brief.entry, brief.issue, brief.paper
    article = entry.article
    cite = cited(article, paper, issue, brief.site, say)
    names = text_names(say, [issue.sheet(page, file) for file, page in brief.texts])
    texts = {
        file: (name, url(source_path(issue, n), path))
        for n, ((file, _), name) in enumerate(zip(brief.texts, names, strict=True), 1)
    }
    return {
        "title": article.title,
        "description": _description(say, article, cite, issue),
        "id": article.id,
        "paper": paper.label,
        "paper_url": url(paper_path(issue.paper), path),
        "issue_url": url(issue_path(issue), path),
        **dated(say, issue),
        "page_label": say.sheet(article.sheet(issue)),
        "page_url": f"{url(issue_path(issue), path)}#{anchor(article.sheet(issue))}",
        "county": entry.county,
        "county_url": url(place_path(entry.place), path) if entry.place else "",
        "county_note": _about_place(say, entry),
        "kind": article.kind,
        "kind_label": say(f"kind.{article.kind}"),
        "authors": [
            {
                "name": a.name,
                "role": say("article.role", role=a.role) if a.role else "",
                "url": _person(brief, a.id or a.name, path),
            }
            for a in article.authors
        ],
        "subjects": [{"name": w, "url": url(subject_path(w), path)} for w in brief.subjects],
        "subjects_note": _found(say, entry, brief.subjects),
        "further": [*further(brief, say, path)],
        "column": article.column or "",
        "column_url": url(column_path(article.paper, article.column), path) if article.column else "",
        "citation": gbt7714(cite),
        "tags": [{"name": name, "content": content} for name, content in tags(cite)],
        "jsonld": json_ld(cite),
        "source": [
            {"label": _lines(say, texts[s.file][0], s), "url": f"{texts[s.file][1]}#l{s.lines[0]}"}
            for s in article.source
            if s.file in texts
        ],
        "notes": notes(say, entry),
        "change": brief.change,
        "image": f"{brief.site}{brief.pictures[0].files[-1][0]}" if brief.site and brief.pictures else "",
    }


def _about_place(say: Wording, entry: Entry) -> str:
    """What the place is called today, where its name is another one, and how it is known."""
    source, place = entry.article.county_source, entry.place
    today = ""
    if place and entry.since is not None:
        then = say("article.place_then", place=place.name)
        now = say("article.place_today", place=entry.since) if entry.since else ""
        today = say("unit.clauses").join(filter(None, [then, now]))
    elif place and not entry.county.endswith(place.name):
        today = say("article.place_today", place=place.name)
    return say("unit.clauses").join(filter(None, [today, say(f"place_from.{source}") if source else ""]))


def _found(say: Wording, entry: Entry, subjects: Sequence[str]) -> str:
    """Which of the subjects no person wrote down, where a person wrote down others."""
    found = [word for word in subjects if word not in entry.subjects]
    return say("article.subjects_found", words=say.all_of(found)) if entry.article.subjects and found else ""


def further(brief: ArticleBrief, say: Wording, path: str) -> Iterator[Mapping[str, str | Sequence[Mapping[str, str]]]]:
    """Rows of the card that few articles have: a label, and names, each perhaps with what it leads to and a note."""
    article = brief.entry.article
    if (column := article.column) is not None:
        yield _row(say, "column", {"name": column, "url": url(column_path(article.paper, column), path)})
    if (serial := article.serial) and brief.serial:
        part = [say("article.serial_part", part=serial.part)] if serial.part else []
        note = say("unit.clauses").join([*part, say("article.serial_parts", count=brief.serial.number)])
        at = serial_path(article.paper, serial.title, brief.serial.place // COMPACT + 1)
        yield _row(say, "serial", {"name": serial.title, "url": url(at, path), "note": note})
    if article.persons:
        yield _row(say, "persons", *({"name": n, "url": _person(brief, n, path)} for n in article.persons))
    for field, clause in (("organisations", "organisation"), ("events", "event")):
        if names := getattr(article, field):
            at = url("search/index.md", path)
            found = {n: f"{at}?{urlencode({clause: n})}" for n in names}
            yield _row(say, field, *({"name": n, "url": _person(brief, n, path) or found[n]} for n in names))
    for field in ("reprinted_from", "shelfmark", "rights", "corrected_by"):
        if value := getattr(article, field):
            yield _row(say, field, *({"name": each} for each in ([value] if isinstance(value, str) else value)))


def _person(brief: ArticleBrief, name: str, path: str) -> str:
    """Address of the page of somebody whom the article names so, or by this id; empty where there is none."""
    id = brief.entry.agents.get(name, name)
    return url(author_path(id), path) if id in brief.known else ""


def _row(say: Wording, field: str, *names: Mapping[str, str]) -> Mapping[str, str | Sequence[Mapping[str, str]]]:
    return {"label": say(f"article.{field}"), "names": names}


def _description(say: Wording, article: Article, cite: Cited, issue: Issue) -> str:
    """Where it stands, which its title does not tell, and its opening words. Not what is inferred of that: Zotero makes
    an abstract of it."""
    text = running(article.paragraphs)
    opening = text[:OPENING] + (say("unit.more") if len(text) > OPENING else "")
    where = " ".join(filter(None, ["" if cite.paper_note else cite.paper, "" if cite.date_note else say.issue(issue)]))
    return "　".join(filter(None, [where, opening]))


def _lines(say: Wording, text: str, source: Source) -> str:
    """Where in a page text a part of an article stands."""
    first, last = source.lines
    if first == last:
        return say("article.source_line", text=text, first=first)
    return say("article.source_lines", text=text, first=first, last=last)


def notes(say: Wording, entry: Entry) -> list[str]:
    """What a reader should know about how the record was made."""
    article = entry.article
    out = [line for line in (article.notes or "").split("\n") if line.strip()]
    if article.continued_from:
        out.append(say("article.continued_from", page=article.continued_from))
    if article.title_source != "page":
        out.append(say(f"article.title_from_{article.title_source}"))
    if LOST in article.title + article.body:
        out.append(say("article.lost", mark=LOST))
    if entry.filled:
        out.append(say("article.filled", fields=say.all_of(say(FIELDS[name]) for name in entry.filled)))
    of_page = article.source or article.confidence is not None
    by_person = entry.at[0].endswith(".yml") and not entry.untouched  # a delivery (.jsonl) does not tell
    made = "delivered" if not of_page else "worked_on" if by_person else "segmented"
    out.append(say("article.reviewed" if article.reviewed else f"article.{made}"))
    return out


def _reference(to: Reference | None, start: str) -> dict[str, str]:
    return {"title": in_line(to.title), "url": url(to.path, start)} if to else {}


def _copy(say: Wording, copy: Copy, start: str) -> dict[str, str]:
    """A reprint: where, when, and how alike."""
    same = min(copy.here, copy.there)
    if same == 100:
        alike = say("article.same_whole")
    elif same >= 100 * MOST:
        alike = say("article.same_part", percent=same)
    elif copy.there > copy.here:
        alike = say("article.same_there", percent=copy.there)
    else:
        alike = say("article.same_here", percent=copy.here)
    return {**_reference(copy.of, start), "where": f"{copy.paper} {copy.of.day}{copy.of.page}", "alike": alike}


def _part(say: Wording, name: str, to: Reference | None, start: str) -> dict[str, str]:
    if to is None:
        return {}
    return {**_reference(to, start), "title": say(name, page=to.page, title=in_line(to.title))}
