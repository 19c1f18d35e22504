"""The archive as its pages look at it: by issue, newspaper, day, place and person. Each index is made once."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeVar

from generator.base.archive import Archive, Entry, Place, Withdrawn
from generator.base.digest import digest
from generator.base.facsimile import Facsimile, Plate
from generator.base.identity import Key
from generator.base.issue import Issue
from generator.base.model import Article
from generator.base.newspaper import Paper
from generator.base.printed_page import PrintedPage
from generator.base.when import When
from generator.language.keywords import About, Counts, counted, opening, weighed
from generator.language.names import is_office
from generator.language.places import Gazetteer, gazetteer
from generator.language.reprints import Pair, reprints
from generator.language.subjects import subjects
from generator.pages import facsimiles
from generator.pages.figures import Picture
from generator.pages.topojson import Boundaries
from generator.pages.wording import Wording
from generator.seeds import days
from generator.seeds.days import Diary
from generator.seeds.page_lines import PageText

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

OFTEN = 6  # articles that name somebody and are not his: a page for each pair would be a tenth of all pages


@dataclass(frozen=True)
class App:
    """How the site looks where it is installed."""

    accent: str
    """The colour of the archive's sign: "#a32d1a"."""
    icon: tuple[str, str] | None = None
    """A picture of the archive's own in its place: its file below the docs folder, its sizes: "512x512" or "any"."""


class Coming(NamedTuple):
    """When something came into the archive; sorted, what came later follows."""

    last: str
    """The day on which the last of it came; empty where none is known."""
    date: str
    """Of the newspaper."""
    first: str
    """The day on which the first of it came; empty where that is not known."""


@dataclass(frozen=True)
class Catalogue:
    """What every page is made from. Articles stand in the archive's order: date, paper, page, number."""

    archive: Archive
    say: Wording
    name: str = ""
    """The archive's."""
    address: str = ""
    """Where the site will be, with its last slash; empty where that is not known."""
    files: str = ""
    """Where the archive's files can be changed: the address of its folder, with its last slash; empty where there is
    none."""
    lead: str = ""
    """The sentence under the archive's name."""
    indexnow: str | None = None
    """The key by which search engines take news of changes; None where the archive has none."""
    licence: str | None = None
    """Address of the licence of the data, which is not one of the newspapers' texts."""
    rights: str = ""
    """The rights line."""
    editions: bool = False
    """Each issue is there as METS and TEI, too."""
    harvested: tuple[str, str] | None = None
    """The address of a gateway by which harvesters ask for the articles, and whom they write to; None: none do."""
    beside: Sequence[tuple[str, str]] = ()
    """Archives that the search page searches, too: address or folder, and the name that the settings give, or ""."""
    reported: Mapping[str, str] = field(default_factory=dict)
    """Where readers send what they report of an article: `mail` and `repo`, which may be empty."""
    colours: str = ""
    """The style sheet of the archive's own; empty where it takes ours."""
    app: App | None = None
    """How the site looks where it is installed; None: browsers keep nothing of it."""
    boundaries: Boundaries | None = None
    """Those that the settings name, for the map."""
    counts: Callable[[], Sequence[Counts]] | None = None
    """Gives the words of each article, in the archive's order; None: they are counted here."""
    compared: Callable[[], Sequence[Pair]] | None = None
    """Gives the reprints among the articles; None: they are looked for here."""
    persons: Callable[[], Sequence[Sequence[str]]] | None = None
    """Gives those whom the text of each article names, in the archive's order; None: nobody is looked for."""
    diary: Diary = field(default_factory=Diary)
    """On which day each article came, and last changed."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """Those of its articles, by their files."""
    texts: Callable[[Issue], Sequence[PageText]] = lambda issue: ()
    """The pages of an issue that are there, as far as they are published."""
    facsimiles: Mapping[Key, Sequence[Facsimile]] = field(default_factory=dict)
    """The printed pages that are shown, by issue."""
    printed: Callable[[Facsimile], PrintedPage | None] = lambda of: None
    """The lines of one of them with their places."""

    @cached_property
    def of_issue(self) -> Mapping[tuple[str, str], Sequence[Entry]]:
        """Articles by paper and date."""
        return grouped(self.archive.entries, lambda e: e.article.issue)

    @cached_property
    def withdrawn_of(self) -> Mapping[tuple[str, str], Sequence[Withdrawn]]:
        """Articles that were taken out, by paper and date."""
        return grouped((w for w in self.archive.withdrawn if w.what == "article"), lambda w: w.issue or ("", ""))

    @cached_property
    def states(self) -> Mapping[tuple[str, str], str]:
        """Of each issue, by paper and date, a digest of all that is known of it, its articles included."""
        return {
            key: digest(issue.digest, self.paper(issue).digest, "".join(e.digest for e in self.of_issue[key]))
            for key, issue in self.archive.issues.items()
        }

    @cached_property
    def inferred(self) -> frozenset[tuple[str, str]]:
        """The issues whose date does not stand on them, by paper and date."""
        return frozenset(key for key, issue in self.archive.issues.items() if issue.date_basis == "inferred")

    @cached_property
    def of_paper(self) -> Mapping[str, Sequence[Issue]]:
        return grouped(self.archive.issues.values(), lambda issue: issue.paper)

    @cached_property
    def of_day(self) -> Mapping[When, Sequence[Issue]]:
        """Of each date, be it a day or what is known of one."""
        return grouped(self.archive.issues.values(), lambda issue: issue.date)

    @cached_property
    def came(self) -> Mapping[tuple[str, str], Coming]:
        """When each issue came, by paper and date."""
        return {key: self.coming(issue.date, self.of_issue[key]) for key, issue in self.archive.issues.items()}

    def coming(self, date: When, entries: Iterable[Entry]) -> Coming:
        """When articles of that date came."""
        of = {known.came for entry in entries if (known := self.diary.of.get(entry.article.id))}
        told = {day for day in of if days.known(day)}
        return Coming(max(told, default=""), f"{date}", min(told) if told and told == of else "")

    @cached_property
    def of_place(self) -> Mapping[Place, Sequence[Entry]]:
        found = grouped(self.archive.entries, lambda e: e.place)
        return {place: entries for place, entries in found.items() if place}

    @cached_property
    def of_author(self) -> Mapping[str, Sequence[Entry]]:
        """Articles of each person who signed."""
        return self._named(lambda entry: entry.signed)

    @cached_property
    def of_person(self) -> Mapping[str, Sequence[Entry]]:
        """Articles of each person who is written down as one whom they are about."""
        return self._named(lambda entry: entry.persons)

    @cached_property
    def of_name(self) -> Mapping[str, Sequence[Entry]]:
        """Articles of each person who signed, whom they are about or whom their texts name, and of each body of
        `seeds/names.yml`."""
        agents = self.archive.agents
        if not self.of_person and not agents and not self.mentions:
            return self.of_author

        def names(entry: Entry) -> Iterator[str]:
            yield from (*entry.signed, *entry.persons, *(id for id in entry.organisations if id in agents))
            yield from self.mentions.get(entry.article.id, ())

        return self._named(names)

    @cached_property
    def mentions(self) -> Mapping[str, Sequence[str]]:
        """Whom the text of an article names, by its id, but those who signed it or whom it is about by what is written
        down."""
        entries, found = self.archive.entries, self.persons() if self.persons else ()
        pairs = zip(entries, found, strict=True) if found else ()
        return {entry.article.id: some for entry, names in pairs if (some := self._mentioned(entry, names))}

    def _mentioned(self, entry: Entry, names: Sequence[str]) -> Sequence[str]:
        known = {*entry.signed, *entry.persons, *entry.organisations, ""}
        known |= {author.name for author in entry.article.authors}
        listed = (self.archive.agents[id] for id in known if id in self.archive.agents)
        known |= {name for agent in listed for name in agent.names()}  # 县长王建国 in an article about one of them
        meant = (self.archive.called.get(name, name) for name in names)
        return [name for name in meant if name not in known]

    @cached_property
    def of_mention(self) -> Mapping[str, Sequence[Entry]]:
        """Articles whose texts name a person."""
        return self._named(lambda entry: self.mentions.get(entry.article.id, ()))

    def has_page(self, name: str) -> bool:
        """Whether a person or a body has a page: who is named in one article alone is led to that, and whom a few texts
        name and nothing else to a search for him, unless something is written down of him, or of others who have the
        name."""
        articles = len(self.of_name[name])
        least = OFTEN if len(self.of_mention.get(name, ())) == articles else 2
        return name in self.archive.agents or name in self.bearers or articles >= least

    def is_office(self, name: str) -> bool:
        """Whether it is no person but an office."""
        agent = self.archive.agents.get(name)
        return agent.kind == "organisation" if agent and agent.kind else is_office(agent.name if agent else name)

    @cached_property
    def bearers(self) -> Mapping[str, Sequence[str]]:
        """The ids of those of `seeds/names.yml` who have a name, but for names that are ids."""
        pairs = [(name, id) for id, agent in self.archive.agents.items() for name in agent.names()]
        found = grouped((each for each in pairs if each[0] not in self.archive.agents), lambda each: each[0])
        return {name: [id for _, id in of] for name, of in found.items()}

    def _named(self, names: Callable[[Entry], Iterable[str]]) -> Mapping[str, Sequence[Entry]]:
        found: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.archive.entries:
            for name in dict.fromkeys(names(entry)):
                found[name].append(entry)
        return found

    @cached_property
    def see(self) -> Mapping[str, Sequence[str]]:
        """Other names of those of `seeds/names.yml`, each with who has it. Where articles do not tell whose a name is,
        it has a page, and is not among them."""
        return {name: ids for name, ids in self.bearers.items() if name not in self.of_name}

    @cached_property
    def of_column(self) -> Mapping[tuple[str, str], Sequence[Entry]]:
        """Articles of each 栏目, by newspaper and name."""
        with_one = (entry for entry in self.archive.entries if entry.article.column)
        return grouped(with_one, lambda entry: (entry.article.paper, entry.article.column or ""))

    @cached_property
    def of_serial(self) -> Mapping[tuple[str, str], Sequence[Entry]]:
        """The parts of each serial, by newspaper and title: by their numbers, those without one behind the part that
        stood in the paper before them."""
        with_one = (entry for entry in self.archive.entries if entry.article.serial)
        found = grouped(with_one, lambda e: (e.article.paper, e.article.serial.title if e.article.serial else ""))
        return {key: in_parts(entries) for key, entries in found.items()}

    @cached_property
    def about(self) -> About:
        """What the articles are about."""
        names = gazetteer().names() | {paper.name for paper in self.archive.papers.values()}
        names |= {author.name for entry in self.archive.entries for author in entry.article.authors}
        counts = self.counts() if self.counts else counted([opening(entry.article) for entry in self.archive.entries])
        return weighed(counts, names)

    @cached_property
    def subjects_of(self) -> Mapping[str, Sequence[str]]:
        """The subjects of each article, by its id: those that a person wrote down, then those that were found."""
        entries = self.archive.entries
        found = subjects(self.about, [(e.article.title, e.article.body) for e in entries], self.archive.topics)
        return {
            entry.article.id: list(dict.fromkeys((*entry.subjects, *words))) if entry.article.subjects else words
            for entry, words in zip(entries, found, strict=True)
        }

    @cached_property
    def subject_of(self) -> Mapping[str, str]:
        """Other words of `seeds/subjects.yml` for a subject that some article has, each with that."""
        listed = ((id, self.archive.subjects[id]) for id in self.archive.subjects if id in self.of_subject)
        return {name: id for id, each in listed for name in each.names() if name not in self.of_subject}

    @cached_property
    def places(self) -> Gazetteer:
        """Those of the country, and what the archive has written down."""
        return gazetteer().knowing(self.archive.own_places)

    @cached_property
    def of_subject(self) -> Mapping[str, Sequence[Entry]]:
        return self._named(lambda entry: self.subjects_of[entry.article.id])

    @cached_property
    def reprints(self) -> Sequence[Pair]:
        """Pairs of articles, by their numbers in the archive's order, of which the one says most of what the other
        says."""
        return self.compared() if self.compared else reprints([entry.article for entry in self.archive.entries])

    @cached_property
    def span(self) -> str:
        """2020年9月27日—2025年9月23日"""
        days = list(self.of_day)
        return "—".join(self.say.day(day) for day in sorted({days[0], days[-1]})) if days else ""

    @cached_property
    def _papers(self) -> Mapping[tuple[str, str], Paper]:
        return {key: self.archive.papers[issue.paper].on(issue.date) for key, issue in self.archive.issues.items()}

    def paper(self, issue: Issue) -> Paper:
        """Its newspaper, as it was called on its day."""
        return self._papers[issue.key]

    def page(self, article: Article) -> str:
        """The page that an article stands on, as it is called; empty where it is not known."""
        sheet = article.sheet(self.archive.issues[article.issue])
        return self.say.sheet(sheet) if sheet.cited else ""

    def renamed(self, article: Article) -> Paper | None:
        """The newspaper of an article as it was then; None where it is as the archive has it."""
        paper = self._papers[article.issue]
        return None if paper is self.archive.papers[article.paper] else paper

    def source(self, article: Article) -> tuple[str, str]:
        """When and in what newspaper an article appeared, as lists say it."""
        issue = self.archive.issues[article.issue]
        return self.say.issue(issue), self.paper(issue).label

    def plate(self, of: Facsimile) -> Plate:
        """What the site has of a printed page."""
        return facsimiles.plate(of, self.archive.issues[of.issue], self.printed(of))

    def articles(self, issue: Issue) -> Sequence[Entry]:
        return self.of_issue[issue.key]

    def extent(self, issues: Iterable[Issue]) -> int:
        """How many articles the issues hold."""
        return sum(len(self.articles(issue)) for issue in issues)


def in_parts(entries: Sequence[Entry]) -> list[Entry]:
    """Parts of a serial in their order; they come ordered by date."""
    number, placed = 0, []
    for n, entry in enumerate(entries):
        if entry.article.serial and entry.article.serial.part:
            number = entry.article.serial.part
        placed.append((number, n, entry))
    return [entry for _, _, entry in sorted(placed, key=lambda each: each[:2])]


def grouped(items: Iterable[T], key: Callable[[T], K]) -> defaultdict[K, list[T]]:
    """Items by their key, in their order."""
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


def neighbours(items: Sequence[T]) -> Iterable[tuple[T | None, T, T | None]]:
    """Each item between the one before and the one after it."""
    return zip([None, *items], items, [*items[1:], None], strict=False)
