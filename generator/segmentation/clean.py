"""From the text of a page file to its lines: numbered, closed up, with what the PDF lost marked.

In this order, on every line:
1. Blank lines go; the line behind them remembers (`after_blank`). Numbers are the file's own.
2. A line that begins with exactly one space starts a page, and so does the first line and one behind a form feed.
3. Control characters, lone surrogates and private-use characters stand for something that was lost: 〔□〕, reported.
   Marks that show nothing (a byte order mark, zero-width spaces) go.
4. White space inside the line is decided gap by gap, by what stands on either side:
   a. In a letter-spaced line (本 报 讯 （记 者 康 桂) every gap is closed.
   b. Beside punctuation and between Chinese and digits or Latin it is closed; between Latin words it stays.
   c. Behind 本报讯, around bylines, between names and before 摄 one space stays.
   d. Between the clauses of a headline or of a quoted motto it becomes a full-width space.
   e. A lone gap that is left in an ordinary line is a character that the PDF lost: 〔□〕, reported.
"""

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from generator.base import lazily
from generator.base.archive import Line
from generator.base.problems import Problem
from generator.language.forms import INVISIBLE, UNREADABLE, read

LOST = "〔□〕"
WIDE = "　"

NEWLINE = lazily.pattern(r"\r\n|\r|\n")
IDEOGRAPH = lazily.pattern(r"[㐀-䶿一-鿿豈-﫿𠀀-𳎿〇]")
DATELINE_END = lazily.pattern(
    r"(?:本报|本台)[^，。]{0,8}讯$|(?:电|讯)[（(][^）)]*[）)]$|^[^，。]{2,14}日电$|^据?[^，。]{0,12}电$"
)
BYLINE = lazily.pattern(
    r"^(?:□|■|●|◎|○|来源|文/|图/|文|图)?(?:本报|本台|新华社|见习|实习|特约)*(?:首席|见习|实习|特约)?(?:记者|通讯员|评论员)|摄(?:影|影报道)?(?:[（(][^）)]{0,40}[）)])?$|^来源：|□|(?:撰文|整理|供图|报道)$"
)
NAME = lazily.pattern(r"[㐀-鿿·]{1,4}$|[㐀-鿿]{1,12}(?:·[㐀-鿿]{1,12}){1,3}$")

SENTENCE_ENDS = ("。", "！", "？", "”", "…", "）", ")", "摄", "电")

LETTER_SPACED = 0.4
"""Share of the neighbouring ideographs that are set apart from which a line is letter-spaced: some words of it may have
been closed up by the extractor; set by eye on the five real pages."""
SHORTEST_ORDINARY = 6
"""Ideographs of a line from which a lone gap is a lost character: 60 孔 JL6555D 捣 面 has 3 and lost nothing."""
SHORTEST_CLAUSE = 4
"""Ideographs on either side of a gap between clauses; the shortest pair in the marked pages: 青春聚力　驿路同行."""
SAME_COLUMN = 2.0
"""Full-width characters by which the lines of a column differ: punctuation hangs, a lost character is missing."""
REACH = 8
"""Tokens on either side in which quotation marks around a motto are looked for."""
LONGEST_DATELINE = 24
"""Tokens of a letter-spaced dateline: 本 报 讯 （记 者 康 桂 芳） has 8."""
MOST_NAMES = 8
LONGEST_NAME_TOKEN = 12
"""Characters of a byline that stand together, roles and all: 本报首席记者 has 6, 新华社特约通讯员张志茹 11."""


@dataclass(frozen=True)
class Around:
    """What stands beside a line."""

    beside: tuple[float, ...]
    """Widths of the line before and the line behind."""
    ended: bool
    """The line before ends a sentence: a headline may begin."""


def clean(file: str, text: str) -> tuple[list[Line], list[Problem]]:
    """The lines of a page file as they are shown, and what of them could not be read."""
    lines: list[Line] = []
    problems: list[Problem] = []
    raws = [(number, raw) for number, raw in enumerate(NEWLINE.split(text), 1)]
    kept = [(number, raw) for number, raw in raws if INVISIBLE.sub("", raw).strip()]
    widths = [_width(raw) for _, raw in kept]
    numbers = {number for number, _ in kept}
    for index, (number, raw) in enumerate(kept):
        visible = INVISIBLE.sub("", raw)
        before = read(kept[index - 1][1].rstrip()) if index else "。"
        around = Around(
            beside=(*widths[max(0, index - 1) : index], *widths[index + 1 : index + 2]),
            ended=before.endswith(SENTENCE_ENDS),
        )
        shown, faults = _shown(visible, around)
        problems += [Problem(file, number, what, mend, stops=False) for what, mend in faults]
        lines.append(
            Line(
                number=number,
                text=shown,
                indent=_indent(visible),
                starts_page=not lines or bool(re.match(r" (?!\s)|\f", visible)),
                after_blank=number > 1 and number - 1 not in numbers,
                follows=kept[index - 1][0] if index else 0,
            )
        )
    return lines, problems


def _indent(raw: str) -> int:
    """White space in front, in columns of a full-width character."""
    front = raw[: len(raw) - len(raw.lstrip())]
    return sum(2 if c == WIDE else 4 if c == "\t" else 1 for c in front) // 2


def _width(raw: str) -> float:
    """How much stands in the line: a full-width character counts 1, others one half, white space nothing."""
    return sum(
        1.0 if unicodedata.east_asian_width(c) in "WF" or c in "“”‘’…—·" else 0.5 for c in raw if not c.isspace()
    )


def _shown(raw: str, around: Around) -> tuple[str, list[tuple[str, str]]]:
    """The line as it is shown, and its faults as pairs of what and how to mend it. Gaps are judged by what is read."""
    faults: list[tuple[str, str]] = []
    body = raw.replace("\f", " ")
    if unreadable := UNREADABLE.findall(body):
        codes = ", ".join(sorted({f"U+{ord(c):04X}" for c in unreadable}))
        faults.append((f"the line holds what is no character ({codes})", f"Type what is printed there for {LOST}."))
        body = UNREADABLE.sub(LOST, body)
    tokens = body.split()
    if len(tokens) < 2:
        return (tokens[0] if tokens else ""), faults
    gaps = _gaps(read(body).split(), _width(raw), around)
    shown = tokens[0] + "".join(gap + token for gap, token in zip(gaps, tokens[1:], strict=True))
    if LOST in gaps:
        faults.append(("a character is missing where the gap is", f"Type what is printed there for {LOST}."))
    return shown, faults


def _gaps(tokens: Sequence[str], width: float, around: Around) -> list[str]:
    """What stands between each two tokens of a line: nothing, a space, a full-width space or 〔□〕."""
    pairs = [(a[-1], b[0]) for a, b in itertools.pairwise(tokens)]
    inner = [i for i, (a, b) in enumerate(pairs) if IDEOGRAPH.match(a) and IDEOGRAPH.match(b)]
    ideographs = sum(bool(IDEOGRAPH.match(c)) for t in tokens for c in t)
    spaced = _letter_spaced(tokens, len(inner))
    if spaced:
        return [_narrow(tokens, i) if tokens[i + 1][0] in "（(" else "" for i in range(len(pairs))]
    gaps = [_narrow(tokens, i) for i in range(len(pairs))]
    names = _between_names(tokens)
    in_column = not around.ended and sum(abs(width - w) <= SAME_COLUMN for w in around.beside) == 2
    if in_column and len(inner) > 1:
        closed = set(inner)
        return ["" if i in closed else gap for i, gap in enumerate(gaps)]
    justified = any(t[0] in "，。；：、！？" for t in tokens[1:])
    sentence = any(c in "。，；" for t in tokens for c in t)
    lost = len(inner) == 1 and not justified and ideographs >= SHORTEST_ORDINARY
    for i in inner:
        if names[i] is not None:
            gaps[i] = names[i] or ""
        elif _dateline_ends(tokens, i):
            gaps[i] = " "
        elif _in_motto(tokens, i):
            gaps[i] = WIDE
        elif (in_column and not tokens[-1].endswith("）")) or sentence:
            gaps[i] = LOST if lost and max(len(tokens[i]), len(tokens[i + 1])) >= SHORTEST_CLAUSE else ""
        else:
            gaps[i] = WIDE if min(len(tokens[i]), len(tokens[i + 1])) > 1 else ""
    return gaps


def _letter_spaced(tokens: Sequence[str], inner: int) -> bool:
    """Many single ideographs stand apart."""
    closed = sum(len(re.findall(f"(?={IDEOGRAPH.pattern}{{2}})", t)) for t in tokens)
    singles = sum(1 for t in tokens if len(re.sub(r"[^\w]", "", t)) <= 1)
    if _is_name_list(tokens):
        return singles == len(tokens)
    return inner >= 2 and inner / (inner + closed) >= LETTER_SPACED


def _is_name_list(tokens: Sequence[str]) -> bool:
    """Names alone: 边琴 浩东, 富强 民主 文明 和谐."""
    return len(tokens) <= MOST_NAMES and all(NAME.fullmatch(t) for t in tokens) and min(map(len, tokens), default=4) < 4


def _narrow(tokens: Sequence[str], i: int) -> str:
    """The gap where at least one side is no ideograph."""
    a, b = tokens[i], tokens[i + 1]
    before, after = a[-1], b[0]
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        alone = any(re.fullmatch(r"\d|[A-Za-z]", t) for t in (a, b))
        joined = before.isdigit() and after.isdigit() and alone
        return "" if joined or (alone and len(a) == len(b) == 1) else " "
    if before in ",;:.!?" and after.isascii() and after.isalpha() and a[:-1].isascii() and a[:-1].isalpha():
        return " "
    if before in "。！？”…；" and IDEOGRAPH.match(after) and _is_signature(tokens[i + 1 : i + 2 + MOST_NAMES]):
        return " "
    if before in "□■●":
        return " "
    if before in "）)" and _dateline_ends(tokens, i):
        return ""
    return " " if after in "（(" and _dateline_ends(tokens, i) else ""


def _dateline_ends(tokens: Sequence[str], i: int) -> bool:
    """本报讯 今年以来: the dateline stands before the gap."""
    return i < LONGEST_DATELINE and bool(DATELINE_END.search("".join(tokens[: i + 1])))


def _is_signature(tokens: Sequence[str]) -> bool:
    """What follows a full stop is names to the line's end: 薛力娜 张志茹 摄."""
    if re.search(r"摄(?:影报道|影)?$", tokens[-1]):
        return len(tokens) <= MOST_NAMES
    return _is_name_list(tokens) and len(tokens) > 1


def _between_names(tokens: Sequence[str]) -> list[str | None]:
    """For each gap in a byline: a space between names, nothing inside 杨 洋; None where no byline stands."""
    gaps: list[str | None] = [None] * (len(tokens) - 1)
    start = max((i for i, t in enumerate(tokens) if re.search(r"[。！？”；]", t)), default=0)
    first = re.split(r"[。！？”；]", tokens[start])[-1]
    tail = [first, *tokens[start + 1 :]] if first else list(tokens[start + 1 :])
    start += not first
    bracket = max((i for i, t in enumerate(tokens) if "（" in t or "(" in t), default=None)
    if bracket is not None and re.search(r"[（(]\w*(?:记者|通讯员|整理)?$", tokens[bracket]):
        start = bracket
        closed = next((i for i, t in enumerate(tokens) if i > bracket and re.search(r"[）)]", t)), len(tokens) - 1)
        tail = list(tokens[start : closed + 1])
    elif not (_is_name_list(tail) and len(tail) > 1) and not (
        BYLINE.search("".join(tail))
        and all(len(t) <= LONGEST_NAME_TOKEN for t in tail[1:])
        and (len(tail[0]) <= LONGEST_NAME_TOKEN or tail[0].startswith("来源"))
    ):
        return gaps
    single = [bool(IDEOGRAPH.fullmatch(t)) and t not in "摄文图" for t in tokens]
    for i in range(start, start + len(tail) - 1):
        half = bool(re.match(IDEOGRAPH.pattern + "摄", tokens[i + 1]))
        paired = single[i] and (single[i + 1] or half) and not (i > start and gaps[i - 1] == "")
        gaps[i] = "" if paired else " "
    return gaps


def _in_motto(tokens: Sequence[str], i: int) -> bool:
    """The gap parts two clauses in quotation marks, which may open or close on the line beside: “青春　驿路”."""
    left, right = "".join(tokens[max(0, i - REACH) : i + 1]), "".join(tokens[i + 1 : i + 2 + REACH])
    quoted = re.search(r"[“‘《（]([^“”‘’《》（），。；]*)$", left)
    if quoted and len(quoted.group(1)) >= SHORTEST_CLAUSE and not re.match(r"[^”’》）]{0,2}[”’》）]", right):
        return True
    return not re.search(r"[“‘《，。；：]", left) and bool(re.match(rf"\w{{{SHORTEST_CLAUSE},12}}[”’》]", right))
