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
from collections.abc import Sequence
from dataclasses import dataclass

from generator.base.archive import Line
from generator.language.words import words
from generator.segmentation.bylines import DATED, MARKED
from generator.segmentation.clipping import joined
from generator.segmentation.geometry import Geometry
from generator.segmentation.wrapping import (
    AGREE,
    ENDS,
    INDENT,
    SHORT,
    blanks_tell,
    boxes_tell,
    column_widths,
    columns_of_pieces,
    pieces_tell,
    width,
)

JUMP = 3.0
"""From here a line is wider than its neighbour's column; quotation marks side by side are set closer by 2."""
HEAD_LINES = 3
"""Lines of a headline that stands in one piece with its text, at most."""
REACH = 5
"""Characters on either side in which a word that runs over a line's end is looked for."""
HARDLY_BEGIN = re.compile(r"[的了着们地得及]|与(?!此|其|会)|和(?!平|谐|睦)")
HARDLY_END = "要将在和的为与对把被使让并及或而是由从向以于等该各本我其该这那"
"""No headline ends so: the sentence goes on in the next line."""
LONGEST_HEADLINE = 46
"""Characters of a line that may be a headline by itself; the longest in the marked pages: 43."""

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


def _leads_in(text: str) -> bool:
    return bool(LEAD_IN.match(text) or OPENING.match(text))


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
    alone_over_piece: float = -1.0
    """The same as the first line of a piece of a column, over what stands in as the first line of a paragraph."""
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
    inside_piece: float = -0.5
    """The same where blank lines part pieces of columns."""
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
    pieces_tell: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "_Geometry":
        widths = [width(line.text) for line in lines]
        words = [one_word(a.text, b.text) for a, b in itertools.pairwise(lines)]
        columns = column_widths(widths)
        pieces = pieces_tell(lines, columns)
        return cls(
            lines,
            widths,
            columns_of_pieces(lines, widths, columns) if pieces else columns,
            open_marks(lines),
            words,
            blanks_tell(lines),
            boxes_tell(lines),
            pieces,
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
        return follows + (CUT.alone_over_piece if self._over_piece(i) else CUT.alone_full)

    def _over_piece(self, i: int) -> bool:
        """Line i is among the first of a piece of a column, and the next stands in."""
        if not self.pieces_tell or i + 1 >= len(self.lines) or self.lines[i + 1].after_blank:
            return False
        first = i < HEAD_LINES or any(line.after_blank for line in self.lines[i - HEAD_LINES + 1 : i + 1])
        return first and abs(self.columns[i + 1] - self.widths[i + 1] - INDENT) <= AGREE

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
            score += CUT.blank if after.after_blank else CUT.inside_piece if self.pieces_tell else CUT.no_blank
        return score
