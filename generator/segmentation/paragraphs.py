"""From lines to paragraphs: where a paragraph ends and the next begins, decided over the whole page at once.

1. The width of the column that a line stands in is what at least three of its neighbours reach (`column_widths`).
   Where no three agree, the text is not wrapped there: a line is a paragraph or a headline.
2. Every gap between two lines is scored as the end of a paragraph (`Cut` holds the weights): how the line ends, whether
   it falls short of its column, whether the next is indented, whether a quotation is open, blank lines where they tell.
3. The best sequence of beginnings and continuations over the page wins (Viterbi): the first line of a paragraph is two
   characters shorter than its column, so the same width says other things in other places.
"""

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from generator.base.archive import Line
from generator.language.words import words
from generator.segmentation.bylines import DATED, MARKED
from generator.segmentation.clipping import joined
from generator.segmentation.geometry import Geometry

WINDOW = 8
"""Lines on either side that tell a column's width; of 5, 7, 8 and 9 the best on the marked pages."""
AGREE = 0.3
"""Full-width characters by which justified lines of a column differ: hanging punctuation, half-width digits."""
LINE_BREAK_RULE = 0.75
"""A line is one character shorter than its column where a mark that may not begin a line would follow."""
NARROWEST_COLUMN = 7.5
"""The narrowest in the marked pages has 8, beside a picture."""
WIDEST_COLUMN = 42.0
"""Full-width characters; the widest column in the marked pages has 34, text that is not wrapped over 60."""
SUPPORT = 3
INDENT = 2.0
"""Full-width characters by which the first line of a paragraph is shorter: the white space itself is lost."""
FEWEST_BLANKS, MOST_BLANKS = 0.05, 0.3
"""Share of lines behind a blank one: 0.08 to 0.19 where boxes are set apart, 0.93 and more where every line is."""
JUMP = 3.0
"""From here a line is wider than its neighbour's column; quotation marks side by side are set closer by 2."""
ENOUGH_BOXES = 12
"""Fewer blank lines tell nothing; a page with boxes has 24 and more."""
ENDED_BOXES = 0.6
"""Share of the boxes before which a sentence ends: 0.62 and more, 0.57 where blank lines are strewn by chance."""
REACH = 5
"""Characters on either side in which a word that runs over a line's end is looked for."""
HARDLY_BEGIN = re.compile(r"[的了着们地得及]|与(?!此|其|会)|和(?!平|谐|睦)")
HARDLY_END = "要将在和的为与对把被使让并及或而是由从向以于等该各本我其该这那"
"""No headline ends so: the sentence goes on in the next line."""
SHORT = 1.7
"""From here a line falls short of its column; one whose next character may not begin a line is 1 shorter."""
LONGEST_HEADLINE = 46
"""Characters of a line that may be a headline by itself; the longest in the marked pages: 43."""

LATIN_STOP = r"[A-Za-z]{2}[^\u3400-\u9fff]{0,40}(?<![ .][A-Z])\.[”’\"')\]]*"
"""Of a sentence in Latin letters: a word and a full stop, which is not an initial's."""
ENDS = re.compile(rf"[。！？!?…][”’）)』」]*$|摄$|^核心阅读$|^[（(][^）)]*[）)]$|{LATIN_STOP}$")
OPENING = re.compile(
    rf"{MARKED}{DATED}|[□■]\s*\w|[（(]上接|核心阅读$|编者按|"
    r"(?:本报|新华社|实习|见习)(?:首席)?(?:记者|通讯员|评论员)\s*\w{2,16}$"
)
"""As an article begins."""
LEAD_IN = re.compile(
    r"(?:近日|日前|近年来|今年以来|去年以来)，|为(?:进一步|认真|贯彻|深入|切实)|"
    r"\d{1,2}月\d{1,2}日(?:至\d+日)?[，上下晚]|\d{1,2}日[，上下晚]"
)
"""As a text begins, never a headline."""
CLEARLY_SHORT = 0.25
"""Share of the column by which a crosshead falls short of it."""
ENDS_QUOTATION = re.compile(r"[”）)]$")
IDEOGRAPH = re.compile(r"[㐀-鿿]")
OPENS = "“‘（《【(「『"
CLOSES = "”’）》】)」』"
ATTRIBUTION = re.compile(r"[^，。“”：；]{2,28}?(?:说道|说|表示|回答|介绍|感慨|坦言|感叹|告诉记者)。")
ROLE_ALONE = re.compile(r"(?:本报|新华社|实习|见习|特约)*(?:记者|通讯员)$")
"""A byline whose names stand in the next line."""
BRACKET_OPEN = re.compile(r"[（(《][^）)》]{0,30}$")
CANNOT_BEGIN = re.compile(r"[，。、；：！？”’）》】,.;:!?)」』%％]")


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together."""

    lines: tuple[Line, ...]
    column: float
    """Width of the column that it begins in; 0 where the text is not wrapped."""
    last_column: float
    """Width of the column that it ends in: beside a picture both differ."""
    geometry: Geometry | None = None
    """What its positions say; None for a text without."""
    joins: bool = False
    """On a printed page: it goes on from the paragraph before, in another column or row."""

    @property
    def text(self) -> str:
        return joined(self.lines)


def width(text: str) -> float:
    """Width as set: a full-width character counts 1, others one half."""
    return sum(1.0 if c in "“”‘’…—·" or unicodedata.east_asian_width(c) in "WF" else 0.5 for c in text if c != " ")


def one_word(before: str, after: str) -> bool:
    """A word runs from the end of `before` into `after`: 生|活, or what follows cannot begin a sentence: |的妻子."""
    if not (IDEOGRAPH.match(before[-1:]) and IDEOGRAPH.match(after)):
        return bool(re.search(r"\d$", before) and re.match(r"[\d年月日万亿余]", after))
    if HARDLY_BEGIN.match(after):
        return True
    left = re.split(r"[^\w]", before[-REACH:])[-1]
    right = re.split(r"[^\w]", after[:REACH])[0]
    at = 0
    for word in words(left + right):
        at += len(word)
        if at == len(left):
            return False
        if at > len(left):
            return True
    return False


def _supported(widths: Sequence[float]) -> float:
    """The largest width that three lines reach; 0 where no three agree."""
    for w in sorted({w for w in widths if NARROWEST_COLUMN <= w <= WIDEST_COLUMN}, reverse=True):
        if sum(w - LINE_BREAK_RULE <= other <= w for other in widths) >= SUPPORT:
            return w
    return 0.0


def _leads_in(text: str) -> bool:
    return bool(LEAD_IN.match(text) or OPENING.match(text))


def blanks_tell(lines: Sequence[Line]) -> bool:
    """Some lines stand behind a blank one, not most: paragraphs rather begin there."""
    return FEWEST_BLANKS < sum(line.after_blank for line in lines) / max(1, len(lines)) < MOST_BLANKS


def boxes_tell(lines: Sequence[Line]) -> bool:
    """Blank lines stand where text boxes begin: most of them behind the end of a sentence."""
    boxes = [i for i in range(1, len(lines)) if lines[i].after_blank]
    ended = sum(bool(ENDS.search(lines[i - 1].text)) for i in boxes)
    return len(boxes) >= ENOUGH_BOXES and blanks_tell(lines) and ended >= ENDED_BOXES * len(boxes)


def column_widths(widths: Sequence[float]) -> list[float]:
    """For each line the width of its column; 0 where the text is not wrapped."""
    found: list[float] = []
    for i, w in enumerate(widths):
        left = _supported(widths[max(0, i - WINDOW) : i + 1])
        right = _supported(widths[i : i + WINDOW + 1])
        middle = _supported(widths[max(0, i - WINDOW + 1) : i + WINDOW])
        three = (left, right, middle)
        left, right, middle = (max(t for t in three if t <= s + LINE_BREAK_RULE) for s in three)
        sides = [s for s in (left, right, middle) if s]
        full = [s for s in sides if abs(s - w) <= SHORT]
        indented = [s for s in sides if abs(s - INDENT - w) <= AGREE]
        if full:
            found.append(min(full, key=lambda s: abs(s - w)))
        elif indented:
            found.append(right if right in indented else indented[0])
        else:
            fitting = [s for s in (left, right, middle) if s >= w]
            found.append(fitting[0] if fitting else 0.0)
    return found


@dataclass(frozen=True)
class Cut:
    """Weights of the end of a paragraph, in log-odds; a random search over the marked pages moved them from guesses."""

    ends: float = 2.5
    """The line ends a sentence."""
    ends_quotation: float = 1.0
    """It ends with a closing mark and no full stop before it: a crosshead may, a sentence goes on."""
    colon: float = -1.0
    comma: float = -6.3
    breaks_off: float = -5.0
    """The line ends in the middle of a sentence, and its paragraph has run for three lines."""
    breaks_off_second: float = -2.0
    """The same in a paragraph's second line: a headline of two lines."""
    alone: float = 1.8
    """A line by itself, shorter than the first line of a paragraph: a crosshead, a headline."""
    alone_nearly: float = -1.0
    """A line by itself that nearly fills the column."""
    lead_in_next: float = 6.0
    """The same before 近日 or 9月26日，: a headline before its text."""
    alone_indented: float = -5.8
    """A line by itself that is as long as the first line of a paragraph."""
    alone_full: float = -4.5
    alone_wide: float = 2.0
    """A line by itself that is wider than the column."""
    alone_long: float = -3.0
    """In text that is not wrapped, a line too long for a headline."""
    falls_short: float = 0.5
    full: float = -0.7
    short_inside: float = -3.0
    """A short line that goes on: beside pictures, and where the extractor broke a line in two."""
    opening: float = 5.5
    """The next line begins as articles begin: 本报讯, 新华社北京3月6日电, □ 记者."""
    column_jump: float = -1.0
    """A paragraph goes on in another width: around a picture only."""
    indented: float = 1.8
    not_indented: float = -2.0
    headline_next: float = 1.5
    opens_inside: float = -2.5
    """A quotation or a bracket is open."""
    attribution: float = -4.0
    """A quotation ends, and the next line says no more than who spoke."""
    bracket_open: float = -4.0
    """The line itself opens a bracket that the next closes."""
    cannot_begin: float = -12.0
    splits_word: float = -9.0
    """A word of the dictionary runs from the line into the next, or the next begins with 的."""
    block: float = -0.5
    """A text box ends in the middle of a sentence: it goes on in another column, which need not be the next."""
    blank: float = 1.7
    no_blank: float = -3.5
    column_changes: float = 2.0
    page: float = 30.0


CUT = Cut()
STATES = (0, 1, 2)
"""A line is the first of its paragraph, the second, or a later one."""


def paragraphs(lines: Sequence[Line], told: Sequence[float] = ()) -> list[Paragraph]:
    """The paragraphs of a page in its order; headlines, crossheads and signatures are paragraphs of their own.

    `told`: log-odds of each line to begin a paragraph, as a network reads it."""
    if not lines:
        return []
    page = _Geometry.of(lines)
    best = [[0.0, -1e9, -1e9]]
    back: list[list[int]] = [[0, 0, 0]]
    for i in range(len(lines) - 1):
        begin = page.begins(i) + (told[i + 1] if told and (page.columns[i] or page.columns[i + 1]) else 0.0)
        goes = [best[i][s] + page.goes_on(i, s) for s in STATES]
        ends = [best[i][s] + page.ends(i, s) + begin for s in STATES]
        to_first = max(STATES, key=lambda s: ends[s])
        to_later = 1 if goes[1] > goes[2] else 2
        best.append([ends[to_first], goes[0], goes[to_later]])
        back.append([to_first, 0, to_later])
    last = len(lines) - 1
    state = max(STATES, key=lambda s: best[last][s] + page.ends(last, s))
    starts = {0}
    for i in range(last, 0, -1):
        if state == 0:
            starts.add(i)
        state = back[i][state]
    order = sorted(starts)
    return [
        Paragraph(tuple(lines[a:b]), max(page.columns[a : min(b, a + 2)]), max(page.columns[max(a, b - 2) : b]))
        for a, b in zip(order, [*order[1:], len(lines)], strict=True)
    ]


def open_marks(lines: Sequence[Line]) -> list[int]:
    """Behind each line, how many quotations and brackets are open; a sentence's end outside forgets older ones."""
    depth, depths = 0, []
    for line in lines:
        if line.starts_page:
            depth = 0
        for c in line.text:
            depth += (c in OPENS) - (c in CLOSES)
            depth = max(0, min(depth, 3))
        depths.append(depth)
    return depths


@dataclass(frozen=True)
class _Geometry:
    """A page's lines with their widths, columns, open quotations and the share of blank lines."""

    lines: Sequence[Line]
    widths: Sequence[float]
    columns: Sequence[float]
    depths: Sequence[int]
    one_word: Sequence[bool]
    """A word runs over the end of the line."""
    blanks_tell: bool
    boxes_tell: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "_Geometry":
        widths = [width(line.text) for line in lines]
        words = [one_word(a.text, b.text) for a, b in itertools.pairwise(lines)]
        return cls(
            lines, widths, column_widths(widths), open_marks(lines), words, blanks_tell(lines), boxes_tell(lines)
        )

    def goes_on(self, i: int, state: int) -> float:
        """Line i is followed by another of its paragraph: it must be full, or indented where it is the first."""
        column, after = self.columns[i], self.columns[i + 1]
        sticks_out = (after and self.widths[i] > after + JUMP) or (column and self.widths[i + 1] > column + JUMP)
        jump = CUT.column_jump if sticks_out and not self.one_word[i] else 0.0
        if not column:
            return jump
        short = column - self.widths[i] - (INDENT if state == 0 else 0.0)
        if short > SHORT:
            return CUT.short_inside + jump
        return jump - 0.5 if state == 0 and short < -SHORT else jump

    def ends(self, i: int, state: int) -> float:
        """Line i is the last of its paragraph."""
        text, w, column = self.lines[i].text, self.widths[i], self.columns[i]
        short = column - w
        boxed = self.boxes_tell and i + 1 < len(self.lines) and self.lines[i + 1].after_blank
        if ENDS.search(text):
            score = CUT.ends + (0.0 if not column else CUT.falls_short if short > SHORT else CUT.full)
        elif ROLE_ALONE.match(text):
            score = CUT.splits_word
        elif boxed and state:
            score = CUT.block
        elif text[-1:] in "，、“‘（《":
            score = CUT.comma
        elif text[-1:] in "：；":
            score = CUT.colon if column else CUT.ends
        elif ENDS_QUOTATION.search(text) and (state == 0 or short > SHORT):
            score = CUT.ends_quotation
        elif text[-1:] in HARDLY_END or (not state and ("。" in text or _leads_in(text))):
            score = CUT.breaks_off
        elif state:
            score = CUT.breaks_off_second if state == 1 and (not column or short > SHORT) else CUT.breaks_off
        else:
            score = self._alone(i)
        return score

    def _alone(self, i: int) -> float:
        """Line i is a paragraph by itself though no sentence ends: a headline or a crosshead."""
        w, column = self.widths[i], self.columns[i]
        short = column - w
        follows = CUT.lead_in_next if i + 1 < len(self.lines) and _leads_in(self.lines[i + 1].text) else 0.0
        if not column:
            return follows + (CUT.alone if w <= LONGEST_HEADLINE else CUT.alone_long)
        if short < -SHORT:
            return follows + CUT.alone_wide
        if abs(short - INDENT) <= AGREE:
            return follows + CUT.alone_indented
        if short > INDENT:
            return follows + (CUT.alone if short > CLEARLY_SHORT * column else CUT.alone_nearly)
        return follows + CUT.alone_full

    def begins(self, i: int) -> float:
        """The line behind line i is the first of its paragraph."""
        after = self.lines[i + 1]
        if after.starts_page:
            return CUT.page
        score = CUT.cannot_begin if CANNOT_BEGIN.match(after.text) else 0.0
        if OPENING.match(after.text):
            score += CUT.opening
        if self.one_word[i]:
            score += CUT.splits_word
        column, w = self.columns[i + 1], self.widths[i + 1]
        if column:
            if abs(column - w - INDENT) <= AGREE:
                score += CUT.indented
            elif abs(column - w) < SHORT:
                score += CUT.not_indented
        elif w <= LONGEST_HEADLINE and not ENDS.search(after.text):
            score += CUT.headline_next
        if column and self.columns[i] and abs(column - self.columns[i]) > SHORT and ENDS.search(self.lines[i].text):
            score += CUT.column_changes
        if self.depths[i]:
            score += CUT.opens_inside
        following = after.text + (self.lines[i + 2].text if i + 2 < len(self.lines) else "")
        if self.lines[i].text.endswith("”") and ATTRIBUTION.match(following):
            score += CUT.attribution
        if BRACKET_OPEN.search(self.lines[i].text):
            score += CUT.bracket_open
        if self.blanks_tell:
            score += CUT.blank if after.after_blank else CUT.no_blank
        return score
