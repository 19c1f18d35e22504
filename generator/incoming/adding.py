"""`baocang add`: page files, listed under their newspaper, day and page by what their names say.

1. `page_names` finds the pattern of the names; what may be read in several ways is asked about.
2. Files from elsewhere are copied to `seeds/pages/PAPER-DATE-PAGE.txt`; what lies in `seeds/` already is listed where
   it is. The same file again is listed once.
3. What a page prints of its day and number is compared with what its name says (`seeds/folio.py`).
4. Where nothing is wrong, the files are copied and `seeds/issues.yml` is written, last.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from generator.base import durable, regular
from generator.base.identity import Key, fields_of
from generator.base.issue import Issue
from generator.base.model import Progress, passing
from generator.base.problems import Problem, Stop
from generator.base.when import When
from generator.incoming import listing, page_names, pages, papers
from generator.incoming.delivery import SHOWN
from generator.incoming.editions import Editions
from generator.incoming.page_names import Name
from generator.incoming.papers import Papers
from generator.language.places import gazetteer
from generator.seeds import folio, issue_list
from generator.seeds.files import decode
from generator.seeds.files.reader import Reader
from generator.seeds.status import today
from generator.segmentation.clean import clean

PAGES = "pages"
TEXTS = frozenset((".txt", ".text", ""))
PICTURES = {".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".webp", ".jp2", ".djvu", ".ofd", ".caj"}
LARGEST = 20_000_000
"""Bytes of a page file: the fullest page has a hundred thousand."""


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


@dataclass(frozen=True)
class _File:
    """A page file, and what is known of it."""

    path: Path
    name: str
    """As the person named it."""
    said: Name
    paper: str = ""
    data: bytes = b""
    letter: str = ""
    """Of its edition; empty of the first."""

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
    found = [*_files(root, order.files, report)]
    by_name = {key: key for key in [*of.listed, *of.said]}
    by_name |= {paper.name: key for key, paper in of.listed.items()} | {
        name: key for key, name in of.said.items() if name
    }
    said = [*order.patterns, *(each for each in listing.patterns(root) if not page_names.wrong(each))]
    names = page_names.told([name for _, name in found], by_name, said)
    asked: defaultdict[str, list[str]] = defaultdict(list)
    for (path, shown), name in zip(found, names, strict=True):
        key = name.paper or (next(iter(of.said)) if len(of.said) == 1 else "")
        why = name.why or ("" if key else "names no newspaper")
        if not why and len(of.said) == 1 and key not in of.said:
            why = f"names {key}, and --paper names {next(iter(of.said))}"
        if why:
            asked[re.sub(r"\d+", "N", why)].append(shown)
            if len(asked[re.sub(r"\d+", "N", why)]) == 1:
                report.problems.append(Problem(shown, None, why, _mend(why, of)))
            continue
        report.patterns[name.pattern] += 1
        report.examples.setdefault(name.pattern, shown)
        yield _File(path, shown, name, key)
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


def _mend(why: str, of: Papers) -> str:
    if "newspaper" in why or "--paper" in why:
        listed = ", ".join(f"{key} {paper.name}" for key, paper in list(of.listed.items())[:SHOWN])
        return f"Say which: --paper KEY, or --paper KEY=NAME for a new one (listed are {listed or 'none'})."
    return 'Say how to read the names, as in --pattern "{day}-{month}-{year}_{page}.txt".'


def _files(root: Path, given: Sequence[Path], report: Report) -> Iterator[tuple[Path, str]]:
    """The text files, with their names from the folder that was named; what is a picture yet is refused."""
    for path in given:
        if not path.is_dir():
            shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
            if _is_text(path, shown, report, named=True):
                yield path, shown
            continue
        for each in sorted(path.rglob("*")):
            shown = f"{path.name}/{each.relative_to(path).as_posix()}"
            if each.is_file() and not each.name.startswith((".", "~$")) and _is_text(each, shown, report):
                yield each, shown


def _is_text(path: Path, shown: str, report: Report, named: bool = False) -> bool:
    ending = path.suffix.lower()
    if ending in PICTURES:
        if any(path.with_suffix(text).exists() for text in (".txt", ".TXT")):
            report.left_out.append(shown)
            return False
        mend = (
            "Have its text read (OCR, or 另存为文本 in a PDF reader), and add the text under the same name with .txt."
        )
        first = next((p for p in report.problems if p.mend == mend), None)
        if first is None:
            report.problems.append(Problem(shown, None, f"is no text ({ending})", mend))
        else:
            count = int(found[1]) + 1 if (found := re.search(r"(\d+) more", first.what)) else 1
            what = f"{first.what.partition(';')[0]}; so are {count} more files"
            report.problems[report.problems.index(first)] = replace(first, what=what)
        return False
    if ending not in TEXTS:
        if named:
            mend = "Add a text file (.txt); articles in tables and documents come in with baocang import."
            report.problems.append(Problem(shown, None, f"is no page text ({ending})", mend))
        else:
            report.left_out.append(shown)
        return False
    return True


# ---- what is in them -----------------------------------------------------------------------------------------------


def _read(found: Sequence[_File], report: Report) -> Iterator[_File]:
    now = today()
    for each in found:
        day = each.said.date or now
        if not day.year >= issue_list.FIRST or day > now:
            when = "in the future" if day > now else "before there were newspapers"
            report.problems.append(Problem(each.name, None, f"its day {day} lies {when}", "Correct its name."))
            continue
        try:
            if (size := each.path.stat().st_size) > LARGEST:
                mend = "It is hardly a page; see what it is."
                report.problems.append(Problem(each.name, None, f"is {size // 10**6:,} MB", mend))
                continue
            data = regular.content(each.path)
        except OSError as error:
            mend = "See that it is there and that you may read it."
            report.problems.append(Problem(each.name, None, f"cannot be read: {error.strerror or error}", mend))
            continue
        text, problems = decode.decoded(each.name, data)
        report.problems += decode.unsaid(problems)
        if text is not None and not text.strip("\ufeff \t\r\n\u3000"):
            report.problems.append(Problem(each.name, None, "is empty", "Put its text there, or leave it out."))
        elif text is not None:
            yield replace(each, data=data)


def _new(
    root: Path, read: Sequence[_File], known: issue_list.Issues, report: Report
) -> dict[Key, list[tuple[listing.Page, _File]]]:
    """The files that are not listed yet, by their issues, in the order of their pages. What would be in the place of
    another one is a problem."""
    new: defaultdict[Key, list[tuple[listing.Page, _File]]] = defaultdict(list)
    taken: dict[str, _File] = {}
    homes = {PurePosixPath(page.file).as_posix(): key for key, issue in known.issues.items() for page in issue.pages}
    for each in sorted(read, key=lambda f: (f.key[::-1], *_order(f.said.page), f.name)):
        inside = each.path.is_relative_to(root / "seeds")
        file = each.path.relative_to(root / "seeds").as_posix() if inside else _target(each)
        home = homes.get(file)
        if (other := taken.setdefault(file, each)) is not each:
            what = f"is the same page as {other.name}: {' '.join(each.key)}, page {_label(each.said.page)}"
            report.problems.append(Problem(each.name, None, what, "Leave one of the two out, or correct its name."))
        elif home is not None and home != each.key:
            what = f"is listed under {' '.join(home)}, and its name says {' '.join(each.key)}"
            report.problems.append(Problem(each.name, None, what, f"Correct its name, or {issue_list.FILE}."))
        elif home is not None and (inside or _same(root, file, each)):
            report.again += 1
        elif not inside and (root / "seeds" / file).exists() and not _same(root, file, each):
            mend = "Put it there yourself if it is the better one: baocang segment follows what a person corrected."
            report.problems.append(Problem(each.name, None, f"has another text than seeds/{file} has", mend))
        else:
            number = each.said.page.number if each.said.page else None
            report.no_page += number is None
            report.referenced += inside
            report.copied += not inside
            label = each.said.page.label if each.said.page else ""
            new[each.key].append((listing.Page(file, number, label), each))
    report.issues = len(new)
    days = sorted(date for _, date in new)
    report.days = (days[0], days[-1]) if days else ("", "")
    return dict(new)


def _same(root: Path, file: str, each: _File) -> bool:
    path = root / "seeds" / file
    return regular.is_file(path) and regular.content(path) == each.data


def _target(each: _File) -> str:
    """Where a file from elsewhere goes."""
    page = each.said.page
    stem = "-".join(each.key)
    if page and (page.number or page.label):
        return f"{PAGES}/{stem}-{page.label or f'{page.number:02d}'}.txt"
    own = re.sub(r"[^a-z0-9]+", "-", each.path.stem.lower()).strip("-")
    return f"{PAGES}/{stem}-{own or 'page'}.txt"


def _order(page: pages.Page | None) -> tuple[bool, int, str]:
    return (page is None or page.number is None, page.number or 0 if page else 0, page.label if page else "")


def _label(page: pages.Page | None) -> str:
    return (page.label or str(page.number)) if page and (page.label or page.number) else "not known"


def _printed(new: Mapping[Key, Sequence[tuple[listing.Page, _File]]], known: issue_list.Issues) -> Iterator[Problem]:
    """Where a page prints another day or number than its name says."""
    for key, of_issue in new.items():
        fresh = Issue.model_validate(fields_of(key))
        issue = known.issues.get(key, fresh)
        for page, each in of_issue:
            text, _ = decode.decoded(each.name, each.data)
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
    for of_issue in new.values():
        for page, each in of_issue:
            if not each.path.is_relative_to(root / "seeds"):
                durable.save(root, f"seeds/{page.file}", each.data)
    durable.save(root, issue_list.FILE, listed)
