"""The lines of pages under the files in which they stand now: a page file that was renamed, cut into two, joined with
another one, or of which a part went to another page, and was corrected or not.

What is known of lines goes along with them: which articles are made of them, which are in none or withheld, what the
machine wrote. The record of a page is then as if it had had its lines there from the start; what else has changed is
followed as in any page (changed_page.py). A page of which hardly a line is as it was is known by what its articles say
(retold.py). Else the text would be segmented as a page that nobody has seen: deleted
articles would come back, corrected ones would be there twice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from generator.base.model import Article, Source, Unplaced
from generator.seeds import articles
from generator.seeds.articles import At
from generator.seeds.following.issue_files import IssueFiles
from generator.seeds.following.retold import retold
from generator.seeds.machine_record import BLANK, MachineRecord, PageRecord, followed, ranges

FEW, PART = 3, 0.25
"""Lines that a page file has of another one, and their share of the shorter one, for that to have become this. Only
lines count that stand in no other page of the issue: a masthead stands in all."""


def renamed(files: IssueFiles) -> IssueFiles:
    """The files with all that is known of lines under the files of now. Stop where nobody can tell which page one has
    become."""
    if files.old is None or not (to := _moved(files)):
        return files
    known = Known(files.old, files.imprints, files.untouched, files.unplaced, files.by_machine).under(to)
    return replace(
        files, old=known.articles, imprints=known.imprints, unplaced=known.unplaced, by_machine=known.by_machine
    )


@dataclass(frozen=True)
class Known:
    """What an article file says of lines."""

    articles: list[Article]
    imprints: list[str]
    untouched: Sequence[bool]
    """For each article whether it is exactly what the machine wrote."""
    unplaced: list[Unplaced]
    by_machine: MachineRecord

    def under(self, to: Mapping[At, At]) -> "Known":
        """The same of the lines where they belong now; what the machine wrote stays the machine's."""
        now = [_with(article, to) for article in self.articles]
        imprints, known = list(self.imprints), dict(self.by_machine.articles)
        for n, (before, article) in enumerate(zip(self.articles, now, strict=True)):
            if article is not before and self.untouched[n]:
                imprints[n] = known[article.id] = articles.imprinted(article)
        unplaced = []
        for line in self.unplaced:
            file, number = to.get((line.file, line.line), (line.file, line.line))
            unplaced.append(line.model_copy(update={"file": file, "line": number}))
        pages = _pages(self.by_machine.pages, to)
        by_machine = self.by_machine.model_copy(update={"pages": pages, "articles": known})
        return Known(now, imprints, self.untouched, unplaced, by_machine)


@dataclass(frozen=True, eq=False)
class Way:
    """Lines of a page file as it was, and where they stand in one of now."""

    old: str
    new: str
    follow: Mapping[int, int]
    shared: int
    """So many of them tell that the one has become the other."""


def _moved(files: IssueFiles) -> dict[At, At]:
    """Where each line of the pages as they were belongs now, by the numbers that it would have had there; empty where
    none belongs to another file. Stop where nobody can tell which page one has become."""
    changed = [sheet for sheet in files.sheets if not files.unchanged(sheet)]
    changed = [sheet for sheet in changed if sheet.file in files.by_machine.pages or not files.mentioned(sheet.file)]
    listed = {sheet.file for sheet in files.sheets}
    gone = {file: page for file, page in files.by_machine.pages.items() if file not in listed}
    gone |= {sheet.file: page for sheet in changed if (page := files.by_machine.pages.get(sheet.file))}
    now = {sheet.file: PageRecord(lines=sheet.marks) for sheet in files.sheets}
    often = Counter(mark for page in now.values() for mark in set(page.marks))
    ways = {
        old: [w for sheet in changed if (w := way(page, now[sheet.file], (old, sheet.file), often))]
        for old, page in gone.items()
    }
    lost = [old for old, of in ways.items() if old not in listed and not _are_most(of, gone[old])]
    for old, sheet in retold(files, lost, changed).items():
        follow = followed(gone[old].marks, now[sheet.file].marks)
        ways[old] = [Way(old, sheet.file, {n: m for n, m in follow.items() if gone[old].marks[n - 1] != BLANK}, 1)]
    return placed(gone, ways)


def _are_most(ways: Sequence[Way], page: PageRecord) -> bool:
    """Half the lines of a page and more are known to go these ways."""
    return 2 * len({n for way in ways for n in way.follow}) >= len(page.numbers)


def placed(pages: Mapping[str, PageRecord], ways: Mapping[str, Sequence[Way]]) -> dict[At, At]:
    """Where each line of the pages belongs, by the numbers that it would have had there; empty where none belongs to
    another file. Blank lines go with those before them."""
    if all(way.old == way.new for of in ways.values() for way in of):
        return {}
    lines: defaultdict[str, list[tuple[int, str, Sequence[int]]]] = defaultdict(list)
    for old, of in ways.items():
        for way, numbers in _shared_out(pages[old], of).items() if of else ():
            lines[way.new].append((min(way.follow.values(), default=0), old, numbers))
    found: dict[At, At] = {}
    for new, parts in lines.items():
        places = [(old, n) for _, old, numbers in sorted(parts) for n in numbers]
        found |= {at: (new, n) for n, at in enumerate(places, 1)}
    return found


def way(
    page: PageRecord, after: PageRecord, names: tuple[str, str], often: Counter[str] | None = None, part: float = PART
) -> Way | None:
    """How a page became that of now, if it did. `often`: in how many pages of now a line stands; those in several tell
    nothing then."""
    old, new = names
    follow = followed(page.marks, after.marks)
    lines = [n for n in follow if page.marks[n - 1] != BLANK]
    shared = sum(often is None or often[page.marks[n - 1]] == 1 for n in lines)
    same = old == new or page.lines == after.lines
    if not same and not has_become(min(len(page.numbers), len(after.numbers)), shared, part):
        return None
    return Way(old, new, {n: follow[n] for n in lines}, len(lines) if same else shared)


def has_become(least: int, shared: int, part: float) -> bool:
    """Whether so many lines in common tell that a page is another one, or a part of it; the shorter has `least`."""
    return shared >= max(min(FEW, least), part * least, 1)


def _shared_out(page: PageRecord, ways: Sequence[Way]) -> dict[Way, list[int]]:
    """The numbers of the lines of a page that go each way. One that is found nowhere goes with that before it, or with
    that behind it."""
    best = sorted(ways, key=lambda way: (-way.shared, way.old != way.new))
    gone: dict[int, Way] = {}
    for n in range(1, len(page.marks) + 1):
        there, before = [way for way in best if n in way.follow], gone.get(n - 1)
        if chosen := before if before in there or not there else there[0]:
            gone[n] = chosen
    first = gone[min(gone)] if gone else best[0]
    found: defaultdict[Way, list[int]] = defaultdict(list)
    for n in range(1, len(page.marks) + 1):
        found[gone.get(n, first)].append(n)
    return found


def _pages(old: Mapping[str, PageRecord], to: Mapping[At, At]) -> dict[str, PageRecord]:
    """The records of the pages as they would have been."""
    found = {file: page for file, page in old.items() if (file, 1) not in to}
    back = sorted((at, line) for line, at in to.items())
    for new, group in groupby(back, lambda each: each[0][0]):
        lines = [(n, old[file], m) for (_, n), (file, m) in group]
        of = old.get(new) or Counter(page for _, page, _ in lines).most_common(1)[0][0]
        found[new] = PageRecord(
            lines="".join(page.marks[m - 1] for _, page, m in lines),
            listed=of.listed,
            left=ranges([n for n, page, m in lines if m in page]),
        )
    return found


def _with(article: Article, to: Mapping[At, At]) -> Article:
    """An article with its lines where they belong now."""
    sources: list[Source] = []
    for source in article.source:
        numbers = range(source.lines[0], source.lines[1] + 1)
        places = [to[source.file, n] for n in numbers if (source.file, n) in to]
        sources += _sources(places) if places else [source]
    same = tuple(sources) == article.source
    return article if same else article.model_copy(update={"source": tuple(sources)})


def _sources(places: Iterable[At]) -> Iterator[Source]:
    by_file: dict[str, list[int]] = {}
    for file, n in places:
        by_file.setdefault(file, []).append(n)
    for file, numbers in by_file.items():
        yield from (Source(file=file, lines=lines) for lines in ranges(numbers))
