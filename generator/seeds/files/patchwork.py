"""A YAML text in pieces, so that what has not changed of a file keeps its text in the new one: comments, quotes, order.

Pieces are whole lines: each key of the file with what belongs to it, and each item of a list below a key. A comment
that begins its line belongs to what comes behind it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from generator.seeds.files import plain_yaml


@dataclass(frozen=True)
class Patchwork:
    """A mapping as YAML writes it, a key below the other. Empty where it is written otherwise."""

    head: str = ""
    """Comments before the first key."""
    keys: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)
    """Of the same keys, what stands before the first item: the key's line, comments above and below it."""
    items: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Of the keys whose lists have a dash at the beginning of each item's line; as if nothing stood before the dash."""
    tail: str = ""
    """Comments behind the last key."""
    data: Mapping[str, Any] = field(default_factory=dict)
    """What the text holds."""


def patchwork(text: str) -> Patchwork:
    """The pieces of a text."""
    data, line, faults = plain_yaml.read(text)
    if faults or not isinstance(data, dict) or not data:
        return Patchwork()
    lines = [f"{each}\n" for each in text.removesuffix("\n").split("\n")]
    starts = [line((name,)) - 1 for name in data]
    if any(lines[n].partition(":")[0] != name for n, name in zip(starts, data, strict=True)):
        return Patchwork()
    pieces = _pieces(lines, [*starts, len(lines)])
    keys = {name: pieces[n] for name, n in zip(data, starts, strict=True)}
    heads, items = dict(keys), {}
    for (name, value), (first, last) in zip(data.items(), pairwise([*starts, len(lines)]), strict=True):
        dashes = [line((name, n)) - 1 for n in range(len(value))] if isinstance(value, list) else []
        indent = min((len(lines[n]) - len(lines[n].lstrip(" ")) for n in dashes), default=0)
        if all(lines[n].startswith("- ", indent) for n in dashes):
            cuts = [*(_above(lines, n, indent) for n in dashes), _above(lines, last)]
            items[name] = [_dedented(lines[a:b], indent) for a, b in pairwise(cuts)]
            heads[name] = "".join(lines[_above(lines, first) : cuts[0]])
    return Patchwork("".join(lines[: _above(lines, starts[0])]), keys, heads, items, pieces[len(lines)], data)


def _pieces(lines: Sequence[str], starts: Sequence[int]) -> dict[int, str]:
    """The text from each start to the next, by its first line; what stands behind the last, by that."""
    cuts = [_above(lines, n) for n in starts]
    found = {n: "".join(lines[a:b]) for n, (a, b) in zip(starts, pairwise(cuts), strict=False)}
    return found | {starts[-1]: "".join(lines[cuts[-1] : starts[-1]])}


def _above(lines: Sequence[str], n: int, indent: int = 0) -> int:
    """The first of the comments that stand right above a line and are indented no deeper."""
    while n and lines[n - 1][: indent + 1].lstrip(" ").startswith("#"):
        n -= 1
    return n


def _dedented(lines: Sequence[str], indent: int) -> str:
    """With so many blanks less before each line, as far as there are any."""
    return "".join(line[min(indent, len(line) - len(line.lstrip(" "))) :] for line in lines)
