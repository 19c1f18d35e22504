"""What a list of references says of each article, for the search page (generator/search/columns.py)."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from operator import attrgetter

from generator.base.archive import Entry
from generator.base.digest import digest
from generator.base.memo import Memo
from generator.base.newspaper import Paper
from generator.language.reprints import groups
from generator.pages.catalogue import Catalogue
from generator.pages.cite import cited, date_note, title_note
from generator.search import columns
from generator.search.columns import NAMED, Every, Listed, Note, Part
from generator.search.scripts import Content

FORMERLY = 100  # names that the catalogue of the search has, which comes with its page


def files(c: Catalogue, memo: Memo | None = None) -> Iterator[tuple[str, Content | None]]:
    """What the search page may ask of the articles of an archive."""
    return columns.files(every(c, memo or Memo()), papers(c), named(c), also(c), memo)


def every(c: Catalogue, memo: Memo) -> Every:
    """The articles in their order. What is listed of those of an issue is looked at again where something of them is
    another: most corrections change nothing of it."""
    copies = _copies(c)
    notes = {(entry.article.title_source, entry.article.issue): entry for entry in c.archive.entries}
    return Every(
        [*_parts(c, copies, memo)],
        lambda first, last: map(partial(_listed, c), c.archive.entries[first:last], copies[first:last]),
        [_note(c, entry) for entry in notes.values()],
    )


def _parts(c: Catalogue, copies: Sequence[str], memo: Memo) -> Iterator[Part]:
    first = 0
    for entries in c.archive.by_issue:
        of_copies = copies[first : first + len(entries)]
        subjects = [c.subjects_of[entry.article.id] for entry in entries]
        key = digest("listed", c.states[entries[0].article.issue], subjects, of_copies)
        if (known := memo.recall(key)) is None:
            known = digest([vars(each) for each in map(partial(_listed, c), entries, of_copies)])
            memo.keep(key, known)
        yield Part(known, len(entries))
        first += len(entries)


def _copies(c: Catalogue) -> Sequence[str]:
    """Of each article the id of the first of those that are one text with it; empty where it is alone."""
    entries = c.archive.entries
    return ["" if first is None else entries[first].article.id for first in groups(c.reprints, len(entries))]


def _note(c: Catalogue, entry: Entry) -> Note:
    article = entry.article
    return title_note(article, c.say), date_note(c.archive.issues[article.issue], c.say)


def _listed(c: Catalogue, entry: Entry, copy: str) -> Listed:
    article = entry.article
    of = cited(article, c.paper(issue := c.archive.issues[article.issue]), issue, "", c.say)
    subjects, note = c.subjects_of[article.id], _note(c, entry)
    values = dict(_values(c, entry))
    return Listed(of.title, of.subtitle, of.authors, of.page, subjects, note, entry.signed, copy, values)


def named(c: Catalogue) -> tuple[str, ...]:
    """The columns of NAMED of which some article or its issue says something."""
    articles = [entry.article for entry in c.archive.entries]
    issues = [c.archive.issues[key] for key in {article.issue for article in articles}]
    there = {name: any(map(attrgetter(field), articles)) for name, field in _FIELDS.items()}
    there["number"] = any(issue.number or issue.whole_number for issue in issues)
    return tuple(name for name in NAMED if there[name])


_FIELDS = {
    "rubric": "column",
    "person": "persons",
    "organisation": "organisations",
    "event": "events",
    "serial": "serial",
    "origin": "reprinted_from",
    "shelfmark": "shelfmark",
}
"""Those columns, and the fields of an article that they are of."""


def _values(c: Catalogue, entry: Entry) -> Iterator[tuple[str, Sequence[str]]]:
    """What columns of NAMED say of an article, without those that say nothing."""
    article, issue = entry.article, c.archive.issues[entry.article.issue]
    if article.column:
        yield "rubric", [article.column]
    if article.persons:
        yield "person", entry.persons
    if article.organisations:
        yield "organisation", entry.organisations
    if article.events:
        yield "event", article.events
    if article.serial:
        yield "serial", [article.serial.title]
    if article.reprinted_from:
        yield "origin", article.reprinted_from
    if article.shelfmark:
        yield "shelfmark", [article.shelfmark]
    if numbers := [*filter(None, (issue.number, issue.whole_number))]:
        yield "number", numbers


def also(c: Catalogue) -> Mapping[str, Sequence[str]]:
    """Other names of those of `seeds/names.yml`, and other words for subjects."""
    every = [*c.archive.agents.items(), *((id, of) for id, of in c.archive.subjects.items() if id in c.of_subject)]
    found: dict[str, list[str]] = {}
    for id, each in every:  # a person and a subject may have one name
        others = [*found.get(id, ()), *(name for name in each.names() if name != id)]
        found |= {id: list(dict.fromkeys(others))} if others else {}
    return found


def papers(c: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """Of each newspaper by its key the name, the place, and what is to be said of the name; of one that had other names
    or places, or several editions of a day, the same by key and label of a time, and what an edition is called."""
    inferred = c.say("cited.paper_inferred")
    every = {key: (paper, "") for key, paper in c.archive.papers.items()}
    for issue in c.archive.issues.values():
        edition = c.say.edition(issue)
        if (paper := c.paper(issue)) is not c.archive.papers[issue.paper] or edition:
            every.setdefault(" ".join(filter(None, [issue.paper, paper.label, edition])), (paper, edition))
    return {key: _called(paper, edition, inferred) for key, (paper, edition) in every.items()}


def _called(paper: Paper, edition: str, inferred: str) -> tuple[str, ...]:
    said = paper.name, paper.place or "", inferred if paper.name_basis == "inferred" else ""
    return (*said, edition) if edition else said


def called(c: Catalogue) -> Mapping[str, Sequence[str]]:
    """The names of newspapers that had several, today's first, and of those of which some day had several editions."""
    editions = {issue.paper for issue in c.archive.issues.values() if issue.edition}
    return {key: paper.labels for key, paper in c.archive.papers.items() if len(paper.labels) > 1 or key in editions}


def formerly(c: Catalogue) -> Sequence[tuple[str, str]]:
    """Codes of places that have articles, each with a name that it had; of very many those that the archive has written
    down."""
    found = [
        (place.adcode, other)
        for place in c.of_place
        for other in c.places.others(place)
        if not other.inside and not other.word and other.name != place.name
    ]
    kept = found if len(found) <= FORMERLY else [each for each in found if each[1].own]
    return sorted({(code, other.name) for code, other in kept})
