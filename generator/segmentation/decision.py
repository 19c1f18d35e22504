"""Which units of a page are headlines, where bodies begin, and which headline belongs to which body.

1. Each unit is weighed as part of a headline and as the beginning of a body; the best sequence of bodies and headlines
   over the page is found by dynamic programming. Behind a headline a body begins.
2. Headlines are assigned to bodies all at once (`headlines`); doubtful places are tried the other way while the page
   as a whole gains by it.

What a unit is worth is a mean of two: log-odds of trees learnt from typeset pages (`learnt`), and the weights below;
what the network reads in its first line (`breaks`) is added.
Trees alone find more on pages that a program typeset and less on real ones: with a share of 0.8 the archive's own
pages lose two articles of 41.
"""

import math
import re
from collections.abc import Mapping, Sequence

from generator.segmentation import breaks
from generator.segmentation.cues import Features
from generator.segmentation.headlines import PLACED_SUIT, PRINTED_SUIT, SUIT, Body, Group, Headlines
from generator.segmentation.learnt import learnt
from generator.segmentation.positions.known import known

BODY, BEGIN, HEAD = 0, 1, 2
TREES = 0.65
"""Share of the trees in what a unit is worth."""
PRINTED = 1.0
"""The same of a printed page, whose trees know positions; the weights below were found on texts without."""
MOST_TRIED = 40
"""Other readings that are tried in a round, the least certain first."""
FOLLOWS = ((BODY, (BODY, BEGIN)), (BEGIN, (BODY, BEGIN, HEAD)), (HEAD, (BODY, BEGIN, HEAD)))
"""What may stand before each label."""
NEVER = -1e9
BARE = re.compile(r"摄(?:影报道|影)?(?:[（(][^）)]{0,40}[）)])?$")
"""A photograph's text often has no headline."""
CONTINUED = re.compile(r"[（(]上接")
ROUNDS = 12
"""Changes after the best sequence; most pages need one or two."""
READS_HEADLINE, READS_BEGINNING = 0.1, 0.3
"""What the network's log-odds count beside the rest: it knows pages of its own typesetter best, and says of others'
pages too surely what it says."""
RARE = 3.0
"""Log-odds by which beginnings are likelier than the network says, where no blocks tell of them: many stand behind no
headline."""
HOPELESS = 2.5
"""Log-odds that a change may cost before its partners are looked at; looking further changed no marked page."""
FAR = 20.0
"""Stands in for how much worse a page is, where nothing was tried."""
SURE = 4.0
"""Log-odds from which a boundary is not put in question."""
DOUBTFUL = 3.0
"""Log-odds against a boundary up to which it is tried."""
PARTNERS = 0.3
"""Weight of the headlines' partners against the boundaries' own log-odds."""


HEADLINE = {
    "bias": -3.7,
    "next_opens": 2.3,
    "column_name": 2.9,
    "comma": -2.3,
    "very_long": 2.0,
    "numeric": -1.9,
    "closing": -1.7,
    "no_text_after": 1.7,
    "columns_differ": 1.3,
    "attached": -1.3,
    "wraps_in_column": -1.5,
    "dash": 1.2,
    "strange": 1.0,
    "strange_near": 0.3,
    "prev_closes": 1.0,
    "fits_column": -1.0,
    "sticks_out": 0.8,
    "clause_gap": 0.8,
    "notice": 0.8,
    "unwrapped": -0.6,
    "unwrapped_long": 2.5,
    "prev_ends": 0.6,
    "asks": -0.6,
    "small": -0.6,
    "quoted": 0.0,
    "long": 0.5,
    "enumerated": -0.4,
    "page": 0.4,
    "series": -0.3,
    "tiny": -0.6,
    "above_block": 2.0,
}
"""Log-odds of a short unit to be part of a headline: a logistic regression over the marked pages, then a random search
for the articles and headlines that are found whole."""
BEGINNING = {
    "bias": -6.2,
    "opens": 4.0,
    "page": 4.0,
    "digest": 2.4,
    "column_changes": 2.4,
    "closed": 2.3,
    "first": 1.9,
    "after_digest": -5.0,
    "caption": -5.0,
    "goes_on": -1.1,
    "date": 1.6,
    "strange": 0.4,
    "strange_near": 0.8,
    "blank": 0.2,
    "prev_short": -0.2,
    "prev_byline": 0.6,
    "short": -2.1,
    "enumerated": -0.5,
    "speech": -0.3,
    "byline": -0.3,
    "report": 4.0,
    "continued": 4.0,
    "block": 1.0,
}
"""The same for a unit to be the first of a body where no headline stands before it."""
AFTER_HEADLINE = -1.0
"""The same behind a headline, where nothing else is possible."""
SHORT_BEGINS = -1.0
"""A body that begins with what may be a headline."""
HOLLOW = -3.5
"""A body without any text."""
SAID = 4.0
"""Log-odds that an engine which has marked headlines adds to each unit that is marked, and takes from each that is not:
as much as the strongest cues of the text say, so that a cross-head which it has marked may still be none."""
NEXT_LINE = 1.0
"""A headline's further lines tell less than its first: the cues around them are the same."""


def headline_cues(page: Features, i: int) -> dict[str, float]:
    """All that is weighed of unit i as part of a headline."""
    return page.headline(i) | page.around_headline(i) | page.positions(i)


def beginning_cues(page: Features, i: int) -> dict[str, float]:
    """All that is weighed of unit i as the first of a body."""
    return page.beginning(i) | page.around_beginning(i) | page.positions(i)


class Decision:
    """The labels of a page's units and the headlines' bodies, weighed together."""

    def __init__(self, page: Features, roles: Sequence[str] = ()) -> None:
        """`roles`: what an engine that has read the page says of its units (`title`, `text`), so far as it says it."""
        self.page = page
        n = len(page.units)
        trees, share = (known(), PRINTED) if page.printed else (learnt(), TREES)
        self.head = [NEVER] * n
        short = [i for i in range(n) if page.units[i].short]
        heads, begins = [headline_cues(page, i) for i in short], [beginning_cues(page, i) for i in range(n)]
        for i, odds, cues in zip(short, trees.headline.of_all(heads), heads, strict=True):
            self.head[i] = share * float(odds) + (1 - share) * _weigh(HEADLINE, cues)
        self.begin = [
            share * float(odds) + (1 - share) * _weigh(BEGINNING, cues)
            for odds, cues in zip(trees.begins.of_all(begins), begins, strict=True)
        ]
        rare = 0.0 if page.in_blocks else RARE
        for i, told in enumerate(page.told):
            if told:
                self.head[i] += READS_HEADLINE * told.log_odds(breaks.HEADLINE, breaks.FURTHER)
                self.begin[i] += READS_BEGINNING * (told.log_odds(breaks.BEGINS) + rare)
        for i, role in enumerate(roles):
            self.head[i] += SAID if role == "title" else -SAID
        may_be = {i for i in range(n) if page.units[i].short}
        self.bylines = [page.byline(i) for i in range(n)]
        self.further = {i for i in range(1, n) if page.further(i)}
        suit = PLACED_SUIT if page.printed else PRINTED_SUIT if roles else SUIT
        bylines = {i for i in may_be if self.bylines[i]}
        self.headlines = Headlines(page.texts, page.pairs, may_be, bylines, suit, self.further)
        self._known: dict[tuple[int, ...], tuple[float, list[Group]]] = {}

    def best(self) -> tuple[list[int], list[Group]]:
        """Labels and groups: the best sequence, then each doubtful place tried the other way while the page gains."""
        labels = self._sequence()
        own = self._own(labels)
        score, groups = self._with_partners(labels, own)
        for _ in range(ROUNDS):
            tried = [
                (*self._with_partners(other, worth), other, worth)
                for other in self.others(labels)
                if (worth := self._own(other)) > own - HOPELESS
            ]
            if not tried:
                break
            gain, better, other, worth = max(tried, key=lambda t: t[0])
            if gain <= score + 1e-9:
                break
            score, groups, labels, own = gain, better, other, worth
        return labels, groups

    def worth(self, labels: list[int]) -> tuple[float, list[Group]]:
        """What these labels are worth, and whose their headlines are then."""
        return self._with_partners(labels, self._own(labels))

    def gaps(self, labels: list[int]) -> list[float]:
        """By unit how much worse the page is where its label is another one, FAR where none was tried; one more behind
        the last unit."""
        own = self._own(labels)
        best, _ = self._with_partners(labels, own)
        found = [FAR] * (len(labels) + 1)
        for other in self.others(labels):
            worth = self._own(other)
            gap = best - self._with_partners(other, worth)[0] if worth > own - HOPELESS else own - worth
            for i, (label, was) in enumerate(zip(other, labels, strict=True)):
                if label != was:
                    found[i] = min(found[i], gap)
        return found

    def _own(self, labels: list[int]) -> float:
        """What the labels are worth by themselves."""
        return sum(
            self._gain(labels[i - 1] if i else None, label, i) for i, label in enumerate(labels) if label != BODY
        )

    def _with_partners(self, labels: list[int], own: float) -> tuple[float, list[Group]]:
        """The same together with the headlines' partners; bodies without any text count against it."""
        key = tuple(labels)
        if key not in self._known:
            bodies = bodies_of(self.page, labels)
            score, groups = self.headlines.assign(runs_of(labels), bodies)
            hollow = sum(all(u.short for u in self.page.units[b.first : b.last + 1]) for b in bodies)
            self._known[key] = own + PARTNERS * score + HOLLOW * hollow, groups
        return self._known[key]

    def _gain(self, before: int | None, label: int, i: int) -> float:
        """Log-odds of unit i's label behind another."""
        byline = self.bylines[i]
        if i in self.further and ((label == HEAD) != (before == HEAD)):
            return NEVER if label != BODY else 0.0
        if label == HEAD:
            if byline:
                return 0.0 if before == HEAD else NEVER
            return self.head[i] * (NEXT_LINE if before == HEAD else 1.0)
        if label == BEGIN:
            if before == HEAD or before is None:
                if byline and before == HEAD and not self.page.printed:  # there the trees know how bylines stand
                    return NEVER
                return AFTER_HEADLINE + math.log1p(math.exp(self.begin[i])) + SHORT_BEGINS * self.page.units[i].short
            return self.begin[i]
        return 0.0

    def others(self, labels: list[int]) -> list[list[int]]:
        """The labels with one place changed, the least certain places first."""
        others: list[tuple[float, list[int]]] = []
        for i, label in enumerate(labels):
            if label == BEGIN:
                others += [(abs(self.begin[i]), other) for other in self._not_begun(labels, i)]
            elif label == BODY and self.begin[i] > -DOUBTFUL:
                others.append((abs(self.begin[i]), [*labels[:i], BEGIN, *labels[i + 1 :]]))
            if label != HEAD and self.head[i] > -DOUBTFUL and not self.bylines[i]:
                others.append((abs(self.head[i]), self._headed(labels, i)))
            if label == HEAD and 0 < i < len(labels) - 1 and labels[i - 1] != HEAD and labels[i + 1] == HEAD:
                others.append((abs(self.head[i]), [*labels[:i], BODY, *labels[i + 1 :]]))
        return [other for _, other in sorted(others, key=lambda o: o[0])[:MOST_TRIED]]

    def _not_begun(self, labels: list[int], i: int) -> list[list[int]]:
        """Unit i goes on with the body before and its headline is a crosshead; or its headline is shorter."""
        first = i
        while first and labels[first - 1] == HEAD:
            first -= 1
        others = []
        if first and (first < i or self.begin[i] < SURE):
            others.append([BODY if first <= j <= i else x for j, x in enumerate(labels)])
        if i - first > 1:
            others.append([*labels[: i - 1], BEGIN, BODY, *labels[i + 1 :]])
        return others

    def _headed(self, labels: list[int], i: int) -> list[int]:
        """Unit i and the short units behind it are a headline; the text behind them begins a body."""
        last = i
        while last + 1 < len(labels) and self.head[last + 1] > -DOUBTFUL and labels[last + 1] != HEAD:
            last += 1
        changed = [HEAD if i <= j <= last else x for j, x in enumerate(labels)]
        if last + 1 < len(changed) and changed[last + 1] == BODY:
            changed[last + 1] = BEGIN
        return changed

    def _sequence(self) -> list[int]:
        """The best sequence: each unit begins a body, goes on with it, or is part of a headline."""
        head = self.head
        best = [[NEVER, self._gain(None, BEGIN, 0), self._gain(None, HEAD, 0)]]
        back: list[list[int]] = [[BEGIN, BEGIN, HEAD]]
        for i in range(1, len(head)):
            row, came = [], []
            for label, froms in FOLLOWS:
                source, score = max(((s, best[i - 1][s] + self._gain(s, label, i)) for s in froms), key=lambda t: t[1])
                row.append(score)
                came.append(source)
            best.append(row)
            back.append(came)
        label = max((BODY, BEGIN, HEAD), key=lambda s: best[-1][s])
        labels = [label]
        for i in range(len(head) - 1, 0, -1):
            label = back[i][label]
            labels.append(label)
        return labels[::-1]


def _weigh(weights: Mapping[str, float], cues: Mapping[str, float]) -> float:
    return sum(weight * cues[name] for name, weight in weights.items())


def runs_of(labels: Sequence[int]) -> list[list[int]]:
    """Units of headlines that stand together."""
    runs: list[list[int]] = []
    for i, label in enumerate(labels):
        if label == HEAD:
            if runs and runs[-1][-1] == i - 1:
                runs[-1].append(i)
            else:
                runs.append([i])
    return runs


def bodies_of(page: Features, labels: Sequence[int]) -> list[Body]:
    """Bodies from the labels, in the page's order."""
    bodies = []
    for start in (i for i, label in enumerate(labels) if label == BEGIN):
        last = start
        while last + 1 < len(labels) and labels[last + 1] == BODY:
            last += 1
        continued = bool(CONTINUED.match(page.texts[start]))
        bare = continued or bool(BARE.search(page.texts[last]))
        bodies.append(Body(start, last, not bare, continued))
    return bodies
