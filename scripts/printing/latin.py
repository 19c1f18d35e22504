"""Text in Latin letters as printers set it: words parted at a line's end, lines of one width."""

import random
import re
import textwrap
from dataclasses import dataclass

from generator.segmentation.positions.latin_type import wide

FEWEST = 3
"""Letters of a word on either side of a hyphen."""
WORD = re.compile(r"[^\W\d_]{7,}")


@dataclass(frozen=True)
class Setting:
    """How a page's text in Latin letters is set."""

    hyphens: float = 0.0
    """Share of the words at a line's end that are parted, where they can be."""
    level: bool = False
    """All lines but a paragraph's last are as wide as the column."""

    @classmethod
    def any(cls, rnd: random.Random) -> "Setting":
        return cls(rnd.choice([0.0, 0.3, 0.7]), rnd.random() < 0.75)


def lines(text: str, measure: float, setting: Setting, indent: float = 0.0) -> list[str]:
    """The text in lines of a measure, the first one indented."""
    chooser = random.Random(len(text))
    found: list[str] = []
    line, room = "", measure - indent
    words = text.split()
    while words:
        word = words.pop(0)
        longer = f"{line} {word}" if line else word
        if wide(longer) <= room:
            line = longer
            continue
        cut = _parted(word, room - wide(line + " "), setting, chooser) if line else _forced(word, room)
        if cut:
            line = f"{line} {word[:cut]}-" if line else word[:cut]
            word = word[cut:]
        found.append(line)
        line, room = "", measure
        words.insert(0, word)
    return [*found, line] if line else found


def _parted(word: str, room: float, setting: Setting, chooser: random.Random) -> int:
    """Where a word is parted that does not fit, 0: nowhere."""
    if not WORD.fullmatch(word.strip(".,;:")) or chooser.random() >= setting.hyphens:
        return 0
    fits = [k for k in range(FEWEST, len(word) - FEWEST) if wide(word[:k] + "-") <= room]
    return fits[-1] if fits else 0


def _forced(word: str, room: float) -> int:
    """Where a word is cut that is wider than a line: an address on the web; 0 where it fits."""
    if wide(word) <= room:
        return 0
    fits = [k for k in range(1, len(word)) if wide(word[:k]) <= room]
    return fits[-1] if fits else 1


def heading(text: str, capitals: bool) -> str:
    """A headline in capitals or as it is, of a length that a headline has."""
    short = textwrap.shorten(text, 90, placeholder="") or text[:90]
    return short.upper() if capitals else short
