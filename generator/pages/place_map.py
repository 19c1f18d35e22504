"""A schematic map (示意图) of the places that have articles, as SVG: no tiles of a map service, no requests.

It is a grid (tile_map.py) or, where the settings name a TopoJSON file, the boundaries in it (topojson.py). The grid
shows where and how many; it claims no boundary.
"""

from collections.abc import Callable
from html import escape

from generator.base.archive import Place
from generator.pages.calendars import shades
from generator.pages.catalogue import Catalogue
from generator.pages.tile_map import Drawing, Numbers, cities, provinces
from generator.pages.topojson import WIDTH, Boundaries


def place_map(c: Catalogue, numbers: Numbers, at: Callable[[Place], str], anchor: str, id: str = "") -> str:
    """The map as HTML; empty where there are no places. A place leads to the address `at`.

    A province among others leads to `anchor`, in which {province} stands for the first two digits of its code.
    """
    if not numbers:
        return ""
    several = len({place.province for place in numbers}) > 1
    label = escape(c.say("map.title") if several else c.say("map.title_of", province=next(iter(numbers)).province))
    if c.boundaries:
        return _figure(c, label, _bounded(numbers, at, c.boundaries), id)
    return _figure(c, label, provinces(numbers, anchor) if several else cities(numbers, at), id)


def _figure(c: Catalogue, label: str, drawing: Drawing, id: str) -> str:
    """A drawing that knows its width, by which the styles keep its letters legible on a phone: its em is its width, for
    the site's pages have no style attributes, which its policy would not let in."""
    width, height, body = drawing
    named = f' id="{id}"' if id else ""
    svg = f'<svg viewBox="-1 -1 {width + 2} {height + 2}" font-size="{width}">{body}</svg>'
    note = c.say("map.note")
    section = f'<section class="wide" tabindex="0" aria-label="{label}">{svg}</section>'
    return f'<figure class="map"{named}>{section}<figcaption>{note}</figcaption></figure>\n\n'


def _bounded(numbers: Numbers, at: Callable[[Place], str], drawn: Boundaries) -> Drawing:
    """The settings' own boundaries; places that they do not have stand in the list alone."""
    by_code = {place.adcode: place for place in numbers if place.adcode in drawn.paths}
    shade = shades([numbers[place] for place in by_code.values()])
    areas = [f'<path class="none" d="{d}"/>' for code, d in drawn.paths.items() if code not in by_code]
    names = []
    for code, place in by_code.items():
        number, (x, y) = numbers[place], drawn.centres[code]
        label = escape(f"{place.name} {number:,}")
        areas.append(
            f'<a class="s{shade(number)}" href="{at(place)}" aria-label="{label}"><path d="{drawn.paths[code]}"/></a>'
        )
        names.append(f'<text x="{x}" y="{y}" aria-hidden="true">{escape(place.name)}</text>')
    return WIDTH, drawn.height, "".join(areas + names)
