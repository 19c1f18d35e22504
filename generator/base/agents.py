"""What an archive writes down once for all articles, under the name by which it is listed: people and bodies, subjects,
places (`seeds/names.yml`, `subjects.yml`, `places.yml`)."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.base.described import Names
from generator.base.newspaper import Stretch
from generator.base.record import Record, Words

_TOLD_APART = re.compile(r"\s*(?:（[^（）]+）|\([^()]+\))$")
"""What stands behind a name to tell it from that of a namesake: 张三（教师）."""


class Listed(Record):
    """Whatever has a name by which it is listed, and others."""

    id: Words = Field(exclude=True)
    """The name by which it is listed and called in articles; with a note in brackets behind it where others bear the
    name, too."""
    variants: Names = ()
    """Other names: pen names, other ways to write it, former names."""
    note: Words | None = None
    """Who or what that is, for readers."""

    @property
    def name(self) -> str:
        """What is printed: the id without what tells it apart."""
        return _TOLD_APART.sub("", self.id) or self.id

    def names(self) -> Iterator[str]:
        """All by which it is found, each once."""
        yield from dict.fromkeys((self.id, self.name, *self.variants))


class Agent(Listed):
    """Somebody, or a body, that articles name."""

    kind: Literal["person", "organisation"] | None = None
    """None: as the name sounds."""
    dates: Words | None = None
    """Of birth and death, or of a body's beginning and end, as they are to be shown: 1922—2004."""
    viaf: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{1,21}$")] | None = None
    """Number in VIAF."""
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]{0,11}$")] | None = None
    """Number in Wikidata."""


class Subject(Listed):
    """What articles are about, by the word that is preferred to its variants."""


class Locality(Listed, Stretch):
    """A name of a place that no list of counties has, with the time in which it held: one of `county` and `now`."""

    county: Words | None = None
    """In which place of today it lies, by its full name: of a village, a township, a factory, a school."""
    now: Words | None = None
    """Which place of today it was a name of, by its full name."""
