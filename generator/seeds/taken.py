"""Ids that were ever given, as `seeds/ids.tsv` and `seeds/moved.yml` tell.

An issue's own article file remembers its numbers, but not those of lines of JSON, nor those that went away with a file
that was carried over to another date. An id that was given once is its text's for good, so a new article gets a number
behind all of them; only an article that comes back to where it was has its own again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from generator.seeds import ids, moved
from generator.seeds.files.reader import Reader

_ID = re.compile(r"(?<![a-z0-9-])([a-z0-9][a-z0-9-]{0,39}-\d{4}-\d\d-\d\d-\d{2,7})-(\d{2,7})(?!\d)")


@dataclass(frozen=True)
class Taken:
    """What the two files say."""

    given: frozenset[tuple[str, int]] = frozenset()
    """Page (PAPER-DATE-PAGE) and number."""
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
    texts = [Reader(root).text(file) or "" for file in (ids.FILE, moved.FILE) if (root / file).is_file()]
    given = frozenset((page, int(number)) for text in texts for page, number in _ID.findall(text))
    return Taken(given, moved.read(Reader(root)).to)


def joined(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """The higher of two numbers of each page."""
    return {page: max(one.get(page, 0), other.get(page, 0)) for page in {*one, *other}}
