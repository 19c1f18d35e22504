"""HTML as paragraphs: what a reader of the page would see, line by line, and nothing that a browser would run."""

import re
from collections.abc import Iterator
from enum import Enum, auto

from lxml import etree, html

from generator.incoming import verse

_BLOCKS = """
p div section article li ul ol dl dt dd h1 h2 h3 h4 h5 h6 blockquote table tr tbody thead center figure figcaption pre
hr address main header footer form fieldset
"""
_UNSEEN = "script style noscript template iframe object embed applet head title select button svg"
_TAGS = "p br div span b i u em strong font a img center table tr td th tbody ul ol li h1 h2 h3 h4 h5 h6 section"
BLOCKS, UNSEEN = frozenset(_BLOCKS.split()), frozenset(_UNSEEN.split())
LONGEST_CELL = 60  # characters: what is longer is a text that a table puts in its place
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
_HELD = re.compile("[\u00a0\u3000]")
"""White space that keeps an element without text as high as a line."""
_VALUE = r"(?:\"[^\"]{0,2000}+\"|'[^']{0,2000}+'|[^\s\"'<>]{1,2000}+)"
_ATTRIBUTES = rf"(?:\s++[a-z_:@][a-z0-9_:.-]*+(?:\s*+=\s*+{_VALUE})?+){{0,40}}+\s*+"
MARKUP = re.compile(
    rf"</?(?:{'|'.join(_TAGS.split())}|script|style|o:p){_ATTRIBUTES}/?>|<!--"
    r"|&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|lsquo|rsquo|middot|mdash|hellip|ensp|emsp|#\d{2,6}|#x[0-9a-fA-F]{2,5});",
    re.IGNORECASE,
)
"""What shows that a text was HTML: a < by itself does not, nor does a<b 与 x>y."""


def paragraphs_of(text: str) -> list[str]:
    """Those of a piece of HTML."""
    root = _piece(text)
    return [text] if root is None else paragraphs(root)


def body_of(text: str, poem: bool = False) -> list[str]:
    """The same of the text of an article."""
    root = _piece(text)
    return [text] if root is None else body(root, poem=poem)


def _piece(text: str) -> html.HtmlElement | None:
    try:
        return html.fragment_fromstring(text.replace("\0", ""), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def paragraphs(root: html.HtmlElement, besides: frozenset[html.HtmlElement] = frozenset()) -> list[str]:
    """The texts of an element, parted where a browser begins a new line; elements `besides` are left out. A table of
    short cells is a paragraph as the archive has tables (generator/base/tables.py); cells of another, by which a page
    is laid out, stand side by side."""
    return [each for _, each in _lines(root, besides)]


def body(root: html.HtmlElement, besides: frozenset[html.HtmlElement] = frozenset(), poem: bool = False) -> list[str]:
    """The paragraphs of an article's text, of verse its stanzas: what a line end within an element leaves together
    belongs together, and where elements have a line each, an empty one parts two stanzas."""
    found = [*_lines(root, besides)]
    within = any(end is End.LINE for end, _ in found[1:])
    parting = (End.EMPTY, End.BLOCK) if within else (End.EMPTY,)
    lines = [each for end, text in found for each in (*("" for _ in (1,) if end in parting), text)]
    return verse.stanzas(lines, poem) or [text for _, text in found]


class End(Enum):
    """What stands between a line and the one before."""

    LINE = auto()
    BLOCK = auto()
    """An element begins or ends."""
    EMPTY = auto()
    """An empty line."""


def _lines(root: html.HtmlElement, besides: frozenset[html.HtmlElement]) -> Iterator[tuple[End, str]]:
    """The lines that a browser shows, each with what stands before it."""
    line: list[str] = []
    ends: list[End] = [End.BLOCK]
    blank = False  # white space stood there alone since the last end

    def parted() -> End:
        breaks = sum(each is End.LINE for each in ends)
        return End.EMPTY if breaks > 1 or End.EMPTY in ends else End.LINE if breaks else End.BLOCK

    for text in (*_walk(root, besides), End.BLOCK):
        if isinstance(text, End):
            if said := _SPACE.sub(" ", "".join(line)).strip(" \u3000"):
                yield parted(), said
                ends.clear()
            elif blank:
                ends.append(End.EMPTY)  # <p>&nbsp;</p>
            line.clear()
            blank = False
            ends.append(text)
        elif "\t" in text and isinstance(text, Table):
            if said := _SPACE.sub(" ", "".join(line)).strip(" \u3000"):
                yield parted(), said
            line.clear()
            yield End.EMPTY, text
            ends[:] = [End.BLOCK]
        else:
            line.append(text)
            blank = blank or bool(_HELD.search(text))


def _walk(root: html.HtmlElement, besides: frozenset[html.HtmlElement]) -> Iterator[str | End]:
    """Texts in order, and where a line ends. Without recursion: pages may nest a thousand elements."""
    stack: list[tuple[html.HtmlElement, bool]] = [(root, False)]
    while stack:
        element, behind = stack.pop()
        block = element.tag in BLOCKS
        if behind:
            if block:
                yield End.BLOCK
            elif element.tag in ("td", "th"):
                yield "\u3000"
            if element is not root and element.tail:
                yield element.tail
            continue
        seen = isinstance(element.tag, str) and element.tag not in UNSEEN and element not in besides
        if not seen:
            if element is not root and element.tail:
                yield element.tail
            continue
        if block or element.tag == "br":
            yield End.BLOCK if block else End.LINE
        if element.tag == "table" and (table := _table(element)):
            yield table
            stack.append((element, True))
            continue
        if element.text:
            yield element.text
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


class Table(str):
    """A table as a paragraph: rows on lines, tabs between cells."""


def _table(element: html.HtmlElement) -> Table | None:
    """A table of short cells, two rows and two columns at least; None of one by which a page is laid out."""
    if next(element.iterdescendants("table", "form", "input"), None) is not None:
        return None
    rows = []
    for row in element.iterdescendants("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        texts = [
            _SPACE.sub(" ", "".join(each for each in _walk(cell, frozenset()) if isinstance(each, str))).strip()
            for cell in cells
        ]
        if any(len(each) > LONGEST_CELL for each in texts):
            return None
        rows.append(texts)
    rows = [row for row in rows if any(row)]
    if len(rows) < 2 or min(map(len, rows)) < 2:
        return None
    return Table("\n".join("\t".join(row) for row in rows))


def text(element: html.HtmlElement) -> str:
    """All of an element's text on one line."""
    return " ".join(paragraphs(element))
