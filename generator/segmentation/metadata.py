"""From a clipping to an article: what of it is headline, byline, caption and body, and what it is about.

In this order:
1. What is printed before and behind the text is taken off it, and who is named there is an author (`bylines`).
2. The kind follows: a continuation, a photograph, a notice, a filler, else news.
3. The headline lines become kicker, title and subtitle; without any, the opening words are the title.
4. The place is looked up (`places`), and the lines are summed up as ranges of the file.

Every character of the lines stands in a field, and `Composed` says in which.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.base.archive import Line
from generator.base.issue import Issue
from generator.base.model import Article, Author, Kind, Source
from generator.base.newspaper import Paper
from generator.base.problems import Problem, Stop
from generator.base.record import LONGEST_TEXT
from generator.language.forms import read
from generator.language.places import Gazetteer
from generator.language.words import words
from generator.segmentation.bylines import PHOTOGRAPHED, Parts, taken_apart
from generator.segmentation.clipping import Clipping, Passage

LONGEST_LEAD_TITLE = 20
"""Characters of a title made of the opening words."""
SHORTEST_LEAD_TITLE = 6
"""今年以来 says nothing by itself."""
LONGEST_FILLER = 120
LONGEST_PHOTO = 320
"""Characters of a photograph's text; the longest in the marked pages: 284."""
TITLE = 0.8
"""Share of the largest type of a headline from which a row is of its title; kickers and subtitles have 0.7 at most."""
LOST = "〔□〕"
WORD = 6
"""Characters on both sides of a line's end in which a word is looked for that goes over it."""
_OPEN = re.compile("(?:——|[、，·的与和及在对将把被向从让使于并而或]|[（(《〈“][^）)》〉”]*)$")
_GOES_ON = re.compile("[的了着过们”）)》〉、，。；：？！.]")
_ONE = re.compile("[0-9]{2}|[A-Za-z]{2}")
BETWEEN = "\n\n"
"""What parts paragraphs."""

NOTICE_TITLE = re.compile(r"(?:通告|公告|通知|启事|声明|倡议书|公示|讣告|公开信|遗失)$")
NOTICE_OPENING = re.compile(r"(?:通告|公告|公示|声明)如下[：:]|特此(?:通告|公告|声明|公示)")

Pieces = Mapping[str, tuple[Passage, ...]]
"""What each text field of an article is made of, by its name."""


@dataclass(frozen=True)
class Composed:
    """An article and what of the page it is made of."""

    article: Article
    pieces: Pieces


def composed(  # a clipping's place in the archive has many coordinates
    clipping: Clipping,
    *,
    id: str,
    issue: Issue,
    paper: Paper,
    page: int | None,
    file: str,
    places: Gazetteer,
) -> Composed:
    """The article that a clipping is. Raises Stop for one that is longer than any may be."""
    if sum(len(line.text) + len(BETWEEN) for line in clipping.lines) > LONGEST_TEXT:
        what = f"begins an article of more than {LONGEST_TEXT:,} characters, in which no headline was found"
        raise Stop([Problem(f"seeds/{file}", clipping.lines[0].number, what, "Part the page into several files.")])
    parts = taken_apart(clipping.paragraphs, map(_alone, clipping.headline), clipping.captions)
    photo = _is_photo(parts)
    authors = _once(parts.authors)
    if not photo and any(a.role != PHOTOGRAPHED for a in authors):  # who took the picture did not write the text
        authors = [a for a in authors if a.role != PHOTOGRAPHED]
    if not parts.paragraphs:  # nothing but what would be its byline: that is the text
        parts.paragraphs = [p for p in clipping.paragraphs if p.text.strip()]
        parts.byline = [p for p in parts.byline if p.lines[:1] in [(line,) for line in clipping.headline]]
        parts.captions = list(clipping.captions)
    text = parts.paragraphs
    body = [p.text for p in text] or [LOST]
    said = [p.read for p in text]
    pieces = _headline(parts.headline, "".join(said)) | {
        "byline": tuple(parts.byline),
        "captions": tuple(parts.captions),
        "body": tuple(text),
    }
    kicker, title, subtitle = ([p.text for p in pieces[name]] for name in ("kicker", "title", "subtitle"))
    head = "".join(p.read for name in ("kicker", "title", "subtitle") for p in pieces[name])
    kind = _kind("".join(p.read for p in pieces["title"]), said, parts, photo)
    county, county_source = places.place_of(head, said, paper, issue.date)
    if kind == "filler":
        county, county_source = None, None
    article = Article(
        id=id,
        paper=issue.paper,
        date=issue.date,
        **({"edition": issue.edition} if issue.edition else {}),
        page=page,
        kicker="".join(kicker) or None,
        title=in_one(title) if title else lead(body),
        title_source="page" if title else "lead",
        subtitle="".join(subtitle) or None,
        authors=tuple(authors),
        byline=" ".join(p.text for p in parts.byline) or None,
        county=county,
        county_source=county_source,
        kind=kind,
        body=BETWEEN.join(body),
        captions=tuple(p.text for p in parts.captions),
        continued_from=parts.continued,
        source=tuple(Source(file=file, lines=span) for span in spans((*clipping.headline, *clipping.lines))),
        confidence=clipping.confidence,
    )
    return Composed(article, pieces)


def _alone(line: Line) -> Passage:
    return Passage.of([line])


def _once(authors: Iterable[Author]) -> list[Author]:
    """Each name once, under its first role."""
    found: dict[str, Author] = {}
    for author in authors:
        found.setdefault(author.name, author)
    return list(found.values())


def _is_photo(parts: Parts) -> bool:
    """The text belongs to a photograph: it is short and names who took it."""
    photographed = bool(parts.authors) and all(a.role == PHOTOGRAPHED for a in parts.authors)
    return photographed and sum(len(p.text) for p in parts.paragraphs) <= LONGEST_PHOTO


def kind_of(title: str, paragraphs: Sequence[str]) -> Kind:
    """The kind of an article of which headline and paragraphs alone are known."""
    parts = taken_apart(map(Passage, paragraphs))
    body = [p.read for p in parts.paragraphs] or [read(p) for p in paragraphs]
    return _kind(read(title), body, parts, _is_photo(parts))


def _kind(title: str, body: Sequence[str], parts: Parts, photo: bool) -> Kind:
    if parts.continued is not None:
        return "continuation"
    if photo:
        return "photo"
    if NOTICE_TITLE.search(title) or any(NOTICE_OPENING.search(p) for p in body[:2]):
        return "notice"
    sentences = parts.dated or any(re.search(r"[。！？]", p) for p in body)  # old prints have few stops
    return "filler" if not sentences and sum(map(len, body)) <= LONGEST_FILLER else "news"


def _headline(lines: Sequence[Passage], body: str) -> dict[str, tuple[Passage, ...]]:
    """Kicker, title and subtitle of the headline lines in the page's order."""
    if lines and all(line.lines[0].size for line in lines):
        return _by_size(lines)
    rows = _rows(lines)
    subtitle = kicker = None
    if len(rows) > 1 and rows[-1].text.startswith("——"):
        subtitle = rows.pop()
    texts = [row.read for row in rows]
    if len(rows) > 1 and _is_kicker(texts[0], texts[1:]):
        kicker = rows.pop(0)
    elif len(rows) > 1 and _is_slogan(texts[-1], texts[:-1], body) and not _is_wrapped(texts[-2], texts[-1]):
        kicker = rows.pop()
    return {
        "kicker": (kicker,) if kicker else (),
        "title": tuple(rows),
        "subtitle": (subtitle,) if subtitle else (),
    }


def _by_size(lines: Sequence[Passage]) -> dict[str, tuple[Passage, ...]]:
    """The largest type is the title; what stands above it is the kicker, what stands below the subtitle."""
    sizes = [line.lines[0].size for line in lines]
    large = [n for n, size in enumerate(sizes) if size >= TITLE * max(sizes)]
    if len(large) < len(lines) and lines[large[-1]].text.startswith("——") and len(large) > 1:
        large.pop()
    first, last = large[0], large[-1] + 1
    return {"kicker": tuple(lines[:first]), "title": tuple(lines[first:last]), "subtitle": tuple(lines[last:])}


def _rows(lines: Sequence[Passage]) -> list[Passage]:
    """Headline lines, a subtitle's wrapped lines joined."""
    rows: list[Passage] = []
    for line in lines:
        if rows and rows[-1].text.startswith("——") and not line.text.startswith("——"):
            rows[-1] = Passage.of((*rows[-1].lines, *line.lines))
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


def in_one(rows: Sequence[str]) -> str:
    """The title's rows: a wrapped line goes on, a new clause stands apart."""
    title = rows[0]
    for row in rows[1:]:
        title += row if _is_wrapped(title, row) else "　" + row
    return title


def _is_wrapped(before: str, row: str) -> bool:
    """A row goes on with the clause of the one before: with its word, its number, or after a word that ends none."""
    if len(row) <= 2 or _OPEN.search(before) or _GOES_ON.match(row) or _ONE.fullmatch(before[-1:] + row[:1]):
        return True
    end, at = len(before), 0
    for word in words(before[-WORD:] + row[:WORD]):
        at += len(word)
        if at >= min(end, WORD):
            return at > min(end, WORD)
    return False


def lead(body: Sequence[str]) -> str:
    """The opening words as a title, cut where a clause ends."""
    text = body[0].strip()
    sentence = re.split(r"(?<=[。！？])", text)[0].rstrip("。")
    if len(sentence) <= LONGEST_LEAD_TITLE:
        return sentence or text[:LONGEST_LEAD_TITLE] or LOST
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


def spans(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The lines as ranges of the file that reach over blank lines, and over no line of another article."""
    found: list[tuple[int, int]] = []
    for _, line in sorted({line.number: line for line in lines}.items()):
        if found and line.follows == found[-1][1]:
            found[-1] = (found[-1][0], line.number)
        else:
            found.append((line.number, line.number))
    return found
