"""Running heads and folios: what a page prints of itself, its date, its 版次, its section, who edited it.

Only a line that says nothing else is one, 2020年6月1日 星期一 or 07版 要闻 or A02, for a text may name any day: a date
stands with the day of the week or with a 版, and a name beside it only at the head or the foot of a page.
"""

import datetime
import re
import unicodedata
from contextlib import suppress

from generator.base import lazily

LONGEST_HEAD = 120
"""Characters of a line that is looked at: an imprint at the foot of a page names an address, telephones and a price."""
LONGEST_REST = 8
"""Characters of a line that are none of what running heads consist of: the name of a section, of the newspaper."""

_NUMERAL = "[〇○零一二三四五六七八九十]"
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DATE = lazily.pattern(rf"(\d{{4}}|{_NUMERAL}{{4}})年(\d{{1,2}}|{_NUMERAL}{{1,2}})月(\d{{1,2}}|{_NUMERAL}{{1,3}})日")
_SHORT_DATE = lazily.pattern(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")

_HAN = "[㐀-鿿]"
_SECTION = (
    "(?:要闻|综合|新闻|副刊|专版|专题|专刊|特刊|广告|文化|体育|经济|社会|民生|时政|理论|教育|健康|卫生|科技|法治|法制|生活|视点|观点|评论|言论|"
    "国际|国内|本地|本市|地方|县区|县域|乡镇|农村|农业|三农|旅游|文艺|文学|读书|周末|周刊|时评|热线|公益|党建|人物|图片|摄影|影像|天下|聚焦|"
    "深度|调查|财经|金融|产业|能源|房产|汽车|娱乐|军事|青年|校园|来信|资讯|信息|快讯|导读)+"
)
_COUNT = rf"(?:\d{{1,3}}|{_NUMERAL}{{1,3}})"
_STAFF = (
    "(?:责任?编辑?|责任校对|版面编辑|值班(?:编辑|主任|总编|编委)|编辑|编审|美术?编辑?|校对|版式|组版|排版|主编|审读|"
    "签发)"
)
_WEEKDAY = "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend)"
_MONTH = (
    "(?:Jan(?:uary|uar)?|Feb(?:ruary|ruar)?|Mar(?:ch)?|März|Apr(?:il)?|Ma[yi]|June?|Juni|July?|Juli|Aug(?:ust)?|"
    "Sept?(?:ember)?|O[ck]t(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?)"
)
_MASTHEAD = lazily.pattern(
    rf"(?!.*(?:喜|捷|简|预|海|通|公|快|汇|情|警|墙|板|申|填|上|举|回|电|播)报)(?:{_HAN}{{2,7}}报)?(?:号外|增刊|特刊|专刊)?"
)
_ELEMENTS = {
    "written": (rf"{_WEEKDAY}[,.\s]*(?:den\s*)?(?:{_MONTH}\.?\s*\d{{1,2}}|\d{{1,2}}\.?\s*{_MONTH})[,.\s]*\d{{4}}"),
    "volume": r"Vol(?:ume)?\.?\s*[\dIVXLC]+[,.\s]*(?:No|Nr|Issue)\.?\s*\d+",
    "staff": (
        rf"(?:本版)?{_STAFF}(?:[:/·\s]+|(?={_HAN}{{2,3}}(?:\s|$)))(?:{_HAN}{{2,4}}(?!{_HAN}|[:/])[\s、,/·]*){{1,6}}"
    ),
    "contact": (
        r"(?:新闻|本报)?(?:热线|电话|传真|邮箱|电子信?箱|E-?mail|QQ群?|网址|邮编)[:\s]*[A-Za-z0-9@.\-_/()+: ]{5,}|"
        r"www\.[\w./-]+"
    ),
    "address": r"本报(?:社?址|地址).{0,60}",
    "imprint": (
        r"国内统一(?:连续出版物|刊)号[:\s]*(?:CN)?[\s\d\-/A-Z()]+|CN\s?\d\d-\d{4}(?:/[A-Z])?|邮发代号[:\s]*\d+[-—–]\d+|"
        rf"(?:零售|定价|每份)[每份价:\s]*[\d.{_NUMERAL[1:-1]}]+[元角分]|ISSN[\s\d-]+|"
        rf"(?:今日|今天|本期|本报|共|出版?|对开|四开|刊)+{_COUNT}[版张]|[(]?总?第\d+期[)]?|"
        r"主管(?:单位)?:.{2,40}?(?:主办|出版)(?:[、/]?出版)?(?:单位)?:.{2,40}?(?:社|集团|中心|部|局|委)"
    ),
    "lunar": (
        r"(?:农历)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[闰正腊冬初廿月一二三四五六七八九十]{0,8}"
        r"|农历[闰正腊冬初廿月一二三四五六七八九十]{2,8}"
    ),
    "date": (
        rf"(?:\d{{4}}|{_NUMERAL}{{4}})年{_COUNT}月{_COUNT}日|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}"
        rf"|(?:中华)?民国{_COUNT}年{_COUNT}月{_COUNT}日"
    ),
    "day": r"星期[一二三四五六日天]|周[一二三四五六日](?!报)",
    "page": rf"第?{_COUNT}\s?版|第{_COUNT}[张页]|[A-H]\d{{1,2}}版?(?![\w-])|版次[:\s]*\d{{1,3}}|Page\s*\d{{1,3}}",
    "dashed": r"^[-—–‒·•]\s*\d{1,3}\s*[-—–‒·•]$",
    "title": (
        rf"{_HAN}{{1,8}}(?:日报|晚报|晨报|早报|时报|周报|商报|都市报|青年报|人民报|工人报|农民报|县报|周刊)"
        r"|^[A-Z]{2,}(?: ?[A-Z]{2,}){0,4} ?BAO$"
    ),
    "section": _SECTION,
    "number": r"(?<![\d.])\d{1,2}(?![\d.])",
    "latin": r"[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){1,3}",
}
_ELEMENT = lazily.pattern("|".join(f"(?P<{name}>{pattern})" for name, pattern in _ELEMENTS.items()))
_ENOUGH = ({"staff"}, {"address"}, {"imprint"}, {"lunar"}, {"page"}, {"dashed"}, {"day"}, {"written"})
"""Each of them tells a running head, where nothing else stands in the line; so does a pair of those below."""
_PAIRS = (
    {"volume", "latin"},
    {"volume", "number"},
    {"date", "section"},
    {"date", "title"},
    {"date", "latin"},
    {"section", "number"},
    {"title", "number"},
)
_BETWEEN = lazily.pattern(r"[\s■□●◆▲▼★|/·•、,;:—–_()\[\]-]+")
_WEATHER = lazily.pattern("[晴阴雨雪云风]")
_SENTENCE = lazily.pattern("[:。,!?;]")
_NUMBERED = ("page", "number", "dashed")
_COUNTED = lazily.pattern(rf"(?:第|Page|[-—–‒·•])?\s*({_COUNT})")
_LEADS = lazily.pattern(r"[转轉接见][^版]{0,4}版|版[^(（]{0,4}[)）]")  # 下转第三版, and the end of such a line


def is_running_head(text: str) -> bool:
    """A line, as it is read (forms.py), that belongs to no article, wherever it stands.

    It consists of what running heads consist of; beside a date with its day or its 版 a short name may stand that
    nobody listed. A date with its weather heads an entry of a diary. Old mastheads are printed from the right to the
    left: 版三第, 二期星.
    """
    parted = _parted(text)
    if parted is None:
        return _is_mirrored(text)
    found, rest = {kind for kind, _ in parted[0]}, parted[1]
    if not rest:
        return any(kinds <= found for kinds in (*_ENOUGH, *_PAIRS))
    if "written" in found or {"volume", "latin"} <= found:
        return True
    return ("date" in found and bool(found & {"day", "page", "lunar"})) or _is_mirrored(text)


def is_name(text: str) -> bool:
    """A line that says nothing but what a newspaper is called: at the edge of a page it is its masthead."""
    parted = _parted(text)
    return parted is not None and not parted[1] and {kind for kind, _ in parted[0]} == {"title"}


def is_masthead(text: str) -> bool:
    """The same of a line that stands beside a running head, where any name that ends as newspapers' do is one, alone or
    with what is printed above an extra: 平遥报, 平遥报 号外."""
    return is_name(text) or bool(_MASTHEAD.fullmatch("".join(text.split())))


def _is_mirrored(text: str) -> bool:
    bare = "".join(text.split())
    parted = _parted(bare[::-1]) if len(bare) > 2 and all("㐀" <= c <= "鿿" for c in bare) else None
    return parted is not None and not parted[1] and bool({kind for kind, _ in parted[0]} & {"date", "page", "day"})


def said(text: str, edge: bool) -> tuple[datetime.date | None, int | None] | None:
    """Date and page that a running head prints, None for each that it does not; None where the line says something
    else, as a date alone does. At the `edge` of a page a short name may stand beside."""
    parted = _parted(text.replace("〔□〕", ""))
    if parted is None or _LEADS.search(text) or (parted[1] and not edge):
        return None
    found = parted[0]
    days = [each for kind, each in found if kind == "date"]
    pages = [int(_number(digits[1])) for kind, each in found if kind in _NUMBERED and (digits := _COUNTED.match(each))]
    named = any(kind == "page" for kind, _ in found) or (days and any(kind == "day" for kind, _ in found))
    if not named or len(days) > 1 or not (days or (edge and len(pages) == 1)):
        return None
    of_day = dates(days[0]) if days else []
    return (of_day[0] if of_day else None), (pages[0] if len(pages) == 1 else None)


def _parted(text: str) -> tuple[list[tuple[str, str]], str] | None:
    """What a line consists of, each with what it is, and what is left; None of one that is empty or too long, or of
    which more is left than the name of a section or a newspaper that nobody listed."""
    whole = unicodedata.normalize("NFKC", text).strip()
    if not whole or len(whole) > LONGEST_HEAD:
        return None
    found = [(str(match.lastgroup), match[0]) for match in _ELEMENT.finditer(whole)]
    left = _ELEMENT.sub(" ", whole)
    rest = _BETWEEN.sub(" ", left).strip()
    is_name = len(rest) <= LONGEST_REST and re.fullmatch(r"\w*", rest) and not _WEATHER.search(rest)
    return (found, rest) if is_name and not (rest and _SENTENCE.search(left)) else None


def dates(text: str) -> list[datetime.date | None]:
    """The days that a text names with their years; None for each that no calendar has."""
    whole = _SHORT_DATE.sub(r"\1年\2月\3日", unicodedata.normalize("NFKC", text))
    return [_date(found) for found in _DATE.finditer("".join(whole.split()))]


def _date(found: re.Match[str]) -> datetime.date | None:
    with suppress(ValueError):
        year, month, day = (int(_number(part)) for part in found.groups() if part)
        return datetime.date(year, month, day)
    return None


def _number(text: str) -> str:
    """In digits: 十二 is 12, 二〇二四 2024."""
    if "十" not in text:
        return text.translate(_DIGITS)
    tens, _, ones = text.partition("十")
    return f"{tens or '一'}{ones or '〇'}".translate(_DIGITS)
