"""Where the articles of a list are from: as a map, and as names. Each leads to a search for those of that place."""

from collections import Counter
from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from generator.base.addresses import url
from generator.base.archive import Entry, Place
from generator.pages.catalogue import Catalogue
from generator.pages.place_map import place_map

PLACES = 18  # those with most articles
LEAST = 3  # places that are worth a list
MAPPED = 4  # places of one province that are worth a map


def where(c: Catalogue, path: str, entries: Sequence[Entry], query: str) -> str:
    """HTML; empty where there are too few places. `query` finds the articles of the list in a search."""
    numbers = Counter(entry.place for entry in entries if entry.place)
    if len(numbers) < LEAST:
        return ""

    def at(place: Place) -> str:
        return escape(f"{url('search/index.md', path)}?{urlencode({'q': query, 'county': place.adcode})}")

    most = sorted(numbers, key=lambda place: (-numbers[place], place.adcode))
    rows = []
    for place in most[:PLACES]:
        number = f'<span class="count">{c.say.count("articles", numbers[place])}</span>'
        rows.append(f'<li><a href="{at(place)}">{escape(place.name)}</a> {number}</li>\n')
    drawn = ""
    if len({place.province for place in numbers}) == 1 and len(numbers) >= MAPPED and not c.boundaries:
        drawn = place_map(c, {place: numbers[place] for place in sorted(numbers, key=lambda p: p.adcode)}, at, "")
    names = f'<ul class="names close">\n{"".join(rows)}</ul>\n\n'
    return f"## {c.say('list.where')} {{: #where }}\n\n{drawn}{names}"
