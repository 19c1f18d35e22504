"""From blocks to chains: each text of a printed page, headline and all, in the order in which it is read.

1. Each block is weighed by itself: whether it is of no article, or a picture's caption.
2. Each two blocks are weighed of which one may be read behind the other; then once more with what speaks for the best
   other partner of each, for a column that breaks off in the middle of a sentence goes on somewhere.
3. Those partners win that are worth most together over the page: no block has two before it or behind it.
4. A caption belongs to the text round its picture.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.segmentation.geometry import NOTHING
from generator.segmentation.positions.blocks import Block
from generator.segmentation.positions.flow import Cues, Flow
from generator.segmentation.positions.known import known
from generator.segmentation.positions.surroundings import NONE

START = 0.5
"""Weight of how surely a block is a first one against what speaks for one before it."""
CAPTION_REACH = 12.0
"""Characters between a caption and the text that it belongs to."""

SAID = 6.0
"""Log-odds of what the file itself says: the role of a block, or of which article it is."""
CAPTIONS = frozenset({"caption"})
NO_ARTICLE = frozenset({"header", "footer", "table", "advertisement"})

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Chain:
    """Blocks that are read one behind the other; of one article, as far as positions tell."""

    blocks: tuple[int, ...]
    captions: tuple[int, ...] = ()


@dataclass(frozen=True)
class Chains:
    """The chains of a page in the order in which they begin on it, and what each block is worth."""

    chains: tuple[Chain, ...]
    idle: Floats
    """Log-odds of each block to belong to no article."""
    start: Floats
    """The same to be the first of an article."""
    link: Floats
    """The same to be read behind the one before it in its chain; NOTHING for a first one."""
    other: Floats
    """The same of the best other one."""


def chains(flow: Flow) -> Chains:
    """The chains of a page that has blocks."""
    n = len(flow.blocks)
    alone = [flow.unary(j) for j in range(n)]
    caption, idle = known().caption.of_all(alone), known().idle.of_all(alone)
    caption += SAID * np.array([_said(block, CAPTIONS) for block in flow.blocks])
    idle += SAID * np.array([_said(block, NO_ARTICLE) for block in flow.blocks])
    free = [j for j in range(n) if caption[j] <= 0]
    pairs = [(i, j) for i, j in flow.candidates() if caption[i] <= 0 and caption[j] <= 0]
    worth, start = _worth(flow, pairs, alone, idle)
    worth += SAID * np.array([_said_together(flow.blocks[i], flow.blocks[j]) for i, j in pairs])
    behind = _partners(n, pairs, worth, start)
    link, other = np.full(n, NOTHING), np.full(n, NOTHING)
    for (i, j), w in zip(pairs, worth, strict=True):
        if behind.get(i) == j:
            link[j] = w
        else:
            other[j] = max(other[j], w)
    found = _in_order(flow, behind, free)
    return Chains(tuple(_with_captions(flow, found, set(range(n)) - set(free))), idle, start, link, other)


def _said(block: Block, roles: Set[str]) -> float:
    """Whether the file says that a block has one of these roles: 1, or -1; 0 where it says nothing."""
    said = {line.role for row in block.rows for line in row.lines} - {""}
    return 0.0 if not said else 1.0 if said <= roles else -1.0


def _said_together(one: Block, two: Block) -> float:
    """The same of two blocks that are of one article."""
    a, b = one.last.lines[-1].article, two.first.lines[0].article
    return 0.0 if not (a or b) else 1.0 if a == b else -1.0


def _worth(flow: Flow, pairs: Sequence[tuple[int, int]], alone: Sequence[Cues], idle: Floats) -> tuple[Floats, Floats]:
    """Log-odds of each two blocks, and of each block to be a first one."""
    cues, starts = weighed(flow, pairs, alone, idle)
    return known().again.of_all(cues), known().start.of_all(starts)


def weighed(
    flow: Flow, pairs: Sequence[tuple[int, int]], alone: Sequence[Cues], idle: Floats
) -> tuple[list[Cues], list[Cues]]:
    """The cues of each two blocks and of each block, with what the first trees say of all others."""
    cues = [flow.pair(i, j) for i, j in pairs]
    first = known().link.of_all(cues)
    before, after = [i for i, _ in pairs], [j for _, j in pairs]
    n = len(alone)
    best_after, next_after = _tops(first, after, n)
    best_before, next_before = _tops(first, before, n)
    for k, (i, j) in enumerate(pairs):
        w = first[k]
        other_j = next_after[j] if w >= best_after[j] - 1e-9 else best_after[j]
        other_i = next_before[i] if w >= best_before[i] - 1e-9 else best_before[i]
        cues[k] |= {
            "first": float(w),
            "other_two": float(other_j),
            "other_one": float(other_i),
            "over_two": float(w - other_j),
            "over_one": float(w - other_i),
            "one_leads": float(best_after[i]),
            "idle_one": float(idle[i]),
            "idle_two": float(idle[j]),
        }
    starts = [
        cue
        | {
            "best_after": float(best_after[j]),
            "next_after": float(next_after[j]),
            "best_before": float(best_before[j]),
            "next_before": float(next_before[j]),
            "idle": float(idle[j]),
        }
        for j, cue in enumerate(alone)
    ]
    return cues, starts


def _tops(worth: Floats, keys: Sequence[int], n: int) -> tuple[Floats, Floats]:
    """The best and the second best for each key."""
    best, second = np.full(n, NOTHING), np.full(n, NOTHING)
    for w, k in zip(worth, keys, strict=True):
        if w > best[k]:
            best[k], second[k] = w, best[k]
        elif w > second[k]:
            second[k] = w
    return best, second


def _partners(n: int, pairs: Sequence[tuple[int, int]], worth: Floats, start: Floats) -> dict[int, int]:
    """For each block the one that is read behind it, best over the page; what begins an article needs none."""
    gain = np.zeros((n, n))
    for (i, j), w in zip(pairs, worth, strict=True):
        gain[i, j] = max(0.0, w - START * start[j])
    behind: dict[int, int] = {}
    for some in _bound(n, [pair for pair in pairs if gain[pair] > 0]):
        best = assigned(gain[np.ix_(some, some)])
        behind |= {some[a]: some[b] for a, b in enumerate(best) if gain[some[a], some[b]] > 0}
    for i in list(behind):
        ring = [i]
        while ring[-1] in behind and behind[ring[-1]] not in ring:
            ring.append(behind[ring[-1]])
        if ring[-1] in behind:  # a ring: cut where it is weakest
            ring = ring[ring.index(behind[ring[-1]]) :]
            del behind[min(ring, key=lambda k: gain[k, behind[k]])]
    return behind


def _bound(n: int, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The blocks in groups between which no two have anything to do with each other."""
    group = list(range(n))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, j in pairs:
        group[root(i)] = root(j)
    found: dict[int, list[int]] = {}
    for i in range(n):
        found.setdefault(root(i), []).append(i)
    return [some for some in found.values() if len(some) > 1]


def assigned(gain: Floats) -> list[int]:
    """For each row a column of its own, so that the sum of what they are worth is greatest (Hungarian method)."""
    n = len(gain)
    cost = -gain
    u, v = np.zeros(n + 1), np.zeros(n + 1)
    row_of, way = np.zeros(n + 1, dtype=int), np.zeros(n + 1, dtype=int)
    for row in range(1, n + 1):
        row_of[0], at = row, 0
        least, used = np.full(n + 1, np.inf), np.zeros(n + 1, dtype=bool)
        while True:
            used[at] = True
            reduced = cost[row_of[at] - 1] - u[row_of[at]] - v[1:]
            better = ~used[1:] & (reduced < least[1:])
            least[1:][better], way[1:][better] = reduced[better], at
            after = int(np.where(used, np.inf, least)[1:].argmin()) + 1
            step = least[after]
            u[row_of[used]] += step
            v[used] -= step
            least[~used] -= step
            at = after
            if not row_of[at]:
                break
        while at:
            row_of[at] = row_of[way[at]]
            at = way[at]
    found = [0] * n
    for column in range(1, n + 1):
        found[row_of[column] - 1] = column - 1
    return found


def _in_order(flow: Flow, behind: dict[int, int], free: Sequence[int]) -> list[list[int]]:
    """The chains, by where their first block stands."""
    inner = set(behind.values())
    found = []
    for j in free:
        if j not in inner:
            chain = [j]
            while chain[-1] in behind:
                chain.append(behind[chain[-1]])
            found.append(chain)
    return sorted(found, key=lambda c: (flow.blocks[c[0]].box.top, flow.blocks[c[0]].box.left))


def _with_captions(flow: Flow, found: Sequence[Sequence[int]], captions: set[int]) -> list[Chain]:
    """Each caption with the chain that stands nearest; in one frame before all others."""
    own: dict[int, list[int]] = {}
    b, frame = flow.around.boxes, flow.around.frame
    for c in sorted(captions):
        best: tuple[float, int] | None = None
        for n, chain in enumerate(found):
            if all(flow.blocks[k].display for k in chain):
                continue
            for k in chain:
                aside = max(0.0, b[k, 0] - b[c, 2], b[c, 0] - b[k, 2])
                away = max(0.0, b[k, 1] - b[c, 3], b[c, 1] - b[k, 3])
                apart = 20.0 if frame[k] != frame[c] and max(frame[k], frame[c]) != NONE else 0.0
                best = min(best or (np.inf, 0), (float(aside + 0.6 * away + apart), n))
        if best is not None and best[0] < CAPTION_REACH:
            own.setdefault(best[1], []).append(c)
    alone = captions - {c for held in own.values() for c in held}
    return [Chain(tuple(chain), tuple(own.get(n, ()))) for n, chain in enumerate(found)] + [
        Chain((c,)) for c in sorted(alone)
    ]
