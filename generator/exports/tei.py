"""An issue as TEI P5 (tei-c.org): all its texts as they are printed, article by article under their pages.

- A character that was lost is a `gap`. What nobody printed is `supplied`: a headline made from the opening words, an
  author who stands in no byline.
- `cert` and `resp` say what is inferred and by whom: #machine or #editor. Of an article `cert` is how sure the program
  is that it is whole, from 0 to 1; it stands where no person has chosen its lines or read it.
- `source` names the lines of the page text, as fragments of a plain text (RFC 5147): `#line=2,5` are lines 3 to 5.
- Lines of a page that are in no article follow those that are. What is not published says so as `ana`.
"""

from collections.abc import Iterator, Mapping

from generator.base.archive import Entry
from generator.base.described import Image
from generator.base.issue import PageText
from generator.base.model import NAMED, Article
from generator.base.tables import rows
from generator.exports.edition import LANGUAGE, Edition, Sheet, xml_id
from generator.exports.xml_text import Xml, block, document, element, said, text
from generator.seeds.page_lines import holders
from generator.segmentation.bylines import DATELINE
from generator.segmentation.clean import LOST

SPACE = "http://www.tei-c.org/ns/1.0"
GAP = element("gap", {"reason": "lost", "unit": "chars", "quantity": "1"})
MACHINE, EDITOR = {"resp": "#machine"}, {"resp": "#editor"}
INFERRED = {"cert": "unknown", **EDITOR}
"""Of names and dates that no page prints: a person has said so, and how sure that is nobody says."""

CLOSING = block(
    "classDecl",
    {},
    block(
        "taxonomy",
        {"xml:id": "status"},
        *(
            element("category", {"xml:id": id}, said("catDesc", what))
            for id, what in {
                "withheld": "not published, as if it were not there",
                "withdrawn": "taken out, which a page at its address says",
                "unpublished": "a line that the published text of the page leaves out",
            }.items()
        ),
    ),
)


def tei(edition: Edition) -> str:
    pages = [each for page in edition.of_page() for each in _page(edition, *page)]
    body = element("text", {}, block("body", {}, *(pages or [element("p")])))
    return document(block("TEI", {"xmlns": SPACE, "xml:lang": LANGUAGE}, _header(edition), body))


def _header(edition: Edition) -> Xml:
    issue, paper = edition.issue, edition.paper
    named = INFERRED if paper.name_basis == "inferred" else {}
    dated = INFERRED if issue.date_basis == "inferred" else {}
    # Whatever the name of the archive is, an empty one would be no valid document.
    statement = block(
        "titleStmt",
        {},
        said("title", edition.title),
        _responsible("machine", "finding and describing articles", "baocang"),
        _responsible("editor", "editing", edition.archive or "archive"),
    )
    published = block(
        "publicationStmt",
        {},
        said("authority", edition.archive or "archive"),
        said("idno", edition.name),
        block("availability", {"status": "restricted"}, said("p", edition.rights)) if edition.rights else Xml(""),
    )
    imprint = element(
        "imprint", {}, said("publisher", paper.publisher), said("date", issue.date, {"when": issue.date, **dated})
    )
    source = block(
        "monogr",
        {},
        said("title", paper.name, {"level": "j", **named}),
        said("idno", paper.cn, {"type": "CN"}),
        said("idno", paper.issn, {"type": "ISSN"}),
        said("edition", issue.edition_name),
        imprint,
        said("biblScope", issue.number, {"unit": "issue"}),
        said("biblScope", issue.whole_number, {"unit": "whole-number"}),
    )
    evidence = said("note", issue.date_evidence, {"type": "date-evidence", **EDITOR})
    described = block("sourceDesc", {}, block("biblStruct", {"type": "newspaper"}, source, evidence))
    closing = block("encodingDesc", {}, CLOSING) if edition.closed or any(s.closed for s in edition.sheets) else Xml("")
    return block("teiHeader", {}, block("fileDesc", {}, statement, published, described), closing)


def _responsible(id: str, what: str, who: str) -> Xml:
    return element("respStmt", {"xml:id": id}, said("resp", what), said("name", who))


def _page(edition: Edition, page: PageText, sheet: Sheet | None, entries: list[Entry]) -> Iterator[Xml]:
    link = edition.link(sheet.file) if sheet else None
    yield element("pb", {"n": page.cited or None, "corresp": link})
    yield from (_article(edition, entry) for entry in entries)
    if sheet and (lines := [*_unplaced(edition, sheet)]):
        yield block("div", {"type": "unplaced", "corresp": link}, *lines)


def _unplaced(edition: Edition, sheet: Sheet) -> Iterator[Xml]:
    """The lines of a page that are in no article."""
    held = holders((entry.article for entry in edition.entries), sheet.file, len(sheet.lines))
    for number, line in enumerate(sheet.lines, 1):
        if number not in held and line and line.strip():
            ana = "#unpublished" if number in sheet.closed else None
            yield element("ab", {"n": number, "ana": ana}, *_printed(line.strip()))


def _article(edition: Edition, entry: Entry) -> Xml:
    article = entry.article
    sure = None if article.reviewed else article.confidence
    first = edition.firsts.get(article.id)
    closed = edition.closed.get(article.id)
    about = {
        "type": "article",
        "subtype": article.kind,
        "xml:id": xml_id(article),
        "n": article.id,
        "source": " ".join(_lines(edition, article)) or None,
        "prev": f"#a-{first}" if first else None,
        "cert": sure,
        "resp": "#machine" if sure is not None else None,
        "ana": f"#{closed}" if closed else None,
    }
    return block(
        "div",
        about,
        *_heads(article),
        *_byline(entry),
        said("note", article.county, {"type": "county", **(EDITOR if article.county_source == "editor" else MACHINE)}),
        said("note", entry.then, {"type": "county-then", **MACHINE}),
        *_described(entry),
        *(_paragraph(paragraph) for paragraph in article.paragraphs),
        *(element("figure", {}, element("head", {}, *_printed(caption))) for caption in article.captions),
        *(_picture(edition, image) for image in article.images),
    )


def _paragraph(paragraph: str) -> Xml:
    """A paragraph, or the table that it is."""
    if not (found := rows(paragraph)):
        return element("p", {}, *_printed(paragraph))
    cells = [[element("cell", {}, *_printed(cell)) for cell in row] for row in found]
    roles = ["label", *[None] * (len(found) - 1)]
    return block("table", {}, *(element("row", {"role": role}, *row) for role, row in zip(roles, cells, strict=True)))


def _picture(edition: Edition, image: Image) -> Xml:
    """A picture; where the page files lie beside the edition, so does it."""
    link = edition.link(image.file)
    graphic = element("graphic", {"url": link}) if link else Xml("")
    return block("figure", {}, said("head", image.said), said("figDesc", image.alt), graphic)


def _described(entry: Entry) -> Iterator[Xml]:
    """What people wrote down beside the text; `key` is the name under which the archive lists it."""
    article = entry.article
    serial = article.serial
    keys = {**entry.terms, **entry.agents}
    yield said("note", article.column, {"type": "column", **EDITOR})
    yield said("note", serial and serial.title, {"type": "serial", "n": serial and serial.part, **EDITOR})
    for name in (*NAMED, "reprinted_from"):
        each = ((value, {"type": name, "n": keys.get(value), **EDITOR}) for value in getattr(article, name))
        yield from (said("note", value, about) for value, about in each)
    for name in ("shelfmark", "rights", "notes"):
        yield said("note", getattr(article, name), {"type": name, **EDITOR})


def _lines(edition: Edition, article: Article) -> Iterator[str]:
    for source in article.source:
        if link := edition.link(source.file):
            yield f"{link}#line={source.lines[0] - 1},{source.lines[1]}"


def _heads(article: Article) -> Iterator[Xml]:
    if article.kicker:
        yield element("head", {"type": "kicker"}, *_printed(article.kicker))
    title = [*_printed(article.title)]
    if article.title_source != "page":
        title = [element("supplied", MACHINE if article.title_source == "lead" else EDITOR, *title)]
    yield element("head", {"type": "main"}, *title)
    if article.subtitle:
        yield element("head", {"type": "sub"}, *_printed(article.subtitle))


def _byline(entry: Entry) -> Iterator[Xml]:
    """The byline with the dateline that it begins with, and its names; authors who stand in none are supplied. `key` is
    the name under which the archive lists somebody."""
    article = entry.article
    byline = article.byline or ""
    about = {
        author.name: {"role": author.role, "key": entry.agents.get(author.id or author.name)}
        for author in article.authors
    }
    if found := DATELINE.match(byline):
        yield element("dateline", {}, *_printed(found[0].strip()))
        byline = byline[found.end() :]
    if byline.strip():
        yield element("byline", {}, *_named(byline.strip(), about))
    elsewhere = {name: of for name, of in about.items() if name not in "".join((article.byline or "").split())}
    if elsewhere:
        names = [said("persName", name, of) for name, of in elsewhere.items()]
        yield element("byline", {}, element("supplied", EDITOR, *names))


def _named(byline: str, about: Mapping[str, Mapping[str, str | None]]) -> Iterator[Xml]:
    """A byline, in it the names of persons, each once."""
    for name, of in about.items():
        before, found, behind = byline.partition(name)
        if found:
            yield from _printed(before)
            yield said("persName", name, of)
            byline = behind
    yield from _printed(byline)


def _printed(data: str) -> Iterator[Xml]:
    """A text with its lost characters."""
    for n, part in enumerate(data.split(LOST)):
        if n:
            yield GAP
        yield text(part)
