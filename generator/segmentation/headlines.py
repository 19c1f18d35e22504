"""Which headline belongs to which body, decided for all of a page at once.

1. Lines that stand together are cut into groups of at most `Suit.most`, each the headline of one body.
2. A group suits a body by the pairs of characters that they share, rarer ones more (what stands in all bodies of the
   page says nothing, a pair that the body lacks speaks against it), and by standing next to it.
3. The best set of groups over the page wins: no body has two headlines, no headline two bodies; a headline and a
   body without a partner cost something each (beam search from the first line to the last).
"""

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from generator.segmentation.paragraphs import CANNOT_BEGIN, one_word
from generator.segmentation.units import COLUMN_NAME
from generator.segmentation.wrapping import width

BEAM = 12
"""Partial assignments that are kept."""
SCRAP = 2.5
"""Full-width characters of a line that is nothing but a headline's end: 代跨越 has 3, 复 has 1."""
CONTINUES = 2.5
"""Log-odds of a headline right before a text that goes on from another page, whatever words they share."""
CANDIDATES = 4
"""Bodies that are tried for a group, the likeliest first."""


@dataclass(frozen=True)
class Suit:
    """Weights of a headline beside a body, in log-odds."""

    shared: float = 0.4
    """For each pair's own log-odds; less than 1 because neighbouring pairs tell the same."""
    own: float = 0.3
    """Share of a headline's pairs that stand in its body."""
    other: float = 0.02
    """The same for another body of the page, at least: bodies grow alike as they grow longer."""
    before: float = 0.5
    """The headline stands right before the body."""
    after: float = 1.7
    """Right behind it."""
    group: float = -1.5
    """Each headline needs a reason."""
    torn: float = -2.5
    """A group ends in the middle of a headline: its last line breaks off."""
    idle_line: float = -1.5
    """A line that may be a headline and is none."""
    most: int = 6
    """Lines of one headline; the longest in the marked pages of texts has 6."""
    bare_body: float = -2.5
    """A body without a headline; photographs and continuations often have none."""


SUIT = Suit()
PRINTED_SUIT = Suit(before=4.0, after=-2.0)
"""The same where each headline stands before its body, as an engine has marked it."""
PLACED_SUIT = Suit(before=4.0, after=-2.0, torn=-8.0, most=14)
"""The same where positions have put it there, and say what is a further row of it: in a narrow column a headline with
its decks has more of them."""


@dataclass(frozen=True)
class Body:
    """A body as far as its headline is concerned."""

    first: int
    """Its first unit."""
    last: int
    needs_headline: bool
    continued: bool = False
    """It goes on from another page: what its headline speaks of may stand there."""


@dataclass(frozen=True)
class Group:
    """Units of a headline, from first to last, and its body."""

    first: int
    last: int
    body: int


@dataclass(frozen=True)
class _Partners:
    """Bodies by what a headline asks of them; assigning asks a hundred thousand times on a large page."""

    first: Mapping[int, int]
    """Which body has which first unit,"""
    last: Mapping[int, int]
    """and which last."""
    continued: Set[int]
    bare: Sequence[float]
    """What each is worth without a headline."""

    @classmethod
    def of(cls, bodies: Sequence[Body], suit: Suit) -> "_Partners":
        return cls(
            {body.first: n for n, body in enumerate(bodies)},
            {body.last: n for n, body in enumerate(bodies)},
            {n for n, body in enumerate(bodies) if body.continued},
            [suit.bare_body if body.needs_headline else 0.0 for body in bodies],
        )


_Beam = dict[int, tuple[float, tuple[Group, ...]]]
"""The best partial assignment for each set of bodies that have a headline (a bit each)."""


class Headlines:
    """The units of a page that may be headlines, with the units that share their pairs."""

    def __init__(
        self,
        texts: Sequence[str],
        pairs: Sequence[Set[str]],
        may_be: Set[int],
        bylines: Set[int],
        suit: Suit = SUIT,
        further: Set[int] = frozenset(),
    ) -> None:
        """`further`: units that are of the headline before them."""
        self._suit = suit
        self._texts = texts
        self._bylines = bylines
        self._tears = {i: i + 1 in further or _tear(texts[i], texts[i + 1]) for i in may_be if i + 1 in may_be}
        wanted = {p for i in may_be for p in pairs[i]}
        where: dict[str, int] = dict.fromkeys(wanted, 0)
        for i, found in enumerate(pairs):
            for p in found & wanted:
                where[p] |= 1 << i
        self._where: Mapping[int, list[int]] = {i: [where[p] for p in sorted(pairs[i])] for i in may_be}

    def assign(self, runs: Sequence[Sequence[int]], bodies: Sequence[Body]) -> tuple[float, list[Group]]:
        """The best groups for the runs of headline units, with the score of the whole; bylines may stand idle."""
        suits = self._line_suits(runs, bodies)
        partners = _Partners.of(bodies, self._suit)
        bare = sum(self._suit.bare_body for b in bodies if b.needs_headline)
        beam: _Beam = {0: (bare, ())}
        for run in runs:
            states: list[_Beam] = [{} for _ in range(len(run) + 1)]
            states[0] = beam
            for at in range(len(run)):
                current = _best(states[at])
                idle = run[at] in self._bylines
                for used, (score, groups) in current.items():
                    _keep(states[at + 1], used, score + (0.0 if idle else self._suit.idle_line), groups)
                if idle:
                    continue
                odds = [0.0] * len(bodies)
                for end in range(at, min(len(run), at + self._suit.most)):
                    if run[end] in self._bylines:
                        break
                    odds = [sum_ + own for sum_, own in zip(odds, suits[run[end]], strict=True)]
                    for body, gain in self._likeliest(run, at, end, partners, odds):
                        _put(states[end + 1], current, Group(run[at], run[end], body), gain)
            beam = _best(states[len(run)])
        score, groups = max(beam.values(), key=lambda found: found[0])
        return score, list(groups)

    def gains(self, run: Sequence[int], at: int, end: int, bodies: Sequence[Body]) -> dict[int, float]:
        """What is gained where units of a run, both included, are a body's headline; of the likeliest bodies alone."""
        suits = self._line_suits([run], bodies)
        odds = [sum(own) for own in zip(*(suits[i] for i in run[at : end + 1]), strict=True)]
        return dict(self._likeliest(run, at, end, _Partners.of(bodies, self._suit), odds))

    def _line_suits(self, runs: Sequence[Sequence[int]], bodies: Sequence[Body]) -> dict[int, list[float]]:
        """For each headline unit its log-odds for each body, by shared pairs."""
        n = len(bodies)
        spans = [(1 << b.last + 1) - (1 << b.first) for b in bodies]
        others = [min(self._suit.own, max(self._suit.other, (k + 0.2) / (n + 0.5))) for k in range(n + 1)]
        there = [self._suit.shared * math.log(self._suit.own / o) for o in others]
        missing = [self._suit.shared * math.log((1 - self._suit.own) / (1 - o)) for o in others]
        suits: dict[int, list[float]] = {}
        for i in (i for run in runs for i in run):
            odds = [0.0] * n
            for where in self._where[i]:
                has = [where & span for span in spans]
                count = n - has.count(0)
                yes, no = there[max(0, count - 1)], missing[count]
                for b in range(n):
                    odds[b] += yes if has[b] else no
            suits[i] = odds
        return suits

    def _likeliest(
        self, run: Sequence[int], at: int, end: int, partners: "_Partners", odds: Sequence[float]
    ) -> list[tuple[int, float]]:
        """The likeliest bodies of a group, with the gain of putting it there; `odds`: its log-odds for each body."""
        below = end + 1
        while below < len(run) and run[below] in self._bylines:
            below += 1
        fixed = self._suit.group + self._torn(run, at, end)
        gains = [fixed + own for own in odds]
        if (n := partners.first.get(run[below - 1] + 1)) is not None:
            gains[n] = (max(gains[n], fixed + CONTINUES) if n in partners.continued else gains[n]) + self._suit.before
        if (n := partners.last.get(run[at] - 1)) is not None:
            gains[n] += self._suit.after
        gains = [gain - bare for gain, bare in zip(gains, partners.bare, strict=True)]
        likeliest = sorted(
            range(len(gains)), key=gains.__getitem__, reverse=True
        )  # of equal ones the first stays first
        return [(n, gains[n]) for n in likeliest[:CANDIDATES]]

    def _torn(self, run: Sequence[int], at: int, end: int) -> float:
        """The group's end cuts a headline in two, or a column's name that ends one stands in its middle."""
        cost = 0.0
        for i in run[at:end]:
            if COLUMN_NAME.search(self._texts[i]) and not self._texts[i + 1].startswith("——"):
                cost += self._suit.torn
        for i in (run[at] - 1, run[end]):
            if i >= run[0] and i < run[-1]:
                cost += self._suit.torn * self._tears[i]
        return cost


def _tear(here: str, after: str) -> bool:
    """The two lines are one headline: a word or a bracket runs over the break, a dash leads over."""
    if here.endswith(("——", "、", "，", "：", ",", "-")) or after.startswith("——") or CANNOT_BEGIN.match(after):
        return True
    unclosed = any(here.count(a) > here.count(b) for a, b in ("（）", "“”", "《》", "()"))
    return unclosed or width(after) <= SCRAP or one_word(here, after)


def _keep(states: _Beam, used: int, score: float, groups: tuple[Group, ...]) -> None:
    if used not in states or states[used][0] < score:
        states[used] = (score, groups)


def _put(states: _Beam, current: _Beam, group: Group, gain: float) -> None:
    """The partial assignments so far, each with one more group where its body has none."""
    bit = 1 << group.body
    for used, (score, groups) in current.items():
        if not used & bit:
            with_it = used | bit
            if with_it not in states or states[with_it][0] < score + gain:
                states[with_it] = score + gain, (*groups, group)


def _best(states: _Beam) -> _Beam:
    if len(states) <= BEAM:
        return states
    return dict(sorted(states.items(), key=lambda item: (-item[1][0], item[0]))[:BEAM])
