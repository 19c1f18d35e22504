"""What a proof that nothing closed is published looks for (published.py).

1. Of each closed article its texts, its title unless that is shown, its authors, and its id where it is withheld; of
   page texts the lines that are left out; the names of closed newspapers, the ids of withheld issues, and why anything
   is withheld. Whatever the staff wrote down for themselves, and of people whom no open article names. What counts as
   found, needles.py says. Of closed articles that have gone what gone.py can find.
2. Less what an open article says as well, and what the site says by itself: dates, places, newspapers that are open,
   its own words and those of its settings. Of what is left out of page texts, also less what other pages show: a
   masthead is the same every day.
   A word that the search offers or that articles are about is no name where open articles say it.
3. Where an open article says most of what a closed one says, nothing of that is a secret any more; so that is told.
4. For the lists of the index: the characters and pairs that stand in closed articles alone.
"""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from generator.base.archive import Archive, Document, Entry, Holdings
from generator.base.identity import ARTICLE_ID, issue_name
from generator.base.issue import Issue
from generator.base.model import FURTHER, Article
from generator.build.audit.gone import Gone, parted
from generator.build.audit.readings import rejoined
from generator.language.needles import MOST, PART, RUN, Net, Piece, runs, spelled
from generator.language.terms import folded
from generator.pages.wording import Wording
from generator.search.documents import Documents
from generator.search.postings import SHIFT, Ints
from generator.seeds import closed_before, status
from generator.seeds.article_files import issue_of
from generator.seeds.status import Closed

UNPUBLISHED = "not published"  # a line of a page text, what the staff wrote down for themselves
TOGETHER = 500  # articles that are looked through at once
MEET = 2 * RUN  # characters, of which a few are no letters
LEAST_ALIKE = 60  # letters that an open article has of a closed one, for that to be said


class Secret(NamedTuple):
    """What is not to be published."""

    name: str
    """Its id, or file and number of the line of a page text."""
    status: str
    """How it is closed."""
    article: bool = True
    """It is one, and looked for."""


@dataclass(frozen=True)
class Page:
    """The text of a page, as it is and as it is published."""

    issue: Issue
    file: str
    lines: Sequence[str]
    shown: Sequence[str | None]


@dataclass(frozen=True)
class Terms:
    """Characters and pairs of them as the index numbers them, and the number of the secret that each is of; one that
    several secrets have stands there for each."""

    numbers: Ints
    of: Ints


@dataclass(frozen=True)
class Wanted:
    """All that is looked for."""

    secrets: Sequence[Secret]
    net: Net
    """Pieces of the secrets, by their numbers."""
    terms: Terms
    gone: Gone = field(default_factory=Gone)
    """What of closed articles that have gone can be looked for."""
    untold: Sequence[str] = ()
    """The ids of the others of these."""
    alike: Sequence[tuple[Entry, int]] = ()
    """Open articles that say most of what a closed one says, and the number of that secret."""
    open: Sequence[Document] = ()


def wanted(
    held: Holdings,
    archive: Archive,
    day: datetime.date,
    pages: Sequence[Page],
    site: Sequence[str],
    say: Wording,
    pictures: Mapping[str, str],
) -> Wanted:
    """`pages` are those of all issues, `site` the texts of the program's own theme and of the settings. What the theme
    of an archive says is as little open as any page of it. `pictures`: how the site would name those that no open
    article has, by their files."""
    closed = [(entry, why) for entry in held.entries if (why := status.closing(held, entry, day))]
    secrets = [Secret(entry.article.id, why.status) for entry, why in closed]
    articles = [(entry.article, why) for entry, why in closed]
    texts = [[text for text in map(spelled, _texts(article, why)) if _tells(text)] for article, why in articles]
    step = sum(len(text) for of in texts for text in of) // MOST + 1
    pieces = list(_of_articles(texts, articles, step, pictures))
    of_articles = len(pieces)
    whose = _add_lines(held, pages, pieces, secrets)
    _add_above(held, day, pieces, secrets)
    _add_notes(held, pieces, secrets)
    _add_agents(held, archive, pieces, secrets)
    gone, untold = _gone(held, archive, pieces, secrets)
    net = Net(pieces)
    terms = _terms(_documents(held, (entry for entry, _ in closed), say))
    shown_titles = [withdrawn.title for withdrawn in archive.withdrawn]
    further = filter(None, (_further(entry.article) for entry in archive.entries))
    public_texts = [*site, *shown_titles, *archive.moved, *_furniture(archive, say), *further, *_signatures(archive)]
    known = {piece for _, piece in net.within(public_texts)}
    shown_lines = ["\n".join(line or "" for line in page.shown) for page in pages]
    for n, piece in net.within(shown_lines):
        if piece >= of_articles and whose.get(piece) != pages[n].issue.key:
            known.add(piece)
    secret = np.ones(len(terms.numbers), np.bool_)
    documents, alike = Documents(archive, say), _Alike(pieces[:of_articles])
    for first in range(0, len(documents), TOGETHER):
        some = list(documents[first : first + TOGETHER])
        found = net.within(["\n".join(_read(document)) for document in some])
        known |= {piece for _, piece in found}
        alike.count((some[n].id, pieces[piece].text) for n, piece in found)
        secret &= ~np.isin(terms.numbers, _terms(some).numbers)
    public = {pieces[n].text for n in known}  # the net tells of one piece only where several are the same
    left = Net([piece for piece in pieces if piece.text not in public])
    entries = {entry.article.id: entry for entry in archive.entries}
    both = [(entries[id], n) for id, n in alike.most(step)]
    texts_of = ("\n".join([*document.title, *document.text]) for document in documents)
    hidden = Gone.known(gone, texts_of)
    return Wanted(secrets, left, Terms(terms.numbers[secret], terms.of[secret]), hidden, untold, both, documents)


def _add_above(held: Holdings, day: datetime.date, pieces: list[Piece], secrets: list[Secret]) -> None:
    """Adds the names of newspapers that are closed, the ids of issues that are withheld, and why something is: of what
    is withheld nobody may read that."""

    def add(name: str, why: Closed | None, own: Closed | None, *more: str) -> None:
        note = spelled(own.note) if own and own.status == "withheld" else ""
        if why and (found := [*more, *(runs(note) if len(note) >= PART else ())]):
            pieces.extend(Piece(text, len(secrets)) for text in found)
            secrets.append(Secret(name, why.status, False))

    for key, paper in held.papers.items():
        why = status.closed(day, paper)
        add(key, why, why, *(runs(spelled(paper.name)) if why and not why.title else ()))
    for issue in held.issues.values():
        why, name = status.closed(day, issue, held.papers[issue.paper]), issue.name
        add(name, why, status.closed(day, issue), *([spelled(name)] if why and why.status == "withheld" else ()))
    for entry in held.entries:
        own = status.closed(day, entry.article)
        add(entry.article.id, own, own)


def _add_notes(held: Holdings, pieces: list[Piece], secrets: list[Secret]) -> None:
    """Adds what the staff wrote down for themselves of articles, whether those are published or not."""
    for entry in held.entries:
        if len(note := spelled(entry.article.staff_notes or "")) >= PART:
            pieces.extend(Piece(run, len(secrets)) for run in runs(note))
            secrets.append(Secret(f"staff_notes of {entry.article.id}", UNPUBLISHED, False))


def _add_agents(held: Holdings, archive: Archive, pieces: list[Piece], secrets: list[Secret]) -> None:
    """Adds what `seeds/names.yml` tells of those whom no open article names."""
    for id in sorted(held.agents.keys() - archive.agents.keys()):
        agent = held.agents[id]
        texts = [spelled(text) for text in (*agent.names(), agent.note or "")]
        pieces.extend(Piece(run, len(secrets)) for text in texts if _tells(text) for run in runs(text))
        secrets.append(Secret(f"{id} of seeds/names.yml", UNPUBLISHED, False))


def _gone(
    held: Holdings, archive: Archive, pieces: list[Piece], secrets: list[Secret]
) -> tuple[dict[int, str], Sequence[str]]:
    """Adds what was closed and has gone. Gives by what its texts are known, by the numbers of the secrets; and the ids
    of those of which that says too little."""
    there = {*held.papers, *map(issue_name, held.issues), *(entry.article.id for entry in held.entries)}
    lines = {id: of for id, of in closed_before.remembered(held, archive).items() if id not in there}
    known, untold = parted({id: of.sketch for id, of in lines.items() if ARTICLE_ID.fullmatch(id)})
    sketches = {}
    for id, of in lines.items():
        if of.status == "withheld" and "-" in id:
            pieces.append(Piece(spelled(id), len(secrets)))
        if id in known:
            sketches[len(secrets)] = known[id]
        secrets.append(Secret(id, "closed, and has gone", id in known))
    return sketches, untold


def _add_lines(
    held: Holdings, pages: Sequence[Page], pieces: list[Piece], secrets: list[Secret]
) -> Mapping[int, tuple[str, str]]:
    """Adds lines of no closed article: those that article files withhold, as they stand there, and what else of page
    texts is left out. Gives the issue of each piece of the first: a line that stands in an open page of another issue,
    too, as mastheads do, is no secret; one that its own shows is published."""
    whose: dict[int, tuple[str, str]] = {}
    theirs = {piece.text for piece in pieces}

    def add(what: str, line: str) -> range:
        if len(text := spelled(line)) < RUN or not theirs.isdisjoint(runs(text)):
            return range(0)
        first = len(pieces)
        pieces.extend(Piece(run, len(secrets)) for run in runs(text))
        secrets.append(Secret(what, UNPUBLISHED, False))
        return range(first, len(pieces))

    for file, text in held.withheld.items():
        for line in text.split("\n"):
            whose |= dict.fromkeys(add(file, line), issue_of(file))
    theirs |= {piece.text for piece in pieces}
    for page in pages:
        for number, (line, shown) in enumerate(zip(page.lines, page.shown, strict=True), 1):
            if shown is None:
                add(f"seeds/{page.file}:{number}", line)
    return whose


def said_openly(sought: Wanted, names: Collection[str]) -> set[str]:
    """Those of some spelled names that are words of open articles, too: 高峰 is a name and a peak."""
    left, found = set(names), set[str]()
    for document in sought.open if left else ():
        text = spelled("\n".join([*document.title, *document.text]))
        found |= {name for name in left if name in text}
        left -= found
        if not left:
            break
    return found


class _Alike:
    """Counts which runs of closed articles each open one has."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._of: dict[str, set[int]] = {}
        for piece in pieces:
            if len(piece.text) == RUN:
                self._of.setdefault(piece.text, set()).add(piece.of)
        self._all = Counter(n for of in self._of.values() for n in of)
        self._shared: Counter[tuple[str, int]] = Counter()

    def count(self, found: Iterable[tuple[str, str]]) -> None:
        """The ids of open articles, and pieces that they have."""
        self._shared.update((id, n) for id, text in found for n in self._of.get(text, ()))

    def most(self, step: int) -> list[tuple[str, int]]:
        """The ids of those that have most of what a closed one says, and its number. One of `step` runs is looked
        for."""
        return sorted(
            (id, n)
            for (id, n), runs in self._shared.items()
            if 2 * runs >= self._all[n] and runs * step + RUN - 1 >= LEAST_ALIKE
        )


def _of_articles(
    texts: Sequence[Sequence[str]],
    closed: Sequence[tuple[Article, Closed]],
    step: int,
    pictures: Mapping[str, str],
) -> Iterator[Piece]:
    for n, (of, (article, why)) in enumerate(zip(texts, closed, strict=True)):
        yield from (Piece(run, n) for text in of for run in runs(text, step))
        if why.status == "withheld":
            yield Piece(spelled(article.id), n)
        yield from (Piece(spelled(pictures[each.file]), n) for each in article.images if each.file in pictures)


def _documents(held: Holdings, closed: Iterable[Entry], say: Wording) -> Documents:
    """Closed articles, as search would see them."""
    return Documents(Archive(held.papers, held.issues, tuple(closed), agents=held.agents), say)


def _texts(article: Article, why: Closed) -> Iterator[str]:
    """All that is printed of an article, but for a title that may be shown, and the authors that have pages."""
    for name, text in article.texts():
        if name == "body":
            yield from article.paragraphs
        elif name != "title" or not why.title:
            yield text
    yield from (author.name for author in article.authors)
    yield from (*article.persons, *filter(None, (article.notes, *(image.alt for image in article.images))))


def _further(article: Article) -> str:
    """What is published of an article beside what search finds."""
    said = (getattr(article, name) for name in FURTHER)
    return "\n".join(str(value) for value in said if value)


def _tells(text: str) -> bool:
    """Short Latin words and numbers stand in every style sheet."""
    return len(text) >= RUN or not text.isascii()


def _furniture(archive: Archive, say: Wording) -> Iterator[str]:
    """Names, dates and pages, as they stand beside each other on every page."""
    for paper in archive.papers.values():
        yield from filter(None, (*paper.labels, paper.name, paper.place, paper.publisher))
        yield from (seat.place for seat in paper.places)
    for issue in archive.issues.values():
        label, day = archive.papers[issue.paper].on(issue.date).label, say.day(issue.date)
        for when in {day, f"{day}{say.weekday(issue.date)}", say.issue(issue)}:
            yield f"{label}{when}"
            yield from (f"{label}{when}{say.page(page)}" for page in range(1, 25))
    for place in {entry.place for entry in archive.entries if entry.place}:
        yield from ("".join([*place.parents, place.name]), *place.parents, place.name)


def _signatures(archive: Archive) -> Iterator[str]:
    """Who signed open articles, and as what, as data and citations have it: a namesake whom nobody names is called so,
    too, where names.yml tells him apart as 王伟（记者）."""
    signed = {
        (author.name, author.role) for entry in archive.entries for author in entry.article.authors if author.role
    }
    for name, role in sorted(signed):
        yield from (f"{name}{role}", f"{role}{name}")


def _lines(document: Document) -> Iterator[str]:
    """What an open article says, and where one of its texts meets the next: the byline, which is the last of them,
    stands before the first on a page, and in one line with it."""
    text = document.text
    yield from (document.id, document.paper[1], *document.title, *text, *document.authors)
    yield from (before[-MEET:] + after[:MEET] for before, after in zip(text, text[1:] + text[:1], strict=True))


def _read(document: Document) -> Iterator[str]:
    """The same, put together as what stands in a file is (readings.py): what comes of an open text is no secret."""
    yield (text := "\n".join(_lines(document)))
    yield from rejoined(text)


def _terms(documents: Sequence[Document]) -> Terms:
    """Those that the index has of some documents, by the documents' numbers."""
    numbers, of = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for n, document in enumerate(documents):
        numbers.append(numbered([*document.title, *document.text]))
        of.append(np.full(len(numbers[-1]), n))
    return Terms(np.concatenate(numbers), np.concatenate(of))


def numbered(texts: Sequence[str]) -> Ints:
    """The terms of some texts, each once: their characters and pairs of characters, as the index numbers them."""
    codes = folded(texts)[0].astype(np.int64)
    found = np.concatenate([codes, (codes[:-1] << SHIFT | codes[1:])[(codes[:-1] > 0) & (codes[1:] > 0)]])
    found[: len(codes)] <<= SHIFT
    terms: Ints = np.unique(found[found > 0])
    return terms
