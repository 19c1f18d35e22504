"""From a draft to an article: what of it is headline, byline, caption and body, and what it is about.

In this order:
1. （上接1版） in front goes to the byline: the article continues another.
2. Bylines are split off the body, as printed: the opening (本报讯 （记者 刘丽霞）, 新华社北京3月6日电, □ 实习记者
   王卫斌, 本报记者 刘佳烨) and the closing (（李涛）, 边琴 浩东, 来源：…, 薛力娜 张志茹 摄). Who is named there
   is an author.
3. Captions (图为…) leave the body unless they are the whole of it.
4. The kind follows: a continuation, a photograph, a notice, a filler, else news.
5. The headline lines become kicker, title and subtitle; without any, the opening words are the title.
6. The place is looked up (`places`), and the lines are summed up as ranges of the file.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.model import Article, Author, Draft, Kind, Line, Paper, Source
from generator.names import parted
from generator.places import Gazetteer
from generator.words import words

LONGEST_LEAD_TITLE = 20
"""Characters of a title made of the opening words."""
SHORTEST_LEAD_TITLE = 6
"""今年以来 says nothing by itself."""
LONGEST_FILLER = 120
LONGEST_PHOTO = 320
"""Characters of a photograph's text; the longest in the marked pages: 284."""

PHOTOGRAPHED = "摄"
ROLE = r"(?:本报|新华社|见习|实习|特约|首席|驻地)*(?:记者|通讯员|评论员|摄影师|实习生)"
NAME = r"[㐀-鿿]{2,4}(?:·[㐀-鿿]{1,8})?"
NAMES = rf"{NAME}(?:[、，\s　]+{NAME})*"

CONTINUED = re.compile(r"^[（(]\s*上接(?:第?\s*([\d一二三四五六七八九十]+)\s*版|.{0,10}?)[^）)]{0,12}[）)]\s*")
DATELINE = re.compile(
    r"^(?:本报讯|本报电|本台消息|(?:据)?新华社电|"
    r"(?:本报|据?新华社|中新社|据本报)[\w、 　]{0,12}?(?:\d{1,2}月)?\d{1,2}日[电讯])\s*"
)
IN_BRACKETS = re.compile(rf"^[（(]\s*((?:{ROLE}|文/图|图/文|通讯员)?[^（）()。！？]{{2,60}})[）)]\s*")
SQUARE = re.compile(rf"^[□■]\s*({ROLE})?\s*({NAMES}|[㐀-鿿\s　]{{2,20}})$")
BYLINE = re.compile(rf"^(?:文/图|图/文|文/|图/)?\s*({ROLE})\s*([㐀-鿿、·\s　]{{2,30}}?)\s*(?:文/图|整理)?(?<!摄)$")
CLOSING_BRACKET = re.compile(r"\s*[（(]([㐀-鿿、·\s　]{2,40})[）)]$")
CLOSING_DATELINE = re.compile(r"^[（(]?(?:据?新华社|本报)[\w、]{2,10}\d{1,2}月\d{1,2}日电[）)]?$")
SOURCE_LINE = re.compile(r"^(?:来源|稿源|摘自|据)[：:]\s*.*$")
PHOTOGRAPHER = re.compile(
    rf"(?:^|(?<=[。！？”\s]))\s*((?:(?:{ROLE})\s*)?[㐀-鿿·、\s　]{{2,24}}?(?:(?:{ROLE})\s*[㐀-鿿·\s　]{{2,12}}?)?)\s*"
    r"(摄影报道|摄影|摄)\s*([（(][^（）()]{2,12}[）)])?$"
)
PRINTED_NAMES = re.compile(rf"(?<=[。！？”])\s*({NAME}(?:[\s　]+{NAME})+)$")
BARE_NAMES = re.compile(rf"^{NAME}(?:[\s　]+{NAME}){{1,3}}$")
CAPTION = re.compile(r"^(?:[▲▼◀▶↑↓←→]\s*)?(?:图[为①-⑨一二三四]|[上下左右]图)")
NOTICE_TITLE = re.compile(r"(?:通告|公告|通知|启事|声明|倡议书|公示|讣告|公开信|遗失)$")
NOTICE_OPENING = re.compile(r"(?:通告|公告|公示|声明)如下[：:]|特此(?:通告|公告|声明|公示)")
NOT_NAMES = re.compile(r"下转|上接|相关报道|作者|以下|简称|完$|图$|影像|视觉|版$|扩大")
NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九十")}


@dataclass
class _Parts:
    """What is taken off a body, piece by piece."""

    paragraphs: list[str]
    byline: list[str]
    authors: list[Author]
    captions: list[str]


def article(  # noqa: PLR0913  # a draft's place in the archive has many coordinates
    draft: Draft,
    *,
    id: str,
    paper_key: str,
    paper: Paper,
    date: datetime.date,
    page: int | None,
    file: str,
    places: Gazetteer,
) -> Article:
    """The article that a draft is."""
    parts = _Parts(list(draft.paragraphs), [], [], [])
    headline, continued = _headline_continued(draft.headline, _continued(parts), parts)
    _opening(parts)
    _closing(parts)
    _captions(parts)
    _closing(parts)
    photo = _is_photo(parts)
    authors = _once(parts.authors)
    if not photo and any(a.role != PHOTOGRAPHED for a in authors):  # who took the picture did not write the text
        authors = [a for a in authors if a.role != PHOTOGRAPHED]
    body = [p for p in parts.paragraphs if p] or [p for p in draft.paragraphs if p.strip()] or ["〔□〕"]
    kicker, title, subtitle = _headline([line.text for line in headline], "".join(body))
    kind = _kind(title or "", body, continued is not None, photo)
    about = "".join(filter(None, (kicker, title, subtitle)))
    county, county_source = places.place_of(about, body, paper)
    if kind == "filler":
        county, county_source = None, None
    return Article(
        id=id,
        paper=paper_key,
        date=date,
        page=page,
        kicker=kicker,
        title=title or lead(body),
        title_source="page" if title else "lead",
        subtitle=subtitle,
        authors=tuple(authors),
        byline=" ".join(parts.byline) or None,
        county=county,
        county_source=county_source,
        kind=kind,
        body="\n\n".join(body),
        captions=tuple(parts.captions),
        continued_from=continued,
        source=tuple(Source(file=file, lines=span) for span in ranges((*draft.headline, *draft.lines))),
        confidence=draft.confidence,
    )


def _continued(parts: _Parts) -> int | None:
    """The page that the article continues from; the mark goes to the byline as it is printed."""
    for i, text in enumerate(parts.paragraphs[:2]):
        if match := CONTINUED.match(text):
            parts.paragraphs[i] = text[match.end() :]
            parts.byline.append(match.group(0).strip())
            return _number(match.group(1))
    return None


def _headline_continued(lines: Sequence[Line], found: int | None, parts: _Parts) -> tuple[list[Line], int | None]:
    """The headline lines without a mark of continuation, and the page that it names."""
    kept = []
    for line in lines:
        match = CONTINUED.match(line.text)
        if match and match.end() == len(line.text):
            found = _number(match.group(1))
            parts.byline.append(line.text)
        else:
            kept.append(line)
    return kept, found


def _number(text: str | None) -> int:
    """第一版 and 1版 alike; 1 where the number is lost, the usual page."""
    if not text:
        return 1
    return max(1, int(text)) if text.isdigit() else max(1, sum(NUMERALS.get(c, 0) for c in text))


def _opening(parts: _Parts) -> None:
    """Takes dateline and byline off the front."""
    while parts.paragraphs and not parts.paragraphs[0].strip():
        parts.paragraphs.pop(0)
    for i, text in enumerate(parts.paragraphs[:2]):
        match = SQUARE.match(text) or (BYLINE.match(text) if len(parts.paragraphs) > 1 else None)
        if match:
            parts.byline.append(text)
            parts.authors += _authors(match.group(1), match.group(2))
            del parts.paragraphs[i]
            break
    if not parts.paragraphs:
        return
    text = parts.paragraphs[0]
    printed = ""
    if match := DATELINE.match(text):
        printed, text = match.group(0), text[match.end() :]
    bracket = IN_BRACKETS.match(text)
    if bracket and (printed or re.search(ROLE, bracket.group(1))) and not re.search(NOT_NAMES, bracket.group(1)):
        inside = bracket.group(1)
        parts.authors += _roles(inside)
        printed += _spaced(bracket.group(0).strip())
        text = text[bracket.end() :]
    if printed:
        parts.byline.append(printed.strip())
        parts.paragraphs[0] = text.lstrip()
        if not text.strip() and len(parts.paragraphs) > 1:
            parts.paragraphs.pop(0)


def _spaced(bracket: str) -> str:
    """（记者刘丽霞） as it is printed, with the space that a letter-spaced line loses."""
    return re.sub(rf"^([（(]{ROLE})(?=[㐀-鿿])", r"\1 ", bracket)


def _closing(parts: _Parts) -> None:
    """Takes signatures, sources and photographers off the end."""
    for _ in range(4):
        if not parts.paragraphs:
            return
        text = parts.paragraphs[-1]
        more = len(parts.paragraphs) > 1
        if more and (SOURCE_LINE.match(text) or CLOSING_DATELINE.match(text)):
            names = re.sub(r"^.*?[》）)]", "", text)
            if SOURCE_LINE.match(text) and re.fullmatch(rf"\s*{NAMES}", names):
                parts.authors += _authors(None, names)
            _take(parts, text, "")
        elif match := PHOTOGRAPHER.search(text):
            parts.authors += _roles(match.group(1), last=PHOTOGRAPHED)
            _take(parts, match.group(0).strip(), text[: match.start()].rstrip())
        elif more and (match := BYLINE.match(text)):
            parts.authors += _authors(match.group(1), match.group(2))
            _take(parts, text, "")
        elif more and BARE_NAMES.match(text) and _name_like(text):
            parts.authors += _authors(None, text)
            _take(parts, text, "")
        elif (match := CLOSING_BRACKET.search(text)) and _signs(match.group(1), text[: match.start()]):
            parts.authors += _roles(match.group(1))
            _take(parts, match.group(0).strip(), text[: match.start()].rstrip())
        elif match := PRINTED_NAMES.search(text):
            parts.authors += _authors(None, match.group(1))
            _take(parts, match.group(1), text[: match.start()].rstrip())
        else:
            return


def _take(parts: _Parts, printed: str, rest: str) -> None:
    parts.byline.append(printed)
    if rest:
        parts.paragraphs[-1] = rest
    else:
        parts.paragraphs.pop()


def _signs(inside: str, before: str) -> bool:
    """The bracket at the end holds names: （李涛） behind a full stop."""
    if NOT_NAMES.search(inside) or (before and not re.search(r"[。！？”]\s*$", before)):
        return False
    return bool(re.fullmatch(rf"\s*(?:{ROLE}\s*)?{NAMES}\s*", _close(inside)))


def _name_like(text: str) -> bool:
    """Names are of two to three characters each; 富强 民主 文明 和谐 is no list of them, there are four."""
    return len(text.split()) <= 3


def _close(text: str) -> str:
    """Two single characters side by side are one name: 杨 洋."""
    return re.sub(r"(?<![㐀-鿿])([㐀-鿿])[\s　]+([㐀-鿿])(?![㐀-鿿])", r"\1\2", text)


def _roles(text: str, last: str | None = None) -> list[Author]:
    """Authors of a byline that may name several roles: 记者 王洋 通讯员 赵子墨."""
    pieces = re.split(rf"({ROLE})", text)
    found = _authors(last, pieces[0])
    for role, names in zip(pieces[1::2], pieces[2::2], strict=False):
        found += _authors(last or role, names)
    return found


def _authors(role: str | None, names: str) -> list[Author]:
    """The names of a byline under one role."""
    role = re.sub(r"^(?:本报|新华社)+", "", role) if role else None
    found = []
    for name in re.split(r"[、，,/\s　]+", _close(names.strip("　 、，"))):
        if NOT_NAMES.search(name):
            continue
        found += [Author(name=one, role=role or None) for one in parted(name) if re.fullmatch(NAME, one)]
    return found


def _once(authors: Iterable[Author]) -> list[Author]:
    """Each name once, under its first role."""
    found: dict[str, Author] = {}
    for author in authors:
        found.setdefault(author.name, author)
    return list(found.values())


def _is_photo(parts: _Parts) -> bool:
    """The text belongs to a photograph: it is short and names who took it."""
    photographed = bool(parts.authors) and all(a.role == PHOTOGRAPHED for a in parts.authors)
    return photographed and sum(map(len, parts.paragraphs)) <= LONGEST_PHOTO


def _captions(parts: _Parts) -> None:
    """Takes captions out of the body."""
    captions = [p for p in parts.paragraphs if CAPTION.match(p)]
    rest = [p for p in parts.paragraphs if not CAPTION.match(p)]
    doubled = [p for p in rest if len(p) >= 12 and p[: len(p) // 2] * 2 == p]
    if captions and rest:
        parts.captions += captions
        parts.paragraphs = rest
    if doubled and len(rest) > len(doubled):
        parts.captions += [p[: len(p) // 2] for p in doubled for _ in range(2)]
        parts.paragraphs = [p for p in parts.paragraphs if p not in doubled]


def kind_of(title: str, paragraphs: Sequence[str]) -> Kind:
    """The kind of an article of which headline and paragraphs alone are known."""
    parts = _Parts(list(paragraphs), [], [], [])
    continued = _continued(parts)
    _opening(parts)
    _closing(parts)
    _captions(parts)
    _closing(parts)
    photo = _is_photo(parts)
    return _kind(title, parts.paragraphs or list(paragraphs), continued is not None, photo)


def _kind(title: str, body: Sequence[str], continued: bool, photo: bool) -> Kind:
    if continued:
        return "continuation"
    if photo:
        return "photo"
    if NOTICE_TITLE.search(title) or any(NOTICE_OPENING.search(p) for p in body[:2]):
        return "notice"
    sentences = any(re.search(r"[。！？]", p) for p in body)
    return "filler" if not sentences and sum(map(len, body)) <= LONGEST_FILLER else "news"


def _headline(lines: Sequence[str], body: str) -> tuple[str | None, str | None, str | None]:
    """Kicker, title and subtitle of the headline lines in the page's order."""
    lines = [line for line in lines if line.strip()]
    if not lines:
        return None, None, None
    rows = _rows(lines)
    subtitle = None
    if len(rows) > 1 and rows[-1].startswith("——"):
        subtitle = rows.pop()
    kicker = None
    if len(rows) > 1 and _is_kicker(rows[0], rows[1:]):
        kicker = rows.pop(0)
    elif len(rows) > 1 and _is_slogan(rows[-1], rows[:-1], body):
        kicker = rows.pop()
    return kicker, _joined(rows), subtitle


def _rows(lines: Sequence[str]) -> list[str]:
    """Headline lines, a subtitle's wrapped lines joined."""
    rows: list[str] = []
    for line in lines:
        if rows and rows[-1].startswith("——") and not line.startswith("——"):
            rows[-1] += line
        else:
            rows.append(line)
    return rows


def _is_slogan(row: str, others: Sequence[str], body: str) -> bool:
    """A column's name behind the headline: shorter than all of it, and the body says nothing of it."""
    words = {row[i : i + 3] for i in range(len(row) - 2)}
    return 3 < len(row) <= 8 and not any(w in body for w in words) and len(row) < sum(map(len, others)) / 2


def _is_kicker(row: str, rest: Sequence[str]) -> bool:
    """A parallel slogan above the headline: two clauses of the same length."""
    clauses = row.split("　")
    return len(clauses) == 2 and len(clauses[0]) == len(clauses[1]) >= 5 and not any("　" in r for r in rest)


def _joined(rows: Sequence[str]) -> str:
    """The title's rows: a wrapped line goes on, a new clause stands apart."""
    title = rows[0]
    for row in rows[1:]:
        wrapped = len(row) <= 2 or title.endswith(("——", "、", "，", "·")) or (title[-1:] + row[:1]).isdigit()
        title += row if wrapped else "　" + row
    return title


def lead(body: Sequence[str]) -> str:
    """The opening words as a title, cut where a clause ends."""
    text = body[0].strip()
    sentence = re.split(r"(?<=[。！？])", text)[0].rstrip("。")
    if len(sentence) <= LONGEST_LEAD_TITLE:
        return sentence or text[:LONGEST_LEAD_TITLE] or "〔□〕"
    cuts = [
        m.start()
        for m in re.finditer(r"[，；：。]", text[: LONGEST_LEAD_TITLE + 1])
        if m.start() >= SHORTEST_LEAD_TITLE
    ]
    if cuts:
        return text[: cuts[-1]] + "……"
    at = 0
    for word in words(text[: LONGEST_LEAD_TITLE + 4]):
        if at + len(word) > LONGEST_LEAD_TITLE:
            break
        at += len(word)
    cut = text[:at].rstrip("“‘（《、")
    opened = max(cut.rfind("“"), cut.rfind("《"), cut.rfind("（"))
    closed = max(cut.rfind("”"), cut.rfind("》"), cut.rfind("）"))
    return (cut[:opened] if opened > max(closed, SHORTEST_LEAD_TITLE) else cut) + "……"


def ranges(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The lines as ranges of the file that reach over blank lines, and over no line of another article."""
    found: list[tuple[int, int]] = []
    for _, line in sorted({line.number: line for line in lines}.items()):
        if found and line.follows == found[-1][1]:
            found[-1] = (found[-1][0], line.number)
        else:
            found.append((line.number, line.number))
    return found
