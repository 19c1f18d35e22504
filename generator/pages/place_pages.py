"""Finding by place: counties under their city, a page for each with its articles by year."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from urllib.parse import urlencode

from generator.base.addresses import place_path, url
from generator.base.archive import Entry, Place
from generator.base.memo import Unmade
from generator.base.other_names import OtherName
from generator.language.pinyin import order
from generator.pages.agent_card import lines
from generator.pages.calendars import shades
from generator.pages.catalogue import Catalogue, grouped, neighbours
from generator.pages.listing import Form, Page, authors, count, elsewhere, pages_of, scope
from generator.pages.markdown import Value, document, html
from generator.pages.names import FEW, listed, row, see
from generator.pages.place_map import place_map
from generator.pages.wording import Wording

MOST = 150  # places of several provinces on one page; of more each province has its own
CLOSE = 80  # places that stand under headings of their cities; more run on, or the page would be long on a phone
OTHERS = 300  # other names of them under the list
MAPPED = 5  # places of a province among others of which its own map shows more than its list does
MAPS = 3  # such provinces that have a map on a page
DECADES = 12  # years; of more the table has a column for ten
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
    body = [_map(c, INDEX, ordered, f"{PROVINCE}.html", "map"), f"## {say('list.provinces')} {{: #provinces }}\n\n"]
    rows: list[str] = []
    groups: dict[tuple[str, str], Sequence[Entry]] = {}
    for code, places in provinces:
        at = f"{PROVINCE}.html".format(province=code)
        entries = [entry for place in places for entry in c.of_place[place]]
        told = f"{count(say, 'places', len(places))} {count(say, 'articles', len(entries))}"
        rows.append(f'<li id="p{code}"><a href="{at}">{html(places[0].province)}</a> {told}</li>\n')
        groups[places[0].province, at] = entries
    body += [listed(rows), _annals(say, groups, anchors=False)]
    whole: dict[str, Value] = {"title": say("list.by_place"), "lead": lead, "views": _views(say, "provinces")}
    yield INDEX, document({**MAP, **whole}, "".join(body))
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
    """Cities with their counties; of several provinces under the name of each, with its map where these are few. The
    same places stand on a map, in the list, and in a table of their years."""
    say = c.say
    body = [_map(c, path, places, "#p{province}", "map")]
    several = len({p.province for p in places}) > 1
    first = f"p{places[0].adcode[:2]}" if several else f"c{places[0].adcode[:4]}"
    provinces = [(name, list(of)) for name, of in groupby(places, lambda p: p.province)]
    mapped = [name for name, of in provinces if len(of) >= MAPPED and not c.boundaries]
    for name, of_province in provinces:
        level = "##"
        if several:
            level = "###"
            body.append(f"## {name} {{: #p{of_province[0].adcode[:2]} }}\n\n")
            if name in mapped and len(mapped) <= MAPS:
                body.append(_map(c, path, of_province, ""))
        close: list[str] = []
        for heading, group in groupby(of_province, city):
            of_city = list(group)
            id, label = f"c{of_city[0].adcode[:4]}", html(heading.removeprefix(f"{name} "))
            rows = [row(say, p.name, url(place_path(p), path), c.of_place[p]) for p in of_city]
            headed = heading != name or not several
            if len(places) > CLOSE:
                close += [f'<li class="city" id="{id}">{label}</li>\n'] if headed else []
                close += rows
                continue
            body.append(f"{level} {label} {{: #{id} }}\n\n" if headed else "")
            body.append(listed(rows))
        body.append(listed(close) if close else "")
    body.append(_other_names(c, path, places))
    annals = {(p.name, url(place_path(p), path)): c.of_place[p] for p in places}
    body.append(_annals(say, annals, anchors=True))
    whole: dict[str, Value] = {**MAP, **meta, "views": _views(say, first)}
    if len(places) > FEW:
        whole["sifted"] = say("list.by_code")
    return path, document(whole, "".join(body))


def _other_names(c: Catalogue, path: str, places: Sequence[Place]) -> str:
    """Other names of places, and what lies in them, each with the place of today; of very many the archive's own."""
    found = [(other, place) for place in places for other in c.places.others(place) if other.name != place.name]
    shown = found if len(found) <= OTHERS else [each for each in found if each[0].own]
    to = grouped(shown, lambda each: each[0].name)
    rows = []
    for name in sorted(to, key=order):
        homes = dict.fromkeys((place.name, url(place_path(place), path)) for _, place in to[name])
        rows.append(see(c.say, name, [*homes]))
    label = c.say("list.other_names")
    names = listed(rows, close=True).rstrip()
    return f'<details id="names">\n<summary>{label}</summary>\n{names}\n</details>\n\n' if rows else ""


def _map(c: Catalogue, path: str, places: Sequence[Place], anchor: str, id: str = "") -> str:
    numbers = {place: len(c.of_place[place]) for place in places}
    return place_map(c, numbers, lambda place: url(place_path(place), path), anchor, id)


def _views(say: Wording, names: str) -> Sequence[Mapping[str, str]]:
    """Map, list and table of the same places, all on one page; `names`: where the list begins."""
    found = [("map", say("list.on_map")), (names, say("list.as_list")), ("annals", say("list.in_years"))]
    return [{"title": title, "url": f"#{id}"} for id, title in found]


def _annals(say: Wording, groups: Mapping[tuple[str, str], Sequence[Entry]], anchors: bool) -> str:
    """A table of the years of places, folded away: name and address of each with its articles; whether the addresses
    have `anchors` for their years. Of many years a column holds ten."""
    years = {entry.article.date.year for entries in groups.values() for entry in entries}
    first, last = min(years), max(years)
    step = 1 if last - first < DECADES else 10
    columns = range(first // step * step, last + 1, step)
    counts = {of: Counter(e.article.date.year // step * step for e in entries) for of, entries in groups.items()}
    shade = shades(number for of in counts.values() for number in of.values())
    heads = "".join(f'<th scope="col">{year if step == 1 else say("list.decade", year=year)}</th>' for year in columns)
    rows = []
    for (name, at), of in counts.items():
        cells = []
        for year in columns:
            to = f"{at}#y{year}" if anchors and step == 1 else at
            cells.append(
                f'<td class="s{shade(of[year])}"><a href="{to}">{of[year]:,}</a></td>' if of[year] else "<td></td>"
            )
        rows.append(f'<tr><th scope="row"><a href="{at}">{html(name)}</a></th>{"".join(cells)}</tr>\n')
    table = f'<table class="heat"><thead><tr><td></td>{heads}</tr></thead><tbody>\n{"".join(rows)}</tbody></table>'
    label = say("list.years_of_places")
    section = f'<section class="wide" tabindex="0" aria-label="{label}">{table}</section>'
    return f'<details id="annals">\n<summary>{label}</summary>\n{section}\n</details>\n\n'


def _province_turn(of: tuple[str, list[Place]] | None) -> dict[str, str]:
    return {"title": of[1][0].province, "url": f"{PROVINCE}.html".format(province=of[0])} if of else {}


def of_place(
    c: Catalogue, place: Place, before: Place | None, after: Place | None, below: Sequence[Place]
) -> Unmade[Page]:
    """The articles of a place, and of a city the counties `below` it that have some."""
    path, say, entries = place_path(place), c.say, c.of_place[place]
    lead = [*filter(None, [" ".join(place.parents)]), say.count("articles", len(entries))]
    others = c.places.others(place)
    if former := [_timed(say, other) for other in others if not other.inside]:
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
    counties = [row(say, p.name, url(place_path(p), path), c.of_place[p]) for p in below]
    inside = f"## {say('list.inside')} {{: #inside }}\n\n{listed(counties)}" if counties else ""
    lying = _lying(c, path, place, [other for other in others if other.inside])
    return pages_of(c, path, meta, entries, Form(_signed), before_all=lying + inside)


def _timed(say: Wording, other: OtherName) -> str:
    """A name with the years in which it was so."""
    first, until = other.first, other.until
    if first is None and until is None:
        return other.name
    years = "list.held" if first and until else "list.held_until" if until else "list.held_since"
    return other.name + say(years, first=first or "", until=until or "")


def _lying(c: Catalogue, path: str, place: Place, others: Sequence[OtherName]) -> str:
    """What the archive knows in a place: each leads to a search for its name there, with what is noted of it."""
    say, rows = c.say, []
    notes = {name: of.note for of in c.archive.localities.values() for name in of.names() if of.note}
    for other in others:
        at = f"{url('search/index.md', path)}?{urlencode({'q': other.name, 'county': place.adcode})}"
        note = f" <small>{lines(notes[other.name])}</small>" if other.name in notes else ""
        timed = html(_timed(say, other).removeprefix(other.name))
        rows.append(f'<li><a href="{html(at)}">{html(other.name)}</a>{timed}{note}</li>\n')
    return f"## {say('list.lying')} {{: #lying }}\n\n{listed(rows)}" if rows else ""


def _signed(c: Catalogue, entry: Entry) -> Sequence[str | None]:
    """When, in what paper and by whom an article is."""
    article = entry.article
    return [*c.source(article), authors(c.say, article)]


def city(place: Place) -> str:
    """The heading that a place stands under: its province and city; the province of a county without a city."""
    if len(place.parents) > 1:
        return " ".join(place.parents[:2])
    return " ".join((*place.parents, place.name)) if place.adcode.endswith("00") else place.parents[0]


def _turn(say: Wording, place: Place | None, start: str) -> dict[str, str]:
    return {"title": place.name, "url": url(place_path(place), start)} if place else {}
