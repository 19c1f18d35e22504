"""People and bodies of `seeds/names.yml`, as an archive writes them down once for all articles."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.base.described import Names
from generator.base.record import Record, Words

_TOLD_APART = re.compile(r"\s*(?:（[^（）]+）|\([^()]+\))$")
"""What stands behind a name to tell it from that of a namesake: 张三（教师）."""


class Agent(Record):
    """Somebody, or a body, that articles name."""

    kind: Literal["person", "organisation"] | None = None
    """None: as the name sounds."""
    variants: Names = ()
    """Other names: pen names, other ways to write it, former names."""
    dates: Words | None = None
    """Of birth and death, or of a body's beginning and end, as they are to be shown: 1922—2004."""
    note: Words | None = None
    """Who that is, for readers."""
    viaf: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{1,21}$")] | None = None
    """Number in VIAF."""
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]{0,11}$")] | None = None
    """Number in Wikidata."""
    id: Words = Field(exclude=True)
    """The name by which it is listed and called in articles; with a note in brackets behind it where others bear the
    name, too."""

    @property
    def name(self) -> str:
        """What is printed: the id without what tells it apart."""
        return _TOLD_APART.sub("", self.id) or self.id

    def names(self) -> Iterator[str]:
        """All by which it is found, each once."""
        yield from dict.fromkeys((self.id, self.name, *self.variants))
