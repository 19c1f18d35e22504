"""What speaks for a headline and for the beginning of an article, unit by unit of a page.

A unit is a paragraph, or one line of what may be a headline. Nothing is decided here: `segment` weighs the cues of
the whole page against each other.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from generator.model import Line
from generator.names import is_names
from generator.paragraphs import ENDS, INDENT, LONGEST_HEADLINE, SHORT, Paragraph, blanks_tell, joined, width

MOST_LINES = 6
"""Lines of a paragraph that may be a headline; the longest headline of the marked pages has 6, in a narrow column."""
NEARER = 120
COHESION_REACH = 400
"""Characters on either side whose pairs are compared."""

REPORT = re.compile(r"本报讯")
"""A report of the paper's own: in the marked local pages every one begins an article."""
CAPTION = re.compile(r"图[为①-⑨]|[▲▼◀▶]")
CONTINUED = re.compile(r"[（(]上接")
OPENING = re.compile(
    r"(?:本报讯|本报电|(?:本报|据?新华社|中新社|本报记者)[\w、]{2,8}?\d+月\d+日电|新华社电|据新华社|[□■]\s*\w|[（(]上接|"
    r"编者按|【编者按)"
)
DIGEST = re.compile(r"核心阅读|阅读提示|内容提要|核心提示|编者按")
"""What stands above the text of a long article."""
BYLINE = re.compile(
    r"(?:□|■)?\s*(?:本报|新华社|见习|实习|特约)*(?:首席)?(?:记者|通讯员|评论员)\s*[\w· 　]{2,16}$|本报评论员$"
)
CLOSING = re.compile(
    r"(?:[（(](?:作者|记者|本报记者|综合|执笔|来源|据|原载|完|本文|新华社|本报|整理|摘自|下转|相关报道)[^（）]{0,60}[）)]|"
    r"[（(][㐀-鿿\s]{2,12}[）)]|(?:^|。)[㐀-鿿]{2,3}(?:[ 　][㐀-鿿]{2,3}){1,2}|"
    r"[\w\s）)]{2,20}摄(?:影报道|影)?(?:[（(][^）)]*[）)])?|"
    r"[（(]?(?:版式设计|制图|责编|编辑|插图|题图|数据来源|资料来源)[：:].*|"
    r"(?:新华社|本报)\w{2,6}\d+月\d+日电[）)]?|^来源：.*)$"
)
FURNITURE = re.compile(
    r"^(?:\d{4}年\d{1,2}月\d{1,2}日)?\s*星期[一二三四五六日天]\s*(?:农历.*)?$|^(?:第?\s*[\d０-９A-D]{1,3}\s*版)\s*\w{0,6}$|"
    r"^(?:本版)?(?:责任?编辑?|责编|编辑|值班编辑|美编|校对|版式|组版|主编)[：:].*(?:校对|版式|美编|编辑|电话)?.*$|^(?:本报(?:社?址|地址|电话|热线)|国内统一(?:连续出版物|刊)号).*"
)
BARE_DATELINE = re.compile(r"[（(]?(?:据?新华社|本报)\w{2,8}?\d+月\d+日电[）)]?$")
NOTICE = re.compile(r"(?:通告|公告|通知|启事|声明|倡议书|公示|讣告)$")
ENUMERATED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．]|[①-⑩●■◆▲★]|第[一二三四五六七八九十]+[章节条，、])"
)
DATE = re.compile(r"^(?:二[〇○０0]\w{2}年\w{1,3}月\w{1,3}日|\d{4}年\d{1,2}月\d{1,2}日)$")
SPEECH = re.compile(
    r"[^，。：“]{2,24}?(?:说|表示|指出|强调|认为|介绍|要求|坦言|告诉|提出|宣布|透露|感叹|回忆|称)[，：。]"
)
"""Somebody speaks in the first clause: he has been introduced before."""
GOES_ON = re.compile(
    r"他|她|它|这|那|此|该|其|但|而|同时|目前|据|今后|下一步|随后|会议|会上|对此|因|[一二三四五]是|首先|第[一二三]|另|与此|"
    r"不过|然而|如今|未来|最后|不仅|除|接下来|于是|所以|当然|一方面|本次|上述|活动|仪式|截至|近年来|多年来|结合|围绕|为了|经过|“"
)
"""Words that take up what was said; 为此, 此外, 其中, 据介绍, 本次活动."""
NEWS = re.compile(r"近日|日前|近期|最近|今天|昨天|今年以来|\d{4}年\d+月|\d+月\d+日|\d+日|连日来|记者从|“")
NO_HEADLINE = re.compile(
    r"图[为①-⑨]|[（(]|来源[：:]|(?:版式设计|制图|插图|题图|漫画|图片来源|资料来源)[：:]|"
    r"(?:[㐀-鿿]{1,3}[ 　]){2,}[㐀-鿿]{1,3}$|.*[：:].*(?:@|\d{4})|"
    r".{0,24}摄(?:影报道|影)?(?:[（(][^）)]*[）)])?$|[^（(]{0,8}[）)]$"
)
"""Captions, signatures, names, addresses and the second half of a bracket."""
SHORTEST_CAPTION = 8
LONGEST_EXCLAMATION = 20
COLUMN_NAME = re.compile(r"[（(][^（）()]{2,30}[）)]$")
PAIR = re.compile(r"[㐀-鿿A-Za-z0-9]{2,}")


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

    @property
    def text(self) -> str:
        return joined(self.lines)


def units(paragraphs: Sequence[Paragraph]) -> list[Unit]:
    """The paragraphs, those that may be headlines line by line."""
    found: list[Unit] = []
    for n, p in enumerate(paragraphs):
        signs_off = n + 1 < len(paragraphs) and DATE.match(paragraphs[n + 1].text)
        if not signs_off and _may_be_headline(p):
            wraps = width(p.lines[0].text) if len(p.lines) > 1 else 0.0
            found += [Unit((line,), p.column, p.last_column, True, k > 0, wraps) for k, line in enumerate(p.lines)]
        else:
            found.append(Unit(p.lines, p.column, p.last_column, short=_is_byline(p.text), joins=False))
    return found


def _is_byline(text: str) -> bool:
    return bool(BYLINE.match(text)) and not text.endswith("摄")


def _may_be_headline(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if len(paragraph.lines) > MOST_LINES or width(text) > LONGEST_HEADLINE * 2:
        return False
    if (
        "。" in text
        or DIGEST.match(text)
        or is_names(text)
        or is_doubled(text)
        or text[-1:] in "，；、："
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


def pairs(text: str) -> set[str]:
    """The overlapping pairs of characters of a text."""
    return {run[i : i + 2] for run in PAIR.findall(text) for i in range(len(run) - 1)}


class Page:
    """The units of a page with what is known of their neighbours."""

    def __init__(self, page: Sequence[Unit], tops: Set[int] = frozenset(), above: Set[int] = frozenset()) -> None:
        self.units = page
        self._tops = tops
        self._above = above
        self.texts = [u.text for u in page]
        self.pairs = [pairs(t) for t in self.texts]
        spread = Counter(pair for found in self.pairs for pair in found)
        n = max(1, len(page))
        self.rarity = {pair: math.log(1 + n / count) for pair, count in spread.items()}
        lines = [line for u in page for line in u.lines]
        self.blanks_tell = blanks_tell(lines)
        self.before = self._nearest_text(range(len(page)))
        self.after = list(reversed(self._nearest_text(range(len(page) - 1, -1, -1))))

    def _nearest_text(self, order: Sequence[int]) -> list[int | None]:
        """For each unit the nearest unit of text that the order has passed."""
        found: list[int | None] = []
        last: int | None = None
        for i in order:
            found.append(last)
            if not self.units[i].short:
                last = i
        return found

    def _told(self, i: int, lines: Set[int]) -> float:
        """Unit i begins with one of the lines: 1, or -1; 0 where the page has no blocks."""
        return (1.0 if self.units[i].lines[0].number in lines else -1.0) if self._tops else 0.0

    def byline(self, i: int) -> bool:
        """Unit i is nothing but a byline: 本报记者 李伟江."""
        return self.units[i].short and _is_byline(self.texts[i])

    def likeness(self, left: set[str], right: set[str]) -> float:
        """How much of the rarer pairs two texts share, 0 to 1."""
        if not left or not right:
            return 0.0
        shared = sum(self.rarity[p] for p in left & right)
        return shared / min(sum(self.rarity[p] for p in left), sum(self.rarity[p] for p in right))

    def around(self, at: int, reach: int = COHESION_REACH) -> tuple[set[str], set[str]]:
        """The pairs of the text before unit `at` and from it on, about `reach` characters each."""
        return self._gather(range(at - 1, -1, -1), reach), self._gather(range(at, len(self.units)), reach)

    def _gather(self, order: Sequence[int], reach: int) -> set[str]:
        found: set[str] = set()
        length = 0
        for i in order:
            if self.units[i].short:
                continue
            found |= self.pairs[i]
            length += len(self.texts[i])
            if length >= reach:
                break
        return found

    def _cohesion(self, i: int) -> dict[str, float]:
        """How much the texts before and behind unit i share; little of it tells more than much."""
        far, near = self.likeness(*self.around(i)), self.likeness(*self.around(i, NEARER))
        return {
            "strange": -math.log(0.01 + far),
            "strange_near": -math.log(0.01 + near),
        }

    def headline(self, i: int) -> dict[str, float]:
        """Cues for unit i, a short one, to be part of a headline."""
        unit, text = self.units[i], self.texts[i]
        b, a = self.before[i], self.after[i]
        cb = self.units[b].last_column if b is not None else 0.0
        ca = self.units[a].column if a is not None else 0.0
        w = width(text)
        col = max(cb, ca)
        length = len(re.sub(r"\W", "", text))
        series = sum(
            1
            for j in range(max(0, i - 12), min(len(self.units), i + 13))
            if j != i and self.units[j].short and abs(j - i) > 1 and abs(width(self.texts[j]) - w) <= 1.1
        )
        return {
            "bias": 1.0,
            "above_block": self._told(i, self._above),
            "sticks_out": float(bool(col) and w > col + SHORT),
            "unwrapped": float(not cb and not ca),
            "unwrapped_long": float(not cb and not ca and length >= 10 and "：" not in text),
            "fits_column": float(bool(col) and w <= col),
            "columns_differ": float(bool(cb and ca) and abs(cb - ca) > SHORT),
            "no_text_after": float(a is None),
            "attached": float(self.byline(i)),
            "clause_gap": float("　" in text),
            "dash": float(bool(re.match(r"——|—", text) or text.endswith(("——", "—")))),
            "column_name": float(bool(COLUMN_NAME.search(text))),
            "comma": float("，" in text),
            "tiny": float(length <= 4),
            "small": float(4 < length <= 7),
            "long": float(length >= 13),
            "very_long": float(length >= 20),
            "enumerated": float(bool(ENUMERATED.match(text))),
            "numeric": float(len(re.findall(r"\d", text)) * 2 >= max(1, length)),
            "asks": float(text.endswith(("？", "！"))),
            "quoted": float(text.startswith("“") and text.endswith("”")),
            "wraps_in_column": float(
                any(
                    c and unit.wraps and min(abs(unit.wraps - c), abs(unit.wraps - c + INDENT)) <= 1.0 for c in (ca, cb)
                )
            ),
            "closing": float(bool(CLOSING.search(text))),
            "next_opens": float(a is not None and bool(OPENING.match(self.texts[a]))),
            "prev_closes": float(b is not None and bool(CLOSING.search(self.texts[b]))),
            "prev_ends": float(b is not None and bool(ENDS.search(self.texts[b]))),
            "series": float(min(series, 3)),
            "page": float(unit.lines[0].starts_page),
            **self._cohesion(i),
            "notice": float(bool(NOTICE.search(text))),
        }

    def beginning(self, i: int) -> dict[str, float]:
        """Cues for unit i to be the first of an article's body."""
        unit, text = self.units[i], self.texts[i]
        b = self.before[i]
        prev = self.texts[i - 1] if i else ""
        after = self.texts[i + 1] if i + 1 < len(self.texts) and not self.units[i + 1].short else ""
        only_dateline = bool(BARE_DATELINE.match(text)) and not after
        signed = bool(CLOSING.search(prev) or DATE.match(prev))
        cb = self.units[b].last_column if b is not None else 0.0
        return {
            "bias": 1.0,
            "first": float(b is None),
            "opens": float(bool(OPENING.match(text)) and not only_dateline),
            "report": float(bool(REPORT.match(text))),
            "continued": float(bool(CONTINUED.match(text))),
            "byline": float(bool(BYLINE.match(text))),
            "closed": float(signed),
            "prev_byline": float(bool(BYLINE.match(prev))),
            "column_changes": float(bool(cb and unit.column) and abs(cb - unit.column) > SHORT),
            "prev_short": float(i > 0 and self.units[i - 1].short),
            "short": float(unit.short),
            "page": float(unit.lines[0].starts_page),
            "blank": float(self.blanks_tell and unit.lines[0].after_blank),
            **self._cohesion(i),
            "tops_block": self._told(i, self._tops),
            "digest": float(bool(DIGEST.match(text))),
            "after_digest": float(bool(DIGEST.match(prev) or CONTINUED.match(prev)) and len(prev) <= 12),
            "caption": float(bool(CAPTION.match(text)) or is_doubled(text)),
            "date": float(bool(NEWS.match(text))),
            "speech": float(bool(SPEECH.match(text))),
            "goes_on": float(bool(GOES_ON.match(text))),
            "enumerated": float(bool(ENUMERATED.match(text))),
        }
