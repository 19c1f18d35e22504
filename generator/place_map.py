"""A schematic map (示意图) of the places that have articles, as SVG: no tiles of a map service, no requests.

Without more it is a grid: places of several provinces as the tiles of these and those around them, places of one
province as the tiles of its cities with their counties in them. `data/tiles.csv` says where a tile stands, roughly as
on a map; the places inside it stand in the order of their codes. Where the settings name a TopoJSON file of
boundaries, these are drawn instead (topojson.py). What is drawn shows counts; it claims no boundary.
"""

import csv
import functools
import importlib.resources
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from html import escape

from generator.addresses import place_path, url
from generator.calendars import shades
from generator.catalogue import Catalogue, grouped
from generator.model import Place
from generator.places import gazetteer, short_form
from generator.topojson import WIDTH, Boundaries

PROVINCE = (76, 56)  # width and height of a province's tile, in units of the drawing
CELL = (74, 40)  # of a county in the tile of its city
ABREAST = 3  # counties of a city side by side
HEAD, GAP = 30, 8

Shade = Callable[[int], int]


def place_map(c: Catalogue, path: str, places: Sequence[Place], anchor: str) -> str:
    """The map as HTML; empty where there is nothing to place on it.

    A province leads to `anchor`, in which {province} and {city} stand for the codes of its first place.
    """
    provinces = {place.adcode[:2] for place in places}
    known = _tiles()
    if c.boundaries and places:
        return figure(c, _bounded(c, path, places, c.boundaries))
    if not places or not all(f"{code}0000" in known for code in provinces):
        return ""
    drawn = _provinces(c, places, known, anchor) if len(provinces) > 1 else _cities(c, path, places, known)
    if not drawn:
        return ""
    return figure(c, _svg(*drawn))


def _svg(width: int, height: int, body: str) -> str:
    """A drawing that knows its width, by which the styles keep its letters legible on a phone."""
    return f'<svg viewBox="-1 -1 {width + 2} {height + 2}" style="--w:{width}">{body}</svg>'


def figure(c: Catalogue, svg: str) -> str:
    label, note = c.say("map.title"), c.say("map.note")
    drawing = f'<section class="wide" tabindex="0" aria-label="{label}">{svg}</section>'
    return f'<figure class="map">{drawing}<figcaption>{note}</figcaption></figure>\n\n'


def _bounded(c: Catalogue, path: str, places: Sequence[Place], drawn: Boundaries) -> str:
    """The settings' own boundaries; places that they do not have stand in the list alone."""
    by_code = {place.adcode: place for place in places if place.adcode in drawn.paths}
    shade = shades([len(c.of_place[place]) for place in by_code.values()])
    areas = [f'<path class="none" d="{d}"/>' for code, d in drawn.paths.items() if code not in by_code]
    names = []
    for code, place in by_code.items():
        number, (x, y) = len(c.of_place[place]), drawn.centres[code]
        label = escape(f"{place.name} {number:,}")
        at = url(place_path(place), path)
        areas.append(
            f'<a class="s{shade(number)}" href="{at}" aria-label="{label}"><path d="{drawn.paths[code]}"/></a>'
        )
        names.append(f'<text x="{x}" y="{y}" aria-hidden="true">{escape(place.name)}</text>')
    return _svg(WIDTH, drawn.height, "".join(areas + names))


def _provinces(
    c: Catalogue, places: Sequence[Place], known: Mapping[str, tuple[int, int]], anchor: str
) -> tuple[int, int, str]:
    counts: Counter[str] = Counter()
    for place in places:
        counts[place.adcode[:2]] += len(c.of_place[place])
    first = {code: of[0] for code, of in grouped(places, lambda p: p.adcode[:2]).items()}
    shade = shades(counts.values())
    wide, high = PROVINCE
    grid = {code: at for code, at in known.items() if code.endswith("0000")}
    columns, rows = (_window([at[n] for code, at in grid.items() if counts[code[:2]]]) for n in (0, 1))
    tiles = []
    for code, (column, row) in grid.items():
        province = gazetteer().get(code)
        if province is None or column not in columns or row not in rows:
            continue
        box = ((column - columns[0]) * (wide + 4), (row - rows[0]) * (high + 4), wide, high)
        name, number = short_form(province.name), counts[code[:2]]
        target = anchor.format(province=code[:2], city=first[code[:2]].adcode[:4]) if number else ""
        tiles.append(_tile(box, name, number, shade, target))
    return len(columns) * (wide + 4), len(rows) * (high + 4), "".join(tiles)


def _window(used: Sequence[int]) -> range:
    """The stretch of the country's grid that is drawn: what is used, and one tile around it to know the place by."""
    return range(max(0, min(used) - 1), max(used) + 2)


def _cities(
    c: Catalogue, path: str, places: Sequence[Place], known: Mapping[str, tuple[int, int]]
) -> tuple[int, int, str] | None:
    """The cities of one province; None where the grid does not know one of them."""
    province = places[0].adcode[:2]
    grid = {code[:4]: at for code, at in known.items() if code.startswith(province) and not code.endswith("0000")}
    inside = grouped((p for p in places if not p.adcode.endswith("0000")), lambda p: p.adcode[:4])
    if not inside or not inside.keys() <= grid.keys():
        return None
    shade = shades([len(c.of_place[p]) for p in places])
    wide, high = CELL
    deep: Counter[int] = Counter()  # counties one below the other, in each row of the grid
    for city, (_, row) in grid.items():
        counties = [p for p in inside[city] if not p.adcode.endswith("00")]
        deep[row] = max(deep[row], -(-len(counties) // ABREAST))
    tops = {row: sum(HEAD + deep[r] * (high + 4) + GAP for r in range(row)) for row in range(max(deep) + 2)}
    across = ABREAST * (wide + 4)
    tiles = []
    for city, (column, row) in grid.items():
        left, top = column * (across + 2 * GAP), tops[row]
        place = gazetteer().get(f"{city}00")
        if place is None:
            continue
        tiles.append(
            f'<rect class="city" x="{left}" y="{top}" width="{across + GAP}" height="{tops[row + 1] - top - GAP}"/>'
        )
        number = len(c.of_place.get(place, ()))
        target = url(place_path(place), path) if number else ""
        tiles.append(_tile((left + 6, top + 4, across - 4, HEAD - 6), place.name, number, shade, target))
        for n, county in enumerate(p for p in inside[city] if p != place):
            box = (left + 6 + n % ABREAST * (wide + 4), top + HEAD + n // ABREAST * (high + 4), wide - 4, high)
            tiles.append(_tile(box, county.name, len(c.of_place[county]), shade, url(place_path(county), path)))
    columns = 1 + max(column for column, _ in grid.values())
    return columns * (across + 2 * GAP), tops[max(deep) + 1], "".join(tiles)


def _tile(box: tuple[int, int, int, int], name: str, number: int, shade: Shade, target: str) -> str:
    """A rectangle with a name and, where it leads somewhere, a number."""
    left, top, wide, high = box
    rect = f'<rect x="{left}" y="{top}" width="{wide}" height="{high}"/>'
    middle = left + wide // 2
    if not target:
        return f'<g class="none">{rect}<text x="{middle}" y="{top + high // 2 + 5}">{escape(name)}</text></g>'
    if high < CELL[1]:
        text = f'<text x="{middle}" y="{top + high // 2 + 5}">{escape(name)} <tspan>{number:,}</tspan></text>'
    else:
        below = f'<tspan x="{middle}" dy="15">{number:,}</tspan>'
        text = f'<text x="{middle}" y="{top + high // 2 - 2}">{escape(name)}{below}</text>'
    return f'<a class="s{shade(number)}" href="{target}">{rect}{text}</a>'


@functools.cache
def _tiles() -> Mapping[str, tuple[int, int]]:
    """Column and row of each province in the country, of each city in its province."""
    data = importlib.resources.files("generator") / "data/tiles.csv"
    rows = csv.DictReader(data.read_text(encoding="utf-8").splitlines())
    return {r["adcode"]: (int(r["column"]), int(r["row"])) for r in rows}
