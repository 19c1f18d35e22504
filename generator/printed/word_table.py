"""Tesseract's table (TSV): a row for each page, block, paragraph, line and word."""

from itertools import groupby

from generator.base.printed_page import PrintedPage
from generator.printed import setting
from generator.printed.refused import Refused
from generator.printed.setting import Found

_HEAD = "level page_num block_num par_num line_num word_num left top width height conf text"
PAGE, WORD = "1", "5"  # levels

Row = dict[str, str]


def pages(text: str) -> list[PrintedPage]:
    """Those of a table. Raises Refused."""
    rows = [dict(zip(_HEAD.split(), line.split("\t"), strict=False)) for line in text.splitlines()[1:] if line.strip()]
    if any("conf" not in row for row in rows):
        raise Refused("is a table of words with columns missing", "Have Tesseract write it anew.")
    return [_page([*of]) for _, of in groupby(rows, key=lambda row: row["page_num"])]


def _page(rows: list[Row]) -> PrintedPage:
    whole = next((row for row in rows if row["level"] == PAGE), {})
    words = [row for row in rows if row["level"] == WORD and row.get("text", "").strip()]
    lines = groupby(words, key=lambda row: (row["block_num"], row["par_num"], row["line_num"]))
    size = setting.length(whole.get("width")), setting.length(whole.get("height"))
    return setting.page((_line(f"b{block}", [*of]) for (block, _, _), of in lines), "Tesseract", size)


def _line(block: str, words: list[Row]) -> Found:
    boxes = [tuple(setting.length(word[name]) for name in ("left", "top", "width", "height")) for word in words]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    score = min(setting.share(max(0.0, setting.length(word["conf"])) / 100) for word in words)
    text = setting.joined([word["text"].strip() for word in words])
    return Found(text, setting.corners(left, top, right, bottom), block=block, score=score)
