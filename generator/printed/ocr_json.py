"""JSON of OCR engines: a list of lines, each with its place, its text and how sure the engine is.

Engines differ in the names, and in what they wrap round the list:

    [[quad, text, score], …]                                       RapidOCR
    [[[quad, [text, score]], …], …]                                PaddleOCR 2, a list for each page
    [{"box": quad, "txt": text, "score": …}, …]                    RapidOCR 2 and 3
    {"rec_texts": […], "rec_polys": […], "rec_scores": […]}        PaddleOCR 3
    {"lines": [{"id": …, "quad": …, "text": …, "score": …}, …]}    and the same under ocr_results, words_result …

A place is four corners, two, a box [left, top, right, bottom], or a box with names for its parts.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from generator.base.printed_page import PrintedPage
from generator.printed import setting
from generator.printed.setting import Found, Point

TEXT = ("text", "txt", "words", "word", "rec_text", "transcription", "content", "DetectedText")
PLACE = (
    "quad",
    "box",
    "bbox",
    "poly",
    "polygon",
    "points",
    "text_region",
    "position",
    "pos",
    "location",
    "bounding_box",
    "boundingBox",
    "dt_poly",
    "rec_poly",
    "Polygon",
)
SCORE = ("score", "confidence", "conf", "prob", "rec_score", "probability", "Confidence")
NAMED = frozenset(PLACE)
LISTS = (
    "lines",
    "ocr_results",
    "results",
    "words_result",
    "words_block_list",
    "prism_wordsInfo",
    "TextDetections",
    "text_lines",
    "ocr",
    "texts",
)
WRAPS = ("res", "result", "data", "overall_ocr_res", "ocr_res", "output", "prunedResult", "analyzeResult", "Response")
SHEETS = ("pages", "ocrResults", "layoutParsingResults", "readResults")
ENGINE = ("engine", "reader", "model")


def pages(data: object) -> list[PrintedPage] | None:
    """The pages that JSON holds; None where it is none of these forms."""
    if isinstance(data, dict):
        for name in SHEETS:
            if isinstance(data.get(name), list):
                return _several(data[name])
    if (one := found(data)) is not None:
        return [_page(data, one)]
    if isinstance(data, dict):
        return next((inner for name in WRAPS if name in data and (inner := pages(data[name]))), None)
    return _several(data) if isinstance(data, list) and data else None


def _several(sheets: Sequence[object]) -> list[PrintedPage] | None:
    """Pages of which each is one of the forms; a blank one may be null."""
    of = [[setting.page((), "OCR")] if each is None else pages(each) for each in sheets]
    return [page for some in of if some for page in some] if all(of) else None


def _page(data: object, lines: Sequence[Found]) -> PrintedPage:
    of: Mapping[str, Any] = data if isinstance(data, dict) else {}
    engine = next((str(of[name]) for name in ENGINE if isinstance(of.get(name), str)), "OCR")
    return setting.page(lines, engine, size(of))


def size(of: Mapping[str, Any]) -> tuple[float, float]:
    """Width and height that a record of a page says; 0 where it says none."""
    try:
        return max(0.0, setting.number(of.get("width", 0))), max(0.0, setting.number(of.get("height", 0)))
    except ValueError:
        return 0.0, 0.0


def found(data: object) -> list[Found] | None:
    """The lines of one page; None where JSON is none of these forms."""
    if isinstance(data, dict):
        texts = data.get("rec_texts", data.get("txts"))
        if isinstance(texts, list):
            return _columns(data, texts)
        for name in (*LISTS, *WRAPS):
            if name in data and (lines := found(data[name])) is not None:
                return lines
        return None
    if not isinstance(data, list):
        return None
    lines = [line for each in data if (line := _line(each))]
    placed = not data or any(isinstance(each, list) or not NAMED.isdisjoint(each) for each in data if _may_be(each))
    return lines if (lines or not data) and placed and all(map(_may_be, data)) else None


def _may_be(entry: object) -> bool:
    """Whether an entry is a line, if not a whole one: among lines one without text is left out."""
    return isinstance(entry, dict) or (isinstance(entry, list) and len(entry) >= 2)


def _columns(data: Mapping[str, Any], texts: Sequence[object]) -> list[Found]:
    """Lines whose places and scores stand in lists of their own."""
    names = ("rec_polys", "rec_boxes", "dt_polys", "boxes")
    places = next((of for name in names if isinstance(of := data.get(name), list) and len(of) == len(texts)), [])
    scores = next((of for name in ("rec_scores", "scores") if isinstance(of := data.get(name), list)), [])
    return [
        Found(str(text), place(places[n]) if places else (), score=setting.share(scores[n] if n < len(scores) else 1))
        for n, text in enumerate(texts)
    ]


def _line(entry: object) -> Found | None:
    """A line; None where it has no text."""
    if isinstance(entry, dict):
        text = next((entry[name] for name in TEXT if isinstance(entry.get(name), str)), None)
        of = next((entry[name] for name in PLACE if name in entry), None)
        score: object = next((entry[name] for name in SCORE if name in entry), 1)
        if text is None:
            return None
        role = setting.role_of(entry.get("role") or entry.get("type") or "")
        return Found(text, place(of), block=str(entry.get("block") or ""), role=role, score=setting.share(score))
    if not isinstance(entry, list) or len(entry) < 2 or not isinstance(entry[0], list):
        return None
    said = entry[1] if isinstance(entry[1], list) and entry[1] else entry[1:]
    if not isinstance(said[0], str):
        return None
    return Found(said[0], place(entry[0]), score=setting.share(said[1] if len(said) > 1 else 1))


def place(of: object) -> Sequence[Point]:
    """The corners that a value says; none where it says none."""
    try:
        if isinstance(of, dict):
            return _named(of)
        if not isinstance(of, list) or not of:
            return ()
        if isinstance(of[0], list):
            return [(setting.number(x), setting.number(y)) for x, y, *_ in of]
        if isinstance(of[0], dict):
            return [_point(each) for each in of]
        numbers = [setting.number(each) for each in of]
        if len(numbers) == 4:
            return setting.corners(*numbers)
        return [*zip(numbers[::2], numbers[1::2], strict=True)]
    except (ValueError, TypeError, KeyError):
        return ()


def _named(of: Mapping[str, Any]) -> Sequence[Point]:
    """A box with names for its parts."""
    low = {str(name).lower(): value for name, value in of.items()}
    left, top = (setting.number(low[a] if a in low else low[b]) for a, b in (("left", "x"), ("top", "y")))
    wide, high = setting.number(low["width"]), setting.number(low["height"])
    return setting.corners(left, top, left + wide, top + high)


def _point(of: Mapping[str, Any]) -> Point:
    low = {str(name).lower(): value for name, value in of.items()}
    return setting.number(low["x"]), setting.number(low["y"])
