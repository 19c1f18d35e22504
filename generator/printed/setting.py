"""Lines as a reader finds them -> a page that stands upright, with numbers.

1. A text loses what ends a line, and white space at its ends; a line without text is none.
2. The page is turned by the skew of its long lines, so that boxes are upright.
3. A line that an engine read across a gutter is parted (`gutters`).
4. A line without a place stands where the line before it does: nothing of a page is lost because a file is not whole.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import islice
from statistics import median

from generator.base.printed_page import Box, PrintedLine, PrintedPage
from generator.printed.gutters import parted, units
from generator.printed.refused import Refused

Point = tuple[float, float]

ROLES = {
    "title": ("title", "doc_title", "paragraph_title", "heading", "headline", "header1", "h1", "h2", "h3", "h4"),
    "text": ("text", "paragraph", "abstract", "content", "list", "reference", "plain text", "aside_text"),
    "caption": (
        "caption",
        "figure_caption",
        "table_caption",
        "figure_title",
        "table_title",
        "chart_title",
        "image_caption",
        "image_footnote",
        "table_footnote",
    ),
    "header": ("header", "page-header", "header_image", "running_title"),
    "footer": ("footer", "page-footer", "page_number", "page-number", "number", "footer_image", "footnote"),
    "table": ("table", "table_body"),
    "advertisement": ("advertisement", "advertising", "ad"),
}
"""What files call the roles of a page's parts."""
_ROLE = {name: role for role, names in ROLES.items() for name in names}

LONG = 5.0  # times as long as high: a line whose slope tells the page's
ENOUGH = 5  # lines that tell it
LEAST, MOST = math.radians(0.05), math.radians(15)  # skews that are worth turning a page, and that are no other layout
TALL = 1.5  # times as high as wide, from which a line of two characters and more is vertical
LEADING = 1.5  # height of a line in sizes of type
TWO_LINES = 1.8  # sizes of type: what is no wider holds one line
CHINESE = "\u2e80"  # from here on characters are as wide as they are high
_TAG = re.compile(r"<[^>]{0,500}>")
_CELL = re.compile(r"</t[dh]>", re.IGNORECASE)
_ROW = re.compile(r"</tr>|<br ?/?>", re.IGNORECASE)
MOST_LINES = 50_000  # the fullest page has a thousand
FARTHEST = 1e7  # units; a page has some thousands
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A line as a file gives it."""

    text: str
    quad: Sequence[Point] = ()
    """Corners from the upper left one on, clockwise, or two opposite ones; empty where the file says no place."""
    size: float = 0.0
    vertical: bool | None = None
    """None: to be told from its form."""
    block: str = ""
    role: str = ""
    score: float = 1.0
    article: str = ""


def role_of(name: object) -> str:
    """The role that a file names in its own word; empty where it is none that is known."""
    return _ROLE.get(str(name).strip().lower(), "")


def one_line(text: str) -> str:
    """A text without what would end its line, and without white space at its ends."""
    return _CONTROL.sub(" ", text).strip()


def number(value: object) -> float:
    """A length of a file. Raises ValueError where it is none."""
    if isinstance(value, str):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not -FARTHEST < value < FARTHEST:
        raise ValueError
    return float(value)


def share(value: object) -> float:
    """A score from 0 to 1; some files say percent. 1 where it is none."""
    try:
        found = number(value)
    except ValueError:
        return 1.0
    return min(1.0, max(0.0, found / 100 if found > 1 else found))


def length(value: object) -> float:
    """A length that may be missing: 0 then, and where it is none."""
    try:
        return max(0.0, number(value))
    except ValueError:
        return 0.0


def around(points: Sequence[Point]) -> Box | None:
    """The upright box round some points; None round none."""
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def sloping(box: Box | None, first: Point, last: Point) -> Sequence[Point]:
    """The corners of a line that a box stands round and whose base runs from one point to the other."""
    if box is None:
        return ()
    (a, b), (c, d) = first, last
    slope = (d - b) / (c - a) if c > a else 0.0
    if not slope or abs(slope) > math.tan(MOST):
        return corners(*box)
    rise = slope * box.width
    low, high = (box.top, box.bottom - abs(rise)) if rise > 0 else (box.top - rise, box.bottom)
    if high <= low:
        return corners(*box)
    return (box.left, low), (box.right, low + rise), (box.right, high + rise), (box.left, high)


def joined(words: Sequence[str]) -> str:
    """Words as a line: engines part Chinese between all characters, where nothing is printed."""
    text = ""
    for word in filter(None, words):
        text += f" {word}" if text and text[-1] < CHINESE and word[0] < CHINESE else word
    return text


def bare(text: str) -> str:
    """A text without tags of HTML; cells of a table stand apart, and its rows are lines."""
    if "<" in text:
        text = _TAG.sub("", _CELL.sub(" ", _ROW.sub("\n", text)))
    return unescape(text) if "&" in text else text


def shared(text: str, box: Box | None, block: str = "", role: str = "", score: float = 1.0) -> Iterator[Found]:
    """The lines of a block whose place alone is known: they share its height, and its size of type is what lets its
    text fill it."""
    lines = [line for line in text.split("\n") if line.strip()]
    wide = sum(map(units, lines))
    size = math.sqrt(box.width * box.height / wide / LEADING) if box and wide and box.width > 0 < box.height else 0.0
    down = box is not None and box.width < TWO_LINES * size and box.height > TALL * box.width
    for n, line in enumerate(lines):
        step = box.height / len(lines) if box else 0.0
        quad = corners(box.left, box.top + n * step, box.right, box.top + (n + 1) * step) if box else ()
        yield Found(line, quad, size, down, block, role, score)


def corners(left: float, top: float, right: float, bottom: float) -> tuple[Point, ...]:
    """Those of an upright box."""
    return (left, top), (right, top), (right, bottom), (left, bottom)


def page(
    found: Iterable[Found],
    reader: str,
    size: tuple[float, float] = (0.0, 0.0),
    *,
    rules: Sequence[Box] = (),
    frames: Sequence[Box] = (),
    pictures: Sequence[Box] = (),
) -> PrintedPage:
    """The page that has these lines. Without its `size` the page reaches as far as its lines do; where no line has a
    place, it has none either. Raises Refused where there are more than any page has."""
    lines = [(line, text) for line in islice(found, MOST_LINES) if (text := one_line(line.text))]
    if len(lines) == MOST_LINES:
        raise Refused(f"has a page of {MOST_LINES:,} lines and more", "See what it is.")
    turn = _skew([line.quad for line, _ in lines])
    middle = (size[0] / 2, size[1] / 2) if size[0] and size[1] else (0.0, 0.0)
    quads = [_turned(line.quad, turn, middle) for line, _ in lines]
    boxes, last = [], next((_box(quad) for quad in quads if quad), Box(0, 0, 0, 0))
    for quad in quads:
        last = _box(quad) if quad else last
        boxes.append(last)
    width = size[0] or max((box.right for box in boxes), default=0.0)
    height = size[1] or max((box.bottom for box in boxes), default=0.0)
    placed = PrintedPage(
        width,
        height,
        tuple(
            PrintedLine(
                number=n,
                text=text,
                box=box,
                size=round(line.size, 2),
                vertical=_is_tall(box, text) if line.vertical is None else line.vertical,
                block=line.block,
                role=line.role,
                article=line.article,
                score=round(line.score, 3),
            )
            for n, ((line, text), box) in enumerate(zip(lines, boxes, strict=True), 1)
        ),
        tuple(rules),
        tuple(frames),
        tuple(pictures),
        reader,
        turn=round(turn, 6),
        sized=bool(size[0] and size[1]),
    )
    return parted(placed)


def scaled(page: PrintedPage, by: float) -> PrintedPage:
    """A page in another unit."""
    lines = [
        replace(line, box=_round(*(edge * by for edge in line.box)), size=round(line.size * by, 2))
        for line in page.lines
    ]
    return replace(page, width=round(page.width * by, 1), height=round(page.height * by, 1), lines=tuple(lines))


def _is_tall(box: Box, text: str) -> bool:
    return len(text) > 1 and box.height > TALL * box.width


def _skew(quads: Iterable[Sequence[Point]]) -> float:
    """The angle that the page is to be turned by, in radians; 0 where it stands upright, or nothing tells."""
    slopes = []
    for quad in quads:
        if len(quad) != 4:
            continue
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
        wide, high = (bx + cx - ax - dx) / 2, (cy + dy - ay - by) / 2
        if wide > LONG * abs(high):
            slopes.append(math.atan2((by + cy - ay - dy) / 2, wide))
        elif high > LONG * abs(wide):
            slopes.append(-math.atan2((cx + dx - ax - bx) / 2, high))
    turn = median(slopes) if len(slopes) >= ENOUGH else 0.0
    return turn if LEAST <= abs(turn) <= MOST else 0.0


def _turned(quad: Sequence[Point], turn: float, middle: Point) -> Sequence[Point]:
    """The corners in the upright page, which is turned about its middle."""
    if not turn:
        return quad
    sin, cos, (x, y) = math.sin(turn), math.cos(turn), middle
    return [(x + (a - x) * cos + (b - y) * sin, y + (b - y) * cos - (a - x) * sin) for a, b in quad]


def _box(quad: Sequence[Point]) -> Box:
    """The upright box of a line: through the middles of its edges, so that the ends of a skew line reach into no
    other; round all of its corners where they come in another order."""
    if len(quad) == 4:
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
        left, right, top, bottom = (ax + dx) / 2, (bx + cx) / 2, (ay + by) / 2, (cy + dy) / 2
        if right > left and bottom > top:
            return _round(left, top, right, bottom)
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    return _round(min(xs), min(ys), max(xs), max(ys))


def _round(*edges: float) -> Box:
    return Box(*(round(edge, 1) for edge in edges))
