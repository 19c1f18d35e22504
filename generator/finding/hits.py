"""What is found in `seeds/` by the search language of the site: articles, also those that are withheld or withdrawn,
and page texts, each with the place where it stands."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from generator.base import assets, chinese_words
from generator.base.archive import Entry, Holdings, Line, Place
from generator.base.issue import Issue
from generator.base.memo import Memo
from generator.base.model import Article
from generator.base.problems import Problem
from generator.finding.days import spoken
from generator.finding.query import NOTES, TEXT, Said
from generator.finding.understood import Narrowed, Reading, chosen
from generator.language import subjects
from generator.language.places import gazetteer
from generator.language.terms import fold
from generator.pages import wording
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


@dataclass(frozen=True)
class Found:
    hits: Sequence[Hit]
    """In the order of the archive."""
    problems: Sequence[Problem]
    """What left something unread."""
    reading: Reading
    """What the query was taken to mean."""
    narrowed: str = ""
    """What it was narrowed by, as the site says it; empty where it stands as text."""


def found(root: Path, query: str, pages: bool = False, memo: Memo | None = None) -> Found:
    """What holds the query, as the site understands it. `memo` is what the last build found out. Raises Stop where
    there is no list of issues that can be read."""
    reader = Reader(root)
    known = issue_list.read(reader, gazetteer())
    if not known.papers:
        decode.stop(reader.problems)
    held = holdings.read(reader, known, gazetteer(), memo=memo)
    said = _Said(held)
    sheets = [*_sheets(reader, known)] if pages and query.strip() else []

    def hits(reading: Reading) -> Iterator[Hit]:
        yield from _of_articles(said, reading)
        yield from _of_pages(sheets, reading)

    reading = chosen(held, query, lambda reading: next(hits(reading), None) is not None)
    problems = [*dict.fromkeys(problem for problem in reader.problems if problem.stops)]
    return Found([] if reading.empty else [*hits(reading)], problems, reading, _narrowed(held, reading.narrowed))


def _narrowed(held: Holdings, by: Narrowed) -> str:
    say = wording.read([str(assets.theme())], wording.ORIGINAL)
    paper = held.papers[by.paper].label if by.paper else ""
    place = gazetteer().get(by.county) if by.county else None
    days = spoken(by.days, say) if by.days else ""
    return say("unit.and").join(filter(None, (paper, place.name if place else "", days, by.author)))


def articles(held: Holdings, query: str) -> list[Entry]:
    """Those that a query finds; all where it asks for nothing."""
    said = _Said(held)
    reading = chosen(held, query, lambda reading: next(said.matching(reading), None) is not None)
    return [entry for entry, _ in said.matching(reading)]


class _Said:
    """What the site's search knows of the articles, put together once for all ways to read a query."""

    def __init__(self, held: Holdings) -> None:
        self.held = held
        self.of = cache(lambda n: with_notes(held.entries[n].article, said_of(held, held.entries[n])))

    def matching(self, reading: Reading) -> Iterator[tuple[Entry, Said]]:
        for n, entry in enumerate(self.held.entries):
            if reading.narrowed.holds(entry) and reading.asked.holds(said := self.of(n)):
                yield entry, said


def _of_articles(of: _Said, reading: Reading) -> Iterator[Hit]:
    day = status.today()
    for entry, said in of.matching(reading):
        article = entry.article
        closed = status.closing(of.held, entry, day)
        yield Hit(
            *entry.at,
            id=article.id,
            date=f"{article.date}",
            paper=article.paper,
            county=article.county or "",
            title=article.title,
            status=closed.status if closed else "open",
            snippet=snippet((text for text in said[TEXT] if text != article.title), reading.asked.runs),
        )


def said_of(held: Holdings, entry: Entry) -> Said:
    """What the site's search knows of an article, by field: of whom, where and of what it is by all names of that. Only
    subjects that the program finds in texts, which follow from all articles together, it does not know."""
    article, issue = entry.article, held.issues[entry.article.issue]
    names = _called(held, entry, entry.agents)
    return {
        TEXT: [text for _, text in article.texts()],
        "title": [*article.headlines()],
        "author": [*(author.name for author in article.authors), *names],
        "county": _places(held, entry.place) if entry.place else [],
        "paper": [*held.papers[article.paper].labels, article.paper],
        "rubric": [article.column] if article.column else [],
        "subject": [*article.subjects, *_subjects(held, entry)],
        "person": [*article.persons, *names],
        "organisation": [*article.organisations, *_called(held, entry, article.organisations)],
        "event": article.events,
        "serial": [article.serial.title] if article.serial else [],
        "origin": article.reprinted_from,
        "shelfmark": [article.shelfmark] if article.shelfmark else [],
        "number": [*filter(None, (issue.number, issue.whole_number))],
        "sheet": [article.sheet(issue).cited],
        "kind": [article.kind, *chinese_words.words_for(article.kind)],
    }


def with_notes(article: Article, said: Said) -> Said:
    """With what is written down beside the text, for readers and for the staff, who look for that as well, and with who
    wrote it where no byline says so."""
    notes = {name: [text] for name in NOTES if (text := getattr(article, name))}
    signed = [] if article.byline else [author.name for author in article.authors]
    return {**said, **notes, TEXT: [*said[TEXT], *signed, *(text for texts in notes.values() for text in texts)]}


def _called(held: Holdings, entry: Entry, of: Iterable[str]) -> list[str]:
    """All names of those of `seeds/names.yml` whom names of the article mean."""
    ids = dict.fromkeys(id for name in of if (id := entry.agents.get(name, "")) in held.agents)
    return [name for id in ids for name in held.agents[id].names()]


def _places(held: Holdings, place: Place) -> list[str]:
    """What a place and those in which it lies are and were called."""
    own = gazetteer().knowing(held.own_places)
    codes = (place.adcode, f"{place.adcode[:4]}00", f"{place.adcode[:2]}0000")
    before = (other.name for code in codes if (of := own.get(code)) for other in own.others(of))
    return [*dict.fromkeys((place.name, *place.parents, *before))]


def _subjects(held: Holdings, entry: Entry) -> Iterator[str]:
    """Its preferred words, and those that stand in its headline, with all that are the same."""
    for word in dict.fromkeys((*entry.subjects, *subjects.named(entry.article.title, held.topics))):
        yield word
        if of := held.subjects.get(word):
            yield from of.variants


def _sheets(reader: Reader, known: issue_list.Issues) -> Iterator[tuple[Issue, str, Sequence[Line]]]:
    """The texts of all pages: of which issue, in which file, their lines."""
    for issue in known.issues.values():
        for page in page_texts.read(reader, issue, 1):
            yield issue, page.file, clean(page.file, page.text)[0]


def _of_pages(sheets: Sequence[tuple[Issue, str, Sequence[Line]]], reading: Reading) -> Iterator[Hit]:
    """The lines in which what is asked for begins; a line break parts no run. Which place a line is of, or who wrote
    it, nobody knows yet."""
    narrowed, of = reading.narrowed, reading.asked
    if not of.runs or narrowed.county or narrowed.author:
        return
    for issue, file, lines in sheets:
        if (narrowed.paper and issue.paper != narrowed.paper) or (narrowed.days and not narrowed.days.hold(issue.date)):
            continue
        text = "\n".join(line.text for line in lines)
        if of.holds({TEXT: [text]}):
            begins = [*accumulate((len(line.text) + 1 for line in lines), initial=0)]
            first = {bisect(begins, place[0]) - 1: place for place in reversed(places(text, of.runs))}
            for at, place in sorted(first.items()):
                yield Hit(f"seeds/{file}", lines[at].number, snippet=around(text, *place))


def snippet(texts: Iterable[str], runs: Sequence[str]) -> str:
    """What stands around the first of the runs that the texts have, the run itself between two MARKs."""
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
