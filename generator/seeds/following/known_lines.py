"""Pages that are listed otherwise than when they were segmented, and whose lines an article file knows already: a page
file that has another name now and is listed under another issue (names often hold the date, so who corrects the date
corrects the name as well), files of two issues that had each other's name, or a part of a page that went into a file of
its own. What is known of these lines gets their places of now: lines are known by what they say, and not by the name of
their file. Then it is carried over to the issue that lists them (carrying.py, carrying_pages.py). Within an issue
`renamed` does it, and `exchanged` where files have kept their names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter
from pathlib import Path

from generator.base import durable, regular
from generator.seeds import articles, page_texts
from generator.seeds.article_files import ARTICLES, ArticleFile, article_file, issue_of
from generator.seeds.articles import At
from generator.seeds.files.reader import Reader
from generator.seeds.following.renamed import Known, has_become, placed, way
from generator.seeds.machine_record import BLANK, PageRecord, marks
from generator.seeds.unlisted import Key, Listed, named

HALF = 0.5
"""Share of the lines of the shorter page by which it is known again: more than within an issue."""
MARKS = re.compile(r"\blines: *['\"]?([\w.-]+)")
"""Those of a page, in the text of a record."""


def rename(reader: Reader, listed: Listed) -> None:
    """Gives lines in article files their places of now. Only files that know lines of a page which no file names, or
    one of another issue, are read in full."""
    there = regular.within(reader.root / ARTICLES, ".yml")
    files = [f"{ARTICLES}/{path.name}" for path in there if path.name[0] != "."]
    names = {file: named(reader, file) for file in files}
    unnamed = listed.home_of.keys() - set().union(*names.values()) if files else set[str]()
    other = set(unnamed).union(*(_changed_places(reader, listed, file, of) for file, of in names.items()))
    if not other:
        return
    pages = _Pages(reader, listed, as_they_are(reader, other), frozenset(unnamed))
    for file in files:
        if pages.are_known_to(Reader(reader.root).text(file) or ""):
            with durable.writing(reader.root):
                _rename(reader, file, pages)


def _changed_places(reader: Reader, listed: Listed, file: str, names: Iterable[str]) -> Iterator[str]:
    """Pages that an article file names, that another issue lists now, and whose text is not as the file knows it."""
    of_others = [name for name in names if issue_of(file) not in listed.home_of.get(name, [issue_of(file)])]
    if of_others:
        known = {"", *MARKS.findall(Reader(reader.root).text(file) or "")}  # a page that was cut is a part of one
        yield from (name for name, page in as_they_are(reader, of_others).items() if page.lines not in known)


def as_they_are(reader: Reader, names: Iterable[str]) -> dict[str, PageRecord]:
    """The page files that can be read."""
    records = ((name, as_it_is(reader.root, name)) for name in sorted(names))
    return {name: record for name, record in records if record is not None}


def as_it_is(root: Path, name: str) -> PageRecord | None:
    """A page file; None where it cannot be read. It is read once, however often it is asked for."""
    try:
        stat = (root / "seeds" / name).stat()
    except (OSError, ValueError):
        return None
    return _record(root, name, (stat.st_mtime_ns, stat.st_size, stat.st_ino))


@lru_cache(100_000)
def _record(root: Path, name: str, _: tuple[int, ...]) -> PageRecord | None:
    found = page_texts.content(Reader(root), name)
    return None if found is None else PageRecord(lines=marks(found[0]))


@dataclass
class _Pages:
    """Page files as they are now."""

    reader: Reader
    listed: Listed
    new: dict[str, PageRecord]
    """Those that no article file names, or that of another issue, and that have not been found to be another one's:
    each is one page's."""

    unnamed: frozenset[str]
    """Those of the list that no article file names."""

    @cached_property
    def _marks(self) -> set[str]:
        return {mark for page in self.new.values() for mark in page.marks} - {BLANK}

    def are_known_to(self, text: str) -> bool:
        """Whether an article file may know one. To read its YAML takes a hundred times as long."""
        least = min((len(page.numbers) for page in self.new.values() if page.numbers), default=0)
        pages = (PageRecord(lines=lines) for lines in MARKS.findall(text))
        known = self._marks
        return any(
            has_become(min(len(page.numbers), least), sum(mark in known for mark in page.marks), HALF) for page in pages
        )

    def is_renamed(self, old: str, new: str, issue: Key) -> bool:
        """Whether one page file of an issue may have become another one of it: that, `renamed` makes out."""
        homes = self.listed.home_of
        return new in self.unnamed and issue in homes[new] and issue in homes.get(old, [issue])

    def now(self, name: str) -> PageRecord | None:
        """A page that was segmented, as it is; None where it is neither listed nor there."""
        there = name in self.listed.home_of or (self.reader.root / "seeds" / name).exists()
        return as_they_are(self.reader, [name]).get(name) if there else None


def _rename(reader: Reader, file: str, pages: _Pages) -> None:
    looking = Reader(reader.root)
    content = article_file(looking, file)
    if any(problem.stops for problem in looking.problems) or not content.articles:
        return
    if to := _moves(issue_of(file), content, pages):
        save_under(reader, file, content, to)


def save_under(reader: Reader, file: str, content: ArticleFile, to: Mapping[At, At]) -> None:
    """Writes an article file with its lines in their places of now."""
    text = Reader(reader.root).text(file) or ""
    found, record = [f.article for f in content.articles], content.by_machine
    untouched = [f.untouched and not f.article.reviewed for f in content.articles]
    now = Known(found, content.imprints, untouched, content.unplaced, record).under(to)
    head = found[0]
    durable.save(reader.root, file, articles.to_yaml(head.issue, now.articles, now.unplaced, text, now.by_machine))


def _moves(issue: Key, content: ArticleFile, pages: _Pages) -> dict[At, At]:
    """Each line of pages of which a part stands in another one that is listed otherwise now, and its place there, or in
    what is left of its page."""
    found: dict[At, At] = {}
    for name, page in sorted(content.by_machine.pages.items()):
        others = [
            (new, after) for new, after in pages.new.items() if new != name and not pages.is_renamed(name, new, issue)
        ]
        ways = [w for new, after in others if (w := way(page, after, (name, new), part=HALF))]
        if not ways:
            continue
        if now := pages.now(name):
            stays = way(page, now, (name, name))
            ways += [stays] if stays else []
        else:
            ways = [max(ways, key=attrgetter("shared"))]
        to = placed({name: page}, {name: ways})
        gone = {new for new, _ in to.values()} - {name}
        for new in gone:
            del pages.new[new]
        found |= to if gone else {}
    return found
