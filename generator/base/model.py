"""What stands in the files of an archive, in the terms of the field: `seeds/articles/*`.

Values: frozen, compared by content; pydantic models, so that one definition gives the format, its checks and its
messages. Of newspapers, issues and pages: newspaper.py, issue.py. What the program knows beyond the files: archive.py.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Annotated, Any, Literal, Protocol, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from generator.base.described import Image, Names, Serial, titled
from generator.base.digest import digest
from generator.base.holding import STATUS, Holding
from generator.base.identity import PAPER_KEY, WHOLE, Key, fields_of
from generator.base.issue import Edition, Issue, PageText
from generator.base.record import Day, Number, Record, Share, Truth, Words
from generator.base.tables import rows
from generator.base.when import When

_More = Literal["advertisement", "poem", "letter", "obituary", "table", "cartoon", "index"]
Kind = Literal["news", "photo", "notice", "continuation", "filler", _More]

T = TypeVar("T")


class Progress(Protocol):
    """Hands items through, and shows under a label that they pass."""

    def __call__(self, items: Iterable[T], label: str, total: int = 0) -> Iterator[T]:
        """`total` is how many there are, 0 where that is not known."""


def passing(items: Iterable[T], label: str, total: int = 0) -> Iterator[T]:
    """Progress that no one looks at."""
    yield from items


def _author(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


class Author(Record):
    """A person who wrote or photographed."""

    name: Words
    role: str | None = None
    """As printed: 记者, 实习记者, 通讯员, 摄; None where only the name stands there."""
    id: Words | None = Field(default=None, exclude_if=lambda id: id is None)
    """Who of `seeds/names.yml` that is, where the name alone does not tell."""


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
STAFF = {*READ, *STATUS, "staff_notes"}
"""Fields of an article that are the staff's own: they are not published."""
NAMED = ("subjects", "persons", "organisations", "events")
"""Names of what an article is about, as people write them down."""
LISTS = frozenset(("captions", "reprinted_from", "corrected_by", *NAMED))
"""Those that hold a list of texts."""
FURTHER = (
    "page_label",
    "page_name",
    "column",
    "serial",
    *NAMED,
    "shelfmark",
    "rights",
    "reprinted_from",
    "notes",
    "images",
    "corrected_by",
)
"""Fields that few articles have: what is published does not speak of those that say nothing."""

_AROUND = re.compile(r"^[^\S\t]+|[^\S\t]+$")


def _stripped(body: str) -> str:
    """A body without white space around it, but for the tabs of empty cells where a table begins or ends it."""
    if not (bare := body.strip()):
        raise PydanticCustomError("string_too_short", "is empty")
    return _AROUND.sub("", body) if "\t" in body else bare


PageLine = tuple[Key, str, int]
"""A line of a page text of an issue: its key, file, number."""


class Article(Holding):
    """An article, as `seeds/articles/PAPER-DATE.yml` or a line of `seeds/articles/ANY.jsonl` gives it."""

    id: Annotated[str, StringConstraints(pattern=WHOLE)] = ""
    """`paper-date-page-number` (identity.py); page 00 where unknown. Never reused, never renumbered. Empty only until
    the build gives a number to an article that came without one."""
    paper: Annotated[str, StringConstraints(pattern=PAPER_KEY)]
    date: When
    edition: Edition | None = None
    """Of its day's issue (see there)."""
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
    body: Annotated[str, Field(min_length=1), AfterValidator(_stripped)]
    """Paragraphs with a blank line between two."""
    captions: tuple[str, ...] = ()
    continued_from: Number | None = None
    """1 for （上接1版）."""
    source: tuple[Source, ...] = ()
    confidence: Share | None = None
    """How sure `segment` is that the body is whole; None where it does not say, as where a person chose the lines; 0
    where the machine moved lines of it after a person's cut, and nobody has seen it since."""
    reviewed: Truth = False
    """A person has read it: no machine touches it again."""
    reviewed_by: Words | None = None
    """Who has read it; None where that is not said."""
    reviewed_on: Day | None = None
    page_label: Words | None = None
    """As it is printed beside or in the place of the number, where the list of issues does not have the page: B02."""
    page_name: Words | None = None
    """What the page is called, in the same case: 要闻, 副刊."""
    column: Words | None = None
    """栏目: the standing name over articles of a sort, by which they are browsed."""
    serial: Annotated[Serial | None, BeforeValidator(titled, json_schema_input_type=Serial | str | None)] = None
    subjects: Names = ()
    persons: Names = ()
    """Whom it is about, by name or by the id in `seeds/names.yml`; who wrote it stands in `authors`."""
    organisations: Names = ()
    events: Names = ()
    shelfmark: Words | None = None
    """档号: where the archive keeps what it was taken from."""
    rights: Words | None = None
    """Where they are other than the archive's."""
    reprinted_from: Names = ()
    """来源: where it had appeared before, or which agency sent it."""
    notes: Words | None = None
    """For readers."""
    staff_notes: Words | None = None
    """Never published."""
    images: tuple[Image, ...] = ()
    corrected_by: Names = ()
    """Readers who reported an error that was put right, and wished to be named."""

    @property
    def published(self) -> str:
        """A line of JSON: all but what is the staff's own."""
        fields = vars(self)
        return self.model_dump_json(exclude=STAFF.union(name for name in FURTHER if not fields[name]))

    @cached_property
    def issue(self) -> Key:
        """The key of its issue."""
        return self.paper, f"{self.date}{self.edition or ''}"

    def sheet(self, issue: Issue) -> PageText:
        """The page of its issue that it stands on."""
        return issue.sheet(self.page, self._file, self.page_label, self.page_name)

    @property
    def _file(self) -> str:
        """The page file on which it begins; empty where it has none."""
        return self.source[0].file if self.source else ""

    def in_issue(self, key: Key) -> dict[str, Any]:
        """Its fields that are other ones in another issue."""
        there = {"edition": None, **fields_of(key)}
        return {name: value for name, value in there.items() if getattr(self, name) != value}

    def of_issue(self) -> Issue:
        """Its issue, of which nothing else is known."""
        return Issue(paper=self.paper, date=self.date, edition=self.edition)

    def order(self, issue: Issue) -> tuple[When, str, str, tuple[int, int], int, str]:
        """Where it stands among all articles: articles are ordered by this."""
        rank = issue.rank(self.page, self._file, self.page_label)
        return self.date, self.paper, self.edition or "", rank, self.page or 0, self.id

    def texts(self) -> Iterator[tuple[str, str]]:
        """All that is printed of it, in the order of the page, each with the name of its field. What is looked for of a
        closed article is this, and what an article is known by. (Authors stand in the byline.)"""
        for name in ("kicker", "title", "subtitle", "byline", "body"):
            if text := getattr(self, name):
                yield name, text
        yield from (("captions", caption) for caption in self.captions)
        yield from (("images", image.caption) for image in self.images if image.caption)

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
    parts = re.split(r"\n[^\S\n]*\n", body)
    return [p for part in parts if (p := part.strip("\n ") if rows(part) else part.strip())]
