"""What was closed while a site was made, or a file of one: then neither takes the place of the last.

`seeds/` may change at any moment of a build. What a person edits meanwhile comes with the next build: were every change
to stop one, whoever saves at the desk would keep a large archive from ever being built. What is closed meanwhile nobody
may find in what is put in place after that. So where size or time of any file is another, all is read once more, which
is quick: what has not changed is remembered.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.base.archive import Archive, Holdings
from generator.base.identity import issue_name
from generator.base.memo import Known, Memo
from generator.base.problems import Changed, Problem
from generator.build.ledger import Seeds
from generator.language.places import gazetteer
from generator.seeds import holdings, issue_list, status
from generator.seeds.files.reader import Reader


@dataclass(frozen=True)
class Shown:
    """What a site says that may be closed, and what it leaves out."""

    open: frozenset[str]
    """Ids of articles, PAPER-DATE of issues, keys of newspapers."""
    said: frozenset[tuple[str, str]]
    """Pages at the addresses of what is withdrawn, each with the title that it shows."""
    withheld: frozenset[str]
    """Lines of pages that are not published."""
    led: frozenset[str]
    """Ids that lead on to others."""

    @classmethod
    def of(cls, held: Holdings, archive: Archive) -> "Shown":
        issues = {*map(issue_name, archive.issues)}
        return cls(
            frozenset({*archive.papers, *issues, *(entry.article.id for entry in archive.entries)}),
            frozenset((each.path, each.title) for each in archive.withdrawn),
            frozenset(f"{file}: {line}" for file, text in held.withheld.items() for line in text.split("\n")),
            frozenset(held.moved),
        )

    @classmethod
    def read(cls, root: Path, found: Known) -> "Shown | None":
        """What a site of what stands there now would show; None where it cannot be read, for that may be what closes
        something. `found` is remembered of texts."""
        reader = Reader(root)
        held = holdings.read(reader, issue_list.read(reader, gazetteer()), gazetteer(), memo=Memo(found))
        if any(problem.stops for problem in reader.problems):
            return None
        return cls.of(held, status.published(held, status.today()))


@dataclass(frozen=True)
class Guard:
    """Looks whether what was read still stands."""

    root: Path
    seeds: Seeds
    shown: Shown | None
    """What is to be put in place; None where that is not known."""
    found: Known
    """What is remembered of texts."""

    def look(self) -> None:
        """Raises Changed where something was closed since. To be called just before what shows it is put in place."""
        if (changed := self.seeds.changed(self.root)) and (self.shown is None or self._closed(self.shown)):
            raise Changed(problems(changed))

    def _closed(self, then: Shown) -> bool:
        if (now := Shown.read(self.root, self.found)) is None:
            return True
        return not (then.open <= now.open | now.led and then.said <= now.said and now.withheld <= then.withheld)


def problems(changed: list[str], stops: bool = True) -> Iterator[Problem]:
    """That a site was made of what is not any more."""
    what = "was changed while the site was built"
    if more := len(changed) - 1:
        what = f"and {more:,} other file{'s' * (more > 1)} were changed while the site was built"
    yield Problem(changed[0], None, what, "Run it again.", stops)
