"""What speaks for and against an article as it was found, and against its headline: the cues of `confidence`.

The page is looked at as it was decided: the edges of a body, what stands inside that might be one, how much worse the
page as a whole is where a place is read otherwise, what the network and the positions say, and how muddled the page is.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.segmentation import breaks
from generator.segmentation.cues import Features
from generator.segmentation.decision import FAR, HEAD, Decision, runs_of
from generator.segmentation.geometry import NOTHING
from generator.segmentation.headlines import Body, Group
from generator.segmentation.wrapping import ENDS

ABSENT = -9.0
"""Stands in for the log-odds of what is not there."""
LOOSE = 2.0
"""Log-odds by which another block is less likely to be read next, where that is not certain."""
MOST = 8.0
"""Log-odds beyond which nothing more is told."""


@dataclass(frozen=True)
class Weighed:
    """A page as it was segmented."""

    decision: Decision
    labels: Sequence[int]
    bodies: Sequence[Body]
    groups: Sequence[Group]

    @property
    def page(self) -> Features:
        return self.decision.page

    @cached_property
    def gaps(self) -> list[float]:
        """By unit how much worse the page is where its label is another one; one more behind the last."""
        return self.decision.gaps(list(self.labels))

    @cached_property
    def idle(self) -> set[int]:
        """Units of headlines that no body has."""
        taken = {i for group in self.groups for i in range(group.first, group.last + 1)}
        return {
            i for i, label in enumerate(self.labels) if label == HEAD and i not in taken and not self.page.byline(i)
        }

    @cached_property
    def of_page(self) -> dict[str, float]:
        """What is the same for all articles of the page."""
        page = self.page
        letters = sum(map(len, page.texts)) or 1
        texts = [i for i, unit in enumerate(page.units) if not unit.short]
        headed = {group.body for group in self.groups}
        told = [row for row in page.told if row]
        steps = [g for u in page.units if (g := u.geometry) and not (g.first or g.inside or g.caption)]
        return {
            "bodies": float(len(self.bodies)),
            "headlines": float(len(self.groups)),
            "in_blocks": float(page.in_blocks),
            "idle": len(self.idle) / max(1, len(self.labels)),
            "bare": sum(b.needs_headline and n not in headed for n, b in enumerate(self.bodies)) / len(self.bodies),
            "open_ends": sum(not ENDS.search(page.texts[i]) for i in texts) / max(1, len(texts)),
            "latin": sum(c.isascii() and c.isalpha() for t in page.texts for c in t) / letters,
            "elsewhere": sum(row.share(breaks.OTHER) for row in told) / max(1, len(told)),
            "of_none": sum(row.share(breaks.IDLE) for row in told) / max(1, len(told)),
            "puzzled": sum(1 - row.most for row in told) / max(1, len(told)),
            "loose": sum(g.link - g.other < LOOSE for g in steps) / max(1, len(steps)),
        }


def grounds(weighed: Weighed) -> list[dict[str, float]]:
    """The cues of each body and its headline."""
    of_body = {group.body: group for group in weighed.groups}
    starts = {body.first for body in weighed.bodies}
    found = []
    for n, body in enumerate(weighed.bodies):
        group = of_body.get(n)
        found.append(
            weighed.of_page
            | _edges(weighed, body, starts)
            | _otherwise(weighed, body)
            | _read(weighed.page, body)
            | _positions(weighed.page, body, group)
            | _headline(weighed, body, group, n)
        )
    return found


def _edges(weighed: Weighed, body: Body, starts: set[int]) -> dict[str, float]:
    """Its first and last unit, and what stands inside that might be one."""
    page, head, begin = weighed.page, weighed.decision.head, weighed.decision.begin
    inner = range(body.first + 1, body.last + 1)
    short = [i for i in inner if page.units[i].short]
    after = body.last + 1
    behind = ABSENT if after == len(begin) else begin[after] if after in starts else head[after]
    return {
        "begins": _bounded(begin[body.first]),
        "ends": _bounded(behind),
        "headline_before": _bounded(head[body.first - 1] if body.first else ABSENT),
        "text_before": float(body.first > 0 and not page.units[body.first - 1].short),
        "text_behind": float(after in starts),
        "last": float(after == len(begin)),
        "begins_inside": _bounded(max((begin[i] for i in inner), default=ABSENT)),
        "headline_inside": _bounded(max((head[i] for i in short), default=ABSENT)),
        "places_inside": min(6.0, float(sum(begin[i] > -3.0 for i in inner))),
        "units": math.log1p(len(inner)),
        "shorts": min(10.0, float(len(short))),
        "length": math.log1p(sum(len(page.texts[i]) for i in range(body.first, after))),
        "opens": page.openings[body.first],
        "closes": page.closings[body.last],
        "open_end": float(not ENDS.search(page.texts[body.last])),
        "open_inside": min(8.0, float(sum(not ENDS.search(page.texts[i]) for i in inner if not page.units[i].short))),
    }


def _otherwise(weighed: Weighed, body: Body) -> dict[str, float]:
    """How near other readings of its places are."""
    gaps = weighed.gaps
    return {
        "near_inside": _near(min(gaps[body.first + 1 : body.last + 1], default=FAR)),
        "near_first": _near(gaps[body.first]),
        "near_behind": _near(gaps[body.last + 1]),
    }


def _read(page: Features, body: Body) -> dict[str, float]:
    """What the network reads: in its first unit, inside, and behind it; nothing of a page with positions."""
    if page.printed:
        return {}

    def most(units: Sequence[int], *kinds: int) -> float:
        return max((told.raw(*kinds) for i in units if (told := page.told[i])), default=ABSENT)

    inner = range(body.first + 1, body.last + 1)
    behind = [body.last + 1] if body.last + 1 < len(page.units) else []
    return {
        "read_begins": most([body.first], breaks.BEGINS),
        "read_elsewhere": most([body.first], breaks.OTHER, breaks.ON, breaks.NEXT),
        "inside_begins": most(inner, breaks.BEGINS),
        "inside_headline": most(inner, breaks.HEADLINE),
        "inside_elsewhere": most(inner, breaks.OTHER),
        "inside_none": most(inner, breaks.IDLE),
        "behind_goes_on": most(behind, breaks.ON, breaks.NEXT),
        "behind_elsewhere": most(behind, breaks.OTHER),
    }


def _positions(page: Features, body: Body, group: Group | None) -> dict[str, float]:
    """The same of what positions say; nothing of a text without."""
    first = page.units[body.first].geometry
    if first is None:
        return {}
    held = [g for u in page.units[body.first : body.last + 1] if (g := u.geometry)]
    steps = [g for g in held[1:] if not g.inside and not g.caption]
    behind = page.units[body.last + 1].geometry if body.last + 1 < len(page.units) else None
    return {
        "weakest": _bounded(min((g.link for g in steps), default=-NOTHING)),
        "narrowest": _bounded(min((g.link - g.other for g in steps), default=-NOTHING)),
        "steps": math.log1p(len(steps)),
        "likeliest_start": _bounded(max((g.start for g in steps), default=NOTHING)),
        "start": _bounded(first.start),
        "leads": _bounded(first.link),
        "other": _bounded(first.other),
        "of_no_article": _bounded(max(g.idle for g in held)),
        "goes_on_behind": _bounded(behind.link if behind and not behind.first else NOTHING),
        "captions": min(3.0, float(sum(g.caption for g in held))),
        "rows": math.log1p(sum(g.rows for g in held if not g.inside)),
        "biggest": min(8.0, first.biggest),
        "parts": min(12.0, float(first.place if group is None else group.last + 1 - group.first)),
    }


def _headline(weighed: Weighed, body: Body, group: Group | None, n: int) -> dict[str, float]:
    """Its headline: how well it suits this body, and another; lines beside it; shorter ones."""
    if group is None:
        lacks = body.needs_headline
        nothing = dict.fromkeys(("near_head", "margin", "shorter", "beside", "lines", "weakest_head", "together"), 0.0)
        return nothing | {"headed": 0.0, "lacks": float(lacks), "free": float(bool(weighed.idle)), "behind": 0.0}
    run = next(run for run in runs_of(weighed.labels) if group.first in run)
    at, end = run.index(group.first), run.index(group.last)
    of_headlines, head = weighed.decision.headlines, weighed.decision.head
    gains = of_headlines.gains(run, at, end, weighed.bodies)
    own = gains.get(n, -FAR)
    parts = [(at + 1, end), (at, end - 1)] if at < end else []
    shorter = [of_headlines.gains(run, *part, weighed.bodies).get(n, -FAR) for part in parts]
    beside = [*run[at - 1 : at], *run[end + 1 : end + 2]] if at else run[end + 1 : end + 2]
    around = range(max(0, group.first - 1), min(group.last + 2, len(weighed.gaps) - 1))
    return {
        "near_head": _near(min(weighed.gaps[i] for i in around)),
        "headed": 1.0,
        "lacks": 0.0,
        "margin": max(-4.0, min(8.0, own - max((x for k, x in gains.items() if k != n), default=-FAR))),
        "shorter": _near(own - max(shorter, default=own - 5.0)),
        "free": float(any(i in weighed.idle for i in beside)),
        "beside": float(group.last + 1 == body.first),
        "behind": float(group.first - 1 == body.last),
        "lines": min(6.0, float(group.last - group.first + 1)),
        "weakest_head": max(-6.0, min((6.0, *head[group.first : group.last + 1]))),
        "together": min(6.0, float(sum(other.first in run for other in weighed.groups))),
    }


def _bounded(odds: float) -> float:
    return max(-MOST, min(MOST, odds))


def _near(gap: float) -> float:
    """1 where another reading is as good, 0 where it is far worse."""
    return math.exp(-max(0.0, gap) / 2)
