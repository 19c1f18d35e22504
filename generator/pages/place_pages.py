"""Finding by place: counties under their city, a page for each with its articles by year."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from generator.base.addresses import place_path, target, url
from generator.base.memo import Unmade
from generator.base.model import Entry, Place
from generator.language.places import gazetteer
from generator.pages.catalogue import Catalogue, neighbours
from generator.pages.listing import Page, authors, count, elsewhere, pages_of, scope
from generator.pages.markdown import Value, document, link
from generator.pages.place_map import place_map
from generator.pages.wording import Wording

MOST = 300  # places on one page: 40 kB
MAPPED = 5  # places of a province among others of which its own map shows more than its list does
INDEX = "counties/index.md"
PROVINCE = "province-{province}"
MAP = {"template": "listing.html", "sheet": "map.css"}


def place_pages(c: Catalogue) -> Iterator[Page | Unmade[Page]]:
    ordered = sorted(c.of_place, key=lambda p: (p.adcode[:2], city(p) != p.province, p.adcode))
    yield from all_places(c, ordered)
    for _, group in groupby(ordered, city):
        of_city = list(group)
        counties = [place for place in of_city if not place.adcode.endswith("00")]
        for before, place, after in neighbours(of_city):
            yield of_place(c, place, before, after, counties if place.adcode.endswith("00") else ())


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
        yield _places(c, INDEX, {"title": say("list.by_place"), "lead": lead}, ordered)
        return
    body = [place_map(c, INDEX, ordered, f"{PROVINCE}.html"), f"## {say('list.provinces')} {{: #provinces }}\n\n"]
    for code, places in provinces:
        label = link(places[0].province, f"{PROVINCE}.md".format(province=code))
        articles = sum(len(c.of_place[place]) for place in places)
        body.append(f"- {label} {count(say, 'places', len(places))} {count(say, 'articles', articles)}\n")
    index: dict[str, Value] = {**MAP, "title": say("list.by_place"), "lead": lead}
    yield INDEX, document(index, "".join(body))
    for before, (code, places), after in neighbours(provinces):
        meta: dict[str, Value] = {
            "title": places[0].province,
            "lead": say("list.places_lead", places=len(places)),
            "within": scope(("county", f"{code}0000")),
            "up": {"title": say("list.by_place"), "url": "index.html"},
            "previous": _province_turn(before),
            "next": _province_turn(after),
        }
        yield _places(c, f"counties/{PROVINCE}.md".format(province=code), meta, places)


def _places(c: Catalogue, path: str, meta: Mapping[str, Value], places: Sequence[Place]) -> Page:
    """Cities with their counties; of several provinces under the name of each, with its map where they are many."""
    body = [place_map(c, path, places, "#p{province}")]
    provinces = [(name, list(of)) for name, of in groupby(places, lambda p: p.province)]
    for name, of_province in provinces:
        level = "##"
        if len(provinces) > 1:
            level = "###"
            body.append(f"## {name} {{: #p{of_province[0].adcode[:2]} }}\n\n")
            if len(of_province) >= MAPPED and not c.boundaries:
                body.append(place_map(c, path, of_province, ""))
        for heading, group in groupby(of_province, city):
            of_city = list(group)
            if heading != name or len(provinces) == 1:
                body.append(f"{level} {heading.removeprefix(f'{name} ')} {{: #c{of_city[0].adcode[:4]} }}\n\n")
            body += [f"- {link(p.name, target(place_path(p), path))} {extent(c, p)}\n" for p in of_city]
            body.append("\n")
    return path, document({**MAP, **meta}, "".join(body))


def _province_turn(of: tuple[str, list[Place]] | None) -> dict[str, str]:
    return {"title": of[1][0].province, "url": f"{PROVINCE}.html".format(province=of[0])} if of else {}


def extent(c: Catalogue, place: Place) -> str:
    """How many articles, from which years."""
    entries = c.of_place[place]
    first, last = entries[0].article.date.year, entries[-1].article.date.year
    years = f"{first}" if first == last else f"{first}–{last}"
    return f'{count(c.say, "articles", len(entries))} <span class="count">{years}</span>'


def of_place(
    c: Catalogue, place: Place, before: Place | None, after: Place | None, below: Sequence[Place]
) -> Unmade[Page]:
    """The articles of a place, and of a city the counties `below` it that have some."""
    path, say, entries = place_path(place), c.say, c.of_place[place]
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
        "within": scope(("county", place.adcode)),
        "keep": place.adcode,
        "holds": say.count("articles", len(entries)),
    }
    counties = [f"- {link(p.name, target(place_path(p), path))} {extent(c, p)}\n" for p in below]
    inside = f"## {say('list.inside')} {{: #inside }}\n\n{''.join(counties)}\n" if counties else ""
    return pages_of(c, path, meta, entries, _signed, before_all=inside)


def _signed(c: Catalogue, entry: Entry) -> Sequence[str | None]:
    """When, in what paper and by whom an article is."""
    article = entry.article
    return [c.say.day(article.date), c.archive.papers[article.paper].label, authors(c.say, article)]


def city(place: Place) -> str:
    """The heading that a place stands under: its province and city; the province of a county without a city."""
    if len(place.parents) > 1:
        return " ".join(place.parents[:2])
    return " ".join((*place.parents, place.name)) if place.adcode.endswith("00") else place.parents[0]


def _turn(say: Wording, place: Place | None, start: str) -> dict[str, str]:
    return {"title": place.name, "url": url(place_path(place), start)} if place else {}
