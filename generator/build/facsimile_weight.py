"""What pictures of printed pages weigh, measured on some of them, and what a year of a newspaper would."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.base.archive import Archive
from generator.base.facsimile import Facsimile, Shown
from generator.base.identity import Key
from generator.base.memo import Memo
from generator.base.model import Progress
from generator.base.problems import Problem
from generator.base.workers import Workers
from generator.build import facsimile_pictures
from generator.build.facsimile_pictures import Task
from generator.language.places import gazetteer
from generator.seeds import facsimiles, holdings, issue_list, page_pictures, status
from generator.seeds.facsimiles import Given
from generator.seeds.files.reader import Reader
from generator.seeds.issue_list import Issues
from generator.seeds.page_lines import PageLines

SOME = 4  # issues of a newspaper that are measured, from its first to its last


@dataclass(frozen=True)
class Weight:
    """Of a newspaper."""

    paper: str
    """Its label."""
    measured: int
    """Pages that were."""
    page: float
    """Bytes of a page in all its sizes, on the average,"""
    cuttings: float
    """and of all cuttings of one."""
    years: Mapping[int, int]
    """Pages of each year that have a picture."""

    @property
    def all(self) -> float:
        """Bytes of all of its pages."""
        return sum(self.years.values()) * (self.page + self.cuttings)


def weighed(root: Path, how: Shown, workers: Workers, progress: Progress) -> tuple[list[Weight], list[Problem]]:
    """What each newspaper's would weigh, shown as the settings of each say, or `how` where they say nothing; why pages
    are not shown. Nothing is written."""
    reader = Reader(root)
    known = issue_list.read(reader, gazetteer())
    held = holdings.read(reader, known, gazetteer())
    archive = status.published(held, status.today())
    there = _pages(root, known, archive, how)
    of_paper: defaultdict[str, list[Key]] = defaultdict(list)
    for key in there:
        of_paper[key[0]].append(key)
    chosen = [key for keys in of_paper.values() for key in _spread(keys)]
    given = Given(root, known, held, archive, how, Memo())
    planned = facsimiles.planned(given, PageLines(held, archive), chosen)
    tasks: list[Task] = [(root, of, archive.issues[key]) for key, some in planned.of.items() for of in some]
    sizes: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for of, files, refused in progress(workers.map(facsimile_pictures.made, tasks), "plates", len(tasks)):
        if not refused:
            sizes[of.issue[0]].append(_sizes(of, files))
    found = []
    for paper, keys in of_paper.items():
        some = sizes.get(paper, [])
        years: Counter[int] = Counter()
        for key in keys:
            years[archive.issues[key].date.year] += there[key]
        page, cuttings = (sum(of[n] for of in some) / max(1, len(some)) for n in (0, 1))
        found.append(Weight(archive.papers[paper].label, len(some), page, cuttings, dict(sorted(years.items()))))
    return found, [*reader.problems, *planned.problems]


def _pages(root: Path, known: Issues, archive: Archive, how: Shown) -> dict[Key, int]:
    """How many pages of each issue there is a picture of, and are to be shown."""
    found = dict[Key, int]()
    for key, issue in archive.issues.items():
        if facsimiles.shown(how, archive, issue) != "none":
            found[key] = sum(page_pictures.of(root, known, page) is not None for page in issue.pages)
    return {key: count for key, count in found.items() if count}


def _spread(keys: Sequence[Key]) -> Iterator[Key]:
    """Some, from the first to the last."""
    count = min(SOME, len(keys))
    yield from (keys[n * (len(keys) - 1) // max(1, count - 1)] for n in range(count))


def _sizes(of: Facsimile, files: Sequence[tuple[str, bytes]]) -> tuple[int, int]:
    whole = sum(len(data) for name, data in files if name.count("-", name.rindex("/")) == 2)
    return whole, sum(len(data) for _, data in files) - whole
