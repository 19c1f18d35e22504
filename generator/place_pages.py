"""Finding by place: counties under their city, a page for each with its articles by year."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from generator.addresses import place_path, target, url
from generator.catalogue import Catalogue, neighbours
from generator.listing import Page, authors, count, elsewhere, pages_of
from generator.markdown import Value, document, link
from generator.model import Entry, Place
from generator.place_map import place_map
from generator.places import gazetteer
from generator.wording import Wording

MOST = 300  # places on one page: 40 kB
INDEX = "counties/index.md"
PROVINCE = "province-{province}"


def place_pages(c: Catalogue) -> Iterator[Page]:
    ordered = sorted(c.of_place, key=lambda p: (p.adcode[:2], city(p) != province(p), p.adcode))
    yield from all_places(c, ordered)
    for _, group in groupby(ordered, city):
        for before, place, after in neighbours(list(group)):
            yield from of_place(c, place, before, after)


def all_places(c: Catalogue, ordered: Sequence[Place], most: int = MOST) -> Iterator[Page]:
    """All places on one page; of more than `most`, those of each province on a page of their own."""
    say = c.say
    if not ordered:
        head = {"template": "listing.html", "title": say("list.by_place"), "lead": say("list.no_places")}
        yield INDEX, document(head, elsewhere(say, INDEX))
        return
    without = sum(entry.place is None for entry in c.archive.entries)
    lead = say("list.places_lead", places=f"{len(ordered):,}")
    if without:
        lead += say("list.without_place", count=f"{without:,}")
    provinces = [(code, list(of)) for code, of in groupby(ordered, lambda p: p.adcode[:2])]
    if len(ordered) <= most or len(provinces) == 1:
        yield _places(c, INDEX, {"title": say("list.by_place"), "lead": lead}, ordered, "#c{city}")
        return
    body = [place_map(c, INDEX, ordered, f"{PROVINCE}.html"), f"## {say('list.provinces')} {{: #provinces }}\n\n"]
    for code, places in provinces:
        label = link(province(places[0]), f"{PROVINCE}.md".format(province=code))
        articles = sum(len(c.of_place[place]) for place in places)
        body.append(f"- {label} {count(say, 'places', len(places))} {count(say, 'articles', articles)}\n")
    yield INDEX, document({"template": "listing.html", "title": say("list.by_place"), "lead": lead}, "".join(body))
    for before, (code, places), after in neighbours(provinces):
        meta: dict[str, Value] = {
            "title": province(places[0]),
            "lead": say("list.places_lead", places=len(places)),
            "up": {"title": say("list.by_place"), "url": "index.html"},
            "previous": _province_turn(before),
            "next": _province_turn(after),
        }
        yield _places(c, f"counties/{PROVINCE}.md".format(province=code), meta, places, "#c{city}")


def _places(c: Catalogue, path: str, meta: Mapping[str, Value], places: Sequence[Place], anchor: str) -> Page:
    body = [place_map(c, path, places, anchor)]
    common = f"{province(places[0])} " if len({province(place) for place in places}) == 1 else ""
    for name, group in groupby(places, city):
        of_city = list(group)
        body.append(f"## {name.removeprefix(common)} {{: #c{of_city[0].adcode[:4]} }}\n\n")
        body += [f"- {link(p.name, target(place_path(p), path))} {extent(c, p)}\n" for p in of_city]
        body.append("\n")
    return path, document({"template": "listing.html", **meta}, "".join(body))


def _province_turn(of: tuple[str, list[Place]] | None) -> dict[str, str]:
    return {"title": province(of[1][0]), "url": f"{PROVINCE}.html".format(province=of[0])} if of else {}


def province(place: Place) -> str:
    return place.parents[0] if place.parents else place.name


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
    """The heading that a place stands under: its province and city; the province of a county without a city."""
    if len(place.parents) > 1:
        return " ".join(place.parents[:2])
    return " ".join((*place.parents, place.name)) if place.adcode.endswith("00") else place.parents[0]


def _turn(say: Wording, place: Place | None, start: str) -> dict[str, str]:
    return {"title": place.name, "url": url(place_path(place), start)} if place else {}
