"""Whose each line of an issue is, and which lines are an article's headline.

The file says of which lines an article is made, not what is headline among them; so that is read from the article:

1. Kicker, title and subtitle are made up of whole lines: those lines are the headline.
2. Where that leaves a doubt (a person has written there, a line stands nowhere, words stand twice), the machine
   composes the article of the lines as they would be (`machine`), and the roles by which least of it would be a
   person's are the lines' roles.
"""

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.base.model import Article
from generator.review.machine import Machine
from generator.review.proof import Proof, Role, left_as, whose
from generator.review.written import END, squeezed, told
from generator.seeds.articles import At
from generator.segmentation.bylines import CONTINUED

LIKE = 0.8  # a headline's line in which a person has put back a lost character is still its line
TRIED = 24
"""Other roles that are tried for an article, each with 5 ms."""
ROUNDS = 4
Name = TypeVar("Name")
FIELDS = ("kicker", "title", "subtitle")


def owners(proof: Proof) -> dict[At, tuple[str | None, Role]]:
    """The article and the role of each line.

    A line may be claimed twice, since ranges reach over lines between: `unplaced` is exact, then the shortest range.
    """
    held = whose(proof, proof.articles, proof.unplaced)
    texts = {(sheet.file, line.number): squeezed(line.text) for sheet in proof.sheets for line in sheet.lines}
    machine = Machine(proof)
    headlines: set[At] = set()
    for article in proof.articles:
        lines = {at: texts[at] for at in texts if held.get(at) == article.id}
        found = _headline(article, lines)
        headlines |= _best(machine, article, lines, found.lines) if _doubtful(article, lines, found) else found.lines
    left = {(line.file, line.line): line for line in proof.unplaced}
    return {
        at: (held[at], "headline" if at in headlines else "body") if at in held else (None, left_as(left.get(at)))
        for at in texts
    }


@dataclass(frozen=True)
class _Found:
    """Lines of a headline as the fields tell them."""

    lines: frozenset[At]
    left: str
    """What of the fields no line has."""


def _headline(article: Article, lines: Mapping[At, str]) -> _Found:
    """The lines that make up kicker, title and subtitle; what no whole lines make up, as well as can be."""
    names = [name for name in FIELDS if name != "title" or article.title_source != "lead"]
    fields = [text for name in names if (text := squeezed(getattr(article, name) or ""))]
    found: set[At] = set()
    left: list[str] = []
    for text in fields:
        whole = made_up(text, {at: line for at, line in lines.items() if at not in found})
        found |= set(whole or ())
        left += [text] if whole is None else []
    for text in left:
        found |= _alike(text, {at: line for at, line in lines.items() if at not in found})
    return _Found(frozenset(found), "".join(left))


def made_up(text: str, lines: Mapping[Name, str]) -> list[Name] | None:
    """The fewest lines that are the text when one stands behind the other; neighbours rather than others."""
    best: dict[int, tuple[tuple[int, int], list[Name]]] = {0: ((0, 0), [])}
    order = {at: n for n, at in enumerate(lines)}
    usable = [(at, line) for at, line in lines.items() if line and line in text]
    for start in range(len(text)):
        if start not in best:
            continue
        (count, far), before = best[start]
        for at, line in usable:
            if at in before or not text.startswith(line, start):
                continue
            jumps = far + bool(before and order[at] != order[before[-1]] + 1)
            there, cost = best.get(start + len(line)), (count + 1, jumps)
            if there is None or cost < there[0]:
                best[start + len(line)] = cost, [*before, at]
    return best[len(text)][1] if len(text) in best else None


def _alike(text: str, lines: Mapping[At, str]) -> set[At]:
    """The lines that stand in a text that a person has changed, longest first, and one that is almost what is left."""
    found: set[At] = set()
    for at, line in sorted(lines.items(), key=lambda item: -len(item[1])):
        if line and line in text:
            text = text.replace(line, "\n", 1)
            found.add(at)
    for piece in filter(None, text.split("\n")):
        like = {
            at: difflib.SequenceMatcher(None, line, piece, autojunk=False).ratio()
            for at, line in lines.items()
            if at not in found and abs(len(line) - len(piece)) <= len(piece) * (1 - LIKE) * 2
        }
        best = max(like, key=lambda at: like[at], default=None)
        if best is not None and like[best] >= LIKE:
            found.add(best)
    return found


def _doubtful(article: Article, lines: Mapping[At, str], found: _Found) -> bool:
    """The fields alone do not tell: one is not made up of lines, a line stands nowhere, or may stand in both."""
    text = squeezed("".join([article.byline or "", article.body, *article.captions]))
    rest = [line for at, line in lines.items() if at not in found.lines]
    twice = {lines[at] for at in found.lines}.intersection(rest)
    return bool(found.left or twice) or any(_is_mark(line) or not _stands(line, text) for line in rest)


def _is_mark(line: str) -> bool:
    """（上接1版） goes to the byline from among the headline's lines, too."""
    match = CONTINUED.match(line)
    return match is not None and match.end() == len(line)


def _stands(line: str, text: str) -> bool:
    """A line's characters are there, in one piece or in two: a dateline, a signature is taken off."""
    return line in text or any(line[:n] in text and line[n:] in text for n in range(1, len(line)))


def _best(machine: Machine, article: Article, lines: Mapping[At, str], found: Iterable[At]) -> set[At]:
    """The roles by which the machine would write most of the article."""
    best = set(found)
    least = _written(machine, article, lines, best)
    headline = squeezed("".join(filter(None, (article.kicker, article.title, article.subtitle))))
    body = squeezed("".join([article.byline or "", article.body, *article.captions]))
    doubtful = [
        at for at, line in lines.items() if (line in headline) + (line in body) != 1 or at in best or _is_mark(line)
    ]
    for _ in range(ROUNDS):
        tried = [best ^ {at} for at in doubtful[:TRIED]]
        tried += [best ^ {a, b} for a in best for b in doubtful if b not in best and lines[a] == lines[b]]
        results = [(_written(machine, article, lines, other), other) for other in tried]
        less, other = min(results, key=lambda result: result[0], default=(least, best))
        if less >= least:
            break
        least, best = less, other
        if not least:
            break
    return best


def _written(machine: Machine, article: Article, lines: Mapping[At, str], headline: set[At]) -> int:
    """How many characters of an article a person would have written if these were the lines of its headline."""
    held: Sequence[tuple[str, int, Role]] = [(*at, "headline" if at in headline else "body") for at in lines]
    old = machine.composed(held, article.id, article.page)
    if old is None:
        return 0
    shown = article.model_dump(mode="json")
    written = told(old, shown)
    whole = sum(_other(text, getattr(old.article, name) or "") for name, text in written.fixed.items())
    names = 0 if shown["authors"] == old.article.model_dump(mode="json")["authors"] else 1
    return whole + names + sum(_other("".join(c for c, _ in run.chars), run.written) for run in written.runs)


def _other(one: str, two: str) -> int:
    """How many characters one has and the other has not; at least one, for they are not the same."""
    a, b = Counter(squeezed(one.replace(END, ""))), Counter(squeezed(two))
    return max(1, (a - b).total() + (b - a).total())
