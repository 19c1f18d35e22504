"""What segmentation finds of pages whose articles are known: counts, and how sure it was."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.segmentation.clipping import Clipping

WHOLE = 0.97
"""Likeness of two bodies from which they are the same; a dateline or a signature may be set apart."""


@dataclass
class Found:
    """Counts over pages."""

    gold: int = 0
    got: int = 0
    whole: int = 0
    headlines: int = 0
    ends: int = 0
    ends_right: int = 0
    sure: list[tuple[float, bool]] = field(default_factory=list)
    """Confidence of each clipping, and whether it is whole."""

    def add(self, gold: Sequence[dict[str, Any]], clippings: Sequence[Clipping]) -> None:
        """A page with articles of `title` (None: without) and `paragraphs`."""
        self.gold += len(gold)
        self.got += len(clippings)
        bodies = [pieces("".join(p.text for p in c.paragraphs)) for c in clippings]
        golds = [pieces("".join(a["paragraphs"])) for a in gold]
        table = [[alike(g, b) for b in bodies] for g in golds]
        for n, c in enumerate(clippings):
            self.sure.append((c.confidence or 0.0, max((row[n] for row in table), default=0.0) >= WHOLE))
        for article, row in zip(gold, table, strict=True):
            if not row or max(row) <= 0.3:
                continue
            clipping = clippings[row.index(max(row))]
            printed = squeezed("".join(line.text for line in clipping.headline))
            self.headlines += printed == squeezed(article["title"])
            if max(row) >= WHOLE:
                self.whole += 1
                right, found = ends(article["paragraphs"]), ends(p.text for p in clipping.paragraphs)
                self.ends += len(right) + len(found)
                self.ends_right += 2 * len(right & found)

    def __iadd__(self, other: "Found") -> "Found":
        for name in ("gold", "got", "whole", "headlines", "ends", "ends_right", "sure"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    @property
    def figures(self) -> tuple[float, float, float]:
        """F1 of whole articles, share of headlines, F1 of the ends of paragraphs in whole articles."""
        f1 = 2 * self.whole / max(1, self.gold + self.got)
        return round(f1, 3), round(self.headlines / max(1, self.gold), 3), round(self.ends_right / max(1, self.ends), 3)


def squeezed(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def pieces(text: str) -> Counter[str]:
    """The runs of five characters of a text."""
    text = squeezed(text)
    return Counter(text[i : i + 5] for i in range(max(1, len(text) - 4)))


def alike(one: Counter[str], two: Counter[str]) -> float:
    return 2 * (one & two).total() / (one.total() + two.total())


def ends(paragraphs: Iterable[str]) -> set[int]:
    """Where paragraphs end, counted in characters."""
    return set(list(itertools.accumulate(len(squeezed(p)) for p in paragraphs))[:-1])
