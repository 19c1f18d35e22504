"""Pictures of printed pages that are published: which pages, and whose each line on them is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from generator.base.digest import digest
from generator.base.identity import Key

Shown = Literal["none", "clip", "page"]
"""No picture; of each article its part of the page; besides that the page with all of its articles."""


class PrintedAt(NamedTuple):
    """A line of a page where it is printed, in the units of its plate."""

    article: str
    """Its id; empty where it is of none."""
    text: str
    left: int
    top: int
    right: int
    bottom: int
    vertical: bool


@dataclass(frozen=True)
class Cutting:
    """A part of an article as it stands on a page."""

    files: tuple[tuple[str, int, int], ...]
    """Below the docs folder, with width and height, the smallest first."""
    plate: str = ""
    """The page of its plate, below the docs folder; empty where none does."""


@dataclass(frozen=True)
class Plate:
    """A printed page as the site shows it."""

    number: int
    """That of its text: text-3.html and page-3.html are of one page."""
    path: str
    """Of the page that shows it, below the docs folder; empty where the settings show no whole pages."""
    files: tuple[tuple[str, int, int], ...]
    """Its picture below the docs folder, with width and height, the smallest first."""
    units: tuple[int, int]
    """Width and height in the units of `outlines`."""
    outlines: Mapping[str, str] = field(default_factory=dict)
    """What each article has of it, by its id, in their order: paths as SVG has them."""
    cuttings: Mapping[str, tuple[Cutting, ...]] = field(default_factory=dict)
    """The same as pictures."""
    blank: bool = False
    """Something on it is not shown."""
    lines: tuple[PrintedAt, ...] = ()
    """What is published of its text."""
    key: str = ""
    """Stands for all of it."""


@dataclass(frozen=True)
class Facsimile:
    """What a picture of a page is made of, and nothing else: equal ones give equal pictures."""

    issue: Key
    number: int
    file: str
    """Its page file, with its lines."""
    whole: bool
    """The page is shown, and not only parts of it."""
    shows: tuple[str, int | None]
    """The file that shows it, relative to `seeds/`, and which of its sheets."""
    content: str
    """Digest of that file."""
    width: float
    height: float
    sharp: bool
    shown: tuple[float, float, float, float] | None
    """How the page lies on it (printed/page_picture.py, Laid)."""
    articles: tuple[str, ...]
    """Ids of the open articles on it, in their order."""
    owners: tuple[int, ...]
    """Of each line: the number of its article among these, or what printed/regions.py says of others."""
    lines: str
    """Digest of the page file."""
    captions: tuple[int, ...] = ()
    """The numbers of lines that are captions of pictures."""

    @cached_property
    def key(self) -> str:
        of = (self.issue, self.number, self.whole, self.shows[1], self.content, self.width, self.height, self.sharp)
        return digest(*map(str, (*of, self.shown, self.articles, self.owners, self.captions, self.lines)))[:16]
