"""Editions of a day, as names of files and cells of deliveries say them: by the letter that the archive gives, or by
what they are called, 号外 or 增刊. An edition that the archive does not have yet gets the next letter of its day."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.base.identity import Key
from generator.base.issue import Issue
from generator.base.when import When

CALLED = "号外|增刊|特刊|专刊|专号|晚刊|午刊|加刊"
LETTER = re.compile(r"[b-z]")
FIRST = frozenset(("", "a", "正刊", "正报", "第一版本", "普通版"))
"""What says that it is the first, or the only one."""
LETTERS = "bcdefghijklmnopqrstuvwxyz"


@dataclass
class Editions:
    """The editions of each day."""

    letters: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """By newspaper, date and name."""
    taken: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """The letters that a day has."""
    new: dict[Key, str] = field(default_factory=dict)
    """Names of those that the archive does not have yet."""

    @classmethod
    def of(cls, issues: Iterable[Issue]) -> "Editions":
        """Those that are listed."""
        found = cls()
        for issue in issues:
            if issue.edition:
                day = issue.paper, f"{issue.date}"
                found.taken.setdefault(day, set()).add(issue.edition)
                if issue.edition_name:
                    found.letters[(*day, issue.edition_name)] = issue.edition
        return found

    def letter(self, paper: str, date: When, said: str) -> str | None:
        """The letter of an edition; empty of the first of its day. None where a day has no letter left."""
        said, day = said.strip(), (paper, f"{date}")
        if said in FIRST:
            return ""
        taken = self.taken.setdefault(day, set())
        if LETTER.fullmatch(said):
            taken.add(said)
            return said
        if (*day, said) not in self.letters:
            free = next((letter for letter in LETTERS if letter not in taken), None)
            if free is None:
                return None
            taken.add(free)
            self.letters[(*day, said)] = free
            self.new[paper, f"{date}{free}"] = said
        return self.letters[(*day, said)]

    def called(self, keys: Iterable[Key]) -> Mapping[Key, str]:
        """What those of these issues are called that the archive does not have yet."""
        return {key: self.new[key] for key in keys if key in self.new}
