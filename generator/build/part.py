"""A part of an archive, for a bundle of its own: some years, a newspaper, a place."""

import difflib
import re
from dataclasses import dataclass, replace

from generator.base.archive import Archive, Entry
from generator.base.issue import Issue
from generator.base.problems import Problem, Stop
from generator.incoming import papers
from generator.seeds.agent_list import public

KNOWN = "Years, the key of a newspaper and the full name of a place are as seeds/ has them."
_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")


@dataclass(frozen=True)
class Part:
    """What is in it has all of these."""

    years: tuple[int, int] | None = None
    """First and last."""
    paper: str | None = None
    """Its key."""
    county: str | None = None
    """A place by its full name; with it those that lie in it."""

    @property
    def name(self) -> str:
        """What it adds to the name of the archive."""
        first, last = self.years or (0, 0)
        years = f"{first}" if first == last else f"{first}-{last}"
        return " ".join(filter(None, [self.paper, years if self.years else None, self.county]))

    def of(self, archive: Archive) -> Archive:
        """The part of an archive; a newspaper may be called by its name. Raises Stop where no article is in it."""
        if self.paper and (key := papers.key_of(archive.papers, self.paper) or self.paper) != self.paper:
            return replace(self, paper=key).of(archive)
        entries = tuple(entry for entry in archive.entries if self._has(entry))
        if not entries:
            mend = self._meant(archive) or KNOWN
            raise Stop([Problem("bundle", None, f"no article that is published is of {self.name}", mend)])
        ids = {entry.article.id for entry in entries}
        there = {entry.article.issue for entry in entries}
        issues = {key: issue for key, issue in archive.issues.items() if key in there or self._whole(issue)}
        of_them = {key: paper for key, paper in archive.papers.items() if any(key == paper for paper, _ in issues)}
        agents, called = public(archive.agents, archive.called, entries)
        return replace(
            archive,
            papers=of_them,
            issues=issues,
            entries=entries,
            withdrawn=tuple(each for each in archive.withdrawn if each.issue in issues and not self.county),
            parts={one: other for one, other in archive.parts.items() if {one, other} <= ids},
            moved={old: new for old, new in archive.moved.items() if new in ids},
            agents=agents,
            called=called,
        )

    def _meant(self, archive: Archive) -> str | None:
        """The newspaper or the place that is likest to one that the archive does not have."""
        places = {name for entry in archive.entries if entry.place for name in (entry.place.name, *entry.place.parents)}
        if self.paper and self.paper not in archive.papers and (near := papers.near(archive.papers, self.paper)):
            return f"Did you mean --paper {near}?"
        if self.county and self.county not in places:
            whole = [name for name in sorted(places) if name.startswith(self.county)]
            if likest := whole[:1] or difflib.get_close_matches(self.county, sorted(places), 1, 0.5):
                return f"Did you mean --county {likest[0]}?"
        return None

    def _has(self, entry: Entry) -> bool:
        article = entry.article
        place = {entry.place.name, *entry.place.parents} if entry.place else set[str]()
        return self._in(article.paper, article.date.year) and self.county in {None, *place}

    def _whole(self, issue: Issue) -> bool:
        """Whether an issue belongs to it whatever articles it has."""
        return not self.county and self._in(issue.paper, issue.date.year)

    def _in(self, paper: str, year: int) -> bool:
        first, last = self.years or (year, year)
        return first <= year <= last and self.paper in (None, paper)


def years(text: str) -> tuple[int, int]:
    """ "1960-1969", or one year. Raises ValueError."""
    found = _YEARS.fullmatch(text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if first > last:
        raise ValueError(f"{text} is no year and no years like 1960-1969")
    return first, last
