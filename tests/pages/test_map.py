"""The schematic map: a grid of tiles, or boundaries that the settings name."""

import json
import re
from typing import Any

import pytest

from generator.language.places import gazetteer
from generator.pages.catalogue import grouped
from generator.pages.tile_map import _tiles
from generator.pages.topojson import NotTopology, boundaries
from tests.conftest import Sample

# Two squares side by side that share an arc; quantized.
TOPOLOGY: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [0.1, 0.1], "translate": [110, 35]},
    "arcs": [[[10, 0], [0, 10]], [[10, 10], [-10, 0], [0, -10], [10, 0]], [[10, 10], [10, 0], [0, -10], [-10, 0]]],
    "objects": {
        "counties": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"adcode": 141123}},
                {"type": "MultiPolygon", "arcs": [[[-1, -3]]], "id": "141124"},
                {"type": "Point", "coordinates": [0, 0]},
            ],
        }
    },
}


def test_boundaries_that_are_shared_are_drawn_for_both_sides() -> None:
    drawn = boundaries(json.dumps(TOPOLOGY))
    assert drawn.paths == {
        "141123": "M500 614L500 0L0 0L0 614L500 614Z",
        "141124": "M500 0L500 614L1000 614L1000 0L500 0Z",
    }
    assert drawn.height == 614
    assert drawn.centres == {"141123": (250, 307), "141124": (750, 307)}


AREA = """{{"arcs": [[[0, 0], [0, {}], [1, 1], [0, 0]]], \
"objects": {{"a": {{"type": "Polygon", "arcs": [[0]], "id": "141123"}}}}}}"""


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{", "is no JSON: Expecting property name enclosed in double quotes (line 1)"),
        ("[]", "is no TopoJSON of areas"),
        ("[" * 5000, "is no TopoJSON of areas"),
        *((text, "has points that are nowhere on earth") for text in map(AREA.format, ("NaN", "Infinity", "1e9"))),
        (f'{{"arcs": [[[0, {"9" * 5000}]]]}}', "is no TopoJSON of areas"),
        ('{"type": "FeatureCollection", "features": []}', "is no TopoJSON of areas"),
        (
            '{"arcs": [], "objects": {"a": {"type": "Polygon", "arcs": [[7]], "id": "141123"}}}',
            "is no TopoJSON of areas",
        ),
        (
            '{"arcs": [], "objects": {"a": {"type": "Polygon", "arcs": [], "id": "Shanxi"}}}',
            "has no area with an adcode",
        ),
    ],
)
def test_a_file_that_is_no_topology_is_said_to_be_none(text: str, what: str) -> None:
    with pytest.raises(NotTopology, match=re.escape(what)):
        boundaries(text)


def named(sample: Sample, text: str) -> None:
    sample.write("shanxi.topojson", text)
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace("archive: {}", "archive: {map: shanxi.topojson}"))


def test_boundaries_of_the_settings_are_drawn_and_lead_to_the_places(sample: Sample) -> None:
    named(sample, json.dumps(TOPOLOGY))
    result = sample.run("build", "--strict")
    assert result.exit_code == 0, result.output
    page = sample.read("site/counties/index.html")
    one, other = boundaries(json.dumps(TOPOLOGY)).paths.values()
    assert f'<a class="s1" href="141123/index.html" aria-label="兴县 1"><path d="{one}"/></a>' in page
    assert f'<path class="none" d="{other}"/>' in page
    assert "只表示大致方位与篇数，不表示界线" in page


def test_a_map_that_is_missing_or_no_map_is_said(sample: Sample) -> None:
    named(sample, "{}")
    assert sample.run("build").output.splitlines() == [
        "shanxi.topojson: is no TopoJSON of areas. Make one with mapshaper, with adcode among the properties."
    ]
    (sample.root / "shanxi.topojson").unlink()
    assert sample.run("build").output.splitlines() == [
        "shanxi.topojson: is missing. Put the file there, or correct its name where it is listed."
    ]


def test_every_province_and_every_city_has_a_tile_of_its_own() -> None:
    tiles = _tiles()
    provinces = {code for code in tiles if code.endswith("0000")}
    assert len(provinces) == 34
    assert all(gazetteer().get(code) for code in tiles)
    cities = {code for n in range(100_000, 900_000, 100) if (code := str(n)) not in provinces and gazetteer().get(code)}
    assert len(cities) == 354  # 333, 雄安新区, and twenty of 台湾省
    assert cities == tiles.keys() - provinces
    for group in (provinces, *grouped(cities, lambda code: code[:2]).values()):
        assert len({tiles[code] for code in group}) == len(group)


def test_the_counties_of_one_province_stand_in_the_tiles_of_their_cities(shipped: Sample) -> None:
    page = shipped.read("site/counties/index.html")
    drawing = page[page.index("<svg") : page.index("</svg>")]
    shown = re.findall(r'<a class="s\d" href="(\d{6})/index\.html">', drawing)
    assert len(shown) == len(set(shown)) == 13
    assert "太原市" in drawing


def filed(sample: Sample, places: list[str]) -> None:
    """Writes an article of each place."""
    records = [
        {"paper": "xxb", "date": "2024-03-08", "title": f"题{place}", "body": "文", "county": place, "kind": "news"}
        for place in places
    ]
    sample.write("seeds/articles/more.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))


def test_places_without_a_city_stand_in_a_tile_of_their_province(sample: Sample) -> None:
    places = ["海南省", "儋州市", "琼海市", "保亭黎族苗族自治县", "中沙群岛的岛礁及其海域"]
    filed(sample, places)
    (sample.root / "seeds/articles/xxb-2024-03-07.yml").unlink()
    assert sample.run("build", "--strict").exit_code == 0
    page = sample.read("site/counties/index.html")
    tiles = re.findall(
        r'<a class="s1" href="(\d+)/index.html">(<title>.*?</title>)?<rect[^>]*/><text[^>]*>(.*?)<', page
    )
    assert tiles == [
        ("460400", "", "儋州市 "),
        ("460323", "<title>中沙群岛的岛礁及其海域 1</title>", "中沙群…"),
        ("460000", "", "海南省 "),
        ("469002", "", "琼海市"),
        ("469029", "<title>保亭黎族苗族自治县 1</title>", "保亭"),
    ]
    headings = re.findall(r'<h2 id="(\w+)">(.*?)</h2>', page)
    assert headings == [("c4600", "海南省"), ("c4603", "三沙市"), ("c4604", "儋州市")]


def test_the_places_of_several_provinces_stand_in_the_tiles_of_these(sample: Sample) -> None:
    places = ["西安市", "咸阳市", "渭南市", "延安市", "榆林市"]
    filed(sample, places)
    assert sample.run("build", "--strict").exit_code == 0
    page = sample.read("site/counties/index.html")
    whole, shaanxi = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert re.findall(r'<a class="s\d" href="(#p\d+)">', whole) == ["#p14", "#p61"]
    assert '<svg viewBox="-1 -1 322 242" font-size="320">' in whole  # these two and one tile around them
    around = ["内蒙古", "北京", "甘肃", "宁夏", "河北", "河南", "山东", "四川", "重庆", "湖北", "安徽"]
    assert sorted(re.findall(r'<g class="none">.*?>([^<>]+)</text>', whole)) == sorted(around)
    assert 'aria-label="陕西省各地示意图"' in shaanxi
    cities = re.findall(r'<a class="s1" href="61\d\d00/index\.html"><rect[^>]*/><text[^>]*>(\w+) <tspan>1<', shaanxi)
    assert sorted(cities) == sorted(places)
    assert page.index('<h2 id="p61">陕西省</h2>') < page.index(shaanxi) < page.index('<h3 id="c6101">西安市</h3>')
    assert sample.run("check").output == "All well.\n"
