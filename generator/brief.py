"""What a page is made of, and nothing else: equal briefs give equal pages.

So a page is a task that any process can do by itself, and it is made again only when its brief has changed: because of
its own text, or because a neighbour came, a related article has another headline, an author has a page now.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.addresses import article_path
from generator.catalogue import Catalogue, neighbours
from generator.memo import digest
from generator.model import Entry, Issue, Paper
from generator.parts import first_parts
from generator.wording import Wording


@dataclass(frozen=True)
class Reference:
    """An article that another one leads to."""

    title: str
    path: str
    """Of its page below the docs folder."""
    page: int | None
    day: str
    """As it is said: 2024年3月7日."""


@dataclass(frozen=True)
class ArticleBrief:
    """One article, with all that its page says."""

    issue: Issue
    paper: Paper
    entry: Entry
    previous: Reference | None
    """The article before it on the page."""
    following: Reference | None
    first: Reference | None
    """The part that it continues."""
    second: Reference | None
    """The part that continues it."""
    related: Sequence[Reference]
    """Those that have most in common with it, the likest first."""
    subjects: Sequence[str]
    signed: Sequence[str]
    """Those of its authors who have a page."""
    files: Sequence[str]
    """The page texts of its issue that there are."""
    licence: str | None
    """Address of the licence of the data."""

    @property
    def digest(self) -> str:
        near = [self.previous, self.following, self.first, self.second, *self.related]
        return digest(
            [
                self.issue.digest,
                self.paper.digest,
                self.entry.digest,
                [r and (r.title, r.path, r.page, r.day) for r in near],
                [self.subjects, self.signed, self.files, self.licence],
            ]
        )


@dataclass(frozen=True)
class IssueBrief:
    """One issue, with all that its own page, those of its page texts and its data say."""

    issue: Issue
    paper: Paper
    entries: Sequence[Entry]
    previous: Issue | None
    """The issue of the paper before this one."""
    following: Issue | None
    texts: Sequence[tuple[str, int | None, str]]
    """File, 版次 and text of the pages that there are."""

    @property
    def digest(self) -> str:
        made_of = (self.issue, self.paper, self.previous, self.following, *self.entries)
        return digest([part and part.digest for part in made_of], self.texts)


Brief = ArticleBrief | IssueBrief


def briefs(c: Catalogue) -> Iterator[Brief]:
    """The issues of each newspaper in their order, each before its articles."""
    references = {e.article.id: _reference(c.say, e) for e in c.archive.entries}
    for issues in c.of_paper.values():
        for previous, issue, following in neighbours(issues):
            brief = IssueBrief(issue, c.paper(issue), c.articles(issue), previous, following, c.texts(issue))
            yield brief
            yield from _articles(c, brief, references)


def _reference(say: Wording, entry: Entry) -> Reference:
    article = entry.article
    return Reference(article.title, article_path(article), article.page, say.day(article.date))


def _articles(c: Catalogue, of: IssueBrief, references: Mapping[str, Reference]) -> Iterator[ArticleBrief]:
    def reference(entry: Entry | None) -> Reference | None:
        return references[entry.article.id] if entry else None

    firsts = first_parts(of.entries)
    seconds = {first.article.id: e for e in of.entries if (first := firsts.get(e.article.id))}
    for previous, entry, following in neighbours(of.entries):
        id = entry.article.id
        yield ArticleBrief(
            of.issue,
            of.paper,
            entry,
            reference(previous),
            reference(following),
            reference(firsts.get(id)),
            reference(seconds.get(id)),
            related=[references[other.article.id] for other in c.related(entry)],
            subjects=c.subjects_of[id],
            signed=[author.name for author in entry.article.authors if len(c.of_author[author.name]) > 1],
            files=[file for file, _, _ in of.texts],
            licence=c.licence,
        )
