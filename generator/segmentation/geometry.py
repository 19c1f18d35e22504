"""What positions say of a paragraph of a printed page; sizes and lengths in characters of the body."""

from dataclasses import dataclass

NOTHING = -12.0
"""Log-odds of what is not there."""


@dataclass(frozen=True)
class Geometry:
    """Found where the page is put into reading order (`positions.order`), weighed with the words (`decision`)."""

    size: float
    display: bool
    """Of type larger than text is set in, or across the text."""
    across: bool
    link: float
    """Log-odds that it is read behind what stands before it in the page's order; NOTHING for the first of a chain."""
    other: float
    """The same of the best other block."""
    start: float
    """Log-odds of its block to be the first of an article."""
    idle: float
    """Log-odds of its block to be of no article."""
    inside: bool
    """It is not the first of its block."""
    caption: bool
    rows: int
    """Of its block."""
    wide: float
    """Width of its block."""
    left: float
    """Share of the page's width, and of its height."""
    top: float
    gap: float
    """Between it and what stands above, and below."""
    below: float
    stands_in: float
    """Characters by which its first row begins behind the left edge of its text, and ends before the right one."""
    falls_short: float
    place: int
    """Blocks of its chain before it, and behind it."""
    behind: int
    letters: int
    """Of its chain."""
    biggest: float
    """Largest size of type of its chain."""

    @property
    def first(self) -> bool:
        """A chain begins with it."""
        return not self.place and not self.inside
