"""The archive as a build reads it: what of it is published, what is to be written down in `seeds/`, and what has
changed since the last build."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from generator.base.archive import Archive, Holdings
from generator.base.problems import Changed, Problem
from generator.base.workers import gc_paused
from generator.build import ledger, new, overtaken, snapshot
from generator.build.catalogued import catalogue_of
from generator.build.config import own_files, settings
from generator.build.production import Work
from generator.build.render import ready
from generator.build.snapshot import Snapshot
from generator.language.places import gazetteer
from generator.pages import topojson
from generator.pages.catalogue import Catalogue
from generator.seeds import (
    closed_before,
    days,
    facsimiles,
    holdings,
    issue_list,
    known_again,
    pictures,
    shown_by,
    status,
)
from generator.seeds.facsimiles import Given
from generator.seeds.files import decode
from generator.seeds.files.reader import Reader
from generator.seeds.following import page_files
from generator.seeds.ids import lost_lines
from generator.seeds.keeping import ToKeep
from generator.seeds.page_lines import PageLines
from generator.seeds.pictures import Sound


@dataclass(frozen=True)
class Manner:
    """How a build is to be done."""

    strict: bool = False
    """No site while there is any problem."""
    frozen: bool = False
    """Nothing is written into `seeds/`; what would have been is said."""
    again: bool = False
    """It ends, to be begun again, where anything changed while it was read."""
    handed: bool = False
    """A file is made of the site, or it is sent somewhere: what it shows is to be known, though it is as it was."""


AS_USUAL = Manner()


@dataclass(frozen=True)
class Intake:
    """What a build has read."""

    known: issue_list.Issues
    held: Holdings
    open: Archive
    """What of it is published."""
    drawn: topojson.Boundaries | None
    diary: days.Diary
    """As its file has it."""
    noted: days.Diary
    """With what this build publishes."""
    closed: closed_before.Lines
    """What is to be remembered of what is closed."""
    problems: list[Problem]
    """Those that did not stop it."""
    pictures: Mapping[str, Sound]
    """Those of all articles, by their files."""
    shown: dict[str, str] = field(default_factory=dict)
    """Pictures of pages that are to be written down, once the catalogue is made."""

    @classmethod
    def read(
        cls,
        config: MkDocsConfig,
        work: Work,
        seeds: ledger.Seeds,
        look: Callable[[], Snapshot],
        manner: Manner,
        seen: list[Holdings],
    ) -> "Intake":
        """Raises Stop where the input is wrong, and Changed where it is not any more what stands there. Into `seen`
        goes what was read all the same."""
        root, day = work.task.root, status.today()
        reader = Reader(root)
        with gc_paused():
            known = issue_list.read(reader, gazetteer())
            held = holdings.read(reader, known, gazetteer(), work.workers, work.progress, work.found)
            diary = days.read(reader) or days.Diary()
            shown_by.read(reader)
        if manner.again and (changed := seeds.changed(root)):
            raise Changed(overtaken.problems(changed))
        seen.append(held)
        sounds, bad = pictures.looked_at(root, held.entries, seeds.digests, work.found)
        reader.problems += bad
        reader.problems += page_files.lost(root, known.issues.values(), seeds.digests, work.found)
        reader.problems += new.sample_words(root, config, known.papers)
        reader.problems += snapshot.problems(look(), Path(config.docs_dir), Path(config.site_dir), root)
        drawn = topojson.read(reader, config.extra.get("archive", {}).get("map"))
        own_files.look_at(reader, Path(config.docs_dir), look().by_hand, config.theme.custom_dir)
        if not any(problem.stops for problem in reader.problems):
            reader.problems += page_files.unmade(root, held)
        if manner.strict or any(problem.stops for problem in reader.problems):
            decode.stop(reader.problems if manner.strict else decode.unsaid(reader.problems))
        with gc_paused():
            archive = status.published(held, day)
            said = days.says(archive.entries, work.found)
            noted = days.noted(diary, said, held.moved, days.NEVER if manner.frozen else f"{day}")
        closed = closed_before.remembered(held, archive, work.found)
        return cls(known, held, archive, drawn, diary, noted, closed, reader.problems, sounds)

    def catalogue(self, work: Work) -> Catalogue:
        """The archive as its pages look at it; problems of pages that are not shown."""
        own = settings.own(ready(work.task.root, work.task.version).config.extra)
        with gc_paused():
            lines = PageLines(self.held, self.open)
            given = Given(work.task.root, self.known, self.held, self.open, own.facsimile, work.found)
            shown = facsimiles.planned(given, lines)
            self.problems.extend(shown.problems)
            self.shown.update(shown.new)
            found = catalogue_of(work, self.open, self.drawn, lines, self.pictures, shown.of)
            return replace(found, diary=self.noted)

    def to_keep(self, root: Path) -> ToKeep:
        """What the build is to write into `seeds/`."""
        told = self.noted.text if self.noted != self.diary or not self.diary.begun else None
        return ToKeep(self.held.unkept, told, closed_before.kept_text(root, self.closed), self.shown)

    def changes(self, root: Path) -> list[Problem]:
        """What is so since this build, and is said by no other; to be called before anything is written."""
        held, day = self.held, status.today()
        return [
            *closed_before.missing(root, self.closed),
            *lost_lines(held.unkept.restored),
            *held.unkept.doubtful,
            *known_again.opened(held, self.open),
            *status.never_closed(self.open, held.remembered, self.diary.of, day),
        ]

    @property
    def ids(self) -> set[str]:
        """Of all articles, and those that lead on."""
        return {*(entry.article.id for entry in self.held.entries), *self.held.moved}
