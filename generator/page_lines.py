"""What of a page's own text is published, line by line: what open articles are made of, and what is listed under
`unplaced`. So the lines of a closed article are left out, and those of one that was deleted until someone says what
they are.

An article does not always name all of its lines: a headline that was typed stays among the unplaced ones, a range
reaches over lines of another article. So a line is left out as well where a run of its characters stands in a closed
article of the issue and in no open one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from generator.clean import INVISIBLE, LOST
from generator.model import Archive, Article, Holdings, Issue

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
            issue = article.paper, article.date.isoformat()
            if article.id in public:
                self._open[issue].append(article)
                continue
            for of in {issue, *(source.file for source in article.source)}:
                self._closed[of].append(article)
        self._unplaced = held.unplaced

    def shown(self, issue: Issue, file: str, lines: Sequence[str]) -> tuple[str | None, ...]:
        """The lines of a page file, None for each that is not published."""
        opened = self._open[issue.key]
        closed = {a.id: a for of in (issue.key, file) for a in self._closed.get(of, ())}
        holder = holders([*opened, *closed.values()], file, len(lines))
        secret, known = _told(closed.values()), _told(opened) if closed else ""

        def published(number: int, line: str) -> bool:
            article = holder.get(number)
            placed = (issue.key, file, number) in self._unplaced or (article and article.id not in closed)
            return bool(placed) and not any(run in secret and run not in known for run in _runs(_bare(line)))

        return tuple(
            line if not _bare(line) or published(number, line) else None for number, line in enumerate(lines, 1)
        )


def holders(articles: Iterable[Article], file: str, count: int) -> dict[int, Article]:
    """Whose each of the first `count` lines of a page file is: ranges reach over the lines of others, so the shortest
    one says it; of equal ones the last article's."""
    found: dict[int, tuple[int, Article]] = {}
    for article in articles:
        for source in article.source:
            if source.file != file:
                continue
            first, last = source.lines
            for number in range(max(1, first), min(last, count) + 1):
                if number not in found or last - first <= found[number][0]:
                    found[number] = last - first, article
    return {number: article for number, (_, article) in found.items()}


def _told(articles: Iterable[Article]) -> str:
    """All that is printed of the articles, a line for each text."""
    texts = (
        _bare(text)
        for a in articles
        for text in (
            a.kicker,
            a.title,
            a.subtitle,
            a.byline,
            *a.captions,
            a.body,
            *(author.name for author in a.authors),
        )
        if text
    )
    return "\n".join(texts)


def _bare(text: str) -> str:
    """Without white space, and without the marks of what was lost."""
    return INVISIBLE.sub("", "".join(text.split()).replace(LOST, ""))


def _runs(line: str) -> Iterator[str]:
    """A line shorter than a run is one; a lone character is none."""
    if 1 < len(line) < RUN:
        yield line
    yield from (line[n : n + RUN] for n in range(len(line) - RUN + 1))
