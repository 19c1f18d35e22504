"""A page read again when a person has said where an article begins, or what is a headline.

The bodies stay as they are; so does every headline that somebody has settled. What is open is decided anew over all of
the page, as at the first reading (`decision`): how many of the short units with which the new article begins are its
headline, and which headline belongs to which body.
"""

import itertools
from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from generator.base.archive import Line
from generator.segmentation.composition import Layout
from generator.segmentation.cues import Features
from generator.segmentation.decision import BEGIN, BODY, HEAD, Decision, bodies_of
from generator.segmentation.headlines import SUIT
from generator.segmentation.units import Unit


@dataclass(frozen=True)
class Held:
    """Whose a line is."""

    by: Hashable
    """None: no article's."""
    headline: bool
    """Of none: it is one, and its article is looked for."""


def reread(page: Layout, held: Mapping[int, Held], settled: Set[int], fresh: Hashable = None) -> dict[int, Held]:
    """The lines that change hands, by number: those of headlines, and the first of the `fresh` article that turn out to
    be one.

    `held` has every line of the page; those of `settled` stay whose they are.
    """
    units = _open(page, held, settled)
    own = [held[unit.lines[0].number] for unit in units]
    if not units:
        return {}
    decision = Decision(Features(units, page.tops, page.above))
    tried = [_labels(own, heads) for heads in _heads(units, own, fresh)]
    (_, groups), labels = max(((decision.worth(labels), labels) for labels in tried), key=lambda found: found[0][0])
    bodies = bodies_of(decision.page, labels)
    changes: dict[int, Held] = {}
    for i in (i for i, label in enumerate(labels) if label == HEAD):
        group = next((g for g in groups if g.first <= i <= g.last), None)
        if group is None and own[i].by is None:
            continue
        now = Held(own[bodies[group.body].first].by if group else own[i].by, headline=True)
        if now != own[i]:
            changes |= {line.number: now for line in units[i].lines}
    return _giving(held, changes)


def _giving(held: Mapping[int, Held], changes: Mapping[int, Held]) -> dict[int, Held]:
    """The changes without those that leave an article without a headline that has one: who looked at it may have found
    it right, and nothing would lead them back to it."""
    kept = dict(changes)
    while True:
        had = {of.by for of in held.values() if of.headline and of.by is not None}
        have = {of.by for of in {**held, **kept}.values() if of.headline}
        if not (lost := had - have):
            return kept
        kept = {number: now for number, now in kept.items() if held[number].by not in lost}


def _open(page: Layout, held: Mapping[int, Held], settled: Set[int]) -> list[Unit]:
    """The units that are not settled, in reading order, each of one article. An article is settled as well when its
    body is not in one piece, for the machine reads none that way; text that is in no article stays there."""
    closed = set(settled)
    while True:
        found = [
            replace(unit, lines=lines, short=unit.short or held[lines[0].number].headline)
            for unit in page.units
            if not unit.furniture
            for lines in _pieces(unit, held, closed)
            if held[lines[0].number] != Held(None, headline=False)
        ]
        own = [held[unit.lines[0].number] for unit in found]
        bodies = [(of.by, of.headline) for of in own if of.by is not None]
        runs = [key for key, _ in itertools.groupby(bodies)]
        apart = {by for by, headline in runs if not headline and runs.count((by, False)) > 1}
        if not apart:
            return found
        closed |= {number for number, of in held.items() if of.by in apart}


def _pieces(unit: Unit, held: Mapping[int, Held], closed: Set[int]) -> Iterator[tuple[Line, ...]]:
    """The lines of a unit that are not settled, by whose they are."""
    lines = (line for line in unit.lines if line.number not in closed)
    for _, piece in itertools.groupby(lines, key=lambda line: held[line.number]):
        yield tuple(piece)


def _heads(units: Sequence[Unit], own: Sequence[Held], fresh: Hashable) -> Iterator[Set[int]]:
    """How many of the first units of the fresh article may be its headline: none, one, two and so on."""
    body = [i for i, of in enumerate(own) if fresh is not None and of.by == fresh and not of.headline]
    yield frozenset()
    for n, i in enumerate(body[:-1]):
        if n == SUIT.most or not units[i].short:
            return
        yield frozenset(body[: n + 1])


def _labels(own: Sequence[Held], heads: Set[int]) -> list[int]:
    begun: set[Hashable] = set()
    labels = []
    for i, of in enumerate(own):
        if of.headline or i in heads:
            labels.append(HEAD)
        else:
            labels.append(BODY if of.by in begun else BEGIN)
            begun.add(of.by)
    return labels
