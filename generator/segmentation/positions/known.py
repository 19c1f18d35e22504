"""What was learnt from typeset pages about places: `data/positions.json`, which `scripts/fit_positions.py` makes."""

import functools
import json
from dataclasses import dataclass

from generator.base import assets
from generator.segmentation.learnt import Trees, trees_of

FILE = assets.PACKAGE / "data" / "positions.json"


@dataclass(frozen=True)
class Known:
    """Trees over the cues of blocks, and of units and articles of printed pages."""

    caption: Trees
    """A block is the caption of a picture."""
    idle: Trees
    """A block is of no article."""
    link: Trees
    """One block is read right behind another."""
    again: Trees
    """The same, with what speaks for others."""
    start: Trees
    """A block is the first of an article."""
    headline: Trees
    """A unit is part of a headline."""
    begins: Trees
    """A unit is the first of a body."""


@functools.cache
def known() -> Known:
    """The file's contents, read once."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    return Known(**{name: trees_of(data[name]) for name in Known.__dataclass_fields__})
