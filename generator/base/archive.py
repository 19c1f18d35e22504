"""An archive as the program knows it: what `seeds/` holds, what of it is published, and what search sees. Values, as in
model.py; of what stands in files only what a build found out is added.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Literal, NamedTuple

from generator.base.agents import Agent, Locality, Subject
from generator.base.digest import digest
from generator.base.issue import Issue
from generator.base.model import Article, PageLine
from generator.base.newspaper import Paper
from generator.base.other_names import OtherName
from generator.base.problems import Problem


@dataclass(frozen=True)
class Line:
    """A line of a page text after cleaning. Its number is the file's own from first to last."""

    number: int
    """Counted from 1 in the file as it stands."""
    text: str
    """As it is shown: closed up, lost characters marked 〔□〕."""
    indent: int
    """White space in front of the first character, in columns of a full-width character."""
    starts_page: bool
    """The file begins a new page (or text box) here."""
    after_blank: bool
    """A blank line stands before it."""
    follows: int
    """Number of the line before it that has text; 0 for the first."""
    size: float = 0.0
    """Of its type, in characters of the page's body; 0 where positions are not known."""


@dataclass(frozen=True)
class Place:
    """A province, city or county of today."""

    adcode: str
    name: str
    """Full name: 兴县, 吕梁市, 山西省."""
    parents: tuple[str, ...]
    """Full names above it, the highest first: ("山西省", "吕梁市")."""

    @property
    def province(self) -> str:
        """Its full name; of a province its own."""
        return self.parents[0] if self.parents else self.name


@dataclass(frozen=True)
class Entry:
    """An article of the archive together with what the build found out about it."""

    article: Article
    place: Place | None
    """Where `article.county` is."""
    filled: tuple[str, ...] = ()
    """Fields that the input left out and the build filled in: id, county, kind."""
    origin: str = ""
    """Digest of the article as the input gives it; made of the article where it is not given."""
    at: tuple[str, int] = field(default=("", 0), compare=False)
    """File and line where it stands."""
    untouched: bool = False
    """It is exactly what `segment` wrote."""
    agents: Mapping[str, str] = field(default_factory=dict)
    """Of those whom it names, by the id beside the name or by the name, who of `seeds/names.yml` that is."""
    terms: Mapping[str, str] = field(default_factory=dict)
    """Of the subjects that people wrote down those of which `seeds/subjects.yml` prefers another word, with that."""
    then: str = ""
    """What the place was called on its day; empty where that is not known to be another name than that of today."""

    since: str | None = None
    """Where the village, factory or school by whose name it is filed lies now, if not in `place`, as on its day, any
    more; empty: that is not known. None: it lies there still."""

    @property
    def subjects(self) -> Sequence[str]:
        """Those that people wrote down, by the words that the archive prefers."""
        return tuple(dict.fromkeys(self.terms.get(word, word) for word in self.article.subjects))

    @property
    def county(self) -> str:
        """The place that it is filed under, by its name of the day; empty where there is none."""
        return self.then or self.article.county or ""

    @property
    def signed(self) -> Sequence[str]:
        """Those who signed it: ids in `seeds/names.yml`, of others their names."""
        return self.called([author.id or author.name for author in self.article.authors])

    @property
    def persons(self) -> Sequence[str]:
        """Those whom it is about, in the same way."""
        return self.called(self.article.persons)

    @property
    def organisations(self) -> Sequence[str]:
        return self.called(self.article.organisations)

    def called(self, names: Sequence[str]) -> Sequence[str]:
        """Each once."""
        return tuple(dict.fromkeys(self.agents.get(name, name) for name in names)) if names else ()

    @cached_property
    def digest(self) -> str:
        """Stands for all of it."""
        a, place = self.article, self.place
        where = f"{place.adcode} {place.name}" if place else ""
        return digest(
            "\0".join(
                [self.origin or a.digest, a.id, str(a.county), str(a.county_source), a.kind, where, *self.filled]
                + ["as segmented"] * self.untouched
                + [f"{name}\0{id}" for name, id in (*self.agents.items(), *self.terms.items())]
                + ([f"then {self.then}"] if self.then else [])
            )
        )


@dataclass(frozen=True)
class Unkept:
    """What a build that gave ids is to write down in `seeds/` (keeping.py)."""

    ids: str | None = None
    """Text of seeds/ids.tsv; None where it is as it should be."""
    new: int = 0
    """How many ids are new."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Ids that are no article's any more, each with that under which its text is found now."""
    back: frozenset[str] = frozenset()
    """Ids that led on and are an article's again."""
    again: Mapping[str, str] = field(default_factory=dict)
    """Of those that are back what a person did in a file, with that to which each led: it is said."""
    merged: Mapping[str, str] = field(default_factory=dict)
    """Of those that moved what a person did in a file: it is said."""
    restored: tuple[str, ...] = ()
    """Ids whose lines seeds/ids.tsv had lost, and that are its texts' for certain: it is said."""
    doubtful: tuple[Problem, ...] = ()
    """New articles that may be what was published under an id that no article has now: it is said once, for from then
    on they have ids of their own."""


class Remembered(NamedTuple):
    """Of something that was closed, whether its record is there or not (closed_before.py)."""

    status: str
    """`withheld`, `withdrawn`; "with": its issue or newspaper was closed; "lines": they are of no article;
    "again": it says what a closed one said, which `note` names."""
    until: datetime.date | None = None
    sketch: str = ""
    """By what the text of an article is known again (sketch.py); empty of newspapers and issues."""
    title: bool = False
    """What is withdrawn shows its title."""
    note: str = ""
    known: bool = False
    """Its text stood open in another article, too: it is no secret."""


@dataclass(frozen=True)
class Holdings:
    """All that `seeds/` holds, published or not."""

    papers: dict[str, Paper]
    issues: dict[tuple[str, str], Issue]
    """By paper and date, ordered by date, then paper. Issues that only articles know are among them."""
    entries: tuple[Entry, ...]
    """Ordered by date, paper, page and number."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Ids that are no article's any more, each with that of the article to which its address leads."""
    listed: frozenset[tuple[str, str]] = frozenset()
    """The issues that `seeds/issues.yml` lists."""
    unplaced: frozenset[PageLine] = frozenset()
    """The lines that article files list under `unplaced`, but for those that are withheld."""
    withheld: Mapping[str, str] = field(default_factory=dict)
    """The text of these, line by line, by the article file."""
    unkept: Unkept = Unkept()
    again: Mapping[str, str] = field(default_factory=dict)
    """Ids of open articles that say what a closed one says, each with the id of that, or with the article file that
    withholds the lines (said_again.py), or of one that was closed and has gone (closed_before.py)."""
    remembered: Mapping[str, Remembered] = field(default_factory=dict)
    """What `seeds/closed.tsv` says was closed."""
    agents: Mapping[str, Agent] = field(default_factory=dict)
    """Those of `seeds/names.yml`, by their ids."""
    called: Mapping[str, str] = field(default_factory=dict)
    """Whom of these a text means by a name: names that nobody else has; empty of what is nobody's name."""
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    """Those of `seeds/subjects.yml`, by the preferred words."""
    topics: Mapping[str, str] = field(default_factory=dict)
    """The preferred word for each word of these; empty for what is no subject."""
    localities: Mapping[str, Locality] = field(default_factory=dict)
    """Those of `seeds/places.yml`, by their names."""
    own_places: tuple[OtherName, ...] = ()
    """The names in it, each with the place of today for which it stands."""


@dataclass(frozen=True)
class Withdrawn:
    """What a page at the address of something withdrawn says: that it was, and nothing that was not kept."""

    path: str
    """Of that page below the docs folder."""
    what: Literal["paper", "issue", "text", "article"]
    issue: tuple[str, str] | None
    """Paper and date; None of a newspaper."""
    paper: str = ""
    """Its label; empty where the newspaper itself is withdrawn and its name not kept."""
    id: str = ""
    """Of an article."""
    page: int | None = None
    title: str = ""
    """Empty where it is not kept."""
    note: str = ""
    until: datetime.date | None = None


@dataclass(frozen=True)
class Archive:
    """What is published of the holdings: whatever is made of this knows of nothing else."""

    papers: dict[str, Paper]
    issues: dict[tuple[str, str], Issue]
    entries: tuple[Entry, ...]
    withdrawn: tuple[Withdrawn, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    """The first part of each article that continues another one: their ids."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Ids that are no article's any more, each with that of the article, open or withdrawn, that its address leads
    to."""
    agents: Mapping[str, Agent] = field(default_factory=dict)
    """Those of `seeds/names.yml` whom an article names, by their ids."""
    called: Mapping[str, str] = field(default_factory=dict)
    """Whom a text means by a name: their ids, by the names that nobody else has; empty of what is nobody's name."""
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    """Those of `seeds/subjects.yml`, by the preferred words."""
    topics: Mapping[str, str] = field(default_factory=dict)
    """The preferred word for each word of these; empty for what is no subject."""
    localities: Mapping[str, Locality] = field(default_factory=dict)
    """Those of `seeds/places.yml`, by their names."""
    own_places: tuple[OtherName, ...] = ()
    """The names in it, each with the place of today for which it stands."""

    @cached_property
    def by_issue(self) -> Sequence[Sequence[Entry]]:
        """The articles of each issue, in the archive's order."""
        return [list(of_issue) for _, of_issue in groupby(self.entries, lambda entry: entry.article.issue)]


@dataclass(frozen=True)
class Document:
    """An article as search sees it. Documents are numbered in the order in which they come: date, paper, page."""

    id: str
    url: str
    """From the site's root."""
    date: str
    paper: tuple[str, str]
    """Key and label."""
    county: tuple[str, str] | None
    """Code and name; None where it is filed under no place."""
    kind: tuple[str, str]
    title: tuple[str, ...]
    """The title, then the lines above and below it."""
    text: tuple[str, ...]
    """Paragraphs, captions and byline. No run of a query matches across two of them."""
    authors: tuple[str, ...] = ()
    digest: str = ""
    """Stands for all of these: equal where they are. Made of them where it is not given."""

    def __post_init__(self) -> None:
        if not self.digest:
            content = [self.id, self.url, self.date, self.paper, self.county, self.kind]
            object.__setattr__(self, "digest", digest([*content, self.title, self.text, self.authors]))
