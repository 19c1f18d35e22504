"""The things an archive is made of, in the terms of the field. Every other module speaks in these types.

They are values: frozen, compared by content. Those that stand in files (`seeds/issues.yml`, `seeds/articles/*`) are
pydantic models, so that one definition gives the format, its checks and its messages.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal, NamedTuple, Protocol, TypeVar

from pydantic import (
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from generator.base.digest import digest
from generator.base.problems import Problem, Stop
from generator.base.record import Day, FileName, Number, Record, Share, Truth, Words

Basis = Literal["printed", "given", "inferred"]
Kind = Literal["news", "photo", "notice", "continuation", "filler"]

T = TypeVar("T")


class Progress(Protocol):
    """Hands items through, and shows under a label that they pass."""

    def __call__(self, items: Iterable[T], label: str, total: int = 0) -> Iterator[T]:
        """`total` is how many there are, 0 where that is not known."""


def passing(items: Iterable[T], label: str, total: int = 0) -> Iterator[T]:
    """Progress that no one looks at."""
    yield from items


PAPER_KEY = r"^[a-z0-9][a-z0-9-]{0,39}$"
"""A folder of the site; short, for some systems take no path of more than 260 characters."""
ARTICLE_ID = re.compile(
    r"^(?P<paper>[a-z0-9][a-z0-9-]{0,39})-(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})-(?P<page>[0-9]{2,7})-(?P<number>[0-9]{2,7})$"
)


def new_id(page: str, last: int) -> str:
    """The id behind the highest one that was ever given on a page (PAPER-DATE-PAGE). Stop where no id can be higher."""
    if not ARTICLE_ID.fullmatch(id := f"{page}-{last + 1:02d}"):
        what = "is the last id of its page, so that a new article there can have none"
        mend = "Give its article the next free number, and say where it is in seeds/moved.yml."
        raise Stop([Problem(f"{page}-{last:02d}", None, what, mend)])
    return id


Status = Literal["open", "withdrawn", "withheld"]
"""Open; taken out, which a page at its address says; not published, as if it were not there. From lax to strict."""


class Holding(Record):
    """What may be kept from the public (开放标识): a newspaper, an issue, an article (status.py)."""

    status: Status = "open"
    status_note: Words | None = None
    """Why; shown where it is withdrawn."""
    status_until: Day | None = None
    """The day from which it is open again."""
    status_title: Truth = False
    """The page of what is withdrawn shows its title: of an article, of those of an issue, the name of a newspaper."""

    @field_validator("status_note", "status_until", "status_title")
    @classmethod
    def _closed(cls, value: object, info: ValidationInfo) -> object:
        if value and info.data.get("status") == "open":
            raise PydanticCustomError("not_closed", "stands without a status")
        if value is True and info.data.get("status") == "withheld":
            raise PydanticCustomError("no_page", "shows nothing")
        return value


STATUS = tuple(Holding.model_fields)
"""The fields that say whether something is published."""


class Paper(Holding):
    """A newspaper, as `papers:` in `seeds/issues.yml` describes it."""

    name: Words
    name_basis: Basis = "given"
    """`inferred` names are shown in 〔 〕, as cataloguers do."""
    place: str | None = None
    """Home place, full name of today; None: a national paper."""
    adcode: str | None = Field(default=None, pattern=r"^\d{6}$")
    """Six digits of the home place; tells a 朝阳区 from its namesakes."""

    @property
    def label(self) -> str:
        return f"〔{self.name}〕" if self.name_basis == "inferred" else self.name


class PageText(Record):
    """One text file of an issue."""

    file: FileName
    """Relative to `seeds/`, with forward slashes."""
    page: Number | None = None
    """版次; None where it is not known."""


class Issue(Holding):
    """One day's paper, as `issues:` in `seeds/issues.yml` describes it."""

    paper: Annotated[str, StringConstraints(pattern=PAPER_KEY)]
    date: Day
    date_basis: Basis = "given"
    date_evidence: str | None = None
    pages: tuple[PageText, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return self.paper, self.date.isoformat()


def _author(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


class Author(Record):
    """A person who wrote or photographed."""

    name: Words
    role: str | None = None
    """As printed: 记者, 实习记者, 通讯员, 摄; None where only the name stands there."""


class Source(Record):
    """Lines of a page file, first and last, counted from 1, both included."""

    file: str
    lines: tuple[Number, Number]

    @field_validator("lines")
    @classmethod
    def _forwards(cls, value: tuple[int, int]) -> tuple[int, int]:
        if value[0] > value[1]:
            raise PydanticCustomError("backwards", "Write the first line, then the last, as in [3, 9]")
        return value


class Unplaced(Record):
    """A line of a page that found no article."""

    file: str
    line: Number
    text: str
    status: Literal["open", "withheld"] = "open"
    """`withheld`: the page's own text, as it is published, leaves the line out."""
    reviewed: Truth = False
    """A person put or left it there: no machine makes an article of it."""


READ = ("reviewed_by", "reviewed_on")
"""Fields that say by whom and when an article was read."""
STAFF = {*READ, *STATUS}
"""Fields of an article that are the staff's own: they are not published."""

PageLine = tuple[tuple[str, str], str, int]
"""A line of a page text of an issue: paper and date, file, number."""


class Article(Holding):
    """An article, as `seeds/articles/PAPER-DATE.yml` or a line of `seeds/articles/ANY.jsonl` gives it."""

    id: Annotated[str, StringConstraints(pattern=ARTICLE_ID.pattern)] = ""
    """`paper-date-page-number`; page 00 where unknown. Never reused, never renumbered. Empty only until the build
    gives a number to an article that came without one."""
    paper: Annotated[str, StringConstraints(pattern=PAPER_KEY)]
    date: Day
    page: Number | None = None
    kicker: str | None = None
    """引题, 肩题 or the name of the column."""
    title: Words
    title_source: Literal["page", "lead", "editor"] = "page"
    """`lead`: the page has no headline, so the opening words stand in for it."""
    subtitle: str | None = None
    authors: tuple[Annotated[Author, BeforeValidator(_author, json_schema_input_type=Author | str)], ...] = ()
    byline: str | None = None
    """The opening dateline and the closing signature as printed; they do not stand in `body`."""
    county: str | None = None
    """Place it is filed under, full name of today; None where no place is named: never guessed."""
    county_source: Literal["text", "paper", "editor"] | None = None
    kind: Kind = "news"
    body: Words
    """Paragraphs with a blank line between two."""
    captions: tuple[str, ...] = ()
    continued_from: Number | None = None
    """1 for （上接1版）."""
    source: tuple[Source, ...] = ()
    confidence: Share | None = None
    """How sure `segment` is that the body is whole; None where it does not say, as where a person chose the lines."""
    reviewed: Truth = False
    """A person has read it: no machine touches it again."""
    reviewed_by: Words | None = None
    """Who has read it; None where that is not said."""
    reviewed_on: Day | None = None

    @property
    def published(self) -> str:
        """A line of JSON: all but what is the staff's own."""
        return self.model_dump_json(exclude=STAFF)

    def texts(self) -> Iterator[tuple[str, str]]:
        """All that is printed of it, in the order of the page, each with the name of its field. What is looked for of a
        closed article is this, and what an article is known by. (Authors stand in the byline.)"""
        for name in ("kicker", "title", "subtitle", "byline", "body"):
            if text := getattr(self, name):
                yield name, text
        yield from (("captions", caption) for caption in self.captions)

    def headlines(self) -> Iterator[str]:
        """What is printed above its text."""
        yield from filter(None, (self.kicker, self.title, self.subtitle))

    @property
    def says(self) -> str:
        """Stands for all that is printed of it."""
        return digest("\0".join(text for _, text in self.texts()))

    @property
    def paragraphs(self) -> list[str]:
        """The body's paragraphs, white space at their ends removed, empty ones left out."""
        return paragraphs(self.body)


def paragraphs(body: str) -> list[str]:
    """Those of the body of an article."""
    return [p for p in (part.strip() for part in re.split(r"\n[^\S\n]*\n", body)) if p]


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

    @cached_property
    def digest(self) -> str:
        """Stands for all of it."""
        a, place = self.article, self.place
        where = f"{place.adcode} {place.name}" if place else ""
        return digest(
            "\0".join(
                [self.origin or a.digest, a.id, str(a.county), str(a.county_source), a.kind, where, *self.filled]
                + ["as segmented"] * self.untouched
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
