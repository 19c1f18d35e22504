"""How much work Markdown may have with a page that a person wrote: counted, so that the same page fares the same on any
machine.

Python-Markdown reads some texts again and again: behind each `[` that nothing closes all that follows, for each line
that defines an abbreviation all lines below. So a page of 30,000 signs takes minutes. Characters that are read in vain
or once more are counted; what a page of an archive says in earnest comes nowhere near the bound.
"""

import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension

MOST = 10_000_000
"""Characters. They take up to three seconds (`[`: 0.28 µs each, abbreviations 0.12, `<`: 0.05). All of `docs/` of this
repository together comes to 200,000 in blocks, and to none read in vain."""
CLOSED = {"<": re.compile(r"<(?=[A-Za-z/!?])"), "{": re.compile(r"\{")}
"""What is looked for an end of, all the way, by an expression or by Python's reader of HTML."""
ENDS = {"<": ">", "{": "}\n"}
NUMBERED = re.compile(r"^ {0,3}#", re.MULTILINE), re.compile(r"^ {0,3}\[\^", re.MULTILINE)
"""Headings and footnotes: each gets an address that none of those before it has."""
FIRST = 30  # characters by which a place in a page is known again


class TooMuch(Exception):
    """With the text that was being read."""


def look_at(text: str) -> None:
    """Raises TooMuch where tags or attributes are begun again and again and nothing ends them, or thousands of headings
    stand."""
    for begun in NUMBERED:
        for number, found in enumerate(begun.finditer(text)):
            if number**2 > MOST:
                raise TooMuch(text[found.start() :])
    for sign, begun in CLOSED.items():
        ends = [found.start() for found in re.finditer(f"[{ENDS[sign]}]", text)]
        work, n = 0, 0
        for found in begun.finditer(text):
            while n < len(ends) and ends[n] < found.start():
                n += 1
            work += (ends[n] if n < len(ends) else len(text)) - found.start()
            if work > MOST:
                raise TooMuch(text[found.start() :])


def line_of(text: str, error: TooMuch) -> int | None:
    """The line of a page, from 1, on which what was being read stands; None where it is not written so."""
    first = str(error.args[0]).lstrip().split("\n", 1)[0][:FIRST]
    at = text.find(first) if first else -1
    return text.count("\n", 0, at) + 1 if at >= 0 else None


class Bounds(Extension):
    """Has Markdown end with TooMuch at the bound."""

    def __init__(self) -> None:
        super().__init__()
        self._work = 0

    def extendMarkdown(self, md: Markdown) -> None:
        """After all others, for their patterns are counted, too."""
        self._work = 0
        md.parser.blockprocessors.register(_Count(md.parser, self._count), "bounds", 1_000_000)
        for pattern in md.inlinePatterns:
            pattern.handleMatch = self._counted(pattern.handleMatch)  # type: ignore[method-assign]

    def _count(self, work: int, text: str) -> None:
        self._work += work
        if self._work > MOST:
            raise TooMuch(text)

    def _counted(self, handle: Callable[..., Any]) -> Callable[..., Any]:
        """A pattern that says that it is none has looked to the end of the text."""

        def counted(match: re.Match[str], *data: str) -> Any:
            found = handle(match, *data)
            if (found[1] if data else found) is None:
                self._count(len(match.string) - match.start(), match.string[match.start() :])
            return found

        return counted


class _Count(BlockProcessor):
    """Is asked about each block before any other, and counts what is left of it."""

    def __init__(self, parser: Any, count: Callable[[int, str], None]) -> None:
        super().__init__(parser)
        self._count = count

    def test(self, parent: Element, block: str) -> bool:
        self._count(len(block), block)
        return False
