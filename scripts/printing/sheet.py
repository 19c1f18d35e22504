"""What stands on a page while it is made: lines, rules, frames and pictures, and whose each line is."""

import re
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from generator.base.printed_page import Box
from generator.segmentation.positions.latin_type import latin, wide
from scripts.printing import latin as letters
from scripts.printing.latin import Setting
from scripts.typeset import Style, squeezed, width, wrapped

EM = 10.0
"""A character of the body."""
IDLE = -1
"""Of no article."""
PLACES = ["临江", "青山", "河口", "平川", "石楼", "东关", "南城", "柳林", "云岭", "白水"]


class Column(NamedTuple):
    """Room for text, one line below the other."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class Piece:
    """A line as it is set."""

    text: str
    box: Box
    size: float
    article: int = IDLE
    role: str = "furniture"
    """kicker, title, subtitle, byline, body, caption, mark (of continuation); furniture."""
    vertical: bool = False
    block: int = 0
    """Of one paragraph or headline."""


@dataclass
class Sheet:
    """A page that is being made."""

    width: float
    height: float
    style: Style
    latin: Setting | None = None
    """How its text is set, where it is in Latin letters."""
    old: bool = False
    """Its lines are going to be vertical ones."""
    pieces: list[Piece] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    frames: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)
    """Those of which something was set."""
    blocks: int = 0

    def block(self) -> int:
        self.blocks += 1
        return self.blocks

    def lines(self, text: str, measure: float, indent: float = 0.0) -> list[str]:
        """The text in lines of a measure, the first one indented."""
        if self.latin or latin(text):
            return letters.lines(text, measure, self.latin or Setting(), indent)
        return wrapped(text, measure, self.style, indent)

    def put(
        self,
        text: str,
        left: float,
        top: float,
        size: float,
        of: tuple[int, str] = (IDLE, "furniture"),
        *,
        advance: float | None = None,
        block: int | None = None,
    ) -> Box:
        """Sets a line of text from its upper left corner; `of`: its article and role; `advance` is that of a
        full-width character."""
        box = Box(left, top, left + set_wide(text, self.style) * (advance or size), top + size)
        self.pieces.append(Piece(text, box, size, *of, block=self.block() if block is None else block))
        return box

    def put_down(self, text: str, left: float, top: float, size: float, article: int, role: str) -> Box:
        """Sets a line whose characters stand below each other."""
        box = Box(left, top, left + size, top + len(text) * size * 1.05)
        self.pieces.append(Piece(text, box, size, article, role, vertical=True, block=self.block()))
        return box

    def turned(self) -> "Sheet":
        """The page with its lines as vertical ones, from the right to the left: what was a column is a band."""

        def turn(b: Box) -> Box:
            return Box(self.height - b.bottom, b.left, self.height - b.top, b.right)

        return replace(
            self,
            width=self.height,
            height=self.width,
            pieces=[
                replace(p, box=turn(p.box), vertical=not p.vertical, text=p.text[::-1] if p.vertical else p.text)
                for p in self.pieces
            ],
            rules=list(map(turn, self.rules)),
            frames=list(map(turn, self.frames)),
            pictures=list(map(turn, self.pictures)),
        )


def tidy(text: str) -> str:
    """Without white space; of a text in Latin letters without more than one space."""
    return " ".join(text.split()) if latin(text) else squeezed(text)


def set_wide(text: str, style: Style) -> float:
    """Width of a line as it is set, in sizes of its type."""
    return wide(text) if latin(text) else width(text, style)


def together(lines: list[str], text: str) -> str:
    """Lines of a text as one text."""
    return re.sub(r"(?<=\w)- (?=[^\W\d_A-Z])", "", " ".join(lines)) if latin(text) else "".join(lines)


def twos(text: str) -> list[str]:
    """A text cut into words of two characters."""
    return [text[i : i + 2] for i in range(0, len(text), 2)]


def measured(text: str) -> float:
    """Width in characters: ASCII counts one half; a text in Latin letters as they are wide."""
    return wide(text) if latin(text) else sum(0.5 if c.isascii() else 1.0 for c in text)
