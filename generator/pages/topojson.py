"""Boundaries from a TopoJSON file (github.com/topojson/topojson-specification) as the paths of an SVG drawing."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from generator.seeds.files.reader import Reader

WIDTH = 1000  # of the drawing; paths are rounded to its units, 1.5 km of a province

MOST = 250_000  # bytes of the outlines
EAST, NORTH = 360, 90  # degrees; some count longitude from 0

Point = tuple[float, float]


class NotTopology(ValueError):
    """Says what is wrong with a file, without its full stop."""


@dataclass(frozen=True)
class Boundaries:
    """Areas as SVG paths."""

    height: int
    """Of the drawing, which is WIDTH wide."""
    paths: Mapping[str, str]
    """By adcode."""
    centres: Mapping[str, tuple[int, int]]
    """Where a name may stand: the middle of the area's longest ring."""


def read(reader: Reader, file: str | None) -> Boundaries | None:
    """The boundaries in a file that the settings name; None where they name none, and, with a problem, where it is
    no map."""
    text = reader.text(file) if file else None
    if not file or not text:
        return None
    try:
        drawn = boundaries(text)
    except NotTopology as error:
        reader.report(file, None, str(error), "Make one with mapshaper, with adcode among the properties.")
        return None
    if (size := sum(map(len, drawn.paths.values()))) > MOST:
        mend = f"Simplify it with mapshaper to {MOST // 1000} kB."
        reader.report(file, None, f"is {size // 1000} kB once drawn, more than a page should weigh", mend)
    return drawn


def boundaries(text: str) -> Boundaries:
    """The areas of a file that have an `adcode` among their properties, or as their id. Raises NotTopology."""
    try:
        data = json.loads(text)
        arcs = [list(_points(arc, data.get("transform"))) for arc in data["arcs"]]
        areas = {code: _rings(geometry, arcs) for o in data["objects"].values() for code, geometry in _areas(o)}
        points = [point for rings in areas.values() for ring in rings for point in ring]
        if not all(abs(x) <= EAST and abs(y) <= NORTH for x, y in points):
            raise NotTopology("has points that are nowhere on earth")
        drawn = _drawn(areas, points) if points else None
    except NotTopology:
        raise
    except json.JSONDecodeError as error:
        raise NotTopology(f"is no JSON: {error.msg} (line {error.lineno})") from None
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError, RecursionError):
        raise NotTopology("is no TopoJSON of areas") from None
    if drawn is None:
        raise NotTopology("has no area with an adcode")
    return drawn


def _points(arc: Sequence[Sequence[float]], transform: Mapping[str, Any] | None) -> Iterator[Point]:
    """Longitude and latitude; quantized arcs say how far each point lies from the one before."""
    x = y = 0.0
    for point in arc:
        if transform is None:
            yield float(point[0]), float(point[1])
            continue
        x, y = x + point[0], y + point[1]
        (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
        yield x * kx + dx, y * ky + dy


def _areas(thing: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if thing["type"] == "GeometryCollection":
        for part in thing["geometries"]:
            yield from _areas(part)
    elif thing["type"] in ("Polygon", "MultiPolygon"):
        code = str((thing.get("properties") or {}).get("adcode") or thing.get("id") or "")
        if len(code) == 6 and code.isdecimal():
            yield code, thing


def _rings(geometry: Mapping[str, Any], arcs: Sequence[Sequence[Point]]) -> list[list[Point]]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    rings = []
    for polygon in polygons:
        for numbers in polygon:
            ring: list[Point] = []
            for number in numbers:  # ~n is arc n, backwards
                part = arcs[number] if number >= 0 else arcs[~number][::-1]
                ring += part[1:] if ring else part
            rings.append(ring)
    return rings


def _drawn(areas: Mapping[str, list[list[Point]]], points: Sequence[Point]) -> Boundaries:
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    shrink = cos(radians((south + north) / 2))  # a degree of longitude is so much shorter than one of latitude
    scale = WIDTH / ((east - west) * shrink or 1.0)

    def spots(ring: Sequence[Point]) -> list[tuple[int, int]]:
        """The ring in units of the drawing, points that fall together left out."""
        found = [(round((x - west) * shrink * scale), round((north - y) * scale)) for x, y in ring]
        return [spot for spot, before in zip(found, [None, *found], strict=False) if spot != before]

    drawn = {code: [spots(ring) for ring in rings] for code, rings in areas.items()}
    paths = {
        code: "".join(f"M{'L'.join(f'{x} {y}' for x, y in ring)}Z" for ring in rings) for code, rings in drawn.items()
    }
    return Boundaries(
        max(1, round((north - south) * scale)), paths, {c: _middle(max(r, key=len)) for c, r in drawn.items()}
    )


def _middle(ring: Sequence[tuple[int, int]]) -> tuple[int, int]:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2
