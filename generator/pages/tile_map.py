"""A grid that stands for a map: provinces of the country, or cities of one province with their counties in them.

`data/tiles.csv` says where a tile stands, roughly as on a map. What has articles is drawn, and one tile around it to
know the place by. Counties stand in the tile of their city in the order of their codes; what belongs to no city stands
below, in a tile of the province.
"""

import csv
import functools
import importlib.resources
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from html import escape

from generator.base.archive import Place
from generator.language.places import gazetteer, short_form
from generator.pages.calendars import shades
from generator.pages.catalogue import grouped

PROVINCE = (76, 56)  # width and height of a province's tile, in units of the drawing
CELL = (74, 40)  # of a county in the tile of its city
HEAD, GAP = 36, 8
ABREAST = 3  # counties of a city side by side
MANY = 4  # cities side by side; where there are more, a county less in each: letters become small in a wide drawing
LETTER = 15  # width of a character

Numbers = Mapping[Place, int]
"""Of each place that is drawn how many articles there are."""
Grid = Mapping[str, tuple[int, int]]
"""Column and row of each tile, by adcode."""
Box = tuple[int, int, int, int]
"""Left, top, width, height."""
Drawing = tuple[int, int, str]
"""Width, height, and SVG elements."""


def provinces(numbers: Numbers, anchor: str) -> Drawing:
    """Provinces with the number of their articles; a tile leads to `anchor`, as `place_map` has it."""
    of_province = grouped(numbers, lambda p: f"{p.adcode[:2]}0000")
    counts = Counter({code: sum(numbers[p] for p in of) for code, of in of_province.items()})
    grid = _around({code: at for code, at in _tiles().items() if code.endswith("0000")}, of_province)
    shade = shades(counts.values())
    wide, high = PROVINCE
    tiles = []
    for code, (column, row) in grid.items():
        at = anchor.format(province=code[:2]) if counts[code] else ""
        box = (column * (wide + 4), row * (high + 4), wide, high)
        tiles.append(_tile(box, short_form(_name(code)), counts[code], shade, at))
    columns, rows = (1 + max(at[n] for at in grid.values()) for n in (0, 1))
    return columns * (wide + 4), rows * (high + 4), "".join(tiles)


def cities(numbers: Numbers, at: Callable[[Place], str]) -> Drawing:
    """The places of one province, in the tiles of their cities; `at`: the address that a tile leads to."""
    province = f"{next(iter(numbers)).adcode[:2]}0000"
    tiles = {code: at for code, at in _tiles().items() if code[:2] == province[:2] and code != province}
    inside = grouped(numbers, lambda p: city if (city := f"{p.adcode[:4]}00") in tiles else province)
    grid = _around(tiles, inside.keys() - {province})
    columns = 1 + max((column for column, _ in grid.values()), default=1)
    if province in inside:
        grid[province] = (0, 1 + max((row for _, row in grid.values()), default=0))
    step = (ABREAST if columns <= MANY else ABREAST - 1) * (CELL[0] + 4) + 2 * GAP
    shade = shades(numbers.values())
    top, drawn = 0, []
    for _, codes in sorted(grouped(grid, lambda code: grid[code][1]).items()):
        widths = {code: (columns if code == province else 1) * step - GAP for code in codes}
        counties = {code: [p for p in inside[code] if p.adcode != code] for code in codes}
        deep = max(-(-len(counties[code]) // _abreast(widths[code])) for code in codes)
        high = HEAD + deep * (CELL[1] + 4)
        for code in codes:
            box = (grid[code][0] * step, top, widths[code], high)
            drawn.append(_city(numbers, at, box, code, counties[code], shade))
        top += high + GAP
    return columns * step - GAP, top, "".join(drawn)


def _around(grid: Grid, used: Collection[str]) -> dict[str, tuple[int, int]]:
    """The part of a grid that holds what is used, and one tile around it; its first column and row are 0."""
    if not used:
        return {}
    lows, highs = ([end(grid[code][n] for code in used) for n in (0, 1)] for end in (min, max))
    near = {
        code: at
        for code, at in grid.items()
        if all(low - 1 <= place <= high + 1 for place, low, high in zip(at, lows, highs, strict=True))
    }
    left, top = (min(at[n] for at in near.values()) for n in (0, 1))
    return {code: (column - left, row - top) for code, (column, row) in near.items()}


def _abreast(wide: int) -> int:
    return wide // (CELL[0] + 4)


def _city(
    numbers: Numbers,
    at: Callable[[Place], str],
    box: Box,
    code: str,
    counties: Sequence[Place],
    shade: Callable[[int], int],
) -> str:
    """A frame, the city's own tile, and below it those of its counties."""
    left, top, wide, high = box
    place = gazetteer().get(code)
    number = numbers.get(place, 0) if place else 0
    target = at(place) if place and number else ""
    drawn = [f'<rect class="city" x="{left}" y="{top}" width="{wide}" height="{high}"/>']
    drawn.append(_tile((left + 6, top + 4, wide - 12, HEAD - 6), _name(code), number, shade, target))
    for n, county in enumerate(counties):
        row, column = divmod(n, _abreast(wide))
        cell = (left + 6 + column * (CELL[0] + 4), top + HEAD + row * (CELL[1] + 4), *CELL)
        drawn.append(_tile(cell, county.name, numbers[county], shade, at(county)))
    return "".join(drawn)


def _tile(box: Box, name: str, number: int, shade: Callable[[int], int], target: str) -> str:
    """A rectangle with a name and, where it leads somewhere, a number; a name that does not fit stands in its title."""
    left, top, wide, high = box
    rect = f'<rect x="{left}" y="{top}" width="{wide}" height="{high}"/>'
    low = high < CELL[1]  # the number stands beside the name, not below it
    middle, fits = left + wide // 2, wide // LETTER + (not low)
    shown = name if len(name) <= fits else short_form(name)
    shown = shown if len(shown) <= fits else f"{shown[: fits - 2]}…"
    title = f"<title>{escape(name)} {number:,}</title>" if shown != name and target else ""
    if not target:
        return f'<g class="none">{rect}<text x="{middle}" y="{top + high // 2 + 5}">{escape(shown)}</text></g>'
    if low:
        text = f'<text x="{middle}" y="{top + high // 2 + 5}">{escape(shown)} <tspan>{number:,}</tspan></text>'
    else:
        below = f'<tspan x="{middle}" dy="15">{number:,}</tspan>'
        text = f'<text x="{middle}" y="{top + high // 2 - 2}">{escape(shown)}{below}</text>'
    return f'<a class="s{shade(number)}" href="{target}">{title}{rect}{text}</a>'


def _name(code: str) -> str:
    place = gazetteer().get(code)
    return place.name if place else ""


@functools.cache
def _tiles() -> Grid:
    """Each province in the country, each city in its province."""
    data = importlib.resources.files("generator") / "data/tiles.csv"
    rows = csv.DictReader(data.read_text(encoding="utf-8").splitlines())
    return {r["adcode"]: (int(r["column"]), int(r["row"])) for r in rows}
