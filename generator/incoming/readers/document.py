"""DOCX: one article a document, or one below each heading.

1. Where two paragraphs or more have a style of heading of the highest level that occurs, each begins an article.
2. Else the whole document is one. Its title is the paragraph with the style Title or Heading, else the largest of the
   short ones before the text; what stands above it is the 引题, what is below it and begins with a dash the 副题.
3. Lines like 日期：2024年3月7日, 版次：3, 作者：张三 before the text are fields, and so is a table of two columns.
4. A date in the file's name is the day where the document does not say it.

5. Footnotes and endnotes become the 附注 of their article, and 〔1〕 stands where they are called.

6. Pictures come along, each with the caption that stands below it (document_pictures.py).

Text boxes, comments, headers, footers and what a revision has deleted are none of the text.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from generator.incoming import verse
from generator.incoming.delivery import Row, Source, Value, as_text
from generator.incoming.readers import packed, page_rules
from generator.incoming.readers.document_pictures import Picture, caption_styles, is_caption, pictures
from generator.incoming.readers.document_pictures import cells as of_pictures

DOCX = "a Word document (.docx)"
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True)
SHORT = 45
"""Characters of a headline: the longest in the gold set has 41."""
LARGER = 1.15
"""Times the size of the text, from which a paragraph is a headline by its type."""
_LABEL = re.compile(r"^[\s　]*([\u3400-\u9fffA-Za-z]{1,6})[\s　]*[:：][\s　]*(\S.*)$")
_SIGNED = re.compile(r"^[\s　]*[□■●(（]?[\s　]*(?:本报|特约|见习|实习|新华社)*(?:记者|通讯员)[\s　]*\S")
_STOP = re.compile(r"[。！？；，]$")
_LEVEL = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)((?:18|19|20)\d\d)[-._年]?(\d{1,2})[-._月]?(\d{1,2})(?!\d)")


@dataclass(frozen=True)
class Paragraph:
    """One of the document."""

    number: int
    text: str
    level: int
    """Of its heading; 0: a title, 9: none."""
    size: float
    """Of its type, in points; 0 where the document does not say."""
    apart: bool = False
    """An empty line stands before it."""
    style: str = ""
    """The id of its style."""


def read(source: Source, known: Callable[[str], bool]) -> Iterator[Row]:
    """The articles of a document. Raises Unreadable."""
    data = packed.opened(source, "word/document.xml", DOCX)
    try:
        document = docx.Document(BytesIO(data))
        body, notes, styles = document.element.body, _notes(document), _styles(document)
        fields = dict(_table(body, known))
        found = [*_paragraphs(body, styles, [*body.iterchildren(qn("w:tbl"))][:1] if fields else [])]
        shown = [*pictures(document, source.path)]
        found, captions = _without_captions(found, shown, caption_styles(document))
    except (ValueError, KeyError, AttributeError, TypeError, etree.LxmlError, OpcError):
        raise packed.damaged(source, DOCX) from None
    if not found:
        source.wrong("holds no text", "Where it is a picture or a text box, type the text; else leave the file out.")
        return
    parts = _parts(found)
    common = {**_of_name(source), **(fields if len(parts) == 1 else _above(found, parts[0], known))}
    begins = [0, *(part[0].number for part in parts[1:])]
    for part, start, end in zip(parts, begins, [*begins[1:], None], strict=True):
        cells: dict[str, Value] = {**common, **_cells(part, known)}
        if own := [f"{mark} {said}" for mark, said in notes.items() if any(mark in each.text for each in part)]:
            cells["notes"] = "\n".join(filter(None, [as_text(cells.get("notes")), *own]))
        of_part = [each for each in shown if start <= each.number and (end is None or each.number < end)]
        brought = {each.name: each.brought for each in of_part}
        yield Row(
            source.name, part[0].number, {**cells, **of_pictures(of_part, captions)}, plain=True, pictures=brought
        )


# ---- the file ------------------------------------------------------------------------------------------------------


def _notes(document: Any) -> dict[str, str]:
    """Footnotes and endnotes by the marks by which they are called, which are put into the text."""
    found: dict[str, str] = {}
    for kind in ("footnote", "endnote"):
        parts = (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith(f"/{kind}s"))
        if (part := next(parts, None)) is None:
            continue
        texts = {
            note.get(qn("w:id")): " ".join(_text(each).strip() for each in note.iter(qn("w:p"))).strip()
            for note in etree.fromstring(part.blob, _SAFE).iter(qn(f"w:{kind}"))
        }
        for call in [*document.element.body.iter(qn(f"w:{kind}Reference"))]:
            if said := texts.get(call.get(qn("w:id"))):
                mark = etree.SubElement(call.getparent(), qn("w:t"))
                call.addprevious(mark)
                mark.text = f"〔{len(found) + 1}〕"
                found[mark.text] = said
    return found


def _styles(document: Any) -> dict[str, tuple[int, float]]:
    """Level and size of each style, by its id; of one that says none those of the style it is based on."""
    found: dict[str, tuple[int, float]] = {}
    for style in document.styles:
        if style.type is None or style.element.tag != qn("w:style"):
            continue
        level, size, base, depth = 9, 0.0, style, 0
        while base is not None and depth < 20:
            name = (base.name or "").strip()
            match = _LEVEL.fullmatch(name)
            if level == 9:
                level = int(match[1]) if match else 0 if name.lower() in ("title", "标题") else 9
            size = size or _size(base.element)
            base, depth = getattr(base, "base_style", None), depth + 1
        found[style.style_id] = level, size
    return found


def _paragraphs(body: Any, styles: dict[str, tuple[int, float]], besides: Sequence[Any]) -> Iterator[Paragraph]:
    """Those of the text itself; a line end within one parts it, and a table is one (generator/base/tables.py), but for
    tables `besides`."""
    number, apart = 0, False
    for element in body.iterchildren(qn("w:p"), qn("w:sdt"), qn("w:tbl")):
        if element.tag == qn("w:tbl"):
            if element not in besides and (rows := [row for row in _rows(element) if any(row)]):
                yield Paragraph(max(number, 1), "\n".join("\t".join(row) for row in rows), 9, 0.0)
            continue
        number += 1
        for part in [element] if element.tag == qn("w:p") else element.iter(qn("w:p")):
            style = part.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            level, size = styles.get(style.get(qn("w:val")) if style is not None else "Normal", (9, 0.0))
            outline = part.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            if outline is not None and level == 9 and str(outline.get(qn("w:val"))).isdigit():
                level = min(int(outline.get(qn("w:val"))) + 1, 9)
            sizes = [_size(run) for run in part.iter(qn("w:r"))]
            size = max(sizes, default=0.0) or size
            for text in _text(part).split("\n"):
                if filled := bool(text.strip(" \t\u3000")):
                    named = str(style.get(qn("w:val"))) if style is not None else ""
                    yield Paragraph(number, text.strip(" \t"), level, size, apart, named)
                apart = not filled


def _without_captions(
    found: Sequence[Paragraph], shown: Sequence[Picture], styles: Collection[str]
) -> tuple[list[Paragraph], dict[int, str]]:
    """The paragraphs but for captions, and these by the paragraphs of their pictures: in that itself, or the next."""
    captions: dict[int, str] = {}
    taken: set[int] = set()
    for number in dict.fromkeys(each.number for each in shown):
        near = (n for n, each in enumerate(found) if number <= each.number <= number + 1 and n not in taken)
        at = next((n for n in near if is_caption(found[n].text, found[n].style in styles)), None)
        if at is not None:
            captions[number] = found[at].text.strip(" \u3000")
            taken.add(at)
    return [each for n, each in enumerate(found) if n not in taken], captions


def _text(paragraph: Any) -> str:
    """What a reader sees of it: no deleted text, no text box."""
    pieces = []
    for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")):
        above = {each.tag for each in node.iterancestors()}
        if qn("w:txbxContent") in above or qn("w:del") in above or qn("w:pPr") in above:
            continue
        pieces.append((node.text or "") if node.tag == qn("w:t") else "\t" if node.tag == qn("w:tab") else "\n")
    return "".join(pieces)


def _size(element: Any) -> float:
    size = element.find(f"{qn('w:rPr')}/{qn('w:sz')}")
    value = str(size.get(qn("w:val"))) if size is not None else ""
    return int(value) / 2 if value.isdigit() else 0.0


def _table(body: Any, known: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Names and values of the first table, where names that are known stand left of values."""
    table = next(body.iterchildren(qn("w:tbl")), None)
    if table is None:
        return
    for cells in _rows(table):
        for name, value in list(pairwise(cells))[::2]:
            if known(name.rstrip(":：")) and value:
                yield name.rstrip(":："), value


def _rows(table: Any) -> Iterator[list[str]]:
    """The texts of its cells, each on one line."""
    for row in table.iter(qn("w:tr")):
        yield [
            " ".join(" ".join(_text(p) for p in cell.iter(qn("w:p"))).split()) for cell in row.iterchildren(qn("w:tc"))
        ]


# ---- articles ------------------------------------------------------------------------------------------------------


def _parts(found: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """The paragraphs of each article."""
    levels = [each.level for each in found if 0 < each.level < 9]
    top = min(levels, default=9)
    starts = [n for n, each in enumerate(found) if each.level == top]
    if top == 9 or len(starts) < 2:
        return [list(found)]
    first = [] if not any(not _label(each) for each in found[: starts[0]]) else found[: starts[0]]
    bounds = [*starts, len(found)]
    parts = [list(found[a:b]) for a, b in pairwise(bounds)]
    return [*([list(first)] if first and len("".join(each.text for each in first)) > SHORT else []), *parts]


def _above(found: Sequence[Paragraph], first: Sequence[Paragraph], known: Callable[[str], bool]) -> dict[str, str]:
    """The fields of all articles: lines like 日期：2024年3月7日 above the first heading."""
    labels = (_label(each) for each in found[: found.index(first[0])])
    return {label[0]: label[1] for label in labels if label and known(label[0])}


def _cells(part: Sequence[Paragraph], known: Callable[[str], bool]) -> dict[str, str]:
    cells: dict[str, str] = {}
    text = list(part)
    main = _title(text)
    head = text[: main + 1]
    for each in head[:-1]:
        label = _label(each)
        if label and known(label[0]):
            cells[label[0]] = label[1]
        else:
            cells["kicker"] = f"{cells['kicker']}　{each.text}" if "kicker" in cells else each.text
    if main >= 0:
        cells["title"] = text[main].text
    rest = text[main + 1 :]
    while rest:
        label = _label(rest[0])
        if label and known(label[0]) and len(rest[0].text) <= SHORT:
            cells[label[0]] = label[1]
        elif printed := _printed(rest[0].text):
            cells |= printed
        elif rest[0].text.strip().startswith(("—", "--")) and len(rest[0].text) <= SHORT and "subtitle" not in cells:
            cells["subtitle"] = rest[0].text.strip()
        elif len(rest[0].text) <= SHORT and _SIGNED.match(rest[0].text) and not _STOP.search(rest[0].text.strip()):
            cells["authors"] = rest[0].text.strip(" 　□■●")
        else:
            break
        rest.pop(0)
    texts = [each.text.strip(" \u3000") for each in rest]
    lines = [line for each, text in zip(rest, texts, strict=True) for line in ([""] if each.apart else []) + [text]]
    cells["body"] = "\n\n".join(verse.stanzas(lines) or texts)
    return cells


def _printed(text: str) -> dict[str, str]:
    """What a line below the title says of day, page and author: （2024年3月7日 第1版 本报记者 张三）."""
    plain = text.strip(" \u3000（()）")
    found = page_rules.PRINTED.match(plain) if len(text) <= SHORT and not _STOP.search(text.strip()) else None
    if not found:
        return {}
    who = plain[found.end() :].strip(" \u3000,，、")
    if who and not _SIGNED.match(who):
        return {}
    said = {"date": found["date"], "page": found["page"] or "", "authors": who}
    return {name: value for name, value in said.items() if value}


def _title(part: Sequence[Paragraph]) -> int:
    """The place of the title; -1 where there is none."""
    marked = [n for n, each in enumerate(part[:8]) if each.level < 9]
    if marked:
        return min(marked, key=lambda n: (part[n].level, n))
    body = max((each.size for each in part if len(each.text) > SHORT), default=0.0)
    short: list[int] = []
    for n, each in enumerate(part[:6]):
        if len(each.text) > SHORT or (_STOP.search(each.text.strip()) and not short):
            break
        if not _label(each) and not _SIGNED.match(each.text):
            short.append(n)
    if not short or len(part) == 1:
        return -1
    largest = max(part[n].size for n in short)
    if largest > LARGER * body:
        return next(n for n in short if part[n].size == largest)
    return short[0]


def _label(paragraph: Paragraph) -> tuple[str, str] | None:
    found = _LABEL.match(paragraph.text)
    return (found[1], found[2].strip()) if found else None


def _of_name(source: Source) -> dict[str, str]:
    """The day in the file's name, 2024-03-07 春耕.docx, or in that of its folder."""
    name = f"{source.path.parent.name}/{source.path.stem}"
    found = [*_DAY.finditer(name)]
    return {"date": "{:04d}-{:02d}-{:02d}".format(*map(int, found[-1].groups()))} if found else {}
