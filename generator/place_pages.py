"""Finding by place: counties under their city, a page for each with its articles by year."""

from collections.abc import Iterator
from itertools import groupby

from generator.addresses import place_path, target, url
from generator.catalogue import Catalogue, neighbours
from generator.listing import Page, authors, count, pages_of
from generator.markdown import Value, document, link
from generator.model import Entry, Place
from generator.place_map import place_map
from generator.places import gazetteer
from generator.wording import Wording


def place_pages(c: Catalogue) -> Iterator[Page]:
    ordered = sorted(c.of_place, key=lambda p: p.adcode)
    yield all_places(c, ordered)
    for _, group in groupby(ordered, city):
        for before, place, after in neighbours(list(group)):
            yield from of_place(c, place, before, after)


def all_places(c: Catalogue, ordered: list[Place]) -> Page:
    path, say = "counties/index.md", c.say
    body = [place_map(c, path, ordered)]
    for name, group in groupby(ordered, city):
        places = list(group)
        body.append(f"## {name} {{: #c{places[0].adcode[:4]} }}\n\n")
        body += [f"- {link(place.name, target(place_path(place), path))} {extent(c, place)}\n" for place in places]
        body.append("\n")
    without = sum(entry.place is None for entry in c.archive.entries)
    lead = say("list.places_lead", places=len(ordered))
    if without:
        lead += say("list.without_place", count=f"{without:,}")
    return path, document({"template": "listing.html", "title": say("list.by_place"), "lead": lead}, "".join(body))


def extent(c: Catalogue, place: Place) -> str:
    """How many articles, from which years."""
    entries = c.of_place[place]
    first, last = entries[0].article.date.year, entries[-1].article.date.year
    years = f"{first}" if first == last else f"{first}–{last}"
    return f'{count(c.say, "articles", len(entries))} <span class="count">{years}</span>'


def of_place(c: Catalogue, place: Place, before: Place | None, after: Place | None) -> Iterator[Page]:
    path, say, entries = place_path(place), c.say, c.of_place[place]

    def facts(entry: Entry) -> list[str | None]:
        article = entry.article
        return [say.day(article.date), c.archive.papers[article.paper].label, authors(say, article)]

    lead = [*filter(None, [" ".join(place.parents)]), say.count("articles", len(entries))]
    if former := gazetteer().former_names(place):
        lead.append(say("list.former_names", names=say.all_of(former)))
    meta: dict[str, Value] = {
        "title": place.name,
        "feed": "feed.xml",
        "lead": "　".join(lead),
        "up": {"title": say("list.by_place"), "url": url("counties/index.md", path)},
        "previous": _turn(say, before, path),
        "next": _turn(say, after, path),
        "turn_label": say("list.places_turn", city=city(place)),
    }
    yield from pages_of(c, path, meta, entries, facts)


def city(place: Place) -> str:
    """The heading that a place stands under: its province and city, or its own name where it is one."""
    return " ".join(place.parents[:2]) if len(place.parents) > 1 else " ".join((*place.parents, place.name))


def _turn(say: Wording, place: Place | None, start: str) -> dict[str, str]:
    return {"title": place.name, "url": url(place_path(place), start)} if place else {}
