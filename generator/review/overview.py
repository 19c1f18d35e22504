"""The issues that have pages, for the desk's list: how far each of them is, and whether its files can be used."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.base.issue import Issue
from generator.base.problems import Stop
from generator.language.places import gazetteer
from generator.seeds import issue_list, page_texts
from generator.seeds.article_files import article_file, file_of
from generator.seeds.files.reader import Reader

Stamp = tuple[tuple[int, ...], ...]
"""Of the files of an issue: another one where one of them was written, put there or taken away."""


@dataclass(frozen=True)
class Summary:
    """How far an issue is."""

    paper: str
    date: str
    name: str
    """The newspaper's, as it is shown."""
    edition: str
    """As it is called; empty where it has no name."""
    pages: int
    total: int | None
    """Articles; None where the pages have not been segmented."""
    reviewed: int
    unplaced: int
    doubt: float
    """How much there is to look at: 0 for an issue that is reviewed as a whole."""
    broken: bool
    """One of its files cannot be used: the issue cannot be opened."""


class Count(NamedTuple):
    """What stands in the files of an issue."""

    articles: int | None
    """None: there is no article file yet."""
    reviewed: int = 0
    unplaced: int = 0
    sure: float = 0.0
    """Sum of the confidences of the articles that nobody has reviewed."""
    broken: bool = False

    @property
    def doubt(self) -> float:
        """Articles that are likely not whole, at least a hundredth for each; ten unplaced lines count as one."""
        if self.articles is None or self.broken:
            return float("inf")
        left = self.articles - self.reviewed
        return 0.0 if self.articles and not left else max(left - self.sure, left / 100) + self.unplaced / 10


def listed(root: Path) -> issue_list.Issues:
    """The list of issues. Raises Stop where nothing of it can be read, as where git has left a conflict in it: that is
    another thing than an archive without issues."""
    reader = Reader(root)
    known = issue_list.read(reader, gazetteer())
    if not known.issues and any(problem.stops for problem in reader.problems):
        raise Stop(reader.problems)
    return known


def summaries(root: Path, count: Callable[[Issue], Count]) -> list[Summary]:
    """Issues with files that cannot be used come first, then the most doubtful, then the newest."""
    known = listed(root)
    found = []
    for issue in known.issues.values():
        if issue.pages and issue.paper in known.papers:
            of, label = count(issue), known.papers[issue.paper].on(issue.date).label
            summary = Summary(
                paper=issue.paper,
                date=issue.key[1],
                name=label,
                edition=issue.edition_name or "",
                pages=len(issue.pages),
                total=of.articles,
                reviewed=of.reviewed,
                unplaced=of.unplaced,
                doubt=of.doubt,
                broken=of.broken,
            )
            found.append(summary)
    found.sort(key=lambda s: s.date, reverse=True)
    return sorted(found, key=lambda s: (not s.broken, -s.doubt))


def counts(root: Path, issue: Issue) -> Count:
    """What stands in the files of an issue. They are read as they are for the desk, and are broken where it refuses."""
    reader, file = Reader(root), file_of(issue.key)
    there = (root / file).exists()
    stands = article_file(reader, file) if there else None
    text = Reader(root).text(file) or "" if there else ""
    for _ in page_texts.read(reader, page_texts.without_waiting(root, issue, text), 1):
        pass  # what cannot be read is a problem
    articles = [found.article for found in stands.articles] if stands else []
    ids = [article.id for article in articles if article.id]
    broken = any(problem.stops for problem in reader.problems) or len(ids) > len(set(ids))
    if stands is None:
        return Count(None, broken=broken)
    left = [article for article in articles if not article.reviewed]
    lines = sum(not line.reviewed for line in stands.unplaced)
    sure = sum(article.confidence or 0.0 for article in left)
    return Count(len(articles), len(articles) - len(left), lines, sure, broken)


def stamp(root: Path, issue: Issue) -> Stamp:
    """By which it is told whether the files of an issue have changed."""
    found: list[tuple[int, ...]] = []
    for file in (file_of(issue.key), *(f"seeds/{page.file}" for page in issue.pages)):
        try:
            now = (root / file).stat()
            found.append((now.st_mtime_ns, now.st_ctime_ns, now.st_size))
        except OSError:
            found.append(())
    return tuple(found)
