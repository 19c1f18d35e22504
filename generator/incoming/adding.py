"""`baocang add`: page files, listed under their newspaper, day and page by what their names say.

1. `page_names` finds the pattern of the names; what may be read in several ways is asked about.
2. Files from elsewhere are copied to `seeds/pages/PAPER-DATE-PAGE.txt`; what lies in `seeds/` already is listed where
   it is. The same file again is listed once.
3. What a page prints of its day and number is compared with what its name says (`seeds/folio.py`).
4. Where nothing is wrong, the files are copied and `seeds/issues.yml` is written, last.
"""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from generator.base import durable, regular
from generator.base.identity import Key, fields_of
from generator.base.issue import Issue
from generator.base.model import Progress, passing
from generator.base.problems import Problem, Stop, told_once
from generator.base.when import When
from generator.incoming import listing, page_kinds, page_names, pages, papers
from generator.incoming.editions import Editions
from generator.incoming.page_kinds import PageFile
from generator.incoming.page_names import Name
from generator.incoming.papers import Papers
from generator.language.places import gazetteer
from generator.printed.kinds import Kind
from generator.seeds import folio, issue_list
from generator.seeds.files import decode
from generator.seeds.files.reader import PART, Reader
from generator.seeds.page_texts import digest_of
from generator.seeds.status import today
from generator.segmentation.clean import clean

PAGES = "pages"
_OF_DAY = re.compile(r"\d{1,4}[年月日]?")
LARGEST = 20_000_000
"""Bytes of a page's text: the fullest page has a hundred thousand."""


@dataclass(frozen=True)
class Order:
    """What the command line says."""

    files: Sequence[Path]
    papers: Sequence[str] = ()
    """KEY, or KEY=NAME."""
    patterns: Sequence[str] = ()
    dry: bool = False


@dataclass
class Report:
    """What became of the files."""

    patterns: Counter[str] = field(default_factory=Counter)
    """How many files each pattern fits."""
    examples: dict[str, str] = field(default_factory=dict)
    copied: int = 0
    referenced: int = 0
    again: int = 0
    """That are listed already."""
    left_out: list[str] = field(default_factory=list)
    """Files in folders that are no text."""
    no_page: int = 0
    issues: int = 0
    days: tuple[str, str] = ("", "")
    added: Mapping[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stopped: bool = False


AS_SAID = 'Say how to read the names, as in --pattern "{day}-{month}-{year}_{page}.txt".'


@dataclass(frozen=True)
class _File:
    """A page file, and what is known of it."""

    of: PageFile
    said: Name
    paper: str = ""
    letter: str = ""
    """Of its edition; empty of the first."""

    @property
    def path(self) -> Path:
        return self.of.path

    @property
    def name(self) -> str:
        """As the person named it."""
        return self.of.shown

    @property
    def key(self) -> Key:
        return self.paper, f"{self.said.date}{self.letter}"


def added(root: Path, order: Order, progress: Progress = passing) -> Report:
    """Lists the files; none of them where anything is wrong."""
    with durable.writing(root):
        reader, report = Reader(root), Report()
        known = issue_list.read(reader, gazetteer())
        of = Papers.of(known.papers, order.papers)
        faults = filter(None, map(page_names.wrong, order.patterns))
        wrong = [Problem("--pattern", None, what, "Write it as llrb{date}_{page}.txt.") for what in faults]
        if wrong := [*wrong, *(problem for problem in reader.problems if problem.stops)]:
            raise Stop(wrong)
        of_days = Editions.of(known.issues.values())
        found = [*_of_editions(_named(root, order, of, report), of_days, report)]
        report.problems += of.unnamed() if order.papers else []
        read = [*progress(_read(found, report), "pages", len(found))]
        new = _new(root, read, known, report)
        if any(problem.stops for problem in report.problems):
            report.stopped = True
            return report
        report.problems += _printed(new, known)
        if not order.dry:
            _write(root, new, report, of, of_days)
        return report


# ---- which files ---------------------------------------------------------------------------------------------------


def _named(root: Path, order: Order, of: Papers, report: Report) -> Iterator[_File]:
    """The page files with what their names say; what cannot be told is a problem."""
    found = _files(root, order.files, report)
    by_name = {key: key for key in [*of.listed, *of.said]}
    by_name |= {paper.name: key for key, paper in of.listed.items()} | {
        name: key for key, name in of.said.items() if name
    }
    said = [*order.patterns, *(each for each in listing.patterns(root) if not page_names.wrong(each))]
    names = page_names.told([each.shown for each in found], by_name, said)
    asked: defaultdict[str, list[str]] = defaultdict(list)
    for each, name in zip(found, names, strict=True):
        shown = each.shown
        key = name.paper or (next(iter(of.said)) if len(of.said) == 1 else "")
        why, mend = name.why, AS_SAID
        if not why and not key:
            why, mend = of.unknown(page_names.newspaper(shown))
        if not why and len(of.said) == 1 and key not in of.said:
            why, mend = f"names {key}, and --paper names {next(iter(of.said))}", of.say_which()
        if why:
            asked[re.sub(r"\d+", "N", why)].append(shown)
            if len(asked[re.sub(r"\d+", "N", why)]) == 1:
                report.problems.append(Problem(shown, None, why, mend))
            continue
        report.patterns[name.pattern] += 1
        report.examples.setdefault(name.pattern, shown)
        yield _File(each, name, key)
    more = {of[0]: len(of) - 1 for of in asked.values() if len(of) > 1}
    report.problems = [
        replace(p, what=f"{p.what}; so do {more[p.file]:,} more files") if p.file in more else p
        for p in report.problems
    ]


def _of_editions(found: Iterable[_File], of_days: Editions, report: Report) -> Iterator[_File]:
    """With the letters of their editions."""
    for each in found:
        date = each.said.date
        letter = of_days.letter(each.paper, When.on(date), each.said.edition) if date else ""
        if letter is None:
            mend = "Put them under an edition that there is."
            report.problems.append(Problem(each.name, None, f"{date} has no letter left for {each.said.edition}", mend))
            continue
        yield replace(each, letter=letter)


def _files(root: Path, given: Sequence[Path], report: Report) -> list[PageFile]:
    """The files that are pages; what is named and is none is a problem, what lies in a folder is left out."""
    found: list[tuple[Path, str]] = []
    for path in given:
        if not path.is_dir():
            found.append((path, path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()))
            continue
        within = (each for each in sorted(path.rglob("*")) if each.is_file() and not each.name.startswith((".", "~$")))
        above = _from_day(path)
        pages, others = page_kinds.chosen((each, f"{above}/{each.relative_to(path).as_posix()}") for each in within)
        found += pages
        report.left_out += others
    looked = [*page_kinds.looked_at(found)]
    report.problems += told_once(each for each in looked if isinstance(each, Problem))
    return [each for each in looked if isinstance(each, PageFile)]


def _from_day(folder: Path) -> str:
    """The name of a folder; of one that is of a month or a day, as 平遥报/2024/03, with those above it up to what is of
    no day: they say of which year it is, and of what newspaper."""
    parts = Path(os.path.abspath(folder)).parts  # noqa: PTH100  (a link keeps the name under which it is given)
    first = len(parts) - 1
    while first > 1 and _OF_DAY.fullmatch(parts[first]):
        first -= 1
    return "/".join(parts[first:])


# ---- what is in them -----------------------------------------------------------------------------------------------


def _read(found: Sequence[_File], report: Report) -> Iterator[_File]:
    now = today()
    for each in found:
        day = each.said.date or now
        if not day.year >= issue_list.FIRST or day > now:
            when = "in the future" if day > now else "before there were newspapers"
            report.problems.append(Problem(each.name, None, f"its day {day} lies {when}", "Correct its name."))
            continue
        text = _text(each, report) if each.of.kind is Kind.TEXT else "of another kind"
        if text and text.strip("\ufeff \t\r\n\u3000"):
            yield each
        elif text is not None:
            report.problems.append(Problem(each.name, None, "is empty", "Put its text there, or leave it out."))


def _text(each: _File, report: Report) -> str | None:
    """That of a page; None, and a problem, where it is none."""
    try:
        if (size := each.path.stat().st_size) > LARGEST:
            mend = "It is hardly a page; see what it is."
            report.problems.append(Problem(each.name, None, f"is {size // 10**6:,} MB", mend))
            return None
        text, problems = decode.decoded(each.name, regular.content(each.path))
    except OSError as error:
        mend = "See that it is there and that you may read it."
        report.problems.append(Problem(each.name, None, f"cannot be read: {error.strerror or error}", mend))
        return None
    report.problems += decode.unsaid(problems)
    return text


def _new(
    root: Path, read: Sequence[_File], known: issue_list.Issues, report: Report
) -> dict[Key, list[tuple[listing.Page, _File]]]:
    """The files that are not listed yet, by their issues, in the order of their pages. What would be in the place of
    another one is a problem."""
    new: defaultdict[Key, list[tuple[listing.Page, _File]]] = defaultdict(list)
    taken: dict[str, _File] = {}
    homes = {_source(known, page.file): key for key, issue in known.issues.items() for page in issue.pages}
    for each in sorted(read, key=lambda f: (f.key[::-1], *_order(f.said.page), f.name)):
        inside = each.path.is_relative_to(root / "seeds")
        file = each.path.relative_to(root / "seeds").as_posix() if inside else _target(each)
        home = homes.get(file)
        if not inside and page_kinds.names_others(each.path):
            mend = "Put its folder into seeds/pages/, and add it there."
            report.problems.append(Problem(each.name, None, "names files that lie beside it", mend))
            continue
        if (other := taken.setdefault(file, each)) is not each:
            page = _label(each.said.page)
            what = f"is the same page as {other.name}: {' '.join(each.key)}, page {page}"
            if not page:
                what = f"says no page in its name, and {other.name} says none, either: {' '.join(each.key)}"
            report.problems.append(Problem(each.name, None, what, "Leave one of the two out, or correct its name."))
        elif home is not None and home != each.key:
            what = f"is listed under {' '.join(home)}, and its name says {' '.join(each.key)}"
            report.problems.append(Problem(each.name, None, what, f"Correct its name, or {issue_list.FILE}."))
        elif home is not None and (inside or _same(root, file, each)):
            report.again += 1
        elif not inside and (root / "seeds" / file).exists() and not _same(root, file, each):
            other_of = "has another text than" if each.of.kind is Kind.TEXT else "is another file than"
            mend = "Put it there yourself if it is the better one: baocang segment follows what a person corrected."
            has = " has" if each.of.kind is Kind.TEXT else ""
            report.problems.append(Problem(each.name, None, f"{other_of} seeds/{file}{has}", mend))
        else:
            report.referenced += inside
            report.copied += not inside
            listed = _listed(file, each)
            report.no_page += sum(page.page is None for page in listed)
            new[each.key] += [(page, each) for page in listed]
    report.issues = len(new)
    days = sorted(date for _, date in new)
    report.days = (days[0], days[-1]) if days else ("", "")
    return dict(new)


def _same(root: Path, file: str, each: _File) -> bool:
    path = root / "seeds" / file
    return regular.is_file(path) and digest_of(path) == digest_of(each.path)


def _source(known: issue_list.Issues, file: str) -> str:
    """The file that is listed, of one whose lines are kept beside it."""
    return PurePosixPath(known.sources[file].file if file in known.sources else file).as_posix()


def _listed(file: str, each: _File) -> list[listing.Page]:
    """The lines of the list for a file: one for each of its sheets. They are the pages from 1 on, where its name says
    none; what those behind the page are that it does say, nobody knows."""
    page, sheets = each.said.page, each.of.sheets
    if sheets == 1:
        name = page_names.called(each.said.path)
        return [listing.Page(file, page.number if page else None, page.label if page else "", name=name)]
    if page is None or (page.number is None and not page.label):
        return [listing.Page(file, n, sheet=n) for n in range(1, sheets + 1)]
    first = listing.Page(file, page.number, page.label, 1, page_names.called(each.said.path))
    return [first, *(listing.Page(file, None, sheet=n) for n in range(2, sheets + 1))]


def _target(each: _File) -> str:
    """Where a file from elsewhere goes."""
    page = each.said.page
    stem = "-".join(each.key)
    if page and (page.number or page.label):
        return f"{PAGES}/{stem}-{page.label or f'{page.number:02d}'}{page_kinds.ending(each.of)}"
    own = re.sub(r"[^a-z0-9]+", "-", each.path.stem.lower()).strip("-")
    return f"{PAGES}/{stem}-{own or 'page'}{page_kinds.ending(each.of)}"


def _order(page: pages.Page | None) -> tuple[bool, int, str]:
    return (page is None or page.number is None, page.number or 0 if page else 0, page.label if page else "")


def _label(page: pages.Page | None) -> str:
    return (page.label or str(page.number)) if page else ""


def _printed(new: Mapping[Key, Sequence[tuple[listing.Page, _File]]], known: issue_list.Issues) -> Iterator[Problem]:
    """Where a page prints another day or number than its name says."""
    for key, of_issue in new.items():
        fresh = Issue.model_validate(fields_of(key))
        issue = known.issues.get(key, fresh)
        for page, each in of_issue:
            if each.of.kind is not Kind.TEXT:
                continue  # it is looked at when it has been read
            text, _ = decode.decoded(each.name, regular.content(each.path))
            lines, _ = clean(each.name, text or "")
            for problem in folio.problems(issue, "", page.page, lines):
                yield replace(problem, file=f"seeds/{page.file}")


def _write(
    root: Path,
    new: Mapping[Key, Sequence[tuple[listing.Page, _File]]],
    report: Report,
    of: Papers,
    of_days: Editions,
) -> None:
    """Copies the files, then writes the list: until that is written nothing is there for any other command."""
    report.added = of.to_add(key for key, _ in new)
    path = root / issue_list.FILE
    data = papers.with_papers(root, report.added) if report.added else regular.content(path)
    by_page = {key: [page for page, _ in of_issue] for key, of_issue in new.items()}
    kept = [each for each in report.patterns if each and new]
    said = {key: {"edition_name": name} for key, name in of_days.called(new).items()}
    listed = listing.listed(data, by_page, kept, said) if new else data
    copied = {page.file: each.path for of_issue in new.values() for page, each in of_issue}
    for file, source in copied.items():
        if not source.is_relative_to(root / "seeds") and not (root / "seeds" / file).exists():
            durable.save_parts(root, f"seeds/{file}", _parts(source))
    durable.save(root, issue_list.FILE, listed)


def _parts(path: Path) -> Iterator[bytes]:
    """A file as it is, some at a time: a PDF may be large."""
    with regular.opened(path) as content:
        while part := content.read(PART):
            yield part
