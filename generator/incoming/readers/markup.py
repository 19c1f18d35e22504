"""HTML as paragraphs: what a reader of the page would see, line by line, and nothing that a browser would run."""

import re
from collections.abc import Iterator

from lxml import etree, html

_BLOCKS = """
p div section article li ul ol dl dt dd h1 h2 h3 h4 h5 h6 blockquote table tr tbody thead center figure figcaption pre
hr address main header footer form fieldset
"""
_UNSEEN = "script style noscript template iframe object embed applet head title select button svg"
_TAGS = "p br div span b i u em strong font a img center table tr td th tbody ul ol li h1 h2 h3 h4 h5 h6 section"
BLOCKS, UNSEEN = frozenset(_BLOCKS.split()), frozenset(_UNSEEN.split())
LONGEST_CELL = 60  # characters: what is longer is a text that a table puts in its place
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
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
    try:
        root = html.fragment_fromstring(text.replace("\0", ""), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return [text]
    return paragraphs(root)


def paragraphs(root: html.HtmlElement, besides: frozenset[html.HtmlElement] = frozenset()) -> list[str]:
    """The texts of an element, parted where a browser begins a new line; elements `besides` are left out. A table of
    short cells is a paragraph as the archive has tables (generator/base/tables.py); cells of another, by which a page
    is laid out, stand side by side."""
    found: list[str] = []
    line: list[str] = []

    def end() -> None:
        if text := _SPACE.sub(" ", "".join(line)).strip(" \u3000"):
            found.append(text)
        line.clear()

    for text in _walk(root, besides):
        if text is None:
            end()
        elif "\t" in text and isinstance(text, Table):
            end()
            found.append(text)
        else:
            line.append(text)
    end()
    return found


def _walk(root: html.HtmlElement, besides: frozenset[html.HtmlElement]) -> Iterator[str | None]:
    """Texts in order; None where a line ends. Without recursion: pages may nest a thousand elements."""
    stack: list[tuple[html.HtmlElement, bool]] = [(root, False)]
    while stack:
        element, behind = stack.pop()
        block = element.tag in BLOCKS
        if behind:
            if block:
                yield None
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
            yield None
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
        texts = [_SPACE.sub(" ", "".join(each or "" for each in _walk(cell, frozenset()))).strip() for cell in cells]
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
