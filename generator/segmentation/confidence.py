"""How sure it is that an article is whole: that its body begins and ends where the printed one does.

The probability is learnt from pages on which it is known (`learnt`), out of what was weighed as the page was segmented.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from generator.segmentation.cues import Features
from generator.segmentation.geometry import NOTHING
from generator.segmentation.headlines import Body, Group
from generator.segmentation.learnt import learnt
from generator.segmentation.positions.known import known

ABSENT = -9.0
"""Stands in for the log-odds of what is not there."""
DOUBT = 0.7
"""Log-odds taken off with positions: pages that others set are harder than those of a typesetter of our own. Of what
was 0.9 sure without it, 0.87 were whole on pages typeset by others."""
CERTAIN = 0.99
"""No machine is surer."""


@dataclass(frozen=True)
class Weighed:
    """A page as it was segmented."""

    page: Features
    head: Sequence[float]
    """Log-odds of each unit to be part of a headline."""
    begin: Sequence[float]
    """The same to begin a body."""
    labels: Sequence[int]
    bodies: Sequence[Body]
    groups: Sequence[Group]


def confidences(weighed: Weighed) -> list[float]:
    """For each body the probability that it is whole, in hundredths."""
    trees, doubt = (known().whole, DOUBT) if weighed.page.printed else (learnt().whole, 0.0)
    return [round(min(CERTAIN, _probability(float(odds) - doubt)), 2) for odds in trees.of_all(cues(weighed))]


def cues(weighed: Weighed) -> list[dict[str, float]]:
    """What speaks for and against each body: its edges, what stands inside that might be one, its headline."""
    of_body = {group.body: group for group in weighed.groups}
    starts = {body.first for body in weighed.bodies}
    return [_cues(weighed, body, of_body.get(n), starts) for n, body in enumerate(weighed.bodies)]


def _cues(weighed: Weighed, body: Body, group: Group | None, starts: set[int]) -> dict[str, float]:
    page, head, begin = weighed.page, weighed.head, weighed.begin
    inner = range(body.first + 1, body.last + 1)
    short = [i for i in inner if page.units[i].short]
    after = body.last + 1
    behind = ABSENT if after == len(begin) else begin[after] if after in starts else head[after]
    beside = 0.0 if group is None else float(group.last + 1 == body.first) - float(group.first - 1 == body.last)
    return {
        "begins": begin[body.first],
        "ends": behind,
        "headline_before": head[body.first - 1] if body.first else ABSENT,
        "text_before": float(body.first > 0 and not page.units[body.first - 1].short),
        "text_behind": float(after in starts),
        "begins_inside": max((begin[i] for i in inner), default=ABSENT),
        "headline_inside": max((head[i] for i in short), default=ABSENT),
        "places_inside": float(sum(begin[i] > -3.0 for i in inner)),
        "units": float(len(inner) + 1),
        "length": float(sum(len(page.texts[i]) for i in range(body.first, after))),
        "headline": float(group is not None),
        "beside": beside,
        "bare": float(not body.needs_headline),
        "opens": page.openings[body.first],
        "closes": page.closings[body.last],
        "bodies": float(len(weighed.bodies)),
        "headlines": float(len(weighed.groups)),
        "in_blocks": float(page.in_blocks),
        **_positions(page, body, group),
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
        "weakest": min((g.link for g in steps), default=-NOTHING),
        "narrowest": min((g.link - g.other for g in steps), default=-NOTHING),
        "steps": float(len(steps)),
        "likeliest_start": max((g.start for g in steps), default=NOTHING),
        "start": first.start,
        "leads": first.link,
        "other": first.other,
        "idle": max(g.idle for g in held),
        "goes_on_behind": behind.link if behind and not behind.first else NOTHING,
        "captions": float(sum(g.caption for g in held)),
        "rows": float(sum(g.rows for g in held if not g.inside)),
        "biggest": first.biggest,
        "parts": float(first.place if group is None else group.last + 1 - group.first),
    }


def _probability(log_odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-log_odds))
