"""Page files against what is said of them: in `seeds/issues.yml`, on the page itself, by the articles made of them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from generator.base import file_names
from generator.base.archive import Holdings
from generator.base.digest import digest
from generator.base.identity import Key, issue_name
from generator.base.issue import Issue
from generator.base.memo import Memo
from generator.base.problems import Problem
from generator.seeds import copies, folio, page_texts, twins
from generator.seeds.article_files import Found, file_of, last_built, misnamed
from generator.seeds.files.reader import Reader
from generator.seeds.following.issue_files import IssueFiles
from generator.seeds.issue_list import FILE as ISSUES

PAGES = "seeds/pages"
TEXTS = ("", ".text", ".txt", ".jsonl")
"""Endings of files that are the text of a page, or its lines; what they were read from, pictures and tables may lie
beside them."""
OWN = f"list it in {ISSUES}"


def forgotten(reader: Reader, issues: Iterable[Issue]) -> None:
    """Reports each page file that no issue lists, for nobody would miss it; where the list cannot be read as a whole,
    that would not be known."""
    if any(problem.stops and problem.file == ISSUES for problem in reader.problems):
        return
    listed = {PurePosixPath(page.file).as_posix() for issue in issues for page in issue.pages}
    alike = {file_names.one(name): name for name in listed}
    folders = defaultdict(list)
    for path in sorted((reader.root / PAGES).rglob("*")):
        if path.is_file():
            folders[path.parent].append(path.relative_to(reader.root).as_posix())
    for files in folders.values():
        new = [file for file in files if file.removeprefix("seeds/") not in listed]
        copied = {file: problem for file, problem in copies.found(reader.root, files, OWN) if file in new}
        reader.problems += copied.values()
        for file in new:
            name = PurePosixPath(file)
            if file not in copied and name.suffix.lower() in TEXTS and not name.name.startswith("."):
                what, mend = "is listed under no issue, and will not be read", f"List it in {ISSUES}, or take it away."
                if other := alike.get(file_names.one(file.removeprefix("seeds/"))):
                    what = f"is listed as {other}, which is the same file on Windows alone"
                    mend = f"Write {file.removeprefix('seeds/')} in {ISSUES}: other systems do not find it."
                reader.report(file, None, what, mend, stops=False)


def lost(root: Path, issues: Iterable[Issue], there: Mapping[str, str], memo: Memo) -> Iterator[Problem]:
    """Page files that are listed and cannot be read: the site is made without them. `there` are the files of the
    archive with their digests; which of them hold text is remembered."""
    for issue in issues:
        for page in issue.pages:
            file = f"seeds/{PurePosixPath(page.file).as_posix()}"
            key = digest("page text", there.get(file, ""))
            if file not in there or (root / file).is_symlink() or not memo.recall(key):  # a link may lead out of it
                reader = Reader(root)
                if page_texts.content(reader, page.file) is None:
                    yield from (replace(problem, stops=False) for problem in reader.problems if problem.stops)
                else:
                    memo.keep(key, True)


def unmade(root: Path, held: Holdings) -> Iterator[Problem]:
    """Issues whose pages are listed and that have no article: nobody has segmented them, or their file has gone."""
    there = {entry.article.issue for entry in held.entries}
    left = {issue for issue, _, _ in held.unplaced}
    none = [key for key, issue in held.issues.items() if issue.pages and key not in there | left]
    gone = last_built(root) if none else {}
    for key in none:
        what, mend = "is missing though its pages are listed: the issue has no articles", 'Run "baocang segment".'
        if (root / file_of(key)).exists():  # a person has deleted all of them, which "segment" leaves so
            what = "holds no article, though pages of the issue are listed"
            mend = f'If that is not meant, run "baocang segment --again {issue_name(key)}".'
        elif key in gone:
            mend = (
                "It was there: get it back from a copy or from git. "
                '"baocang segment" makes it anew, without what people had done in it. '
                "To have the issue no more, take it out of seeds/issues.yml, or withdraw it."
            )
        yield Problem(file_of(key), None, what, mend, stops=False)


def missing(root: Path, issues: Iterable[Issue]) -> set[tuple[str, str]]:
    """Issues that list pages and have no article file."""
    return {issue.key for issue in issues if issue.pages and not (root / file_of(issue.key)).exists()}


def made_again(root: Path, issues: Sequence[Issue]) -> Iterator[Problem]:
    """Issues whose article file has gone since the last build: all of it is made anew, and a deleted article is there
    again."""
    none = {key for key in missing(root, issues) if misnamed(root, key) is None}
    for key in sorted(none & last_built(root).keys()) if none else ():
        what = "was there at the last build and is made anew: what people had done in it is gone"
        mend = "If that was not meant, get it back from a copy or from git."
        yield Problem(file_of(key), None, what, mend, stops=False)


def holding_up(reader: Reader, issue: Issue, line: int) -> Iterator[Problem]:
    """That an issue cannot be segmented for one of its files; what is wrong with that stands in the reader."""
    wrong = {problem.file for problem in reader.problems if problem.stops}
    files = [page.file for page in issue.pages if f"seeds/{page.file}" in wrong]
    files += [other.file for other in [misnamed(reader.root, issue.key)] if other]
    if files:
        what = f"{issue.said} was left as it is, for {files[0]} cannot be read"
        yield Problem(ISSUES, line, what, 'Mend that file, and run "baocang segment" again.', stops=False)


def contradicted(files: IssueFiles) -> Iterator[Problem]:
    """Where pages print another date or number than they are listed under; where a person's articles name another page
    than that of their lines."""
    for sheet in files.sheets:
        yield from folio.problems(files.issue, sheet.file, sheet.page, sheet.lines)
    pages = {sheet.file: sheet.page for sheet in files.sheets}
    for article in (
        article for article, machines in zip(files.old or (), files.untouched, strict=True) if not machines
    ):
        listed = {pages[source.file] for source in article.source if source.file in pages} - {None}
        if article.page and listed and article.page not in listed:
            file = next(source.file for source in article.source if pages.get(source.file) in listed)
            what = (
                f"{article.id or article.title[:20]} is on page {article.page}, and {file} is listed as {pages[file]}"
            )
            yield Problem(files.file, None, what, f"Correct the page there, or in {ISSUES}.", stops=False)


def numbers(files: IssueFiles) -> dict[str, list[int]]:
    """The numbers of the lines of each page file that hold text, in order."""
    return {sheet.file: [line.number for line in sheet.lines] for sheet in files.sheets if sheet.lines}


def beyond(found: Iterable[Found], lines: Mapping[str, Sequence[int]]) -> Iterator[Problem]:
    """Articles that are said to be made of lines that their page file has not."""
    for f in found:
        for source in f.article.source:
            if (of := lines.get(source.file)) and source.lines[1] > of[-1]:
                what = f"{f.who} is made of lines up to {source.lines[1]} of {source.file}, which ends at {of[-1]}"
                yield Problem(f.file, f.line, what, "Correct its source.", stops=False)


def claimed_twice(found: Iterable[Found], lines: Mapping[str, Sequence[int]]) -> Iterator[Problem]:
    """Articles of one issue that are said to be made of the same lines: only one of them has them. Of two files that
    have one article each in its own words, twins.py says it."""
    ranges: dict[tuple[Key, str], list[tuple[int, int, int, Found]]] = defaultdict(list)
    for n, f in enumerate(found):
        for source in f.article.source:
            ranges[f.article.issue, source.file].append((*source.lines, n, f))
    said = set()
    for (_, file), of_file in ranges.items():
        of_file.sort(key=lambda each: each[:3])
        reach = of_file[0]
        for one in of_file[1:]:
            first, last = one[0], min(one[1], reach[1])
            both = tuple(sorted((one[2], reach[2])))
            if one[2] != reach[2] and first <= last and both not in said and _text(lines.get(file), first, last):
                said.add(both)
                (_, _, _, f), (_, _, _, other) = (one, reach) if one[2] > reach[2] else (reach, one)
                some = f"line {first}" if first == last else f"lines {first} to {last}"
                what = f"{f.who} is made of {some} of {file}, and so is {other.who} at {other.file}:{other.line}"
                if f.file == other.file or not twins.same_lines(f, other):
                    yield Problem(f.file, f.line, what, "Leave them to one of the two under source.", stops=False)
            reach = max(one, reach, key=lambda each: each[1])


def _text(numbers: Sequence[int] | None, first: int, last: int) -> bool:
    """Whether a line with text is among these; where the page is not known, it may be."""
    return numbers is None or bisect_left(numbers, first) < bisect_right(numbers, last)
