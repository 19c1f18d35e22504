"""What a page is made of, and nothing else: equal briefs give equal pages.

So a page is a task that any process can do by itself, and it is made again only when its brief has changed: because of
its own text, or because a neighbour came, a related article has another headline, an author has a page now.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import quote

from generator.base.addresses import article_path
from generator.base.archive import Entry, Withdrawn
from generator.base.digest import digest
from generator.base.facsimile import Cutting, Facsimile, Plate
from generator.base.issue import Issue
from generator.base.memo import Unmade
from generator.base.newspaper import Paper
from generator.language.reprints import percent
from generator.pages.catalogue import Catalogue, neighbours
from generator.pages.figures import Picture
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
class Copy:
    """An article that says for the most part what another one says."""

    of: Reference
    paper: str
    """Its newspaper's label."""
    here: int
    """How much of that other article stands in it, in hundredths."""
    there: int
    """How much of it stands in that one."""

    @cached_property
    def key(self) -> str:
        return f"{self.of.key}\0{self.paper}\0{self.here}\0{self.there}"


@dataclass(frozen=True)
class Parts:
    """Where an article stands in its serial."""

    place: int
    """Of the article among the parts, from 0."""
    number: int
    """How many there are."""
    before: Reference | None
    after: Reference | None

    @property
    def key(self) -> str:
        """Stands for all of it."""
        return f"{self.place} {self.number}\0{self.before and self.before.key}\0{self.after and self.after.key}"


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
    copies: Sequence[Copy]
    """Its reprints, and what it is a reprint of, in the archive's order."""
    subjects: Sequence[str]
    known: Sequence[str]
    """Those who signed it, or whom it is about, that have a page: ids in `seeds/names.yml`, of others their names."""
    texts: Sequence[tuple[str, int | None]]
    """The page texts of its issue that there are: file, and number of the page."""
    site: str
    """Where the site will be, with its last slash; empty where that is not known."""
    change: str = ""
    """Where its file can be changed; empty where that is not known."""
    serial: Parts | None = None
    """Where it stands in its serial."""
    pictures: Sequence[Picture] = ()
    """Its pictures, in their order."""
    cuttings: Sequence[Cutting] = ()
    """What it has of printed pages, as pictures."""

    def headlines(self) -> Iterator[str]:
        """What its page sets as a headline."""
        yield from self.entry.article.headlines()
        serial = (self.serial.before, self.serial.after) if self.serial else ()
        copies = (copy.of for copy in self.copies)
        near = (self.previous, self.following, self.first, self.second, *self.related, *serial, *copies)
        yield from (reference.title for reference in near if reference)

    @property
    def digest(self) -> str:
        near = [self.previous, self.following, self.first, self.second, *self.related]
        said = [*self.subjects, *self.known, *(f"{file} {page}" for file, page in self.texts)]
        said += [copy.key for copy in self.copies]
        made_of = [self.issue.digest, self.paper.digest, self.entry.digest, self.site, self.change, *said]
        made_of += [self.serial.key] if self.serial else []
        made_of += [picture.key for picture in self.pictures]
        made_of += [f"{cutting}" for cutting in self.cuttings]
        lengths = f"{len(self.subjects)} {len(self.known)} {len(self.texts)} {len(self.copies)}"
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
    facsimiles: Sequence[Facsimile] = ()
    """The printed pages that are shown,"""
    plates: Sequence[Plate] = ()
    """and what the site has of them."""

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
        taken = [str(w) for w in self.withdrawn]
        shown = [facsimile.key for facsimile in self.facsimiles]
        return digest([part and part.digest for part in made_of], self.texts, parts, taken, shown)


Brief = ArticleBrief | IssueBrief


@dataclass(frozen=True)
class _Issue:
    """What the briefs of one issue are made of."""

    of: IssueBrief
    catalogue: Catalogue
    references: Mapping[str, Reference]
    related: Mapping[str, Sequence[Reference]]
    copies: Mapping[str, Sequence[Copy]]
    parts: Mapping[str, Parts]

    @property
    def digest(self) -> str:
        c = self.catalogue
        lines = [self.of.digest, c.address]
        for entry in self.of.entries:
            id = entry.article.id
            lines += [reference.key for reference in self.related[id]]
            lines += [copy.key for copy in self.copies.get(id, ())]
            lines += [" ".join(c.subjects_of[id]), " ".join(self._known(entry)), self._change(entry)]
            if parts := self.parts.get(id):
                lines.append(parts.key)
            lines += [picture.key for picture in self._pictures(entry)]
        return digest("\0".join(lines))

    def briefs(self) -> Iterator[Brief]:
        """That of the issue, then those of its articles."""
        c = self.catalogue
        of = replace(self.of, plates=[c.plate(facsimile) for facsimile in self.of.facsimiles])
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
                copies=self.copies.get(id, ()),
                subjects=c.subjects_of[id],
                known=self._known(entry),
                texts=[(file, page) for file, page, _ in of.texts],
                site=c.address,
                change=self._change(entry),
                serial=self.parts.get(id),
                pictures=self._pictures(entry),
                cuttings=[cutting for plate in of.plates for cutting in plate.cuttings.get(id, ())],
            )

    def _reference(self, entry: Entry | None) -> Reference | None:
        return self.references[entry.article.id] if entry else None

    def _change(self, entry: Entry) -> str:
        return self.catalogue.files and self.catalogue.files + quote(entry.at[0])

    def _pictures(self, entry: Entry) -> Sequence[Picture]:
        return [self.catalogue.pictures[image.file] for image in entry.article.images]

    def _known(self, entry: Entry) -> Sequence[str]:
        c = self.catalogue
        bodies = (id for id in entry.organisations if id in c.archive.agents) if c.archive.agents else ()
        return [name for name in (*entry.signed, *entry.persons, *bodies) if c.has_page(name)]


def issues(c: Catalogue, related: Iterable[Sequence[int]]) -> Iterator[Unmade[Brief]]:
    """The briefs of each issue; a newspaper's issues in their order. `related`: of each article of the archive the
    numbers of those that have most in common with it, the likest first."""
    days = {issue.key: c.say.issue(issue) for issue in c.archive.issues.values()}
    articles = [entry.article for entry in c.archive.entries]
    every = [Reference(a.title, article_path(a), c.page(a), days[a.issue]) for a in articles]
    references = {a.id: reference for a, reference in zip(articles, every, strict=True)}
    alike = {a.id: [every[number] for number in of] for a, of in zip(articles, related, strict=True)}
    copies = _copies(c, every)
    parts = dict(_parts(c, references))
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
                c.facsimiles.get(issue.key, ()),
            )
            made_of = _Issue(brief, c, references, alike, copies, parts)
            yield Unmade(made_of.digest, made_of.briefs)


def _copies(c: Catalogue, every: Sequence[Reference]) -> Mapping[str, Sequence[Copy]]:
    """The reprints of each article that has any, by its id. `every`: the articles of the archive."""
    found: defaultdict[str, list[Copy]] = defaultdict(list)
    articles = [entry.article for entry in c.archive.entries]

    def copy(number: int, here: float, there: float) -> Copy:
        return Copy(every[number], c.archive.papers[articles[number].paper].label, percent(here), percent(there))

    for pair in c.reprints:
        found[articles[pair.one].id].append(copy(pair.other, pair.of_other, pair.of_one))
        found[articles[pair.other].id].append(copy(pair.one, pair.of_one, pair.of_other))
    order = {reference.path: number for number, reference in enumerate(every)}
    return {id: sorted(copies, key=lambda copy: order[copy.of.path]) for id, copies in found.items()}


def _parts(c: Catalogue, references: Mapping[str, Reference]) -> Iterator[tuple[str, Parts]]:
    """Of each part of a serial where it stands there, by its id."""
    for entries in c.of_serial.values():
        every = [references[entry.article.id] for entry in entries]
        for n, (before, _, after) in enumerate(neighbours(every)):
            yield entries[n].article.id, Parts(n, len(entries), before, after)
