"""ALTO 2 to 4, as libraries and OCR engines write it: pages, blocks, lines, words with their places."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from statistics import median
from types import MappingProxyType

from generator.base.printed_page import Box, PrintedPage
from generator.printed import setting
from generator.printed.gutters import units
from generator.printed.setting import Found
from generator.printed.xml_tree import Node

BLOCKS = ("TextBlock",)
PICTURES = ("Illustration", "GraphicalElement")
THIN = 8.0  # times as long as wide: a line that is drawn, no picture


Mark = tuple[str, str]
"""The article of a part of a page, and its role in it; empty where neither is known."""


def pages(root: Node, marks: Mapping[str, Mark] = MappingProxyType({})) -> list[PrintedPage]:
    """Those of an ALTO file. `marks`: what another file says of blocks, lines and words, by their ids; of parts that
    lie in each other the innermost counts."""
    sizes = {
        style.of["ID"]: setting.length(style.of.get("FONTSIZE"))
        for style in root.all("TextStyle")
        if style.of.get("ID")
    }
    tags = {tag.of.get("ID", ""): tag.of.get("LABEL", "") for tag in root.all("LayoutTag", "StructureTag", "OtherTag")}
    named = root.one("softwareName")
    reader = f"ALTO {named.text.strip()}".strip() if named is not None else "ALTO"
    return [_page(page, sizes, tags, reader, marks) for page in root.all("Page")]


def _page(
    page: Node, sizes: Mapping[str, float], tags: Mapping[str, str], reader: str, marks: Mapping[str, Mark]
) -> PrintedPage:
    spaces = list(page.kids("PrintSpace", "TopMargin", "BottomMargin", "LeftMargin", "RightMargin"))
    size = setting.length(page.of.get("WIDTH")), setting.length(page.of.get("HEIGHT"))
    space = next((node for node in spaces if node.tag == "PrintSpace"), page)
    size = size if all(size) else (setting.length(space.of.get("WIDTH")), setting.length(space.of.get("HEIGHT")))
    found: list[tuple[Found, float]] = []
    around = _around(page) if marks else {}
    for margin in spaces or [page]:
        edge = {"TopMargin": "header", "BottomMargin": "footer"}.get(margin.tag, "")
        for block in margin.all(*BLOCKS):
            role = next(
                (role for tag in block.of.get("TAGREFS", "").split() if (role := setting.role_of(tags.get(tag)))), edge
            )
            for line in block.kids("TextLine"):
                styles = f"{line.of.get('STYLEREFS', '')} {block.of.get('STYLEREFS', '')}".split()
                styles = [*(s for word in line.kids("String") for s in word.of.get("STYLEREFS", "").split()), *styles]
                point = next((sizes[name] for name in styles if sizes.get(name)), 0.0)
                parts = (*line.kids("String"), line, block, *around.get(id(block), ()))
                names = (part.of.get("ID", "") for part in parts) if marks else ()
                article, its = next((marks[name] for name in names if name in marks), ("", ""))
                found.append((replace(_line(line, block.of.get("ID", ""), its or role), article=article), point))
    drawn = [box for node in page.all(*PICTURES) if (box := _box(node))]
    return setting.page(
        _sized(found),
        reader,
        size,
        rules=[box for box in drawn if _is_rule(box)],
        pictures=[box for box in drawn if not _is_rule(box)],
    )


def _around(page: Node) -> dict[int, list[Node]]:
    """The composed blocks that each block lies in, the innermost first."""
    found: defaultdict[int, list[Node]] = defaultdict(list)
    for outer in page.all("ComposedBlock"):
        for inner in outer.all(*BLOCKS):
            found[id(inner)].insert(0, outer)
    return found


def _line(line: Node, block: str, role: str) -> Found:
    """A line of its words; of a word that is parted what stands in each line."""
    words = [*line.kids("String")]
    text, last = "", None
    for node in line.kids("String", "SP", "HYP"):
        if node.tag == "SP":
            last = "SP"
        elif said := node.of.get("CONTENT", ""):
            text += " " if node.tag == "String" and text and (last == "SP" or _latin(text[-1], said[0])) else ""
            text, last = text + said, "String"
    scores = [setting.share(word.of["WC"]) for word in words if "WC" in word.of]
    places = [box for word in words if (box := _box(word))]
    own = _box(line) or (
        Box(min(b[0] for b in places), min(b[1] for b in places), max(b[2] for b in places), max(b[3] for b in places))
        if places
        else None
    )
    return Found(text, setting.corners(*own) if own else (), 0.0, None, block, role, min(scores, default=1.0))


def _latin(before: str, after: str) -> bool:
    """Words that stand apart though the file does not say so."""
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()


def _sized(found: list[tuple[Found, float]]) -> Iterator[Found]:
    """The lines with sizes of type in the page's unit: the file gives points, and what a point is here the lines tell
    whose length is known. Without points a line's advance is its size."""
    lengths = [_advance(line) for line, _ in found]
    ratios = [length / point for (_, point), length in zip(found, lengths, strict=True) if point and length]
    unit = median(ratios) if ratios else 0.0
    for (line, point), length in zip(found, lengths, strict=True):
        yield replace(line, size=point * unit or length)


def _advance(line: Found) -> float:
    """Length of a line by its full-width characters; 0 where it has no place."""
    wide = units(line.text)
    if not line.quad or not wide:
        return 0.0
    xs, ys = [x for x, _ in line.quad], [y for _, y in line.quad]
    return max(max(xs) - min(xs), max(ys) - min(ys)) / max(wide, 1.0)


def _box(node: Node) -> Box | None:
    try:
        left, top = setting.number(node.of.get("HPOS")), setting.number(node.of.get("VPOS"))
        return Box(left, top, left + setting.number(node.of.get("WIDTH")), top + setting.number(node.of.get("HEIGHT")))
    except ValueError:
        return None


def _is_rule(box: Box) -> bool:
    return max(box.width, box.height) > THIN * min(box.width, box.height)
