"""Verse, which keeps its lines: a stanza is a paragraph of several lines.

It is told by its form, unless a delivery says that it is a poem: short lines in groups, an empty line between two, and
few of them with more than one clause. Lines of a column, which are as short, have their stops anywhere.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from generator.base import lazily

SHORT = 24
"""Characters of the longest line: a line of a poem that is longer stands in two in a newspaper's column."""
FEWEST, SOME = 4, 2
"""Lines of what is told by its form; of one that is said to be a poem."""
GROUPED = 0.6
"""Share of the groups that have two lines at least: a dedication or a place and day may stand by itself."""
CLAUSES = 0.34
"""Share of the lines with a stop before their end: more than that has a column of prose, whose lines end anywhere."""
_WITHIN = lazily.pattern(r"[，。；？！](?![”’」』）)]*$)")


def stanzas(lines: Sequence[str], said: bool = False) -> list[str] | None:
    """The stanzas of lines, of which an empty one parts two; None where it is no verse. `said`: it is called a poem."""
    plain = [line.strip(" \t\u3000") for line in lines]
    groups = [list(of) for filled, of in groupby(plain, bool) if filled]
    texts = [line for group in groups for line in group]
    if len(texts) < (SOME if said else FEWEST) or any("\t" in line for line in texts):
        return None
    if not said and not _is_verse(groups, texts):
        return None
    return ["\n".join(re.sub(r"\s{3,}", "\u3000\u3000", line) for line in group) for group in groups]


def _is_verse(groups: Sequence[Sequence[str]], texts: Sequence[str]) -> bool:
    grouped = sum(len(group) > 1 for group in groups)
    if len(groups) < 2 or grouped < GROUPED * len(groups) or max(map(len, texts)) > SHORT:
        return False
    return sum(bool(_WITHIN.search(line)) for line in texts) <= CLAUSES * len(texts)
