"""What pages are read from (PDF, pictures, what OCR wrote) -> their line files, once.

A line file that is there stays: people may have corrected it, and articles are made of its lines. Where the file that
it was read from is another one now, that is said. Whoever wants it read anew takes the line file away.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.base import durable, regular
from generator.base.inside import inside
from generator.base.issue import PageText
from generator.base.model import Progress
from generator.base.printed_page import PrintedPage
from generator.base.problems import Problem, told_once
from generator.base.workers import Pool
from generator.printed import apart, line_file
from generator.printed.kinds import Kind
from generator.printed.refused import Refused
from generator.seeds import shown_by
from generator.seeds.files.reader import Reader
from generator.seeds.issue_list import FILE, Issues, kept_apart
from generator.seeds.page_pictures import Named
from generator.seeds.page_texts import digest_of, kind_of, of_lines

LARGEST = 500_000_000  # bytes of a file: a day's paper as a PDF has fifty million
SHOWING = (".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".jp2", ".webp")
"""How files end that show pages."""


@dataclass(frozen=True)
class ToRead:
    """A page that has no line file yet."""

    root: Path
    page: PageText
    """As the list has it."""
    line: int
    """Of its issue in the list."""
    size: int
    """Bytes of the file."""

    kind: Kind

    @property
    def path(self) -> Path:
        return self.root / "seeds" / self.page.file


@dataclass(frozen=True)
class Read:
    """A page that has been read, not yet written."""

    page: str
    """Its line file, relative to `seeds/`."""
    text: str
    shown: str
    """Stands for the picture that `image:` names, over which its lines are laid; empty where there is none."""


def to_read(reader: Reader, known: Issues) -> Iterator[ToRead]:
    """The pages that are no text and have no line file."""
    seeds = reader.root / "seeds"
    for key, issue in known.issues.items():
        for listed in issue.pages:
            page = known.sources.get(listed.file, listed)
            path, name, kept = seeds / page.file, f"seeds/{page.file}", seeds / page.line_file
            if regular.is_file(kept) or not regular.is_file(path):
                continue  # where it is listed and missing, whoever wants its text says so
            kind = kind_of(path)
            if (kind is Kind.TEXT and not page.sheet) or not (inside(seeds, path) and inside(seeds, kept)):
                continue
            size = path.stat().st_size
            if kind in (Kind.TEXT, Kind.LINES):
                if page.sheet:
                    reader.report(name, None, "is a text, and has no sheets", f"Take out its sheet in {FILE}.")
            elif isinstance(kind, Refused):
                reader.report(name, None, kind.what, kind.mend)
            elif size > LARGEST:
                what = f"is {kind.value} of {size // 10**6:,} MB, more than {LARGEST // 10**6}"
                reader.report(name, None, what, "Part it.")
            else:
                yield ToRead(reader.root, page, known.lines[key], size, kind)


def read_all(reader: Reader, known: Issues, progress: Progress, pool: Pool) -> tuple[Issues, set[str]]:
    """The list, its pages read that are no texts: each is kept as soon as it is there, and none stops the others. The
    page files of those that cannot be read."""
    reader.problems += changed(reader.root, known)
    before = len(reader.problems)
    if tasks := [*to_read(reader, known)]:
        with pool(sum(task.size for task in tasks)) as workers:
            for found, problems in progress(workers.near.map(read, tasks), "pages", len(tasks)):
                reader.problems += problems
                if found:
                    write(reader.root, found)
        known = kept_apart(reader.root, known)
    wrong = {problem.file for problem in reader.problems[before:]}
    reader.problems[before:] = told_once(reader.problems[before:])
    pages = (page for issue in known.issues.values() for page in issue.pages) if wrong else ()
    return known, {page.file for page in pages if f"seeds/{known.sources.get(page.file, page).file}" in wrong}


def read(task: ToRead) -> tuple[Read | None, list[Problem]]:
    """A page, read in a process of its own, or why it is not."""
    page, name = task.page, f"seeds/{task.page.file}"
    found = apart.read(task.path, page.sheet)
    if isinstance(found, PrintedPage) and not found.lines:
        return None, [Problem(name, None, f"holds no text{_of_sheet(page)}", f"Take it off the list in {FILE}.")]
    if isinstance(found, PrintedPage):
        return Read(page.line_file, line_file.written(found, digest_of(task.path)), _shown(task)), []
    if isinstance(found, int):
        what = f"has {found} sheets, and line {task.line} of {FILE} does not say which is meant"
        return None, [Problem(name, None, what, f"List each, as in {{file: {page.file}, sheet: 1, page: 1}}.")]
    return None, [Problem(name, None, f"{found.what}{_of_sheet(page)}", found.mend, stops=not found.waits)]


def _shown(task: ToRead) -> str:
    """Stands for the picture that is to show a page; empty where there is none."""
    path = task.root / "seeds" / (task.page.image or "")
    named = bool(task.page.image) and inside(task.root / "seeds", path) and regular.is_file(path)
    return shown_by.mark(digest_of(path), Named(task.page.image or "", task.page.image_sheet)) if named else ""


def _of_sheet(page: PageText) -> str:
    return f" (sheet {page.sheet})" if page.sheet else ""


def write(root: Path, found: Read) -> None:
    """Keeps a page that was read; one that somebody has put there meanwhile stays."""
    with durable.writing(root):
        if not (root / "seeds" / found.page).exists():
            if found.shown:
                shown_by.note(root, {found.page: found.shown}, anew=True)
            durable.save(root, f"seeds/{found.page}", found.text)


def large(files: Iterable[str]) -> set[str]:
    """Those of these files that may be large, and are known by their state: beside which their lines are kept, and what
    shows pages. Builds make pictures of these at most, and know themselves of what content."""
    there = {*files}
    of = (file.removesuffix(line_file.ENDING) for file in there if file.endswith(line_file.ENDING))
    read = {name for file in of for name in (file, re.sub(r"\.\d+$", "", file)) if name in there}
    return read | {file for file in there if "/pages/" in file and file.lower().endswith(SHOWING)}


def changed(root: Path, known: Issues) -> Iterator[Problem]:
    """Files that are other ones than those that their pages were read from."""
    for kept, page in known.sources.items():
        path, line = root / "seeds" / page.file, root / "seeds" / kept
        if not (regular.is_file(line) and regular.is_file(path)):
            continue
        try:
            source, now = line_file.source_of(of_lines(line)), digest_of(path)
        except OSError:
            continue
        if source and source != now:
            what = f"is another file than the one that seeds/{kept} was read from, which stays as it is"
            mend = f'To have it read anew, take seeds/{kept} away and run "baocang segment".'
            yield Problem(f"seeds/{page.file}", None, what, mend, stops=False)
