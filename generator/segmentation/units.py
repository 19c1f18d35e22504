"""What a page is decided on: paragraphs, and what may be a headline line by line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.base.archive import Line
from generator.language.names import is_names
from generator.segmentation.bylines import DATED, MARKED
from generator.segmentation.clipping import joined
from generator.segmentation.geometry import Geometry
from generator.segmentation.paragraphs import LONGEST_HEADLINE, Paragraph
from generator.segmentation.wrapping import LATIN_STOP, width

MOST_LINES = 6
"""Lines of a paragraph that may be a headline; the longest headline of the marked pages has 6, in a narrow column."""
OPENING = re.compile(rf"{MARKED}{DATED}|[□■]\s*\w|[（(]上接|编者按|【编者按")
DIGEST = re.compile(r"核心阅读|阅读提示|内容提要|核心提示|编者按")
"""What stands above the text of a long article."""
BYLINE = re.compile(
    r"(?:□|■)?\s*(?:本报|新华社|见习|实习|特约)*(?:首席)?(?:记者|通讯员|评论员)\s*[\w· 　]{2,16}$|本报评论员$|"
    r"(?:By|BY|Von|VON)(?:\s+[A-ZÄÖÜ][\w.'’-]*){2,4}$"
)
CLOSING = re.compile(
    r"(?:[（(](?:作者|记者|本报记者|综合|执笔|来源|据|原载|完|本文|新华社|本报|整理|摘自|下转|相关报道)[^（）]{0,60}[）)]|"
    r"[（(][㐀-鿿\s]{2,12}[）)]|(?:^|。)[㐀-鿿]{2,3}(?:[ 　][㐀-鿿]{2,3}){1,2}|"
    r"[\w\s）)]{2,20}摄(?:影报道|影)?(?:[（(][^）)]{0,40}[）)])?|"
    r"[（(]?(?:版式设计|制图|责编|编辑|插图|题图|数据来源|资料来源)[：:].*|"
    r"(?:新华社|本报)\w{2,6}\d+月\d+日电[）)]?|^来源：.*)$"
)
DATE = re.compile(r"^(?:二[〇○０0]\w{2}年\w{1,3}月\w{1,3}日|\d{4}年\d{1,2}月\d{1,2}日)$")
NO_HEADLINE = re.compile(
    r"图[为①-⑨]|[（(]|来源[：:]|(?:版式设计|制图|插图|题图|漫画|图片来源|资料来源)[：:]|"
    r"(?:[㐀-鿿]{1,3}[ 　]){2,}[㐀-鿿]{1,3}$|.*[：:].*(?:@|\d{4})|"
    r".{0,24}摄(?:影报道|影)?(?:[（(][^）)]*[）)])?$|[^（(]{0,8}[）)]$"
)
"""Captions, signatures, names, addresses and the second half of a bracket."""
CROSSHEAD = 1.15
"""Size of type from which a few words are no text; the smallest that was measured has 1.2."""
SENTENCE = re.compile(rf"{LATIN_STOP}(?:\s+[A-Z“\"]|$)")
"""In Latin letters."""
SHORTEST_CAPTION = 8
LONGEST_EXCLAMATION = 20
COLUMN_NAME = re.compile(r"[（(][^（）()]{2,30}[）)]$")


@dataclass(frozen=True)
class Unit:
    """A paragraph, or a line that may be a headline."""

    lines: tuple[Line, ...]
    column: float
    last_column: float
    short: bool
    """It may be a headline: short, and no sentence ends it."""
    joins: bool
    """It is a further line of a short paragraph: wrapped, if it turns out to stand in a body."""
    wraps: float = 0.0
    """Width at which its short paragraph is wrapped: its first line's, where it has several."""
    whole: str = ""
    """The text of its short paragraph."""
    rows: int = 1
    """Lines of its short paragraph."""
    geometry: Geometry | None = None
    """What positions say of it; None for a text without."""
    furniture: bool = False
    """Date, 版次, 责编, a table, an advertisement: of no article unless a person says so."""

    @property
    def text(self) -> str:
        return joined(self.lines)


def units(paragraphs: Sequence[Paragraph]) -> list[Unit]:
    """The paragraphs, those that may be headlines line by line."""
    found: list[Unit] = []
    for n, p in enumerate(paragraphs):
        if p.geometry:
            found.append(_printed(p, p.geometry))
            continue
        signs_off = n + 1 < len(paragraphs) and DATE.match(paragraphs[n + 1].text)
        if not signs_off and _may_be_headline(p):
            wraps = width(p.lines[0].text) if len(p.lines) > 1 else 0.0
            found += [
                Unit((line,), p.column, p.last_column, True, k > 0, wraps, p.text, len(p.lines))
                for k, line in enumerate(p.lines)
            ]
        else:
            found.append(Unit(p.lines, p.column, p.last_column, short=is_byline(p.text), joins=False))
    return found


def _printed(p: Paragraph, geometry: Geometry) -> Unit:
    """A paragraph of a printed page: large type may be a headline whatever it says."""
    large = geometry.display or (geometry.size >= CROSSHEAD and width(p.text) <= LONGEST_HEADLINE)
    short = not geometry.caption and (large or is_byline(p.text) or _may_be_headline(p))
    wraps = width(p.lines[0].text) if short and len(p.lines) > 1 else 0.0
    whole, rows = (p.text, len(p.lines)) if short else ("", 1)
    idle = geometry.idle > 0
    return Unit(p.lines, p.column, p.last_column, short, p.joins, wraps, whole, rows, geometry, furniture=idle)


def is_byline(text: str) -> bool:
    return bool(BYLINE.match(text)) and not text.endswith("摄")


def _may_be_headline(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if len(paragraph.lines) > MOST_LINES or width(text) > LONGEST_HEADLINE * 2:
        return False
    if (
        "。" in text
        or SENTENCE.search(text)
        or DIGEST.match(text)
        or is_names(text)
        or is_doubled(text)
        or text[-1:] in "，；、：,;:"
        or text[:1].islower()
        or DATE.match(text)
        or NO_HEADLINE.match(text)
        or OPENING.match(text)
    ):
        return False
    if len(paragraph.lines) > 1 and CLOSING.search(text) and not COLUMN_NAME.search(text):
        return False
    if re.search(r"[！!…][”’]*$", text) and width(text) > LONGEST_EXCLAMATION:
        return False
    return width(paragraph.lines[0].text) <= LONGEST_HEADLINE * 1.5


def is_doubled(text: str) -> bool:
    """The same words twice: a caption that was printed over itself."""
    half = len(text) // 2
    return half >= SHORTEST_CAPTION and text == text[:half] * 2
