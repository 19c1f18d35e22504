"""Sub-headings (小标题) in an article's text, told by how its paragraphs stand beside each other.

1. A paragraph is text, a line, a byline or an aside. A line is short and no sentence: nothing closes it, unless it is a
   question with a number before it. A byline has names or a reporter's office. An aside says who took, drew or sent
   something, when, or how to reach someone; so does most of what stands in brackets.
2. One line is a heading where text stands below it, or bylines and then text. So are two lines: one heading, or two
   where the second has a number. What stands above has come to its end.
3. Three lines and more are verse, a table or a list, and so are two with numbers of one kind or of five or seven
   characters each. At the end of a text there is no heading.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Literal

from generator.base import lazily
from generator.base.tables import spoken
from generator.language.lexicon import dictionary
from generator.language.names import RARER_SURNAMES, SURNAMES

LONGEST = 30  # characters of a line
REMEMBERED = 256  # texts: that of an article is asked for in the list of its issue, then twice for its page

Kind = Literal["text", "line", "byline", "aside"]

_NUMBER = lazily.pattern(
    r"(?P<chapter>第[一二三四五六七八九十百]+[章节编]\s)|(?P<first>[一二三四五六七八九十]{1,3}、)"
    r"|(?P<second>[（(][一二三四五六七八九十]{1,3}[）)])|(?P<third>\d{1,2}[.．、](?!\d))|(?P<fourth>[（(]\d{1,2}[）)])"
)
_OPEN = tuple("，；：、,;:")
_STOPS = tuple("。！？…!?")
_QUOTES = "”’》〉」』"
_ENDED = (*_STOPS, *_QUOTES, *"）)：】—")
_ASIDE = lazily.pattern(
    r"\d{5}|\d{3,4}[-—－]\d{7}|@|www|http|电话|邮箱|网址|热线|二维码|[：:].*\d"
    r"|^第[\d〇零一二三四五六七八九十百]+号$|^[\d〇○零一二三四五六七八九]{2,4}年(?:[\d一二三四五六七八九十]+月(?:[\d一二三四五六七八九十]+日)?)?$"
    r"|摄$|摄[（(]|摄影$|制图$|供图$|报道$|[访文]整理$|综合整理$|编译$|采写$|撰文$|主编$|新华社发$|编\s*者$|记者手记$|^此致$"
    r"|^(?:本版|本期|版式|版面|题图|图片|图表|漫画|制图|资料|来源|栏目|策划|统筹|责编|责任编辑|编辑|美编|校对|设计|制作|表演"
    r"|发布|发证|时间|地点|单位|主办|承办|附|注)[^：:]{0,6}[：:]"
    r"|^图[\d①-⑳一二三四五为：]|^[（(](?![一二三四五六七八九十\d]{1,3}[）)]$).*[）)]$|^[—－-]{1,2}",
    re.IGNORECASE,
)
_BYLINE = lazily.pattern(
    r"记\s*者\s|通讯员|^[■□]?\s*(?:本报|新华社)|^作者"
    r"|^[（(](?![一二三四五六七八九十\d]{1,3}[）)])[^（）()]{1,8}[）)]\s*[㐀-鿿·]{2,12}$"
)
_GAP = lazily.pattern(r"(?<![㐀-鿿])([㐀-鿿])\s+([㐀-鿿])(?![㐀-鿿])")  # 何 勇
_BRACKETS = lazily.pattern(r"[（(][^（）()]*[）)]$")


def outline(paragraphs: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The paragraphs in their order, and whether each is a heading; one of two lines comes as one, a break between."""
    return iter(_outline(tuple(paragraphs)))


@lru_cache(REMEMBERED)
def _outline(paragraphs: tuple[str, ...]) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    kinds = [_kind(text) for text in paragraphs]
    start = 0
    for kind, run in groupby(kinds):
        end = start + len(list(run))
        lines = paragraphs[start:end]
        heads = kind == "line" and _alone(lines) and _begun(paragraphs, kinds, start) and _below(paragraphs, kinds, end)
        whole = heads and len(lines) == 2 and not _NUMBER.match(lines[1])
        found += ((text, heads) for text in (["\n".join(lines)] if whole else lines))
        start = end
    return found


def running(paragraphs: Sequence[str]) -> str:
    """The text without its headings, on one line, as the opening of an article is shown."""
    texts = (text for text, heading in outline(paragraphs) if not heading)
    return "".join("\u3000".join(spoken(text)) for text in texts).replace("\n", "")


def _alone(lines: Sequence[str]) -> bool:
    """The lines can be a heading, by themselves: what ends with a dash waits for a second line."""
    if len(lines) > 2 or lines[-1].endswith("——"):
        return False
    if len(lines) == 1:
        return True
    one, other = map(_number, lines)
    verse = len(lines[0]) == len(lines[1]) in (5, 7) and not lines[0].endswith("——")
    return not verse and not (one and one == other)


def _begun(paragraphs: Sequence[str], kinds: Sequence[Kind], start: int) -> bool:
    """What stands above has come to its end, or a number says so."""
    whole = not start or kinds[start - 1] != "text" or paragraphs[start - 1].endswith(_ENDED)
    return whole or bool(_NUMBER.match(paragraphs[start]))


def _below(paragraphs: Sequence[str], kinds: Sequence[Kind], end: int) -> bool:
    """Text stands below: more than a line of it, or a sentence."""
    while end < len(kinds) and kinds[end] == "byline":
        end += 1
    if end == len(kinds) or kinds[end] != "text":
        return False
    text = paragraphs[end]
    return len(text) > LONGEST or text.rstrip(_QUOTES).endswith(_STOPS)


def _number(text: str) -> str | None:
    """Of what kind the number is that a line begins with."""
    found = _NUMBER.match(text)
    return found.lastgroup if found else None


def _kind(text: str) -> Kind:
    if len(text) > LONGEST + 10:
        return "text"
    core = text.rstrip(_QUOTES)
    closed = core.endswith(_OPEN) or (core.endswith(_STOPS) and not (core[-1] in "？?" and _number(text)))
    if _ASIDE.search(text):
        return "aside"
    if not closed and (_BYLINE.search(text) or _signed(text)):
        return "byline"
    return "text" if closed or len(text) > LONGEST or "\n" in text else "line"


def _signed(text: str) -> bool:
    """Nothing but names, or one behind an office or a place: 王伟健 蔡铭越, 本院院长  杨万明, 何 勇."""
    words = _GAP.sub(r"\1\2", _BRACKETS.sub("", text)).split()
    return bool(words) and _named(words[-1]) and (len(words) == 2 or all(map(_named, words)))


def _named(word: str) -> bool:
    may_be = 2 <= len(word) <= 3 and word[0] in SURNAMES + RARER_SURNAMES
    return may_be and dictionary().kinds([word])[0] in ("nr", "")
