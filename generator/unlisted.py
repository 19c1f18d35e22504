"""Article files of issues that are listed no longer: the date was corrected in the list, the file has the old one.

Articles may come without their issue being listed: as lines of JSON, or as YAML made by hand. But a file whose articles
name lines of pages was made of an issue's pages; where these are not listed under its paper and date, what it holds
would be published as a second issue.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from generator.article_files import Found, file_of
from generator.model import Issue
from generator.reader import Reader

Key = tuple[str, str]
"""Paper and date."""


@dataclass(frozen=True)
class Listed:
    """The list of issues."""

    file: str
    """seeds/issues.yml"""
    issues: Mapping[Key, Issue]
    lines: Mapping[Key, int]

    def homes(self, files: Collection[str]) -> list[Key]:
        """The issues under which the page files are listed."""
        return [key for key, pages in self._pages() if pages & set(files)]

    def home(self, files: Collection[str]) -> Key | None:
        """The one issue under which all of them are listed, and none anywhere else."""
        homes = [(key, pages) for key, pages in self._pages() if pages & set(files)]
        return homes[0][0] if len(homes) == 1 and homes[0][1] >= set(files) else None

    def _pages(self) -> Iterator[tuple[Key, set[str]]]:
        for key, issue in self.issues.items():
            yield key, {PurePosixPath(page.file).as_posix() for page in issue.pages}


def check(reader: Reader, listed: Listed, found: Iterable[Found]) -> None:
    """A problem for each article file of an issue that is listed no longer."""
    for file, key, pages, closed in _unlisted(listed, found):
        homes = listed.homes(pages)
        if not homes and not any(issue.pages for issue in listed.issues.values() if issue.paper == key[0]):
            continue  # nothing of the paper is made from pages here
        what = f"{key[0]} {key[1]}, whose pages it is made of, is not listed in {listed.file}"
        mend = "List it there with its pages, or take this file away."
        if len(homes) == 1:
            (paper, date), at = homes[0], f"{listed.file}:{listed.lines[homes[0]]}"
            what = f"its pages are listed under {paper} {date} now ({at}), and no longer under {key[0]} {key[1]}"
            other = file_of(homes[0])
            mend = f'Put what is right in it into {other} ("baocang review"), and take this file away.'
            if closed:
                are = "is" if len(closed) == 1 else "are"
                mend = f"{', '.join(closed)} {are} closed here: close the same there. {mend}"
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
        for key, of_issue in groupby(articles, lambda a: (a.paper, a.date.isoformat())):
            held = list(of_issue)
            pages = {PurePosixPath(source.file).as_posix() for article in held for source in article.source}
            if pages and key not in listed.issues:
                yield file, key, pages, [article.id for article in held if article.status != "open"]
