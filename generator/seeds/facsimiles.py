"""Which printed pages are shown, and whose each of their lines is.

Nothing is shown unless the settings, a newspaper or an issue say so. Where an article is closed, or a line of the page
not published for another reason (page_lines.py), its part of every picture is blank (printed/regions.py); where that
part is not known, the page is not shown at all, and whoever builds is told.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.base import regular
from generator.base.archive import Archive, Holdings
from generator.base.digest import digest
from generator.base.facsimile import Facsimile, Shown
from generator.base.identity import Key
from generator.base.issue import Issue
from generator.base.memo import Memo
from generator.base.model import Article
from generator.base.printed_page import Box
from generator.base.problems import Problem
from generator.printed.page_picture import Laid, Plane
from generator.printed.refused import Refused
from generator.printed.regions import CLOSED, FREE
from generator.seeds import page_pictures, page_texts, shown_by
from generator.seeds.files.reader import Reader
from generator.seeds.issue_list import FILE, Issues
from generator.seeds.page_lines import PageLines, holders
from generator.seeds.page_pictures import Named
from generator.seeds.page_texts import PageFile
from generator.seeds.shown_by import Pictures
from generator.segmentation.bylines import CAPTION

FOLDER = "facsimiles"
"""Of the pictures, in docs folder and site."""
MEND = "Name the lines of the page that are its own under source, or leave the page out."

BELOW = range(20, 251)
"""Characters of what stands below a photograph as an article of its own: it is short, and has no headline, or is known
as one."""
SMALL = 16
"""Pixels across of the picture that tells whether a page can be drawn: that of a damaged file ends there."""


@dataclass(frozen=True)
class Facsimiles:
    """Those of an archive."""

    of: dict[Key, tuple[Facsimile, ...]]
    """By issue."""
    problems: list[Problem]
    """Why others are not shown."""
    new: Mapping[str, str] = field(default_factory=dict)
    """By page files: pictures that are not written down yet (shown_by.py)."""


def shown(default: Shown, archive: Archive, issue: Issue) -> Shown:
    """What is shown of the pages of an issue."""
    return issue.facsimile or archive.papers[issue.paper].facsimile or default


@dataclass(frozen=True)
class Given:
    """What it follows from."""

    root: Path
    known: Issues
    held: Holdings
    archive: Archive
    default: Shown
    """What the settings say."""
    memo: Memo
    """What was found out of files."""


def planned(of: Given, lines: PageLines, only: Collection[Key] | None = None) -> Facsimiles:
    """All that are to be shown, or those of some issues; `lines`: what is published of page texts."""
    found, problems, archive = dict[Key, tuple[Facsimile, ...]](), list[Problem](), of.archive
    reader, new = Reader(of.root), dict[str, str]()
    issues = archive.issues if only is None else {key: archive.issues[key] for key in only}
    wanted = {key: how for key, issue in issues.items() if (how := shown(of.default, archive, issue)) != "none"}
    if not wanted:
        return Facsimiles(found, problems)
    if (pictures := shown_by.read(reader)) is None:
        return Facsimiles(found, reader.problems)
    opened: dict[Key, list[Article]] = {key: [] for key in wanted}
    closed: dict[Key, list[Article]] = {key: [] for key in wanted}
    public = {entry.article.id for entry in archive.entries}
    for entry in of.held.entries:
        some = opened if entry.article.id in public else closed
        if entry.article.issue in some:
            some[entry.article.issue].append(entry.article)
    shared = page_pictures.shared(of.root, of.known)
    for key, how in wanted.items():
        issue = _Issue(of, archive.issues[key], opened[key], closed[key], lines, how, shared, pictures, new)
        found[key] = tuple(issue.planned(problems))
    return Facsimiles(found, problems, new)


@dataclass(frozen=True)
class _Issue:
    given: Given
    issue: Issue
    opened: Sequence[Article]
    closed: Sequence[Article]
    lines: PageLines
    how: Shown
    shared: Mapping[tuple[Key, str], Sequence[tuple[Key, str]]]
    """Other pages that the same picture shows."""
    pictures: Pictures
    """That which shows each page, as it is written down."""
    new: dict[str, str]
    """Those that are not."""

    def planned(self, problems: list[Problem]) -> Iterator[Facsimile]:
        pages = {page.file: page for page in self.issue.pages}
        for number, page in enumerate(page_texts.read(Reader(self.given.root), self.issue, 0), 1):
            named = page_pictures.of(self.given.root, self.given.known, pages[page.file])
            if named is None:
                continue
            found = self._page(number, page, named)
            if isinstance(found, Facsimile):
                yield found
            else:
                at = self.given.known.lines.get(self.issue.key)
                problems.append(Problem(FILE, at, found.what, found.mend, stops=False))

    def _page(self, number: int, page: PageFile, named: Named) -> Facsimile | Refused:
        plane = Plane.of(page.printed)
        content, laid = self._laid(named, plane)
        if isinstance(laid, Refused):
            return Refused(f"seeds/{named.file}, which shows {page.file}, {laid.what}", laid.mend)
        listed = self.given.known.sources.get(page.file)
        file = listed.file if listed else page.file
        if unknown := self.pictures.other(self.given.root, page.file, named, file, content):
            return Refused(f"seeds/{named.file}, which shows {page.file}, {unknown.what}", unknown.mend)
        if other := next(filter(self._is_shut, self.shared.get((self.issue.key, page.file), ())), None):
            what = f"seeds/{named.file}, which shows {page.file}, shows {other[1]} as well, which is not all published"
            return Refused(what, "Name a picture that shows this page alone.")
        said = self.lines.shown(self.issue, page.file, texts := page.text.split("\n"))
        placed = laid.shown is not None and page.printed is not None
        articles, owners = self._owners(page, said) if placed else ((), ())
        if wrong := self._unplaced(page, said, placed):
            return Refused(f"{page.file} is not shown: {wrong}", MEND)
        if not placed and self.how == "clip":
            return Refused(
                f"{page.file} is not shown: where its lines stand is not known", "Show whole pages, or none."
            )
        if named.file != file and page.file not in self.pictures.of:
            self.new[page.file] = shown_by.mark(content, named)
        return Facsimile(
            self.issue.key,
            number,
            page.file,
            self.how == "page",
            (named.file, named.sheet),
            content,
            laid.width,
            laid.height,
            laid.sharp,
            (*laid.shown,) if laid.shown and placed else None,
            articles,
            owners,
            digest(texts, repr(page.printed)),
            tuple(self._captions(page)) if placed else (),
        )

    def _is_shut(self, other: tuple[Key, str]) -> bool:
        """Whether something of another page is not published."""
        key, file = other
        if (issue := self.given.archive.issues.get(key)) is None:
            return True
        found = page_texts.content(Reader(self.given.root), file)
        return found is None or None in self.lines.shown(issue, file, found[0].split("\n"))

    def _laid(self, named: Named, plane: Plane) -> tuple[str, Laid | Refused]:
        path = self.given.root / "seeds" / named.file
        state = digest("content", named.file, repr(regular.state(path)))
        if not (content := self.given.memo.recall(state)):
            if not regular.is_file(path):
                return "", Refused("is missing", "Put the file there, or correct its name.")
            content = page_texts.digest_of(path)
            self.given.memo.keep(state, content)
        key = digest("laid", content, repr((named.sheet, plane)), page_pictures.code())
        if known := self.given.memo.recall(key):
            width, height, sharp, box = known
            return content, Laid(width, height, sharp, Box(*box) if box else None)
        shot = page_pictures.made(self.given.root, named, SMALL, plane)
        if isinstance(shot, Refused):
            return content, shot
        laid = shot.laid
        self.given.memo.keep(key, [laid.width, laid.height, laid.sharp, [*laid.shown] if laid.shown else None])
        return content, laid

    def _owners(self, page: PageFile, said: Sequence[str | None]) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """The articles that have lines on the page, and whose each line is."""
        held = {n: article.id for n, article in holders(self.opened, page.file, len(said)).items()}
        there = {held[n] for n, line in enumerate(said, 1) if n in held and line is not None}
        articles = tuple(article.id for article in self.opened if article.id in there)
        number = {id: n for n, id in enumerate(articles)}
        owners = (CLOSED if line is None else number[held[n]] if n in held else FREE for n, line in enumerate(said, 1))
        return articles, tuple(owners)

    def _captions(self, page: PageFile) -> Iterator[int]:
        """The lines of a page that are captions: as its file says, or as articles have them; all lines of what
        stands below a photograph as an article of its own."""
        texts = page.text.split("\n")
        held = holders([*self.opened, *self.closed], page.file, len(texts))
        for number, text in enumerate(texts, 1):
            article, bare = held.get(number), "".join(text.split())
            said = page.printed.lines[number - 1].role == "caption" if page.printed else False
            photo = article is not None and _is_below(article)
            own = article is not None and any(bare in "".join(each.split()) for each in article.captions)
            if bare and (said or photo or own or CAPTION.match(text.strip())):
                yield number

    def _unplaced(self, page: PageFile, said: Sequence[str | None], placed: bool) -> str:
        """Why it is not known where something stands that may not be seen; empty where it is."""
        boxes = [line.box for line in page.printed.lines] if page.printed else []
        hidden = {n for n, line in enumerate(said, 1) if line is None}
        if hidden and not placed:
            return "something on it is not published, and where its lines stand is not known"
        if any(boxes[n - 1].width <= 0 or boxes[n - 1].height <= 0 for n in hidden):
            return "something on it is not published, and has no place"
        for article in self.closed:
            own = [source.lines for source in article.source if source.file == page.file]
            here = not article.source and (page.page is None or article.page in (None, page.page))
            if here or any(not hidden.intersection(range(first, last + 1)) for first, last in own):
                return f"{article.id} is not published, and where it stands on the page is not known"
        return ""


def _is_below(article: Article) -> bool:
    """Whether an article may be what stands below a photograph, and nothing else."""
    return (article.kind == "photo" or article.title_source == "lead") and len(article.body) in BELOW
