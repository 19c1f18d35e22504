"""What of an article is likely wrong: where it begins and ends, and its headline.

The page is decided as at its first reading, and each place is looked at that was tried the other way: how much worse
the page as a whole is then (`Decision.worth`). Together with how sure the article is to be whole (`confidence`) and how
much better its headline suits it than another body, that tells how likely a field is wrong. The weights are a logistic
regression (scripts/fit_doubts.py).

The weights were found on 3,547 articles of typeset pages, before a network read them (breaks.py); the thresholds were
set anew after it. Where flagged (BOUNDARY, HEADLINE), on 60 pages that no weight was found on (298 articles) 0.33 of 57
bodies and 0.40 of 116 headlines are wrong, and 0.56 and 0.78 of the wrong ones are flagged; by the confidence alone,
below 0.9, it was 0.21 of 173 bodies and 0.88. To flag nine in ten there, one in four that is flagged is wrong.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.segmentation.confidence import Weighed
from generator.segmentation.confidence import cues as whole_cues
from generator.segmentation.cues import Features
from generator.segmentation.decision import HEAD, Decision, bodies_of, runs_of
from generator.segmentation.headlines import Group
from generator.segmentation.learnt import learnt
from generator.segmentation.positions.known import known

BOUNDARY, HEADLINE = 0.26, 0.28
"""Probabilities from which a field is flagged."""
FAR = 20.0
"""Stands in for how much worse a page is, where nothing was tried."""
OF_BOUNDARY = MappingProxyType(
    {
        "bias": -2.14,
        "unsure": 1.03,
        "odds": -0.66,
        "inside": 2.14,
        "at_first": -0.21,
        "behind": 1.05,
        "at_head": 0.05,
        "headed": 0.28,
        "margin": -0.02,
        "shorter": -0.28,
        "free": 0.45,
        "idle": 0.41,
        "bare": -0.19,
        "lacks": 0.71,
        "beside": 0.08,
        "lines": 0.11,
        "weakest": -0.07,
        "together": -0.04,
        "bodies": 0.03,
        "shorts": -0.03,
        "length": 0.1,
    }
)
"""Log-odds that the body is not whole."""
OF_HEADLINE = MappingProxyType(
    {
        "bias": -5.25,
        "unsure": 1.77,
        "odds": -0.24,
        "inside": 1.23,
        "at_first": 0.24,
        "behind": 0.51,
        "at_head": 0.92,
        "headed": 1.17,
        "margin": -0.12,
        "shorter": 0.97,
        "free": 1.24,
        "idle": 0.58,
        "bare": -0.41,
        "lacks": 3.13,
        "beside": -0.22,
        "lines": 0.18,
        "weakest": -0.21,
        "together": -0.05,
        "bodies": 0.14,
        "shorts": 0.01,
        "length": 0.43,
    }
)
"""The same of its headline."""


@dataclass(frozen=True)
class Doubt:
    """What is doubtful of an article."""

    lines: frozenset[int]
    """The numbers of its body's lines, by which it is known."""
    boundary: float
    """Probability that it does not begin and end where the printed one does."""
    headline: float
    """The same that its headline is another one."""
    line: int | None
    """Where amid it another one may begin; None where its own ends are more doubtful."""


def doubts(page: Features, roles: Mapping[int, str] = MappingProxyType({})) -> list[Doubt]:
    """Of each article that the machine finds on a page."""
    if not page.units:
        return []
    read = Reading(page, roles)
    found = []
    for n, body in enumerate(read.bodies):
        cues = read.cues(n)
        inside = {i: read.gaps[i] for i in range(body.first + 1, body.last + 1)}
        likeliest = min(inside, key=lambda i: inside[i], default=body.first)
        ends = min(read.gaps[body.first], read.gaps[body.last + 1])
        amid = inside and inside[likeliest] < min(ends, FAR)
        found.append(
            Doubt(
                frozenset(line.number for unit in page.units[body.first : body.last + 1] for line in unit.lines),
                _probability(OF_BOUNDARY, cues),
                _probability(OF_HEADLINE, cues),
                page.units[likeliest].lines[0].number if amid else None,
            )
        )
    return found


class Reading:
    """A page as it is decided, and how much worse it is where it is read otherwise."""

    def __init__(self, page: Features, roles: Mapping[int, str] = MappingProxyType({})) -> None:
        self.page = page
        self._decision = Decision(page, [roles.get(u.lines[0].number, "") for u in page.units] if roles else ())
        self._labels, self.groups = self._decision.best()
        self.bodies = bodies_of(page, self._labels)
        self.runs = runs_of(self._labels)
        best, _ = self._decision.worth(self._labels)
        self.gaps = [FAR] * (len(self._labels) + 1)
        """By unit: how much worse the page is where its label is another one; one more behind the last."""
        for other in self._decision.others(self._labels):
            gap = best - self._decision.worth(other)[0]
            for i, (label, was) in enumerate(zip(other, self._labels, strict=True)):
                if label != was:
                    self.gaps[i] = min(self.gaps[i], gap)
        weighed = Weighed(page, self._decision.head, self._decision.begin, self._labels, self.bodies, self.groups)
        trees = known() if page.printed else learnt()
        self._odds = [float(odds) for odds in trees.whole.of_all(whole_cues(weighed))]
        taken = {i for group in self.groups for i in range(group.first, group.last + 1)}
        self._idle = {
            i for i, label in enumerate(self._labels) if label == HEAD and i not in taken and not page.byline(i)
        }

    def cues(self, n: int) -> dict[str, float]:
        """What speaks for and against the n-th body and its headline."""
        page, body = self.page, self.bodies[n]
        group = next((group for group in self.groups if group.body == n), None)
        headed = {group.body for group in self.groups}
        odds = max(-FAR, min(FAR, self._odds[n]))
        length = sum(len(page.texts[i]) for i in range(body.first, body.last + 1))
        return {
            "bias": 1.0,
            "unsure": 1 / (1 + math.exp(odds)),
            "odds": max(-6.0, min(6.0, odds)),
            "inside": _near(min(self.gaps[body.first + 1 : body.last + 1], default=FAR)),
            "at_first": _near(self.gaps[body.first]),
            "behind": _near(self.gaps[body.last + 1]),
            "idle": float(bool(self._idle)),
            "bare": float(any(b.needs_headline and i not in headed for i, b in enumerate(self.bodies))),
            "lacks": float(group is None and body.needs_headline),
            "bodies": min(10.0, len(self.bodies)),
            "shorts": min(10.0, sum(page.units[i].short for i in range(body.first, body.last + 1))),
            "length": math.log1p(length),
            **(self._headed(group, n) if group else {"free": float(bool(self._idle))}),
        }

    def _headed(self, group: Group, n: int) -> dict[str, float]:
        """The same of a headline that the body has."""
        run = next(run for run in self.runs if group.first in run)
        at, end = run.index(group.first), run.index(group.last)
        gains = self._decision.headlines.gains(run, at, end, self.bodies)
        own = gains.get(n, -FAR)
        parts = [(at + 1, end), (at, end - 1)] if at < end else []
        shorter = [self._decision.headlines.gains(run, *part, self.bodies).get(n, -FAR) for part in parts]
        beside = [*run[at - 1 : at], *run[end + 1 : end + 2]] if at else run[end + 1 : end + 2]
        around = range(max(0, group.first - 1), min(group.last + 2, len(self.gaps) - 1))
        return {
            "at_head": _near(min(self.gaps[i] for i in around)),
            "headed": 1.0,
            "margin": max(-4.0, min(8.0, own - max((x for k, x in gains.items() if k != n), default=-FAR))),
            "shorter": _near(own - max(shorter, default=own - 5.0)),
            "free": float(any(i in self._idle for i in beside)),
            "beside": float(group.last + 1 == self.bodies[n].first),
            "lines": float(group.last - group.first + 1),
            "weakest": max(-6.0, min(6.0, *self._decision.head[group.first : group.last + 1])),
            "together": min(6.0, sum(other.first in run for other in self.groups)),
        }


def _near(gap: float) -> float:
    """1 where another reading is as good, 0 where it is far worse."""
    return math.exp(-max(0.0, gap) / 2)


def _probability(weights: Mapping[str, float], cues: Mapping[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(weights[name] * cue for name, cue in cues.items())))
