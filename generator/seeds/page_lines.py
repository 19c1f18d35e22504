"""What of a page's own text is published, line by line: what open articles are made of, and what is listed under
`unplaced`. So the lines of a closed article are left out, and those of one that was deleted until someone says what
they are.

An article does not always name all of its lines: a headline that was typed stays among the unplaced ones, a range
reaches over lines of another article. And a page text may have changed since it was segmented, so that numbers lead to
other lines. So a line is left out as well where a run of its characters stands in a closed article of the issue, or in
a line that is withheld there, and in no open one; and a longer one, of which nobody says what it is, where it stands in
any closed article of the archive: the same text was printed twice, and one of them taken out of its article. Where an
article has the number of a line and does not say it, what is closed or withheld anywhere counts: the page file may have
the text of another issue by now.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from generator.base.archive import Archive, Holdings
from generator.base.issue import Issue
from generator.base.model import Article
from generator.language.forms import INVISIBLE
from generator.seeds.article_files import issue_of
from generator.seeds.articles import claims
from generator.segmentation.clean import LOST

LONG = 12  # characters of a line that stand in a closed article by no chance
MOST = 1_000_000  # of them
RUN = 6  # characters: as many as headlines and sentences that are not the same have in common now and then

PageText = tuple[str, int | None, Sequence[str | None]]
"""File, 版次 and lines of a page; None for each line that is not published."""


class PageLines:
    """Those of an archive."""

    def __init__(self, held: Holdings, archive: Archive) -> None:
        public = {entry.article.id for entry in archive.entries}
        self._open: defaultdict[tuple[str, str], list[Article]] = defaultdict(list)
        self._closed: defaultdict[object, list[Article]] = defaultdict(list)
        """By issue, and by page file."""
        for article in (entry.article for entry in held.entries):
            issue = article.issue
            if article.id in public:
                self._open[issue].append(article)
                continue
            for of in {issue, *(source.file for source in article.source)}:
                self._closed[of].append(article)
        self._unplaced = held.unplaced
        self._withheld = {issue_of(file): _bare(text) for file, text in held.withheld.items()}
        shut = (entry.article for entry in held.entries if entry.article.status != "open")
        self._shut = [article for article in shut if article.id not in public]

    def _is_shut(self, line: str) -> bool:
        """It stands in what an article says that is closed itself, wherever that was printed."""
        return not self._everywhere.isdisjoint(_long(line)) or (len(line) >= RUN and line in self._titles)

    @cached_property
    def _titles(self) -> str:
        return "\n".join(_bare(text) for a in self._shut for text in (a.kicker, a.title, a.subtitle) if text)

    @cached_property
    def _everywhere(self) -> set[str]:
        """Runs of what articles say that are closed themselves."""
        return _some_runs(_told(self._shut))

    @cached_property
    def _unpublished(self) -> str:
        """What is not published of the archive: all closed articles, and lines that are withheld."""
        articles = {article.id: article for of in self._closed.values() for article in of}
        return "\n".join([_told(articles.values()), *self._withheld.values()])

    @cached_property
    def _unpublished_runs(self) -> set[str]:
        return _some_runs(self._unpublished)

    def _is_from_elsewhere(self, line: str, known: str) -> bool:
        """Whether a line that an open article has by its number is what is published nowhere, and nothing that
        open articles of the issue say."""
        if RUN <= len(line) < LONG:
            is_there = len(self._unpublished) <= MOST and line in self._unpublished
            return is_there and any(run not in known for run in _runs(line))
        return any(run in self._unpublished_runs and run not in known for run in _long(line))

    def shown(self, issue: Issue, file: str, lines: Sequence[str]) -> tuple[str | None, ...]:
        """The lines of a page file, None for each that is not published."""
        opened = self._open[issue.key]
        closed = {a.id: a for of in (issue.key, file) for a in self._closed.get(of, ())}
        holder = holders([*closed.values(), *opened], file, len(lines))
        secret = "\n".join(filter(None, (_told(closed.values()), self._withheld.get(issue.key))))
        known = _told(opened) if self._unpublished else ""

        def published(number: int, line: str) -> bool:
            article = holder.get(number)
            if article and article.id not in closed:
                placed = not (self._unpublished and self._is_from_elsewhere(_bare(line), known))
            else:
                placed = (issue.key, file, number) in self._unplaced and not self._is_shut(_bare(line))
            return placed and not any(run in secret and run not in known for run in _runs(_bare(line)))

        return tuple(
            line if not _bare(line) or published(number, line) else None for number, line in enumerate(lines, 1)
        )


def holders(articles: Iterable[Article], file: str, count: int) -> dict[int, Article]:
    """Whose each of the first `count` lines of a page file is; of articles that have equal claims, the first one's."""
    of = list(articles)
    claimed = claims(((n, article.source) for n, article in enumerate(of)), {file: range(1, count + 1)})
    return {number: of[n] for (_, number), n in claimed.items()}


def _told(articles: Iterable[Article]) -> str:
    """All that is printed of the articles, a line for each text."""
    return "\n".join(
        _bare(text) for a in articles for text in (*(text for _, text in a.texts()), *(x.name for x in a.authors))
    )


def _bare(text: str) -> str:
    """Without white space, and without the marks of what was lost."""
    return INVISIBLE.sub("", "".join(text.split()).replace(LOST, ""))


def _some_runs(told: str) -> set[str]:
    """Those of `LONG` characters; of much one of so many, for a line has several."""
    step = len(told) // MOST + 1
    return {told[n : n + LONG] for n in range(0, len(told) - LONG + 1, step)}


def _long(line: str) -> Iterator[str]:
    return (line[n : n + LONG] for n in range(len(line) - LONG + 1))


def _runs(line: str) -> Iterator[str]:
    """A line shorter than a run is one; a lone character is none."""
    if 1 < len(line) < RUN:
        yield line
    yield from (line[n : n + RUN] for n in range(len(line) - RUN + 1))
