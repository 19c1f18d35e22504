"""What is found in `seeds/` by the search language of the site: articles, also those that are withheld or withdrawn,
and page texts, each with the place where it stands."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate
from pathlib import Path

from generator.base.archive import Entry, Holdings
from generator.base.memo import Memo
from generator.base.problems import Problem
from generator.finding.query import TEXT, Asked, Said, asked
from generator.incoming.articles import KINDS
from generator.language.places import gazetteer
from generator.language.terms import fold
from generator.seeds import holdings, issue_list, page_texts, status
from generator.seeds.files import decode
from generator.seeds.files.reader import Reader
from generator.segmentation.clean import clean

AROUND = 16  # characters before and behind what is found


@dataclass(frozen=True)
class Hit:
    """An article, or a line of a page text."""

    file: str
    line: int
    id: str = ""
    """Of an article; empty of a line of a page."""
    date: str = ""
    paper: str = ""
    county: str = ""
    title: str = ""
    status: str = ""
    """open, withheld or withdrawn, of itself or with what it belongs to; empty of a line of a page."""
    snippet: str = ""
    """Around the first place where what was asked for stands, but for the title; empty where nothing else has it."""

    def as_json(self) -> dict[str, object]:
        return {name: value for name, value in asdict(self).items() if value != ""}


def found(root: Path, query: str, pages: bool = False, memo: Memo | None = None) -> tuple[list[Hit], list[Problem]]:
    """What holds the query, in the order of the archive, and the problems that left something unread. `memo` is what
    the last build found out. Raises Stop where there is no list of issues that can be read."""
    reader, of = Reader(root), asked(query)
    known = issue_list.read(reader, gazetteer())
    if not known.papers:
        decode.stop(reader.problems)
    held = holdings.read(reader, known, gazetteer(), memo=memo)
    hits = [*_of_articles(held, of)] if of.clauses else []
    if pages and of.clauses:
        hits += _of_pages(reader, known, of)
    return hits, list(dict.fromkeys(problem for problem in reader.problems if problem.stops))


def _of_articles(held: Holdings, of: Asked) -> Iterator[Hit]:
    day = status.today()
    for entry in held.entries:
        said = said_of(held, entry)
        if of.holds(said):
            article = entry.article
            closed = status.closing(held, entry, day)
            yield Hit(
                *entry.at,
                id=article.id,
                date=f"{article.date}",
                paper=article.paper,
                county=article.county or "",
                title=article.title,
                status=closed.status if closed else "open",
                snippet=snippet((text for text in said[TEXT] if text != article.title), of.runs),
            )


def said_of(held: Holdings, entry: Entry) -> Said:
    """What the site's search knows of an article, by field."""
    article, issue = entry.article, held.issues[entry.article.issue]
    paper = held.papers[article.paper].on(article.date).label
    agents = [held.agents[id] for id in entry.agents.values() if id in held.agents]
    names = [name for agent in agents for name in agent.names()]
    return {
        TEXT: [text for _, text in article.texts()],
        "title": [*article.headlines()],
        "author": [*(author.name for author in article.authors), *names],
        "county": [entry.place.name, *entry.place.parents] if entry.place else [],
        "paper": [paper, article.paper],
        "rubric": [article.column] if article.column else [],
        "subject": article.subjects,
        "person": [*article.persons, *names],
        "organisation": article.organisations,
        "event": article.events,
        "serial": [article.serial.title] if article.serial else [],
        "origin": article.reprinted_from,
        "shelfmark": [article.shelfmark] if article.shelfmark else [],
        "number": [*filter(None, (issue.number, issue.whole_number))],
        "sheet": [article.sheet(issue).cited],
        "kind": KINDS[article.kind].split(),
    }


def _of_pages(reader: Reader, known: issue_list.Issues, of: Asked) -> Iterator[Hit]:
    """The lines in which what is asked for begins; a line break parts no run."""
    for issue in known.issues.values():
        for page in page_texts.read(reader, issue, 1):
            lines = clean(page.file, page.text)[0]
            text = "\n".join(line.text for line in lines)
            if of.holds({TEXT: [text]}):
                begins = [*accumulate((len(line.text) + 1 for line in lines), initial=0)]
                first = {bisect(begins, place[0]) - 1: place for place in reversed(places(text, of.runs))}
                for at, place in sorted(first.items()):
                    yield Hit(f"seeds/{page.file}", lines[at].number, snippet=around(text, *place))


def snippet(texts: Iterable[str], runs: Sequence[str]) -> str:
    """What stands around the first of the runs that the texts have, the run itself between ** and **."""
    for text in texts:
        if there := places(text, runs):
            start, end = there[0]
            return around(text, start, end)
    return ""


def around(text: str, start: int, end: int) -> str:
    before, behind = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    shown = f"{'…' * (start > AROUND)}{before}**{text[start:end]}**{behind}{'…' * (end + AROUND < len(text))}"
    return re.sub(r"\s+", " ", shown)


def places(text: str, runs: Sequence[str]) -> list[tuple[int, int]]:
    """Where a text has folded runs, from one character to another, in its order."""
    folded = [fold(c) for c in text]
    at = [n for n, piece in enumerate(folded) for _ in piece]
    whole = "".join(folded)
    lengths = ((start, len(run)) for run in runs if run for start in _starts(whole, run))
    return sorted((at[start], at[start + length - 1] + 1) for start, length in lengths)


def _starts(whole: str, run: str) -> Iterator[int]:
    start = whole.find(run)
    while start >= 0:
        yield start
        start = whole.find(run, start + len(run))
