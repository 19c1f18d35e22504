"""What an issue's METS and TEI are made of, and how an article is described in the terms of Dublin Core.

An edition holds as much of an issue as whoever makes it gives: all of it in a bag, what is open in the site.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from generator.base.addresses import article_path, url
from generator.base.archive import Entry
from generator.base.issue import Issue, PageText
from generator.base.model import NAMED, Article
from generator.base.newspaper import Paper
from generator.exports.xml_text import Xml, block, said
from generator.pages.brief import IssueBrief
from generator.pages.wording import Wording

DC = "http://purl.org/dc/elements/1.1/"
LANGUAGE = "zh"


@dataclass(frozen=True)
class Sheet:
    """A page (版) of which there is a text. Files of other kinds, as ALTO where there are positions, would join it."""

    file: str
    """Relative to `seeds/`."""
    page: int | None
    lines: Sequence[str | None]
    """None for each that is not given."""
    closed: frozenset[int] = frozenset()
    """Numbers of those that are not published."""


@dataclass(frozen=True)
class Edition:
    """One issue."""

    issue: Issue
    paper: Paper
    entries: Sequence[Entry]
    """In the archive's order."""
    sheets: Sequence[Sheet]
    say: Wording
    archive: str
    """The name of the archive."""
    rights: str = ""
    firsts: Mapping[str, str] = field(default_factory=dict)
    """The id of the part that an article continues, by its own id."""
    closed: Mapping[str, str] = field(default_factory=dict)
    """How articles are closed that are, by their ids: withdrawn or withheld."""
    seeds: str | None = None
    """Where `seeds/` lies as seen from the edition's own file, with its last slash; None where it is not there."""
    address: str = ""
    """That of the site, with its last slash; empty where it is not known."""

    @property
    def name(self) -> str:
        return self.issue.name

    @property
    def title(self) -> str:
        return f"{self.paper.label} {self.say.issue(self.issue)}"

    def of_page(self) -> list[tuple[PageText, Sheet | None, list[Entry]]]:
        """The pages in their order, those without a number first: what tells on which an article stands is its first
        line, where several have its number. The last ones are pages that only articles know."""
        listed = [self.issue.sheet(sheet.page, sheet.file) for sheet in self.sheets]
        numbers = {(sheet.file, sheet.page): n for n, sheet in enumerate(self.sheets)}
        first: dict[int | str | None, int] = {}
        for n, each in enumerate(listed):
            first.setdefault(each.page or each.label, n)
        held: dict[tuple[PageText, int], list[Entry]] = {(each, n): [] for n, each in enumerate(listed)}
        for entry in self.entries:
            article = entry.article
            known = (numbers[at] for source in article.source if (at := (source.file, article.page)) in numbers)
            n = next(known, first.get(article.page or article.page_label, len(listed)))
            held.setdefault((article.sheet(self.issue) if n == len(listed) else listed[n], n), []).append(entry)

        def place(at: tuple[PageText, int]) -> tuple[tuple[int, int], int]:
            page, n = at
            return self.issue.rank(page.page, page.file, page.label), n

        sheets = dict(enumerate(self.sheets))
        return [(page, sheets.get(n), held[page, n]) for page, n in sorted(held, key=place)]

    def link(self, file: str) -> str | None:
        """A page file as seen from the edition's own file."""
        return None if self.seeds is None else f"{self.seeds}{quote(file)}"


def published(brief: IssueBrief, say: Wording, archive: str, rights: str, address: str) -> Edition:
    """An issue as far as it is open. Its page files are not in the site."""
    sheets = [Sheet(file, page, lines) for file, page, lines in brief.texts]
    firsts = {id: first.article.id for id, first in brief.firsts.items()}
    return Edition(brief.issue, brief.paper, brief.entries, sheets, say, archive, rights, firsts, address=address)


def xml_id(article: Article) -> str:
    """The article's id as one of XML, which begins with a letter."""
    return f"a-{article.id}"


def dublin_core(edition: Edition, entry: Entry) -> Iterator[Xml]:
    """The elements of an article, with the prefix dc."""
    return (said(f"dc:{name}", value) for name, value in described(edition, entry))


def described(edition: Edition, entry: Entry) -> Iterator[tuple[str, str]]:
    """What an article is in Dublin Core: elements and their values. What is inferred says so, as in a citation."""
    found = _elements(edition, entry)
    return ((name, f"{value}") for name, value in found if value)


def _elements(edition: Edition, entry: Entry) -> Iterator[tuple[str, object]]:
    article, say = entry.article, edition.say
    closed = edition.closed.get(article.id)
    yield "title", "　".join(filter(None, (article.kicker, article.title, article.subtitle)))
    yield from (("creator", author.name) for author in article.authors)
    yield from (("subject", word) for name in NAMED for word in getattr(article, name))
    yield "publisher", edition.paper.label
    yield "date", article.date
    yield "type", "newspaper article"
    yield "identifier", article.id
    if edition.address and not closed:
        yield "identifier", edition.address + url(article_path(article))
    yield "identifier", article.shelfmark
    yield "source", f"{edition.title} {say.sheet(article.sheet(edition.issue))}"
    yield from (("source", source) for source in article.reprinted_from)
    yield "relation", article.column
    yield "relation", article.serial and article.serial.title
    yield "language", LANGUAGE
    yield "coverage", entry.then
    yield "coverage", article.county
    yield "description", article.notes
    yield from (("description", text) for text in _reservations(edition, article))
    yield "rights", closed or article.rights or edition.rights


def _reservations(edition: Edition, article: Article) -> Iterator[str]:
    """What of the description is inferred, and from what."""
    issue = edition.issue
    if issue.date_basis == "inferred":
        yield f"date inferred: {issue.date_evidence or 'no evidence is named'}"
    if article.title_source != "page":
        yield f"title: {TITLES[article.title_source]}"


TITLES = {"lead": "made from the opening words", "editor": "supplied by an editor"}


def of_issue(edition: Edition) -> Xml:
    """The issue itself, as Dublin Core."""
    issn = edition.paper.issn
    inferred = f"date inferred: {edition.issue.date_evidence}" if edition.issue.date_basis == "inferred" else ""
    return block(
        "mets:xmlData",
        {},
        said("dc:title", edition.title),
        said("dc:publisher", edition.paper.label),
        said("dc:publisher", edition.paper.publisher),
        said("dc:date", edition.issue.date),
        said("dc:type", "newspaper issue"),
        said("dc:identifier", edition.name),
        *(said("dc:identifier", each) for each in (issn and f"ISSN {issn}", edition.paper.cn)),
        said("dc:language", LANGUAGE),
        said("dc:coverage", edition.paper.place),
        said("dc:description", inferred),
        said("dc:rights", edition.rights),
    )
