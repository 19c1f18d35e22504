"""What an archive lists by names, as tables and in the formats of `seeds/`: people and bodies, subjects, places. Only
what an article that is published has; an archive without such lists has no such files."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from generator.base.addresses import author_path, place_path, subject_path, url
from generator.base.agents import Agent, Listed, Locality, Subject
from generator.base.archive import Place
from generator.base.issue import Issue
from generator.exports.field_types import INTEGER, STRING
from generator.pages.catalogue import Catalogue

NAME = {
    "id": STRING,
    "name": STRING,
    "kind": STRING,
    "variants": STRING,
    "dates": STRING,
    "note": STRING,
    "viaf": STRING,
    "wikidata": STRING,
    "articles": INTEGER,
    "url": STRING,
}
SUBJECT = {name: NAME[name] for name in ("id", "variants", "note", "articles", "url")}
PLACE = {
    "id": STRING,
    "name": STRING,
    "variants": STRING,
    "county": STRING,
    "now": STRING,
    "adcode": STRING,
    "from": STRING,
    "to": STRING,
    "note": STRING,
    "url": STRING,
}


MENTION = {"id": STRING, "person": STRING}


class Table(NamedTuple):
    name: str
    """Of the files, and of the file below `seeds/` that it is from."""
    fields: Mapping[str, str]
    rows: Iterable[Mapping[str, Any]]
    listed: Mapping[str, Any]
    """As that file has it."""


def tables(c: Catalogue) -> Iterator[Table]:
    agents = c.archive.agents
    if agents:
        yield Table("names", NAME, (_agent(c, each) for each in agents.values()), _listed(agents))
    subjects = {id: of for id, of in c.archive.subjects.items() if id in c.of_subject}
    if subjects:
        yield Table("subjects", SUBJECT, (_subject(c, each) for each in subjects.values()), _listed(subjects))
    places = {id: (of, place) for id, of in c.archive.localities.items() if (place := _place(c, of))}
    if places:
        rows = (_locality(*each) for each in places.values())
        yield Table("places", PLACE, rows, _listed({id: of for id, (of, _) in places.items()}))


def _listed(of: Mapping[str, Listed]) -> Mapping[str, Any]:
    return {id: each.model_dump(mode="json", by_alias=True, exclude_defaults=True) for id, each in of.items()}


def _agent(c: Catalogue, agent: Agent) -> dict[str, Any]:
    return {
        **agent.model_dump(),
        "id": agent.id,
        "name": agent.name,
        "kind": "organisation" if c.is_office(agent.id) else "person",
        "variants": "; ".join(agent.variants),
        "articles": len(c.of_name[agent.id]),
        "url": url(author_path(agent.id)),
    }


def _subject(c: Catalogue, subject: Subject) -> dict[str, Any]:
    named = {"id": subject.id, "variants": "; ".join(subject.variants), "note": subject.note}
    return {**named, "articles": len(c.of_subject[subject.id]), "url": url(subject_path(subject.id))}


def _place(c: Catalogue, of: Locality) -> Place | None:
    """The place of today that it stands for, if that has articles."""
    place = c.places.resolve(of.county or of.now or "")
    return place if place in c.of_place else None


def _locality(of: Locality, place: Place) -> dict[str, Any]:
    return {
        **of.model_dump(mode="json", by_alias=True),
        "id": of.id,
        "name": of.name,
        "variants": "; ".join(of.variants),
        "adcode": place.adcode,
        "url": url(place_path(place)),
    }


def mentions(c: Catalogue, issue: Issue) -> Iterator[Mapping[str, str]]:
    """Whom the texts of an issue name, as the program found: an article's id, and a person's name in the list."""
    for entry in c.articles(issue):
        id = entry.article.id
        yield from ({"id": id, "person": name} for name in c.mentions.get(id, ()))
