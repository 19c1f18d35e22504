"""What stands between lines and an article: stretches of text that know where on the page each character stands."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from generator.base.archive import Line
from generator.language.forms import read

HYPHENS = ("-", "\u2010", "\u00ac")
LETTER = r"A-Za-z\u00c0-\u024f"
WORD_ENDS = re.compile(rf"[{LETTER}]$|[{LETTER}][,.;:!?)\]\"”’]{{1,2}}$|\d[,.;:!?)\]\"”’]{{0,2}}$")
WORD_BEGINS = re.compile(rf"[(\[\"“‘]?[{LETTER}]")
PARTED, LOWER = re.compile(rf"[{LETTER}]{{2}}.$"), re.compile(r"[a-z\u00df-\u00f6\u00f8-\u00ff]")

Place = tuple[int, int]
"""A character of a page: number of its line, and its place in the line's text."""


def joined(lines: Sequence[Line]) -> str:
    """The lines as one text: nothing between Chinese, a space between two Latin words; a word that was parted is whole
    again."""
    text = ""
    for line in lines:
        text = text[:-1] + line.text if parted(text, line.text) else text + _between(text, line.text) + line.text
    return text


def apart(before: str, after: str) -> bool:
    """A space parts the two: Latin words meet."""
    return bool(WORD_ENDS.search(before[-4:]) and WORD_BEGINS.match(after))


def parted(before: str, after: str) -> bool:
    """A Latin word was parted between the two, by a hyphen that is there for nothing else."""
    return before[-1:] in HYPHENS and bool(PARTED.search(before[-4:])) and bool(LOWER.match(after))


def _between(before: str, after: str) -> str:
    return " " if apart(before, after) else ""


@dataclass(frozen=True)
class Passage:
    """A stretch of the text of some lines; of a text whose lines nobody knows, where there are none."""

    text: str
    """White space may be another than in the lines."""
    lines: tuple[Line, ...] = ()
    at: int = 0
    """Where in the joined text of the lines it begins."""

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Passage":
        held = tuple(lines)
        return cls(joined(held), held)

    def cut(self, start: int, end: int | None = None) -> "Passage":
        """From one character to another, without white space at its ends."""
        text = self.text[start:end]
        return replace(self, text=text.strip(), at=self.at + start + len(text) - len(text.lstrip()))

    @cached_property
    def read(self) -> str:
        """The text as it is read, character by character (forms.py)."""
        return read(self.text)

    @property
    def places(self) -> list[Place | None]:
        """For each character where it stands; None for white space that is not the line's own."""
        own: list[tuple[str, Place | None]] = []
        text = ""
        for line in self.lines:
            if parted(text, line.text):
                own.pop()
            elif apart(text, line.text):
                own.append((" ", None))
            own += [(c, (line.number, n)) for n, c in enumerate(line.text)]
            text = line.text or text
        found: list[Place | None] = []
        p = self.at
        for c in self.text:
            while p < len(own) and own[p][0] != c and own[p][0].isspace() and not c.isspace():
                p += 1
            is_own = p < len(own) and own[p][0] == c
            found.append(own[p][1] if is_own else None)
            p += is_own
        return found


@dataclass(frozen=True)
class Clipping:
    """One article as `segment` finds it, before names, places and kinds are read out of it."""

    headline: tuple[Line, ...]
    """Lines of kicker, title and subtitle, in the page's order; empty where the page has none."""
    paragraphs: tuple[Passage, ...]
    """Body with its byline, captions and signature still in place."""
    lines: tuple[Line, ...]
    """The lines that the paragraphs were made of."""
    captions: tuple[Passage, ...] = ()
    """What positions say to be captions of pictures; not among the paragraphs."""
    confidence: float | None = None
    """How sure it is that the clipping is a whole article, 0 to 1; None where a person chose its lines."""
