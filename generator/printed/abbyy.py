"""XML of ABBYY FineReader 6 to 10: blocks, paragraphs, lines, and each character with its place and how sure it is."""

from collections.abc import Iterator

from generator.base.printed_page import Box, PrintedPage
from generator.printed import setting
from generator.printed.setting import Found
from generator.printed.xml_tree import Node

PICTURES = ("Picture", "RasterPicture", "VectorPicture", "Barcode")
RULES = ("Separator", "SeparatorsBox")
POINTS = 72.0  # to the inch


def pages(root: Node) -> list[PrintedPage]:
    """Those of a FineReader file."""
    reader = f"ABBYY {root.of.get('producer', 'FineReader')}"[:80]
    return [_page(page, reader) for page in root.kids("page")]


def _page(page: Node, reader: str) -> PrintedPage:
    dots = setting.length(page.of.get("resolution")) / POINTS
    blocks = [*page.kids("block")]
    return setting.page(
        (line for n, block in enumerate(blocks) for line in _lines(block, f"b{n}", dots)),
        reader,
        (setting.length(page.of.get("width")), setting.length(page.of.get("height"))),
        rules=[box for block in blocks if block.of.get("blockType") in RULES and (box := _box(block))],
        pictures=[box for block in blocks if block.of.get("blockType") in PICTURES and (box := _box(block))],
    )


def _lines(block: Node, name: str, dots: float) -> Iterator[Found]:
    role = setting.role_of(block.of.get("blockType", ""))
    for paragraph in block.all("par"):
        for line in paragraph.kids("line"):
            box = _box(line)
            text, score = _said(line)
            points = max((setting.length(each.of.get("fs")) for each in line.kids("formatting")), default=0.0)
            corners = setting.corners(*box) if box else ()
            yield Found(text, corners, points * dots, None, name, "" if role == "text" else role, score)


def _said(line: Node) -> tuple[str, float]:
    """The text, character by character where the file has them, and the least score of one."""
    chars = [*line.all("charParams")]
    if not chars:
        return "".join(each.text for each in line.kids("formatting")) or line.text, 1.0
    scores = [setting.share(each.of["charConfidence"]) for each in chars if each.of.get("charConfidence", "-1") >= "0"]
    return "".join(each.text or " " for each in chars), min(scores, default=1.0)


def _box(node: Node) -> Box | None:
    try:
        return Box(*(setting.number(node.of.get(edge)) for edge in "ltrb"))
    except ValueError:
        return None
