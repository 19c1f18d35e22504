"""Article files that the list of issues is at odds with: of an issue that is listed no longer, for its date was
corrected; of one whose pages are listed under another issue now.

Articles may come without their issue being listed: as lines of JSON, or as YAML made by hand. But a file whose articles
name lines of pages was made of an issue's pages; where these are not listed under its paper and date, what it holds
would be published as a second issue. And were a page segmented once more under another issue, a person's corrections
would be undone there, and what is closed would come back open.
"""

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import groupby
from pathlib import PurePosixPath

from generator.base.holding import Holding
from generator.base.identity import issue_name
from generator.base.issue import Issue
from generator.base.model import Article, Unplaced
from generator.base.newspaper import Paper
from generator.base.problems import Problem
from generator.seeds import status
from generator.seeds.article_files import Found, file_of
from generator.seeds.files.reader import Reader

Key = tuple[str, str]
"""Paper and date."""
_FILE = re.compile(r"file['\"]?: *['\"]?([^,'\"}\n]+)")
"""The page of a source or of a line, however YAML writes it."""
_RECORD = re.compile(r"^machine:", re.M)
"""What `segment` writes at the end of a file: its issue was listed then."""


@dataclass(frozen=True)
class Listed:
    """The list of issues."""

    file: str
    """seeds/issues.yml"""
    issues: Mapping[Key, Issue]
    lines: Mapping[Key, int]
    papers: Mapping[str, Paper] = field(default_factory=dict)
    before: Mapping[str, Holding] = field(default_factory=dict)
    """Newspapers and issues that were closed (closed_before.py)."""

    def closed(self, key: Key, day: datetime.date) -> status.Closed | None:
        """What closes an issue, itself or its newspaper; of what is not listed what is known from before."""
        issue = self.issues.get(key) or self.before.get(issue_name(key))
        return status.closed(day, issue, self.papers.get(key[0]) or self.before.get(key[0]))

    @cached_property
    def home_of(self) -> Mapping[str, Sequence[Key]]:
        """The issues that list each page file."""
        found: dict[str, list[Key]] = {}
        for key, pages in self._pages():
            for name in pages:
                found.setdefault(name, []).append(key)
        return found

    def homes(self, files: Collection[str]) -> list[Key]:
        """The issues under which the page files are listed."""
        return [key for key, pages in self._pages() if pages & set(files)]

    def home(self, files: Collection[str]) -> Key | None:
        """The one issue under which all of them are listed, and none anywhere else."""
        homes = [(key, pages) for key, pages in self._pages() if pages & set(files)]
        return homes[0][0] if len(homes) == 1 and homes[0][1] >= set(files) else None

    def _pages(self) -> Iterator[tuple[Key, set[str]]]:
        for key, issue in self.issues.items():
            yield key, {plain(page.file) for page in issue.pages}


@cache
def plain(name: str) -> str:
    """A page file's name, however a person wrote it. Cached: of a page's hundred lines each names it."""
    return PurePosixPath(name).as_posix()


def still_closed(listed: Listed, old: Key, new: Key, article: Article) -> Article:
    """An article that goes to another issue. What was closed with its issue or newspaper and is not closed with the new
    one says so itself from then on: nobody has opened it."""
    day = status.today()
    why, own = listed.closed(old, day), status.closed(day, article)
    there = listed.closed(new, day)
    strict = max((status.RANK[each.status] for each in (own, there) if each), default=0)
    if why is None or status.RANK[why.status] <= strict:
        return article
    return article.model_copy(
        update={
            "status": why.status,
            "status_note": why.note or None,
            "status_until": why.until,
            "status_title": why.title and why.status == "withdrawn",
        }
    )


def still_withheld(listed: Listed, old: Key, new: Key, lines: Sequence[Unplaced]) -> list[Unplaced]:
    """Lines of no article that go to another issue, in the same way."""
    day = status.today()
    if listed.closed(old, day) is None or listed.closed(new, day) is not None:
        return list(lines)
    return [line.model_copy(update={"status": "withheld"}) if line.status == "open" else line for line in lines]


def check(reader: Reader, listed: Listed, found: Sequence[Found]) -> None:
    """A problem for each article file of an issue that is listed no longer, or whose pages are another issue's. None
    where the list has faults: what it lacks is not known then, and advice to take files away is bad advice."""
    if any(problem.stops and problem.file == listed.file for problem in reader.problems):
        return
    _check_issues(reader, listed, found)
    for file, of_file in groupby(found, lambda f: f.file):
        for one in strays(listed, file, [f.article for f in of_file]) if file.endswith(".yml") else ():
            reader.problems.append(one.problem)


@dataclass(frozen=True)
class Stray:
    """Articles of one issue that are made of a page of another."""

    issue: Key
    page_of: Key
    """The issue that lists the page."""
    problem: Problem


def strays(listed: Listed, file: str, articles: Iterable[Article], tried: bool = False) -> Iterator[Stray]:
    """Those of an article file; of issues that are listed. `tried`: they could not be carried over."""
    found: dict[tuple[Key, str], list[str]] = {}
    for article in articles:
        key = article.issue
        for name in {plain(source.file) for source in article.source}:
            if key in listed.issues and name in listed.home_of and key not in listed.home_of[name]:
                found.setdefault((key, name), []).append(article.id or article.title[:20])
    for (key, name), ids in found.items():
        home = listed.home_of[name][0]
        at = f"{' '.join(home)} now ({listed.file}:{listed.lines[home]})"
        some = ", ".join(ids[:3]) + (", …" if len(ids) > 3 else "")
        what = f"{some} of {' '.join(key)} are made of {name}, which is listed under {at}"
        if len(ids) == 1:
            what = f"{some} of {' '.join(key)} is made of {name}, which is listed under {at}"
        mend = f'Run "baocang segment": it carries over what it can. Or list the page under {" ".join(key)} again.'
        if tried:
            mend = (
                f"It is made of other pages, too, or {file_of(home)} has articles of this one already: list the page "
                f"under {' '.join(key)} again, or put what is right in it there, with that issue's paper, date and ids."
            )
        yield Stray(key, home, Problem(file, None, what, mend))


def orphaned(listed: Listed, old: Key, home: Key) -> Stray:
    """An article file of an issue that is not listed, and that could not be carried over to the one that lists its
    pages. That must not be segmented as if nobody had seen them."""
    at = f"{listed.file}:{listed.lines[home]}"
    what = f"is of an issue that is not listed, and is made of pages of {' '.join(home)} ({at})"
    mend = f"List it, or put what is right in it into {file_of(home)} and take this file away; then segment again."
    return Stray(old, home, Problem(file_of(old), None, what, mend))


def elsewhere(reader: Reader, listed: Listed, key: Key) -> dict[Key, set[str]]:
    """The pages that an issue's article file names and another issue lists, by that. To read YAML takes a hundred times
    as long as to look for names in its text."""
    found: dict[Key, set[str]] = {}
    for name in named(reader, file_of(key)):
        homes = listed.home_of.get(name, ())
        if homes and key not in homes:
            found.setdefault(homes[0], set()).add(name)
    return found


def named(reader: Reader, file: str) -> set[str]:
    """The page files that the text of an article file names."""
    text = (Reader(reader.root).text(file) or "") if (reader.root / file).is_file() else ""
    return {plain(name.strip()) for name in _FILE.findall(text)}


def _check_issues(reader: Reader, listed: Listed, found: Sequence[Found]) -> None:
    for file, key, pages, closed in _unlisted(listed, found):
        homes = listed.homes(pages)
        from_pages = any(issue.pages for issue in listed.issues.values() if issue.paper == key[0])
        if not homes and not from_pages and not _RECORD.search(reader.text(file) or ""):
            continue  # nothing of the paper is made from pages here, nor was this file
        what = f"{key[0]} {key[1]}, whose pages it is made of, is not listed in {listed.file}"
        mend = "List it there with its pages, or take this file away."
        if len(homes) == 1:
            (paper, date), at = homes[0], f"{listed.file}:{listed.lines[homes[0]]}"
            what = f"its pages are listed under {paper} {date} now ({at}), and no longer under {key[0]} {key[1]}"
            other = file_of(homes[0])
            mend = f'Put what is right in it into {other} ("baocang review"), and take this file away.'
            if closed:
                mend = (
                    f"{closed[0]} is closed here: close the same there. {mend}"
                    if len(closed) == 1
                    else f"{', '.join(closed)} are closed here: close the same there. {mend}"
                )
            if file == other or not (reader.root / other).exists():
                mend = f"Name it {paper}-{date}.yml, and write that date at its head and in its ids."
                if listed.home(pages) and file in (other, file_of(key)):
                    mend = f'Run "baocang segment": it carries the articles over to {other}.'
        elif homes:
            where = ", ".join(f"{paper} {date}" for paper, date in homes)
            what = f"its pages are listed under several issues now: {where}"
            mend = "Put what is right in it into their files, and take this one away."
        reader.report(file, None, what, mend)


def _unlisted(listed: Listed, found: Iterable[Found]) -> Iterator[tuple[str, Key, set[str], list[str]]]:
    """Each such file with the issue that it says to be of, the page files that it names, and ids that are closed."""
    for file, of_file in groupby(found, lambda f: f.file):
        if not file.endswith(".yml"):
            continue
        articles = [f.article for f in of_file]
        for key, of_issue in groupby(articles, lambda a: a.issue):
            held = list(of_issue)
            pages = {plain(source.file) for article in held for source in article.source}
            if pages and key not in listed.issues:
                yield file, key, pages, [article.id for article in held if article.status != "open"]
