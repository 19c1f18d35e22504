"""A page as it is printed: its lines with their places, its rules and pictures.

All readers (PDF, ALTO, OCR's JSON …) give this, and nothing that comes after knows which of them it was.

Lengths are in the unit of the file (points, pixels), from the upper left corner, x to the right and y down. Only their
ratios count: a size of type is compared with that of the page's body, a distance with a size of type.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """An upright rectangle: left and top, right and bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of text of one column, or of one headline."""

    number: int
    """Its own for good, from 1 in the order in which the file gives the lines; what `source` names."""
    text: str
    """As the file has it."""
    box: Box
    """In an upright page: what is skew is straightened by the reader."""
    size: float = 0.0
    """Of its type, as advance per full-width character; 0 where the file does not say."""
    vertical: bool = False
    """Its characters stand below each other."""
    block: str = ""
    """What the file calls the block that it belongs to; empty where it has none."""
    role: str = ""
    """What the file says that it is: title, text, caption, header, footer, table, advertisement; empty: nothing."""
    article: str = ""
    """Which article the file says that it is of, by a name of its own; empty: it says nothing. Lines of one name are
    one article, as a library has marked it."""
    score: float = 1.0
    """How sure the one who read it is, from 0 to 1; of the line, or the least of its characters."""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page of an issue."""

    width: float
    height: float
    lines: tuple[PrintedLine, ...]
    rules: tuple[Box, ...] = ()
    """Printed lines that part texts, thin boxes."""
    frames: tuple[Box, ...] = ()
    """Printed boxes round texts."""
    pictures: tuple[Box, ...] = ()
    reader: str = ""
    """Who read it, with its version: "pypdfium2 5.1.0"."""
    turn: float = 0.0
    """Radians, clockwise, by which it stood askew; its lines are those of the page put straight, about its middle."""
    sized: bool = True
    """False: the file does not say how large the page is. Width and height are how far its lines reach then, and it was
    put straight about its upper left corner."""
