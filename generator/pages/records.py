"""What a list of references says of each article, for the search page (generator/search/columns.py)."""

from collections.abc import Iterator, Mapping, Sequence

from generator.base.archive import Entry
from generator.base.newspaper import Paper
from generator.language.reprints import groups
from generator.pages.catalogue import Catalogue
from generator.pages.cite import cited
from generator.search import columns
from generator.search.columns import NAMED, Listed
from generator.search.scripts import Content

FORMERLY = 100  # names that the catalogue of the search has, which comes with its page


def files(c: Catalogue) -> Iterator[tuple[str, Content]]:
    """What the search page may ask of the articles of an archive."""
    return columns.files(listed(c), papers(c), named(c), also(c))


def listed(c: Catalogue) -> Iterator[Listed]:
    """The articles in their order."""
    entries = c.archive.entries
    for entry, first in zip(entries, groups(c.reprints, len(entries)), strict=True):
        article = entry.article
        issue = c.archive.issues[article.issue]
        of = cited(article, c.paper(issue), issue, "", c.say)
        subjects, note = c.subjects_of[article.id], (of.title_note, of.date_note)
        copy = "" if first is None else entries[first].article.id
        yield Listed(of.title, of.subtitle, of.authors, of.page, subjects, note, entry.signed, copy, _named(c, entry))


def named(c: Catalogue) -> tuple[str, ...]:
    """The columns of NAMED that some article has."""
    there = {name for entry in c.archive.entries for name in _named(c, entry)}
    return tuple(name for name in NAMED if name in there)


def also(c: Catalogue) -> Mapping[str, Sequence[str]]:
    """Other names of those of `seeds/names.yml`, and other words for subjects."""
    every = [*c.archive.agents.items(), *((id, of) for id, of in c.archive.subjects.items() if id in c.of_subject)]
    found: dict[str, list[str]] = {}
    for id, each in every:  # a person and a subject may have one name
        others = [*found.get(id, ()), *(name for name in each.names() if name != id)]
        found |= {id: list(dict.fromkeys(others))} if others else {}
    return found


def _named(c: Catalogue, entry: Entry) -> Mapping[str, Sequence[str]]:
    article = entry.article
    issue = c.archive.issues[article.issue]
    of_names = (article.column,), entry.persons, entry.organisations, article.events
    serial = article.serial.title if article.serial else None
    more = (serial,), article.reprinted_from, (article.shelfmark,), (issue.number, issue.whole_number)
    values = zip(NAMED, (*of_names, *more), strict=True)
    return {name: there for name, of in values if (there := [each for each in of if each])}


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
