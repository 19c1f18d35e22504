"""Ids that were ever given, as the files beside the articles tell (`keeping.FILES`).

An issue's own article file remembers its numbers, but not those of lines of JSON, nor those that went away with it or
with its record. An id that was given once is its text's for good, so a new article gets a number behind all of them;
only an article that comes back to where it was has its own again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from generator.base import regular
from generator.seeds import moved
from generator.seeds.files.reader import Reader
from generator.seeds.keeping import FILES
from generator.seeds.known_elsewhere import Number, given


@dataclass(frozen=True)
class Taken:
    """What the files say."""

    given: frozenset[Number] = frozenset()
    to: Mapping[str, str] = field(default_factory=dict)
    """Where ids lead on to."""

    @cached_property
    def highest(self) -> dict[str, int]:
        """The highest number of each page."""
        found: dict[str, int] = {}
        for page, number in self.given:
            found[page] = max(found.get(page, 0), number)
        return found

    def of(self, issue: str) -> dict[str, int]:
        """The highest numbers of the pages of an issue (PAPER-DATE)."""
        return {page: number for page, number in self.highest.items() if page.rpartition("-")[0] == issue}

    def free(self, id: str, own: str) -> bool:
        """Whether an id was never given, or once to the article that has the id `own` now."""
        page, _, number = id.rpartition("-")
        return (page, int(number)) not in self.given or self.ends(id) == own

    def ends(self, id: str) -> str:
        """Where an id leads in the end, as far as the file says."""
        seen = {id}
        while (next_one := self.to.get(id)) and next_one not in seen:
            seen.add(id := next_one)
        return id


def taken(root: Path) -> Taken:
    """What is wrong with the files, a build says."""
    return _taken(root, tuple(map(regular.state, (root / file for file in FILES))))


@lru_cache(maxsize=1)
def _taken(root: Path, states: tuple[object, ...]) -> Taken:
    """The desk asks at every step; `states` are those of the files."""
    return Taken(given(root, FILES), moved.read(Reader(root)).to)


def joined(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """The higher of two numbers of each page."""
    return {page: max(one.get(page, 0), other.get(page, 0)) for page in {*one, *other}}
