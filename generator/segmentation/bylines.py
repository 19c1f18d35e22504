"""What is taken off a text as it is printed: marks of continuation, bylines, captions; and who is named there.

Texts are matched as they are read (forms.py), and cut as they are printed. In this order, each piece with its place on
the page:
1. （上接1版） in front, or among the headline's lines.
2. The opening: 本报讯 （记者 刘丽霞）, 新华社北京3月6日电, □ 实习记者 王卫斌, 本报记者 刘佳烨.
3. The closing: （李涛）, 边琴 浩东, 来源：…, 薛力娜 张志茹 摄.
4. Captions (图为…), unless they are the whole text; behind them there may be another closing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from generator.base import lazily
from generator.base.model import Author
from generator.language.forms import meant, read
from generator.language.names import NAME, are_words, parted
from generator.segmentation.clipping import Passage

PHOTOGRAPHED = "摄"
ROLE = r"(?:本报|新华社|见习|实习|特约|首席|驻地){0,4}(?:记者|通讯员|评论员|摄影师|实习生)"
NAMES = rf"{NAME}(?:[、，\s　]+{NAME})*"
CONTINUED = lazily.pattern(r"^[（(]\s*上接(?:第?\s*([\d一二三四五六七八九十]+)\s*版|.{0,10}?)[^）)]{0,12}[）)]\s*")
MARKED = r"[★☆◆◇●○◎■□▲△▼▽※▍]?\s*[【〔\[（(]?"
"""What may stand before 本报讯."""
_AGENCY = "据?(?:新华|中新|中央|国民|国际|联合|路透|合众|美联|法新|塔斯|共同|哈瓦斯|海通|申时|华联|电通|同盟)社"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
DATED = (
    rf"(?:本报(?:[特专]?[讯电])|(?<=[【〔\[（(])[㐀-鿿]{{1,6}}[省市县区旗](?:消息|[讯电])|本台消息|本[省市县区埠]消息|[本又][省市县区埠社]?讯|(?:据?新华社|中央社)[电讯]|"
    rf"(?:据?本报|{_AGENCY})[\w、 　]{{0,12}}?(?:{_NUMBER}月)?{_NUMBER}日[专急晨晚]?[电讯])"
)
"""本报讯, 新华社北京3月6日电, 中央社南京三日电: where and when it was written, as articles begin."""
DATELINE = lazily.pattern(rf"^{MARKED}{DATED}[】〕\]）)]?\s*")
IN_BRACKETS = lazily.pattern(rf"^[（(]\s*((?:{ROLE}|文/图|图/文|通讯员)?[^（）()。！？]{{2,60}})[）)]\s*")
SQUARE = lazily.pattern(rf"^[□■]\s*({ROLE})?\s*({NAMES}|[㐀-鿿\s　]{{2,20}})$")
BYLINE = lazily.pattern(rf"^(?:文/图|图/文|文/|图/)?\s*({ROLE})\s*([㐀-鿿、·\s　]{{2,30}}?)\s*(?:文/图|整理)?(?<!摄)$")
CLOSING_BRACKET = lazily.pattern(r"\s*[（(]([㐀-鿿、·\s　]{2,40})[）)]$")
CLOSING_DATELINE = lazily.pattern(r"^[（(]?(?:据?新华社|本报)[\w、]{2,10}\d{1,2}月\d{1,2}日电[）)]?$")
SOURCE_LINE = lazily.pattern(r"^(?:来源|稿源|摘自|据)[：:]\s*.*$")
PHOTOGRAPHER = lazily.pattern(
    rf"(?:^|(?<=[。！？”\s]))\s*((?:(?:{ROLE})\s*)?[㐀-鿿·、\s　]{{2,24}}?(?:(?:{ROLE})\s*[㐀-鿿·\s　]{{2,12}}?)?)\s*"
    r"(摄影报道|摄影|摄)\s*([（(][^（）()]{2,12}[）)])?$"
)
PRINTED_NAMES = lazily.pattern(rf"(?<=[。！？”])\s*({NAME}(?:[\s　]+{NAME})+)$")
BARE_NAMES = lazily.pattern(rf"^{NAME}(?:[\s　]+{NAME}){{1,3}}$")
NOT_NAMES = lazily.pattern(
    r"下转|上接|相关报道|作者|以下|简称|(?:^|[未全文])完$|(?:^|[制插题配供组绘漫截])图$|影像|视觉|版$|扩大"
)
DEED = lazily.pattern(r"(?<=[㐀-鿿]{2})(?:采访)?整理$")
"""What somebody has done, behind his name: 何聪整理."""
NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九十")}
TAIL = 200
"""Characters at the end of a text in which a signature is looked for: it would take the square of a long text."""
CAPTION = lazily.pattern(r"^(?:[▲▼◀▶↑↓←→]\s*)?(?:图[为①-⑨一二三四]|[上下左右]图)")


@dataclass
class Parts:
    """A text, piece by piece."""

    paragraphs: list[Passage]
    headline: list[Passage] = field(default_factory=list)
    """Its lines."""
    byline: list[Passage] = field(default_factory=list)
    authors: list[Author] = field(default_factory=list)
    captions: list[Passage] = field(default_factory=list)
    continued: int | None = None
    """The page that it continues from."""
    dated: bool = False
    """It opens with where and when it was written, as a report does."""


def taken_apart(
    paragraphs: Iterable[Passage], headline: Iterable[Passage] = (), captions: Iterable[Passage] = ()
) -> Parts:
    """The pieces of a text; every character is in one of them."""
    parts = Parts([p for p in paragraphs if p.text.strip()], captions=list(captions))
    _continued(parts)
    _headline(parts, headline)
    _opening(parts)
    _closing(parts)
    _captions(parts)
    _closing(parts)
    parts.paragraphs = [p for p in parts.paragraphs if p.text]
    return parts


def _continued(parts: Parts) -> None:
    for i, passage in enumerate(parts.paragraphs[:2]):
        if match := CONTINUED.match(passage.read):
            parts.paragraphs[i] = passage.cut(match.end())
            parts.byline.append(passage.cut(0, match.end()))
            parts.continued = _number(match.group(1))
            return


def _headline(parts: Parts, lines: Iterable[Passage]) -> None:
    """The headline's lines without a mark of continuation."""
    for line in lines:
        match = CONTINUED.match(line.read)
        if match and match.end() == len(line.read):
            parts.continued = _number(match.group(1))
            parts.byline.append(line)
        elif line.text.strip():
            parts.headline.append(line)


def _number(text: str | None) -> int:
    """第一版 and 1版 alike; 1 where the number is lost, the usual page."""
    if not text:
        return 1
    return max(1, int(text)) if text.isdigit() else max(1, sum(NUMERALS.get(c, 0) for c in text))


def _opening(parts: Parts) -> None:
    """Takes dateline and byline off the front."""
    while parts.paragraphs and not parts.paragraphs[0].text:
        parts.paragraphs.pop(0)
    for i, passage in enumerate(parts.paragraphs[:2]):
        text = passage.read
        match = SQUARE.match(text) or (BYLINE.match(text) if len(parts.paragraphs) > 1 else None)
        if match:
            parts.byline.append(passage)
            parts.authors += _authors(match.group(1), _printed(passage, match, 2))
            del parts.paragraphs[i]
            break
    if not parts.paragraphs:
        return
    first = parts.paragraphs[0]
    end, printed = 0, ""
    if match := DATELINE.match(first.read):
        end, printed = match.end(), first.text[: match.end()]
        parts.dated = True
    bracket = IN_BRACKETS.match(first.read[end:])
    if bracket and (printed or re.search(ROLE, bracket.group(1))) and not NOT_NAMES.search(bracket.group(1)):
        rest = first.cut(end)
        parts.authors += named(_printed(rest, bracket, 1))
        end, printed = end + bracket.end(), printed + _spaced(_printed(rest, bracket, 0).strip())
    if printed:
        parts.byline.append(replace(first.cut(0, end), text=printed.strip()))
        parts.paragraphs[0] = first.cut(end)
        if not parts.paragraphs[0].text and len(parts.paragraphs) > 1:
            parts.paragraphs.pop(0)


def _spaced(bracket: str) -> str:
    """（记者刘丽霞） as it is printed, with the space that a letter-spaced line loses."""
    match = re.match(rf"[（(]{ROLE}(?=[㐀-鿿])", read(bracket))
    return f"{bracket[: match.end()]} {bracket[match.end() :]}" if match else bracket


def _closing(parts: Parts) -> None:
    """Takes signatures, sources and photographers off the end."""
    for _ in range(4):
        if not parts.paragraphs:
            return
        last = parts.paragraphs[-1]
        text = last.read
        end = len(text) - TAIL
        more = len(parts.paragraphs) > 1
        if more and (SOURCE_LINE.match(text) or CLOSING_DATELINE.match(text)):
            names = re.search(rf"[》）)]\s*({NAMES})$", text)
            if SOURCE_LINE.match(text) and names:
                parts.authors += _authors(None, _printed(last, names, 1))
            _take(parts, 0)
        elif match := PHOTOGRAPHER.search(text, end):
            parts.authors += named(_printed(last, match, 1), last=PHOTOGRAPHED)
            _take(parts, match.start())
        elif more and (match := BYLINE.match(text)):
            parts.authors += _authors(match.group(1), _printed(last, match, 2))
            _take(parts, 0)
        elif more and BARE_NAMES.match(text) and _name_like(text):
            parts.authors += _authors(None, last.text)
            _take(parts, 0)
        elif (match := CLOSING_BRACKET.search(text, end)) and _signs(match.group(1), text[: match.start()]):
            parts.authors += named(_printed(last, match, 1))
            _take(parts, match.start())
        elif (match := PRINTED_NAMES.search(text, end)) and not are_words(match.group(1)):
            parts.authors += _authors(None, _printed(last, match, 1))
            _take(parts, match.start())
        else:
            return


def _printed(passage: Passage, match: re.Match[str], group: int) -> str:
    """A group as it is printed, of a match of the text as it is read."""
    return passage.text[slice(*match.span(group))]


def _take(parts: Parts, start: int) -> None:
    """Takes what the last paragraph says from here on."""
    last = parts.paragraphs.pop()
    parts.byline.append(last.cut(start))
    if (rest := last.cut(0, start)).text:
        parts.paragraphs.append(rest)


def _signs(inside: str, before: str) -> bool:
    """The bracket at the end holds names: （李涛） behind a full stop."""
    if NOT_NAMES.search(inside) or (before and not re.search(r"[。！？”]\s*$", before)):
        return False
    return bool(re.fullmatch(rf"\s*(?:{ROLE}\s*)?{NAMES}\s*", _close(inside)))


def _name_like(text: str) -> bool:
    """富强 民主 文明 和谐 is no list of them, there are four; nor is 乡镇 册数 完成, the head of a table."""
    return len(text.split()) <= 3 and not are_words(text)


def _close(text: str) -> str:
    """Two single characters side by side are one name: 杨 洋."""
    return re.sub(r"(?<![㐀-鿿])([㐀-鿿])[\s　]+([㐀-鿿])(?![㐀-鿿])", r"\1\2", text)


def named(text: str, last: str | None = None) -> list[Author]:
    """Authors of a byline, as printed, that may name several roles: 记者 王洋 通讯员 赵子墨."""
    roles = [*re.finditer(ROLE, read(text))]
    ends = [*(role.start() for role in roles), len(text)]
    found = _authors(last, text[: ends[0]])
    for role, end in zip(roles, ends[1:], strict=True):
        found += _authors(last or role[0], text[role.end() : end])
    return found


def _authors(role: str | None, names: str) -> list[Author]:
    """The names of a byline, as printed, under one role."""
    role = re.sub(r"^(?:本报|新华社)+", "", role) if role else None
    found = []
    names = DEED.sub("", meant(_close(names)))
    for name in re.finditer(r"[^、，,/\s　]+", read(names)):
        at = name.start()
        for one in [] if NOT_NAMES.search(name[0]) else parted(name[0]):
            if re.fullmatch(NAME, one):
                found.append(Author(name=names[at : at + len(one)], role=role or None))
            at += len(one)
    return found


def _captions(parts: Parts) -> None:
    """Takes captions out of the body."""
    captions = [p for p in parts.paragraphs if CAPTION.match(p.read)]
    rest = [p for p in parts.paragraphs if not CAPTION.match(p.read)]
    doubled = [p for p in rest if len(p.text) >= 12 and p.text[: len(p.text) // 2] * 2 == p.text]
    if captions and rest:
        parts.captions += captions
        parts.paragraphs = rest
    if doubled and len(rest) > len(doubled):
        halves = ((p, len(p.text) // 2) for p in doubled)
        parts.captions += [half for p, middle in halves for half in (p.cut(0, middle), p.cut(middle))]
        parts.paragraphs = [p for p in parts.paragraphs if p not in doubled]
