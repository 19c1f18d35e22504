"""JSON of engines that part a page into blocks and say what each is: PP-Structure 2 and 3, PaddleOCR-VL, MinerU.

    PP-Structure 3        {"parsing_res_list": [{"block_label", "block_content", "block_bbox"}], "overall_ocr_res": {…}}
    PP-Structure 2        [{"type", "bbox", "res": [{"text", "confidence", "text_region"}]}, …]
    MinerU, middle.json   {"pdf_info": [{"page_size", "preproc_blocks": [{"type", "bbox", "lines": [{"spans": […]}]}]}]}
    MinerU, content_list  [{"type", "text", "text_level", "bbox", "page_idx"}, …]

Where there are lines they are the page's, and blocks say their roles; where there are none the lines of a block share
its height.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from generator.base.printed_page import Box, PrintedPage
from generator.printed import ocr_json, setting
from generator.printed.setting import Found

PICTURES = ("image", "figure", "chart", "picture", "seal", "image_body")
BODY = ("text", "list", "table_body")
CAPTIONS = ("image_caption", "img_caption", "table_caption", "image_footnote", "img_footnote", "table_footnote")
WRAPS = ("res", "result", "prunedResult", "layoutParsingResults")


def pages(data: object) -> list[PrintedPage] | None:
    """The pages that JSON holds; None where it is none of these forms."""
    if isinstance(data, dict):
        if isinstance(data.get("pdf_info"), list):
            return [_mineru(page) for page in _records(data["pdf_info"])]
        if isinstance(data.get("parsing_res_list"), list):
            return [_structure(data)]
        inner = next((data[name] for name in WRAPS if name in data), None)
        return pages(inner) if inner is not None else None
    if not isinstance(data, list) or not data or not all(isinstance(each, dict) for each in data):
        return None
    if all("type" in each and "page_idx" in each for each in data):
        data = sorted(data, key=_index)
        return [_contents([*of]) for _, of in groupby(data, key=_index)]
    if all("type" in each and "bbox" in each and "res" in each for each in data):
        return [_second(data)]
    each = [pages(page) for page in data]
    return [page for of in each if of for page in of] if all(each) else None


def _records(of: object) -> list[Mapping[str, Any]]:
    """Those of a list; none where something else stands there."""
    return [each for each in of if isinstance(each, dict)] if isinstance(of, list) else []


def _index(block: Mapping[str, Any]) -> int:
    number = block.get("page_idx")
    return number if isinstance(number, int) else 0


def _drawn(blocks: Sequence[Mapping[str, Any]], kind: str, place: str) -> list[Box]:
    boxes = (setting.around(ocr_json.place(block.get(place))) for block in blocks if block.get(kind) in PICTURES)
    return [box for box in boxes if box]


def _structure(data: Mapping[str, Any]) -> PrintedPage:
    blocks = _records(data["parsing_res_list"])
    boxes = [setting.around(ocr_json.place(block.get("block_bbox"))) for block in blocks]
    roles = [setting.role_of(block.get("block_label")) for block in blocks]
    lines = ocr_json.found(data.get("overall_ocr_res"))
    if lines:
        found = [_within(line, boxes, roles) for line in lines]
    else:
        texts = [str(block.get("block_content") or "") for block in blocks]
        found = [
            line
            for n, (text, box, role) in enumerate(zip(texts, boxes, roles, strict=True))
            if blocks[n].get("block_label") not in PICTURES
            for line in setting.shared(setting.bare(text), box, f"b{n}", role)
        ]
    pictures = _drawn(blocks, "block_label", "block_bbox")
    return setting.page(found, "PP-Structure", ocr_json.size(data), pictures=pictures)


def _within(line: Found, boxes: Sequence[Box | None], roles: Sequence[str]) -> Found:
    """A line with the smallest block that its middle lies in."""
    if not (own := setting.around(line.quad)):
        return line
    x, y = (own.left + own.right) / 2, (own.top + own.bottom) / 2
    inside = [
        (box.width * box.height, n)
        for n, box in enumerate(boxes)
        if box and box.left <= x <= box.right and box.top <= y <= box.bottom
    ]
    n = min(inside, default=(0, -1))[1]
    return replace(line, block=f"b{n}", role=roles[n]) if n >= 0 else line


def _second(blocks: Sequence[Mapping[str, Any]]) -> PrintedPage:
    found = []
    for n, block in enumerate(blocks):
        lines = ocr_json.found(block["res"]) or []
        found += [replace(line, block=f"b{n}", role=setting.role_of(block["type"])) for line in lines]
    return setting.page(found, "PP-Structure", pictures=_drawn(blocks, "type", "bbox"))


def _mineru(page: Mapping[str, Any]) -> PrintedPage:
    blocks = _records(page.get("preproc_blocks")) or _records(page.get("para_blocks"))
    blocks += _records(page.get("discarded_blocks"))
    said = page.get("page_size")
    size = (
        (setting.length(said[0]), setting.length(said[1])) if isinstance(said, list) and len(said) == 2 else (0.0, 0.0)
    )
    found = [line for n, block in enumerate(blocks) for line in _spans(block, f"b{n}", "")]
    pictures = _drawn(blocks, "type", "bbox")
    return setting.page(found, "MinerU", size, pictures=pictures)


def _spans(block: Mapping[str, Any], name: str, role: str) -> Iterator[Found]:
    """The lines of a block, and of the blocks in it."""
    role = setting.role_of(block.get("type")) or role
    for inner in _records(block.get("blocks")):
        yield from _spans(inner, name, role)
    for line in _records(block.get("lines")):
        spans = _records(line.get("spans"))
        text = setting.joined([setting.bare(str(span.get("content") or span.get("html") or "")) for span in spans])
        score = min((setting.share(span["score"]) for span in spans if "score" in span), default=1.0)
        yield Found(text, ocr_json.place(line.get("bbox")), 0.0, None, name, role, score)


def _contents(blocks: Sequence[Mapping[str, Any]]) -> PrintedPage:
    found = list[Found]()
    for n, block in enumerate(blocks):
        box = setting.around(ocr_json.place(block.get("bbox")))
        role = "title" if block.get("text_level") else setting.role_of(block.get("type"))
        texts = [(block[name], role) for name in BODY if isinstance(block.get(name), str)]
        texts += [("\n".join(map(str, items)), role) for items in [block.get("list_items")] if isinstance(items, list)]
        texts += [
            ("\n".join(map(str, of if isinstance(of, list) else [of])), "caption")
            for name in CAPTIONS
            if (of := block.get(name))
        ]
        for text, its in texts:
            found += setting.shared(setting.bare(text), box, f"b{n}", its)
    return setting.page(found, "MinerU", pictures=_drawn(blocks, "type", "bbox"))
