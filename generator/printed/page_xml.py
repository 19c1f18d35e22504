"""PAGE XML of 2010 to 2019, as Transkribus, OCR-D and eScriptorium write it: regions, lines, and what they say."""

from collections.abc import Iterator, Sequence

from generator.base.printed_page import Box, PrintedPage
from generator.printed import setting
from generator.printed.setting import Found, Point
from generator.printed.xml_tree import Node

REGIONS = ("TextRegion", "AdvertRegion", "TableRegion")
PICTURES = ("ImageRegion", "GraphicRegion", "LineDrawingRegion", "ChartRegion", "MapRegion")
TYPES = {"heading": "title", "credit": "caption", "page-number": "footer", "endnote": "footer", "catch-word": "footer"}
"""Of text regions, beside the names that all files share (setting.ROLES)."""


def pages(root: Node) -> list[PrintedPage]:
    """Those of a PAGE file: one as a rule."""
    creator = root.one("Creator")
    reader = f"PAGE {creator.text.strip()}".strip() if creator is not None else "PAGE"
    return [_page(page, reader[:80]) for page in root.kids("Page")]


def _page(page: Node, reader: str) -> PrintedPage:
    return setting.page(
        _lines(page, "", ""),
        reader,
        (setting.length(page.of.get("imageWidth")), setting.length(page.of.get("imageHeight"))),
        rules=[*_boxes(page, "SeparatorRegion")],
        frames=[*_boxes(page, "FrameRegion")],
        pictures=[*_boxes(page, *PICTURES)],
    )


def _boxes(page: Node, *tags: str) -> Iterator[Box]:
    return (box for node in page.all(*tags) if (box := setting.around(_points(node))))


def _lines(node: Node, block: str, role: str) -> Iterator[Found]:
    """Lines of regions in regions, in the file's order."""
    for inner in node.inner:
        if inner.tag in REGIONS or inner.tag == "TableCell":
            said = inner.of.get("type", "")
            own = {"AdvertRegion": "advertisement", "TableRegion": "table"}.get(inner.tag)
            its = own or TYPES.get(said) or setting.role_of(said) or role
            name = inner.of.get("id", block)
            lines = [*_lines(inner, name, "advertisement" if role == "advertisement" else its)]
            yield from lines or _of_region(inner, name, its)
        elif inner.tag == "TextLine":
            yield _line(inner, block, role)


def _of_region(region: Node, block: str, role: str) -> Iterator[Found]:
    """A region whose text is said as a whole: its lines share its height."""
    text, score = _said(region)
    yield from setting.shared(text, setting.around(_points(region)), block, role, score)


def _line(line: Node, block: str, role: str) -> Found:
    text, score = _said(line)
    if not text:
        words = [_said(word) for word in line.kids("Word")]
        text, score = setting.joined([word for word, _ in words]), min((each for _, each in words), default=1.0)
    points = _points(line)
    base = next((_points_of(node) for node in line.kids("Baseline")), ())
    if points and len(base) > 1 and len(points) != 4:
        points = setting.sloping(setting.around(points), base[0], base[-1])
    return Found(text, points, block=block, role=role, score=score)


def _said(node: Node) -> tuple[str, float]:
    """The first reading of several, and how sure it is."""
    readings = sorted(node.kids("TextEquiv"), key=lambda each: setting.length(each.of.get("index")))
    if not readings:
        return "", 1.0
    found = next((each.text for name in ("Unicode", "PlainText") for each in readings[0].kids(name)), "")
    return found, setting.share(readings[0].of.get("conf", 1))


def _points(node: Node) -> Sequence[Point]:
    return next((_points_of(coords) for coords in node.kids("Coords")), ())


def _points_of(coords: Node) -> Sequence[Point]:
    """As an attribute, or as elements, as it was before 2013."""
    pairs = [pair.split(",") for pair in coords.of.get("points", "").split()]
    pairs = pairs or [[point.of.get("x", ""), point.of.get("y", "")] for point in coords.kids("Point")]
    try:
        return [(setting.number(x), setting.number(y)) for x, y in pairs]
    except ValueError:
        return ()
