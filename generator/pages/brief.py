"""What a page is made of, and nothing else: equal briefs give equal pages.

So a page is a task that any process can do by itself, and it is made again only when its brief has changed: because of
its own text, or because a neighbour came, a related article has another headline, an author has a page now.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from generator.base.addresses import article_path
from generator.base.archive import Entry, Withdrawn
from generator.base.digest import digest
from generator.base.issue import Issue
from generator.base.memo import Unmade
from generator.base.newspaper import Paper
from generator.pages.catalogue import Catalogue, neighbours
from generator.seeds.page_lines import PageText


@dataclass(frozen=True)
class Reference:
    """An article that another one leads to."""

    title: str
    path: str
    """Of its page below the docs folder."""
    page: str
    """As it is called; empty where it is not known."""
    day: str
    """As it is said: 2024年3月7日."""

    @cached_property
    def key(self) -> str:
        """Stands for all of it (no text holds a zero)."""
        return f"{self.title}\0{self.path}\0{self.page}\0{self.day}"


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
    texts: Sequence[tuple[str, int | None]]
    """The page texts of its issue that there are: file, and number of the page."""
    site: str
    """Where the site will be, with its last slash; empty where that is not known."""
    change: str = ""
    """Where its file can be changed; empty where that is not known."""

    def headlines(self) -> Iterator[str]:
        """What its page sets as a headline."""
        yield from self.entry.article.headlines()
        near = (self.previous, self.following, self.first, self.second, *self.related)
        yield from (reference.title for reference in near if reference)

    @property
    def digest(self) -> str:
        near = [self.previous, self.following, self.first, self.second, *self.related]
        said = [*self.subjects, *self.signed, *(f"{file} {page}" for file, page in self.texts)]
        made_of = [self.issue.digest, self.paper.digest, self.entry.digest, self.site, self.change, *said]
        lengths = f"{len(self.subjects)} {len(self.signed)} {len(self.texts)}"
        return digest("\0".join([lengths, *made_of, *(reference.key if reference else "" for reference in near)]))


@dataclass(frozen=True)
class IssueBrief:
    """One issue, with all that its own page, those of its page texts and its data say."""

    issue: Issue
    paper: Paper
    entries: Sequence[Entry]
    previous: Issue | None
    """The issue of the paper before this one."""
    following: Issue | None
    texts: Sequence[PageText]
    firsts: Mapping[str, Entry]
    """The part that an article continues, by its id."""
    withdrawn: Sequence[Withdrawn]
    """Articles that were taken out."""

    @property
    def seconds(self) -> Mapping[str, Entry]:
        """The part that continues an article, by its id."""
        entries = {entry.article.id: entry for entry in self.entries}
        return {first.article.id: entries[id] for id, first in self.firsts.items()}

    def headlines(self) -> Iterator[str]:
        """What its page sets as a headline."""
        for entry in self.entries:
            yield from entry.article.headlines()

    @property
    def digest(self) -> str:
        made_of = (self.issue, self.paper, self.previous, self.following, *self.entries)
        parts = {id: first.article.id for id, first in self.firsts.items()}
        return digest([part and part.digest for part in made_of], self.texts, parts, [str(w) for w in self.withdrawn])


Brief = ArticleBrief | IssueBrief


@dataclass(frozen=True)
class _Issue:
    """What the briefs of one issue are made of."""

    of: IssueBrief
    catalogue: Catalogue
    references: Mapping[str, Reference]
    related: Mapping[str, Sequence[Reference]]

    @property
    def digest(self) -> str:
        c = self.catalogue
        lines = [self.of.digest, c.address]
        for entry in self.of.entries:
            id = entry.article.id
            lines += [reference.key for reference in self.related[id]]
            lines += [" ".join(c.subjects_of[id]), " ".join(self._signed(entry)), self._change(entry)]
        return digest("\0".join(lines))

    def briefs(self) -> Iterator[Brief]:
        """That of the issue, then those of its articles."""
        c, of = self.catalogue, self.of
        yield of
        seconds = of.seconds
        for previous, entry, following in neighbours(of.entries):
            id = entry.article.id
            yield ArticleBrief(
                of.issue,
                of.paper,
                entry,
                self._reference(previous),
                self._reference(following),
                self._reference(of.firsts.get(id)),
                self._reference(seconds.get(id)),
                related=self.related[id],
                subjects=c.subjects_of[id],
                signed=self._signed(entry),
                texts=[(file, page) for file, page, _ in of.texts],
                site=c.address,
                change=self._change(entry),
            )

    def _reference(self, entry: Entry | None) -> Reference | None:
        return self.references[entry.article.id] if entry else None

    def _change(self, entry: Entry) -> str:
        return self.catalogue.files and self.catalogue.files + quote(entry.at[0])

    def _signed(self, entry: Entry) -> Sequence[str]:
        return [a.name for a in entry.article.authors if len(self.catalogue.of_author[a.name]) > 1]


def issues(c: Catalogue, related: Iterable[Sequence[int]]) -> Iterator[Unmade[Brief]]:
    """The briefs of each issue; a newspaper's issues in their order. `related`: of each article of the archive the
    numbers of those that have most in common with it, the likest first."""
    days = {issue.key: c.say.issue(issue) for issue in c.archive.issues.values()}
    articles = [entry.article for entry in c.archive.entries]
    every = [Reference(a.title, article_path(a), c.page(a), days[a.issue]) for a in articles]
    references = {a.id: reference for a, reference in zip(articles, every, strict=True)}
    alike = {a.id: [every[number] for number in of] for a, of in zip(articles, related, strict=True)}
    for of_paper in c.of_paper.values():
        for previous, issue, following in neighbours(of_paper):
            entries = {entry.article.id: entry for entry in c.articles(issue)}
            firsts = {id: entries[c.archive.parts[id]] for id in entries if id in c.archive.parts}
            brief = IssueBrief(
                issue,
                c.paper(issue),
                c.articles(issue),
                previous,
                following,
                c.texts(issue),
                firsts,
                c.withdrawn_of[issue.key],
            )
            made_of = _Issue(brief, c, references, alike)
            yield Unmade(made_of.digest, made_of.briefs)
